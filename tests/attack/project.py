"""Worlds as a project of their own, so that the command line itself reads them, hides what it does and publishes."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.attack.attacker import Figure, Release
from tests.attack.structures import Published, World
from tests.attack.worlds import AREA
from tests.conftest import Outcome, copy_project, make_small, run

EXAMPLE = "9999"
"""The area of example data, in whose name the worlds are published."""

HEADINGS = ("Indikator", "År", "Kommunkod", "Kön", "Ålder", "Värde", "Status", "Anmärkning")

LIKE = "VNR-08"
"""The indicator that those of the worlds are like in all that does not matter here."""

FOLDERS = {"denominators": "disclosure"}
"""Where a table lies that is not with the indicators."""


def make_project(repository: Path, folder: Path, worlds: Iterable[World]) -> Path:
    """A copy of the repository with three indicators of its own and those of the worlds, and no figures."""
    project = make_small(copy_project(repository, folder))
    for path in (project / "data/observations").iterdir():
        path.unlink()
    template = next(row for row in _rows(project / "data/indicators/indicators.csv") if row["indicator_id"] == LIKE)
    for world in worlds:
        for table, rows in world.structure.tables.items():
            path = project / "data" / FOLDERS.get(table, "indicators") / f"{table}.csv"
            beside = template | {"is_measurable": "true", "not_measurable_reason": ""} if table == "indicators" else {}
            _append(path, [{**beside, **row} for row in rows])
    return project


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _append(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        fields = csv.DictReader(file).fieldnames or []
    together = [*_rows(path), *({name: _text(row.get(name)) for name in fields} for row in rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(together, key=lambda row: list(row.values())[:4]))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return f"{value:g}"
    return EXAMPLE if value == AREA else str(value)


def hand_in(path: Path, figures: Published, shares: Container[str] = ()) -> Path:
    """A file of staff's with these figures, those of shares with a per cent sign: one per cent is asked about."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(HEADINGS)
        for key, figure in figures.items():
            sign = " %" if key.indicator in shares else ""
            value = "" if figure.value is None else f"{figure.value:g}{sign}"
            writer.writerow((key.indicator, key.year, EXAMPLE, key.sex, key.age, value, figure.status, ""))
    return path


def publish(project: Path, name: str, figures: Published) -> Outcome:
    """Import figures and publish them: what the first command that is refused said, or else the last."""
    catalogue = _rows(project / "data/indicators/indicators.csv")
    shares = {row["indicator_id"] for row in catalogue if row["value_kind"] == "share"}
    path = hand_in(project / "inbox" / f"{name}.csv", figures, shares)
    said = run("import", "--project", project, path, "--reason", "Rättade")
    path.unlink()
    return said if said.exit_code else run("publish", "--project", project)


def databases(project: Path) -> list[Path]:
    """The databases of the releases, oldest first."""
    folders = [path for path in (project / "releases").iterdir() if path.is_dir() and not path.is_symlink()]
    return [path / "handlingsplan.db" for path in sorted(folders, key=lambda path: path.stat().st_mtime)]


def hide_up_to_nine(project: Path) -> None:
    """Give the project a second version of the policy, which hides 1-9 where the first hides 1-4."""
    rules = project / "data/disclosure/disclosure_rules.csv"
    lines = rules.read_text(encoding="utf-8").splitlines()
    newer = [line.replace("1,", "2,", 1).replace(",1,4,", ",1,9,") for line in lines[1:]]
    rules.write_text("\n".join([*lines, *newer]) + "\n", encoding="utf-8")


def figures_of(release: Release, world: World) -> Published:
    """What a release holds of a world."""
    own = {row["indicator_id"][:3] for row in world.structure.tables["indicators"]}
    return {
        key._replace(area=AREA): Figure(figure.value, figure.status)
        for key, figure in release.figures.items()
        if key.indicator[:3] in own
    }


def letters(number: int) -> str:
    """The letters that begin the names of the indicators of a project's world."""
    return f"Q{chr(ord('A') + number // 26)}{chr(ord('A') + number % 26)}"
