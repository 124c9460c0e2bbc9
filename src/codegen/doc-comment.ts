/** A doc comment of these lines, indented; empty when there is nothing to say. */
export function docComment(lines: readonly string[], indent: string): string {
  const said = lines.flatMap((line) => wrap(clean(line), 116 - indent.length)).filter((line) => line !== "");
  if (said.length === 0) return "";
  const [only] = said;
  if (said.length === 1 && only !== undefined) return `${indent}/** ${only} */\n`;
  return `${indent}/**\n${said.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}

/** help_text may hold line breaks and HTML; nothing in it may end the comment. */
function clean(text: string): string {
  return text
    .replaceAll(/<[a-zA-Z/][^>]*>/g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll("*/", "* /")
    .trim();
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  // A line that begins with "@" would be a tag.
  return [...lines, line].map((text) => (text.startsWith("@") ? `\\${text}` : text));
}
