"""A line is tried: a right peer passes everything, a dead or a careless one is told from it (R91, R92)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from exchange.two import Pair, Side, pair
from support.database import ShiftClock
from twinline.exchange import checkup, incoming, peering, queries
from twinline.exchange.checkup import Finding
from twinline.exchange.examiner import PROBE_SEQ, Examiner
from twinline.exchange.forms import FIRST
from twinline.exchange.keys import load_ring
from twinline.exchange.model import NoRegion
from twinline.exchange.ports import LinkDown, Parcel
from twinline.identity import Actor
from twinline.kernel.clock import SystemClock
from twinline.kernel.db import Tx, execute, fetch_value

ONE = UUID(int=1)


class Way:
    """Straight into the other side, whose worker has a turn whenever we listen."""

    def __init__(self, other: Side, name: str = "wire", *, back: bool = True) -> None:
        self.other, self.name, self.back, self.up = other, name, back, True

    async def send(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        if not self.up:
            raise LinkDown(why="cut")
        answers = await self.other.take([parcel.token for parcel in parcels])
        await self.other.work()
        return answers

    async def receive(self, take: Any) -> int:
        tokens, self.other.out.waiting = self.other.out.waiting, []
        if tokens and self.back:
            await take(self.name, tokens)
        return 0

    async def close(self) -> None:
        return None


@pytest.fixture(scope="module")
async def two(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("checkup")) as made:
        yield made


@pytest.fixture
async def examiner(two: Pair, tmp_path: Path) -> AsyncIterator[Examiner]:
    peer = replace(await two.a.peer(), name=f"police{checkup.SANDBOX}")
    two.b.me = replace(two.b.me, name=peer.name)
    yield Examiner(
        two.a.me.name, two.a.me.hosts, "440106", two.a.me.ring, load_ring(tmp_path / "forger"), peer,
        SystemClock(), Way(two.b), wait_s=1.0,
    )  # fmt: skip
    async with two.b.db.transaction() as tx:
        await execute(tx.conn, "DELETE FROM exchange_in WHERE seq > %(most)s", {"most": PROBE_SEQ})
        await execute(tx.conn, "UPDATE peer SET in_max = (SELECT coalesce(max(seq), 0) FROM exchange_in)", {})


async def run(examiner: Examiner, *ways: Way) -> list[Finding]:
    return [one async for one in checkup.run(examiner, ways or (examiner.way,))]


def failed(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(one.trial, one.seen) for one in findings if one.outcome == "failed"]


async def test_a_right_peer_passes_everything_again_and_again(two: Pair, examiner: Examiner) -> None:
    for _ in range(2):
        examiner.sent, examiner._last = {}, None
        findings = await run(examiner)
        assert failed(findings) == []
        assert {one.outcome for one in findings} == {"passed"}
        assert checkup.passed(findings)
    kinds = {one.part for one in findings if one.trial == "kind"}
    assert kinds == {f"{kind} v1" for kind in FIRST} | {f"{kind} v2" for kind in examiner.schemas.shapes}


async def test_who_speaks_for_one_city_only_speaks_of_that_city(two: Pair, examiner: Examiner) -> None:
    limit, before = "UPDATE peer SET divisions = %(divisions)s", (await two.b.peer()).divisions
    async with two.b.db.transaction() as tx:
        await execute(tx.conn, limit, {"divisions": ["4406"]})
    try:
        assert failed(await run(replace(examiner, division="440600", sent={}, tokens={}, _last=None))) == []
    finally:
        async with two.b.db.transaction() as tx:
            await execute(tx.conn, limit, {"divisions": before})


async def test_what_an_earlier_trial_left_open_is_filled(two: Pair, examiner: Examiner) -> None:
    left_out, behind = [examiner.event(seq=await examiner.number()) for _ in range(2)]
    await examiner.say(behind)
    assert await examiner.fate(behind.seq) == "taken"
    again = replace(examiner, sent={}, tokens={}, _last=None)
    assert await again.number() == behind.seq + 1
    assert failed(await run(again)) == []
    assert left_out.seq not in again.sent


async def test_without_a_way_back_the_receipt_is_what_the_peer_says(two: Pair, examiner: Examiner) -> None:
    assert failed(await run(examiner, Way(two.b, back=False))) == []


async def test_towards_any_other_peer_nothing_is_left_behind(two: Pair, examiner: Examiner) -> None:
    two.b.me = replace(two.b.me, name="police")
    plain = replace(examiner, peer=await two.a.peer())
    async with two.b.db.transaction() as tx:
        before = await fetch_value(tx.conn, "SELECT count(*) FROM exchange_in", {})
    findings = await run(plain)
    async with two.b.db.transaction() as tx:
        assert await fetch_value(tx.conn, "SELECT count(*) FROM exchange_in", {}) == before
    assert failed(findings) == []
    assert {one.seen for one in findings if one.outcome == "untried"} == {"no_sandbox"}
    assert not checkup.passed(findings)


async def test_a_dead_way_is_found_and_the_next_one_carries(two: Pair, examiner: Examiner) -> None:
    dead = Way(two.b, "first")
    dead.up = False
    findings = await run(examiner, dead, Way(two.b, "second"))
    assert failed(findings) == [("heartbeat", "cut")]
    assert {one.way for one in findings if one.outcome == "passed"} == {"", "second"}
    alone = await run(replace(examiner, way=dead), dead)
    assert failed(alone) == [("heartbeat", "cut")]
    assert {one.trial for one in alone if one.outcome == "passed"} == {"card"}
    assert all(one.told(lang)["advice"] for one in alone if one.outcome != "passed" for lang in ("zh", "en"))


async def test_a_card_that_is_not_the_peer_s_is_found(two: Pair, examiner: Examiner, tmp_path: Path) -> None:
    other = load_ring(tmp_path / "other").public()
    wrong = [failed(await run(replace(examiner, peer=replace(examiner.peer, keys=keys)))) for keys in (
        other, examiner.peer.keys | {"kid": other["kid"]}, examiner.peer.keys | {"seal": "AAAA"},
    )]  # fmt: skip
    assert [found[0][0] for found in wrong] == ["heartbeat", "card", "card"]
    assert wrong[0][0][1] == "exchange.forged"


async def test_a_clock_that_is_minutes_off_is_found(two: Pair, examiner: Examiner) -> None:
    late = ShiftClock()
    late.advance(-timedelta(minutes=4))
    found = failed(await run(replace(examiner, clock=late)))
    assert found[0][0] == "clock"
    assert found[0][1].startswith("+2")


def careless(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Make the other side wrong in one thing."""
    if name == "forged":
        monkeypatch.setattr("twinline.exchange.envelope.verify", lambda public, said, signed: None)
    if name == "wrong_division":
        monkeypatch.setattr("twinline.exchange.model.Peer.speaks_for", lambda self, division: True)
    if name == "unknown_code":
        monkeypatch.setattr("twinline.exchange.mapping.known", lambda city, police, scheme, code: True)
    if name == "replayed":
        known = incoming._unknown

        async def silent(tx: Any, this: Any, heap: Any) -> list[Any]:
            fresh = await known(tx, this, heap)
            this.slips.clear()
            return fresh

        monkeypatch.setattr(incoming, "_unknown", silent)
    if name == "gap":
        before = incoming._standing

        async def never(tx: Any, peer: Any, most: int) -> tuple[int, list[int]]:
            return (await before(tx, peer, most))[0], []

        monkeypatch.setattr(incoming, "_standing", never)


@pytest.mark.parametrize("name", ["forged", "wrong_division", "unknown_code", "replayed", "gap"])
async def test_a_careless_peer_is_found(
    two: Pair, examiner: Examiner, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (trial,) = [trial for known, _, trial in (*checkup.REFUSALS, *checkup.MESSAGES) if known == name]
    await trial(examiner)
    careless(monkeypatch, name)
    with pytest.raises((checkup.Found, LinkDown)):
        await trial(examiner)


async def test_what_the_peer_lost_shows_in_the_digest(two: Pair, examiner: Examiner) -> None:
    event = examiner.event(seq=await examiner.number())
    await examiner.say(event)
    assert await checkup._digest(examiner) == "1"
    async with two.b.db.transaction() as tx:
        await execute(tx.conn, "UPDATE exchange_in SET digest = '\\x00' WHERE seq = %(seq)s", {"seq": event.seq})
    with pytest.raises(checkup.Found):
        await checkup._digest(examiner)


async def test_the_register_has_the_result_and_a_sandbox_alone_is_not_live(two: Pair, examiner: Examiner) -> None:
    day, peer = SystemClock().now().date(), await two.a.peer()
    good = [Finding("digest", "https", "passed", 1)]
    async with two.a.db.transaction() as tx:
        row = {"name": examiner.peer.name, "title": "x", "hosts": ["110"], "divisions": ["4401"], "keys": peer.keys}
        await peering.put_peer(tx, row, [])
        with pytest.raises(NoRegion):
            await checkup.register(tx, peer.name, home="440100", region="990000", go_live=day)
        await checkup.register(tx, examiner.peer.name, home="440100", region="440600", go_live=day)
        await checkup.register(tx, peer.name, home="440100", region="440700", go_live=day)
        assert await states(tx) == {"440600": "planned", "440700": "planned"}
        await checkup.keep(tx, examiner.peer.name, good, ms=5)
        assert await states(tx) == {"440600": "planned", "440700": "live"}
    async with two.a.db.transaction() as tx:
        await checkup.keep(tx, examiner.peer.name, [*good, Finding("gap", "https", "failed", 1)], ms=5)
        assert await states(tx) == {"440600": "failed", "440700": "failed"}


async def states(tx: Tx) -> dict[str, str]:
    """What the register says of the links of orders that somebody registered."""
    reader = Actor(None, "reader", "12345", ONE, (), frozenset({"exchange.read"}))
    regions = (await queries.read_register(tx, reader, home="440100"))["items"]
    said = {one["region"]: {link["kind"]: link["state"] for link in one["links"]} for one in regions}
    return {region: links["order"] for region, links in said.items() if links["order"] != "none"}


class Cells(HTMLParser):
    """Texts of a page, and how many rows of a table it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts, self.rows = list[str](), 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.rows += tag == "tr"

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_holds_every_finding_and_no_markup_of_others() -> None:
    findings = [
        Finding("gap", "https", "failed", 12, "<script>alert(1)</script>"),
        Finding("kind", "https", "passed", 3, "", "offer v1"),
        Finding("digest", "", "untried", 0, "no_sandbox"),
    ]
    shown = Cells(checkup.page("<b>x</b>", findings))
    assert shown.rows == 3
    assert "<script>alert(1)</script>" in shown.texts
    assert any("offer v1" in one for one in shown.texts)
