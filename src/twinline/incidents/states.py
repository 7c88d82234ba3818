"""The police order's table and the smaller one of each unit sent to it (R2, R13, R17, R72)."""

from twinline.kernel.machine import Machine, row

RECEIVED, HANDING_OVER, DISPATCHED, SIGNED, EN_ROUTE, ON_SCENE, FED_BACK = (
    "received",
    "handing_over",
    "dispatched",
    "signed",
    "en_route",
    "on_scene",
    "fed_back",
)
TRANSFERRED, CLOSED, INVALID, CANCELLED = "transferred", "closed", "invalid", "cancelled"
OUT = "dispatched signed en_route on_scene"
LIVE = f"received handing_over {OUT} fed_back transferred"

INCIDENT = Machine(
    name="incident",
    states=(
        RECEIVED,
        HANDING_OVER,
        DISPATCHED,
        SIGNED,
        EN_ROUTE,
        ON_SCENE,
        FED_BACK,
        TRANSFERRED,
        CLOSED,
        INVALID,
        CANCELLED,
    ),
    final=frozenset({CLOSED, INVALID, CANCELLED}),
    rows=(
        # R13: an open dispute never blocks dispatch, hence also from handing_over and transferred.
        row(
            "dispatch",
            "received handing_over transferred fed_back",
            DISPATCHED,
            "incident.dispatch",
            [("stop", "police_dispatch"), ("start", "police_sign")],
        ),
        row("dispatch_more", OUT, None, "incident.dispatch"),
        row("sign", "dispatched", SIGNED, "incident.sign", [("stop", "police_sign"), ("start", "police_set_out")]),
        row("sign_more", "signed en_route on_scene", None, "incident.sign"),
        row(
            "set_out", "signed", EN_ROUTE, "incident.set_out", [("stop", "police_set_out"), ("start", "police_arrive")]
        ),
        row("set_out_more", "en_route on_scene", None, "incident.set_out"),
        row(
            "arrive", "en_route", ON_SCENE, "incident.arrive", [("stop", "police_arrive"), ("start", "police_feedback")]
        ),
        row("arrive_more", "on_scene", None, "incident.arrive"),
        row("feed_back", "signed en_route on_scene", None, "incident.feed_back"),
        row(
            "complete",
            OUT,
            FED_BACK,
            clocks=[
                ("stop", "police_sign"),
                ("stop", "police_set_out"),
                ("stop", "police_arrive"),
                ("stop", "police_feedback"),
            ],
        ),
        row("ask_help", OUT, None, "incident.ask_help"),
        row("unit_return", OUT, None, "incident.unit_return"),
        row(
            "reopen",
            OUT,
            RECEIVED,
            clocks=[
                ("stop", "police_sign"),
                ("stop", "police_set_out"),
                ("stop", "police_arrive"),
                ("stop", "police_feedback"),
                ("start", "police_dispatch"),
            ],
        ),
        row("classify", LIVE, None, "incident.classify"),
        row("invalidate", "received", INVALID, "incident.invalidate", [("stop", "police_dispatch")]),
        row(
            "cancel",
            "received dispatched signed en_route",
            CANCELLED,
            "incident.cancel",
            [
                ("stop", "police_dispatch"),
                ("stop", "police_sign"),
                ("stop", "police_set_out"),
                ("stop", "police_arrive"),
            ],
        ),
        row("hand_over", "received", HANDING_OVER),
        row("hand_over_civil_part", f"{OUT} fed_back", None),
        row("handover_kept", "handing_over", RECEIVED),
        row("civil_part_kept", f"received {OUT} fed_back", None),
        row("handover_accepted", "handing_over", TRANSFERRED, clocks=[("stop", "police_dispatch")]),
        row("civil_part_accepted", f"received {OUT} fed_back", None),
        row("handover_result", "transferred", FED_BACK),
        row("civil_part_result", f"received handing_over {OUT} fed_back", None),
        row("redo", "fed_back", RECEIVED, "incident.redo", [("start", "police_dispatch")]),
        row("redo_transferred", "fed_back received", TRANSFERRED, clocks=[("stop", "police_dispatch")]),
        row("redo_civil_part", f"handing_over transferred {OUT}", None),
        row("urge", f"received {OUT} fed_back", None, "incident.urge"),
        row("put_back", "handing_over transferred", RECEIVED, clocks=[("start", "police_dispatch")]),
        row("close", "fed_back", CLOSED, "incident.close"),
        row("void_mirror", "received", CANCELLED, clocks=[("stop", "police_dispatch")]),
    ),
)
"""``…_more`` rows are the second and later units of an order; ``civil_part_…`` rows are handovers after dispatch
(R17: the police part and the civil part are tracked separately); they also serve an order whose units have all
returned while the civil part was under way. ``complete`` from dispatched: the only unit left out has returned."""

UNIT = Machine(
    name="unit",
    states=("dispatched", "signed", "en_route", "on_scene", "fed_back", "released"),
    final=frozenset({"fed_back", "released"}),
    rows=(
        row("sign", "dispatched", "signed", "incident.sign"),
        row("set_out", "signed", "en_route", "incident.set_out"),
        row("arrive", "en_route", "on_scene", "incident.arrive"),
        row("feed_back", "signed en_route on_scene", "fed_back", "incident.feed_back"),
        row("unit_return", "dispatched signed", "released", "incident.unit_return"),
        row("release", "dispatched signed en_route on_scene", "released"),
    ),
)
