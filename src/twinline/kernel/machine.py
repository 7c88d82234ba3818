"""State machines as tables. A missing row means "no".

One table of an order drives the routes, the buttons, the permission matrix, the simulation and the
diagram in the documents; nothing repeats it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from twinline.kernel.errors import Conflict
from twinline.kernel.messages import text

ClockEffect = tuple[str, str]
"""``("start" | "stop" | "pause" | "resume", clock kind)``."""


class IllegalTransition(Conflict):
    """The machine has no row for this event in this state."""

    code: ClassVar[str] = "kernel.illegal_transition"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: in any of ``sources``, ``event`` leads to ``target`` (``None``: the state stays).

    ``permission`` names who may do it; ``None`` marks a row that only the system itself takes
    (a message from the peer, a timer). ``clocks`` are the clock effects of the row.
    """

    event: str
    sources: frozenset[str]
    target: str | None
    permission: str | None = None
    clocks: tuple[ClockEffect, ...] = ()


def row(
    event: str,
    sources: str,
    target: str | None,
    permission: str | None = None,
    clocks: Iterable[ClockEffect] = (),
) -> Transition:
    """Write one table row; ``sources`` is a space-separated list of states."""
    return Transition(event, frozenset(sources.split()), target, permission, tuple(clocks))


@dataclass(frozen=True)
class Machine:
    """A named table of transitions with its states, the initial one first and the final ones named."""

    name: str
    states: tuple[str, ...]
    final: frozenset[str]
    rows: tuple[Transition, ...]
    _index: Mapping[tuple[str, str], Transition] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[tuple[str, str], Transition] = {}
        for transition in self.rows:
            for source in transition.sources:
                if source not in self.states or (transition.target or source) not in self.states:
                    raise ValueError(f"{self.name}: unknown state in row {transition}")
                if (source, transition.event) in index:
                    raise ValueError(f"{self.name}: two rows for {source} + {transition.event}")
                index[source, transition.event] = transition
        object.__setattr__(self, "_index", index)

    @property
    def initial(self) -> str:
        return self.states[0]

    def find(self, state: str, event: str) -> Transition:
        """The row for ``event`` in ``state``. Raises IllegalTransition when there is none."""
        found = self._index.get((state, event))
        if found is None:
            raise IllegalTransition(state=text(f"state.{self.name}.{state}"), event=text(f"event.{self.name}.{event}"))
        return found

    def target(self, state: str, event: str) -> str:
        """The state after ``event``. Raises IllegalTransition when the table has no row."""
        return self.find(state, event).target or state

    def allows(self, state: str, event: str) -> bool:
        return (state, event) in self._index

    def from_state(self, state: str) -> list[Transition]:
        """Every row that leaves (or stays in) ``state``, in table order."""
        return [t for t in self.rows if state in t.sources]

    def events(self) -> list[str]:
        return list(dict.fromkeys(t.event for t in self.rows))

    def permission_of(self, event: str) -> str:
        """The permission that opens ``event`` to people. Raises KeyError for one that only the system takes."""
        return {t.event: t.permission for t in self.rows if t.permission}[event]

    def mermaid(self, lang: str = "zh") -> str:
        """The diagram for the documents, drawn from the table by Mermaid."""
        lines = ["stateDiagram-v2"]
        lines += [f"  {s}: {text(f'state.{self.name}.{s}', lang=lang)}" for s in self.states]
        lines.append(f"  [*] --> {self.initial}")
        for t in self.rows:
            label = text(f"event.{self.name}.{t.event}", lang=lang)
            lines += [f"  {s} --> {t.target or s}: {label}" for s in self.states if s in t.sources]
        lines += [f"  {s} --> [*]" for s in self.states if s in self.final]
        return "\n".join(lines)
