"""What the city's active model says decides: at the form, at intake, in a replay, and when judged again (R68)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.making import Made, keep
from models.test_registry import call, step, until
from support.city import register
from support.people import People
from twinline.models import Shelf, Speaking, workshop
from twinline.nlp import semantic
from twinline.rules import heard
from twinline.triage import Rulebook, judge, load_rulebook, rulebook
from twinline.triage.learn import read_written
from twinline.triage.make import DAY, WRITTEN
from twinline.trials import replay as replays
from twinline.trials.processes import Plan, bench_of

LAMP = "鹤鸣路的路灯不亮，请安排人来修"
FIRE = "三楼厨房着火了，快来人"
HERE = ("东头", "西头", "学校门口", "菜场边", "桥下", "二期", "北门", "河边", "车站", "小区里")
SAID = {
    ("utility", "求助", "power_supply", "0", ""): ["路灯不亮", "路灯坏了没人修", "几盏路灯一直不亮"],
    ("12345", "投诉", "urban_management", "0", "M-CITY-01"): ["垃圾没人清", "垃圾堆成山", "垃圾桶满了没人收"],
    ("12345", "投诉", "ecology", "0", "M-NOISE-01"): ["工地半夜施工太吵", "半夜打桩睡不着", "搅拌车整夜响"],
    ("119", "报警", "fire_rescue", "1", "F-FIRE-01"): ["着火了", "冒浓烟有明火", "烧起来了快来"],
}
FIELDS = ("owner", "type", "department", "danger", "matter")


def trained(name: str = "本市二零二六") -> Made:
    """What `triage train` does with a city's orders: here lamps are the utility's, and somebody asks for help."""
    rows = workshop.Sheet()
    for labels, sentences in SAID.items():
        for place in HERE:
            for words in sentences:
                told = dict(zip(FIELDS, labels, strict=True))
                rows.add(f"{place}{words}", {k: v or None for k, v in told.items()}, str(len(rows.texts)))
    learned, dropped = workshop.learn_sheet(rows, port=None, told=lambda step, done, total: None)
    assert dropped == []
    figures = workshop.figures_of(learned, rows.labels, rows.ids)
    card = workshop.make_card(
        name=name, created="2026-11-22T04:00:00+00:00", learned=learned, columns={}, rows=len(rows.texts),
        left_out={}, data_hash="00", figures=figures, seconds=1.0,
    )  # fmt: skip
    return Made(name, semantic.dump_text_model(learned.model), card)


@pytest.fixture(scope="module")
def city() -> Made:
    return trained()


@pytest.fixture(scope="module")
def packaged() -> Rulebook:
    return load_rulebook(as_of=DAY)


@pytest.fixture(scope="module")
def book(packaged: Rulebook, city: Made) -> Rulebook:
    return rulebook.with_model(packaged, name=city.name, model=semantic.load_text_model(city.file))


def test_it_decides_in_the_fields_that_it_knows(packaged: Rulebook, book: Rulebook) -> None:
    before, after = judge(LAMP, rulebook=packaged), judge(LAMP, rulebook=book)
    assert (before.owner, before.department_code) == ("12345", "urban_management")
    assert (after.owner, after.type, after.department_code) == ("utility", "求助", "power_supply")
    assert (before.versions.model, after.versions.model) == ("", book.city.model.version)  # type: ignore[union-attr]
    (reason,) = [one for one in after.reasons if one.kind == "city_model"]
    assert "本市二零二六" in reason.text
    assert reason.evidence
    assert LAMP[reason.evidence.start : reason.evidence.end] == reason.evidence.words


def test_off_means_rules_alone(book: Rulebook) -> None:
    off = rulebook.without_models(book)
    assert (off.city, off.versions.model, off.versions.learned) == (None, "", "off")


def test_labels_that_mean_nothing_here_say_nothing(packaged: Rulebook) -> None:
    """A city that trains on its own categories has a model for them; owner, type and department stay as they were."""
    rows = workshop.Sheet()
    for number, words in enumerate([*SAID["utility", "求助", "power_supply", "0", ""], "买菜", "遛狗", "下棋"] * 8):
        rows.add(
            f"{number}{words}", {"owner": "甲类" if number % 2 else "乙类", "category": "丙"[: number % 2] or "丁"}, ""
        )
    learned, _ = workshop.learn_sheet(rows, port=None, told=lambda step, done, total: None)
    given_ = rulebook.with_model(packaged, name="自定类别", model=learned.model)
    assert given_.city
    assert given_.city.labels == {}
    same = replace(judge(LAMP, rulebook=given_), versions=packaged.versions, reasons=())
    assert same == replace(judge(LAMP, rulebook=packaged), reasons=())


@settings(max_examples=150, deadline=None)
@given(text=st.sampled_from([row.text for row in read_written(WRITTEN)]))
def test_it_never_lowers_danger(packaged: Rulebook, book: Rulebook, text: str) -> None:
    """Nor sends a danger to somebody who does not come."""
    before, after = judge(text, rulebook=packaged), judge(text, rulebook=book)
    assert after.danger >= before.danger
    if before.danger and before.owner in {"110", "119", "120", "122"}:
        assert after.owner in {"110", "119", "120", "122"}


async def judged(people: People, text: str) -> Any:
    reply = await people.agent.api.post("/api/v1/triage", json={"text": text})
    assert reply.status_code == 200, reply.text
    return reply.json()


async def activated(own: People, made: Made) -> str:
    model = await keep(own.db, own.steward.actor, made)
    await step(own.steward, model, "activate")
    await until(own, lambda now: now.active is not None and now.active.name == made.name)
    await eventually(lambda: judged(own, LAMP), lambda said: said["versions"]["model"] != "")
    return model


async def eventually(look: Callable[[], Awaitable[Any]], holds: Callable[[Any], bool], *, tries: int = 400) -> Any:
    for _ in range(tries):
        if holds(said := await look()):
            return said
        await asyncio.sleep(0.05)
    raise AssertionError(await look())


async def test_from_training_to_a_decision_and_back(own: People, city: Made) -> None:
    """Train, register, activate: the decision changes and names it; off: rules alone; on: it is back; retire: gone."""
    at_first = await judged(own, LAMP)
    assert (at_first["owner"], at_first["versions"]["model"]) == ("12345", "")
    model = await activated(own, city)
    version = city.card["version"]
    said = await judged(own, LAMP)
    assert (said["owner"], said["department"], said["versions"]["model"]) == ("utility", "power_supply", version)
    assert any(one["kind"] == "city_model" and city.name in one["text"] for one in said["reasons"])
    whole = (await own.agent.api.post("/api/v1/triage/batch", json={"texts": [{"text": LAMP}, {"text": FIRE}]})).json()
    assert [one["owner"] for one in whole["items"]] == ["utility", "119"]
    await call(own.steward, "POST", "/off", json={"reason": "先停"})
    off = await eventually(lambda: judged(own, LAMP), lambda said: said["versions"]["learned"] == "off")
    assert (off["owner"], off["versions"]["model"]) == ("12345", "")
    await call(own.steward, "POST", "/on", json={"reason": "查明"})
    on = await eventually(lambda: judged(own, LAMP), lambda said: said["versions"]["model"] == version)
    assert on["owner"] == "utility"
    await step(own.steward, model, "retire")
    gone = await eventually(lambda: judged(own, LAMP), lambda said: said["versions"]["model"] == "")
    assert {**gone, "versions": 0} == {**at_first, "versions": 0}


async def stored(own: People, appeal: str) -> Any:
    return (await own.leader_12345.api.get(f"/api/v1/appeals/{appeal}")).json()["decisions"][0]


async def rerun(own: People, appeal: str) -> Any:
    reply = await own.leader_12345.api.get(f"/api/v1/appeals/{appeal}/decisions/1/rerun")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def test_old_decisions_are_judged_again_by_the_model_that_they_name(own: People, city: Made) -> None:
    """Whatever speaks now: before any model, with it, with models off."""
    before = (await register(own.agent, LAMP))["id"]
    await activated(own, city)
    with_it = (await register(own.agent, LAMP + "，谢谢"))["id"]
    await call(own.steward, "POST", "/off", json={"reason": "先停"})
    await eventually(lambda: judged(own, LAMP), lambda said: said["versions"]["learned"] == "off")
    without = (await register(own.agent, LAMP + "，辛苦了"))["id"]
    named = {appeal: (await stored(own, appeal))["versions"] for appeal in (before, with_it, without)}
    assert [one["model"] for one in named.values()] == ["", city.card["version"], ""]
    assert [one["learned"] == "off" for one in named.values()] == [False, False, True]
    for appeal in named:
        again = await rerun(own, appeal)
        assert (again["equal"], again["versions_missing"]) == (True, []), again


async def test_a_replay_judges_by_the_model_that_speaks(own: People, city: Made) -> None:
    await activated(own, city)
    await register(own.agent, LAMP)
    made = await own.steward.api.post("/api/v1/rules/editions", json={"title": "试改"})
    number = made.json()["number"]
    path = f"/api/v1/rules/editions/{number}/tables/responsibility_list/rows"
    row = next(
        row for row in (await own.steward.api.get(path, params={"words": "M-CITY-07"})).json()["items"]
        if row["code"] == "M-CITY-07"
    )  # fmt: skip
    changed = {"version": row["version"], "cells": {"department": "housing"}}
    assert (await own.steward.api.patch(f"{path}/{row['ordinal']}", json=changed)).status_code == 204
    ordered = await own.steward.api.post(f"/api/v1/rules/editions/{number}/replays", json={"days": 30})
    replay = ordered.json()["id"]
    await replays.run(own.db, UUID(replay), processes=1)
    found = (await own.steward.api.get(f"/api/v1/rules/replays/{replay}")).json()
    assert (found["state"], found["matrices"]["owner"]) == ("done", [{"from": "utility", "to": "utility", "texts": 1}])


async def test_a_replay_ends_when_another_model_speaks(own: People, city: Made) -> None:
    await register(own.agent, LAMP)
    made = await own.steward.api.post("/api/v1/rules/editions", json={"title": "试改"})
    replay = (await own.steward.api.post(
        f"/api/v1/rules/editions/{made.json()['number']}/replays", json={"days": 30}
    )).json()["id"]  # fmt: skip
    await activated(own, city)
    await replays.run(own.db, UUID(replay), processes=1)
    assert (await own.steward.api.get(f"/api/v1/rules/replays/{replay}")).json()["state"] == "cancelled"


async def test_what_another_process_is_sent(own: People, city: Made) -> None:
    async with own.db.transaction() as tx:
        at_first = await Speaking.now(tx)
    await activated(own, city)
    async with own.db.transaction() as tx:
        now = await Speaking.now(tx)
    assert (at_first.digest, at_first.models().speaking) != (now.digest, None)
    plan = Plan("", rulebook.read_tables(), rulebook.read_tables(), DAY, now)
    assert {side.rulebook.versions.model for side in (bench_of(plan).base, bench_of(plan).draft)} == {
        city.card["version"]
    }


async def test_a_process_may_be_told_to_judge_by_rules_alone(own: People, city: Made) -> None:
    await activated(own, city)
    shelf = Shelf(own.db, on=False)
    assert not (await shelf.refresh()).on
    assert heard(own.app.state.library.book, shelf.now).versions.learned == "off"
    async with own.db.transaction() as tx:
        assert not (await Speaking.now(tx, on=False)).models().on
        assert (await Speaking.now(tx)).models().on
