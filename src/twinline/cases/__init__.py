"""Work orders: 12345's orders to handling units."""

from twinline.cases import actions, queries, store
from twinline.cases.model import Change, StillOpen, WorkOrder, WorkOrderNotFound
from twinline.cases.states import CASE

__all__ = ["CASE", "Change", "StillOpen", "WorkOrder", "WorkOrderNotFound", "actions", "queries", "store"]
