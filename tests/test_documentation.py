"""README keeps up with the commands, and the sentences with the code."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from pipeline.cli import main
from pipeline.messages import sentences
from pipeline.messages.rules import FAULTS
from pipeline.messages.sentences import SENTENCES


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def test_every_command_and_option_is_in_the_readme(readme: str) -> None:
    for name, command in main.commands.items():
        assert f"pipeline {name}" in readme, name
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name != "help":
                assert parameter.opts[0] in readme, (name, parameter.opts)


def test_every_make_target_has_help_and_is_in_the_readme(repository: Path, readme: str) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.M)
    assert phony
    for target in phony[1].split():
        assert re.search(rf"^{target}:.*## \S", makefile, re.M), target
        assert f"make {target}" in readme, target


def test_every_command_has_help_in_swedish() -> None:
    for name, command in main.commands.items():
        assert command.help == SENTENCES[f"help_{name.replace('-', '_')}"]
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help in SENTENCES.values(), (name, parameter.name)


def test_every_sentence_is_said_somewhere(repository: Path) -> None:
    messages = repository / "pipeline/messages"
    names = [
        name
        for path in (repository / "pipeline").rglob("*.py")
        if messages not in path.parents or path == messages / "machine.py"
        for name in _names(ast.parse(path.read_text(encoding="utf-8")))
    ]
    # A cell's rule is named by Frictionless, and said as cell_<rule>.
    said = re.compile("|".join([*names, r"cell_\w+"]))

    assert [name for name in (*SENTENCES, *FAULTS) if not said.fullmatch(name)] == []


def test_a_name_is_that_of_one_sentence() -> None:
    parts = [*pkgutil.iter_modules(sentences.__path__, "pipeline.messages.sentences.")]
    names = Counter(name for part in parts for name in importlib.import_module(part.name).SENTENCES)

    assert names == Counter(SENTENCES.keys())
    assert SENTENCES.keys() & FAULTS.keys() == set()


def _names(code: ast.AST) -> Iterator[str]:
    """What may be the name of a sentence, as a pattern: a name, or one that is put together when it is said."""
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value
        elif isinstance(node, ast.Call) and _called(node) in ("say", "problem", "repair"):
            for name in node.args:
                if isinstance(name, ast.JoinedStr):
                    yield "".join(str(part.value) if isinstance(part, ast.Constant) else r"\w+" for part in name.values)


def _called(call: ast.Call) -> str | None:
    """The name of the function or method that is called."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else None


def test_no_lock_file_names_a_registry(repository: Path) -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-audit.lock"):
        text = (repository / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert all("--hash=sha256:" in part for part in re.split(r"\n(?=\S)", text.strip()))


def test_the_list_of_licences_is_that_of_the_locked_packages(repository: Path) -> None:
    words = [sys.executable, "-c", "from docs.licences import listed; print(listed(), end='')"]
    done = subprocess.run(words, cwd=repository, capture_output=True, text=True, check=True)

    assert (repository / "docs/licenser.md").read_text(encoding="utf-8") == done.stdout
    assert "|  |" not in done.stdout


def test_every_path_in_the_architecture_exists(repository: Path) -> None:
    text = (repository / "docs/arkitektur.md").read_text(encoding="utf-8")
    folders = [""]
    missing = []
    for row in re.findall(r"^\|.*\|$", text, re.M):
        for path in re.findall(r"`([\w./*-]+(?:/|\.(?:py|sql|md|yml|po|html|css)))`", row):
            if "/" in path:
                folders = [path if path.endswith("/") else path.rpartition("/")[0] + "/", *folders[:2]]
            found = [place for folder in ("", *folders) for place in repository.glob(f"{folder}{path}")]
            missing += [] if found else [path]

    assert missing == []
