"""What a file is, by its first and last bytes: images, sound, film, PDF, Office, OFD and plain text (R35)."""

import codecs
import re
from collections.abc import Sequence

ZIP = b"PK\x03\x04"
_STARTS: Sequence[tuple[bytes, str]] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-office"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {
    b"hei": "image/heic",
    b"mif": "image/heic",
    b"avi": "image/avif",
    b"M4A": "audio/mp4",
    b"qt ": "video/quicktime",
}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_PARTS = {
    b"word/": _OFFICE + "wordprocessingml.document",
    b"xl/": _OFFICE + "spreadsheetml.sheet",
    b"ppt/": _OFFICE + "presentationml.presentation",
    b"OFD.xml": "application/ofd",
}
_OPEN_KINDS = ("text", "spreadsheet", "presentation")
_VIDEO, _TEXT = "video/mp4", "text/plain"
MEDIA_TYPES = frozenset(
    (_VIDEO, _TEXT, *(kind for _, kind in _STARTS), *_RIFF.values(), *_BRANDS.values(), *_PARTS.values())
) | {_OPEN + kind for kind in _OPEN_KINDS}
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def media_type(head: bytes, tail: bytes) -> str | None:
    """The type of a file with this first and last chunk; None when it is none of those that are kept.

    >>> media_type(b"MZ\\x90\\x00", b""), media_type("投诉噪音".encode(), b"")
    (None, 'text/plain')
    """
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:11], _VIDEO)
    if head.startswith(ZIP):
        return _in_zip(head + tail)
    return _TEXT if _is_text(head) else None


def _in_zip(data: bytes) -> str | None:
    """Documents only, and none with macros."""
    if b"vbaProject.bin" in data:
        return None
    for kind in _OPEN_KINDS:
        if data[30:].startswith(b"mimetype" + (_OPEN + kind).encode()):
            return _OPEN + kind
    return next((found for part, found in _PARTS.items() if part in data), None)


def _is_text(head: bytes) -> bool:
    """UTF-8 or GB 18030 without control characters, and no markup."""
    if _CONTROL.search(head) or head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        return False
    for coding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(coding)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False
