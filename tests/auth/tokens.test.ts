import { generateKeyPairSync } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FastAPI } from "../../src/api/fastapi.ts";
import { authToken } from "../../src/auth/tokens/auth-token.ts";
import { blacklistToken, createSlidingToken, createTokenPair } from "../../src/auth/tokens/issue.ts";
import { createAuth, auth, setAuth } from "../../src/auth/runtime.ts";
import { findUser } from "../../src/auth/users/rows.ts";
import type { User } from "../../src/auth/users/user.ts";
import { basicAuthentication } from "../../src/contrib/auth/basic-authentication.ts";
import { jwtAuthentication } from "../../src/contrib/auth/jwt-authentication.ts";
import { jwtRouter } from "../../src/contrib/auth/jwt-router.ts";
import { loginRequired } from "../../src/contrib/auth/requirements.ts";
import { tokenAuthentication } from "../../src/contrib/auth/token-authentication.ts";
import { runtime } from "../../src/orm/runtime.ts";
import { TestClient } from "../../src/testing/test-client.ts";
import { hasPythonModule } from "../support/python.ts";
import { authShop, PASSWORD } from "./auth-shop.ts";
import type { AuthShop } from "./auth-shop.ts";
import {
  answerOf,
  ask,
  claimsOf,
  DRF,
  forge,
  forgeSigned,
  inOurWords,
  tokenDatabase,
  withoutTokens,
} from "./token-oracle.ts";

const SCHEMES = { token: tokenAuthentication(), basic: basicAuthentication(), jwt: jwtAuthentication() };
type SchemeName = keyof typeof SCHEMES;
type Case = readonly [name: string, schemes: readonly SchemeName[], header: string | null];
type Made = Readonly<Record<string, string>>;

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;
const user = async (name: string): Promise<User> => (await findUser("username", name)) as User;

/** One path for each list of schemes. */
function whoAmI(cases: readonly Case[]): FastAPI {
  const api = new FastAPI();
  for (const path of new Set(cases.map(([, schemes]) => schemes.join("-"))))
    api.get(
      `/${path}`,
      {
        args: { user: loginRequired },
        authentication: path.split("-").map((name) => SCHEMES[name as SchemeName]),
      },
      ({ user: { username } }) => username,
    );
  return api;
}

/** Made by Python: rows and tokens of each kind of user. */
const MADE = `
leaver = User.objects.create(username="leaver")
answer = {}
for name in ("customer", "gone", "leaver"):
    user = User.objects.get(username=name)
    answer["key " + name] = Token.objects.create(user=user).key
    refresh = RefreshToken.for_user(user)
    answer["refresh " + name] = str(refresh)
    answer["access " + name] = str(refresh.access_token)
    answer["sliding " + name] = str(SlidingToken.for_user(user))
for name in ("a", "b"):
    refresh = RefreshToken.for_user(User.objects.get(username="customer"))
    refresh.blacklist()
    answer["blacklisted " + name] = str(refresh)
    answer["fresh " + name] = str(RefreshToken.for_user(User.objects.get(username="customer")))
leaver.delete()
`;

describe.skipIf(!hasPythonModule("rest_framework_simplejwt"))("tokens, by DRF and simplejwt", () => {
  let shop: AuthShop;
  let made: Made;
  let key: string;
  beforeAll(async () => {
    const simpleJwt = {
      TEST_SIMPLE_JWT: JSON.stringify({
        ROTATE_REFRESH_TOKENS: true,
        BLACKLIST_AFTER_ROTATION: true,
        USER_AUTHENTICATION_RULE: "token_rules.may",
      }),
    };
    shop = await authShop({
      settingsModule: "token_settings",
      database: async () => {
        const own = await tokenDatabase();
        return { ...own, env: { ...own.env, ...simpleJwt } };
      },
    });
    made = shop.django(DRF + MADE) as Made;
    key = shop.shop.secrets.secretKey;
  });
  afterAll(() => shop.close());

  /** Good claims of a token of Python's, with some changed. */
  const changed = (from: string, changes: object, without: readonly string[] = []): object =>
    Object.fromEntries(
      Object.entries({ ...claimsOf(made[from] as string), ...changes }).filter(
        ([name]) => !without.includes(name),
      ),
    );

  async function compare(
    cases: readonly Case[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<unknown[]> {
    const code = `${DRF}\nanswer = [me(schemes, header) for _, schemes, header in given]`;
    const theirs = shop.django(code, cases, env) as unknown[];
    const client = new TestClient(whoAmI(cases));
    const ours = [];
    for (const [name, schemes, header] of cases)
      ours.push([name, ...(await answerOf(await ask(client, `/${schemes.join("-")}`, header)))]);
    expect(ours).toEqual(cases.map(([name], index) => [name, ...(inOurWords(theirs[index]) as unknown[])]));
    return ours;
  }

  test("every verdict, text and challenge on a request is theirs", async () => {
    const now = Math.floor(Date.now() / 1000);
    const jwt = (name: string, token: string): Case => [name, ["jwt"], `Bearer ${token}`];
    const claims = (name: string, changes: object, without: readonly string[] = []): Case =>
      jwt(name, forge(changed("access customer", changes, without), key));
    const good = changed("access customer", {});
    const [header, payload, signed] = (made["access customer"] as string).split(".") as [
      string,
      string,
      string,
    ];
    const ourPair = await createTokenPair(await user("customer"));
    const cases: Case[] = [
      ["token", ["token"], `Token ${made["key customer"]}`],
      ["keyword in small letters", ["token"], `token   ${made["key customer"]} `],
      ["token of an inactive user", ["token"], `Token ${made["key gone"]}`],
      ["token of a deleted user", ["token"], `Token ${made["key leaver"]}`],
      ["token that is none", ["token"], "Token 0123"],
      ["token without key", ["token"], "Token"],
      ["token with spaces", ["token"], "Token a b"],
      ["token of odd bytes", ["token"], "Token \u00ff\u00fe"],
      ["token by another word", ["token"], `Bearer ${made["key customer"]}`],
      ["no header", ["token"], null],
      ["basic", ["basic"], basic(`customer:${PASSWORD}`)],
      ["basic, wrong password", ["basic"], basic("customer:wrong")],
      ["basic, nobody", ["basic"], basic("nobody:wrong")],
      ["basic, inactive", ["basic"], basic(`gone:${PASSWORD}`)],
      ["basic, no colon", ["basic"], basic("customer")],
      ["basic, no base64", ["basic"], "Basic abc"],
      ["basic, latin-1", ["basic"], `Basic ${Buffer.from("j\u00fcrgen:x", "latin1").toString("base64")}`],
      ["basic, spaces", ["basic"], "Basic a b"],
      ["basic, nothing", ["basic"], "Basic"],
      jwt("access token", made["access customer"] as string),
      jwt("access token of ours", ourPair.access),
      jwt("refresh token", made["refresh customer"] as string),
      jwt("sliding token", made["sliding customer"] as string),
      jwt("inactive user", made["access gone"] as string),
      jwt("deleted user", made["access leaver"] as string),
      claims("forged as it should be", {}),
      claims("expired", { exp: now - 1 }),
      claims("id as a number", { user_id: Number(claimsOf(made["access customer"] as string)["user_id"]) }),
      claims("nobody's id", { user_id: "999999" }),
      claims("no id of a user", {}, ["user_id"]),
      claims("no exp", {}, ["exp"]),
      claims("no jti", {}, ["jti"]),
      claims("no type", {}, ["token_type"]),
      claims("another type", { token_type: "refresh" }),
      claims("issued tomorrow", { iat: now + 86_400 }),
      claims("not before tomorrow", { nbf: now + 86_400 }),
      claims("exp is a word", { exp: "soon" }),
      claims("jti is a number", { jti: 7 }),
      claims("sub is a number", { sub: 7 }),
      claims("an audience that nobody asked for", { aud: "others" }),
      jwt("another key", forge(good, "another key of some length, which is not the project's")),
      jwt("no algorithm", forge(good, key, { typ: "JWT" })),
      jwt("algorithm none", `${forge(good, key, { alg: "none", typ: "JWT" }).replace(/[^.]*$/, "")}`),
      jwt("algorithm None, signed", forge(good, key, { alg: "None", typ: "JWT" })),
      jwt("another algorithm", forge(good, key, { alg: "HS512", typ: "JWT" }, "sha512")),
      jwt("its name only", forge(good, key, { alg: "HS512", typ: "JWT" })),
      jwt("an extension that must be understood", forge(good, key, { alg: "HS256", crit: ["x"], x: 1 })),
      jwt("kid is a number", forge(good, key, { alg: "HS256", kid: 7 })),
      jwt("a list of claims", forge([good], key)),
      jwt("no JSON", `${header}.${Buffer.from("{").toString("base64url")}.${signed}`),
      jwt("signature of another", `${header}.${payload}.${(made["access gone"] as string).split(".")[2]}`),
      jwt("without signature", `${header}.${payload}.`),
      jwt("two parts", `${header}.${payload}`),
      jwt("four parts", `${header}.${payload}.${signed}.${signed}`),
      jwt("padded", `${header}.${payload}.${signed}=`),
      jwt("other base64", `${header}.${payload}.${signed.slice(0, -1)}+`),
      jwt("odd bytes", "\u00ff\u00fe"),
      ["the word in small letters", ["jwt"], `bearer ${made["access customer"]}`],
      ["the word alone", ["jwt"], "Bearer"],
      ["three words", ["jwt"], "Bearer a b"],
      ["an empty header", ["jwt"], ""],
      ["the first challenges", ["token", "jwt"], `Bearer ${made["access gone"]}`],
      ["the first challenges who says nothing", ["basic", "jwt"], null],
      ["the second knows", ["token", "jwt"], `Bearer ${made["access customer"]}`],
      ["the third knows", ["jwt", "token", "basic"], basic(`customer:${PASSWORD}`)],
    ];
    const answers = await compare(cases);
    const passed = (answers as unknown[][]).filter((answer) => answer[1] === 200);
    expect(passed.map(([name]) => name)).toEqual([
      "token",
      "keyword in small letters",
      "basic",
      "access token",
      "access token of ours",
      "forged as it should be",
      "id as a number",
      "an audience that nobody asked for",
      "padded",
      "the second knows",
      "the third knows",
    ]);
  });

  test("an id that no column can hold is nobody's", async () => {
    const client = new TestClient(whoAmI([["", ["jwt"], null]]));
    for (const id of ["abc", 2 ** 60, null, { a: 1 }, "9".repeat(30)]) {
      const token = forge(changed("access customer", { user_id: id }), key);
      const [status, body] = await answerOf(await ask(client, "/jwt", `Bearer ${token}`));
      expect([status, body]).toEqual([401, { detail: "User not found", code: "user_not_found" }]);
    }
  });

  test("tokens are obtained, refreshed, verified and blacklisted as by its views", async () => {
    const customer = { username: "customer", password: PASSWORD };
    const expired = forge(changed("refresh customer", { exp: 1 }), key);
    /** The last column is for the other side where a request uses its token up. */
    const requests: readonly (readonly [view: string, path: string, body: object, ours?: object])[] = [
      ["token_obtain_pair", "", customer],
      ["token_obtain_pair", "", { ...customer, password: "wrong" }],
      ["token_obtain_pair", "", { username: "gone", password: PASSWORD }],
      ["token_obtain_pair", "", { username: "editor", password: PASSWORD }],
      ["token_refresh", "/refresh", { refresh: made["fresh a"] }, { refresh: made["fresh b"] }],
      ["token_refresh", "/refresh", { refresh: made["fresh a"] }, { refresh: made["fresh b"] }],
      ["token_refresh", "/refresh", { refresh: made["blacklisted a"] }],
      ["token_refresh", "/refresh", { refresh: made["access customer"] }],
      ["token_refresh", "/refresh", { refresh: expired }],
      ["token_refresh", "/refresh", { refresh: "x" }],
      ["token_verify", "/verify", { token: made["access customer"] }],
      ["token_verify", "/verify", { token: made["refresh customer"] }, { token: made["refresh leaver"] }],
      ["token_verify", "/verify", { token: made["sliding customer"] }],
      ["token_verify", "/verify", { token: "x" }],
      [
        "token_blacklist",
        "/blacklist",
        { refresh: made["refresh customer"] },
        { refresh: made["refresh leaver"] },
      ],
      ["token_blacklist", "/blacklist", { refresh: made["blacklisted a"] }],
    ];
    const code = `${DRF}\nanswer = [post(request[0], request[2]) for request in given]`;
    const theirs = shop.django(code, requests) as [number, unknown, string | null][];
    const api = new FastAPI();
    api.includeRouter(jwtRouter({ prefix: "/token" }));
    const client = new TestClient(api);
    const ours = [];
    for (const [, path, body, other] of requests) {
      const response = await client.post(`/token${path}`, { json: other ?? body });
      ours.push(withoutTokens(await answerOf(response)));
    }
    expect(ours).toEqual(theirs.map(withoutTokens));
    const inactive = await client.post("/token/refresh", { json: { refresh: made["refresh gone"] } });
    expect(inactive.status).toBe(401);
    // A deleted user's is an error of simplejwt's own.
    const deleted = forge(changed("refresh leaver", { jti: "other" }), key);
    expect((await client.post("/token/refresh", { json: { refresh: deleted } })).status).toBe(401);
  });

  test("what is made here is good there, and what is blacklisted here is not", async () => {
    const customer = await user("customer");
    const good = await createTokenPair(customer);
    const bad = await createTokenPair(customer);
    await blacklistToken(bad.refresh);
    const sliding = await createSlidingToken(customer);
    const code = `${DRF}
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
row = OutstandingToken.objects.get(jti=RefreshToken(given["good"]["refresh"])["jti"])
answer = {
    "access": me(["jwt"], "Bearer " + given["good"]["access"])[:2],
    "sliding": SlidingToken(given["sliding"])["user_id"],
    "refreshed": post("token_refresh", {"refresh": given["good"]["refresh"]})[0],
    "blacklisted": post("token_refresh", {"refresh": given["bad"]["refresh"]})[:2],
    "row": [row.user.username, row.token, (row.expires_at - row.created_at).total_seconds()],
    "key": Token.objects.get(user__username="editor").key,
}
`;
    const keyOfEditor = await authToken(await user("editor"));
    expect(keyOfEditor).toMatch(/^[0-9a-f]{40}$/);
    expect(await authToken(await user("editor"))).toBe(keyOfEditor);
    const answer = shop.django(code, { good, bad, sliding }) as { row: [string, string, number] };
    expect(answer).toMatchObject({
      access: [200, "customer"],
      sliding: String(customer.pk),
      refreshed: 200,
      blacklisted: [401, { detail: "Token is blacklisted", code: "token_not_valid" }],
      key: keyOfEditor,
    });
    expect(answer.row.slice(0, 2)).toEqual(["customer", good.refresh]);
    // exp is in whole seconds.
    expect(Math.ceil(answer.row[2])).toBe(86_400);
  });

  test("a key pair, an audience, an issuer, sliding tokens, other words and claims", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const [verifyingKey, signingKey] = [
      publicKey.export({ type: "spki", format: "pem" }) as string,
      privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    ];
    const simpleJwt = {
      ALGORITHM: "RS256",
      AUDIENCE: ["shop", "stock"],
      ISSUER: "django",
      LEEWAY: 30,
      USER_ID_FIELD: "username",
      USER_ID_CLAIM: "sub",
      TOKEN_TYPE_CLAIM: "kind",
      AUTH_HEADER_TYPES: ["JWT", "Bearer"],
      AUTH_TOKEN_CLASSES: [
        "rest_framework_simplejwt.tokens.AccessToken",
        "rest_framework_simplejwt.tokens.SlidingToken",
      ],
      CHECK_REVOKE_TOKEN: true,
    };
    const keys = { SIGNING_KEY: signingKey, VERIFYING_KEY: verifyingKey };
    const env = { TEST_SIMPLE_JWT: JSON.stringify({ ...simpleJwt, ...keys }) };
    const before = auth();
    const { manifest, secrets } = shop.shop;
    const settings = { ...manifest.settings, SIMPLE_JWT: simpleJwt };
    setAuth(
      createAuth(
        { ...manifest, settings },
        { ...secrets, simpleJwt: { signingKey, verifyingKey } },
        runtime().bridge,
      ),
    );
    try {
      const theirs = shop.django(
        `${DRF}
user = User.objects.get(username="customer")
answer = {"access": str(AccessToken.for_user(user)), "sliding": str(SlidingToken.for_user(user))}`,
        null,
        env,
      ) as Made;
      await expect(createTokenPair(await user("gone"))).rejects.toThrow("No active account found");
      const { access } = await createTokenPair(await user("customer"));
      const good = claimsOf(access);
      const now = Math.floor(Date.now() / 1000);
      const forged = (name: string, changes: object): Case => [
        name,
        ["jwt"],
        `JWT ${forgeSigned({ ...good, ...changes }, privateKey, "RS256")}`,
      ];
      const answers = await compare(
        [
          ["theirs", ["jwt"], `JWT ${theirs["access"]}`],
          ["theirs, sliding", ["jwt"], `Bearer ${theirs["sliding"]}`],
          ["ours", ["jwt"], `JWT ${access}`],
          ["ours, sliding", ["jwt"], `JWT ${await createSlidingToken(await user("customer"))}`],
          forged("within the leeway", { exp: now - 10 }),
          forged("one audience", { aud: "stock" }),
          forged("too late", { exp: now - 60 }),
          forged("another audience", { aud: "others" }),
          forged("no audience", { aud: undefined }),
          forged("another issuer", { iss: "others" }),
          forged("no issuer", { iss: undefined }),
          forged("another password", { hash_password: "0" }),
          ["the public key as a secret", ["jwt"], `JWT ${forge(good, verifyingKey)}`],
          ["signed with the public key", ["jwt"], `JWT ${forge(good, verifyingKey, { alg: "RS256" })}`],
          ["another word", ["jwt"], `Token ${access}`],
        ],
        env,
      );
      expect((answers as unknown[][]).map((answer) => answer[1])).toEqual([
        ...Array.from({ length: 6 }, () => 200),
        ...Array.from({ length: 9 }, () => 401),
      ]);
    } finally {
      setAuth(before);
    }
  });

  test("keys travel with the secrets only", () => {
    const simpleJwt = { ALGORITHM: "HS256", SIGNING_KEY: "the-signing-key", ACCESS_TOKEN_LIFETIME: 90 };
    const described = shop.django(
      `
from django_fastapi.manifest.settings import describe_settings
from django_fastapi.manifest.secrets import describe_secrets
answer = [describe_settings(), describe_secrets()["simpleJwt"]]`,
      null,
      {
        TEST_SIMPLE_JWT: JSON.stringify(simpleJwt),
        PYTHONPATH: `${shop.shop.env["PYTHONPATH"]}:${fileURLToPath(new URL("../../python", import.meta.url))}`,
      },
    ) as [Record<string, unknown>, unknown];
    expect(described[0]["SIMPLE_JWT"]).toEqual({ ALGORITHM: "HS256", ACCESS_TOKEN_LIFETIME: 90 });
    expect(JSON.stringify(described[0])).not.toContain("the-signing-key");
    expect(described[1]).toEqual({ signingKey: "the-signing-key" });
  });
});
