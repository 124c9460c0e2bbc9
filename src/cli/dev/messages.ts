import type { LoadProblem } from "../../errors/load.ts";
import type { DjangoProject } from "../../django/find-project.ts";
import type { PythonInterpreter } from "../../django/find-python.ts";
import type { ProjectDescription } from "../../django/describe.ts";
import type { UpstreamAddress } from "../../django/gateway/address.ts";

/** What the development server tells the API's process, once, after its start. */
export interface StartMessage {
  readonly type: "start";
  readonly description: ProjectDescription;
  readonly project: DjangoProject;
  readonly python: PythonInterpreter;
  /** The Python server. */
  readonly upstream: UpstreamAddress;
  /** Where to listen. */
  readonly socketPath: string;
  readonly secret: string;
}

/** One operation, for listings and for telling the API's paths while it is broken. */
export interface OperationSummary {
  readonly method: string;
  readonly template: string;
  /** False for docs pages. */
  readonly isOperation: boolean;
}

/** A problem as it travels: its cause stays where it was. */
export type LoadProblemReport = Omit<LoadProblem, "cause">;

/** What the API's process answers: one of these, and `loaded` before it for each project file that it imports. */
export type ApiMessage =
  | { readonly type: "loaded"; readonly file: string }
  | {
      readonly type: "ready";
      readonly operations: readonly OperationSummary[];
      readonly modules: readonly string[];
      readonly docsUrl: string | null;
      readonly redocUrl: string | null;
    }
  | {
      readonly type: "failed";
      readonly title: string;
      readonly message: string;
      readonly problems: readonly LoadProblemReport[];
      readonly stack: string | null;
    };

/** Reads a message from the other process: we wrote both ends, and a wrong one is a mistake of ours. */
export function isMessage<T extends { readonly type: string }>(value: unknown): value is T {
  return (
    typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"
  );
}
