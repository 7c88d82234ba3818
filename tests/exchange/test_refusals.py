"""What is wrong is refused with its code, kept, counted and told; what is right behind it arrives (R14, R44, R45)."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import pytest

from exchange.two import Pair, pair
from support.city import POLICE, handover, offer, order_of, register
from twinline.exchange.envelope import EVENT, head_of, read_answer, read_event, write_answer, write_event, write_notice
from twinline.exchange.incoming import AHEAD_MAX
from twinline.exchange.keys import KeyRing, b64, load_ring, unb64
from twinline.exchange.model import Answer, Event, Notice
from twinline.exchange.ports import TOKEN_CHARS_MAX
from twinline.exchange.refusals import KEPT_AN_HOUR, REFUSALS
from twinline.kernel.db import execute, fetch_dicts

FAR = 1_000_000
"""A number that no genuine message has."""


@pytest.fixture(scope="module")
async def two(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with pair(server_url, template, tmp_path_factory.mktemp("refusals")) as made:
        yield made


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    return load_ring(tmp_path_factory.mktemp("stranger") / "keys")


@dataclass
class Scene:
    """A genuine offer on its way from the government's instance to the police's, and who could send something else."""

    two: Pair
    stranger: KeyRing
    token: str
    event: Event
    handover_id: str

    def written(self, ring: KeyRing | None = None, public: Any = None, **changes: Any) -> str:
        """The genuine event with changes, signed by the genuine sender unless said otherwise."""
        event = replace(self.event, **{"id": uuid4(), "seq": FAR, "subject": uuid4(), "subject_n": 1} | changes)
        return write_event(ring or self.two.a.me.ring, public or self.two.b.me.ring.public(), event)

    def data(self, *path: str, value: Any) -> dict[str, Any]:
        made = orjson.loads(orjson.dumps(self.event.data))
        inner = made
        for name in path[:-1]:
            inner = inner[name]
        inner[path[-1]] = value
        return made

    def signed(self, body: bytes) -> str:
        """Any bytes, signed by the genuine sender."""
        ring = self.two.a.me.ring
        head = {"alg": ring.alg, "kid": ring.kid, "typ": EVENT, "from": "gov", "to": "police"}
        said = f"{b64(orjson.dumps(head))}.{b64(body)}"
        return f"{said}.{b64(ring.sign(said.encode()))}"


async def scene_of(two: Pair, stranger: KeyRing) -> Scene:
    agent = two.a.people.agent
    made = await register(agent, POLICE)
    handed = await offer(agent, await order_of(agent, made["id"], "12345"))
    while not two.a.out.waiting:
        await two.a.work()
    (token,), two.a.out.waiting = two.a.out.waiting, []
    public = (await two.b.peer()).keys
    event = read_event(two.b.me.ring, token, public, me="police", newest=2)
    return Scene(two, stranger, token, event, handed["id"])


def changed_after_signing(s: Scene) -> str:
    head, body, signature = s.token.split(".")
    opened = orjson.loads(unb64(body))
    return f"{head}.{b64(orjson.dumps(opened | {'urgent': True}))}.{signature}"


def unsigned(s: Scene) -> str:
    return s.token.rsplit(".", 1)[0]


def of_no_type(s: Scene) -> str:
    return f"{b64(orjson.dumps({**head_of(s.token), 'typ': 'x'}))}.{s.token.split('.', 1)[1]}"


Harm = Callable[[Scene], str]
BAD: dict[str, tuple[Harm, str, bool]] = {
    # name: how it is made, the code, whether the sender is told (it proved to be the sender)
    "forged with another key": (lambda s: s.written(s.stranger), "forged", False),
    "changed after signing": (changed_after_signing, "forged", False),
    "signature of another message": (lambda s: f"{unsigned(s)}.{s.written().split('.')[2]}", "forged", False),
    "without signature": (lambda s: f"{unsigned(s)}.", "forged", False),
    "cut in the head": (lambda s: s.token[:30], "malformed", False),
    "cut in the body": (lambda s: s.token[: len(s.token) // 2], "malformed", False),
    "cut in the signature": (lambda s: s.token[:-6], "forged", False),
    "as long as allowed": (lambda s: "A" * TOKEN_CHARS_MAX, "malformed", False),
    "one longer": (lambda s: "A" * (TOKEN_CHARS_MAX + 1), "oversized", False),
    "of the next version": (lambda s: s.written(version=3), "future_version", True),
    "of version nought": (lambda s: s.written(version=0), "past_version", True),
    "sealed for another": (lambda s: s.written(public=s.stranger.public()), "not_for_us", True),
    "for another platform": (lambda s: s.written(target="fire"), "not_for_us", False),
    "of another place": (
        lambda s: s.written(data=s.data("body", "opening", "division", value="110101")), "wrong_division", True
    ),
    "of an appeal of another place": (
        lambda s: s.written(data=s.data("appeal", "division", value="110101")), "wrong_division", True
    ),
    "in the other side's name": (lambda s: s.written(sender="110", receiver="110"), "wrong_division", True),
    "of a stranger": (lambda s: s.written(s.stranger, source="nobody"), "unknown_sender", False),
    "of no name at all": (lambda s: s.written(s.stranger, source="\x00'; --" * 9_000), "unknown_sender", False),
    "of no kind": (lambda s: s.written(kind="drop_tables"), "unknown_kind", True),
    "with a field too many": (lambda s: s.written(data=s.data("body", "more", value=1)), "bad_body", True),
    "with another type": (lambda s: s.written(data=s.data("appeal", "danger", value="yes")), "bad_body", True),
    "with a huge place in its subject": (lambda s: s.written(subject_n=2**31), "bad_body", True),
    "with no body": (lambda s: s.written(data=[]), "bad_body", True),
    "signed and no JSON": (lambda s: s.signed(b"\xff{"), "bad_body", False),
    "signed and no object": (lambda s: s.signed(b"[1]"), "bad_body", False),
    "without a number": (lambda s: s.signed(b"{}"), "bad_body", False),
    "of no type": (of_no_type, "malformed", False),
    "words": (lambda s: "这不是报文，只是一段话。", "malformed", False),
    "control characters": (lambda s: "\x00\x07\n\r" * 50, "malformed", False),
    "half a character": (lambda s: "\ud800.\udfff.\ud800", "malformed", False),
    "nothing": (lambda s: "", "malformed", False),
    "nested too deep": (lambda s: b64(b"[" * 100_000), "malformed", False),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
async def test_it_is_refused_and_the_genuine_one_behind_it_arrives(two: Pair, stranger: KeyRing, name: str) -> None:
    scene = await scene_of(two, stranger)
    harm, code, told = BAD[name]
    counted, known = value_of(code), len(await refusals(two))
    answers = await two.b.take([harm(scene), scene.token])
    assert await arrived(scene)
    row = (await refusals(two))[-1]
    assert len(await refusals(two)) == known + 1
    assert (row["code"], row["verified"], row["times"]) == (f"exchange.{code}", told, 1)
    assert row["seq"] == (FAR if told else None)
    assert row["opening"].isprintable()
    assert len(row["opening"]) <= 200
    assert value_of(code) == counted + 1
    answer = read_answer(answers[0], (await two.a.peer()).keys, me="gov")
    assert answer.refused == ({FAR: f"exchange.{code}"} if told else {})
    assert answer.version == 2
    assert scene.event.seq <= answer.upto or scene.event.seq in answer.taken
    await two.a.take(answers)
    await two.settle()


async def arrived(scene: Scene) -> bool:
    await scene.two.settle()
    return (await handover(scene.two.b.people.call_taker, scene.handover_id))["state"] == "delivered"


async def refusals(two: Pair) -> list[dict[str, Any]]:
    async with two.b.db.transaction() as tx:
        sql = "SELECT peer, code, seq, verified, times, opening FROM exchange_refusal ORDER BY at, id"
        return await fetch_dicts(tx.conn, sql, {})


def value_of(code: str) -> float:
    return REFUSALS.labels(f"exchange.{code}")._value.get()  # pyright: ignore[reportPrivateUsage]


async def test_a_number_or_an_id_is_used_once(two: Pair, stranger: KeyRing) -> None:
    """Replayed: same number with other content, same id under another number — later, and in one go with the first."""
    for later in (True, False):
        scene = await scene_of(two, stranger)
        other = scene.written(seq=scene.event.seq)
        again = scene.written(id=scene.event.id, seq=FAR + 1)
        known = len(await refusals(two))
        answers = await two.b.take([scene.token]) if later else []
        answers = await two.b.take([other, again] if later else [scene.token, other, again]) or answers
        assert await arrived(scene)
        rows = (await refusals(two))[known:]
        assert [(row["code"], row["verified"]) for row in rows] == [("exchange.replayed", True)] * 2
        answer = read_answer(answers[0], (await two.a.peer()).keys, me="gov")
        assert answer.refused == {FAR + 1: "exchange.replayed"}, "a genuine number may not be refused"
        await two.a.take(answers)
        await two.settle()
        async with two.b.db.transaction() as tx:
            sql = "SELECT message_id FROM exchange_in WHERE seq = %(seq)s"
            assert await fetch_dicts(tx.conn, sql, {"seq": scene.event.seq}) == [{"message_id": scene.event.id}]


async def test_a_number_far_beyond_all_others_is_not_taken_and_nothing_is_asked_for(
    two: Pair, stranger: KeyRing
) -> None:
    scene = await scene_of(two, stranger)
    counted, known, most = value_of("too_far"), len(await refusals(two)), (await two.b.peer()).in_max
    far = [2**62, most + AHEAD_MAX + 1]
    answers = await two.b.take([*(scene.written(seq=seq) for seq in far), scene.token])
    answer = read_answer(answers[0], (await two.a.peer()).keys, me="gov")
    assert answer.refused == dict.fromkeys(far, "exchange.too_far")
    assert answer.missing == []
    assert scene.event.seq <= answer.upto
    assert (await two.b.peer()).in_max == max(most, scene.event.seq)
    rows = (await refusals(two))[known:]
    assert {(row["code"], row["seq"]) for row in rows} == {("exchange.too_far", seq) for seq in far}
    assert value_of("too_far") == counted + 2
    await two.a.take(answers)
    assert await arrived(scene)


HUGE: dict[str, dict[str, Any]] = {
    "heartbeat": {"out": 2**63, "in": 0, "epoch": 0},
    "standing": {"since": "2026-01-01T00:00:00+00:00", "seqs": [2**63]},
    "stands": {"of": "0" * 32, "numbers": [[2**63, True, False]]},
    "digest": {"run": "x", "step": 2**63, "side": "taken", "rows": False, "spans": [[1, 2**63]]}
    | {"since": "2026-01-01T00:00:00+00:00", "until": "2026-01-02T00:00:00+00:00"},
    "again": {"seqs": [2**63], "run": "x"},
    "restored": {"epoch": 2**63, "after": 0, "out_seq": 0, "own_from": 0, "in_upto": 0},
    "recovered": {"epoch": 2**63},
    "later": {"epoch": 2**63},
    "resume": {"epoch": 2**63},
    "chunks": {"id": "0" * 32, "ns": [2**63]},
    "attachments_here": {"held": {"0" * 32: [2**63, True]}},
}


@pytest.mark.parametrize("kind", HUGE)
async def test_a_notice_with_a_huge_number_stops_nothing(two: Pair, stranger: KeyRing, kind: str) -> None:
    scene = await scene_of(two, stranger)
    async with two.b.db.transaction() as tx:
        said = Notice(tx.new_id(), "gov", "police", kind, tx.now, HUGE[kind])
    await two.b.take([write_notice(two.a.me.ring, said), scene.token])
    assert (await two.b.peer()).standing == "open"
    assert await arrived(scene)


async def test_what_came_before_is_answered_like_the_first_time(two: Pair, stranger: KeyRing) -> None:
    scene = await scene_of(two, stranger)
    known = len(await refusals(two))
    first = read_answer((await two.b.take([scene.token]))[0], (await two.a.peer()).keys, me="gov")
    again = read_answer((await two.b.take([scene.token, scene.token]))[0], (await two.a.peer()).keys, me="gov")
    assert (first.upto, first.taken, first.refused) == (again.upto, again.taken, again.refused)
    assert len(await refusals(two)) == known
    assert await arrived(scene)


async def test_a_peer_that_is_switched_off_is_not_heard_until_it_is_on_again(two: Pair, stranger: KeyRing) -> None:
    scene = await scene_of(two, stranger)
    known = len(await refusals(two))
    await switch(two, active=False)
    assert await two.b.take([scene.token]) == []
    assert [row["code"] for row in (await refusals(two))[known:]] == ["exchange.unknown_sender"]
    await switch(two, active=True)
    await two.a.take(await two.b.take([scene.token]))
    assert await arrived(scene)


async def switch(two: Pair, *, active: bool) -> None:
    async with two.b.db.transaction() as tx:
        await execute(tx.conn, "UPDATE peer SET active = %(active)s", {"active": active})


async def test_answers_of_others_and_senseless_ones_change_nothing(two: Pair, stranger: KeyRing) -> None:
    scene = await scene_of(two, stranger)
    said = Answer("police", "gov", two.a.clock.now(), scene.event.seq, [scene.event.seq], {}, [], 1)
    mine = two.b.me.ring
    refused = replace(said, upto=0, taken=[], refused={scene.event.seq: "exchange.bad_body"})
    senseless: list[Any] = [
        replace(said, upto=2**63),
        replace(said, upto=-2),
        replace(said, taken=[0]),
        replace(said, taken=["1"]),
        replace(said, refused={scene.event.seq: "x'; DROP TABLE peer"}),
        replace(said, version=0),
    ]
    forged = [write_answer(stranger, answer) for answer in (said, refused)]
    signed = [write_answer(mine, answer) for answer in senseless]
    elsewhere = write_answer(mine, replace(said, target="fire"))
    async with two.a.db.transaction() as tx:
        before = await fetch_dicts(tx.conn, "SELECT seq, push_state, refused FROM exchange_out ORDER BY seq", {})
    await two.a.take([*forged, *signed, elsewhere])
    async with two.a.db.transaction() as tx:
        codes = await fetch_dicts(tx.conn, "SELECT code FROM exchange_refusal", {})
        after = await fetch_dicts(tx.conn, "SELECT seq, push_state, refused FROM exchange_out ORDER BY seq", {})
    assert after == before
    expected = [*["exchange.forged"] * 2, *["exchange.bad_body"] * len(senseless), "exchange.not_for_us"]
    assert sorted(row["code"] for row in codes) == sorted(expected)
    await two.a.take(await two.b.take([scene.token]))
    assert await arrived(scene)


async def test_refusals_are_told_to_the_desk_once_a_day(two: Pair) -> None:
    for _ in range(3):
        await two.b.take(["garbage"])
    async with two.b.db.transaction() as tx:
        rows = await fetch_dicts(
            tx.conn,
            "SELECT r.subject, r.level, r.platform, u.code AS unit, count(*) AS n FROM reminder r "
            "JOIN unit u ON u.id = r.unit_id WHERE r.kind = 'refusal' AND r.due_at > %(now)s GROUP BY 1, 2, 3, 4",
            {"now": tx.now},
        )
    told = {row["subject"]: row for row in rows}
    assert told["refusal:"] == {"subject": "refusal:", "level": 2, "platform": "110", "unit": "110", "n": 1}


async def test_garbage_can_neither_fill_the_database_nor_stop_the_rest(
    server_url: str, template: str, tmp_path: Path, stranger: KeyRing
) -> None:
    async with pair(server_url, template, tmp_path) as two:
        scene = await scene_of(two, stranger)
        dice = random.Random(4)
        head, body, _ = scene.token.split(".")
        garbage = [dice.randbytes(dice.randrange(1, 300)).decode("latin-1") for _ in range(5_000)]
        garbage += [f"{head}.{body[: dice.randrange(len(body))]}.{b64(dice.randbytes(64))}" for _ in range(4_999)]
        for first in range(0, len(garbage), 500):
            assert await two.b.take(garbage[first : first + 500]) == [], "garbage is answered"
        answers = await two.b.take([changed_after_signing(scene), scene.token])
        assert read_answer(answers[0], (await two.a.peer()).keys, me="gov").refused == {}
        assert await arrived(scene)
        rows = await refusals(two)
        assert sum(row["times"] for row in rows) == 10_000
        assert len(rows) <= KEPT_AN_HOUR[False] + 3
        assert {row["code"] for row in rows} == {"exchange.malformed", "exchange.forged"}


async def test_danger_is_admitted_first_though_its_sender_did_not_say_so(two: Pair, stranger: KeyRing) -> None:
    """A peer of an earlier release marks only its alarms as urgent (promise 2)."""
    scene = await scene_of(two, stranger)
    same = {name: getattr(scene.event, name) for name in ("id", "seq", "subject", "subject_n")}
    token = scene.written(**same, urgent=False, data=scene.data("appeal", "danger", value=True))
    await two.a.take(await two.b.take([token]))
    async with two.b.db.transaction() as tx:
        asked = "SELECT urgent FROM exchange_in WHERE message_id = %(id)s"
        assert await fetch_dicts(tx.conn, asked, {"id": scene.event.id}) == [{"urgent": True}]
    await two.settle()
    assert (await handover(two.b.people.call_taker, scene.handover_id))["danger"]
