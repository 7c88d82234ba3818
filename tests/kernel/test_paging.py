"""Pages by cursor: every row once, whatever is inserted meanwhile (R36)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinline.kernel.limits import PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX
from twinline.kernel.paging import FIRST, BadCursor, Page, cut, encode_cursor, page_of

KEYS = st.sets(st.uuids(), max_size=40)


def read(keys: set[UUID], page: Page) -> dict[str, Any]:
    """What a store's query does with the bounds of a page."""
    below = sorted((k for k in keys if k < page.bounds["before"]), reverse=True)
    return cut([{"id": k} for k in below[: page.bounds["limit"]]], page)


@given(KEYS, st.integers(1, 9))
def test_pages_give_every_row_once_newest_first(keys: set[UUID], size: int) -> None:
    found: list[UUID] = []
    cursor = None
    while True:
        answer = read(keys, page_of(cursor, size))
        found += [row["id"] for row in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
        assert len(answer["items"]) == size
    assert found == sorted(keys, reverse=True)


@given(st.sets(st.uuids(), min_size=4, max_size=30), st.uuids())
def test_a_row_that_comes_in_meanwhile_disturbs_nothing(keys: set[UUID], fresh: UUID) -> None:
    first = read(keys, page_of(None, 2))
    rest = read(keys | {fresh}, page_of(first["next"], PAGE_ROWS_MAX))
    assert {row["id"] for row in first["items"] + rest["items"]} >= keys


@given(st.uuids())
def test_a_cursor_comes_back_as_its_key(key: UUID) -> None:
    assert page_of(encode_cursor(key), 5) == Page(key, 5)


@pytest.mark.parametrize(
    ("asked", "given"), [(None, PAGE_ROWS_DEFAULT), (0, PAGE_ROWS_DEFAULT), (-3, 1), (7, 7), (10**9, PAGE_ROWS_MAX)]
)
def test_a_page_has_bounds(asked: int | None, given: int) -> None:
    assert page_of(None, asked) == Page(FIRST, given)


@pytest.mark.parametrize("cursor", ["x", "路灯", "A" * 21, "A" * 23, "A" * 4000, "==", "\x00"])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursor) as refused:
        page_of(cursor, 5)
    assert refused.value.status == 422
