"""``growth``: what intake and the inbox cost at many orders by what they cost at 10,000; ``search`` at both; then
``list`` and ``save`` at the many. BENCH_ORDERS says how many: 100,000, or 1000000 for the whole."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from bench import lists
from bench.copying import copy_days
from bench.rig import Load, Rig, appeal_bodies, line, load, processes, request

BASE_ROWS = 10_000
ORDERS = int(os.environ.get("BENCH_ORDERS", "100000"))
SINGLES = 4_000
READS = 400
CONNECTIONS = 16
WORDS = ("路灯", "井盖", "施工", "噪音", "停车", "路灯不亮", "天河区石牌", "电动车充电")

MISSING_SQL = "SELECT (SELECT count(*) FROM appeal) - (SELECT count(*) FROM search_doc)"


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured at one size."""

    rows: int
    intake: Load
    follow_cpu_ms: float
    inbox: Load
    search: Load


def run(made: Rig) -> None:
    small = _measure_small(made)
    lists.send_out(made)
    began = time.perf_counter()
    copy_days(made.url, max(1, ORDERS // BASE_ROWS - 1))
    line("growth_fill", time.perf_counter() - began, "s", n=made.sql("SELECT count(*) FROM work_order"))
    big = _measure(made, start=20_000_000)
    _report("growth_intake", small.intake.cpu_ms, big.intake.cpu_ms, big, "CPU ms of server and database an appeal")
    follow = "CPU ms of worker and database an appeal: search index, board, messages"
    _report("growth_follow", small.follow_cpu_ms, big.follow_cpu_ms, big, follow)
    _report("growth_inbox", small.inbox.cpu_ms, big.inbox.cpu_ms, big, "CPU ms for a page of the open work orders")
    line(
        "search", big.search.quantile_ms(0.95), "ms", n=big.search.n, rows=big.rows,
        p50_ms=round(big.search.quantile_ms(0.5), 2), cpu_ms=round(big.search.cpu_ms, 2),
        small_p95_ms=round(small.search.quantile_ms(0.95), 2),
        note="p95 of Chinese substrings of 2 to 5 characters through GET /appeals, one connection",
    )  # fmt: skip
    lists.run(made)


def _report(name: str, small: float, big: float, at: Size, what: str) -> None:
    line(
        name, big / small, "x", floor=1.0, ratio=big / small, n=at.intake.n, rows=at.rows, small=round(small, 3),
        big=round(big, 3), note=what,
    )  # fmt: skip


def _measure_small(made: Rig) -> Size:
    with processes(made, work=True):
        key = made.keys["machine_12345"]
        bodies = list(appeal_bodies(BASE_ROWS - SINGLES))
        pages = [bodies[i : i + 500] for i in range(0, len(bodies), 500)]
        fill = [request("POST", "/api/v1/appeals/batch", key, {"appeals": p}) for p in pages]
        load(made, fill, connections=1, expect=200)
    return _measure(made, start=10_000_000)


def _measure(made: Rig, *, start: int) -> Size:
    made.rest()
    key = made.keys["machine_12345"]
    with processes(made):
        singles = [request("POST", "/api/v1/appeals", key, b) for b in appeal_bodies(SINGLES + 300, start=start)]
        load(made, singles[:300], connections=CONNECTIONS, expect=201)
        intake = load(made, singles[300:], connections=CONNECTIONS, expect=201)
    with processes(made, work=True):
        follow = _follow(made)
        made.rest()
        inbox = [request("GET", "/api/v1/work-orders?open=true&limit=50", key)] * READS
        load(made, inbox[:20], connections=1, expect=200)
        page = load(made, inbox, connections=2, expect=200)
        finds = [request("GET", f"/api/v1/appeals?q={_quote(WORDS[i % len(WORDS)])}&limit=50", key) for i in range(160)]
        load(made, finds[:16], connections=1, expect=200)
        found = load(made, finds, connections=1, expect=200)
    return Size(made.sql("SELECT count(*) FROM work_order"), intake, follow, page, found)


def _follow(made: Rig) -> float:
    """CPU ms of worker and database an appeal, for search index, board and messages of what just came in."""
    missing = made.sql(MISSING_SQL)
    cpu = made.cpu_s(worker=True)
    _wait_for_search(made)
    return (made.cpu_s(worker=True) - cpu) / max(1, missing) * 1000


def _quote(words: str) -> str:
    from urllib.parse import quote

    return quote(words)


def _wait_for_search(made: Rig) -> None:
    for _ in range(600):
        if not made.sql(MISSING_SQL):
            return
        time.sleep(0.5)
    raise RuntimeError("the search index does not catch up")
