"""What divisions look like in answers."""

from datetime import date
from typing import Annotated, Any

from twinline.kernel.shapes import Page, Shape, among, note
from twinline.places.model import Level

LevelName = Annotated[str, among(Level)]
Code = Annotated[str, note("GB/T 2260 code of six digits, or nine for a street or town")]


class DivisionItem(Shape):
    """A division below another one."""

    code: Code
    name: str
    level: LevelName


class DivisionList(Page[DivisionItem]):
    """The divisions directly below one, by code."""


class DivisionDetail(Shape):
    """One code of the register and what it means on a day (R35)."""

    code: Code
    name: str
    path: Annotated[str, note("the whole name, from the province down")]
    level: LevelName
    retired: Annotated[bool, note("out of force on the day asked for")]
    on: date
    at_date: Annotated[list[str], note("the codes that stood for the same area on that day")]
    current: Annotated[list[str], note("the codes that stand for it now")]


class MapBase(Shape):
    """What a map is drawn on. Everything is in WGS-84 (CGCS2000)."""

    tiles: Annotated[str | None, note("address of raster tiles with {z}, {x} and {y}; null: there are none")]
    credit: Annotated[str, note("whom to name on the map for the tiles")]
    outlines: Annotated[
        dict[str, Any] | None,
        note("GeoJSON: the city's districts, each with code, name and the middle; null: the city has given none"),
    ]
