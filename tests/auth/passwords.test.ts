import { describe, expect, test } from "vitest";
import type { PasswordHasher } from "../../src/auth/hashers/hasher.ts";
import { argon2Hasher, HAS_ARGON2 } from "../../src/auth/hashers/argon2.ts";
import { createPasswords } from "../../src/auth/hashers/described.ts";
import { makePassword, verifyPassword } from "../../src/auth/hashers/passwords.ts";
import { pbkdf2Hasher } from "../../src/auth/hashers/pbkdf2.ts";
import { scryptHasher } from "../../src/auth/hashers/scrypt.ts";
import { UnknownHasher } from "../../src/errors/auth.ts";
import { unavailableBridge } from "../../src/manifest/unavailable-bridge.ts";
import { askPython, djangoPython, hasPythonModule } from "../support/python.ts";
import { DJANGO } from "./oracle.ts";

const PASSWORD = "pässwörd 😀";
const scryptParameters = { work_factor: 16384, block_size: 8, parallelism: 5 };
const HASHERS: readonly PasswordHasher[] = [
  pbkdf2Hasher("pbkdf2_sha256", 1000),
  pbkdf2Hasher("pbkdf2_sha1", 1000),
  scryptHasher(scryptParameters),
  ...(HAS_ARGON2 ? [argon2Hasher({ time_cost: 2, memory_cost: 102_400, parallelism: 8 })] : []),
];

describe.each(HASHERS)("$algorithm", (hasher) => {
  test("what it makes it verifies, and nothing else", async () => {
    const encoded = await hasher.encode(PASSWORD);
    expect(encoded).not.toBe(await hasher.encode(PASSWORD));
    await expect(hasher.verify(PASSWORD, encoded)).resolves.toBe(true);
    await expect(hasher.verify(`${PASSWORD}x`, encoded)).resolves.toBe(false);
    expect(hasher.mustUpdate(encoded)).toBe(false);
  });

  const missing = hasher.algorithm === "argon2" && !hasPythonModule("argon2") ? " (no argon2-cffi)" : "";
  const skipped = djangoPython === null || missing !== "";
  test.skipIf(skipped)(`Django verifies it, and it what Django makes${missing}`, async () => {
    const code = `${DJANGO}
from django.contrib.auth.hashers import check_password, make_password
answer = [check_password(given["password"], given["encoded"]), make_password(given["password"], hasher=given["algorithm"])]
`;
    const given = {
      key: "k",
      password: PASSWORD,
      encoded: await hasher.encode(PASSWORD),
      algorithm: hasher.algorithm,
    };
    const [verified, made] = askPython(code, given) as [boolean, string];
    expect(verified).toBe(true);
    await expect(hasher.verify(PASSWORD, made)).resolves.toBe(true);
    await expect(hasher.verify("wrong", made)).resolves.toBe(false);
  });
});

test("the preferred hasher replaces another one's, and another work factor", async () => {
  const preferred = pbkdf2Hasher("pbkdf2_sha256", 2000);
  const hashers = [preferred, ...HASHERS.slice(1)] as const;
  const older = await pbkdf2Hasher("pbkdf2_sha256", 1000).encode(PASSWORD);
  const other = await scryptHasher(scryptParameters).encode(PASSWORD);
  await expect(verifyPassword(PASSWORD, older, hashers)).resolves.toEqual({
    correct: true,
    mustUpdate: true,
  });
  await expect(verifyPassword(PASSWORD, other, hashers)).resolves.toEqual({
    correct: true,
    mustUpdate: true,
  });
  await expect(verifyPassword("x", older, hashers)).resolves.toEqual({ correct: false, mustUpdate: true });
});

test("no user, an unusable password and an unknown hasher never match", async () => {
  const hashers = [pbkdf2Hasher("pbkdf2_sha256", 1000)] as const;
  const never = { correct: false, mustUpdate: false };
  await expect(verifyPassword(PASSWORD, null, hashers)).resolves.toEqual(never);
  await expect(verifyPassword(PASSWORD, await makePassword(null, hashers), hashers)).resolves.toEqual(never);
  await expect(verifyPassword(PASSWORD, "md5$a$b", hashers)).resolves.toEqual(never);
});

test.skipIf(!HAS_ARGON2)("argon2 is made anew with other parameters or a short salt", async () => {
  const parameters = { time_cost: 1, memory_cost: 64, parallelism: 1 };
  const hasher = argon2Hasher(parameters);
  expect(hasher.mustUpdate(await hasher.encode(PASSWORD, "shortsalt"))).toBe(true);
  const stronger = argon2Hasher({ ...parameters, time_cost: 2 });
  const encoded = await hasher.encode(PASSWORD);
  expect(stronger.mustUpdate(encoded)).toBe(true);
  await expect(stronger.verify(PASSWORD, encoded)).resolves.toBe(true);
  await expect(hasher.verify(PASSWORD, "argon2$rubbish")).resolves.toBe(false);
});

test("what needs Python says so where there is none", async () => {
  const bcrypt = {
    algorithm: "bcrypt_sha256",
    className: "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
    parameters: { rounds: 12 },
  };
  const fast = {
    algorithm: "pbkdf2_sha256",
    className: "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    parameters: { iterations: 1000 },
  };
  const passwords = createPasswords([fast, bcrypt], unavailableBridge("this is a test"));
  const stored = await passwords.make(PASSWORD);
  await expect(passwords.verify(PASSWORD, stored)).resolves.toEqual({ correct: true, mustUpdate: false });
  await expect(passwords.verify(PASSWORD, "bcrypt_sha256$$2b$12$x")).rejects.toThrow(UnknownHasher);
  await expect(createPasswords([bcrypt], unavailableBridge("this is a test")).make(PASSWORD)).rejects.toThrow(
    UnknownHasher,
  );
});
