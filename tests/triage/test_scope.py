"""The same words are danger in one sentence and none in its twin (R2)."""

from dataclasses import replace

import pytest

from twinline.triage import Rulebook, judge
from twinline.triage.learned import NOTHING

PAIRS = [
    ("三楼着火了，快来", "三楼没有着火，是做饭的油烟"),
    ("厨房煤气泄漏了，头晕", "请问煤气泄漏了该打什么电话"),
    ("邻居拿刀砍人了", "去年有人在这里拿刀砍人，现在路灯还是不亮"),
    ("有人要跳楼", "这家店跳楼价处理的鞋穿两天就开胶"),
    ("电梯困人了，里面有老人", "上个月电梯困人，已经修好了，要求物业公开维修记录"),
    ("孩子掉进河里了", "河边没有护栏，担心孩子掉进河里"),
    ("电动车起火了，在楼道里", "建议开展电动车起火的安全宣传"),
    ("老人突然昏迷叫不醒", "老人前年昏迷住院的费用怎么报销"),
    ("变压器着火了", "万一变压器着火了谁负责，要求供电公司搬走"),
    ("有人持刀抢劫", "演练持刀抢劫处置的活动什么时候举行"),
]


@pytest.mark.parametrize(("live", "told"), PAIRS)
def test_present_danger_and_its_twin(live: str, told: str, rulebook: Rulebook) -> None:
    assert judge(live, rulebook=rulebook).danger
    decision = judge(told, rulebook=rulebook)
    assert not decision.danger, decision.reasons
    assert judge(told, rulebook=replace(rulebook, learned=NOTHING)).owner == "12345"


def test_what_was_set_aside_is_said(rulebook: Rulebook) -> None:
    decision = judge("万一变压器着火了谁负责，要求供电公司搬走", rulebook=rulebook)
    scoped = [reason for reason in decision.reasons if reason.kind == "scope"]
    assert scoped
    assert "假设" in scoped[0].text


@pytest.mark.parametrize("channel", ["110", "12345", "web", "voice", "no such channel"])
def test_content_decides_not_the_channel(channel: str, rulebook: Rulebook) -> None:
    assert judge("健身房年卡不给退钱", rulebook=rulebook, channel=channel).owner == "12345"
    assert judge("家里进贼了，首饰被偷走了", rulebook=rulebook, channel=channel).owner == "110"


def test_a_call_on_the_wrong_number_says_so(rulebook: Rulebook) -> None:
    kinds = {reason.kind for reason in judge("健身房年卡不给退钱", rulebook=rulebook, channel="110").reasons}
    assert "channel" in kinds
    kinds = {reason.kind for reason in judge("健身房年卡不给退钱", rulebook=rulebook, channel="12345").reasons}
    assert "channel" not in kinds
