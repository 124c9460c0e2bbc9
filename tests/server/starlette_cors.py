"""What Starlette's CORSMiddleware answers, for every kind of options and request: `cors.test.ts` compares ours."""

import asyncio
import itertools
import json
import sys

from starlette.middleware.cors import CORSMiddleware

ORIGIN, OTHER = {"origin": "https://a.example"}, {"origin": "https://b.example"}
METHOD, HEADERS = "access-control-request-method", "access-control-request-headers"
REQUESTS = [
    ("GET", {}),
    ("GET", ORIGIN),
    ("GET", OTHER),
    ("OPTIONS", ORIGIN),
    ("OPTIONS", {**ORIGIN, METHOD: "PUT"}),
    ("OPTIONS", {**OTHER, METHOD: "POST", HEADERS: "x-a, content-type"}),
    ("OPTIONS", {**ORIGIN, METHOD: "POST", HEADERS: "X-B"}),
    ("OPTIONS", {**ORIGIN, METHOD: "POST", "access-control-request-private-network": "true"}),
]


async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"vary", b"Cookie")]})
    await send({"type": "http.response.body", "body": b"x"})


async def ask(middleware, method, headers):
    sent = []

    async def send(message):
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await middleware({"type": "http", "method": method, "path": "/", "headers": raw}, None, send)
    answer = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    answer.pop("content-length", None)
    return {"status": sent[0]["status"], "headers": answer, "body": sent[1]["body"].decode()}


def cases():
    options = itertools.product(
        [(["*"], None), (["https://a.example"], None), ([], r"https://[ab]\.example")],
        [["*"], ["GET", "POST"]],
        [["*"], ["X-A"]],
        [(True, [], 600), (False, [], 600), (True, ["X-Total", "X-Page"], 60)],
    )
    for (origins, pattern), methods, headers, (credentials, expose, max_age) in options:
        middleware = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=methods,
            allow_headers=headers,
            allow_credentials=credentials,
            allow_origin_regex=pattern,
            expose_headers=expose,
            max_age=max_age,
        )
        yield {
            "options": {
                "allowOrigins": origins,
                "allowMethods": methods,
                "allowHeaders": headers,
                "allowCredentials": credentials,
                "allowOriginRegex": pattern,
                "exposeHeaders": expose,
                "maxAge": max_age,
            },
            "answers": [
                {"method": method, "headers": sent, "answer": asyncio.run(ask(middleware, method, sent))}
                for method, sent in REQUESTS
            ],
        }


json.dump(list(cases()), sys.stdout, separators=(",", ":"))
