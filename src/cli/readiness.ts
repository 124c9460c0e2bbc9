import { setTimeout as delay } from "node:timers/promises";
import type { PythonBridge } from "../manifest/bridge.ts";
import type { Gateway } from "../manifest/gateway.ts";
import { runtime } from "../orm/runtime.ts";
import type { Readiness } from "../server/health.ts";

/** How long the database may take to say anything, in milliseconds. */
const PATIENCE = 2_000;
const DATABASE = "default";

type State = "ok" | "unreachable";

/**
 * What `/-/ready` says: whether the default database answers (a Python worker, where SQL is not written for it here), and
 * whether Django's server takes connections, where one stands behind the gateway.
 */
export async function readiness(gateway: Gateway | null): Promise<Readiness> {
  const [database, django] = await Promise.all([databaseState(), gateway?.reachable()]);
  const parts: Record<string, State> = {
    ...(database !== null && { database }),
    ...(django !== undefined && { django: django ? "ok" : "unreachable" }),
  };
  return { ready: Object.values(parts).every((state) => state === "ok"), ...parts };
}

/** Null: there is none, or no Python that asks it. */
async function databaseState(): Promise<State | null> {
  const { manifest, uncompilable, database, bridge } = runtime();
  if (manifest.databases[DATABASE] === undefined) return null;
  const byPython = uncompilable(DATABASE) !== null;
  if (byPython && !bridge.available) return null;
  const late = new AbortController();
  const answered = async (): Promise<State> => {
    try {
      await (byPython ? askPython(bridge) : database(DATABASE).execute("SELECT 1", []));
      return "ok";
    } catch {
      return "unreachable";
    }
  };
  const silent = delay<State>(PATIENCE, "unreachable", { signal: late.signal, ref: false });
  return Promise.race([answered(), silent]).finally(() => late.abort());
}

let asking: Promise<unknown> | null = null;

/** One question at a time: a database that is silent must not have all workers wait for it. */
function askPython(bridge: PythonBridge): Promise<unknown> {
  asking ??= bridge.request("ping", { using: DATABASE }).finally(() => {
    asking = null;
  });
  return asking;
}
