"""The published schema of EIDO, from a folder or file given by path: it is not ours to hand on.

``make validate-eido SCHEMA=path`` sets TWINLINE_EIDO_SCHEMA; without it documents are checked against what
tests/exchange/faces/test_eido.py knows of the standard, and nothing more.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from twinline.exchange.faces.eido.schema import checker


@cache
def validator() -> Callable[[Any], list[str]] | None:
    """None when no schema was given."""
    given = os.environ.get("TWINLINE_EIDO_SCHEMA")
    return checker(Path(given)) if given else None


def faults(document: Any) -> list[str]:
    """What the published schema finds wrong; nothing when none was given."""
    found = validator()
    return found(document) if found else []
