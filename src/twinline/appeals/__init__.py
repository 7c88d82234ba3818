"""Contacts and appeals: who said what, who owns it now."""

from twinline.appeals import actions, store
from twinline.appeals.model import (
    CHANNELS,
    PLATFORMS,
    TYPES,
    AlreadyMerged,
    Appeal,
    AppealClosed,
    AppealNotFound,
    Contact,
    other,
)
from twinline.appeals.store import VISIBLE

__all__ = [
    "CHANNELS",
    "PLATFORMS",
    "TYPES",
    "VISIBLE",
    "AlreadyMerged",
    "Appeal",
    "AppealClosed",
    "AppealNotFound",
    "Contact",
    "actions",
    "other",
    "store",
]
