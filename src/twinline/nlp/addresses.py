"""Finds the parts of an address in Chinese text: roads, numbers, communities, places, buildings, rooms.

Pure and without a gazetteer: a part is known by what it ends with, and begins after the words that lead to it (在, 住,
到) or after the part before it. Names of divisions are another module's (places); both together make an address.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

TEXT_CHARS_MAX = 1_000
GAP = re.compile(r"[\s,，、·-]{0,2}(?:的|里|内|里面)?")


class Kind(StrEnum):
    """What a part of an address is."""

    TOWN = "town"
    ROAD = "road"
    NUMBER = "number"
    COMMUNITY = "community"
    POI = "poi"
    BUILDING = "building"
    UNIT = "unit"
    FLOOR = "floor"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Span:
    """One part at ``[start, end)`` of the text."""

    kind: Kind
    words: str
    start: int
    end: int


_COUNT = r"(?:\d{1,5}(?:[-之]\d{1,4})?|[一二三四五六七八九十百零〇]{1,5}|[甲乙丙丁])"
_NUMBERED = (
    (Kind.BUILDING, rf"(?:{_COUNT}|[A-Za-z]\d{{0,2}}|[东西南北中])(?:号楼|号院|栋|幢|座)"),
    (Kind.UNIT, rf"(?:{_COUNT}|[A-Za-z])单元"),
    (Kind.ROOM, r"[A-Za-z]?\d{2,5}(?:室|房)|\d{3,4}户|[A-Za-z]?\d{3,4}(?![\d号弄元块年月日栋幢座单层楼多人次个米])"),
    (Kind.FLOOR, rf"(?:负|地下)?{_COUNT}(?:楼|层)(?!道|梯|房|顶|盘)"),
    (Kind.NUMBER, rf"[甲乙丙丁]?{_COUNT}(?:弄|号)(?!线|楼|院|码|店|文|令|门诊)"),
)
# The ends of names, each with how many characters the name before it may have.
_ROADS = "大道|大街|胡同|公路|国道|省道|县道|高速|环路|路|街|巷|弄"
_COMMUNITIES = "小区|社区|新村|花园|花苑|家园|公寓|佳苑|雅苑|名苑|安置房|城中村|公馆|豪庭|村|苑|寨|屯|坊|庄"
_POIS = (
    "大厦|广场|商场|市场|商城|超市|酒店|宾馆|医院|卫生院|诊所|学校|小学|中学|学院|大学|幼儿园|公园|车站|客运站|地铁站|火车站|"
    "高铁站|公交站|机场|工业园|产业园|科技园|创业园|园区|工业区|开发区|工地|加工厂|工厂|有限公司|公司|银行|中心|影院|体育馆|"
    "图书馆|派出所|写字楼|网吧|加油站|停车场|收费站|服务区|码头|大桥|立交桥|天桥|隧道|水库|饭店|餐厅|酒楼|商业街|步行街|厂区|"
    "居委会|村委会|景区|批发城|美食城|建材城|KTV"
)
_ENDS = re.compile(
    "|".join(
        (
            *(f"(?P<n{i}>{pattern})" for i, (_, pattern) in enumerate(_NUMBERED)),
            "(?P<town>街道|镇(?!政府)|乡(?!政府|亲|下|村))",
            f"(?P<poi>{_POIS})",
            f"(?P<community>{_COMMUNITIES})",
            rf"(?P<road>(?:{_ROADS})(?![灯牌面费况标障怒由政])(?:[东西南北中]段)?)",
        )
    )
)
_HEAD_CHARS_MAX = {Kind.TOWN: 5, Kind.ROAD: 6, Kind.COMMUNITY: 8, Kind.POI: 10}
NAMED = frozenset(_HEAD_CHARS_MAX)
"""Kinds of parts that have a name; the others have a number."""
_STOPS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")
# These say something only right after another part.
_FOLLOWING = frozenset({Kind.NUMBER, Kind.FLOOR, Kind.ROOM})
_NEAR = 1
# Words that lead to a place; a name begins after the last of them.
_LEADS = re.compile(
    "位于|坐落|住在|家住|就在|地址是|地址|来到|路过|经过|靠近|附近|旁边|对面|门口|隔壁|从|在|到|去|往|住|是|有|我们|你们|"
    "他们|这里|那里|这边|那边|我家|这个|那个|整个|一个|几个|某个|这条|那条|一条|哪条|什么|的|了|和|跟|与|及|或|把|被|让|叫|找|给|"
    "反映|投诉|举报|请问|你好|您好|省|市|区|县|街道|镇|乡"
)
_LEADS_OR_PARTS = frozenset("从在到去往住是有了和跟与及或把被让叫找给省市区县镇乡")
_NAME_CHARS = 2
# What stands before 路, 村 or 中心 without being a name: 马路, 修路, 市中心.
_NO_NAME = re.compile(
    "从|在|到|去|往|住|是|有|了|和|跟|与|把|被|给|马|公|道|铁|走|迷|网|修|一|半|条|上|下|过|大|小|老|新|本|全|各|每|同|该|农|山|整|多|两|三|几|出|回|让|堵|"
    "挡|水|电|气|线|思|套|逛|扫|沿|临|满|大半|我|你|他|咱|咱们|自己|别|其他|外|里|我的|附近|门口|旁|旁边|另|后|前|中|东|西|南|北|城|街|购物|中心|公安|民"
)


def spans(text: str) -> list[Span]:
    """The parts of addresses in ``text`` in order of place; only its first ``TEXT_CHARS_MAX`` characters are read."""
    found: list[Span] = []
    text = text[:TEXT_CHARS_MAX]
    floor = 0
    for hit in _ENDS.finditer(text):
        span = _span(text, hit, floor)
        if span is not None:
            found.append(span)
            floor = span.end
    return found


def addresses(parts: Sequence[Span], *, text: str) -> list[tuple[int, int]]:
    """Stretches of ``text`` whose parts follow one another without other words between them."""
    stretches: list[tuple[int, int]] = []
    for part in parts:
        if stretches and GAP.fullmatch(text, stretches[-1][1], part.start):
            stretches[-1] = (stretches[-1][0], part.end)
        else:
            stretches.append((part.start, part.end))
    return stretches


def ending(words: str) -> str:
    """What a named part is, without its name: 大道 of 天河大道; the whole when it ends with nothing known."""
    hits = [hit[0] for hit in _ENDS.finditer(words)]
    return hits[-1] if hits else words


def _span(text: str, hit: re.Match[str], floor: int) -> Span | None:
    name = hit.lastgroup or ""
    if name.startswith("n"):
        kind, start = _NUMBERED[int(name[1:])][0], hit.start()
        if kind in _FOLLOWING and not (floor and start - floor <= _NEAR):
            return None  # 12345号 alone is an order's number, 一楼 alone anybody's floor
    else:
        kind = Kind(name)
        start = _begin(text, hit.start(), max(floor, hit.start() - _HEAD_CHARS_MAX[kind]))
        if start == hit.start() or _NO_NAME.fullmatch(text, start, hit.start()):
            return None
    return Span(kind, text[start : hit.end()], start, hit.end())


def _begin(text: str, end: int, low: int) -> int:
    """Where the name that ends at ``end`` begins."""
    for stop in _STOPS.finditer(text, low, end):
        low = stop.end()
    for lead in _LEADS.finditer(text, low, end):
        # 和 leads to a name and is in many: 通和东路. What would be left of it tells.
        if lead[0] not in _LEADS_OR_PARTS or end - lead.end() >= _NAME_CHARS:
            low = lead.end()
    return low
