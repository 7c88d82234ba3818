"""What the rule owners decide after the models were made holds against what was learned (R23, R30, promise 2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from twinline.triage import judge
from twinline.triage.rulebook import PACKAGED, Rulebook, read_tables, rulebook_of

DAY = date(2026, 11, 22)
LAMP = "路灯坏了三盏，晚上看不清，麻烦尽快修一下"


def book(change: Callable[[dict[str, str]], object] = lambda row: None) -> Rulebook:
    tables = {name: [dict(row) for row in rows] for name, rows in read_tables().items()}
    for table in ("responsibility_list", "danger_rules"):
        for row in tables[table]:
            change(row)
    return rulebook_of(tables, as_of=DAY, edition=PACKAGED)


def test_packaged_rules_are_those_that_the_models_learned_with() -> None:
    assert book().decided == frozenset()


def test_a_new_owner_of_a_matter_is_obeyed() -> None:
    assert judge(LAMP, rulebook=book()).owner != "110"
    given = book(lambda row: row.update(owner="110") if row.get("code") == "M-CITY-07" else None)
    decision = judge(LAMP, rulebook=given)
    assert given.decided == {"M-CITY-07"}
    assert (decision.owner, decision.matter_code) == ("110", "M-CITY-07")


def test_new_words_of_danger_are_obeyed() -> None:
    assert not judge(LAMP, rulebook=book()).danger
    given = book(
        lambda row: row.update(phrases=row["phrases"] + "|路灯坏了三盏") if row.get("id") == "D-KNIFE" else None
    )
    assert given.decided == {"D-KNIFE"}
    assert judge(LAMP, rulebook=given).danger


@pytest.mark.parametrize("number", ["199-0000-1234", "19900001234", "6222 0000 0000 0000", "1990000****"])
def test_whose_number_it_is_says_nothing(number: str) -> None:
    plain, with_number = (judge(f"{LAMP}，我电话{one}", rulebook=book()) for one in ("199-0000-0000", number))
    same = [(d.owner, d.danger, d.joint, d.type, d.matter_code, d.confidence) for d in (plain, with_number)]
    assert same[0] == same[1]
