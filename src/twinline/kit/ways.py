"""Two ways in which changes come to a department: signed webhooks, or asking. Each runs until it is told to stop, and
reconciles when it starts and after every failure, so that an outage of either side leaves no difference.
"""

import json
import queue
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from twinline.kit.department import Department
from twinline.kit.platform import NOT_FOUND, Away, Refused
from twinline.kit.signature import Unsigned, verify

BODY_BYTES = 100_000
POLL_S = 1.0
AGAIN_S = 2.0
RECONCILE_S = 600.0
WEBHOOK, SECRET, AFTER = "webhook", "secret", "after"


def keep_going(department: Department, stop: threading.Event, once: Callable[[], object]) -> None:
    """Rounds until told to stop; after a failure, and now and then, everything is compared first."""
    compare_at = 0.0
    while not stop.is_set():
        try:
            if time.monotonic() >= compare_at:
                department.reconcile()
                compare_at = time.monotonic() + RECONCILE_S
            once()
        except (Away, Refused):
            compare_at = 0.0
            stop.wait(AGAIN_S)


class Poll:
    """Asks for changes. The position is remembered after what it stands for was taken."""

    def __init__(self, department: Department, *, every_s: float = POLL_S) -> None:
        self._department, self._every_s = department, every_s

    def run(self, stop: threading.Event) -> None:
        keep_going(self._department, stop, lambda: self.once() or stop.wait(self._every_s))

    def once(self) -> int:
        """One question; how many changes came. Raises Away."""
        register = self._department.register
        if not register.recall(WEBHOOK):
            register.remember(WEBHOOK, self._department.platform.subscribe(None)["id"])
        try:
            page = self._department.platform.changes(register.recall(WEBHOOK), register.recall(AFTER, "0"))
        except Refused as refused:
            if refused.status == NOT_FOUND:  # somebody removed the subscription: there will be a new one
                register.remember(WEBHOOK, "")
                register.remember(AFTER, "0")
            raise
        for change in page["items"]:
            self._department.take(change)
        register.remember(AFTER, page["next"])
        return len(page["items"])


class Hook:
    """Is called: an HTTP server at ``port`` (0: a free one) that takes what is signed. ``address``: how the platform
    reaches it, if not directly; in production there is TLS in front.
    """

    def __init__(
        self,
        department: Department,
        *,
        port: int = 0,
        host: str = "127.0.0.1",
        address: str = "",
        now: Callable[[], float] = time.time,
    ) -> None:
        self._department, self._now, self._known = department, now, False
        self._came: queue.Queue[Any] = queue.Queue()
        self._server = ThreadingHTTPServer((host, port), _handler(self))
        self.address = address or f"http://{host}:{self._server.server_port}/"

    def run(self, stop: threading.Event) -> None:
        serving = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        serving.start()
        try:
            keep_going(self._department, stop, self.once)
        finally:
            self._server.shutdown()
            self._server.server_close()

    def once(self) -> None:
        """Say where to call if that was not done yet, then take what came. Raises Away."""
        if not self._known:
            self._subscribe()
            self._known = True
        try:
            self._department.take(self._came.get(timeout=0.2))
        except queue.Empty:
            return

    def _subscribe(self) -> None:
        """As before, should this program have run before and the platform still know of it."""
        register, platform = self._department.register, self._department.platform
        try:
            if register.recall(WEBHOOK):
                platform.move(register.recall(WEBHOOK), self.address)
                return
        except Refused as refused:
            if refused.status != NOT_FOUND:
                raise
        made = platform.subscribe(self.address)
        register.remember(SECRET, made["secret"])
        register.remember(WEBHOOK, made["id"])

    def accept(self, headers: dict[str, str], body: bytes) -> None:
        """Raises Unsigned, ValueError. What is lost after this, because the process dies, reconciling brings."""
        verify(self._department.register.recall(SECRET), headers, body, now=self._now())
        self._came.put(json.loads(body))


def _handler(hook: Hook) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_POST(self) -> None:
            length = self.headers.get("content-length", "")
            if not length.isdigit() or int(length) > BODY_BYTES:
                self._answer(413)
                return
            try:
                hook.accept({name.lower(): value for name, value in self.headers.items()}, self.rfile.read(int(length)))
            except (Unsigned, ValueError):
                self._answer(401)
            else:
                self._answer(204)

        def _answer(self, status: int) -> None:
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the platform keeps the log."""

    return Handler
