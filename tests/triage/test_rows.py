"""Whoever decides, the row of the responsibility list is shown by its name and its basis (R80, promise 4)."""

from __future__ import annotations

from twinline.triage import Rulebook, judge
from twinline.triage.learn import read_written
from twinline.triage.make import WRITTEN


def test_every_decision_with_a_matter_shows_its_row_and_basis(rulebook: Rulebook) -> None:
    seen: set[str] = set()
    for row in read_written(WRITTEN)[::9]:
        decision = judge(row.text, rulebook=rulebook)
        if not decision.matter_code:
            continue
        told = {reason.kind: reason.text for reason in decision.reasons}
        shown = told.keys() & {"matter", "row"}
        assert len(shown) == 1, told
        text = told[shown.pop()]
        assert decision.matter_code in text
        assert f"“{decision.matter}”" in text
        assert rulebook.matters[decision.matter_code].basis in told["basis"]
        seen |= told.keys() & {"matter", "row", "learned"}
    assert seen == {"matter", "row", "learned"}
