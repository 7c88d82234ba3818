"""The one message catalogue: every text a user sees, in Simplified Chinese with an English translation.

Each module keeps its entries in ``twinline/messages/<module>.json`` as ``{"key": {"zh": …, "en": …}}``;
together they are one flat name space.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("zh", "en")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All entries of all modules. A key that two files define is a defect and raises ValueError."""
    entries: dict[str, Mapping[str, str]] = {}
    for file in sorted(files("twinline.messages").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".json"):
            continue
        for key, value in json.loads(file.read_text("utf-8")).items():
            if key in entries:
                raise ValueError(f"message key defined twice: {key}")
            entries[key] = value
    return entries


def text(key: str, /, *, lang: str = "zh", **params: object) -> str:
    """The text of ``key`` in ``lang``; an unknown key is shown as itself so that nothing is hidden."""
    entry = catalogue().get(key)
    if entry is None:
        return key
    template = entry.get(lang) or entry["zh"]
    try:
        return template.format_map(params) if params else template
    except (KeyError, IndexError):
        return template


def language_of(accept_language: str | None) -> str:
    """``en`` when the header prefers English before Chinese, else ``zh``."""
    for part in (accept_language or "").lower().split(","):
        tag = part.split(";")[0].strip()
        if tag.startswith("zh"):
            return "zh"
        if tag.startswith("en"):
            return "en"
    return "zh"
