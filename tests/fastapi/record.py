"""Asks the FastAPI app what the cases on standard input ask, and prints its answers as JSON."""

import json
import pathlib
import sys
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from app import app
from fastapi.testclient import TestClient

client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
# httpx's own headers would be part of the question.
client.headers.clear()


def ask(case: dict[str, Any]) -> dict[str, Any]:
    request = client.build_request(
        case["method"],
        case["target"],
        headers=[tuple(pair) for pair in case.get("headers", [])],
        content=case["body"].encode() if "body" in case else None,
    )
    response = client.send(request)
    kept = (
        "content-type",
        "location",
        "www-authenticate",
        "x-error",
        "x-own",
        "x-direct",
        "set-cookie",
    )
    return {
        "status": response.status_code,
        "headers": [[name, value] for name, value in response.headers.multi_items() if name in kept],
        "body": response.text,
    }


json.dump(
    {case["name"]: ask(case) for case in json.load(sys.stdin)},
    sys.stdout,
    ensure_ascii=False,
)
