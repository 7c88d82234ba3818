"""Text without what names a person's number: phones, identity cards, bank cards, plates, accounts (R43).

Names and addresses stay, as they are what a text is judged by; who exports evidence is told so.
"""

import re
import unicodedata

PERSON, NUMBER, PLATE, ACCOUNT = "〔证件号〕", "〔号码〕", "〔车牌〕", "〔账号〕"
_SPOKEN = "零〇一二三四五六七八九幺两"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳"
_DATE = r"(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}"
_RULES = (
    (re.compile(r"(?<![0-9])[1-9]\d{16}[0-9Xx](?![0-9])|(?<![0-9])[1-9]\d{14}(?![0-9])"), PERSON),
    (re.compile(rf"[{_PROVINCES}][A-Za-z][-· •]?[A-HJ-NP-Za-hj-np-z0-9]{{4,5}}[A-HJ-NP-Za-hj-np-z0-9挂学警]"), PLATE),
    (
        re.compile(r"((?:QQ|qq|微信|wx|WX|支付宝)(?:号码|号|账号)?(?:是|为)?[:： ]{0,2})[A-Za-z0-9_-]{5,30}"),
        rf"\1{ACCOUNT}",
    ),
    (re.compile(r"[A-Za-z0-9._%+-]{1,60}@[A-Za-z0-9.-]{1,60}\.[A-Za-z]{2,10}"), ACCOUNT),
    (re.compile(rf"(?!{_DATE}(?![0-9]))(?<![0-9])\+?\d(?:[ -]{{0,2}}\d){{6,}}(?![0-9])"), NUMBER),
    (re.compile(rf"[{_SPOKEN}](?:[ ,，、-]?[{_SPOKEN}]){{6,}}"), NUMBER),
)


def masked(text: str) -> str:
    """The text with such numbers replaced by what they were; full-width digits and letters count as ordinary ones."""
    for pattern, word in _RULES:
        text = pattern.sub(word, _half(text))
    return text


def _half(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones; everything else as it is."""
    return "".join(
        unicodedata.normalize("NFKC", char) if 0xFF10 <= ord(char) <= 0xFF5A and char not in "，：；？" else char
        for char in text
    )
