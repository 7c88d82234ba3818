"""The key that signs editions, and the keys whose signatures are believed: Ed25519 (RFC 8032)."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from twinline.kernel.errors import Conflict
from twinline.kernel.hashing import sm3


class BadRuleKeys(Conflict):
    """The key file cannot be read as keys."""

    code: ClassVar[str] = "rules.bad_keys"


@dataclass(frozen=True, slots=True)
class RuleKeys:
    """Signs with one key; believes that one and those it replaced."""

    private: Ed25519PrivateKey
    believed: Mapping[str, Ed25519PublicKey]

    @property
    def key_id(self) -> str:
        return key_id(self.private.public_key())

    def sign(self, content: bytes) -> bytes:
        """64 bytes."""
        return self.private.sign(content)

    def holds(self, content: bytes, signature: bytes, by: str) -> bool:
        """Whether the key named ``by`` is believed and signed exactly this."""
        key = self.believed.get(by)
        if key is None:
            return False
        try:
            key.verify(signature, content)
        except InvalidSignature:
            return False
        return True


def key_id(key: Ed25519PublicKey) -> str:
    """The first 16 hexadecimal digits of the SM3 of the public key."""
    return sm3(key.public_bytes_raw()).hex()[:16]


def load_rule_keys(path: Path) -> RuleKeys:
    """Keys of the file: the private key in hexadecimal, then a line for each further public key that is believed.

    The file is made with a fresh key (mode 0600) when it does not exist; of several processes that start at once one
    makes it. Raises BadRuleKeys.
    """
    if not path.exists():
        _make(path)
    try:
        seed, *others = (bytes.fromhex(line) for line in path.read_text("ascii").split())
        private = Ed25519PrivateKey.from_private_bytes(seed)
        public = [private.public_key(), *map(Ed25519PublicKey.from_public_bytes, others)]
    except ValueError as error:
        raise BadRuleKeys(path=path) from error
    return RuleKeys(private, {key_id(key): key for key in public})


def _make(path: Path) -> None:
    """A whole file appears under the name, or that of another process stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex() + "\n")
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
