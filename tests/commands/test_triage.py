"""The triage command: what it takes, what it refuses, and that it is there at once."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from twinline.commands._judge import LINE_BYTES_MAX, read_lines
from twinline.commands.triage import command

KEYS = ["id", "owner", "joint", "danger", "type", "matter", "department", "confidence", "reasons"]
DANGER = {"id": "a1", "text": "楼下有人拿刀追着砍人，快来", "channel": "voice"}
LAMP = {"id": 2, "text": "鹤鸣路的路灯不亮三天了", "channel": "web"}


def write_lines(path: Path, *lines: object) -> Path:
    path.write_bytes(b"".join(line if isinstance(line, bytes) else orjson.dumps(line) + b"\n" for line in lines))
    return path


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments], input=stdin, catch_exceptions=False)


def test_judges_every_line_in_order(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "in.jsonl", DANGER, b"\n", LAMP)
    done = run(file, "--out", tmp_path / "out.jsonl")
    assert done.exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [list(row) for row in rows] == [KEYS, KEYS]
    assert [(row["id"], row["owner"], row["danger"]) for row in rows] == [("a1", "110", True), (2, "12345", False)]
    assert all(row["reasons"] for row in rows)
    assert done.stderr == ""


def test_reads_and_writes_standard_streams() -> None:
    done = run("-", stdin=b"\xef\xbb\xbf" + orjson.dumps(LAMP))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["matter"] == "路灯"


BAD_LINES = {
    b"[1, 2]\n": "triage.bad_line",
    b'{"id": 5}\n': "triage.bad_line",
    b'{"text": "x"}\n': "triage.bad_line",
    b"not json\n": "commands.not_json",
    b'{"id": NaN, "text": "x"}\n': "commands.not_json",
    "{'id': 1, 'text': '路灯'}\n".encode("gb18030"): "commands.not_json",
    b"[" * 100_000 + b"\n": "commands.not_json",
    b'{"id": 1, "text": "' + b"x" * LINE_BYTES_MAX + b'"}\n': "commands.not_json",
}


@pytest.mark.parametrize(("bad", "code"), BAD_LINES.items(), ids=[f"{bad[:12]!r}" for bad in BAD_LINES])
def test_a_bad_line_is_told_and_the_others_are_judged(tmp_path: Path, bad: bytes, code: str) -> None:
    file = write_lines(tmp_path / "in.jsonl", DANGER, bad, LAMP)
    done = run(file, "--out", tmp_path / "out.jsonl", "--errors", tmp_path / "bad.jsonl")
    assert done.exit_code == 1
    assert [json.loads(x)["id"] for x in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()] == ["a1", 2]
    (told,) = [json.loads(line) for line in (tmp_path / "bad.jsonl").read_text("utf-8").splitlines()]
    assert (told["line"], told["code"]) == (2, code)
    assert told["reason"] in done.stderr


def test_lone_surrogates_and_control_characters_do_not_stop_it(tmp_path: Path) -> None:
    odd = r'{"id": "x\ud800y", "text": "\u0000路灯不亮\udfff 𠮷"}'.encode() + b"\n"
    done = run(write_lines(tmp_path / "in.jsonl", odd))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["id"] == "xy"
    assert json.loads(done.stdout)["matter"] == "路灯"


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "in.jsonl", LAMP)
    before = file.read_bytes()
    assert run(file, "--out", file).exit_code == 2
    assert run(file, "--out", tmp_path / "o", "--errors", tmp_path / "o").exit_code == 2
    assert file.read_bytes() == before


def test_long_lines_are_read_in_constant_memory() -> None:
    source = io.BytesIO(b"a" * (3 * LINE_BYTES_MAX) + b"\nb\n")
    assert [(number, len(line)) for number, line in read_lines(source)] == [(1, LINE_BYTES_MAX), (2, 2)]


LEARNERS = ("sklearn", "scipy", "fastapi", "openpyxl", "psycopg", "pydantic", "twinline.agencies", "twinline.kernel.db")


def test_starts_without_learner_database_and_web_server(tmp_path: Path) -> None:
    """Speed is measured by bench; here: what is loaded to judge by rules and fast layers."""
    file = write_lines(tmp_path / "in.jsonl", LAMP)
    code = "\n".join(
        (
            "import sys",
            "from twinline.commands.triage import command",
            "command(standalone_mode=False)",
            f"print([m for m in {LEARNERS!r} if m in sys.modules], file=sys.stderr)",
        )
    )
    run_it = [sys.executable, "-c", code, str(file), "--semantic", "off"]
    done = subprocess.run(run_it, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout)["owner"] == "12345"
    assert done.stderr.strip().endswith("[]")
