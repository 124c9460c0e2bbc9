import { text } from "node:stream/consumers";
import { z } from "zod";
import { ManifestInvalid } from "../errors/project.ts";
import type { Manifest, Secrets } from "../manifest/schema.ts";
import { MANIFEST_VERSION, manifestSchema, secretsSchema } from "../manifest/schema.ts";
import { describeExit } from "./process/child.ts";
import type { PythonContext } from "./python-process.ts";
import { startPython } from "./python-process.ts";
import { projectDoesNotStart, startupFailure } from "./startup-failure.ts";

export interface ProjectDescription {
  readonly manifest: Manifest;
  /** Kept in memory only. */
  readonly secrets: Secrets;
}

/**
 * Asks Python for the project as data. Takes as long as `django.setup()` does.
 *
 * @throws ProjectDoesNotStart when settings, an app or a model cannot be imported; holds Python's traceback.
 * @throws ManifestInvalid when the answer is no manifest of this version.
 */
export async function describeProject(
  context: PythonContext,
  options: { readonly signal?: AbortSignal } = {},
): Promise<ProjectDescription> {
  const child = startPython(context, { name: "manifest", args: ["manifest"], pipes: 2 });
  const abort = (): void => child.kill();
  options.signal?.addEventListener("abort", abort, { once: true });
  try {
    const [manifestText, secretsText, exit] = await Promise.all([
      text(child.pipe(3)),
      text(child.pipe(4)),
      child.exited,
    ]);
    options.signal?.throwIfAborted();
    const answer = parseJson(manifestText);
    const failed = startupFailure.safeParse(answer);
    if (failed.success) throw projectDoesNotStart(context, failed.data.error);
    if (answer === undefined || exit.code !== 0) {
      throw projectDoesNotStart(context, {
        type: "",
        message: `Python ${describeExit(exit)}`,
        traceback: child.lastErrors,
        missingModule: null,
      });
    }
    return { manifest: checkManifest(answer), secrets: secretsSchema.parse(parseJson(secretsText)) };
  } finally {
    options.signal?.removeEventListener("abort", abort);
    child.kill();
  }
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/**
 * Checks a manifest on arrival, from Python or from a snapshot's file.
 *
 * @throws ManifestInvalid
 */
export function checkManifest(answer: unknown): Manifest {
  const version = z.looseObject({ version: z.unknown() }).safeParse(answer).data?.version;
  if (version !== MANIFEST_VERSION) {
    throw new ManifestInvalid(
      `This is no manifest of version ${MANIFEST_VERSION} (it says ${JSON.stringify(version)}): ` +
        "the Python side is of another version of this package. Is an older django_fastapi installed in the environment?",
    );
  }
  const parsed = manifestSchema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  throw new ManifestInvalid(`The manifest is not what this version expects:\n${problems.join("\n")}`);
}
