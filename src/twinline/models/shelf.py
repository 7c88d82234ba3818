"""The models of one process: which speaks, which only listens, and whether any may; followed within seconds (R68).

A file whose digest does not hold, or which this program cannot load, is refused: the process goes on as if
there were no such model, says so in its log, and counts it.
"""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import structlog

from twinline.kernel.db import Database, Tx
from twinline.kernel.hashing import sm3
from twinline.kernel.metrics import add_probe
from twinline.models import store
from twinline.models.model import Kept
from twinline.nlp import BadModel, semantic

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that is ready to speak."""

    id: UUID
    name: str
    model: semantic.TextModel


@dataclass(frozen=True, slots=True)
class Models:
    """What holds at a moment. With ``on`` false rules alone decide, and the packaged model is silent too."""

    on: bool = True
    active: Loaded | None = None
    shadow: Loaded | None = None

    @property
    def speaking(self) -> Loaded | None:
        """The model that decides with the packaged ones; none while models are off."""
        return self.active if self.on else None

    @property
    def key(self) -> tuple[bool, str]:
        """What decides: it changes when another model speaks, and with the switch."""
        return self.on, self.speaking.model.version if self.speaking else ""


@dataclass(slots=True)
class _Figures:
    refused: int = 0
    on: bool = True


@dataclass(frozen=True, slots=True)
class Speaking:
    """Which models decide, in a form that another process can be sent: ``file`` is the city's own, if one is active."""

    on: bool = True
    name: str = ""
    file: bytes = b""

    @property
    def digest(self) -> bytes:
        """Differs when anything else would speak."""
        return sm3(b"%d" % self.on + sm3(self.file))

    @classmethod
    async def now(cls, tx: Tx, *, on: bool = True) -> "Speaking":
        """Which models decide now; a file that does not hold does not speak. ``on`` as for Shelf."""
        switch = await store.switch(tx.conn)
        if not on or (switch is not None and not switch.on):
            return cls(on=False)
        active = next((one for one in await store.speaking(tx.conn) if one.state == "active"), None)
        file = await store.file(tx.conn, active.id) if active else b""
        return cls(name=active.name, file=file) if active and sm3(file) == active.digest else cls()

    def models(self) -> Models:
        """Ready to speak. Raises nlp.BadModel."""
        if not (self.on and self.file):
            return Models(on=self.on)
        return Models(on=True, active=Loaded(UUID(int=0), self.name, semantic.load_text_model(self.file)))


FIGURES = _Figures()


async def _refused_figure(db: Database) -> float:
    return float(FIGURES.refused)


async def _on_figure(db: Database) -> float:
    return float(FIGURES.on)


add_probe("models_refused", "Models that this process refused because their file did not hold", _refused_figure)
add_probe("models_on", "Whether models may speak in this process", _on_figure)


class Shelf:
    """``refresh`` follows activations and the switch; ``now`` is what holds. ``on`` false: no models in this process,
    whatever the switch says."""

    def __init__(self, db: Database, *, on: bool = True) -> None:
        self._db = db
        self._on = on
        self._loaded: dict[bytes, semantic.TextModel | None] = {}
        self.now = Models()

    async def refresh(self) -> Models:
        """Look what holds, and load what is new."""
        async with self._db.transaction() as tx:
            switch = await store.switch(tx.conn)
            kept = await store.speaking(tx.conn)
            files = {one.digest: await store.file(tx.conn, one.id) for one in kept if one.digest not in self._loaded}
        for one in kept:
            if one.digest in files:
                self._loaded[one.digest] = await asyncio.to_thread(_load, one, files[one.digest])
        self._loaded = {one.digest: self._loaded[one.digest] for one in kept}
        by_state = {one.state: self._ready(one) for one in kept}
        on = self._on and (switch.on if switch else True)
        self.now = Models(on, by_state.get("active"), by_state.get("shadow"))
        FIGURES.on = self.now.on
        return self.now

    def _ready(self, one: Kept) -> Loaded | None:
        model = self._loaded[one.digest]
        return Loaded(one.id, one.name, model) if model is not None else None


def _load(one: Kept, file: bytes) -> semantic.TextModel | None:
    try:
        if sm3(file) != one.digest:
            raise BadModel(why="digest")
        return semantic.load_text_model(file)
    except BadModel as problem:
        FIGURES.refused += 1
        log.error("model.refused", model=one.name, error=str(problem))
        return None
