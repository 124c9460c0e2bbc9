import { ApplicationDeclarationError, ResponseDeclarationError } from "../../errors/api.ts";
import type { ArgumentDeclarations, Schema } from "../parameters/argument.ts";
import type { MethodsRouteOptions } from "../routing/route.ts";
import { modelHint } from "../schemas/model-hint.ts";
import type { FlatRoute } from "./flatten.ts";

type OptionName = keyof MethodsRouteOptions<ArgumentDeclarations, Schema | undefined, string>;

/** All there are: a new option does not compile without its name here. */
const OPTIONS: Readonly<Record<OptionName, true>> = {
  args: true,
  atomic: true,
  authentication: true,
  callbacks: true,
  dependencies: true,
  deprecated: true,
  description: true,
  includeInSchema: true,
  methods: true,
  name: true,
  openapiExtra: true,
  operationId: true,
  response: true,
  responseClass: true,
  responseDescription: true,
  responseExclude: true,
  responseInclude: true,
  responses: true,
  statusCode: true,
  summary: true,
  tags: true,
};

/**
 * What the types refuse, for those who run code before they check it: an option that does not exist does nothing, and nobody
 * would know.
 *
 * @throws ApplicationDeclarationError, ResponseDeclarationError
 */
export function checkOptions({ methods, path, options, declaredAt }: FlatRoute): void {
  const operation = `${methods.join(", ")} ${path}`;
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(OPTIONS, name)) continue;
    const meant = meantBy(name);
    throw new ApplicationDeclarationError(
      `${operation}: there is no option "${name}"${meant === null ? `. There are: ${Object.keys(OPTIONS).join(", ")}` : `; did you mean "${meant}"?`}`,
      declaredAt,
    );
  }
  if (options.tags !== undefined && !Array.isArray(options.tags))
    throw new ApplicationDeclarationError(`${operation}: tags is a list: tags: ["..."]`, declaredAt);
  const problem = responseProblem(options.response);
  if (problem !== null)
    throw new ResponseDeclarationError(`${operation}: response is ${problem}`, declaredAt);
}

function meantBy(name: string): string | null {
  return Object.keys(OPTIONS).find((known) => plain(known) === plain(name)) ?? null;
}

/** Case and underscores apart, and FastAPI's `response_model` is the response. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("_", "").replace("responsemodel", "response");
}

function responseProblem(response: unknown): string | null {
  if (response === undefined || (typeof response === "object" && response !== null && "_zod" in response))
    return null;
  if (Array.isArray(response)) return "an array: z.array(schema) is the schema of a list";
  const hint = modelHint(response);
  return `no Zod schema${hint === null ? "" : `: ${hint}`}`;
}
