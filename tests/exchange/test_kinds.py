"""Every kind of message has a schema, in each version; what does not fit is neither sent nor taken (R36, R37)."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from exchange.two import Pair, pair
from support.city import POLICE, appeal, handle, handover, offer, order_of, register
from twinline.appeals import CHANNELS
from twinline.exchange.carried import OPENS
from twinline.exchange.envelope import version_of
from twinline.exchange.forms import FIRST, Appeal, Offer, OfferBody
from twinline.exchange.kinds import KINDS, PastVersion, Schemas, Shape
from twinline.exchange.model import BadBody, UnknownKind
from twinline.exchange.samples import EXAMPLES, schema_documents
from twinline.kernel.db import execute, fetch_dicts
from twinline.kernel.hashing import sm3
from twinline.linkage import HANDOVER
from twinline.linkage.inbox import RECEIVERS

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "exchange"


def test_there_is_a_schema_for_every_kind_that_is_received_and_no_other() -> None:
    assert set(KINDS.shapes) == set(RECEIVERS) == set(EXAMPLES)
    assert {kind for kind, data in EXAMPLES.items() if "appeal" in data} == OPENS


def test_words_of_the_schemas_are_those_of_the_program() -> None:
    kinds = schema_documents()
    assert json.loads(kinds["revoke.v1.json"])["$defs"]["StateBody"]["properties"]["state"]["enum"] == list(
        HANDOVER.states
    )
    assert json.loads(kinds["offer.v1.json"])["$defs"]["Appeal"]["properties"]["channel"]["enum"] == list(CHANNELS)


def test_published_schemas_are_current_and_take_their_examples() -> None:
    made = schema_documents()
    assert {path.name: path.read_text("utf-8") for path in REFERENCE.glob("*.json")} == made
    for content in made.values():
        schema = json.loads(content)
        validator = jsonschema_rs.validator_for(schema)
        assert schema["examples"]
        for example in schema["examples"]:
            validator.validate(example)
            assert not validator.is_valid({**example, "more": 1})
            assert not validator.is_valid({"body": {**example["body"], "more": 1}})


def test_what_was_published_as_version_1_stays_as_it_was() -> None:
    """A platform that reads no newer one holds our messages against these."""
    made = {name: json.loads(text) for name, text in schema_documents().items() if name.endswith(".v1.json")}
    bare = {name: {key: value for key, value in one.items() if key != "examples"} for name, one in made.items()}
    assert sorted(made) == [f"{kind}.v1.json" for kind in sorted(FIRST)]
    assert sm3(json.dumps(bare, sort_keys=True).encode()).hex() == (
        "fe1f8383a3de9ede5caf0fd90c1cace69f7910ca0d63f85e64a68608af137881"
    )


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_whatever_is_missing_added_or_of_another_type_is_refused_with_its_path(kind: str) -> None:
    since = KINDS.shapes[kind][0].version
    KINDS.read(kind, since, EXAMPLES[kind])
    for path, value in leaves(EXAMPLES[kind]):
        for harmed in (without(EXAMPLES[kind], path), put(EXAMPLES[kind], path, {"n": 1})):
            with pytest.raises(BadBody) as refused:
                KINDS.read(kind, since, harmed)
            assert str(refused.value.params["why"]).startswith(".".join(map(str, path[:-1]))), path
            if isinstance(value, str) and len(value) > 3:
                assert value not in str(refused.value), "a refusal repeats what a person said"
    with pytest.raises(BadBody):
        KINDS.read(kind, since, put(EXAMPLES[kind], ("body", "more"), 1))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Every field that the schema names (words within lists and free keys are of one kind)."""
    found = []
    for name, one in value.items():
        here = (*path, name)
        found += leaves(one, here) if isinstance(one, dict) and name not in ("versions", "codes") else [(here, one)]
    return found


def without(data: Any, path: tuple[Any, ...]) -> Any:
    made = copy.deepcopy(data)
    inner = made
    for name in path[:-1]:
        inner = inner[name]
    del inner[path[-1]]
    return made


def put(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    made = copy.deepcopy(data)
    inner = made
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return made


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("appeal", "words"), "字" * 20_001),
        (("appeal", "title"), "字" * 501),
        (("appeal", "words"), "a\x00b"),
        (("appeal", "received_at"), "2026-11-23T09:14:02"),
        (("appeal", "received_at"), 1_700_000_000),
        (("appeal", "danger"), "true"),
        (("appeal", "danger"), 1),
        (("appeal", "lon"), "113"),
        (("appeal", "id"), "01a204f5-a608-7b9c-ab42-000000000000"),
        (("appeal", "decision", "reasons"), [{"kind": "a", "text": "b", "words": None}] * 201),
        (("body", "opening", "division"), "44/../01"),
        (("body", "number"), ""),
        (("body", "due_at"), None),
    ],
)
def test_bounds_hold(path: tuple[str, ...], value: Any) -> None:
    with pytest.raises(BadBody):
        KINDS.read("offer", 1, put(EXAMPLES["offer"], path, value))


def test_as_much_as_a_person_may_say_goes_through() -> None:
    KINDS.read("offer", 1, put(EXAMPLES["offer"], ("appeal", "words"), "字" * 20_000))


def test_unknown_kinds_and_old_versions_are_refused() -> None:
    with pytest.raises(UnknownKind):
        KINDS.read("drop_tables", 1, {"body": {}})
    with pytest.raises(PastVersion):
        Schemas(4, KINDS.shapes).read("receipt", 2, EXAMPLES["receipt"])


def test_control_characters_of_imports_do_not_hold_a_message_up() -> None:
    data = put(EXAMPLES["offer"], ("appeal", "words"), "有人\x07拿刀")
    assert KINDS.write("offer", 1, data)["appeal"]["words"] == "有人拿刀"


class OfferBody2(OfferBody):
    """As version 3 might be: the offer says how loud it is."""

    volume: int


class Offer2(Offer):
    body: OfferBody2  # pyright: ignore[reportIncompatibleVariableOverride]
    appeal: Appeal


def _louder(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "body": {**data["body"], "volume": 1}}


def _quieter(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "body": {name: value for name, value in data["body"].items() if name != "volume"}}


NEWER = Schemas(3, {**KINDS.shapes, "offer": (*KINDS.shapes["offer"], Shape(3, Offer2, _louder, _quieter))})
OLDER = Schemas(1, {kind: (Shape(1, form),) for kind, form in FIRST.items()})
"""The program before this one."""


def test_an_older_message_is_lifted_and_a_newer_one_lowered() -> None:
    lifted = NEWER.read("offer", 2, EXAMPLES["offer"])
    assert lifted["body"]["volume"] == 1
    assert NEWER.write("offer", 3, lifted) == lifted
    assert NEWER.write("offer", 2, lifted) == EXAMPLES["offer"]
    assert NEWER.read("receipt", 3, EXAMPLES["receipt"]) == EXAMPLES["receipt"]
    with pytest.raises(BadBody):
        NEWER.read("offer", 3, EXAMPLES["offer"])


async def test_a_newer_program_and_an_older_one_understand_each_other(
    server_url: str, template: str, tmp_path: Path
) -> None:
    """The newer side writes version 3 until the older one says what it reads; then the same numbers go as version 2."""
    async with pair(server_url, template, tmp_path) as two:
        await _renew(two)
        agent, taker = two.a.people.agent, two.b.people.call_taker
        made = await register(agent, POLICE)
        handed = await offer(agent, await order_of(agent, made["id"], "12345"))
        while not two.a.out.waiting:
            await two.a.work()
        assert [version_of(token) for token in two.a.out.waiting] == [3]
        await two.settle()
        assert (await two.a.peer()).schema_version == 2
        assert await _rows(two, "SELECT code, verified FROM exchange_refusal") == [
            {"code": "exchange.future_version", "verified": True}
        ]
        await handle(taker, await handover(taker, handed["id"]), "accept")
        await two.settle()
        owners = {(await appeal(person, made["id"]))["owner_platform"] for person in (agent, taker)}
        assert owners == {"110"}
        async with two.a.db.transaction() as tx:
            rows = await fetch_dicts(tx.conn, "SELECT seq, push_state, token FROM exchange_out ORDER BY seq", {})
        assert [(row["seq"], row["push_state"], version_of(row["token"])) for row in rows] == [(1, 2, 2), (2, 2, 2)]


async def _renew(two: Pair) -> None:
    two.a.me = replace(two.a.me, schemas=_as_written(NEWER))
    async with two.a.db.transaction() as tx:
        await execute(tx.conn, "UPDATE peer SET schema_version = 3", {})


def _as_written(schemas: Schemas) -> Schemas:
    """The program of version 3 would write ``volume`` itself; this one does not."""

    class Writing(Schemas):
        __slots__ = ()

        def write(self, kind: str, version: int, data: dict[str, Any]) -> dict[str, Any]:
            return Schemas.write(self, kind, version, _louder(data) if kind == "offer" else data)

    return Writing(schemas.newest, schemas.shapes)


async def _rows(two: Pair, sql: str) -> list[dict[str, Any]]:
    async with two.b.db.transaction() as tx:
        return await fetch_dicts(tx.conn, sql, {})  # type: ignore[arg-type]


async def test_a_message_of_ours_that_fits_no_schema_waits_and_holds_up_no_other(
    server_url: str, template: str, tmp_path: Path
) -> None:
    async with pair(server_url, template, tmp_path) as two:
        agent, taker = two.a.people.agent, two.b.people.call_taker
        made = [await register(agent, POLICE) for _ in range(2)]
        handed = [await offer(agent, await order_of(agent, one["id"], "12345")) for one in made]
        async with two.a.db.transaction() as tx:
            await execute(
                tx.conn,
                "UPDATE link_message SET body = jsonb_set(body::jsonb, '{number}', '7') WHERE subject_id = %(id)s",
                {"id": handed[0]["id"]},
            )
        await two.settle()
        async with two.a.db.transaction() as tx:
            held = await fetch_dicts(tx.conn, "SELECT way, scheme, code, waits FROM exchange_held", {})
        bad = "exchange.bad_body body.number: string_type"
        assert held == [{"way": "out", "scheme": "schema", "code": bad, "waits": True}]
        assert (await handover(taker, handed[1]["id"]))["state"] == "delivered"
        assert (await two.a.peer()).out_seq == 1, "a message that cannot go has a number"
