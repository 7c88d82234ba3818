"""Two people at once: nobody's work is lost silently, and nothing is published that was not looked at."""

from __future__ import annotations

import asyncio
from typing import Any

from rules.desk import BASE, MATTER, add, call, change, draft, edition, publish, row
from support.people import People, Person
from twinline.kernel.db import Database


async def post(person: Person, method: str, path: str, body: Any) -> Any:
    return await person.api.request(method, f"{BASE}{path}", json=body)


async def test_two_editors_of_one_row(own: People) -> None:
    number = await draft(own.rule_owner)
    seen = await row(own.steward, number, MATTER)
    path = f"/editions/{number}/tables/responsibility_list/rows/{seen['ordinal']}"
    bodies = [{"version": seen["version"], "cells": {"basis": f"依据{n}"}} for n in range(4)]
    people = [own.rule_owner, own.steward] * 2
    replies = await asyncio.gather(*(post(p, "PATCH", path, b) for p, b in zip(people, bodies, strict=True)))
    assert sorted(reply.status_code for reply in replies) == [204, 409, 409, 409]
    assert {reply.json()["code"] for reply in replies if reply.status_code == 409} == {"rules.row_changed"}
    assert (await row(own.steward, number, MATTER))["version"] == 2


async def test_rows_added_at_once_all_stay(own: People) -> None:
    number = await draft(own.rule_owner)
    made = await asyncio.gather(
        *(
            add(own.rule_owner, number, code=f"M-TEST-{n:02}", matter=f"事项{n}", phrases=f"特别事项{n}")
            for n in range(8)
        )
    )
    assert len(set(made)) == 8


async def test_two_publishers_of_one_draft(own: People, own_db: Database) -> None:
    number = await draft(own.rule_owner)
    version = (await edition(own.steward, number))["version"]
    path = f"/editions/{number}/publish"
    people = (own.leader_12345, own.leader_110, own.steward)
    replies = await asyncio.gather(*(post(person, "POST", path, {"version": version}) for person in people))
    assert sorted(reply.status_code for reply in replies) == [200, 409, 409]
    async with own_db.transaction() as tx:
        cursor = await tx.conn.execute("SELECT count(*) FROM rule_force")
        assert await cursor.fetchone() == (1,)


async def test_two_drafts_published_at_once_do_not_undo_one_another(own: People) -> None:
    numbers = [await draft(own.rule_owner, "甲"), await draft(own.rule_owner, "乙")]
    paths = [f"/editions/{number}/publish" for number in numbers]
    replies = await asyncio.gather(
        post(own.leader_12345, "POST", paths[0], {"version": 1}), post(own.leader_110, "POST", paths[1], {"version": 1})
    )
    assert sorted(reply.status_code for reply in replies) == [200, 409]
    assert {reply.json()["code"] for reply in replies if reply.status_code == 409} == {"rules.base_outdated"}


async def test_what_changed_since_it_was_looked_at_is_not_published(own: People) -> None:
    number = await draft(own.rule_owner)
    version = (await edition(own.leader_12345, number))["version"]
    await change(own.rule_owner, number, MATTER, basis="另一依据")
    refused = await call(own.leader_12345, "POST", f"/editions/{number}/publish", expect=409, json={"version": version})
    assert refused["code"] == "rules.edition_changed"
    await publish(own.leader_12345, number)


async def test_an_edit_during_publication_is_in_it_or_refused(own: People) -> None:
    number = await draft(own.rule_owner)
    seen = await row(own.steward, number, MATTER)
    version = (await edition(own.steward, number))["version"]
    path = f"/editions/{number}/tables/responsibility_list/rows/{seen['ordinal']}"
    edit, put = await asyncio.gather(
        post(own.rule_owner, "PATCH", path, {"version": seen["version"], "cells": {"basis": "同时"}}),
        post(own.leader_12345, "POST", f"/editions/{number}/publish", {"version": version}),
    )
    assert (edit.status_code, put.status_code) in ((204, 409), (409, 200))
    basis = (await row(own.steward, number, MATTER))["cells"]["basis"]
    assert (basis == "同时") == (edit.status_code == 204)
