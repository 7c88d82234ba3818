"""Filters and columns that an account keeps for a page."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from twinline.identity import Actor
from twinline.kernel.db import Tx
from twinline.kernel.errors import Conflict, NotFound
from twinline.oversight import views_store as store

VIEWS_MAX = 20


class ViewNotFound(NotFound):
    """No such view of the caller's."""

    code: ClassVar[str] = "oversight.view_not_found"


class TooManyViews(Conflict):
    """The account keeps as many views of this page as it may."""

    code: ClassVar[str] = "oversight.too_many_views"


async def views(tx: Tx, actor: Actor, *, page: str) -> dict[str, Any]:
    """The caller's views of a page; the one without a name is how the page was last left."""
    return {"items": await store.views(tx.conn, actor.account_id, page), "next": None}


async def save(tx: Tx, actor: Actor, *, page: str, name: str, filters: str, columns: Sequence[str]) -> UUID:
    """Keep a view, in place of the one with its name. Raises TooManyViews."""
    if await store.others(tx.conn, actor.account_id, page, name) >= VIEWS_MAX:
        raise TooManyViews(limit=VIEWS_MAX)
    return await store.save(tx, actor.account_id, page=page, name=name, filters=filters, columns=columns)


async def drop(tx: Tx, actor: Actor, *, view_id: UUID) -> None:
    """Raises ViewNotFound."""
    if not await store.drop(tx.conn, actor.account_id, view_id):
        raise ViewNotFound
