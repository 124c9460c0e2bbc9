import { WebSocketException, WebSocketMessageValidationError } from "../../errors/websockets.ts";
import type { ErrorDetail } from "../../errors/api.ts";
import { andThen, type MaybePromise } from "../../util/maybe-promise.ts";
import { compileJsonDecoder } from "../decoding/json.ts";
import type { Schema } from "../parameters/argument.ts";
import { reject } from "../parameters/reading.ts";
import { compileParser, Rejected } from "../schemas/parser.ts";
import { problemsOf } from "../validation/problems.ts";
import { status } from "../status.ts";

type MessageParser = (value: unknown) => MaybePromise<unknown>;

/** One compiled parser for each schema that messages are received with. */
const parsers = new WeakMap<Schema, MessageParser>();

/** @throws WebSocketException (1007) for what is no JSON: the client's mistake, and no error of ours. */
export function parseJsonMessage(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new WebSocketException(status.WS_1007_INVALID_FRAME_PAYLOAD_DATA, "The message is no JSON", {
      cause: error,
    });
  }
}

/** @throws WebSocketMessageValidationError */
export function validateMessage(value: unknown, schema: Schema): MaybePromise<unknown> {
  let parse = parsers.get(schema);
  if (parse === undefined) parsers.set(schema, (parse = compileMessageParser(schema)));
  return parse(value);
}

function compileMessageParser(schema: Schema): MessageParser {
  const parse = compileParser(schema);
  const decode = compileJsonDecoder(schema);
  return (value) => {
    const decoded = decode === null ? value : decode(value);
    return andThen(parse(decoded), (parsed) => {
      if (!(parsed instanceof Rejected)) return parsed;
      const errors: ErrorDetail[] = [];
      reject(problemsOf(parsed, decoded, schema), ["message"], errors);
      throw new WebSocketMessageValidationError(errors);
    });
  };
}
