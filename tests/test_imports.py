"""Imports only go down, families keep to themselves, and the web knows a release by its names and its words alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PIPELINE = Path(__file__).parents[1] / "pipeline"

LAYERS = (
    ("__main__",),
    ("cli",),
    ("console", "staff"),
    ("publish", "intake", "fetching"),
    ("builder", "serving"),
    ("dataset",),
    ("checks",),
    ("protect", "releases", "report", "official"),
    ("gathering", "schema", "project", "labels"),
    ("errors", "messages"),
    ("privacy", "wording"),
    ("model", "files"),
)
"""The rooms and wings from the roof to the ground. Each imports from those below its own layer, and within itself."""

FAMILIES = {
    "pipeline.intake.sources": {
        "bra",
        "bra_handled",
        "bra_months",
        "bra_municipalities",
        "bra_tree",
        "kolada",
        "scb",
        "table",
    },
    "pipeline.checks": {
        "bases",
        "disclosure",
        "english",
        "personal",
        "readings",
        "relations",
        "telling",
        "texts",
        "values",
    },
    "pipeline.wording.citations": {"apa", "bibtex", "cff"},
    "pipeline.builder.downloads": {
        "archive",
        "checksum_list",
        "citation_file",
        "csv_tables",
        "csvw",
        "data_package",
        "database_file",
        "excel_csv",
        "json_tables",
        "parquet_tables",
        "plan",
        "read_me",
        "workbooks",
    },
}
"""Members that stand in a list of their wing: they know neither each other nor the list."""

FROM_THE_WEB = {"web", "wording"}
"""The web meets the rest of the program at the names in a release, and in the words that both use."""


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(PIPELINE.rglob("*.py")):
        parts = path.relative_to(PIPELINE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imported(module: str) -> set[str]:
    """The modules of the package that a module imports, wherever in its file it does so."""
    return set(_imports(ast.parse(MODULES[module].read_text(encoding="utf-8"))))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "pipeline")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            if node.module and node.module.split(".")[0] == "pipeline":
                # What is imported from a package may itself be a module of it.
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    yield inner if inner in MODULES else node.module


def room(module: str) -> str:
    """The room or wing that a module belongs to; nothing for the package itself."""
    return module.partition(".")[2].partition(".")[0]


def depth(name: str) -> int:
    """The layer of a room, counted from the roof."""
    return next(number for number, rooms in enumerate(LAYERS) if name in rooms)


def test_every_module_has_its_place_in_the_house() -> None:
    placed = {name for rooms in LAYERS for name in rooms}

    assert {room(module) for module in MODULES} - {""} == placed | {"web"}


def test_few_files_lie_flat() -> None:
    assert len(list(PIPELINE.glob("*.py"))) <= 12


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) not in {"", "web"}])
def test_a_module_imports_only_from_below(module: str) -> None:
    own = room(module)
    others = {room(name) for name in imported(module)} - {own}

    assert {name for name in others if name == "web" or depth(name) <= depth(own)} == set()


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) == "web"])
def test_the_web_knows_nothing_of_the_rest_but_its_words(module: str) -> None:
    assert {room(name) for name in imported(module)} <= FROM_THE_WEB


@pytest.mark.parametrize(
    ("family", "member"), [(family, member) for family, members in FAMILIES.items() for member in sorted(members)]
)
def test_the_members_of_a_family_do_not_know_each_other(family: str, member: str) -> None:
    others = {f"{family}.{name}" for name in FAMILIES[family] - {member}}

    assert imported(f"{family}.{member}") & (others | {family}) == set()


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {module: imported(module) & MODULES.keys() for module in MODULES}
    while graph:
        leaves = {module for module, names in graph.items() if not names & graph.keys()}
        assert leaves, f"a circle among {sorted(graph)}"
        graph = {module: names for module, names in graph.items() if module not in leaves}
