import { BridgeError } from "./base.ts";

/** One module of the API that could not be imported: where, what, and what to do. */
export interface LoadProblem {
  /** The module that was being imported, as an absolute path. */
  readonly module: string;
  /** Where the mistake is; the module itself when nothing better is known. */
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  /** "Missing type in an import", the error's own message ... */
  readonly message: string;
  /** What to do; null when the message says it all. */
  readonly hint: string | null;
  readonly cause: unknown;
}

/** The project's API could not be loaded. Each module's problem is in `problems`; the message holds them all. */
export class ApiLoadError extends BridgeError {
  override readonly code = "API_LOAD_FAILED";
  readonly problems: readonly LoadProblem[];

  constructor(problems: readonly LoadProblem[]) {
    super(problems.map(describe).join("\n"), { cause: problems[0]?.cause });
    this.problems = problems;
  }
}

function describe({ file, line, column, message, hint }: LoadProblem): string {
  const where = [file, line, column].filter((part) => part !== null).join(":");
  return `${where}: ${message}${hint === null ? "" : `\n  ${hint}`}`;
}

/** `#django/<app>` was imported and there is no generated module of that name. */
export class GeneratedModelsMissing extends BridgeError {
  override readonly code = "GENERATED_MODELS_MISSING";
  readonly specifier: string;
  /** The file that imports it, when known. */
  readonly importedFrom: string | null;
  readonly hint: string;

  constructor(specifier: string, expected: string, importedFrom: string | null) {
    super(`"${specifier}" has no generated models: ${expected} does not exist`);
    this.specifier = specifier;
    this.importedFrom = importedFrom;
    this.hint =
      'Run "django-fastapi generate", and check that this is the label of an installed app with models.';
  }
}
