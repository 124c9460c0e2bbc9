import type { ExposedFunction, FunctionParameter } from "../manifest/functions.ts";
import { docComment } from "./doc-comment.ts";
import { isDeclarable, propertyName } from "./names.ts";
import type { ModuleScope } from "./scope.ts";
import { grouped, orUndefined } from "./value-type.ts";
import type { ValueTypes } from "./value-type.ts";

/** Where lines are broken, line feed included. */
const LINE = 111;

/** The exposed functions of an app: one object, so that their names are in the way of no model's. */
export function functionsSource(
  label: string,
  functions: readonly ExposedFunction[],
  scope: ModuleScope,
  types: ValueTypes,
): string {
  const name = scope.declare("functions");
  const members = functions.map((described) => member(described, scope, types));
  const object = `/** Python functions of ${label}, exposed by \`@django_fastapi.expose\`. */\n`;
  const source = `${object}export const ${name} = {\n${members.join("")}};`;
  return [...types.declarations, source].join("\n\n");
}

function member(described: ExposedFunction, scope: ModuleScope, types: ValueTypes): string {
  const declare = scope.rootPackage("pythonFunction");
  const signature = `[${argumentTypes(described.parameters, types).join(", ")}]`;
  const result = types.text(described.returns, "answered");
  const start = `  ${propertyName(described.name)}: ${declare}`;
  const args = [described.target, pythonParameters(described.parameters)].map((text) => JSON.stringify(text));
  const comment = docComment(firstParagraph(described.comment), "  ");
  const head = `${start}<${signature}, ${result}>(`;
  const line = `${head}${args.join(", ")}),\n`;
  if (line.length <= LINE) return comment + line;
  if (head.length < LINE) return `${comment}${head}\n${args.map((text) => `    ${text},\n`).join("")}  ),\n`;
  return `${comment}${start}<\n    ${signature},\n    ${result}\n  >(${args.join(", ")}),\n`;
}

/** The arguments of the TypeScript function; those that Python takes by name only are one object, the last. */
function argumentTypes(parameters: readonly FunctionParameter[], types: ValueTypes): string[] {
  const options = optionsType(parameters, types);
  const rest = parameters.find(({ place }) => place === "rest");
  const positional = parameters.filter(({ place }) => place === "positional" || place === "positionalOnly");
  // TypeScript takes nothing that must be there after what need not.
  const optionsRequired = options !== null && (options.required || rest !== undefined);
  const list = positional.map(({ name, required, type }) => {
    const text = types.text(type, "given");
    if (required) return `${label(name)}: ${text}`;
    return `${label(name)}${optionsRequired ? "" : "?"}: ${orUndefined(text)}`;
  });
  if (rest !== undefined) list.push(`...${label(rest.name)}: ${grouped(types.text(rest.type, "given"))}[]`);
  if (options !== null) list.push(`options${optionsRequired ? "" : "?"}: ${options.text}`);
  return list;
}

function optionsType(
  parameters: readonly FunctionParameter[],
  types: ValueTypes,
): { readonly text: string; readonly required: boolean } | null {
  const named = parameters.filter(({ place }) => place === "keyword");
  const others = parameters.find(({ place }) => place === "restKeywords");
  if (named.length === 0 && others === undefined) return null;
  const members = named.map(({ name, required, type }) => {
    const text = types.text(type, "given");
    return required ? `${propertyName(name)}: ${text}` : `${propertyName(name)}?: ${orUndefined(text)}`;
  });
  const object = members.length === 0 ? [] : [`{ ${members.join("; ")} }`];
  // Those with a name of their own have another type: an index signature beside them would be a contradiction.
  if (others !== undefined)
    object.push(
      `Readonly<Record<string, ${named.length === 0 ? types.text(others.type, "given") : "unknown"}>>`,
    );
  return { text: object.join(" & "), required: named.some(({ required }) => required) };
}

/** A label of a tuple's element: what cannot be declared cannot be one either. */
function label(name: string): string {
  return isDeclarable(name) ? name : `${name}_`;
}

/** As Python writes them, without types and defaults: what `parseParameters` reads. */
function pythonParameters(parameters: readonly FunctionParameter[]): string {
  const parts: string[] = [];
  const lastPositionalOnly = parameters.findLastIndex(({ place }) => place === "positionalOnly");
  let starred = false;
  for (const [index, { name, place }] of parameters.entries()) {
    if (place === "keyword" && !starred) parts.push("*");
    if (place === "keyword" || place === "rest") starred = true;
    parts.push(place === "rest" ? `*${name}` : place === "restKeywords" ? `**${name}` : name);
    if (index === lastPositionalOnly) parts.push("/");
  }
  return parts.join(", ");
}

function firstParagraph(text: string): string[] {
  return [text.split(/\n\s*\n/, 1)[0] ?? ""];
}
