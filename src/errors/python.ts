import { BridgeError } from "./base.ts";

/** Something needs the Python side, and this process has none. */
export class PythonUnavailable extends BridgeError {
  override readonly code = "PYTHON_UNAVAILABLE";
  override readonly status = 503;
}

/** An exception of Python for which this package has no class of its own. */
export class PythonError extends BridgeError {
  override readonly code = "PYTHON_ERROR";
  /** Dotted class: "builtins.ValueError". */
  readonly pythonType: string;
  /** The class and its bases, nearest first. */
  readonly mro: readonly string[];
  readonly traceback: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    message: string,
    details: Pick<PythonError, "pythonType" | "mro" | "traceback"> & Partial<Pick<PythonError, "data">>,
  ) {
    super(message);
    this.pythonType = details.pythonType;
    this.mro = details.mro;
    this.traceback = details.traceback;
    this.data = details.data ?? {};
  }

  /** Whether the exception is one of a dotted class, or derived from it. */
  isInstance(dotted: string): boolean {
    return this.mro.includes(dotted);
  }
}

/** An argument that has no form in Python, or that cannot be left out. */
export class PythonArgumentInvalid extends BridgeError {
  override readonly code = "PYTHON_ARGUMENT_INVALID";
}

/** The call took longer than its deadline; its worker was replaced. */
export class PythonTimeout extends BridgeError {
  override readonly code = "PYTHON_TIMEOUT";
  override readonly status = 504;
}

/** More calls wait for a worker than the queue holds, or none was free in time. Nothing of the call has happened. */
export class PythonBusy extends BridgeError {
  override readonly code = "PYTHON_BUSY";
  override readonly status = 503;
}

/** A worker ended in the middle of a call; whether the call had an effect is not known. */
export class PythonWorkerDied extends BridgeError {
  override readonly code = "PYTHON_WORKER_DIED";
  override readonly status = 502;
}

/** A worker could not start, or does not speak this version's protocol. */
export class PythonWorkerFailed extends BridgeError {
  override readonly code = "PYTHON_WORKER_FAILED";
  override readonly status = 503;
  readonly traceback: string;

  constructor(message: string, traceback = "") {
    super(message);
    this.traceback = traceback;
  }
}
