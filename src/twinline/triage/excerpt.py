"""What of a text its meaning is taken from: an embedding costs a millisecond a character, and a letter's greeting and
thanks say nothing of what it wants.
"""

import re

OPENING, CLOSING = 26, 15
EXCERPT = OPENING + CLOSING + 4
_LOOKED_AT = 60
_LEAST = 20
# Normal form: half-width marks but for 。
_GREETING = re.compile(
    r"(?:尊敬的?|敬爱的)[^,。:!\n]{0,14}[:,!。]?|(?:各位)?领导们?(?:您|你|们)*好?[:!,。]|(?:您|你)们?好[!,。]?|领导们?:"
)
_THANKS = re.compile(
    r"(?:(?:万分|非常|十分|多多)?(?:谢谢|感谢|拜托)[^,。!]{0,12}[!。,~]*|此致敬礼[!。]*|此致,?|敬礼[!。]*"
    r"|[望盼请](?:早日|尽快|速)?(?:回复|答复|回音)[!。,]*)+$"
)


def excerpt(text: str) -> str:
    """The opening and the end of a text in normal form, without greeting and thanks, at most ``EXCERPT`` characters."""
    if len(text) <= EXCERPT:
        return text
    head, body, tail = text[:_LOOKED_AT], text[_LOOKED_AT:-_LOOKED_AT], text[max(_LOOKED_AT, len(text) - _LOOKED_AT) :]
    said = _GREETING.sub("", head) + body + _THANKS.sub("", tail)
    if len(said) < _LEAST:
        said = text
    return said if len(said) <= EXCERPT else said[:OPENING] + "…" + said[-CLOSING:]
