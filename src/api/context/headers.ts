export type HeaderPair = readonly [name: string, value: string];

/** Headers of a response: names in lower case, in the order they were set; a name may repeat. */
export class ResponseHeaders {
  private pairs: HeaderPair[] = [];
  private refused: string[] | null = null;

  constructor(initial?: Readonly<Record<string, string>> | Iterable<HeaderPair>) {
    if (initial === undefined) return;
    const entries = Symbol.iterator in initial ? initial : Object.entries(initial);
    for (const [name, value] of entries) this.append(name, value);
  }

  get(name: string): string | null {
    const wanted = name.toLowerCase();
    return this.pairs.find(([present]) => present === wanted)?.[1] ?? null;
  }

  getAll(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.pairs.filter(([present]) => present === wanted).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  /**
   * Sets a header, in place of all of that name.
   *
   * @param value null: the response goes without it, although Django's middleware would add it (X-Frame-Options ...).
   */
  set(name: string, value: string | null): void {
    this.delete(name);
    if (value === null) (this.refused ??= []).push(name.toLowerCase());
    else this.append(name, value);
  }

  append(name: string, value: string): void {
    this.pairs.push([name.toLowerCase(), value]);
  }

  delete(name: string): void {
    const unwanted = name.toLowerCase();
    this.pairs = this.pairs.filter(([present]) => present !== unwanted);
  }

  /** Names that were set to null; null: none. */
  get withheld(): readonly string[] | null {
    return this.refused;
  }

  entries(): readonly HeaderPair[] {
    return this.pairs;
  }

  [Symbol.iterator](): Iterator<HeaderPair> {
    return this.pairs[Symbol.iterator]();
  }
}
