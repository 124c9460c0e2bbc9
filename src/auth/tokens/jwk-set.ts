import { createPublicKey } from "node:crypto";
import type { JsonWebKey, KeyObject } from "node:crypto";
import { z } from "zod";

/** As PyJWT's client has them (`PyJWKClient`): how long a set is kept, and how long its server may take. */
const LIFESPAN_MS = 300_000;
const TIMEOUT_MS = 30_000;
/** Strangers choose the key ids in tokens: they do not make us ask for each. */
const PAUSE_AFTER_MISS_MS = 10_000;

const jwkSet = z.object({
  keys: z.array(z.looseObject({ kid: z.string().optional(), use: z.string().optional() })),
});

/** Public keys that another server publishes (RFC 7517), by their ids. */
export class JwkSet {
  private readonly url: string;
  private keys: ReadonlyMap<string, KeyObject> = new Map();
  private goodUntil = 0;
  private missesFrom = 0;
  private underWay: Promise<void> | null = null;

  constructor(url: string) {
    this.url = url;
  }

  /** The key of this id; null: the set has none, or its server does not answer, which is told as a warning. */
  async key(id: string | null): Promise<KeyObject | null> {
    if (id === null) return null;
    if (Date.now() >= this.goodUntil) await this.load();
    // Keys that may have been taken back since are not believed, either.
    if (Date.now() >= this.goodUntil) return null;
    const found = this.keys.get(id);
    if (found !== undefined || Date.now() < this.missesFrom) return found ?? null;
    // A new key, perhaps: the set may be older than it.
    this.missesFrom = Date.now() + PAUSE_AFTER_MISS_MS;
    await this.load();
    return this.keys.get(id) ?? null;
  }

  private load(): Promise<void> {
    return (this.underWay ??= this.fetch().finally(() => (this.underWay = null)));
  }

  private async fetch(): Promise<void> {
    try {
      const response = await fetch(this.url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) throw new TypeError(`status ${response.status}`);
      const { keys } = jwkSet.parse(await response.json());
      this.keys = new Map(keys.flatMap(usable));
      this.goodUntil = Date.now() + LIFESPAN_MS;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      process.emitWarning(`SIMPLE_JWT["JWK_URL"] gives no keys: ${reason}`);
    }
  }
}

/** Keys for signatures, with an id, of a kind that is known here. */
function usable(jwk: z.infer<typeof jwkSet>["keys"][number]): [string, KeyObject][] {
  const { kid, use = "sig" } = jwk;
  if (kid === undefined || use !== "sig") return [];
  try {
    return [[kid, createPublicKey({ key: jwk as JsonWebKey, format: "jwk" })]];
  } catch {
    return [];
  }
}
