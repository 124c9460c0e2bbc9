import type { SecurityRequirement, SecurityScheme } from "../api/security/scheme.ts";
import { DuplicateComponentError } from "../errors/openapi.ts";
import { isSameSchema } from "./json-schema.ts";

/** The security schemes that a document's operations ask for, by name. */
export class SecuritySchemes {
  private readonly schemes = new Map<string, { readonly scheme: SecurityScheme; readonly owner: string }>();

  /**
   * The `security` of one operation: all its schemes together, one of each one's alternatives; and nothing as an
   * alternative where each is optional.
   *
   * @throws DuplicateComponentError where another operation means another scheme by the name.
   */
  requirements(security: readonly SecurityRequirement[], owner: string): Record<string, readonly string[]>[] {
    if (security.length === 0) return [];
    let ways: Record<string, readonly string[]>[] = [{}];
    for (const requirement of security) {
      const choices = [requirement, ...(requirement.alternatives ?? [])];
      for (const choice of choices) this.add(choice, owner);
      ways = ways.flatMap((way) =>
        choices.map(({ name, scopes }) => ({
          ...way,
          [name]: [...new Set([...(way[name] ?? []), ...scopes])],
        })),
      );
    }
    return security.every((requirement) => requirement.optional === true) ? [...ways, {}] : ways;
  }

  private add({ name, scheme }: SecurityRequirement, owner: string): void {
    const known = this.schemes.get(name);
    if (known !== undefined && !isSameSchema(known.scheme, scheme))
      throw new DuplicateComponentError(name, "security scheme", [known.owner, owner]);
    this.schemes.set(name, known ?? { scheme, owner });
  }

  /** For `components.securitySchemes`. */
  byName(): Record<string, SecurityScheme> {
    return Object.fromEntries([...this.schemes].map(([name, { scheme }]) => [name, scheme]));
  }
}
