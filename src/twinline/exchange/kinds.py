"""What every kind of message must look like, in each version that this program reads or writes (R36, R37).

One version counts for the whole set of kinds. A kind whose body did not change in a version keeps its older shape. What
arrives is checked as its version says and lifted, step by step, to the newest; what leaves is checked as the newest,
brought down to what the peer reads, and checked again: a defect of ours shows here and not at the peer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from twinline.exchange.forms import CODE_CHARS_MAX, FIRST, SECOND, Data, Form, check
from twinline.exchange.model import SCHEMA_VERSION, BadBody, Refused, UnknownKind
from twinline.kernel.limits import strip_control

Step = Callable[[Data], Data]


class PastVersion(Refused):
    """Written by a program so old that this one does not read its messages any more."""

    code: ClassVar[str] = "exchange.past_version"


def _same(data: Data) -> Data:
    return data


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind from one version on. ``lift`` makes its data of the shape before it, ``lower`` the shape before of its."""

    version: int
    form: type[Form]
    lift: Step = _same
    lower: Step = _same


@dataclass(frozen=True, slots=True)
class Schemas:
    """The kinds that a program knows, each with its shapes, the oldest first. ``newest`` is the version it writes; it
    reads that one and the one before."""

    newest: int
    shapes: Mapping[str, Sequence[Shape]]

    @property
    def oldest(self) -> int:
        return max(1, self.newest - 1)

    def read(self, kind: str, version: int, data: Data) -> Data:
        """What arrived, in the newest shape. Raises UnknownKind, PastVersion, BadBody."""
        if version < self.oldest:
            raise PastVersion(version=version)
        shapes = self._shapes(kind, version)
        check(shapes[_place(shapes, version)].form, data)
        return self.lifted(kind, version, data)

    def lifted(self, kind: str, version: int, data: Data) -> Data:
        """What was checked when it arrived, in the newest shape. Raises UnknownKind."""
        shapes = self._shapes(kind, version)
        for shape in shapes[_place(shapes, version) + 1 :]:
            data = shape.lift(data)
        return data

    def write(self, kind: str, version: int, data: Data) -> Data:
        """What leaves, as the version has it. Raises UnknownKind, BadBody: a defect of this program."""
        shapes = self._shapes(kind, version)
        data = _clean(shapes[-1].form, data)
        place = _place(shapes, version)
        for shape in reversed(shapes[place + 1 :]):
            data = shape.lower(data)
        if place + 1 < len(shapes):
            check(shapes[place].form, data)
        return data

    def later_than(self, version: int) -> list[str]:
        """The kinds that the version does not have yet: they wait until the peer reads one that has them."""
        return [kind for kind, shapes in self.shapes.items() if shapes[0].version > version]

    def _shapes(self, kind: str, version: int) -> Sequence[Shape]:
        if kind not in self.shapes or version < self.shapes[kind][0].version:
            raise UnknownKind(value=kind[:CODE_CHARS_MAX])
        return self.shapes[kind]


def _place(shapes: Sequence[Shape], version: int) -> int:
    return max((n for n, shape in enumerate(shapes) if shape.version <= version), default=0)


def _clean(form: type[Form], data: Data) -> Data:
    """Texts of imports may hold control characters, which no schema takes and nobody misses."""
    try:
        check(form, data)
    except BadBody:
        data = _stripped(data)
        check(form, data)
    return data


def _stripped(value: Any) -> Any:
    if isinstance(value, str):
        return strip_control(value)
    if isinstance(value, Mapping):
        return {name: _stripped(one) for name, one in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list):
        return [_stripped(one) for one in value]  # pyright: ignore[reportUnknownVariableType]
    return value


KINDS = Schemas(
    SCHEMA_VERSION,
    {
        kind: (Shape(since, form),)
        for since, forms in enumerate((FIRST, SECOND), start=1)
        for kind, form in forms.items()
    },
)
"""What this program exchanges."""
