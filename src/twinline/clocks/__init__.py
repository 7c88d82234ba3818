"""Obligations with deadlines: start, pause, resume, retarget, stop; derived and recomputable (R41, R61)."""

from typing import TYPE_CHECKING, Any

from twinline.clocks import store
from twinline.clocks.actions import Timed, apply, retarget, start_all, start_row, stop_all
from twinline.clocks.alerts import Due, take_due
from twinline.clocks.city import City, load_city

if TYPE_CHECKING:
    from twinline.clocks.api import InCity

__all__ = [
    "City",
    "Due",
    "InCity",
    "Timed",
    "apply",
    "load_city",
    "retarget",
    "start_all",
    "start_row",
    "stop_all",
    "store",
    "take_due",
]


def __getattr__(name: str) -> Any:
    if name == "InCity":
        from twinline.clocks.api import InCity

        return InCity
    raise AttributeError(name)
