"""Whether a request is the platform's own, by the convention Standard Webhooks 1.0."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

TOLERANCE_S = 300


class Unsigned(Exception):
    """The request is not from who it says, was changed on its way, or is an old one played again."""


def verify(secret: str, headers: Mapping[str, str], body: bytes, *, now: float) -> str:
    """The id of the delivery, which is the same at every try: what came before need not be taken again. ``headers``
    have lower-case names, ``now`` is in seconds since 1970. Raises Unsigned.
    """
    try:
        message_id, stamp = headers["webhook-id"], headers["webhook-timestamp"]
        said = f"{message_id}.{stamp}.".encode() + body
        made = hmac.digest(base64.b64decode(secret.removeprefix("whsec_")), said, hashlib.sha256)
        age = abs(now - int(stamp))
    except (KeyError, ValueError, binascii.Error) as error:
        raise Unsigned from error
    wanted = "v1," + base64.b64encode(made).decode()
    given = headers.get("webhook-signature", "").split(" ")
    if age > TOLERANCE_S or not any(hmac.compare_digest(one.encode(), wanted.encode()) for one in given):
        raise Unsigned
    return message_id
