"""Random records from the OpenAPI schemas: every field, length and kind of character; the same for one seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from contract.badness import parts

# Everyday Chinese, rare and new Chinese (extensions A–G), emoji built from several characters, other scripts, marks
# that combine, quotes that break naive code, and spaces that are not spaces.
LETTERS = (
    *"路灯不亮请派人维修天河区石牌东路井盖破损有人受伤停水三天",
    *"㐂㛃䶮𠮷𡘙𫖮𬭩𰻝𱁬髙﨑",
    *("👨‍👩‍👧‍👦", "🚓", "🏮", "👍🏽", "🇨🇳", "é", "ạ̈", "한글", "кот", "שלום", "ﷺ", "ß", "İ"),
    *("'", '"', "\\", "\\u0041", "\\n", "%", "_", "%s", "{}", "{0}", "$1", "<b>", "&amp;", "--", ";", "/*", "NULL"),
    *("\u3000", "\u00a0", "\u200d", "\u202e", "\ufeff", "\ufffd", "\U0010fffd", "０", "Ⅷ", "㎡", "…", "——"),
)
TRIMMED = " \u3000\u00a0\ufeff\u200d"
PLAIN = "0123456789ABCDEFGHJKabcdefghjk._-"
DIGITS = "0123456789"
START = datetime(2015, 1, 1, tzinfo=UTC)
ZONES = tuple(timezone(timedelta(minutes=m)) for m in (0, 480, -570, 345, 840))


class Records:
    """Makes random values; ``fixed`` gives the choices of fields that must name something real."""

    def __init__(self, document: Mapping[str, Any], seed: int, fixed: Mapping[str, Sequence[Any]]) -> None:
        self._document = document
        self._fixed = fixed
        self._random = random.Random(seed)

    def body(self, name: str, *, sparse: float = 0.5) -> dict[str, Any]:
        """A body of the named schema; each optional field is left out with the probability ``sparse``."""
        schema = self._document["components"]["schemas"][name]
        required = schema.get("required", ())
        fields = schema["properties"].items()
        return {n: self._value(n, f) for n, f in fields if n in required or self._random.random() > sparse}

    def _value(self, name: str, schema: Mapping[str, Any]) -> Any:
        if name in self._fixed:
            return self._random.choice(self._fixed[name])
        real, nullable = parts(self._document, schema)
        if nullable and self._random.random() < 0.1:
            return None
        if "enum" in real:
            return self._random.choice(real["enum"])
        match real.get("type"):
            case "boolean":
                return self._random.random() < 0.5
            case "integer":
                return self._random.randint(int(real["minimum"]), int(real["maximum"]))
            case "number":
                return self._random.choice(
                    [real["minimum"], 0.0, self._random.uniform(real["minimum"], real["maximum"])]
                )
            case "array":
                count = self._random.choice([0, 1, 2, real["maxItems"]])
                return [self._value("", real["items"]) for _ in range(count)]
        return self._text(real)

    def _text(self, schema: Mapping[str, Any]) -> str:
        if schema.get("format") == "date-time":
            return self.moment()
        pattern = schema.get("pattern", "^[^")
        if not pattern.startswith("^[^"):
            return self._patterned(pattern, schema)
        return self.text(schema["maxLength"], least=schema.get("minLength", 0))

    def _patterned(self, pattern: str, schema: Mapping[str, Any]) -> str:
        if r"\d{12}" in pattern:
            return "".join(self._random.choices(DIGITS, k=12))
        if "[0-9 ()-]" in pattern:
            return f"199-{self._random.randrange(10**4):04}-{self._random.randrange(10**4):04}"
        if "{2,8}" in pattern:
            return "".join(self._random.choices(DIGITS, k=6))
        return "".join(self._random.choices(PLAIN, k=self._random.randint(0, schema["maxLength"])))

    def text(self, most: int, *, least: int = 0) -> str:
        """Text of mostly modest length, now and then of the longest; its ends are no spaces, which fields trim."""
        size = self._random.choice([least, 1, 5, 20, 60, 60, 200, most if self._random.random() < 0.02 else 30])
        made = "".join(self._random.choices(LETTERS, k=max(1, min(size, most))))[: min(most, max(size, 1))].strip(
            TRIMMED
        )
        return made if sum(c.isalnum() for c in made) or not least else "字"

    def moment(self) -> str:
        at = START + timedelta(microseconds=self._random.randrange(10**6 * 86_400 * 4_000))
        return at.astimezone(self._random.choice(ZONES)).isoformat()


def same_moment(one: Any, other: Any) -> bool:
    """Whether both are written times of the same moment."""
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except (TypeError, ValueError):
        return False
