"""A new city comes on line as the guide says, word for word: by configuration alone (R3, R91, R92)."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import psycopg
import pytest

from support import database
from support.database import ROOT
from twinline.agencies.errors import BadUnits
from twinline.installation import seed_database
from twinline.kernel.db import Database, fetch_value

GUIDE = ROOT / "docs" / "how-to" / "bring-a-city-on-line.md"


def steps() -> list[str]:
    return [
        textwrap.dedent(one) for one in re.findall(r"^ *```sh\n(.*?)^ *```$", GUIDE.read_text("utf-8"), re.S | re.M)
    ]


@pytest.mark.long
def test_the_guide_brings_a_city_on_line(server_url: str, template: str, tmp_path: Path) -> None:
    with database.copy_of(server_url, template, "new_city") as url:
        with psycopg.connect(url, autocommit=True) as emptied:
            emptied.execute("TRUNCATE unit, duty_contact, account CASCADE")
        env = {name: value for name, value in os.environ.items() if not name.startswith("TWINLINE_")}
        env |= {"TWINLINE_DATABASE_URL": url, "PATH": f"{Path(sys.executable).parent}:{env['PATH']}"}
        env |= {"TMPDIR": str(tmp_path)}
        # A step that fails must not leave the sandbox behind, which would hold the output open.
        script = "\n".join(["trap 'kill ${SANDBOX:-} 2>/dev/null || true' EXIT", *steps(), "wait"])
        done = subprocess.run(
            ["bash", "-euc", script], cwd=tmp_path, env=env, capture_output=True, text=True,
            timeout=180,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        with psycopg.connect(url) as found:
            units = found.execute("SELECT count(*), bool_or(seed) FROM unit").fetchone()
            links = found.execute(
                "SELECT r.kind, r.peer, r.go_live::text, k.passed FROM link_register r"
                " JOIN exchange_checkup k ON k.peer = r.peer WHERE r.region = '440600' ORDER BY r.kind"
            ).fetchall()
            active = found.execute("SELECT active FROM peer").fetchall()
    assert units == (5, False)
    assert links == [(kind, "foshan-sandbox", "2026-12-01", True) for kind in ("data", "order")]
    assert active == [(False,)]
    assert "✗" not in done.stdout
    assert done.stdout.count("✓") >= 30
    assert "对账差异为 0" in (tmp_path / "report.html").read_text("utf-8")
    assert not list(tmp_path.glob("twinline-sandbox-*"))


WRONG = {
    "x,甲,12345,d,440600,nobody,unit": "nobody",
    "x,甲,119,d,440600,,unit": "119",
    "x,,12345,d,440600,,unit": "name",
    "x,甲,12345,d,999999,,unit": "999999",
    "x,甲,12345,d,440600,,club": "club",
    "x,甲": "strip",
}


async def test_a_wrong_line_is_named_and_nothing_is_kept(server_url: str, template: str) -> None:
    with database.copy_of(server_url, template, "bad_units") as url:
        db = Database(url, size_max=1)
        await db.open()
        for line, said in WRONG.items():
            table = io.StringIO(
                f"code,name,platform,department,division,parent,kind\nok,甲,12345,d,440600,,unit\n{line}"
            )
            with pytest.raises(BadUnits) as wrong:
                await seed_database(db, cipher=database.CIPHER, own=list(csv.DictReader(table)))
            assert wrong.value.params["line"] == 3
            assert said in str(wrong.value.params["why"])
        async with db.transaction() as tx:
            assert await fetch_value(tx.conn, "SELECT count(*) FROM unit WHERE code = 'ok'", {}) == 0
        await db.close()
