import { patternSource } from "../api/paths/pattern.ts";
import { parseTemplate, type PathParameter, type TemplatePart } from "../api/paths/template.ts";
import { compilePiece, type PieceMatcher } from "./piece-matcher.ts";

export interface MatcherRoute<T> {
  readonly method: string;
  /** "/books/{book_id}", "/files/{path:path}" */
  readonly template: string;
  readonly value: T;
}

export type Match<T> =
  | { readonly kind: "route"; readonly value: T; readonly params: Readonly<Record<string, string>> }
  /** Routes have the path, none of them the method; theirs, in the order of registration. */
  | { readonly kind: "methods"; readonly methods: readonly string[] };

/**
 * Finds the route of a method and a path. As in Starlette, the first one registered that has both wins, whatever is
 * literal in it: `/books/{id}` before `/books/new` hides the latter. A tree of segments finds it without trying
 * every route in turn.
 */
export class Matcher<T> {
  private readonly root = new Node<T>();
  /** Routes without parameters that no earlier one hides, by path and method: one look-up for most requests. */
  private readonly literal = new Map<string, Map<string, Match<T>>>();

  /** @throws PathDeclarationError for a path that cannot be matched. */
  constructor(routes: readonly MatcherRoute<T>[]) {
    routes.forEach((route, order) => insert(this.root, route, order));
    for (const { method, template } of routes) {
      const match = this.search(method, template);
      if (match?.kind !== "route" || Object.keys(match.params).length > 0) continue;
      const byMethod = this.literal.get(template) ?? new Map<string, Match<T>>();
      this.literal.set(template, byMethod.set(method, match));
    }
  }

  /** `path` is percent-decoded and without the query; null: no route has it. */
  match(method: string, path: string): Match<T> | null {
    return this.literal.get(path)?.get(method) ?? this.search(method, path);
  }

  private search(method: string, path: string): Match<T> | null {
    const search = new Search<T>(method, path.split("/"));
    // Index 1: what stands before the leading slash is empty.
    search.visit(this.root, 1);
    if (search.best !== null) return { kind: "route", value: search.best.value, params: search.params };
    if (search.others.length === 0) return null;
    const inOrder = search.others.sort((one, other) => one.order - other.order);
    return { kind: "methods", methods: [...new Set(inOrder.map((leaf) => leaf.method))] };
  }
}

/** A route at the end of its path. */
interface Leaf<T> {
  readonly order: number;
  readonly method: string;
  readonly value: T;
  readonly names: readonly string[];
}

/** Text that holds parameters; `null` is a segment that is nothing but one plain parameter, the usual kind. */
interface Branch<T> {
  readonly source: string | null;
  readonly match: PieceMatcher | null;
  readonly node: Node<T>;
}

class Node<T> {
  /** The earliest route below here: a subtree that cannot beat what was found is not visited. */
  earliest = Infinity;
  readonly literals = new Map<string, Node<T>>();
  readonly branches: Branch<T>[] = [];
  /** From here on a `{name:path}` takes part, which knows no segments: matched against all that is left. */
  readonly rests: { readonly source: string; readonly match: PieceMatcher; readonly node: Node<T> }[] = [];
  readonly leaves: Leaf<T>[] = [];
}

function insert<T>(root: Node<T>, { method, template, value }: MatcherRoute<T>, order: number): void {
  const segments = splitSegments(parseTemplate(template));
  const names: string[] = [];
  let node = root;
  node.earliest = Math.min(node.earliest, order);
  for (let index = 1; index < segments.length; index++) {
    const segment = segments[index] as TemplatePart[];
    const isRest = segment.some((part) => typeof part !== "string" && part.convertor === "path");
    const parts = isRest ? joinSegments(segments.slice(index)) : segment;
    names.push(...parts.filter((part) => typeof part !== "string").map((part) => part.name));
    node = isRest ? restNode(node, parts) : segmentNode(node, parts);
    node.earliest = Math.min(node.earliest, order);
    if (isRest) break;
  }
  node.leaves.push({ order, method, value, names });
}

function segmentNode<T>(parent: Node<T>, parts: readonly TemplatePart[]): Node<T> {
  if (parts.every((part) => typeof part === "string")) {
    const text = parts.join("");
    const known = parent.literals.get(text) ?? new Node<T>();
    parent.literals.set(text, known);
    return known;
  }
  const isPlain = parts.length === 1 && (parts[0] as PathParameter).convertor === "str";
  const source = isPlain ? null : sourceOf(parts);
  const known = parent.branches.find((branch) => branch.source === source);
  if (known !== undefined) return known.node;
  const node = new Node<T>();
  parent.branches.push({ source, match: isPlain ? null : compilePiece(parts), node });
  return node;
}

function restNode<T>(parent: Node<T>, parts: readonly TemplatePart[]): Node<T> {
  const source = sourceOf(parts);
  const known = parent.rests.find((rest) => rest.source === source);
  if (known !== undefined) return known.node;
  const node = new Node<T>();
  parent.rests.push({ source, match: compilePiece(parts), node });
  return node;
}

/** What tells pieces apart, whatever their parameters are called. */
function sourceOf(parts: readonly TemplatePart[]): string {
  return patternSource(parts, { capture: false });
}

function splitSegments(parts: readonly TemplatePart[]): TemplatePart[][] {
  const segments: TemplatePart[][] = [[]];
  for (const part of parts) {
    if (typeof part !== "string") {
      segments.at(-1)?.push(part);
      continue;
    }
    const [first, ...rest] = part.split("/");
    if (first !== "") segments.at(-1)?.push(first as string);
    segments.push(...rest.map((text) => (text === "" ? [] : [text])));
  }
  return segments;
}

function joinSegments(segments: readonly (readonly TemplatePart[])[]): TemplatePart[] {
  return segments.flatMap((segment, index) => (index === 0 ? segment : ["/", ...segment]));
}

/** One walk through the tree, which keeps the earliest route that has path and method. */
class Search<T> {
  best: Leaf<T> | null = null;
  params: Record<string, string> = {};
  /** Routes that have the path but another method. */
  readonly others: Leaf<T>[] = [];
  private readonly values: string[] = [];
  private readonly method: string;
  private readonly segments: readonly string[];

  constructor(method: string, segments: readonly string[]) {
    this.method = method;
    this.segments = segments;
  }

  visit(node: Node<T>, index: number): void {
    if (this.best !== null && node.earliest > this.best.order) return;
    if (index >= this.segments.length) {
      this.arrive(node);
      return;
    }
    const segment = this.segments[index] as string;
    const literal = node.literals.get(segment);
    if (literal !== undefined) this.visit(literal, index + 1);
    for (const branch of node.branches) {
      if (branch.match === null) {
        if (segment !== "") this.descend(branch.node, index + 1, [segment]);
        continue;
      }
      const found = branch.match(segment);
      if (found !== null) this.descend(branch.node, index + 1, found);
    }
    if (node.rests.length === 0) return;
    const left = this.segments.slice(index).join("/");
    for (const rest of node.rests) {
      const found = rest.match(left);
      if (found !== null) this.descend(rest.node, this.segments.length, found);
    }
  }

  private descend(node: Node<T>, index: number, values: readonly string[]): void {
    this.values.push(...values);
    this.visit(node, index);
    this.values.length -= values.length;
  }

  private arrive(node: Node<T>): void {
    for (const leaf of node.leaves) {
      if (leaf.method !== this.method) {
        if (this.best === null) this.others.push(leaf);
      } else if (this.best === null || leaf.order < this.best.order) {
        this.best = leaf;
        this.params = Object.fromEntries(leaf.names.map((name, at) => [name, this.values[at] as string]));
      }
    }
  }
}
