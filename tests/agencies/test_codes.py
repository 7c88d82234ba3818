"""Codes with check characters: every valid one is taken, every single wrong character is caught."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinline.agencies import codes

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = [pow(3, i, 31) for i in range(17)]
ID_MAP = "10X98765432"

# Numbers are put together from the standards' arithmetic, written here a second time and on its own.
usccs = st.tuples(
    st.text(USCC_ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(USCC_ALPHABET, min_size=9, max_size=9),
).map(lambda parts: _with_uscc_check("".join(parts)))
ids = st.tuples(
    st.sampled_from(sorted(codes.CITIZEN_REGIONS)),
    st.integers(0, 9999),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
).map(lambda p: _with_id_check(f"{p[0]}{p[1]:04d}{p[2]:%Y%m%d}{p[3]:03d}"))
org_codes = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8).map(
    lambda body: body + codes.org_code_check_char(body)
)


def _uscc_sum(body: str) -> int:
    return sum(USCC_ALPHABET.index(c) * w for c, w in zip(body, USCC_WEIGHTS, strict=True))


def _with_uscc_check(body: str) -> str:
    return body + USCC_ALPHABET[-_uscc_sum(body) % 31]


def _with_id_check(body: str) -> str:
    return body + ID_MAP[sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(body)) % 11]


def test_published_samples() -> None:
    assert codes.check_uscc("91110000600037341L") == "91110000600037341L"
    assert codes.check_citizen_id("360426199101010071") == "360426199101010071"
    assert codes.check_org_code("D2143569-X") == "D2143569X"


def test_the_sum_of_zero_is_written_as_check_character_0() -> None:
    """Σ mod 31 = 0: an index of 31 − 0 would fall off the table of 31 characters."""
    body = "91440109009343242"
    assert _uscc_sum(body) % 31 == 0
    assert codes.check_uscc(body + "0") == body + "0"
    with pytest.raises(codes.BadUscc):
        codes.check_uscc(body + "Y")


def test_authorities_that_are_letters_are_taken() -> None:
    """Rural collectives are registered with codes that begin with N."""
    code = _with_uscc_check("N2440117MF1234567")
    assert codes.check_uscc(code) == code


@given(usccs)
def test_every_valid_uscc_is_taken(code: str) -> None:
    assert codes.check_uscc(code) == code


@given(usccs, st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_one_wrong_character_in_a_uscc_is_caught(code: str, at: int, other: str) -> None:
    wrong = code[:at] + other + code[at + 1 :]
    if wrong != code:
        with pytest.raises(codes.BadUscc):
            codes.check_uscc(wrong)


@given(ids)
def test_every_valid_citizen_id_is_taken(number: str) -> None:
    assert codes.check_citizen_id(number, on=date(2026, 11, 20)) == number


@given(ids, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_in_a_citizen_id_is_caught(number: str, at: int, other: str) -> None:
    wrong = number[:at] + other + number[at + 1 :]
    if wrong != number:
        with pytest.raises(codes.BadCitizenId) as refusal:
            codes.check_citizen_id(wrong)
        assert wrong not in str(refusal.value)


@given(ids, st.integers(0, 16))
def test_swapped_neighbours_in_a_citizen_id_are_caught(number: str, at: int) -> None:
    wrong = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    if wrong != number:
        with pytest.raises(codes.BadCitizenId):
            codes.check_citizen_id(wrong)


@given(org_codes, st.integers(0, 7), st.sampled_from("0123456789"))
def test_one_wrong_digit_in_an_org_code_is_caught(code: str, at: int, other: str) -> None:
    assert codes.check_org_code(f"{code[:8]}-{code[8]}") == code
    # Letters that differ by 11 weigh the same in this old code, so only digits for digits are certain to be caught.
    if code[at].isdigit() and other != code[at]:
        with pytest.raises(codes.BadOrgCode):
            codes.check_org_code(code[:at] + other + code[at + 1 :])


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "length"),
        ("9111000060003734", "length"),
        ("91110000600037341I", "character"),
        ("911100006000373410", "check"),
        ("9111000O600037341L", "character"),
        ("91１10000600037341Ｌ", None),
        (" 9111 0000-6000 3734-1l ", None),
    ],
)
def test_what_is_wrong_is_said_and_writing_habits_are_forgiven(value: str, why: str | None) -> None:
    if why is None:
        assert codes.check_uscc(value) == "91110000600037341L"
        return
    with pytest.raises(codes.BadUscc) as refusal:
        codes.check_uscc(value)
    assert refusal.value.why == f"agencies.why.{why}"
    assert refusal.value.message("zh").startswith("统一社会信用代码不正确：")
    assert "{" not in refusal.value.message("zh") + refusal.value.message("en")
    assert "agencies.why" not in refusal.value.message("zh") + refusal.value.message("en")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("44010620260230001", "birth_date"),
        ("44010620271231001", "birth_date"),
        ("99010619900101001", "region"),
    ],
)
def test_citizen_ids_that_nobody_can_have(body: str, why: str) -> None:
    with pytest.raises(codes.BadCitizenId) as refusal:
        codes.check_citizen_id(_with_id_check(body), on=date(2026, 11, 20))
    assert refusal.value.why == f"agencies.why.{why}"


def test_numbers_of_areas_that_are_gone_stay_valid() -> None:
    assert codes.check_citizen_id(_with_id_check("44018419900101001"))
    assert codes.check_citizen_id(_with_id_check("81000019900101001"))


def test_police_codes_follow_the_form_that_is_set() -> None:
    assert codes.check_police_code("440106510000") == "440106510000"
    assert codes.check_police_code("44010651000a") == "44010651000A"
    assert codes.check_police_code("010000000000") == "010000000000"
    for wrong in ("44010651000", "4401065100000", "44O106510000", "44010651000派"):
        with pytest.raises(codes.BadPoliceCode):
            codes.check_police_code(wrong)
    with pytest.raises(codes.BadPoliceCode) as refusal:
        codes.check_police_code("990106510000", area_known=lambda area: area.startswith("44"))
    assert refusal.value.why == "agencies.why.region"
    assert codes.check_police_code("440106510000", area_known=lambda area: area == "440106") == "440106510000"
