const TOKEN =
  /(?<comment>#.*|\/\/.*)|(?<string>"[^"\n]*"|`[^`]*`)|(?<keyword>\b(?:import|from|export|const|async|await|return|def|for|in|new)\b)|(?<decorator>@[\w.]+)|(?<other>[&<>])/g;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Python or TypeScript source as HTML: enough of a highlighter for two short files. */
export function highlight(source: string): string {
  return source.replace(TOKEN, (text: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined);
    return kind === "other" ? escape(text) : `<span class="${kind}">${escape(text)}</span>`;
  });
}

function escape(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}
