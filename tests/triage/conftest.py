"""The rulebook of the shipped tables on a fixed day."""

from datetime import date

import pytest

from twinline.triage import Rulebook, load_rulebook

DAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook(as_of=DAY)
