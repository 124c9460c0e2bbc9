import type { UpstreamAddress } from "./address.ts";

export interface ForwarderOptions {
  readonly address: UpstreamAddress;
  /** Authenticates the header that says who the client is. */
  readonly secret: string;
  /** Milliseconds that a request waits for an upstream that cannot be reached (it restarts); 0: 503 at once. */
  readonly patience?: number;
  /** What stands behind the address, for messages; "Django" when nothing is said. */
  readonly server?: string;
}
