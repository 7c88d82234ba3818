"""The shared intermediate database, in PostgreSQL and in MariaDB with real servers (R14, R45)."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pymysql
import pytest
import structlog

from exchange.agreement import Agreement
from exchange.conformance import Conformance, Ends, Post, Wire, let_die, parcels
from exchange.mariadb import MariaDB, mariadb
from exchange.nats import free_port
from exchange.shared import SECRET, InMariaDB, InPostgres, Shared
from support import database
from twinline.exchange.ports import TOKEN_CHARS_MAX, LinkDown, Parcel
from twinline.exchange.transports import BadTransport, open_transport, tables
from twinline.exchange.transports.tables_store import Link, Row
from twinline.kernel.cluster import EmbeddedCluster

GOV, POLICE = "gov", "police"
ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "exchange" / "intermediate-database.md"


@pytest.fixture(scope="module")
def postgres_server() -> Iterator[EmbeddedCluster]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    # What is committed outlives the kill of the server, not that of the machine.
    lasting = database.FAST | {"synchronous_commit": "on"}
    cluster = EmbeddedCluster(database.TEST_DIR / f"postgres-shared-{worker}", tcp=True, settings=lasting)
    with database.locked(f"postgres-shared-{worker}"):
        cluster.start()
        yield cluster
        cluster.stop("immediate")


@pytest.fixture(scope="module")
def maria_server() -> Iterator[MariaDB]:
    # A socket's path must be short.
    with tempfile.TemporaryDirectory(prefix="tl-") as folder, mariadb(Path(folder)) as server:
        yield server


@pytest.fixture(scope="module")
def _shared(request: pytest.FixtureRequest) -> Shared:
    made = (
        InPostgres(request.getfixturevalue("postgres_server"))
        if request.param == "postgresql"
        else InMariaDB(request.getfixturevalue("maria_server"))
    )
    made.make()
    return made


@pytest.fixture
def shared(_shared: Shared) -> Iterator[Shared]:
    yield _shared
    _shared.ask("DELETE FROM exchange_parcel")


both = pytest.mark.parametrize("_shared", ["postgresql", "mariadb"], indirect=True, scope="module")


class TablesEnds(Ends):
    def __init__(self, shared: Shared, wire: Wire) -> None:
        self.shared, self._wire = shared, wire
        super().__init__(self.opened(GOV), self.opened(POLICE))

    def opened(self, me: str, **more: Any) -> tables.Tables:
        peer = POLICE if me == GOV else GOV
        made = open_transport(self.shared.options(port=self._wire.port, **more), me=me, peer=peer)
        assert isinstance(made, tables.Tables)
        return made

    async def cut(self) -> None:
        await self._wire.cut()

    async def mend(self) -> None:
        await self._wire.mend()

    async def shake(self) -> None:
        self._wire.shake()

    async def garble(self, garbage: bytes) -> None:
        """Somebody writes what is no token, in whatever form the column takes."""
        hexed = garbage.replace(b"\0", b"?").hex()
        if isinstance(self.shared, InMariaDB):
            token = f"CONVERT(x'{hexed}' USING ascii)"
        else:
            token = f"convert_from(decode('{hexed}', 'hex'), 'LATIN1')"
        self.shared.ask(
            "INSERT INTO exchange_parcel (sender, receiver, name, urgent, token) "
            f"VALUES ('{GOV}', '{POLICE}', 'garbage', true, {token})"
        )

    def lonely(self) -> tables.Tables:
        return tables.open_(self.shared.options(port=free_port()), me=GOV, peer=POLICE)

    async def die_taking(self, some: Sequence[Parcel], note: Path) -> None:
        await self.a.send(some)
        await let_die(self.shared.options(port=self._wire.port), me=POLICE, peer=GOV, note=note)


@pytest.fixture
async def ends(shared: Shared) -> AsyncIterator[TablesEnds]:
    wire = Wire(shared.port)
    await wire.mend()
    made = TablesEnds(shared, wire)
    yield made
    await made.a.close()
    await made.b.close()
    await wire.cut()


@both
class TestTables(Conformance, Agreement):
    pass


async def ignored(transport: str, tokens: Sequence[str]) -> Sequence[str]:
    return ()


async def fails(transport: str, tokens: Sequence[str]) -> Sequence[str]:
    raise RuntimeError("the other database is away")


@both
async def test_states_and_times_tell_where_a_parcel_is(ends: TablesEnds, shared: Shared) -> None:
    times = "SELECT push_time IS NULL, ack_time IS NULL, push_time >= created, ack_time >= push_time"
    await ends.a.send(parcels(1))
    assert shared.states() == [0]
    seen: list[int] = []

    async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        seen.extend(await asyncio.to_thread(shared.states))
        return ()

    assert await ends.b.receive(take) == 1
    assert seen == [1]
    assert shared.states() == [2]
    assert [tuple(map(bool, row)) for row in shared.ask(f"{times} FROM exchange_parcel")] == [
        (False, False, True, True)
    ]


@both
async def test_a_repeat_does_nothing_while_the_first_waits(ends: TablesEnds, shared: Shared) -> None:
    some = parcels(3)
    await ends.a.send(some)
    with contextlib.suppress(RuntimeError):
        await ends.b.receive(fails)
    await ends.a.send(some)
    assert shared.states() == [1, 1, 1]
    assert await ends.b.receive(ignored) == 3


@both
async def test_what_was_acknowledged_and_is_sent_again_waits_again(ends: TablesEnds, shared: Shared) -> None:
    """The peer may have been restored from a backup and ask for it; nothing would ever bring it otherwise."""
    some = parcels(2)
    await ends.a.send(some)
    assert await ends.b.receive(ignored) == 2
    await ends.a.send(some[:1])
    assert sorted(shared.states()) == [0, 2]
    assert await ends.b.receive(ignored) == 1


@both
async def test_a_name_with_another_token_takes_its_place(ends: TablesEnds) -> None:
    """A sender that was restored counts anew: its new messages have names that were used."""
    await ends.a.send([Parcel("1", False, "old")])
    await ends.a.send([Parcel("1", True, "new")])
    post = Post(ends)
    assert await ends.b.receive(post.take) == 1
    assert post.arrived == ["new"]
    await ends.a.send([Parcel("1", True, "newer")])
    assert await ends.b.receive(post.take) == 1


@both
async def test_names_that_differ_in_case_are_two(ends: TablesEnds) -> None:
    await ends.a.send([Parcel("a", False, "one"), Parcel("A", False, "two")])
    assert await ends.b.receive(ignored) == 2


@both
async def test_both_directions_and_other_pairs_do_not_meet(ends: TablesEnds, shared: Shared) -> None:
    other = tables.open_(shared.options(), me="fire", peer=POLICE)
    await ends.a.send([Parcel("1", False, "from gov")])
    await ends.b.send([Parcel("1", False, "from police")])
    await other.send([Parcel("1", False, "from fire")])
    seen: list[str] = []

    async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        seen.extend(tokens)
        return ()

    assert (await ends.a.receive(take), await ends.b.receive(take)) == (1, 1)
    assert seen == ["from police", "from gov"]
    await other.close()


@both
async def test_several_gateways_read_without_waiting_and_without_doubles(ends: TablesEnds, shared: Shared) -> None:
    some = parcels(400)
    await ends.a.send(some)
    readers = [tables.open_(shared.options(batch=50), me=POLICE, peer=GOV) for _ in range(3)]
    got: list[list[str]] = [[], [], []]
    together = asyncio.Barrier(3)

    async def reads(place: int) -> int:
        async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
            if not got[place]:
                # All three are inside `take` at once, so none has waited for another's rows.
                await asyncio.wait_for(together.wait(), 10)
            got[place] += tokens
            await asyncio.sleep(0.01)
            return ()

        return await readers[place].receive(take)

    came = await asyncio.gather(*(reads(place) for place in range(3)))
    assert sum(came) == len(some) == len({token for tokens in got for token in tokens})
    assert all(came)
    for reader in readers:
        await reader.close()


@both
async def test_an_urgent_one_overtakes_while_others_are_taken(ends: TablesEnds, shared: Shared) -> None:
    reader = tables.open_(shared.options(batch=10), me=POLICE, peer=GOV)
    await ends.a.send(parcels(100, urgent_every=1000))
    seen: list[str] = []

    async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        if not seen:
            await ends.a.send([Parcel("danger", True, "danger")])
        seen.extend(tokens)
        return ()

    assert await reader.receive(take) == 101
    assert seen.index("danger") == 10
    await reader.close()


@both
async def test_answers_and_acknowledgement_are_one_transaction(ends: TablesEnds, shared: Shared) -> None:
    """The connection goes between the taking and the commit: neither is there, and the parcel comes again."""
    await ends.a.send(parcels(1))

    async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        await ends.shake()
        return ["answer:1"]

    with pytest.raises(LinkDown):
        await ends.b.receive(take)
    assert shared.states() == [1]
    post = Post(ends)
    post.give(parcels(1))
    await post.settle()
    assert len(post.arrived) == 1


@both
async def test_a_reader_that_hangs_loses_its_rows_to_others(ends: TablesEnds, shared: Shared) -> None:
    slow = tables.open_(shared.options(hold_s=1.0), me=POLICE, peer=GOV)
    await ends.a.send(parcels(5))

    async def hangs(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        assert await ends.b.receive(ignored) == 0
        await asyncio.sleep(2.5)
        assert await ends.b.receive(ignored) == 5
        return ()

    with pytest.raises(LinkDown):
        await slow.receive(hangs)
    assert await slow.receive(ignored) == 0
    await slow.close()


@both
async def test_a_receiver_that_is_cancelled_lets_go(ends: TablesEnds) -> None:
    await ends.a.send(parcels(5))

    async def hangs(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        await asyncio.sleep(60)
        return ()

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(ends.b.receive(hangs), 1)
    assert await ends.b.receive(ignored) == 5


@both
async def test_what_is_too_long_is_cut_and_refused_above_not_carried_whole(ends: TablesEnds, shared: Shared) -> None:
    shared.ask(
        "INSERT INTO exchange_parcel (sender, receiver, name, urgent, token) "
        f"VALUES ('{GOV}', '{POLICE}', 'huge', true, repeat('x', 12000000))"
    )
    await ends.a.send(parcels(3))
    post = Post(ends)
    assert await ends.b.receive(post.take) == 4
    assert sorted(map(len, post.arrived))[-1] == TOKEN_CHARS_MAX + 1


@both
async def test_old_acknowledged_rows_of_this_direction_are_purged(ends: TablesEnds, shared: Shared) -> None:
    await ends.a.send(parcels(4))
    await ends.b.receive(ignored)
    await ends.b.send(parcels(1))
    await ends.a.receive(ignored)
    shared.ask("UPDATE exchange_parcel SET ack_time = ack_time - INTERVAL '3' DAY WHERE name <> '000000000004'")
    await ends.a.send([Parcel("waits", False, "waits")])
    with contextlib.suppress(RuntimeError):
        await ends.b.receive(fails)
    keeper = ends.opened(POLICE, keep_days=2)
    assert await keeper.receive(ignored) == 1
    kept = shared.ask("SELECT sender, name FROM exchange_parcel ORDER BY id")
    assert [tuple(row) for row in kept] == [(GOV, "000000000004"), (POLICE, "000000000001"), (GOV, "waits")]
    await keeper.close()


@both
async def test_the_server_is_killed_and_comes_back(ends: TablesEnds, shared: Shared) -> None:
    some = parcels(600)
    post = Post(ends, patience=1)
    post.give(some)
    for _ in range(2):
        await post.round()
    shared.kill()
    with pytest.raises(LinkDown, match=r"no connection|failed"):
        await post.round()
    shared.start()
    begun = time.monotonic()
    await post.settle()
    assert set(post.arrived) == {parcel.token for parcel in some}
    assert time.monotonic() - begun < 15


@both
async def test_a_server_that_stands_still_is_told_within_seconds(ends: TablesEnds, shared: Shared) -> None:
    await ends.a.send(parcels(1))
    shared.freeze(signal.SIGSTOP)
    begun = time.monotonic()
    try:
        with pytest.raises(LinkDown):
            await ends.a.send(parcels(3))
        with pytest.raises(LinkDown):
            await tables.open_(shared.options(), me=GOV, peer=POLICE).send(parcels(1))
    finally:
        shared.freeze(signal.SIGCONT)
    assert time.monotonic() - begun < 15
    await ends.a.send(parcels(3))
    assert await ends.b.receive(ignored) == 3


@both
async def test_a_lock_that_is_held_does_not_hold_up_for_long(ends: TablesEnds, shared: Shared) -> None:
    """Somebody's tool has a row open; what is sent under that name waits, and says so."""
    some = parcels(2)
    await ends.a.send(some)
    async with _holding(shared):
        begun = time.monotonic()
        with pytest.raises(LinkDown, match="holds the rows"):
            await ends.a.send(some)
        assert time.monotonic() - begun < 8
        await ends.a.send([Parcel("else", True, "else")])
        assert await ends.b.receive(ignored) == 1
    await ends.a.send(some)
    assert await ends.b.receive(ignored) == 2


@contextlib.asynccontextmanager
async def _holding(shared: Shared) -> AsyncIterator[None]:
    if isinstance(shared, InPostgres):
        with psycopg.connect(shared.cluster.url(shared.name)) as connection:
            connection.execute("SELECT * FROM exchange_parcel FOR UPDATE")
            yield
            connection.rollback()
    else:
        assert isinstance(shared, InMariaDB)
        connection = pymysql.connect(unix_socket=str(shared.server.socket), user="root", database=shared.name)
        connection.cursor().execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.cursor().execute("SELECT * FROM exchange_parcel FOR UPDATE")
        yield
        connection.rollback()
        connection.close()


@both
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda url: url.replace(quote(SECRET, safe=""), "wr%40ng"), "not let in"),
        (lambda url: f"{url}_not_there", "no such database|not allowed"),
        (lambda url: url.replace("127.0.0.1", "127.0.0.1").rpartition(":")[0] + ":1/x", "no connection"),
    ],
    ids=["wrong password", "no such database", "nobody there"],
)
async def test_what_is_wrong_is_said_without_the_secret(
    shared: Shared, change: Any, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    options = shared.options()
    end = tables.open_({**options, "url": change(options["url"])}, me=GOV, peer=POLICE)
    with structlog.testing.capture_logs() as logs, pytest.raises(LinkDown, match=said) as caught:
        await end.send(parcels(1))
    shown = f"{caught.value!r} {caught.value} {caught.value.params} {caught.value.__cause__!r} {logs} {caplog.text}"
    for secret in (SECRET, quote(SECRET, safe=""), "wr@ng", "wr%40ng"):
        assert secret not in shown


@both
async def test_a_missing_table_is_said(shared: Shared) -> None:
    end = tables.open_(shared.options(table="other_table"), me=GOV, peer=POLICE)
    with pytest.raises(LinkDown, match=r"no such table|not allowed"):
        await end.send(parcels(1))
    await end.close()


@both
async def test_the_password_may_lie_in_a_file(shared: Shared, tmp_path: Path) -> None:
    options = shared.options()
    options["url"] = options["url"].replace(":" + quote(SECRET, safe=""), "")
    options["password_file"] = str(tmp_path / "password")
    end = tables.open_(options, me=GOV, peer=POLICE)
    with pytest.raises(LinkDown, match="password_file"):
        await end.send(parcels(1))
    (tmp_path / "password").write_text(f"{SECRET}\n")
    await end.send(parcels(1))
    assert shared.states() == [0]
    await end.close()


@both
async def test_another_name_and_making_it_twice(shared: Shared) -> None:
    admin = (
        shared.cluster.url(shared.name)
        if isinstance(shared, InPostgres)
        else f"mariadb://root@localhost/{shared.name}?unix_socket={quote(str(shared.server.socket))}"  # type: ignore[attr-defined]
    )
    options = {"kind": "tables", "url": admin, "table": "city_link"}
    await tables.create_tables(options)
    await tables.create_tables(options)
    a, b = tables.open_(options, me=GOV, peer=POLICE), tables.open_(options, me=POLICE, peer=GOV)
    await a.send(parcels(2))
    assert await b.receive(ignored) == 2
    for end in (a, b):
        await end.close()


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "oracle://u:p@h/d"},
        {"url": f"postgresql://u:{SECRET}@h:port/d?nonsense={SECRET}"},
        {"url": "mariadb://h/d"},
        {"url": "mariadb://u:p@h/d?allow_local_infile=1"},
        {"url": "mariadb://u:p@h:99999/d"},
        {"table": "x; DROP TABLE y"},
        {"batch": 0},
        {"bach": 1},
    ],
)
def test_options_that_cannot_be_meant_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadTransport) as caught:
        tables.open_({"kind": "tables", "url": "postgresql://u:p@h/d", **wrong}, me=GOV, peer=POLICE)
    assert SECRET not in f"{caught.value!r}{caught.value.params}"


class Between:
    """A connection that lets something happen once, between the two questions that a reader asks for waiting rows."""

    def __init__(self, link: Link, happens: Callable[[], Awaitable[Any]]) -> None:
        self._link, self.dialect = link, link.dialect
        self._happens: Callable[[], Awaitable[Any]] | None = happens

    async def run(self, statement: str, given: Row = ()) -> list[Row]:
        rows = await self._link.run(statement, given)
        if self._happens and "SKIP LOCKED" in statement:
            happens, self._happens = self._happens, None
            await happens()
        return rows

    async def run_many(self, statement: str, rows: Sequence[Row]) -> None:
        await self._link.run_many(statement, rows)

    async def close(self) -> None:
        await self._link.close()


@both
async def test_what_is_sent_while_rows_are_looked_for_is_not_taken_without_its_urgent_part(
    ends: TablesEnds, shared: Shared
) -> None:
    crowd = [Parcel(f"c-{n}", n == 20, f"h.{n}.s") for n in range(21)]
    batches: list[list[str]] = []

    async def take(transport: str, tokens: Sequence[str]) -> Sequence[str]:
        batches.append(list(tokens))
        return ()

    def wrap(link: Link) -> Link:
        return Between(link, lambda: ends.a.send(crowd))

    reader = tables.open_(shared.options(port=shared.port), me=POLICE, peer=GOV, wrap=wrap)
    try:
        await reader.receive(take)
    finally:
        await reader.close()
    assert batches[0][0] == crowd[-1].token
    assert sorted(token for batch in batches for token in batch) == sorted(one.token for one in crowd)


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_the_published_statements_are_those_that_run(name: str) -> None:
    published = PAGE.read_text("utf-8")
    assert (tables.store.DDL / f"{name}.sql").read_text("utf-8") in published


@both
def test_every_column_is_in_the_dictionary(shared: Shared) -> None:
    names = shared.ask("SELECT column_name FROM information_schema.columns WHERE table_name = 'exchange_parcel'")
    page = PAGE.read_text("utf-8").partition("## Rules")[0]
    assert {row[0] for row in names} == {
        line.split("|")[1].strip(" `") for line in page.splitlines() if line.startswith("| `")
    }


def test_the_mariadb_plan_reads_the_index_in_order(maria_server: MariaDB) -> None:
    """A sorted plan would lock every waiting row, and a second reader would find nothing."""
    shared = InMariaDB(maria_server)
    shared.make()
    rows = ", ".join(f"('{GOV}', '{POLICE}', '{n}', {n % 2}, 'x')" for n in range(2000))
    shared.ask(f"INSERT INTO exchange_parcel (sender, receiver, name, urgent, token) VALUES {rows}")
    statement = tables.store.MARIADB.sql(tables.store.WAITING_SQL, tables.store.TABLE)
    plan = shared.ask("EXPLAIN " + statement.replace("%s", "{}").format(f"'{POLICE}'", f"'{GOV}'", 0, 1, 200))
    assert "waiting" in plan[0]
    assert not any("filesort" in str(cell) for cell in plan[0])
