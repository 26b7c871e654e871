"""The shape of the files in the data folder: a wrong one is one problem, and nothing else is judged by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model import Place, Problem
from pipeline.schema import TableSchema
from tests.faults import (
    SCHEMAS,
    at,
    problems_in,
    problems_in_data,
    with_an_empty_row,
)


def _remove(project: Path) -> None:
    (project / "data/plan/goals.csv").unlink()


def _add(project: Path) -> None:
    (project / "data/observations/2025 kopia.csv").write_text("x", encoding="utf-8")


def _as_cp1252(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))


def _with_nul(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_bytes(path.read_bytes().replace("eftervåld".encode(), b"\0"))


def _with_new_header(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("sequence,name", "ordning,name"), encoding="utf-8")


def _with_labels_twice_and_none(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("sequence,name", "sequence,name,name,"), encoding="utf-8")


def _with_semicolons(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")


def _with_a_bare_comma(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("eftervåld", "våld, efter"), encoding="utf-8")


def _with_an_open_quote(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("eftervåld", '"eftervåld'), encoding="utf-8")


@pytest.mark.parametrize(
    ("break_file", "problem"),
    [
        (
            _remove,
            at(
                "plan/goals.csv",
                None,
                None,
                "file_exists",
                None,
                "Filen saknas. Den ska innehålla tabellen Nationella mål, om så bara med rubrikraden "
                "”goal_id,number,text,text_en,valid_from,valid_to” (Mål, Nummer, Lydelse, Lydelse på engelska, Gäller "
                "från, Gäller till)",
            ),
        ),
        (
            _add,
            at(
                "observations/2025 kopia.csv",
                None,
                None,
                "file_is_known",
                None,
                "Filen hör inte till datamängden. I data-mappen får bara de CSV-filer ligga som beskrivs i schemas/. "
                "Flytta filen, eller rätta dess namn. Exempel: observations/2025.csv",
            ),
        ),
        (
            _as_cp1252,
            at(
                "plan/priorities.csv",
                2,
                None,
                "file_is_utf8",
                None,
                "Filen är inte sparad i teckenkodningen UTF-8 (byten 0xE5 på raden går inte att läsa). "
                "Spara om filen som ”CSV UTF-8”.",
            ),
        ),
        (
            _with_nul,
            at(
                "plan/priorities.csv",
                4,
                None,
                "file_is_text",
                None,
                "Filen innehåller ett nolltecken och är inte en CSV-fil. Spara om den som ”CSV UTF-8”.",
            ),
        ),
        (
            _with_new_header,
            at(
                "plan/priorities.csv",
                1,
                None,
                "header_is_right",
                "priority_id,plan_id,ordning,name,name_en",
                "Rubrikraden stämmer inte. Kolumner som saknas: ”sequence”. Kolumner som inte ska finnas: ”ordning”. "
                "Rätt rubrikrad: ”priority_id,plan_id,sequence,name,name_en”",
            ),
        ),
        (
            _with_labels_twice_and_none,
            at(
                "plan/priorities.csv",
                1,
                None,
                "header_is_right",
                "priority_id,plan_id,sequence,name,name,,name_en",
                "Rubrikraden stämmer inte. Kolumner som inte ska finnas: en kolumn utan rubrik. Kolumner som står mer "
                "än en gång: ”name”. Rätt rubrikrad: ”priority_id,plan_id,sequence,name,name_en”",
            ),
        ),
        (
            _with_semicolons,
            at(
                "plan/priorities.csv",
                1,
                None,
                "file_has_commas",
                "priority_id;plan_id;sequence;name;name_en",
                "Filen är avdelad med semikolon, som Excel på svenska gör, men ska vara avdelad med kommatecken. "
                "Spara om den med kommatecken. Rätt rubrikrad: ”priority_id,plan_id,sequence,name,name_en”",
            ),
        ),
        (
            with_an_empty_row,
            Problem(
                Place("plan/priorities.csv", row=4),
                "row_is_filled",
                None,
                "Raden är tom och hoppas över. Ta gärna bort den.",
                fatal=False,
            ),
        ),
        (
            _with_a_bare_comma,
            at(
                "plan/priorities.csv",
                4,
                None,
                "row_has_every_cell",
                "P3,vald-i-nara-relationer,3,våld, efter,post-separation violence",
                "Raden har 6 celler men ska ha 5. Kontrollera om ett kommatecken saknas eller är ett för mycket; en "
                "text som innehåller kommatecken ska stå inom citattecken. Rubrikraden är: "
                "”priority_id,plan_id,sequence,name,name_en”",
            ),
        ),
        (
            _with_an_open_quote,
            at(
                "plan/priorities.csv",
                4,
                None,
                "quotes_are_closed",
                None,
                "Ett citattecken på raden är fel: antingen saknas det avslutande tecknet eller så står det "
                "mitt i en cell. Ett citattecken inne i en text skrivs dubbelt. Exempel: "
                '"Text med ""citat"" i"',
            ),
        ),
    ],
)
def test_a_file_of_a_wrong_shape_is_one_problem_and_what_depends_on_it_is_not_judged(
    project: Path, break_file: Callable[[Path], None], problem: Problem
) -> None:
    break_file(project)

    assert problems_in(project) == [problem]


@pytest.mark.parametrize("name", [".DS_Store", ".~lock.2025.csv#", "observations/.2025.csv.new"])
def test_a_hidden_file_is_nobodys_fault(project: Path, name: str) -> None:
    (project / "data" / name).write_text("x", encoding="utf-8")

    assert problems_in(project) == []


@pytest.mark.parametrize(
    "table", [table for table in SCHEMAS if not table.is_partitioned], ids=lambda table: table.name
)
def test_a_file_that_is_missing_is_one_problem(project: Path, table: TableSchema) -> None:
    (project / "data" / table.location).unlink()

    found = problems_in_data(project)

    assert [(problem.rule, problem.place) for problem in found] == [("file_exists", Place(table.location))]
