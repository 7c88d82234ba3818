"""The connector kit: what a department's business system needs to take orders and answer them (R62)."""

from twinline.kit.department import Department
from twinline.kit.drop import Drop
from twinline.kit.platform import Away, Platform, Refused
from twinline.kit.signature import Unsigned, verify
from twinline.kit.store import Register
from twinline.kit.ways import Hook, Poll

__all__ = ["Away", "Department", "Drop", "Hook", "Platform", "Poll", "Refused", "Register", "Unsigned", "verify"]
