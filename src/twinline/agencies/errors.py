"""What can be wrong with registry entries."""

from typing import ClassVar

from twinline.kernel.errors import Conflict, Invalid, NotFound


class UnitCodeTaken(Conflict):
    """Another unit has the code."""

    code: ClassVar[str] = "agencies.unit_code_taken"


class UnitLoop(Invalid):
    """A unit would stand above itself."""

    code: ClassVar[str] = "agencies.unit_loop"


class DeskStays(Conflict):
    """A platform's duty desk cannot be closed or moved: everything falls back to it."""

    code: ClassVar[str] = "agencies.desk_stays"


class UnknownCrosswalk(NotFound):
    """There is no such crosswalk row."""

    code: ClassVar[str] = "agencies.unknown_crosswalk"


class CrosswalkTaken(Conflict):
    """The code of the peer already has a row from that day on."""

    code: ClassVar[str] = "agencies.crosswalk_taken"


class UnknownCalendar(NotFound):
    """There is no such calendar."""

    code: ClassVar[str] = "agencies.unknown_calendar"


class DayOutsideYear(Invalid):
    """A calendar day does not lie in the year that is loaded."""

    code: ClassVar[str] = "agencies.day_outside_year"


class BadUnits(Invalid):
    """A line of a table of units that cannot be used; ``why`` names the column or what is wrong with it."""

    code: ClassVar[str] = "agencies.bad_units"


class BadPeriod(Invalid):
    """The end of validity lies before its beginning."""

    code: ClassVar[str] = "agencies.bad_period"
