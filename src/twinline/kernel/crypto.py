"""Personal fields at rest: SM4-GCM with an HMAC-SM3 blind index (GB/T 39786-2021; promise 6).

Keys come from a key port: a file with two hexadecimal keys here, a KMS or HSM in production.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from twinline.kernel.errors import Conflict

NONCE_BYTES = 12
TAG_BYTES = 16
KEY_BYTES = 16


class SealBroken(Conflict):
    """A sealed field does not open: wrong key or changed bytes."""

    code: ClassVar[str] = "kernel.seal_broken"


@dataclass(frozen=True, slots=True)
class FieldCipher:
    """Seals and opens one text field; ``blind`` gives the index for exact look-ups."""

    seal_key: bytes
    blind_key: bytes

    def seal(self, value: str) -> bytes:
        """Nonce, tag and ciphertext in one byte string; sealing the same text twice differs."""
        nonce = os.urandom(NONCE_BYTES)
        encryptor = Cipher(SM4(self.seal_key), GCM(nonce)).encryptor()
        body = encryptor.update(value.encode()) + encryptor.finalize()
        return nonce + encryptor.tag + body

    def open(self, sealed: bytes) -> str:
        """The text again. Raises SealBroken when the bytes were changed or the key is another."""
        nonce, tag = sealed[:NONCE_BYTES], sealed[NONCE_BYTES : NONCE_BYTES + TAG_BYTES]
        try:
            decryptor = Cipher(SM4(self.seal_key), GCM(nonce, tag)).decryptor()
            plain = decryptor.update(sealed[NONCE_BYTES + TAG_BYTES :]) + decryptor.finalize()
        except Exception as error:
            raise SealBroken from error
        return plain.decode()

    def blind(self, value: str) -> bytes:
        mac = HMAC(self.blind_key, SM3())
        mac.update(value.encode())
        return mac.finalize()


def load_keys(path: Path) -> FieldCipher:
    """Keys of the file; the file is made with fresh keys (mode 0600) when it does not exist."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = f"{secrets.token_hex(KEY_BYTES)}\n{secrets.token_hex(32)}\n"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(made)
    seal_key, blind_key = path.read_text().split()
    return FieldCipher(bytes.fromhex(seal_key), bytes.fromhex(blind_key))


def mask_phone(phone: str | None) -> str | None:
    """``199****1234``: first three and last four characters; short numbers show the last two only."""
    if not phone:
        return None
    return phone[:3] + "****" + phone[-4:] if len(phone) >= 8 else "****" + phone[-2:]


def mask_name(name: str | None) -> str | None:
    """The first character and a star for each other one (GB/T 35273: display masking)."""
    return name[0] + "*" * max(1, len(name) - 1) if name else None
