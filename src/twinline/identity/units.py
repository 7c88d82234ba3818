"""What identity must know of units, which a module above it keeps; the composition root connects the two."""

from typing import Protocol
from uuid import UUID


class Units(Protocol):
    """Looks units up."""

    def unit_name(self, unit_id: UUID) -> str | None:
        """The unit's name, None for an unknown one."""
        ...

    def unit_platform(self, unit_id: UUID) -> str | None:
        """``12345`` or ``110``, None for an unknown one."""
        ...
