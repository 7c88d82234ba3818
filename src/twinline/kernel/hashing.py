"""SM3 (GB/T 32905-2016) digests and the canonical JSON that is digested."""

from typing import Any

import orjson
from cryptography.hazmat.primitives.hashes import SM3, Hash

DIGEST_BYTES = 32


def sm3(data: bytes) -> bytes:
    """The 32-byte SM3 digest of ``data``."""
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize()


def canonical_json(value: Any) -> bytes:
    """One byte string per value: sorted keys, no spaces, UTF-8, dates in ISO 8601."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z)
