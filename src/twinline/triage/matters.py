"""What was learned of matters: which row of the responsibility list texts like this one were labelled with (R18).

Tables over the same pieces as the judgement's, so that a text is looked at once: one table per owner, because only
the rows of whoever handles are weighed. The file is made by ``matters_learn`` for one judgement and is silent beside
another. It knows the shipped rows alone; a row that a city adds is found by its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from twinline.kernel.hashing import sm3
from twinline.nlp import BadModel, Linear
from twinline.nlp import linear as linear_models

FILE = "matters.npz"
FORMAT = "matters-1"
VERSION_CHARS = 12


@dataclass(frozen=True, slots=True)
class Matters:
    """For each owner a model with one head, of its name, whose labels are codes of the list, and their ``places``.

    ``taught``: with how many messages each code was; ``trust``: what a unit of log(1 + what the rules found for a row)
    adds to its logit; ``usual``: the logit of the right row of a text, for rows that the models do not know.
    """

    by_owner: Mapping[str, Linear]
    places: Mapping[str, Mapping[str, int]]
    taught: Mapping[str, int]
    trust: float
    usual: float
    version: str


def packed(tables: Linear, *, taught: Mapping[str, int], trust: float, usual: float) -> bytes:
    """The file of a model with a head per owner over the judgement's rows: the same model gives the same bytes."""
    about: dict[str, object] = {
        "format": FORMAT,
        "beside": tables.version,
        "heads": [[head.field, list(head.labels)] for head in tables.heads],
        "temperature": tables.heads[0].temperature,
        "taught": dict(taught),
        "trust": trust,
        "usual": usual,
    }
    return linear_models.pack(about, table=np.ascontiguousarray(tables.table.T), scale=tables.scale)


def unpacked(data: bytes, *, beside: Linear) -> Matters | None:
    """The model, for texts that the judgement's model ``beside`` has looked at; None when it was made for another.

    Raises BadModel when the bytes are no model of matters.
    """
    about, arrays = linear_models.unpack(data, FORMAT)
    if about.get("beside") != beside.version:
        return None
    try:
        warmth = float(about["temperature"])
        heads = [linear_models.Head(field, tuple(labels), warmth) for field, labels in about["heads"]]
        ends = pairwise(accumulate((len(head.labels) for head in heads), initial=0))
        tables = {
            head.field: _part(beside, head, arrays["table"][slice(*own)], arrays["scale"][slice(*own)])
            for head, own in zip(heads, ends, strict=True)
        }
        taught = {str(code): int(count) for code, count in about["taught"].items()}
        trust, usual = float(about["trust"]), float(about["usual"])
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise BadModel(why=str(error)) from error
    places = {head.field: {code: place for place, code in enumerate(head.labels)} for head in heads}
    return Matters(tables, places, taught, trust, usual, version_of(data))


def version_of(data: bytes) -> str:
    """What decisions name of the file."""
    return sm3(data).hex()[:VERSION_CHARS]


def _part(beside: Linear, head: linear_models.Head, columns: NDArray[np.int8], scale: linear_models.Floats) -> Linear:
    if columns.shape != (len(head.labels), len(beside.rows)):
        raise ValueError("a table of another size")
    table = np.ascontiguousarray(columns.T)
    return replace(beside, heads=(head,), table=table, scale=scale, bias=np.zeros(len(head.labels)), version="")
