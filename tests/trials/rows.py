"""Changes that a rule owner might make, drawn at random, and the texts that they are tried on."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from twinline.triage import Rulebook, rulebook
from twinline.trials.compare import Heard, Judged, Side, judged

DAY = date(2026, 11, 20)
MESSAGES = Path(__file__).resolve().parents[2] / "training" / "messages"
UNKNOWN = Judged("", "", "", "", "", "", "")
Draft = dict[str, list[dict[str, str]]]
OWNERS = ("12345", "110", "119", "120", "122", "utility", "none")
TYPES = ("咨询", "求助", "投诉", "举报", "建议", "报警", "其他")


@cache
def packaged() -> dict[str, list[dict[str, str]]]:
    return {name: [dict(row) for row in rows] for name, rows in rulebook.read_tables().items()}


@cache
def written() -> tuple[str, ...]:
    """All messages that were written for training."""
    return tuple(
        row[-1]
        for path in sorted(MESSAGES.glob("*.tsv"))
        for row in csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def book_of(tables: Draft, edition: str = "1") -> Rulebook:
    return rulebook.rulebook_of(tables, as_of=DAY, edition=edition)


def side_of(book: Rulebook) -> Side:
    return Side(book, lambda _matter, department, _division: department)


@cache
def base() -> Side:
    return side_of(book_of(packaged(), "0"))


@cache
def heard() -> tuple[Heard, ...]:
    """The messages as if the packaged edition had judged them at intake."""
    return tuple(_heard(number, text) for number, text in enumerate(written()))


def _heard(number: int, text: str) -> Heard:
    one = Heard(UUID(int=number), text, "voice" if number % 2 else "web", "12345", None, UNKNOWN, True)
    return one._replace(stored=judged(one, base()))


def changed(seed: int, edits: int) -> Draft:
    """The packaged tables after so many random changes, each of them one that can be compiled."""
    chance = random.Random(seed)
    tables = {name: [dict(row) for row in rows] for name, rows in packaged().items()}
    for _ in range(edits):
        chance.choice(EDITS)(tables, chance)
    return tables


def _some(tables: Draft, name: str, chance: random.Random) -> dict[str, str]:
    return chance.choice(tables[name])


def _attribute(tables: Draft, chance: random.Random) -> None:
    row = _some(tables, "responsibility_list", chance)
    name, values = chance.choice(
        [
            ("owner", OWNERS),
            ("default_type", TYPES),
            ("department", tuple(one["code"] for one in tables["department_kinds"])),
            ("joint", ("", "urban_management", "public_security;fire_rescue")),
        ]
    )
    row[name] = chance.choice(values)


def _danger_attribute(tables: Draft, chance: random.Random) -> None:
    row = _some(tables, "danger_rules", chance)
    if row["kind"] != "mask":
        row["strength"] = chance.choice(("hard", "soft"))
        row["owner"] = chance.choice(("110", "119", "120"))
        row["kind"] = chance.choice(sorted({one["kind"] for one in tables["danger_rules"]} - {"mask"}))


def _phrase_added(tables: Draft, chance: random.Random) -> None:
    row = _some(tables, chance.choice(("responsibility_list", "danger_rules", "cues")), chance)
    row["phrases"] += "|" + _phrase(chance)


def _phrase(chance: random.Random) -> str:
    """Words of a message, alone or joined to others, weak or with a word class."""
    parts = [_words(chance) for _ in range(chance.choice((1, 1, 1, 2, 2, 3)))]
    if chance.random() < 0.3:
        parts[0] = "@" + chance.choice([row["name"] for row in packaged()["word_classes"]])
    joined = parts[0] + "".join(chance.choice("+>&") + part for part in parts[1:])
    return ("~" if chance.random() < 0.2 else "") + joined


def _words(chance: random.Random) -> str:
    text = "".join(char for char in chance.choice(written()) if "\u4e00" <= char <= "\u9fff") or "路灯"
    start = chance.randrange(len(text))
    return text[start : start + chance.choice((1, 2, 2, 2, 3, 4))]


def _phrase_removed(tables: Draft, chance: random.Random) -> None:
    row = _some(tables, chance.choice(("responsibility_list", "danger_rules", "cues")), chance)
    phrases = row["phrases"].split("|")
    if len(phrases) > 1:
        phrases.remove(chance.choice(phrases))
        row["phrases"] = "|".join(phrases)


def _row_removed(tables: Draft, chance: random.Random) -> None:
    """A cue or danger row goes; a matter that others name stays, so it only ends."""
    rows = tables[chance.choice(("danger_rules", "cues"))]
    if len(rows) > 5:
        rows.remove(chance.choice(rows))


def _matter_added(tables: Draft, chance: random.Random) -> None:
    row = dict(_some(tables, "responsibility_list", chance))
    row["code"] = f"X-{len(tables['responsibility_list'])}"
    row["matter"] += row["code"]
    row["phrases"] = "|".join(_phrase(chance) for _ in range(3))
    tables["responsibility_list"].insert(chance.randrange(len(tables["responsibility_list"])), row)


def _order(tables: Draft, chance: random.Random) -> None:
    rows = tables[chance.choice(("responsibility_list", "danger_rules", "cues"))]
    rows.insert(chance.randrange(len(rows)), rows.pop(chance.randrange(len(rows))))


def _class(tables: Draft, chance: random.Random) -> None:
    row = _some(tables, "word_classes", chance)
    members = row["members"].split("|")
    if chance.random() < 0.5 and len(members) > 1:
        members.remove(chance.choice(members))
    else:
        members.append(_words(chance))
    row["members"] = "|".join(members)


def _mask(tables: Draft, chance: random.Random) -> None:
    rows = [row for row in tables["danger_rules"] if row["kind"] == "mask"]
    row = chance.choice(rows)
    phrases = row["phrases"].split("|")
    if chance.random() < 0.5 and len(phrases) > 1:
        phrases.remove(chance.choice(phrases))
    else:
        phrases.append(_words(chance) + _words(chance))
    row["phrases"] = "|".join(phrases)


def _weight(tables: Draft, chance: random.Random) -> None:
    row = _some(tables, "cues", chance)
    row["weight"] = str(chance.choice((0.5, 1, 2, 4)))


def _explained(tables: Draft, chance: random.Random) -> None:
    row = _some(tables, "responsibility_list", chance)
    row["basis"] += "（修订）"
    row["matter"] += "（新）"


EDITS: tuple[Callable[[Draft, random.Random], None], ...] = (
    *(_attribute, _danger_attribute, _phrase_added, _phrase_added, _phrase_removed, _row_removed, _matter_added),
    *(_order, _class, _mask, _weight, _explained),
)
