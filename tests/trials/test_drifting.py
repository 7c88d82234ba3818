"""The arithmetic of drift (R68)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinline.trials.drifting import Figure, Limits, figures, stability, worst

LIMITS = Limits(least=100)
COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5000), min_size=1)


def day(size: int, **fields: dict[str, int]) -> dict[str, dict[str, int]]:
    return {"all": {"all": size}, **fields}


def by_name(found: list[Figure]) -> dict[str, Figure]:
    return {figure.name: figure for figure in found}


def test_a_known_value() -> None:
    """Two values, 60:40 against 50:50."""
    expected = 0.1 * math.log(0.6 / 0.5) - 0.1 * math.log(0.4 / 0.5)
    assert stability({"a": 60, "b": 40}, {"a": 500, "b": 500}) == pytest.approx(expected)


@given(counts=COUNTS, times=st.integers(1, 50))
def test_the_same_distribution_has_not_moved(counts: dict[str, int], times: int) -> None:
    alive = {value: count for value, count in counts.items() if count}
    assert stability(alive, {value: count * times for value, count in alive.items()}) == pytest.approx(0, abs=1e-9)


@given(now=COUNTS, before=COUNTS)
def test_it_is_finite_never_negative_and_the_same_both_ways(now: dict[str, int], before: dict[str, int]) -> None:
    value = stability(now, before)
    assert math.isfinite(value)
    assert value >= -1e-12
    assert value == pytest.approx(stability(before, now))


def test_an_owner_that_takes_over_raises_the_alarm() -> None:
    before = day(10_000, owner={"12345": 9_000, "110": 1_000})
    now = day(1_000, owner={"12345": 500, "110": 500})
    found = figures(now, before, limits=LIMITS)
    assert by_name(found)["owner"].level == "alarm"
    assert worst(found) == "alarm"


def test_shares_are_watched_in_both_directions() -> None:
    before = day(10_000, override={"yes": 500}, no_match={"yes": 1_000})
    now = day(1_000, override={"yes": 90}, no_match={"yes": 5})
    found = by_name(figures(now, before, limits=LIMITS))
    assert (found["override"].now, found["override"].before, found["override"].level) == (0.09, 0.05, "watch")
    assert (found["no_match"].value, found["no_match"].level) == (-0.095, "alarm")


def test_few_texts_say_nothing() -> None:
    found = figures(day(99, owner={"110": 99}), day(10_000, owner={"12345": 10_000}), limits=LIMITS)
    assert {figure.level for figure in found} == {"few"}
    assert worst(found) == "few"
