import { expect, test } from "vitest";
import { describeAddress, parseUpstream } from "./address.ts";

test.each([
  ["http://127.0.0.1:8001", { host: "127.0.0.1", port: 8001 }, "127.0.0.1:8001"],
  ["http://127.0.0.1:8001/", { host: "127.0.0.1", port: 8001 }, "127.0.0.1:8001"],
  ["localhost:8001", { host: "localhost", port: 8001 }, "localhost:8001"],
  ["http://django", { host: "django", port: 80 }, "django:80"],
  ["http://[::1]:8001", { host: "::1", port: 8001 }, "[::1]:8001"],
  ["unix:/run/django.sock", { socketPath: "/run/django.sock" }, "unix:/run/django.sock"],
  ["unix:///run/django.sock", { socketPath: "/run/django.sock" }, "unix:/run/django.sock"],
])("%s", (text, address, shown) => {
  expect(parseUpstream(text)).toEqual(address);
  expect(describeAddress(address)).toBe(shown);
});

test.each(["https://django", "http://django/path", "ftp://django", "http://", ""])("not %j", (text) => {
  expect(() => parseUpstream(text)).toThrow(/is no upstream: write http:\/\/HOST:PORT/);
});
