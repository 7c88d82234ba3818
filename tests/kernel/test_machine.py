"""The table of a machine: what it accepts when it is made, and what it answers (R12, R38)."""

from __future__ import annotations

import pytest

from twinline.kernel.machine import IllegalTransition, Machine, row

DOOR = Machine(
    name="door",
    states=("open", "shut", "gone"),
    final=frozenset({"gone"}),
    rows=(
        row("shut", "open", "shut", "door.shut", [("start", "draught")]),
        row("open", "shut", "open", "door.open"),
        row("knock", "open shut", None, "door.knock"),
        row("remove", "open shut", "gone"),
    ),
)


def test_a_row_says_where_an_event_leads() -> None:
    assert DOOR.initial == "open"
    assert DOOR.target("open", "shut") == "shut"
    assert DOOR.target("shut", "knock") == "shut", "a row without a target leaves the state alone"
    assert DOOR.find("open", "shut").clocks == (("start", "draught"),)


@pytest.mark.parametrize(
    ("state", "event"), [("open", "open"), ("gone", "knock"), ("shut", "fly"), ("nowhere", "shut")]
)
def test_a_missing_row_means_no(state: str, event: str) -> None:
    assert not DOOR.allows(state, event)
    with pytest.raises(IllegalTransition) as refused:
        DOOR.target(state, event)
    assert refused.value.status == 409


def test_the_table_lists_what_leaves_a_state_in_its_own_order() -> None:
    assert [t.event for t in DOOR.from_state("open")] == ["shut", "knock", "remove"]
    assert DOOR.from_state("gone") == []
    assert DOOR.events() == ["shut", "open", "knock", "remove"]


def test_a_permission_opens_an_event_and_what_has_none_is_closed_to_people() -> None:
    assert DOOR.permission_of("knock") == "door.knock"
    with pytest.raises(KeyError):
        DOOR.permission_of("remove")


@pytest.mark.parametrize(
    "bad", [row("jump", "moon", "open"), row("jump", "open", "moon"), row("shut", "open", "gone")], ids=str
)
def test_a_table_with_unknown_states_or_two_rows_for_one_event_is_refused(bad: object) -> None:
    with pytest.raises(ValueError, match="door"):
        Machine("door", DOOR.states, DOOR.final, (*DOOR.rows, bad))  # type: ignore[arg-type]


def test_the_diagram_has_every_row_the_start_and_the_ends() -> None:
    lines = DOOR.mermaid().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert "  [*] --> open" in lines
    assert "  gone --> [*]" in lines
    assert sum("-->" in line for line in lines) == 2 + sum(len(t.sources) for t in DOOR.rows)
