/** What is wrong with a value, before its location is known: pydantic's type and message. */
export interface Problem {
  readonly type: string;
  readonly msg: string;
  readonly ctx?: Readonly<Record<string, unknown>>;
  /** Where inside the value; empty for the value itself. */
  readonly path: readonly (string | number)[];
  readonly input: unknown;
}

/** What a decoder answers for text that cannot be the value its schema wants. */
export class DecodeFailure {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    this.problems = problems;
  }
}

export function decodeFailure(
  type: string,
  msg: string,
  input: unknown,
  ctx?: Readonly<Record<string, unknown>>,
): DecodeFailure {
  return new DecodeFailure([{ type, msg, input, path: [], ...(ctx !== undefined && { ctx }) }]);
}
