import { SessionInterrupted } from "../../errors/auth.ts";
import type { PythonBridge } from "../../manifest/bridge.ts";
import { fromWire } from "../../orm/fields/wire.ts";
import { valueToWire } from "../../orm/query/wire.ts";
import { askPython } from "../python.ts";
import type { SessionData } from "./codec.ts";
import type { SessionEngine } from "./engine.ts";

/** Any engine of Python's, asked in a worker; when a session expires is in its data and in the project's settings. */
export function workerEngine(bridge: PythonBridge): SessionEngine {
  return {
    load: async (key) => fromWire(await askPython(bridge, "session_load", key)) as SessionData | null,
    create: (data) => askPython<string>(bridge, "session_create", valueToWire(data)),
    async update(key, data) {
      const next = await askPython<string | null>(bridge, "session_update", key, valueToWire(data));
      if (next === null)
        throw new SessionInterrupted(
          "The session was deleted before the request that changes it was complete",
        );
      return next;
    },
    async delete(key) {
      await askPython<null>(bridge, "session_delete", key);
    },
  };
}
