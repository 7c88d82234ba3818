"""The table of requirements is current, and each is cited by code and by a test."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest

from architecture.source import ROOT


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("requirements_tool", ROOT / "tools" / "requirements.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_ranges_are_expanded(tool: ModuleType) -> None:
    assert tool.numbers_in("Serves R9, R11–R14 and R40.") == {9, 11, 12, 13, 14, 40}


def test_every_requirement_is_cited_by_code_and_by_a_test(tool: ModuleType) -> None:
    places = tool.collect()
    assert [n for n in tool.TITLES if not places[n].code] == []
    assert [n for n in tool.TITLES if not places[n].tests] == []


def test_the_table_is_current(tool: ModuleType) -> None:
    assert tool.OUT.read_text("utf-8") == tool.document(), "run: python tools/requirements.py"
