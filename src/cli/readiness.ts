import { setTimeout as delay } from "node:timers/promises";
import type { Gateway } from "../manifest/gateway.ts";
import { runtime } from "../orm/runtime.ts";
import type { Readiness } from "../server/health.ts";

/** How long the database may take to say anything, in milliseconds. */
const PATIENCE = 2_000;
const DATABASE = "default";

type State = "ok" | "unreachable";

/**
 * What `/-/ready` says: whether the default database answers, where SQL is written for it here, and whether Django's
 * server takes connections, where one stands behind the gateway.
 */
export async function readiness(gateway: Gateway | null): Promise<Readiness> {
  const [database, django] = await Promise.all([databaseState(), gateway?.reachable()]);
  const parts: Record<string, State> = {
    ...(database !== null && { database }),
    ...(django !== undefined && { django: django ? "ok" : "unreachable" }),
  };
  return { ready: Object.values(parts).every((state) => state === "ok"), ...parts };
}

/** Null: its queries run in Python. */
async function databaseState(): Promise<State | null> {
  const { manifest, uncompilable, database } = runtime();
  if (manifest.databases[DATABASE] === undefined || uncompilable(DATABASE) !== null) return null;
  const late = new AbortController();
  const answered = async (): Promise<State> => {
    try {
      await database(DATABASE).execute("SELECT 1", []);
      return "ok";
    } catch {
      return "unreachable";
    }
  };
  const silent = delay<State>(PATIENCE, "unreachable", { signal: late.signal, ref: false });
  return Promise.race([answered(), silent]).finally(() => late.abort());
}
