"""Sends what is due: signed, to addresses that were checked, a bounded number at once, again after a while (R44).

Signed as Standard Webhooks 1.0 says: HMAC-SHA256 over id, time and body, one signature for each secret in force.
"""

import asyncio
import base64
import hashlib
import hmac
import ssl
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, Self
from uuid import UUID

import httpx
import structlog
from prometheus_client import Counter as Count

from twinline.identity import Authenticator
from twinline.kernel.clock import CHINA
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database, Tx, execute, fetch_dicts, fetch_value
from twinline.kernel.limits import strip_control
from twinline.kernel.metrics import add_probe
from twinline.kernel.stopping import end
from twinline.oversight import remind_exchange
from twinline.webhooks import store
from twinline.webhooks.guard import Guard
from twinline.webhooks.model import PAUSES_S, PERMISSION, BadAddress, Due, Webhook

ANSWER_BYTES = 1_000
"""Of a receiver's answer no more is read, nor kept in the log."""
GONE = 410
ENDED_S = 5.0

TRIES = Count("twinline_webhook_tries", "Tries to deliver to a webhook", ["result"])
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """``at_once``: requests in all; ``each``: to one webhook. ``failing_days``: then it is switched off.
    ``authority``: a file with authorities (PEM) that are believed beside the system's.
    """

    guard: Guard = field(default_factory=Guard)
    timeout_s: float = 10.0
    at_once: int = 64
    each: int = 8
    failing_days: float = 5.0
    authority: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try went. ``retry_s``: the receiver asked to be left alone for so long."""

    ms: int
    address: str | None = None
    status: int | None = None
    error: str | None = None
    answer: str = ""
    retry_s: int = 0

    @property
    def arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def sign(secrets: Sequence[str], *, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers; the signature of the newest secret comes first."""
    stamp = str(int(at.timestamp()))
    said = f"{message_id}.{stamp}.".encode() + body
    made = (hmac.digest(base64.b64decode(secret.removeprefix("whsec_")), said, hashlib.sha256) for secret in secrets)
    signatures = " ".join("v1," + base64.b64encode(one).decode() for one in made)
    return {"webhook-id": message_id, "webhook-timestamp": stamp, "webhook-signature": signatures}


class Sender:
    """The sender of one process. Use it as a context: leaving it breaks off what is on its way."""

    def __init__(self, db: Database, cipher: FieldCipher, options: Options) -> None:
        self._db, self._cipher, self._options = db, cipher, options
        self._busy: Counter[UUID] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        context = ssl.create_default_context()
        if self._options.authority:
            context.load_verify_locations(self._options.authority)
        # Each request has a connection of its own: one to an address must not serve another name that is there too.
        self._client = httpx.AsyncClient(
            verify=context,
            timeout=self._options.timeout_s,
            limits=httpx.Limits(max_connections=self._options.at_once, max_keepalive_connections=0),
            headers={"user-agent": "Twinline", "content-type": "application/json", "accept-encoding": "identity"},
            follow_redirects=False,
            trust_env=False,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        try:
            await end(*self._tasks)
        finally:
            await self._client.aclose()

    async def once(self) -> int:
        """Begin with what is due, as far as there is room; how many tries were begun."""
        options = self._options
        room = options.at_once - len(self._tasks)
        if room <= 0:
            return 0
        async with self._db.transaction() as tx:
            held = tx.now + timedelta(seconds=2 * options.timeout_s + ENDED_S)
            claimed = await store.claim(
                tx.conn, now=tx.now, held=held, busy=list(self._busy), each=options.each, limit=room
            )
            webhooks = await store.some(tx.conn, [due.webhook_id for due in claimed])
            withheld = await self._withheld(tx, claimed, webhooks)
            for n in withheld:
                await store.settle(tx.conn, n, "withheld", now=tx.now)
        for due in claimed:
            if due.n not in withheld:
                self._begin(due, webhooks[due.webhook_id])
        return len(claimed)

    async def _withheld(self, tx: Tx, claimed: Sequence[Due], webhooks: dict[UUID, Webhook]) -> set[int]:
        """What its webhook's account may no longer hear of: rights and appeals change while a delivery waits."""
        actors = await Authenticator.of_accounts(tx, [webhook.account_id for webhook in webhooks.values()])
        found: set[int] = set()
        for webhook in webhooks.values():
            mine = [due for due in claimed if due.webhook_id == webhook.id]
            actor = actors.get(webhook.account_id)
            if actor is None or not actor.can(PERMISSION):
                found |= {due.n for due in mine}
                continue
            seen = await store.visible(tx.conn, actor.sight, [due.appeal_id for due in mine if due.appeal_id])
            found |= {due.n for due in mine if due.appeal_id and due.appeal_id not in seen}
        return found

    def _begin(self, due: Due, webhook: Webhook) -> None:
        self._busy[webhook.id] += 1
        task = asyncio.create_task(self._try(due, webhook), name=f"webhook.{due.id}")
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._ended(done, webhook.id))

    def _ended(self, task: asyncio.Task[None], webhook_id: UUID) -> None:
        self._tasks.discard(task)
        self._busy[webhook_id] -= 1
        if not self._busy[webhook_id]:
            del self._busy[webhook_id]
        if not task.cancelled() and (error := task.exception()):
            log.error("webhook.not_settled", webhook=str(webhook_id), error=repr(error))

    async def _try(self, due: Due, webhook: Webhook) -> None:
        begin, at = perf_counter(), self._db.clock.now()
        try:
            async with asyncio.timeout(self._options.timeout_s):
                outcome = await self._post(due, webhook, at)
        except (BadAddress, httpx.HTTPError, TimeoutError, ssl.SSLError) as error:
            why = error.params["why"] if isinstance(error, BadAddress) else f"{type(error).__name__} {error}".strip()
            outcome = Outcome(0, error=str(why)[:200])
        TRIES.labels("arrived" if outcome.arrived else "failed").inc()
        async with self._db.transaction() as tx:
            took = round((perf_counter() - begin) * 1000)
            await self._settle(tx, due, webhook, outcome, at, took)

    async def _post(self, due: Due, webhook: Webhook, at: datetime) -> Outcome:
        url = self._options.guard.read(webhook.url or "")
        addresses = await self._options.guard.resolve(url)
        body = due.body.encode()
        headers = {"host": url.netloc.decode(), **self._signed(webhook, due, at, body)}
        for address in addresses:
            target = url.copy_with(host=address)
            request = self._client.build_request("POST", target, content=body, headers=headers)
            request.extensions["sni_hostname"] = url.raw_host.decode()
            try:
                return await self._answer(request, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if address == addresses[-1]:
                    raise
        raise BadAddress(why=f"{url.raw_host.decode()} has no address")

    async def _answer(self, request: httpx.Request, address: str) -> Outcome:
        response = await self._client.send(request, stream=True)
        read = bytearray()
        try:
            async for chunk in response.aiter_raw():
                read += chunk
                if len(read) >= ANSWER_BYTES:
                    break
        finally:
            await response.aclose()
        answer = strip_control(bytes(read[:ANSWER_BYTES]).decode("utf-8", "replace"))
        wait = response.headers.get("retry-after", "")
        retry_s = min(int(wait), PAUSES_S[-1]) if wait.isascii() and wait.isdigit() and len(wait) < 9 else 0
        error = "redirects are not followed" if response.is_redirect else None
        return Outcome(0, address, response.status_code, error, answer, retry_s)

    def _signed(self, webhook: Webhook, due: Due, at: datetime, body: bytes) -> dict[str, str]:
        sealed = [webhook.secret]
        if webhook.old_secret and webhook.old_until and webhook.old_until > at:
            sealed.append(webhook.old_secret)
        return sign([self._cipher.open(one) for one in sealed], message_id=str(due.id), at=at, body=body)

    async def _settle(self, tx: Tx, due: Due, webhook: Webhook, outcome: Outcome, at: datetime, took: int) -> None:
        row = {"id": tx.new_id(), "n": due.n, "at": at, "ms": took, "address": outcome.address}
        told = {"status": outcome.status, "error": outcome.error, "answer": outcome.answer}
        await execute(tx.conn, store.ATTEMPT_SQL, row | told)
        if outcome.arrived:
            await store.settle(tx.conn, due.n, "sent", now=tx.now)
            await execute(tx.conn, store.WORKED_SQL, {"id": webhook.id})
            return
        log.warning("webhook.failed", webhook=str(webhook.id), delivery=str(due.id), tries=due.tries, **told)
        if due.tries > len(PAUSES_S):
            await store.settle(tx.conn, due.n, "dead", now=tx.now)
            await _tell(tx, webhook.id)
        else:
            await store.settle(tx.conn, due.n, "waiting", now=tx.now, next_at=tx.now + _pause(due, outcome))
        since = await fetch_value(tx.conn, store.FAILED_SQL, {"id": webhook.id, "now": tx.now})
        failed = since is not None and tx.now - since >= timedelta(days=self._options.failing_days)
        if failed or outcome.status == GONE:
            why = "gone" if outcome.status == GONE else "failing"
            await execute(tx.conn, store.END_SQL, {"id": webhook.id, "now": tx.now, "why": why})
            await _tell(tx, webhook.id)


def _pause(due: Due, outcome: Outcome) -> timedelta:
    """Until the next try; longer by up to a fifth, other for each delivery, so that not all come back at once."""
    spread = 1 + due.id.int % 1000 / 5000
    return timedelta(seconds=max(PAUSES_S[due.tries - 1] * spread, outcome.retry_s))


async def _tell(tx: Tx, webhook_id: UUID) -> None:
    """Remind the platform's desk, once a day."""
    found: list[dict[str, Any]] = await fetch_dicts(tx.conn, store.DESK_SQL, {"id": webhook_id})
    tomorrow = tx.now.astimezone(CHINA).date() + timedelta(days=1)
    for row in found:
        log.error("webhook.alarm", webhook=str(webhook_id))
        await remind_exchange(
            tx,
            kind="webhook",
            subject=f"webhook:{webhook_id}",
            platform=row["platform"],
            day_end=datetime.combine(tomorrow, time(), CHINA),
            desk=row["desk"],
        )


async def _waiting(db: Database) -> float:
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, store.WAITING_SQL, {}))


async def _failing(db: Database) -> float:
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, store.FAILING_SQL, {}))


add_probe("webhooks_waiting", "Deliveries to webhooks that wait", _waiting)
add_probe("webhooks_failing", "Webhooks whose last try failed", _failing)
