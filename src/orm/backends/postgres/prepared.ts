/**
 * Names of prepared statements. A statement stays on each connection for the connection's life, so their number is
 * bounded: SQL gets a name when it comes a second time, while there is room; the rest is parsed each time.
 */
export class PreparedNames {
  private readonly names = new Map<string, string>();
  private readonly seen = new Set<string>();
  private readonly limit: number;
  private serial = 0;
  private enabled = true;

  constructor(limit = 300) {
    this.limit = limit;
  }

  /** The name to prepare SQL under; undefined: send it unprepared. */
  nameFor(sql: string): string | undefined {
    if (!this.enabled) return undefined;
    const name = this.names.get(sql);
    if (name !== undefined || this.names.size >= this.limit) return name;
    if (this.seen.delete(sql)) return this.rename(sql);
    // Only ever to notice the second time: forgetting is harmless.
    if (this.seen.size > 1000) this.seen.clear();
    this.seen.add(sql);
    return undefined;
  }

  /** Another name for SQL whose prepared form is stale: a migration changed the columns it reads. */
  rename(sql: string): string {
    this.serial += 1;
    const name = `dfb_${this.serial}`;
    this.names.set(sql, name);
    return name;
  }

  /** A pooler in between (PgBouncer) hands statements to connections that were not told of them. */
  disable(): void {
    this.enabled = false;
  }
}
