import type { Context } from "../../api/context/context.ts";
import type { Request } from "../../api/context/request.ts";
import { HTMLResponse } from "../../api/responses/text-responses.ts";
import type { BridgeMethods } from "../../manifest/bridge.ts";
import type { WireValue } from "../../manifest/wire.ts";
import { evaluableOf } from "../../orm/evaluable.ts";
import { nodeKind } from "../../orm/query/tree.ts";
import { valueToWire } from "../../orm/query/wire.ts";
import { runtime } from "../../orm/runtime.ts";

export interface RenderOptions {
  readonly contentType?: string;
  readonly status?: number;
  /** NAME of the template engine, where TEMPLATES has several. */
  readonly using?: string;
}

/**
 * A template of the Django project, with a context (`django.shortcuts.render`). Python renders it, with a request like
 * this one: context processors, `{{ user }}`, `{{ messages }}`, `{% csrf_token %}` are there, and cookies that Django
 * sets on the way are the response's. QuerySets in the context are QuerySets there, rows are instances of their model.
 *
 * ```ts
 * api.get("/books", (_args, { request }) => render(request, "catalog/books.html", { books: Book.objects.all() }));
 * ```
 *
 * @throws PythonError TemplateDoesNotExist, or what the template raised
 * @throws PythonUnavailable there is no Python
 */
export async function render(
  request: Request | Context,
  template: string | readonly string[],
  context: Readonly<Record<string, unknown>> = {},
  options: RenderOptions = {},
): Promise<HTMLResponse> {
  const { raw } = "raw" in request ? request : request.request;
  const { status, headers, body } = await runtime().bridge.request("render", {
    template: typeof template === "string" ? template : [...template],
    context: Object.fromEntries(Object.entries(context).map(([name, value]) => [name, toWire(value)])),
    contentType: options.contentType ?? null,
    status: options.status ?? null,
    using: options.using ?? null,
    request: described(raw),
  });
  const response = new HTMLResponse(body, { statusCode: status });
  // Python's are what is sent; several cookies are several headers.
  response.headers.delete("content-type");
  for (const [name, value] of headers) response.headers.append(name, value);
  return response;
}

/** A QuerySet, or a manager, is one there: the template asks for its rows, or for their number. */
function toWire(value: unknown): WireValue {
  const source = evaluableOf(value);
  if (source !== null && "tree" in source) return valueToWire(source.tree);
  if (Array.isArray(value)) return value.map(toWire);
  if (isPlain(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toWire(item)]));
  return valueToWire(value);
}

/** A "$" is the wire form's own: `valueToWire` knows how to say it. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || nodeKind(value) !== undefined || "$" in value)
    return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}

type DescribedRequest = BridgeMethods["render"]["params"]["request"];

function described(raw: Request["raw"]): DescribedRequest {
  return {
    method: raw.method,
    path: raw.rawPath,
    query: raw.query,
    headers: raw.rawHeaders,
    scheme: raw.scheme,
    host: raw.host,
    client: raw.client === null ? null : [raw.client.host, raw.client.port],
    rootPath: raw.rootPath,
  };
}
