"""Hears every answer of the server as it leaves for the browser, whole, and knows whose page had asked."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from support.people import Person

EVENTS = "/api/v1/events"


@dataclass(slots=True)
class Answer:
    """One answer: who asked, on which page, and what was said so far."""

    person: Person
    page: str
    method: str
    url: str
    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def path(self) -> str:
        return self.url.partition("?")[0]

    @property
    def kind(self) -> str:
        """The media type."""
        return dict(self.headers).get(b"content-type", b"").decode().partition(";")[0]

    def __str__(self) -> str:
        who = f"{self.person.login} ({', '.join(self.person.actor.roles)})"
        return f"{who} on {self.page}: {self.method} {self.url}: {self.status}"

    def as_reply(self) -> httpx.Response:
        """For whoever checks answers of an HTTP client."""
        request = httpx.Request(self.method, f"http://test{self.url}")
        return httpx.Response(self.status, headers=self.headers, content=self.body, request=request)


class Witness:
    """Stands before the application. Streams begin at ``since``, so that they tell what was before the page."""

    def __init__(self, app: ASGIApp, people: list[Person], *, since: str) -> None:
        self._app = app
        self._people = {f"Bearer {person.key}".encode(): person for person in people}
        self._since = since.encode()
        self.address = ""
        self.pages: dict[str, str] = {}
        self.answers: list[Answer] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["path"].startswith("/api/")
        person = self._people.get(dict(scope["headers"]).get(b"authorization", b"")) if asked else None
        if person is None:
            await self._app(scope, receive, send)
            return
        query = scope["query_string"].decode()
        url = scope["path"] + (f"?{query}" if query else "")
        answer = Answer(person, self.pages.get(person.login, ""), scope["method"], url)
        self.answers.append(answer)

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status, answer.headers = message["status"], list(message["headers"])
            elif message["type"] == "http.response.body":
                answer.body += message.get("body", b"")
            await send(message)

        # What is not packed can be read as it passes.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        if scope["path"] == EVENTS and b"last-event-id" not in dict(headers):
            headers.append((b"last-event-id", self._since))
        await self._app({**scope, "headers": headers}, receive, told)
