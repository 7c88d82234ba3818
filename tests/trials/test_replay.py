"""A draft is tried on real decisions before it is published (R23, R30)."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any
from uuid import UUID

import pytest

from support.city import handle, offer, order_of, problem, register, settle
from support.people import People, Person
from twinline.kernel.db import Database
from twinline.trials import replay as replays
from twinline.trials import store
from twinline.trials.compare import Judged, Moved, Tally

LAMPS = "M-CITY-07"
LAMP = "天河区石牌东路路灯坏了三盏，晚上看不清路，请尽快安排维修"
OTHER = "天河区工地每天凌晨两点还在施工打桩，吵得睡不着，请管一管"


async def drafted(people: People, *, code: str = LAMPS, **cells: str) -> int:
    """A draft in which a matter, by default street lamps, is somebody else's."""
    api = people.steward.api
    made = await api.post("/api/v1/rules/editions", json={"title": "路灯试改"})
    assert made.status_code == 201, made.text
    number = made.json()["number"]
    await edited(people, number, code=code, **cells)
    return number


async def edited(
    people: People, number: int, *, code: str = LAMPS, table: str = "responsibility_list", **cells: str
) -> None:
    api = people.steward.api
    path = f"/api/v1/rules/editions/{number}/tables/{table}/rows"
    rows = (await api.get(path, params={"words": code})).json()["items"]
    row = next(row for row in rows if row["code"] == code)
    changed = await api.patch(f"{path}/{row['ordinal']}", json={"version": row["version"], "cells": cells})
    assert changed.status_code == 204, changed.text


async def ordered(people: People, number: int, **more: Any) -> str:
    made = await people.steward.api.post(f"/api/v1/rules/editions/{number}/replays", json={"days": 30, **more})
    assert made.status_code == 201, made.text
    return made.json()["id"]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of two texts, so that a replay of six has several."""
    monkeypatch.setattr(replays, "STRETCH_TEXTS", 2)


async def shown(people: People, replay_id: str) -> dict[str, Any]:
    return (await people.steward.api.get(f"/api/v1/rules/replays/{replay_id}")).json()


async def cases(person: Person, replay_id: str, **cell: str) -> list[dict[str, Any]]:
    reply = await person.api.get(f"/api/v1/rules/replays/{replay_id}/cases", params=cell)
    assert reply.status_code == 200, reply.text
    return reply.json()["items"]


async def test_what_moves_is_counted_from_where_to_where(people: People, db: Database) -> None:
    for number in range(3):
        await register(people.agent, f"{LAMP}，第{number}处")
        await register(people.agent, OTHER)
    draft = await drafted(people, department="housing")
    replay_id = await ordered(people, draft)
    await replays.run(db, UUID(replay_id), processes=2)
    found = await shown(people, replay_id)
    assert found["state"] == "done"
    assert (found["total"], found["texts"], found["judged"], found["moved"]) == (6, 6, 3, 3)
    assert found["matrices"]["owner"] == [{"from": "12345", "to": "12345", "texts": 6}]
    assert {"from": "urban_management", "to": "housing", "texts": 3} in found["matrices"]["department"]
    assert found["publishable"]
    assert not found["published_as_tried"]


async def test_examples_show_words_only_to_who_may_see_them(people: People, db: Database) -> None:
    plain = await register(people.agent, LAMP)
    await register(people.agent, LAMP, confidential=True)
    await register(people.leader_12345, LAMP, restricted=True)
    replay_id = await ordered(people, await drafted(people, department="housing"))
    await replays.run(db, UUID(replay_id), processes=1)
    assert (await shown(people, replay_id))["moved"] == 3
    cell = {"field": "department", "from": "urban_management", "to": "housing"}
    (seen,) = await cases(people.leader_12345, replay_id, **cell)
    assert (seen["id"], seen["words"], seen["would"]["department"]) == (plain["id"], LAMP, "housing")
    (masked,) = await cases(people.steward, replay_id, **cell)
    assert (masked["id"], masked["words"], masked["title"]) == (plain["id"], None, None)
    assert await cases(people.leader_110, replay_id, **cell) == []
    problem(await people.agent.api.get(f"/api/v1/rules/replays/{replay_id}"), "identity.not_permitted", 403)


async def test_there_is_one_at_a_time_and_it_can_be_cancelled(people: People, db: Database) -> None:
    draft = await drafted(people, department="housing")
    replay_id = await ordered(people, draft)
    again = await people.steward.api.post(f"/api/v1/rules/editions/{draft}/replays", json={})
    problem(again, "trials.replay_running", 409)
    path, why = f"/api/v1/rules/replays/{replay_id}/cancel", {"reason": "选错了版本"}
    assert (await people.steward.api.post(path, json=why)).status_code == 204
    await replays.run(db, UUID(replay_id), processes=1)
    assert (await shown(people, replay_id))["state"] == "cancelled"
    problem(await people.steward.api.post(path, json=why), "trials.replay_over", 409)
    await ordered(people, draft)


async def test_what_was_counted_is_not_counted_again(
    people: People, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker dies in the middle; another one goes on from the position that was written."""
    for number in range(7):
        await register(people.agent, f"{LAMP}，第{number}处")
    replay_id = await ordered(people, await drafted(people, department="housing"))
    write, writes = replays._Runner._write, 0

    async def dying(self: Any, *args: Any) -> str:
        nonlocal writes
        writes += 1
        if writes == 3:
            raise asyncio.CancelledError
        return await write(self, *args)

    monkeypatch.setattr(replays._Runner, "_write", dying)
    with pytest.raises(asyncio.CancelledError):
        await replays.run(db, UUID(replay_id), processes=1)
    halfway = await shown(people, replay_id)
    assert (halfway["state"], halfway["texts"]) == ("running", 4)
    assert halfway["seconds_left"] > 0
    monkeypatch.setattr(replays._Runner, "_write", write)
    await replays.run(db, UUID(replay_id), processes=1)
    found = await shown(people, replay_id)
    assert (found["state"], found["texts"], found["moved"]) == ("done", 7, 7)
    cell = {"field": "department", "from": "urban_management", "to": "housing"}
    assert len(await cases(people.leader_12345, replay_id, **cell)) == 7


async def test_two_workers_do_not_run_the_same_replay(people: People, db: Database) -> None:
    await register(people.agent, LAMP)
    replay_id = await ordered(people, await drafted(people, department="housing"))
    await asyncio.gather(*(replays.run(db, UUID(replay_id), processes=1) for _ in range(3)))
    found = await shown(people, replay_id)
    assert (found["state"], found["texts"]) == ("done", 1)


async def test_a_draft_that_changed_meanwhile_is_not_mixed(people: People, db: Database) -> None:
    await register(people.agent, LAMP)
    draft = await drafted(people, department="housing")
    replay_id = await ordered(people, draft)
    await edited(people, draft, department="ecology")
    await replays.run(db, UUID(replay_id), processes=1)
    found = await shown(people, replay_id)
    assert (found["state"], found["error"], found["texts"]) == ("cancelled", "changed", 0)


async def disputed(people: People, db: Database) -> UUID:
    """A matter that 12345 offered to 110, which returned it; in the end both agreed that 110 has it."""
    made = await register(people.agent, LAMP)
    handed = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    await handle(people.call_taker, handed, "return", reason="属照明维修")
    await settle(people, db)
    for leader in (people.leader_12345, people.leader_110):
        await handle(leader, handed, "propose", owner="110", reason="有人剪线盗缆")
    await settle(people, db)
    return UUID(made["id"])


def moved(appeal_id: UUID, old: str, new: str) -> Tally:
    """A text that goes from one owner to another."""
    plain = Judged("", "", "", "no", "求助", "no", "")
    return Tally(moved=[Moved(appeal_id, plain._replace(owner=old), plain._replace(owner=new), True)])


async def test_disputes_that_the_draft_would_have_avoided_or_made(people: People, db: Database) -> None:
    appeal_id = await disputed(people, db)
    quiet = UUID((await register(people.agent, LAMP))["id"])
    async with db.transaction() as tx:
        (avoided,) = await replays.disputes(tx, moved(appeal_id, "12345", "119"))
        (made,) = await replays.disputes(tx, moved(appeal_id, "110", "utility"))
        assert (avoided[0], made[0]) == (("dispute", "avoided", "110"), ("dispute", "made", "110"))
        # Between two services of one side, and where nobody disputed, nothing was avoided.
        assert await replays.disputes(tx, moved(appeal_id, "110", "119")) == []
        assert await replays.disputes(tx, moved(quiet, "12345", "110")) == []


async def test_disputes_are_shown_with_their_examples(people: People, db: Database) -> None:
    appeal_id = await disputed(people, db)
    replay_id = await ordered(people, await drafted(people, department="housing"))
    async with db.transaction() as tx:
        replay = await store.lock(tx.conn, UUID(replay_id))
    assert replay is not None
    runner = replays._Runner(db, replay, Counter())
    await runner._write(replay.last_key, moved(appeal_id, "12345", "110"), 1.0)
    assert (await shown(people, replay_id))["disputes"] == {"avoided": 1, "made": 0}
    (case,) = await cases(people.leader_12345, replay_id, field="dispute", **{"from": "avoided", "to": "110"})
    assert (case["id"], case["was"]["owner"], case["would"]["owner"]) == (str(appeal_id), "12345", "110")
