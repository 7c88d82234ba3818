"""What registering makes of what was said (R43)."""

from __future__ import annotations

import pytest

from support.city import register
from support.people import People
from twinline.kernel.db import Database

LAMP = "天河区棠下街道棠德南路18号路灯坏了，我叫何小满，我的电话是1990000 6401，请来修"


@pytest.mark.parametrize("title", [None, "何小满反映棠德南路18号路灯坏了，一九九零零零零六四零一"])
async def test_a_title_names_the_place_and_neither_the_caller_nor_a_number(
    people: People, db: Database, title: str | None
) -> None:
    made = await register(people.agent, LAMP, caller="何小满", phone="199-0000-6401", title=title)
    shown = (await people.agent.api.get(f"/api/v1/appeals/{made['id']}")).json()
    assert "棠德南路18号" in shown["title"]
    assert not [secret for secret in ("何小满", "1990000", "6401", "六四零一") if secret in shown["title"]]
    assert shown["words"] == LAMP
