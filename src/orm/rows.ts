import type { FieldDescription } from "../manifest/schema.ts";
import { FieldFile } from "./fields/field-file.ts";
import { instanceClass } from "./instance-class.ts";
import { ModelInstance, defineDeferred } from "./instance.ts";
import type { ModelMeta, ModelRegistry } from "./meta.ts";
import type { ResultShape } from "./query/tree.ts";
import type { Decoder, RowLayout } from "./stored-row.ts";

export type { Decoder } from "./stored-row.ts";

/** Makes what a query answers of one array of column values. `database`: the alias that rows remember. */
export type RowBuilder = (row: readonly unknown[], database: string | null) => unknown;

/** What the columns of one shape are, and how to read them. */
export interface RowSource {
  readonly shape: ResultShape;
  readonly decoders: readonly Decoder[];
  /** A column that is for the ORM, and in no row. */
  readonly hidden?: string;
  /** Columns have the names of some SQL: a "." in one leads to no relation. */
  readonly plainNames?: true;
}

/**
 * The constructor of rows of one shape. It is generated: the engine then sees a plain function with the columns' names in
 * it, and every row has the same hidden class. Names come from the project's models, as JSON string literals.
 */
export function rowBuilder(source: RowSource, meta: ModelMeta, registry: ModelRegistry): RowBuilder {
  const { kind, columns } = source.shape;
  switch (kind) {
    case "instances":
      return instanceBuilder(source, meta, registry);
    case "values":
      return compile(source.decoders, {}, (value) => {
        const entries = columns.map((name, index) => `${JSON.stringify(name)}: ${value(index)}`);
        return `(row) => ({ ${entries.join(", ")} })`;
      });
    case "list":
      return source.decoders.every((decoder) => decoder === null)
        ? // SELECT DISTINCT may have had to select more, for its order.
          (row) => (row.length === columns.length ? row : row.slice(0, columns.length))
        : compile(
            source.decoders,
            {},
            (value) => `(row) => [${columns.map((_, index) => value(index)).join(", ")}]`,
          );
    case "flat":
      return compile(source.decoders, {}, (value) => `(row) => ${value(0)}`);
  }
}

/** Evaluates generated source. `names` are constants that it uses; decoders are there as d0, d1 ... */
function compile(
  decoders: readonly Decoder[],
  names: Readonly<Record<string, unknown>>,
  source: (value: (index: number) => string) => string,
): RowBuilder {
  const scope: Record<string, unknown> = { ...names };
  for (const [index, decoder] of decoders.entries()) if (decoder !== null) scope[`d${index}`] = decoder;
  const value = (index: number): string =>
    (decoders[index] ?? null) === null
      ? `row[${index}]`
      : `(row[${index}] === null ? null : d${index}(row[${index}]))`;
  // oxlint-disable-next-line no-implied-eval, no-new-func -- see rowBuilder
  return new Function(...Object.keys(scope), `"use strict"; return ${source(value)};`)(
    ...Object.values(scope),
  ) as RowBuilder;
}

/** One model in a row: the row's own, or a selected relation. */
interface Part {
  readonly meta: ModelMeta;
  /** Own property and position in the array. */
  readonly columns: { readonly name: string; readonly index: number }[];
  readonly relations: Map<string, Relation>;
}

interface Relation {
  readonly part: Part;
  /** Attribute on the instance, and the one at the other end that leads back where only one row can. */
  readonly accessor: string;
  readonly back: string | null;
  /** The part is the multi-table child of this one: it is the same row, and has its columns too. */
  readonly child: boolean;
}

function instanceBuilder(
  { shape, decoders, hidden, plainNames }: RowSource,
  meta: ModelMeta,
  registry: ModelRegistry,
): RowBuilder {
  const root: Part = { meta, columns: [], relations: new Map() };
  for (const [index, path] of shape.columns.entries()) {
    if (path === hidden) continue;
    const hops = plainNames === true ? [path] : path.split(".");
    const name = hops.pop() as string;
    let part = root;
    for (const hop of hops) part = relationOf(part, hop, registry).part;
    addColumn(part, name, index);
  }
  inheritColumns(root);
  const scope: Record<string, unknown> = { setRelated: ModelInstance.setRelated };
  const all = [...decoders];
  let source = "";
  // Depth first: a constructor for each part, then one expression that makes them all.
  const declare = (part: Part): string => {
    const id = `C${Object.keys(scope).length}`;
    scope[id] = rowClass(part, all);
    return id;
  };
  const build = (part: Part, depth: number): string => {
    const id = declare(part);
    const relations = [...part.relations.values()];
    if (relations.length === 0) return `new ${id}(row, database, null)`;
    const own = `o${depth}_${id}`;
    const fields = relations.map((relation) => {
      const made = build(relation.part, depth + 1);
      const key = primaryKeyIndex(relation.part);
      return `${JSON.stringify(relation.accessor)}: row[${key}] === null ? null : ${made}`;
    });
    const back = relations.filter((relation) => relation.back !== null);
    const created = `new ${id}(row, database, { ${fields.join(", ")} })`;
    if (back.length === 0) return created;
    const links = back.map(
      ({ accessor, back: name }) =>
        `if (r[${JSON.stringify(accessor)}] !== null) setRelated(r[${JSON.stringify(accessor)}], ${JSON.stringify(name)}, ${own});`,
    );
    return `((r) => { const ${own} = new ${id}(row, database, r); ${links.join(" ")} return ${own}; })({ ${fields.join(", ")} })`;
  };
  source = build(root, 0);
  return compile([], scope, () => `(row, database) => ${source}`);
}

/** A class for one part's columns: its constructor assigns them; what was deferred says so when it is read. */
function rowClass(part: Part, decoders: readonly Decoder[]): unknown {
  const { prototype } = instanceClass(part.meta.label);
  const layout: RowLayout = {
    positions: new Map(part.columns.map(({ name, index }) => [name, index])),
    decoders: new Map(part.columns.map(({ name, index }) => [name, decoders[index] ?? null])),
  };
  const scope: Record<string, unknown> = { Base: ModelInstance, layout };
  const assignments = part.columns.map(({ name, index }) => {
    const decoder = instanceDecoder(part.meta.field(name), decoders[index] ?? null);
    if (decoder === null) return `this[${JSON.stringify(name)}] = row[${index}];`;
    scope[`d${index}`] = decoder;
    return `this[${JSON.stringify(name)}] = row[${index}] === null ? null : d${index}(row[${index}]);`;
  });
  // oxlint-disable-next-line no-implied-eval, no-new-func -- see rowBuilder
  const made = new Function(
    ...Object.keys(scope),
    `"use strict"; return class extends Base { constructor(row, database, related) { super(database, related, row, layout); ${assignments.join(" ")} } };`,
  )(...Object.values(scope)) as { prototype: object & { constructor?: unknown } };
  delete made.prototype.constructor;
  Object.setPrototypeOf(made.prototype, prototype);
  const read = new Set(part.columns.map(({ name }) => name));
  for (const field of part.meta.concreteFields)
    if (!read.has(field.attname)) defineDeferred(made.prototype, part.meta, field.attname);
  return made;
}

/** What an attribute has beside what the column has: a file knows its URL, and no file is null. */
function instanceDecoder(field: FieldDescription | undefined, decoder: Decoder): Decoder {
  switch (field?.internalType) {
    case "FileField":
    case "ImageField":
      return (raw) => (raw === "" ? null : new FieldFile(String(decoder === null ? raw : decoder(raw))));
    // Copies: what is changed in place must differ from what was read.
    case "ArrayField":
      return (raw) => copied(decoder === null ? raw : decoder(raw));
    case "BinaryField":
      return (raw) => (raw instanceof Uint8Array ? Uint8Array.from(raw) : raw);
    default:
      return decoder;
  }
}

function copied(value: unknown): unknown {
  return Array.isArray(value) ? value.map(copied) : value;
}

function primaryKeyIndex(part: Part): number {
  const key = part.columns.find(({ name }) => name === part.meta.pk.attname) ?? part.columns[0];
  return key?.index ?? 0;
}

function relationOf(part: Part, hop: string, registry: ModelRegistry): Relation {
  let relation = part.relations.get(hop);
  if (relation === undefined) {
    relation = describeRelation(part.meta, hop, registry);
    part.relations.set(hop, relation);
  }
  return relation;
}

function describeRelation(meta: ModelMeta, hop: string, registry: ModelRegistry): Relation {
  const model = (label: string): ModelMeta => {
    const found = registry.get(label);
    if (found === undefined) throw new TypeError(`The manifest has no model ${label}`);
    return found;
  };
  const field = meta.field(hop);
  if (field?.relation?.model) {
    const back = field.relation.kind === "oneToOne" ? field.relation.accessor : null;
    return { part: emptyPart(model(field.relation.model)), accessor: field.name, back, child: false };
  }
  const reverse = meta.reverse(hop) ?? meta.reverseAccessor(hop);
  if (reverse === undefined) throw new TypeError(`${meta.label} has no relation "${hop}"`);
  return {
    part: emptyPart(model(reverse.model)),
    accessor: reverse.accessor ?? hop,
    back: reverse.field,
    child: model(reverse.model).field(reverse.field)?.relation?.parentLink === true,
  };
}

function addColumn(part: Part, name: string, index: number): void {
  // The worker sends a child's inherited columns again; the first is as good.
  if (!part.columns.some((column) => column.name === name)) part.columns.push({ name, index });
}

/** `get_select_from_parent` of Django's compiler: no column is selected twice. */
function inheritColumns(part: Part): void {
  for (const relation of part.relations.values()) {
    const { columns } = relation.part;
    const own = new Set(columns.map(({ name }) => name));
    if (relation.child) columns.unshift(...part.columns.filter(({ name }) => !own.has(name)));
    inheritColumns(relation.part);
  }
}

function emptyPart(meta: ModelMeta): Part {
  return { meta, columns: [], relations: new Map() };
}
