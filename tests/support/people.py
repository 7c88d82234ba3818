"""Named people of the tests: each an account with an API key, an Actor, and a client of the API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import httpx
from fastapi import FastAPI

from twinline.identity import Actor, create_account, create_key
from twinline.kernel.db import Database

# attribute: (name, role, unit code, division that the account is bound to)
CAST = {
    "agent": ("受理员", "agent", "12345", ""),
    "dispatcher": ("派单员", "dispatcher", "12345", ""),
    "clerk": ("承办员", "unit_clerk", "440106-urban_management", ""),
    "supervisor": ("督办员", "supervisor", "12345", ""),
    "leader_12345": ("12345班长", "leader_12345", "12345", ""),
    "call_taker": ("接警员", "call_taker", "110", ""),
    "police_dispatcher": ("调度员", "police_dispatcher", "110", ""),
    "officer": ("民警", "police_unit", "440106-public_security", ""),
    "leader_110": ("110值班长", "leader_110", "110", ""),
    "outsider": ("外区人员", "unit_clerk", "440104-urban_management", ""),
    "area_agent": ("越秀区受理员", "agent", "12345", "440104"),
    "inspector": ("督察", "police_supervision", "440100-police_supervision", ""),
    "steward": ("数据管理员", "steward", "12345", ""),
    "rule_owner": ("规则负责人", "rule_owner", "12345", ""),
    "admin": ("账号管理员", "account_admin", "12345", ""),
    "display": ("大屏", "wall_display", "12345", ""),
    "auditor": ("审计员", "auditor", "12345", ""),
    "machine_12345": ("12345接入系统", "machine_12345", "12345", ""),
    "machine_110": ("110接入系统", "machine_110", "110", ""),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts: through actions as ``actor``, over HTTP as ``api``."""

    login: str
    actor: Actor
    key: str
    api: httpx.AsyncClient


@dataclass
class People:
    """``people.agent``, ``people.officer``, …; ``await people.of("police_unit", unit_code)`` for anybody else."""

    app: FastAPI
    db: Database
    _known: dict[str, Person] = field(default_factory=dict)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    def __getattr__(self, name: str) -> Person:
        known = self.__dict__.get("_known", {})
        if name not in known:
            raise AttributeError(name)
        return known[name]

    def everybody(self) -> list[Person]:
        return list(self._known.values())

    async def of(self, role: str, unit_code: str, *, division: str = "", name: str = "某人") -> Person:
        """The person with this role in this unit; made on first use."""
        login = f"{role}.{unit_code}.{division or 'all'}".replace("_", "-")
        if login not in self._known:
            self._known[login] = await self._hire(login, name, role, unit_code, division)
        return self._known[login]

    async def hire_cast(self) -> None:
        for attribute, (name, role, unit_code, division) in CAST.items():
            self._known[attribute] = await self.of(role, unit_code, division=division, name=name)

    async def _hire(self, login: str, name: str, role: str, unit_code: str, division: str) -> Person:
        unit = self.app.state.city.directory.by_code(unit_code)
        async with self.db.transaction() as tx:
            await create_account(
                tx,
                login=login,
                name=name,
                password=None,
                platform=unit.platform,
                unit_id=unit.id,
                roles=[role],
                units=self.app.state.units,
                division=division,
            )
            _, key = await create_key(tx, login=login, name="test")
        actor = await self.app.state.authenticator.by_key(key)
        return Person(login, actor, key, await self._stack.enter_async_context(client(self.app, key=key)))

    async def close(self) -> None:
        await self._stack.aclose()


def client(app: FastAPI, *, key: str | None = None) -> httpx.AsyncClient:
    """A client of the application in this process; without a key it is nobody, and keeps cookies."""
    headers = {"Authorization": f"Bearer {key}"} if key else {"X-Twinline": "1"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers)


@asynccontextmanager
async def staffed(app: FastAPI, db: Database) -> AsyncIterator[People]:
    """The whole cast on one application."""
    people = People(app, db)
    await people.hire_cast()
    try:
        yield people
    finally:
        await people.close()
