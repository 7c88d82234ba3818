"""Reference documents that are made from code, so that they cannot say anything else than the code does."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from twinline.identity import ROLES
from twinline.kernel.messages import text

PERMISSIONS = sorted({name for role in ROLES.values() for name in role.permissions})

HEAD = """# Permissions

Made by `twinline docs` from the routes and `identity/data/roles.json`; a route names what it needs once, in its
signature. Who lacks the permission gets 403 before the body is looked at. Who holds it still sees only what the
platform, area, unit and record class of the account allow: anything else is 404, and is in no list, count, search,
event or export.
"""


def permissions_text(document: Mapping[str, Any]) -> str:
    """The permission matrix as Markdown, from the OpenAPI document (which has ``x-permission``) and the roles."""
    routes = sorted(needs(document))
    parts = [HEAD, "## Routes\n", _table(("permission", "what it allows", "routes"), _by_permission(routes))]
    parts += ["## Roles\n", _table(("permission", *(r.code for r in ROLES.values())), _holders())]
    parts += ["## Routes that need no permission\n", _table(("route", "who"), _open(routes))]
    return "\n".join(parts)


def needs(document: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None, bool]]:
    """Every operation of the document: path, method, permission, and whether one must be signed in."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method.upper(), operation.get("x-permission"), operation.get("security") != []


def _by_permission(routes: Sequence[tuple[str, str, str | None, bool]]) -> Iterator[tuple[str, ...]]:
    for permission in PERMISSIONS:
        named = [f"`{method} {path}`" for path, method, wanted, _ in routes if wanted == permission]
        allows = f"{text(f'permission.{permission}')} {text(f'permission.{permission}', lang='en')}"
        yield f"`{permission}`", allows, "<br>".join(named) or "–"


def _holders() -> Iterator[tuple[str, ...]]:
    for permission in PERMISSIONS:
        yield f"`{permission}`", *("●" if permission in role.permissions else "" for role in ROLES.values())


def _open(routes: Sequence[tuple[str, str, str | None, bool]]) -> Iterator[tuple[str, ...]]:
    for path, method, permission, signed_in in routes:
        if permission is None:
            yield f"`{method} {path}`", "whoever is signed in" if signed_in else "anybody"


def _table(heads: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
