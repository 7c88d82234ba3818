"""Invented messages that arrive at the two numbers, one after the other, as a caller's machine would send them."""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import structlog

from twinline.demo.client import Api, ServerAway

FIRST = 60
AWAY_S = 1.0

log = structlog.get_logger(__name__)


def seed_messages() -> list[dict[str, Any]]:
    """All messages of ``data/seed_messages.jsonl`` in their order."""
    text = (files("twinline.demo") / "data" / "seed_messages.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def mixed(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The two numbers' messages in turn, each in its own order, so that any stretch of them shows both."""
    lines: dict[str, list[dict[str, Any]]] = {"12345": [], "110": []}
    for message in messages:
        lines[message["number"]].append(message)
    total = {number: len(line) for number, line in lines.items()}
    return sorted(messages, key=lambda m: (lines[m["number"]].index(m) + 0.5) / total[m["number"]])


def body_of(message: Mapping[str, Any], turn: int) -> dict[str, Any]:
    """The message as the API takes it. In later turns it is a new contact with the same words."""
    plain = {name: message[name] for name in ("caller", "phone", "division", "confidential") if message.get(name)}
    return {
        "words": message["text"], "channel": message["channel"], "address": message.get("address") or "",
        "external_id": f"{message['external_id']}-{turn}", "seed": True, **plain,
    }  # fmt: skip


@dataclass(slots=True)
class Stream:
    """Sends messages for ever; ``progress`` remembers how many are sent, so that a restart goes on."""

    machines: Mapping[str, Api]
    progress: Path
    sent: int = 0
    refused: int = 0

    def __post_init__(self) -> None:
        self.sent = int(self.progress.read_text()) if self.progress.exists() else 0

    def run(self, stop: threading.Event, *, pause_s: float, until: int | None = None) -> None:
        """The first FIRST at once, then one every ``pause_s`` seconds, to ``until`` messages or until stopped."""
        for turn, message in self._waiting():
            if stop.is_set() or (until is not None and self.sent >= until):
                return
            if self.sent >= FIRST and stop.wait(pause_s):
                return
            while not self._send(turn, message):
                if stop.wait(AWAY_S):
                    return

    def _waiting(self) -> Iterator[tuple[int, dict[str, Any]]]:
        messages = mixed(seed_messages())
        while True:
            turn, place = divmod(self.sent, len(messages))
            yield turn + 1, messages[place]

    def _send(self, turn: int, message: Mapping[str, Any]) -> bool:
        """Whether the message is done with; a repeat after a lost answer has no effect (R14)."""
        key = f"demo:{turn}:{message['external_id']}"
        try:
            reply = self.machines[message["number"]].post("/appeals", body_of(message, turn), key=key)
        except ServerAway:
            return False
        if reply.status in (429, 503):
            return False
        if not reply.ok:
            self.refused += 1
            log.warning("demo.refused", message=message["external_id"], answer=reply.body)
        self.sent += 1
        self.progress.write_text(str(self.sent))
        return True
