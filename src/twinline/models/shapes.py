"""What models look like in answers."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from twinline.kernel.shapes import Page, Shape, among
from twinline.kernel.shapes import note as meaning
from twinline.models.model import KINDS, STATES


class FieldFigures(Shape):
    """How right a model is about one field, on rows that it had not seen."""

    field: str
    rows: int
    accuracy: float
    macro_f1: float
    calibration_error: Annotated[float, meaning("mean distance between promised and found shares of right answers")]


class ModelBrief(Shape):
    """A model that was trained here."""

    id: UUID
    name: str
    kind: Annotated[str, among(KINDS)]
    state: Annotated[str, among(STATES)]
    version: Annotated[int, meaning("grows with every change of state; a change names the version that was looked at")]
    digest: Annotated[str, meaning("SM3 of the file, in hexadecimal")]
    bytes: int
    created_at: datetime
    created_by: str | None
    activated_at: datetime | None
    activated_by: str | None
    rows: Annotated[int | None, meaning("labelled rows that taught it")]
    measured: Annotated[str | None, meaning("how its figures were found: five-fold or held-out")]
    danger_recall: float | None
    embedding: Annotated[str | None, meaning("whose vectors it needs for meaning; none: pieces of text alone")]
    data_hash: Annotated[str | None, meaning("SM3 of the file it was trained on")]
    fields: list[FieldFigures]


class ModelPage(Page[ModelBrief]):
    """Models, newest first."""


class WholeModel(ModelBrief):
    """A model with its card."""

    card: Annotated[dict[str, Any], meaning("what training wrote down: classes, figures by class, versions")]


class SwitchState(Shape):
    """Whether models may speak at all."""

    on: bool
    at: datetime | None
    reason: str


class Word(Shape):
    """A piece of the text that spoke for the answer."""

    words: str
    weight: float
    start: int


class FieldOpinion(Shape):
    """What a model says about one field: the labels by probability, and what spoke for the first."""

    field: str
    labels: Annotated[list[str], meaning("the most probable first, at most five")]
    probabilities: list[float]
    words: list[Word]


class Opinion(Page[FieldOpinion]):
    """What a model says of a text, by pieces of text alone."""
