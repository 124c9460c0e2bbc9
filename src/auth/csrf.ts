import { ASCII_LETTERS_AND_DIGITS, constantTimeCompare, randomString } from "./crypto.ts";

/**
 * `django.middleware.csrf`: the same secrets, masks, verdicts and reasons. What the request is comes as data, so that
 * this module knows no HTTP server.
 */

const SECRET_LENGTH = 32;
const TOKEN_LENGTH = 2 * SECRET_LENGTH;
const CHARACTERS = ASCII_LETTERS_AND_DIGITS;
const INVALID_CHARACTERS = /[^a-zA-Z0-9]/;
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/** Key of the secret in the session under CSRF_USE_SESSIONS. */
export const CSRF_SESSION_KEY = "_csrftoken";

/** The settings that decide, by Django's names. */
export interface CsrfSettings {
  readonly CSRF_TRUSTED_ORIGINS: readonly string[];
  readonly CSRF_USE_SESSIONS: boolean;
  readonly CSRF_COOKIE_DOMAIN: string | null;
  readonly SESSION_COOKIE_DOMAIN: string | null;
  /** As in META: "HTTP_X_CSRFTOKEN". */
  readonly CSRF_HEADER_NAME: string;
}

/** What of a request decides. Hosts come from `getHost()`: null when ALLOWED_HOSTS refuses it. */
export interface CsrfRequest {
  readonly method: string;
  readonly secure: boolean;
  readonly host: string | null;
  readonly port: string;
  readonly origin: string | undefined;
  readonly referer: string | undefined;
  /** Value of the CSRF cookie, or of the session's entry under CSRF_USE_SESSIONS. */
  readonly stored: string | undefined;
  /** Value of the header that CSRF_HEADER_NAME names. */
  readonly header: string | undefined;
  /** Form field `csrfmiddlewaretoken`, read only for POST. */
  readonly formToken: string | undefined;
}

export function newCsrfSecret(): string {
  return randomString(SECRET_LENGTH, CHARACTERS);
}

/** A token that hides the secret behind a random mask, so that a compressed page does not leak it (BREACH). */
export function maskCsrfSecret(secret: string): string {
  const mask = newCsrfSecret();
  let cipher = "";
  for (let index = 0; index < SECRET_LENGTH; index++) {
    const sum = CHARACTERS.indexOf(secret.charAt(index)) + CHARACTERS.indexOf(mask.charAt(index));
    cipher += CHARACTERS.charAt(sum % CHARACTERS.length);
  }
  return mask + cipher;
}

export function unmaskCsrfToken(token: string): string {
  let secret = "";
  for (let index = 0; index < SECRET_LENGTH; index++) {
    const difference =
      CHARACTERS.indexOf(token.charAt(SECRET_LENGTH + index)) - CHARACTERS.indexOf(token.charAt(index));
    secret += CHARACTERS.charAt((difference + CHARACTERS.length) % CHARACTERS.length);
  }
  return secret;
}

/** Null when the format is right, else Django's reason. */
function formatProblem(token: string): string | null {
  if (token.length !== TOKEN_LENGTH && token.length !== SECRET_LENGTH) return "has incorrect length";
  return INVALID_CHARACTERS.test(token) ? "has invalid characters" : null;
}

/**
 * The secret behind a cookie or session value; null when there is none or its format is wrong. A masked one (written by
 * Django before 4.0) is unmasked.
 */
export function csrfSecret(stored: string | undefined): string | null {
  if (stored === undefined || formatProblem(stored) !== null) return null;
  return stored.length === TOKEN_LENGTH ? unmaskCsrfToken(stored) : stored;
}

/** `urllib.parse.urlsplit`, as far as an origin or referer needs it; null where Python raises ValueError. */
function splitUrl(url: string): { scheme: string; netloc: string } | null {
  const match = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?/.exec(url);
  const netloc = match?.[2] ?? "";
  if (netloc.includes("[") !== netloc.includes("]")) return null;
  return { scheme: (match?.[1] ?? "").toLowerCase(), netloc };
}

/** `django.utils.http.is_same_domain`: exact, or a subdomain where the pattern starts with a dot. */
function isSameDomain(host: string, pattern: string): boolean {
  if (pattern === "") return false;
  const wanted = pattern.toLowerCase();
  return wanted.startsWith(".") ? host.endsWith(wanted) || host === wanted.slice(1) : wanted === host;
}

const withoutStars = (netloc: string): string => netloc.replace(/^\*+/, "");

function isTrustedOrigin(request: CsrfRequestHead, origin: string, settings: CsrfSettings): boolean {
  if (request.host !== null && origin === `${request.secure ? "https" : "http"}://${request.host}`)
    return true;
  const split = splitUrl(origin);
  return settings.CSRF_TRUSTED_ORIGINS.some((trusted) => {
    if (!trusted.includes("*")) return trusted === origin;
    const pattern = splitUrl(trusted);
    if (split === null || pattern === null || pattern.scheme !== split.scheme) return false;
    return isSameDomain(split.netloc, withoutStars(pattern.netloc));
  });
}

function refererProblem(request: CsrfRequestHead, settings: CsrfSettings): string | null {
  if (request.referer === undefined) return "Referer checking failed - no Referer.";
  const referer = splitUrl(request.referer);
  if (referer === null || referer.scheme === "" || referer.netloc === "") {
    return "Referer checking failed - Referer is malformed.";
  }
  if (referer.scheme !== "https") {
    return "Referer checking failed - Referer is insecure while host is secure.";
  }
  const trusted = settings.CSRF_TRUSTED_ORIGINS.map((origin) => withoutStars(splitUrl(origin)?.netloc ?? ""));
  if (trusted.some((host) => isSameDomain(referer.netloc, host))) return null;

  const domain = settings.CSRF_USE_SESSIONS ? settings.SESSION_COOKIE_DOMAIN : settings.CSRF_COOKIE_DOMAIN;
  const withPort = domain !== null && request.port !== "443" && request.port !== "80";
  const good = domain === null ? request.host : withPort ? `${domain}:${request.port}` : domain;
  if (good !== null && isSameDomain(referer.netloc, good)) return null;
  return `Referer checking failed - ${request.referer} does not match any trusted origins.`;
}

/** "HTTP_X_CSRFTOKEN" -> "X-Csrftoken", as `HttpHeaders.parse_header_name` titles it. */
function headerTitle(metaName: string): string {
  const words = metaName.replace(/^HTTP_/, "").split("_");
  return words.map((word) => word.charAt(0) + word.slice(1).toLowerCase()).join("-");
}

function storedProblem({ stored }: CsrfRequestHead, settings: CsrfSettings): string | null {
  if (stored === undefined) return "CSRF cookie not set.";
  const problem = settings.CSRF_USE_SESSIONS ? null : formatProblem(stored);
  return problem === null ? null : `CSRF cookie ${problem}.`;
}

function tokenProblem(request: CsrfRequest, settings: CsrfSettings): string | null {
  const secret = csrfSecret(request.stored);
  const formToken = request.method === "POST" ? (request.formToken ?? "") : "";
  const token = formToken === "" ? request.header : formToken;
  if (token === undefined) return "CSRF token missing.";
  const source = formToken === "" ? `the '${headerTitle(settings.CSRF_HEADER_NAME)}' HTTP header` : "POST";
  const problem = formatProblem(token);
  if (problem !== null) return `CSRF token from ${source} ${problem}.`;

  const sent = token.length === TOKEN_LENGTH ? unmaskCsrfToken(token) : token;
  return secret !== null && constantTimeCompare(sent, secret) ? null : `CSRF token from ${source} incorrect.`;
}

/** What the token does not change: where the request comes from, and whether there is a secret to compare with. */
type CsrfRequestHead = Omit<CsrfRequest, "header" | "formToken">;

/** Null: the request may pass. Else Django's reason for refusing it with 403. */
export function csrfProblem(request: CsrfRequest, settings: CsrfSettings): string | null {
  if (!needsCsrfToken(request.method)) return null;
  return csrfHeadProblem(request, settings) ?? tokenProblem(request, settings);
}

export function needsCsrfToken(method: string): boolean {
  return !SAFE_METHODS.has(method);
}

/** Django's reason for refusing a request whatever its token is; null: the token decides. */
export function csrfHeadProblem(request: CsrfRequestHead, settings: CsrfSettings): string | null {
  if (request.origin !== undefined) {
    if (!isTrustedOrigin(request, request.origin, settings)) {
      return `Origin checking failed - ${request.origin} does not match any trusted origins.`;
    }
  } else if (request.secure) {
    const problem = refererProblem(request, settings);
    if (problem !== null) return problem;
  }
  return storedProblem(request, settings);
}
