"""
``python -m django_fastapi manifest | worker | server``: the processes that Node starts (docs/architecture.md).

The file descriptors that Node passes are taken before anything else can open or print to one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    # Each command imports its own: a worker starts faster without the server's and the manifest's modules.
    if options.command == "manifest":
        from django_fastapi.manifest.command import run as run_manifest

        return run_manifest(output=options.output)
    if options.command == "worker":
        from django_fastapi.worker.command import run as run_worker

        return run_worker()
    from django_fastapi.server.command import run as run_server

    return run_server(uds=options.uds, host=options.host, port=options.port, server=options.server)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m django_fastapi")
    commands = parser.add_subparsers(dest="command", required=True)
    manifest = commands.add_parser("manifest", help="describe the project as JSON, on file descriptor 3")
    manifest.add_argument("--output", metavar="FILE", help='write there instead; "-" is stdout')
    commands.add_parser("worker", help="answer requests of file descriptor 3 on file descriptor 4")
    server = commands.add_parser("server", help="serve the project's Python side over HTTP")
    server.add_argument("--uds", metavar="PATH", help="a Unix socket to listen on")
    server.add_argument("--host", default="127.0.0.1")
    server.add_argument("--port", type=int, help="a TCP port to listen on; 0 takes a free one")
    server.add_argument(
        "--server",
        choices=("uvicorn", "gunicorn", "daphne", "wsgi"),
        help="default: the first that is installed",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
