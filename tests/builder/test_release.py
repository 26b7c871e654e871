"""A release folder: whole, the same bytes for the same input, and never made of faulty data."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.folders import checksums
from tests.sheets import break_cell


def test_build_makes_a_whole_release(small_project: Path, runner: Runner, tmp_path: Path) -> None:
    outcome = runner("build", "--project", small_project, "--output", tmp_path / "release")

    assert outcome.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "release").iterdir()) == [
        "changes",
        "charts",
        "charts.json",
        "downloads",
        "handlingsplan.db",
        "metadata.json",
        "release.json",
        "report.json",
    ]
    release = json.loads((tmp_path / "release/release.json").read_text(encoding="utf-8"))
    assert release["is_example"] is True
    assert release["municipality"] is None
    assert release["area_code"] == "9999"
    assert release["years"] == [2021, 2022, 2023, 2024, 2025]
    assert release["rows"]["indicators"] == 3
    assert release["time"] == "2026-03-31"
    assert release["id"].startswith("2025-")
    observations = (small_project / "data/observations/2021.csv").read_bytes()
    assert release["inputs"]["data/observations/2021.csv"] == hashlib.sha256(observations).hexdigest()


def test_what_becomes_smaller_has_a_packed_twin(small_project: Path, runner: Runner, tmp_path: Path) -> None:
    runner("build", "--project", small_project, "--output", tmp_path / "release")
    packed = sorted((tmp_path / "release").rglob("*.gz"))
    others = [path for path in sorted((tmp_path / "release").rglob("*")) if path.is_file() and path.suffix != ".gz"]

    assert [gzip.decompress(path.read_bytes()) for path in packed] == [
        path.with_suffix("").read_bytes() for path in packed
    ]
    assert [path.with_suffix("") for path in packed] == [
        path
        for path in others
        if path.parent.name in ("charts", "downloads")
        and path.suffix in (".csv", ".db", ".json", ".md", ".svg")
        and path.stat().st_size >= 1000
    ]
    assert all(path.stat().st_size < path.with_suffix("").stat().st_size for path in packed)


def test_the_same_input_gives_the_same_bytes_in_another_process(small_project: Path, tmp_path: Path) -> None:
    elsewhere = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "sv_SE.UTF-8"}
    for name, place in (
        ("first", {"PYTHONHASHSEED": "1", "TZ": "America/Adak", "LC_ALL": "C.UTF-8"}),
        ("other", elsewhere),
    ):
        subprocess.run(
            [sys.executable, "-m", "pipeline", "build", "--project", small_project, "--output", tmp_path / name],
            check=True,
            capture_output=True,
            env={**os.environ, **place},
        )

    first, other = checksums(tmp_path / "first"), checksums(tmp_path / "other")
    assert first == other
    assert {Path(name).suffix for name in first} >= {".xlsx", ".parquet", ".json", ".csv", ".db", ".zip", ".gz", ".svg"}
    assert len(first) > 200


def test_another_value_gives_another_id(small_project: Path, runner: Runner, tmp_path: Path) -> None:
    runner("build", "--project", small_project, "--output", tmp_path / "first")
    break_cell(small_project / "data/observations/2025.csv", 2, "note", "En anmärkning")
    runner("build", "--project", small_project, "--output", tmp_path / "second")

    ids = [json.loads((tmp_path / name / "release.json").read_text())["id"] for name in ("first", "second")]
    assert ids[0] != ids[1]


def test_faulty_data_are_not_built(small_project: Path, runner: Runner, tmp_path: Path) -> None:
    break_cell(small_project / "data/observations/2025.csv", 2, "sex", "X")

    outcome = runner("build", "--project", small_project, "--output", tmp_path / "release")

    assert outcome.exit_code == 1
    assert outcome.stdout.splitlines() == [
        "observations/2025.csv",
        "  FEL rad 2, kolumn Kön (sex): ”X” är inte ett tillåtet värde för ”Kön”. Tillåtna värden: totalt (T); kvinnor "
        "och flickor (K); män och pojkar (M). Exempel: totalt (T)",
        "",
        "1 fel och 0 varningar.",
        "Rätta felen och kör kommandot igen.",
    ]
    assert outcome.stderr.splitlines()[-1] == "Bygget stoppades av fel i data."
    assert not (tmp_path / "release").exists()


def test_a_folder_with_something_in_it_is_not_built_over(small_project: Path, runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    (tmp_path / "release/mine.txt").write_text("kept")

    outcome = runner("build", "--project", small_project, "--output", tmp_path / "release")

    assert outcome.exit_code == 2
    assert outcome.stderr == f"Mappen {tmp_path / 'release'} finns redan och är inte tom. Ange en ny mapp.\n"
    assert (tmp_path / "release/mine.txt").read_text() == "kept"


@pytest.mark.parametrize(("key", "value"), [("name", "Ale kommun"), ("code", "1440")])
def test_example_data_are_not_built_for_a_named_municipality(
    small_project: Path, runner: Runner, tmp_path: Path, key: str, value: str
) -> None:
    words = small_project / "metadata.yml"
    words.write_text(
        words.read_text(encoding="utf-8").replace(f'  {key}: ""', f'  {key}: "{value}"', 1), encoding="utf-8"
    )

    outcome = runner("build", "--project", small_project, "--output", tmp_path / "release")

    assert outcome.exit_code == 1
    assert "Exempeldata får inte publiceras för en namngiven kommun. Siffrorna är påhittade." in outcome.stdout
    assert not (tmp_path / "release").exists()


def test_words_that_visitors_need_are_asked_for(small_project: Path, runner: Runner) -> None:
    words = small_project / "metadata.yml"
    words.write_text(words.read_text(encoding="utf-8").replace("title: Handlingsplan mot våld och förtryck\n", "", 1))

    outcome = runner("check", "--project", small_project, "--format", "json")

    assert outcome.exit_code == 1
    assert json.loads(outcome.stdout)["problems"] == [
        {
            "file": "metadata.yml",
            "sheet": None,
            "row": None,
            "column": "title",
            "rule": "metadata_has_text",
            "value": None,
            "message": (
                "”title” saknas eller är tom. Fyll i den; besökarna ser texten. Exempel: Kommunens arbete mot våld"
            ),
            "fatal": True,
            "count": 1,
            "others": [],
        }
    ]


@pytest.mark.parametrize(
    ("line", "column", "found"),
    [
        ("databases: x\n", "databases", "x"),
        ("databases:\n  handlingsplan: x\n", "databases.handlingsplan", "x"),
        ("databases:\n  handlingsplan:\n    tables: x\n", "databases.handlingsplan.tables", "x"),
        ("databases:\n  handlingsplan:\n    tables:\n      goals: x\n", "databases.handlingsplan.tables.goals", "x"),
        ("databases:\n  handlingsplan:\n    queries:\n      q: 1\n", "databases.handlingsplan.queries.q", "1"),
    ],
)
def test_words_that_should_have_parts_but_are_something_else_are_a_problem(
    small_project: Path, runner: Runner, line: str, column: str, found: str
) -> None:
    (small_project / "metadata.yml").write_text(
        f"title: T\ndescription: B\nlicense: CC0\nlicense_url: http://creativecommons.org/\n{line}", encoding="utf-8"
    )

    outcome = runner("check", "--project", small_project, "--format", "json")

    problems = json.loads(outcome.stdout)["problems"]
    assert [(problem["column"], problem["message"]) for problem in problems] == [
        (
            column,
            f"”{column}” ska följas av indragna rader med en uppgift på varje, men är ”{found}”. "
            "Exempel: title: Uppföljningen",
        )
    ]


@pytest.mark.parametrize(
    "line", ["", "databases:\n", "databases:\n  handlingsplan:\n    tables:\n      goals:\n", "updated: 2024-13-45\n"]
)
def test_empty_parts_and_dates_among_the_words_are_no_problem(
    small_project: Path, runner: Runner, tmp_path: Path, line: str
) -> None:
    (small_project / "metadata.yml").write_text(
        f"title: T\ndescription: B\nlicense: CC0\nlicense_url: http://creativecommons.org/\n{line}", encoding="utf-8"
    )

    assert runner("build", "--project", small_project, "--output", tmp_path / "release").exit_code == 0


@pytest.mark.parametrize(
    ("content", "row", "rule"),
    [
        (b"title: T\n\ndescription: v\xe5ld\n", 3, "file_is_utf8"),
        (b"title: T\ndescription: [\n", 3, "metadata_is_yaml"),
    ],
)
def test_words_that_cannot_be_read_are_a_problem_at_their_row(
    small_project: Path, runner: Runner, content: bytes, row: int, rule: str
) -> None:
    (small_project / "metadata.yml").write_bytes(content)

    outcome = runner("check", "--project", small_project, "--format", "json")

    assert outcome.exit_code == 1
    problems = json.loads(outcome.stdout)["problems"]
    assert [(problem["file"], problem["row"], problem["rule"]) for problem in problems] == [("metadata.yml", row, rule)]


def test_metadata_that_is_not_yaml_is_a_problem(small_project: Path, runner: Runner) -> None:
    (small_project / "metadata.yml").write_text("title: [", encoding="utf-8")

    outcome = runner("check", "--project", small_project)

    assert outcome.exit_code == 1
    assert "Filen går inte att läsa som YAML" in outcome.stdout


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        (
            "municipality: Ale\n",
            "municipality",
            "”municipality” ska följas av indragna rader med en uppgift på varje, men är ”Ale”. "
            'Exempel: name: "Ale kommun"',
        ),
        (
            'municipality:\n  code: "1499"\n',
            "municipality.code",
            'Kommunkoden ”1499” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"',
        ),
    ],
)
def test_a_municipality_that_cannot_be_is_a_problem(
    small_project: Path, runner: Runner, line: str, column: str, message: str
) -> None:
    (small_project / "metadata.yml").write_text(
        f"title: T\ndescription: B\nlicense: CC0\nlicense_url: http://creativecommons.org/\n{line}", encoding="utf-8"
    )
    break_cell(small_project / "data/dataset.csv", 2, "is_example", "false")
    for path in (small_project / "data/observations").iterdir():
        path.unlink()

    outcome = runner("check", "--project", small_project, "--format", "json")

    problems = json.loads(outcome.stdout)["problems"]
    assert [(problem["file"], problem["column"], problem["message"]) for problem in problems] == [
        ("metadata.yml", column, message)
    ]


def test_a_build_that_fails_leaves_nothing(small_project: Path, runner: Runner, tmp_path: Path) -> None:
    (small_project / "schemas/goals.json").write_text("{}", encoding="utf-8")

    outcome = runner("build", "--project", small_project, "--output", tmp_path / "release")

    assert outcome.exit_code == 2
    assert outcome.stderr.splitlines()[-1].startswith("Ett fel har uppstått i programmet.")
    assert "Traceback" not in outcome.stdout + outcome.stderr
    assert [path.name for path in tmp_path.iterdir() if "release" in path.name] == []
