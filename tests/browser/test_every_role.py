"""No page shows or receives what its person may not see: every page as every role, each answer of the network held to
the permission matrix (R43, promise 6).

What a person may do is read from the roles and from the OpenAPI document (``x-permission``, ``x-clear-for``), pages
from the running router. Whether somebody may know of a matter is said a second time, in ``secrets_of_matters``, so that
the product's one condition has something to be compared with.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
from fastapi import FastAPI
from playwright.async_api import Page

from browser.desk import PATIENCE_MS, Desk
from browser.secrets_of_matters import URBAN, Matter, seeded
from browser.witness import EVENTS, Answer, Witness
from contract.conform import MEDIA, Conformance
from support.city import CIVIL, register
from support.people import CAST, People, Person
from support.server import served
from twinline.identity import ROLES
from twinline.kernel.db import fetch_value

NOWHERE = "nowhere"
START = "/no-such-page"
# The browser and the server have a core each at best; more people at once would wait for each other.
AT_ONCE = 2
# Counts what a page asks for and has not yet heard of in full; the stream of changes never ends. Maps are drawn slowly
# without a graphics card: their pages say that there is none and show the rest. What pages keep for being offline would
# outlive the person.
PREPARE = """
delete Navigator.prototype.serviceWorker
const context = HTMLCanvasElement.prototype.getContext
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith('webgl') ? null : context.call(this, kind, ...rest)
}
window.asking = 0
const ask = window.fetch
window.fetch = async (...what) => {
  if (String(what[0]).endsWith('/events')) return ask(...what)
  window.asking++
  try {
    const answer = await ask(...what)
    await answer.clone().arrayBuffer()
    return answer
  } finally {
    window.asking--
  }
}
window.router = () => document.querySelector('#app').__vue_app__.config.globalProperties.$router
window.rested = async () => {
  for (let calm = 0; calm < 2; calm = window.asking ? 0 : calm + 1) await new Promise(requestAnimationFrame)
}
"""
ROUTES = "router().getRoutes().map(({ name, path, meta, redirect }) => ({ name, path, ...meta, redirect: !!redirect }))"
VISIT = """async path => {
  await router().push(path)
  const came = router().currentRoute.value.name
  await rested()
  const fields = Array.from(document.querySelectorAll('input, textarea'), field => field.value)
  return [came, [document.body.innerText, ...fields].join('\\n')]
}"""


class Walk:
    """One person on the way through the pages: what each of them showed, and where it led astray."""

    def __init__(self, page: Page, person: Person, witness: Witness) -> None:
        self.page = page
        self.person = person
        self.witness = witness
        self.shown: dict[str, str] = {}
        self.astray: list[str] = []

    async def visit(self, path: str, wanted: str) -> None:
        """Go to a page without loading it anew, and note what is shown; ``wanted`` is where that must lead."""
        self.witness.pages[self.person.login] = path
        came, self.shown[path] = await self.page.evaluate(VISIT, path)
        if came != wanted:
            self.astray.append(f"{self.person.login} on {path} comes to {came}, not to {wanted}")

    async def listen_at_the_seat(self, matters: list[Matter]) -> None:
        """Type what a known caller says of an unknown matter; the page asks by itself what there was before."""
        known = next(matter for matter in matters if matter.known_to(self.person))
        hidden = next(matter for matter in matters if not matter.known_to(self.person))
        await self.page.fill("#words", f"{hidden.mark}，{hidden.words}")
        async with self.page.expect_response(lambda answer: known.phone in (answer.request.post_data or "")):
            await self.page.fill("input[name=phone]", known.phone)


async def everybody(staff: People) -> list[Person]:
    """The cast, and somebody for each role that nobody of it has."""
    found = [getattr(staff, name) for name in CAST]
    taken = {role for person in found for role in person.actor.roles}
    for role in (role for role in ROLES.values() if role.code not in taken):
        unit = URBAN if role.scope == "unit" else role.platform
        found.append(await staff.of(role.code, unit, name=role.zh))
    return found


async def place_of(desk: Desk, appeal_id: str) -> str:
    """Where the stream of changes stood before it told of an appeal. It resumes there as long as that fact is kept."""
    async with desk.db.transaction() as tx:
        xid = await fetch_value(
            tx.conn, "SELECT min(xid::text::bigint) FROM outbox WHERE appeal_id = %(id)s", {"id": appeal_id}
        )
    return f"{xid}.0"


async def until_told(desk: Desk, since: str, appeal_id: str) -> None:
    """Changes are told when nothing older is still being written, be it by a neighbour on the same server."""
    headers = {"Authorization": f"Bearer {desk.staff.agent.key}", "Last-Event-ID": since}
    async with (
        asyncio.timeout(PATIENCE_MS / 1000),
        httpx.AsyncClient(base_url=desk.address, headers=headers, timeout=None) as client,
        client.stream("GET", EVENTS) as stream,
    ):
        async for line in stream.aiter_lines():
            if appeal_id in line:
                return


def addresses(route: Mapping[str, Any], person: Person, matters: list[Matter]) -> list[str]:
    """The addresses of a route that a person may open: one, or one for each matter that it can be about."""
    path = re.sub(r"\(.*?\)\*?", "", route["path"])
    if ":id" not in path:
        return [path.replace(":number", "0").replace(":rest", "no-such-page")]
    about = [matter for matter in matters if matter.known_to(person)]
    unknown = [matter for matter in matters if matter not in about]
    # Other pages of a matter ask for it first as this one does: what is refused here is tried there once.
    about += unknown if route["name"] == "appeal" else unknown[:1]
    if path.startswith("/work-orders/"):
        return [path.replace(":id", matter.case) for matter in about if matter.case]
    return [path.replace(":id", matter.id) for matter in about]


async def walk(page: Page, witness: Witness, person: Person, matters: list[Matter]) -> Walk:
    """Every page of the router as one person."""
    made = Walk(page, person, witness)
    await page.set_extra_http_headers({"Authorization": f"Bearer {person.key}"})
    witness.pages[person.login] = START
    await page.goto(START)
    await page.wait_for_selector("[data-test=who]")
    for route in await page.evaluate(ROUTES):
        if route["redirect"] or route.get("open"):
            continue
        may = not route.get("needs") or person.actor.can(route["needs"])
        # A page that is refused is refused whatever it would be about.
        for path in addresses(route, person, matters)[: None if may else 1]:
            await made.visit(path, route["name"] if may else NOWHERE)
        if may and route["name"] == "seat":
            await made.listen_at_the_seat(matters)
    return made


async def walk_all(desk: Desk, witness: Witness, people: Iterator[Person], matters: list[Matter]) -> list[Walk]:
    """One after the other in one profile of the browser, which keeps the files of the pages and nothing else."""
    page = await desk.page(base_url=witness.address)
    await page.add_init_script(PREPARE)
    tools = await page.context.new_cdp_session(page)
    made: list[Walk] = []
    for person in people:
        made.append(await walk(page, witness, person, matters))
        await page.goto("/favicon.svg")
        await tools.send("Storage.clearDataForOrigin", {"origin": witness.address, "storageTypes": "all"})
    return made


class Matrix:
    """Judges answers by the permission matrix."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.conformance = Conformance(document)
        self.met: set[str] = set()

    def wrong(self, answer: Answer) -> Iterator[str]:
        """What is wrong with an answer, whatever it is about."""
        operation = self._operation(answer)
        needs = operation.get("x-permission")
        if needs and answer.status not in (0, 403) and not answer.person.actor.can(needs):
            yield f"answered, though it needs {needs}"
        if answer.status and answer.kind == MEDIA:
            reply = answer.as_reply()
            # Only what is described can be judged field by field.
            self.conformance.check(reply)
            schema = operation["responses"][str(answer.status)]["content"][MEDIA]["schema"]
            for place, permission, value in self._guarded(schema, reply.json(), ""):
                if value and "*" not in str(value) and not answer.person.actor.can(permission):
                    yield f"{place} is in clear: {value!r}, for holders of {permission or 'nothing'} only"

    def masked_for_all(self) -> set[str]:
        """The fields that nobody sees in clear."""
        return {
            f"{name}.{field}"
            for name, schema in self.document["components"]["schemas"].items()
            for field, described in schema.get("properties", {}).items()
            if described.get("x-clear-for") == ""
        }

    def _operation(self, answer: Answer) -> dict[str, Any]:
        return self.document["paths"][self.conformance.template(answer.path)][answer.method.lower()]

    def _guarded(self, schema: Mapping[str, Any], value: Any, place: str) -> Iterator[tuple[str, str, Any]]:
        """Every personal field of an answer: where it is, who may see it in clear, and what it holds."""
        name = schema.get("$ref", "").rpartition("/")[2]
        schema = self.document["components"]["schemas"][name] if name else schema
        for branch in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("oneOf", ())):
            yield from self._guarded(branch, value, place)
        if isinstance(value, list):
            for n, item in enumerate(value):
                yield from self._guarded(schema.get("items", {}), item, f"{place}[{n}]")
        elif isinstance(value, dict):
            further = schema.get("additionalProperties")
            for key, held in value.items():
                below = schema.get("properties", {}).get(key) or (further if isinstance(further, dict) else {})
                if "x-clear-for" in below:
                    self.met.add(f"{name}.{key}")
                    yield f"{place}.{key}", below["x-clear-for"], held
                yield from self._guarded(below, held, f"{place}.{key}")


def betrayed(person: Person, text: str, matters: list[Matter]) -> Iterator[str]:
    """What a text says of matters that the person may not know of, and of callers whom nobody asked for."""
    for matter in matters:
        secret = list(matter.nobody)
        secret += [] if matter.known_to(person) else sorted(matter.traces)
        secret += [] if matter.caller_known_to(person) else matter.personal
        yield from (f"{trace!r} of the matter {matter.name!r}" for trace in secret if trace in text)


def unheard(walked: Walk, answers: list[Answer], matters: list[Matter]) -> Iterator[str]:
    """Matters that the person may know of, and was not told of: who does not look finds nothing betrayed."""
    person = walked.person
    changes = "".join(answer.text for answer in answers if answer.person is person and answer.url == EVENTS)
    for matter in matters:
        if matter.known_to(person):
            if matter.mark not in walked.shown[f"/appeals/{matter.id}"]:
                yield f"no page shows {person.login} the matter {matter.name!r}"
            if person.actor.can("events.read") and matter.id not in changes:
                yield f"no change tells {person.login} of the matter {matter.name!r}"


async def test_no_page_shows_or_receives_what_its_person_may_not_see(desk: Desk, desk_app: FastAPI) -> None:
    since = await place_of(desk, (await register(desk.staff.agent, CIVIL))["id"])
    matters, people = await seeded(desk.staff), await everybody(desk.staff)
    assert {role for person in people for role in person.actor.roles} == set(ROLES)
    await until_told(desk, since, matters[-1].id)
    witness = Witness(desk_app, people, since=since)
    async with served(witness) as witness.address:
        queue = iter(people)
        profiles = await asyncio.gather(*(walk_all(desk, witness, queue, matters) for _ in range(AT_ONCE)))
    walks = [walked for profile in profiles for walked in profile]
    wrong = [what for walked in walks for what in walked.astray]
    for walked in walks:
        for path, text in walked.shown.items():
            wrong += [
                f"{walked.person.login} sees on {path}: {what}" for what in betrayed(walked.person, text, matters)
            ]
    matrix = Matrix(desk_app.openapi())
    for answer in witness.answers:
        found = [*matrix.wrong(answer), *betrayed(answer.person, answer.text, matters)]
        wrong += [f"{answer}: {what}" for what in found]
    for walked in walks:
        wrong += unheard(walked, witness.answers, matters)
    wrong += [f"no answer held {field}" for field in sorted(matrix.masked_for_all() - matrix.met)]
    assert not wrong, "\n".join(dict.fromkeys(wrong))
