"""What text may come in, and how much of it (R36: invalid messages are refused with a field error)."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StrictBool, StringConstraints
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

TEXT_CHARS_MAX = 20_000
LINE_CHARS_MAX = 500
BODY_BYTES_MAX = 1_000_000
BATCH_BODY_BYTES_MAX = 32_000_000
BATCH_ROWS_MAX = 1_000
PAGE_ROWS_MAX = 200
PAGE_ROWS_DEFAULT = 50

_CONTROL_CHARACTERS = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff"
_CONTROL = re.compile(f"[{_CONTROL_CHARACTERS}]")
# The rule as the OpenAPI document says it; the check itself is refuse_control, whose reason people understand.
NO_CONTROL: JsonDict = {"pattern": f"^[^{_CONTROL_CHARACTERS}]*$"}

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def refuse_control(value: str) -> str:
    """Accept any text without control characters (tab, line feed, carriage return are fine)."""
    if _CONTROL.search(value):
        raise PydanticCustomError("control_characters", "contains control characters")
    return value


def strip_control(value: str) -> str:
    """The same text without control characters and lone surrogates: for files that nobody can correct."""
    return _CONTROL.sub("", value.encode("utf-8", "ignore").decode("utf-8"))


def not_blank(value: str) -> str:
    """Refuse text that shows nothing."""
    if not any(unicodedata.category(c)[0] not in "ZC" for c in value):
        raise PydanticCustomError("blank", "is empty")
    return value


Words = Annotated[
    str,
    StringConstraints(max_length=TEXT_CHARS_MAX),
    Field(json_schema_extra={**NO_CONTROL, "minLength": 1}),
    AfterValidator(refuse_control),
    AfterValidator(not_blank),
]
"""What a person said or an officer wrote: not blank, at most 20,000 characters."""

Note = Annotated[
    str,
    StringConstraints(max_length=TEXT_CHARS_MAX),
    Field(json_schema_extra=NO_CONTROL),
    AfterValidator(refuse_control),
]
"""Like Words, but may be empty."""

Line = Annotated[
    str,
    StringConstraints(max_length=LINE_CHARS_MAX, strip_whitespace=True),
    Field(json_schema_extra=NO_CONTROL),
    AfterValidator(refuse_control),
]
"""One line: a name, an address, a number; at most 500 characters."""

Name = Annotated[Line, Field(min_length=1), AfterValidator(not_blank)]
"""A line that shows something."""


def as_moment(value: Any) -> Any:
    """Only what is written as a date and time: pydantic would take any number for seconds since 1970."""
    if not isinstance(value, str) or not _MOMENT.match(value):
        raise PydanticCustomError("datetime_parsing", "is no date and time")
    return value


def as_day(value: Any) -> Any:
    """Only what is written as a date."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("date_parsing", "is no date")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(as_moment)]
"""A date and time with its zone: one without could mean China's or UTC, eight hours apart."""

Day = Annotated[date, BeforeValidator(as_day)]
Flag = StrictBool
"""Yes or no, and nothing that could be read as such."""

Data = dict[str, Any]
