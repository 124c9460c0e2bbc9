"""FastAPI operations, found by autodiscovery."""

from typing import Annotated, Any

from django.contrib.auth.models import Permission
from django.db import connection
from fastapi import APIRouter, Depends, HTTPException, Request, WebSocket
from fastapi.responses import HTMLResponse

from django_fastapi import api
from django_fastapi.shortcuts import render

router = APIRouter(prefix="/python")


def dependency() -> int:
    return Permission.objects.count()


@api.get("/python/permissions")
def permissions() -> Any:
    return list(Permission.objects.values("id", "codename"))


@api.get("/python/async/permissions")
async def async_permissions() -> Any:
    return [found async for found in Permission.objects.values("id", "codename")]


@router.get("/included")
def included(count: Annotated[int, Depends(dependency)]) -> Any:
    return {"permissions": count}


@router.post("/echo")
async def echo(request: Request) -> Any:
    return {"body": (await request.body()).decode(), "client": request.client, "scheme": request.url.scheme}


@router.get("/fails")
def fails() -> Any:
    raise ZeroDivisionError("on purpose")


@router.get("/teapot")
def teapot() -> Any:
    raise HTTPException(418, "short and stout")


@router.get("/connection")
def connection_is_open() -> Any:
    """Whether this thread found a connection open, and leaves one."""
    was_open = connection.connection is not None
    connection.ensure_connection()
    return {"was_open": was_open}


@router.get("/page", response_class=HTMLResponse)
def page(request: Request) -> Any:
    return render(request, "page.html", {"name": "Ada"}, status=201, headers={"x-page": "1"})


@api.post("/both")
async def both() -> Any:
    """Django has a page there, for GET."""
    return {"by": "FastAPI"}


@api.get("/slashed/")
async def slashed() -> Any:
    return {}


@api.websocket("/python/socket")
async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(f"{websocket.client and websocket.client.host} {websocket.url.scheme}")
    await websocket.close()


api.include_router(router)
