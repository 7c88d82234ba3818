"""EIDO (NENA-STA-021.1b): police orders as Emergency Incident Data Objects, out and in (docs/reference/eido.md)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from twinline.exchange.faces.eido.model import BadEido
from twinline.exchange.faces.eido.queries import class_name, facts, order_id
from twinline.exchange.faces.eido.reading import heard, said_of
from twinline.exchange.faces.eido.writing import document

__all__ = ["BadEido", "checker", "class_name", "document", "facts", "heard", "order_id", "said_of"]


def checker(path: Path) -> Callable[[Any], list[str]]:
    """What says what is wrong with a document by the schema at ``path``. Raises NoSchema. What reads schemas is loaded
    when it is asked for."""
    from twinline.exchange.faces.eido import schema

    return schema.checker(path)
