"""Every setting is described and documented, and a wrong one is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from twinline.settings import BadSettings, Settings, reference, settings

ROOT = Path(__file__).resolve().parents[2]


def test_every_setting_is_documented() -> None:
    assert (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8") == reference(), "run twinline docs"
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize(("name", "value"), [("PORT", "high"), ("LOG_LEVEL", "loud"), ("POOL_SIZE_MAX", "0")])
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"TWINLINE_{name}", value)
    settings.cache_clear()
    with pytest.raises(BadSettings) as wrong:
        settings()
    settings.cache_clear()
    assert f"TWINLINE_{name}" in wrong.value.message()
    assert "\n" not in wrong.value.message()
