/** Path convertors by name, as Starlette's `convertors.py` has them; `str` is the one without a name. */
export const CONVERTORS = {
  str: "[^/]+",
  path: "[^\\n]*",
  int: "[0-9]+",
  float: "[0-9]+(?:\\.[0-9]+)?",
  uuid: "[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}",
} as const satisfies Record<string, string>;

export type ConvertorName = keyof typeof CONVERTORS;

export function isConvertorName(name: string): name is ConvertorName {
  return Object.hasOwn(CONVERTORS, name);
}
