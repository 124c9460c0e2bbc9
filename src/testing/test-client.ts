import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { FastAPI } from "../api/fastapi.ts";
import type { HttpBody, HttpResponse } from "../api/http.ts";
import { prepareDocuments } from "../server/documents.ts";
import { belowRootPath, decodePath } from "../server/request-path.ts";
import { refuse } from "../server/refusals.ts";
import { Router } from "../server/router.ts";
import { collectRoutes, rootPathOf } from "../server/routes.ts";
import type { UserRow } from "../auth/users/user.ts";
import { CookieJar } from "./cookie-jar.ts";
import { InProcessRequest } from "./in-process-request.ts";
import { toRedirected, toRequest, type TestRequestInit } from "./test-request.ts";
import { Visitor } from "./visitor.ts";
import { openWebSocket } from "./websockets/open-web-socket.ts";
import type { TestWebSocket } from "./websockets/test-web-socket.ts";

export interface TestClientOptions {
  /** Scheme and host that requests are made to; default "http://testserver". */
  readonly baseUrl?: string;
  /** Sent with each request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Throws an unexpected error of a handler in place of its 500; default true. */
  readonly raiseServerExceptions?: boolean;
  /** Default true. */
  readonly followRedirects?: boolean;
  /**
   * True: requests carry a CSRF token only where the test sends one. Default false, as in Django's test client: each
   * comes as from a page of the project.
   */
  readonly enforceCsrfChecks?: boolean;
}

export interface TestWebSocketInit extends Pick<TestRequestInit, "query" | "headers"> {
  /** Offered to the server, in this order. */
  readonly subprotocols?: readonly string[];
}

const MAX_REDIRECTS = 20;

/**
 * Asks an application in this process: no server, no socket, the same routing, parameters, dependencies and
 * responses. Background tasks and teardowns have run when the response is here. Cookies are kept between requests.
 *
 * @example
 * const client = new TestClient(api);
 * const response = await client.get("/books/1");
 * expect(await response.json()).toEqual({ id: 1, title: "The Dispossessed" });
 */
export class TestClient implements AsyncDisposable {
  readonly cookies = new CookieJar();
  private readonly visitor = new Visitor(this.cookies);
  private readonly app: FastAPI;
  private readonly settings: Required<TestClientOptions>;
  private router: { readonly operations: FastAPI["operations"]; readonly router: Router } | null = null;
  private started = false;

  constructor(app: FastAPI, options: TestClientOptions = {}) {
    this.app = app;
    this.settings = {
      baseUrl: "http://testserver",
      headers: {},
      raiseServerExceptions: true,
      followRedirects: true,
      enforceCsrfChecks: false,
      ...options,
    };
  }

  readonly get = this.methodOf("GET");
  readonly post = this.methodOf("POST");
  readonly put = this.methodOf("PUT");
  readonly patch = this.methodOf("PATCH");
  readonly delete = this.methodOf("DELETE");
  readonly options = this.methodOf("OPTIONS");
  readonly head = this.methodOf("HEAD");

  /** A request of any method; `get`, `post` and the others are this with theirs. */
  async request(method: string, path: string, init: TestRequestInit = {}): Promise<Response> {
    let request = toRequest(method, new URL(path, this.settings.baseUrl), init, this.settings.headers);
    for (let redirects = 0; ; redirects++) {
      const content = new Uint8Array(await request.arrayBuffer());
      const response = await this.answer(request, content);
      const location = response.headers.get("location");
      const redirected = response.status >= 300 && response.status < 400 && location !== null;
      if (!redirected || !this.settings.followRedirects || redirects === MAX_REDIRECTS) return response;
      request = toRedirected(request, content, new URL(location, request.url), response.status);
    }
  }

  /**
   * Logs a user in without a password, as Django's test client does: the requests that follow have the session.
   *
   * @param options.backend dotted path; default: the first of AUTHENTICATION_BACKENDS
   * @throws AuthNotStarted in a process without a project: `startProject()` gives it one
   * @example
   * await client.forceLogin(await User.objects.get({ username: "ada" }));
   */
  async forceLogin(user: UserRow, options: { readonly backend?: string } = {}): Promise<void> {
    await this.visitor.login(user, options.backend);
  }

  /** Ends the session. */
  async logout(): Promise<void> {
    await this.visitor.logout();
  }

  /**
   * Opens a WebSocket; the test is its client.
   *
   * @throws WebSocketRefused with the response of the refusal.
   * @example
   * await using socket = await client.websocket("/ws/echo");
   * socket.sendText("hello");
   * expect(await socket.receiveText()).toBe("hello");
   */
  async websocket(path: string, init: TestWebSocketInit = {}): Promise<TestWebSocket> {
    const { subprotocols = [], query = {}, headers } = init;
    const request = toRequest(
      "GET",
      new URL(path, this.settings.baseUrl),
      { query, ...(headers !== undefined && { headers }) },
      this.settings.headers,
    );
    this.addCookies(request);
    const { raiseServerExceptions } = this.settings;
    const socket = await openWebSocket(this.app, request, { subprotocols, raiseServerExceptions });
    this.cookies.store(socket.headers.getSetCookie());
    return socket;
  }

  /** Runs the application's lifespans; `await using client = await new TestClient(api).start()` ends them too. */
  async start(): Promise<this> {
    await this.app.start();
    this.started = true;
    return this;
  }

  async close(): Promise<void> {
    if (this.started) await this.app.stop();
    this.started = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private methodOf(method: string): (path: string, init?: TestRequestInit) => Promise<Response> {
    return (path, init) => this.request(method, path, init);
  }

  private async answer(request: Request, content: Uint8Array): Promise<Response> {
    if (!this.settings.enforceCsrfChecks)
      this.visitor.addCsrf(request.method, new URL(request.url), request.headers);
    this.addCookies(request);
    if (content.length > 0) request.headers.set("content-length", String(content.length));
    const response = await this.handle(request, content);
    const body = await readBody(response.body);
    await response.finished?.();
    if (response.error !== undefined && this.settings.raiseServerExceptions) throw response.error;
    const headers = new Headers(response.headers.map(([name, value]): [string, string] => [name, value]));
    this.cookies.store(headers.getSetCookie());
    const hasBody = request.method !== "HEAD" && ![204, 205, 304].includes(response.status);
    return new Response(hasBody ? body : null, { status: response.status, headers });
  }

  private addCookies(request: Request): void {
    const cookies = this.cookies.header();
    if (cookies !== null && !request.headers.has("cookie")) request.headers.set("cookie", cookies);
  }

  private async handle(request: Request, content: Uint8Array): Promise<HttpResponse> {
    const { pathname, search } = new URL(request.url);
    const path = { raw: pathname, decoded: decodePath(pathname), query: search.slice(1) };
    const decision = await this.currentRouter().decide(request.method, path);
    const rootPath = rootPathOf(this.app);
    if (decision.kind !== "route") {
      const refused = new InProcessRequest({ request, content, pathParams: {}, rootPath });
      return refuse(this.app, decision, belowRootPath(path.decoded, rootPath), refused);
    }
    const { params: pathParams, value } = decision;
    return value.handle(new InProcessRequest({ request, content, pathParams, rootPath: value.rootPath }));
  }

  /** A test may add operations between two requests. */
  private currentRouter(): Router {
    const { operations, settings } = this.app;
    if (this.router?.operations === operations) return this.router.router;
    prepareDocuments(this.app);
    const router = new Router({
      routes: collectRoutes(this.app),
      rootPath: rootPathOf(this.app),
      redirectSlashes: settings.redirectSlashes,
      resolvesElsewhere: () => false,
    });
    this.router = { operations, router };
    return router;
  }
}

async function readBody(body: HttpBody): Promise<string | Uint8Array<ArrayBuffer> | null> {
  if (body === null || typeof body === "string") return body;
  return new Uint8Array(body instanceof Uint8Array ? body : await buffer(Readable.from(body)));
}
