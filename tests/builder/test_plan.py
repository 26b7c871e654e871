"""The plan as one nested JSON: everything that its tables hold, once, and valid by the schema beside it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.builder.test_citation_file import citation
from tests.catalogued import ADDRESS
from tests.conftest import Runner, copy_project, make_small, run
from tests.sheets import write_rows

WHERE = {
    "goals": ("goals",),
    "plans": ("plans",),
    "decisions": ("plans", "decisions"),
    "violence_areas": ("plans", "areas"),
    "priorities": ("plans", "priorities"),
    "priority_areas": ("plans", "priorities", "areas"),
    "measures": ("plans", "priorities", "measures"),
    "indicator_priorities": ("plans", "priorities", "indicators"),
    "assessments": ("plans", "priorities", "assessments"),
    "follow_up_forms": ("plans", "follow_up_forms"),
    "indicators": ("indicators",),
    "targets": ("indicators", "targets"),
}
"""Where in the tree the rows of each table are."""

FILLED = {
    "plan/measures.csv": [
        "utbildning-skola,P3,Utbildning för skolans personal,Training for school staff,Utbildningsförvaltningen,"
        "Education Administration,ongoing,2025-09-01,2026-08-31,KS 2025-12,https://example.se/m1",
        "rutin,P3,Skriva en rutin,,Socialtjänsten,Social services,planned,,,,",
        "samverkan,P8,Samverka om stöd,Cooperate on support,Socialtjänsten,Social services,completed,2024-01-01,,,",
    ],
    "indicators/targets.csv": ["SEX-01,2027,90,forslag-177", "SEX-01,2028,95.5,forslag-177"],
    "assessments/2025.csv": ["2025,P3,Rutinen är skriven.,Det går framåt.,Utbildningen återstår."],
    "assessments/2024.csv": ["2024,P3,Arbetet är påbörjat.,Det går långsamt.,Rutinen återstår."],
}


@pytest.fixture(scope="module")
def filled(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The downloads of a release whose tables of measures, targets and assessments have rows."""
    folder = tmp_path_factory.mktemp("filled")
    project = copy_project(repository, folder / "project")
    make_small(project)
    for name, lines in FILLED.items():
        path = project / "data" / name
        table = path.parent.name if path.stem.isdigit() else path.stem
        columns = [
            field["name"]
            for field in json.loads((project / f"schemas/{table}.json").read_text(encoding="utf-8"))["fields"]
        ]
        write_rows(path, [columns, *csv.reader(lines)])
    outcome = run("build", "--project", project, "--output", folder / "release")
    assert outcome.exit_code == 0, outcome
    return folder / "release/downloads"


def rows_at(part: dict[str, Any], path: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The objects of a tree that a path of keys leads to."""
    for row in part[path[0]]:
        if path[1:]:
            yield from rows_at(row, path[1:])
        else:
            yield row


def plan(downloads: Path) -> dict[str, Any]:
    return dict(json.loads((downloads / "plan.json").read_text(encoding="utf-8")))


def schema(downloads: Path) -> Any:
    return json.loads((downloads / "plan-schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", WHERE)
def test_every_row_of_a_table_is_in_the_plan_once_with_its_cells(filled: Path, table: str) -> None:
    rows = json.loads((filled / f"{table}.json").read_text(encoding="utf-8"))
    found = list(rows_at(plan(filled), WHERE[table]))

    assert rows
    told = [{name: cell for name, cell in row.items() if name in rows[0]} for row in found]
    wanted = [{name: cell for name, cell in row.items() if name in told[0]} for row in rows]
    if table != "indicators":
        assert told[0].keys() == rows[0].keys()
    as_text = [json.dumps(row, sort_keys=True) for row in told]
    assert Counter(as_text) == Counter(json.dumps(row, sort_keys=True) for row in wanted)
    assert max(Counter(as_text).values()) == 1


def test_what_hangs_under_something_belongs_to_it_and_the_plans_order_is_kept(filled: Path) -> None:
    (found,) = plan(filled)["plans"]

    assert [row["priority_id"] for row in found["priorities"]] == [f"P{number}" for number in range(1, 9)]
    assert [row["sequence"] for row in found["decisions"]] == [1, 2, 3]
    for priority in found["priorities"]:
        for name in ("areas", "measures", "indicators", "assessments"):
            assert {row["priority_id"] for row in priority[name]} <= {priority["priority_id"]}
    third = found["priorities"][2]
    assert [row["year"] for row in third["assessments"]] == [2024, 2025]
    assert [(row["measure_id"], row["starts_on"], row["ends_on"]) for row in third["measures"]] == [
        ("rutin", None, None),
        ("utbildning-skola", "2025-09-01", "2026-08-31"),
    ]
    measured = {row["indicator_id"]: row for row in plan(filled)["indicators"]}
    assert {name: len(row["targets"]) for name, row in measured.items() if row["targets"]} == {"SEX-01": 2}


def test_a_code_has_its_words_beside_it_and_an_indicator_its_page(filled: Path) -> None:
    (found,) = plan(filled)["plans"]
    measure = found["priorities"][7]["measures"][0]

    assert [measure[name] for name in ("status", "status_label", "status_label_en")] == [
        "completed",
        "genomförd",
        "completed",
    ]
    assert (found["status"], found["status_label"]) == ("proposed", "föreslagen")
    assert found["priorities"][2]["address"] == "/inriktningar/P3"
    assert found["priorities"][2]["indicators"][0]["address"] == "/indikatorer/P3-01"


def test_the_plan_is_valid_by_its_schema_and_what_is_wrong_is_not(filled: Path, release: Path) -> None:
    validator = Draft202012Validator(schema(filled), format_checker=FormatChecker())

    Draft202012Validator.check_schema(schema(filled))
    validator.validate(plan(filled))
    validator.validate(plan(release / "downloads"))
    wrong = plan(filled)
    measure = wrong["plans"][0]["priorities"][2]["measures"][0]
    for name, value in (
        ("status", "klar"),
        ("starts_on", "hösten"),
        ("title", None),
        ("owner", "x"),
        ("measure_id", "Å"),
    ):
        before = dict(measure)
        measure[name] = value
        assert list(validator.iter_errors(wrong)), name
        measure.clear()
        measure.update(before)
    del wrong["plans"][0]["priorities"]
    assert list(validator.iter_errors(wrong))


def test_the_schema_says_what_every_key_means(filled: Path) -> None:
    def properties(part: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, told in part["properties"].items():
            yield name, told
            if "items" in told:
                yield from properties(told["items"])

    named = list(properties(schema(filled)))
    assert len(named) > 100
    unsaid = {name for name, told in named if not told.get("description")}
    assert {name for name in unsaid if not name.endswith(("_label", "_label_en"))} == {"$schema"}


def test_addresses_are_whole_where_it_is_known_where_the_site_is(catalogued: Path) -> None:
    found = plan(catalogued / "downloads")

    assert found["publisher"] == "Lunds kommun"
    assert found["example_data"] is False
    assert found["version"] == citation(catalogued)["version"]
    assert {row["address"].rpartition("/indikatorer/")[0] for row in found["indicators"]} == {ADDRESS}


def test_the_same_data_give_the_same_files(filled: Path, tmp_path: Path, runner: Runner) -> None:
    project = filled.parent.parent / "project"
    outcome = runner("build", "--project", project, "--output", tmp_path / "again")

    assert outcome.exit_code == 0
    for name in ("plan.json", "plan-schema.json", "CITATION.cff"):
        assert (tmp_path / "again/downloads" / name).read_bytes() == (filled / name).read_bytes()
