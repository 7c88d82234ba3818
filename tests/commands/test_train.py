"""Learning at the customer's site: the columns are found, bad rows are named, and the figures come out (R68)."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from twinline.commands.triage import command
from twinline.intake.files import FileUnreadable, NoSuchColumn
from twinline.kernel.errors import Problem
from twinline.models import load_saved
from twinline.models.workshop import CannotLearn

WATER = ["自来水停了一天", "水管爆裂", "水质发黄有异味", "水费突然翻倍", "楼上漏水"]
ROAD = ["路面坑洼", "红绿灯不亮", "公交半小时不来", "井盖松动", "停车位被占"]
SCHOOL = ["学校乱收费", "孩子转学怎么办", "补课班不退钱", "食堂饭菜太差", "老师布置作业太多"]
HEADERS = ["留言编号", "留言主题", "留言详情", "一级标签"]


def rows() -> list[list[str]]:
    """Three matters, ninety rows, each a little different."""
    said = [(words, label) for words, label in ((WATER, "供水"), (ROAD, "道路"), (SCHOOL, "教育"))]
    return [
        [
            str(100 + n),
            "" if n % 2 else f"反映{words[n % 5]}",
            f"{n}号楼住户说{words[n % 5]}，{n}天了，请处理",
            label,
        ]
        for n in range(30)
        for words, label in said
    ]


def write(path: Path, table: list[list[str]], *, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as target:
        csv.writer(target).writerows(table)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    return write(tmp_path / "orders.csv", [HEADERS, *rows()])


def train(file: Path, *more: object) -> dict[str, Any]:
    done = run("train", file, "--no-semantic", "--json", *more)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_columns_are_found_and_the_card_says_all(labelled: Path, tmp_path: Path) -> None:
    card = train(labelled, "--out", tmp_path / "m")
    assert card == json.loads((tmp_path / "m" / "card.json").read_text("utf-8"))
    assert card["fields"] == {"category": ["供水", "教育", "道路"]}
    assert card["columns"] == {"words": "留言详情", "title": "留言主题", "label.category": "一级标签"}
    assert (card["rows"], card["measured"], len(card["data_hash"])) == (90, "five-fold", 64)
    assert {*card["versions"]} == {"twinline", "numpy", "rjieba", "scikit-learn"}
    assert card["metrics"]["category"]["macro_f1"] > 0.9
    assert load_saved(tmp_path / "m").version == card["version"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding_gives_the_same_model(labelled: Path, tmp_path: Path, encoding: str) -> None:
    other = write(tmp_path / "other.csv", [HEADERS, *rows()], encoding=encoding)
    assert train(other, "--out", tmp_path / "a")["version"] == train(labelled, "--out", tmp_path / "b")["version"]


def test_json_lines_and_several_labels(tmp_path: Path) -> None:
    file = tmp_path / "orders.jsonl"
    lines = [{"text": words, "owner": "12345", "kind": label, "danger": "是" if label == "供水" else "否"}
             for _, _, words, label in rows()]  # fmt: skip
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    card = train(file, "--label", "danger=danger", "--label", "kind", "--out", tmp_path / "m")
    assert card["fields"] == {"danger": ["0", "1"], "category": ["供水", "教育", "道路"]}
    assert card["danger_recall"] > 0.9


def test_evaluate_prints_tables_and_json(labelled: Path, tmp_path: Path) -> None:
    train(labelled, "--out", tmp_path / "m")
    shown = run("evaluate", labelled, "--model", tmp_path / "m", "--json")
    figures = json.loads(shown.stdout)["metrics"]["category"]
    assert figures["accuracy"] > 0.95
    assert {one["label"] for one in figures["classes"]} == {"供水", "道路", "教育"}
    plain = run("evaluate", labelled, "--model", tmp_path / "m")
    assert plain.exit_code == 0
    assert "宏平均F1" in plain.stdout
    assert "供水" in plain.stdout


def test_evaluate_the_product_itself(tmp_path: Path) -> None:
    table = [["text", "owner", "danger"]]
    table += [
        ["三楼着火了快来救人", "119", "1"],
        ["鹤鸣路的路灯不亮三天了", "12345", "0"],
        ["有人拿刀砍人", "110", "1"],
    ]
    shown = run("evaluate", write(tmp_path / "t.csv", table), "--json")
    told = json.loads(shown.stdout)
    assert told["metrics"]["owner"]["accuracy"] == 1
    assert told["danger_recall"] == 1
    alone = run("evaluate", tmp_path / "t.csv", "--model", "rules", "--json")
    assert json.loads(alone.stdout)["metrics"]["owner"]["accuracy"] == 1


def test_bad_rows_are_named_and_left_out(tmp_path: Path) -> None:
    table = [HEADERS, *rows(), ["1", "", "  ", "供水"], ["2", "只有三列", "水停了"]]
    done = run("train", write(tmp_path / "in.csv", table), "--no-semantic", "--json", "--out", tmp_path / "m")
    assert json.loads(done.stdout)["left_out"]["rows"] == 2
    assert "第 92 行" in done.stderr
    assert "第 93 行" in done.stderr


def refused(kind: type[Problem], *arguments: object) -> Problem:
    with pytest.raises(kind) as caught:
        run(*arguments)
    return caught.value


def test_what_cannot_be_learned_is_said(tmp_path: Path, labelled: Path) -> None:
    out = ("--no-semantic", "--out", tmp_path / "m")
    no_label = write(tmp_path / "a.csv", [HEADERS[:3], *(row[:3] for row in rows())])
    assert "留言详情" in refused(Problem, "train", no_label, *out).message()
    assert "别的列" in refused(NoSuchColumn, "train", labelled, "--label", "category=别的列", *out).message()
    assert "另一列" in refused(NoSuchColumn, "train", labelled, "--text", "另一列", *out).message()
    one = write(tmp_path / "b.csv", [HEADERS, *(row for row in rows() if row[3] == "供水")])
    refused(CannotLearn, "train", one, *out)
    few = write(tmp_path / "c.csv", [HEADERS, *rows()[:9]])
    refused(CannotLearn, "train", few, *out)
    junk = tmp_path / "d.csv"
    junk.write_bytes(bytes(range(128, 256)) * 50)
    refused((FileUnreadable, NoSuchColumn), "train", junk, *out)  # pyright: ignore[reportArgumentType]
    mostly = write(tmp_path / "e.csv", [HEADERS, *([["1", "", "", "x"]] * 200), *rows()])
    assert refused(Problem, "train", mostly, *out).code == "commands.too_many_faults"


def test_rare_classes_are_left_out_and_named(tmp_path: Path) -> None:
    table = [HEADERS, *rows(), *([["9", "", "山上有野猪下来拱庄稼", "林业"]] * 3)]
    card = train(write(tmp_path / "in.csv", table), "--out", tmp_path / "m")
    assert card["left_out"]["classes"] == ["category=林业 (3)"]
    assert "林业" not in card["fields"]["category"]


def test_large_files_are_streamed(tmp_path: Path, labelled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same path that a million rows take, at the size of a test: the limit is lowered, nothing else."""
    monkeypatch.setattr("twinline.models.workshop.IN_MEMORY_MAX", 500)
    table = [HEADERS, *(rows() * 20)]
    card = train(write(tmp_path / "in.csv", table), "--out", tmp_path / "m")
    assert (card["rows"], card["measured"]) == (1800, "held-out")
    assert card["metrics"]["category"]["rows"] == 36
    assert card["metrics"]["category"]["accuracy"] > 0.9
    shown = run("evaluate", labelled, "--model", tmp_path / "m", "--json")
    assert json.loads(shown.stdout)["metrics"]["category"]["macro_f1"] > 0.9


def test_a_sample_is_drawn(tmp_path: Path) -> None:
    card = train(write(tmp_path / "in.csv", [HEADERS, *rows() * 3]), "--sample", "150", "--out", tmp_path / "m")
    assert card["rows"] == 150
