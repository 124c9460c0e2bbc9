import type { SessionData } from "./codec.ts";

/** Key under which a session holds an expiry of its own: seconds, 0 for "when the browser closes", or an ISO date. */
export const EXPIRY_KEY = "_session_expiry";

/**
 * When a session ends (`SessionBase.get_expiry_date`).
 *
 * @param modification the time from which seconds count
 * @param cookieAge SESSION_COOKIE_AGE in seconds, for sessions without an expiry of their own
 */
export function sessionExpiryDate(data: SessionData, modification: Date, cookieAge: number): Date {
  const own = data[EXPIRY_KEY];
  if (typeof own === "string") return new Date(own);
  const seconds = typeof own === "number" && own !== 0 ? own : cookieAge;
  return new Date(modification.getTime() + seconds * 1000);
}

/** Whole seconds until a session ends (`SessionBase.get_expiry_age`): the cookie's Max-Age. */
export function sessionExpiryAge(data: SessionData, now: Date, cookieAge: number): number {
  const own = data[EXPIRY_KEY];
  if (typeof own !== "string") return typeof own === "number" && own !== 0 ? own : cookieAge;
  return Math.floor((new Date(own).getTime() - now.getTime()) / 1000);
}
