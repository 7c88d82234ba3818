"""Check characters of the codes that agencies and people carry (R35: every stored code passes its check).

Each ``check_…`` returns the code as it is stored — half-width, upper case, without blanks and hyphens — or raises. The
refusals never repeat the value: it may be a person's number and would end up in logs.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from re import Pattern
from re import compile as pattern
from typing import ClassVar

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from twinline.kernel.errors import Invalid
from twinline.kernel.messages import text

USCC_LEN, ORG_CODE_LEN, CITIZEN_ID_LEN = 18, 9, 18
# GB 32100: authority and kind, area, organisation code, check. The authority may be a letter (N: rural collectives,
# Y: others), which is why stdnum.cn.uscc.validate, which wants eight digits first, is not used; its arithmetic is.
USCC_FORM = pattern(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
ORG_CODE_FORM = pattern(r"[0-9A-Z]{8}[0-9X]")
ORG_CODE_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CITIZEN_ID_FORM = pattern(r"\d{17}[\dX]")
# GB 11643: the provinces; 81 to 83 are residence permits of people from Hong Kong, Macau and Taiwan; 91 to 96 the
# foreigners' cards of 2023, which carry the province after a leading 9.
CITIZEN_REGIONS = frozenset(
    str(n)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83), (91, 96))
    for n in range(first, last + 1)
)


class BadCode(Invalid):
    """A code that cannot be right. ``why`` is the catalogue key of what is wrong with it."""

    code: ClassVar[str] = "agencies.bad_code"

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = f"agencies.why.{why}"

    def message(self, lang: str = "zh") -> str:
        return text(f"error.{self.code}", lang=lang, why=text(self.why, lang=lang))


class BadUscc(BadCode):
    """Not a unified social credit code (GB 32100-2015)."""

    code: ClassVar[str] = "agencies.bad_uscc"


class BadOrgCode(BadCode):
    """Not an organisation code (GB 11714-1997)."""

    code: ClassVar[str] = "agencies.bad_org_code"


class BadCitizenId(BadCode):
    """Not a citizen identity number (GB 11643-1999)."""

    code: ClassVar[str] = "agencies.bad_citizen_id"


class BadPoliceCode(BadCode):
    """Not a police organisation code (GA 380-2002)."""

    code: ClassVar[str] = "agencies.bad_police_code"


@dataclass(frozen=True, slots=True)
class PoliceCodeForm:
    """How a city's police organisation codes are built.

    GA 380-2002 gives twelve characters; that the first six are an area code and the rest department and sequence is
    common practice but not confirmed from the standard, so both are settings. ``area_chars`` is the length of the
    leading part that ``area_known`` (when given to the check) must accept; 0 switches that off.
    """

    length: int = 12
    form: Pattern[str] = pattern(r"\d{6}[0-9A-Z]{6}")
    area_chars: int = 6


GA_380 = PoliceCodeForm()


def normalise_code(value: str) -> str:
    """Half-width, upper case, no blanks, no hyphens: the way codes are stored and compared."""
    folded = unicodedata.normalize("NFKC", value).upper()
    return "".join(c for c in folded if not (c.isspace() or c in "-‐‑–—−"))


def check_uscc(value: str) -> str:
    """A unified social credit code (GB 32100-2015). Raises BadUscc.

    The check character is (31 − Σ) mod 31 with the final mod: for Σ ≡ 0 it is "0", which some programs refuse.
    """
    code = _formed(value, USCC_LEN, USCC_FORM, BadUscc)
    if code[-1] != uscc.calc_check_digit(code[:-1]):
        raise BadUscc("check")
    return code


def check_org_code(value: str) -> str:
    """An organisation code of nine characters (GB 11714-1997), with or without its hyphen. Raises BadOrgCode."""
    code = _formed(value, ORG_CODE_LEN, ORG_CODE_FORM, BadOrgCode)
    if code[-1] != org_code_check_char(code[:-1]):
        raise BadOrgCode("check")
    return code


def org_code_check_char(body: str) -> str:
    """The ninth character for the first eight (GB 11714: 11 − Σ mod 11, written X for 10 and 0 for 11)."""
    total = sum(int(c, 36) * weight for c, weight in zip(body, ORG_CODE_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def check_citizen_id(value: str, *, on: date | None = None) -> str:
    """A citizen identity number of 18 characters (GB 11643-1999). Raises BadCitizenId.

    With ``on`` (today), a birth after that day is refused. The place of registration is checked to the province only:
    numbers keep codes of areas long gone, and no table of those is complete.
    """
    code = _formed(value, CITIZEN_ID_LEN, CITIZEN_ID_FORM, BadCitizenId)
    if code[:2] not in CITIZEN_REGIONS:
        raise BadCitizenId("region")
    if code[-1] != ric.calc_check_digit(code):
        raise BadCitizenId("check")
    try:
        born = ric.get_birth_date(code)
    except ValidationError:
        raise BadCitizenId("birth_date") from None
    if on is not None and born > on:
        raise BadCitizenId("birth_date")
    return code


def check_police_code(
    value: str, *, form: PoliceCodeForm = GA_380, area_known: Callable[[str], bool] | None = None
) -> str:
    """A police organisation code (GA 380-2002, see PoliceCodeForm). It has no check character. Raises BadPoliceCode."""
    code = _formed(value, form.length, form.form, BadPoliceCode)
    if area_known is not None and form.area_chars and not area_known(code[: form.area_chars]):
        raise BadPoliceCode("region")
    return code


def _formed(value: str, length: int, form: Pattern[str], problem: type[BadCode]) -> str:
    code = normalise_code(value)
    if len(code) != length:
        raise problem("length")
    if not (code.isascii() and form.fullmatch(code)):
        raise problem("character")
    return code
