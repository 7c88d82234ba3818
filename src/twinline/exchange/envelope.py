"""Tokens: a CloudEvent (1.0) as a compact JWS (RFC 7515), its body sealed for the receiver (decision 0017, R36, R37).

Outside the seal — kind, subject, numbers, urgency — is what a hub needs to pass a token on, and nothing personal.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from twinline.exchange.keys import BodyKey, KeyRing, b64, seal, unb64, verify
from twinline.exchange.model import (
    Answer,
    BadBody,
    Event,
    FutureVersion,
    Malformed,
    NotForUs,
    Notice,
    Oversized,
    Refused,
)
from twinline.exchange.ports import TOKEN_CHARS_MAX

EVENT, ANSWER, NOTICE = "twinline-event+jws", "twinline-answer+jws", "twinline-notice+jws"
TYPE = "cn.twinline."
SCHEMA = "urn:twinline:exchange:"
SEALED = "application/vnd.twinline.sealed+json"
VERSION_MAX = 32_767
CODE_FORM = re.compile(r"[a-z]+\.[a-z0-9_]{1,60}")


def write_event(ring: KeyRing, public: Mapping[str, Any], event: Event) -> str:
    """The token of an event for the peer whose public document is given."""
    body = {
        "specversion": "1.0",
        "id": str(event.id),
        "source": f"twinline:{event.source}",
        "type": TYPE + event.kind,
        "subject": str(event.subject),
        "time": event.at.isoformat(),
        "datacontenttype": SEALED,
        "dataschema": f"{SCHEMA}{event.kind}:{event.version}",
        "peerseq": event.seq,
        "subjectseq": event.subject_n,
        "urgent": event.urgent,
        "sender": event.sender,
        "receiver": event.receiver,
        "idempotencykey": str(event.id),
        "data": seal(public, orjson.dumps(event.data)),
    }
    return _signed(ring, EVENT, event.source, event.target, body, epoch=event.epoch)


def write_answer(ring: KeyRing, answer: Answer) -> str:
    body = {
        "at": answer.at.isoformat(),
        "upto": answer.upto,
        "taken": answer.taken,
        "refused": {str(seq): code for seq, code in answer.refused.items()},
        "missing": answer.missing,
        "version": answer.version,
    }
    return _signed(ring, ANSWER, answer.source, answer.target, body)


def write_notice(ring: KeyRing, notice: Notice) -> str:
    body = {"id": str(notice.id), "at": notice.at.isoformat(), "kind": notice.kind, "data": notice.data}
    return _signed(ring, NOTICE, notice.source, notice.target, body)


def _signed(ring: KeyRing, kind: str, source: str, target: str, body: Mapping[str, Any], *, epoch: int = 0) -> str:
    head: dict[str, Any] = {"alg": ring.alg, "kid": ring.kid, "typ": kind, "from": source, "to": target}
    if epoch:
        head["epoch"] = epoch
    said = f"{b64(orjson.dumps(head))}.{b64(orjson.dumps(body))}"
    return f"{said}.{b64(ring.sign(said.encode()))}"


def head_of(token: str) -> dict[str, Any]:
    """What a token says of itself, unverified. Raises Oversized, Malformed."""
    if len(token) > TOKEN_CHARS_MAX:
        raise Oversized
    try:
        head: dict[str, Any] = orjson.loads(unb64(token.split(".", 1)[0]))
        if all(isinstance(head[name], str) for name in ("kid", "typ", "from", "to")):
            return head
    except (ValueError, TypeError, KeyError) as error:
        raise Malformed from error
    raise Malformed


def _verified(token: str, public: Mapping[str, Any]) -> dict[str, Any]:
    parts = token.split(".")
    try:
        head, body, signature = parts
        said, signed = f"{head}.{body}".encode("ascii"), unb64(signature)
    except ValueError as error:
        raise Malformed from error
    verify(public, said, signed)
    try:
        opened = orjson.loads(unb64(body))
    except ValueError as error:
        raise BadBody(why="json") from error
    if not isinstance(opened, dict):
        raise BadBody(why="object")
    return opened  # pyright: ignore[reportUnknownVariableType]


def signed_number(token: str, public: Mapping[str, Any], *, me: str) -> int | None:
    """The number of a token that ``public``'s owner signed for us, whatever else is wrong with it. None when nothing
    proves that it is the owner's: such a token may not speak of any number."""
    try:
        return _number(_verified(token, public)["peerseq"]) if head_of(token)["to"] == me else None
    except (Refused, KeyError, ValueError):
        return None


def version_of(token: str) -> int:
    """The version of the schema that one of our own tokens was written in."""
    return int(orjson.loads(unb64(token.split(".")[1]))["dataschema"].rsplit(":", 1)[1])


def sealed_in(token: str) -> dict[str, str]:
    """The sealed body of a token that was verified before."""
    return orjson.loads(unb64(token.split(".")[1]))["data"]


def read_event(ring: KeyRing | BodyKey, token: str, public: Mapping[str, Any], *, me: str, newest: int) -> Event:
    """The event of a token that ``public``'s owner signed, opened with our keys or with the key of its body alone.

    Raises Oversized, Malformed, Forged, NotForUs, FutureVersion, BadBody.
    """
    return _event(ring, head_of(token), _verified(token, public), me=me, newest=newest)


def kept_event(ring: KeyRing, token: str, *, me: str, newest: int) -> Event:
    """The event of a token that was verified before it was kept. Its peer may sign with other keys by now.

    Raises NotForUs, FutureVersion, BadBody.
    """
    return _event(ring, head_of(token), orjson.loads(unb64(token.split(".")[1])), me=me, newest=newest)


def _event(ring: KeyRing | BodyKey, head: Mapping[str, Any], body: Mapping[str, Any], *, me: str, newest: int) -> Event:
    if head["to"] != me:
        raise NotForUs
    try:
        kind, version = body["dataschema"].removeprefix(SCHEMA).rsplit(":", 1)
        if int(version) > newest:
            raise FutureVersion(version=version)
        data = orjson.loads(ring.open(body["data"]))
        return Event(
            id=UUID(body["id"]),
            source=head["from"],
            target=head["to"],
            kind=kind,
            subject=UUID(body["subject"]),
            at=datetime.fromisoformat(body["time"]),
            seq=_number(body["peerseq"]),
            subject_n=_number(body["subjectseq"], below=2**31),
            urgent=bool(body["urgent"]),
            version=int(version),
            sender=str(body["sender"]),
            receiver=str(body["receiver"]),
            data=data,
            epoch=_number(head.get("epoch", 0) + 1) - 1,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBody(why=type(error).__name__) from error


def read_answer(token: str, public: Mapping[str, Any], *, me: str) -> Answer:
    """The answer of a token. Raises Malformed, Forged, NotForUs, BadBody."""
    head = head_of(token)
    body = _verified(token, public)
    if head["to"] != me:
        raise NotForUs
    try:
        return Answer(
            source=head["from"],
            target=head["to"],
            at=datetime.fromisoformat(body["at"]),
            upto=_number(body["upto"] + 1) - 1,
            taken=[_number(seq) for seq in body["taken"]],
            refused={_number(int(seq)): _code(code) for seq, code in body["refused"].items()},
            missing=[_number(seq) for seq in body["missing"]],
            version=min(_number(body["version"]), VERSION_MAX),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBody(why=type(error).__name__) from error


def _code(value: Any) -> str:
    if not isinstance(value, str) or not CODE_FORM.fullmatch(value):
        raise ValueError
    return value


def read_notice(token: str, public: Mapping[str, Any], *, me: str) -> Notice:
    """The notice of a token. Raises Malformed, Forged, NotForUs, BadBody."""
    head = head_of(token)
    body = _verified(token, public)
    if head["to"] != me:
        raise NotForUs
    try:
        at, data = datetime.fromisoformat(body["at"]), dict[str, Any](body["data"])
        if at.tzinfo is None:
            raise BadBody(why="at")
        return Notice(UUID(body["id"]), head["from"], head["to"], str(body["kind"]), at, data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBody(why=type(error).__name__) from error


def _number(value: Any, *, below: int = 2**63) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < below:
        raise ValueError
    return value
