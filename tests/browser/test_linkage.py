"""Matters walked through the pages by the people whose work it is, on both sides, each in a browser of its own."""

from __future__ import annotations

from playwright.async_api import Page, Response, expect

from browser.desk import Desk
from browser.test_every_page import until_delivered
from support.city import CIVIL, NOISE, POLICE, appeal, handle, offer, order_of, register, step, unit_id

STATE = "[data-test=order-state]"


async def take(page: Page, name: str, **typed: str) -> None:
    """Press a step's button, fill its form and send it, once whoever took the step before has left the matter: one is
    asked before one sends beside somebody who is writing."""
    form = page.locator("[data-test=step-form]")
    async with page.expect_response(_tells_writing):
        await page.click(f"[data-test='{name}']")
    await expect(form.locator("[data-test=writers]")).to_have_count(0)
    for field, value in typed.items():
        await form.locator(f"[name={field}]").fill(value)
    await form.locator("[data-test=send]").click()


def _tells_writing(reply: Response) -> bool:
    return reply.url.endswith("/presence") and reply.request.post_data == '{"writing":true}'


async def pick(page: Page, field: str, words: str) -> None:
    """Find a unit by words and choose it."""
    await page.click(f"[data-test=pick-{field}]")
    await page.keyboard.type(words)
    await page.locator(".el-select-dropdown__item", has_text=words).first.click()


async def closed(page: Page) -> None:
    await expect(page.locator("[data-test=step-form]")).to_have_count(0)


async def feed_back(officer: Page) -> None:
    """Report what came of a theft."""
    await officer.click("[data-test='incident.feed_back']")
    await officer.fill("[name=result]", "已调取监控，受案调查")
    await officer.fill("[name=result_code]", "01")
    await officer.click("[data-test=pick-class]")
    await officer.keyboard.type("盗窃")
    await officer.locator(".el-select-dropdown__item", has_text="盗窃").first.click()
    await officer.click("[data-test=send]")
    await closed(officer)


async def test_an_order_from_registration_to_closed(desk: Desk) -> None:
    agent = await desk.sign_in("agent", "/seat")
    await agent.fill("#words", "天河区林和西路井盖缺失，行人差点踩空，请尽快补上")
    await agent.fill("input[name=phone]", "199-0000-2001")
    await expect(agent.locator("[data-test=judgement]")).to_contain_text("井盖")
    await agent.keyboard.press("Control+Enter")
    await expect(agent.locator("[data-test=made]")).to_contain_text("登记成功")
    await agent.locator("[data-test=made] a").click()
    await agent.wait_for_url("**/appeals/*")
    address = agent.url

    dispatcher = await desk.sign_in("dispatcher", address)
    await dispatcher.click("[data-test='case.dispatch']")
    await pick(dispatcher, "lead", "天河区城市管理")
    await dispatcher.click("[data-test=send]")
    await closed(dispatcher)
    await expect(agent.locator(STATE).first).to_have_text("已派单")

    clerk = await desk.sign_in("clerk", "/inbox")
    await clerk.click("[data-test=orders] a:has-text('井盖缺失')")
    await take(clerk, "case.sign")
    await expect(clerk.locator(STATE).first).to_have_text("已签收")
    await take(clerk, "case.begin", note="已电话联系")
    await expect(clerk.locator(STATE).first).to_have_text("办理中")
    await take(clerk, "case.reply", reply="井盖已补装并加固")
    await expect(clerk.locator(STATE).first).to_have_text("已答复待审核")

    supervisor = await desk.sign_in("supervisor", address)
    await take(supervisor, "case.approve")
    await closed(supervisor)
    await take(agent, "case.revisit", note="本人满意")
    await expect(agent.locator(STATE).first).to_have_text("已回访")
    await take(agent, "case.close")
    await expect(agent.locator(".sure")).to_contain_text("不能撤回")
    await agent.click("[data-test=send]")
    await expect(agent.locator("[data-test=appeal-state]")).to_have_text("已办结")
    told = agent.locator("[data-test=timeline]")
    for line in ("登记工单", "派单", "签收", "井盖已补装并加固", "审核通过", "回访", "办结"):
        await expect(told).to_contain_text(line)


async def test_an_offer_is_seen_and_accepted_at_the_other_side_without_reloading(desk: Desk) -> None:
    made = await register(desk.staff.agent, POLICE, phone="199-0000-2002")
    taker = await desk.sign_in("call_taker", "/board")
    await expect(taker.locator("[data-test=link]")).to_have_text("实时")
    agent = await desk.sign_in("agent", f"/appeals/{made['id']}")
    await take(agent, "appeal.hand_over", reason="被盗报案，属公安职责")
    flight = taker.locator("[data-test=in-flight] li", has_text="被盗报案")
    await expect(flight).to_contain_text("转入")
    await flight.locator("a[href^='/appeals/']").click()
    await expect(taker.locator("[data-test=words]")).to_have_text(POLICE)
    await take(taker, "handover.return", reason="像是民事纠纷", basis="清单第 3 项")
    await expect(agent.locator("[data-test=handover-state]")).to_have_text("协商中")
    await expect(agent.locator(".positions")).to_contain_text("像是民事纠纷")
    leader = await desk.sign_in("leader_110", f"/appeals/{made['id']}")
    await leader.click("[data-test='handover.propose']")
    await leader.select_option("select[name=owner]", "110")
    await leader.fill("textarea[name=reason]", "先受理再核实")
    await leader.click("[data-test=send]")
    for page in (agent, taker, leader):
        await expect(page.locator("[data-test=handover-state]")).to_have_text("已受理")
        await expect(page.locator(".appeal .head .badge").first).to_have_text("110")


async def test_danger_during_a_dispute_sends_police_and_leaves_the_dispute(desk: Desk) -> None:
    staff = desk.staff
    made = await register(staff.agent, POLICE)
    offered = await offer(staff.agent, await order_of(staff.agent, made["id"], "12345"))
    await until_delivered(staff, offered["id"])
    await handle(staff.call_taker, offered, "return", reason="像是民事纠纷", basis="清单第 3 项")
    police = await desk.sign_in("police_dispatcher", f"/appeals/{made['id']}")
    agent = await desk.sign_in("agent", f"/appeals/{made['id']}")
    await expect(agent.locator("[data-test=handover-state]")).to_have_text("协商中")
    await take(agent, "danger", reason="对方持刀返回")
    await expect(police.locator("[data-test=order-110] [data-test=order-state]")).to_have_text("已派警")
    await expect(police.locator(".danger-line")).to_be_visible()
    for page in (agent, police):
        await expect(page.locator("[data-test=handover-state]")).to_have_text("协商中")


async def test_the_police_side_dispatches_and_feeds_back(desk: Desk) -> None:
    made = await register(desk.staff.call_taker, POLICE)
    dispatcher = await desk.sign_in("police_dispatcher", f"/appeals/{made['id']}")
    await dispatcher.click("[data-test='incident.dispatch']")
    await pick(dispatcher, "units", "公安局天河分局")
    await dispatcher.keyboard.press("Escape")
    await dispatcher.fill("[name=officers]", "民警甲、民警乙")
    await dispatcher.click("[data-test=send]")
    await closed(dispatcher)

    officer = await desk.sign_in("officer", f"/appeals/{made['id']}")
    for event, state in (("sign", "已签收"), ("set_out", "已出动"), ("arrive", "已到场")):
        await take(officer, f"incident.{event}")
        await expect(dispatcher.locator("[data-test=order-110] [data-test=order-state]")).to_have_text(state)
    await feed_back(officer)
    await expect(dispatcher.locator("[data-test=order-110]")).to_contain_text("已调取监控，受案调查")
    seen = await appeal(desk.staff.call_taker, made["id"])
    assert seen["orders"][0]["state"] == "fed_back"


async def test_a_stale_page_is_told_and_keeps_what_was_typed(desk: Desk) -> None:
    made = await register(desk.staff.agent, CIVIL)
    page = await desk.sign_in("agent", f"/appeals/{made['id']}")
    await page.click("[data-test='case.answer']")
    await page.fill("textarea[name=reply]", "路灯已列入今晚抢修计划")
    # Two more events of the order, before the form is sent.
    order = await order_of(desk.staff.dispatcher, made["id"], "12345")
    order = await step(desk.staff.dispatcher, order, "dispatch", lead=unit_id(desk.staff, "440106-urban_management"))
    clerk = await step(desk.staff.clerk, order, "return", reason="不属本单位")
    await step(desk.staff.dispatcher, clerk, "uphold_return")
    await page.click("[data-test=send]")
    await expect(page.locator("[data-test=step-problem]")).to_contain_text("他人刚刚更新")
    await expect(page.locator("textarea[name=reply]")).to_have_value("路灯已列入今晚抢修计划")
    await page.click("[data-test=send]")
    await expect(page.locator(STATE).first).to_have_text("已直接答复")
    assert (await appeal(desk.staff.agent, made["id"]))["orders"][0]["result"] == "路灯已列入今晚抢修计划"


async def test_a_step_that_has_become_impossible_says_so(desk: Desk) -> None:
    made = await register(desk.staff.agent, CIVIL)
    page = await desk.sign_in("agent", f"/appeals/{made['id']}")
    await page.click("[data-test='case.answer']")
    await page.fill("textarea[name=reply]", "写到一半的答复")
    await step(desk.staff.agent, await order_of(desk.staff.agent, made["id"], "12345"), "withdraw", reason="重复")
    await expect(page.locator("[data-test=step-problem]")).to_contain_text("已不能办理")
    await expect(page.locator("[data-test=send]")).to_be_disabled()
    await expect(page.locator("textarea[name=reply]")).to_have_value("写到一半的答复")


async def test_words_are_text_whatever_they_hold(desk: Desk) -> None:
    words = (
        "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script> 路灯坏了 {{7*7}} 𠮷😀"
    )
    made = await register(desk.staff.agent, words, caller="<b>何</b>", address="<svg onload=alert(1)>")
    page = await desk.sign_in("agent", f"/appeals/{made['id']}")
    await expect(page.locator("[data-test=words]")).to_have_text(words)
    await page.goto("/board")
    await expect(page.locator("[data-test=arrivals]")).to_contain_text("<img src=x")
    assert await page.locator("[data-test=arrivals] img").count() == 0
    assert "broken" not in await page.title()


async def test_who_called_is_shown_for_a_reason_only(desk: Desk) -> None:
    made = await register(desk.staff.agent, NOISE, caller="何小满", phone="199-0000-2003")
    page = await desk.sign_in("agent", f"/appeals/{made['id']}")
    await expect(page.locator("[data-test=caller]")).to_contain_text("199****2003")
    await page.click("[data-test=reveal]")
    await page.click("[data-test=send]")
    await expect(page.locator("[data-test=step-problem]")).to_contain_text("原因")
    await page.fill("textarea[name=reason]", "回拨核实地址")
    await page.click("[data-test=send]")
    await expect(page.locator("[data-test=caller]")).to_contain_text("何小满")
    async with desk.db.transaction() as tx:
        row = await (
            await tx.conn.execute(
                "SELECT count(*) FROM audit WHERE action = 'reveal' AND subject_id = %s", [made["id"]]
            )
        ).fetchone()
    assert row == (1,)


async def test_danger_found_on_the_line_calls_110(desk: Desk) -> None:
    made = await register(desk.staff.agent, CIVIL)
    board = await desk.sign_in("call_taker", "/board")
    page = await desk.sign_in("agent", f"/appeals/{made['id']}")
    await take(page, "danger", reason="来电人称有人持刀")
    await expect(page.locator(".danger-line")).to_be_visible()
    await expect(board.locator("[data-test=arrivals] tr.hot", has_text=made["number"])).to_be_visible()
