/** One request to both applications. */
export interface Case {
  readonly name: string;
  readonly method: string;
  /** Path and query, as they are sent. */
  readonly target: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
  /** Why ours answers otherwise, on purpose, and what; unset: the same. */
  readonly differs?: { readonly why: string; readonly status: number; readonly body: unknown };
}

export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

type Extra = Partial<Omit<Case, "name" | "method" | "target">>;

export function get(target: string, extra: Extra = {}): Case {
  return named("GET", target, extra);
}

export function send(method: string, target: string, body: unknown, extra: Extra = {}): Case {
  return named(method, target, {
    headers: [["content-type", "application/json"]],
    body: typeof body === "string" ? body : JSON.stringify(body),
    ...extra,
  });
}

/** A POST with an urlencoded form. */
export function sendForm(target: string, body: string, extra: Extra = {}): Case {
  return named("POST", target, {
    headers: [["content-type", "application/x-www-form-urlencoded"]],
    body,
    ...extra,
  });
}

export interface Part {
  readonly name: string;
  readonly content: string;
  readonly filename?: string;
  readonly type?: string;
}

/** A POST with a multipart form. */
export function sendParts(target: string, parts: readonly Part[], extra: Extra = {}): Case {
  const lines = parts.flatMap(({ name, content, filename, type }) => [
    "--boundary",
    `Content-Disposition: form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"`}`,
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    "",
    content,
  ]);
  return named("POST", target, {
    headers: [["content-type", "multipart/form-data; boundary=boundary"]],
    body: [...lines, "--boundary--", ""].join("\r\n"),
    ...extra,
  });
}

export function named(method: string, target: string, extra: Extra): Case {
  const { headers = [], body } = extra;
  const shown = [
    `${method} ${target}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [body]),
  ];
  return { name: shown.join(" | "), method, target, ...extra };
}
