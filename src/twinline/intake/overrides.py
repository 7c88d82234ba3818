"""Why a person judges differently from the machine: what the rules and models are to learn from it (R1, R30)."""

from typing import ClassVar, Literal, TypeAlias, get_args

from twinline.kernel.errors import Invalid

OverrideReason: TypeAlias = Literal[
    "wrong_owner",
    "wrong_matter",
    "wrong_type",
    "danger_missed",
    "danger_overcalled",
    "place_wrong",
    "rule_outdated",
    "person_said_more",
    "other",
]
REASONS: tuple[str, ...] = get_args(OverrideReason)
DANGER_MISSED: OverrideReason = "danger_missed"
DANGER_OVERCALLED: OverrideReason = "danger_overcalled"
OTHER: OverrideReason = "other"


class NoteNeeded(Invalid):
    """The reason code says too little by itself."""

    code: ClassVar[str] = "intake.note_needed"
