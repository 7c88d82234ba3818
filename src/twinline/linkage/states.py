"""The tables of handover and joint action (R9–R14, R39, R40). Both sides of a handover run the same table."""

from twinline.kernel.machine import Machine, row

OFFERED, DELIVERED, NEGOTIATING, ACCEPTED, RESULT_REPORTED = (
    "offered",
    "delivered",
    "negotiating",
    "accepted",
    "result_reported",
)
CONFIRMED, RETURNED, EXPIRED, RECALLED = "confirmed", "returned", "expired", "recalled"
UNDECIDED = "offered delivered negotiating"

HANDOVER = Machine(
    name="handover",
    states=(
        OFFERED,
        DELIVERED,
        NEGOTIATING,
        ACCEPTED,
        RESULT_REPORTED,
        CONFIRMED,
        RETURNED,
        EXPIRED,
        RECALLED,
    ),
    final=frozenset({CONFIRMED, RETURNED, EXPIRED, RECALLED}),
    rows=(
        row("deliver", "offered", DELIVERED),
        row(
            "accept",
            "offered delivered negotiating",
            ACCEPTED,
            "handover.accept",
            [("stop", "handover_accept"), ("stop", "negotiation")],
        ),
        row(
            "return",
            "offered delivered",
            NEGOTIATING,
            "handover.return",
            [("stop", "handover_accept"), ("start", "negotiation")],
        ),
        row("propose", "negotiating", None, "handover.propose"),
        row("decide_destination", "negotiating", ACCEPTED, clocks=[("stop", "negotiation")]),
        row("decide_origin", "negotiating", RETURNED, clocks=[("stop", "negotiation")]),
        row("expire", UNDECIDED, EXPIRED, clocks=[("stop", "handover_accept"), ("stop", "negotiation")]),
        row(
            "expire_to_destination", UNDECIDED, ACCEPTED, clocks=[("stop", "handover_accept"), ("stop", "negotiation")]
        ),
        row("recall", UNDECIDED, RECALLED, "handover.recall", [("stop", "handover_accept"), ("stop", "negotiation")]),
        # The destination said yes, but the offer had ended before its word reached the origin, which still owns.
        row("revoke", ACCEPTED, EXPIRED),
        row("transfer", ACCEPTED, None),
        row("supervise", ACCEPTED, None, "handover.supervise"),
        row("progress", "accepted result_reported", None, "handover.progress"),
        row("report_result", ACCEPTED, RESULT_REPORTED),
        row("revisit", RESULT_REPORTED, None, "handover.revisit"),
        row("confirm", RESULT_REPORTED, CONFIRMED, "handover.confirm"),
        row("redo", RESULT_REPORTED, ACCEPTED, "handover.redo"),
    ),
)

JOINT = Machine(
    name="joint",
    states=("requested", "delivered", "acknowledged", "finished", "declined"),
    final=frozenset({"finished", "declined"}),
    rows=(
        row("deliver", "requested", "delivered"),
        row("acknowledge", "requested delivered", "acknowledged", "joint.acknowledge"),
        row("decline", "requested delivered", "declined", "joint.acknowledge"),
        row("finish", "acknowledged", "finished", "joint.finish"),
    ),
)
