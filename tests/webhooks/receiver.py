"""Somebody who is called: a real server that keeps what came and answers as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twinline.exchange.transports import TlsFiles


@dataclass
class Came:
    """One request."""

    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def said(self) -> dict[str, Any]:
        return orjson.loads(self.body)


@dataclass
class Receiver:
    """``answer`` makes the answer to each request; ``wait_s``: how long it takes."""

    url: str = ""
    came: list[Came] = field(default_factory=list)
    answer: Callable[[], Response] = lambda: Response(status_code=204)
    wait_s: float = 0.0
    now: int = 0
    most: int = 0

    @property
    def topics(self) -> list[str]:
        return [one.said["type"] for one in self.came]

    async def take(self, request: Request) -> Response:
        self.came.append(Came(dict(request.headers), await request.body()))
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(self.wait_s)
        finally:
            self.now -= 1
        return self.answer()


@asynccontextmanager
async def receiving(tls: TlsFiles | None = None, host: str = "127.0.0.1") -> AsyncIterator[Receiver]:
    """A receiver on a free port."""
    receiver = Receiver()
    app = Starlette(routes=[Route("/{path:path}", receiver.take, methods=["GET", "POST"])])
    secured = {} if tls is None else {"ssl_certfile": str(tls.certificate)}
    config = uvicorn.Config(app, host=host, port=0, lifespan="off", log_config=None, access_log=False, **secured)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    try:
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        receiver.url = f"http{'s' if tls else ''}://{host}:{port}/hook"
        yield receiver
    finally:
        server.should_exit = True
        await task
