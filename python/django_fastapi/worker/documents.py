"""The OpenAPI document of the project's FastAPI operations, which TypeScript shows together with its own."""

from __future__ import annotations

from django_fastapi.dispatch.operations import load_operations
from django_fastapi.wire import Wire


def openapi(params: Wire) -> Wire:
    """None where there are no operations: FastAPI is not installed, or nothing was registered."""
    operations = load_operations()
    document = None if operations is None else operations.document()
    return {"document": document if document and document["paths"] else None}
