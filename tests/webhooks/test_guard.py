"""Which addresses may be called, and that a name cannot lead elsewhere (SSRF); certificates are those of the name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest

from exchange.certificates import Authority
from support.people import People
from twinline.kernel.crypto import FieldCipher
from twinline.kernel.db import Database
from twinline.settings import BadSettings, Settings, webhook_options
from twinline.webhooks import Guard, Options, Sender
from twinline.webhooks.model import BadAddress
from webhooks.receiver import receiving
from webhooks.scene import LOCAL, Scene, scene_of


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:a00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_inward_addresses_are_refused_however_they_are_written(address: str) -> None:
    assert not Guard().allows(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "203.0.114.7", "2400:3200::1", "::ffff:1.1.1.1"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert Guard().allows(ip_address(address))


def test_an_allowed_network_and_nothing_beside_it() -> None:
    guard = Guard(networks=(ip_network("10.20.0.0/16"),))
    assert guard.allows(ip_address("10.20.3.4"))
    assert guard.allows(ip_address("::ffff:10.20.3.4"))
    assert not guard.allows(ip_address("10.21.3.4"))


@pytest.mark.parametrize(
    "url",
    [
        "http://receiver.example/", "https://127.0.0.1/", "https://[::1]/", "https://receiver.example:25/",
        "https://user@receiver.example/", "https:///path", "https://receiver.example/#part", "ftp://receiver.example/",
        "http://localhost/", "https://[::ffff:10.0.0.1]/", "https://receiver.example:99999/",
    ],
)  # fmt: skip
def test_addresses_of_a_wrong_form_are_refused(url: str) -> None:
    with pytest.raises(BadAddress):
        Guard().read(url)


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "017700000001"])
async def test_a_name_for_this_machine_is_found_out_when_it_is_resolved(host: str) -> None:
    guard = Guard()
    with pytest.raises(BadAddress, match="bad_address"):
        await guard.resolve(guard.read(f"https://{host}/"))


def test_settings_say_what_is_allowed() -> None:
    chosen = Settings(_env_file=None, webhook_networks="10.20.0.0/16,fd00::/8", webhook_ports="443,9443")  # type: ignore[call-arg]
    guard = webhook_options(chosen).guard
    assert guard.allows(ip_address("fd00::1"))
    assert (guard.ports, guard.loopback) == (frozenset((443, 9443)), False)
    with pytest.raises(BadSettings):
        webhook_options(chosen.model_copy(update={"webhook_networks": "10.20.0.1/16"}))


@pytest.fixture
async def scene(people: People, db: Database, cipher: FieldCipher) -> AsyncIterator[Scene]:
    async with scene_of(people, db, cipher) as made:
        yield made


async def errors_of(scene: Scene, webhook_id: str) -> list[str | None]:
    (row,) = (await scene.get(scene.system, f"/{webhook_id}/deliveries"))["items"]
    whole = await scene.get(scene.system, f"/{webhook_id}/deliveries/{row['id']}")
    return [one["error"] for one in whole["attempts"]]


async def test_a_name_that_changes_after_the_check_leads_nowhere(
    scene: Scene, cipher: FieldCipher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The resolver says an allowed address once, then one that is not: only the first is ever connected to."""
    asked: list[str] = []
    loop = asyncio.get_running_loop()
    resolve = loop.getaddrinfo

    async def turning(host: Any, port: Any, **more: Any) -> Any:
        if host != "turning.example":
            return await resolve(host, port, **more)
        asked.append(host)
        return await resolve("127.0.0.1" if len(asked) == 1 else "127.0.0.2", port, **more)

    monkeypatch.setattr(loop, "getaddrinfo", turning)
    async with receiving() as receiver, receiving(host="127.0.0.2") as inner:
        port = int(receiver.url.split(":")[2].split("/")[0])
        guard = Guard(ports=frozenset((port,)), networks=(ip_network("127.0.0.1/32"),))
        async with Sender(scene.db, cipher, Options(guard=guard, timeout_s=1.0)) as scene.sender:
            made = await scene.subscribe(scene.system, receiver, "case.dispatch")
            async with scene.db.transaction() as tx:
                url = f"https://turning.example:{port}/hook"
                await tx.conn.execute("UPDATE webhook SET url = %s", (url,))
            await scene.dispatched()
            await scene.deliver()
        assert asked == ["turning.example"]
        assert inner.came == []
        assert "SSL" in str(await errors_of(scene, made["id"]))  # it reached the first one, which speaks no TLS


async def test_an_address_that_is_no_longer_allowed_is_not_called(scene: Scene, cipher: FieldCipher) -> None:
    async with receiving() as receiver:
        made = await scene.subscribe(scene.system, receiver, "case.dispatch")
        async with Sender(scene.db, cipher, Options()) as scene.sender:
            await scene.dispatched()
            await scene.deliver()
        assert receiver.came == []
        assert await errors_of(scene, made["id"]) == ["not https"]


@pytest.mark.parametrize(("known", "host", "arrives"), [(True, "127.0.0.1", True), (False, "127.0.0.1", False),
                                                        (True, "localhost", False)])  # fmt: skip
async def test_the_certificate_must_be_the_names_own_and_of_a_believed_authority(
    scene: Scene, cipher: FieldCipher, tmp_path: Path, known: bool, host: str, arrives: bool
) -> None:
    """The certificate is for 127.0.0.1; ``localhost`` leads there too and is refused."""
    ours, other = Authority(tmp_path), Authority(tmp_path, "other")
    options = Options(guard=LOCAL, timeout_s=2.0, authority=(ours if known else other).ca)
    async with (
        receiving(ours.files("receiver")) as receiver,
        Sender(scene.db, cipher, options) as scene.sender,
    ):
        receiver.url = receiver.url.replace("127.0.0.1", host)
        made = await scene.subscribe(scene.system, receiver, "case.dispatch")
        await scene.dispatched()
        await scene.deliver()
        assert bool(receiver.came) is arrives
    (error,) = await errors_of(scene, made["id"])
    assert (error is None) is arrives
    assert arrives or "certificate" in str(error).lower()
