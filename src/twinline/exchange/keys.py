"""Keys of an instance: signing tokens, and sealing their bodies for one receiver (GB/T 39786, decisions 0017 and 0018).

A peer is known by its public document, which the two administrators hand each other::

    {"kid": …, "alg": "EdDSA", "sign": base64url, "seal_alg": "X25519", "seal": base64url}
    {"kid": …, "alg": "SM2", "uid": …, "sign": base64url, "seal_alg": "SM2", "seal": base64url}

Bodies are SM4-GCM under a fresh key (GB/T 32907); that key is wrapped for the receiver. What is done with a peer's
tokens follows its document, so instances with different algorithms can be peers. Keys of SM2 are points ``04‖x‖y``,
its signatures ``r‖s`` (64 bytes, as RFC 7518 has those of other curves), its ciphertexts C1C3C2 in DER (GB/T 35276).
"""

import os
import secrets
import tempfile
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol

import orjson
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from twinline.exchange.model import Forged, NotForUs
from twinline.kernel.errors import Invalid, Unavailable
from twinline.kernel.hashing import sm3

Alg = Literal["EdDSA", "SM2"]

SM2_UID = "1234567812345678"
"""User id of SM2 signatures where no other was agreed on (GB/T 35276-2017, section 10)."""

KID_CHARS = 16
KEY_BYTES, NONCE_BYTES, TAG_BYTES = 16, 12, 16
POINT_BYTES, NUMBER_BYTES = 65, 32
UID_BYTES_MAX = 8191
_INFO = b"twinline exchange seal"
_DAMAGED = (InvalidTag, InvalidSignature, ValueError, KeyError, TypeError)
# a, b and the base point of the curve, as they go into the digest of a signer's identity (GB/T 32918.5-2017).
_SM2_CURVE = bytes.fromhex(
    "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
    "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
    "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
    "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0"
)


class BadKeyFile(Invalid):
    """The file of an instance's own keys cannot be used; ``why`` says what is wrong with it."""

    code: ClassVar[str] = "exchange.bad_key_file"


class NoSm2(Unavailable):
    """There is no SM2 on this kind of machine."""

    code: ClassVar[str] = "exchange.no_sm2"


class _Signer(Protocol):
    def document(self) -> dict[str, str]: ...

    def point(self) -> bytes: ...

    def sign(self, data: bytes) -> bytes: ...


class _Opener(Protocol):
    def document(self) -> dict[str, str]: ...

    def unwrap(self, sealed: Mapping[str, Any]) -> bytes:
        """The body's key. Raises one of ``_DAMAGED``."""
        ...


def b64(data: bytes) -> str:
    """Base64url without padding (RFC 7515)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(value: str) -> bytes:
    """The bytes of ``b64``, which has one form for them and no other. Raises ValueError."""
    try:
        data = urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except NotBase64 as error:
        raise ValueError("not base64url") from error
    if b64(data) != value:
        raise ValueError("not the base64url of these bytes")
    return data


@dataclass(frozen=True, slots=True)
class BodyKey:
    """The key of one sealed body, whoever it was sealed for."""

    key: bytes = field(repr=False)

    def open(self, sealed: Mapping[str, Any]) -> bytes:
        """Raises NotForUs when the body was sealed with another key or damaged."""
        try:
            nonce, tag = _sized(unb64(sealed["nonce"]), NONCE_BYTES), _sized(unb64(sealed["tag"]), TAG_BYTES)
            decryptor = Cipher(SM4(self.key), GCM(nonce, tag)).decryptor()
            return decryptor.update(unb64(sealed["box"])) + decryptor.finalize()
        except _DAMAGED as error:
            raise NotForUs from error


@dataclass(frozen=True, slots=True)
class KeyRing:
    """An instance's own keys."""

    alg: Alg
    kid: str
    _sign: _Signer = field(repr=False)
    _open: _Opener = field(repr=False)

    def public(self) -> dict[str, str]:
        """The document that peers are given."""
        return {"kid": self.kid, **self._sign.document(), **self._open.document()}

    def sign(self, data: bytes) -> bytes:
        return self._sign.sign(data)

    def open(self, sealed: Mapping[str, Any]) -> bytes:
        """What was sealed for this instance. Raises NotForUs when it was sealed with another key or damaged."""
        return BodyKey(self.body_key(sealed)).open(sealed)

    def body_key(self, sealed: Mapping[str, Any]) -> bytes:
        """The key of one body that was sealed for this instance. Raises NotForUs."""
        try:
            return self._open.unwrap(sealed)
        except _DAMAGED as error:
            raise NotForUs from error


def verify(public: Mapping[str, Any], data: bytes, signature: bytes) -> None:
    """Raises Forged unless the owner of ``public`` signed ``data``, NoSm2 when that cannot be judged here."""
    try:
        _VERIFIERS[public["alg"]](public, data, signature)
    except _DAMAGED as error:
        raise Forged from error


def seal(public: Mapping[str, Any], data: bytes) -> dict[str, str]:
    """``data`` for the owner of ``public`` alone. Raises NotForUs when ``public`` has no key to seal with, NoSm2."""
    try:
        key, wrapped = _WRAPPERS[public["seal_alg"]](unb64(public["seal"]))
    except _DAMAGED as error:
        raise NotForUs from error
    nonce = os.urandom(NONCE_BYTES)
    encryptor = Cipher(SM4(key), GCM(nonce)).encryptor()
    box = encryptor.update(data) + encryptor.finalize()
    return {**wrapped, "nonce": b64(nonce), "tag": b64(encryptor.tag), "box": b64(box)}


def _sized(data: bytes, size: int) -> bytes:
    if len(data) != size:
        raise ValueError(f"{len(data)} bytes, not {size}")
    return data


# --- EdDSA and X25519 -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _EdDsa:
    key: Ed25519PrivateKey

    def document(self) -> dict[str, str]:
        return {"alg": "EdDSA", "sign": b64(self.point())}

    def point(self) -> bytes:
        return _raw(self.key.public_key())

    def sign(self, data: bytes) -> bytes:
        return self.key.sign(data)


@dataclass(frozen=True, slots=True)
class _X25519:
    key: X25519PrivateKey

    def document(self) -> dict[str, str]:
        return {"seal_alg": "X25519", "seal": b64(_raw(self.key.public_key()))}

    def unwrap(self, sealed: Mapping[str, Any]) -> bytes:
        if sealed["alg"] != "X25519":
            raise ValueError("sealed otherwise")
        theirs = unb64(sealed["with"])
        shared = self.key.exchange(X25519PublicKey.from_public_bytes(theirs))
        return _derived(shared, theirs, _raw(self.key.public_key()))


def _verify_eddsa(public: Mapping[str, Any], data: bytes, signature: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(unb64(public["sign"])).verify(signature, data)


def _wrap_x25519(theirs: bytes) -> tuple[bytes, dict[str, str]]:
    once = X25519PrivateKey.generate()
    mine = _raw(once.public_key())
    key = _derived(once.exchange(X25519PublicKey.from_public_bytes(theirs)), mine, theirs)
    return key, {"alg": "X25519", "with": b64(mine)}


def _derived(shared: bytes, once: bytes, receiver: bytes) -> bytes:
    # Both public keys count as they were written: X25519 reads several writings as one key (RFC 7748).
    return HKDF(algorithm=SM3(), length=KEY_BYTES, salt=once + receiver, info=_INFO).derive(shared)


def _raw(key: Ed25519PublicKey | X25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


# --- SM2 --------------------------------------------------------------------------------------------------------------


def _gmssl():  # the module's own type is the annotation: any other would lose its signatures
    try:
        import gmssl_pyx
    except ImportError as error:
        raise NoSm2 from error
    return gmssl_pyx


@dataclass(frozen=True, slots=True)
class _Sm2:
    """One pair of SM2 keys; GmSSL takes the point without its 04."""

    private: bytes = field(repr=False)
    public: bytes
    uid: str = SM2_UID

    def point(self) -> bytes:
        return self.public

    def sign(self, data: bytes) -> bytes:
        # Not GmSSL's own sm2_sign: that prepares 32 signatures for every one that it makes, at ten times the time.
        made = _gmssl().sm2_sign_sm3_digest(self.private, _sm2_digest(self.public, self.uid, data))
        return b"".join(number.to_bytes(NUMBER_BYTES) for number in decode_dss_signature(made))

    def document(self) -> dict[str, str]:
        return {"alg": "SM2", "uid": self.uid, "sign": b64(self.public)}


@dataclass(frozen=True, slots=True)
class _Sm2Opener:
    keys: _Sm2

    def document(self) -> dict[str, str]:
        return {"seal_alg": "SM2", "seal": b64(self.keys.public)}

    def unwrap(self, sealed: Mapping[str, Any]) -> bytes:
        if sealed["alg"] != "SM2":
            raise ValueError("sealed otherwise")
        gmssl = _gmssl()
        try:
            return _sized(gmssl.sm2_decrypt(self.keys.private, unb64(sealed["key"])), KEY_BYTES)
        except gmssl.GmsslInnerError as error:
            raise ValueError("sealed with another key") from error


def _verify_sm2(public: Mapping[str, Any], data: bytes, signature: bytes) -> None:
    point, numbers = unb64(public["sign"]), _sized(signature, 2 * NUMBER_BYTES)
    r, s = int.from_bytes(numbers[:NUMBER_BYTES]), int.from_bytes(numbers[NUMBER_BYTES:])
    gmssl, digest = _gmssl(), _sm2_digest(point, public["uid"], data)
    try:
        genuine = gmssl.sm2_verify_sm3_digest(_bare(point), digest, encode_dss_signature(r, s))
    except gmssl.GmsslInnerError as error:
        raise ValueError("no key of SM2") from error
    if not genuine:
        raise InvalidSignature


def _wrap_sm2(point: bytes) -> tuple[bytes, dict[str, str]]:
    gmssl, key = _gmssl(), secrets.token_bytes(KEY_BYTES)
    try:
        return key, {"alg": "SM2", "key": b64(gmssl.sm2_encrypt(_bare(point), key))}
    except gmssl.GmsslInnerError as error:
        raise ValueError("no key of SM2") from error


def _sm2_digest(point: bytes, uid: str, data: bytes) -> bytes:
    """What is signed: SM3 of the signer's identity and the data (GB/T 32918.2-2016, sections 5.5 and 6.1)."""
    name = bytes(uid, "utf-8")
    if len(name) > UID_BYTES_MAX:
        raise ValueError("the user id is too long")
    return sm3(sm3((8 * len(name)).to_bytes(2) + name + _SM2_CURVE + _bare(point)) + data)


def _bare(point: bytes) -> bytes:
    if len(point) != POINT_BYTES or point[0] != 4:
        raise ValueError("not a point of SM2")
    return point[1:]


_VERIFIERS: dict[str, Callable[[Mapping[str, Any], bytes, bytes], None]] = {
    "EdDSA": _verify_eddsa,
    "SM2": _verify_sm2,
}
_WRAPPERS: dict[str, Callable[[bytes], tuple[bytes, dict[str, str]]]] = {"X25519": _wrap_x25519, "SM2": _wrap_sm2}


# --- The file ---------------------------------------------------------------------------------------------------------


def load_ring(path: Path, *, alg: Alg = "EdDSA", uid: str = SM2_UID) -> KeyRing:
    """The keys of the file; it is made with fresh ones of ``alg`` (mode 0600) when it does not exist.

    Raises BadKeyFile when it is damaged or holds keys of another algorithm or user id: peers know those, so they are
    never replaced. Raises NoSm2.
    """
    if not path.exists():
        made = _fresh_sm2(uid) if alg == "SM2" else _fresh_eddsa()
        _ring(path, made, alg, uid)  # nothing is written that could not be read again
        _write_once(path, made)
    try:
        kept = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadKeyFile(path=str(path), why=type(error).__name__) from error
    return _ring(path, kept, alg, uid)


def _ring(path: Path, kept: Mapping[str, Any], alg: Alg, uid: str) -> KeyRing:
    try:
        if kept["alg"] != alg:
            raise BadKeyFile(path=str(path), why=f"alg={kept['alg']}")
        if kept.get("uid", uid) != uid:
            raise BadKeyFile(path=str(path), why=f"uid={kept['uid']}")
        return _sm2_ring(kept) if alg == "SM2" else _eddsa_ring(kept)
    except _DAMAGED as error:
        raise BadKeyFile(path=str(path), why=type(error).__name__) from error


def _write_once(path: Path, keys: Mapping[str, str]) -> None:
    """All of the file or none: of processes that start together, one gives the keys and the others find them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(orjson.dumps(keys))
            file.flush()
            os.fsync(descriptor)
        os.link(name, path)
    except FileExistsError:
        return
    finally:
        os.unlink(name)


def _fresh_eddsa() -> dict[str, str]:
    return {"alg": "EdDSA", "sign": secrets.token_hex(32), "open": secrets.token_hex(32)}


def _fresh_sm2(uid: str) -> dict[str, str]:
    made = {"alg": "SM2", "uid": uid}
    for use in ("sign", "open"):
        public, private = _gmssl().sm2_key_generate()
        made |= {use: private.hex(), f"{use}_public": b"\x04".hex() + public.hex()}
    return made


def _eddsa_ring(kept: Mapping[str, Any]) -> KeyRing:
    sign = _EdDsa(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["sign"])))
    return KeyRing("EdDSA", _kid(sign), sign, _X25519(X25519PrivateKey.from_private_bytes(bytes.fromhex(kept["open"]))))


def _sm2_ring(kept: Mapping[str, Any]) -> KeyRing:
    sign, opener = _sm2_pair(kept, "sign"), _sm2_pair(kept, "open")
    return KeyRing("SM2", _kid(sign), sign, _Sm2Opener(opener))


def _sm2_pair(kept: Mapping[str, Any], use: str) -> _Sm2:
    """A pair of the file, seen to belong together: GmSSL does not derive the one from the other."""
    pair = _Sm2(bytes.fromhex(kept[use]), bytes.fromhex(kept[f"{use}_public"]), str(kept["uid"]))
    gmssl = _gmssl()
    try:
        signature = pair.sign(_INFO)
    except gmssl.GmsslInnerError as error:
        raise ValueError("no key of SM2") from error
    _verify_sm2(pair.document(), _INFO, signature)
    return pair


def _kid(signer: _Signer) -> str:
    return sm3(signer.point()).hex()[:KID_CHARS]
