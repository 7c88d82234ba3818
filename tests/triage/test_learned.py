"""Learned layers: made from the messages by one command, always the same, never above a hard danger rule (R1, R68)."""

import pickle
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from twinline.nlp import BadModel, embedding
from twinline.triage import Rulebook, judge
from twinline.triage.card import inputs_digest
from twinline.triage.judge import Semantic
from twinline.triage.learn import Message, read_written, table_of, train, without_near_duplicates
from twinline.triage.learned import NOTHING, Layer, Models, load_learned, packed, unpacked
from twinline.triage.make import CARD, WRITTEN, inputs

ROOT = Path(__file__).parents[2]
EACH = 50


def models(rulebook: Rulebook) -> Models:
    assert rulebook.learned.models is not None
    return rulebook.learned.models


@pytest.fixture(scope="module")
def few() -> list[Message]:
    """The first messages of each file."""
    rows = read_written(ROOT / WRITTEN)
    names = sorted({row.source for row in rows})[:3]
    return [row for name in names for row in [r for r in rows if r.source == name][:EACH]]


@pytest.mark.slow
def test_the_same_messages_give_the_same_models(few: list[Message], rulebook: Rulebook) -> None:
    first, second = (train(table_of(few, rulebook=rulebook, embed=None), provider="none") for _ in range(2))
    assert packed(first.models) == packed(second.models)
    assert unpacked(packed(first.models)).models is not None
    assert len(first.judged.rows) == len(few)


def test_the_card_names_the_shipped_models_and_their_inputs() -> None:
    """The models are what the command makes of the files that lie here: retrain when one of them changes."""
    text = (ROOT / CARD).read_text("utf-8")
    assert f"`{load_learned().version}`" in text
    assert re.search(r"inputs \(SM3\): `([0-9a-f]+)`", text)[1] == inputs_digest(inputs(ROOT))  # type: ignore[index]


def test_there_are_enough_messages_by_different_hands() -> None:
    rows = read_written(ROOT / WRITTEN)
    assert len(rows) >= 4700
    assert len({row.source for row in rows}) >= 8
    assert {row.labels["owner"] for row in rows} == {"12345", "110", "119", "120", "122", "utility", "none"}


def test_near_duplicates_are_found(few: list[Message]) -> None:
    again = replace(few[0], text=few[0].text + "。")
    assert without_near_duplicates([*few, again]) == without_near_duplicates(few)


def test_what_is_no_model_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(BadModel):
        unpacked(b"not a model")
    other = replace(rulebook, learned=replace(rulebook.learned, models=replace(models(rulebook), schema="other")))
    with pytest.raises(BadModel):
        judge("路灯坏了", rulebook=other)


def test_the_decision_names_the_models(rulebook: Rulebook) -> None:
    assert judge("路灯坏了", rulebook=rulebook).versions.learned == load_learned().version


def test_no_model_takes_away_a_danger_that_words_state(rulebook: Rulebook) -> None:
    """Even models that are sure of the contrary."""
    blind = models(rulebook)
    bias = np.full_like(blind.fast.bias, 0.0)
    bias[7], bias[0] = 50.0, 50.0
    calm = Layer(np.zeros_like(blind.fast.weights), bias)
    book = replace(rulebook, learned=replace(rulebook.learned, models=replace(blind, fast=calm)))
    for text in ("他拿着刀在砍人快来", "厨房着火了快来", "有人要跳楼快来救"):
        assert judge(text, rulebook=book).danger, text


def test_models_can_be_switched_off(rulebook: Rulebook) -> None:
    off = replace(rulebook, learned=NOTHING)
    decision = judge("厨房着火了，火很大，快来", rulebook=off)
    assert (decision.owner, decision.danger) == ("119", True)
    assert decision.reasons
    assert decision.ask is None
    assert "learned" not in {reason.kind for reason in decision.reasons}


class Fixed:
    """A provider with one vector, to see when it is asked."""

    def __init__(self, name: str, *, broken: bool = False) -> None:
        self.name = name
        self.asked = 0
        self.broken = broken

    def embed(self, texts: object) -> embedding.Vectors:
        self.asked += 1
        if self.broken:
            raise embedding.EmbeddingFailed(why="off")
        return np.full((1, 384), 0.05, np.float32)


def test_meaning_is_asked_when_words_leave_doubt(rulebook: Rulebook) -> None:
    port = Fixed(models(rulebook).provider)
    sure = judge("小区门口的路灯坏了半个月没人修，请尽快处理", rulebook=rulebook, semantic=Semantic(port))
    assert (sure.asked_semantic, port.asked) == (False, 0)
    always = judge(
        "小区门口的路灯坏了半个月没人修，请尽快处理", rulebook=rulebook, semantic=Semantic(port, always=True)
    )
    assert (always.asked_semantic, port.asked) == (True, 1)
    assert "semantic" in {reason.kind for reason in always.reasons}


def test_another_providers_meaning_is_not_used(rulebook: Rulebook) -> None:
    port = Fixed("another")
    assert not judge("那个那个", rulebook=rulebook, semantic=Semantic(port, always=True)).asked_semantic
    assert port.asked == 0


def test_without_an_answer_the_fast_layers_decide(rulebook: Rulebook) -> None:
    broken = Fixed(models(rulebook).provider, broken=True)
    text = "我也说不清楚，你们来看一下吧"
    assert judge(text, rulebook=rulebook, semantic=Semantic(broken, always=True)) == judge(text, rulebook=rulebook)


def test_reasons_are_the_same_whenever_they_are_looked_at(rulebook: Rulebook) -> None:
    text = "门口有人拿刀砍人，快来"
    late, soon = judge(text, rulebook=rulebook), judge(text, rulebook=rulebook)
    told = tuple(soon.reasons)
    assert (late.reasons, hash(late.reasons), repr(late.reasons)) == (soon.reasons, hash(soon.reasons), repr(told))
    assert (len(late.reasons), late.reasons[0], late.reasons[:2]) == (len(told), told[0], told[:2])
    assert pickle.loads(pickle.dumps(judge(text, rulebook=rulebook))) == late
    assert judge("路灯坏了", rulebook=rulebook).reasons != late.reasons
