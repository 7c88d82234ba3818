"""Administrative divisions with history, division names in addresses, coordinates (R35)."""

from twinline.places.coords import Datum, Point
from twinline.places.divisions import Divisions
from twinline.places.model import Division, Level, Match, Resolution, RetiredDivision, UnknownDivision

__all__ = [
    "Datum",
    "Division",
    "Divisions",
    "Level",
    "Match",
    "Point",
    "Resolution",
    "RetiredDivision",
    "UnknownDivision",
]
