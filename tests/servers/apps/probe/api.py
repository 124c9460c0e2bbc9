import asyncio
import hashlib

from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.auth.models import Permission
from django_fastapi import api
from fastapi import Request, WebSocket
from fastapi.responses import StreamingResponse


@api.get("/python/count")
def count() -> int:
    return Permission.objects.count()


@api.get("/python/error")
def error() -> None:
    raise LookupError("raised in FastAPI")


@api.get("/python/synchronous-only")
async def synchronous_only() -> int:
    return Permission.objects.count()


@api.get("/python/mixed")
async def mixed() -> list[int]:
    first = await sync_to_async(Permission.objects.count)()
    return [first, await sync_to_async(async_to_sync(Permission.objects.acount))()]


@api.post("/python/upload")
async def upload(request: Request) -> dict[str, object]:
    digest, size = hashlib.sha256(), 0
    async for chunk in request.stream():
        digest.update(chunk)
        size += len(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


@api.get("/python/ticks")
async def ticks() -> StreamingResponse:
    async def stream():
        for number in range(3):
            yield f"data: {number}\n\n"
            await asyncio.sleep(0.3)

    return StreamingResponse(stream(), media_type="text/event-stream")


@api.websocket("/python/socket")
async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(await websocket.receive_text())
    await websocket.close()
