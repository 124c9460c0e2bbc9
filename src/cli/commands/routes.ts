import { unavailableBridge } from "../../manifest/unavailable-bridge.ts";
import { describeProject } from "../../django/describe.ts";
import type { CommandContext } from "../command-context.ts";
import { loadApi } from "../load-api.ts";
import { plural, table } from "../terminal.ts";

/** `routes`: what the API serves, in the order in which it is matched. */
export async function routes({ open, terminal }: CommandContext): Promise<void> {
  const description = await describeProject(await open());
  const { server, modules } = await loadApi({
    description,
    bridge: unavailableBridge("this command only lists routes"),
    gateway: null,
    logger: { warning: (message) => terminal.printError(message) },
  });
  // HEAD is there for every GET.
  const listed = server.routes.filter(({ method }) => method !== "HEAD");
  const rows = listed.map(({ method, template, isOperation, declaredAt }) => [
    method,
    template,
    isOperation ? (declaredAt ?? "") : "docs",
  ]);
  for (const line of table(rows)) terminal.print(line);
  const operations = listed.filter(({ isOperation }) => isOperation).length;
  terminal.print(`\n${plural(operations, "operation")} in ${plural(modules.length, "module")}`);
}
