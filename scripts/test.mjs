// `npm test`: every check that needs minutes, from a fresh clone. `npm run test:all`: the matrix, which comes on top. Parsed by any Node >= 18.
import { requireCurrentNode } from "./setup/node.mjs";
import { installPackages } from "./setup/packages.mjs";
import { say } from "./setup/process.mjs";
import { providePython, TEST_PACKAGES } from "./setup/python.mjs";

await requireCurrentNode();
const packages = installPackages();
const found = providePython(TEST_PACKAGES);
await packages;
if (found.python === null) {
  say(
    `No Python with Django: ${found.problem}. Tests that ask Django run on its recorded answers, or are skipped by name.`,
  );
} else {
  process.env.DJANGO_PYTHON = found.python;
}

const { checks } = await import("./test/checks.mjs");
const { matrix } = await import("./test/matrix.mjs");
const { runAll } = await import("./test/run.mjs");

process.exit(await runAll(process.argv.includes("--all") ? matrix() : checks(found.python)));
