import { readFileSync } from "node:fs";
import { highlight } from "./highlight.ts";

/** The landing page, with the two files of `test_api` in it as they are now: it cannot tell an old story. */
export function landingPage(): string {
  const code: Readonly<Record<string, string>> = {
    "{{ python }}": highlight(read("../test_api/api.py")),
    "{{ typescript }}": highlight(read("../test_api/api.ts")),
  };
  return read("./landing-page.html").replace(/\{\{ \w+ \}\}/g, (name) => code[name] ?? name);
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8").trim();
}
