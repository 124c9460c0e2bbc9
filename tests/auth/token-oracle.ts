import { createHmac, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { TestClient } from "../../src/testing/test-client.ts";
import { fileURLToPath } from "node:url";
import { manage } from "../support/shop.ts";
import { sqliteDatabase } from "./database.ts";
import type { OwnDatabase } from "./database.ts";

/** The shop with the tables of DRF's tokens and of simplejwt's blacklist. */
export async function tokenDatabase(): Promise<OwnDatabase> {
  const own = await sqliteDatabase();
  const project = fileURLToPath(new URL("project", import.meta.url));
  manage(
    { ...own.env, PYTHONPATH: project, DJANGO_SETTINGS_MODULE: "token_settings" },
    "migrate",
    "--verbosity",
    "0",
  );
  return own;
}

/** DRF and simplejwt in Python: schemes by name, and what they answer to a request. */
export const DRF = `
from rest_framework.authentication import BasicAuthentication, TokenAuthentication
from rest_framework.authtoken.models import Token
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView
from rest_framework_simplejwt import views
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, SlidingToken

SCHEMES = {"token": TokenAuthentication, "basic": BasicAuthentication, "jwt": JWTAuthentication}
factory = APIRequestFactory()

class Me(APIView):
    permission_classes = [IsAuthenticated]
    def get(self, request):
        return Response(request.user.username)

def sent(response):
    response.render()
    return [response.status_code, json.loads(response.content), response.headers.get("WWW-Authenticate")]

def me(schemes, header):
    view = Me.as_view(authentication_classes=[SCHEMES[name] for name in schemes])
    return sent(view(factory.get("/", **({} if header is None else {"HTTP_AUTHORIZATION": header}))))

def post(view, body):
    return sent(getattr(views, view)(factory.post("/", body, format="json")))
`;

/** Status, body and challenge of an answer, as `sent` above has them. */
export async function answerOf(response: Response): Promise<readonly [number, unknown, string | null]> {
  return [response.status, await response.json(), response.headers.get("www-authenticate")];
}

/** What DRF says to who says nothing is "Not authenticated" here, as in FastAPI. */
export function inOurWords(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer).replace("Authentication credentials were not provided.", "Not authenticated"),
  );
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token that nobody's code here has made. */
export function forge(
  claims: unknown,
  key: string,
  header: object = { alg: "HS256", typ: "JWT" },
  hash = "sha256",
): string {
  const input = `${base64url(header)}.${base64url(claims)}`;
  return `${input}.${createHmac(hash, key).update(input).digest("base64url")}`;
}

/** The same with a key pair. */
export function forgeSigned(claims: unknown, key: KeyObject, alg: string): string {
  const input = `${base64url({ alg, typ: "JWT" })}.${base64url(claims)}`;
  return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
}

export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<
    string,
    unknown
  >;
}

/** An answer whose tokens are the names of what they say: two of the same kind are then equal. */
export function withoutTokens(answer: readonly [number, unknown, string | null]): unknown {
  const [status, body, challenge] = answer;
  const masked = JSON.stringify(body).replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, (token) =>
    Object.entries(claimsOf(token))
      .map(([name, value]) => (["exp", "iat", "jti"].includes(name) ? name : `${name}=${String(value)}`))
      .sort()
      .join(" "),
  );
  return [status, JSON.parse(masked) as unknown, challenge];
}

export async function ask(client: TestClient, path: string, header: string | null): Promise<Response> {
  return client.get(path, header === null ? {} : { headers: { authorization: header } });
}
