"""What is known while a contact is still being typed: the caller's, the place's, the same matter (R16, R18)."""

from datetime import datetime, timedelta
from typing import Any

from twinline.appeals import VISIBLE
from twinline.identity import Actor
from twinline.intake.history import COUNTY_DIGITS, DUPLICATE_DAYS, GRAMS_MIN, SIMILAR, place_key, similarity
from twinline.intake.model import phone_key
from twinline.intake.search import PHONE_DIGITS_MIN, grams_of
from twinline.kernel.crypto import FieldCipher, mask_name, mask_phone
from twinline.kernel.db import Conn, fetch_dicts

CALLER_DAYS, PLACE_DAYS = 365, 30
ROWS_MAX = 5
FEW = 20

HEAD = "SELECT a.id, a.number, a.title, a.owner_platform AS owner, a.received_at, a.closed_at"
CALLER_SQL = (
    HEAD
    + """, c.caller_name_enc
      FROM contact c JOIN appeal a ON a.contact_id = c.id
     WHERE c.phone_idx = %(phone_idx)s AND c.received_at > %(since)s AND """
    + VISIBLE
    + " ORDER BY a.id DESC LIMIT %(few)s"
)
NEAR_SQL = (
    HEAD
    + """, a.words, a.merged_into, n.here
      FROM (SELECT appeal_id, bool_or(here) AS here
              FROM ((SELECT o.appeal_id, true AS here FROM appeal_history o
                      WHERE o.place = %(place)s AND o.place <> '' AND o.at > %(since)s
                      ORDER BY o.at DESC LIMIT %(few)s)
                    UNION ALL
                    (SELECT o.appeal_id, false FROM appeal_history o
                      WHERE o.platform = %(actor_platform)s AND o.matter = %(matter)s AND o.matter <> ''
                        AND o.division = %(county)s AND o.at > %(same_since)s
                      ORDER BY o.at DESC LIMIT %(few)s)) found
             GROUP BY appeal_id) n
      JOIN appeal a ON a.id = n.appeal_id
     WHERE """
    + VISIBLE
    + " ORDER BY a.id DESC"
)


async def beside(
    conn: Conn, actor: Actor, cipher: FieldCipher, *, now: datetime, words: str, phone: str, place: tuple[str, str, str]
) -> dict[str, Any]:
    """What may help whoever is typing, of what the caller may see; ``place``: address, division, matter.

    ``person`` is who called from this number last, masked; nobody learns from it whether a number was hidden.
    """
    actor.require("appeal.read")
    address, division, matter = place
    caller = await _caller(conn, actor, cipher, phone, now - timedelta(days=CALLER_DAYS))
    asked = {
        "place": place_key(address, words, division),
        "county": division[:COUNTY_DIGITS],
        "matter": matter,
        "since": now - timedelta(days=PLACE_DAYS),
        "same_since": now - timedelta(days=DUPLICATE_DAYS),
        "few": FEW,
    }
    near = await fetch_dicts(conn, NEAR_SQL, asked | actor.sight)
    names = (cipher.open(row["caller_name_enc"]) for row in caller if row["caller_name_enc"])
    person = {"caller": mask_name(next(names, None)), "phone": mask_phone(phone), "appeals": len(caller)}
    return {
        "person": person if caller else None,
        "caller": [_shown(row) for row in caller[:ROWS_MAX]],
        "place": [_shown(row) for row in near if row["here"]][:ROWS_MAX],
        "same": _same(words, near),
    }


async def _caller(conn: Conn, actor: Actor, cipher: FieldCipher, phone: str, since: datetime) -> list[dict[str, Any]]:
    key = phone_key(phone)
    if len(key) < PHONE_DIGITS_MIN or actor.scope == "unit":
        return []
    asked = {"phone_idx": cipher.blind(key), "since": since, "few": FEW}
    return await fetch_dicts(conn, CALLER_SQL, asked | actor.sight)


def _same(words: str, near: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Open ones that say much the same, the likest first."""
    mine = frozenset(grams_of((words,)))
    if len(mine) < GRAMS_MIN:
        return []
    found = [
        _shown(row) | {"similarity": round(similarity(mine, frozenset(grams_of((row["words"],)))), 2)}
        for row in near
        if row["closed_at"] is None and row["merged_into"] is None
    ]
    return sorted((row for row in found if row["similarity"] >= SIMILAR), key=lambda r: -r["similarity"])[:ROWS_MAX]


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("id", "number", "title", "owner", "received_at", "closed_at")}
