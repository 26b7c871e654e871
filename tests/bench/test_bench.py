"""The benchmark runs from end to end on few figures; how long it takes is nothing that a test can say."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from behind_nginx import is_installed

KEPT = ("RESULTS.md", "DOWNLOADS.md", "PAGES.md", "STRESS.md")
"""What a run of the benchmark keeps, and a run of the tests does not touch."""

FIGURES = "indicator_id, year, area_code, sex, age_group, value, value_status"


def bench(repository: Path, name: str, *options: str | Path) -> str:
    """What a program of the benchmark prints; the kept results are what they were."""
    before = [(repository / "bench" / kept).read_bytes() for kept in KEPT]
    command = [sys.executable, str(repository / "bench" / name), *map(str, options)]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [(repository / "bench" / kept).read_bytes() for kept in KEPT] == before
    return done.stdout


def first_column(table: str) -> list[str]:
    """The first cell of each row of a Markdown table, its heading and rule left out."""
    return re.findall(r"^\| ?(?!-)(.*?) ?\|", table, re.M)[1:]


def figures(path: Path) -> list[tuple[str | float | None, ...]]:
    """The observations of a database in order, whatever types it keeps them in."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f"select {FIGURES} from observations").fetchall()
    return sorted((name, int(year), *texts, _number(value), status) for name, year, *texts, value, status in rows)


def _number(value: str | float | None) -> float | None:
    return None if value in (None, "") else float(str(value))


def test_every_stage_of_check_load_and_download_runs_on_the_same_figures(repository: Path, tmp_path: Path) -> None:
    work, result = tmp_path / "work", tmp_path / "RESULTS.md"

    bench(repository, "bench.py", "--rows", "2000", "--work", work, "--result", result)

    stages = first_column(result.read_text(encoding="utf-8"))
    assert [re.sub("^(sqlite3|csv [+]) .*", "floor", stage) for stage in stages] == [
        "This pipeline: check + load",
        "– of which check",
        "– of which derive",
        "– of which load",
        "frictionless validate",
        "sqlite-utils insert",
        "Stock pair: both",
        "floor",
    ]
    ours = figures(work / "pipeline.db")
    assert len(ours) == 2000
    assert {status for *_, status in ours} == {
        "final",
        "missing",
        "not_applicable",
        "not_collected",
        "preliminary",
        "suppressed_primary",
        "suppressed_secondary",
    }
    assert figures(work / "stock.db") == ours
    assert figures(work / "floor.db") == ours

    # The downloads are of what has been loaded.
    again = tmp_path / "DOWNLOADS.md"
    bench(repository, "downloads.py", "--loaded", work, "--work", tmp_path / "downloads", "--result", again)

    text = again.read_text(encoding="utf-8")
    behind = ["nginx, with TLS"] if is_installed() else []
    assert first_column(text) == ["Datasette’s stream", "`pipeline serve`", *behind]
    assert " 2,000 observations as CSV, " in text


def test_every_page_is_measured(repository: Path, tmp_path: Path) -> None:
    result = tmp_path / "PAGES.md"

    bench(repository, "pages.py", "--seconds", "0.1", "--work", tmp_path / "work", "--result", result)

    assert first_column(result.read_text(encoding="utf-8")) == [
        "Stock Datasette, /handlingsplan/observations",
        "Indicator page",
        "List of indicators",
        "Follow-up of a year",
        "Indicator page, never asked for before",
        "List of indicators, never asked for before",
        "Follow-up of a year, never asked for before",
        "Table page in our frame",
    ]


def test_what_is_hidden_is_measured_for_every_division(repository: Path) -> None:
    assert first_column(bench(repository, "loss.py", "--sets", "1")) == [
        "kön",
        "kön och ålder",
        "kön och tre delar",
        "kön, fyra år och deras summa",
    ]


def test_the_audit_is_measured_of_example_data_and_of_many_figures(repository: Path) -> None:
    printed = bench(repository, "audit_speed.py", "--indicators", "2", "--years", "2")

    assert re.sub(r"\d+(\.\d+)? (s|hidden)\b", r"N \2", printed).splitlines() == [
        "example data: N s, 0 findings",
        "protect: 72 figures, N hidden, N s",
        "audit: N s, 0 findings",
    ]


def test_a_server_withstands_a_short_form_of_every_attack(repository: Path, tmp_path: Path) -> None:
    result = tmp_path / "STRESS.md"

    few = ("--requests", "60", "--statements", "40")
    bench(repository, "stress.py", *few, "--work", tmp_path / "work", "--result", result)

    text = result.read_text(encoding="utf-8")
    assert [row.partition(" |")[0] for row in first_column(text)] == [
        *("nothing else", "20 clients with endless questions"),
        *("300 silent connections", "100 readers that do not read"),
    ]
    assert "60 random requests and 40 random statements were answered: " in text
    assert text.endswith("markup that was asked for): none.\n")


def test_a_project_withstands_a_short_form_of_the_kills_and_switches(small_project: Path, repository: Path) -> None:
    result, work = small_project / "STRESS.md", small_project / "work"
    result.write_text("# Title\n\n## Attacks\n\nNone.\n\n## Kills\n\nAn earlier run.\n", encoding="utf-8")

    few = ("--kills", "2", "--switches", "2", "--readers", "5", "--source", small_project)
    bench(repository, "switching.py", *few, "--work", work, "--result", result)

    text = result.read_text(encoding="utf-8")
    assert re.findall("^#.*", text, re.M) == ["# Title", "## Attacks", "## Kills", "## Switches under readers"]
    assert "An earlier run." not in text
    assert "2 times a publish or a rollback in a project of 35 figures was killed" in text
    assert "or rollback that fails or does something else): none." in text
    assert "Failed requests and switches: none. " in text
    assert "two answers of one release): none." in text
