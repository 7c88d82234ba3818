"""``intake_http``: one appeal a request, judged, owned, clocks started, durable. ``intake_bulk``: 1,000 a request."""

from __future__ import annotations

from bench import floor
from bench.rig import Rig, appeal_bodies, line, load, processes, request

CONNECTIONS = 32
SINGLE = 8_000
BULK_REQUESTS = 12
BULK_ROWS = 1_000


def run(made: Rig) -> None:
    base = floor.measure(made, clients=CONNECTIONS)
    made.rest()
    with processes(made):
        key = made.keys["machine_12345"]
        singles = [request("POST", "/api/v1/appeals", key, b) for b in appeal_bodies(SINGLE + 500)]
        load(made, singles[:500], connections=CONNECTIONS, expect=201)
        one = load(made, singles[500:], connections=CONNECTIONS, expect=201)
        bulk = _bulk(made, key)
    rows = made.sql("SELECT count(*) FROM appeal")
    line(
        "intake_http", one.per_second, "appeals/s", floor=base.per_second, ratio=one.per_second / base.per_second,
        n=one.n, rows=rows, cpu_ms=round(one.cpu_ms, 3), floor_cpu_ms=round(base.cpu_ms, 3),
        p50_ms=round(one.quantile_ms(0.5), 1), p99_ms=round(one.quantile_ms(0.99), 1),
        note=f"{CONNECTIONS} connections; CPU of server and database; the load generator shares the two cores",
    )  # fmt: skip
    line(
        "intake_bulk", bulk.per_second * BULK_ROWS, "appeals/s", floor=base.per_second,
        ratio=bulk.per_second * BULK_ROWS / base.per_second, n=bulk.n * BULK_ROWS, rows=rows,
        cpu_ms=round(bulk.cpu_ms / BULK_ROWS, 3), note="1,000 appeals a request, two requests at a time",
    )  # fmt: skip


def _bulk(made: Rig, key: str):  # type: ignore[no-untyped-def]
    bodies = list(appeal_bodies(BULK_ROWS * BULK_REQUESTS, start=1_000_000))
    pages = [bodies[i : i + BULK_ROWS] for i in range(0, len(bodies), BULK_ROWS)]
    requests = [request("POST", "/api/v1/appeals/batch", key, {"appeals": page}) for page in pages]
    return load(made, requests, connections=2, expect=200)
