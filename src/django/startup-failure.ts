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
  }),
});

/** The error for it: names the settings module, the interpreter and the place in the project's code. */
export function projectDoesNotStart(
  { project, python }: PythonContext,
  error: { type: string; message: string; traceback: string },
): ProjectDoesNotStart {
  const location = innermostProjectLine(error.traceback, project.dir);
  const name = error.type.split(".").at(-1);
  return new ProjectDoesNotStart(
    `The Django project does not start with settings "${project.settingsModule}" ` +
      `(${python.executable}, Python ${python.version}, Django ${python.django}):\n` +
      `${name ? `${name}: ` : ""}${error.message}`,
    error.traceback,
    location,
  );
}
