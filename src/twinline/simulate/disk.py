"""An instance's folders, where a process may die at any change and a disk may be full (R14, R45)."""

import contextlib
import errno
import os
import random
import sys
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from twinline.simulate.fuse import Fuse
from twinline.simulate.model import Killed

TOUCHED = frozenset(("open", "os.rename", "os.remove", "os.mkdir", "os.scandir"))


@dataclass(slots=True)
class Disk:
    """Everything below ``root``. ``room``: how many more files can be made; None when there is no end to it."""

    root: str
    dice: random.Random
    faults: Counter[str]
    fuse: Fuse
    room: int | None = None

    @contextlib.contextmanager
    def watched(self) -> Generator[None]:
        """What this process does below the root while the context lasts may fail."""
        if not _watching:
            sys.addaudithook(_hook)
        _watching[:] = [self]
        try:
            yield
        finally:
            _watching[:] = [None]

    def touched(self, path: object, flags: object) -> None:
        """Raises Killed, OSError."""
        name = str(path)
        if not name.startswith(self.root):
            return
        making = isinstance(flags, int) and bool(flags & os.O_CREAT) and not flags & os.O_APPEND
        alive = not self.fuse.dead
        try:
            self.fuse.burn(commit=flags is None, may_cut=False)
        except Killed:
            if alive and making and self.dice.random() < 0.5:
                self._begun(name)
            raise
        if making and self.room is not None:
            self.room -= 1
            if self.room < 0:
                self.faults["disk_full"] += 1
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _begun(self, name: str) -> None:
        """The process died while it wrote."""
        self.faults["half_written"] += 1
        with _unwatched(), open(name, "wb") as file:
            file.write(b'{"format":"twin')


_watching: list[Disk | None] = []
"""Empty until the hook is there, which stays for as long as Python runs; then whom it tells, or None."""


@contextlib.contextmanager
def _unwatched() -> Generator[None]:
    kept = _watching[:]
    _watching[:] = [None]
    try:
        yield
    finally:
        _watching[:] = kept


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if event in TOUCHED and (disk := _watching[0]):
        disk.touched(args[0], args[2] if event == "open" else None)
