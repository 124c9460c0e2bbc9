import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, cutOff, launch, screenshot } from "./browser.ts";
import { ADMIN_PASSWORD, serveExample, type RunningExample } from "./serve-example.ts";

const python =
  process.env["DJANGO_PYTHON"] ?? join(import.meta.dirname, "..", "..", ".venv", "bin", "python");
const missing = [CHROMIUM === null && "Chromium", !existsSync(python) && "a Python with Django"].filter(
  Boolean,
);

describe.skipIf(missing.length > 0)(
  `the example in a browser (missing: ${missing.join(", ") || "nothing"})`,
  () => {
    let example: RunningExample;
    let browser: Browser;

    beforeAll(async () => {
      example = await serveExample(python);
      browser = await launch();
    });

    afterAll(async () => {
      await browser?.close();
      await example?.stop();
    });

    async function open(path: string, options: { dark?: boolean; width?: number } = {}) {
      const context = await browser.newContext({
        colorScheme: options.dark ? "dark" : "light",
        viewport: { width: options.width ?? 1280, height: 900 },
      });
      const { page, foreign } = await cutOff(context, example.url);
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      await page.goto(example.url + path, { waitUntil: "networkidle" });
      return { page, foreign, problems, [Symbol.asyncDispose]: () => context.close() };
    }

    test("the landing page compares the pairs", async () => {
      const light = await open("/");
      await light.page.getByRole("button", { name: "Fetch all and compare" }).click();
      await light.page.getByText(/All four gave the same \d+ items/).waitFor();
      await screenshot(light.page, "landing");
      expect(light.foreign).toEqual([]);
      expect(light.problems).toEqual([]);
      await light[Symbol.asyncDispose]();
      const dark = await open("/", { dark: true, width: 420 });
      await screenshot(dark.page, "landing-dark-narrow");
      await dark[Symbol.asyncDispose]();
    });

    test("every link of the landing page leads somewhere", async () => {
      const { page, ...rest } = await open("/");
      const links = await Promise.all(
        (await page.getByRole("link").all()).map(async (link) =>
          String(new URL((await link.getAttribute("href")) ?? "", example.url)),
        ),
      );
      expect(links.length).toBeGreaterThan(10);
      const statuses = await Promise.all(links.map(async (link) => `${(await fetch(link)).status} ${link}`));
      expect(statuses.filter((line) => !line.startsWith("200 "))).toEqual([]);
      await rest[Symbol.asyncDispose]();
    });

    test("/docs runs an operation", async () => {
      const { page, foreign, problems, ...rest } = await open("/docs");
      await screenshot(page, "docs");
      const operation = page.locator(".opblock", { hasText: "Get a book" });
      await operation.locator(".opblock-summary-control").click();
      await operation.getByRole("button", { name: "Try it out" }).click();
      await operation.locator("tr[data-param-name=book_id] input").fill("1");
      await operation.getByRole("button", { name: "Execute" }).click();
      await operation.locator(".live-responses-table .response-col_status", { hasText: "200" }).waitFor();
      expect(await operation.locator(".live-responses-table").innerText()).toContain(
        "The Left Hand of Darkness",
      );
      await operation.scrollIntoViewIfNeeded();
      await screenshot(page, "docs-executed");
      expect(foreign).toEqual([]);
      expect(problems).toEqual([]);
      await rest[Symbol.asyncDispose]();
    });

    test("/docs logs in, orders as who is logged in, and the admin knows who that is", async () => {
      const { page, foreign, problems, ...rest } = await open("/docs");
      const execute = async (summary: string, body: object | null, status: string) => {
        const operation = page.locator(".opblock", { hasText: summary }).first();
        await operation.locator(".opblock-summary-control").click();
        await operation.getByRole("button", { name: "Try it out" }).click();
        if (body !== null) await operation.locator("textarea.body-param__text").fill(JSON.stringify(body));
        await operation.getByRole("button", { name: "Execute" }).click();
        await operation
          .locator(".live-responses-table .response-col_status", { hasText: status })
          .waitFor({ timeout: 10_000 });
        return operation.locator(".live-responses-table").innerText();
      };
      const items = [{ book_id: 2, quantity: 1 }];
      expect(await execute("Place an order", { items }, "401")).toContain("Not authenticated");
      const credentials = { username: "admin", password: ADMIN_PASSWORD };
      expect(await execute("Log in", credentials, "200")).toContain('"admin"');
      const order = page.locator(".opblock", { hasText: "Place an order" }).first();
      await order.getByRole("button", { name: "Execute" }).click();
      await order.locator(".live-responses-table .response-col_status", { hasText: "201" }).waitFor();
      await order.scrollIntoViewIfNeeded();
      await screenshot(page, "docs-ordered");
      // A PATCH of the staff's that clears one field and leaves the others.
      const change = page.locator(".opblock", { hasText: "Change a book" }).first();
      await change.locator(".opblock-summary-control").click();
      await change.getByRole("button", { name: "Try it out" }).click();
      await change.locator('tr[data-param-name="book_id"] input').fill("2");
      await change.locator("textarea.body-param__text").fill(JSON.stringify({ publisher_id: null }));
      const before = (await (await fetch(`${example.url}/catalog/books/2`)).json()) as object;
      await change.getByRole("button", { name: "Execute" }).click();
      await change.locator(".live-responses-table .response-col_status", { hasText: "200" }).waitFor();
      const after = (await (await fetch(`${example.url}/catalog/books/2`)).json()) as object;
      expect(after).toEqual({ ...before, publisher: null });
      await page.goto(`${example.url}/admin/orders/auditentry/`, { waitUntil: "networkidle" });
      expect(await page.locator("#result_list").innerText()).toContain("created");
      await screenshot(page, "admin-audit-entry");
      expect(foreign).toEqual([]);
      expect(problems).toEqual([]);
      await rest[Symbol.asyncDispose]();
    });

    test("/docs authorizes by name and password, and sends the token", async () => {
      const { page, foreign, problems, ...rest } = await open("/docs");
      await page.locator(".auth-wrapper .authorize").first().click();
      const dialog = page.locator(".dialog-ux .auth-container", { hasText: "DjangoJWT" });
      await dialog.getByLabel("username:").fill("admin");
      await dialog.getByLabel("password:").fill(ADMIN_PASSWORD);
      await dialog.getByRole("button", { name: "Apply given OAuth2 credentials" }).click();
      await dialog.getByRole("button", { name: "Remove authorization" }).waitFor();
      await screenshot(page, "docs-authorized");
      await page.locator(".dialog-ux .btn-done").first().click();
      const me = page.locator(".opblock", { hasText: "Who is logged in" }).first();
      await me.locator(".opblock-summary-control").click();
      await me.getByRole("button", { name: "Try it out" }).click();
      await me.getByRole("button", { name: "Execute" }).click();
      await me.locator(".live-responses-table .response-col_status", { hasText: "200" }).waitFor();
      expect(await me.locator(".live-responses-table").innerText()).toContain('"admin"');
      expect(await me.locator(".curl-command").innerText()).toContain("Authorization: Bearer eyJ");
      expect(foreign).toEqual([]);
      expect(problems).toEqual([]);
      await rest[Symbol.asyncDispose]();
    });

    test("/redoc can be read with the network cut", async () => {
      const { page, foreign, problems, ...rest } = await open("/redoc");
      await page.getByRole("heading", { name: "Book shop" }).first().waitFor();
      await screenshot(page, "redoc");
      await page.getByRole("heading", { name: "Find books" }).scrollIntoViewIfNeeded();
      await screenshot(page, "redoc-operation");
      expect(foreign).toEqual([]);
      expect(problems).toEqual([]);
      await rest[Symbol.asyncDispose]();
    });

    test("/admin logs in and edits a book, which the API shows", async () => {
      const { page, foreign, problems, ...rest } = await open("/admin/");
      await screenshot(page, "admin-login");
      await page.getByLabel("Username").fill("admin");
      await page.getByLabel("Password").fill(ADMIN_PASSWORD);
      await page.getByRole("button", { name: "Log in" }).click();
      await page.getByRole("heading", { name: "Site administration" }).waitFor();
      await page.goto(`${example.url}/admin/catalog/book/2/change/`, { waitUntil: "networkidle" });
      await page.locator("#id_subtitle").fill("Edited in the admin");
      await screenshot(page, "admin-book");
      // Its own stylesheet has to be there: a header without it is white.
      const header = await page.evaluate<string>(
        "getComputedStyle(document.querySelector('#header')).backgroundColor",
      );
      expect(header).not.toBe("rgba(0, 0, 0, 0)");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("was changed successfully").waitFor();
      await screenshot(page, "admin-saved");
      const book = (await (await fetch(`${example.url}/catalog/books/2`)).json()) as { subtitle: string };
      expect(book.subtitle).toBe("Edited in the admin");
      expect(foreign).toEqual([]);
      expect(problems).toEqual([]);
      await rest[Symbol.asyncDispose]();
    });
  },
);
