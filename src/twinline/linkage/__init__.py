"""Handover, negotiation, joint action, escalation: how a matter moves between 12345 and 110."""

from twinline.linkage import handovers, joints, queries, recovered
from twinline.linkage.copies import desk
from twinline.linkage.delivery import deliver
from twinline.linkage.delivery import receive as receive
from twinline.linkage.model import Message
from twinline.linkage.reactions import TOPICS, expire, react
from twinline.linkage.states import HANDOVER, JOINT

__all__ = [
    "HANDOVER",
    "JOINT",
    "TOPICS",
    "Message",
    "deliver",
    "desk",
    "expire",
    "handovers",
    "joints",
    "queries",
    "react",
    "recovered",
]
