"""Coordinates in China come in three systems; a pin in the wrong one is up to 700 m away, so every point names its own.

CGCS2000 and WGS84 differ by centimetres and count as one here. The offset of GCJ02 is not published by the state; the
formula below is the approximation in general use and agrees with the true offset within a few metres. The way back is
found by iteration and is exact against the way there (error far below 1 m).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from twinline.kernel.errors import Invalid

# Krasovsky 1940: semi-major axis in metres and squared eccentricity, on which the offset is defined.
AXIS_M, ECCENTRICITY2 = 6_378_245.0, 0.00669342162296594323
EARTH_RADIUS_M = 6_371_008.8
BAIDU_TURN = math.pi * 3000.0 / 180.0
# Outside this box maps carry no offset.
LON_MIN, LON_MAX, LAT_MIN, LAT_MAX = 72.004, 137.8347, 0.8293, 55.8271
INVERSE_STEPS_MAX, INVERSE_ERROR_DEG = 30, 1e-10

Pair = tuple[float, float]


class Datum(StrEnum):
    """The system a pair of numbers is in. CGCS2000 is written as WGS84."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class BadCoordinates(Invalid):
    """Longitude or latitude is out of range or not a number."""

    code: ClassVar[str] = "places.bad_coordinates"


@dataclass(frozen=True, slots=True)
class Point:
    """A place in degrees. Raises BadCoordinates when made of numbers that cannot be a place."""

    lon: float
    lat: float
    datum: Datum

    def __post_init__(self) -> None:
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):  # also false for NaN
            raise BadCoordinates

    @classmethod
    def given(cls, lon: float, lat: float, datum: str | None) -> "Point":
        """A point as records keep it: CGCS2000 counts as WGS84, and so does one whose system nobody named."""
        return cls(lon, lat, Datum.WGS84 if datum in (None, "CGCS2000") else Datum(datum.lower()))

    def to(self, datum: Datum) -> "Point":
        """The same place in another system."""
        if datum is self.datum:
            return self
        pair = _TO_GCJ02[self.datum]((self.lon, self.lat))
        lon, lat = _FROM_GCJ02[datum](pair)
        return Point(lon, lat, datum)

    def metres_to(self, other: "Point") -> float:
        """Great-circle distance in metres; the other point may be in another system."""
        here, there = self.to(Datum.WGS84), other.to(Datum.WGS84)
        lat1, lat2 = math.radians(here.lat), math.radians(there.lat)
        half = (
            math.sin((lat2 - lat1) / 2) ** 2
            + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(there.lon - here.lon) / 2) ** 2
        )
        return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


def _same(pair: Pair) -> Pair:
    return pair


def _wgs84_to_gcj02(pair: Pair) -> Pair:
    lon, lat = pair
    if not (LON_MIN <= lon <= LON_MAX and LAT_MIN <= lat <= LAT_MAX):
        return pair
    east_m, north_m = _offset_m(lon - 105.0, lat - 35.0)
    sine = math.sin(math.radians(lat))
    magic = 1 - ECCENTRICITY2 * sine * sine
    meridian_m = AXIS_M * (1 - ECCENTRICITY2) / (magic * math.sqrt(magic))
    parallel_m = AXIS_M / math.sqrt(magic) * math.cos(math.radians(lat))
    return lon + math.degrees(east_m / parallel_m), lat + math.degrees(north_m / meridian_m)


def _offset_m(x: float, y: float) -> Pair:
    """East and north offset in metres at ``x`` degrees east of 105° and ``y`` degrees north of 35°."""
    common = 20.0 * (math.sin(6.0 * x * math.pi) + math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    root = math.sqrt(abs(x))
    east_waves = _waves(x, 20.0, 40.0, (12.0, 150.0), (30.0, 300.0))
    north_waves = _waves(y, 20.0, 40.0, (12.0, 160.0), (30.0, 320.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    return east + common + east_waves, north + common + north_waves


def _waves(v: float, first: float, second: float, third: Pair, fourth: Pair) -> float:
    near = first * math.sin(v * math.pi) + second * math.sin(v / 3.0 * math.pi)
    far = third[1] * math.sin(v / third[0] * math.pi) + fourth[1] * math.sin(v / fourth[0] * math.pi)
    return (near + far) * 2.0 / 3.0


def _gcj02_to_bd09(pair: Pair) -> Pair:
    lon, lat = pair
    radius = math.hypot(lon, lat) + 0.00002 * math.sin(lat * BAIDU_TURN)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * BAIDU_TURN)
    return radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006


def _inverse(forward: Callable[[Pair], Pair]) -> Callable[[Pair], Pair]:
    """The way back of a transformation that moves points little and smoothly: correct the guess by its error."""

    def back(pair: Pair) -> Pair:
        guess = pair
        for _ in range(INVERSE_STEPS_MAX):
            reached = forward(guess)
            error = (pair[0] - reached[0], pair[1] - reached[1])
            guess = (guess[0] + error[0], guess[1] + error[1])
            if max(abs(error[0]), abs(error[1])) < INVERSE_ERROR_DEG:
                break
        return guess

    return back


_TO_GCJ02 = {Datum.WGS84: _wgs84_to_gcj02, Datum.GCJ02: _same, Datum.BD09: _inverse(_gcj02_to_bd09)}
_FROM_GCJ02 = {Datum.WGS84: _inverse(_wgs84_to_gcj02), Datum.GCJ02: _same, Datum.BD09: _gcj02_to_bd09}
