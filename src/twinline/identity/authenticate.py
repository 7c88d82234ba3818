"""From a secret to an Actor, remembered for a short time so that most requests cost no query."""

from collections.abc import Sequence
from datetime import timedelta
from time import monotonic
from uuid import UUID

from twinline.identity import store
from twinline.identity.actions import SessionRules
from twinline.identity.errors import BadKey, SessionEnded
from twinline.identity.model import Actor
from twinline.identity.passwords import digest
from twinline.identity.permissions import actor_of
from twinline.kernel.db import Database, Tx

KEY_MEMORY_S_MAX = 30.0
# Other processes must notice a sign-out soon; also how exactly idle time is known.
SESSION_MEMORY_S = 5.0
REMEMBERED_MAX = 20_000


class Authenticator:
    """Looks keys and sessions up; a revocation is honoured after at most ``key_memory_s`` seconds."""

    def __init__(
        self, db: Database, *, rules: SessionRules | None = None, key_memory_s: float = KEY_MEMORY_S_MAX
    ) -> None:
        self.rules = rules or SessionRules()
        self._db = db
        self._key_memory_s = min(key_memory_s, KEY_MEMORY_S_MAX)
        self._known: dict[bytes, tuple[float, Actor]] = {}

    async def by_key(self, key: str) -> Actor:
        """Raises BadKey."""
        key_hash = digest(key)
        if found := self._recall(key_hash):
            return found
        async with self._db.transaction() as tx:
            holder = await store.key_holder(tx.conn, key_hash, now=tx.now)
        if holder is None:
            raise BadKey
        return self._remember(key_hash, holder, self._key_memory_s)

    async def by_session(self, token: str) -> Actor:
        """Raises SessionEnded."""
        token_hash = digest(token)
        if found := self._recall(token_hash):
            return found
        async with self._db.transaction() as tx:
            idle_since = tx.now - max(self.rules.idle, timedelta(seconds=SESSION_MEMORY_S))
            holder = await store.session_holder(tx.conn, token_hash, now=tx.now, idle_since=idle_since)
        if holder is None:
            raise SessionEnded
        return self._remember(token_hash, holder, SESSION_MEMORY_S)

    async def by_session_at_rest(self, token: str) -> Actor:
        """Like ``by_session``, for a page that only listens: the session's idle time goes on. Raises SessionEnded."""
        async with self._db.transaction() as tx:
            idle_since = tx.now - max(self.rules.idle, timedelta(seconds=SESSION_MEMORY_S))
            holder = await store.session_peek(tx.conn, digest(token), now=tx.now, idle_since=idle_since)
        if holder is None:
            raise SessionEnded
        return _actor(holder)

    @staticmethod
    async def of_accounts(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Actor]:
        """Who these accounts are now, for what is done on their behalf; one that is disabled is left out."""
        return {holder.id: _actor(holder) for holder in await store.enabled(tx.conn, ids)}

    def forget(self, secret: str) -> None:
        """Stop remembering a secret at once, in this process."""
        self._known.pop(digest(secret), None)

    def forget_all(self) -> None:
        """Ask the database again for everything."""
        self._known.clear()

    def _recall(self, secret_hash: bytes) -> Actor | None:
        until, actor = self._known.get(secret_hash, (0.0, None))
        return actor if until > monotonic() else None

    def _remember(self, secret_hash: bytes, holder: store.Holder, seconds: float) -> Actor:
        if len(self._known) >= REMEMBERED_MAX:
            self._known.clear()
        actor = _actor(holder)
        self._known[secret_hash] = (monotonic() + seconds, actor)
        return actor


def _actor(holder: store.Holder) -> Actor:
    return actor_of(
        account_id=holder.id,
        name=holder.name,
        platform=holder.platform,
        unit_id=holder.unit_id,
        roles=holder.roles,
        division=holder.division,
    )
