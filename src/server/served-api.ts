import type { Operation } from "../api/operations/operation.ts";

/** What the server needs of an API instance: `FastAPI` is one. */
export interface ServedApi {
  /** Finished path operations, in order of registration. */
  readonly operations: readonly Operation[];
  /** Other instances below a path, after this one's operations. */
  readonly mounts: readonly { readonly path: string; readonly app: ServedApi }[];
}
