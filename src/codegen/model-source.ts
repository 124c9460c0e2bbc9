import type { FieldDescription, ManagerDescription, ModelDescription } from "../manifest/schema.ts";
import { docComment } from "./doc-comment.ts";
import { fieldComment } from "./field-comment.ts";
import { fieldType } from "./field-type.ts";
import type { TypeSettings } from "./field-type.ts";
import { isReadOnly, isRequired } from "../orm/fields/filled.ts";
import { isDeclarable, propertyName } from "./names.ts";
import { accessorMembers, relationMembers } from "./relations.ts";
import type { Member } from "./relations.ts";
import { localName } from "./scope.ts";
import type { ModuleScope } from "./scope.ts";

/** Where lines are broken. */
const LINE = 110;

/** The source of one model: the model, the type of its rows under the same name, and what the type checker knows. */
export function modelSource(model: ModelDescription, scope: ModuleScope, settings: TypeSettings): string {
  const type = scope.model(model.label) as string;
  const name = localName(model.name);
  const isExported = isDeclarable(model.name);
  const columns = model.fields.filter((field) => field.column !== null);
  const declaration = isExported ? "export " : "";
  const inherited = parents(model);
  return [
    `${docComment(modelComment(model), "")}` +
      constant(
        `${declaration}const ${name} = ${scope.package("model")}<${type}>(`,
        JSON.stringify(model.label),
      ),
    `${declaration}type ${name} = ${scope.package("Instance")}<${type}>;`,
    ...(isExported ? [] : [`export { ${name} as ${model.name} };`]),
    `export interface ${type} extends ${scope.package("ModelType")} {\n` +
      `  label: ${JSON.stringify(model.label)};\n` +
      (inherited.length === 0 ? "" : `  parents: ${union(inherited)};\n`) +
      `  pk: ${primaryKey(model)};\n` +
      members(
        "fields",
        columns.map((field) => columnMember(field, scope, settings)),
      ) +
      members("relations", relationMembers(model, scope)) +
      members("accessors", accessorMembers(model, scope)) +
      members(
        "managers",
        model.managers.map((manager) => managerMember(manager, type, scope)),
      ) +
      unionMember("required", columns.filter(isRequired)) +
      (columns.some(isReadOnly) ? unionMember("readOnly", columns.filter(isReadOnly)) : "") +
      `}`,
  ].join("\n");
}

/** A call, its argument on a line of its own where the line would be long. */
function constant(start: string, argument: string): string {
  const line = `${start}${argument});`;
  return line.length <= LINE ? line : `${start}\n  ${argument},\n);`;
}

/** A member that is a union of column names; one a line where the line would be long. */
function unionMember(name: string, fields: readonly FieldDescription[]): string {
  const attnames = fields.map((field) => field.attname);
  const line = `  ${name}: ${union(attnames)};\n`;
  if (line.length <= LINE + 1) return line;
  return `  ${name}:\n${attnames.map((attname) => `    | ${JSON.stringify(attname)}`).join("\n")};\n`;
}

function modelComment(model: ModelDescription): string[] {
  const what = model.proxy
    ? `proxy of ${model.concreteModel}`
    : `${model.managed ? "table" : "unmanaged table"} ${model.table}`;
  const title = model.verboseName.charAt(0).toUpperCase() + model.verboseName.slice(1);
  return [`${title}: ${what}.`];
}

function columnMember(field: FieldDescription, scope: ModuleScope, settings: TypeSettings): Member {
  return { name: field.attname, type: fieldType(field, scope, settings), comment: fieldComment(field) };
}

function managerMember(manager: ManagerDescription, type: string, scope: ModuleScope): Member {
  const { filter } = manager;
  return {
    name: manager.name,
    type: `${scope.package("Manager")}<${type}>`,
    comment: filter.kind === "python" ? [`Its queries run in Python: ${filter.reason}.`] : [],
  };
}

function members(name: string, list: readonly Member[]): string {
  if (list.length === 0) return "";
  const [only] = list;
  if (list.length === 1 && only?.comment.length === 0) {
    const line = `  ${name}: { ${propertyName(only.name)}: ${only.type} };\n`;
    if (line.length <= LINE + 1) return line;
  }
  const lines = list.map(
    (member) => `${docComment(member.comment, "    ")}${memberLine(propertyName(member.name), member.type)}`,
  );
  return `  ${name}: {\n${lines.join("")}  };\n`;
}

/** One line; a long union (choices) a line each. */
function memberLine(name: string, type: string): string {
  const line = `    ${name}: ${type};\n`;
  const choices = /^(\w+)<(".*"|[\d| -]+)>( \| null)?$/s.exec(type);
  if (line.length <= LINE + 1 || choices === null) return line;
  const [, generic, literals = "", nullable = ""] = choices;
  const list = literals.split(" | ").map((literal) => `      | ${literal}\n`);
  return `    ${name}: ${generic}<\n${list.join("")}    >${nullable};\n`;
}

/** Labels whose instances this model's may stand for: multi-table parents, the model of a proxy. */
function parents(model: ModelDescription): string[] {
  const labels = model.parents.map((parent) => parent.model);
  if (model.proxy) labels.push(model.concreteModel);
  return [...new Set(labels)].filter((label) => label !== model.label);
}

function primaryKey(model: ModelDescription): string {
  const attnames = model.pk.map((name) => model.fields.find((field) => field.name === name)?.attname ?? name);
  const [only] = attnames;
  return attnames.length === 1 && only !== undefined
    ? JSON.stringify(only)
    : `readonly [${attnames.map((attname) => JSON.stringify(attname)).join(", ")}]`;
}

function union(literals: readonly string[]): string {
  if (literals.length === 0) return "never";
  return literals.map((literal) => JSON.stringify(literal)).join(" | ");
}
