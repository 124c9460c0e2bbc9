import { createServer } from "node:http";
import { once } from "node:events";
import { adoptClient } from "../django/gateway/client-info.ts";
import { RAW_SERVER_OPTIONS } from "../django/gateway/http-options.ts";
import type { ApiServer } from "../server/server.ts";

/** Longer than what is in front keeps idle connections, which it closes first. */
const KEEP_ALIVE = 75_000;

/**
 * Listens for a process of ours that accepts the clients' connections: a header with the secret of this start says who
 * the client is.
 */
export async function listenBehind(
  server: ApiServer,
  where: { readonly path: string } | { readonly host: string; readonly port: number },
  secret: string,
): Promise<void> {
  const http = createServer({ ...RAW_SERVER_OPTIONS, keepAliveTimeout: KEEP_ALIVE });
  for (const event of ["request", "checkContinue", "checkExpectation", "upgrade"])
    http.on(event, (request) => adoptClient(request, secret));
  await server.listen({ server: http });
  http.listen(where);
  await once(http, "listening");
}
