"""Work orders: 12345's orders to handling units."""

from twinline.cases import actions, store
from twinline.cases.model import Change, WorkOrder, WorkOrderNotFound
from twinline.cases.states import CASE

__all__ = ["CASE", "Change", "WorkOrder", "WorkOrderNotFound", "actions", "store"]
