"""What is tidied every hour by one worker; a module adds its own on import, without loading the job machinery."""

from collections.abc import Awaitable, Callable, Mapping

from twinline.kernel.db import Database

Upkeep = Callable[[Database], Awaitable[object]]
_upkeep: dict[str, Upkeep] = {}


def add_upkeep(name: str, run: Upkeep) -> None:
    """Have ``run`` called every hour."""
    _upkeep[name] = run


def every_upkeep() -> Mapping[str, Upkeep]:
    """All that was added, by name."""
    return _upkeep
