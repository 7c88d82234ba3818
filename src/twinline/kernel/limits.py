"""What text may come in, and how much of it (R36: invalid messages are refused with a field error)."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StrictBool, StringConstraints
from pydantic_core import PydanticCustomError

TEXT_CHARS_MAX = 20_000
LINE_CHARS_MAX = 500
BODY_BYTES_MAX = 1_000_000
BATCH_BODY_BYTES_MAX = 32_000_000
BATCH_ROWS_MAX = 1_000
PAGE_ROWS_MAX = 200
PAGE_ROWS_DEFAULT = 50

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

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
    Field(json_schema_extra={"minLength": 1}),  # said here for readers of the document; not_blank asks more
    AfterValidator(refuse_control),
    AfterValidator(not_blank),
]
"""What a person said or an officer wrote: not blank, at most 20,000 characters."""

Note = Annotated[str, StringConstraints(max_length=TEXT_CHARS_MAX), AfterValidator(refuse_control)]
"""Like Words, but may be empty."""

Line = Annotated[
    str, StringConstraints(max_length=LINE_CHARS_MAX, strip_whitespace=True), AfterValidator(refuse_control)
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
