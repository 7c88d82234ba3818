"""Every word is found wherever it stands, overlapping ones too."""

from hypothesis import given
from hypothesis import strategies as st

from twinline.nlp import words

SYLLABLES = st.text(alphabet="没有着火了𠮷a", min_size=1, max_size=4)


@given(st.lists(SYLLABLES, max_size=12, unique=True), st.text(alphabet="没有着火了𠮷a。", max_size=60))
def test_all_places_and_no_other(looked_for: list[str], text: str) -> None:
    there = [
        (number, start, start + len(word))
        for number, word in enumerate(looked_for)
        for start in range(len(text))
        if text.startswith(word, start)
    ]
    assert words.Words(looked_for).places(text) == sorted(there, key=lambda place: (place[2], place[1]))


def test_no_words_are_nowhere() -> None:
    assert words.Words([]).places("着火了") == []
