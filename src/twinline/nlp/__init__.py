"""Language functions that know no domain: pieces of text, linear models, embeddings, metrics (README.md)."""

from twinline.nlp import addresses
from twinline.nlp.features import buckets
from twinline.nlp.linear import BadModel, Head, Linear, Spoke

__all__ = ["BadModel", "Head", "Linear", "Spoke", "addresses", "buckets"]
