import { UpstreamInvalid } from "../../errors/gateway.ts";

/** Where an upstream server listens. */
export type UpstreamAddress =
  { readonly socketPath: string } | { readonly host: string; readonly port: number };

/**
 * Reads "http://127.0.0.1:8001", "127.0.0.1:8001" or "unix:/run/django.sock".
 *
 * @throws UpstreamInvalid
 */
export function parseUpstream(text: string): UpstreamAddress {
  if (text.startsWith("unix:")) return { socketPath: text.slice("unix:".length).replace(/^\/\/(?=\/)/, "") };
  const url = URL.parse(/^\w+:\/\//.test(text) ? text : `http://${text}`);
  if (url === null || url.protocol !== "http:" || url.hostname === "" || url.pathname !== "/") {
    throw new UpstreamInvalid(
      `"${text}" is no upstream: write http://HOST:PORT or unix:/path/to/socket (no path, no https).`,
    );
  }
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: url.port === "" ? 80 : Number(url.port) };
}

/** For messages. */
export function describeAddress(address: UpstreamAddress): string {
  if ("socketPath" in address) return `unix:${address.socketPath}`;
  return `${address.host.includes(":") ? `[${address.host}]` : address.host}:${address.port}`;
}
