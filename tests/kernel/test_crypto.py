"""Sealed personal fields (GB/T 39786): what is sealed opens, anything else does not, and masks show little."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinline.kernel.crypto import (
    NONCE_BYTES,
    TAG_BYTES,
    FieldCipher,
    SealBroken,
    load_keys,
    mask_name,
    mask_phone,
)

CIPHER = FieldCipher(bytes(range(16)), bytes(range(32)))
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(TEXT)
def test_what_is_sealed_opens_again_and_two_seals_differ(text: str) -> None:
    first, second = CIPHER.seal(text), CIPHER.seal(text)
    assert CIPHER.open(first) == CIPHER.open(second) == text
    assert first != second
    assert len(first) == NONCE_BYTES + TAG_BYTES + len(text.encode())


@given(st.data())
def test_one_changed_bit_breaks_the_seal(data: st.DataObject) -> None:
    sealed = bytearray(CIPHER.seal("199-0000-1234"))
    place = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises(SealBroken):
        CIPHER.open(bytes(sealed))


@pytest.mark.parametrize("length", [0, 1, NONCE_BYTES, NONCE_BYTES + TAG_BYTES - 1])
def test_what_is_too_short_is_no_seal(length: int) -> None:
    with pytest.raises(SealBroken):
        CIPHER.open(CIPHER.seal("何小满")[:length])


def test_another_key_opens_nothing() -> None:
    other = FieldCipher(bytes(16), CIPHER.blind_key)
    with pytest.raises(SealBroken):
        other.open(CIPHER.seal("何小满"))


def test_the_blind_index_is_the_same_for_the_same_text_and_key_only() -> None:
    assert CIPHER.blind("199-0000-1234") == CIPHER.blind("199-0000-1234")
    assert CIPHER.blind("199-0000-1234") != CIPHER.blind("199-0000-1235")
    assert CIPHER.blind("x") != FieldCipher(CIPHER.seal_key, bytes(32)).blind("x")
    assert len(CIPHER.blind("")) == 32


def test_keys_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "fields"
    made = load_keys(path)
    assert load_keys(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (len(made.seal_key), len(made.blind_key)) == (16, 32)
    assert load_keys(tmp_path / "other") != made


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("19900001234", "199****1234"), ("199-0000-1234", "199****1234"), ("12345", "****45"), ("1", "****1"), ("", None)],
)
def test_a_phone_shows_its_ends_only(phone: str, shown: str | None) -> None:
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(("name", "shown"), [("何小满", "何**"), ("何", "何*"), ("", None), (None, None)])
def test_a_name_shows_its_first_character_only(name: str | None, shown: str | None) -> None:
    assert mask_name(name) == shown
