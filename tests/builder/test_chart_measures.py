"""What stands where in a chart: names beside their lines, figures that can be read, points on their years."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.builder.charts.colours import COLOURS, GROUND
from pipeline.builder.charts.measures import NARROW, WIDE, Layout, Plot, rounded_up, spread
from pipeline.builder.charts.pictures import draw, for_the_page
from pipeline.builder.charts.series import Series
from pipeline.builder.charts.specification import specification
from tests.builder.test_charts import ANSWER, INDICATOR, SHARE, Row, marks, series

RATE = INDICATOR | {"unit": "antal per 100 000 invånare", "value_kind": "rate", "decimals": 1}
SURVEY = SHARE | {"periodicity": "biennial"}

LAYOUTS = pytest.mark.parametrize("layout", [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")])

NAMES = {"Totalt": "T", "Kvinnor och flickor": "K", "Män och pojkar": "M"}


def of_each(total: str, women: str, men: str, **told: Any) -> Series:
    """A series up to 2025 with the figures of each sex, a year's after the other's; one that is not shown is a dash."""
    rows: list[Row] = []
    for sex, written in (("T", total), ("K", women), ("M", men)):
        values = [None if value == "-" else float(value) for value in written.split()]
        for year, value in enumerate(values, 2026 - len(values)):
            rows.append((year, sex, value, "suppressed_secondary" if value is None else "final"))
    return series(*rows, **told)


def layers(chart: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    return (layer for layer in chart["vconcat"][0]["layer"] if layer["mark"]["type"] == kind)


def names(chart: dict[str, Any]) -> list[dict[str, Any]]:
    """The layers that name a line where it ends, from above."""
    found = [
        each for each in layers(chart, "text") if "value" in each["encoding"]["x"] and "stroke" not in each["mark"]
    ]
    return sorted(found, key=lambda each: each["encoding"]["y"]["value"])


def edges(name: dict[str, Any]) -> tuple[float, float]:
    """How far down a name begins and ends: each line is as high as its letters, and its middle is placed."""
    mark, first = name["mark"], name["encoding"]["y"]["value"]
    lines = name["data"]["values"][0]["text"].count("\n")
    return first - mark["fontSize"] / 2, first + lines * mark["lineHeight"] + mark["fontSize"] / 2


def figures(chart: dict[str, Any]) -> dict[str, str]:
    """The totals that are written at their points, by year."""
    rows = [row for each in marks(chart, "text") for row in each if not row.get("text", "").startswith("Mål")]
    return {row["year"]: row["text"].replace("\xa0", " ") for row in rows if "year" in row and "value" in row}


def has_legend(chart: dict[str, Any]) -> bool:
    return any(layer["encoding"]["color"]["legend"] is not None for layer in layers(chart, "line"))


NAMED = [
    pytest.param(of_each("17 10 12 16 12", "14 8 11 14 9", "3 2 1 2 3"), id="apart"),
    pytest.param(of_each("0 0 0", "0 0 0", "0 0 0"), id="all at the bottom"),
    pytest.param(of_each("98 99 100", "98 99 100", "97 98 100", indicator=SHARE), id="all at the top"),
    pytest.param(of_each("80 82 90", "81 83 91", "79 81 89", indicator=SHARE), id="close"),
    pytest.param(of_each("1170.4 1233.5", "1100.1 1220.1", "70.3 13.4", indicator=RATE), id="long"),
    pytest.param(of_each("10 12", "5 6", "5 6", locale="en"), id="two of the same"),
    pytest.param(of_each("60 70", "61 75", "59 68", indicator=SHARE, targets=((2025, 80.0),)), id="at a target"),
    pytest.param(of_each(" ".join(["9"] * 30), " ".join(["5"] * 30), " ".join(["4"] * 30)), id="many years"),
]


@LAYOUTS
@pytest.mark.parametrize("drawn", NAMED)
def test_each_line_is_named_beside_its_end_and_no_name_lies_on_anything(drawn: Series, layout: Layout) -> None:
    chart, plot = specification(drawn, layout), Plot(drawn, layout)
    found = names(chart)

    assert not has_legend(chart)
    assert len(found) == 3
    assert [above[1] <= below[0] for above, below in pairwise(map(edges, found))] == [True, True]
    assert edges(found[0])[0] >= -12
    assert edges(found[-1])[1] <= plot.height
    points = [plot.centre(int(row["year"])) + row.get("beside", 0) for rows in marks(chart, "point") for row in rows]
    assert {each["encoding"]["x"]["value"] > max(points) + 8 for each in found} == {True}
    # What a target's bar and words have of room beyond the year's middle.
    for bar in layers(chart, "tick"):
        assert found[0]["encoding"]["x"]["value"] > plot.centre(2025) + bar["mark"]["width"] / 2
    for each in found:
        [row] = each["data"]["values"]
        assert each["mark"]["color"] in COLOURS.values()
        assert row["text"].replace("\n", " ").startswith(row["sex"])


@LAYOUTS
@pytest.mark.parametrize("drawn", NAMED)
def test_the_names_are_within_the_picture(drawn: Series, layout: Layout) -> None:
    """Also where there is no Arial: the letters are as wide as those of DejaVu Sans Bold, in font sizes, or wider."""
    widths = dict.fromkeys("lij \xa0,", 0.38) | dict.fromkeys("rtf", 0.5) | {"W": 1.1, "m": 1.04, "w": 0.92, "%": 1.0}
    chart = specification(drawn, layout)
    width = float(re.findall(r'<svg[^>]* width="([0-9.]+)"', draw(chart))[0])
    left = float(re.findall(r"translate\(([0-9.]+),", draw(chart))[0])

    for each in names(chart):
        for line in each["data"]["values"][0]["text"].split("\n"):
            wide = sum(widths.get(letter, 0.72) for letter in line) * each["mark"]["fontSize"]
            assert left + each["encoding"]["x"]["value"] + wide <= width, line
    assert width <= (740 if layout is WIDE else 320)


@LAYOUTS
def test_a_name_that_was_moved_is_led_to_from_the_end_of_its_line(layout: Layout) -> None:
    apart, close = (
        specification(of_each(*values), layout) for values in (("17 12", "14 6", "3 1"), ("0 0", "0 0", "0 0"))
    )

    assert list(layers(apart, "rule")) == []
    leaders = list(layers(close, "rule"))
    assert len(leaders) >= 2
    begins = {each["encoding"]["x"]["value"] for each in names(close)}
    for leader in leaders:
        place = {channel: told["value"] for channel, told in leader["encoding"].items()}
        assert place["x"] < place["x2"] < min(begins)
        assert place["y"] == Plot(of_each("0 0", "0 0", "0 0"), layout).height
        assert leader["mark"]["color"] in COLOURS.values()


@LAYOUTS
@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(of_each("60 70", "61 -", "59 -"), id="two end before"),
        pytest.param(of_each("60 -", "61 -", "59 -"), id="all end before a hidden year"),
        pytest.param(of_each("60 70", "61 75", "59 68", targets=((2028, 80.0),)), id="a target comes after"),
    ],
)
def test_a_legend_names_lines_that_have_no_room_for_their_names(drawn: Series, layout: Layout) -> None:
    chart = specification(drawn, layout)

    assert has_legend(chart)
    assert names(chart) == []


def test_a_single_line_and_answers_have_neither_names_nor_figures_twice() -> None:
    single = specification(series((2024, "T", 5, "final"), (2025, "T", 6, "final")))
    answers = specification(series((2024, "T", 0, "final"), (2025, "T", 1, "final"), indicator=ANSWER))

    assert (names(single), has_legend(single), figures(single)) == ([], False, {"2024": "5", "2025": "6"})
    assert (names(answers), figures(answers)) == ([], {})


def test_a_survey_that_was_not_made_in_the_last_year_has_its_names_where_it_ends() -> None:
    rows: list[Row] = [
        (year, sex, float(place), "final") for year in (2021, 2023) for place, sex in enumerate("MTK", 4)
    ]
    rows += [(2024, sex, None, "not_collected") for sex in "TKM"]
    drawn = series(*rows, indicator=SURVEY)
    chart = specification(drawn)

    plot = Plot(drawn, WIDE)
    assert [plot.centre(2023) < each["encoding"]["x"]["value"] < plot.centre(2024) for each in names(chart)] == [
        True
    ] * 3


@LAYOUTS
def test_the_newest_total_is_written_also_where_women_are_above_it(layout: Layout) -> None:
    chart = specification(of_each("8 11 9", "11 16 14", "4 5 5", indicator=SHARE), layout)

    told = {row["sex"]: row["text"].replace("\n", " ") for each in names(chart) for row in each["data"]["values"]}
    assert told == {
        "Kvinnor och flickor": "Kvinnor och flickor 14\xa0%",
        "Totalt": "Totalt 9\xa0%",
        "Män och pojkar": "Män och pojkar 5\xa0%",
    }
    assert figures(chart) == {}


@LAYOUTS
@pytest.mark.parametrize(
    ("women", "men", "place"),
    [
        ("74", "20", {"baseline": "top", "dy": 9}),
        ("99", "20", {"baseline": "bottom", "dy": -9}),
        ("74", "66", {"baseline": "middle", "align": "left", "dx": 10}),
    ],
    ids=["below", "above", "beside"],
)
def test_the_newest_total_is_written_on_a_free_side_where_a_legend_names_the_lines(
    women: str, men: str, place: dict[str, Any], layout: Layout
) -> None:
    target = ((2027, 90.0),)
    chart = specification(of_each("70 70", f"{women} {women}", f"{men} {men}", indicator=SHARE, targets=target), layout)

    assert figures(chart) == {"2025": "70 %"}
    [mark] = [each["mark"] for each in layers(chart, "text") if each["data"]["values"][0]["text"] == "70\xa0%"][1:]
    assert mark.items() >= place.items()


@pytest.mark.parametrize(("layout", "written"), [(WIDE, 20), (NARROW, 1)])
def test_years_without_room_for_their_figures_leave_the_newest(layout: Layout, written: int) -> None:
    chart = specification(series(*[(year, "T", 10, "final") for year in range(2006, 2026)]), layout)

    assert len(figures(chart)) == written
    assert figures(chart)["2025"] == "10"


def test_every_figure_and_name_has_a_halo_of_the_ground_below_it() -> None:
    drawn = of_each("17 10 12", "14 8 11", "3 2 1", targets=((2024, 5.0),))
    chart = specification(drawn)

    texts = list(layers(chart, "text"))
    assert len(texts) == 2 * (3 + 1 + 1)
    for halo, text in zip(texts[::2], texts[1::2], strict=True):
        assert halo["mark"] == text["mark"] | {"stroke": GROUND, "strokeWidth": 4, "strokeJoin": "round"}
        assert (halo["data"], halo["encoding"]) == (text["data"], text["encoding"])


def test_points_are_on_their_year_unless_one_would_hide_another() -> None:
    chart = specification(of_each("17 10 6 3", "14 5 6 3", "3 5 0 3"))

    beside = {
        (row["year"], NAMES[row["sex"]]): row["beside"]
        for rows in marks(chart, "point")
        for row in rows
        if row["beside"]
    }
    assert beside == {
        **{("2023", "K"): -5, ("2023", "M"): 5},
        **{("2024", "K"): -5, ("2024", "T"): 5},
        **{("2025", "K"): -10, ("2025", "M"): 10},
    }
    assert {layer["mark"]["xOffset"]["expr"] for kind in ("line", "point") for layer in layers(chart, kind)} == {
        "datum.beside"
    }
    apart = specification(of_each("17 10", "14 8", "3 2"))
    assert [layer["mark"].get("xOffset") for kind in ("line", "point") for layer in layers(apart, kind)] == [None] * 6


@LAYOUTS
@pytest.mark.parametrize("highest", [30, 38, 40])
def test_the_words_of_a_break_are_above_the_figures(highest: float, layout: Layout) -> None:
    drawn = series((2023, "T", 20, "final"), (2024, "T", highest, "final"), (2025, "T", 38, "final"), breaks=(2024,))
    chart = specification(drawn, layout)

    word = next(each["mark"] for each in layers(chart, "text") if "value" in each["encoding"]["text"])
    figure = Plot(drawn, layout).depth(max(highest, 38)) - 9 - 13
    assert word["dy"] <= figure
    assert chart["vconcat"][0]["title"]["offset"] >= 13 - word["dy"]


@pytest.mark.parametrize(
    ("highest", "top"), [(4, 4), (5, 5), (9, 10), (17, 20), (44, 50), (91, 100), (100, 100), (101, 120), (1302, 1500)]
)
def test_an_axis_ends_at_the_tick_that_the_picture_has(highest: float, top: float) -> None:
    assert rounded_up(highest) == top
    svg = draw(specification(series((2025, "T", highest, "final"))))
    ticks = re.findall(r'translate\(-?[\d.]+,([\d.]+)\)"[^>]*fill="#4f5b67"[^>]*>([\d\xa0]+)</text>', svg)
    assert max(int(tick.replace("\xa0", "")) for _, tick in ticks if tick != "2025") == top


@given(st.lists(st.tuples(st.floats(-5, 120), st.integers(10, 30)), min_size=1, max_size=4))
def test_what_is_spread_lies_on_nothing_keeps_its_order_and_moves_only_if_it_must(
    things: list[tuple[float, int]],
) -> None:
    things = sorted(things)
    wanted, heights = [float(want) for want, _ in things], [float(height) for _, height in things]
    found = spread(wanted, heights, -10, 120)

    boxes = [(place - height / 2, place + height / 2) for place, height in zip(found, heights, strict=True)]
    assert all(above[1] <= below[0] + 1e-6 for above, below in pairwise(boxes))
    assert boxes[0][0] >= -10 - 1e-6
    assert boxes[-1][1] <= 120 + 1e-6
    free = [(want - height / 2, want + height / 2) for want, height in zip(wanted, heights, strict=True)]
    if all(above[1] <= below[0] for above, below in pairwise(free)) and free[0][0] >= -10 and free[-1][1] <= 120:
        assert found == pytest.approx(wanted)


def drawn_points(svg: str) -> Iterator[tuple[int, float, float]]:
    """The year of each point in a picture, and where it is, by adding up where everything around it is."""

    def walk(element: ElementTree.Element, x: float, y: float) -> Iterator[tuple[int, float, float]]:
        moved = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", ""))
        if moved:
            x, y = x + float(moved[1]), y + float(moved[2])
        if element.get("aria-roledescription") == "point":
            year = re.search(r"year: (\d+)", element.get("aria-label", ""))
            assert year is not None
            yield int(year[1]), x, y
        for child in element:
            yield from walk(child, x, y)

    return walk(ElementTree.fromstring(svg), 0, 0)


@LAYOUTS
@pytest.mark.parametrize(
    "drawn",
    [
        of_each("17 10 12 16 12", "14 8 11 14 9", "3 2 1 2 3"),
        series((2025, "T", 1234, "final")),
        series((2023, "T", 0, "final"), (2025, "T", 1, "final"), indicator=ANSWER),
        series((2021, "T", 50, "final"), (2024, "T", 60, "final"), breaks=(2024,), targets=((2028, 90.0),)),
    ],
    ids=["sexes", "one year", "answers", "targets"],
)
def test_a_picture_tells_where_its_years_are(drawn: Series, layout: Layout) -> None:
    svg = for_the_page(draw(specification(drawn, layout)), "", "", "sv", Plot(drawn, layout))

    root = ElementTree.fromstring(svg)
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    first, last, left, right, top, bottom, below = map(float, root.get("data-plot", "").split())
    points = list(drawn_points(svg))
    assert (first, last) == (drawn.years[0], drawn.years[-1])
    assert {year for year, _, _ in points} == set(drawn.published["year"])
    for year, x, y in points:
        told = left + (year - first) * (right - left) / max(1, last - first)
        assert told * width == pytest.approx(x, abs=0.6)
        assert top * height - 1 <= y <= bottom * height + 1
    assert bottom < below < 1
