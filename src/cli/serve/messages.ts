import type { ProjectDescription } from "../../django/describe.ts";
import type { DjangoProject } from "../../django/find-project.ts";
import type { PythonInterpreter } from "../../django/find-python.ts";
import type { PythonUpstream } from "../backend.ts";

/** What a process of the API is told, once, after its start. */
export interface StartMessage {
  readonly type: "start";
  readonly description: ProjectDescription;
  /** Null: a snapshot, no Python. */
  readonly python: {
    readonly project: DjangoProject;
    readonly interpreter: PythonInterpreter;
    readonly upstream: Omit<PythonUpstream, "close" | "description">;
  } | null;
}

/** Comes with a connection, which the process with the port has accepted. */
export interface ConnectionMessage {
  readonly type: "connection";
  readonly id: number;
}

/** The process has the connection of that number: the one with the port closes its own end. */
export interface AcceptedMessage {
  readonly type: "accepted";
  readonly id: number;
}

/** It serves. Why it does not, it prints itself. */
export interface ReadyMessage {
  readonly type: "ready";
  readonly title: string;
}

/** What a process of the API says. */
export type ApiWorkerMessage = ReadyMessage | AcceptedMessage;
