import { expect, test } from "vitest";
import { z } from "zod";
import { FastAPI } from "../../src/api/fastapi.ts";
import { PlainTextResponse } from "../../src/api/responses/text-responses.ts";
import { createServer } from "../../src/server/server.ts";
import { serverSettings } from "../../src/server/settings.ts";
import { CHROMIUM, launch } from "./browser.ts";

test.skipIf(CHROMIUM === null)(
  "Swagger UI asks for what the response says it is",
  async () => {
    const api = new FastAPI();
    const Problem = z.object({ detail: z.string() });
    api.get("/json", { responses: { 404: { description: "Not there", schema: Problem } } }, () => ({ a: 1 }));
    api.get("/text", { responseClass: PlainTextResponse }, () => "a");
    const server = createServer({ api, settings: serverSettings({ ALLOWED_HOSTS: ["127.0.0.1"] }) });
    const url = await server.listen({ port: 0 });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.goto(`${url}/docs`);
      const commands: string[] = [];
      for (const path of ["/json", "/text"]) {
        const block = page.locator(`.opblock:has([data-path="${path}"])`);
        await block.locator(".opblock-summary-control").click();
        await block.locator(".try-out__btn").click();
        await block.locator(".execute").click();
        commands.push(await block.locator(".curl").innerText());
      }
      expect(commands[0]).toContain("'accept: application/json'");
      expect(commands[1]).toContain("'accept: text/plain'");
    } finally {
      await browser.close();
      await server.close({ gracePeriod: 0 });
    }
  },
  60_000,
);
