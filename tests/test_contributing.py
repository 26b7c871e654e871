"""The recipes of CONTRIBUTING.md, followed to the letter in a copy of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]

RECIPES = dict(
    re.findall(r"^### (.*?)\n(.*?)(?=^##)", (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.M | re.S)
)

STEP = re.compile(
    r"^`(?P<path>[^`]+)` — (?:a new file|as its last line|(?P<where>below|instead of) `(?P<anchor>[^`]+)`):\n\n"
    r"```\w+\n(?P<text>.*?)^```$",
    re.M | re.S,
)

HELD = ("tests/test_imports.py", "tests/test_sentences.py", "tests/test_documentation.py")
"""What holds for every change."""

ALSO_HELD = {"A page": ("tests/web/test_language.py",)}
"""What holds for one kind of change."""


def follow(recipe: str, folder: Path) -> list[str]:
    """Take each step of a recipe; the new tests."""
    tests = []
    for step in STEP.finditer(recipe):
        path, text, anchor = folder / step["path"], step["text"], step["anchor"]
        if anchor is None:
            written = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(written + text, encoding="utf-8")
            tests += [step["path"]] if path.name.startswith("test_") else []
            continue
        before = path.read_text(encoding="utf-8")
        assert before.count(anchor) == 1, anchor
        added = text.rstrip("\n") if step["where"] == "instead of" else f"{anchor}\n{text}".rstrip("\n")
        path.write_text(before.replace(anchor, added), encoding="utf-8")
    return tests


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what a developer works in."""
    folder = tmp_path / "repository"
    ignored = shutil.ignore_patterns("__pycache__", "bilder")
    for part in ("pipeline", "tests", "data", "schemas", "bench", "docs", "deploy", ".ci"):
        shutil.copytree(REPOSITORY / part, folder / part, ignore=ignored)
    for file in ("metadata.yml", "pyproject.toml", "README.md", "Makefile", "CONTRIBUTING.md", "LICENSE"):
        shutil.copy(REPOSITORY / file, folder)
    for lock in REPOSITORY.glob("*.lock"):
        shutil.copy(lock, folder)
    return folder


def run(folder: Path, *words: str) -> str:
    """What a program prints in the copy; it must succeed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["A rule", "A source", "A page", "A download"])
def test_a_recipe_that_adds_code_passes_its_own_test_and_what_holds_for_all(
    name: str, copy: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tests = follow(RECIPES[name], copy)

    assert tests
    run(
        copy,
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--basetemp",
        str(copy.parent / "t"),
        *tests,
        *HELD,
        *ALSO_HELD.get(name, ()),
    )
    run(copy, "ruff", "check", "--no-cache", "pipeline", "tests")
    run(copy, "ruff", "format", "--no-cache", "--check", "pipeline", "tests")
    # One cache for all of the copies: what a recipe leaves alone is judged once.
    run(copy, "mypy", "--cache-dir", str(tmp_path_factory.getbasetemp() / "mypy"))


def test_an_indicator_is_added_to_the_catalogue_and_gets_example_figures(copy: Path) -> None:
    follow(RECIPES["An indicator"], copy)
    before = {path.name: path.read_bytes() for path in (copy / "data/observations").iterdir()}

    run(copy, "bench.make_example")

    after = {path.name: path.read_bytes() for path in (copy / "data/observations").iterdir()}
    assert {name: _without(text, b"P6-04") for name, text in after.items()} == before
    assert sum(line.startswith(b"P6-04,") for text in after.values() for line in text.splitlines()) == 5
    assert "Inga problem" in run(copy, "pipeline", "check")


def _without(text: bytes, indicator: bytes) -> bytes:
    return b"".join(line for line in text.splitlines(keepends=True) if not line.startswith(indicator + b","))


def test_every_recipe_is_followed() -> None:
    assert list(RECIPES) == ["A rule", "An indicator", "A source", "A page", "A download"]
    for recipe in RECIPES.values():
        assert len(STEP.findall(recipe)) == recipe.count("```") // 2
