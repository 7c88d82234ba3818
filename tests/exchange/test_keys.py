"""Keys of an instance: signatures and seals hold, and nothing but Forged and NotForUs comes of what is wrong."""

from __future__ import annotations

import copy
import stat
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

import gmssl_pyx
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB, GCM
from hypothesis import given, settings
from hypothesis import strategies as st

from twinline.exchange.keys import (
    SM2_UID,
    Alg,
    BadKeyFile,
    KeyRing,
    NoSm2,
    b64,
    load_ring,
    seal,
    unb64,
    verify,
)
from twinline.exchange.model import Forged, NotForUs

ALGS: tuple[Alg, ...] = ("EdDSA", "SM2")
BODY = "请到幸福路 5 号。".encode()
# The order of SM2's base point.
ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
# GB/T 32918.5-2017, annexes A and C: keys, a signature of "message digest", a ciphertext of "encryption standard".
STANDARD_PRIVATE = bytes.fromhex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
STANDARD_POINT = bytes.fromhex(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
STANDARD_SIGNATURE = bytes.fromhex(
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)
STANDARD_C1X = "04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73"
STANDARD_C1Y = "e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0"
STANDARD_C3 = "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"
STANDARD_C2 = "21886ca989ca9c7d58087307ca93092d651efa"

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def rings(tmp_path_factory: pytest.TempPathFactory) -> dict[Alg, KeyRing]:
    folder = tmp_path_factory.mktemp("rings")
    return {alg: load_ring(folder / alg, alg=alg) for alg in ALGS}


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> dict[Alg, KeyRing]:
    folder = tmp_path_factory.mktemp("others")
    return {alg: load_ring(folder / alg, alg=alg) for alg in ALGS}


@pytest.fixture(params=ALGS)
def alg(request: pytest.FixtureRequest) -> Alg:
    return request.param


@pytest.fixture
def ring(rings: dict[Alg, KeyRing], alg: Alg) -> KeyRing:
    return rings[alg]


def document(ring: KeyRing) -> dict[str, Any]:
    """The public document as a peer has it: through JSON."""
    return orjson.loads(orjson.dumps(ring.public()))


# --- What holds -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mine", "theirs"), list(product(ALGS, ALGS)))
def test_instances_of_any_two_algorithms_are_peers(
    rings: dict[Alg, KeyRing], others: dict[Alg, KeyRing], mine: Alg, theirs: Alg
) -> None:
    sender, receiver = rings[mine], others[theirs]
    sealed = orjson.loads(orjson.dumps(seal(document(receiver), BODY)))
    verify(document(sender), BODY, sender.sign(BODY))
    assert receiver.open(sealed) == BODY
    assert (document(sender)["alg"], sealed["alg"]) == (mine, {"EdDSA": "X25519", "SM2": "SM2"}[theirs])


def test_signatures_are_64_bytes_and_every_seal_is_new(ring: KeyRing) -> None:
    assert {len(ring.sign(bytes([n]))) for n in range(40)} == {64}
    sealed = [seal(ring.public(), BODY) for _ in range(5)]
    for name in {*sealed[0]} - {"alg"}:
        assert len({one[name] for one in sealed}) == 5, name


@settings(max_examples=15)
@given(body=st.binary(max_size=300))
@pytest.mark.parametrize("alg", ALGS)
def test_every_body_comes_back(rings: dict[Alg, KeyRing], alg: Alg, body: bytes) -> None:
    verify(rings[alg].public(), body, rings[alg].sign(body))
    assert rings[alg].open(seal(rings[alg].public(), body)) == body


@pytest.mark.parametrize("body", [b"", b"\0", bytes(range(256)) * 40_000], ids=["empty", "zero", "ten million bytes"])
def test_empty_and_huge_bodies(ring: KeyRing, body: bytes) -> None:
    signature, sealed = ring.sign(body), seal(ring.public(), body)
    verify(ring.public(), body, signature)
    assert ring.open(sealed) == body
    with pytest.raises(Forged):
        verify(ring.public(), body + b"\0", signature)
    with pytest.raises(NotForUs):
        ring.open(sealed | {"box": b64(unb64(sealed["box"]) + b"\0")})


def test_threads_use_one_ring_together(rings: dict[Alg, KeyRing]) -> None:
    def once(n: int) -> bool:
        ring, body = rings[ALGS[n % 2]], n.to_bytes(4) * 50
        verify(ring.public(), body, ring.sign(body))
        return ring.open(seal(rings[ALGS[n // 2 % 2]].public(), body)) == body if n % 2 == n // 2 % 2 else True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(once, range(400)))


# --- What is refused --------------------------------------------------------------------------------------------------


def refused(error: type[Exception], action: Callable[[], object]) -> None:
    """``action`` must raise exactly that."""
    with pytest.raises(error) as caught:
        action()
    assert type(caught.value) is error


def test_keys_of_another_are_refused(ring: KeyRing, others: dict[Alg, KeyRing]) -> None:
    for other in others.values():
        signature, sealed = other.sign(BODY), seal(other.public(), BODY)
        refused(Forged, lambda signature=signature: verify(ring.public(), BODY, signature))
        refused(NotForUs, lambda sealed=sealed: ring.open(sealed))


def test_a_document_of_two_rings_is_refused(ring: KeyRing, others: dict[Alg, KeyRing], alg: Alg) -> None:
    """Neither half of another's document goes with this ring's signature, whatever it calls itself."""
    signature = ring.sign(BODY)
    for other in others.values():
        refused(Forged, lambda other=other: verify(ring.public() | {"sign": other.public()["sign"]}, BODY, signature))
    refused(Forged, lambda: verify(others[alg].public() | {"kid": ring.kid}, BODY, signature))


def damaged(data: bytes) -> Iterator[bytes]:
    """``data`` with every one of its bytes changed in three ways, cut short, drawn out and emptied."""
    for place, bits in product(range(len(data)), (0x01, 0x80, 0xFF)):
        yield data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]
    yield from (data[:-1], data[1:], data + b"\0", b"\0" + data, b"", data + data)


def test_a_signature_with_any_byte_changed_is_refused(ring: KeyRing) -> None:
    for changed in damaged(ring.sign(BODY)):
        refused(Forged, lambda changed=changed: verify(ring.public(), BODY, changed))


def test_signed_bytes_with_any_of_them_changed_are_refused(ring: KeyRing) -> None:
    signature = ring.sign(BODY)
    for changed in damaged(BODY):
        refused(Forged, lambda changed=changed: verify(ring.public(), changed, signature))


def test_a_seal_with_any_byte_changed_is_refused(ring: KeyRing) -> None:
    sealed = seal(ring.public(), BODY)
    for name in {*sealed} - {"alg"}:
        for changed in damaged(unb64(sealed[name])):
            refused(NotForUs, lambda name=name, changed=changed: ring.open(sealed | {name: b64(changed)}))


def test_a_public_key_with_any_byte_changed_is_refused(ring: KeyRing) -> None:
    public, signature = ring.public(), ring.sign(BODY)
    for changed in damaged(unb64(public["sign"])):
        refused(Forged, lambda changed=changed: verify(public | {"sign": b64(changed)}, BODY, signature))
    for changed in damaged(unb64(public["seal"])):
        try:
            sealed = seal(public | {"seal": b64(changed)}, BODY)
        except NotForUs:
            continue
        refused(NotForUs, lambda sealed=sealed: ring.open(sealed))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=90) | st.binary(max_size=90).map(b64),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=60)
@given(data=st.data())
@pytest.mark.parametrize("alg", ALGS)
def test_documents_and_seals_of_any_shape_are_refused(rings: dict[Alg, KeyRing], alg: Alg, data: st.DataObject) -> None:
    ring = rings[alg]
    public, sealed, signature = ring.public(), seal(ring.public(), BODY), ring.sign(BODY)
    name = data.draw(st.sampled_from(sorted({*sealed})))
    value = data.draw(JSON.filter(lambda value: value != sealed[name]))
    refused(NotForUs, lambda: ring.open(sealed | {name: value}))
    refused(NotForUs, lambda: ring.open({key: text for key, text in sealed.items() if key != name}))
    counts = sorted({*public} - {"kid", "seal_alg", "seal"})
    part = data.draw(st.sampled_from(counts))
    other = data.draw(JSON.filter(lambda value: value != public[part]))
    refused(Forged, lambda: verify(public | {part: other}, BODY, signature))
    refused(Forged, lambda: verify({key: text for key, text in public.items() if key != part}, BODY, signature))
    refused(NotForUs, lambda: seal(public | {"seal_alg": other}, BODY))


@pytest.mark.parametrize("nothing", [None, [], "x", 5, {}])
def test_what_is_no_document_at_all_is_refused(ring: KeyRing, nothing: Any) -> None:
    refused(NotForUs, lambda: ring.open(nothing))
    refused(NotForUs, lambda: seal(nothing, BODY))
    refused(Forged, lambda: verify(nothing, BODY, ring.sign(BODY)))


@settings(max_examples=200)
@given(data=st.data())
def test_base64url_has_one_form(data: st.DataObject) -> None:
    raw = data.draw(st.binary(max_size=40))
    text = b64(raw)
    assert unb64(text) == raw
    place = data.draw(st.integers(0, len(text)))
    other = text[:place] + data.draw(st.text(min_size=1, max_size=2)) + text[place + data.draw(st.integers(0, 1)) :]
    try:
        assert other == text or unb64(other) != raw
    except ValueError:
        return


def test_numbers_outside_the_order_are_refused(rings: dict[Alg, KeyRing]) -> None:
    signature = rings["SM2"].sign(BODY)
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    pairs = [(0, s), (r, 0), (ORDER, s), (r, ORDER), (r, ORDER - r), (r, ORDER - s), (2**256 - 1, s)]
    pairs += [(low + ORDER, s) for low in [r] if low + ORDER < 2**256]
    for one, two in pairs:
        changed = one.to_bytes(32) + two.to_bytes(32)
        refused(Forged, lambda changed=changed: verify(rings["SM2"].public(), BODY, changed))


def test_points_off_the_curve_are_refused(rings: dict[Alg, KeyRing]) -> None:
    public = rings["SM2"].public()
    for point in (bytes(65), b"\4" + bytes(64), b"\4" + bytes(63) + b"\1", b"\4" + b"\xff" * 64):
        refused(NotForUs, lambda point=point: seal(public | {"seal": b64(point)}, BODY))
        refused(Forged, lambda point=point: verify(public | {"sign": b64(point)}, BODY, rings["SM2"].sign(BODY)))


# --- Against the standards and other programs -------------------------------------------------------------------------


def test_sm2_signature_of_the_standard() -> None:
    public = {"alg": "SM2", "uid": SM2_UID, "sign": b64(STANDARD_POINT)}
    verify(public, b"message digest", STANDARD_SIGNATURE)
    refused(Forged, lambda: verify(public, b"message digest.", STANDARD_SIGNATURE))
    refused(Forged, lambda: verify(public | {"uid": "ALICE123@YAHOO.COM"}, b"message digest", STANDARD_SIGNATURE))


def test_sm2_ciphertext_of_the_standard() -> None:
    inner = f"0220{STANDARD_C1X}022100{STANDARD_C1Y}0420{STANDARD_C3}0413{STANDARD_C2}"
    der = bytes.fromhex(f"30{len(inner) // 2:02x}{inner}")
    assert gmssl_pyx.sm2_decrypt(STANDARD_PRIVATE, der) == b"encryption standard"


def test_sm4_of_the_standard() -> None:
    """GB/T 32907-2016, annex A, and SM4-GCM of RFC 8998, appendix A.1."""
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    block = Cipher(SM4(key), ECB()).encryptor()
    assert (block.update(key) + block.finalize()).hex() == "681edf34d206965e86b3e94f536e4246"
    gcm = Cipher(SM4(key), GCM(bytes.fromhex("00001234567800000000abcd"))).encryptor()
    gcm.authenticate_additional_data(bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
    box = gcm.update(bytes.fromhex("".join(digit * 16 for digit in "abcdefea"))) + gcm.finalize()
    assert box.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    )
    assert gcm.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


def test_gmssl_reads_what_was_signed_and_sealed(tmp_path: Path) -> None:
    """GmSSL's own signing, which digests the identity itself, and its own SM4-GCM, which is not OpenSSL's."""
    ring = load_ring(tmp_path / "keys", alg="SM2")
    kept = orjson.loads((tmp_path / "keys").read_bytes())
    point, signature = unb64(ring.public()["sign"])[1:], ring.sign(BODY)
    der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    assert gmssl_pyx.sm2_verify(point, BODY, der)
    theirs = decode_dss_signature(gmssl_pyx.sm2_sign(bytes.fromhex(kept["sign"]), point, BODY))
    verify(ring.public(), BODY, b"".join(number.to_bytes(32) for number in theirs))
    sealed = {name: unb64(text) for name, text in seal(ring.public(), BODY).items() if name != "alg"}
    key = gmssl_pyx.sm2_decrypt(bytes.fromhex(kept["open"]), sealed["key"])
    assert gmssl_pyx.sm4_gcm_decrypt(key, sealed["nonce"], b"", sealed["box"], sealed["tag"]) == BODY


def openssl(folder: Path, *arguments: str) -> bytes:
    run = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, check=True, timeout=60)
    return run.stdout


@pytest.fixture(scope="module")
def made_by_openssl(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, KeyRing]:
    """A folder with ``key.pem`` and ``public.pem`` that OpenSSL made, and a ring of the same keys."""
    folder = tmp_path_factory.mktemp("openssl")
    openssl(folder, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "key.pem")
    openssl(folder, "pkey", "-in", "key.pem", "-pubout", "-out", "public.pem")
    plain = openssl(folder, "ec", "-in", "key.pem", "-outform", "DER")  # RFC 5915
    private = plain[plain.index(b"\x04\x20") + 2 :][:32].hex()
    point = openssl(folder, "pkey", "-in", "key.pem", "-pubout", "-outform", "DER")[-65:].hex()
    kept = {"alg": "SM2", "uid": SM2_UID, "sign": private, "sign_public": point}
    (folder / "ring").write_bytes(orjson.dumps(kept | {"open": private, "open_public": point}))
    return folder, load_ring(folder / "ring", alg="SM2")


IDENTITY = ("-rawin", "-digest", "sm3", "-pkeyopt", f"distid:{SM2_UID}")


def test_openssl_verifies_and_signs(made_by_openssl: tuple[Path, KeyRing]) -> None:
    folder, ring = made_by_openssl
    (folder / "body").write_bytes(BODY)
    signature = ring.sign(BODY)
    der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    (folder / "signature").write_bytes(der)
    known = ("-pubin", "-inkey", "public.pem")
    said = openssl(folder, "pkeyutl", "-verify", *known, "-in", "body", "-sigfile", "signature", *IDENTITY)
    assert b"Signature Verified Successfully" in said
    theirs = decode_dss_signature(openssl(folder, "pkeyutl", "-sign", "-inkey", "key.pem", "-in", "body", *IDENTITY))
    verify(ring.public(), BODY, b"".join(number.to_bytes(32) for number in theirs))


def test_openssl_unwraps_and_wraps(made_by_openssl: tuple[Path, KeyRing]) -> None:
    folder, ring = made_by_openssl
    sealed = seal(ring.public(), BODY)
    (folder / "wrapped").write_bytes(unb64(sealed["key"]))
    key = openssl(folder, "pkeyutl", "-decrypt", "-inkey", "key.pem", "-in", "wrapped")
    (folder / "plain").write_bytes(key)
    again = openssl(folder, "pkeyutl", "-encrypt", "-pubin", "-inkey", "public.pem", "-in", "plain")
    assert again != unb64(sealed["key"])
    assert ring.open(sealed | {"key": b64(again)}) == BODY


# --- The file ---------------------------------------------------------------------------------------------------------


def test_a_ring_is_kept(tmp_path: Path, alg: Alg) -> None:
    path = tmp_path / "deep" / "keys"
    made = load_ring(path, alg=alg)
    assert load_ring(path, alg=alg).public() == made.public()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["keys"]
    verify(made.public(), BODY, load_ring(path, alg=alg).sign(BODY))


def test_who_starts_together_has_the_same_keys(tmp_path: Path, alg: Alg) -> None:
    with ThreadPoolExecutor(8) as pool:
        kids = {ring.kid for ring in pool.map(lambda _: load_ring(tmp_path / "keys", alg=alg), range(16))}
    assert len(kids) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["keys"]


def test_a_ring_does_not_show_its_secrets(tmp_path: Path, alg: Alg) -> None:
    ring = load_ring(tmp_path / "keys", alg=alg)
    kept = orjson.loads((tmp_path / "keys").read_bytes())
    for name in ("sign", "open"):
        secret = bytes.fromhex(kept[name])
        for shown in (repr(ring), repr(copy.copy(ring)), repr([ring._sign, ring._open]), str(ring.public())):
            assert not [text for text in (secret.hex(), repr(secret)[2:-1], b64(secret)) if text in shown]


def test_the_user_id_goes_with_the_keys(tmp_path: Path) -> None:
    ring = load_ring(tmp_path / "keys", alg="SM2", uid="某市110接处警平台")
    assert ring.public()["uid"] == "某市110接处警平台"
    verify(ring.public(), BODY, ring.sign(BODY))
    refused(Forged, lambda: verify(ring.public() | {"uid": SM2_UID}, BODY, ring.sign(BODY)))
    refused(BadKeyFile, lambda: load_ring(tmp_path / "keys", alg="SM2"))


def test_a_user_id_that_cannot_be_signed_makes_no_file(tmp_path: Path) -> None:
    refused(BadKeyFile, lambda: load_ring(tmp_path / "keys", alg="SM2", uid="市" * 2731))
    assert not list(tmp_path.iterdir())


def test_keys_are_not_made_anew_for_another_algorithm(tmp_path: Path) -> None:
    for mine, asked in (ALGS, ALGS[::-1]):
        path = tmp_path / mine
        before = load_ring(path, alg=mine).public()
        refused(BadKeyFile, lambda path=path, asked=asked: load_ring(path, alg=asked))
        assert load_ring(path, alg=mine).public() == before


def test_a_damaged_file_is_refused_and_left(tmp_path: Path, alg: Alg) -> None:
    path = tmp_path / "keys"
    load_ring(path, alg=alg)
    kept = orjson.loads(path.read_bytes())
    wrong: list[Any] = [None, [], {}, kept | {"sign": "00" * 31}, kept | {"open": 5}, kept | {"sign": "x"}]
    if alg == "SM2":
        wrong += [kept | {"sign": kept["open"]}, kept | {"open": "00" * 32}, kept | {"open_public": "04" + "00" * 64}]
    for content in [b"", path.read_bytes()[:-9], *map(orjson.dumps, wrong)]:
        path.write_bytes(content)
        refused(BadKeyFile, lambda: load_ring(path, alg=alg))
        assert path.read_bytes() == content


def test_without_the_library_only_sm2_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine for which GmSSL has no wheel: an import that fails."""
    public = load_ring(tmp_path / "sm2", alg="SM2").public()
    monkeypatch.setitem(__import__("sys").modules, "gmssl_pyx", None)
    for action in (
        lambda: verify(public, BODY, bytes(64)),
        lambda: seal(public, BODY),
        lambda: load_ring(tmp_path / "sm2", alg="SM2"),
        lambda: load_ring(tmp_path / "more", alg="SM2"),
    ):
        refused(NoSm2, action)
    ring = load_ring(tmp_path / "eddsa")
    verify(ring.public(), BODY, ring.sign(BODY))
    assert ring.open(seal(ring.public(), BODY)) == BODY
