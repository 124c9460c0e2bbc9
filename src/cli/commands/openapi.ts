import { writeFile } from "node:fs/promises";
import { api } from "../../api/default.ts";
import { unavailableBridge } from "../../manifest/unavailable-bridge.ts";
import { describeProject } from "../../django/describe.ts";
import type { CommandContext } from "../command-context.ts";
import { loadApi } from "../load-api.ts";

/** `openapi`: the OpenAPI document of the default instance, printed or written to a file. */
export async function openapi(
  { open, terminal }: CommandContext,
  { output }: { readonly output?: string },
): Promise<void> {
  const description = await describeProject(await open());
  await loadApi({
    description,
    bridge: unavailableBridge("this command only writes the document"),
    gateway: null,
    logger: { warning: (message) => terminal.printError(message) },
  });
  const document = JSON.stringify(api.openapi(), null, 2);
  if (output === undefined) return terminal.print(document);
  await writeFile(output, `${document}\n`);
  terminal.print(`Wrote ${output}`);
}
