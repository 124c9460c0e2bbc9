import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

/** An installed Chromium; null where there is none. */
export const CHROMIUM =
  [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
    (path) => path !== undefined && existsSync(path),
  ) ?? null;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where screenshots go, for people to look at. */
export const SCREENSHOTS = process.env["E2E_SCREENSHOTS"] ?? join(tmpdir(), "django-fastapi-screenshots");

export function launch(): Promise<Browser> {
  if (CHROMIUM === null) throw new TypeError("No Chromium: ask CHROMIUM first");
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** A page that reaches this origin only, and a list of everything else that was asked for. */
export async function cutOff(
  context: BrowserContext,
  origin: string,
): Promise<{ page: Page; foreign: string[] }> {
  const foreign: string[] = [];
  await context.route("**", (route) => {
    const url = route.request().url();
    if (url.startsWith(`${origin}/`) || /^(?:data|blob):/.test(url)) return route.continue();
    foreign.push(url);
    return route.abort();
  });
  return { page: await context.newPage(), foreign };
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: false });
}
