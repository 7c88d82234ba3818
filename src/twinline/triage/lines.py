"""Judging a stream of records, one JSON object per line, as `twinline triage` does."""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from twinline.kernel.errors import Invalid
from twinline.kernel.messages import text as message
from twinline.triage.engine import judge
from twinline.triage.judge import Semantic
from twinline.triage.rulebook import Rulebook


class BadLine(Invalid):
    """A record that is not ``{"id", "text", "channel"}``; ``params["why"]`` says what is wrong."""

    code = "triage.bad_line"


def judge_line(line: object, *, rulebook: Rulebook, semantic: Semantic | None = None) -> dict[str, object]:
    """Judge one record. Raises BadLine when it is not an object with an id, a text and an optional channel."""
    record = _object(line)
    words, channel = record.get("text"), record.get("channel", "web")
    if "id" not in record:
        raise _bad("id_missing")
    if not isinstance(words, str):
        raise _bad("text_not_string")
    if channel is not None and not isinstance(channel, str):
        raise _bad("channel_not_string")
    decision = judge(words, rulebook=rulebook, channel=channel or "web", semantic=semantic)
    return {
        "id": record["id"],
        "owner": decision.owner.value,
        "joint": decision.joint,
        "danger": decision.danger,
        "type": decision.type.value,
        "matter": decision.matter,
        "department": decision.department,
        "confidence": decision.confidence,
        "reasons": [reason.text for reason in decision.reasons],
    }


def judge_lines(
    lines: Iterable[object], *, rulebook: Rulebook, semantic: Semantic | None = None
) -> Iterator[dict[str, object]]:
    """Judge records one after the other. Raises BadLine at the first that cannot be judged; to go on past bad
    records, call ``judge_line`` for each.
    """
    for line in lines:
        yield judge_line(line, rulebook=rulebook, semantic=semantic)


def _object(line: object) -> Mapping[str, object]:
    if not isinstance(line, Mapping):
        raise _bad("not_object")
    return cast("Mapping[str, object]", line)


def _bad(why: str) -> BadLine:
    return BadLine(why=message(f"triage.why.{why}"))
