import { isStale } from "../../codegen/staleness.ts";
import { describeProject } from "../../django/describe.ts";
import { ApiLoadError } from "../../errors/load.ts";
import type { Manifest } from "../../manifest/schema.ts";
import { unavailableBridge } from "../../manifest/unavailable-bridge.ts";
import type { CommandContext } from "../command-context.ts";
import { loadApi } from "../load-api.ts";
import { middlewareStandings } from "../../django/middleware.ts";
import { planModels } from "../models.ts";
import { pythonDatabases } from "../python-databases.ts";
import { renderProblem } from "../render-error.ts";
import type { Terminal } from "../terminal.ts";
import { table } from "../terminal.ts";

/** Something that `check` found. An error is what does not work; a warning what surprises. */
interface Finding {
  readonly level: "error" | "warning";
  /** Its number among Django's checks (python/django_fastapi/checks.py): "W101". */
  readonly code: string;
  readonly text: string;
}

/**
 * `check`: what is wrong, or would surprise, in the project as the API sees it. Answers whether there was no error.
 * With `json` it is for `manage.py check`, which shows it among Django's own.
 */
export async function check(
  { open, terminal }: CommandContext,
  { json = false }: { readonly json?: boolean } = {},
): Promise<boolean> {
  const description = await describeProject(await open());
  const { manifest } = description;
  const findings: Finding[] = [
    ...manifest.warnings.map(({ where, message }) => warning("W101", `${where}: ${message}`)),
    ...databaseFindings(manifest),
    ...(await modelFindings(manifest)),
    ...corsFindings(manifest),
  ];
  try {
    await loadApi({
      description,
      bridge: unavailableBridge("this command only checks"),
      gateway: null,
      logger: {},
    });
  } catch (problem) {
    findings.push(...apiFindings(problem, terminal));
  }
  const errors = findings.filter(({ level }) => level === "error").length;
  if (json) {
    terminal.print(JSON.stringify([...findings, ...middlewareFindings(manifest)]));
    return errors === 0;
  }
  printMiddleware(manifest, terminal);
  for (const { level, text } of findings)
    terminal.print(`${terminal.style(level === "error" ? "red" : "yellow", level)}  ${text}`);
  if (findings.length === 0) terminal.print(terminal.style("green", "No problems found."));
  return errors === 0;
}

const warning = (code: string, text: string): Finding => ({ level: "warning", code, text });
const error = (code: string, text: string): Finding => ({ level: "error", code, text });

function databaseFindings(manifest: Manifest): Finding[] {
  return pythonDatabases(manifest).map(({ text, problem }) =>
    problem === null ? warning("W102", text) : error("E103", problem),
  );
}

async function modelFindings(manifest: Manifest): Promise<Finding[]> {
  if (!isStale(await planModels(manifest))) return [];
  return [error("E101", "The generated models are not up to date. Run: npx django-fastapi generate")];
}

function corsFindings({ settings }: Manifest): Finding[] {
  const origins = settings["FASTAPI_CORS_ALLOW_ORIGINS"] ?? ["*"];
  const credentials = settings["FASTAPI_CORS_ALLOW_CREDENTIALS"] ?? true;
  const open = Array.isArray(origins) && origins.includes("*") && credentials !== false;
  if (settings["FASTAPI_CORS_ENABLED"] !== true || !open) return [];
  return [
    warning(
      "W103",
      'FASTAPI_CORS_ALLOW_ORIGINS has "*" and credentials are allowed: every website may use the API in the name ' +
        "of its users. Name the origins, or set FASTAPI_CORS_ALLOW_CREDENTIALS = False.",
    ),
  ];
}

function apiFindings(problem: unknown, terminal: Terminal): Finding[] {
  if (problem instanceof ApiLoadError)
    return problem.problems.map((each) => error("E102", renderProblem(each, terminal).trimStart()));
  return [error("E102", problem instanceof Error ? problem.message : String(problem))];
}

const STANDING = { honoured: "honoured", notApplied: "not applied", unknown: "unknown" } as const;

function printMiddleware(manifest: Manifest, terminal: Terminal): void {
  const standings = middlewareStandings(manifest.settings["MIDDLEWARE"]);
  if (standings.length === 0) return;
  terminal.print("API requests do not pass Django's middleware. What they have of it:");
  const rows = standings.map(({ name, standing, note }) => [`  ${STANDING[standing]}`, name, note]);
  for (const line of table(rows)) terminal.print(line);
  terminal.print();
}

function middlewareFindings(manifest: Manifest): Finding[] {
  return middlewareStandings(manifest.settings["MIDDLEWARE"])
    .filter(({ standing }) => standing !== "honoured")
    .map(({ name, note }) => warning("W104", `API requests do not pass ${name}: ${note}`));
}
