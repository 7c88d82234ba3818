"""The life of an edition: drafted, edited, checked, published by another, in force, rolled back (R23, R30, R80)."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from conftest import application
from rules.desk import MATTER, add, call, change, draft, edition, judged, publish, roll_back, row, rows, until_edition
from support.database import ShiftClock
from support.people import People
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Database

WORDS = "公园里有人放无人机低空盘旋，无人机嗡嗡响，请管一管"


async def test_a_rule_goes_from_draft_to_force_and_back(own: People) -> None:
    assert (await judged(own.agent, WORDS))["matter"] != "M-TEST-01"
    number = await draft(own.rule_owner, "无人机噪声纳入清单")
    await add(own.rule_owner, number)
    found = await call(own.leader_12345, "GET", f"/editions/{number}/checks", expect=200)
    assert found["publishable"]
    changes = await call(own.leader_12345, "GET", f"/editions/{number}/changes", expect=200)
    assert [(c["kind"], c["code"]) for c in changes["items"]] == [("added", "M-TEST-01")]
    await publish(own.leader_12345, number)
    await until_edition(own, number)
    decided = await judged(own.agent, WORDS)
    assert (decided["matter"], decided["versions"]["edition"]) == ("M-TEST-01", str(number))
    await roll_back(own.leader_110, 0)
    await until_edition(own, 0)
    assert (await judged(own.agent, WORDS))["matter"] != "M-TEST-01"
    await roll_back(own.leader_12345, number)
    await until_edition(own, number)
    history = await call(own.auditor, "GET", "/history", expect=200)
    assert [(f["edition"], f["reason"]) for f in history["items"]] == [
        (number, "研判出现偏差"),
        (0, "研判出现偏差"),
        (number, "publish"),
    ]


async def test_every_process_follows_without_a_restart(own: People, own_db: Database, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    shared = (own.app.state.settings.rules_key_path).read_text()
    (tmp_path / "other" / "rules").write_text(shared)
    async with application(own_db, tmp_path / "other") as other:
        number = await draft(own.rule_owner)
        await add(own.rule_owner, number)
        await publish(own.leader_12345, number)
        await until_edition(own, number)
        for _ in range(100):
            if other.state.desk.rulebook.versions.edition == str(number):
                break
            await asyncio.sleep(0.05)
        assert other.state.desk.rulebook.versions.edition == str(number)
        assert other.state.gate.desk is other.state.desk


async def test_the_packaged_edition_is_number_0(own: People) -> None:
    shown = await edition(own.leader_12345, 0)
    assert shown["in_force"]
    assert shown["rows"]["responsibility_list"] >= 169
    listed = await call(own.steward, "GET", "/editions", expect=200)
    assert [e["number"] for e in listed["items"]] == [0]
    reply = await call(own.rule_owner, "POST", "/editions/0/tables/cues/rows", expect=422, json={"cells": {}})
    assert reply["code"] == "rules.bad_row"
    seen = (await rows(own.steward, 0, "word_classes", limit=1))[0]
    path = "/editions/0/tables/word_classes/rows/1"
    body = {"version": 1, "cells": {"note": "x"} if "note" in seen["cells"] else {"basis": "x"}}
    assert (await call(own.steward, "PATCH", path, expect=409, json=body))["code"] == "rules.no_draft"


async def test_whoever_edited_does_not_publish(own: People) -> None:
    number = await draft(own.rule_owner)
    await add(own.rule_owner, number)
    await change(own.steward, number, MATTER, basis="修订依据")
    assert (await publish(own.steward, number, expect=403))["code"] == "rules.own_work"
    assert (await publish(own.rule_owner, number, expect=403))["code"] == "identity.not_permitted"
    assert (await edition(own.steward, number))["editors"] == sorted(["规则负责人", "数据管理员"])
    await publish(own.leader_110, number)


async def test_editors_may_publish_where_the_installation_says_so(own_db: Database, tmp_path: Path) -> None:
    from dataclasses import replace

    from support.people import staffed

    async with application(own_db, tmp_path) as app, staffed(app, own_db) as cast:
        app.state.publisher = replace(app.state.publisher, four_eyes=False)
        number = await draft(cast.steward)
        await add(cast.steward, number)
        await publish(cast.steward, number)


async def test_an_edition_comes_into_force_on_its_day(own: People, own_db: Database) -> None:
    assert isinstance(own_db.clock, ShiftClock)
    today = own_db.clock.now().astimezone(CHINA).date()
    number = await draft(own.rule_owner)
    await add(own.rule_owner, number)
    past = str(today - timedelta(days=1))
    assert (await publish(own.leader_12345, number, expect=422, effective_from=past))["code"] == "rules.day_past"
    await publish(own.leader_12345, number, effective_from=str(today + timedelta(days=2)))
    await asyncio.sleep(1.5)
    assert (await judged(own.agent, WORDS))["versions"]["edition"] == "0"
    own_db.clock.advance(timedelta(days=2))
    await until_edition(own, number)
    assert (await judged(own.agent, WORDS))["versions"]["day"] == str(today + timedelta(days=2))


async def test_a_publication_is_called_back_before_its_day(own: People, own_db: Database) -> None:
    assert isinstance(own_db.clock, ShiftClock)
    later = str(own_db.clock.now().astimezone(CHINA).date() + timedelta(days=3))
    number = await draft(own.rule_owner)
    await publish(own.leader_12345, number, effective_from=later)
    version = (await edition(own.steward, number))["version"]
    await call(own.leader_110, "POST", f"/editions/{number}/withdraw", expect=204, json={"version": version})
    own_db.clock.advance(timedelta(days=4))
    await asyncio.sleep(1.5)
    assert (await judged(own.agent, WORDS))["versions"]["edition"] == "0"
    assert (await roll_back(own.leader_110, number, expect=409))["code"] == "rules.nothing_to_roll_back_to"


async def test_a_row_counts_between_its_dates_without_a_new_edition(own: People, own_db: Database) -> None:
    assert isinstance(own_db.clock, ShiftClock)
    today = own_db.clock.now().astimezone(CHINA).date()
    number = await draft(own.rule_owner)
    await add(
        own.rule_owner, number, valid_from=str(today + timedelta(days=1)), valid_to=str(today + timedelta(days=1))
    )
    await publish(own.leader_12345, number)
    await until_edition(own, number)
    assert (await judged(own.agent, WORDS))["matter"] != "M-TEST-01"
    for expected in (True, False):
        own_db.clock.advance(timedelta(days=1))
        await asyncio.sleep(1.6)
        assert ((await judged(own.agent, WORDS))["matter"] == "M-TEST-01") is expected


async def test_an_edition_made_before_a_newer_one_does_not_undo_it_silently(own: People) -> None:
    first, second = await draft(own.rule_owner, "甲"), await draft(own.rule_owner, "乙")
    await add(own.rule_owner, first)
    await publish(own.leader_12345, first)
    assert (await publish(own.leader_12345, second, expect=409))["code"] == "rules.base_outdated"
    await publish(own.leader_12345, second, replace_newer=True)
    await until_edition(own, second)


async def test_an_edition_with_errors_is_not_published(own: People) -> None:
    number = await draft(own.rule_owner)
    await add(own.rule_owner, number, owner="110", police_class="200200", department="public_security")
    await add(own.rule_owner, number, code="M-TEST-02", matter="航拍扰民", phrases="航拍器太吵|航拍扰民|无人机低飞")
    found = await call(own.steward, "GET", f"/editions/{number}/checks", expect=200)
    worst = found["items"][0]
    assert (found["publishable"], worst["level"], worst["kind"]) == (False, "error", "phrase_two_owners")
    assert {place["code"] for place in worst["rows"]} == {"M-TEST-01", "M-TEST-02"}
    assert "航拍器太吵" in worst["message"]
    refused = await publish(own.leader_12345, number, expect=409)
    assert refused["code"] == "rules.not_publishable"
    assert "航拍器太吵" in refused["detail"]


async def test_rows_are_found_changed_and_removed(own: People) -> None:
    number = await draft(own.rule_owner)
    before = await rows(own.steward, number, limit=50)
    assert len(before) == (await edition(own.steward, number))["rows"]["responsibility_list"]
    assert [r["ordinal"] for r in before] == list(range(1, len(before) + 1))
    found = await rows(own.steward, number, words="广场舞")
    assert "M-NOISE-02" in [r["code"] for r in found]
    await change(own.rule_owner, number, MATTER, matter="建筑工地噪声")
    changed = await row(own.steward, number, MATTER)
    assert (changed["cells"]["matter"], changed["version"]) == ("建筑工地噪声", 2)
    path = f"/editions/{number}/tables/responsibility_list/rows/{changed['ordinal']}"
    stale = await call(own.rule_owner, "DELETE", path, expect=409, params={"version": 1})
    assert stale["code"] == "rules.row_changed"
    await call(own.rule_owner, "DELETE", path, expect=204, params={"version": 2})
    await call(own.rule_owner, "DELETE", path, expect=404, params={"version": 2})
    kinds = await call(own.steward, "GET", f"/editions/{number}/changes", expect=200)
    assert [(c["kind"], c["code"]) for c in kinds["items"]] == [("removed", MATTER)]


async def test_a_bad_row_is_refused_cell_by_cell(own: People) -> None:
    number = await draft(own.rule_owner)
    cells = {"code": "有空格 ", "matter": "x", "owner": "12346", "valid_from": "2026-13-01", "phrases": "a||b"}
    path = f"/editions/{number}/tables/responsibility_list/rows"
    refused = await call(own.rule_owner, "POST", path, expect=422, json={"cells": cells})
    fields = {field["field"]: field["message"] for field in refused["fields"]}
    assert {"cells.code", "cells.owner", "cells.valid_from", "cells.phrases", "cells.department"} <= fields.keys()
    assert "12345" in fields["cells.owner"]


async def test_a_draft_is_given_up(own: People) -> None:
    number = await draft(own.rule_owner)
    await call(own.rule_owner, "DELETE", f"/editions/{number}", expect=204, params={"version": 1})
    assert (await edition(own.steward, number))["state"] == "withdrawn"
    assert (await publish(own.leader_12345, number, expect=409))["code"] == "rules.no_draft"


async def test_every_change_is_on_the_audit_trail(own: People, own_db: Database) -> None:
    number = await draft(own.rule_owner)
    await add(own.rule_owner, number)
    await publish(own.leader_12345, number)
    await roll_back(own.leader_110, 0)
    async with own_db.transaction() as tx:
        cursor = await tx.conn.execute("SELECT action, account_id FROM audit WHERE action LIKE 'rules.%' ORDER BY id")
        found = await cursor.fetchall()
    owner, leader, police = (p.actor.account_id for p in (own.rule_owner, own.leader_12345, own.leader_110))
    assert found == [
        ("rules.drafted", owner),
        ("rules.row_added", owner),
        ("rules.published", leader),
        ("rules.rolled_back", police),
    ]
