"""The demo's seed messages: well formed, labelled in vocabulary, varied, nothing real but district names."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from importlib import resources
from itertools import combinations
from typing import Any

import pytest

Message = dict[str, Any]

FIELDS = {
    "external_id",
    "seed",
    "number",
    "channel",
    "text",
    "caller",
    "phone",
    "address",
    "division",
    "confidential",
    "expect",
}
DISTRICTS = {
    "440103": "荔湾",
    "440104": "越秀",
    "440105": "海珠",
    "440106": "天河",
    "440111": "白云",
    "440112": "黄埔",
    "440113": "番禺",
    "440114": "花都",
    "440115": "南沙",
    "440117": "从化",
    "440118": "增城",
}
OWNERS = {"12345", "110", "119", "120", "122", "utility", "none"}
URGENT = {"110", "119", "120", "122"}
TYPES = {"咨询", "求助", "投诉", "举报", "建议", "报警", "其他"}
CHANNELS = {"voice", "web", "app", "wechat", "sms"}

# What the demo must be able to show: words of the matter -> who must be first to act on at least one such message.
TOPICS = [
    ("工地.*打桩", "12345"),
    ("跳舞", "12345"),
    ("小贩", "12345"),
    ("堵死在里面", "12345"),
    ("沙井盖", "110"),
    ("路灯", "12345"),
    ("野狗", "12345"),
    ("狼狗.*咬", "110"),
    ("健身", "12345"),
    ("物业费", "12345"),
    ("公办初中", "12345"),
    ("人才入户", "12345"),
    ("社保", "12345"),
    ("医保", "12345"),
    ("停电", "utility"),
    ("自来水管爆", "utility"),
    ("四万二", "12345"),
    ("工友.*工钱", "110"),
    ("打他老婆", "110"),
    ("老年痴呆", "110"),
    ("煤气味", "119"),
    ("货梯里", "119"),
    ("电线杆.*火花", "110"),
    ("隧道.*水还在涨", "119"),
    ("嘴歪", "120"),
    ("追尾", "122"),
    ("感谢贵单位", "none"),
    ("限时福利", "none"),
    ("电流声", "none"),
    ("二审法官", "none"),
    ("辅警扇了我", "110"),
    ("汽油.*煤气罐", "110"),
    ("不想活", "110"),
    ("红烧茄子", "110"),
]

# One recognisable message for each class group of a police class table, all sent to 110.
POLICE_GROUPS = {
    "10 crime": "抢劫",
    "20 public order": "啤酒瓶互砸",
    "20 domestic violence": "掐我脖子",
    "30 traffic": "走路都扶墙",
    "40 fire": "废品站烧起来",
    "50 missing": "恐龙外套",
    "50 lost property": "捡到一个小包",
    "50 lock-out": "钥匙锁家里",
    "50 drowning": "江边有人掉下去",
    "50 illness": "汤圆噎住",
    "50 suicide": "药已经吃了",
    "60 health": "卫生站那个医生",
    "60 power": "巷子跳闸",
    "60 labour": "欠了我六趟运费",
    "60 forestry": "樟树让白蚁",
    "60 market": "酸奶过期",
    "60 urban management": "小贩",
    "60 telecom": "光缆",
    "60 culture": "点映小影院",
    "60 environment": "烧胶皮",
    "60 quality": "加油机",
    "60 tobacco": "卖烟给初中生",
    "60 civil affairs": "铺纸皮睡觉",
    "60 water and gas": "流黄汤",
    "60 food": "酸汤鱼",
    "60 work safety": "天那水",
    "60 tourism": "玉器店",
    "65 assistance": "急诊科",
    "70 mass incident": "举牌子喊还钱",
    "80 disaster": "渡船进水了",
    "90 clue": "吸那种东西",
    "95 police conduct": "警号他用手捂着",
    "99 other": "快挂掉",
}

DOMAINS = {
    "economic adjustment": "加计扣除",
    "market supervision": "婚纱店",
    "social management": "业委会",
    "public service": "生育津贴",
    "ecology and environment": "又黑又臭",
}

VOICES = {
    "Cantonese": "[嘅咗哋喺冇]",
    "north-eastern": "哎妈呀|寻思|搁",
    "Sichuan": "要得|得不得|哈子|坐起的|毛起来",
    "foreigner": "[A-Za-z]{4,}.*我",
    "child": "叔叔，我爸爸",
    "whisper": "小声|压低声音|不能说了",
    "drunk": "嗝",
    "speech recognition slips": "条解书|农机不贴|价装电梯",
    "emoji": "[\U0001f300-\U0001faff]",
    "beyond the basic plane": "𠮷",
    "letter": "尊敬的领导",
}


def _load() -> list[Message]:
    source = resources.files("twinline").joinpath("demo/data/seed_messages.jsonl")
    return [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]


MESSAGES = _load()


def _share(count: int) -> float:
    return count / len(MESSAGES)


def _grams(text: str) -> set[str]:
    packed = re.sub(r"\s", "", text)
    return {packed[at : at + 3] for at in range(len(packed) - 2)}


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other))


def _matching(pattern: str) -> list[Message]:
    return [message for message in MESSAGES if re.search(pattern, message["text"])]


def test_there_are_enough_messages_numbered_in_order() -> None:
    assert len(MESSAGES) >= 360
    assert [message["external_id"] for message in MESSAGES] == [f"S{at:04d}" for at in range(1, len(MESSAGES) + 1)]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["external_id"])
def test_message_is_well_formed(message: Message) -> None:
    assert set(message) - {"pair"} == FIELDS
    assert message["seed"] is True
    assert message["number"] in {"12345", "110"}
    assert message["channel"] in CHANNELS
    assert message["division"] is None or message["division"] in DISTRICTS
    assert isinstance(message["confidential"], bool)
    assert 15 <= len(message["text"]) <= 300
    assert message["text"] == message["text"].strip()
    assert message["phone"] is None or re.fullmatch(r"199-0000-\d{4}", message["phone"])
    assert all(message[name] is None or message[name].strip() for name in ("caller", "address"))
    assert re.fullmatch(r"P\d\d", message.get("pair", "P00"))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["external_id"])
def test_labels_are_in_vocabulary_and_agree(message: Message) -> None:
    expect = message["expect"]
    assert set(expect) == {"owner", "joint", "danger", "type"}
    assert expect["owner"] in OWNERS
    assert expect["type"] in TYPES
    assert isinstance(expect["joint"], bool)
    assert isinstance(expect["danger"], bool)
    assert not expect["danger"] or expect["owner"] in URGENT, "danger is never left with a service that cannot act now"
    assert expect["type"] != "报警" or expect["owner"] in URGENT
    assert expect["owner"] != "none" or not expect["joint"]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["external_id"])
def test_nothing_looks_like_a_real_number(message: Message) -> None:
    shown = f"{message['text']}{message['address'] or ''}"
    assert not re.search(r"\d{7,}", shown.replace("1111111测试", "")), "no telephone, identity or account number"
    assert not re.search(r"https?:|www\.|@\w+\.", shown)


def test_address_lies_in_the_named_district() -> None:
    for message in MESSAGES:
        if message["address"] and message["division"]:
            assert message["address"].startswith(f"{DISTRICTS[message['division']]}区"), message["external_id"]


def test_no_two_texts_share_most_of_their_trigrams() -> None:
    grams = [(message["external_id"], _grams(message["text"])) for message in MESSAGES]
    close = [(a, b) for (a, one), (b, other) in combinations(grams, 2) if _overlap(one, other) > 0.6]
    assert close == []


def test_the_trigram_measure_finds_a_reworded_template() -> None:
    base = "织云里从中段到菜市口那一截，七盏路灯只亮两盏"
    assert _overlap(_grams(base), _grams(base.replace("七盏", "九盏"))) > 0.6
    assert _overlap(_grams(base), _grams("我妈在老家做的手术，异地就医忘记备案了")) < 0.1


def test_texts_do_not_open_alike() -> None:
    openings = Counter(message["text"][:4] for message in MESSAGES)
    assert openings.most_common(1)[0][1] <= 4


def test_one_phone_belongs_to_one_caller_and_a_tenth_call_again() -> None:
    callers: defaultdict[str, set[str | None]] = defaultdict(set)
    for message in MESSAGES:
        if message["phone"]:
            callers[message["phone"]].add(message["caller"])
    assert all(len(names) == 1 for names in callers.values())
    again = sum(message["phone"] is not None for message in MESSAGES) - len(callers)
    assert 0.08 <= _share(again) <= 0.16


def test_pairs_are_the_same_matter_from_two_callers() -> None:
    pairs: defaultdict[str, list[Message]] = defaultdict(list)
    for message in MESSAGES:
        if "pair" in message:
            pairs[message["pair"]].append(message)
    assert 8 <= len(pairs) <= 10
    for one, *others in pairs.values():
        assert len(others) == 1
        assert others[0]["division"] == one["division"]
        assert others[0]["caller"] != one["caller"]
        assert others[0]["phone"] != one["phone"]
        assert _overlap(_grams(one["text"]), _grams(others[0]["text"])) < 0.4


def test_mix_of_numbers_and_owners() -> None:
    hotline = [message for message in MESSAGES if message["number"] == "12345"]
    police = [message for message in MESSAGES if message["number"] == "110"]
    assert 0.57 <= _share(len(hotline)) <= 0.67
    misdialled = sum(message["expect"]["owner"] in URGENT for message in hotline)
    assert 0.04 <= misdialled / len(hotline) <= 0.09
    assert any(message["expect"]["danger"] for message in hotline)
    not_police = sum(message["expect"]["owner"] not in URGENT for message in police)
    assert 0.4 <= not_police / len(police) <= 0.6


def test_confidential_callers_are_few() -> None:
    assert 0.03 <= _share(sum(message["confidential"] for message in MESSAGES)) <= 0.08


def test_every_label_channel_and_district_has_several_messages() -> None:
    owners = Counter(message["expect"]["owner"] for message in MESSAGES)
    types = Counter(message["expect"]["type"] for message in MESSAGES)
    channels = Counter(message["channel"] for message in MESSAGES)
    divisions = Counter(message["division"] for message in MESSAGES)
    assert min(owners[owner] for owner in OWNERS) >= 4
    assert min(types[kind] for kind in TYPES) >= 15
    assert min(channels[channel] for channel in CHANNELS) >= 15
    assert min(divisions[code] for code in [*DISTRICTS, None]) >= 15


@pytest.mark.parametrize(("pattern", "owner"), TOPICS)
def test_topic_is_present_with_its_owner(pattern: str, owner: str) -> None:
    assert owner in {message["expect"]["owner"] for message in _matching(pattern)}


@pytest.mark.parametrize("group", POLICE_GROUPS)
def test_police_class_group_reaches_110(group: str) -> None:
    assert any(message["number"] == "110" for message in _matching(POLICE_GROUPS[group]))


@pytest.mark.parametrize("domain", DOMAINS)
def test_government_domain_is_present(domain: str) -> None:
    assert any(message["expect"]["owner"] == "12345" for message in _matching(DOMAINS[domain]))


@pytest.mark.parametrize("voice", VOICES)
def test_voice_is_heard(voice: str) -> None:
    assert _matching(VOICES[voice])
