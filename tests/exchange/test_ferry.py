"""The file ferry: numbered, signed batches in folders that are emptied and filled by something else (R14, R45)."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.carried_files import ME, PEER, Pair, Taker, now, parcel
from twinline.exchange.ports import LinkDown
from twinline.exchange.transports import BadTransport, ferry
from twinline.exchange.transports.ferry_batch import write_batch
from twinline.exchange.transports.folders import Found


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


async def test_arrives_byte_for_byte_and_urgent_first(pair: Pair) -> None:
    sent = [parcel(1), parcel(2, urgent=True), parcel(3), parcel(4, urgent=True)]
    assert await pair.a.send(sent[:3]) == ()
    await pair.a.send(sent[3:])
    assert [file.name.removeprefix(f"{ME}-{PEER}-") for file in pair.out()] == [
        "000000000001-u.tlf",
        "000000000002-p.tlf",
        "000000000003-u.tlf",
    ]
    pair.carry()
    taker = Taker()
    assert await pair.b.receive(taker) == 4
    assert taker.tokens == [sent[1].token, sent[3].token, sent[0].token, sent[2].token]
    assert not list(pair.inbox().iterdir())
    assert await pair.b.receive(taker) == 0


async def test_nothing_is_forgotten_when_take_raises(pair: Pair) -> None:
    await pair.a.send([parcel(1)])
    pair.carry()
    taker = Taker()
    taker.fails = 1
    with pytest.raises(RuntimeError):
        await pair.b.receive(taker)
    assert await pair.end(PEER, ME).receive(taker) == 1
    assert taker.tokens == [parcel(1).token]


async def test_answers_go_back_by_their_own_batches(pair: Pair) -> None:
    await pair.a.send([parcel(1)])
    pair.carry()
    await pair.b.receive(Taker(lambda tokens: [f"answer.{len(tokens)}"]))
    assert pair.out(PEER)[0].name == f"{PEER}-{ME}-000000000001-u.tlf"
    pair.carry(to=ME)
    heard = Taker()
    assert await pair.a.receive(heard) == 1
    assert heard.tokens == ["answer.1"]
    assert not pair.out(ME)


async def test_one_way_sending_needs_nothing_back(pair: Pair) -> None:
    """The in folder is not even there, and what is sent is taken away and never heard of again."""
    shutil.rmtree(pair.inbox(ME))
    for number in range(5):
        await pair.a.send([parcel(number)])
        for file in pair.out():
            file.unlink()
    assert (await next_number(pair)) == 6
    with pytest.raises(LinkDown, match="ENOENT"):
        await pair.a.receive(Taker())


async def next_number(pair: Pair) -> int:
    await pair.a.send([parcel(99)])
    return int(pair.out()[-1].name.split("-")[-2])


async def test_numbers_go_on_after_a_restart(pair: Pair) -> None:
    await pair.a.send([parcel(1)])
    pair.carry()
    pair.a = pair.end(ME, PEER)
    assert await next_number(pair) == 2


async def test_numbers_without_their_file_do_not_overwrite_what_waits(pair: Pair) -> None:
    await pair.a.send([parcel(1)])
    first = pair.out()[0].read_bytes()
    shutil.rmtree(pair.folder / ME / "done_dir" / "state")
    assert await next_number(pair) == 2
    assert pair.out()[0].read_bytes() == first


async def test_damaged_numbers_are_told_not_guessed(pair: Pair) -> None:
    await pair.a.send([parcel(1)])
    state = pair.folder / ME / "done_dir" / "state" / f"{ME}-{PEER}.out.json"
    state.write_bytes(b"\0\0")
    with pytest.raises(LinkDown, match="damaged"):
        await pair.a.send([parcel(2)])
    state.write_bytes(b'{"number": 1}')
    assert await next_number(pair) == 2


@pytest.mark.parametrize("taken", [False, True], ids=["number not taken", "number taken"])
async def test_a_draft_of_a_process_that_died_comes_whole_or_not_at_all(pair: Pair, taken: bool) -> None:
    await pair.a.send([parcel(1)])
    whole = pair.out()[0]
    draft = whole.with_name(f".{whole.name}.part")
    whole.rename(draft)
    state = pair.folder / ME / "done_dir" / "state" / f"{ME}-{PEER}.out.json"
    if not taken:
        draft.write_bytes(draft.read_bytes()[:50])
        state.unlink()
    await pair.a.send([parcel(2)])
    assert not list(draft.parent.glob(".*"))
    pair.carry()
    taker = Taker()
    await pair.b.receive(taker)
    assert taker.tokens == ([parcel(1).token] if taken else []) + [parcel(2).token]
    assert pair.b.missing == []


KILLED = """
import asyncio, sys
from twinline.exchange.ports import Parcel
from twinline.exchange.transports import ferry

async def main():
    places = dict(zip(("out_dir", "in_dir", "done_dir"), sys.argv[1:4]))
    end = ferry.open_({**places, "batch": 1}, me="gov-hub", peer="police")
    for number in range(100000):
        await end.send([Parcel(str(number), False, f"{number}." + "x" * 2000)])
        sys.stdout.write(f"{number}\\n")
        sys.stdout.flush()

asyncio.run(main())
"""


def run_and_kill(pair: Pair, after: int) -> int:
    """How many sends a process said were done until it was killed."""
    places = [str(pair.folder / ME / place) for place in ("out_dir", "in_dir", "done_dir")]
    with subprocess.Popen([sys.executable, "-c", KILLED, *places], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for _ in range(after):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        return after + len(process.stdout.read().splitlines())


async def test_a_killed_sender_loses_nothing_that_it_said_was_sent(pair: Pair) -> None:
    said = sum(run_and_kill(pair, after) for after in (3, 17, 31))
    pair.carry()
    pair.b = ferry.open_(
        {place: str(pair.folder / PEER / place) for place in ("out_dir", "in_dir", "done_dir")}, me=PEER, peer=ME
    )
    taker = Taker()
    came = await pair.b.receive(taker)
    assert said <= came <= said + 3
    assert pair.b.missing == []
    assert not pair.refused()


DIES_WRITING = """
import asyncio, resource, signal, sys
from twinline.exchange.ports import Parcel
from twinline.exchange.transports import ferry

signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
end = ferry.open_(dict(zip(("out_dir", "in_dir", "done_dir"), sys.argv[1:4])), me="gov-hub", peer="police")
asyncio.run(end.send([Parcel("1", True, "".join(map(str, range(20000))))]))
"""


async def test_what_a_process_was_killed_while_writing_is_never_read(pair: Pair) -> None:
    places = [str(pair.folder / ME / place) for place in ("out_dir", "in_dir", "done_dir")]
    died = await asyncio.create_subprocess_exec(sys.executable, "-c", DIES_WRITING, *places)
    assert await died.wait() == -signal.SIGXFSZ
    left = list((pair.folder / ME / "out_dir").iterdir())
    assert [file.stat().st_size for file in left] == [2000]
    for file in left:
        shutil.copy(file, pair.inbox())
    assert await pair.b.receive(Taker()) == 0
    assert not pair.refused()
    assert await next_number(pair) == 1


async def test_a_gap_is_told_and_not_waited_for(pair: Pair) -> None:
    for number in range(1, 7):
        await pair.a.send([parcel(number)])
    late = [pair.out()[1], pair.out()[2], pair.out()[4]]
    for file in late:
        file.rename(pair.folder / file.name)
    pair.carry()
    taker = Taker()
    assert await pair.b.receive(taker) == 3
    assert pair.b.missing == [2, 3, 5]
    pair.b = pair.end(PEER, ME)
    assert pair.b.missing == [2, 3, 5]
    shutil.move(pair.folder / late[0].name, pair.inbox() / late[0].name)
    assert await pair.b.receive(taker) == 1
    assert pair.b.missing == [3, 5]
    await pair.b.accept_gaps()
    assert pair.end(PEER, ME).missing == []


@given(st.lists(st.integers(1, 60), max_size=80))
def test_what_is_missing_is_what_did_not_come(numbers: list[int]) -> None:
    came = ferry.Numbers()
    news = [came.add(number) for number in numbers]
    missing = {number for first, last in came.gaps() for number in range(first, last + 1)}
    assert missing == set(range(1, max(numbers, default=0))) - set(numbers)
    assert sum(news) == len(set(numbers))


async def test_a_lie_about_a_number_costs_no_memory(pair: Pair) -> None:
    data = write_batch(["t"], me=ME, peer=PEER, number=2**53 - 1, urgent=False, now=now(), sign=pair.rings[ME].sign)
    (pair.inbox() / "x.tlf").write_bytes(data)
    assert await pair.b.receive(Taker()) == 1
    assert pair.b.missing == list(range(1, 1001))


async def test_the_same_bad_name_twice_keeps_both(pair: Pair) -> None:
    for content in (b"first", b"second"):
        (pair.inbox() / "x.tlf").write_bytes(content)
        assert await pair.b.receive(Taker()) == 0
    kept = pair.folder / PEER / "done_dir" / "refused"
    assert {file.read_bytes() for file in kept.iterdir() if "reason" not in file.name} == {b"first", b"second"}
    assert len(list(kept.glob("*.reason.json"))) == 2


async def test_drafts_and_other_files_are_left_alone(pair: Pair) -> None:
    for name in (".x.tlf.part", "x.tlf.part", ".x.tlf", "notes.txt"):
        (pair.inbox() / name).write_bytes(b"half")
    assert await pair.b.receive(Taker()) == 0
    assert len(list(pair.inbox().iterdir())) == 4


async def test_a_file_that_is_still_being_copied_is_waited_for(pair: Pair) -> None:
    pair.b = pair.end(PEER, ME, settle_s=60.0)
    await pair.a.send([parcel(1)])
    whole = pair.out()[0].read_bytes()
    copy = pair.inbox() / pair.out()[0].name
    taker = Taker()
    for chars in (0, 10, len(whole) - 1):
        copy.write_bytes(whole[:chars])
        assert await pair.b.receive(taker) == 0
    copy.write_bytes(whole)
    assert await pair.b.receive(taker) == 1
    assert not pair.refused()


async def test_a_copy_that_stopped_is_refused_in_the_end(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece that comes gives it time again; a copy at a walking pace is not refused for being slow."""
    seconds = 0.0
    monkeypatch.setattr(ferry, "monotonic", lambda: seconds)
    pair.b = pair.end(PEER, ME, settle_s=10.0)
    for piece in range(1, 5):
        (pair.inbox() / "x.tlf").write_bytes(b"half" * piece)
        assert await pair.b.receive(Taker()) == 0
        seconds += 9
        assert await pair.b.receive(Taker()) == 0
        assert not pair.refused()
    seconds += 2
    assert await pair.b.receive(Taker()) == 0
    assert pair.refused() == {"x.tlf": "exchange.malformed"}


def test_a_full_disk_takes_the_link_down_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    script = Path(__file__).with_name("full_disk.py")
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", sys.executable, script, tmp_path],
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(done.stdout)
    assert said["said"].startswith("ENOSPC")
    assert 3 <= said["sent"] <= 8
    assert said["full"] == [f"gov-police-{n:012d}-p.tlf" for n in range(1, said["sent"] + 1)]
    assert said["after"] == [f"gov-police-{said['sent'] + 1:012d}-p.tlf"]


async def test_a_folder_that_is_away_takes_the_link_down(pair: Pair) -> None:
    shutil.rmtree(pair.folder / ME / "out_dir")
    with pytest.raises(LinkDown, match="ENOENT"):
        await pair.a.send([parcel(1)])
    (pair.folder / ME / "out_dir").mkdir()
    assert await next_number(pair) == 1
    shutil.rmtree(pair.inbox())
    with pytest.raises(LinkDown, match="ENOENT"):
        await pair.b.receive(Taker())


async def test_uncollected_batches_take_the_link_down(pair: Pair) -> None:
    end = pair.end(ME, PEER, waiting_max=2, batch=1)
    with pytest.raises(LinkDown, match="not collected"):
        await end.send([parcel(1), parcel(2), parcel(3)])
    assert pair.carry() == 2
    await end.send([parcel(3)])
    pair.carry()
    taker = Taker()
    assert await pair.b.receive(taker) == 3
    assert pair.b.missing == []


async def test_what_cannot_be_put_away_is_taken_once_and_the_next_go_on(pair: Pair) -> None:
    done = pair.folder / PEER / "done_dir"
    done.rmdir()
    done.write_bytes(b"a file is in the way")
    for number in (1, 2):
        await pair.a.send([parcel(number)])
    pair.carry()
    taker = Taker()
    for _ in range(2):
        with pytest.raises(LinkDown, match="done_dir"):
            await pair.b.receive(taker)
    assert taker.tokens == [parcel(1).token, parcel(2).token]
    done.unlink()
    assert await pair.b.receive(taker) == 0
    assert not list(pair.inbox().iterdir())
    assert len(list(done.glob("*.tlf"))) == 2
    assert pair.end(PEER, ME).missing == []


async def test_taken_files_do_not_pile_up(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ferry, "DONE_SPARE", 2)
    pair.a, pair.b = pair.end(ME, PEER, batch=1), pair.end(PEER, ME, done_keep=3)
    await pair.a.send([parcel(number) for number in range(9)])
    pair.carry()
    assert await pair.b.receive(Taker()) == 9
    assert len(list((pair.folder / PEER / "done_dir").glob("*.tlf"))) == 3


async def test_batches_are_bounded(pair: Pair) -> None:
    end = pair.end(ME, PEER, batch=10, batch_bytes=2_000_000)
    await end.send([parcel(n, chars=1_000_000 - 7) for n in range(3)])
    assert len(pair.out()) == 3
    await end.send([parcel(n) for n in range(25)])
    assert len(pair.out()) == 6
    pair.carry()
    taker = Taker()
    assert await pair.b.receive(taker) == 28
    assert max(map(len, taker.calls)) == 10
    assert taker.tokens[0] == parcel(0, chars=1_000_000 - 7).token


async def test_an_urgent_batch_passes_a_long_line(pair: Pair) -> None:
    """One that comes while others are read waits for no more than a look's worth of files."""
    pair.a = pair.end(ME, PEER, batch=1)
    await pair.a.send([parcel(number) for number in range(100)])
    pair.carry()
    seen: list[str] = []

    async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        seen.extend(tokens)
        if len(seen) == 1:
            await pair.a.send([parcel(100, urgent=True)])
            pair.carry()
        return ()

    assert await pair.b.receive(take) == 101
    assert seen.index(parcel(100).token) <= ferry.FILES_A_LOOK


async def test_a_batch_put_there_while_the_folder_is_read_is_before_those_put_there_after_it(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder's names come in any order, and those that come into being meanwhile may be missed."""
    await pair.a.send([parcel(1), parcel(2, urgent=True)])
    pair.carry()
    looked = ferry.found_in

    def hurried(folder: Path) -> list[Found]:
        monkeypatch.undo()
        return [one for one in looked(folder) if not one.name.endswith("-u.tlf")]

    monkeypatch.setattr(ferry, "found_in", hurried)
    taker = Taker()
    assert await pair.b.receive(taker) == 2
    assert taker.tokens == [parcel(2).token, parcel(1).token]


@pytest.mark.parametrize("seed", range(2))
async def test_ten_thousand_tokens_over_a_bad_ferry(pair: Pair, seed: int) -> None:
    """Files are lost on the way and sent again, doubled, damaged, carried in any order; takers fail; ends restart."""
    chance = random.Random(seed)
    waiting = {f"{n:012d}": parcel(n, urgent=n % 97 == 0, chars=chance.randrange(300)) for n in range(10_000)}
    tokens = {one.token: name for name, one in waiting.items()}
    came: set[str] = set()
    taker = Taker()
    rounds = 0
    while waiting:
        rounds += 1
        assert rounds < 100
        chosen = list(waiting.values())
        for start in range(0, len(chosen), 700):
            await pair.a.send(chosen[start : start + 700])
        files = pair.out()
        chance.shuffle(files)
        for file in files:
            shake(chance, file, pair.inbox())
        taker.fails = chance.randrange(2)
        for _ in range(2):
            try:
                await pair.b.receive(taker)
            except RuntimeError:
                pair.a, pair.b = pair.end(ME, PEER), pair.end(PEER, ME)
        came.update(taker.tokens)
        waiting = {name: one for name, one in waiting.items() if one.token not in came}
    assert came == set(tokens)
    assert set(pair.refused().values()) <= {"exchange.malformed", "exchange.forged"}


def shake(chance: random.Random, file: Path, inbox: Path) -> None:
    data = file.read_bytes()
    file.unlink()
    match chance.randrange(6):
        case 0:
            return
        case 1:
            data = data[: chance.randrange(len(data))]
        case 2:
            place = chance.randrange(len(data))
            data = data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]
        case 3:
            (inbox / f"{chance.getrandbits(60)}.tlf").write_bytes(data)
        case _:
            pass
    (inbox / file.name).write_bytes(data)


def test_options_that_cannot_be_meant_are_refused(tmp_path: Path) -> None:
    places = {name: str(tmp_path) for name in ("out_dir", "in_dir", "done_dir")}
    for wrong in (
        {"out_dir": "relative"},
        {"batch": 0},
        {"batch": 10**9},
        {"batch_bytes": 10**9},
        {"settle": 3},
        {"in_dir": None},
    ):
        with pytest.raises(BadTransport):
            ferry.open_({**places, **wrong}, me=ME, peer=PEER)
