"""The FastAPI side of the comparison: app.ts declares the same WebSockets. Prints its port, ends with its stdin."""

import os
import sys
import threading
from typing import Annotated

import uvicorn
from fastapi import (
    APIRouter,
    Cookie,
    Depends,
    FastAPI,
    Header,
    HTTPException,
    WebSocket,
    WebSocketDisconnect,
    WebSocketException,
    status,
)

app = FastAPI()
seen: list[str] = []


@app.websocket("/echo")
async def echo(socket: WebSocket):
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_text(f"echo {text}")


@app.websocket("/bytes")
async def echo_bytes(socket: WebSocket):
    await socket.accept()
    async for data in socket.iter_bytes():
        await socket.send_bytes(data)


@app.websocket("/json")
async def echo_json(socket: WebSocket):
    await socket.accept()
    data = await socket.receive_json()
    await socket.send_json({"got": data})
    await socket.send_json({"ü": 1}, mode="binary")


@app.websocket("/rooms/{room}")
async def rooms(
    socket: WebSocket,
    room: int,
    q: str = "none",
    tags: Annotated[list[str] | None, Header()] = None,
    session: Annotated[str | None, Cookie()] = None,
):
    await socket.accept()
    await socket.send_json({"room": room, "q": q, "tags": tags, "session": session})


@app.websocket("/files/{path:path}")
async def files(socket: WebSocket, path: str):
    await socket.accept()
    await socket.send_text(path)


@app.websocket("/protocol")
async def protocol(socket: WebSocket):
    await socket.accept(subprotocol="chat", headers=[(b"x-own", b"yes")])
    await socket.send_json(socket.scope["subprotocols"])


@app.websocket("/close")
async def close(socket: WebSocket):
    await socket.accept()
    await socket.close(code=4001, reason="enough")


@app.websocket("/returns")
async def returns(socket: WebSocket):
    await socket.accept()


@app.websocket("/close-before")
async def close_before(socket: WebSocket):
    await socket.close()


@app.websocket("/http-exception")
async def http_exception(socket: WebSocket):
    raise HTTPException(404, "no room", headers={"x-own": "yes"})


@app.websocket("/http-exception-after")
async def http_exception_after(socket: WebSocket):
    await socket.accept()
    raise HTTPException(404, "no room")


@app.websocket("/exception-before")
async def exception_before(socket: WebSocket):
    raise WebSocketException(status.WS_1008_POLICY_VIOLATION, "no")


@app.websocket("/exception-after")
async def exception_after(socket: WebSocket):
    await socket.accept()
    raise WebSocketException(status.WS_1008_POLICY_VIOLATION, "no")


@app.websocket("/fails-before")
async def fails_before(socket: WebSocket):
    raise ValueError("boom")


@app.websocket("/fails-after")
async def fails_after(socket: WebSocket):
    await socket.accept()
    raise ValueError("boom")


class MissingError(Exception):
    pass


@app.exception_handler(MissingError)
async def on_missing(socket: WebSocket, error: MissingError):
    from fastapi.responses import JSONResponse

    return JSONResponse({"missing": True}, status_code=410)


@app.websocket("/handled")
async def handled(socket: WebSocket):
    raise MissingError


async def token(token: str):
    if token != "secret":
        raise WebSocketException(status.WS_1008_POLICY_VIOLATION)
    return token


@app.websocket("/token")
async def with_token(socket: WebSocket, token: Annotated[str, Depends(token)]):
    await socket.accept()
    await socket.send_text(token)


async def resource():
    seen.append("open")
    try:
        yield "resource"
    except WebSocketDisconnect as error:
        seen.append(f"disconnect {error.code}")
        raise
    finally:
        seen.append("close")


@app.websocket("/resource")
async def with_resource(socket: WebSocket, value: Annotated[str, Depends(resource)]):
    await socket.accept()
    await socket.send_text(value)
    await socket.receive_text()
    await socket.send_text("again")
    await socket.receive_text()


@app.get("/seen")
async def what_was_seen():
    return seen


async def guard(x_guard: Annotated[str, Header()]):
    if x_guard != "open":
        raise HTTPException(401, "guarded")


router = APIRouter(prefix="/guarded", dependencies=[Depends(guard)])


@router.websocket("/ws")
async def guarded(socket: WebSocket):
    await socket.accept()
    await socket.send_text("in")


app.include_router(router)

sub = FastAPI()


@sub.websocket("/ws")
async def mounted(socket: WebSocket):
    await socket.accept()
    await socket.send_text("mounted")


app.mount("/sub", sub)


class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print(self.servers[0].sockets[0].getsockname()[1], flush=True)


if __name__ == "__main__":
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical")).run()
