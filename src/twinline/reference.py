"""Reference documents that are made from code, so that they cannot say anything else than the code does."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from twinline.identity import ROLES
from twinline.kernel.messages import text
from twinline.kernel.metrics import figures

FIELDS_HEAD = """## Personal fields

In any answer these are masked, or null, for whoever lacks the permission; where none is named, for everybody. The
particulars of a confidential caller, in forms and attachments too, are kept from handling and police units altogether.
"""

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
    parts += [FIELDS_HEAD, _table(("field of an answer", "in clear for who holds"), _fields(document))]
    parts += ["## Routes that need no permission\n", _table(("route", "who"), _open(routes))]
    return "\n".join(parts)


def needs(document: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None, bool]]:
    """Every operation of the document: path, method, permission, and whether one must be signed in."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method.upper(), operation.get("x-permission"), operation.get("security") != []
    for face in document.get("x-standard-faces", ()):
        yield face["path"], face["method"], face["x-permission"], True


def _by_permission(routes: Sequence[tuple[str, str, str | None, bool]]) -> Iterator[tuple[str, ...]]:
    for permission in PERMISSIONS:
        named = [f"`{method} {path}`" for path, method, wanted, _ in routes if wanted == permission]
        allows = f"{text(f'permission.{permission}')} {text(f'permission.{permission}', lang='en')}"
        yield f"`{permission}`", allows, "<br>".join(named) or "–"


def _holders() -> Iterator[tuple[str, ...]]:
    for permission in PERMISSIONS:
        yield f"`{permission}`", *("●" if permission in role.permissions else "" for role in ROLES.values())


def _fields(document: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for name, schema in sorted(document["components"]["schemas"].items()):
        for field, said in schema.get("properties", {}).items():
            if (permission := said.get("x-clear-for")) is not None:
                yield f"`{name}.{field}`", f"`{permission}`" if permission else "–"


def _open(routes: Sequence[tuple[str, str, str | None, bool]]) -> Iterator[tuple[str, ...]]:
    for path, method, permission, signed_in in routes:
        if permission is None:
            yield f"`{method} {path}`", "whoever is signed in" if signed_in else "anybody"


METRICS_HEAD = """# Figures

Made by `twinline docs`. What `/metrics` of `serve` shows Prometheus; most is read from the database when it is asked.

"""


def metrics_text() -> str:
    """Every figure of ``/metrics`` with its labels, as Markdown. All modules must have been imported."""
    rows = ((f"`twinline_{name}`", " ".join(labels), said) for name, (labels, said) in sorted(figures().items()))
    return METRICS_HEAD + _table(("figure", "labels", "meaning"), rows)


def _table(heads: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
