/**
 * A bounded map of what was compiled, by shape. Two generations instead of a list of uses: a hit in the young one
 * changes nothing, and what was not asked for while a generation filled up is dropped with the old one.
 */
export class StatementCache<Value> {
  private readonly capacity: number;
  private young = new Map<string, Value>();
  private old = new Map<string, Value>();

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get(key: string): Value | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: string, value: Value): void {
    if (this.young.size >= this.capacity) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }
}
