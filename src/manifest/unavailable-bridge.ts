import { PythonUnavailable } from "../errors/python.ts";
import type { PythonBridge } from "./bridge.ts";

/** The bridge of a process that has no Python: every request says what needed it. */
export function unavailableBridge(reason: string): PythonBridge {
  return {
    available: false,
    request: (method) => Promise.reject(new PythonUnavailable(`"${method}" needs Python, and ${reason}`)),
    pin: () => Promise.reject(new PythonUnavailable(`a transaction with Python needs Python, and ${reason}`)),
  };
}
