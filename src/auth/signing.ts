import { deflateSync, inflateSync } from "node:zlib";
import { BadSignature, SignatureExpired } from "../errors/auth.ts";
import { constantTimeCompare, saltedHmac } from "./crypto.ts";
import { compactPythonJson } from "../util/python-json.ts";

/** `django.core.signing`: what is signed here verifies there, and the reverse. */

export interface SigningKeys {
  /** SECRET_KEY: what new values are signed with. */
  readonly key: string | Uint8Array;
  /** SECRET_KEY_FALLBACKS: what older values may be signed with. */
  readonly fallbackKeys: readonly (string | Uint8Array)[];
}

export interface SignerOptions extends SigningKeys {
  /** Namespace of the signature; Django's default for a plain Signer is "django.core.signing.Signer". */
  readonly salt?: string;
  readonly separator?: string;
  readonly algorithm?: string;
}

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** A decompressed object larger than this is refused: a signature does not make a zip bomb harmless to everybody. */
const MAX_OBJECT_BYTES = 64 * 1024 * 1024;

function base62Encode(value: number): string {
  if (value === 0) return "0";
  let [rest, encoded] = [Math.abs(value), ""];
  while (rest > 0) {
    encoded = (BASE62[rest % 62] as string) + encoded;
    rest = Math.floor(rest / 62);
  }
  return value < 0 ? `-${encoded}` : encoded;
}

function base62Decode(text: string): number {
  const negative = text.startsWith("-");
  let value = 0;
  for (const character of negative ? text.slice(1) : text) {
    const digit = BASE62.indexOf(character);
    if (digit < 0) throw new BadSignature("The timestamp of the signed value is not base 62");
    value = value * 62 + digit;
  }
  return negative ? -value : value;
}

/** Signs strings (`django.core.signing.Signer`). */
export class Signer {
  protected readonly options: Required<SignerOptions>;

  constructor(options: SignerOptions) {
    this.options = { salt: "django.core.signing.Signer", separator: ":", algorithm: "sha256", ...options };
    if (/^[A-z0-9-_=]*$/.test(this.options.separator)) {
      throw new TypeError("A signer's separator cannot be empty or made of A-z0-9-_= only");
    }
  }

  signature(value: string, key: string | Uint8Array = this.options.key): string {
    const { salt, algorithm } = this.options;
    return saltedHmac(`${salt}signer`, value, key, algorithm).toString("base64url");
  }

  sign(value: string): string {
    return `${value}${this.options.separator}${this.signature(value)}`;
  }

  /** @throws BadSignature when no key of ours made the signature */
  unsign(signed: string): string {
    const at = signed.lastIndexOf(this.options.separator);
    if (at < 0) throw new BadSignature(`No "${this.options.separator}" found in value`);
    const [value, signature] = [signed.slice(0, at), signed.slice(at + this.options.separator.length)];
    const keys = [this.options.key, ...this.options.fallbackKeys];
    if (!keys.some((key) => constantTimeCompare(signature, this.signature(value, key)))) {
      throw new BadSignature("The signature does not match");
    }
    return value;
  }
}

/** Signs strings with the time (`django.core.signing.TimestampSigner`). */
export class TimestampSigner extends Signer {
  constructor(options: SignerOptions) {
    super({ salt: "django.core.signing.TimestampSigner", ...options });
  }

  override sign(value: string): string {
    return super.sign(`${value}${this.options.separator}${base62Encode(Math.floor(Date.now() / 1000))}`);
  }

  /**
   * @param maxAge seconds that the signature may be old; without it any age is good
   * @throws BadSignature, SignatureExpired
   */
  override unsign(signed: string, maxAge?: number): string {
    const stamped = super.unsign(signed);
    const at = stamped.lastIndexOf(this.options.separator);
    const timestamp = base62Decode(stamped.slice(at + this.options.separator.length));
    if (maxAge !== undefined) {
      const age = Date.now() / 1000 - timestamp;
      if (age > maxAge) throw new SignatureExpired(`The signature is older than ${maxAge} seconds`);
    }
    return stamped.slice(0, at);
  }
}

export interface DumpsOptions extends SigningKeys {
  readonly salt?: string;
  /** Compress when that makes the value shorter. */
  readonly compress?: boolean;
}

/** A JSON value as a signed, URL-safe string (`django.core.signing.dumps`). */
export function dumps(value: unknown, { compress = false, ...options }: DumpsOptions): string {
  const plain = Buffer.from(compactPythonJson(value), "latin1");
  const compressed = compress ? deflateSync(plain) : plain;
  const payload =
    compressed.length < plain.length - 1
      ? `.${compressed.toString("base64url")}`
      : plain.toString("base64url");
  return new TimestampSigner({ salt: "django.core.signing", ...options }).sign(payload);
}

/**
 * Reads what `dumps` wrote, here or in Django (`django.core.signing.loads`).
 *
 * @param options.maxAge seconds
 * @throws BadSignature, SignatureExpired
 */
export function loads(
  signed: string,
  { maxAge, ...options }: SigningKeys & { readonly salt?: string; readonly maxAge?: number },
): unknown {
  const payload = new TimestampSigner({ salt: "django.core.signing", ...options }).unsign(signed, maxAge);
  const compressed = payload.startsWith(".");
  const bytes = Buffer.from(compressed ? payload.slice(1) : payload, "base64url");
  const plain = compressed ? inflateSync(bytes, { maxOutputLength: MAX_OBJECT_BYTES }) : bytes;
  return JSON.parse(plain.toString("latin1"));
}
