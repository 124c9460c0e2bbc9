"""Served by Daphne, for a project that has it and no uvicorn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server

from django_fastapi.dispatch.asgi import ASGIApplication
from django_fastapi.dispatch.django_part import project_asgi
from django_fastapi.dispatch.operations import load_operations
from django_fastapi.server.listening import Address, remove_stale_socket


def serve(address: Address, listening: Callable[[dict[str, Any]], None]) -> None:
    if address.uds is not None:
        remove_stale_socket(address.uds)
        endpoints = build_endpoint_description_strings(unix_socket=address.uds)
    else:
        endpoints = build_endpoint_description_strings(host=address.host, port=address.port)

    def ready() -> None:
        if address.uds is not None:
            listening({"uds": address.uds})
        else:
            listening({"host": address.host, "port": server.listening_addresses[0][1]})

    # Daphne runs no lifespan.
    server = Server(
        ASGIApplication(load_operations(), project_asgi()),
        endpoints=endpoints,
        ready_callable=ready,
        verbosity=0,
    )
    server.run()
