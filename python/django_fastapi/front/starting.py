"""Whether this process has Node behind it, and when that starts."""

from __future__ import annotations

import logging
import os
import sys
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django_fastapi.front.command import NodeUnavailable, node_command
from django_fastapi.front.orphans import end_with_the_server
from django_fastapi.settings import fastapi_setting

if TYPE_CHECKING:
    from django_fastapi.front.asgi import ASGIForwarder
    from django_fastapi.front.node import Node
    from django_fastapi.front.wsgi import WSGIForwarder

logger = logging.getLogger("django_fastapi")

_SERVERS = {"uvicorn", "gunicorn", "daphne", "hypercorn", "granian", "waitress-serve", "uwsgi"}


_making = threading.Lock()


def asgi_front() -> ASGIForwarder | None:
    """The way to TypeScript of an ASGI application; None where there is none."""
    node = _node_behind()
    if node is None:
        return None
    from django_fastapi.front.asgi import ASGIForwarder

    return ASGIForwarder(node)


def wsgi_front() -> WSGIForwarder | None:
    """The same of a WSGI application."""
    node = _node_behind()
    if node is None:
        return None
    from django_fastapi.front.wsgi import WSGIForwarder

    return WSGIForwarder(node)


def _node_behind() -> Node | None:
    """This process's Node, started now where a server imports the application, else at the first request."""
    node = the_node()
    if node is not None and imported_by_a_server(sys.argv):
        node.start()
        end_with_the_server(is_reloading=is_reloading())
    return node


def the_node() -> Node | None:
    """This process's, made at the first call; runserver's two threads ask at the same time."""
    with _making:
        return _make_node()


@cache
def _make_node() -> Node | None:
    """None where Node is in front, where FASTAPI_NODE is False, and where something is missing, which is logged."""
    if os.environ.get("DJANGO_FASTAPI_FRONT") == "node" or fastapi_setting("FASTAPI_NODE") is False:
        return None
    try:
        # Only here: a project with Node in front needs no httpcore.
        from django_fastapi.front.address import Address
        from django_fastapi.front.node import Node, NodeElsewhere

        url = fastapi_setting("FASTAPI_NODE_URL")
        if url:
            return NodeElsewhere(Address.parse(url, os.environ.get("DJANGO_FASTAPI_GATEWAY_SECRET", "")))
        return Node(node_command(), dev=is_reloading())
    except ModuleNotFoundError as missing:
        logger.error(
            "%s is not installed: TypeScript operations are not served. Install it: %s -m pip install "
            '"httpcore[asyncio]"',
            missing.name,
            sys.executable,
        )
    except NodeUnavailable as missing:
        logger.error("%s", missing)
    return None


def imported_by_a_server(argv: list[str]) -> bool:
    """
    Whether a server is what runs: not another command of manage.py, not the process that only watches runserver's,
    not a test. (A server that is not known here gets its Node at the first request.)
    """
    program = Path(argv[0])
    # "bin/uvicorn", and "uvicorn/__main__.py" of "python -m uvicorn".
    if {program.stem, program.parent.name} & _SERVERS:
        return True
    return "runserver" in argv[1:2] and (is_reloading() or "--noreload" in argv)


def is_reloading() -> bool:
    """Whether this is the process that runserver's autoreloader starts anew (django.utils.autoreload)."""
    return os.environ.get("RUN_MAIN") == "true"
