"""All permissions and roles that the system knows. Roles are rows of ``data/roles.json``; each permission they name
has its text in the catalogue, and one without text is a defect."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from twinline.identity.errors import RoleOfOtherPlatform, UnknownRole
from twinline.identity.model import Actor, Scope
from twinline.kernel.messages import catalogue, text


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of permissions on one platform; ``scope`` is how far its holder sees there. ``also``: other platforms
    where it may be given, for an instance that hosts no 12345 needs administrators too.
    """

    code: str
    zh: str
    en: str
    platform: str
    scope: Scope
    permissions: frozenset[str]
    also: tuple[str, ...] = ()


def _role(code: str, row: Mapping[str, Any]) -> Role:
    permissions, also = frozenset(row["permissions"]), tuple(row.get("also", ()))
    return Role(code, row["zh"], row["en"], row["platform"], row["scope"], permissions, also)


@cache
def roles() -> Mapping[str, Role]:
    """Every role by its code. Raises ValueError for a permission without a description."""
    rows = json.loads(files("twinline.identity").joinpath("data/roles.json").read_text("utf-8"))
    found = {code: _role(code, row) for code, row in rows.items()}
    for role in found.values():
        for name in role.permissions:
            if f"permission.{name}" not in catalogue():
                raise ValueError(f"permission {name} of role {role.code} is not described")
    return found


ROLES = roles()
PERMISSIONS = frozenset(name for role in ROLES.values() for name in role.permissions)


def describe(permission: str, *, lang: str = "zh") -> str:
    """What a permission lets its holder do."""
    return text(f"permission.{permission}", lang=lang)


def check_roles(codes: Iterable[str], *, platform: str) -> tuple[str, ...]:
    """The codes without repeats. Raises UnknownRole and RoleOfOtherPlatform."""
    unique = tuple(dict.fromkeys(codes))
    for code in unique:
        if code not in ROLES:
            raise UnknownRole(role=code)
        if platform not in (ROLES[code].platform, *ROLES[code].also):
            raise RoleOfOtherPlatform(role=ROLES[code].zh, platform=ROLES[code].platform)
    return unique


def permissions_of(codes: Iterable[str]) -> frozenset[str]:
    """The union over the roles; a code that was retired meanwhile grants nothing."""
    return frozenset(name for code in codes if code in ROLES for name in ROLES[code].permissions)


def scope_of(codes: Iterable[str], division: str) -> Scope:
    """The widest scope of the roles; a whole platform becomes an area when the account is bound to a division."""
    scopes = {ROLES[code].scope for code in codes if code in ROLES}
    if "platform" in scopes:
        return "area" if division else "platform"
    return "area" if "area" in scopes else "unit"


def actor_of(*, account_id: Any, name: str, platform: str, unit_id: Any, roles: Iterable[str], division: str) -> Actor:
    """The caller that an account stands for."""
    codes = tuple(roles)
    return Actor(account_id, name, platform, unit_id, codes, permissions_of(codes), scope_of(codes, division), division)
