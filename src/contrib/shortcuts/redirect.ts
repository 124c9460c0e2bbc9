import { RedirectResponse } from "../../api/responses/redirect-response.ts";
import { PythonError } from "../../errors/python.ts";
import { ModelInstance } from "../../orm/instance.ts";
import { valueToWire } from "../../orm/query/wire.ts";
import { runtime } from "../../orm/runtime.ts";
import { reverse } from "./reverse.ts";
import type { UrlArguments } from "./reverse.ts";

export interface RedirectOptions {
  /** Arguments of the URL that `to` names. */
  readonly args?: UrlArguments;
  /** 301 instead of 302: clients remember it. */
  readonly permanent?: boolean;
  /** 307 (308): the client sends the same method and body again. */
  readonly preserveRequest?: boolean;
}

/**
 * Sends the client elsewhere (`django.shortcuts.redirect`): to a row's `get_absolute_url()`, to a URL of Django's by its
 * name, or to a URL as it is. A path ("/...", "./..."), or an address with a scheme, needs no Python.
 *
 * ```ts
 * api.post("/orders", async () => redirect("admin:index"));
 * api.get("/old", () => redirect("/new", { permanent: true }));
 * ```
 */
export async function redirect(
  to: string | object,
  options: RedirectOptions = {},
): Promise<RedirectResponse> {
  const { permanent = false, preserveRequest = false } = options;
  const statusCode = preserveRequest ? (permanent ? 308 : 307) : permanent ? 301 : 302;
  return new RedirectResponse(await resolveUrl(to, options.args), { statusCode });
}

/** `django.shortcuts.resolve_url`. */
async function resolveUrl(to: string | object, args: UrlArguments | undefined): Promise<string> {
  if (to instanceof URL) return to.href;
  if (to instanceof ModelInstance) return absoluteUrl(to);
  const text = String(to);
  if (/^(?:\.{0,2}\/|[a-z][a-z0-9+.-]*:\/\/)/i.test(text)) return text;
  try {
    return await reverse(text, args);
  } catch (error) {
    const isUrl = /[/.]/.test(text);
    if (isUrl && error instanceof PythonError && error.isInstance("django.urls.exceptions.NoReverseMatch"))
      return text;
    throw error;
  }
}

async function absoluteUrl(row: ModelInstance): Promise<string> {
  const url = await runtime().bridge.request("call", {
    target: "django.shortcuts.resolve_url",
    args: [valueToWire(row)],
    kwargs: {},
  });
  return String(url);
}
