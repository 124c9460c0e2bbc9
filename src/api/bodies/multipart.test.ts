import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { TestClient } from "../../testing/test-client.ts";
import { FastAPI } from "../fastapi.ts";
import { file, form } from "../parameters/markers.ts";

/** Of this file's own: other tests upload meanwhile. */
const folder = mkdtempSync(join(tmpdir(), "django-fastapi-uploads-"));
beforeAll(() => void vi.stubEnv("TMPDIR", folder));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const spooled = () => readdirSync(folder);

const upload = (client: TestClient, entries: Record<string, string | File>) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(entries)) body.append(name, value);
  return client.post("/", { body });
};

test("a large file stands on disk until the request is finished", async () => {
  const content = "0123456789".repeat(300_000);
  let during: string[] = [];
  const app = new FastAPI();
  app.post("/", { args: { upload: file() } }, async ({ upload: received }) => {
    during = spooled();
    const bytes = await received.read();
    return {
      size: received.size,
      same: Buffer.from(bytes).toString() === content,
      headers: received.headers,
    };
  });
  const answer = await upload(new TestClient(app), {
    upload: new File([content], "big.txt", { type: "text/plain" }),
  });

  expect(await answer.json()).toEqual({
    size: 3_000_000,
    same: true,
    headers: { "content-type": "text/plain", "content-transfer-encoding": "7bit" },
  });
  expect(during).toHaveLength(1);
  expect(spooled()).toEqual([]);
});

test("a boundary that is longer than one may be is the client's mistake", async () => {
  const app = new FastAPI();
  app.post("/", { args: { note: form(z.string()) } }, () => "read");
  const headers = { "content-type": `multipart/form-data; boundary=${"b".repeat(300)}` };
  const answer = await new TestClient(app).post("/", { headers, body: "x" });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { detail: "There was an error parsing the body" },
  ]);
});

test("a large file that cannot be stored is an error of the server, not an endless request", async () => {
  const app = new FastAPI();
  app.post("/", { args: { upload: file() } }, () => "stored");
  vi.stubEnv("TMPDIR", join(folder, "nowhere"));
  try {
    const client = new TestClient(app, { raiseServerExceptions: false });
    const answer = await upload(client, { upload: new File(["0123456789".repeat(300_000)], "big.txt") });
    expect([answer.status, await answer.json()]).toEqual([500, { detail: "Internal Server Error" }]);
  } finally {
    vi.stubEnv("TMPDIR", folder);
  }
});

test("files are checked by their schema", async () => {
  const app = new FastAPI();
  app.post(
    "/",
    { args: { upload: file(z.file().max(3).mime("text/plain")), note: form(z.string()) } },
    () => "ok",
  );
  const client = new TestClient(app);

  expect(
    (await upload(client, { upload: new File(["abc"], "a.txt", { type: "text/plain" }), note: "n" })).status,
  ).toBe(200);
  const refused = await upload(client, {
    upload: new File(["abcd"], "a.txt", { type: "text/plain" }),
    note: "n",
  });
  expect([
    refused.status,
    ((await refused.json()) as { detail: { type: string; loc: string[] }[] }).detail,
  ]).toEqual([422, [expect.objectContaining({ type: "too_long", loc: ["body", "upload"] })]]);
});

test.each([
  ["no boundary", "multipart/form-data", "x", /Missing boundary/],
  [
    "a cut form",
    "multipart/form-data; boundary=b",
    '--b\r\nContent-Disposition: form-data; name="upload"; filename="a"\r\n\r\nabc',
    /error parsing the body/,
  ],
  ["no form at all", "multipart/form-data; boundary=b", "nothing", /error parsing the body/],
])("%s is a 400", async (_name, type, body, detail) => {
  const app = new FastAPI();
  app.post("/", { args: { upload: file() } }, () => "never");
  const answer = await new TestClient(app).post("/", { body, headers: { "content-type": type } });

  expect(answer.status).toBe(400);
  expect(((await answer.json()) as { detail: string }).detail).toMatch(detail);
});
