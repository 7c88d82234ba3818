"""The demo's accounts and keys: made once, kept in ``credentials.json``, which only its owner may read."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from twinline.appeals import PLATFORMS
from twinline.clocks import City, load_city
from twinline.identity import ROLES, Authenticator, create_account, create_key, every_account, set_password
from twinline.kernel.db import Database
from twinline.kernel.errors import Unauthenticated

FILE = "credentials.json"
MACHINES = {"12345": "machine_12345", "110": "machine_110"}
KEYS_ONLY = frozenset((*MACHINES.values(), "unit_system", "wall_display"))
"""Roles of machines: their accounts have no password."""


class Spec(NamedTuple):
    """One demo account: login in pinyin, an invented name, role, unit code."""

    login: str
    name: str
    role: str
    unit: str


ACCOUNTS = (
    Spec("shouli01", "安晓禾", "agent", "12345"),
    Spec("shouli02", "卜若谷", "agent", "12345"),
    Spec("paidan01", "岑云起", "dispatcher", "12345"),
    Spec("duban01", "窦知行", "supervisor", "12345"),
    Spec("banzhang01", "樊景行", "leader_12345", "12345"),
    Spec("chengguan01", "甘望舒", "unit_clerk", "440106-urban_management"),
    Spec("chengguan02", "贺怀瑾", "unit_clerk", "440105-urban_management"),
    Spec("renshe01", "纪清和", "unit_clerk", "440106-human_resources"),
    Spec("zhujian01", "柯子衿", "unit_clerk", "440111-housing"),
    Spec("shichang01", "蓝一舟", "unit_clerk", "440106-market_regulation"),
    Spec("jiejing01", "苗南星", "call_taker", "110"),
    Spec("jiejing02", "倪牧之", "call_taker", "110"),
    Spec("diaodu01", "欧明远", "police_dispatcher", "110"),
    Spec("zhiban01", "庞思齐", "leader_110", "110"),
    Spec("tianhe01", "祁若水", "police_unit", "440106-public_security"),
    Spec("yuexiu01", "冉长风", "police_unit", "440104-public_security"),
    Spec("baiyun01", "沙听雨", "police_unit", "440111-public_security"),
    Spec("jiaojing01", "邰行舟", "police_unit", "440106-traffic_police"),
    Spec("ducha01", "车正言", "police_supervision", "440100-police_supervision"),
    Spec("guize01", "殷修竹", "rule_owner", "12345"),
    Spec("shuju01", "包知微", "steward", "12345"),
    Spec("zhanghao01", "樊守拙", "account_admin", "12345"),
    Spec("shenji01", "柯明镜", "auditor", "12345"),
    Spec("jieru12345", "12345接入系统", "machine_12345", "12345"),
    Spec("xitong.chengguan", "城管业务系统", "unit_system", "440106-urban_management"),
    Spec("xitong.zhujian", "住建业务系统", "unit_system", "440111-housing"),
    Spec("xitong.shichang", "市场监管业务系统", "unit_system", "440106-market_regulation"),
    Spec("open311", "Open311接入方", "open311_client", "12345"),
    Spec("daping", "联动大屏", "wall_display", "12345"),
    Spec("jieru110", "110接入系统", "machine_110", "110"),
)
OFFICE_110 = (
    Spec("jingwu01", "支明德", "rule_owner", "110"),
    Spec("jingwu02", "竺望远", "steward", "110"),
    Spec("jingwu03", "晏守正", "account_admin", "110"),
    Spec("jingwu04", "逄正清", "auditor", "110"),
)
"""An instance that hosts 110 alone is administered there."""


def people_of(hosts: Sequence[str]) -> tuple[Spec, ...]:
    """Everybody who works at an instance that hosts these platforms."""
    there = tuple(spec for spec in ACCOUNTS if ROLES[spec.role].platform in hosts)
    return there if "12345" in hosts else there + OFFICE_110


@dataclass(slots=True)
class Credentials:
    """What ``credentials.json`` holds; ``keys`` by login, and the two machines' also by their role."""

    path: Path
    url: str = ""
    accounts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    keys: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def load(cls, path: Path) -> "Credentials":
        """The file's, or empty ones when it is not there or damaged."""
        try:
            found = orjson.loads(path.read_bytes())
            return cls(path, found["url"], found["accounts"], found["keys"])
        except (FileNotFoundError, KeyError, TypeError, orjson.JSONDecodeError):
            return cls(path)

    def save(self) -> None:
        """Replace the file by one that only its owner may read."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f".{self.path.name}.new")
        draft.unlink(missing_ok=True)
        content = {"url": self.url, "accounts": self.accounts, "keys": self.keys}
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(orjson.dumps(content, option=orjson.OPT_INDENT_2))
        draft.replace(self.path)

    def password_of(self, login: str) -> str | None:
        return next((a["password"] for a in self.accounts if a["login"] == login), None)


async def prepare(db: Database, path: Path, *, hosts: Sequence[str] = PLATFORMS) -> Credentials:
    """Accounts and keys as the file says; what the file or the database lacks is made. One password serves all."""
    specs = people_of(hosts)
    known = Credentials.load(path)
    city = await load_city(db)
    async with db.transaction() as tx:
        present = {row["login"] for row in await every_account(tx.conn)}
    password = next((a["password"] for a in known.accounts if a["password"]), secrets.token_urlsafe(9))
    for spec in specs:
        await _account(db, city, spec, password, known=known, present=spec.login in present)
        known.keys[spec.login] = await _key(db, spec.login, known.keys.get(spec.login))
    for login in set(known.keys) - present - {s.login for s in specs}:
        del known.keys[login]
    known.accounts = [_shown(spec, city, password) for spec in specs]
    known.keys |= {role: known.keys[s.login] for role in MACHINES.values() for s in specs if s.role == role}
    return known


async def _account(db: Database, city: City, spec: Spec, password: str, *, known: Credentials, present: bool) -> None:
    secret = None if spec.role in KEYS_ONLY else password
    async with db.transaction() as tx:
        if present:
            if secret and known.password_of(spec.login) != secret:
                await set_password(tx, login=spec.login, password=secret)
            return
        unit = city.directory.by_code(spec.unit)
        await create_account(
            tx, login=spec.login, name=spec.name, password=secret, platform=unit.platform, unit_id=unit.id,
            roles=[spec.role], units=city.directory, seed=True,
        )  # fmt: skip


async def _key(db: Database, login: str, known: str | None) -> str:
    """The key that is known, if it still opens; else a new one."""
    if known:
        try:
            await Authenticator(db).by_key(known)
            return known
        except Unauthenticated:
            pass
    async with db.transaction() as tx:
        return (await create_key(tx, login=login, name="demo"))[1]


def _shown(spec: Spec, city: City, password: str) -> dict[str, Any]:
    unit = city.directory.by_code(spec.unit)
    machine = spec.role in KEYS_ONLY
    return {
        "login": spec.login, "password": None if machine else password, "name": spec.name, "role": spec.role,
        "platform": unit.platform, "unit": unit.name,
    }  # fmt: skip
