"""What lies between the two instances besides HTTPS: a broker, a shared table, folders and who carries between them."""

import asyncio
import shutil
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from twinline.demo.processes import Child, free_port
from twinline.kernel.errors import Unavailable

LOOPBACK = "127.0.0.1"
CARRY_S = 0.5
FILES = "*.tlf"


class NoBroker(Unavailable):
    """The machine has no nats-server."""

    code: ClassVar[str] = "demo.no_broker"


def broker(folder: Path) -> tuple[Child, str]:
    """A NATS server with JetStream that keeps its data in the folder, not yet started, and its address. Raises
    NoBroker."""
    program = shutil.which("nats-server") or shutil.which("nats-server", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        raise NoBroker
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port(LOOPBACK, 0)
    said = ("-a", LOOPBACK, "-p", str(port), "-js", "-sd", str(folder))
    return Child("nats", said, folder / "nats.log", {}, program=(program,)), f"nats://{LOOPBACK}:{port}"


def table(url: str) -> Mapping[str, Any]:
    """The options of a shared table, which is made. Raises LinkDown."""
    options = {"kind": "tables", "url": url}
    asyncio.run(import_module("twinline.exchange.transports.tables").create_tables(options))
    return options


def folders(folder: Path, me: str) -> Mapping[str, Any]:
    """One side's folders; only a carrier knows both sides'."""
    places = {f"{place}_dir": folder / me / place for place in ("out", "in", "done")}
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
    return {"kind": "ferry", **{name: str(place) for name, place in places.items()}}


def carry(folder: Path, names: Sequence[str], stopping: threading.Event) -> None:
    """Until stopped: take files out of each side's folder and lay them into the other's."""
    routes = [(folder / one / "out", folder / other / "in") for one in names for other in names if one != other]
    while not stopping.wait(CARRY_S):
        for out, into in routes:
            for file in sorted(out.glob(FILES)):
                file.replace(into / file.name)
