"""Lund's site with a public address and all else that the data catalogue needs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import NOW, run

ADDRESS = "https://handlingsplan.lund.example"

FILLED: dict[str, str] = {
    'address: ""': f"address: {ADDRESS}",
    'issued: ""': "issued: 2026-03-31",
    'phone: ""': "phone: 046-359 50 00",
    'street: ""': "street: Box 41",
    'postal_code: ""': "postal_code: 221 00",
    'town: ""': "town: Lund",
}


def fill(project: Path, filled: dict[str, str]) -> None:
    """Write in a project's `metadata.yml`, each of the changes once."""
    path = project / "metadata.yml"
    text = path.read_text(encoding="utf-8")
    for before, after in filled.items():
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def make_catalogued(lund: Path, project: Path) -> None:
    """Publish Lund's figures with a catalogue in a folder that is not there yet."""
    for part in ("data", "schemas", "answers"):
        shutil.copytree(lund / part, project / part)
    shutil.copy(lund / "metadata.yml", project)
    fill(project, FILLED)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("pipeline.cli.now", lambda: NOW)
        outcome = run("publish", "--project", project)
    assert outcome.exit_code == 0, outcome
