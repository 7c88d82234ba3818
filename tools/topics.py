"""Makes src/twinline/models/data/topic_messages.csv: written messages by what they are about.

``python tools/topics.py`` picks them from training/messages, evenly over matters; tests/models/test_topics.py proves
that the file is current.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
MESSAGES = ROOT / "training" / "messages"
MATTERS = ROOT / "src/twinline/triage/data/responsibility_list.csv"
MADE = ROOT / "src/twinline/models/data/topic_messages.csv"
OWNERS = frozenset({"12345", "utility"})
EACH = 120

TOPICS = {
    "transport": "transport traffic_police metro_rail postal",
    "labour": "human_resources",
    "insurance": "medical_insurance",
    "health": "health",
    "market": "market_regulation commerce tobacco",
    "culture": "culture_tourism sports",
    "education": "education",
    "housing": "housing housing_fund",
    "city": "urban_management forestry_parks sanitation",
    "supply": "water_supply gas_supply heating",
    "power": "power_supply",
    "environment": "ecology",
    "land": "natural_resources",
    "agriculture": "agriculture",
    "water": "water",
    "civil_affairs": "civil_affairs veterans disabled_federation",
    "law": "police_admin",
    "justice": "justice courts",
    "telecom": "telecom science_industry",
    "finance": "finance financial_regulation tax development_reform",
    "government": "government_services discipline petition",
    "safety": "emergency_management",
}
"""The departments of each topic."""
APART = {
    "食品安全": "food_drugs",
    "药品与医疗器械": "food_drugs",
    "饮用水水源与桶装水": "food_drugs",
    "旅游投诉": "tourism",
    "建筑施工噪声": "environment",
    "餐饮油烟": "environment",
    "露天焚烧": "environment",
    "广场舞与娱乐噪声": "environment",
    "邻里生活噪声": "environment",
    "道路与轨道交通噪声": None,
    "生态破坏": None,
    "养犬管理": None,
    "遗失物品求助": None,
}
"""Matters whose topic is not their department's: what a message is about is not always who answers for it."""


def made() -> str:
    """The file's content: the same messages give the same file."""
    heap: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for topic, matter, words in _written():
        if words not in heap[topic][matter]:
            heap[topic][matter].append(words)
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("topic", "text"))
    for topic in sorted(heap):
        writer.writerows((topic, words) for words in _even(heap[topic]))
    return target.getvalue()


def _written() -> Iterator[tuple[str, str, str]]:
    with MATTERS.open(encoding="utf-8", newline="") as source:
        rows = {row["code"]: (row["matter"], row["department"]) for row in csv.DictReader(source)}
    topics = {department: topic for topic, departments in TOPICS.items() for department in departments.split()}
    for file in sorted(MESSAGES.glob("*.tsv")):
        for line in file.read_text("utf-8").splitlines():
            owner, *_, code, words = line.split("\t", 5)
            matter, department = rows.get(code, ("", ""))
            topic = APART[matter] if matter in APART else topics.get(department)
            if owner in OWNERS and topic:
                yield topic, matter, words


def _even(matters: dict[str, list[str]]) -> list[str]:
    """As many of each matter as go into 120, in an order that does not follow the files."""
    dice = np.random.default_rng(0)
    ranked: list[tuple[int, str, str]] = []
    for matter, said in sorted(matters.items()):
        order: list[int] = dice.permutation(len(said)).tolist()
        ranked += [(rank, matter, said[place]) for rank, place in enumerate(order)]
    return [words for _, _, words in sorted(ranked)[:EACH]]


if __name__ == "__main__":
    MADE.write_text(made(), "utf-8")
