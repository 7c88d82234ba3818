"""Published schemas of the messages, each with a worked example of the seeded city (R36, R91)."""

import json
from collections.abc import Mapping
from typing import Any

from twinline.exchange.forms import Data
from twinline.exchange.kinds import KINDS

_APPEAL = "01a204f5-a608-7b9c-ab42-5aaa67160717"
_CASE = "01a204f5-a608-734f-b82d-1309e1ecdaf2"
_INCIDENT = "01a204f5-a709-7bb1-8c1e-3a5d7710f4c2"
_CALLED, _OFFERED, _DUE = "2026-11-23T09:14:02+08:00", "2026-11-23T09:15:30+08:00", "2026-11-23T09:45:30+08:00"
_LATER = "2026-11-23T09:21:07+08:00"

_OPENING: Data = {
    "appeal_id": _APPEAL,
    "title": "小区车棚电动车被盗",
    "type": "报警",
    "domain": "公安警务",
    "matter": "P-THEFT-01",
    "department": "public_security",
    "deadline_class": "police",
    "police_class": "100300",
    "urgent": False,
    "danger": False,
    "restricted": False,
    "division": "440106",
    "note": "按职责清单属公安机关受理",
}
_JUDGED = ("type", "matter", "department", "deadline_class", "police_class")
_DECISION: Data = {
    "owner": "110",
    "joint": False,
    "danger": False,
    **{name: _OPENING[name] for name in _JUDGED},
    "confidence": 0.98,
    "reasons": [{"kind": "matter", "text": "符合职责清单 P-THEFT-01“盗窃”", "words": "电动车被盗"}],
    "versions": {"edition": "0", "day": "2026-11-23"},
}
_CARRIED: Data = {
    "id": _APPEAL,
    "number": "S440106202611231000001X",
    "title": _OPENING["title"],
    "words": "昨晚停在小区车棚的电动车被盗，早上下楼才发现，请派人处理",
    **{name: _OPENING[name] for name in ("type", "domain", "matter", "department", "division")},
    "division_from": "form",
    "address": "天河区石牌东路某小区",
    "lon": 113.34,
    "lat": 23.13,
    "datum": "WGS84",
    "urgent": False,
    "danger": False,
    "confidential": False,
    "restricted": False,
    "first_receiver": "12345",
    "owner_platform": "12345",
    "received_at": _CALLED,
    "channel": "voice",
    "external_id": None,
    "called_at": _CALLED,
    "seed": True,
    "decision": _DECISION,
    "complained_unit": None,
    "caller": "张先生",
    "phone": "199-0000-1234",
}
_ORDER: Data = {"order_kind": "case", "order_id": _CASE, "order_number": "G440106202611231000002P"}
_MIRROR: Data = {"order_id": _INCIDENT, "order_number": "J440106202611232000001M"}

EXAMPLES: Mapping[str, Data] = {
    "offer": {
        "body": {
            "opening": _OPENING,
            "number": "Z440106202611231000003W",
            **_ORDER,
            "reason_code": "duty",
            "reason": "按职责清单属公安机关受理",
            "matter": "P-THEFT-01",
            "first_receiver": "12345",
            "ruling": None,
            "offered_at": _OFFERED,
            "due_at": _DUE,
        },
        "appeal": _CARRIED,
    },
    "receipt": {"body": {**_MIRROR, "at": _OFFERED}},
    "accept": {"body": {"at": _LATER, "note": "受理"}},
    "transfer": {"body": {"at": _LATER}},
    "revoke": {"body": {"state": "recalled"}},
    "return": {"body": {"reason": "属物业管理纠纷", "basis": "G-PROP-02", "at": _LATER, "due_at": _DUE}},
    "negotiate": {"body": {"owner": "110", "reason": "已有被盗事实，应由公安机关受理"}},
    "decide": {"body": {"owner": "110", "by": "agreement"}},
    "recall": {"body": {"reason": "来电人说车已找到"}},
    "result": {"body": {"result": "已立案，车辆已追回并发还", "at": _LATER}},
    "confirm": {"body": {"note": "回访满意"}},
    "redo": {"body": {"reason": "来电人表示无人联系"}},
    "stamp": {
        "body": {
            "order_kind": "incident",
            "order_id": _INCIDENT,
            "step": "set_out",
            "state": "en_route",
            "unit": "天河区分局第一派出所",
            "due_at": None,
            "at": _LATER,
        }
    },
    "progress": {"body": {"note": "已调取车棚监控，正在走访", "at": _LATER}},
    "extension": {
        "body": {
            "order_id": _CASE,
            "step": "grant_extension",
            "days": 5,
            "reason": "需现场鉴定",
            "due_at": _DUE,
            "at": _LATER,
        }
    },
    "supervise": {"body": {"reason": "来电人两次催问，请说明进展", "due_at": _DUE, "at": _LATER}},
    "revisit": {"body": {"contacted": True, "solved": True, "satisfied": "5", "note": "来电人表示感谢", "at": _LATER}},
    "amend": {
        "body": {
            "of": "01a204f5-a608-7c21-9f34-6c1d8e0b2a55",
            "codes": {
                **{f"body.opening.{name}": _OPENING[name] for name in (*_JUDGED, "domain", "division")},
                **{f"appeal.{name}": _CARRIED[name] for name in ("type", "domain", "matter", "department", "division")},
                **{f"appeal.decision.{name}": _DECISION[name] for name in _JUDGED},
                "appeal.complained_unit": "440106-public_security",
                "body.reason_code": "duty",
                "body.matter": "P-THEFT-01",
                "body.satisfied": "5",
            },
            "at": _LATER,
        }
    },
    "joint_request": {
        "body": {
            "opening": _OPENING,
            "number": "L440106202611231000004R",
            "kind": "joint",
            **_ORDER,
            "request": "城管现场清理占道，请派员维持秩序",
            "danger": False,
            "requested_at": _OFFERED,
        },
        "appeal": _CARRIED,
    },
    "joint_receipt": {"body": _MIRROR},
    "joint_ack": {"body": {"at": _LATER, "note": "已派员"}},
    "joint_finish": {"body": {"answer": "现场已处置完毕"}},
    "joint_decline": {"body": {"reason": "现场已无人"}},
}
"""What is in the sealed part of a token, kind by kind."""


def schema_documents() -> dict[str, str]:
    """Name and content of the published schemas: one for each kind and version that this program reads or writes."""
    return {
        f"{kind}.v{shape.version}.json": _text(_schema(kind, shape.version, shape.form.model_json_schema()))
        for kind, shapes in KINDS.shapes.items()
        for shape in shapes
    }


def _schema(kind: str, version: int, made: Mapping[str, Any]) -> dict[str, Any]:
    newest = KINDS.shapes[kind][-1].version == version
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:twinline:exchange:{kind}:{version}",
        **made,
        "title": kind,
        **({"examples": [EXAMPLES[kind]]} if newest else {}),
    }


def _text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
