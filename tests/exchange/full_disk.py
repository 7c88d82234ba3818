"""Run by test_ferry.py in a mount namespace of its own: a ferry whose out folder is a real disk of 256 kB."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

from twinline.exchange.ports import LinkDown, Parcel
from twinline.exchange.transports import ferry


def parcel(number: int) -> Parcel:
    return Parcel(f"{number:012d}", False, f"{number:06d}.{os.urandom(30_000).hex()}")


def mount(place: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], check=True)


async def main(folder: Path) -> None:
    places = {name: folder / name for name in ("out_dir", "in_dir", "done_dir")}
    for place in places.values():
        place.mkdir()
    mount(places["out_dir"])
    end = ferry.open_({name: str(place) for name, place in places.items()}, me="gov", peer="police")
    sent, said = 0, ""
    while not said:
        try:
            await end.send([parcel(sent)])
            sent += 1
        except LinkDown as down:
            said = str(down.params["why"])
    full = sorted(place.name for place in places["out_dir"].iterdir())
    for place in places["out_dir"].glob("*.tlf"):
        place.unlink()  # the carrier collects
    await end.send([parcel(sent)])
    after = sorted(place.name for place in places["out_dir"].iterdir())
    sys.stdout.write(json.dumps({"sent": sent, "said": said, "full": full, "after": after}))


asyncio.run(main(Path(sys.argv[1])))
