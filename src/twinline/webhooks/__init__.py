"""Signed webhooks by the convention Standard Webhooks: who hears of what, sending, log and replay (R44, R62)."""

from twinline.webhooks.actions import fill, forget
from twinline.webhooks.guard import Guard
from twinline.webhooks.model import TOPICS
from twinline.webhooks.sending import Options, Sender

__all__ = ["TOPICS", "Guard", "Options", "Sender", "fill", "forget"]
