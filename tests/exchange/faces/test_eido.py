"""EIDO: every exported document fits the published schema (when given), names only what is in it, and says nothing that
its reader may not see; a document is registered once, with danger first (R36, R39, R44)."""

from __future__ import annotations

import asyncio
import copy
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from conftest import settings_for
from contract.scene import fingerprint
from exchange.faces.eido_schema import faults, validator
from support.city import (
    DANGER,
    NOISE,
    POLICE,
    appeal,
    handle,
    offer,
    order_of,
    register,
    settle,
    step,
    unit_id,
    written,
)
from support.people import People, Person
from twinline.commands.exchange import command as exchange_command
from twinline.exchange.faces.eido.schema import NoSchema
from twinline.kernel.db import Database

CALLER, PHONE = "竺无名", "199-0000-7310"
WORDS = f"{POLICE}\n<b>不是标签</b> & 其他"
PLACE = {"address": "天河区石牌东路12号车棚", "lon": 113.343456, "lat": 23.131712, "datum": "WGS84"}
UNIT = "440106-public_security"
EIDO = {"Content-Type": "application/emergency.eido+json"}


async def told(people: People, **fields: Any) -> dict[str, Any]:
    """A theft that 110 was told by telephone; its order."""
    body = {"phone": PHONE, "caller": CALLER, "form": {"supplement": "车牌号待补充"}} | PLACE | fields
    made = await register(
        people.call_taker, fields.pop("words", WORDS), **{k: v for k, v in body.items() if k != "words"}
    )
    return await order_of(people.call_taker, made["id"], "110")


async def exported(person: Person, order: dict[str, Any], *, reason: str | None = None) -> dict[str, Any]:
    """A document that was checked like every other."""
    path = f"/api/v1/police-orders/{order['id']}/eido"
    reply = await (person.api.post(f"{path}/reveal", json={"reason": reason}) if reason else person.api.get(path))
    assert reply.status_code == 200, reply.text
    document = reply.json()
    assert faults(document) == []
    whole(document)
    return document


def whole(document: dict[str, Any]) -> None:
    """Every component has its prologue and an id of its own; every reference is to one of them."""
    ids: list[str] = []
    references: list[str] = []

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if set(part) == {"$ref"}:
                references.append(part["$ref"])
                return
            if "$id" in part:
                ids.append(part["$id"])
                assert datetime.fromisoformat(part["lastUpdateTimeStamp"]).tzinfo is not None
                assert part["updatedByAgencyReference"]
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(document)
    assert len(ids) == len(set(ids))
    assert set(references) <= set(ids), set(references) - set(ids)
    assert document["eidoVersion"] == "1.0"


async def sent_out(people: People, order: dict[str, Any]) -> dict[str, Any]:
    units = [unit_id(people, UNIT), unit_id(people, "440106-traffic_police")]
    return await step(people.police_dispatcher, order, "dispatch", units=units, form={"opinion": "调看监控"})


async def test_an_order_is_exported_in_every_state(people: People, db: Database) -> None:
    order = await told(people)
    seen: list[str] = []

    async def look() -> dict[str, Any]:
        document = await exported(people.call_taker, order)
        seen.extend(document["incidentComponent"]["incidentStatusCommonRegistryText"])
        return document

    first = await look()
    assert [note["notesActionComments"] for note in first["notesComponent"]] == [
        WORDS.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>"),
        "车牌号待补充",
    ]
    assert first["issuingElementIdentification"] == people.app.state.settings.instance
    assert first["incidentComponent"]["internalIncidentId"] == order["number"]
    assert "23.131712 113.343456" in first["locationComponent"][0]["locationByValue"]
    assert len(first["callComponent"]) == 1
    order = await sent_out(people, order)
    second = await look()
    assert len(second["dispatchComponent"]) == len(second["emergencyResourceComponent"]) == 2
    assert {tuple(a["agencyRoleDescriptionRegistryText"]) for a in second["agencyComponent"]} == {
        ("CallReceiving", "Dispatching"),
        ("Dispatched",),
    }
    for event in ("sign", "set_out", "arrive"):
        order = await step(people.officer, order, event)
        await look()
    order = await step(people.officer, order, "feed_back", result_code="01", result="已受案", class_code="100300")
    document = await look()
    (disposition,) = document["incidentComponent"]["dispositionComponent"]
    assert (disposition["dispositionCategoryText"], disposition["dispositionDescriptionText"]) == ("01", "已受案")
    assert seen == ["Active", *["ResourcesAssigned"] * 2, "ResourcesEnroute", "ResourcesOnscene", "ResourcesOnscene"]


async def test_a_linked_matter_is_named(people: People, db: Database) -> None:
    made = await register(people.agent, POLICE, phone=PHONE)
    offered = await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    await handle(people.call_taker, offered, "accept")
    await settle(people, db)
    order = await order_of(people.call_taker, made["id"], "110")
    document = await exported(people.call_taker, order)
    case = await order_of(people.agent, made["id"], "12345")
    linked = {link["incidentTrackingIdentifier"].split(":")[4] for link in document["linkComponent"]}
    assert linked >= {made["number"], case["number"]}


async def test_who_called_is_shown_only_with_a_reason(people: People, db: Database) -> None:
    order = await told(people)
    plain = json.dumps(await exported(people.call_taker, order), ensure_ascii=False)
    assert not [trace for trace in (CALLER, "竺", "7310", "personComponent", "callbackComponent") if trace in plain]
    shown = await exported(people.call_taker, order, reason="转邻市处警")
    assert shown["personComponent"][0]["ncPersonComponent"]["name"][0]["personFullName"] == [{"value": CALLER}]
    assert shown["callbackComponent"][0]["callBackInformationUri"] == [f"tel:{PHONE}"]
    async with db.transaction() as tx:
        rows = await (await tx.conn.execute("SELECT action, data FROM audit")).fetchall()
    assert [(row[0], row[1]["reason"]) for row in rows] == [("reveal", "转邻市处警")]


async def test_a_confidential_caller_stays_unknown_to_units(people: People, db: Database) -> None:
    form = {"line_owner": CALLER, "called_at": "2026-03-02T08:00:00Z"}
    order = await sent_out(people, await told(people, confidential=True, form=form))
    before = fingerprint(db)
    refused = await people.officer.api.post(f"/api/v1/police-orders/{order['id']}/eido/reveal", json={"reason": "回拨"})
    assert refused.status_code == 404
    assert fingerprint(db) == before
    assert CALLER not in json.dumps(await exported(people.officer, order), ensure_ascii=False)


async def test_a_reader_without_police_orders_gets_none(people: People, db: Database) -> None:
    """Somebody of 12345 may reveal callers of appeals, and still reads no police order."""
    made = await register(people.agent, POLICE)
    await offer(people.agent, await order_of(people.agent, made["id"], "12345"))
    await settle(people, db)
    order = await order_of(people.call_taker, made["id"], "110")
    path = f"/api/v1/police-orders/{order['id']}/eido"
    assert (await people.agent.api.get(path)).status_code == 403
    assert (await people.agent.api.post(f"{path}/reveal", json={"reason": "核对"})).status_code == 404


async def imported(person: Person, document: Any, expect: int = 201) -> dict[str, Any]:
    reply = await person.api.post("/api/v1/police-orders/eido", content=json.dumps(document), headers=EIDO)
    assert reply.status_code == expect, reply.text
    return reply.json()


async def test_what_was_exported_can_be_registered(people: People, db: Database) -> None:
    order = await told(people, grade=2)
    document = await exported(people.call_taker, order, reason="转邻市处警")
    made = await imported(people.call_taker, document)
    assert made["order"]["kind"] == "incident"
    got = await appeal(people.call_taker, made["id"])
    assert got["words"] == f"{WORDS}\n车牌号待补充"
    assert (got["address"], got["lat"], got["lon"], got["division"]) == (
        PLACE["address"],
        23.131712,
        113.343456,
        "440106",
    )
    assert (got["contact"]["caller"], got["contact"]["phone"]) == ("竺**", "199****7310")
    assert got["contact"]["external_id"] == document["$id"]
    copied = await order_of(people.call_taker, made["id"], "110")
    assert (copied["class_current"], copied["grade"]) == (order["class_current"], 2)
    before = await written(db)
    again = await imported(people.call_taker, document, expect=200)
    assert (again["id"], again["replayed"]) == (made["id"], True)
    changed = copy.deepcopy(document)
    changed["notesComponent"][0]["notesActionComments"] = "另一件事"
    await imported(people.call_taker, changed, expect=409)
    assert await written(db) == before


async def test_danger_survives(people: People, db: Database) -> None:
    """The flag crosses, and words of danger raise it where no flag came."""
    order = await told(people, words=NOISE, danger=True)
    document = await exported(people.call_taker, order)
    assert (await imported(people.call_taker, document))["danger"]
    made = await imported(people.call_taker, foreign(DANGER))
    assert made["danger"]
    assert (await order_of(people.call_taker, made["id"], "110"))["state"] == "dispatched"


def foreign(words: str, **more: Any) -> dict[str, Any]:
    """The least that another maker's document may say."""
    prologue = {
        "$id": "a",
        "lastUpdateTimeStamp": "2026-03-02T08:00:00Z",
        "updatedByAgencyReference": {"$ref": "psap.example"},
    }
    return {
        "$id": "urn:emergency:uid:incidentid:77:psap.example",
        "lastUpdateTimeStamp": "2026-03-02T08:00:00+08:00",
        "updatedByAgencyReference": {"$ref": "psap.example"},
        "eidoVersion": "1.0",
        "issuingElementIdentification": "psap.example",
        "agencyComponent": [
            prologue
            | {"$id": "psap.example", "agencyRoleDescriptionRegistryText": ["CallReceiving"], "agencyType": ["police"]}
        ],
        "incidentComponent": prologue | {"incidentTypeCommonRegistryText": "Other", "incidentTypeInternalText": words},
        **more,
    }


ENTITY = "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>&e;</p>"


async def test_foreign_codes_and_broken_parts_do_not_hold_it_up(people: People, db: Database) -> None:
    prologue = {"$id": "l", "lastUpdateTimeStamp": "2026-03-02T08:00:00Z", "updatedByAgencyReference": {"$ref": "x"}}
    bad = foreign(POLICE)
    bad["incidentComponent"] |= {"incidentTypeInternalCode": "ZZ99", "incidentPriorityInternalText": "P9"}
    bad["locationComponent"] = [prologue | {"locationByValue": ENTITY}, prologue | {"locationByValue": "<a>"}, 5]
    bad["personComponent"] = [prologue | {"ncPersonComponent": {"name": "x"}}]
    bad["callbackComponent"] = [prologue | {"callBackInformationUri": ["sip:conference@example.org", 7]}]
    assert faults(foreign(POLICE)) == []
    made = await imported(people.call_taker, bad)
    order = await order_of(people.call_taker, made["id"], "110")
    assert order["class_current"] != "ZZ99"
    civic = '<presence xmlns:c="urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr"><c:civicAddress><c:A3>天河区</c:A3>' \
        "<c:LOC>石牌东路</c:LOC><c:ADDCODE>999999</c:ADDCODE></c:civicAddress></presence>"  # fmt: skip
    other = foreign(POLICE, locationComponent=[prologue | {"locationByValue": civic}])
    other["$id"] += "b"
    got = await appeal(people.call_taker, (await imported(people.call_taker, other))["id"])
    assert got["address"] == "天河区石牌东路"


@pytest.mark.parametrize(
    "change",
    [
        {"eidoVersion": "2.0"},
        {"$id": ""},
        {"$id": 5},
        {"agencyComponent": []},
        {"issuingElementIdentification": None},
        {"incidentComponent": {}},
        {"notesComponent": [{"notesActionComments": "x"}] * 1001},
    ],
)
async def test_what_is_no_eido_is_refused(people: People, db: Database, change: dict[str, Any]) -> None:
    before = fingerprint(db)
    shown = await imported(people.call_taker, foreign(POLICE) | change, expect=422)
    assert shown["code"] == "exchange.bad_eido"
    assert fingerprint(db) == before


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"5", b'"x"', b"{", b"{}"])
async def test_other_bodies_are_refused(people: People, db: Database, body: bytes) -> None:
    before = fingerprint(db)
    reply: httpx.Response = await people.call_taker.api.post("/api/v1/police-orders/eido", content=body, headers=EIDO)
    assert reply.status_code in (400, 422)
    assert fingerprint(db) == before


def command(db: Database, folder: Path, *args: str, expect: int = 0) -> list[Any]:
    """What a command of ``twinline exchange eido`` prints, as a process, by JSON values."""
    env = os.environ | {
        "TWINLINE_DATABASE_URL": db.url, "TWINLINE_VAR_DIR": str(folder), "TWINLINE_LOG_LEVEL": "error",
        "TWINLINE_KEY_FILE": str(settings_for(db.url, folder).keys_path), "TWINLINE_TRIAGE_SEMANTIC": "off",
    }  # fmt: skip
    run = [sys.executable, "-c", "from twinline.cli import main; main()", "exchange", "eido", *args]
    done = subprocess.run(run, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == expect, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line]


async def test_the_command_writes_reads_and_checks_files(people: People, db: Database, tmp_path: Path) -> None:
    order = await told(people, grade=2)
    file, broken = tmp_path / "out.json", tmp_path / "broken.json"
    await asyncio.to_thread(command, db, tmp_path, "export", order["number"], "--out", str(file))
    document = json.loads(file.read_text("utf-8"))
    assert faults(document) == []
    whole(document)
    assert document["incidentComponent"]["internalIncidentId"] == order["number"]
    assert PHONE not in file.read_text("utf-8")
    broken.write_text(json.dumps(foreign(POLICE) | {"eidoVersion": "2.0"}), "utf-8")
    made = await asyncio.to_thread(command, db, tmp_path, "import", str(file), str(file), str(broken), expect=1)
    assert [(line["file"], line.get("replayed"), line.get("code")) for line in made] == [
        ("out.json", False, None),
        ("out.json", True, None),
        ("broken.json", None, "exchange.bad_eido"),
    ]
    assert made[0]["number"] == made[1]["number"]
    assert made[0]["order"] != order["number"]


def test_files_are_checked_against_the_schema_that_is_named(tmp_path: Path) -> None:
    schema = "components: {schemas: {EmergencyIncidentDataObjectType: {type: object, required: [eidoVersion]}}}"
    (tmp_path / "openapi.yaml").write_text(schema, "utf-8")
    (tmp_path / "other.yaml").write_text("components: {}", "utf-8")
    (tmp_path / "good.json").write_text('{"eidoVersion": "1.0"}', "utf-8")
    (tmp_path / "bad.json").write_text("{}", "utf-8")
    files = [str(tmp_path / name) for name in ("good.json", "bad.json")]
    run = CliRunner().invoke(exchange_command, ["eido", "validate", *files, "--schema", str(tmp_path)])
    assert run.exit_code == 1
    good, bad = map(json.loads, run.stdout.splitlines())
    assert (good, bad["valid"]) == ({"file": "good.json", "valid": True, "faults": []}, False)
    assert "eidoVersion" in bad["faults"][0]
    run = CliRunner().invoke(exchange_command, ["eido", "validate", *files, "--schema", str(tmp_path / "other.yaml")])
    assert isinstance(run.exception, NoSchema)


def test_the_schema_sees_what_it_must() -> None:
    """Checks against the published schema are worth something only if it refuses what is wrong."""
    if validator() is None:
        pytest.skip("no schema was given (make validate-eido SCHEMA=path)")
    assert faults(foreign(POLICE)) == []
    for name in ("eidoVersion", "agencyComponent", "$id"):
        assert faults({key: value for key, value in foreign(POLICE).items() if key != name})
    assert faults(foreign(POLICE, notesComponent=[{"$id": "n"}]))
