"""What happens when contacts arrive: judged once, written once, owned at once — in one transaction (R1, R2, R14).

The same code registers one contact and a thousand: every table gets one set-based statement per batch.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from twinline.appeals import Appeal, AppealClosed
from twinline.appeals import actions as appeal_actions
from twinline.appeals import store as appeals
from twinline.cases import WorkOrder
from twinline.cases import actions as cases
from twinline.clocks import store as clocks
from twinline.identity import Actor
from twinline.incidents import PoliceOrder
from twinline.incidents import actions as incidents
from twinline.intake import store
from twinline.intake.compose import Composed, Desk, compose, decision_row, digest_of
from twinline.intake.model import KeyReused, Outcome, Registered, Said, UnknownMatter
from twinline.intake.overrides import DANGER_MISSED, OTHER, NoteNeeded
from twinline.kernel.db import Tx, execute
from twinline.kernel.errors import Problem
from twinline.kernel.ledger import record
from twinline.linkage import desk as platform_desk
from twinline.linkage import handovers, joints
from twinline.triage import Decision

YIELD_EVERY = 20
AUTO_HANDOVER_CHANNELS = frozenset({"web", "app", "wechat", "sms", "rcs", "import"})
AUTO_HANDOVER_CONFIDENCE = 0.6
TO_POLICE = frozenset({"110", "119", "120", "122"})


async def register(tx: Tx, desk: Desk, actor: Actor, said: Sequence[Said]) -> list[Outcome]:
    """Register contacts. A contact that cannot be registered gets its Problem and the others go on; a repeated
    key with the same content answers what the first request did, with other content KeyReused."""
    outcomes: dict[int, Outcome] = {}
    fresh, taken = await _claim(tx, said)
    composed = await _compose(tx, desk, actor, fresh, outcomes)
    await _write(tx, list(composed.values()))
    for index, one in composed.items():
        outcomes[index] = await _set_going(tx, desk, one)
    if taken:
        await _answer_repeats(tx, said, taken, outcomes)
    return [outcomes[i] for i in range(len(said))]


async def _claim(tx: Tx, said: Sequence[Said]) -> tuple[dict[int, tuple[Said, bytes, UUID]], list[int]]:
    """Write the keys of keyed contacts. Returns those to register, and those whose key was taken before."""
    ids = [tx.new_id() for _ in said]
    digests = [digest_of(s) if s.key else b"" for s in said]
    keyed = [i for i, s in enumerate(said) if s.key]
    rows = [
        {
            "client": said[i].client,
            "key": said[i].key,
            "digest": "\\x" + digests[i].hex(),
            "appeal_id": ids[i],
            "at": tx.now,
        }
        for i in keyed
    ]
    claimed = await appeals.claim_keys(tx.conn, rows) if rows else set[UUID]()
    taken = [i for i in keyed if ids[i] not in claimed]
    return {i: (s, digests[i], ids[i]) for i, s in enumerate(said) if i not in set(taken)}, taken


async def _answer_repeats(tx: Tx, said: Sequence[Said], taken: list[int], outcomes: dict[int, Outcome]) -> None:
    """A repeat is answered from what its first request registered, also when that was in the same batch."""
    earlier = await appeals.keys(tx.conn, [(said[i].client, said[i].key or "") for i in taken])
    found = await store.registered(tx.conn, [appeal_id for _, appeal_id in earlier.values()])
    for i in taken:
        digest, appeal_id = earlier.get((said[i].client, said[i].key or ""), (b"", None))
        same = digest == digest_of(said[i]) and appeal_id in found
        outcomes[i] = found[appeal_id] if same and appeal_id else KeyReused(key=said[i].key)


async def _compose(
    tx: Tx, desk: Desk, actor: Actor, fresh: dict[int, tuple[Said, bytes, UUID]], outcomes: dict[int, Outcome]
) -> dict[int, Composed]:
    sequences = await tx.numbers.take(tx.conn, 2 * len(fresh)) if fresh else []
    composed: dict[int, Composed] = {}
    lost: list[tuple[str, str]] = []
    for place, (index, (said, digest, appeal_id)) in enumerate(fresh.items()):
        if place % YIELD_EVERY == YIELD_EVERY - 1:
            await asyncio.sleep(0)  # a thousand judgements take a second of one core; others are served between them
        pair = sequences[2 * place : 2 * place + 2]
        try:
            ids = (appeal_id, tx.new_id(), tx.new_id())
            one = compose(desk, actor, said, ids=ids, sequences=pair, digest=digest, now=tx.now)
        except Problem as problem:
            outcomes[index] = problem
            if said.key:
                lost.append((said.client, said.key))
        else:
            composed[index] = one
    if lost:
        await appeals.release_keys(tx.conn, lost)
    return composed


async def _write(tx: Tx, composed: list[Composed]) -> None:
    """One statement per table, sent together."""
    if not composed:
        return
    cases_opened = [c.order for c in composed if isinstance(c.order, WorkOrder)]
    incidents_opened = [c.order for c in composed if isinstance(c.order, PoliceOrder)]
    async with tx.conn.pipeline():
        await appeals.insert(
            tx.conn, [c.contact for c in composed if not c.said.contact_id], [c.appeal for c in composed]
        )
        if cases_opened:
            await cases.insert(tx, cases_opened)
        if incidents_opened:
            await incidents.insert(tx, incidents_opened)
        await clocks.insert(tx.conn, [row for c in composed for row in c.clocks])
        await store.insert_decisions(tx.conn, [decision_row(c.appeal.id, c.decision, tx.now) for c in composed])
        await record(tx, [(c.event, c.order.audience) for c in composed])


async def _set_going(tx: Tx, desk: Desk, one: Composed) -> Registered:
    """Danger first: 110 is sent in this very transaction or asked by a message of it. Then, where nobody is on the
    line to be asked, a matter that is plainly the other side's is offered to it at once."""
    actor = platform_desk(desk.city, one.said.platform)
    target = "110" if one.decision.owner in TO_POLICE else "12345"
    away = target != one.said.platform
    danger = one.appeal.danger
    order = one.order
    if danger and isinstance(order, PoliceOrder):
        order = await joints.send_now(tx, desk.city, actor, order, one.appeal.title)
    elif danger and not away:
        await joints.request(
            tx,
            desk.city,
            actor,
            order_kind="case",
            order_id=order.id,
            text=one.appeal.title,
            kind="danger",
            danger=True,
        )
    if away and ((danger and target == "110") or _may_offer(one.said, one.decision)):
        reason = one.decision.reasons[0].text if one.decision.reasons else one.appeal.title
        await handovers.offer(
            tx,
            desk.city,
            actor,
            order_kind=one.kind,
            order_id=order.id,
            seen=None,
            reason_code="danger" if danger else "duty",
            reason=reason,
            matter=one.appeal.matter,
        )
        order = replace(order, state="handing_over" if order.state in ("registered", "received") else order.state)
    return Registered(
        one.appeal.id,
        one.appeal.number,
        one.appeal.owner_platform,
        one.kind,
        order.id,
        order.number,
        order.state,
        danger,
    )


def _may_offer(said: Said, decision: Decision) -> bool:
    if said.auto_handover is not None:
        return said.auto_handover
    return said.channel in AUTO_HANDOVER_CHANNELS and decision.confidence >= AUTO_HANDOVER_CONFIDENCE


async def override(
    tx: Tx,
    desk: Desk,
    actor: Actor,
    *,
    appeal_id: UUID,
    owner: str,
    matter: str | None,
    kind: str | None,
    reason_code: str,
    reason: str = "",
) -> Appeal:
    """A person judges differently: stored beside the machine's judgement with who and why (R1, promise 4).
    The appeal's matter, department and type follow; its danger flag never does. Raises UnknownMatter, NoteNeeded."""
    if reason_code == OTHER and not reason.strip():
        raise NoteNeeded
    appeal = await appeal_actions.lock(tx, actor, appeal_id)
    row = desk.rulebook.matters.get(matter or appeal.matter)
    if matter and row is None:
        raise UnknownMatter(value=matter)
    await execute(
        tx.conn,
        store.OVERRIDE_SQL,
        {
            "appeal_id": appeal_id,
            "at": tx.now,
            "owner": owner,
            "type": kind or appeal.type,
            "matter": matter or appeal.matter,
            "department": row.department if row else appeal.department,
            "actor_id": actor.account_id,
            "reason": reason,
            "reason_code": reason_code,
            "danger": reason_code == DANGER_MISSED,
        },
    )
    changed = replace(
        appeal,
        type=kind or appeal.type,
        matter=matter or appeal.matter,
        department=row.department if row else appeal.department,
        domain=row.domain if row else appeal.domain,
    )
    data = {
        "owner": owner,
        "matter": changed.matter,
        "type": changed.type,
        "reason": reason,
        "reason_code": reason_code,
    }
    return await appeal_actions.write(tx, actor, appeal, changed, "override", data)


async def split(tx: Tx, desk: Desk, actor: Actor, *, appeal_id: UUID, parts: Sequence[str]) -> list[Registered]:
    """Register further matters that were said in the same contact, each with its own order and clocks."""
    appeal = await appeal_actions.lock(tx, actor, appeal_id)
    if appeal.closed_at:
        raise AppealClosed
    said = [
        Said(
            platform=actor.platform,
            channel="voice",
            words=part,
            client=str(actor.account_id),
            address=appeal.address,
            division=appeal.division,
            confidential=appeal.confidential,
            restricted=appeal.restricted,
            split_from=appeal.id,
            contact_id=appeal.contact_id,
            auto_handover=False,
        )
        for part in parts
    ]
    outcomes = await register(tx, desk, actor, said)
    made = [o for o in outcomes if isinstance(o, Registered)]
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            raise outcome
    await appeal_actions.write(tx, actor, appeal, appeal, "split", {"parts": [m.number for m in made]})
    return made
