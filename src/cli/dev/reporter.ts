import type { OutputLine } from "../../django/process/child.ts";
import { middlewareStandings } from "../../django/middleware.ts";
import { pythonDatabases } from "../python-databases.ts";
import type { PythonInterpreter } from "../../django/find-python.ts";
import type { Manifest } from "../../manifest/schema.ts";
import { relativePath, renderProblem } from "../render-error.ts";
import type { Terminal } from "../terminal.ts";
import { plural } from "../terminal.ts";
import type { ReadyMessage } from "./api-child.ts";
import type { Failure } from "./failure.ts";
import type { SessionEvents } from "./session.ts";
import type { WatchedChange } from "./watcher.ts";

export interface ReporterOptions {
  readonly terminal: Terminal;
  readonly url: string;
  readonly version: string;
  readonly python: PythonInterpreter;
  readonly settingsModule: string;
}

/** What the development server says in the terminal. */
export class Reporter implements SessionEvents {
  private readonly options: ReporterOptions;
  private introduced = false;
  private began = performance.now();

  constructor(options: ReporterOptions) {
    this.options = options;
  }

  /** A child's line, with its name before it. */
  readonly output = ({ source, stream, text }: OutputLine): void => {
    const { terminal } = this.options;
    const name = terminal.style(source === "api" ? "cyan" : "green", source.padEnd(6));
    const line = `${name} ${terminal.style("gray", "|")} ${text}`;
    if (stream === "stderr") terminal.printError(line);
    else terminal.print(line);
  };

  greet(): void {
    const { terminal, version, python, settingsModule } = this.options;
    const parts = [
      `Node ${process.versions.node}`,
      `Python ${python.version}`,
      `Django ${python.django}`,
      settingsModule,
    ];
    const title = terminal.style("bold", `django-fastapi ${version}`);
    terminal.print(`\n  ${title}  ${terminal.style("gray", parts.join(" · "))}`);
  }

  changed(changes: readonly WatchedChange[]): void {
    const { terminal } = this.options;
    const names = [...new Set(changes.map(({ file }) => relativePath(file)))];
    const shown =
      names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
    terminal.print(terminal.style("gray", `Changed: ${shown}`));
    this.began = performance.now();
  }

  generated(names: readonly string[]): void {
    const { terminal } = this.options;
    terminal.print(terminal.style("gray", `Models generated: ${names.join(", ")}`));
  }

  ready(ready: ReadyMessage, manifest: Manifest): void {
    const { terminal } = this.options;
    if (this.introduced) {
      const time = Math.round(performance.now() - this.began);
      terminal.print(terminal.style("green", `Ready (${time} ms)`));
      return;
    }
    this.introduced = true;
    this.introduce(ready, manifest);
  }

  failed(failure: Failure): void {
    const { terminal } = this.options;
    if (!this.introduced)
      terminal.print(`\n  Serving at ${terminal.style(["cyan", "underline"], this.options.url)}`);
    if (failure.trace !== null) terminal.printError(`\n${failure.trace.trimEnd()}`);
    terminal.printError(`\n${terminal.style("red", failure.title)}`);
    if (failure.problems.length === 0) terminal.printError(`  ${failure.message.replaceAll("\n", "\n  ")}`);
    for (const problem of failure.problems) terminal.printError(renderProblem(problem, terminal));
    terminal.printError(
      terminal.style("gray", "Waiting for a change. API requests are answered with this error.\n"),
    );
  }

  crashed(what: string, how: string): void {
    this.options.terminal.printError(
      this.options.terminal.style("red", `${what} ${how}; it is started again.`),
    );
  }

  private introduce({ operations, modules, docsUrl, redocUrl }: ReadyMessage, manifest: Manifest): void {
    const { terminal, url } = this.options;
    const admin = manifest.urls.find(({ name }) => name === "admin:index")?.pattern;
    const links = [
      ["API docs", docsUrl],
      ["ReDoc", redocUrl],
      ["Admin", admin],
      ["Site", "/"],
    ].filter((link): link is [string, string] => typeof link[1] === "string");
    terminal.print();
    for (const [name, path] of links)
      terminal.print(`  ${name.padEnd(10)}${terminal.style(["cyan", "underline"], url + path)}`);
    terminal.print();
    for (const line of this.summary(operations, modules, manifest)) terminal.print(`  ${line}`);
    terminal.print();
  }

  private summary(
    operations: ReadyMessage["operations"],
    modules: readonly string[],
    manifest: Manifest,
  ): string[] {
    const { terminal } = this.options;
    const served = operations.filter(({ method, isOperation }) => isOperation && method !== "HEAD").length;
    const apps = new Set(manifest.models.map(({ appLabel }) => appLabel)).size;
    const names = modules.map(relativePath).join(", ");
    const lines = [
      modules.length === 0
        ? "No api.ts in your apps yet. Write one, or let it be written: npx django-fastapi init"
        : `${plural(served, "operation")} in ${names}`,
      `${plural(manifest.models.length, "model")} in ${plural(apps, "app")}`,
    ];
    const passedBy = middlewareStandings(manifest.settings["MIDDLEWARE"])
      .filter(({ standing }) => standing !== "honoured")
      .map(({ name }) => name.split(".").at(-1));
    if (passedBy.length > 0)
      lines.push(
        terminal.style("yellow", `API requests do not pass ${passedBy.join(", ")}`),
        terminal.style("gray", "  (what that means: npx django-fastapi check)"),
      );
    for (const { text, problem } of pythonDatabases(manifest))
      lines.push(terminal.style(problem === null ? "yellow" : "red", problem ?? text));
    for (const { where, message } of manifest.warnings)
      lines.push(terminal.style("yellow", `${where}: ${message}`));
    return lines;
  }
}
