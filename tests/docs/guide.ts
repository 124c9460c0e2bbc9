import { readFileSync } from "node:fs";

/** A request that a guide shows, and the answer that it promises. */
export interface Exchange {
  /** Line of the block in the guide. */
  readonly line: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** Null: the guide does not say. */
  readonly responseBody: string | null;
}

/** A source file that a guide shows, and the requests after it. */
export interface Example {
  /** "src/tutorial/body.ts", from docs/. */
  readonly file: string;
  readonly shown: string;
  readonly exchanges: readonly Exchange[];
}

export interface Guide {
  readonly text: string;
  readonly examples: readonly Example[];
}

const BLOCK = /^(?:<!-- (?<file>src\/\S+) -->\n\n)?```(?<language>\w*)\n(?<code>[^]*?)^```$/gm;

/** Reads a guide: a fenced block after `<!-- src/... -->` is that file, an `http` block is run against the one above it. */
export function readGuide(path: string): Guide {
  const text = readFileSync(path, "utf8");
  const examples: (Example & { exchanges: Exchange[] })[] = [];
  for (const match of text.matchAll(BLOCK)) {
    const { file, language, code = "" } = match.groups as Record<string, string | undefined>;
    const line = text.slice(0, match.index).split("\n").length;
    if (file !== undefined) examples.push({ file, shown: code, exchanges: [] });
    else if (language === "http") {
      const example = examples.at(-1);
      if (example === undefined) throw new SyntaxError(`${path}:${line} shows a request before any source`);
      example.exchanges.push(parseExchange(code, line));
    }
  }
  return { text, examples };
}

/** The guide with each source as its file has it now. */
export function withSources(text: string, source: (file: string) => string): string {
  return text.replace(BLOCK, (block: string, file: string | undefined, language: string) =>
    file === undefined ? block : `<!-- ${file} -->\n\n\`\`\`${language}\n${source(file)}\`\`\``,
  );
}

function parseExchange(code: string, line: number): Exchange {
  const [request = "", response = ""] = code.split(/^HTTP\/1\.1 /m);
  const [start = "", ...rest] = request.trimEnd().split("\n");
  const [method = "", path = ""] = start.split(" ");
  const [headers, body] = headersAndBody(rest);
  const [status = "", ...answer] = response.trimEnd().split("\n");
  const [responseHeaders, responseBody] = headersAndBody(answer);
  return { line, method, path, headers, body, status: Number(status), responseHeaders, responseBody };
}

/** Headers are the first lines that look like it; an empty line after them may follow. */
function headersAndBody(lines: readonly string[]): [Record<string, string>, string | null] {
  const headers: Record<string, string> = {};
  let index = 0;
  for (; index < lines.length; index++) {
    const header = /^([A-Z][A-Za-z-]*): (.*)$/.exec(lines[index] ?? "");
    if (header === null) break;
    headers[(header[1] ?? "").toLowerCase()] = header[2] ?? "";
  }
  const body = lines.slice(index).join("\n").trim();
  return [headers, body === "" ? null : body];
}
