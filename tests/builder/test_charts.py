"""Charts: what is drawn, what is said where nothing can be, colours apart, and the figures of the database."""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
import struct
import xml.etree.ElementTree as ElementTree
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.builder.charts.colours import COLOURS, DARK, GRID, GROUND, INK, MUTED, SOFT, TARGET
from pipeline.builder.charts.measures import NARROW, WIDE, Plot
from pipeline.builder.charts.pictures import draw, for_sharing, for_the_page
from pipeline.builder.charts.series import Series
from pipeline.builder.charts.specification import description, specification
from pipeline.builder.charts.words import NUMBERS, TEXTS
from pipeline.wording.numbers import LOCALES
from pipeline.wording.vocabulary import ABSENCES, sexes

INDICATOR = {
    "indicator_id": "P3-01",
    "name": "Anmälda överträdelser av kontaktförbud",
    "unit": "antal anmälda brott",
    "decimals": 0,
    "value_kind": "count",
    "direction": "neutral",
    "ages": "everyone",
    "period_type": "calendar_year",
    "periodicity": "annual",
    "attribution": "Källa: Brå",
}
SHARE = INDICATOR | {"unit": "procent", "value_kind": "share", "direction": "higher_better"}
ANSWER = INDICATOR | {"unit": "ja eller nej", "value_kind": "yes_no", "direction": "higher_better"}

Row = tuple[int, str, float | None, str]


def series(
    *rows: Row,
    indicator: dict[str, Any] = INDICATOR,
    breaks: tuple[int, ...] = (),
    targets: tuple[tuple[int, float], ...] = (),
    locale: str = "sv",
    note: str | None = None,
) -> Series:
    """A series of observations told as (year, sex, value, status)."""
    observations = pl.DataFrame(
        [(*row, row[0] in breaks, note, datetime.date(2026, 3, 31)) for row in rows],
        schema={
            "year": pl.Int64,
            "sex": pl.String,
            "value": pl.Float64,
            "value_status": pl.String,
            "series_break": pl.Boolean,
            "note": pl.String,
            "retrieved_on": pl.Date,
        },
        orient="row",
    )
    goals = pl.DataFrame(targets, schema={"year": pl.Int64, "value": pl.Float64}, orient="row")
    return Series(indicator, observations, goals, "Exempelkommunen", True, locale)


def marks(chart: dict[str, Any], kind: str) -> list[list[dict[str, Any]]]:
    """The rows that each layer of a kind of mark in the plot is drawn from; a text's halo is no other text."""
    layers = [layer for layer in chart["vconcat"][0]["layer"] if "stroke" not in layer["mark"]]
    return [layer["data"]["values"] for layer in layers if layer["mark"]["type"] == kind]


def caption(chart: dict[str, Any]) -> list[str]:
    """The lines below the plot."""
    return [line for layer in chart["vconcat"][1]["layer"] for line in layer["mark"]["text"]]


def encoding(chart: dict[str, Any], kind: str, channel: str) -> dict[str, Any]:
    layer = next(layer for layer in chart["vconcat"][0]["layer"] if layer["mark"]["type"] == kind)
    found: dict[str, Any] = layer["encoding"][channel]
    return found


def test_a_line_is_broken_by_a_missing_year_and_by_a_series_break() -> None:
    chart = specification(
        series(
            (2020, "T", 5, "final"),
            (2021, "T", 6, "final"),
            (2022, "T", None, "suppressed_primary"),
            (2023, "T", 8, "final"),
            (2024, "T", 9, "preliminary"),
            breaks=(2024,),
        )
    )

    point = {"sex": "Totalt", "status": "final"}
    assert marks(chart, "line") == [
        [
            point | {"year": "2020", "value": 5.0, "run": 1},
            point | {"year": "2021", "value": 6.0, "run": 1},
            point | {"year": "2023", "value": 8.0, "run": 2},
            point | {"year": "2024", "value": 9.0, "run": 3, "status": "preliminary"},
        ]
    ]
    assert marks(chart, "rule") == [[{"year": "2024"}]]
    assert marks(chart, "rect") == [[{"year": "2022", "text": "visas inte"}]]
    assert "Seriebrott 2024: åren före kan inte jämföras med åren efter." in caption(chart)


SURVEYED: list[Row] = [
    (2020, "T", 5, "final"),
    (2021, "T", None, "not_collected"),
    (2022, "T", 6, "final"),
    (2023, "T", None, "suppressed_primary"),
    (2024, "T", 8, "final"),
]


def test_measurements_are_joined_over_the_years_in_which_none_was_to_be_made() -> None:
    surveyed = specification(series(*SURVEYED, indicator=INDICATOR | {"periodicity": "biennial"}))
    yearly = specification(series(*SURVEYED))

    assert [row["run"] for rows in marks(surveyed, "line") for row in rows] == [1, 1, 2]
    assert [row["run"] for rows in marks(yearly, "line") for row in rows] == [1, 2, 3]
    assert marks(surveyed, "rect") == [[{"year": "2023", "text": "visas inte"}]]
    assert [row["year"] for rows in marks(yearly, "rect") for row in rows] == ["2021", "2023"]


def test_a_break_before_the_first_figure_is_not_drawn() -> None:
    rows: list[Row] = [(2021, "T", None, "missing"), (2022, "T", 6, "final"), (2023, "T", 8, "final")]
    chart = specification(series(*rows, breaks=(2021, 2022)))

    assert marks(chart, "rule") == []
    assert "Seriebrott" not in " ".join(caption(chart))


@pytest.mark.parametrize(("count", "named"), [(5, 5), (7, 7), (8, 4), (30, 8)])
def test_a_narrow_chart_names_the_years_that_it_has_room_for_and_always_the_newest(count: int, named: int) -> None:
    rows: list[Row] = [(2026 - count + place, "T", place, "final") for place in range(count)]
    years = encoding(specification(series(*rows), NARROW), "line", "x")["axis"]["values"]

    assert len(years) == named
    assert years[-1] == "2025"
    assert len({int(later) - int(earlier) for earlier, later in pairwise(years)}) == 1


def test_a_narrow_chart_has_no_name_and_fits_a_phone() -> None:
    rows: list[Row] = [(year, sex, 9, "final") for year in range(2016, 2026) for sex in "TKM"]
    chart = specification(series(*rows, note="En lång anmärkning som behöver flera rader för att få plats."), NARROW)

    assert chart["vconcat"][0]["title"]["text"] == ["Exempelkommunen. Antal anmälda brott."]
    width, _ = re.findall(r'<svg[^>]* width="([0-9.]+)" height="([0-9.]+)"', draw(chart))[0]
    assert float(width) <= 320


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([(2024, "T", 1, "final"), (2025, "T", 0, "final")], id="yes or no"),
        pytest.param([(2024, "T", None, "suppressed_primary")], id="nothing"),
    ],
)
def test_a_chart_with_nothing_to_compare_is_low(rows: list[Row]) -> None:
    assert specification(series(*rows, indicator=ANSWER))["vconcat"][0]["height"] < 100
    assert specification(series((2024, "T", 12, "final")))["vconcat"][0]["height"] > 200


@pytest.mark.parametrize(
    ("status", "word", "english"),
    [
        ("missing", "saknas", "missing"),
        ("not_applicable", "ej tillämplig", "not applicable"),
        ("not_collected", "ej insamlad", "not collected"),
        ("suppressed_primary", "visas inte", "not shown"),
        ("suppressed_secondary", "visas inte", "not shown"),
    ],
)
def test_a_year_without_a_figure_says_why_and_has_no_axis(status: str, word: str, english: str) -> None:
    for locale, told in (("sv", word), ("en", english)):
        chart = specification(series((2024, "T", None, status), locale=locale))

        assert marks(chart, "text") == [[{"year": "2024", "text": told}]]
        assert marks(chart, "point") == [[]]
        assert encoding(chart, "point", "y")["axis"] is None


def test_what_is_hidden_for_women_and_men_is_told_below() -> None:
    rows: list[Row] = [(year, "T", 9, "final") for year in (2021, 2022, 2024)]
    rows += [(year, "K", None, "suppressed_secondary") for year in (2021, 2022, 2024)]
    rows += [(2021, "M", 5, "final"), (2022, "M", None, "suppressed_primary"), (2024, "M", None, "missing")]

    told = caption(specification(series(*rows)))

    assert told[:4] == [
        "EXEMPELDATA: siffrorna är påhittade.",
        "Kvinnor och flickor: visas inte 2021–2022 och 2024.",
        "Män och pojkar: visas inte 2022.",
        "Män och pojkar: saknas 2024.",
    ]


def test_zero_is_a_point_and_not_an_absence() -> None:
    chart = specification(series((2024, "T", 0, "final")))

    assert marks(chart, "point") == [[{"year": "2024", "value": 0.0, "sex": "Totalt", "status": "final", "run": 1}]]
    assert marks(chart, "rect") == []
    assert marks(chart, "text") == [[{"year": "2024", "value": 0.0, "text": "0"}]]


def test_a_preliminary_point_is_hollow_and_said_so() -> None:
    chart = specification(series((2023, "T", 5, "final"), (2024, "T", 6, "preliminary")))

    everyone, hollow = marks(chart, "point")
    assert [row["year"] for row in everyone] == ["2023", "2024"]
    assert [row["year"] for row in hollow] == ["2024"]
    assert "Ihålig punkt: preliminär uppgift (2024)." in caption(chart)


def test_women_and_men_are_apart_in_colour_and_shape() -> None:
    chart = specification(series((2024, "M", 0, "final"), (2024, "K", 0, "final"), (2024, "T", 0, "final")))

    points = [layer for layer in chart["vconcat"][0]["layer"] if layer["mark"]["type"] == "point"]
    assert points[0]["encoding"]["color"]["scale"] == {
        "domain": ["Totalt", "Kvinnor och flickor", "Män och pojkar"],
        "range": list(COLOURS.values()),
    }
    assert len(set(points[0]["encoding"]["shape"]["scale"]["range"])) == 3


def test_the_axis_begins_at_zero_has_every_year_and_reaches_only_to_what_is_published() -> None:
    chart = specification(
        series((2021, "T", 40, "final"), (2022, "T", None, "suppressed_primary"), (2024, "T", 44, "final"))
    )

    scale = encoding(chart, "line", "y")["scale"]
    assert scale == {"domain": [0, 50], "nice": False}
    assert encoding(chart, "line", "x")["scale"]["domain"] == ["2021", "2022", "2023", "2024"]


def test_targets_are_bars_with_their_words_on_the_other_side_of_the_figure() -> None:
    chart = specification(
        series(
            (2023, "T", 70, "final"),
            (2024, "T", 60, "final"),
            indicator=SHARE,
            targets=((2023, 65.0), (2024, 75.0), (2026, 90.0)),
        )
    )

    assert [[row["year"] for row in rows] for rows in marks(chart, "tick")] == [["2023", "2024", "2026"]]
    placed = {
        (row["text"].replace("\xa0", " "), layer["mark"]["baseline"])
        for layer in chart["vconcat"][0]["layer"]
        if layer["mark"]["type"] == "text"
        for row in layer["data"]["values"]
    }
    assert placed == {
        ("70 %", "bottom"),
        ("60 %", "top"),
        ("Mål 65 %", "top"),
        ("Mål 75 %", "bottom"),
        ("Mål 90 %", "bottom"),
    }
    assert encoding(chart, "tick", "x")["scale"]["domain"] == ["2023", "2024", "2025", "2026"]
    assert encoding(chart, "tick", "y")["scale"]["domain"] == [0, 100]
    assert "Streck med ordet Mål: vad som ska ha nåtts det året." in caption(chart)


def test_yes_and_no_are_words_on_the_axis_and_no_line_is_drawn_between_them() -> None:
    chart = specification(series((2023, "T", 0, "final"), (2024, "T", 1, "final"), indicator=ANSWER, locale="en"))

    assert marks(chart, "line") == []
    assert encoding(chart, "point", "y")["axis"]["labelExpr"] == "datum.value ? 'yes' : 'no'"


def test_the_caption_tells_period_direction_notes_and_source_in_each_language() -> None:
    school = INDICATOR | {"period_type": "school_year", "attribution": "Källa: kommunen"}
    swedish = series((2024, "T", 5, "final"), indicator=school, note="Ny mätning.")
    translated = school | {"attribution": "Source: the municipality"}
    english = series((2024, "T", 5, "final"), indicator=translated, note="Ny mätning.", locale="en")

    assert caption(specification(swedish)) == [
        "EXEMPELDATA: siffrorna är påhittade.",
        "Varje år är ett läsår, som slutade det året.",
        "Siffran är varken bra eller dålig i sig.",
        "2024: Ny mätning.",
        "Källa: kommunen. Uppgifter till och med 2024, hämtade 31 mars 2026.",
    ]
    assert caption(specification(english)) == [
        "EXAMPLE DATA: the figures are made up.",
        "Each year is a school year, which ended that year.",
        "The figure is neither good nor bad in itself.",
        "2024, in Swedish: Ny mätning.",
        "Source: the municipality. Figures up to 2024, retrieved 31 March 2026.",
    ]


def test_numbers_on_the_axis_are_written_as_the_language_writes_them() -> None:
    for locale, number in (("sv", "2\xa0000"), ("en", "2,000")):
        svg = draw(specification(series((2024, "T", 2000, "final"), locale=locale)))
        assert f">{number}</text>" in svg


def test_the_picture_carries_its_name_and_figures_in_words_and_is_one_image() -> None:
    drawn = series((2023, "T", None, "missing"), (2024, "T", 1200, "final"))
    svg = for_the_page(draw(specification(drawn)), "A < B", description(drawn), "sv", Plot(drawn, WIDE))

    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root.get("lang")) == ("img", "sv")
    title, told, style = list(root)[:3]
    assert title.text == "A < B"
    assert (told.text or "").startswith(
        "Exempelkommunen. Antal anmälda brott. Totalt: 2023 saknas, 2024 1\xa0200. Siffran"
    )
    assert (style.text or "").startswith("@media screen and (prefers-color-scheme:dark){")


def test_every_colour_that_is_drawn_has_its_dark_one() -> None:
    rows: list[Row] = [(2021, "T", None, "missing")]
    rows += [(2022, sex, 9, "preliminary") for sex in "TKM"]
    svg = draw(specification(series(*rows, breaks=(2022,), targets=((2022, 8.0), (2023, 9.0)))))

    assert set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg)) == set(DARK)
    assert not re.findall(r'(?:fill|stroke)="(?!#|none)(\w+)"', svg)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1, "Relative luminance")."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [INK, MUTED, TARGET, COLOURS["K"], COLOURS["M"]])
def test_colours_pass_contrast_on_light_and_dark_ground(colour: str) -> None:
    assert contrast(colour, GROUND) >= 4.5
    assert contrast(DARK[colour], DARK[GROUND]) >= 4.5
    assert contrast(MUTED, SOFT) >= 4.5
    assert contrast(DARK[MUTED], DARK[SOFT]) >= 4.5


# How a colour is seen with each kind of colour blindness in full, on linear RGB (Machado, Oliveira and Fernandes 2009).
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def seen(colour: str, kind: str) -> tuple[float, float, float]:
    """A colour as seen, in CIE L*a*b* with the white of sRGB."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, linear, strict=True))))
        for row in BLINDNESS[kind]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("kind", BLINDNESS)
def test_the_sexes_can_be_told_apart_with_every_kind_of_colour_blindness(kind: str) -> None:
    for ground in (dict(zip(DARK, DARK, strict=True)), DARK):
        for one, other in combinations(COLOURS.values(), 2):
            apart = zip(seen(ground[one], kind), seen(ground[other], kind), strict=True)
            assert sum((first - second) ** 2 for first, second in apart) ** 0.5 > 20, (kind, one, other)


def test_a_picture_to_share_has_the_size_of_one() -> None:
    png = for_sharing(draw(specification(series((2024, "T", 5, "final")))))

    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (1200, 630)


def test_both_languages_have_the_same_words() -> None:
    for table in (NUMBERS, TEXTS):
        assert set(table["sv"]) == set(table["en"])
    assert GRID in DARK


# The release's own charts.


@pytest.fixture(scope="module")
def charts(release: Path) -> dict[str, dict[str, Any]]:
    """The published specifications by indicator and language."""
    return {
        path.name.removesuffix(".vl.json"): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((release / "charts").glob("*.vl.json"))
    }


def named(name: str) -> tuple[str, str]:
    """The indicator and the language of a chart's name."""
    indicator, _, locale = name.partition(".")
    return indicator, locale or "sv"


def test_every_indicator_with_a_figure_has_its_eight_files(release: Path, database: sqlite3.Connection) -> None:
    query = "select distinct indicator_id from observations where area_code = '9999' and age_group = 'total'"
    names = [row[0] for row in database.execute(query)]

    endings = [f"{locale}.{kind}" for locale in ("", ".en") for kind in ("svg", "narrow.svg", "png", "vl.json")]
    assert len(names) == 34
    files = {path.name for path in (release / "charts").iterdir() if path.suffix != ".gz"}
    assert files == {name + end for name in names for end in endings}


def test_every_figure_that_is_drawn_is_the_databases_and_none_is_left_out(
    charts: dict[str, dict[str, Any]], database: sqlite3.Connection
) -> None:
    compared = 0
    for name, chart in charts.items():
        indicator, locale = named(name)
        query = "select * from observations where indicator_id = ? and area_code = '9999' and age_group = 'total'"
        rows = database.execute(query, [indicator]).fetchall()
        drawn = {
            (row["sex"], row["year"], row["value"], row["status"]) for rows in marks(chart, "point") for row in rows
        }
        published = [row for row in rows if row["value"] is not None]
        ages = database.execute("select ages from indicators where indicator_id = ?", [indicator]).fetchone()[0]
        assert drawn == {
            (sexes(locale, ages)[row["sex"]], str(row["year"]), row["value"], row["value_status"]) for row in published
        }, name
        shown = {row["year"] for row in published}
        query = "select periodicity = 'annual' from indicators where indicator_id = ?"
        is_annual = database.execute(query, [indicator]).fetchone()[0]
        absent = {
            (str(row["year"]), ABSENCES[locale][row["value_status"]])
            for row in rows
            if row["sex"] == "T" and row["year"] not in shown
            if is_annual or row["value_status"] != "not_collected"
        }
        assert {(row["year"], row["text"]) for rows in marks(chart, "rect") for row in rows} == absent, name
        broken = {
            str(row["year"]) for row in rows if row["series_break"] and row["year"] > min(shown, default=row["year"])
        }
        # A rule without a year leads to a name.
        assert {row["year"] for rows in marks(chart, "rule") for row in rows if row} == broken, name
        compared += len(rows)
    assert compared == 2 * database.execute("select count(*) from observations").fetchone()[0]


def test_every_figure_that_is_written_is_the_databases(
    charts: dict[str, dict[str, Any]], database: sqlite3.Connection
) -> None:
    written = 0
    for name, chart in charts.items():
        indicator, locale = named(name)
        decimals = database.execute("select decimals from indicators where indicator_id = ?", [indicator]).fetchone()[0]
        query = (
            "select value from observations where indicator_id = ? and year = ? and sex = 'T' and area_code = '9999'"
        )
        for row in (row for rows in marks(chart, "text") for row in rows if "year" in row and "value" in row):
            value = database.execute(query, [indicator, row["year"]]).fetchone()[0]
            text = row["text"].removesuffix("\xa0%")
            text = text.replace("\xa0", "").replace(",", ".") if locale == "sv" else text.replace(",", "")
            assert text == f"{value:.{decimals}f}", (name, row)
            written += 1
    assert written > 150


def test_the_newest_total_is_written_in_every_chart_but_those_of_answers(
    charts: dict[str, dict[str, Any]], database: sqlite3.Connection
) -> None:
    query = """
        select printf('%.' || decimals || 'f', value), value_kind from observations join indicators using (indicator_id)
        where indicator_id = ? and area_code = '9999' and sex = 'T' and age_group = 'total' and value is not null
        order by year desc limit 1
    """
    told = 0
    for name, chart in charts.items():
        indicator, locale = named(name)
        newest, kind = database.execute(query, [indicator]).fetchone() or (None, None)
        if newest is None or kind == "yes_no":
            continue
        number = newest.replace(".", ",") if locale == "sv" else newest
        rows = [row for rows in marks(chart, "text") for row in rows if "value" in row]
        texts = [row["text"].replace("\xa0", "").replace("," if locale == "en" else " ", "") for row in rows]
        assert any(text.removesuffix("%").endswith(number) for text in texts), name
        told += 1
    assert told > 50


def test_every_picture_carries_title_area_unit_source_years_and_that_it_is_an_example(
    release: Path, database: sqlite3.Connection
) -> None:
    units = {
        row["indicator_id"]: {"sv": row["unit"], "en": row["unit_en"]}
        for row in database.execute("select indicator_id, unit, unit_en from indicators")
    }
    areas = {"sv": "Exempelkommunen", "en": "The example municipality"}
    years = database.execute("select indicator_id, max(year) from observations group by 1")
    newest = {row[0]: row[1] for row in years}
    for path in sorted((release / "charts").glob("*.svg")):
        indicator, locale = named(path.stem.removesuffix(".narrow"))
        text = path.read_text(encoding="utf-8")
        elements = ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}text")
        texts = [" ".join(element.itertext()) for element in elements]
        words = " ".join(texts).replace("\xa0", " ")
        unit = units[indicator][locale]
        wanted = {
            "sv": ("EXEMPELDATA: siffrorna är påhittade.", "Källa:", f"Uppgifter till och med {newest[indicator]}"),
            "en": ("EXAMPLE DATA: the figures are made up.", "Source:", f"Figures up to {newest[indicator]}"),
        }[locale]
        heading = f"{areas[locale]}. {unit[0].upper()}{unit[1:]}."
        assert [told for told in (*wanted, heading, str(newest[indicator])) if told not in words] == [], path
        assert not re.search(r'(?:href|src)="http', text), path
    assert set(LOCALES) == {"sv", "en"}
