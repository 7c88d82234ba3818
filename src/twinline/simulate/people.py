"""Random people doing random things on one instance: sensible mostly, wild now and then."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from twinline.cases import Change
from twinline.cases import actions as cases
from twinline.identity import Actor
from twinline.intake import Said, register
from twinline.kernel.db import Tx
from twinline.linkage import handovers, joints
from twinline.simulate.forms import SAID, filled_in, machine_of, steps_of, take_step
from twinline.simulate.model import Row
from twinline.simulate.queries import Look
from twinline.simulate.town import Node

WORDS = (
    "天河区石牌东路路灯坏了三盏，晚上看不清路，请尽快安排维修",
    "天河区石牌东路路灯坏了三盏，晚上看不清路，请尽快安排维修",
    "我的电动车昨晚在天河区小区车棚被偷了，要报案",
    "我的电动车昨晚在天河区小区车棚被偷了，要报案",
    "天河区工地每天凌晨两点还在施工打桩，吵得睡不着，请管一管",
    "天河区棠下有人拿着刀在追人，快来救命",
)
IN_PLAY = 6
HANDOVER_EVENTS = ("accept", "accept", "accept", "return", "propose", "propose", "recall", "confirm", "redo")
JOINT_EVENTS = ("acknowledge", "acknowledge", "decline", "finish")


@dataclass(frozen=True, slots=True)
class Step:
    """What is about to be tried."""

    name: str
    run: Callable[[Tx], Awaitable[Any]]
    said: Said | None = None


@dataclass(slots=True)
class People:
    """The dice, and how many contacts there have been."""

    dice: random.Random
    contacts: int = 0
    unanswered: list[tuple[str, Said]] = field(default_factory=list[tuple[str, Said]])

    def next_step(self, node: Node, look: Look) -> Step | None:
        """What somebody of the instance tries next."""
        dice, luck = self.dice, self.dice.random()
        if not look.appeals or luck < 0.06:
            return self._registering(node)
        order = dice.choice(look.orders) if look.orders else None
        if order is None:
            return None
        if luck < 0.47:
            alive = [one for one in look.orders if not one["closed_at"]] or look.orders
            return self.on_order(node, dice.choice(alive))
        if luck < 0.50:
            return self.on_order(node, order, wild=True)
        if luck < 0.61:
            return self._offering(node, order)
        return self._linking(node, look, order, luck)

    def _linking(self, node: Node, look: Look, order: Row, luck: float) -> Step | None:
        """What concerns both sides, or several orders."""
        dice = self.dice
        if luck < 0.80 and look.handovers:
            return self.on_handover(node, dice.choice(look.handovers))
        if luck < 0.88 and look.joints:
            return self.on_joint(node, dice.choice(look.joints))
        if luck < 0.91:
            return self._requesting(node, order)
        if luck < 0.94 and look.cases:
            return self._escalating(node, dice.choice(look.cases))
        if luck < 0.97:
            return self._endangering(node, dice.choice(look.appeals))
        return self._merging(node, look)

    def _who(self, node: Node, platform: str, permission: str | None) -> Actor | None:
        able = node.able(platform, permission)
        return self.dice.choice(able) if able else None

    def _registering(self, node: Node) -> Step | None:
        dice = self.dice
        platform = dice.choice(node.me.hosts)
        self.contacts += 1
        channel = dice.choice(("voice", "voice", "app"))
        lon, lat, datum = (113.33, 23.13, "GCJ02") if channel == "app" else (None, None, None)
        said = Said(
            platform=platform,
            channel=channel,
            words=dice.choice(WORDS),
            client=f"simulation.{node.name}",
            key=f"{node.name}-{self.contacts}",
            caller="张先生",
            phone=f"199{self.contacts:08d}",
            division=dice.choice(("440106", "440106", None)),
            lon=lon,
            lat=lat,
            datum=datum,
            auto_handover=dice.choice((None, True, False, False)),
            danger=dice.random() < 0.05,
            confidential=dice.random() < 0.1,
        )
        return self.saying(node, said)

    def saying(self, node: Node, said: Said) -> Step | None:
        """Say it, or say it again with the same key."""
        who = self._who(node, said.platform, "appeal.create")
        if who is None:
            return None
        name = f"{said.platform} hears {said.key}: {said.words[:8]} by {said.channel}, auto {said.auto_handover}"
        return Step(name, lambda tx: register(tx, node.desk, who, [said]), said)

    def on_order(
        self, node: Node, order: Row, event: str = "", *, wild: bool = False, ending: bool = False
    ) -> Step | None:
        """A step of the order's own table: one that the table and somebody's permission allow, or with ``wild`` any."""
        dice, machine = self.dice, machine_of(order)
        known = steps_of(order)
        if not event:
            rows = [row.event for row in machine.from_state(order["state"]) if row.permission]
            events = sorted({name.removesuffix("_more") for name in rows} & set(known))
            event = dice.choice(sorted(known) if wild or not events else events)
        able = node.able(order["platform"], machine.permission_of(event))
        near = (order.get("lead_unit_id"), *node.units("police_unit"))
        mine = [one for one in able if one.scope != "unit" or one.unit_id in near] or able
        if wild and dice.random() < 0.5:
            mine = node.of(order["platform"])
        if not mine:
            return None
        who = dice.choice(mine)
        stale = not ending and dice.random() < 0.03
        version = max(1, order["version"] + dice.choice((-1, 1))) if stale else order["version"]
        body = filled_in(dice, node, order, event, ending=ending)
        return Step(
            f"{who.name} {event} {label(order)}",
            lambda tx: take_step(tx, node, who, order, event, version=version, body=body),
        )

    def _offering(self, node: Node, order: Row) -> Step | None:
        ruling = "值班长裁定" if self.dice.random() < 0.5 else None
        able = node.able(order["platform"], "handover.offer")
        able = [one for one in able if one.can("handover.rule")] if ruling else able
        if not able:
            return None
        who = self.dice.choice(able)
        return Step(
            f"{who.name} offers {label(order)} ruling {bool(ruling)}",
            lambda tx: handovers.offer(
                tx,
                node.city,
                who,
                order_kind=order["kind"],
                order_id=order["id"],
                seen=order["version"],
                reason_code="duty",
                reason=SAID,
                ruling=ruling,
            ),
        )

    def on_handover(self, node: Node, copy: Row, event: str = "") -> Step | None:
        event = event or self.dice.choice(HANDOVER_EVENTS)
        owner = self.dice.choice(("12345", "110"))
        who = self._who(node, copy["platform"], f"handover.{event}")
        if who is None:
            return None
        city, mark = node.city, copy["id"]
        calls: dict[str, Callable[[Tx], Awaitable[Any]]] = {
            "accept": lambda tx: handovers.accept(tx, city, who, handover_id=mark),
            "return": lambda tx: handovers.return_(tx, city, who, handover_id=mark, reason=SAID, basis="3"),
            "propose": lambda tx: handovers.propose(tx, city, who, handover_id=mark, owner=owner, reason=SAID),
            "recall": lambda tx: handovers.recall(tx, city, who, handover_id=mark, reason=SAID),
            "confirm": lambda tx: handovers.confirm(tx, city, who, handover_id=mark),
            "redo": lambda tx: handovers.redo(tx, city, who, handover_id=mark, reason=SAID),
        }
        detail = f" {owner}" if event == "propose" else ""
        return Step(f"{who.name} {event}{detail} handover {label(copy)}", calls[event])

    def on_joint(self, node: Node, copy: Row, event: str = "") -> Step | None:
        event = event or self.dice.choice(JOINT_EVENTS)
        permission = "joint.finish" if event == "finish" else "joint.acknowledge"
        who = self._who(node, copy["platform"], permission)
        if who is None:
            return None
        city, mark = node.city, copy["id"]
        calls: dict[str, Callable[[Tx], Awaitable[Any]]] = {
            "acknowledge": lambda tx: joints.acknowledge(tx, who, joint_id=mark),
            "decline": lambda tx: joints.decline(tx, city, who, joint_id=mark, reason=SAID),
            "finish": lambda tx: joints.finish(tx, city, who, joint_id=mark, answer=SAID),
        }
        return Step(f"{who.name} {event} joint {label(copy)}", calls[event])

    def _requesting(self, node: Node, order: Row) -> Step | None:
        who = self._who(node, order["platform"], "joint.request")
        if who is None:
            return None
        return Step(
            f"{who.name} asks the other side to act on {label(order)}",
            lambda tx: joints.request(
                tx, node.city, who, order_kind=order["kind"], order_id=order["id"], seen=order["version"], text=SAID
            ),
        )

    def _escalating(self, node: Node, order: Row) -> Step | None:
        danger = self.dice.random() < 0.5
        who = self._who(node, order["platform"], "case.escalate")
        if who is None:
            return None
        change = Change(order["id"], order["version"])
        return Step(
            f"{who.name} escalates {label(order)} danger {danger}",
            lambda tx: joints.escalate(tx, node.city, who, change, reason=SAID, danger=danger),
        )

    def _endangering(self, node: Node, appeal: Row) -> Step | None:
        who = self._who(node, self.dice.choice(node.me.hosts), "appeal.danger")
        if who is None:
            return None
        return Step(
            f"{who.name} raises danger {appeal['number']}",
            lambda tx: joints.raise_danger(tx, node.city, who, appeal_id=appeal["id"], reason=SAID),
        )

    def _merging(self, node: Node, look: Look) -> Step | None:
        who = self._who(node, "12345", "appeal.merge")
        if len(look.cases) < 2 or who is None:
            return None
        child, parent = self.dice.sample(look.cases, 2)
        change = Change(child["id"], child["version"])
        return Step(
            f"{who.name} merges {label(child)} into {label(parent)}",
            lambda tx: cases.merge(tx, node.city, who, change, into=parent["id"]),
        )


def label(row: Row) -> str:
    return f"{row.get('kind', row.get('side'))} {row['number']}@{row['platform']}[{row['state']}]"
