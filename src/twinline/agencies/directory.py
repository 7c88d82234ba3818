"""The city's units as one frozen snapshot, with the rule for who gets what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from twinline.agencies.model import Directory as Register
from twinline.agencies.model import Unit

DESK_CODES = {"12345": "12345", "110": "110"}


@dataclass(frozen=True, slots=True)
class Directory:
    """Units as they stand on the day ``on``. A snapshot is replaced, never changed."""

    register: Register
    on: date

    @classmethod
    def of(cls, units: Iterable[Unit], *, on: date) -> "Directory":
        return cls(Register.of(units), on)

    def find(self, unit_id: UUID) -> Unit | None:
        """The unit, standing or gone; None for an unknown id."""
        return self.register.units.get(unit_id)

    def get(self, unit_id: UUID) -> Unit:
        """The unit, standing or gone. Raises UnknownUnit."""
        return self.register.get(unit_id)

    def by_code(self, code: str) -> Unit:
        """The unit with this code, standing or gone. Raises UnknownUnit."""
        return self.register.by_code(code)

    def desk(self, platform: str) -> Unit:
        """The platform's duty desk, which answers for what nobody else does. Raises UnknownUnit before seeding."""
        return self.register.by_code(DESK_CODES[platform])

    def duty_unit(self, platform: str, department: str, division: str | None) -> Unit:
        """Who does the department's work for a place: the place's own unit, else the next larger area's up to the
        city's, else the platform's duty desk. Raises UnknownUnit before seeding."""
        desk = self.desk(platform)
        areas = [*_areas(division), desk.division]
        return self.register.find(platform=platform, department=department, areas=areas, on=self.on) or desk

    def standing(self) -> list[Unit]:
        """Every unit in force, by code."""
        return sorted((unit for unit in self.register.units.values() if unit.stands(self.on)), key=lambda u: u.code)

    def unit_name(self, unit_id: UUID) -> str | None:
        unit = self.find(unit_id)
        return unit.name if unit else None

    def unit_platform(self, unit_id: UUID) -> str | None:
        unit = self.find(unit_id)
        return unit.platform if unit else None


def _areas(division: str | None) -> Sequence[str]:
    """The division and those around it, the smallest first: village, street, county, city (GB/T 10114, GB/T 2260)."""
    if not division:
        return ()
    parts = [division[:length] for length in (12, 9, 6) if len(division) >= length]
    return [*parts, f"{division[:4]}00"]
