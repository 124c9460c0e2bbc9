import { expression } from "./query/tree.ts";
import type { Expression } from "./query/tree.ts";

/**
 * The value of another column of the same row, read by the database: Django's F.
 *
 * ```ts
 * Book.objects.filter({ stock__gt: F("sold") });
 * ```
 */
export function F(path: string): Expression {
  return expression("F", [path]);
}
