import type { WireValue } from "../../manifest/wire.ts";

/** Who asks, for the Python code that wants to know: custom backends and signal receivers. No HTTP server in here. */
export interface Client {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly address: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

export function clientToWire(client: Client | undefined, sessionKey: string | null = null): WireValue {
  return { ...client, session_key: sessionKey } as WireValue;
}
