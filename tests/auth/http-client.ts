import { CookieJar } from "../../src/testing/cookie-jar.ts";

/** A browser as far as cookies and CSRF go; one jar may be shared by two servers, as one site's would be. */
export class HttpClient {
  readonly jar: CookieJar;
  private readonly base: string;

  constructor(base: string, jar: CookieJar = new CookieJar()) {
    this.base = base;
    this.jar = jar;
  }

  get(path: string): Promise<Response> {
    return this.send("GET", path);
  }

  /** With the CSRF token that the client has, as a page's script sends it. */
  post(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const token = this.jar.get("csrftoken");
    const isForm = body instanceof URLSearchParams;
    return this.send("POST", path, {
      ...(body !== undefined && { body: isForm ? body.toString() : JSON.stringify(body) }),
      headers: {
        "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json",
        ...(token !== undefined && { "x-csrftoken": token }),
        ...headers,
      },
    });
  }

  async send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const cookies = this.jar.header();
    if (cookies !== null) headers.set("cookie", cookies);
    const response = await fetch(this.base + path, { ...init, method, headers, redirect: "manual" });
    this.jar.store(response.headers.getSetCookie());
    return response;
  }

  /** Logs in at Django's admin, by its own form; the status of what comes after. */
  async adminLogin(username: string, password: string): Promise<number> {
    const page = await (await this.get("/admin/login/")).text();
    const token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page)?.[1] ?? "";
    const form = new URLSearchParams({ username, password, csrfmiddlewaretoken: token, next: "/admin/" });
    return (await this.post("/admin/login/", form)).status;
  }
}
