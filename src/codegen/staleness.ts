import { generatedDigest } from "./header.ts";

/** What differs between the files that a project has and those its models ask for, by file name. */
export interface Staleness {
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  /** Files of ours that no app asks for any more: to be deleted. Others in the folder are not ours. */
  readonly obsolete: readonly string[];
}

/** Compares by digest, so that a formatted file is not a changed one. */
export function staleness(
  expected: ReadonlyMap<string, string>,
  present: ReadonlyMap<string, string>,
): Staleness {
  const names = [...expected.keys()];
  return {
    missing: names.filter((name) => !present.has(name)),
    changed: names.filter((name) => present.has(name) && digest(present, name) !== digest(expected, name)),
    obsolete: [...present.keys()].filter((name) => !expected.has(name) && digest(present, name) !== null),
  };
}

function digest(files: ReadonlyMap<string, string>, name: string): string | null {
  return generatedDigest(files.get(name) ?? "");
}

/** Whether `generate` would change anything. */
export function isStale({ missing, changed, obsolete }: Staleness): boolean {
  return missing.length + changed.length + obsolete.length > 0;
}
