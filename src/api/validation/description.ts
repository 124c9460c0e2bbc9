import type { Problem } from "../decoding/failure.ts";

/** A problem without its place: pydantic's error type, message and context. */
export type Description = Pick<Problem, "type" | "msg" | "ctx">;
