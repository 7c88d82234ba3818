"""Certificates for the demo's gateways: an authority that exists while they are made, and one for each (mutual TLS)."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY = "authority"
VALID = timedelta(days=365)
SKEW = timedelta(days=1)


def make_certificates(folder: Path, names: Sequence[str], *, now: datetime) -> Path:
    """A certificate for 127.0.0.1 with its key for each name, as ``<name>.pem``; returns the authority's own file. The
    authority's key is never written, so nobody can make another that these believe.
    """
    folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = _named("Twinline demo")
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    own = _blank(issuer, issuer, key, now=now)
    own = own.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    signed = own.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    for name in names:
        _write(folder / f"{name}.pem", _certificate(name, issuer, key, now=now))
    authority = folder / f"{AUTHORITY}.pem"
    _write(authority, signed.public_bytes(serialization.Encoding.PEM))
    return authority


def _certificate(name: str, issuer: x509.Name, authority: ec.EllipticCurvePrivateKey, *, now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    where = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    both_ends = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    blank = _blank(_named(name), issuer, key, now=now).add_extension(where, critical=False)
    signed = blank.add_extension(both_ends, critical=False).sign(authority, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _blank(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now + VALID)
    )


def _write(path: Path, content: bytes) -> None:
    """Replace a file by one that only its owner may read."""
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    draft.replace(path)
