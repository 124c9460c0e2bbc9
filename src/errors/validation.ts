import { BridgeError } from "./base.ts";

/** One thing that is wrong, in Django's words, with Django's code ("blank", "unique" ...). */
export interface ValidationProblem {
  readonly message: string;
  readonly code: string | null;
}

/** The key of what is wrong with the row as a whole (`django.core.exceptions.NON_FIELD_ERRORS`). */
export const NON_FIELD_ERRORS = "__all__";

/**
 * A row is not valid (`django.core.exceptions.ValidationError`): what is wrong with which field. One that leaves a handler
 * is a 422 in FastAPI's form.
 */
export class ValidationError extends BridgeError {
  override readonly code = "VALIDATION_ERROR";
  override readonly status = 422;
  /** By field; what no single field is to blame for is under "__all__". */
  readonly problems: Readonly<Record<string, readonly ValidationProblem[]>>;

  constructor(problems: Readonly<Record<string, readonly ValidationProblem[]>>, options?: ErrorOptions) {
    const found = Object.entries(problems).map(
      ([name, list]) => `${name} (${list.map(({ code }) => code ?? "invalid").join(", ")})`,
    );
    super(`Not valid: ${found.join("; ")}`, options);
    this.problems = problems;
  }

  /** The messages by field: Django's `message_dict`. */
  get messageDict(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(
      Object.entries(this.problems).map(([name, problems]) => [name, problems.map(({ message }) => message)]),
    );
  }

  /** All messages. */
  get messages(): readonly string[] {
    return Object.values(this.problems).flatMap((problems) => problems.map(({ message }) => message));
  }
}
