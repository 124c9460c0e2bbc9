import { conditionOf } from "../conditions.ts";
import { expression, isExpression } from "../query/tree.ts";
import type { Expression } from "../query/tree.ts";
import type { OutputField } from "../typing/output-field.ts";

/** Options in Django's spelling; what is undefined is not given. */
export function djangoOptions(
  options: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [snakeCase(name), optionValue(name, value)]));
}

/** A condition as an argument: an object of lookups, a Q, or an expression that is one. */
export function conditionArgument(condition: unknown): Expression {
  return isExpression(condition) ? condition : expression("Q", [conditionOf([condition])]);
}

/** Expressions by name, conditions among them as expressions. */
export function expressionArguments(
  expressions: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Expression>> {
  return Object.fromEntries(
    Object.entries(expressions).map(([name, value]) => [name, conditionArgument(value)]),
  );
}

function optionValue(name: string, value: unknown): unknown {
  if (name === "filter") return conditionArgument(value);
  return name === "outputField" ? outputFieldArgument(value as OutputField) : value;
}

/** A field class by its name, or the expression of one with arguments. */
export function outputFieldArgument(field: OutputField): string | Expression {
  if (typeof field === "string") return field;
  const { type, ...options } = field;
  return expression(type, [], djangoOptions(options));
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
