import { describe, expect, test } from "vitest";
import { hostChecker, requestHost, requestScheme } from "./host.ts";
import { serverSettings } from "./settings.ts";

describe("ALLOWED_HOSTS", () => {
  const cases: [settings: Record<string, string[] | boolean>, allowed: string[], refused: string[]][] = [
    [
      { ALLOWED_HOSTS: ["example.com"] },
      ["example.com", "EXAMPLE.com:8000", "example.com."],
      ["a.example.com", "", "x"],
    ],
    [{ ALLOWED_HOSTS: [".example.com"] }, ["example.com", "a.b.example.com"], ["badexample.com"]],
    [{ ALLOWED_HOSTS: ["[2001:db8::1]"] }, ["[2001:db8::1]:80"], ["2001:db8::1"]],
    [{ ALLOWED_HOSTS: ["*"] }, ["anything.at.all"], ["exa mple.com", "a/b", "example.com:port", "a@b"]],
    [
      { ALLOWED_HOSTS: [], DEBUG: true },
      ["localhost:8000", "x.localhost", "127.0.0.1", "[::1]:9"],
      ["example.com"],
    ],
    [{ ALLOWED_HOSTS: [], DEBUG: false }, [], ["localhost"]],
    [{ ALLOWED_HOSTS: ["example.com"], DEBUG: true }, ["example.com"], ["localhost"]],
  ];
  test.each(cases)("%j", (settings, allowed, refused) => {
    const check = hostChecker(serverSettings(settings));
    for (const host of allowed) expect(check(host), host).toBe(true);
    for (const host of refused) expect(check(host), host).toBe(false);
    for (const host of allowed) expect(check(host), host).toBe(true);
  });
});

describe("behind a proxy", () => {
  const socket = { localAddress: "10.0.0.1", localPort: 8000 };

  test("forwarded headers are believed only when the settings say so", () => {
    const headers = { host: "inner:8000", "x-forwarded-host": "example.com", "x-forwarded-proto": "https" };
    const plain = serverSettings();
    expect(requestScheme(headers, socket, plain)).toBe("http");
    expect(requestHost(headers, socket, "http", plain)).toBe("inner:8000");
    const behind = serverSettings({
      USE_X_FORWARDED_HOST: true,
      SECURE_PROXY_SSL_HEADER: { $: "tuple", v: ["HTTP_X_FORWARDED_PROTO", "https"] },
    });
    expect(requestScheme(headers, socket, behind)).toBe("https");
    expect(requestScheme({ ...headers, "x-forwarded-proto": "https, http" }, socket, behind)).toBe("https");
    expect(
      requestScheme({ ...headers, "x-forwarded-proto": "http" }, { ...socket, encrypted: true }, behind),
    ).toBe("http");
    expect(requestHost(headers, socket, "https", behind)).toBe("example.com");
  });

  test("without a Host header the socket's address stands in, with the port the proxy names", () => {
    expect(requestHost({}, socket, "http", serverSettings())).toBe("10.0.0.1:8000");
    const settings = serverSettings({ USE_X_FORWARDED_PORT: true });
    expect(requestHost({ "x-forwarded-port": "443" }, socket, "https", settings)).toBe("10.0.0.1");
  });
});
