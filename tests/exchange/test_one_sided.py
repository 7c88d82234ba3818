"""An instance that hosts one platform keeps and verifies the promises with the sides that it has (R9, R11, R40)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from exchange.two import Pair, Side, pair
from support.city import CIVIL, DANGER, POLICE, handle, handover, offer, order_of, register
from twinline.integrity import Report, check
from twinline.kernel.db import execute


@pytest.fixture(scope="module")
async def two(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("two")) as made:
        yield made


async def look(side: Side, *, hosts: tuple[str, ...] | None = None) -> Report:
    now = side.clock.now() + timedelta(hours=1)
    return await check(side.db.url, side.people.app.state.city, now=now, hosts=hosts or side.me.hosts)


async def lived_in(two: Pair) -> tuple[str, str]:
    """A matter that went to 110, one that 110 gave back, danger at 12345, and one that came from 110."""
    agent, taker = two.a.people.agent, two.b.people.call_taker
    made = [await register(agent, POLICE) for _ in range(2)]
    handed = [await offer(agent, await order_of(agent, one["id"], "12345")) for one in made]
    await register(agent, DANGER)
    civil = await register(taker, CIVIL)
    handed.append(await offer(taker, await order_of(taker, civil["id"], "110")))
    await two.settle()
    await handle(taker, await handover(taker, handed[0]["id"]), "accept")
    await handle(taker, await handover(taker, handed[1]["id"]), "return", reason="不属本平台", basis="职责清单")
    await handle(agent, await handover(agent, handed[2]["id"]), "accept")
    await two.settle()
    return made[0]["id"], civil["id"]


async def test_both_databases_keep_the_promises(two: Pair) -> None:
    given, _ = await lived_in(two)
    for side in (two.a, two.b):
        assert (await look(side)).violations == ()
    taker = two.b.people.call_taker
    back = await offer(taker, await order_of(taker, given, "110"), expect=409)
    assert back["code"] == "linkage.ruling_needed"
    assert {v.rule for v in (await look(two.a, hosts=("12345", "110"))).violations} >= {"handover_copies"}


DAMAGE = {
    "owner_accepted": (1, "UPDATE handover SET state = 'returned' WHERE side = 'destination' AND state = 'accepted'"),
    "danger_told": (0, "UPDATE link_message SET urgent = false"),
    "exchanged": (0, "UPDATE exchange_out SET push_state = 3, refused = 'exchange.bad_body' WHERE seq = 1"),
    "appeal_parts": (1, "UPDATE police_order SET appeal_id = gen_random_uuid() WHERE mirror"),
}


async def test_damage_on_one_side_is_named_there(two: Pair) -> None:
    await lived_in(two)
    for rule, (index, statement) in DAMAGE.items():
        side = (two.a, two.b)[index]
        async with side.db.transaction() as tx:
            await execute(tx.conn, "SET LOCAL session_replication_role = replica", {})
            assert await execute(tx.conn, statement, {}) > 0, rule
        assert rule in {v.rule for v in (await look(side)).violations}
