/** Settings that decide what a value means. The runtime sets them once at start; Django's defaults until then. */
export interface ValueSettings {
  readonly useTz: boolean;
  /** TIME_ZONE: where naive datetimes and plain days are. */
  readonly timeZone: string;
  readonly mediaUrl: string;
}

// On the global object, so that two copies of the package cannot disagree.
const KEY = Symbol.for("django-fastapi-bridge/1/value-settings");
const holder = globalThis as { [KEY]?: ValueSettings };
const DEFAULTS: ValueSettings = { useTz: true, timeZone: "UTC", mediaUrl: "/" };

export function valueSettings(): ValueSettings {
  return holder[KEY] ?? DEFAULTS;
}

export function setValueSettings(settings: ValueSettings | null): void {
  if (settings === null) delete holder[KEY];
  else holder[KEY] = settings;
}
