"""The shipped tables are whole, and a table that is not is refused (R80)."""

import csv
import re
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from twinline.triage import Owner, RequestType, Rulebook, load_rulebook
from twinline.triage.rulebook import TABLES, BadTable

DATA = Path(str(files("twinline.triage") / "data"))
DOMAINS = {"经济调节", "市场监管", "社会管理", "公共服务", "生态环境保护", "公安警务"}
DAY = date(2026, 11, 22)


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_covers_both_directions() -> None:
    owners = [row["owner"] for row in rows("responsibility_list")]
    assert len(owners) >= 220
    assert owners.count("12345") >= 105
    assert sum(owner in {"110", "119", "120", "122"} for owner in owners) >= 50


def test_codes_and_names_are_unique() -> None:
    for table, column in (
        ("responsibility_list", "code"),
        ("responsibility_list", "matter"),
        ("danger_rules", "id"),
        ("department_kinds", "code"),
        ("department_kinds", "name"),
        ("police_classes", "code"),
    ):
        values = [row[column] for row in rows(table)]
        assert len(values) == len(set(values)), (table, column)


@pytest.mark.parametrize("row", rows("responsibility_list"), ids=lambda row: row["code"])
def test_row_is_complete(row: dict[str, str]) -> None:
    departments = {line["code"] for line in rows("department_kinds")}
    classes = {line["code"] for line in rows("police_classes")}
    assert re.fullmatch(r"[MPFAUN]-[A-Z]+-\d\d", row["code"])
    assert row["owner"] in {owner.value for owner in Owner}
    assert row["default_type"] in {kind.value for kind in RequestType}
    assert row["domain"] in DOMAINS
    assert row["department"] in departments
    assert set(filter(None, row["joint"].split(";"))) <= departments
    assert row["exceptions"]
    assert row["basis"]
    assert (row["police_class"] in classes) == (row["owner"] in {"110", "122"})
    assert date.fromisoformat(row["valid_from"]) <= DAY
    phrases = row["phrases"].split("|")
    assert len(phrases) >= 3
    assert all(phrases)
    assert len(phrases) == len(set(phrases))


def test_danger_rules_name_real_matters_and_departments(rulebook: Rulebook) -> None:
    signals = [row for row in rows("danger_rules") if row["kind"] in {"signal", "implicit"}]
    assert len(signals) >= 30
    for row in signals:
        assert rulebook.matters[row["matter"]].owner == row["owner"], row["id"]
        assert set(filter(None, row["joint"].split(";"))) <= set(rulebook.departments)
        assert row["note"]


def test_versions_change_with_content(tmp_path: Path, rulebook: Rulebook) -> None:
    altered = copy(tmp_path, {"responsibility_list": lambda text: text.replace("建筑施工噪声", "工地噪声")})
    other = load_rulebook(as_of=DAY, folder=altered).versions
    assert other.responsibility_list != rulebook.versions.responsibility_list
    assert other.danger_rules == rulebook.versions.danger_rules
    assert re.fullmatch(r"[0-9a-f]{12}", other.responsibility_list)


def test_a_row_counts_only_between_its_dates(tmp_path: Path) -> None:
    folder = copy(
        tmp_path,
        {
            "responsibility_list": lambda text: text.replace("600100", "600100").replace(
                "2025-01-01,\n", "2025-01-01,2026-06-30\n", 1
            ),
            "dispatch_catalogue": lambda text: "".join(
                line for line in text.splitlines(keepends=True) if not line.startswith("M-NOISE-01,")
            ),
        },
    )
    before = load_rulebook(as_of=date(2026, 6, 30), folder=folder).matters
    after = load_rulebook(as_of=date(2026, 7, 1), folder=folder).matters
    assert len(before) == len(after) + 1


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("responsibility_list", ",12345,", ",12346,"),
        ("responsibility_list", ",housing,", ",no_such_office,"),
        ("responsibility_list", "M-NOISE-02", "M-NOISE-01"),
        ("responsibility_list", ",200400,", ",999998,"),
        ("responsibility_list", "2025-01-01", "2025-13-01"),
        ("responsibility_list", "@noise", "@no_such_class"),
        ("danger_rules", "着火了|", "着火了||"),
        ("cues", ",建议,1.6,", ",建议,many,"),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, table: str, old: str, new: str) -> None:
    folder = copy(tmp_path, {table: lambda text: text.replace(old, new, 1)})
    assert old in (DATA / f"{table}.csv").read_text("utf-8")
    with pytest.raises(BadTable) as refused:
        load_rulebook(as_of=DAY, folder=folder)
    assert table in refused.value.message()


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadTable):
        load_rulebook(as_of=DAY, folder=tmp_path)


def copy(target: Path, changes: dict[str, Callable[[str], str]]) -> Path:
    for table in TABLES:
        text = (DATA / f"{table}.csv").read_text("utf-8")
        (target / f"{table}.csv").write_text(changes.get(table, str)(text), "utf-8")
    return target
