import type { AuthSettings } from "../settings.ts";
import type { SessionData } from "./codec.ts";
import { isSessionKey } from "./engine.ts";
import type { SessionEngine } from "./engine.ts";
import { EXPIRY_KEY, sessionExpiryAge, sessionExpiryDate } from "./expiry.ts";

type SessionSettings = Pick<AuthSettings, "SESSION_COOKIE_AGE" | "SESSION_EXPIRE_AT_BROWSER_CLOSE">;

/**
 * One visitor's session, loaded: Django's `request.session`. Changes are written by `save()`, which the session scheme
 * calls once the response is known.
 */
export class Session {
  /** The session was read or changed: the response varies on the cookie. */
  accessed = false;
  /** The session was changed: it must be saved. */
  modified = false;
  private readonly engine: SessionEngine;
  private readonly settings: SessionSettings;
  private currentKey: string | null;
  private data: SessionData;

  private constructor(
    engine: SessionEngine,
    settings: SessionSettings,
    key: string | null,
    data: SessionData,
  ) {
    this.engine = engine;
    this.settings = settings;
    this.currentKey = key;
    this.data = data;
  }

  /** The session of a cookie; an empty one when the cookie is missing, forged, or names a session that ended. */
  static async open(
    engine: SessionEngine,
    settings: SessionSettings,
    cookie: string | undefined,
  ): Promise<Session> {
    const data = isSessionKey(cookie) ? await engine.load(cookie) : null;
    return new Session(engine, settings, data === null ? null : (cookie as string), data ?? {});
  }

  /** What the cookie holds; null as long as nothing was saved. */
  get key(): string | null {
    return this.currentKey;
  }

  /** No key and no data: a cookie that the client still has must go (`SessionBase.is_empty`). */
  get isEmpty(): boolean {
    return this.currentKey === null && Object.keys(this.data).length === 0;
  }

  get(name: string): unknown {
    this.accessed = true;
    return Object.hasOwn(this.data, name) ? this.data[name] : undefined;
  }

  has(name: string): boolean {
    this.accessed = true;
    return Object.hasOwn(this.data, name);
  }

  /** @param value anything JSON can say */
  set(name: string, value: unknown): void {
    this.data[name] = value;
    this.accessed = this.modified = true;
  }

  delete(name: string): void {
    if (this.has(name)) this.modified = true;
    delete this.data[name];
  }

  keys(): string[] {
    this.accessed = true;
    return Object.keys(this.data);
  }

  /** Ends the session: its data and its key are gone at once (logging out). */
  async flush(): Promise<void> {
    if (this.currentKey !== null) await this.engine.delete(this.currentKey);
    this.currentKey = null;
    this.data = {};
    this.accessed = this.modified = true;
  }

  /** A new key for the same data, so that a key known to somebody before logging in is worth nothing afterwards. */
  async cycleKey(): Promise<void> {
    const old = this.currentKey;
    this.currentKey = await this.engine.create(this.data, this.expiryDate());
    this.accessed = this.modified = true;
    if (old !== null) await this.engine.delete(old);
  }

  /**
   * When this session ends: seconds of inactivity, 0 for the browser's closing, a date, or null for the project's
   * setting (`SessionBase.set_expiry`).
   */
  setExpiry(expiry: number | Date | null): void {
    if (expiry === null) this.delete(EXPIRY_KEY);
    else this.set(EXPIRY_KEY, expiry instanceof Date ? expiry.toISOString().replace("Z", "+00:00") : expiry);
  }

  expiryDate(now: Date = new Date()): Date {
    return sessionExpiryDate(this.data, now, this.settings.SESSION_COOKIE_AGE);
  }

  /** Seconds. */
  expiryAge(now: Date = new Date()): number {
    return sessionExpiryAge(this.data, now, this.settings.SESSION_COOKIE_AGE);
  }

  get expiresAtBrowserClose(): boolean {
    const own = this.data[EXPIRY_KEY];
    return own === undefined || own === null ? this.settings.SESSION_EXPIRE_AT_BROWSER_CLOSE : own === 0;
  }

  /** @throws SessionInterrupted when the session was deleted meanwhile: the visitor logged out elsewhere */
  async save(): Promise<void> {
    this.currentKey =
      this.currentKey === null
        ? await this.engine.create(this.data, this.expiryDate())
        : await this.engine.update(this.currentKey, this.data, this.expiryDate());
  }
}
