"""Who acts: people, machines and the system itself, with what they may do and see."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal
from uuid import UUID

from twinline.kernel.errors import Forbidden
from twinline.kernel.ledger import By

Scope = Literal["platform", "area", "unit"]
NOBODY = UUID(int=0)
SYSTEM = ("system",)


class NotPermitted(Forbidden):
    """The caller's roles do not carry the permission."""

    code: ClassVar[str] = "identity.not_permitted"


@dataclass(frozen=True, slots=True)
class Actor:
    """An authenticated caller. ``scope`` says how far it sees on its platform: all of it, an area (``division``
    prefix), or what its unit was given. ``account_id`` is None for the system itself."""

    account_id: UUID | None
    name: str
    platform: str
    unit_id: UUID
    roles: tuple[str, ...]
    permissions: frozenset[str]
    scope: Scope = "platform"
    division: str = ""

    def can(self, permission: str | None) -> bool:
        return permission is not None and permission in self.permissions

    def require(self, permission: str) -> None:
        """Raises NotPermitted unless one of the caller's roles carries ``permission``."""
        if permission not in self.permissions:
            raise NotPermitted(permission=permission)

    @property
    def by(self) -> By:
        return By(self.platform, self.unit_id, self.account_id)

    @property
    def sight(self) -> dict[str, Any]:
        """Parameters of every visibility condition (promise 6)."""
        return {
            "see_restricted": "restricted.read" in self.permissions,
            "actor_platform": self.platform,
            # The system acts for its desk and is not of it: what complains about the desk still has to move.
            "actor_unit": NOBODY if self.roles == SYSTEM else self.unit_id,
            "scope": self.scope,
            "area": self.division + "%",
        }


def system(platform: str, unit_id: UUID) -> Actor:
    """The platform itself: timers, messages from the peer, reactions to facts."""
    return Actor(None, "system", platform, unit_id, SYSTEM, frozenset({"restricted.read"}))
