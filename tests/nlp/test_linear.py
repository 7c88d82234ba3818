"""Hashed pieces and the linear model: the same everywhere, bounded in cost, and able to say which words spoke."""

from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
import pytest

from twinline.nlp import BadModel, Linear
from twinline.nlp.features import BITS, LONGEST, buckets, pieces
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
TEXTS = LAMPS + WATER
LABELS = {"matter": ["灯"] * len(LAMPS) + ["水"] * len(WATER), "loud": ["是", "否", None] * 8}


def fit() -> Linear:
    """Both fields learned from the texts whose label is known."""
    counts = count(TEXTS)
    parts: list[tuple[Head, Floats, Floats]] = []
    for field, column in LABELS.items():
        known = [row for row, label in enumerate(column) if label]
        names, places = np.unique([column[row] for row in known], return_inverse=True)
        parts.append((Head(field, tuple(map(str, names))), *separate(counts.matrix[known], places, 2, strength=1.0)))
    heads, weights, bias = zip(*parts, strict=True)
    folded = (np.concatenate(weights) * counts.rarity).T
    return assemble(
        heads=heads, bits=BITS, rows=counts.rows, weights=folded, rarity=counts.rarity, bias=np.concatenate(bias),
        longest=LONGEST,
    )  # fmt: skip


@pytest.fixture(scope="module")
def model() -> Linear:
    return fit()


def test_buckets_are_fixed_for_ever() -> None:
    """A model file is worth nothing where the same text falls into other buckets."""
    assert buckets("路灯不亮\n坏了𠮷").tolist() == FIXED


def test_buckets_are_those_of_the_pieces() -> None:
    for text in ("", "路", "路灯\n路灯不亮了", "水" * 2000 + "\ud800末尾", "\n\n"):
        assert set(buckets(text).tolist()) == {bucket for _, bucket in pieces(text)}


def test_cost_is_bounded() -> None:
    text = "".join(chr(0x4E00 + n % 20000) for n in range(1_000_000))
    begin = time.perf_counter()
    assert len(buckets(text)) < 2200
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


def test_a_file_gives_the_same_answers(model: Linear) -> None:
    again = load(dump(model))
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
