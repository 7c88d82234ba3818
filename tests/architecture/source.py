"""Reads the source tree for the architecture tests: files, syntax trees, and what may break a rule for now."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "twinline"
CODE_FOLDERS = ("src", "tests", "tools", "bench")
ALLOW_FILE = Path(__file__).with_name("allow.toml")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Python file with its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Path from the root of the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        """The domain module below src/twinline that the file belongs to; the file's own name for app, cli, settings."""
        return self.path.relative_to(SRC).parts[0].removesuffix(".py")

    def holds(self, *, packages: tuple[str, ...] = (), stems: tuple[str, ...] = ()) -> bool:
        """Tell whether the file is in one of the modules, or named (or in a folder named) after one of the stems."""
        own = {self.path.stem, self.path.parent.name}
        return self.module in packages or any(
            part == stem or part.endswith(f"_{stem}") for part in own for stem in stems
        )


def _read(path: Path) -> SourceFile:
    text = path.read_text("utf-8")
    return SourceFile(path=path, text=text, tree=ast.parse(text, filename=str(path)))


@cache
def all_files() -> tuple[SourceFile, ...]:
    """Every Python file that we write."""
    found = (path for folder in CODE_FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(_read(path) for path in found)


@cache
def product_files() -> tuple[SourceFile, ...]:
    """Every Python file of the product itself."""
    return tuple(file for file in all_files() if file.path.is_relative_to(SRC))


def domain_modules() -> frozenset[str]:
    """Names of the packages below src/twinline."""
    return frozenset(path.parent.name for path in SRC.glob("*/__init__.py"))


def functions(file: SourceFile) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function and method with its dotted name."""
    yield from _functions(file.tree, prefix="")


def _functions(node: ast.AST, *, prefix: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in ast.iter_child_nodes(node):
        is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        if is_function:
            yield f"{prefix}{child.name}", child
        named = is_function or isinstance(child, ast.ClassDef)
        yield from _functions(child, prefix=f"{prefix}{child.name}." if named else prefix)


def calls(file: SourceFile) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted text of what is called."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def strings(file: SourceFile) -> Iterator[ast.Constant]:
    """Every string constant that is not a docstring or a bare string statement."""
    bare = {id(node.value) for node in ast.walk(file.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node


def face(module: str) -> tuple[str, ...]:
    """The names that a module offers: its `__all__`, or else every public name its `__init__` imports or defines."""
    tree = ast.parse((SRC / module / "__init__.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return tuple(ast.literal_eval(node.value))
    return tuple(name for node in tree.body for name in _bound(node) if not name.startswith("_"))


def _bound(node: ast.stmt) -> list[str]:
    match node:
        case ast.Import() | ast.ImportFrom():
            return [alias.asname or alias.name for alias in node.names]
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Assign():
            return [ast.unparse(target) for target in node.targets]
        case _:
            return []


def judge(rule: str, broken: dict[str, str]) -> None:
    """Fail on every breach that allow.toml does not name, and on every entry there that nothing needs any more.

    `broken` maps what breaks the rule to how. The second half is what lets the lists only shrink.
    """
    allowed = set(tomllib.loads(ALLOW_FILE.read_text("utf-8")).get(rule, []))
    new = [f"{name}: {how}" for name, how in sorted(broken.items()) if name not in allowed]
    assert not new, f"{rule} is broken by:\n  " + "\n  ".join(new)
    stale = sorted(allowed - broken.keys())
    assert not stale, f"allow.toml lists under {rule} what is right by now; remove it: {stale}"
