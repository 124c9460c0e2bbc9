import type { KeyObject } from "node:crypto";
import { compactPythonJson } from "../../util/python-json.ts";
import { isSignature, signature } from "./jws.ts";
import type { Algorithm } from "./jws.ts";

export type Claims = Readonly<Record<string, unknown>>;

/** Claims as a signed token (`jwt.encode`). */
export function encodeToken(claims: Claims, algorithm: Algorithm, key: KeyObject): string {
  const input = `${encodeJson({ alg: algorithm, typ: "JWT" })}.${encodeJson(claims)}`;
  return `${input}.${signature(input, algorithm, key).toString("base64url")}`;
}

/** The claims of a token that is well formed and signed by this key with this algorithm; else null (`jwt.decode`). */
export function decodeToken(token: string, algorithm: Algorithm, key: KeyObject): Claims | null {
  const [header = "", payload = "", signed = "", ...more] = token.split(".");
  if (more.length > 0) return null;
  const given = decodeSegment(signed);
  const said = decodeJson(header);
  if (given === null || said === null || said["alg"] !== algorithm) return null;
  // Extensions that must be understood are not (RFC 7515, 4.1.11); a detached payload is none that travels.
  if (said["crit"] !== undefined || said["b64"] === false) return null;
  if (said["kid"] !== undefined && typeof said["kid"] !== "string") return null;
  if (!isSignature(given, `${header}.${payload}`, algorithm, key)) return null;
  return decodeJson(payload);
}

/** Which key a token says that it was signed with; to be looked up, not to be believed. */
export function keyIdOf(token: string): string | null {
  const id = decodeJson(token.split(".", 1)[0] ?? "")?.["kid"];
  return typeof id === "string" ? id : null;
}

function encodeJson(value: unknown): string {
  return Buffer.from(compactPythonJson(value), "latin1").toString("base64url");
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function decodeJson(segment: string): Claims | null {
  const bytes = decodeSegment(segment);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Claims) : null;
  } catch {
    return null;
  }
}

/** Null: no base64url, or not the one way to write these bytes. */
function decodeSegment(segment: string): Buffer | null {
  const bytes = Buffer.from(segment, "base64url");
  return bytes.toString("base64url") === segment.replace(/={1,2}$/, "") ? bytes : null;
}
