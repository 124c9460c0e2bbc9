import { Command, InvalidArgumentError, Option } from "commander";
import { PYTHON_SERVERS } from "../django/python-server.ts";
import type { CommandContext } from "./command-context.ts";
import type { ProjectOptions } from "./open-project.ts";
import { openProject } from "./open-project.ts";
import { packageVersion } from "./package-version.ts";
import { renderError } from "./render-error.ts";
import { terminal } from "./terminal.ts";

type GlobalOptions = ProjectOptions & { readonly verbose?: boolean };

/** Runs the command line. Exits the process: project code may have left timers and sockets. */
export async function run(argv: readonly string[]): Promise<never> {
  quietExperimentalWarnings();
  const program = makeProgram();
  try {
    await program.parseAsync(argv);
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    renderError(error, terminal, { verbose: program.opts<GlobalOptions>().verbose === true });
    process.exit(1);
  }
}

function makeProgram(): Command {
  const program = new Command("django-fastapi")
    .description("The web API of a Django project in TypeScript, beside Django itself.")
    .version(packageVersion())
    .option("--project <folder>", "folder of manage.py; default: here, above, or one below")
    .option(
      "--settings <module>",
      "settings module; default: DJANGO_SETTINGS_MODULE, else what manage.py says",
    )
    .option(
      "--python <path>",
      "Python with the project's packages; default: DJANGO_PYTHON, the active environment, .venv",
    )
    .option("--verbose", "show stacks of errors")
    .showHelpAfterError("(django-fastapi --help lists the commands)");
  // Global options may stand after the command too, where one writes them.
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).copyInheritedSettings(program);
  const context = (): CommandContext => {
    const options = program.opts<GlobalOptions>();
    return {
      terminal,
      verbose: options.verbose === true,
      open: () =>
        openProject(options, ({ stream, text }) =>
          stream === "stderr" ? terminal.printError(text) : terminal.print(text),
        ),
    };
  };

  command("init", "prepare a project: TypeScript settings, package.json, a first api.ts")
    .option("--app <label>", "the app that gets the first api.ts")
    .option("--yes", "do not ask")
    .action(async (options) => (await import("./commands/init.ts")).init(context(), options));
  command("dev", "serve the API and Django on one port, and start anew when files change")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port to listen on", parsePort, 8000)
    .option("--inspect [address]", "Node's inspector for the API")
    .action(async (options) => (await import("./commands/dev.ts")).dev(context(), options));
  command("serve", "serve the API and Django on one port, for production")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port to listen on", parsePort, 8000)
    .option("--workers <number>", "processes of the API, each started again when it ends", parseCount)
    .option("--upstream <address>", "Django's server, when it runs already: http://HOST:PORT or unix:PATH")
    .addOption(
      new Option(
        "--django <server>",
        "the Python server to run for Django; default: the first that is installed",
      ).choices(PYTHON_SERVERS),
    )
    .option("--manifest <file>", "serve a snapshot, without Python")
    .action(async (options) => (await import("./commands/serve.ts")).serve(context(), options));
  // Started by the Python side where Django's server is in front; no command for people.
  program
    .command("node", { hidden: true })
    .copyInheritedSettings(program)
    .option("--socket <path>", "Unix socket to listen on")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port to listen on", parsePort)
    .option("--dev", "keep the models up to date")
    .action(async (options) => (await import("./commands/node.ts")).node(context(), options));
  command("generate", "write the models as TypeScript")
    .option("--check", "write nothing; fail when they are not up to date", false)
    .action(async (options) => (await import("./commands/generate.ts")).generate(context(), options));
  command("routes", "list what the API serves").action(async () =>
    (await import("./commands/routes.ts")).routes(context()),
  );
  command("openapi", "print the OpenAPI document")
    .option("--output <file>", "write it to a file")
    .action(async (options) => (await import("./commands/openapi.ts")).openapi(context(), options));
  command("shell", "open a prompt with the project's models").action(async () =>
    (await import("./commands/shell.ts")).shell(context()),
  );
  command("check", "report what is wrong or would surprise")
    .option("--json", "for manage.py check")
    .action(async (options) => {
      if (!(await (await import("./commands/check.ts")).check(context(), options))) process.exitCode = 1;
    });
  command("snapshot", "write the project's description to a file, for machines without Python")
    .option("--output <file>", "where to", "django-manifest.json")
    .action(async (options) => (await import("./commands/snapshot.ts")).snapshot(context(), options));
  return program;
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1) throw new InvalidArgumentError("a number of processes, 1 or more.");
  return count;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError("a port is a number from 0 to 65535.");
  return port;
}

/** node:sqlite calls itself experimental on each start; that is no news to the person here. */
function quietExperimentalWarnings(): void {
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name !== "ExperimentalWarning") terminal.printError(`${warning.name}: ${warning.message}`);
  });
}
