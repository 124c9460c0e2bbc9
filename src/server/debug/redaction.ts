/** `SafeExceptionReporterFilter.cleansed_substitute`. */
export const CLEANSED = "********************";

/** `SafeExceptionReporterFilter.hidden_settings`. */
const HIDDEN = /API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE/i;

/** Takes secrets out of what the error page shows, by the names that values have. */
export interface Redaction {
  /** A setting, or anything else with a name; what is inside of it too. */
  value(name: string, value: unknown): unknown;
  /** A header by its own name: rules apply to its name in `request.META`. */
  header(name: string, value: string): string;
}

/** The rules of Django's `django.views.debug.SafeExceptionReporterFilter`. */
export function redaction(sessionCookieName: string): Redaction {
  const cleanse = (name: string, value: unknown): unknown => {
    if (name === sessionCookieName || HIDDEN.test(name)) return CLEANSED;
    if (Array.isArray(value)) return value.map((item) => cleanse("", item));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleanse(key, item)]));
    return value;
  };
  return {
    value: cleanse,
    header: (name, value) => String(cleanse(`HTTP_${name.toUpperCase().replaceAll("-", "_")}`, value)),
  };
}
