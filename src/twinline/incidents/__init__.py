"""Police orders: 110's orders to police units."""

from twinline.incidents import actions, queries, store
from twinline.incidents.model import PoliceOrder, PoliceOrderNotFound
from twinline.incidents.states import INCIDENT, UNIT

__all__ = ["INCIDENT", "UNIT", "PoliceOrder", "PoliceOrderNotFound", "actions", "queries", "store"]
