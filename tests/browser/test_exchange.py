"""Peers and links in a browser: empty, a peer with a way that is broken, compared, switched off with a reason (R3)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from playwright.async_api import expect

from browser.desk import Desk
from browser.looks import judged
from support.city import DANGER, register
from twinline.exchange import calls_store, mapping, store
from twinline.exchange import keys as rings
from twinline.exchange.faces.cap import store as cap_store
from twinline.kernel.db import insert_json


async def test_peers_are_looked_at_compared_and_switched(desk: Desk, tmp_path: Path) -> None:
    page = await desk.sign_in("leader_12345", "/exchange")
    await expect(page.locator("main")).to_contain_text("还没有对端")
    row = {"name": "police", "title": "市公安局", "hosts": ["110"], "divisions": ["4401"], "schema_version": 1}
    async with desk.db.transaction() as tx:
        keys = rings.load_ring(tmp_path / "keys").public()
        ways = [{"kind": "ferry", "name": "ferry"}]
        await store.add_peer(tx.conn, row | {"keys": keys, "transports": ways, "added_at": tx.now})
        unmapped = {("police_class", "J-0300"): ["appeal.decision.police_class"]}
        await mapping.hold(tx, "police", "in", tx.new_id(), unmapped, waits=True)
    await page.reload()
    peer = page.locator("[data-test=peers] tbody tr")
    await expect(peer).to_contain_text("市公安局")
    await expect(page.locator("main")).to_contain_text("没有符合条件的报文")
    assert await judged(page) == []
    await page.click("[data-test=compare]")
    await expect(page.locator("[data-test=digests] tbody tr")).to_have_count(2)
    await page.click("[data-test=codes]")
    await expect(page.locator("[data-test=unmapped] tbody tr")).to_contain_text("J-0300")
    assert await judged(page) == []
    await page.click("[data-test=tab-register]")
    await expect(page.locator("[data-test=register] tbody tr")).to_have_count(22)
    await page.click("[data-test=tab-refusals]")
    await expect(page.locator("main")).to_contain_text("没有拒收的报文")
    assert await judged(page) == []
    await page.click("[data-test=turn]")
    await expect(page.locator("[data-test=confirm-send]")).to_be_disabled()
    await page.fill("input[name=reason]", "对端检修")
    await page.click("[data-test=confirm-send]")
    await expect(peer.locator(".badge").first).to_have_text("已停用")
    other = await desk.sign_in("agent", "/exchange")
    await expect(other.locator("[data-test=peers]")).to_have_count(0)


async def test_the_board_says_whom_to_call_and_what_warnings_hold(desk: Desk) -> None:
    quiet = await desk.sign_in("agent")
    await expect(quiet.locator("main")).to_contain_text("最新诉求")
    for part in ("alarms", "hints"):
        await expect(quiet.locator(f"[data-test={part}]")).to_have_count(0)
    agent = desk.staff.agent
    made = await register(agent, DANGER)
    desk_110 = desk.staff.app.state.city.directory.desk("110").id
    named = {"unit_id": str(desk_110), "role": "primary", "name": "指挥中心", "phone": "199-0000-0110"}
    assert (await desk.staff.steward.api.post("/api/v1/registry/duty-contacts", json=named)).status_code == 201
    async with desk.db.transaction() as tx:
        call = {"id": tx.new_id(), "platform": "12345", "peer": "110", "subject_id": tx.new_id(), "kind": "offer"}
        when = {"since": tx.now - timedelta(seconds=80), "raised_at": tx.now}
        await insert_json(tx.conn, calls_store.RAISE_SQL, [call | when | {"appeal_id": UUID(made["id"])}])
        said = {
            "headline": "暴雨红色预警",
            "description": "未来三小时雨量将超过一百毫米。",
            "instruction": "减少外出。",
        }
        hint = {"sender": "met@example", "identifier": "rain-1", "kind": "emergency", "event": "暴雨", "divisions": []}
        graded = {"severity": "Extreme", "urgency": "Immediate", "certainty": "Observed", "account_id": None}
        times = {name: tx.now for name in ("sent_at", "starts_at", "taken_at")}
        ends = {"id": tx.new_id(), "ends_at": tx.now + timedelta(hours=3)}
        assert await cap_store.insert(tx.conn, hint | said | graded | times | ends)
    page = await desk.sign_in("agent")
    urgent = page.locator("[data-test=alarms] .urgent")
    await expect(urgent).to_contain_text(made["number"])
    await expect(urgent).to_contain_text("请电话告知：指挥中心 199-0000-0110")
    hint_row = page.locator("[data-test=hints] li")
    await expect(hint_row).to_contain_text("暴雨红色预警")
    await expect(page.get_by_text("减少外出。")).to_be_hidden()
    await hint_row.get_by_role("button", name="查看全文").click()
    await expect(page.get_by_text("减少外出。")).to_be_visible()
    assert await judged(page) == []
    await page.click("[data-test=told]")
    assert await judged(page) == []
    await page.fill("input[name=whom]", " ")
    await expect(page.locator("[data-test=confirm-send]")).to_be_disabled()
    await page.fill("input[name=whom]", "110值班长𠮷")
    await page.click("[data-test=confirm-send]")
    await expect(page.locator("[data-test=alarms]")).to_have_count(0)
    await page.goto(f"/appeals/{made['id']}")
    row = page.locator("[data-test=timeline] li", has_text="已电话告知对端")
    await expect(row).to_contain_text("110值班长𠮷")
