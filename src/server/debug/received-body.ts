import type { Exchange } from "../exchange.ts";
import type { Redaction } from "./redaction.ts";

/** Longer ones are cut. */
const SHOWN = 10_000;

/** A request's body as far as it was read, its secrets taken out by the names of JSON's and forms' fields. */
export function receivedBody({ request, incoming }: Exchange, rules: Redaction): string | null {
  const content = request?.received ?? null;
  if (content === null || content.length === 0) return null;
  const type = incoming.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const text = textOf(content, type, rules);
  if (text === null) return `${content.length} bytes${type === "" ? "" : ` of ${type}`}`;
  return text.length > SHOWN ? `${text.slice(0, SHOWN)} ...` : text;
}

function textOf(content: Uint8Array, type: string, rules: Redaction): string | null {
  const text = (): string => new TextDecoder().decode(content);
  if (type === "application/x-www-form-urlencoded")
    return [...new URLSearchParams(text())]
      .map(([name, value]) => `${name}=${String(rules.value(name, value))}`)
      .join("\n");
  if (!/^application\/(?:json|.+\+json)$/.test(type)) return null;
  try {
    return JSON.stringify(rules.value("", JSON.parse(text())), null, 2);
  } catch {
    return "what came is no JSON";
  }
}
