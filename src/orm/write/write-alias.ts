import type { ModelMeta } from "../meta.ts";
import { runtime } from "../runtime.ts";

/**
 * The database that a write goes to (`router.db_for_write`): the one that is named, what DATABASE_ROUTERS answer, or without
 * routers the one that the row came from. "python": the routers' answer is not stable.
 */
export function writeAlias(
  meta: ModelMeta,
  using: string | null | undefined,
  rowAlias: string | null,
): string {
  if (using !== null && using !== undefined) return using;
  const { settings } = runtime();
  const { DATABASE_ROUTERS: routers } = settings;
  const routed = Array.isArray(routers) && routers.length > 0;
  return routed ? meta.description.database.write : (rowAlias ?? meta.description.database.write);
}
