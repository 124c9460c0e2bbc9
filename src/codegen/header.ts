import { createHash } from "node:crypto";

const MARK = "// django-fastapi digest ";

/**
 * A generated file: what it is, and the digest of its text as it was generated, which stays right when a formatter
 * changes the file.
 */
export function withHeader(title: string, body: string): string {
  const digest = createHash("sha256").update(body).digest("hex").slice(0, 16);
  return (
    `// ${title}, written by \`django-fastapi generate\`. Edits here are lost: change the models in Python.\n` +
    `${MARK}${digest}\n\n${body}`
  );
}

/** The digest that a generated file carries; null: it is not one of ours. */
export function generatedDigest(source: string): string | null {
  const line = source.split("\n", 10).find((candidate) => candidate.startsWith(MARK));
  return line === undefined ? null : line.slice(MARK.length).trim();
}
