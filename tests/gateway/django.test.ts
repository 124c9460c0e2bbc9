import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FastAPI } from "../../src/api/fastapi.ts";
import type { UpstreamAddress } from "../../src/django/gateway/address.ts";
import { DjangoGateway } from "../../src/django/gateway/django-gateway.ts";
import type { Child } from "../../src/django/process/child.ts";
import { startPython } from "../../src/django/python-process.ts";
import { PythonServer } from "../../src/django/python-server.ts";
import { makeSocketFolder, removeSocketFolder } from "../../src/django/socket-folder.ts";
import { WorkerPool } from "../../src/django/worker/worker-pool.ts";
import type { ApiServer } from "../../src/server/server.ts";
import { createServer as createApiServer } from "../../src/server/server.ts";
import { serverSettings } from "../../src/server/settings.ts";
import { exampleContext } from "../support/example-context.ts";
import { djangoPython } from "../support/python.ts";
import { SmallProject } from "../support/small-project.ts";
import { oddRequests, toBytes } from "./odd-requests.ts";
import { sendRaw } from "./raw-client.ts";

/** Answers with what Django saw of a request. */
const ECHO_VIEW = `import hashlib

from django.http import JsonResponse


def page(request, path=""):
    meta = request.META
    try:
        host = request.get_host()
    except Exception as error:
        host = type(error).__name__
    seen = {
        "method": request.method,
        "path": request.path_info,
        "full_path": request.get_full_path(),
        "query": meta.get("QUERY_STRING"),
        "headers": {name: value for name, value in meta.items() if name.startswith(("HTTP_", "CONTENT_"))},
        "body": [len(request.body), hashlib.sha256(request.body).hexdigest()],
        "scheme": request.scheme,
        "host": host,
        "client": meta.get("REMOTE_ADDR"),
    }
    return JsonResponse(seen)
`;

/** Differs by nature: what is between two ends of one connection. */
const OF_THE_CONNECTION = ["HTTP_CONNECTION", "HTTP_KEEP_ALIVE"];

describe.runIf(djangoPython !== null)("Django behind the gateway", () => {
  let project: SmallProject;
  let python: PythonServer;
  let direct: Child;
  let directPort: number;
  let bridge: WorkerPool;
  let server: ApiServer;
  let port: number;
  const folder = makeSocketFolder();

  beforeAll(async () => {
    project = new SmallProject();
    project.write("shop/views.py", ECHO_VIEW);
    project.write(
      "config/urls.py",
      'from django.urls import path, re_path\nfrom shop import views\nurlpatterns = [re_path(r"^(?s:.*)$", views.page)]\n',
    );
    project.write("config/local.py", "DATA_UPLOAD_MAX_MEMORY_SIZE = None\nAPPEND_SLASH = False\n");
    const context = await exampleContext({ dir: project.dir, settingsModule: "config.settings" });
    const secret = "secret-of-this-start";
    python = await PythonServer.start({ context, secret, folder });
    [direct, directPort] = await startDirect(context);
    bridge = new WorkerPool({
      start: () => startPython(context, { name: "worker", args: ["worker"], pipes: 2 }),
    });
    const address: UpstreamAddress = python.address;
    const gateway = new DjangoGateway({ address, secret, bridge });
    server = createApiServer({
      api: new FastAPI({ openapiUrl: null }),
      settings: serverSettings({ DEBUG: true, ALLOWED_HOSTS: ["*"] }),
      gateway,
    });
    port = Number(new URL(await server.listen({ port: 0 })).port);
  });

  afterAll(async () => {
    await server?.close({ gracePeriod: 0 });
    await Promise.all([bridge?.close(), python?.stop(), direct?.stop()]);
    removeSocketFolder(folder);
    project?.remove();
  });

  test("sees the same as without it, of 150 odd requests", async () => {
    const requests = oddRequests(150);
    const paths = new Set<string>();
    for (const request of requests) {
      const bytes = { ...toBytes(request), expect: request.expect, method: request.method };
      const [through, alone] = [await sendRaw(port, bytes), await sendRaw(directPort, bytes)];
      expect(through.status, request.name).toBe(alone.status);
      if (request.method === "HEAD") continue;
      const seenThrough = seen(through.body);
      expect(seenThrough, request.name).toEqual(seen(alone.body));
      if (seenThrough !== null) paths.add(seenThrough.path as string);
    }
    // The comparison is no comparison of refusals.
    expect(paths.size).toBeGreaterThan(15);
  });

  test("sees the client, and not what a client says of itself in our header", async () => {
    const head = "GET /who HTTP/1.1\r\nHost: shop.example:8000\r\nX-Django-FastAPI-Gateway: x e30\r\n\r\n";
    const answer = await sendRaw(port, {
      head: Buffer.from(head),
      body: Buffer.alloc(0),
      expect: false,
      method: "GET",
    });
    const echo = seen(answer.body);
    expect(echo).toMatchObject({ client: "127.0.0.1", scheme: "http", host: "shop.example:8000" });
    expect(JSON.stringify(echo)).not.toMatch(/gateway/i);
  });
});

/** The same project's server on a port of its own, with no gateway before it. */
async function startDirect(context: Parameters<typeof startPython>[0]): Promise<[Child, number]> {
  const child = startPython(context, {
    name: "direct",
    args: ["server", "--port", "0"],
    pipes: 1,
    env: { DJANGO_FASTAPI_READY_FD: "3" },
  });
  const [line] = (await once(child.pipe(3), "data")) as [Buffer];
  const { listening } = JSON.parse(line.toString()) as { listening: { port: number } };
  return [child, listening.port];
}

function seen(body: Buffer): Record<string, unknown> | null {
  if (!body.toString().startsWith("{")) return null;
  const echo = JSON.parse(body.toString()) as { headers: Record<string, string> };
  for (const name of OF_THE_CONNECTION) delete echo.headers[name];
  return echo;
}
