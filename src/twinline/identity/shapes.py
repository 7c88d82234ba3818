"""What sessions, accounts and keys look like in answers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from twinline.kernel.shapes import Created, Page, Platform, Shape, among, note

Scope = Annotated[str, among(("platform", "area", "unit"), "how far the holder sees on the platform")]


class Named(Shape):
    """A code with its name in the caller's language."""

    code: str
    name: str


class OwnUnit(Shape):
    """The caller's unit."""

    id: UUID
    name: str | None


class Session(Shape):
    """Who the caller is and what it may do. The last three fields are those of a session, not of a key."""

    account_id: UUID
    name: str
    platform: Named
    unit: OwnUnit
    roles: list[Named]
    permissions: list[str]
    scope: Scope
    division: Annotated[str, note("code of the area that the account is bound to; empty for all")]
    login: str = ""
    last_login_at: datetime | None = None
    expires_at: datetime | None = None


class Role(Shape):
    """A role with its permissions."""

    code: str
    name: str
    platform: Platform
    scope: Scope
    permissions: list[Named]


class RoleList(Page[Role]):
    """All roles."""


class Account(Shape):
    """An account, without its secrets."""

    id: UUID
    login: str
    name: str
    platform: Platform
    unit_id: UUID
    roles: list[str]
    division: str
    created_at: datetime
    disabled_at: datetime | None
    last_login_at: datetime | None
    locked: Annotated[bool, note("after too many wrong passwords")]


class AccountPage(Page[Account]):
    """Accounts, newest first."""


class ApiKey(Shape):
    """An API key, without its secret."""

    id: UUID
    account_id: UUID
    login: str
    name: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class ApiKeyPage(Page[ApiKey]):
    """API keys, newest first."""


class NewKey(Created):
    """A new key; the secret is shown this once."""

    key: str
