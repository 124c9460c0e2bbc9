import { valueToWire } from "../../orm/query/wire.ts";
import { runtime } from "../../orm/runtime.ts";
import { reverseNatively } from "./reverse-natively.ts";
import type { UrlArguments } from "./reverse-natively.ts";

export type { UrlArguments } from "./reverse-natively.ts";

/**
 * The path of a URL of Django's by its name: `await reverse("admin:catalog_book_change", [book.id])`
 * (`django.urls.reverse`). Patterns of Django's own converters are known here; for others a worker is asked.
 *
 * @throws PythonError Django's NoReverseMatch
 * @throws PythonUnavailable there is no Python
 */
export async function reverse(name: string, args: UrlArguments = []): Promise<string> {
  const { manifest, bridge } = runtime();
  const known = reverseNatively(manifest, name, args);
  if (known !== null) return known;
  const { url } = await bridge.request("reverse", {
    name,
    args: isList(args) ? args.map(valueToWire) : [],
    kwargs: isList(args)
      ? {}
      : Object.fromEntries(Object.entries(args).map(([key, value]) => [key, valueToWire(value)])),
  });
  return url;
}

function isList(args: UrlArguments): args is readonly unknown[] {
  return Array.isArray(args);
}
