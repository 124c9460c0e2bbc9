import { SettingInvalid } from "../../errors/project.ts";
import { pythonRegex } from "../../util/python-regex.ts";
import type { SettingPattern } from "../settings.ts";

/**
 * A regular expression of a setting as JavaScript's.
 *
 * @param consequence what would happen without it, for the error's reader
 * @throws SettingInvalid there is no counterpart
 */
export function settingPattern(setting: string, given: SettingPattern, consequence: string): RegExp {
  const { pattern, flags } = typeof given === "string" ? { pattern: given, flags: 0 } : given;
  const compiled = pythonRegex(pattern, flags);
  if (compiled === null)
    throw new SettingInvalid(
      `${setting} has the pattern ${JSON.stringify(pattern)}, which has no counterpart in JavaScript: ` +
        `${consequence}. Write it in another way.`,
    );
  return compiled;
}
