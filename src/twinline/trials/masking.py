"""Text without what names a person: names, addresses, phones, identity and bank cards, plates, accounts (R43).

What a text is judged by stays: a road is still some road (某路), a doctor still some doctor (某医生), and districts
and towns keep their names. Names that nothing announces (a bare 张三 in the middle of a sentence) are not found
for sure; who exports evidence is told so.
"""

import re
import unicodedata

from twinline.nlp import addresses

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
_SOME = "某"
_SURNAME = (
    "(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|"
    "[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
    "方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申"
    "尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏"
    "宁柯阮桂闵解强柴华车冉房边净阴闫佘练肖付])"
)
_GIVEN = "[\u4e00-\u9fff]"
_TITLES = (
    "先生|女士|小姐|师傅|老师|医生|大夫|护士|经理|主任|老板|校长|警官|所长|书记|局长|科长|律师|同学|阿姨|大姐|大哥|大爷|大妈|大叔|"
    "奶奶|爷爷|伯伯|婆婆"
)
_ANNOUNCED = (
    "我叫|名叫|名字叫|名字是|姓名|联系人|当事人|报警人|来电人|投诉人|举报人|被投诉人|受害人|死者|伤者|户主|司机叫|老板叫|他叫|她叫|"
    "叫做|本人"
)
_ROLES = (
    "邻居|老板|房东|租客|司机|同事|室友|包工头|经理|法人|法定代表人|负责人|"
    "前夫|前妻|丈夫|妻子|老公|老婆|儿子|女儿|父亲|母亲"
)
_AFTER = r"(?=[，。,.;；、！？!?\s（()）]|$|的|住|在|打|欠|说|把|不|没|拒|骂|家|与|和|跟|电话|手机|身份|[男女])"
_NAMES = (
    re.compile(rf"((?:{_ANNOUNCED})(?:是|为|叫)?[:： ]{{0,2}}){_SURNAME}{_GIVEN}{{1,2}}?{_AFTER}"),
    re.compile(rf"((?:{_ROLES})[:： ]{{0,2}}){_SURNAME}{_GIVEN}{{1,2}}?{_AFTER}"),
)
_TITLED = re.compile(rf"{_SURNAME}{_GIVEN}{{0,2}}?(?={_TITLES})")
# A bus line, what somebody did with a thing (把水管弄坏), and what has no name of its own: 我在超市, 迷路, 门前路.
_NO_PLACE = re.compile(r"\d+路|.*弄")
_NO_NAME = re.compile(".*[在从到去个的是被或就前迷马走让修]")
_COUNTED = re.compile(r"^[A-Za-z0-9一二三四五六七八九十百零〇甲乙丙丁负-]+")


def masked(text: str) -> str:
    """The text with such words and numbers replaced by what they were; full-width digits and letters count as ordinary
    ones."""
    for pattern, word in _RULES:
        text = pattern.sub(word, _half(text))
    return _placeless(_nameless(text))


def _nameless(text: str) -> str:
    for pattern in _NAMES:
        text = pattern.sub(rf"\1{_SOME}某", text)
    return _TITLED.sub(_SOME, text)


def _placeless(text: str) -> str:
    """Parts of addresses without their names and counts; parts of a long text beyond what is read at once too."""
    done, start = "", 0
    while start < len(text):
        piece = text[start : start + addresses.TEXT_CHARS_MAX]
        done, start = done + _without(piece), start + len(piece)
    return done


def _without(text: str) -> str:
    found, end = "", 0
    for part in addresses.spans(text):
        if _names_a_place(part, text):
            found, end = found + text[end : part.start] + _SOME + _ending(part), part.end
    return found + text[end:]


def _names_a_place(part: addresses.Span, text: str) -> bool:
    """Streets and towns are thousands of people: their names stay, as districts' do."""
    if part.kind == addresses.Kind.TOWN:
        return False
    if _NO_PLACE.fullmatch(part.words):
        return text[part.end : part.end + 1].isdigit()
    return part.kind not in addresses.NAMED or not _NO_NAME.fullmatch(part.words.removesuffix(_ending(part)))


def _ending(part: addresses.Span) -> str:
    """What a part is, without which: 路 of 石牌东路, 栋 of 3栋; a bare room number leaves 房."""
    if part.kind in addresses.NAMED:
        return addresses.ending(part.words)
    return _COUNTED.sub("", part.words) or "房"


def _half(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones; everything else as it is."""
    return "".join(
        unicodedata.normalize("NFKC", char) if 0xFF10 <= ord(char) <= 0xFF5A and char not in "，：；？" else char
        for char in text
    )
