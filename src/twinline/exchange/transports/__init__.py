"""Transports by the name of their kind: HTTPS push, NATS JetStream, shared tables, file ferry (decision 0017, R45).

A peer's row holds their options as JSON: ``kind`` chooses, ``name`` tells two of a kind apart, the rest is the kind's
own. A kind's libraries are imported when it is opened.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast, get_args, get_origin

from twinline.exchange.ports import Take as Take
from twinline.exchange.ports import Transport
from twinline.kernel.errors import Invalid

KINDS = ("https", "nats", "tables", "ferry")
OVER_TLS = frozenset(("https", "nats"))

T = TypeVar("T")


class BadTransport(Invalid):
    """Options that no transport can be opened with; ``option`` names the one, ``why`` says what is wrong."""

    code: ClassVar[str] = "exchange.bad_transport"


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """PEM files of this instance: its certificate (with its key, unless that is in ``key``) and the authorities whose
    certificates the other side must show.
    """

    certificate: Path
    ca: Path | None = None
    key: Path | None = None


def open_transport(
    options: Mapping[str, Any], *, me: str, peer: str, tls: TlsFiles | None = None, **more: Any
) -> Transport:
    """The transport from this instance, ``me``, to ``peer``; nothing is connected yet.

    ``more`` goes to the kind as it is, such as the ferry's signer. Raises BadTransport.
    """
    kind = options.get("kind")
    if kind not in KINDS:
        raise BadTransport(option="kind", why=f"not one of {', '.join(KINDS)}")
    opener: Callable[..., Transport] = import_module(f"{__name__}.{kind}").open_
    return opener(options, me=me, peer=peer, **({"tls": tls} if kind in OVER_TLS else {}), **more)


def read(into: type[T], options: Mapping[str, Any]) -> T:
    """Options as the dataclass of their kind: nothing unknown, nothing missing, the right types, numbers above zero.

    Raises BadTransport.
    """
    given = {name: value for name, value in options.items() if name not in ("kind", "name")}
    known = {field.name: field for field in fields(into)}  # pyright: ignore[reportArgumentType]
    for name, value in given.items():
        if name not in known:
            raise BadTransport(option=name, why="unknown")
        if not _fits(known[name].type, value):
            raise BadTransport(option=name, why="of the wrong type, or not above zero")
    for name, field in known.items():
        if name not in given and field.default is MISSING and field.default_factory is MISSING:
            raise BadTransport(option=name, why="missing")
    return into(**given)


def _fits(kind: Any, value: Any) -> bool:
    if get_origin(kind) is list:
        return isinstance(value, list) and len(ones := cast("list[Any]", value)) > 0 and _all(get_args(kind)[0], ones)
    if kind is float or kind is int:
        return isinstance(value, (int, kind)) and not isinstance(value, bool) and value > 0
    return isinstance(value, kind)


def _all(kind: type, values: list[Any]) -> bool:
    return all(isinstance(value, kind) for value in values)


def on_loopback(host: str | None) -> bool:
    """Whether a host's address can be reached from this machine only."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


_PRINTABLE = bytes(byte if 0x20 <= byte < 0x7F else ord("?") for byte in range(256))


def as_token(raw: bytes) -> str:
    """Bytes from the wire as a token. What is no ASCII becomes question marks: still no token, but safe to keep."""
    return raw.translate(_PRINTABLE).decode("ascii")
