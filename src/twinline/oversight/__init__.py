"""Oversight: reminders, the live board and the stream of changes (R41, R34), wall-boards, lists as workbooks."""

from twinline.oversight import board, exports, wall
from twinline.oversight.alarms import LEVELS, remind, remind_drift, remind_exchange, remind_receipt
from twinline.oversight.events import Hub, Sight

__all__ = [
    "LEVELS",
    "Hub",
    "Sight",
    "board",
    "exports",
    "remind",
    "remind_drift",
    "remind_exchange",
    "remind_receipt",
    "wall",
]
