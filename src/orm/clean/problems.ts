import { ValidationError } from "../../errors/validation.ts";
import type { ValidationProblem } from "../../errors/validation.ts";

/** What was found, by field, while a row is looked at. */
export class Problems {
  private readonly byField = new Map<string, ValidationProblem[]>();

  add(name: string, ...problems: readonly ValidationProblem[]): void {
    if (problems.length === 0) return;
    this.byField.set(name, [...(this.byField.get(name) ?? []), ...problems]);
  }

  /** Fields, and "__all__". */
  names(): readonly string[] {
    return [...this.byField.keys()];
  }

  /** @throws ValidationError there are some */
  throwAny(): void {
    if (this.byField.size > 0) throw new ValidationError(Object.fromEntries(this.byField));
  }
}
