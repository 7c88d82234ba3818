"""The shape every file keeps: short functions, small faces, one clock, SQL in its place, texts in the catalogue."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from functools import cache

from architecture.source import (
    ROOT,
    SRC,
    all_files,
    calls,
    domain_modules,
    face,
    functions,
    judge,
    product_files,
    strings,
)

FUNCTION_LINES = 70
FILE_LINES = 600
FACE_NAMES = 12
CLOCK_CALLS = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime))$")
# A statement, or the inside of one; only capitals, so that ordinary sentences do not count.
SQL_TEXT = re.compile(
    r"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|TRUNCATE|COPY|LOCK|MERGE)\s"
    r"|\bINSERT\s+INTO\b|\bDELETE\s+FROM\b|\bUPDATE\s+\w+\s+SET\b|\bSELECT\b.+\bFROM\b",
    re.DOTALL,
)
PROBLEM_CODE = re.compile(r"[a-z]+\.[a-z0-9_]+")


def test_functions_are_short() -> None:
    broken = {
        f"{file.name}:{name}": f"{lines} lines, at most {FUNCTION_LINES}"
        for file in all_files()
        for name, node in functions(file)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }
    judge("function_lines", broken)


def test_files_are_of_a_size_to_read() -> None:
    sizes = {file.name: len(file.text.splitlines()) for file in all_files()}
    judge(
        "file_lines", {name: f"{size} lines, at most {FILE_LINES}" for name, size in sizes.items() if size > FILE_LINES}
    )


def test_faces_are_small() -> None:
    sizes = {module: len(face(module)) for module in domain_modules()}
    judge(
        "face_names", {name: f"{size} names, at most {FACE_NAMES}" for name, size in sizes.items() if size > FACE_NAMES}
    )


def test_only_the_clock_reads_the_time() -> None:
    broken = {
        f"{file.name}:{called}": f"line {node.lineno}; take `now` as an argument"
        for file in product_files()
        for node, called in calls(file)
        if CLOCK_CALLS.search(called) and file.name != "src/twinline/kernel/clock.py"
    }
    judge("clock", broken)


def test_nothing_prints() -> None:
    broken = {
        f"{file.name}:{node.lineno}": "use the log, or click.echo in a command"
        for file in product_files()
        for node, called in calls(file)
        if called in {"print", "pprint", "pprint.pprint"}
    }
    judge("print", broken)


def test_only_the_edge_commits() -> None:
    broken = {
        f"{file.name}:{called}": f"line {node.lineno}; the kernel's transaction commits"
        for file in product_files()
        for node, called in calls(file)
        if called.endswith((".commit", ".rollback")) and not file.holds(packages=("kernel",))
    }
    judge("commit", broken)


def test_sql_is_in_its_place() -> None:
    broken = {
        f"{file.name}:{where}": "SQL belongs into store.py or queries.py"
        for file in product_files()
        if not file.holds(packages=("kernel", "migrations"), stems=("store", "queries"))
        for where in sql_places(file.tree, list(strings(file)))
    }
    judge("sql", broken)


def sql_places(tree: ast.Module, constants: list[ast.Constant]) -> Iterator[str]:
    """Names of SQL constants, and lines of strings that read as SQL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            if target.endswith("_SQL"):
                yield target
    for constant in constants:
        if SQL_TEXT.search(constant.value):
            yield f"line {constant.lineno}"


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every catalogue entry of every module's file."""
    files = sorted((SRC / "messages").glob("*.json"))
    return {key: entry for file in files for key, entry in json.loads(file.read_text("utf-8")).items()}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def fault(entry: dict[str, str]) -> str | None:
    """Say what is wrong with one catalogue entry."""
    if set(entry) != {"zh", "en"} or not all(value.strip() for value in entry.values()):
        return "needs exactly zh and en, both with text"
    if not re.search(r"[\u4e00-\u9fff]", entry["zh"]) and entry["zh"] != entry["en"]:
        return "zh is not Chinese"
    return "zh and en name different values" if placeholders(entry["zh"]) != placeholders(entry["en"]) else None


def test_every_text_is_there_in_both_languages() -> None:
    assert catalogue()
    judge("message_texts", {key: how for key, entry in catalogue().items() if (how := fault(entry))})


def test_every_text_is_used() -> None:
    used = {constant.value for file in product_files() for constant in strings(file)}
    used |= {f"error.{code}" for code in problem_codes().values()}
    patterns = [re.compile(pattern) for file in product_files() for pattern in made_keys(file.tree)]
    pages = "\n".join(path.read_text("utf-8") for path in page_sources())
    unused = {
        key: "no code asks for it"
        for key in catalogue()
        if key not in used and key not in pages and not any(pattern.fullmatch(key) for pattern in patterns)
    }
    judge("message_unused", unused)


def page_sources() -> list:
    sources = ROOT / "web" / "src"
    return [path for path in sources.rglob("*") if path.suffix in {".ts", ".vue"}] if sources.exists() else []


def made_keys(tree: ast.Module) -> Iterator[str]:
    """Patterns of the keys that f-strings can make; one without a fixed word of four letters says nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            fixed = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            words = "".join(part for part in fixed if part)
            if len(re.sub(r"[^a-z]", "", words)) >= 4:
                yield "".join(".+" if part is None else re.escape(part) for part in fixed)


def problem_codes() -> dict[str, str]:
    """Every problem class with its code."""
    return {
        f"{file.name}:{node.name}": value.value
        for file in product_files()
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.Assign | ast.AnnAssign)
        and is_code(item)
        and isinstance(value := item.value, ast.Constant)
    }


def is_code(item: ast.Assign | ast.AnnAssign) -> bool:
    target = item.targets[0] if isinstance(item, ast.Assign) else item.target
    constant = isinstance(item.value, ast.Constant) and isinstance(item.value.value, str)
    return ast.unparse(target) == "code" and constant


def test_every_problem_is_named_after_its_module_and_has_its_text() -> None:
    broken = {}
    for place, code in problem_codes().items():
        module = place.split("/")[2].removesuffix(".py").split(":")[0].removesuffix(".py")
        if not PROBLEM_CODE.fullmatch(code) or code.split(".")[0] != module:
            broken[place] = f"code {code} should be {module}.snake_name"
        elif f"error.{code}" not in catalogue():
            broken[place] = f"error.{code} is not in the catalogue"
    judge("problem_codes", broken)


def test_every_text_asked_for_exists() -> None:
    broken = {
        f"{file.name}:{node.args[0].value}": "is not in the catalogue"
        for file in product_files()
        for node, called in calls(file)
        if called in {"text", "messages.text"} and node.args and isinstance(node.args[0], ast.Constant)
        if node.args[0].value not in catalogue()
    }
    judge("message_missing", broken)


def test_the_readers_see_what_they_must() -> None:
    """Rules whose readers are blind hold nothing: each must see a known breach and pass a known good line."""
    assert CLOCK_CALLS.search("datetime.datetime.now")
    assert CLOCK_CALLS.search("time.time")
    assert not CLOCK_CALLS.search("clock.now")
    assert not CLOCK_CALLS.search("time.monotonic")
    for text in ("SELECT a FROM b", " INSERT INTO a", "x (SELECT 1\nFROM b)", "UPDATE a SET b = 1"):
        assert SQL_TEXT.search(text)
    for text in ("Select one of these from the list", "更新", "updated"):
        assert not SQL_TEXT.search(text)
    tree = ast.parse("f'{a}.state.{b}'; f'{a}.{b}'; f'{a}: {b}'")
    assert [re.fullmatch(pattern, "cases.state.closed") is not None for pattern in made_keys(tree)] == [True]
    assert fault({"zh": "好 {a}", "en": "good {b}"})
    assert fault({"zh": "ok", "en": ""})
    assert fault({"zh": "好 {a}", "en": "good {a}"}) is None
