"""The example data are what `make example` makes, show all that data can be, and can be taken for nobody's."""

from __future__ import annotations

from pathlib import Path

import make_example as example
import pytest

from pipeline.schema import read_schemas
from tests.sheets import rows_of, write_rows

YEARS = range(2021, 2026)


def observations(repository: Path) -> list[dict[str, str]]:
    """Every example observation."""
    return [row for path in sorted((repository / "data/observations").iterdir()) for row in rows_of(path)]


def test_the_example_data_are_what_the_program_makes(
    repository: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project / "data/observations"
    for path in folder.iterdir():
        path.unlink()
    monkeypatch.chdir(project)

    example.main()

    shipped = repository / "data/observations"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in shipped.iterdir()
    }


def test_an_indicator_added_to_the_catalogue_gets_figures_and_the_others_keep_theirs(
    repository: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = project / "data/indicators/indicators.csv"
    rows = rows_of(catalogue)
    added = next(row for row in rows if row["indicator_id"] == "P3-01") | {"indicator_id": "P3-99", "valid_from": ""}
    write_rows(catalogue, [list(added), *(list(row.values()) for row in [*rows[:5], added, *rows[5:]])])
    monkeypatch.chdir(project)

    example.main()

    made = observations(project)
    assert [row for row in made if row["indicator_id"] != "P3-99"] == observations(repository)
    assert {row["year"] for row in made if row["indicator_id"] == "P3-99" and row["sex"] == "T"} == set(map(str, YEARS))


def test_every_core_indicator_has_observations_in_each_year_of_its_validity(repository: Path) -> None:
    core = [row for row in rows_of(repository / "data/indicators/indicators.csv") if row["is_core"] == "true"]
    wanted = {
        (row["indicator_id"], str(year))
        for row in core
        for year in YEARS
        if int(row["valid_from"] or year) <= year <= int(row["valid_to"] or year)
    }

    assert len(core) >= 34
    assert {(row["indicator_id"], row["year"]) for row in observations(repository)} == wanted


def test_every_observation_that_is_not_divided_has_a_total(repository: Path) -> None:
    rows = observations(repository)

    assert {(row["indicator_id"], row["year"]) for row in rows if row["sex"] == "T"} == {
        (row["indicator_id"], row["year"]) for row in rows
    }


def test_every_status_is_shown(repository: Path) -> None:
    column = read_schemas(repository / "schemas")["observations"].column("value_status")

    assert {row["value_status"] for row in observations(repository)} == {code.value for code in column.codes}


def test_the_example_figures_stand_on_the_example_area_alone(repository: Path) -> None:
    example_areas = [row["area_code"] for row in rows_of(repository / "data/areas.csv") if row["kind"] == "example"]

    assert {row["area_code"] for row in observations(repository)} == set(example_areas) == {"9999"}


def test_the_dataset_says_that_it_is_an_example(repository: Path) -> None:
    assert rows_of(repository / "data/dataset.csv") == [{"dataset_id": "handlingsplan", "is_example": "true"}]


def test_a_value_is_there_where_its_status_says_so_and_nowhere_else(repository: Path) -> None:
    rows = observations(repository)

    assert [row for row in rows if bool(row["value"]) != (row["value_status"] in ("final", "preliminary"))] == []


def test_zero_is_shown_as_a_figure_of_its_own(repository: Path) -> None:
    assert any(row["value"] == "0" for row in observations(repository))


def test_no_hidden_figure_of_the_example_can_be_had_by_subtraction(repository: Path) -> None:
    hidden: dict[tuple[str, str], list[str]] = {}
    for row in observations(repository):
        if row["value_status"].startswith("suppressed"):
            hidden.setdefault((row["indicator_id"], row["year"]), []).append(row["sex"])
    divided = {(row["indicator_id"], row["year"]) for row in observations(repository) if row["sex"] != "T"}

    assert [key for key, sexes in hidden.items() if key in divided and len(sexes) < 2] == []
