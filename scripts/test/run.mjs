import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, say } from "../setup/process.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped: string[], recorded: number }} Counts
 * @typedef {object} Step
 * @property {string} name
 * @property {string} [skip] why it cannot run here; it is then counted as skipped, by name
 * @property {(report: string) => [string, ...string[]]} command what runs, given the file for its report
 * @property {"none" | "vitest" | "junit"} counts how the report is read; "none": the step is one check
 * @property {Record<string, string>} [env]
 */

/**
 * Runs groups of lanes of steps: groups one after another, the lanes of a group at the same time (two cores are few, but
 * static checks use one each), the steps of a lane one after another. All of them whatever fails; prints what came of it.
 *
 * @param {Step[][][]} groups
 * @returns {Promise<number>} the exit code
 */
export async function runAll(groups) {
  const folder = mkdtempSync(join(tmpdir(), "django-fastapi-tests-"));
  const results = [];
  for (const lanes of groups) {
    const ended = await Promise.all(lanes.map((steps) => runLane(steps, folder, lanes.length > 1)));
    results.push(...ended.flat());
  }
  rmSync(folder, { recursive: true, force: true });

  const sum = (kind) => results.reduce((total, { counts }) => total + counts[kind], 0);
  const skipped = results.flatMap(({ counts }) => counts.skipped);
  say(`\n${results.map(lineOf).join("\n")}\n`);
  if (skipped.length > 0) say(`Skipped here:\n${skipped.map((name) => `  - ${name}`).join("\n")}\n`);
  say(
    `${sum("recorded")} of the passed compared with recorded answers of Django or FastAPI; the others ran against the live thing.`,
  );
  process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed, ${skipped.length} skipped\n`);
  return sum("failed") > 0 || sum("passed") === 0 ? 1 : 0;
}

function lineOf({ name, counts, seconds }) {
  const verdict = counts.failed > 0 ? "FAILED" : counts.passed === 0 ? "skipped" : "ok";
  return `  ${verdict.padEnd(8)}${name.padEnd(44)}${String(counts.passed).padStart(6)} passed${seconds.toFixed(1).padStart(8)} s`;
}

async function runLane(steps, folder, hasCompany) {
  const results = [];
  for (const step of steps) {
    const started = Date.now();
    const report = join(folder, step.name.replaceAll(/\W+/g, "-"));
    const counts = await runStep(step, report, hasCompany);
    results.push({ name: step.name, counts, seconds: (Date.now() - started) / 1000 });
  }
  return results;
}

/**
 * @param {boolean} hasCompany whether other steps print meanwhile: then what this one prints is shown whole at its end
 * @returns {Promise<Counts>}
 */
async function runStep(step, report, hasCompany) {
  if (step.skip !== undefined)
    return { passed: 0, failed: 0, skipped: [`${step.name}: ${step.skip}`], recorded: 0 };
  if (!hasCompany) say(`\n=== ${step.name}`);
  const [command, ...args] = step.command(report);
  const output = hasCompany ? "pipe" : "inherit";
  const child = spawn(command, args, {
    cwd: root,
    stdio: ["ignore", output, output],
    env: { ...process.env, ...step.env },
  });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => printed.push(part));
  const code = await new Promise((resolve) => {
    child.on("error", (error) => {
      say(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on("close", (status) => resolve(status ?? 1));
  });
  if (hasCompany) say(`\n=== ${step.name}\n${Buffer.concat(printed)}`);
  const counts = readCounts(step.counts, report, code);
  // A runner that fails without a failed test (a crash, an unhandled error) is a failure all the same.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

function readCounts(kind, report, code) {
  if (kind === "none")
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [], recorded: 0 };
  try {
    const text = readFileSync(report, "utf8");
    return kind === "vitest" ? readVitest(JSON.parse(text)) : readJunit(text);
  } catch {
    return { passed: 0, failed: 1, skipped: [], recorded: 0 };
  }
}

function readVitest(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === "passed");
  return {
    passed: passed.length,
    failed: tests.filter((test) => test.status === "failed").length,
    skipped: tests.filter((test) => !["passed", "failed"].includes(test.status)).map((test) => test.fullName),
    recorded: passed.filter((test) => test.fullName.includes("[recorded]")).length,
  };
}

/** "pytest test_name: why" */
const nameOf = (test) =>
  `pytest ${/ name="([^"]*)"/.exec(test)?.[1]}: ${/message="([^"]*)"/.exec(test)?.[1] ?? ""}`;

function readJunit(text) {
  const cases = text.match(/<testcase\b[^>]*?(?:\/>|>[\s\S]*?<\/testcase>)/g) ?? [];
  const failed = cases.filter((test) => /<(?:failure|error)\b/.test(test));
  const skipped = cases.filter((test) => /<skipped\b/.test(test));
  return {
    passed: cases.length - failed.length - skipped.length,
    failed: failed.length,
    skipped: skipped.map(nameOf),
    recorded: 0,
  };
}
