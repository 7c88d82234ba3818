"""The check finds nothing in a sound city, and names each thing that is broken on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest

from support.city import CIVIL, DANGER, POLICE, handle, order_of, register, settle, step
from support.database import TABLES_SQL
from support.people import People
from twinline.integrity import Report, check
from twinline.integrity_queries import RULES
from twinline.kernel.db import Database


async def lived_in(people: People, db: Database) -> None:
    """A closed case, a matter that went over to 110, an emergency with units sent, and a case under way."""
    made = await register(people.agent, CIVIL)
    order = await order_of(people.agent, made["id"], "12345")
    order = await step(people.agent, order, "answer", reply="已安排今晚修理", told_by="phone")
    await step(people.agent, order, "close", told_by="phone")
    await register(people.agent, POLICE, channel="web")
    await register(people.call_taker, DANGER, restricted=True)
    waiting = await register(people.agent, CIVIL, channel="web")
    order = await order_of(people.dispatcher, waiting["id"], "12345")
    order = await step(people.dispatcher, order, "dispatch", lead=str(people.clerk.actor.unit_id))
    await step(people.clerk, order, "return", reason="不属本单位职责")
    await settle(people, db)
    (offered,) = (await people.call_taker.api.get("/api/v1/handovers?open=true")).json()["items"]
    await handle(people.call_taker, offered, "accept")
    await settle(people, db)


async def look(people: People, db: Database, *, later: timedelta = timedelta(0)) -> Report:
    return await check(db.url, people.app.state.city, now=db.clock.now() + later)


async def test_a_sound_city_has_no_violation(people: People, db: Database) -> None:
    await lived_in(people, db)
    report = await look(people, db, later=timedelta(hours=1))
    assert report.violations == ()
    counts = report.checked
    assert (counts["appeals"], counts["handovers"], counts["closed"], counts["messages_waiting"]) == (4, 1, 1, 0)
    assert min(counts["events"], counts["clocks"], counts["chains"]) > 4


async def test_an_empty_database_is_sound(people: People, db: Database) -> None:
    assert (await look(people, db)).ok


OWN = "(SELECT id FROM appeal WHERE first_receiver = '12345' AND owner_platform = '12345' LIMIT 1)"
GIVEN = "(SELECT id FROM appeal WHERE first_receiver <> owner_platform)"
CLOSED = "(SELECT id FROM work_order WHERE state = 'closed' LIMIT 1)"
DANGEROUS = "(SELECT id FROM appeal WHERE danger LIMIT 1)"
NO_UNIT = "'00000000-0000-0000-0000-000000000000'"
NEW_ID = "gen_random_uuid()"
OFFER = "kind = 'offer'"

DAMAGE = {
    "owner_unit": f"UPDATE appeal SET owner_unit_id = {NO_UNIT} WHERE id = {OWN}",
    "owner_last_change": f"UPDATE appeal SET owner_platform = '110' WHERE id = {OWN}",
    "owner_chain": "UPDATE owner_change SET seq = 3",
    "owner_accepted": "UPDATE handover SET state = 'returned' WHERE side = 'origin'",
    "handover_copies": "DELETE FROM handover WHERE side = 'destination'",
    "handover_mirror": f"UPDATE handover SET peer_order_id = {NEW_ID} WHERE side = 'origin'",
    "handover_order": f"UPDATE handover SET order_id = {NEW_ID} WHERE side = 'destination'",
    "handover_agrees": "UPDATE handover SET state = 'delivered' WHERE side = 'destination'",
    "one_open_handover": "DROP INDEX handover_one_open, handover_one_open_appeal; UPDATE handover SET open = true;"
    " INSERT INTO handover SELECT (jsonb_populate_record(h, jsonb_build_object('id', gen_random_uuid()))).*"
    " FROM handover h WHERE side = 'origin'",
    "danger_kept": f"UPDATE appeal SET danger = false WHERE id = {DANGEROUS}",
    "danger_order": "UPDATE police_order SET danger = false WHERE danger",
    "danger_dispatched": "UPDATE police_order SET dispatched_at = NULL WHERE danger",
    "danger_asked": f"UPDATE appeal SET danger = true WHERE id = {OWN} AND NOT shared AND closed_at IS NULL"
    " OR id IN (SELECT appeal_id FROM work_order WHERE state = 'returning')",
    "case_loop": f"UPDATE work_order SET reply = NULL WHERE id = {CLOSED}",
    "incident_loop": "ALTER TABLE police_order DROP CONSTRAINT police_order_closed_loop;"
    " UPDATE police_order SET state = 'closed', closed_at = now() WHERE result IS NULL",
    "closed_confirmed": f"UPDATE handover SET order_id = {CLOSED} WHERE side = 'origin'",
    "closed_stamp": f"UPDATE work_order SET closed_at = NULL WHERE id = {CLOSED}",
    "appeal_closed": "UPDATE appeal SET closed_at = now() WHERE danger",
    "order_clock": "DELETE FROM clock WHERE order_id IN (SELECT id FROM work_order WHERE state = 'returning')",
    "clock_stopped": f"UPDATE clock SET state = 'running' WHERE order_id = {CLOSED} AND kind = 'case_result'",
    "clock_due": "UPDATE clock SET due_at = due_at + interval '2 minutes' WHERE state = 'running'",
    "judged": "UPDATE triage_decision SET reasons = '[]'",
    "overridden": "UPDATE triage_decision SET n = 2",
    "half_written": "INSERT INTO intake_key SELECT 'x', 'y', '\\x00', gen_random_uuid(), now()",
    "doubled": f"INSERT INTO intake_key SELECT 'x', k, '\\x00', {OWN}, now() FROM (VALUES ('1'), ('2')) v(k)",
    "doubled_key": "ALTER TABLE intake_key DROP CONSTRAINT intake_key_pkey;"
    " INSERT INTO intake_key SELECT 'x', '1', '\\x00', id, now() FROM appeal",
    "appeal_parts": "DELETE FROM contact",
    "case_projection": f"UPDATE work_order SET version = version + 1 WHERE id = {CLOSED}",
    "incident_projection": "UPDATE police_order SET state = 'on_scene' WHERE danger",
    "handover_projection": "UPDATE handover SET head = '\\x00' WHERE side = 'destination'",
    "joint_projection": "INSERT INTO joint_action SELECT gen_random_uuid(), platform, side, peer, 'L0', 'joint',"
    " appeal_id, order_kind, order_id, peer_order_id, peer_number, 'requested', 1, head, 'x', NULL, false, false,"
    " NULL, now(), NULL, NULL FROM handover WHERE side = 'origin'",
    "appeal_projection": f"UPDATE appeal SET version = 7 WHERE id = {GIVEN}",
    "orphaned_chain": "DELETE FROM police_order WHERE danger",
    "message_stuck": f"UPDATE link_message SET delivered_at = NULL, failures = 8 WHERE {OFFER}",
    "message_taken": "DELETE FROM link_inbox",
    "exchanged": "INSERT INTO peer (name, title, hosts, divisions, keys, added_at)"
    " VALUES ('p', 'p', '{110}', '{44}', '{}', now());"
    " INSERT INTO exchange_out (peer, seq, message_id, kind, subject_id, subject_n, urgent, at, digest, token,"
    " push_state) VALUES ('p', 1, gen_random_uuid(), 'offer', gen_random_uuid(), 1, false, now(), '', 'x', 3)",
    "dead_letter": "INSERT INTO dead_letter SELECT gen_random_uuid(), 'search', 1, 'case.open', '{}', 'boom', now()",
    "outbox_restricted": "UPDATE outbox SET restricted = false WHERE restricted",
    "outbox_audience": "UPDATE appeal a SET complained_unit_id = o.units[1] FROM outbox o"
    " WHERE o.appeal_id = a.id AND cardinality(o.units) > 0",
    "outbox_platform": f"UPDATE outbox SET platforms = '{{12345,110}}' WHERE appeal_id = {OWN}",
    "restricted_parts": "UPDATE police_order SET restricted = false WHERE restricted",
    "complained_access": "UPDATE appeal a SET complained_unit_id = x.unit_id FROM appeal_access x"
    " WHERE x.appeal_id = a.id",
    "sealed": "UPDATE contact SET phone_idx = '\\x00' WHERE phone_enc IS NULL",
    "chain": "UPDATE order_event SET data = '{\"x\":1}' WHERE event = 'answer'",
    "day_root": "INSERT INTO day_root VALUES ('2020-01-01', 5, '\\x00', NULL, now())",
}


DEFINITIONS = """
    SELECT conname,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE conrelid IN ('police_order'::regclass, 'intake_key'::regclass)
    UNION ALL
    SELECT c.relname, pg_get_indexdef(i.indexrelid)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = 'handover'::regclass AND NOT i.indisprimary
"""


@pytest.fixture
def damaged(db: Database) -> Iterator[psycopg.Connection]:
    """A connection that may break what the database itself protects."""
    with psycopg.connect(db.url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection


@contextmanager
def undone(connection: psycopg.Connection) -> Iterator[None]:
    """Whatever happens to rows, constraints and indexes in between is as it was afterwards."""
    tables = [row[0] for row in connection.execute(TABLES_SQL).fetchall()]
    before = dict(connection.execute(DEFINITIONS).fetchall())
    for table in tables:
        connection.execute(f"CREATE TEMPORARY TABLE kept_{table} AS TABLE public.{table}")
    try:
        yield
    finally:
        connection.execute("TRUNCATE " + ", ".join(tables))
        for name in before.keys() - dict(connection.execute(DEFINITIONS).fetchall()).keys():
            connection.execute(before[name])
        for table in tables:
            connection.execute(f"INSERT INTO {table} OVERRIDING SYSTEM VALUE TABLE kept_{table}")
            connection.execute(f"DROP TABLE kept_{table}")


ELSEWHERE = {"danger_told"}
"""Rules for an instance whose 110 lives elsewhere; tests/exchange/test_one_sided.py tries them."""


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in RULES} | {"clock_due", "chain", "day_root"} == DAMAGE.keys() | ELSEWHERE


@pytest.mark.slow
async def test_every_damage_is_named(people: People, db: Database, damaged: psycopg.Connection) -> None:
    await lived_in(people, db)
    for rule, statements in DAMAGE.items():
        with undone(damaged):
            for statement in statements.split(";"):
                assert damaged.execute(statement).rowcount != 0, f"{rule}: the damage hit nothing"
            report = await look(people, db, later=timedelta(hours=1))
        assert rule in {v.rule for v in report.violations}, rule
        assert all(v.subject and v.detail and 1 <= v.promise <= 6 for v in report.violations), rule
    assert (await look(people, db, later=timedelta(hours=1))).ok


async def test_the_list_is_cut_and_the_verdict_stays(people: People, db: Database, damaged: psycopg.Connection) -> None:
    await lived_in(people, db)
    damaged.execute("DELETE FROM triage_decision")
    report = await check(db.url, people.app.state.city, now=db.clock.now(), limit=2)
    assert [v.rule for v in report.violations] == ["judged", "judged"]
    assert not report.ok
