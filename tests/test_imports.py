"""Imports only go down, and the web and the rest know each other by names in a release alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PIPELINE = Path(__file__).parents[1] / "pipeline"

LAYERS = (
    ("__main__",),
    ("cli",),
    ("console",),
    ("preview",),
    ("starting", "doctor", "handover", "new_year"),
    ("publish",),
    ("verify",),
    ("site",),
    ("release",),
    ("guidance",),
    ("downloads", "charts", "importing", "hiding", "changes"),
    ("merging", "marking", "workbook", "whole"),
    ("checks", "catalog", "derive"),
    ("database",),
    ("dataset", "search"),
    ("intake", "report", "protect", "journal"),
    ("schema",),
    ("project",),
    ("errors", "messages"),
    ("model", "privacy"),
)
"""The rooms of the house from the roof to the ground. A room imports from rooms below its own."""

BESIDE = {"example"}
"""Tools that nothing imports, and that may import what they need."""


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(PIPELINE.rglob("*.py")):
        parts = path.relative_to(PIPELINE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imported(path: Path) -> set[str]:
    """The modules of the package that a file imports, wherever in the file it does so."""
    return set(_imports(ast.parse(path.read_text(encoding="utf-8"))))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "pipeline")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            if node.module and node.module.split(".")[0] == "pipeline":
                # What is taken from a package may itself be a module of it.
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    yield inner if inner in MODULES else node.module


def room(module: str) -> str:
    """The part of the package that a module belongs to; nothing for the package itself."""
    return module.partition(".")[2].partition(".")[0]


def depth(name: str) -> int:
    """The layer of a room, counted from the roof."""
    return next(number for number, rooms in enumerate(LAYERS) if name in rooms)


def test_every_module_has_its_place_in_the_house() -> None:
    placed = {name for rooms in LAYERS for name in rooms}

    assert {room(module) for module in MODULES} - {""} == placed | BESIDE | {"web"}


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) not in {"", "web", *BESIDE}])
def test_a_module_imports_only_from_below(module: str) -> None:
    own = room(module)
    others = {room(name) for name in imported(MODULES[module])} - {own, "web"}

    assert {name for name in others if depth(name) <= depth(own)} == set()


def test_the_package_itself_imports_nothing_of_its_own() -> None:
    assert imported(MODULES["pipeline"]) == set()


MEMBERS = [module for module in MODULES if module.count(".") > 1]
"""The modules of a wing, without the list that they stand in."""


@pytest.mark.parametrize("module", [module for module in MEMBERS if room(module) == "downloads"])
def test_the_downloads_do_not_know_each_other(module: str) -> None:
    assert {name for name in imported(MODULES[module]) if room(name) == "downloads"} == set()


@pytest.mark.parametrize("module", [module for module in MEMBERS if room(module) in {"intake", "checks"}])
def test_a_member_of_a_wing_does_not_import_the_list_that_it_stands_in(module: str) -> None:
    assert module.rpartition(".")[0] not in imported(MODULES[module])


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) == "web"])
def test_the_web_imports_nothing_of_the_rest(module: str) -> None:
    assert {name for name in imported(MODULES[module]) if room(name) != "web"} == set()


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) != "web"])
def test_nothing_of_the_rest_imports_the_web_or_the_tools(module: str) -> None:
    assert {name for name in imported(MODULES[module]) if room(name) in {"web", *BESIDE}} == set()


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {module: imported(path) & MODULES.keys() for module, path in MODULES.items()}
    while graph:
        leaves = {module for module, names in graph.items() if not names & graph.keys()}
        assert leaves, f"a circle among {sorted(graph)}"
        graph = {module: names for module, names in graph.items() if module not in leaves}
