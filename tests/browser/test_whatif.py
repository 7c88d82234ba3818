"""What if: a draft tried on real appeals; what moves as a table, the texts behind a number, publishing from there."""

from __future__ import annotations

from uuid import UUID

import pytest
from playwright.async_api import expect

from browser.desk import Desk
from browser.looks import judged, picture
from support.city import register
from twinline.trials import replay as replays

MATTER = "M-CITY-07"
CELL = "[data-test=matrix] button"
LAMP = "天河区石牌东路路灯坏了三盏，晚上看不清路，请尽快安排维修"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing runs a replay but the test, when it has looked at one that waits."""
    monkeypatch.setattr(replays, "STRETCH_TEXTS", 50)


async def moved_lamps(desk: Desk) -> int:
    """A draft that gives street lamps to another department."""
    api = desk.staff.rule_owner.api
    number = (await api.post("/api/v1/rules/editions", json={"title": "路灯试改"})).json()["number"]
    path = f"/api/v1/rules/editions/{number}/tables/responsibility_list/rows"
    rows = (await api.get(path, params={"words": MATTER})).json()["items"]
    row = next(row for row in rows if row["code"] == MATTER)
    body = {"version": row["version"], "cells": {"department": "transport"}}
    assert (await api.patch(f"{path}/{row['ordinal']}", json=body)).status_code == 204
    return number


async def waiting(desk: Desk, number: int) -> str:
    found = (await desk.staff.rule_owner.api.get(f"/api/v1/rules/editions/{number}/replays")).json()["items"]
    return found[0]["id"]


async def test_a_draft_is_tried_looked_at_and_published(desk: Desk) -> None:
    for _ in range(3):
        await register(desk.staff.agent, LAMP)
    number = await moved_lamps(desk)
    page = await desk.sign_in("rule_owner", f"/rules/{number}/whatif")
    await expect(page.locator(".empty")).to_contain_text("还没有推演过")
    await page.select_option("select[name=days]", "7")
    await page.click("[data-test=start]")
    await expect(page.locator("[data-test=replay-state]")).to_have_text("排队中")
    await expect(page.locator("[data-test=start]")).to_be_disabled()
    await replays.run(desk.db, UUID(await waiting(desk, number)), processes=1)
    await expect(page.locator("[data-test=replay-state]")).to_have_text("已完成")
    await expect(page.locator("[data-test=moved]")).not_to_have_text("0")
    await expect(page.locator(CELL)).to_have_count(1)

    leader = await desk.sign_in("leader_12345", f"/rules/{number}/whatif")
    await leader.locator(CELL).click()
    cases = leader.locator("[data-test=cases]")
    await expect(cases.locator("tbody tr").first).to_contain_text("路灯")
    await expect(cases.locator(".differs").first).to_be_visible()
    assert await judged(leader) == []
    await picture(leader, "whatif.zh")
    dark = await desk.sign_in("leader_12345", f"/rules/{number}/whatif", color_scheme="dark")
    await dark.locator(CELL).click()
    await expect(dark.locator("[data-test=cases] tbody tr").first).to_contain_text("路灯")
    assert await judged(dark) == []
    await picture(dark, "whatif.dark")
    await leader.click("[data-test=publish]")
    await expect(leader.locator("[data-test=four-eyes]")).to_be_visible()
    await leader.keyboard.press("Escape")


async def test_a_replay_is_cancelled_with_a_reason(desk: Desk) -> None:
    number = await moved_lamps(desk)
    page = await desk.sign_in("rule_owner", f"/rules/{number}/whatif")
    await page.click("[data-test=start]")
    await page.click("[data-test=cancel]")
    await page.fill("input[name=reason]", "范围选错了")
    await page.click("[data-test=confirm-send]")
    await expect(page.locator("[data-test=replay-state]")).to_have_text("已取消")
    await expect(page.locator("[data-test=replay-error]")).to_contain_text("范围选错了")
    await page.click("[data-test=start]")
    await expect(page.locator("[data-test=replay-state]")).to_have_text("排队中")
    await page.click("[data-test=cancel]")
    await page.fill("input[name=reason]", "清理")
    await page.click("[data-test=confirm-send]")
    await expect(page.locator("[data-test=replay-state]")).to_have_text("已取消")
