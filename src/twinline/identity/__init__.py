"""Accounts, roles, sessions and API keys: who acts, and what they may do.

``Db`` and ``Caller`` are the dependencies of HTTP routes; they are loaded on first use because the web framework is
slow to import and command-line tools do without it.
"""

from typing import TYPE_CHECKING, Any

from twinline.identity.actions import (
    SessionRules,
    create_account,
    create_key,
    drop_ended_sessions,
    revoke_key,
    set_password,
)
from twinline.identity.authenticate import Authenticator
from twinline.identity.model import Actor, system
from twinline.identity.permissions import ROLES
from twinline.identity.queries import every_account
from twinline.kernel.upkeep import add_upkeep

if TYPE_CHECKING:
    from twinline.identity.api import Caller, Db

__all__ = [
    "ROLES",
    "Actor",
    "Authenticator",
    "Caller",
    "Db",
    "SessionRules",
    "create_account",
    "create_key",
    "every_account",
    "revoke_key",
    "set_password",
    "system",
]

add_upkeep("sessions", drop_ended_sessions)


def __getattr__(name: str) -> Any:
    if name in ("Caller", "Db"):
        from twinline.identity import api

        return getattr(api, name)
    raise AttributeError(name)
