"""``replay``: a draft tried on stored decisions by two processes, for a change of one row and one that concerns all."""

from __future__ import annotations

import asyncio
import csv
import itertools
import json
import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from bench.rig import Rig, line, tree_cpu_s
from twinline.clocks import load_city
from twinline.identity import Actor
from twinline.kernel.db import Database
from twinline.kernel.ids import uuid7
from twinline.rules import actions as rules
from twinline.triage import judge, load_rulebook
from twinline.trials import replay

APPEALS = int(os.environ.get("BENCH_REPLAY_APPEALS", "200000"))
CITY_MONTH = 3_000_000
MESSAGES = Path(__file__).resolve().parents[1] / "training" / "messages"
PROCESSES = 2
STEWARD = frozenset(("rules.read", "rules.edit"))
CONTACT = "COPY contact (id, platform, channel, client, received_at, recorded_at) FROM STDIN"
APPEAL = """
    COPY appeal (id, contact_id, number, title, words, type, domain, matter, department, urgent, danger, confidential,
                 restricted, owner_platform, owner_unit_id, first_receiver, received_at) FROM STDIN
"""
DECISION = """
    COPY triage_decision (appeal_id, n, at, owner, joint, danger, type, matter, department, deadline_class, confidence,
                          reasons, versions) FROM STDIN
"""


def run(made: Rig) -> None:
    mean = fill(made)
    made.rest()
    for name, change, days in (("replay_row", one_row, 2), ("replay_all", every_text, 1)):
        asyncio.run(_figure(made, name, change, days, mean))


def texts() -> list[str]:
    """The written messages; every third is a long one made of several."""
    short = [
        row[-1]
        for path in sorted(MESSAGES.glob("*.tsv"))
        for row in csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    ]
    random.Random(7).shuffle(short)
    return [text if place % 3 else "。".join(short[place : place + 6])[:400] for place, text in enumerate(short)]


def fill(made: Rig) -> float:
    """Write appeals with their decisions, as intake would have; the mean length of their texts."""
    book = load_rulebook(as_of=datetime.now(UTC).date())
    judged = [(text, judge(text, rulebook=book, channel="web", number="12345")) for text in texts()]
    chosen = list(itertools.islice(itertools.cycle(judged), APPEALS))
    now = datetime.now(UTC)
    # One in ten is of the last day, where everything is judged; the others are of the day before.
    days = (timedelta(hours=1 if place % 10 == 0 else 36) for place in range(len(chosen)))
    keys = sorted(uuid7(now - back) for back in days)
    with psycopg.connect(made.url) as connection:
        desk = connection.execute("SELECT id FROM unit WHERE code = '12345'").fetchone()
        assert desk is not None
        _copy(connection, CONTACT, ((key, "12345", "web", "bench", now, now) for key in keys))
        _copy(connection, APPEAL, _appeals(keys, chosen, desk[0], now))
        _copy(connection, DECISION, _decisions(keys, chosen, now))
    return sum(len(text) for text, _ in chosen) / len(chosen)


def _appeals(keys: list[UUID], chosen: list[Any], desk: UUID, now: datetime) -> Iterator[tuple[Any, ...]]:
    for place, (key, (text, found)) in enumerate(zip(keys, chosen, strict=True)):
        told = (found.domain, found.matter_code, found.department_code, found.danger, found.danger)
        fixed = (False, False, "12345", desk, "12345", now)
        yield (key, key, f"S{place}", text[:20], text, str(found.type), *told, *fixed)


def _decisions(keys: list[UUID], chosen: list[Any], now: datetime) -> Iterator[tuple[Any, ...]]:
    for key, (_, found) in zip(keys, chosen, strict=True):
        what = (str(found.owner), found.joint, found.danger, str(found.type), found.matter_code, found.department_code)
        yield (key, 1, now, *what, str(found.deadline_class), found.confidence, "[]", json.dumps({}))


def _copy(connection: psycopg.Connection[Any], statement: Any, rows: Iterator[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def one_row(content: dict[str, list[dict[str, str]]]) -> str:
    row = next(row for row in content["responsibility_list"] if row["code"] == "M-CITY-07")
    row["department"] = "housing"
    row["phrases"] += "|灯柱|夜里太黑"
    return "one matter with another department and two more phrases"


def every_text(content: dict[str, list[dict[str, str]]]) -> str:
    """The row of the catalogue for all matters concerns every text, so that all are judged twice."""
    rows = content["dispatch_catalogue"]
    every = {**dict.fromkeys(rows[0] if rows else ROW, ""), **ROW, "lead": "housing"}
    rows[:] = [row for row in rows if (row["matter"], row["division"]) != ("*", "*")] + [every]
    return "everything judged by both editions"


ROW = {
    "matter": "*", "division": "*", "lead": "", "co_handlers": "", "front_line": "no", "barred_to_town": "no",
    "keeper": "bench", "basis": "bench", "exceptions": "", "valid_from": "2025-01-01", "valid_to": "",
}  # fmt: skip


async def _figure(made: Rig, name: str, change: Any, days: int, mean: float) -> None:
    db = Database(made.url)
    await db.open()
    directory = (await load_city(db)).directory
    actor = Actor(None, "bench", "12345", directory.desk("12345").id, ("steward",), STEWARD)
    async with db.transaction() as tx:
        draft = await rules.create_draft(tx, actor, based_on=0, title=name)
        content = {table: [dict(row) for row in rows] for table, rows in (await rules.content_of(tx, draft)).items()}
        note = change(content)
        await rules.replace_tables(tx, actor, number=draft, content=content)
        key = await replay.begin(tx, actor, edition=draft, against=0, days=days)
    cpu, began = _cpu_s(made), time.perf_counter()
    await replay.run(db, key, processes=PROCESSES)
    whole = time.perf_counter() - began
    async with db.transaction() as tx:
        cursor = await tx.conn.execute("SELECT state, texts, judged, moved FROM replay WHERE id = %s", [key])
        state, count, judged, moved = await cursor.fetchone() or ("?", 0, 0, 0)
    await db.close()
    cpu = _cpu_s(made) - cpu
    line(
        name, count / whole, "texts/s", n=count, state=state, judged=judged, moved=moved, seconds=round(whole, 2),
        cpu_s=round(cpu, 2), minutes_3m=round(CITY_MONTH * whole / count / 60, 1),
        minutes_3m_idle=round(CITY_MONTH * cpu / count / PROCESSES / 60, 1),
        note=f"{PROCESSES} processes, {mean:.0f} characters mean, {note}; idle: CPU of all processes on two free cores",
    )  # fmt: skip


def _cpu_s(made: Rig) -> float:
    """CPU seconds of this process, its processes and the database, those that have ended included."""
    return tree_cpu_s(os.getpid()) + tree_cpu_s(made.cluster.pid or 0)
