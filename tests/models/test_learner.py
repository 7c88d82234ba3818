"""How a city's model learns: from words, from nearness in meaning, from lent texts; and that its figures are honest."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from twinline.models import learner
from twinline.nlp import learning, semantic

ROADS = ["路面有坑", "路灯不亮了", "井盖丢了", "人行道砖松动", "路边护栏倒了", "桥面开裂", "红绿灯坏了"]
WATER = ["水管爆了", "家里停水两天", "自来水发黄", "水压太低", "水表不准", "水费多收了", "二次供水有味"]
SAID = [f"{place}{what}" for what in (*ROADS, *WATER) for place in ("鹤鸣路", "青石巷", "东湖里", "柳营村", "南关街")]
KINDS = ["路"] * 35 + ["水"] * 35


def share(found: learning.Learned, field: str, truth: list[str]) -> float:
    """The share of rows whose label was found by models that had not seen them."""
    rows, chances = found.unseen[field]
    labels = found.model.labels(field)
    return float(np.mean([labels[int(p)] == truth[int(r)] for r, p in zip(rows, chances.argmax(axis=1), strict=True)]))


def chance(seed: int) -> list[int]:
    """A side for each row that follows nothing."""
    sides: list[int] = np.random.default_rng(seed).integers(0, 2, 70).tolist()
    return sides


def vectors(seed: int, centres: NDArray[np.float32], of: list[int]) -> NDArray[np.float32]:
    """The views of rows that lie about a centre each: only the first says something."""
    noise = np.random.default_rng(seed).normal(0, 0.3, (len(of), centres.shape[1])).astype(np.float32)
    first = centres[of] + noise
    nothing = np.zeros_like(first)
    return np.hstack((first / np.linalg.norm(first, axis=1, keepdims=True), nothing, nothing))


CENTRES = np.random.default_rng(1).normal(0, 1, (2, 16)).astype(np.float32)


def test_words_teach_each_field_and_the_same_rows_give_the_same_file() -> None:
    sides: list[str | None] = ["左" if number % 2 else None for number in range(70)]
    sides[:12] = ["右"] * 12
    first = learner.learn(SAID, {"kind": KINDS, "side": sides}, longest=2)
    again = learner.learn(SAID, {"kind": KINDS, "side": sides}, longest=2)
    assert semantic.dump_text_model(first.model) == semantic.dump_text_model(again.model)
    assert share(first, "kind", KINDS) > 0.9
    assert [int(row) for row in first.unseen["side"][0]] == [n for n, side in enumerate(sides) if side]
    assert first.model.scores("北门外水管漏水")["kind"][first.model.labels("kind").index("水")] > 0.5


def test_words_of_the_language_speak_where_the_same_characters_by_chance_do_not() -> None:
    """Both labels know the characters 上访; only one of them the word."""
    places = ["鹤鸣路", "青石巷", "东湖里", "柳营村", "南关街", "北桥头"]
    texts = [f"{place}多次上访" for place in places] + [f"{place}路上访客多" for place in places]
    found = learner.learn(texts, {"kind": ["信访"] * 6 + ["秩序"] * 6}).model
    assert found.linear.words
    spoke = found.linear.contributions("西门有人上访", "kind", "信访")
    assert "上访" in [one.words for one in spoke]


def test_nobody_finds_labels_that_follow_nothing() -> None:
    truth = ["甲" if side else "乙" for side in chance(3)]
    assert 0.25 < share(learner.learn(SAID, {"kind": truth}), "kind", truth) < 0.75


def test_meaning_is_heard_where_words_say_nothing() -> None:
    sides = chance(4)
    truth = ["乙" if side else "甲" for side in sides]
    meaning = learning.Meaning("own", np.arange(70), vectors(5, CENTRES, sides))
    found = learner.learn(SAID, {"kind": truth}, meaning=meaning)
    assert share(found, "kind", truth) > 0.9
    asked = [found.model.scores("完全没有见过", vector=row)["kind"] for row in vectors(6, CENTRES, [0, 1])]
    assert [found.model.labels("kind")[int(chances.argmax())] for chances in asked] == ["甲", "乙"]


def test_lent_texts_teach_by_word_and_by_meaning_and_are_never_asked() -> None:
    lent_words = ["公交车不停站", "公交司机拒载", "公交线路太少", "公交候车亭漏雨"]
    lent = learning.Lent(lent_words, {"kind": ["路"] * 4}, vectors(7, CENTRES, [0] * 4))
    own = learning.Meaning("own", np.arange(70), vectors(8, CENTRES, [0] * 35 + [1] * 35))
    plain, taught = (learner.learn(SAID, {"kind": KINDS}, meaning=own, lent=given) for given in (None, lent))
    road = plain.model.labels("kind").index("路")
    text = "公交车总是不来"
    assert taught.model.scores(text)["kind"][road] > plain.model.scores(text)["kind"][road]
    assert (taught.lent, plain.lent) == (4, 0)
    assert len(taught.unseen["kind"][0]) == 70
    assert taught.model.semantic is not None
    assert len(taught.model.semantic.points) == 74


def test_a_rare_class_is_found_and_one_class_is_refused() -> None:
    rare = ["急" if "停水" in text else "缓" for text in SAID]
    assert rare.count("急") == 5
    found = learner.learn(SAID, {"haste": rare})
    assert share(found, "haste", rare) > 0.95
    with pytest.raises(ValueError, match="at least two"):
        learner.learn(SAID, {"haste": ["缓"] * 70})


def test_a_model_with_meaning_survives_its_file() -> None:
    meaning = learning.Meaning("own", np.arange(0, 70, 2), vectors(9, CENTRES, [0, 1] * 17 + [0]))
    sides: list[str | None] = ["左" if number % 3 else None for number in range(69)]
    model = learner.learn(SAID, {"kind": KINDS, "side": [*sides, "右"]}, meaning=meaning).model
    again = semantic.load_text_model(semantic.dump_text_model(model))
    assert (again.version, again.fields) == (model.version, ("kind", "side"))
    for text, vector in zip(SAID, vectors(10, CENTRES, chance(11)), strict=True):
        for field, scores in model.scores(text, vector=vector).items():
            assert np.array_equal(scores, again.scores(text, vector=vector)[field])


def test_strange_words_make_meaning_louder() -> None:
    model = learner.learn(SAID, {"kind": KINDS}).model
    known, strange = "柳营村水管爆了", "拧开龙头半滴也没冒出来"
    assert model.linear.familiarity(known) > 0.9 > 0.5 > model.linear.familiarity(strange)
    assert semantic.strangeness(model.linear.familiarity(known), model.usual) == 1
    assert semantic.strangeness(model.linear.familiarity(strange), model.usual) == 4
    assert semantic.strangeness(0.2, (0.0, 0.0)) == 1
