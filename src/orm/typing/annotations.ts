import type { Expression } from "../query/tree.ts";
import type { ConditionOn } from "./conditions.ts";
import type { OutputOf, UsedOn } from "./expressions.ts";
import type { ColumnValueOf } from "./field.ts";
import type { InstanceRef } from "./instance.ts";
import type { Invalid } from "./invalid.ts";
import type { ModelType } from "./model-type.ts";
import type { Sorted } from "./sorted.ts";

/** What annotate(), alias() and aggregate() take: expressions by the name that their values get. A Q is one. */
export type Expressions<M extends ModelType> = Readonly<
  Record<string, (Expression & UsedOn<M>) | ConditionOn<M>>
>;

/** The problems of what annotate() and alias() were given, each under its name. */
export type AnnotationChecks<M extends ModelType, E> = {
  readonly [Name in keyof E]: Name extends TakenNames<M>
    ? Invalid<`The annotation '${Name & string}' conflicts with a field of ${M["label"]}`>
    : ExpressionCheck<M, E[Name]>;
};

/** The same for aggregate(), whose names are its own. */
export type AggregateChecks<M extends ModelType, E> = {
  readonly [Name in keyof E]: ExpressionCheck<M, E[Name]>;
};

/** What is wrong with an expression; `unknown`: nothing. */
export type ExpressionCheck<M extends ModelType, E> = [Extract<OutputOf<M, E>, Invalid<string>>] extends [
  never,
]
  ? unknown
  : Extract<OutputOf<M, E>, Invalid<string>>;

/** Names of columns, relations and managers of related rows; an annotation may be named anew. */
type TakenNames<M extends ModelType> =
  | Exclude<keyof M["fields"], keyof M["annotations"] | keyof M["aliases"]>
  | keyof M["relations"]
  | keyof M["accessors"];

type Outputs<M extends ModelType, E> = { [Name in keyof E]: OutputOf<M, E[Name]> };

/** A model whose queries have computed columns. */
export type Annotated<M extends ModelType, E> = M & {
  fields: Outputs<M, E>;
  annotations: Outputs<M, E>;
};

/** A model whose queries can be filtered and sorted by computed columns that are in no row. */
export type Aliased<M extends ModelType, E> = M & { fields: Outputs<M, E>; aliases: Outputs<M, E> };

/** Names that alias() gave, and annotate() did not take up. */
export type AliasNames<M extends ModelType> = Exclude<keyof M["aliases"], keyof M["annotations"]>;

/** The values of expressions by name. */
export type ValuesOf<M extends ModelType, E> = {
  [Name in keyof E]: ColumnValueOf<OutputOf<M, E[Name]>>;
};

/**
 * A row with the values of expressions: an instance or an object has them by name, an array behind its own; a flat list
 * stays one.
 */
export type AnnotatedRow<M extends ModelType, Row, E> = Row extends InstanceRef
  ? Row & ValuesOf<M, E>
  : Row extends readonly unknown[]
    ? [...Row, ...Appended<ValuesOf<M, E>>]
    : Row extends PlainObject
      ? { [Name in keyof Row | keyof E]: Name extends keyof E ? ValuesOf<M, E>[Name] : Row[Name & keyof Row] }
      : Row;

/** An object of values(), not a date or bytes of a flat list. */
type PlainObject = { readonly [Symbol.toPrimitive]?: never; readonly byteLength?: never } & object;

/** One value is known to follow; several follow in an order that types do not tell. */
type Appended<Values> = keyof Values extends infer Name extends keyof Values
  ? [Name] extends [UnionToIntersection<Name>]
    ? [Values[Name]]
    : Values[Name][]
  : never;

type UnionToIntersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** A term of orderBy() that is no name: an expression, or what its asc() and desc() give. */
export type OrderExpression<M extends ModelType, Term> =
  Term extends Sorted<infer E>
    ? Term & ExpressionCheck<M, E>
    : Term extends Expression
      ? Term & ExpressionCheck<M, Term>
      : Expression | Sorted<unknown>;
