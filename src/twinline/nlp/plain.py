"""One form of text for models that a city trains: half-width, lower case, without blanks and invisible characters."""

import unicodedata

NO_TITLE = frozenset({"", "nan", "none", "null", "无", "-", "无标题"})
_DROPPED = ("Cc", "Cf", "Cs", "Co", "Mn", "Zs", "Zl", "Zp")


class _Table(dict[int, str | None]):
    """A translation table that works out each character once."""

    def __missing__(self, code: int) -> str | None:
        value = _fold(code)
        if code < 0x10000:
            self[code] = value
        return value


def _fold(code: int) -> str | None:
    if 0xD800 <= code < 0xE000:
        return None
    wide = unicodedata.normalize("NFKC", chr(code)).lower()
    kept = "".join(char for char in wide if unicodedata.category(char) not in _DROPPED)
    return kept or None


_TABLE = _Table()


def plain(text: str, *, title: str = "") -> str:
    """The form in which texts are learned and judged: the title, where there is one, is the first line."""
    head, body = title.translate(_TABLE), text.translate(_TABLE)
    return body if head in NO_TITLE else f"{head}\n{body}"
