"""The work order's table (R38, R39, R40): it drives routes, buttons, permissions, simulation and diagram."""

from twinline.kernel.machine import Machine, row

REGISTERED, HANDING_OVER, ANSWERED, DISPATCHED, SIGNED, HANDLING, RETURNING = (
    "registered", "handing_over", "answered", "dispatched", "signed", "handling", "returning",
)  # fmt: skip
REPLIED, REVIEWED, REVISITED, TRANSFERRED, MERGED, CLOSED, WITHDRAWN = (
    "replied", "reviewed", "revisited", "transferred", "merged", "closed", "withdrawn",
)  # fmt: skip

CASE = Machine(
    name="case",
    states=(
        REGISTERED, HANDING_OVER, ANSWERED, DISPATCHED, SIGNED, HANDLING, RETURNING,
        REPLIED, REVIEWED, REVISITED, TRANSFERRED, MERGED, CLOSED, WITHDRAWN,
    ),  # fmt: skip
    final=frozenset({CLOSED, WITHDRAWN}),
    rows=(
        row("answer", "registered", ANSWERED, "case.answer", [("stop", "case_dispatch"), ("stop", "case_result")]),
        row("dispatch", "registered", DISPATCHED, "case.dispatch", [("stop", "case_dispatch"), ("start", "case_sign")]),
        row("hand_over", "registered", HANDING_OVER),
        row("handover_kept", "handing_over", REGISTERED),
        row("handover_accepted", "handing_over", TRANSFERRED, clocks=[("stop", "case_dispatch")]),
        row("handover_result", "transferred", REPLIED, clocks=[("stop", "case_result"), ("start", "case_review")]),
        row("sign", "dispatched", SIGNED, "case.sign", [("stop", "case_sign"), ("start", "case_first_contact")]),
        row("begin", "signed", HANDLING, "case.begin", [("stop", "case_first_contact")]),
        row(
            "return", "dispatched signed", RETURNING, "case.return",
            [("stop", "case_sign"), ("stop", "case_first_contact"), ("pause", "case_result"), ("start", "return_review")],
        ),
        row(
            "uphold_return", "returning", REGISTERED, "case.uphold_return",
            [("stop", "return_review"), ("resume", "case_result"), ("start", "case_dispatch")],
        ),
        row(
            "reject_return", "returning", DISPATCHED, "case.reject_return",
            [("stop", "return_review"), ("resume", "case_result"), ("start", "case_sign")],
        ),
        row("ask_extension", "handling", None, "case.ask_extension", [("start", "extension_review")]),
        row("grant_extension", "handling", None, "case.grant_extension", [("stop", "extension_review")]),
        row("refuse_extension", "handling", None, "case.refuse_extension", [("stop", "extension_review")]),
        row("co_reply", "dispatched signed handling", None, "case.co_reply"),
        row(
            "reply", "handling", REPLIED, "case.reply",
            [("stop", "case_result"), ("stop", "extension_review"), ("start", "case_review")],
        ),
        row(
            "reject_reply", "replied", HANDLING, "case.reject_reply",
            [("stop", "case_review"), ("start", "case_result")],
        ),
        row("approve", "replied", REVIEWED, "case.approve", [("stop", "case_review"), ("start", "revisit")]),
        row("revisit", "reviewed", REVISITED, "case.revisit", [("stop", "revisit")]),
        row(
            "redo", "reviewed revisited", HANDLING, "case.redo",
            [("stop", "revisit"), ("start", "case_result")],
        ),
        row(
            "redo_transferred", "replied reviewed revisited", TRANSFERRED,
            clocks=[("stop", "case_review"), ("stop", "revisit"), ("start", "case_result")],
        ),
        row(
            "redo_mirror", "answered reviewed", REGISTERED,
            clocks=[("stop", "revisit"), ("start", "case_dispatch"), ("start", "case_result")],
        ),
        row("escalate", "dispatched signed handling", None, "case.escalate"),
        row("close", "answered revisited", CLOSED, "case.close"),
        row("close_unvisited", "reviewed", CLOSED, "case.close_unvisited", [("stop", "revisit")]),
        row("close_mirror", "reviewed", CLOSED, clocks=[("stop", "revisit")]),
        row("void_mirror", "registered", WITHDRAWN, clocks=[("stop", "case_dispatch"), ("stop", "case_result")]),
        row(
            "withdraw", "registered dispatched signed handling returning", WITHDRAWN, "case.withdraw",
            [
                ("stop", "case_dispatch"), ("stop", "case_sign"), ("stop", "case_first_contact"),
                ("stop", "return_review"), ("stop", "extension_review"), ("stop", "case_result"),
            ],
        ),
        row("merge", "registered", MERGED, clocks=[("stop", "case_dispatch")]),
        row("unmerge", "merged", REGISTERED, "case.unmerge", [("start", "case_dispatch")]),
        row("merged_reply", "merged", REVIEWED, clocks=[("stop", "case_result"), ("start", "revisit")]),
    ),
)
"""Notes on rows that are not plain: ``merge`` keeps a child's own reply duty — its result clock runs on and the
parent's reply arrives as ``merged_reply`` (国办函〔2025〕66号: repeats are merged; R40). A row without a permission
is taken by the system only: by a handover message, a parent's reply or a merge of appeals."""
