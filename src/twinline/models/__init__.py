"""Models that a city trains from its own orders, their cards, and which of them speaks (README.md)."""

from twinline.models import actions, queries, store, workshop
from twinline.models.folder import load_saved, save_model
from twinline.models.model import Card, ModelNotFound
from twinline.models.shelf import Models, Shelf, Speaking

__all__ = [
    "Card",
    "ModelNotFound",
    "Models",
    "Shelf",
    "Speaking",
    "actions",
    "load_saved",
    "queries",
    "save_model",
    "store",
    "workshop",
]
