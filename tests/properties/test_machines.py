"""The tables alone: 100,000 random sequences of events, and what must be true of every table (R12, R38, R41)."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from twinline.cases import CASE
from twinline.clocks.rules import Obligation, seed_rules
from twinline.identity.permissions import PERMISSIONS
from twinline.incidents import INCIDENT, UNIT
from twinline.kernel.machine import IllegalTransition, Machine
from twinline.kernel.messages import catalogue
from twinline.linkage import HANDOVER, JOINT

MACHINES = (CASE, INCIDENT, UNIT, HANDOVER, JOINT)
SEQUENCES = 100_000
EVENTS = 14
each_machine = pytest.mark.parametrize("machine", MACHINES, ids=lambda m: m.name)

# What intake and linkage start together with an order or an offer.
FROM_THE_START = {
    "case": frozenset(("case_dispatch", "case_result")),
    "incident": frozenset(("police_dispatch",)),
    "handover": frozenset(("handover_accept",)),
}
# The only state with an obligation that another order's clock already watches or that nothing waits for.
UNWATCHED = {
    "case": frozenset(("answered", "revisited")),
    "incident": frozenset(("fed_back", "transferred")),
    "handover": frozenset(("accepted", "result_reported")),
}
Clocks = frozenset[str]


def effect(clocks: Clocks, machine: Machine, state: str, event: str) -> Clocks:
    """The clocks that run after a row, without the safety net that stops everything at the end."""
    for verb, kind in machine.find(state, event).clocks:
        clocks = clocks | {kind} if verb == "start" else clocks - {kind} if verb == "stop" else clocks
    return clocks


def test_random_sequences_never_leave_the_tables() -> None:
    dice = random.Random(20_260_101)
    for _ in range(SEQUENCES):
        machine = MACHINES[dice.randrange(len(MACHINES))]
        names, state = machine.events(), machine.initial
        clocks = FROM_THE_START.get(machine.name, frozenset())
        for _ in range(EVENTS):
            event = names[dice.randrange(len(names))]
            if not machine.allows(state, event):
                with pytest.raises(IllegalTransition):
                    machine.target(state, event)
                continue
            assert state not in machine.final
            clocks = effect(clocks, machine, state, event)
            state = machine.target(state, event)
            assert state in machine.states
            assert state not in machine.final or not clocks, f"{machine.name}: {event} ends with {set(clocks)}"


@each_machine
def test_finals_have_no_way_out_and_every_other_state_has_one(machine: Machine) -> None:
    for state in machine.states:
        leaving = [t for t in machine.from_state(state) if t.target not in (None, state)]
        assert bool(leaving) == (state not in machine.final), f"{machine.name}.{state}"
        assert state not in machine.final or not machine.from_state(state)


@each_machine
def test_every_state_can_be_reached_and_has_a_way_to_an_end(machine: Machine) -> None:
    reached = set(reachable(machine, machine.initial))
    assert reached == set(machine.states)
    for state in machine.states:
        assert machine.final & {state, *reachable(machine, state)}, f"{machine.name}.{state} never ends"


def reachable(machine: Machine, start: str) -> Iterator[str]:
    seen, rest = {start}, [start]
    while rest:
        state = rest.pop()
        yield state
        for t in machine.from_state(state):
            if t.target and t.target not in seen:
                seen.add(t.target)
                rest.append(t.target)


@each_machine
def test_clocks_of_a_table_have_rules_and_are_both_started_and_stopped(machine: Machine) -> None:
    effects = [e for t in machine.rows for e in t.clocks]
    known = {str(r.kind) for r in seed_rules() if r.applies_to == "*" and r.valid_to is None}
    assert {kind for _, kind in effects} <= known & set(Obligation)
    started = {kind for verb, kind in effects if verb == "start"} | FROM_THE_START.get(machine.name, frozenset())
    stopped = {kind for verb, kind in effects if verb == "stop"}
    assert started == stopped


@pytest.mark.parametrize("machine", [CASE, INCIDENT, HANDOVER], ids=lambda m: m.name)
def test_every_way_through_a_table_stops_what_it_started(machine: Machine) -> None:
    """All pairs of state and running clocks that any sequence can reach, not a sample."""
    start = (machine.initial, FROM_THE_START[machine.name])
    seen, rest = {start}, [start]
    while rest:
        state, clocks = rest.pop()
        assert state not in machine.final or not clocks, f"{machine.name}.{state}: {set(clocks)}"
        if state not in machine.final | UNWATCHED[machine.name]:
            assert clocks, f"{machine.name}.{state} is watched by no clock"
        for t in machine.from_state(state):
            found = (t.target or state, effect(clocks, machine, state, t.event))
            if found not in seen:
                seen.add(found)
                rest.append(found)


@each_machine
def test_pauses_and_resumes_take_turns(machine: Machine) -> None:
    start = (machine.initial, frozenset[str]())
    seen, rest = {start}, [start]
    while rest:
        state, paused = rest.pop()
        assert state not in machine.final or not paused
        for t in machine.from_state(state):
            now = paused
            for verb, kind in t.clocks:
                assert verb != "resume" or kind in now, f"{machine.name}: {t.event} resumes {kind}"
                assert verb != "pause" or kind not in now
                now = now | {kind} if verb == "pause" else now - {kind} if verb in ("resume", "stop") else now
            if (t.target or state, now) not in seen:
                seen.add((t.target or state, now))
                rest.append((t.target or state, now))


@each_machine
def test_states_events_and_permissions_are_described(machine: Machine) -> None:
    wanted = {f"state.{machine.name}.{s}" for s in machine.states}
    wanted |= {f"event.{machine.name}.{e}" for e in machine.events()}
    missing = wanted - set(catalogue())
    assert not missing
    assert {t.permission for t in machine.rows if t.permission} <= PERMISSIONS


@each_machine
def test_one_event_has_one_permission(machine: Machine) -> None:
    for event in machine.events():
        assert len({t.permission for t in machine.rows if t.event == event}) == 1, event
