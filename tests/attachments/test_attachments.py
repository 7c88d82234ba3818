"""Attachments of one instance: what is kept, under which name, who reads it, whole and in part (R35, R39, R43)."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from uuid import UUID

import pytest

from support.attachments import JPEG, add, listed
from support.city import CIVIL, register
from support.database import ShiftClock
from support.people import People
from twinline.attachments import BYTES_MAX, CHUNK_BYTES, clean_name
from twinline.attachments.sniff import media_type
from twinline.kernel.db import Database, fetch_dicts
from twinline.kernel.ledger_check import verify_chain
from twinline.kernel.upkeep import every_upkeep


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as box:
        for name in names:
            box.writestr(name, "x" * 100)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (JPEG, "image/jpeg"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00", "video/mp4"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"RIFF\x00\x00\x00\x00EVILfmt ", None),
        (b"%PDF-1.7\n", "application/pdf"),
        ("𠮷野家门前积水".encode(), "text/plain"),
        ("积水".encode("gb18030"), "text/plain"),
        (b"a" + ("水" * 100_000).encode()[: CHUNK_BYTES - 1], "text/plain"),
        (b"\xef\xbb\xbf <html><script>", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
        (b"MZ\x90\x00\x03", None),
        (b"\x7fELF", None),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (zipped("run.exe"), None),
        (zipped("OFD.xml"), "application/ofd"),
    ],
)  # fmt: skip
def test_the_bytes_say_what_it_is(data: bytes, kind: str | None) -> None:
    found = media_type(data, data[-100:])
    expected = "application/vnd.openxmlformats-officedocument.wordprocessingml.document" if kind == "docx" else kind
    assert found == expected


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("𠮷🚒.jpg", "𠮷🚒.jpg"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("C:\\甲\\乙.png", "C:_甲_乙.png"),
        ("报告\u202egpj.exe\x00\n", "报告_gpj.exe__"),
        ("字" * 300 + ".jpeg", "字" * 195 + ".jpeg"),
        ("字" * 300, "字" * 200),
        ("\ud800", "_"),
    ],
)
def test_names_are_safe_and_keep_their_ending(name: str, kept: str) -> None:
    assert clean_name(name) == kept


async def test_a_file_is_kept_whole_and_read_in_parts(people: People, db: Database) -> None:
    made = await register(people.agent, CIVIL)
    data = JPEG + bytes(range(256)) * 2048
    begun = await add(people.agent, made["id"], data, name="𠮷 路/面.jpg")
    (seen,) = await listed(people.agent, made["id"])
    assert (seen["name"], seen["media_type"], seen["whole"]) == ("𠮷 路_面.jpg", "image/jpeg", True)
    path = f"/api/v1/attachments/{begun['id']}"
    got = await people.agent.api.get(path)
    assert got.content == data
    assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%F0%A0%AE%B7")
    assert got.headers["content-type"] == "image/jpeg"
    cut = CHUNK_BYTES - 3
    ranges = {
        f"bytes={cut}-{cut + 9}": data[cut : cut + 10],
        "bytes=-7": data[-7:],
        f"bytes={len(data) - 1}-": data[-1:],
        f"bytes=5-{10**15}": data[5:],
        "bytes=9-5": data,
        "bytes=-": None,
        "bytes=-0": None,
        f"bytes={len(data)}-": None,
        "pages=1-2": data,
    }
    for asked, expected in ranges.items():
        part = await people.agent.api.get(path, headers={"range": asked})
        if expected is None:
            assert part.status_code == 416, asked
        else:
            assert (part.content, part.status_code) == (expected, 206 if len(expected) < len(data) else 200), asked
    async with db.transaction() as tx:
        assert await verify_chain(tx.conn, UUID(made["id"])) is None


async def test_who_may_not_see_the_appeal_sees_none_and_adds_none(people: People) -> None:
    made = await register(people.agent, CIVIL)
    begun = await add(people.agent, made["id"], JPEG)
    for stranger in (people.outsider, people.call_taker, people.area_agent):
        listing = await stranger.api.get(f"/api/v1/appeals/{made['id']}/attachments")
        content = await stranger.api.get(f"/api/v1/attachments/{begun['id']}")
        adding = await stranger.api.post(
            f"/api/v1/appeals/{made['id']}/attachments", json={"name": "甲.jpg", "bytes": 5}
        )
        assert (listing.status_code, content.status_code, adding.status_code) == (404, 404, 404)
    assert (await people.auditor.api.post(f"/api/v1/appeals/{made['id']}/attachments", json={})).status_code == 403


async def test_empty_huge_false_and_foreign_files_are_refused(people: People) -> None:
    made = await register(people.agent, CIVIL)
    path = f"/api/v1/appeals/{made['id']}/attachments"

    async def begin(size: int, status: int) -> dict[str, str]:
        reply = await people.agent.api.post(path, json={"name": "甲.jpg", "bytes": size})
        assert reply.status_code == status, reply.text
        return reply.json()

    await begin(0, 422)
    await begin(BYTES_MAX + 1, 413)
    begun = await begin(10, 201)
    chunk = f"/api/v1/attachments/{begun['id']}/chunks"
    for person, n, data, code in (
        (people.agent, 0, b"MZ" + bytes(8), "attachments.type_refused"),
        (people.agent, 0, JPEG[:9], "attachments.chunk_wrong"),
        (people.agent, 1, JPEG[:10], "attachments.chunk_wrong"),
        (people.leader_12345, 0, JPEG[:10], "attachments.not_found"),
    ):
        reply = await person.api.put(f"{chunk}/{n}", content=data)
        assert reply.json()["code"] == code
    assert await listed(people.agent, made["id"]) == []
    for _ in range(2):
        assert (await people.agent.api.put(f"{chunk}/0", content=JPEG[:10])).json()["whole"]
    for _ in range(49):
        await begin(1, 201)
    assert (await begin(1, 409))["code"] == "attachments.too_many"


async def test_what_nobody_finished_is_forgotten_after_a_day(people: People, db: Database, clock: ShiftClock) -> None:
    appeal = await register(people.agent, "楼下商铺夜间扰民")
    for hours in (0, 25):
        clock.advance(timedelta(hours=hours))
        body = {"name": "甲.jpg", "bytes": len(JPEG), "personal": False}
        begun = await people.agent.api.post(f"/api/v1/appeals/{appeal['id']}/attachments", json=body)
    assert begun.status_code == 201
    await add(people.agent, appeal["id"], JPEG)
    await every_upkeep()["attachments"](db)
    async with db.transaction() as tx:
        left = await fetch_dicts(tx.conn, "SELECT id::text, whole_at IS NOT NULL AS whole FROM attachment", {})
    assert sorted(row["whole"] for row in left) == [False, True]
    assert begun.json()["id"] in {row["id"] for row in left}
