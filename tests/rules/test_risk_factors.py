"""Risk factors are rows of the edition: published, seen by the worker, rolled back, and as shipped where missing."""

from __future__ import annotations

from typing import Any

import psycopg

from rules.desk import change, draft, publish, roll_back, rows, until_edition
from support.city import appeal, register
from support.outbox import drain
from support.people import People
from twinline.intake import history
from twinline.kernel.db import Database
from twinline.kernel.outbox import Subscription
from twinline.rules import packaged

FEUD = "楼下邻居天天往我家门上泼粪，我受不了了"


async def weighed(own: People, db: Database) -> dict[str, Any]:
    """A feud's history as the worker counts it by what is in force."""
    made = await register(own.agent, FEUD)

    async def handler(tx: Any, facts: Any) -> None:
        await history.remember(tx, own.app.state.city, own.app.state.library.book, facts)

    await drain(db, Subscription("history", history.HISTORY_TOPICS, handler))
    return (await appeal(own.agent, made["id"]))["history"]


async def test_a_published_factor_counts_and_a_rollback_ends_it(own: People, own_db: Database) -> None:
    before = await weighed(own, own_db)
    assert (before["risk"], before["versions"]["edition"]) == (0, "0")
    number = await draft(own.rule_owner, "泼粪算威胁")
    phrases = next(row["phrases"] for row in packaged()["risk_factors"] if row["code"] == "R-THREAT")
    await change(own.rule_owner, number, "R-THREAT", table="risk_factors", phrases=f"{phrases}|泼粪", weight="45")
    await publish(own.leader_110, number)
    await until_edition(own, number)
    after = await weighed(own, own_db)
    assert (after["risk"], after["level"], after["versions"]["edition"]) == (45, "medium", str(number))
    assert after["versions"]["risk_factors"] != before["versions"]["risk_factors"]
    assert after["reasons"][0]["words"] == "泼粪"
    await roll_back(own.leader_110, 0)
    await until_edition(own, 0)
    assert (await weighed(own, own_db))["risk"] == 0


async def test_an_edition_from_before_the_table_counts_by_what_ships(own: People, own_db: Database) -> None:
    number = await draft(own.rule_owner)
    with psycopg.connect(own_db.url, autocommit=True) as connection:
        connection.execute("DELETE FROM rule_row WHERE edition = %s AND table_name = 'risk_factors'", [number])
    await publish(own.leader_110, number)
    await until_edition(own, number)
    assert own.app.state.library.book.risks.version
    assert len(own.app.state.library.book.risks.factors) == len(packaged()["risk_factors"])
    newer = await draft(own.rule_owner)
    assert len(await rows(own.rule_owner, newer, "risk_factors")) == len(packaged()["risk_factors"])
