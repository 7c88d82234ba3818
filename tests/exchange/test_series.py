"""Two instances that exchange orders never make the same number (decision 0017, R40)."""

from __future__ import annotations

from pathlib import Path

from conftest import TESTED, settings_for
from twinline.app import create_app
from twinline.kernel.db import Database


async def test_a_server_process_numbers_in_its_own_series(db: Database, tmp_path: Path) -> None:
    chosen = settings_for(db.url, tmp_path).model_copy(update={"series": 7})
    app = create_app(chosen, modules=TESTED)
    async with app.router.lifespan_context(app), app.state.db.transaction() as tx:
        assert str(await tx.number("case", None))[-8] == "7"
