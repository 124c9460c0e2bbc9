import { QueryError } from "../../errors/query.ts";
import type { SqlExpression } from "../expressions/expression.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import { resolveByName } from "../expressions/registry.ts";
import type { Resolver } from "../expressions/resolver.ts";
import { Slot } from "../expressions/slot.ts";
import { Value } from "../expressions/value.ts";
import { JsonKey } from "../lookups/json/key.ts";
import type { QueryBuilder } from "./builder.ts";
import type { Join } from "./joins.ts";
import { OuterReference } from "./outer-reference.ts";
import type { ShapedTree } from "./shaped.ts";
import { Exists, subqueryOf, within } from "./subquery.ts";
import type { Condition, Expression } from "./tree.ts";
import { isExpression, isTree } from "./tree.ts";

/** Resolves an expression of a tree (`resolve_expression`). `reuse`: as in `Joins.join`. */
export function resolveExpression(
  builder: QueryBuilder,
  { name, args, options }: Expression,
  reuse: Set<Join> | null,
): SqlExpression {
  return resolveByName(name, args, options, new BuilderResolver(builder, reuse));
}

class BuilderResolver implements Resolver {
  private readonly builder: QueryBuilder;
  private readonly reuse: Set<Join> | null;

  constructor(builder: QueryBuilder, reuse: Set<Join> | null) {
    this.builder = builder;
    this.reuse = reuse;
  }

  reference(name: string): SqlExpression {
    return this.builder.reference(nameOf(name), this.reuse);
  }

  argument(value: unknown): SqlExpression {
    if (value instanceof Slot) return new Value(value);
    if (typeof value === "string" || isExpression(value)) {
      const found =
        typeof value === "string"
          ? this.reference(value)
          : resolveExpression(this.builder, value, this.reuse);
      // Its values are the database's own on some, and what functions make of them is not known here.
      if (found instanceof JsonKey) throw new NotCompilable("A key of JSON in an expression.");
      return found;
    }
    throw new NotCompilable("An argument that is neither a name, a value nor an expression.");
  }

  condition(value: unknown): SqlExpression {
    if (isExpression(value) && value.name !== "Q") return resolveExpression(this.builder, value, this.reuse);
    const condition = isExpression(value) ? (value.args[0] as Condition) : (value as Condition);
    const place = { branchNegated: false, currentNegated: false, reuse: this.reuse, keepsJoins: true };
    const { where, needed } = this.builder.parts.buildCondition(this.builder, condition, place);
    // In an expression a condition must not take rows away (`Q.resolve_expression`).
    this.builder.joins.promote(needed);
    return where;
  }

  subquery(tree: unknown): SqlExpression {
    return subqueryOf(this.builder, treeOf(tree));
  }

  exists(tree: unknown): SqlExpression {
    return new Exists(within(this.builder, this.builder.parts.buildTree(treeOf(tree))));
  }

  outerReference(name: unknown): SqlExpression {
    const reference = new OuterReference((outer) => {
      if (!isExpression(name)) return outer.reference(nameOf(name), null);
      // OuterRef(OuterRef("x")): a name of the query around the query around.
      const further = new OuterReference((next) => next.reference(nameOf(name.args[0]), null));
      outer.addOuterReference(further);
      return further;
    });
    this.builder.outerReferences.push(reference);
    return reference;
  }
}

function nameOf(value: unknown): string {
  if (typeof value !== "string") throw new QueryError("A name was expected in F() or OuterRef().");
  return value;
}

function treeOf(value: unknown): ShapedTree {
  if (!isTree(value)) throw new QueryError("A QuerySet was expected in Exists() or Subquery().");
  return value as unknown as ShapedTree;
}
