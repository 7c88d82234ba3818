"""Handover, negotiation, joint action, escalation: how a matter moves between 12345 and 110."""

from twinline.linkage import handovers, joints, queries
from twinline.linkage.copies import copy_id, desk
from twinline.linkage.inbox import deliver, receive
from twinline.linkage.model import Message as Message
from twinline.linkage.reactions import TOPICS, expire, react
from twinline.linkage.states import HANDOVER, JOINT

__all__ = [
    "HANDOVER",
    "JOINT",
    "TOPICS",
    "copy_id",
    "deliver",
    "desk",
    "expire",
    "handovers",
    "joints",
    "queries",
    "react",
    "receive",
]
