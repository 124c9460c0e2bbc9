import { generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { decodeToken, encodeToken } from "../../src/auth/tokens/compact.ts";
import { ALGORITHMS, isHmac, secretKey } from "../../src/auth/tokens/jws.ts";
import type { Algorithm } from "../../src/auth/tokens/jws.ts";
import { askPython, hasPythonModule } from "../support/python.ts";

const CLAIMS = { user_id: "7", name: "Jürgen € 😀", admin: false, roles: ["a", null] };
const SECRET = "a shared secret that is long enough for HS512, which wants sixty-four bytes";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const curves = { ES256: "P-256", ES384: "P-384", ES512: "P-521" } as const;

function keyPair(algorithm: Algorithm): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  if (algorithm === "EdDSA") return generateKeyPairSync("ed25519");
  if (algorithm in curves)
    return generateKeyPairSync("ec", { namedCurve: curves[algorithm as keyof typeof curves] });
  return rsa;
}

test.skipIf(!hasPythonModule("jwt, cryptography"))(
  "PyJWT reads each algorithm's tokens, and the reverse",
  () => {
    const keys = ALGORITHMS.map((algorithm) => {
      if (isHmac(algorithm)) return { algorithm, signing: secretKey(SECRET), verifying: secretKey(SECRET) };
      const { privateKey, publicKey } = keyPair(algorithm);
      return { algorithm, signing: privateKey, verifying: publicKey };
    });
    const text = (key: KeyObject): string =>
      key.type === "secret"
        ? SECRET
        : (key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" }) as string);
    const given = keys.map(({ algorithm, signing, verifying }) => ({
      algorithm,
      signing: text(signing),
      verifying: text(verifying),
      token: encodeToken(CLAIMS, algorithm, signing),
    }));
    const code = `
import jwt
answer = [
    [jwt.decode(one["token"], one["verifying"], algorithms=[one["algorithm"]]), jwt.encode(given["claims"], one["signing"], algorithm=one["algorithm"])]
    for one in given["keys"]
]`;
    const answer = askPython(code, { keys: given, claims: CLAIMS }) as [unknown, string][];
    expect(answer.map(([claims]) => claims)).toEqual(ALGORITHMS.map(() => CLAIMS));
    for (const [index, { algorithm, verifying }] of keys.entries()) {
      const [, token] = answer[index] as [unknown, string];
      expect(decodeToken(token, algorithm, verifying)).toEqual(CLAIMS);
      expect(decodeToken(`${token.slice(0, -6)}AAAAAA`, algorithm, verifying)).toBeNull();
      // Of another algorithm, by the same key.
      const other = ALGORITHMS.find(
        (one) => one !== algorithm && isHmac(one) === isHmac(algorithm),
      ) as Algorithm;
      expect(decodeToken(token, other, verifying)).toBeNull();
    }
  },
);
