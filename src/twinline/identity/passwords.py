"""Passwords (Argon2id, RFC 9106) and the secrets of keys and sessions (only their SM3 digest is stored)."""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from twinline.identity.errors import WeakPassword
from twinline.kernel.hashing import sm3

PASSWORD_CHARS_MIN = 10
PASSWORD_CHARS_MAX = 256
KEY_PREFIX = "tl_"
# One hash takes 64 MiB; more at once would let sign-ins starve everything else.
HASHES_AT_ONCE = 2

_hasher = PasswordHasher()
_threads = ThreadPoolExecutor(HASHES_AT_ONCE, thread_name_prefix="password")


def check_password_strength(password: str, *, login: str) -> None:
    """Raises WeakPassword."""
    if not PASSWORD_CHARS_MIN <= len(password) <= PASSWORD_CHARS_MAX or login.casefold() in password.casefold():
        raise WeakPassword(least=PASSWORD_CHARS_MIN, most=PASSWORD_CHARS_MAX)


async def hash_password(password: str) -> str:
    """The Argon2id string that is stored."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)


async def verify_password(stored: str | None, password: str) -> bool:
    """Whether the password is right; takes as long when there is none to compare with."""
    right = await asyncio.get_running_loop().run_in_executor(_threads, _verify, stored, password)
    return right and stored is not None


def _verify(stored: str | None, password: str) -> bool:
    decoy = _decoy()
    try:
        return _hasher.verify(stored or decoy, password)
    except VerificationError:
        return False


@cache
def _decoy() -> str:
    """Compared with when the login is unknown, so that both cases take the same time."""
    return _hasher.hash(secrets.token_hex(16))


def new_secret(prefix: str = "") -> str:
    """A secret of 256 random bits, to be shown once."""
    return prefix + secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is stored of a secret: its SM3; long random secrets need no slow hash."""
    return sm3(secret.encode("utf-8", "surrogatepass"))
