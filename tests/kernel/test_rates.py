"""Request limits: bounded memory, no pause, and nobody gets rid of a limit by making many keys."""

from __future__ import annotations

from collections.abc import Hashable

import pytest

from twinline.kernel import rates
from twinline.kernel.errors import TooMany
from twinline.kernel.rates import RateLimiter


class Timed:
    """A limiter of one a second, bursts of two, at a time that the test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, callers: int) -> None:
        monkeypatch.setattr(rates, "CALLERS_MAX", callers)
        monkeypatch.setattr(rates, "SHARED", 1)
        self.at = 0.0
        self.limiter = RateLimiter(per_second=1, burst=2, clock=lambda: self.at)

    def allowed(self, key: Hashable, times: int = 1) -> int:
        taken = 0
        for _ in range(times):
            try:
                self.limiter.take(key)
            except TooMany:
                break
            taken += 1
        return taken


def test_a_bucket_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    timed = Timed(monkeypatch, callers=10)
    assert timed.allowed("a", 9) == 2
    timed.at = 1.0
    assert timed.allowed("a", 9) == 1
    timed.at = 60.0
    assert timed.allowed("a", 9) == 2


def test_many_keys_reset_nobodys_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is at the limit stays there; those without room share one bucket, whatever key they make up."""
    timed = Timed(monkeypatch, callers=10)
    assert timed.allowed("a", 9) == 2
    assert sum(timed.allowed(n) for n in range(1_000)) == 9 + 2
    assert len(timed.limiter._own) <= 10
    assert timed.allowed("a") == 0
    timed.at = 1.0
    assert sum(timed.allowed(("again", n)) for n in range(1_000)) == 1
    assert timed.allowed("a", 9) == 1


def test_full_buckets_make_room_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    timed = Timed(monkeypatch, callers=10)
    assert sum(timed.allowed(key) for key in range(10)) == 10
    timed.at += 1.0
    for key in range(10, 10_000):
        timed.at += 1.0
        assert timed.allowed(key, 9) == 2
    assert len(timed.limiter._own) <= 3


def test_who_shared_begins_with_what_was_left(monkeypatch: pytest.MonkeyPatch) -> None:
    timed = Timed(monkeypatch, callers=1)
    assert timed.allowed("a", 9) == 2
    timed.at = 1.0
    assert timed.allowed("b", 9) == 2
    timed.at = 2.0
    assert timed.allowed("b", 9) == 1
