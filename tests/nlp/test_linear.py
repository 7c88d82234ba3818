"""Hashed pieces and the linear model: the same everywhere, bounded in cost, and able to say which words spoke."""

from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
import pytest

from twinline.nlp import BadModel, Linear
from twinline.nlp.features import BITS, LONGEST, buckets, pieces, spots
from twinline.nlp.learning import count, separate
from twinline.nlp.linear import Floats, Head, assemble, dump, load

LAMPS = [
    f"{place}的路灯{fault}，晚上看不见"
    for place in ("鹤鸣路", "青石巷", "东桥头", "老街")
    for fault in ("不亮了", "坏了", "一闪一闪")
]
WATER = [
    f"{place}自来水{fault}，做不了饭"
    for place in ("三号楼", "水井湾", "西坡村", "新村")
    for fault in ("停了", "发黄", "有味道")
]
FIXED = [
    2980,
    26802,
    34330,
    35413,
    44152,
    51954,
    54700,
    60273,
    65137,
    86163,
    88204,
    97795,
    108930,
    109326,
    110719,
    158889,
    161322,
    162493,
    175216,
    205798,
    211219,
    228053,
    233879,
    240780,
    242732,
    248165,
    255894,
    257682,
    258206,
    261913,
]
WORDS = [7296, 21802, 92967, 172105, 192100, 198416, 233667]
TEXTS = LAMPS + WATER
LABELS = {"matter": ["灯"] * len(LAMPS) + ["水"] * len(WATER), "loud": ["是", "否", None] * 8}


def fit(*, words: bool = False) -> Linear:
    """Both fields learned from the texts whose label is known."""
    counts = count(TEXTS, words=words)
    parts: list[tuple[Head, Floats, Floats]] = []
    for field, column in LABELS.items():
        known = [row for row, label in enumerate(column) if label]
        names, places = np.unique([column[row] for row in known], return_inverse=True)
        parts.append((Head(field, tuple(map(str, names))), *separate(counts.matrix[known], places, 2, strength=1.0)))
    heads, weights, bias = zip(*parts, strict=True)
    folded = (np.concatenate(weights) * counts.rarity).T
    return assemble(
        heads=heads, bits=BITS, rows=counts.rows, weights=folded, rarity=counts.rarity, bias=np.concatenate(bias),
        longest=LONGEST, words=words,
    )  # fmt: skip


@pytest.fixture(scope="module")
def model() -> Linear:
    return fit()


@pytest.fixture(scope="module")
def wordy() -> Linear:
    return fit(words=True)


def test_buckets_are_fixed_for_ever() -> None:
    """A model file is worth nothing where the same text falls into other buckets."""
    assert buckets("路灯不亮\n坏了𠮷").tolist() == FIXED
    text = "自来水公司\n停水了"
    assert sorted({*buckets(text, words=True).tolist()} - {*buckets(text).tolist()}) == WORDS


@pytest.mark.parametrize("words", [False, True])
def test_buckets_are_those_of_the_pieces(words: bool) -> None:
    for text in ("", "路", "路灯\n路灯不亮了", "水" * 2000 + "自来\ud800水管末尾", "\n\n"):
        assert set(buckets(text, words=words).tolist()) == {bucket for _, bucket in pieces(text, words=words)}


def test_a_word_counts_apart_from_its_characters_by_chance() -> None:
    """上访 stands in both; it is a word in the first only."""
    word, chance = (
        {piece for piece, bucket in pieces(text, words=True) if bucket not in buckets(text)}
        for text in ("多次上访", "路上访客多")
    )
    assert "上访" in word
    assert "访客" in chance
    assert "上访" not in chance


def test_cost_is_bounded() -> None:
    text = "".join(chr(0x4E00 + n % 20000) for n in range(1_000_000))
    begin = time.perf_counter()
    assert len(buckets(text)) < 2200
    assert len(buckets(text, words=True)) < 3600
    assert time.perf_counter() - begin < 2


def test_it_tells_apart_what_it_learned(model: Linear) -> None:
    scores = model.scores("北门路灯不亮了")
    assert dict(zip(model.labels("matter"), scores["matter"], strict=True))["灯"] > 0.7
    assert model.labels("loud") == ("否", "是")
    assert all(abs(one.sum() - 1) < 1e-5 for one in scores.values())


def test_it_says_which_words_spoke(model: Linear) -> None:
    text = "北门那里自来水停了"
    spoke = model.contributions(text, "matter", "水", top=3)
    assert 1 <= len(spoke) <= 3
    assert all(one.weight > 0 and text[one.start :].startswith(one.words) for one in spoke)
    assert any(set(one.words) & set("自来水") for one in spoke)
    assert model.contributions("", "matter", "水") == []


def test_words_are_found_where_they_stand(wordy: Linear) -> None:
    text = "北门那里自来水停了"
    apart = np.array(sorted({*buckets(text, words=True).tolist()} - {*buckets(text).tolist()}), np.int32)
    found = spots(text, apart, words=True)
    assert len(found) == len(apart)
    assert {text[start : start + length] for start, length in found.values()} >= {"北门", "那里", "自来水"}
    spoke = wordy.contributions("自来\ud800水停了", "matter", "水")
    assert spoke
    assert all(one.start >= 0 for one in spoke)


@pytest.mark.parametrize("words", [False, True])
def test_a_file_gives_the_same_answers(words: bool, model: Linear, wordy: Linear) -> None:
    model = wordy if words else model
    again = load(dump(model))
    assert again.words is words
    assert again.version == model.version
    assert dump(again) == dump(model)
    for text in (*TEXTS, "", "完全别的话"):
        for field, scores in model.scores(text).items():
            assert np.array_equal(scores, again.scores(text)[field])


def test_the_same_rows_give_the_same_bytes_in_another_process(model: Linear) -> None:
    code = "from nlp.test_linear import *; import sys; sys.stdout.write(fit().version)"
    done = subprocess.run([sys.executable, "-c", code], cwd="tests", check=True, capture_output=True, text=True)
    assert done.stdout == model.version


@pytest.mark.parametrize("bad", [b"", b"PK\x03\x04", b"x" * 100])
def test_what_is_no_model_is_refused(bad: bytes) -> None:
    with pytest.raises(BadModel):
        load(bad)


def test_a_cut_or_changed_file_is_refused(model: Linear) -> None:
    data = dump(model)
    for bad in (data[: len(data) // 2], data[:200] + bytes(50) + data[250:]):
        with pytest.raises(BadModel):
            load(bad)
