import type { Manifest } from "../../manifest/schema.ts";

/** Arguments of a URL pattern: by position, or by name. */
export type UrlArguments = readonly unknown[] | Readonly<Record<string, unknown>>;

/** `django.urls.converters`: what a converter's values look like. `.` is left to Python where lines break. */
const CONVERTERS: Readonly<Record<string, RegExp>> = {
  int: /^[0-9]+$/,
  str: /^[^/\n\r]+$/,
  slug: /^[-a-zA-Z0-9_]+$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  path: /^[^\n\r\u2028\u2029]+$/,
};

type Url = Manifest["urls"][number];
const byName = new WeakMap<Manifest, ReadonlyMap<string, readonly Url[]>>();

/**
 * `reverse()` by the patterns of the manifest (`URLResolver._reverse_with_prefix` of django/urls/resolvers.py). Null: no
 * pattern takes these arguments for certain, so Django has to be asked; it may know one that the manifest cannot hold.
 */
export function reverseNatively(manifest: Manifest, name: string, args: UrlArguments): string | null {
  // A prefix of the deployment's.
  if (manifest.settings["FORCE_SCRIPT_NAME"]) return null;
  let urls = byName.get(manifest);
  if (urls === undefined) byName.set(manifest, (urls = Map.groupBy(manifest.urls, (url) => url.name)));
  for (const url of urls.get(name) ?? []) {
    const path = pathOf(url, args);
    if (path !== null) return path;
  }
  return null;
}

/** Where a value stands in a pattern. */
const MARK = /%\((\w+)\)s/g;

function pathOf({ pattern, parameters, converters }: Url, args: UrlArguments): string | null {
  const values = valuesOf(parameters, args);
  // A bare "%" is one that Django itself cannot format.
  if (values === null || pattern.replaceAll(MARK, "").includes("%")) return null;
  const texts = new Map<string, string>();
  for (const [index, parameter] of parameters.entries()) {
    const text = textOf(values[index]);
    const allowed = CONVERTERS[converters[parameter] ?? ""];
    if (text === null || allowed === undefined || !allowed.test(text)) return null;
    texts.set(parameter, text);
  }
  const path = pattern.replaceAll(MARK, (mark, parameter: string) => texts.get(parameter) ?? mark);
  return escapeLeadingSlashes(quote(path));
}

function valuesOf(parameters: readonly string[], args: UrlArguments): readonly unknown[] | null {
  if (Array.isArray(args)) return args.length === parameters.length ? (args as readonly unknown[]) : null;
  const named = args as Readonly<Record<string, unknown>>;
  const names = Object.keys(named);
  const fits = names.length === parameters.length && parameters.every((name) => Object.hasOwn(named, name));
  return fits ? parameters.map((name) => named[name]) : null;
}

/** What `str()` gives, where it is the same in both languages. */
function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value))
    ? `${value}`
    : null;
}

/** `urllib.parse.quote` with what Django leaves as it is: RFC 3986's sub-delims, "/", "~", ":", "@". */
function quote(path: string): string {
  return encodeURIComponent(path).replaceAll(/%(24|26|2B|2C|3B|3D|2F|3A|40)/g, (escaped) =>
    decodeURIComponent(escaped),
  );
}

/** `django.utils.http.escape_leading_slashes`: "//host" would be another server. */
function escapeLeadingSlashes(path: string): string {
  return path.startsWith("//") ? `/%2F${path.slice(2)}` : path;
}
