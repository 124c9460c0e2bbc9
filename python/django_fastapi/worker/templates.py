"""
``django.shortcuts.render`` for operations in TypeScript: templates, tags and context processors are Python.

The request is made as the project's own would be: session, user, messages and a nonce by Django's middleware for them,
where the project has it, and what they put on a response (cookies) goes back with the page. No other middleware runs.
"""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import unquote_to_bytes

from django import shortcuts
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from django_fastapi.dispatch.gateway import server_address
from django_fastapi.query import decode_value
from django_fastapi.wire import Wire

_POLICY_MIDDLEWARE = "django.middleware.csp.ContentSecurityPolicyMiddleware"
_MIDDLEWARE = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    _POLICY_MIDDLEWARE,
)


def render(params: Wire) -> Wire:
    """A page: its status, headers and text."""
    request = _request(params["request"])
    middleware = [import_string(name)(_no_view) for name in settings.MIDDLEWARE if name in _MIDDLEWARE]
    for each in middleware:
        if hasattr(each, "process_request"):
            each.process_request(request)
    response = shortcuts.render(
        request,
        params["template"],
        {name: decode_value(value) for name, value in params["context"].items()},
        content_type=params["contentType"],
        status=params["status"],
        using=params["using"],
    )
    for each in reversed(middleware):
        if hasattr(each, "process_response"):
            response = each.process_response(request, response)
    # django.middleware.csp.get_nonce, from Django 6.0 on; false until somebody has used it.
    if _POLICY_MIDDLEWARE in settings.MIDDLEWARE and not getattr(request, "_csp_nonce", None):
        # TypeScript adds the policies, unless the operation has its own; only one with this page's nonce is from here.
        for name in ("Content-Security-Policy", "Content-Security-Policy-Report-Only"):
            response.headers.pop(name, None)
    headers = [
        *response.items(),
        *(("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values()),
    ]
    return {
        "status": response.status_code,
        "headers": [[name, value] for name, value in headers],
        "body": response.content.decode(response.charset),
    }


def _request(told: Wire) -> ASGIRequest:
    """The request that Node answers, without its body: that is the operation's."""
    names = told["headers"][::2]
    host = next(
        (v for k, v in zip(names, told["headers"][1::2], strict=True) if k.lower() == "host"), told["host"]
    )
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": told["method"],
        "scheme": told["scheme"],
        "path": unquote_to_bytes(told["path"]).decode("utf-8", "replace"),
        "raw_path": told["path"].encode("latin-1"),
        "root_path": told["rootPath"],
        "query_string": told["query"].encode("latin-1"),
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in zip(names, told["headers"][1::2], strict=True)
        ],
        "client": told["client"],
        "server": server_address(host, told["scheme"]),
    }
    return ASGIRequest(scope, io.BytesIO())


def _no_view(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError("only process_request and process_response are called")
