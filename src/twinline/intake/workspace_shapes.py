"""What the linkage workspace looks like in answers."""

from typing import Annotated

from twinline.intake.shapes import OrderSummary
from twinline.kernel.shapes import Platform, Shape, among, guarded, note


class Spot(Shape):
    """A place on the map, in WGS-84 (CGCS2000)."""

    lon: float
    lat: float
    given: Annotated[str, among(("WGS84", "CGCS2000", "GCJ02", "BD09"), "the system that it was given in")]


class OtherSight(Shape):
    """The appeal as the other side's own route answers it, without what that side alone has found."""

    title: str
    words: str
    address: str
    danger: bool
    urgent: bool
    owner_platform: Platform
    orders: list[OrderSummary]
    caller: Annotated[str | None, guarded()]
    phone: Annotated[str | None, guarded()]


class Workspace(Shape):
    """Where an appeal is, and what the other side sees of it (R34)."""

    place: Spot | None
    platform: Annotated[Platform, note("the other side")]
    seen_by: Annotated[
        str,
        among(("desk", "leaders", "nobody"), "leaders: who may see restricted records; nobody: not handed over"),
    ]
    appeal: OtherSight | None
