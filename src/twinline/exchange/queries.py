"""Reads of peers and links: how they stand, messages, refusals, reconciliation, the register (R3, R45)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from twinline.appeals import VISIBLE
from twinline.exchange import mapping_store
from twinline.exchange.model import SANDBOX, NoMessage, UnknownPeer
from twinline.identity import Actor
from twinline.kernel.clock import CHINA
from twinline.kernel.db import Conn, Tx, fetch_dicts, fetch_value
from twinline.kernel.messages import LANGUAGES, catalogue, text
from twinline.kernel.paging import Page, cut
from twinline.places import Divisions

READ = "exchange.read"
# What waits longest for the peer, what of it is missing, codes that wait for a steward, by how much the comparisons of
# 30 days differ, and what of it was not taken since yesterday.
HEALTH = """
           (SELECT o.at FROM exchange_out o WHERE o.peer = p.name AND o.push_state < 2 ORDER BY o.seq LIMIT 1)
           AS oldest_at,
           p.in_max - p.in_upto - (SELECT count(*) FROM exchange_in i WHERE i.peer = p.name AND i.seq > p.in_upto)
           AS gaps,
           (SELECT count(DISTINCT (h.way, h.scheme, h.code)) FROM exchange_held h WHERE h.peer = p.name) AS codes,
           (SELECT coalesce(sum(d.difference), 0)::bigint
              FROM (SELECT DISTINCT ON (day, direction) difference FROM exchange_digest
                     WHERE peer = p.name AND ended_at IS NOT NULL AND day >= %(month)s
                     ORDER BY day, direction, id DESC) d) AS difference,
           (SELECT coalesce(json_agg(r ORDER BY r.n DESC, r.code), '[]')
              FROM (SELECT code, sum(times)::bigint AS n FROM exchange_refusal
                     WHERE peer = p.name AND at >= %(yesterday)s GROUP BY code) r) AS refusals
"""
PEERS_SQL = (
    """
    SELECT p.name, p.title, p.hosts, p.divisions, p.active, p.schema_version, p.added_at, p.out_seq, p.in_upto,
           p.in_max, p.heard_at, p.answered_at, p.keys->>'kid' AS kid,
           (SELECT count(*) FROM exchange_out o WHERE o.peer = p.name AND o.push_state = 0) AS waiting,
           (SELECT count(*) FROM exchange_out o WHERE o.peer = p.name AND o.push_state = 1) AS unanswered,
           (SELECT count(*) FROM exchange_out o WHERE o.peer = p.name AND o.push_state = 3) AS refused,
           (SELECT count(*) FROM exchange_in i WHERE i.peer = p.name AND i.admitted_at IS NULL) AS held,
           """
    + HEALTH
    + """,
           (SELECT coalesce(json_agg(json_build_object(
                       'transport', coalesce(t.way->>'name', t.way->>'kind'), 'every_s', l.every_s, 'since', l.since,
                       'beat_at', l.beat_at, 'heard_at', greatest(l.echoed_at, l.heard_at), 'rtt_ms', l.rtt_ms,
                       'failed', l.failed, 'down_since', l.down_since) ORDER BY t.place), '[]')
              FROM jsonb_array_elements(p.transports) WITH ORDINALITY AS t(way, place)
              LEFT JOIN exchange_link l ON l.peer = p.name
                   AND l.transport = coalesce(t.way->>'name', t.way->>'kind')) AS ways
      FROM peer p ORDER BY p.name
"""
)
FIGURES_SQL = (
    """
    SELECT p.name, p.active, p.heard_at,
           (SELECT count(*) FROM exchange_out o WHERE o.peer = p.name AND o.push_state < 2) AS waiting,
           (SELECT count(*) FROM exchange_in i WHERE i.peer = p.name AND i.admitted_at IS NULL) AS held,
           (SELECT max(greatest(l.echoed_at, l.heard_at)) FROM exchange_link l WHERE l.peer = p.name) AS beat_at,
           """
    + HEALTH
    + " FROM peer p ORDER BY p.name"
)
KNOWN_SQL = "SELECT true FROM peer WHERE name = %(peer)s"
# Whoever may not see the appeal learns that there was a message, and nothing of what it is about.
SUBJECT = (
    """
    LEFT JOIN LATERAL (
        SELECT a.id, a.number FROM appeal a
         WHERE a.id IN (SELECT m.subject_id
                        UNION ALL SELECT h.appeal_id FROM handover h WHERE h.id = m.subject_id
                        UNION ALL SELECT j.appeal_id FROM joint_action j WHERE j.id = m.subject_id)
           AND """
    + VISIBLE
    + " LIMIT 1) s ON true "
)
OUT_SQL = (
    """
    SELECT m.seq, m.kind, m.urgent, m.at, s.id AS appeal_id, s.number AS appeal_number, m.message_id,
           CASE WHEN s.id IS NOT NULL THEN m.subject_id END AS subject_id, m.subject_n,
           (ARRAY['waiting', 'sent', 'taken', 'refused'])[m.push_state + 1] AS state, m.pushes AS attempts,
           m.push_time AS pushed_at, m.ack_time AS settled_at, m.transport, m.refused AS code, NULL AS error,
           encode(m.digest, 'hex') AS digest, length(m.token) AS chars
      FROM exchange_out m """
    + SUBJECT
    + """
     WHERE m.peer = %(peer)s AND m.seq < %(before)s
       AND (%(state)s::text IS NULL OR m.push_state = array_position(ARRAY['waiting', 'sent', 'taken', 'refused'],
                                                                     %(state)s::text) - 1)
       AND (%(kind)s::text IS NULL OR m.kind = %(kind)s)
     ORDER BY m.seq DESC LIMIT %(limit)s
"""
)
IN_SQL = (
    """
    SELECT m.seq, m.kind, m.urgent, m.at, s.id AS appeal_id, s.number AS appeal_number, m.message_id,
           CASE WHEN s.id IS NOT NULL THEN m.subject_id END AS subject_id, m.subject_n,
           CASE WHEN m.admitted_at IS NULL THEN 'held' ELSE 'admitted' END AS state, m.failures AS attempts,
           m.taken_at AS pushed_at, m.admitted_at AS settled_at, m.transport, NULL AS code, m.error,
           encode(m.digest, 'hex') AS digest, length(m.token) AS chars
      FROM exchange_in m """
    + SUBJECT
    + """
     WHERE m.peer = %(peer)s AND m.seq < %(before)s
       AND (%(state)s::text IS NULL OR %(state)s = CASE WHEN m.admitted_at IS NULL THEN 'held' ELSE 'admitted' END)
       AND (%(kind)s::text IS NULL OR m.kind = %(kind)s)
     ORDER BY m.seq DESC LIMIT %(limit)s
"""
)
BODY_SQL = "SELECT body FROM link_message WHERE id = %(id)s"
REFUSALS_SQL = """
    SELECT id, at, peer, transport, code, seq, encode(digest, 'hex') AS digest, chars FROM exchange_refusal
     WHERE id < %(before)s AND (%(peer)s::text IS NULL OR peer = %(peer)s)
       AND (%(code)s::text IS NULL OR code = %(code)s)
     ORDER BY id DESC LIMIT %(limit)s
"""
DIGESTS_SQL = """
    SELECT d.id, d.peer, d.day, d.direction, d.state, d.started_at, d.ended_at, d.sent, d.taken, d.admitted,
           d.sent_sm3, d.taken_sm3, d.difference, d.repaired, d.found, a.name AS asked_by
      FROM exchange_digest d LEFT JOIN account a ON a.id = d.asked_by
     WHERE d.peer = %(peer)s AND d.id < %(before)s ORDER BY d.id DESC LIMIT %(limit)s
"""
REGISTER_SQL = """
    SELECT r.region, r.kind, r.peer, r.go_live, r.note, r.changed_at, p.active,
           coalesce(c.passed, r.passed) AS passed,
           coalesce((c.ended_at AT TIME ZONE 'Asia/Shanghai')::date, r.tested_on) AS tested_on,
           (SELECT max(greatest(l.echoed_at, l.heard_at)) FROM exchange_link l WHERE l.peer = r.peer) AS heard_at,
           (SELECT array_agg(l.transport ORDER BY l.transport) FROM exchange_link l
             WHERE l.peer = r.peer) AS transports,
           (SELECT bool_and(l.down_since IS NOT NULL) FROM exchange_link l WHERE l.peer = r.peer) AS down
      FROM link_register r LEFT JOIN peer p ON p.name = r.peer
      LEFT JOIN LATERAL (
           SELECT k.passed, k.ended_at FROM exchange_checkup k
            WHERE k.peer IN (r.peer, r.peer || '-sandbox') AND k.ended_at IS NOT NULL
            ORDER BY k.id DESC LIMIT 1) c ON r.kind <> 'voice'
     WHERE r.region = ANY(%(regions)s)
"""
KINDS = ("voice", "order", "data")
MILESTONES = (date(2022, 12, 31), date(2023, 12, 31))
"""When platforms were to be connected and their data shared, and when all of it was to run smoothly (R3)."""


async def list_peers(tx: Tx, actor: Actor) -> dict[str, Any]:
    """Every peer with how the exchange with it stands; ``carries``: the way that messages take now."""
    actor.require(READ)
    rows = await fetch_dicts(tx.conn, PEERS_SQL, lately(tx))
    for row in rows:
        up = [way["transport"] for way in row["ways"] if not (way["down_since"] or way["failed"])]
        row["carries"] = up[0] if up and row["active"] else None
        row["refusals"] = [one | {"reason": _reason(one["code"])} for one in row["refusals"]]
    return {"items": rows, "next": None}


def lately(tx: Tx) -> dict[str, Any]:
    """Since when differences and refusals count for how a peer stands."""
    month = tx.now.astimezone(CHINA).date() - timedelta(days=30)
    return {"month": month, "yesterday": tx.now - timedelta(days=1)}


async def list_messages(
    tx: Tx, actor: Actor, *, peer: str, direction: str, wanted: Mapping[str, Any], before: int, limit: int
) -> dict[str, Any]:
    """Messages to (``out``) or from (``in``) a peer, the newest number first. Raises UnknownPeer."""
    actor.require(READ)
    await _known(tx.conn, peer)
    rows = await _messages(tx, actor, direction, {**wanted, "peer": peer, "before": before, "limit": limit + 1})
    items = rows[:limit]
    return {"items": items, "next": str(items[-1]["seq"]) if len(rows) > limit else None}


async def _messages(tx: Tx, actor: Actor, direction: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = await fetch_dicts(tx.conn, OUT_SQL if direction == "out" else IN_SQL, {**asked, **actor.sight})
    for row in rows:
        row["reason"] = _reason(row["code"])
    return rows


def _reason(code: str | None) -> dict[str, str] | None:
    """A code in words; a code that a newer peer gave stays as it is."""
    if not code:
        return None
    key = f"exchange.reason.{code.rpartition('.')[2]}"
    return {lang: text(key, lang=lang) if key in catalogue() else code for lang in LANGUAGES}


async def read_message(tx: Tx, actor: Actor, *, peer: str, direction: str, seq: int) -> dict[str, Any]:
    """One message; its body only for who may see its appeal (promise 6). Raises NoMessage."""
    actor.require(READ)
    asked = {"peer": peer, "before": seq + 1, "limit": 1, "state": None, "kind": None}
    rows = await _messages(tx, actor, direction, asked)
    if not rows or rows[0]["seq"] != seq:
        raise NoMessage
    (row,) = rows
    sees = row["appeal_id"] is not None and actor.can("appeal.read")
    body = await fetch_value(tx.conn, BODY_SQL, {"id": row["message_id"]}) if sees else None
    return row | {"body": body}


async def list_refusals(tx: Tx, actor: Actor, page: Page, *, peer: str | None, code: str | None) -> dict[str, Any]:
    """Tokens that were not taken, newest first, with the reason in words."""
    actor.require(READ)
    rows = await fetch_dicts(tx.conn, REFUSALS_SQL, {**page.bounds, "peer": peer, "code": code})
    for row in rows:
        row["reason"] = _reason(row["code"])
    return cut(rows, page)


async def list_digests(tx: Tx, actor: Actor, page: Page, *, peer: str) -> dict[str, Any]:
    """Comparisons with a peer, newest first. Raises UnknownPeer."""
    actor.require(READ)
    await _known(tx.conn, peer)
    return cut(await fetch_dicts(tx.conn, DIGESTS_SQL, {**page.bounds, "peer": peer}), page)


async def list_codes(tx: Tx, actor: Actor, *, peer: str) -> dict[str, Any]:
    """Codes that nobody has mapped, with the messages that wait for each (R35). Raises UnknownPeer."""
    actor.require(READ)
    await _known(tx.conn, peer)
    return {"items": await mapping_store.queue(tx.conn, peer), "next": None}


async def _known(conn: Conn, peer: str) -> None:
    if not await fetch_value(conn, KNOWN_SQL, {"peer": peer}):
        raise UnknownPeer


def regions(home: str) -> list[tuple[str, str]]:
    """The province of a city and its cities, as code and name."""
    register = Divisions.load()
    province = home[:2] + "0000"
    found = [register.get(province), *(d for d in register.children(province) if not d.retired)]
    return [(one.code, one.name) for one in found]


async def read_register(tx: Tx, actor: Actor, *, home: str) -> dict[str, Any]:
    """Region by region the links of voice, order and data, also those that nobody has registered yet."""
    actor.require(READ)
    known = regions(home)
    rows = await fetch_dicts(tx.conn, REGISTER_SQL, {"regions": [code for code, _ in known]})
    kept = {(row["region"], row["kind"]): row for row in rows}
    today = tx.now.astimezone(CHINA).date()
    return {"items": [_region(code, name, kept, today) for code, name in known], "next": None}


def _region(code: str, name: str, kept: Mapping[tuple[str, str], Mapping[str, Any]], today: date) -> dict[str, Any]:
    links = [_link(kind, kept.get((code, kind)), today) for kind in KINDS]
    met = [{"by": day, "met": _live_by(links, day)} for day in MILESTONES]
    return {"region": code, "name": name, "links": links, "milestones": met}


def _live_by(links: Sequence[Mapping[str, Any]], day: date) -> bool:
    return all(link["go_live"] is not None and link["go_live"] <= day for link in links)


def _link(kind: str, row: Mapping[str, Any] | None, today: date) -> dict[str, Any]:
    names = ("peer", "transports", "heard_at", "tested_on", "passed", "go_live", "note")
    link = {"kind": kind, **{name: row[name] if row else None for name in names}}
    return link | {"note": link["note"] or "", "transports": link["transports"] or [], "state": _state(row, today)}


def _state(row: Mapping[str, Any] | None, today: date) -> str:
    """Whether the link is there, and works as far as anybody can tell."""
    if row is None:
        return "none"
    tried_only = (row["peer"] or "").endswith(SANDBOX)
    if not tried_only and (row["down"] or row["active"] is False):
        return "down"
    if row["passed"] is False:
        return "failed"
    live = row["passed"] and not tried_only
    return "live" if live and row["go_live"] and row["go_live"] <= today else "planned"
