"""Language functions that know no domain: pieces of text, linear models, meaning, addresses, metrics (README.md)."""

from twinline.nlp import addresses, embedding, features, learning, linear, metrics, semantic, streaming, words
from twinline.nlp.linear import BadModel, Linear
from twinline.nlp.plain import plain

__all__ = [
    "BadModel",
    "Linear",
    "addresses",
    "embedding",
    "features",
    "learning",
    "linear",
    "metrics",
    "plain",
    "semantic",
    "streaming",
    "words",
]
