"""The door that peers push tokens to: one route, bounded in bytes and time (decision 0017, R45)."""

import asyncio
from collections.abc import Iterable

import orjson
import structlog
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from twinline.exchange.ports import Take
from twinline.exchange.transports import as_token

PATH = "/exchange/v1/tokens"
BODY_BYTES = 8_000_000
"""A door takes bodies of this size, and a sender never makes a larger one."""
AT_ONCE = 32
"""Bodies in memory at one time; others wait for their turn."""
LINES = "application/jsonl"
"""Media type of JSON lines: each line is one token as a JSON string."""

log = structlog.get_logger(__name__)


def door(take: Take, *, name: str = "https", bytes_max: int = BODY_BYTES, body_s: float = 30.0) -> Starlette:
    """Hand what is posted to ``take`` and answer with what it answers.

    413 for a body of more than ``bytes_max``, 408 for one slower than ``body_s`` seconds, 415 for an encoded one, 503
    when ``take`` fails: the sender keeps its tokens.
    """
    turn = asyncio.Semaphore(AT_ONCE)

    async def in_turn(request: Request) -> Response:
        async with turn:
            return await tokens(request)

    async def tokens(request: Request) -> Response:
        if request.headers.get("content-encoding", "identity") != "identity":
            return Response(status_code=415)
        try:
            async with asyncio.timeout(body_s):
                body = await _body(request, bytes_max)
        except TimeoutError:
            return Response(status_code=408, headers={"connection": "close"})
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413, headers={"connection": "close"})
        try:
            answers = await take(name, from_lines(body))
        except Exception as error:
            log.error("exchange.take_failed", transport=name, error=repr(error))
            return Response(status_code=503)
        return Response(to_lines(answers), media_type=LINES)

    return Starlette(routes=[Route(PATH, in_turn, methods=["POST"])])


async def _body(request: Request, bytes_max: int) -> bytes | None:
    """The whole body; None as soon as it is known to be too long."""
    if int(request.headers.get("content-length", "0")) > bytes_max:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > bytes_max:
            return None
    return bytes(body)


def to_lines(tokens: Iterable[str]) -> bytes:
    return b"".join(orjson.dumps(token) + b"\n" for token in tokens)


def from_lines(body: bytes) -> list[str]:
    """The tokens of a body. A line that is no JSON string comes as it is: whoever takes it refuses and notes it."""
    return [_token(line) for line in body.split(b"\n") if line.strip()]


def _token(line: bytes) -> str:
    try:
        said = orjson.loads(line)
    except orjson.JSONDecodeError:
        return as_token(line)
    return as_token(said.encode() if isinstance(said, str) else line)
