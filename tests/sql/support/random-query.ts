import { F, from } from "./query.ts";
import type { Query } from "./query.ts";
import type { Condition } from "../../../src/orm/query/tree.ts";

/** A query over the example's shop, as Django writes it and as a tree. */
export interface RandomQuery {
  readonly python: string;
  readonly query: Query;
}

type Lookup = readonly [key: string, python: string, value: unknown];

interface Model {
  readonly label: string;
  readonly lookups: readonly Lookup[];
  readonly order: readonly string[];
  readonly values: readonly string[];
  readonly related: readonly string[];
}

const text = (key: string, value: string): Lookup => [key, `'${value}'`, value];
const number = (key: string, value: number): Lookup => [key, String(value), value];
const bool = (key: string, value: boolean): Lookup => [key, value ? "True" : "False", value];
const none = (key: string): Lookup => [key, "None", null];
const name = (key: string, path: string): Lookup => [key, `F('${path}')`, F(path)];
const list = (key: string, values: readonly number[]): Lookup => [key, `[${values.join(", ")}]`, values];

/** Lookups that need each kind of join: inner and outer, forwards and backwards, to many rows, inherited, generic. */
const MODELS: Readonly<Record<string, Model>> = {
  Book: {
    label: "catalog.Book",
    lookups: [
      text("title__contains", "a"),
      number("stock__gt", 10),
      bool("in_print", true),
      none("isbn"),
      bool("isbn__isnull", true),
      number("author", 3),
      text("author__name__contains", "a"),
      text("author__mentor__name__contains", "e"),
      bool("author__mentor__isnull", true),
      number("publisher", 2),
      text("publisher__name__contains", "a"),
      text("publisher__country__name__gt", "F"),
      bool("series__name__isnull", true),
      number("tags", 1),
      text("tags__name__contains", "a"),
      bool("tags__isnull", true),
      list("tags__in", [1, 3]),
      number("review__stars", 5),
      bool("review__isnull", true),
      text("review__reviewer__username__contains", "a"),
      number("contributions__role", 2),
      text("contributors__mentor__name__contains", "a"),
      text("order_item__order__status", "paid"),
      number("ebook__file_size__gt", 1000),
      bool("ebook__isnull", true),
      text("notes__text__contains", "a"),
      list("id__in", [1, 5, 9, 12, 20]),
      list("id__in", []),
      number("author__book__stock__gt", 40),
      text("publisher__book__title__contains", "b"),
      text("author__influences__name__contains", "a"),
      name("title", "author__name"),
      name("rating", "stock"),
      name("author__name", "publisher__name"),
    ],
    order: ["title", "-stock", "author", "publisher__name", "-publisher", "series", "author__mentor"],
    values: ["id", "title", "author", "publisher__country__name", "tags", "review__stars"],
    related: ["author", "publisher__country", "ebook"],
  },
  Author: {
    label: "catalog.Author",
    lookups: [
      text("name__contains", "a"),
      bool("born__isnull", true),
      none("mentor"),
      text("mentor__name__contains", "a"),
      text("student__name__contains", "a"),
      bool("student__isnull", true),
      text("influences__name__contains", "e"),
      bool("influenced__isnull", false),
      number("book__stock__gt", 20),
      bool("book__isnull", true),
      text("book__publisher__name__contains", "a"),
      bool("book__publisher__isnull", true),
      text("book__tags__name__contains", "a"),
      number("book__review__stars", 5),
      bool("profile__isnull", true),
      bool("profile__public", true),
      text("contributions__share__gt", "0.2"),
      bool("book__ebook__drm_free", true),
      name("name", "mentor__name"),
      name("book__title", "name"),
    ],
    order: ["name", "-born", "mentor", "mentor__name"],
    values: ["id", "name", "mentor__name", "book__title", "profile__homepage"],
    related: ["mentor"],
  },
  Review: {
    label: "catalog.Review",
    lookups: [
      number("stars", 5),
      text("book__title__contains", "a"),
      text("book__publisher__name__contains", "a"),
      none("book__publisher"),
      number("book__tags", 1),
      text("book__tags__name__contains", "a"),
      text("book__author__mentor__name__contains", "a"),
      text("reviewer__orders__status", "paid"),
      bool("reviewer__orders__isnull", true),
      number("book__review__stars", 1),
      name("book__publisher__book__stock", "stars"),
    ],
    order: ["book", "-stars", "reviewer__username", "book__publisher__name"],
    values: ["id", "stars", "book__author__name", "reviewer"],
    related: ["book__author", "reviewer"],
  },
  EBook: {
    label: "catalog.EBook",
    lookups: [
      number("file_size__gt", 1000),
      text("author__name__contains", "a"),
      number("review__stars__gte", 3),
      text("tags__name__contains", "a"),
      bool("publisher__country__isnull", true),
      number("pk__gt", 3),
      text("book_ptr__title__contains", "e"),
      number("book_ptr__review__stars", 5),
    ],
    order: ["title", "-file_size", "author"],
    values: ["pk", "title", "file_size", "author__name"],
    related: ["author"],
  },
  Order: {
    label: "orders.Order",
    lookups: [
      text("status", "paid"),
      bool("coupon__isnull", true),
      number("coupon__percent__gt", 5),
      number("item__quantity__gt", 1),
      text("item__book__title__contains", "a"),
      text("books__author__name__contains", "a"),
      bool("books__isnull", true),
      number("customer__reviews__stars", 5),
      text("customer__orders__status", "cart"),
    ],
    order: ["-placed_at", "status", "coupon__percent", "customer__username", "coupon"],
    values: ["id", "status", "coupon", "item__book__title"],
    related: ["customer", "coupon"],
  },
};

/** Queries put together at random; the same ones for the same seed. */
export class QueryGenerator {
  private seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  next(): RandomQuery {
    const modelName = this.pick(Object.keys(MODELS));
    const model = MODELS[modelName] as Model;
    const [app] = model.label.split(".");
    let python = `${modelName}.objects`;
    let query = from(modelName, "objects", app);
    let chosen: readonly string[] = [];
    const step = (call: string, next: Query): void => {
      python += call;
      query = next;
    };
    const choose = (): void => {
      chosen = this.some(model.values, 1, 3);
      step(`.values(${quoted(chosen)})`, query.values(...chosen));
    };
    if (this.chance(0.1)) choose();
    for (let count = this.below(3) + 1; count > 0; count--) {
      const [source, condition] = this.condition(model, 2);
      if (this.chance(0.65)) step(`.filter(${source})`, query.filter(condition));
      else step(`.exclude(${source})`, query.exclude(condition));
    }
    if (chosen.length === 0 && this.chance(0.3)) choose();
    else if (chosen.length === 0 && this.chance(0.25)) {
      const path = this.pick(model.related);
      step(`.select_related('${path}')`, query.selectRelated(path));
    }
    // All that is chosen, so that rows have one order only.
    const order = [...new Set([...this.some(model.order, 0, 2), ...chosen, "pk"])];
    step(`.order_by(${quoted(order)})`, query.orderBy(...order));
    if (this.chance(0.2)) step(".distinct()", query.distinct());
    if (this.chance(0.2)) step(".reverse()", query.reverse());
    if (this.chance(0.15)) step("[1:7]", query.slice(1, 7));
    if (this.chance(0.1)) step(".count()", query.ends({ kind: "count" }));
    return { python, query };
  }

  /** Queries over one model, combined; their columns are all ordered by, so that rows have one order only. */
  combined(): RandomQuery {
    const modelName = this.pick(Object.keys(MODELS));
    const model = MODELS[modelName] as Model;
    const columns = this.some(model.values, 1, 3);
    const part = (depth: number): RandomQuery => {
      if (depth > 0 && this.chance(0.2)) return whole(depth - 1);
      let python = `${modelName}.objects`;
      let query = from(modelName, "objects", model.label.split(".")[0]);
      for (let count = this.below(2) + 1; count > 0; count--) {
        const [source, condition] = this.condition(model, 1);
        const excluded = this.chance(0.3);
        python += excluded ? `.exclude(${source})` : `.filter(${source})`;
        query = excluded ? query.exclude(condition) : query.filter(condition);
      }
      const distinct = this.chance(0.15);
      return {
        python: `${python}.order_by().values(${quoted(columns)})${distinct ? ".distinct()" : ""}`,
        query: distinct
          ? query
              .orderBy()
              .values(...columns)
              .distinct()
          : query.orderBy().values(...columns),
      };
    };
    const whole = (depth: number): RandomQuery => {
      const combinator = this.pick(["union", "intersection", "difference"] as const);
      const all = combinator === "union" && this.chance(0.3);
      const [first, ...others] = Array.from({ length: this.below(2) + 2 }, () => part(depth)) as [
        RandomQuery,
        ...RandomQuery[],
      ];
      const list = others.map(({ python }) => python).join(", ");
      return {
        python: `${first.python}.${combinator}(${list}${all ? ", all=True" : ""})`,
        query: first.query.combine(
          combinator,
          others.map(({ query }) => query),
          all,
        ),
      };
    };
    const { python, query } = whole(1);
    if (this.chance(0.2)) return { python: `${python}.count()`, query: query.ends({ kind: "count" }) };
    const ordered = query.orderBy(...columns);
    const source = `${python}.order_by(${quoted(columns)})`;
    return this.chance(0.3)
      ? { python: `${source}[1:7]`, query: ordered.slice(1, 7) }
      : { python: source, query: ordered };
  }

  private condition(model: Model, depth: number): readonly [python: string, condition: Condition] {
    if (depth === 0 || this.chance(0.45)) {
      const [key, python, value] = this.pick(model.lookups);
      return [`('${key}', ${python})`, { kind: "lookup", key, value }];
    }
    const children = Array.from({ length: this.below(3) + 1 }, () => this.condition(model, depth - 1));
    const kind = this.pick(["and", "or", "or", "and", "xor"] as const);
    const negated = this.chance(0.35);
    const sources = children.map(([python]) => python).join(", ");
    return [
      `${negated ? "~" : ""}Q(${sources}, _connector='${kind.toUpperCase()}')`,
      { kind, negated, children: children.map(([, condition]) => condition) },
    ];
  }

  private some<T>(values: readonly T[], least: number, most: number): T[] {
    const count = least + this.below(most - least + 1);
    return [...new Set(Array.from({ length: count }, () => this.pick(values)))];
  }

  private pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  private chance(share: number): boolean {
    return this.random() < share;
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  /** mulberry32 */
  private random(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let value = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  }
}

function quoted(names: readonly string[]): string {
  return names.map((one) => `'${one}'`).join(", ");
}
