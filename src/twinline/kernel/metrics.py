"""Prometheus figures of one process: requests, pool, outbox lag, and gauges that modules add.

A gauge of something in the database is a *probe*: a function that is asked when ``/metrics`` is read. With several
server processes ``PROMETHEUS_MULTIPROC_DIR`` is set and the counters of all of them are added up.
"""

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from twinline.kernel.db import Database, fetch_value

REQUESTS = Counter("twinline_http_requests", "Requests by route template and status", ["method", "route", "status"])
SECONDS = Histogram(
    "twinline_http_seconds",
    "Time to the end of the answer",
    ["method", "route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
POOL_NAMES = ("pool_size", "pool_available", "requests_waiting")
OUTBOX_LAG_SQL = """
    SELECT coalesce(extract(epoch FROM max(%(now)s - o.at)), 0)::float8
      FROM outbox_cursor c CROSS JOIN LATERAL (
           SELECT at FROM outbox WHERE xid >= c.from_xid AND (c.until_xid IS NULL OR pos > c.last_pos)
            ORDER BY xid, pos LIMIT 1) o
"""
DEAD_LETTERS_SQL = "SELECT count(*) FROM dead_letter WHERE settled_at IS NULL"

Probe = Callable[[Database], Awaitable[float]]
Labelled = Callable[[Database], Awaitable[Sequence[tuple[Sequence[str], Mapping[str, float]]]]]
"""Reads several figures of many things: for each its labels, and its figures by name; a figure may be missing."""
_probes: dict[str, tuple[str, Probe]] = {}
_labelled: list[tuple[Sequence[str], Mapping[str, str], Labelled]] = []


def add_probe(name: str, help_text: str, probe: Probe) -> None:
    """Show ``twinline_<name>`` as a gauge whose value ``probe`` reads; a module calls this once on import."""
    _probes[name] = (help_text, probe)


def add_labelled(labels: Sequence[str], names: Mapping[str, str], probe: Labelled) -> None:
    """Show ``twinline_<name>{labels}`` for every name, each with its help text; ``probe`` reads them all at once."""
    _labelled.append((labels, names, probe))


def figures() -> dict[str, tuple[Sequence[str], str]]:
    """Labels and meaning of every figure on the page, by its name without ``twinline_``."""
    counted: dict[str, tuple[Sequence[str], str]] = {
        "http_requests_total": (("method", "route", "status"), "Requests by route template and status"),
        "http_seconds": (("method", "route"), "Time to the end of the answer, as a histogram"),
    }
    pool: dict[str, tuple[Sequence[str], str]] = {f"db_{name}": ((), f"Database pool: {name}") for name in POOL_NAMES}
    plain: dict[str, tuple[Sequence[str], str]] = {name: ((), said) for name, (said, _) in _probes.items()}
    labelled = {name: (labels, said) for labels, names, _ in _labelled for name, said in names.items()}
    return counted | pool | plain | labelled


async def outbox_lag(db: Database) -> float:
    """Seconds that the oldest fact still waits for its slowest subscriber; 0 when all have caught up."""
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, OUTBOX_LAG_SQL, {"now": tx.now}))


async def dead_letters(db: Database) -> float:
    """How many facts could not be delivered and wait for a person."""
    async with db.transaction() as tx:
        return float(await fetch_value(tx.conn, DEAD_LETTERS_SQL, {}))


add_probe("outbox_lag_seconds", "Age of the oldest fact that a subscriber has not read", outbox_lag)
add_probe("dead_letters", "Facts that could not be delivered", dead_letters)


async def render(db: Database) -> bytes:
    """The page for Prometheus, in its text format."""
    return _counted() + generate_latest(await _asked(db))


def _counted() -> bytes:
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    return generate_latest(registry)


async def _asked(db: Database) -> CollectorRegistry:
    registry = CollectorRegistry()
    stats = db.pool.get_stats()
    for name in POOL_NAMES:
        Gauge(f"twinline_db_{name}", f"Database pool: {name}", registry=registry).set(stats.get(name, 0))
    for name, (help_text, probe) in _probes.items():
        Gauge(f"twinline_{name}", help_text, registry=registry).set(await probe(db))
    for labels, names, labelled in _labelled:
        found = {name: Gauge(f"twinline_{name}", said, labels, registry=registry) for name, said in names.items()}
        for values, figures in await labelled(db):
            for name, figure in figures.items():
                found[name].labels(*values).set(figure)
    return registry
