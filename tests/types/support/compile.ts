import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const tsc = join(root, "node_modules/typescript/bin/tsc");

export interface Problem {
  readonly file: string;
  readonly line: number;
  /** The whole message, with the lines that explain it. */
  readonly message: string;
}

export interface Compilation {
  readonly problems: readonly Problem[];
  /** What `--extendedDiagnostics` counts: "Instantiations", "Types" ... */
  readonly counts: Readonly<Record<string, number>>;
  readonly checkSeconds: number;
}

/**
 * Type-checks files as a project that uses the package does: with this repository's tsconfig, and the folder that
 * `#django/*` stands for.
 */
export async function compile(
  files: ReadonlyMap<string, string>,
  generated = join(root, "example/django-generated"),
): Promise<Compilation> {
  const folder = mkdtempSync(join(tmpdir(), "django-fastapi-types-"));
  try {
    for (const [name, text] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const paths = {
      "django-fastapi-bridge": [join(root, "src/index.ts")],
      "django-fastapi-bridge/*": [join(root, "src/*/index.ts")],
      "#django/*": [join(generated, "*.ts")],
      // Node's and Zod's types are found from the package's files, not from this folder.
      zod: [join(root, "node_modules/zod/index.d.ts")],
    };
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        extends: join(root, "tsconfig.json"),
        compilerOptions: {
          paths,
          noEmit: true,
          rewriteRelativeImportExtensions: false,
          typeRoots: [join(root, "node_modules/@types")],
        },
        include: ["**/*.ts"],
        exclude: [],
      }),
    );
    return parse(await run([tsc, "-p", folder, "--pretty", "false", "--extendedDiagnostics"]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a command prints, whether it succeeds or not. */
function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 64 << 20 }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

function parse(output: string): Compilation {
  const problems: Problem[] = [];
  const counts: Record<string, number> = {};
  let checkSeconds = Number.NaN;
  for (const line of output.split("\n")) {
    const problem = /^(.*)\((\d+),\d+\): error (TS\d+: .*)$/.exec(line);
    const count = /^(\w[\w ]*):\s+(\d+)K?$/.exec(line);
    const time = /^Check time:\s+([\d.]+)s$/.exec(line);
    const last = problems.at(-1);
    if (problem !== null) {
      const [, file = "", number = "", message = ""] = problem;
      problems.push({ file: file.split("/").at(-1) ?? file, line: Number(number), message });
    } else if (/^\s+\S/.test(line) && last !== undefined) {
      problems[problems.length - 1] = { ...last, message: `${last.message}\n${line.trim()}` };
    } else if (time !== null) {
      checkSeconds = Number(time[1]);
    } else if (count !== null) {
      counts[count[1] as string] = Number(count[2]);
    }
  }
  return { problems, counts, checkSeconds };
}
