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

/** Runs the steps one after another (two cores are few), all of them whatever fails, and prints what came of it. Answers the exit code. */
export async function runAll(steps) {
  const folder = mkdtempSync(join(tmpdir(), "django-fastapi-tests-"));
  const total = { passed: 0, failed: 0, skipped: [], recorded: 0 };
  const lines = [];
  for (const [index, step] of steps.entries()) {
    const started = Date.now();
    const counts = await runStep(step, join(folder, `${index}.report`));
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.recorded += counts.recorded;
    total.skipped.push(...counts.skipped);
    const verdict = counts.failed > 0 ? "FAILED" : counts.passed === 0 ? "skipped" : "ok";
    lines.push(
      `  ${verdict.padEnd(8)}${step.name.padEnd(44)}${String(counts.passed).padStart(6)} passed${((Date.now() - started) / 1000).toFixed(1).padStart(8)} s`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
  say(`\n${lines.join("\n")}\n`);
  if (total.skipped.length > 0)
    say(`Skipped here:\n${total.skipped.map((name) => `  - ${name}`).join("\n")}\n`);
  say(
    `${total.recorded} of the passed compared with recorded answers of Django or FastAPI; the others ran against the live thing.`,
  );
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped\n`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

/** @returns {Promise<Counts>} */
async function runStep(step, report) {
  if (step.skip !== undefined)
    return { passed: 0, failed: 0, skipped: [`${step.name}: ${step.skip}`], recorded: 0 };
  say(`\n=== ${step.name}`);
  const [command, ...args] = step.command(report);
  const child = spawn(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...step.env },
  });
  const code = await new Promise((resolve) => {
    child.on("error", (error) => {
      say(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on("exit", (status) => resolve(status ?? 1));
  });
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
