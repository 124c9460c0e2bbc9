import { expect, test } from "vitest";
import { dumps, loads, Signer, TimestampSigner } from "../../src/auth/signing.ts";
import { decodeSession, encodeSession } from "../../src/auth/sessions/codec.ts";
import { sessionAuthHash } from "../../src/auth/session-hash.ts";
import { createAuth, setAuth } from "../../src/auth/runtime.ts";
import * as signing from "../../src/contrib/signing.ts";
import { BadSignature, SignatureExpired } from "../../src/errors/auth.ts";
import { unavailableBridge } from "../../src/manifest/unavailable-bridge.ts";
import { askPython, djangoPython } from "../support/python.ts";
import { DJANGO } from "./oracle.ts";

const KEY = "a key for tests, ünïcode too";
const keys = { key: KEY, fallbackKeys: [] };
const OBJECTS = [{}, { a: 1 }, ["x", null, true], "ü€😀\u2028\u007f", { long: "lang ".repeat(200) }, 12.5];

test.skipIf(djangoPython === null)("Django reads what is signed here, and the reverse", () => {
  const ours = OBJECTS.map((value) => dumps(value, { ...keys, compress: true }));
  const code = `${DJANGO}
from django.core import signing
from django.contrib.sessions.backends.db import SessionStore
answer = {
    "read": [signing.loads(text) for text in given["ours"]],
    "written": [signing.dumps(value, compress=True) for value in given["objects"]],
    "session": SessionStore().decode(given["session"]),
    "sessionText": SessionStore().encode({"_auth_user_id": "7", "ü": 1}),
    "signer": signing.Signer(salt="s").sign("välue"),
    "stamp": signing.TimestampSigner().unsign(given["stamp"], max_age=60),
}
from django.contrib.auth.models import User
answer["hash"] = User(password="pbkdf2_sha256$1$a$b").get_session_auth_hash()
`;
  const answer = askPython(code, {
    key: KEY,
    objects: OBJECTS,
    ours,
    session: encodeSession({ _auth_user_id: "7", ü: 1 }, keys),
    stamp: new TimestampSigner(keys).sign("now"),
  }) as Record<string, unknown>;
  expect(answer["read"]).toEqual(OBJECTS);
  expect((answer["written"] as string[]).map((text) => loads(text, keys))).toEqual(OBJECTS);
  expect(answer["session"]).toEqual({ _auth_user_id: "7", ü: 1 });
  expect(decodeSession(answer["sessionText"] as string, keys)).toEqual({ _auth_user_id: "7", ü: 1 });
  expect(answer["signer"]).toBe(new Signer({ ...keys, salt: "s" }).sign("välue"));
  expect(answer["stamp"]).toBe("now");
  expect(answer["hash"]).toBe(sessionAuthHash("pbkdf2_sha256$1$a$b", KEY));
});

test("a changed, foreign or old value is refused", () => {
  const signed = dumps({ a: 1 }, keys);
  expect(() => loads(`${signed}x`, keys)).toThrow(BadSignature);
  expect(() => loads("no separator", keys)).toThrow(BadSignature);
  expect(() => loads(signed, { key: "other", fallbackKeys: [] })).toThrow(BadSignature);
  expect(loads(signed, { key: "other", fallbackKeys: [KEY] })).toEqual({ a: 1 });
  expect(() => loads(signed, { ...keys, maxAge: -1 })).toThrow(SignatureExpired);
  expect(decodeSession("rubbish", keys)).toEqual({});
});

test("a project's own signatures need no keys", () => {
  const secrets = { secretKey: "new", secretKeyFallbacks: ["old"] };
  setAuth(createAuth({ auth: null, settings: {}, models: [] }, secrets, unavailableBridge("a test")));
  try {
    const old = { key: "old", fallbackKeys: [] };
    expect(loads(signing.dumps({ a: 1 }), { key: "new", fallbackKeys: [] })).toEqual({ a: 1 });
    expect(signing.loads(dumps([1], { ...old, salt: "s" }), { salt: "s", maxAge: 60 })).toEqual([1]);
    expect(() => signing.loads(dumps([1], old), { salt: "s" })).toThrow(BadSignature);
    expect(new signing.Signer({ salt: "s" }).unsign(new Signer({ ...old, salt: "s" }).sign("x"))).toBe("x");
    expect(new signing.TimestampSigner().unsign(new TimestampSigner(old).sign("x"), 60)).toBe("x");
  } finally {
    setAuth(null);
  }
});
