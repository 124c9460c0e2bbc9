/** Text for HTML: content or an attribute's value in double quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** JSON for the inside of a `<script>`: nothing in it can end the element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("&", "\\u0026")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

export interface Page {
  readonly title: string;
  readonly favicon: string;
  readonly stylesheets: readonly string[];
  readonly scripts: readonly string[];
  /** What stands in the body, before the scripts. */
  readonly body: string;
  /** Read by the page's script. */
  readonly config: unknown;
}

export function renderPage({ title, favicon, stylesheets, scripts, body, config }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" type="image/svg+xml" href="${escapeHtml(favicon)}">
${stylesheets.map((url) => `<link rel="stylesheet" href="${escapeHtml(url)}">`).join("\n")}
</head>
<body>
${body}
<script type="application/json" id="config">${scriptJson(config)}</script>
${scripts.map((url) => `<script src="${escapeHtml(url)}"></script>`).join("\n")}
</body>
</html>
`;
}
