import { z } from "zod";
import { ProjectDoesNotStart } from "../errors/project.ts";
import type { PythonContext } from "./python-process.ts";
import { innermostProjectLine } from "./traceback.ts";

/** What our Python processes answer when the project does not start. */
export const startupFailure = z.looseObject({
  error: z.looseObject({
    type: z.string(),
    message: z.string(),
    traceback: z.string().default(""),
    /** The module that was not found, when that is what went wrong. */
    missingModule: z.string().nullable().default(null),
  }),
});

const NOT_STARTING = "The Django project does not start: ";

export type StartupFailure = z.infer<typeof startupFailure>["error"];

/** The error for it: names the settings module, the interpreter, the place in the project's code, and what to do. */
export function projectDoesNotStart(
  { project, python }: PythonContext,
  { type, message, traceback, missingModule }: StartupFailure,
): ProjectDoesNotStart {
  const { settingsModule, settingsFrom, dir } = project;
  const name = type.split(".").at(-1);
  const lines = [`${NOT_STARTING}${name ? `${name}: ` : ""}${message}`];
  if (missingModule !== null) {
    const isSettings = settingsModule === missingModule || settingsModule.startsWith(`${missingModule}.`);
    lines.push(
      isSettings
        ? `There is no module "${settingsModule}" in ${dir}; the name comes from ${settingsFrom}. Name another: --settings`
        : `If it is a package that the project needs: ${python.executable} -m pip install ${missingModule}`,
    );
  }
  lines.push(
    `(settings ${settingsModule}; ${python.executable}, Python ${python.version}, Django ${python.django})`,
  );
  return new ProjectDoesNotStart(lines.join("\n"), traceback, innermostProjectLine(traceback, dir));
}
