"""What the names of categories say: which topics they have, and that lent messages teach where a city's own are few."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from twinline.models import topics, workshop
from twinline.nlp import plain

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src/twinline/models/data"
BOARD = ["城乡建设", "环境保护", "交通运输", "教育文体", "劳动和社会保障", "商贸旅游", "卫生计生"]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (
            BOARD,
            {
                "交通运输": ["transport"],
                "劳动和社会保障": ["labour", "insurance"],
                "卫生计生": ["health"],
                "商贸旅游": ["market", "tourism"],
                "城乡建设": ["housing", "city", "supply"],
                "教育文体": ["culture", "education"],
                "环境保护": ["environment"],
            },
        ),
        (["咨询", "投诉"], {}),
        # 社会保障 stands in both: nobody's. 医疗保障 says more of insurance than 社会保障 does of nothing.
        (["医疗保障", "卫生健康"], {"医疗保障": ["insurance"], "卫生健康": ["health"]}),
        (["教育一", "教育二"], {}),
    ],
)
def test_names_say_topics(labels: list[str], expected: dict[str, list[str]]) -> None:
    found = topics.named(labels)
    assert {label: sorted(said) for label, said in found.items()} == {k: sorted(v) for k, v in expected.items()}


def test_messages_are_lent_evenly_and_only_where_names_say_enough() -> None:
    pairs = topics.lent(BOARD * 5)
    given = {label: [words for words, of in pairs if of == label] for label in BOARD}
    assert all(100 <= len(words) <= topics.EACH for words in given.values())
    own = {plain(row["text"]): row["topic"] for row in rows("topic_messages.csv")}
    assert {own[words] for words in given["城乡建设"]} == {"housing", "city", "supply"}
    assert topics.lent(["交通运输"] * 8 + ["教育文体"] * 8 + ["其他"] * 3 + [None] * 9)
    assert not topics.lent(["交通运输"] * 8 + ["教育文体"] * 8 + ["其他"] * 5)
    assert not topics.lent(["交通运输"] * 8)


def test_the_messages_are_written_ones_and_every_topic_is_known() -> None:
    written = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "training/messages").glob("*.tsv")))
    known = {row["topic"] for row in rows("topics.csv")}
    given = rows("topic_messages.csv")
    assert {row["topic"] for row in given} == known
    assert [row["text"] for row in given if f"\t{row['text']}\n" not in written] == []


TAUGHT = {
    "教育文体": [
        "小学食堂饭菜又涨价了",
        "孩子转学要什么材料",
        "幼儿园名额不够",
        "老师让家长批改作业",
        "中学周末补课收钱",
        "书法课外班不退费",
        "图书馆关门太早",
        "学校门口没人护学",
        "高中录取分数怎么算",
        "校服质量太差",
        "村小要撤并",
        "足球场不对外开放",
        "学区怎么划",
        "体育馆年卡不退",
        "代课老师没有编制",
    ],
    "交通运输": [
        "出租车不打表绕路",
        "出租车拒载",
        "的士司机态度恶劣",
        "出租车顶班收费高",
        "网约车抢生意",
        "出租车经营权何时延期",
        "的士起步价又涨",
        "出租公司收份子钱",
        "的士不按规定拼客",
        "黑车拉客没人管",
        "出租车司机甩客",
        "的士发票打不出来",
        "打车软件加价",
        "出租车空车不停",
        "车站的士乱排队",
    ],
}
ASKED = [
    "公交半小时等不来一趟",
    "地铁末班车太早",
    "高速收费站排长队",
    "驾校约不上考试",
    "村里不通班车",
    "渡船停了过不了河",
    "快递不送上门",
]


def test_lent_messages_teach_what_one_board_does_not_say() -> None:
    """A board whose transport is all taxis learns of buses, ferries and driving schools from the name."""
    sheet = workshop.Sheet()
    for label, said in TAUGHT.items():
        for words in said:
            sheet.add(plain(words), {"category": label}, str(len(sheet.texts)))
    right: dict[bool, int] = {}
    for lend in (True, False):
        done, _ = workshop.learn_sheet(sheet, port=None, told=lambda step, at, total: None, lend=lend)
        assert done.lent == (len(topics.lent(sheet.labels["category"])) if lend else 0)
        place = done.model.labels("category").index("交通运输")
        chances = [done.model.scores(plain(words))["category"][place] for words in ASKED]
        right[lend] = int(np.sum(np.array(chances) > 0.5))
    assert right[True] >= 6 > right[False]
