"""What the code can say is documented: states, events, permissions, errors and reasons, made from the code itself."""

from __future__ import annotations

import sys
from importlib import util
from types import ModuleType

import pytest

from support.database import ROOT
from twinline.identity.permissions import PERMISSIONS
from twinline.kernel.messages import catalogue

REFERENCE = ROOT / "docs" / "reference"
PREFIXES = {"state": "machines.md", "event": "machines.md", "error": "codes.md", "reason": "codes.md"}


@pytest.fixture(scope="module")
def words() -> ModuleType:
    spec = util.spec_from_file_location("tools_words", ROOT / "tools" / "words.py")
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_documents_are_current(words: ModuleType) -> None:
    for name, content in words.documents().items():
        assert (REFERENCE / name).read_text("utf-8") == content, f"{name}: run python tools/words.py"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_word_of_the_catalogue_is_in_its_document(prefix: str) -> None:
    document = (REFERENCE / PREFIXES[prefix]).read_text("utf-8")
    keys = [key for key in catalogue() if key.startswith(f"{prefix}.")]
    assert keys
    missing = [key for key in keys if f"`{_code(key)}`" not in document]
    assert missing == []


def _code(key: str) -> str:
    """The word itself: errors keep their module, states and events are listed below their machine."""
    kind, *rest = key.split(".")
    return ".".join(rest[1:] if kind in ("state", "event") else rest)


def test_every_permission_is_in_its_document() -> None:
    document = (REFERENCE / "permissions.md").read_text("utf-8")
    assert [name for name in sorted(PERMISSIONS) if f"`{name}`" not in document] == []


def test_every_failure_has_a_text_and_no_text_is_idle(words: ModuleType) -> None:
    codes = {kind.code for kind in words.problems()}
    texts = {key.removeprefix("error.") for key in catalogue() if key.startswith("error.")}
    assert codes - texts == set()
    assert texts - codes == set()
