"""A release is named after what shapes its bytes or decides whether it may exist, and after nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.builder.identity import SHAPING_PACKAGES, identify, shaping_files
from pipeline.project import open_project
from tests.test_imports import MODULES, PIPELINE, imported

SHAPES_NOTHING = {
    "pipeline": "the package's own docstring and version",
    "pipeline.errors": "what stops the program",
    "pipeline.files": "how a file is put in place",
    "pipeline.messages.machine": "what commands tell of a fault of the machine",
    "pipeline.project": "where the parts of a project lie",
    "pipeline.releases": "the wing's docstring",
    "pipeline.releases.journal": "when releases were switched to",
}
"""What the recipe imports and the name of a release does not follow, and why."""

COMMANDS = "pipeline.messages.sentences"
"""What commands say is in no release; the sentences of rules, and what is put into them, are."""


def reached(module: str) -> set[str]:
    """A module and all that it imports, and that those import, with the packages that hold them."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in found and name in MODULES:
            found.add(name)
            waiting += [*imported(name), name.rpartition(".")[0]]
    return found


def test_all_that_the_recipe_imports_shapes_a_release_or_is_known_not_to() -> None:
    shaping = set(shaping_files())

    others = {name for name in reached("pipeline.builder.recipe") if MODULES[name] not in shaping}

    assert {name for name in others if not name.startswith(COMMANDS)} == set(SHAPES_NOTHING)


def test_nothing_that_only_staff_or_visitors_meet_shapes_a_release() -> None:
    rooms = {path.relative_to(PIPELINE).parts[0] for path in shaping_files()}

    assert rooms.isdisjoint({"web", "staff", "publish", "intake", "cli.py", "console.py"})
    assert {"first_names.txt", "reporting_status.sql"} <= {path.name for path in shaping_files()}


@pytest.mark.parametrize(
    ("changed", "is_another"),
    [
        ("checks/due.py", True),
        ("views/latest_values.sql", True),
        ("privacy/first_names.txt", True),
        ("wording/vocabulary.py", True),
        ("messages/rules.py", True),
        ("gathering.py", True),
        ("labels.py", True),
        ("staff/doctor.py", False),
        ("intake/merging.py", False),
        ("messages/sentences/parts.py", True),
        ("messages/sentences/doctor.py", False),
        ("web/frame.py", False),
    ],
)
def test_the_name_follows_what_shapes_a_release(tmp_path: Path, changed: str, is_another: bool) -> None:
    shutil.copytree(PIPELINE, tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    before = _recipe(tmp_path)

    with (tmp_path / "pipeline" / changed).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert (_recipe(tmp_path) != before) == is_another


def _recipe(folder: Path) -> str:
    """The recipe's checksum by the package in this folder."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    code = "from pipeline.builder.identity import recipe_checksum; print(recipe_checksum())"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout


def test_every_shaping_package_is_a_dependency(repository: Path) -> None:
    text = (repository / "pyproject.toml").read_text(encoding="utf-8")

    assert [name for name in SHAPING_PACKAGES if f'"{name}>=' not in text] == []


def test_files_behind_a_link_to_a_folder_are_among_what_a_release_is_made_from(project: Path) -> None:
    plain = identify(open_project(project))
    elsewhere = project.parent / "elsewhere"
    shutil.move(project / "data/observations", elsewhere)
    (project / "data/observations").symlink_to(elsewhere)

    assert identify(open_project(project)) == plain
