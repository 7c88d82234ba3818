"""Taking personal data out of a text before others read it (R43, R53; GB/T 35273: de-identification).

Numbers are found however they are written: full-width, Chinese numerals, with spaces or hyphens between. Names are
masked where somebody marked them; the caller's own always.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable

HIDDEN = "＊＊"
# One character for one, so that places stay the same.
_PLAIN = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0x2014: 0x2D, 0x2013: 0x2D, 0x2212: 0x2D}
_NUMERALS = str.maketrans("〇零一幺二两三四五六七八九", "0011223456789")
_GAP = r"[ \-.·、_*]?"
_D = rf"{_GAP}\d"
_ID_CARD = rf"(?<!\d)[1-9](?:{_D}){{16}}{_GAP}[\dXx](?![\dA-Za-z])"
_OLD_ID = r"(?<!\d)[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)"
_MOBILE = rf"(?<!\d)(?:\+?86{_GAP})?1{_GAP}[3-9](?:{_D}){{9}}(?!\d)"
_LANDLINE = rf"(?<!\d)0\d{{2,3}}[ \-)）]?\d(?:{_D}){{6,7}}(?!\d)"
_LONG_NUMBER = rf"(?<!\d)(?!(?:19|20)\d\d-\d\d-\d\d(?![\d-]))\d(?:{_D}){{6,}}(?!\d)"
_PLATE = r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][ ·]?[A-Z0-9]{4,5}[A-Z0-9挂学警港澳]"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("id", re.compile(f"{_ID_CARD}|{_OLD_ID}")),
    ("phone", re.compile(f"{_MOBILE}|{_LANDLINE}")),
    ("plate", re.compile(_PLATE)),
    ("account", re.compile(r"(?:微信号?|QQ号?|qq号?|抖音号?|账号|帐号)[:： 是为]{0,2}[A-Za-z0-9][A-Za-z0-9_-]{4,29}")),
    ("papers", re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{7,9}(?!\d)")),
    ("number", re.compile(_LONG_NUMBER)),
    (
        "door",
        re.compile(
            r"(?:\d{1,4}|[A-Za-z])(?:号楼|号院|栋|幢|座|单元|楼|层)(?:[\d\-A-Za-z单元栋座层楼梯之]{0,10}(?:室|房|号|户))?"
            r"|\d{1,5}(?:[\-之]\d{1,5}){0,3}(?:室|房|号门|号铺|号(?![线公国省道]))"
        ),
    ),
)


def mask(text: str, names: Iterable[str] = (), *, kept: Collection[str] = ()) -> tuple[str, Counter[str]]:
    """The text without personal data, and how often what kind was taken out. ``kept``: kinds that stay."""
    counts: Counter[str] = Counter()
    for name in sorted({n.strip() for n in names if n.strip()}, key=len, reverse=True):
        counts["name"] += text.count(name)
        text = text.replace(name, HIDDEN)
    for kind, pattern in (one for one in _PATTERNS if one[0] not in kept):
        text, found = _without(text, pattern)
        counts[kind] += found
    return text, +counts


def _without(text: str, pattern: re.Pattern[str]) -> tuple[str, int]:
    spans = _spans(text, pattern)
    for start, end in reversed(spans):
        text = text[:start] + HIDDEN + text[end:]
    return text, len(spans)


def _spans(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where it is found in the text as it would read in plain digits; spans that touch count once."""
    plain = text.translate(_PLAIN)
    found = [match.span() for form in (plain, plain.translate(_NUMERALS)) for match in pattern.finditer(form)]
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
