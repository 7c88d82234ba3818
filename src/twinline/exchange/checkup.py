"""A trial of the line to a peer: does it do what every line must (R91, R92)?

Towards any peer only what must be refused, and notices, which leave nothing behind. Messages that are taken go to a
sandbox alone: a peer whose name ends in ``-sandbox``, with a database that is thrown away.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import partial
from html import escape
from time import monotonic
from typing import Any, Literal

import orjson

from twinline.exchange import links_store, queries
from twinline.exchange.digest import EVERYTHING
from twinline.exchange.examiner import Examiner, Silent
from twinline.exchange.keys import KID_CHARS, seal, unb64
from twinline.exchange.links import digest_of
from twinline.exchange.model import (
    SANDBOX,
    BadBody,
    Event,
    Forged,
    FutureVersion,
    Malformed,
    NoRegion,
    NotForUs,
    Oversized,
    Refused,
    Replayed,
    UnknownKind,
    WrongDivision,
)
from twinline.exchange.ports import TOKEN_CHARS_MAX, LinkDown, Transport
from twinline.exchange.transports import TlsFiles
from twinline.kernel.db import Tx, execute
from twinline.kernel.hashing import sm3
from twinline.kernel.ids import uuid7
from twinline.kernel.messages import text

MEGABYTE = 700_000
"""Characters of padding that make a token of nearly the greatest length."""
CLOCK_S = 60.0
RECEIPT_S = 5.0
CROWD = 20
ASKS = 3
"""A question that arrives together with what is refused is answered before that is counted."""
NOWHERE = "999999"
"""A division that nobody answers for."""
NO_CODE = "check-no-such-class"

Outcome = Literal["passed", "failed", "untried"]


class Found(Exception):
    """What was seen instead of what must be."""


class OneWay(Exception):
    """It cannot be seen from here, because the peer has no way to us."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One trial: how it ended, milliseconds, and what was seen. ``part``: which kind and version of message."""

    trial: str
    way: str
    outcome: Outcome
    ms: int
    seen: str = ""
    part: str = ""

    def told(self, lang: str = "zh") -> dict[str, Any]:
        """With its name, and what to do when it did not pass, in words."""
        advice = {
            "passed": "",
            "failed": f"exchange.checkup.{self.trial}.advice",
            "untried": f"exchange.checkup.untried.{self.seen}",
        }[self.outcome]
        name = f"{text(f'exchange.checkup.{self.trial}', lang=lang)} {self.part}".strip()
        return {**asdict(self), "name": name, "advice": text(advice, lang=lang) if advice else ""}


Trial = Callable[[Examiner], Awaitable[str | None]]


async def run(it: Examiner, ways: Sequence[Transport]) -> AsyncGenerator[Finding]:
    """Every trial in turn, each as soon as it is over; one that fails does not keep the others from running, and what
    needs a way that is not there is not tried."""
    yield await _tried("card", "", _card, it)
    carries: Transport | None = None
    for way in ways:
        it.way = way
        reached = await _tried("heartbeat", way.name, _heartbeat, it)
        yield reached
        carries = carries or (way if reached.outcome == "passed" else None)
        for name, trial in OF_WAYS.items():
            gone = None if reached.outcome == "passed" else "unreached"
            yield _untried(name, way.name, gone) if gone else await _tried(name, way.name, trial, it)
    if carries:
        it.way = carries
    sandbox = it.peer.name.endswith(SANDBOX)
    for name, part, trial in [*REFUSALS, *_kinds(it), *MESSAGES]:
        gone = None if carries else "unreached"
        if not gone and not sandbox and (name, part, trial) not in REFUSALS:
            gone = "no_sandbox"
        found = _untried(name, "", gone) if gone else await _tried(name, it.way.name, trial, it)
        yield replace(found, part=part)


def _untried(name: str, way: str, why: str) -> Finding:
    return Finding(name, way, "untried", 0, why)


async def _tried(name: str, way: str, trial: Trial, it: Examiner) -> Finding:
    began = monotonic()
    try:
        outcome, seen = "passed", await trial(it) or ""
    except OneWay:
        outcome, seen = "untried", "one_way"
    except Found as found:
        outcome, seen = "failed", str(found)
    except LinkDown as down:
        outcome, seen = "failed", str(down.params.get("why", down.code))
    except Refused as why:
        outcome, seen = "failed", why.code
    return Finding(name, way, outcome, round((monotonic() - began) * 1000), seen)


def door(it: Examiner, *, host: str, port: int, tls: TlsFiles | None) -> AbstractAsyncContextManager[str]:
    """The address where the peer pushes to us while the context lasts. Raises OSError when the gateway has it."""
    from twinline.exchange.transports.https import serve_door

    return serve_door(it.hear, host=host, port=port, tls=tls, loopback_http=tls is None)


def passed(findings: Sequence[Finding]) -> bool:
    """Whether none failed and messages were tried at all."""
    tried = {one.trial for one in findings if one.outcome == "passed"}
    return "digest" in tried and not any(one.outcome == "failed" for one in findings)


# --- the line --------------------------------------------------------------------------------------------------------


async def _card(it: Examiner) -> None:
    """Its keys can be used, and the fingerprint is theirs."""
    keys = it.peer.keys
    seal(keys, b"card")
    try:
        own = sm3(unb64(keys["sign"])).hex()[:KID_CHARS]
    except (KeyError, TypeError, ValueError) as error:
        raise Found("sign") from error
    if own != keys.get("kid"):
        raise Found(f"kid {keys.get('kid')}, {own}")


async def _heartbeat(it: Examiner) -> None:
    """The peer knows our signature, and what it says is signed with the keys of its card."""
    unread = len(it.unread)
    try:
        await it.ask("heartbeat", {})
    except Silent:
        if it.unread[unread:]:
            raise Found(", ".join(sorted(set(it.unread[unread:])))) from None
        raise


async def _clock(it: Examiner) -> str:
    before = it.clock.now()
    said = await it.ask("heartbeat", {})
    it.ahead = said.at - (before + (it.clock.now() - before) / 2)
    seconds = it.ahead.total_seconds()
    if abs(seconds) > CLOCK_S:
        raise Found(f"{seconds:+.1f} s")
    return f"{seconds:+.1f} s"


async def _megabyte(it: Examiner) -> None:
    said = await it.ask("heartbeat", {"pad": "x" * MEGABYTE})
    if said.data.get("sm3") != digest_of("x" * MEGABYTE):
        raise Found("digest")


OF_WAYS: dict[str, Trial] = {"clock": _clock, "megabyte": _megabyte}

# --- what must be refused --------------------------------------------------------------------------------------------


async def _told(it: Examiner, code: str, event: Event, token: str) -> None:
    """A message with our signature is refused, and we are told so."""
    await it.send(token)
    fate = await it.fate(event.seq)
    if fate != code:
        raise Found(fate)


async def _counted(it: Examiner, code: str, token: str) -> None:
    """What nobody's signature stands under is refused in silence; the peer says how often."""
    since = it.clock.now() - timedelta(hours=1)
    before = await it.refusals(since)
    await it.send(token)
    after = before
    for _ in range(ASKS):
        after = await it.refusals(since)
        if after.get(code, 0) > before.get(code, 0):
            return
    raise Found(orjson.dumps(after).decode())


async def _forged(it: Examiner) -> None:
    event = it.event(seq=it.probe())
    await _counted(it, Forged.code, it.written(event, ring=it.forger))


async def _truncated(it: Examiner) -> None:
    token = it.written(it.event(seq=it.probe()))
    await _counted(it, Malformed.code, token[: token.rindex(".")])


async def _oversized(it: Examiner) -> None:
    """Ways that do not carry it at all have refused it too."""
    token = it.written(it.event(seq=it.probe()))
    try:
        await _counted(it, Oversized.code, token + "x" * TOKEN_CHARS_MAX)
    except Silent:
        raise
    except LinkDown:
        await it.ask("heartbeat", {})


async def _wrong_key(it: Examiner) -> None:
    event = it.event(seq=it.probe())
    await _told(it, NotForUs.code, event, it.written(event, keys=it.forger.public()))


async def _future(it: Examiner) -> None:
    event = it.event(seq=it.probe(), version=it.schemas.newest + 1)
    await _told(it, FutureVersion.code, event, it.written(event))


async def _kind(it: Examiner) -> None:
    event = it.event(kind="nonsense", seq=it.probe(), data={"body": {}})
    await _told(it, UnknownKind.code, event, it.written(event))


async def _body(it: Examiner) -> None:
    event = it.event(seq=it.probe(), data={"body": {"at": "yesterday"}})
    await _told(it, BadBody.code, event, it.written(event))


async def _division(it: Examiner) -> None:
    data = it.example("offer")
    data["body"]["opening"]["division"] = data["appeal"]["division"] = NOWHERE
    event = it.event(seq=it.probe(), data=data)
    await _told(it, WrongDivision.code, event, it.written(event))


REFUSALS: list[tuple[str, str, Trial]] = [
    ("forged", "", _forged),
    ("truncated", "", _truncated),
    ("oversized", "", _oversized),
    ("wrong_key", "", _wrong_key),
    ("future_version", "", _future),
    ("unknown_kind", "", _kind),
    ("bad_body", "", _body),
    ("wrong_division", "", _division),
]

# --- what must be taken ----------------------------------------------------------------------------------------------


async def _taken(it: Examiner, *events: Event) -> None:
    await it.say(*events)
    for event in events:
        if (fate := await it.fate(event.seq)) != "taken":
            raise Found(fate)


async def _admitted(it: Examiner, *events: Event) -> None:
    end = monotonic() + it.wait_s
    while monotonic() < end:
        stand = await it.stands(*(event.seq for event in events))
        if wrong := [seq for seq, (_, against) in stand.items() if against]:
            raise Found(f"held {wrong}")
        if len(stand) == len(events) and all(admitted for admitted, _ in stand.values()):
            return
    raise Silent


def _kinds(it: Examiner) -> list[tuple[str, str, Trial]]:
    """Every kind at every version that is read."""
    schemas = it.schemas
    versions = range(schemas.oldest, schemas.newest + 1)
    return [
        ("kind", f"{kind} v{version}", partial(_one_kind, kind, version))
        for version in versions
        for kind in schemas.shapes
        if kind not in schemas.later_than(version)
    ]


async def _one_kind(kind: str, version: int, it: Examiner) -> None:
    data = it.schemas.write(kind, version, it.example(kind))
    event = it.event(kind, seq=await it.number(), version=version, data=data)
    await _taken(it, event)
    await _admitted(it, event)


async def _receipt(it: Examiner) -> str:
    """An offer is on the peer's desk within seconds; when it has a way to us, its receipt is here too."""
    began, event = monotonic(), it.event(seq=await it.number())
    await _taken(it, event)
    await _admitted(it, event)
    if it.back:
        await it.until(lambda: _receipt_of(it, event))
    took = monotonic() - began
    if took > RECEIPT_S:
        raise Found(f"{took:.1f} s")
    return f"{took:.1f} s"


def _receipt_of(it: Examiner, offer: Event) -> Event | None:
    return next((one for one in it.events if (one.kind, one.subject) == ("receipt", offer.subject)), None)


async def _danger(it: Examiner) -> None:
    """Of a crowd that arrives at once, the one in danger is never behind."""
    plain = [it.event(seq=await it.number()) for _ in range(CROWD)]
    data = it.example("offer")
    data["body"]["opening"]["danger"] = data["appeal"]["danger"] = True
    last = it.event(seq=await it.number(), urgent=True, data=data)
    await it.say(*plain, last)
    seqs = [event.seq for event in (*plain, last)]
    end = monotonic() + it.wait_s
    while monotonic() < end:
        admitted = {seq for seq, (done, _) in (await it.stands(*seqs)).items() if done}
        if admitted and last.seq not in admitted:
            raise Found(f"{len(admitted)} / {CROWD}")
        if len(admitted) == len(seqs):
            return
    raise Silent


async def _unknown_code(it: Examiner) -> None:
    """It is taken, and waits for a person; the message behind it goes on."""
    data = it.example("offer")
    data["body"]["reason_code"] = NO_CODE
    held = it.event(seq=await it.number(), data=data)
    behind = it.event(seq=await it.number())
    await _taken(it, held, behind)
    await _admitted(it, behind)
    admitted, against = (await it.stands(held.seq))[held.seq]
    if admitted or not against:
        raise Found("admitted" if admitted else "waiting")


async def _gap(it: Examiner) -> None:
    """A number that is left out is asked for, and only what comes after it in its own matter waits."""
    first, second = [it.event(seq=await it.number()) for _ in range(2)]
    heard = it.heard
    await _taken(it, second)
    if not any(first.seq in answer.missing for answer in it.answers_since(heard)):
        raise Found("missing")
    await _admitted(it, second)
    await _taken(it, first)
    await _admitted(it, first, second)


async def _duplicate(it: Examiner) -> None:
    event = it.event(seq=await it.number())
    await _taken(it, event)
    heard = it.heard
    await it.send(it.tokens[event.seq])
    answer = await it.until(lambda: next(iter(it.answers_since(heard)), None))
    if answer.upto < event.seq and event.seq not in answer.taken:
        raise Found(answer.refused.get(event.seq, "missing"))
    await _admitted(it, event)


async def _replayed(it: Examiner) -> None:
    """A number with other content is not taken, and what was taken first stays."""
    event = it.event(seq=await it.number())
    await _taken(it, event)
    await _counted(it, Replayed.code, it.written(it.event(seq=event.seq)))
    await _admitted(it, event)


async def _digest(it: Examiner) -> str:
    """What the peer has of all that was sent in this trial, to the last bit."""
    events = [it.sent[seq] for seq in sorted(it.sent)]
    began, now = min(event.at for event in events), it.clock.now()
    said = await it.ask(
        "digest",
        {
            "run": (of := str(uuid7(now))),
            "step": 0,
            "side": "taken",
            "rows": False,
            "spans": [EVERYTHING],
            "since": began.isoformat(),
            "until": (now + timedelta(seconds=1)).isoformat(),
        },
        of=of,
    )
    found = said.data["told"][0]
    own = sm3(b"".join(one.seq.to_bytes(8) + one.id.bytes + sm3(it.tokens[one.seq].encode()) for one in events)).hex()
    if (found["n"], found["sm3"]) != (len(events), own):
        raise Found(f"{found['n']} / {len(events)}")
    return str(len(events))


MESSAGES: list[tuple[str, str, Trial]] = [
    ("receipt", "", _receipt),
    ("danger_first", "", _danger),
    ("unknown_code", "", _unknown_code),
    ("gap", "", _gap),
    ("duplicate", "", _duplicate),
    ("replayed", "", _replayed),
    ("digest", "", _digest),
]

# --- the report ------------------------------------------------------------------------------------------------------


async def register(tx: Tx, peer: str, *, home: str, region: str, go_live: date | None) -> None:
    """Say that a region's links of orders and data lead to the peer; its sandbox's result counts for it. Raises
    NoRegion."""
    if region not in {code for code, _ in queries.regions(home)}:
        raise NoRegion
    row = {"region": region, "peer": peer, "go_live": go_live, "now": tx.now}
    await execute(tx.conn, links_store.TESTED_SQL, row)


async def keep(tx: Tx, peer: str, findings: Sequence[Finding], *, ms: int) -> None:
    """The result, where the register of links finds it (R3)."""
    row = {"id": tx.new_id(), "peer": peer, "began": tx.now - timedelta(milliseconds=ms), "now": tx.now}
    report = orjson.dumps([asdict(one) for one in findings]).decode()
    await execute(tx.conn, links_store.KEEP_CHECKUP_SQL, {**row, "passed": passed(findings), "report": report})


def page(peer: str, findings: Sequence[Finding], *, lang: str = "zh") -> str:
    """The report for people, as one page that needs nothing else."""
    head = escape(text("exchange.checkup.title", lang=lang, peer=peer))
    rows = "\n".join(_line(one.told(lang), lang) for one in findings)
    counts = {outcome: sum(one.outcome == outcome for one in findings) for outcome in ("passed", "failed", "untried")}
    summary = escape(text("exchange.checkup.summary", lang=lang, **counts))
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{head}</title><style>{_STYLE}</style>\n'
        f"<h1>{head}</h1><p>{summary}</p>\n<table>\n{rows}\n</table></html>\n"
    )


def _line(row: dict[str, Any], lang: str) -> str:
    outcome = text(f"exchange.checkup.outcome.{row['outcome']}", lang=lang)
    seen = "" if row["outcome"] == "untried" else row["seen"]
    cells = (outcome, row["name"], row["way"], f"{row['ms']} ms", seen, row["advice"])
    return f'<tr class="{row["outcome"]}">' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


_STYLE = """
:root{color-scheme:light dark}body{font:15px/1.5 sans-serif;margin:2rem;max-width:70rem}
table{border-collapse:collapse;width:100%}td{border-bottom:1px solid #8885;padding:.3rem .6rem;vertical-align:top}
.passed td:first-child{color:#1a7f37}.failed td:first-child{color:#d1242f;font-weight:bold}.untried td{opacity:.75}
"""
