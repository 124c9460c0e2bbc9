import { open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SessionInterrupted } from "../../errors/auth.ts";
import { randomString } from "../crypto.ts";
import type { SigningKeys } from "../signing.ts";
import { decodeSession, encodeSession } from "./codec.ts";
import type { SessionData } from "./codec.ts";
import { isPlainKey, newSessionKey } from "./engine.ts";
import type { SessionEngine } from "./engine.ts";
import { sessionExpiryDate } from "./expiry.ts";

export interface FileEngineOptions {
  readonly keys: SigningKeys;
  /** SESSION_FILE_PATH; null: the system's folder for temporary files. */
  readonly folder: string | null;
  /** SESSION_COOKIE_NAME: file names start with it. */
  readonly prefix: string;
  /** SESSION_COOKIE_AGE in seconds, counted from the file's last change. */
  readonly cookieAge: number;
}

/** `django.contrib.sessions.backends.file`: one file a session, replaced by a rename. */
export function fileEngine({ keys, folder, prefix, cookieAge }: FileEngineOptions): SessionEngine {
  const pathOf = (key: string): string => join(folder ?? tmpdir(), prefix + key);

  /** A reader sees the old file or the new one, never half of it. */
  const replace = async (key: string, data: SessionData): Promise<void> => {
    const temporary = `${pathOf(key)}_out_${randomString(8)}`;
    try {
      await writeFile(temporary, encodeSession(data, keys), { mode: 0o600 });
      await rename(temporary, pathOf(key));
    } finally {
      await rm(temporary, { force: true });
    }
  };

  return {
    async load(key) {
      if (!isPlainKey(key)) return null;
      try {
        const data = decodeSession(await readFile(pathOf(key), "ascii"), keys);
        const { mtime } = await stat(pathOf(key));
        if (sessionExpiryDate(data, mtime, cookieAge).getTime() > Date.now()) return data;
        await rm(pathOf(key), { force: true });
        return null;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    async create(data) {
      const key = newSessionKey();
      // "wx": another session's file is never taken over.
      await (await open(pathOf(key), "wx", 0o600)).close();
      await replace(key, data);
      return key;
    },
    async update(key, data) {
      const exists = isPlainKey(key) && (await stat(pathOf(key)).then(Boolean, () => false));
      if (!exists) {
        throw new SessionInterrupted(
          "The session was deleted before the request that changes it was complete",
        );
      }
      await replace(key, data);
      return key;
    },
    async delete(key) {
      if (isPlainKey(key)) await rm(pathOf(key), { force: true });
    },
  };
}
