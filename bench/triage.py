"""``triage``: one decision on one core, over the seed messages and longer texts made of them."""

from __future__ import annotations

import time
from datetime import date

from bench.rig import Rig, line, texts
from twinline.triage import judge, load_rulebook

ROUNDS = 20


def run(_made: Rig) -> None:
    book = load_rulebook(as_of=date.today())  # noqa: DTZ011
    words = texts(plain=False)
    usual = [(words[i] + "。" + words[(i * 7 + 3) % len(words)] + "。" + words[(i * 13 + 5) % len(words)])[:200]
             for i in range(len(words))]  # fmt: skip
    for name, sample in (("triage", usual), ("triage_seed", words)):
        spent: list[float] = []
        for _ in range(ROUNDS):
            for text in sample:
                began = time.process_time()
                judge(text, rulebook=book)
                spent.append(time.process_time() - began)
        spent.sort()
        mean = sum(spent) / len(spent)
        note = "200 characters each" if name == "triage" else f"{sum(map(len, sample)) // len(sample)} characters mean"
        line(
            name, 1 / mean, "decisions/s", n=len(spent), p99_ms=round(spent[int(0.99 * len(spent))] * 1000, 3),
            cpu_ms=round(mean * 1000, 3), note=f"one core, {note}",
        )  # fmt: skip
