"""What can be wrong with accounts, sign-ins and keys."""

from typing import ClassVar

from twinline.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated


class BadLogin(Unauthenticated):
    """Login or password is wrong, or the account is locked or disabled: outsiders are not told which."""

    code: ClassVar[str] = "identity.bad_login"


class WrongPassword(Forbidden):
    """The present password is wrong, or the account is locked after too many tries."""

    code: ClassVar[str] = "identity.wrong_password"


class NoPassword(Conflict):
    """The caller came by an API key, or the account has no password to change."""

    code: ClassVar[str] = "identity.no_password"


class BadKey(Unauthenticated):
    """The API key is unknown, expired or revoked."""

    code: ClassVar[str] = "identity.bad_key"


class SessionEnded(Unauthenticated):
    """The session is unknown, idle for too long, or over."""

    code: ClassVar[str] = "identity.session_ended"


class GuardMissing(Forbidden):
    """A change by cookie came without the header that other sites cannot send."""

    code: ClassVar[str] = "identity.guard_missing"


class UnknownRole(Invalid):
    """There is no such role."""

    code: ClassVar[str] = "identity.unknown_role"


class RoleOfOtherPlatform(Invalid):
    """An account's roles must belong to its platform."""

    code: ClassVar[str] = "identity.role_of_other_platform"


class NoRole(Invalid):
    """An account needs at least one role."""

    code: ClassVar[str] = "identity.no_role"


class UnitOfOtherPlatform(Invalid):
    """The unit does not exist or belongs to the other platform."""

    code: ClassVar[str] = "identity.unit_of_other_platform"


class WeakPassword(Invalid):
    """The password is too short, or is the login itself."""

    code: ClassVar[str] = "identity.weak_password"


class LoginTaken(Conflict):
    """Another account has the login."""

    code: ClassVar[str] = "identity.login_taken"


class UnknownAccount(NotFound):
    """There is no such account."""

    code: ClassVar[str] = "identity.unknown_account"


class UnknownKey(NotFound):
    """There is no such key in force."""

    code: ClassVar[str] = "identity.unknown_key"
