"""No personal data in what is published (R53), however it is written."""

from __future__ import annotations

import random
import re

import pytest

from twinline.kernel.masking import mask

HIDDEN = "＊＊"
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请回电199-0000-1234谢谢", "phone"),
        ("请回电 199 0000 1234", "phone"),
        ("请回电+8619900001234", "phone"),
        ("请回电１９９００００１２３４", "phone"),
        ("电话幺九九零零零零一二三四", "phone"),
        ("座机020-00001234", "phone"),
        ("身份证11010119000101123X", "id"),
        ("身份证 110101 19000101 1234", "id"),
        ("旧证110101900101123", "id"),
        ("车牌粤A12345停在门口", "plate"),
        ("车牌粤A·D12345停在门口", "plate"),
        ("邮箱nobody.here@example.org收", "mail"),
        ("微信号：nobody_here1", "account"),
        ("护照E00001234", "papers"),
        ("卡号6200000000000000001", "number"),
        ("家住3栋2单元501室", "door"),
        ("天河路12号楼", "door"),
    ],
)
def test_what_tells_who_it_is_is_taken_out(text: str, kind: str) -> None:
    masked, counts = mask(text)
    assert counts[kind] == 1, (masked, counts)
    assert HIDDEN in masked
    assert not re.search(r"\d{4}", masked), masked


@pytest.mark.parametrize(
    "text",
    [
        "石牌东路路灯坏了三盏",
        "地铁3号线口堵车",
        "2026-03-02已修好",
        "2026年3月2日上午10:30",
        "罚款2000元",
        "𠮷野家门口🚒",
        "",
    ],
)
def test_what_tells_nothing_of_anybody_stays(text: str) -> None:
    assert mask(text) == (text, {})


def test_marked_names_go_everywhere_the_longest_first() -> None:
    masked, counts = mask("何小满说何小满的邻居何小找过他", ["何小", "何小满", " "])
    assert masked == f"{HIDDEN}说{HIDDEN}的邻居{HIDDEN}找过他"
    assert counts == {"name": 3}


def test_of_a_thousand_made_up_texts_none_keeps_a_number() -> None:
    dice = random.Random(53)
    for _ in range(1_000):
        phone = f"1{dice.randrange(3, 10)}{dice.randrange(10**9):09d}"
        card = f"{dice.randrange(1, 10)}{dice.randrange(10**16):016d}{dice.choice('0123456789X')}"
        gap = dice.choice(["", " ", "-"])
        spoken = gap.join([phone[:3], phone[3:7], phone[7:]])
        spoken = dice.choice([spoken, spoken.translate(FULL), phone.translate(CHINESE)])
        text = f"{dice.choice(['本人', '邻居', '店主'])}电话{spoken}，证件{card}，{dice.choice(['请处理', '谢谢'])}"
        masked, _ = mask(text)
        assert re.fullmatch(r"..电话＊＊，证件＊＊，.+", masked), (text, masked)
