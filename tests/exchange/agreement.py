"""Two real instances over any transport on bad days: nothing lost, nothing doubled, and both count the same (R14, R45).

Run by each transport's own tests beside `Conformance`, with the same fixture `ends`.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from exchange.conformance import TOKENS, Ends, Rough
from exchange.two import AGAIN, Pair, Side, pair
from support.city import POLICE, handle, offer, order_of, register
from twinline.exchange import digest, incoming, links, outgoing
from twinline.exchange.ports import LinkDown, Take, Transport
from twinline.kernel.clock import CHINA
from twinline.kernel.db import execute, fetch_dicts, fetch_value

SAY_SQL = """
    INSERT INTO link_message (id, sender, receiver, kind, subject_id, urgent, at, body)
    SELECT gen_random_uuid(), sender, receiver, kind, gen_random_uuid(), n %% 10 = 0, at, body
      FROM link_message, generate_series(1, %(count)s) AS n WHERE kind = 'supervise'
"""
LEFT_SQL = """
    SELECT (SELECT count(*) FROM link_message WHERE receiver = '110' AND peer IS NULL)
         + (SELECT count(*) FROM exchange_out WHERE push_state <> 2)
"""
# What was said before is not among them: it is delivered.
CAME_SQL = """
    SELECT count(*) AS came, count(DISTINCT i.message_id) AS kinds, count(i.admitted_at) AS admitted
      FROM exchange_in i JOIN link_message m ON m.id = i.message_id
     WHERE i.kind = 'supervise' AND m.delivered_at IS NULL
"""


class Agreement:
    @pytest.mark.long
    async def test_ten_thousand_messages_of_two_instances_agree(
        self, ends: Ends, server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """The same rough days between two real instances: 0 lost, 0 doubled, and both count the same."""
        rng = random.Random(7)
        async with pair(server_url, template, tmp_path_factory.mktemp("agreement")) as two, asyncio.timeout(540):
            await _say(two, TOKENS)
            a, b = Rough(ends.a, rng), Rough(ends.b, rng)
            ends.listen(_taker(two.b))
            rounds = 0
            while await _round(two, a, b):
                rounds += 1
                if rounds % 10 == 0:
                    await ends.shake()
            while await incoming.admit(two.b.db, two.b.me, two.b.people.app.state.city, await two.b.peer()):
                pass
            assert a.harmed + b.harmed > 20
            async with two.b.db.transaction() as tx:
                (came,) = await fetch_dicts(tx.conn, CAME_SQL, {})
            assert came == {"came": TOKENS, "kinds": TOKENS, "admitted": TOKENS}
            found = await _compared(two)
        assert (found["state"], found["difference"]) == ("agreed", 0)
        assert found["sent"] == found["taken"] == found["admitted"] >= TOKENS


async def _say(two: Pair, count: int) -> None:
    """One handover is accepted and supervised; as many words more wait, each of a subject of its own."""
    agent = two.a.people.agent
    made = await register(agent, POLICE)
    one = await offer(agent, await order_of(agent, made["id"], "12345"))
    await two.settle()
    await handle(two.b.people.call_taker, one, "accept")
    await two.settle()
    await handle(two.a.people.supervisor, one, "supervise", reason="来电人催问", hours=2)
    await two.settle()
    async with two.a.db.transaction() as tx:
        assert await execute(tx.conn, SAY_SQL, {"count": count}) == count


def _taker(side: Side) -> Take:
    async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        return await incoming.take(side.db, side.me, transport, tokens)

    return take


async def _round(two: Pair, a: Transport, b: Transport) -> bool:
    """Everything that the gateways of both sides do, once; False when all is answered."""
    take, hear, peer = _taker(two.b), _taker(two.a), await two.a.peer()
    pushed = 0
    answers: Sequence[str] = ()
    async with two.a.db.transaction() as tx:
        packed = await outgoing.pack(tx, two.a.me, two.a.people.app.state.city, peer)
    with contextlib.suppress(LinkDown):
        pushed, answers = await outgoing.push(two.a.db, peer, a)
    if answers:
        await hear(a.name, answers)
    for end, handed in ((b, take), (a, hear)):
        with contextlib.suppress(LinkDown):
            await end.receive(handed)
    await incoming.admit(two.b.db, two.b.me, two.b.people.app.state.city, await two.b.peer())
    async with two.a.db.transaction() as tx:
        if not packed + pushed:  # nobody waits any longer for answers that were lost
            two.a.clock.advance(AGAIN)
            await outgoing.push_again(tx, peer, wait_s=15)
        return bool(await fetch_value(tx.conn, LEFT_SQL, {}))


async def _compared(two: Pair) -> dict[str, Any]:
    """The comparison of the day on which all was said, to its end."""
    async with two.a.db.transaction() as tx:
        first = await fetch_value(tx.conn, "SELECT min(at) FROM exchange_out", {})
        run = await digest.begin(tx, peer=two.b.me.name, day=first.astimezone(CHINA).date(), direction="out")
    for _ in range(60):
        tokens = [parcel.token for parcel in await links.asks(two.a.db, two.a.me, await two.a.peer())]
        for side in (two.b, two.a) * 10:
            tokens = await side.take(tokens) if tokens else []
        for side in (two.a, two.b):
            side.clock.advance(timedelta(seconds=5))
        async with two.a.db.transaction() as tx:
            (row,) = await fetch_dicts(tx.conn, "SELECT * FROM exchange_digest WHERE id = %(id)s", {"id": run})
        if row["ended_at"]:
            return row
    raise AssertionError(f"the comparison does not end: {row}")
