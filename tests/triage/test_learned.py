"""Learned weights: the same examples give the same bytes, and what was learned is found again (R1)."""

import json
from pathlib import Path

import pytest

from twinline.triage import Rulebook, judge
from twinline.triage.learn import Example, learn, packed, read_examples
from twinline.triage.learned import FIELDS, cut, load_learned, unpack
from twinline.triage.normal import normalise

HERE = Path(__file__).parent
FEW = 60


@pytest.fixture(scope="module")
def few() -> list[Example]:
    return read_examples((HERE / "cases.jsonl").read_text("utf-8").splitlines()[:FEW])


def test_learning_is_repeatable_and_remembers_its_examples(few: list[Example]) -> None:
    model = learn(few)
    assert packed(model) == packed(learn(few))
    learned = unpack(json.loads(json.dumps(model)), version="x")
    right = 0
    for example in few:
        owners = learned.likelihood(normalise(example.text).text)["owner"]
        right += max(owners, key=lambda label: owners[label]) == example.owner
    assert right >= 0.95 * FEW


def test_packed_sums_equal_plain_sums(few: list[Example]) -> None:
    model = learn(few)
    learned = unpack(model, version="x")
    text = normalise(few[0].text * 4).text
    known = [model["pieces"][piece] for piece in cut(text) if piece in model["pieces"]]
    owners = [place for place, (field, _) in enumerate(model["labels"]) if field == "owner"]
    plain = {
        model["labels"][place][1]: sum(row[place] for row in known) / 1000 / len(known) ** 0.5 + model["bias"][place]
        for place in owners
    }
    found = learned.likelihood(text)["owner"]
    assert sorted(plain, key=lambda label: plain[label]) == sorted(found, key=lambda label: found[label])


@pytest.mark.parametrize("text", ["", "着火了", "𠮷" * 500, "路灯坏了" * 200])
def test_shares_are_whole(text: str) -> None:
    for field in FIELDS:
        assert sum(load_learned().likelihood(text)[field].values()) == pytest.approx(1.0)


def test_the_decision_names_the_weights(rulebook: Rulebook) -> None:
    assert judge("路灯坏了", rulebook=rulebook).versions.learned == load_learned().version


def test_a_citys_own_weights_are_taken_from_its_folder(tmp_path: Path, few: list[Example]) -> None:
    (tmp_path / "learned.json.gz").write_bytes(packed(learn(few)))
    assert load_learned(folder=tmp_path).version != load_learned().version
