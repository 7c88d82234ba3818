"""A module is used through its face. Which module may use which is import-linter's to say (.importlinter)."""

from __future__ import annotations

import ast
import configparser
from collections.abc import Iterator

from architecture.source import ROOT, SRC, SourceFile, domain_modules, face, judge, product_files

# The kernel's face is its submodules. Catalogue and migrations are data, not modules with a face.
OPEN = {"kernel", "messages", "migrations"}
# The HTTP edge of a module may use that of a lower one: dependencies, bodies, answers (decision 0009).
EDGE = {"api", "forms", "shapes"}


def imports(file: SourceFile) -> Iterator[tuple[str, str | None]]:
    """Every imported dotted module inside twinline, with the name taken from it; relative ones are made absolute."""
    package = ("twinline", *file.path.relative_to(SRC).parent.parts)
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((source, alias.name) for alias in node.names)


def breach(file: SourceFile, source: str, name: str | None) -> str | None:
    """Say how an import goes past another module's face, None if it does not."""
    parts = source.split(".")
    if parts[0] != "twinline":
        return None
    if len(parts) == 1:  # `from twinline import cases` takes the whole module
        return (
            None if name is None or name.startswith("__") else f"imports the module {name} instead of names of its face"
        )
    owner = parts[1]
    if owner == file.module or owner in OPEN or owner not in domain_modules():
        return None
    at_edge = file.path.stem in EDGE or file.module == "app"
    if at_edge and (parts[2:3] or [name])[0] in EDGE:
        return None
    if len(parts) > 2:
        return f"reaches into {source}"
    return None if name in face(owner) else f"takes {name}, which is not in the face of {owner}"


def test_other_modules_are_used_through_their_face() -> None:
    broken = {
        f"{file.name} -> {source}{f'.{name}' if name else ''}": how
        for file in product_files()
        for source, name in imports(file)
        if (how := breach(file, source, name))
    }
    judge("faces", broken)


def test_every_module_has_its_place_in_the_layers() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    rows = config["importlinter:contract:layers"]["layers"].splitlines()
    layers = {name.strip(" ()") for row in rows for name in row.split("|")}
    missing = domain_modules() - layers - {"messages", "migrations"}
    judge("layers", dict.fromkeys(missing, "is not named in .importlinter"))


def test_language_functions_know_no_domain() -> None:
    broken = {
        f"{file.name} -> {source}": "nlp may use the kernel only"
        for file in product_files()
        if file.module == "nlp"
        for source, _ in imports(file)
        if source.startswith("twinline.") and source.split(".")[1] not in {"kernel", "nlp"}
    }
    judge("nlp", broken)


def test_web_libraries_stay_at_the_edge() -> None:
    broken = {
        f"{file.name} -> {source}": "only the edge, settings.py and the kernel use it"
        for file in product_files()
        if not file.holds(packages=("kernel", "app", "settings", "cli"), stems=("api", "forms", "shapes"))
        for source, _ in imports(file)
        if source.split(".")[0] in {"fastapi", "starlette", "pydantic", "pydantic_settings"}
    }
    judge("edges", broken)


def test_the_reader_of_imports_sees_what_it_must() -> None:
    """The rule is worth nothing if its reader is blind: known breaches must be seen, known good uses must not."""
    tree = ast.parse(
        "from twinline.places.finder import x\nimport twinline.places.finder\nfrom ..places import _hidden"
    )
    file = SourceFile(path=SRC / "triage" / "sample.py", text="", tree=tree)
    assert [breach(file, *one) is not None for one in imports(file)] == [True, True, True]
    good = ast.parse(
        "from twinline.kernel.errors import Invalid\nfrom .rules import x\nimport datetime\nfrom a.b import c"
    )
    file = SourceFile(path=SRC / "triage" / "sample.py", text="", tree=good)
    assert [breach(file, *one) for one in imports(file)] == [None] * 4
