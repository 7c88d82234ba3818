"""Adding and listing attachments as a page does."""

from __future__ import annotations

from typing import Any

from support.people import Person

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + bytes(100)


async def add(
    person: Person, appeal_id: str, data: bytes, *, name: str = "现场.jpg", personal: bool = False
) -> dict[str, Any]:
    body = {"name": name, "bytes": len(data), "personal": personal}
    made = await person.api.post(f"/api/v1/appeals/{appeal_id}/attachments", json=body)
    assert made.status_code == 201, made.text
    begun, size = made.json(), made.json()["chunk_bytes"]
    for n in reversed(range(begun["chunks"])):
        sent = await person.api.put(
            f"/api/v1/attachments/{begun['id']}/chunks/{n}", content=data[n * size : (n + 1) * size]
        )
        assert sent.status_code == 200, sent.text
    assert sent.json()["whole"]
    return begun


async def listed(person: Person, appeal_id: str) -> list[dict[str, Any]]:
    reply = await person.api.get(f"/api/v1/appeals/{appeal_id}/attachments")
    assert reply.status_code == 200, reply.text
    return reply.json()["items"]
