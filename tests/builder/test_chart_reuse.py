"""A chart that would be drawn the same is taken over from the release before; all others are drawn anew."""

from __future__ import annotations

import datetime
import os
import pickle
import shutil
import subprocess
import sys
import traceback
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipeline import model
from pipeline.builder.charts import draw_charts, series_of
from pipeline.builder.charts.drawing import ENDINGS, draw_charts_of
from pipeline.builder.charts.pictures import draw
from pipeline.builder.charts.reuse import drawing_code, drawn_from, drawn_with, read_seals, seal
from pipeline.builder.charts.series import Series
from pipeline.model import Dataset
from tests.builder.planted import AREA, files, plant, taken_over
from tests.conftest import Maker


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """Three indicators with a figure in the site's area, and one figure of the nation."""
    indicators = [
        (name, f"Indikator {name}", "antal personer", 0, "count", "neutral", "annual", "calendar_year", "kommunen", "?")
        for name in ("P1-01", "P1-02", "P1-03")
    ]
    observations = [
        (name, 2020 + number, area, "T", "total", float(10 * number), "final", False, None, datetime.date(2026, 3, 31))
        for number, (name, area) in enumerate([("P1-01", AREA), ("P1-02", AREA), ("P1-03", AREA), ("P1-01", "0000")])
    ]
    return Dataset(
        tmp_path,
        {
            "dataset": pl.DataFrame({"is_example": [True]}),
            "areas": pl.DataFrame({"area_code": [AREA], "name": ["Exempelkommunen"]}),
            "sources": pl.DataFrame({"source_id": ["kommunen"], "attribution": ["Källa: kommunen"]}),
            "indicators": pl.DataFrame(
                indicators,
                schema=(
                    "indicator_id name unit decimals value_kind direction periodicity period_type source_id definition"
                ).split(),
                orient="row",
            ).with_columns(ages=pl.lit("everyone"), name_en=pl.lit(None, pl.String), unit_en=pl.lit(None, pl.String)),
            "observations": pl.DataFrame(
                observations,
                schema=(
                    "indicator_id year area_code sex age_group value value_status series_break note retrieved_on"
                ).split(),
                schema_overrides={"note": pl.String},
                orient="row",
            ),
            "targets": pl.DataFrame(schema={"indicator_id": pl.String, "year": pl.Int64, "value": pl.Float64}),
        },
    )


def changed(dataset: Dataset, table: str, column: str, row: int, value: object) -> Dataset:
    """The dataset with another value in one cell."""
    frame = dataset.tables[table]
    cells = frame[column].to_list()
    cells[row] = value
    other = frame.with_columns(pl.Series(column, cells, dtype=frame.schema[column]))
    return replace(dataset, tables={**dataset.tables, table: other})


def drawn(dataset: Dataset, release: Path, earlier: Path | None = None, workers: int = 1) -> Path:
    """The folder of a release with its charts."""
    release.mkdir()
    draw_charts(dataset, AREA, release, earlier, workers)
    return release


def contents(release: Path) -> dict[str, bytes]:
    """Every file of a release, by name."""
    return {
        path.relative_to(release).as_posix(): path.read_bytes() for path in sorted(release.rglob("*")) if path.is_file()
    }


PACKAGE = Path(model.__file__).parent

ALL = {f"P1-0{number}{locale}" for number in (1, 2, 3) for locale in ("", ".en")}


@pytest.fixture
def before(dataset: Dataset, made_once: Maker, tmp_path: Path) -> Path:
    """A release of the dataset."""
    made = made_once("charts", lambda folder: drawn(dataset, folder))
    return Path(shutil.copytree(made, tmp_path / "before"))


@pytest.fixture
def earlier(dataset: Dataset, before: Path) -> Path:
    """A release of the dataset, whose pictures can be recognised."""
    plant(before, dataset)
    return before


def test_a_chart_of_which_nothing_changed_is_taken_over(dataset: Dataset, earlier: Path, tmp_path: Path) -> None:
    now = drawn(dataset, tmp_path / "now", earlier)

    assert taken_over(now) == ALL
    assert contents(now) == contents(earlier)


@pytest.mark.parametrize(
    ("table", "column", "row", "value", "anew"),
    [
        ("observations", "value", 1, 21.0, {"P1-02"}),
        ("observations", "value", 1, None, {"P1-02"}),
        ("observations", "year", 1, 2024, {"P1-02"}),
        ("observations", "value_status", 1, "preliminary", {"P1-02"}),
        ("observations", "series_break", 1, True, {"P1-02"}),
        ("observations", "note", 1, "Ny mätning.", {"P1-02"}),
        ("observations", "retrieved_on", 1, datetime.date(2026, 4, 1), {"P1-02"}),
        ("observations", "value", 3, 31.0, set()),
        ("indicators", "name", 2, "Ett annat namn", {"P1-03"}),
        ("indicators", "unit", 2, "antal beslut", {"P1-03"}),
        ("indicators", "decimals", 2, 1, {"P1-03"}),
        ("indicators", "value_kind", 2, "share", {"P1-03"}),
        ("indicators", "direction", 2, "higher_better", {"P1-03"}),
        ("indicators", "ages", 2, "adults", {"P1-03"}),
        ("indicators", "periodicity", 2, "biennial", {"P1-03"}),
        ("indicators", "period_type", 2, "school_year", {"P1-03"}),
        ("indicators", "definition", 2, "En annan definition", set()),
        ("sources", "attribution", 0, "Källa: Brå", {"P1-01", "P1-02", "P1-03"}),
        ("areas", "name", 0, "En annan kommun", {"P1-01", "P1-02", "P1-03"}),
        ("dataset", "is_example", 0, False, {"P1-01", "P1-02", "P1-03"}),
    ],
)
def test_only_the_charts_of_a_changed_indicator_are_drawn_anew(
    dataset: Dataset,
    earlier: Path,
    tmp_path: Path,
    table: str,
    column: str,
    row: int,
    value: object,
    anew: set[str],
) -> None:
    if value is None:
        dataset = changed(dataset, "observations", "value_status", row, "missing")
    other = changed(dataset, table, column, row, value)

    now = drawn(other, tmp_path / "now", earlier)

    assert taken_over(now) == ALL - anew - {f"{name}.en" for name in anew}


@pytest.mark.parametrize(("column", "text"), [("name_en", "Another name"), ("unit_en", "number of people")])
def test_a_changed_translation_leaves_the_chart_in_swedish(
    dataset: Dataset, earlier: Path, tmp_path: Path, column: str, text: str
) -> None:
    now = drawn(changed(dataset, "indicators", column, 2, text), tmp_path / "now", earlier)

    assert taken_over(now) == ALL - {"P1-03.en"}


def test_a_target_that_is_set_is_drawn(dataset: Dataset, earlier: Path, tmp_path: Path) -> None:
    target = pl.DataFrame({"indicator_id": ["P1-01"], "year": [2025], "value": [5.0]})

    now = drawn(replace(dataset, tables={**dataset.tables, "targets": target}), tmp_path / "now", earlier)

    assert taken_over(now) == ALL - {"P1-01", "P1-01.en"}


def test_what_is_partly_taken_over_is_as_if_all_were_drawn(dataset: Dataset, before: Path, tmp_path: Path) -> None:
    other = changed(dataset, "observations", "value", 1, 21.0)

    now = drawn(other, tmp_path / "now", before)

    assert contents(now) == contents(drawn(other, tmp_path / "anew"))
    assert {name for name, content in contents(now).items() if contents(before)[name] != content} == {
        "charts.json",
        *(f"charts/P1-02{language}.{ending}" for language in ("", ".en") for ending in ENDINGS),
    }


def test_a_new_indicator_is_drawn_and_one_that_is_gone_is_not_taken_over(
    dataset: Dataset, earlier: Path, tmp_path: Path
) -> None:
    indicators = dataset.tables["indicators"]
    renamed = changed(dataset, "observations", "indicator_id", 0, "P1-04")
    renamed = replace(
        renamed,
        tables={
            **renamed.tables,
            "indicators": indicators.with_columns(pl.col("indicator_id").replace("P1-01", "P1-04")),
        },
    )

    now = drawn(renamed, tmp_path / "now", earlier)

    assert set(read_seals(now)) == {name.replace("P1-01", "P1-04") for name in ALL}
    assert taken_over(now) == ALL - {"P1-01", "P1-01.en"}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("damage", ["cut", "altered", "gone"])
def test_a_damaged_chart_is_drawn_anew(
    dataset: Dataset, before: Path, tmp_path: Path, ending: str, damage: str
) -> None:
    whole = contents(before)
    path = before / f"charts/P1-02.{ending}"
    content = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(content[:-1] if damage == "cut" else content[:-1] + b"?")

    assert contents(drawn(dataset, tmp_path / "now", before)) == whole


@pytest.mark.parametrize("seals", [None, b"", b"{", b"[]", b"\xff", b"{}", b'{"P1-01": 1, "P1-02": ""}'])
def test_charts_without_seals_that_can_be_read_are_drawn_anew(
    dataset: Dataset, earlier: Path, tmp_path: Path, seals: bytes | None
) -> None:
    if seals is None:
        (earlier / "charts.json").unlink()
    else:
        (earlier / "charts.json").write_bytes(seals)

    assert taken_over(drawn(dataset, tmp_path / "now", earlier)) == set()


@pytest.mark.parametrize("package", ["altair", "babel", "polars", "vl-convert-python"])
def test_another_version_of_a_library_draws_all_anew(
    dataset: Dataset, earlier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    altered = tmp_path / "libraries" / f"{package.replace('-', '_')}-99.dist-info/METADATA"
    altered.parent.mkdir(parents=True)
    altered.write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 99\n", encoding="utf-8")
    before = drawn_with()
    monkeypatch.syspath_prepend(altered.parents[1])

    assert drawn_with() != before
    assert all(
        seal(drawn_from(series, drawn_with()), files(earlier, name)) != sealed
        for series, (name, sealed) in zip(series_of(dataset, AREA), read_seals(earlier).items(), strict=True)
    )


def test_other_drawing_code_draws_all_anew(tmp_path: Path) -> None:
    code = [path.relative_to(PACKAGE.parent) for path in drawing_code()]
    shutil.copytree(PACKAGE, tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))

    told = {asked(tmp_path, "from pipeline.builder.charts.reuse import drawn_with; print(drawn_with())")}
    assert told == {drawn_with()}
    for path in code:
        with (tmp_path / path).open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        told.add(asked(tmp_path, "from pipeline.builder.charts.reuse import drawn_with; print(drawn_with())"))
    assert len(told) == len(code) + 1


def test_all_code_that_the_charts_import_is_drawing_code() -> None:
    loaded = asked(
        PACKAGE.parent,
        "import sys, pipeline.builder.charts\n"
        "print(*sorted(module.__file__ for name, module in sys.modules.items() if name.startswith('pipeline.')))",
    )

    assert sorted(map(Path, loaded.split())) == drawing_code()


def asked(folder: Path, code: str) -> str:
    """What a program prints that finds the package in this folder."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def many(dataset: Dataset) -> list[Series]:
    """Enough series for two processes, no two the same."""
    frames = [changed(dataset, "observations", "value", 0, float(value)) for value in range(4)]
    return [series for frame in frames for series in series_of(frame, AREA)]


def test_two_processes_draw_the_same_bytes_as_one(dataset: Dataset) -> None:
    series = many(dataset)

    assert list(draw_charts_of(series, 2)) == list(draw_charts_of(series, 1))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_in_drawing_is_the_same_in_another_process_and_says_where(dataset: Dataset, workers: int) -> None:
    series = many(dataset)
    series[-1] = replace(series[-1], indicator={**series[-1].indicator, "name": 7})

    with pytest.raises(TypeError, match="expected string or bytes-like object") as fault:
        list(draw_charts_of(series, workers))

    assert "in unbroken\n" in "".join(traceback.format_exception(fault.value))


def test_what_is_not_vega_lite_is_a_fault_that_another_process_can_tell() -> None:
    with pytest.raises(ValueError, match=r"^\$: .*'hconcat' was unexpected") as fault:
        draw({"hconcat": []})

    told = pickle.loads(pickle.dumps(fault.value))
    assert (type(told), str(told)) == (ValueError, str(fault.value))
