"""Keys that sort by time, and numbers that people read out (RFC 9562, ISO 7064)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinline.kernel.ids import NUMBER_KINDS, SEQUENCE_MODULUS, is_order_number, order_number, uuid7

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@given(MOMENTS, st.binary(min_size=10, max_size=10))
def test_a_key_has_version_variant_and_time(at: datetime, random: bytes) -> None:
    key = uuid7(at, lambda count: random)
    assert (key.version, key.variant) == (7, RFC_4122)
    assert key.int >> 80 == int(at.timestamp() * 1000)


@given(MOMENTS, st.integers(1, 10**9))
def test_later_keys_are_greater(at: datetime, millis: int) -> None:
    assert uuid7(at, lambda n: b"\xff" * n) < uuid7(at + timedelta(milliseconds=millis), bytes)


def test_keys_of_one_moment_differ() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    assert len({uuid7(at) for _ in range(10_000)}) == 10_000


@given(st.sampled_from(sorted(NUMBER_KINDS)), MOMENTS, st.integers(0, SEQUENCE_MODULUS - 1))
def test_a_number_checks_itself(kind: str, at: datetime, sequence: int) -> None:
    number = order_number(kind=kind, division="440106", at=at, sequence=sequence)
    assert len(number) == 23
    assert is_order_number(number)


@given(MOMENTS, st.integers(0, SEQUENCE_MODULUS - 1), st.integers(1, 22), st.data())
def test_one_wrong_character_or_two_swapped_ones_are_found(
    at: datetime, sequence: int, place: int, draw: st.DataObject
) -> None:
    number = order_number(kind="case", division="440106", at=at, sequence=sequence)
    wrong = draw.draw(st.sampled_from([c for c in ALPHABET if c != number[place]]))
    assert not is_order_number(number[:place] + wrong + number[place + 1 :])
    left, right = number[place - 1], number[place]
    if left != right:
        assert not is_order_number(number[: place - 1] + right + left + number[place + 1 :])


def test_the_date_on_a_number_is_that_of_china() -> None:
    eve = datetime(2025, 12, 31, 16, 0, tzinfo=UTC)
    assert order_number(kind="case", division=None, at=eve, sequence=7)[:22] == "G000000202601010000007"


def test_no_key_is_made_without_random() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    asked: list[int] = []

    def random(count: int) -> bytes:
        asked.append(count)
        return bytes(count)

    assert isinstance(uuid7(at, random), UUID)
    assert asked == [10]


@pytest.mark.parametrize("text", ["", "G", "X" * 23, "G4401062026112200012345"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert not is_order_number(text)
