"""Letters to government: their kind stands in how they are put, and they want something (R1, R4)."""

from __future__ import annotations

from datetime import date

import pytest

from twinline.triage import RequestType, judge, load_rulebook
from twinline.triage.normal import normalise
from twinline.triage.wording import headed

BOOK = load_rulebook(as_of=date(2026, 11, 22))
LETTERS = {
    "咨询": "尊敬的局长您好，我儿子明年九月满六周岁，户口在外婆家鹤鸣路，房子买在新城区，两边都不知道算不算学区"
    "。请问报名以户口"
    "为准还是以房产为准，需要提前准备哪些材料，什么时候可以登记？麻烦告知，谢谢。",
    "建议": "关于在鹤鸣公园增设饮水点的建议。公园每天早晚散步的老人和孩子很多，园内没有一处可以接水的地方。建议"
    "在东门和湖边各设"
    "一台直饮水机，并在旁边设置指示牌，由公园管理处统一维护，花费不多，市民受益。",
    "投诉": "投诉锦绣湾物业乱收费。我们小区物业费三年涨了两次，电梯三天两头停，楼道灯坏了没人换，打电话过去总是"
    "推诿敷衍。上个月又"
    "强制每户交两百元门禁卡费，不交就不给开门。业主多次反映无人理会，请有关部门严肃处理，给业主一个说法。",
    "举报": "举报城北工业园一家无证作坊。该作坊没有营业执照，利用夜间熬制废旧塑料，偷偷把废液倒进后面的水沟，白"
    "天大门紧锁。请环保和"
    "市场监管部门查处，依法取缔。",
}


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_is_what_its_wish_is(kind: str) -> None:
    decision = judge(LETTERS[kind], rulebook=BOOK)
    assert (decision.owner, decision.type) == ("12345", kind)
    assert decision.confidences["type"] > 0.4


@pytest.mark.parametrize(
    "text",
    [
        "咨询军转干部安置问题。请问异地安置需要什么条件？谢谢。",
        "尊敬的王局长：您好！对新出的人才补贴办法有一点疑问，在外地读的硕士能不能享受？恳请回复。",
    ],
)
def test_who_writes_to_government_wants_something(text: str) -> None:
    assert judge(text, rulebook=BOOK).owner == "12345"


def test_thanks_in_a_letter_to_nobody_stay_nobodys() -> None:
    assert judge("谢谢，灯亮了", rulebook=BOOK).owner == "none"


LEANING = (
    "尊敬的领导：我们是{place}的居民，楼后的挡土墙去年雨季起裂开一道口子，今年越裂越宽，下面就是三户人家的"
    "后门和孩子上学的小路。{now}社区来看过两次，让我们自己找产权单位，产权单位又说早已移交。恳请有关部门派人鉴定，"
    "明确由谁负责，给住在下面的老人和孩子一个答复。"
)


@pytest.mark.parametrize(
    ("now", "danger"),
    [
        ("石块随时可能掉下来砸伤人，", True),
        ("上个月墙边又垮塌了一段，严重威胁住户。", True),
        ("如今围墙已开始坍塌，", True),
        ("挡土墙垮塌的部分已修好，", False),
        ("裂缝里长了草，很不好看，", False),
    ],
)
def test_a_letter_of_something_giving_way_is_danger_until_it_is_mended(now: str, danger: bool) -> None:
    """Whoever writes has waited for weeks, and still it can fall today (R2)."""
    decision = judge(LEANING.format(place="鹤鸣路十二号院", now=now), rulebook=BOOK)
    assert decision.danger is danger
    assert decision.owner == "12345"
    assert ("danger" in {reason.kind for reason in decision.reasons}) is danger


@pytest.mark.parametrize(
    "text",
    [
        "尊敬的领导：我们是鹤鸣中学的初三学生，教室窗外的工地从早到晚打桩，地板跟着晃，老师讲的话一句也听不清，中午也"
        "睡不着。还有十天就要中考了，学校说管不了工地，我们真的受不了了，求求领导来教室里坐一坐，救救我们吧！",
        "出汽车站就闻到一股刺鼻难闻的气味，头晕晕的，抬头看见对面厂子的大烟囱滚滚浓烟往外冒，天都是灰的。我只是路过，"
        "长期住在这边的居民怎么办？希望环保部门去厂里看一看，早日治理。",
    ],
)
def test_a_letter_that_names_no_danger_is_not_taken_for_one_by_its_manner(text: str) -> None:
    decision = judge(text, rulebook=BOOK)
    assert decision.confidences["danger"] > 0.64, "the models alone would call it"
    assert (decision.owner, decision.danger) == ("12345", False)


SCHOOL = "某驾校收了三千六百元学费，练车要排一个月的队，换了三个教练，想退费就说合同写明不退。请有关部门管一管。"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("投诉鹤鸣驾校。", RequestType.COMPLAINT),
        ("我要举报鹤鸣驾校。", RequestType.REPORT),
        ("关于咨询驾校退费的问题。", RequestType.CONSULT),
        ("关于规范驾校收费的建议。", RequestType.SUGGESTION),
        ("反映鹤鸣驾校的问题。", None),
        ("投诉后没有人管。", None),
        ("咨询了三次没有人答。", None),
    ],
)
def test_a_heading_says_what_a_letter_is(heading: str, kind: RequestType | None) -> None:
    assert headed(normalise(heading + SCHOOL).text) is kind


def test_a_heading_makes_its_kind_likelier_and_does_not_overrule_the_letter() -> None:
    plain, said = (judge(heading + SCHOOL, rulebook=BOOK) for heading in ("反映鹤鸣驾校。", "投诉鹤鸣驾校。"))
    assert (plain.owner, said.type) == ("12345", RequestType.COMPLAINT)
    withdrawn = (
        "投诉？也不算，只是想问清楚，我在外地退休，门诊的药费怎么报销，需要带什么材料，到哪个窗口办，请问可以代办吗？"
    )
    assert judge(withdrawn, rulebook=BOOK).type == RequestType.CONSULT
