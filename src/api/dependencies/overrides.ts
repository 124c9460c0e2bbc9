import type { Dependency } from "./depends.ts";

/** Dependencies by the one they stand in for. Counts its changes, so that operations know when to plan anew. */
export class DependencyOverrides {
  private readonly replacements = new Map<Dependency<unknown, string>, Dependency<unknown, string>>();
  private changes = 0;

  /** @internal */
  get version(): number {
    return this.changes;
  }

  get size(): number {
    return this.replacements.size;
  }

  /** `replacement` is asked instead of `dependency`, with its own arguments. */
  set<T>(dependency: Dependency<T, string>, replacement: Dependency<NoInfer<T>, string>): void {
    this.replacements.set(dependency, replacement);
    this.changes++;
  }

  delete(dependency: Dependency<unknown, string>): void {
    this.replacements.delete(dependency);
    this.changes++;
  }

  clear(): void {
    this.replacements.clear();
    this.changes++;
  }

  /** The dependency to ask in place of this one: itself where nothing stands in. */
  resolve(dependency: Dependency<unknown, string>): Dependency<unknown, string> {
    return this.replacements.get(dependency) ?? dependency;
  }
}
