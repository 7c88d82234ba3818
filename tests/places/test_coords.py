"""Points keep their meaning through every change of system."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinline.places import Datum, Point
from twinline.places.coords import BadCoordinates

# The box of the offset, kept a little away from its edge, where the offset stops abruptly.
LON, LAT = st.floats(73.5, 135.5), st.floats(3.5, 53.9)


def test_known_pairs() -> None:
    """A point in Beijing whose values are printed in many places."""
    gcj = Point(116.404, 39.915, Datum.WGS84).to(Datum.GCJ02)
    assert (gcj.lon, gcj.lat) == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-9)
    bd = Point(116.404, 39.915, Datum.GCJ02).to(Datum.BD09)
    assert (bd.lon, bd.lat) == pytest.approx((116.41036949371029, 39.92133699351021), abs=1e-9)


@given(LON, LAT, st.sampled_from(Datum), st.sampled_from(Datum))
def test_there_and_back_is_the_same_place(lon: float, lat: float, source: Datum, target: Datum) -> None:
    point = Point(lon, lat, source)
    back = point.to(target).to(source)
    assert back.datum is source
    metres = math.hypot((back.lon - lon) * math.cos(math.radians(lat)), back.lat - lat) * 111_320
    assert metres < 0.1
    assert point.metres_to(point.to(target)) < 0.1


@given(LON, LAT)
def test_the_offset_is_what_maps_show(lon: float, lat: float) -> None:
    """Read in the wrong system a point is tens to some hundreds of metres away: that is why the system is kept."""
    true = Point(lon, lat, Datum.WGS84)
    shown = true.to(Datum.GCJ02)
    misread = Point(shown.lon, shown.lat, Datum.WGS84)
    assert 10 < true.metres_to(misread) < 1_500


def test_outside_china_nothing_moves() -> None:
    paris = Point(2.35, 48.85, Datum.WGS84)
    assert paris.to(Datum.GCJ02) == Point(2.35, 48.85, Datum.GCJ02)


def test_distance() -> None:
    canton_tower = Point(113.3191, 23.1091, Datum.WGS84)
    assert canton_tower.metres_to(Point(113.3191, 23.1181, Datum.WGS84)) == pytest.approx(1_000.8, abs=1)


@pytest.mark.parametrize(("lon", "lat"), [(181.0, 0.0), (0.0, -91.0), (math.nan, 0.0), (0.0, math.inf)])
def test_numbers_that_are_no_place_are_refused(lon: float, lat: float) -> None:
    with pytest.raises(BadCoordinates):
        Point(lon, lat, Datum.WGS84)
