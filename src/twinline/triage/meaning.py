"""The semantic layer where somebody waits for the answer: asked when the fast layers hesitate, within a time budget.

A text is judged by the fast layers first, in the caller's thread. Where they would ask for meaning, a thread of the
process embeds it; if that is not done in time the fast judgement is the answer and says so. A vector that comes too
late serves the next judgement of the same text: somebody types on, or registers what was judged.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import numpy as np
import structlog

from twinline.nlp import embedding
from twinline.triage.engine import judge, late
from twinline.triage.judge import Semantic
from twinline.triage.model import LATE, Decision
from twinline.triage.rulebook import Rulebook

KEPT = 512
AFTER_FAILURE_S = 60.0
_USUAL_S = 0.02
_NEWEST = 0.2
_MOST_OF_BUDGET = 0.8
_LONGEST = 100

log = structlog.get_logger(__name__)
Vector = np.ndarray[tuple[int], np.dtype[np.float32]]


class KnownPort:
    """Gives vectors that are there, and notes those that are not."""

    def __init__(self, name: str, known: OrderedDict[str, Vector]) -> None:
        self.name = name
        self.wanted: list[str] = []
        self._known = known

    def embed(self, texts: Sequence[str]) -> embedding.Vectors:
        """Raises EmbeddingFailed for a text that nobody has embedded yet; one too long for any budget is not wanted."""
        missing = [text for text in texts if text not in self._known]
        if missing:
            self.wanted += [text for text in missing if len(text) <= _LONGEST]
            raise embedding.EmbeddingFailed(why="not embedded yet")
        return np.stack([self._known[text] for text in texts])


class Meaning:
    """One per process. ``budget_s``: how long a judgement may wait for meaning."""

    def __init__(self, port: embedding.EmbeddingPort, *, budget_s: float) -> None:
        self._port = port
        self._budget_s = budget_s
        self._known: OrderedDict[str, Vector] = OrderedDict()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="meaning")
        self._running: dict[str, asyncio.Future[None]] = {}
        self._usual_s = _USUAL_S
        self._silent_until = 0.0

    def known(self) -> Semantic:
        """The semantic layer over vectors that are there already: it costs nothing and never waits."""
        return Semantic(KnownPort(self._port.name, self._known))

    def as_named(self, versions: Mapping[str, str]) -> Semantic | None:
        """The semantic layer as a decision used it that names ``versions``, however long that takes."""
        named = versions.get("meaning", "")
        if named == LATE:
            return Semantic(self._port, late=True)
        return Semantic(self._port) if named == self._port.name else None

    async def judge(
        self,
        text: str,
        *,
        rulebook: Rulebook,
        channel: str = "web",
        number: str | None = None,
        answers: Sequence[str] = (),
    ) -> Decision:
        """Like ``triage.judge``, with meaning where it is needed and comes in time. Raises UnknownAnswer."""
        until = asyncio.get_running_loop().time() + self._budget_s
        port = KnownPort(self._port.name, self._known)

        def judged() -> Decision:
            return judge(
                text, rulebook=rulebook, channel=channel, number=number, semantic=Semantic(port), answers=answers
            )  # fmt: skip

        first = judged()
        if not port.wanted or asyncio.get_running_loop().time() < self._silent_until:
            return first
        return judged() if await self._embedded(list(dict.fromkeys(port.wanted)), until) else late(first)

    async def _embedded(self, texts: Sequence[str], until: float) -> bool:
        """Whether all are embedded by ``until`` on the loop's clock. What is begun goes on afterwards."""
        loop = asyncio.get_running_loop()
        fresh = [text for text in texts if text not in self._running]
        if loop.time() + self._usual_s * (len(self._running) + len(fresh)) > until:
            return False
        for text in fresh:
            self._running[text] = asyncio.ensure_future(self._embed(text))
        waiting = [self._running[text] for text in texts]
        await asyncio.wait(waiting, timeout=max(until - loop.time(), 0.0))
        return all(text in self._known for text in texts)

    async def _embed(self, text: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            vector, seconds = await loop.run_in_executor(self._thread, self._timed, text)
        except embedding.EmbeddingFailed as error:
            log.warning("meaning.failed", error=str(error))
            self._silent_until = loop.time() + AFTER_FAILURE_S
            return
        finally:
            self._running.pop(text, None)
        # Never so much that nothing would be asked again: a busy hour passes.
        self._usual_s += _NEWEST * (min(seconds, _MOST_OF_BUDGET * self._budget_s) - self._usual_s)
        self._known[text] = vector
        while len(self._known) > KEPT:
            self._known.popitem(last=False)

    def _timed(self, text: str) -> tuple[Vector, float]:
        begin = perf_counter()
        vector = self._port.embed([text])[0]
        return vector, perf_counter() - begin

    def close(self) -> None:
        """Let the thread end; what it is at is not waited for."""
        self._thread.shutdown(wait=False, cancel_futures=True)
