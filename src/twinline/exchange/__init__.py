"""Exchange with other platforms: peers, signed messages over any network, reconciliation, standard interfaces."""

from twinline.exchange import (
    checkup,
    faces,
    hub,
    incoming,
    keys,
    links,
    model,
    outgoing,
    peering,
    samples,
    store,
    transports,
)

__all__ = [
    "checkup",
    "faces",
    "hub",
    "incoming",
    "keys",
    "links",
    "model",
    "outgoing",
    "peering",
    "samples",
    "store",
    "transports",
]
