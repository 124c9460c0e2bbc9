import { isIP, isIPv6 } from "node:net";
import { domainToASCII } from "node:url";
import { pythonRegex } from "../../util/python-regex.ts";

const IGNORECASE = 2;
/** RFC 3696, section 3; django.core.validators.MAX_URL_LENGTH; RFC 1034, section 3.1. */
const MAX_EMAIL = 320;
const MAX_URL = 2048;
const MAX_HOST = 253;

type Arguments = Readonly<Record<string, unknown>>;

/** `EmailValidator`, by the expressions that the project's Django has for the two parts. */
export function isEmail(value: string, args: Arguments): boolean {
  const at = value.lastIndexOf("@");
  if (at < 0 || value.length > MAX_EMAIL) return false;
  const [user, domain] = [value.slice(0, at), value.slice(at + 1)];
  if (!matches(args["user_regex"], user)) return false;
  const allowed = args["domain_allowlist"];
  if (Array.isArray(allowed) && allowed.includes(domain)) return true;
  if (matches(args["domain_regex"], domain)) return true;
  // Before Django 5.2 the expression knows ASCII alone, and other domains are tried as they are in DNS.
  const isAsciiOnly = !/\P{ASCII}/u.test(String(args["domain_regex"]));
  if (isAsciiOnly && matches(args["domain_regex"], domainToASCII(domain))) return true;
  const literal = /^\[([A-F0-9:.]+)\]$/i.exec(domain)?.[1];
  return literal !== undefined && isIP(literal) > 0;
}

/** `URLValidator`. */
export function isUrl(value: string, args: Arguments): boolean {
  if (value.length > MAX_URL || /[\t\r\n]/.test(value)) return false;
  const [scheme = "", rest = ""] = value.split("://");
  const schemes = args["schemes"];
  if (!Array.isArray(schemes) || !schemes.includes(scheme.toLowerCase())) return false;
  if (!matches(args["regex"], value)) return false;
  const netloc = /^[^/?#]*/.exec(rest)?.[0] ?? "";
  const ipv6 = /^\[(.+)\](?::[0-9]{1,5})?$/.exec(netloc)?.[1];
  if (ipv6 !== undefined) return isIPv6(ipv6);
  const host = netloc.slice(netloc.lastIndexOf("@") + 1).replace(/:\d*$/, "");
  return host !== "" && host.length <= MAX_HOST;
}

/** `re.match`: from the start, whether or not the expression says so. */
function matches(pattern: unknown, value: string): boolean {
  const expression = typeof pattern === "string" ? pythonRegex(`^(?:${pattern})`, IGNORECASE) : null;
  return expression?.test(value) ?? false;
}
