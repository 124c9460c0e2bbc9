import { Matcher } from "../../server/matcher.ts";
import { parseTarget } from "../../server/request-path.ts";
import type { OperationSummary } from "./messages.ts";

/** Whether a request target is one of the API's paths, as they were when it last ran. */
export function apiPaths(operations: readonly OperationSummary[]): (url: string) => boolean {
  const matcher = new Matcher(operations.map((operation) => ({ ...operation, value: null })));
  return (url) => {
    const path = parseTarget(url);
    return path !== null && matcher.match("", path.decoded) !== null;
  };
}
