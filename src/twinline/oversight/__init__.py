"""Oversight: reminders, the live board and the stream of changes (R41, R34)."""

from twinline.oversight import board
from twinline.oversight.alarms import LEVELS, remind, remind_drift
from twinline.oversight.events import Hub, Sight

__all__ = ["LEVELS", "Hub", "Sight", "board", "remind", "remind_drift"]
