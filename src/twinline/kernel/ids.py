"""Identifiers: UUIDv7 keys (RFC 9562) and the human numbers on orders."""

import os
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from stdnum.iso7064 import mod_37_36

from twinline.kernel.clock import CHINA

NewId = Callable[[], UUID]
RandomBytes = Callable[[int], bytes]

NUMBER_KINDS = {"appeal": "S", "case": "G", "incident": "J", "handover": "Z", "joint": "L"}
SEQUENCE_MODULUS = 10_000_000


def uuid7(at: datetime, random: RandomBytes = os.urandom) -> UUID:
    """A UUIDv7 whose first 48 bits are the milliseconds of ``at``; the rest is random."""
    millis = int(at.timestamp() * 1000)
    tail = int.from_bytes(random(10), "big")
    value = (millis & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | (tail >> 68 & 0xFFF) << 64 | 0b10 << 62
    return UUID(int=value | tail & 0x3FFFFFFFFFFFFFFF)


def order_number(*, kind: str, division: str | None, at: datetime, sequence: int) -> str:
    """A number people can read out: kind, division, local date, sequence, check character.

    ``G4401062026112200012345K``: kind letter, six-digit division (``000000`` when unknown), date in
    China, seven-digit sequence, and an ISO 7064 MOD 37,36 check character over all of it.
    """
    day = at.astimezone(CHINA).strftime("%Y%m%d")
    body = f"{NUMBER_KINDS[kind]}{(division or '000000')[:6]}{day}{sequence % SEQUENCE_MODULUS:07d}"
    return body + mod_37_36.calc_check_digit(body)


def is_order_number(value: str) -> bool:
    """Whether ``value`` has the form and the check character of an order number."""
    return len(value) == 23 and value[0] in NUMBER_KINDS.values() and mod_37_36.is_valid(value)
