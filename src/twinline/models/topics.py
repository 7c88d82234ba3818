"""What the name of a category says: written messages about what it names teach a little beside a city's own orders.

Boards draw the line between categories in their own way, so a model that knows one board alone is lost on another. The
names are mostly the same, and there messages of our own (data/topic_messages.csv) know more than one board does.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import zip_longest

from twinline.nlp import plain

EACH = 150
LEAST_SHARE = 0.8


def lent(column: Sequence[str | None]) -> list[tuple[str, str]]:
    """Prepared messages with the label that each speaks for, at most 150 a label.

    Nothing when fewer than two labels, or labels of less than four in five rows, have a name that says what they are
    about: a message about another topic would count against a label that is only named unusually.
    """
    told = [label for label in column if label is not None]
    chosen = named(sorted(set(told)))
    if len(chosen) < 2 or sum(label in chosen for label in told) < LEAST_SHARE * len(told):
        return []
    return [(words, label) for label in sorted(chosen) for words in _mixed([_messages()[t] for t in chosen[label]])]


def named(labels: Sequence[str]) -> dict[str, list[str]]:
    """For each label with a telling name its topics. A topic goes to the label that says most of it, or to none."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for topic, names in _names().items():
        said = {label: _said(label, names) for label in labels}
        most = max(said.values(), default=0)
        best = [label for label in labels if said[label] == most]
        if most and len(best) == 1:
            found[best[0]].append(topic)
    return dict(found)


def _said(label: str, names: Sequence[str]) -> int:
    """How many characters of the label are names of the topic."""
    return len({i for name in names for i in _places(label, name)})


def _places(label: str, name: str) -> Iterator[int]:
    start = label.find(name)
    while start >= 0:
        yield from range(start, start + len(name))
        start = label.find(name, start + 1)


def _mixed(piles: Sequence[Sequence[str]]) -> list[str]:
    """One of each pile in turn."""
    return [words for row in zip_longest(*piles) for words in row if words is not None][:EACH]


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return {row["topic"]: tuple(row["names"].split("|")) for row in _rows("topics.csv")}


@cache
def _messages() -> Mapping[str, tuple[str, ...]]:
    piles: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows("topic_messages.csv"):
        piles[row["topic"]].append(plain(row["text"]))
    return {topic: tuple(words) for topic, words in piles.items()}


def _rows(name: str) -> list[dict[str, str]]:
    lines = (files("twinline.models") / "data" / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(lines))
