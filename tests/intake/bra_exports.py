"""Brå's newer files as they have been seen, with figures that are made up: what tests write, and what they expect."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from pipeline.errors import Refused
from pipeline.intake.draft import Draft
from pipeline.intake.importing import import_files
from pipeline.project import open_project
from tests.sheets import rows_of

TODAY = datetime.date(2026, 11, 24)

PERSON = "Brott mot brottsbalken, 3-7 kap. Brott mot person"
FREEDOM = f"{PERSON}, 4 kap. Brott mot frihet och frid"
SEXUAL = f"{PERSON}, 6 kap. Sexualbrott"
LAW = "Brott mot specialstraffrättsliga författningar, Lag om kontaktförbud/besöksförbud"
BREACH = f"{LAW}, Överträdelse av kontaktförbud (24 §)"
CHILD, STALKING = f"{FREEDOM}, Barnfridsbrott (3 §)", f"{FREEDOM}, Olaga förföljelse (4 b §)"
GROOMING = f"{SEXUAL}, Kontakt med barn i sexuellt syfte (grooming) (10 a §)"
GIRLS, BOYS = "Mot flicka under 18 år", "Mot pojke under 18 år"

TREE: Mapping[str, int] = {
    "Totalt antal brott": 3000,
    LAW: 14,
    f"{LAW}, Hindrande av elektronisk övervakning (25 §)": 2,
    BREACH: 12,
    f"{BREACH}, Med elektronisk övervakning": 1,
    f"{BREACH}, Utan elektronisk övervakning": 11,
    PERSON: 71,
    FREEDOM: 60,
    CHILD: 26,
    f"{CHILD}, {GIRLS}": 12,
    f"{CHILD}, {BOYS}": 14,
    STALKING: 9,
    f"{STALKING}, Mot barn under 18 år": 3,
    f"{STALKING}, Mot barn under 18 år, {GIRLS}": 2,
    f"{STALKING}, Mot barn under 18 år, {BOYS}": 1,
    f"{STALKING}, Mot kvinna 18 år eller äldre ": 5,
    f"{STALKING}, Mot kvinna 18 år eller äldre , Obekanta": 5,
    f"{STALKING}, Mot man 18 år eller äldre": 1,
    f"{FREEDOM}, Olaga hot (5 §)": 25,
    SEXUAL: 11,
    GROOMING: 3,
    f"{GROOMING}, Med flicka under 15 år": 3,
    f"{GROOMING}, Med pojke under 15 år": 0,
    f"{SEXUAL}, Våldtäkt inkl. grov (1, 4 §)": 7,
    f"{SEXUAL}, Oaktsam våldtäkt (1 a §)": 1,
}
"""One year of a municipality: an offence and its count, each part below its whole."""

Figures = list[tuple[str, str, str, str, str, str]]
"""Indicator, year, area, sex, value and status."""

OF_THE_TREE = [
    ("P3-01", "T", "12"),
    ("P3-02", "K", "7"),
    ("P3-02", "M", "2"),
    ("P3-02", "T", "9"),
    ("P7-01", "K", "3"),
    ("P7-01", "M", "0"),
    ("P7-01", "T", "3"),
    ("SEX-02", "T", "8"),
    ("VNR-07", "K", "12"),
    ("VNR-07", "M", "14"),
    ("VNR-07", "T", "26"),
]
"""What TREE gives: indicator, sex and value."""


def table(rows: Iterable[Iterable[object]], delimiter: str = ",") -> str:
    """The rows as a text file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def put(project: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A file in the inbox."""
    path = project / "inbox" / name
    path.write_bytes(text.encode(encoding))
    return path


def take(project: Path, *paths: Path) -> Draft:
    """Import the files."""
    return import_files(open_project(project), list(paths), today=TODAY)


def refused(project: Path, *paths: Path) -> list[tuple[str, int | None, str | None, str]]:
    """The problems that stop an import: rule, row, column and message. Nothing may be written."""
    with pytest.raises(Refused) as found:
        take(project, *paths)
    assert figures(project) == []
    return [
        (problem.rule, problem.place.row, problem.place.column, problem.message)
        for problem in found.value.problems
        if problem.fatal
    ]


def figures(project: Path) -> Figures:
    """The figures in the data folder."""
    return sorted(
        (row["indicator_id"], row["year"], row["area_code"], row["sex"], row["value"], row["value_status"])
        for path in (project / "data/observations").glob("*.csv")
        for row in rows_of(path)
    )


def told(draft: Draft) -> list[str]:
    """What is told of how the files were read."""
    return [repair.message for repair in draft.repairs if repair.kind != "file_was_in"]


def warned(draft: Draft) -> list[tuple[str, str]]:
    """What an import that succeeds warns of: rule and message."""
    return [(problem.rule, problem.message) for problem in draft.problems]
