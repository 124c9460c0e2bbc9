"""What Django's shortcuts are, for FastAPI operations."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest
from django.template import loader

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import HTMLResponse


def render(
    request: Request | HttpRequest | None,
    template_name: str | list[str],
    context: Mapping[str, Any] | None = None,
    content_type: str | None = None,
    status: int | None = None,
    using: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """``django.shortcuts.render`` from an operation: a Django template, with its context processors."""
    from fastapi.responses import HTMLResponse

    content = loader.render_to_string(template_name, context, _django_request(request), using=using)
    return HTMLResponse(
        content,
        status_code=status or 200,
        headers=dict(headers or {}),
        media_type=content_type or "text/html",
    )


def _django_request(request: Any) -> HttpRequest | None:
    """Context processors read a Django request; the body stays the operation's."""
    if request is None or isinstance(request, HttpRequest):
        return request
    return ASGIRequest(request.scope, io.BytesIO())
