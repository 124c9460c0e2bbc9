import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./process.mjs";

/**
 * The example's database for a machine without Django: made anew from the dump in the repository.
 *
 * @returns {Record<string, string>} the environment that `serve --manifest` reads
 */
export async function restoreSnapshotDatabase() {
  const { DatabaseSync } = await import("node:sqlite");
  const folder = join(root, ".cache");
  const path = join(folder, "snapshot.sqlite3");
  mkdirSync(folder, { recursive: true });
  rmSync(path, { force: true });
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(readFileSync(join(root, "example", "snapshot", "shop.sql"), "utf8"));
  database.close();
  return {
    DJANGO_FASTAPI_DATABASE_URL: `sqlite:////${path}`,
    // Of this demo only: it signs nothing that anybody else reads.
    DJANGO_FASTAPI_SECRET_KEY: "the demo's, not a secret",
  };
}
