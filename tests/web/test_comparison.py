"""The municipality beside the nation, its county, similar municipalities and those that a reader chooses."""

from __future__ import annotations

import csv
import io
import itertools
import re
import sqlite3
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from statistics import fmean

import html5lib
import pytest

from pipeline.web.chance import exact_interval
from pipeline.web.comparing import NATION as NATION_KIND
from pipeline.web.comparing import OTHER, OWN, Interval, Line, interval, side
from pipeline.web.linechart import APART, drawings
from tests.fetching.conftest import COUNTY, LUND, NATION, SIMILAR
from tests.lund import ENOUGH, HIDDEN_FROM, RATE_OF_12, value_of
from tests.web.conftest import Visitor
from tests.web.test_pages import text_of

PAGE = "/indikatorer/VNR-01/jamforelse"

COMPARED = ("VNR-01", "VNR-02", "VNR-04", "VNR-05", "VNR-06", "SEX-01", "SEX-03")

RATE = {"disclosure_class": "A", "value_kind": "rate", "decimals": 1, "direction": "neutral"}


def test_the_newest_year_is_told_in_a_sentence_and_no_one_is_ranked(lund_visitor: Visitor) -> None:
    swedish = text_of(lund_visitor.get(PAGE).text)
    county = fmean(value_of(area, 2025) for area in COUNTY if area != LUND)
    similar = fmean(value_of(area, 2025) for area in SIMILAR)
    own, nation = RATE_OF_12, value_of(NATION, 2025)
    figures = [f"{value:.1f}".replace(".", ",") for value in (own, nation, county, similar)]

    assert "2025: Lund {}, riket {}, länets övriga kommuner {} och liknande kommuner {}.".format(*figures) in swedish
    assert "ovägda medelvärden: varje kommun räknas lika, hur stor den än är." in swedish
    assert "En högre siffra är varken bättre eller sämre än en lägre." in swedish
    assert not re.search("ligger (över|under) riket|bäst|sämst|rank", swedish)
    english = text_of(lund_visitor.get(f"/en{PAGE}").text)
    assert re.search(
        r"2025: Lund \S+, Sweden \S+, the county’s other municipalities \S+ and similar municipalities", english
    )


def test_a_mean_counts_each_other_municipality_once_and_is_shown_where_half_of_them_have_a_figure(
    lund_project: Path,
) -> None:
    database = sqlite3.connect(f"file:{lund_project / 'releases/current/handlingsplan.db'}?mode=ro", uri=True)
    found = database.execute(
        "select compared, year, value, members, members_with_value from comparisons "
        "where indicator_id = 'VNR-02' and members is not null order by compared, year"
    ).fetchall()
    database.close()

    def mean(areas: list[str], year: int) -> float:
        return fmean(value_of(area, year) for area in areas)

    others = [area for area in COUNTY if area != LUND]
    expected = [
        ("county", year, mean(areas, year), len(others), len(areas))
        for year in range(2021, 2026)
        for areas in [[area for area in others if area not in HIDDEN_FROM] if year == 2022 else others]
    ]
    expected += [
        ("similar", year, mean(areas, year), 7, len(areas))
        for year, areas in ((2021, [*SIMILAR]), (2022, [*SIMILAR]), (2023, [*SIMILAR[:ENOUGH]]), (2025, [*SIMILAR]))
    ]
    assert [(kind, year, pytest.approx(value), *rest) for kind, year, value, *rest in found] == expected


def test_the_events_behind_a_public_rate_tell_how_sure_it_is(lund_visitor: Visitor) -> None:
    page = lund_visitor.get(PAGE).text

    # The exact limits of 12 events are 6.2006 and 20.9616, here of 157,560 inhabitants.
    assert "Talet för Lund bygger på 12 fall. Slumpen gör det osäkert: 3,9–13,3." in text_of(page)
    # Drawn in both forms; the other years' made-up rates are of no whole number of events.
    assert page.count('class="bar"') == 2
    assert "fall. Slumpen" not in text_of(lund_visitor.get("/indikatorer/VNR-04/jamforelse").text)


def test_where_one_side_is_better_the_side_of_the_nation_is_told(lund_visitor: Visitor) -> None:
    text = text_of(lund_visitor.get("/indikatorer/SEX-03/jamforelse").text)

    assert (value_of(LUND, 2025), value_of(NATION, 2025)) == (7.8, 8.4)
    assert "Lund ligger under riket, och skillnaden är större än felmarginalen." in text
    assert "Med felmarginalen ligger siffran för Lund mellan 7,6 % och 8,0 %." in text
    assert "±0,2" in text
    assert "±0,3" in text
    assert "En högre siffra är varken" not in text


@pytest.mark.parametrize(
    ("direction", "own", "margin", "nation", "beside", "told"),
    [
        ("lower_better", 9.0, 0.5, 8.0, 0.4, "Lund ligger över riket, och skillnaden är större än felmarginalen."),
        ("lower_better", 9.0, 0.5, 8.0, 0.6, "Skillnaden mellan Lund och riket ryms inom felmarginalen."),
        ("higher_better", 7.0, 0.5, 8.0, None, "Lund ligger under riket, och skillnaden är större än felmarginalen."),
        ("higher_better", 7.0, 1.0, 8.0, None, "Skillnaden mellan Lund och riket ryms inom felmarginalen."),
        ("higher_better", 7.0, None, 8.0, 0.1, ""),
        ("neutral", 7.0, 0.1, 8.0, 0.1, ""),
    ],
)
def test_the_margin_of_error_decides_whether_a_side_is_told(
    direction: str, own: float, margin: float | None, nation: float, beside: float | None, told: str
) -> None:
    lines = [
        Line(OWN, "Lund", "Lund", {2025: row(own, half_width=margin)}),
        Line(NATION_KIND, "Riket", "Riket", {2025: row(nation, half_width=beside)}),
    ]

    assert side({**RATE, "direction": direction}, lines, 2025) == told
    assert side({**RATE, "direction": direction}, lines[:1], 2025) == ""


def test_every_year_stands_in_the_table_with_how_many_each_mean_is_of(lund_visitor: Visitor) -> None:
    text = text_of(lund_visitor.get(PAGE).text)

    assert "År Lund Riket Länets övriga kommuner Liknande kommuner" in text
    assert re.search(r"2024 \S+ 8,3 \S+ 32 av 32 – 2023", text)
    assert re.search(r"2023 \S+ 8,2 \S+ 32 av 32 \S+ 4 av 7 2022 \S+ 8,1 \S+ 30 av 32 \S+ 7 av 7 2021 6,3 8,0", text)
    assert (
        "Gruppen heter ”Liknande kommuner IFO, Lund, 2024” hos källan och är som den var 28 november 2026." in text
        or ("Gruppen heter ”Liknande kommuner IFO, Lund, 2024” hos källan och är som den var" in text)
    )
    assert "Halmstad, Huddinge, Jönköping, Karlstad, Sundsvall, Umeå, Växjö." in text


def test_what_is_only_swedish_is_marked_on_the_english_page(lund_visitor: Visitor) -> None:
    page = lund_visitor.get(f"/en{PAGE}").text

    assert '<span lang="sv">Liknande kommuner IFO, Lund, 2024</span>' in page
    assert "Year Lund Sweden The county’s other municipalities Similar municipalities" in text_of(page)
    assert "(in Swedish)" not in text_of(page)


def test_a_reader_chooses_whom_to_compare_with(lund_visitor: Visitor) -> None:
    page = lund_visitor.get(f"{PAGE}?med=1280&med=1283").text
    text = text_of(page)

    assert "Helsingborg" in text.partition("ovägda")[0]
    assert "Malmö" in text.partition("ovägda")[0]
    assert 'value="1280" checked' in page
    assert 'value="1281"' not in page
    names = re.findall(r'name="med" value="\d{4}"(?: checked)?> ([^<]+)<', page)
    assert names == sorted(names, key=lambda name: [("abcdefghijklmnopqrstuvwxyzåäö".find(c)) for c in name.lower()])
    assert len(names) == 39


@pytest.mark.parametrize(
    ("query", "told", "lines"),
    [
        ("?med=" + "&med=".join(COUNTY[:9]), "Bara sex kommuner får plats. De övriga visas inte.", 10),
        ("?med=0180", "Någon av kommunerna i adressen har inga siffror här och visas inte.", 4),
        ("?med=%3Cscript%3E&med=", "Någon av kommunerna i adressen har inga siffror här och visas inte.", 4),
        (f"?med={LUND}", "Någon av kommunerna i adressen har inga siffror här och visas inte.", 4),
        ("?med=1280&med=1280", "", 5),
        ("?Med=1280&x=1", "", 4),
    ],
)
def test_what_cannot_be_chosen_is_told(lund_visitor: Visitor, query: str, told: str, lines: int) -> None:
    answer = lund_visitor.get(f"{PAGE}{query}")

    assert answer.status_code == 200
    assert told in text_of(answer.text)
    assert "<script>" not in answer.text.partition("<main")[2]
    document = html5lib.parse(answer.text, namespaceHTMLElements=False)
    assert len(document.findall(".//table/thead/tr/th")) == 1 + lines


def test_the_files_hold_what_the_page_shows(lund_visitor: Visitor) -> None:
    page = lund_visitor.get(PAGE).text
    addresses = re.findall(r'href="(/handlingsplan/[a-z]+\.csv\?[^"]+)"', page)

    files = [
        list(csv.DictReader(io.StringIO(lund_visitor.get(address.replace("&amp;", "&")).text.lstrip("\ufeff"))))
        for address in addresses
    ]
    assert {row["compared"] for row in files[0]} == {"own", "nation", "county", "similar"}
    assert {row["indicator_id"] for row in [*files[0], *files[1]]} == {"VNR-01"}
    assert {row["area_code"] for row in files[1]} == {LUND, NATION, *SIMILAR, *COUNTY}


@pytest.mark.parametrize("indicator", COMPARED)
def test_every_number_in_the_table_is_in_the_database(
    lund_visitor: Visitor, lund_project: Path, indicator: str
) -> None:
    """Read from the page as a reader does, and worked out from the tables of figures and members alone."""
    database = sqlite3.connect(f"file:{lund_project / 'releases/current/handlingsplan.db'}?mode=ro", uri=True)
    decimals, kind = database.execute(
        "select decimals, value_kind from indicators where indicator_id = ?", [indicator]
    ).fetchone()
    sign = "%" if kind == "share" else ""
    figures = {
        (area, year): value
        for area, year, value in database.execute(
            "select area_code, year, value from observations where indicator_id = ? and sex = 'T' "
            "and age_group = 'total' and value is not null",
            [indicator],
        )
    }
    margins = {
        (area, year): half_width
        for area, year, half_width in database.execute(
            "select area_code, year, half_width from uncertainties where indicator_id = ?", [indicator]
        )
    }
    database.close()

    def shown(value: float) -> str:
        whole = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
        return str(whole).replace(".", ",")

    def of_area(area: str, year: int) -> str:
        if (area, year) not in figures:
            return "–"
        margin = margins.get((area, year))
        return shown(figures[area, year]) + sign + (f"±{shown(margin)}" if margin is not None else "")

    def mean(areas: Sequence[str], year: int) -> str:
        others = [area for area in areas if area != LUND]
        there = [figures[area, year] for area in others if (area, year) in figures]
        return f"{shown(fmean(there))}{sign}{len(there)}av{len(others)}" if 2 * len(there) >= len(others) else "–"

    page = html5lib.parse(lund_visitor.get(f"/indikatorer/{indicator}/jamforelse").text, namespaceHTMLElements=False)
    rows = [
        ["".join("".join(cell.itertext()).split()) for cell in row] for row in page.findall(".//main//table/tbody/tr")
    ]
    assert rows == [
        [str(year), of_area(LUND, year), of_area(NATION, year), mean(COUNTY, year), mean(SIMILAR, year)]
        for year in range(2025, 2020, -1)
    ]


@pytest.mark.parametrize(
    "path", ["/indikatorer/P3-01/jamforelse", "/indikatorer/VNR-08/jamforelse", "/indikatorer/X/jamforelse"]
)
def test_where_there_is_nothing_to_compare_the_page_says_so(lund_visitor: Visitor, visitor: Visitor, path: str) -> None:
    for each in (lund_visitor, visitor):
        answer = each.get(path)
        assert answer.status_code == 404
        assert "Det finns inget att jämföra" in text_of(answer.text)
    assert lund_visitor.get("/indikatorer/vnr-01/jamforelse?med=1280").headers["location"] == f"{PAGE}?med=1280"


def test_an_indicators_page_leads_to_its_comparison_and_the_site_map_names_it(
    lund_visitor: Visitor, visitor: Visitor
) -> None:
    page = lund_visitor.get("/indikatorer/VNR-01").text

    assert f'href="{PAGE}"' in page
    assert "Jämförelse 2025: Lund" in text_of(page)
    sitemap = lund_visitor.get("/sitemap.xml").text
    assert len(re.findall(r"<loc>[^<]*/jamforelse</loc>", sitemap)) == 2 * 7
    assert "/jamforelse" not in visitor.get("/sitemap.xml").text
    assert "Jämförelse" not in visitor.get("/indikatorer/VNR-01").text


def test_another_municipalitys_figures_are_not_taken_for_the_municipalitys_own(lund_visitor: Visitor) -> None:
    page = text_of(lund_visitor.get("/indikatorer/VNR-01?omrade=1280").text)

    assert "Jämförelse 20" not in page


def row(value: float | None, **others: object) -> dict[str, object]:
    """A figure as the pages get it."""
    return {"value": value, "half_width": None, "base": None, "tolerance": None, "factor": None, **others}


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        # Lund's of 2021: 8 offences and 127,376 inhabitants; the exact interval of 8 is 3.4538-15.7632.
        (row(6.28061, base=127376.0, factor=100000.0), Interval(2.71150, 12.37533, 8)),
        (row(0.0, base=127376.0, factor=100000.0), Interval(0.0, 2.89606, 0)),
        (row(6.5, base=127376.0, factor=100000.0), None),
        (row(6.28061, base=127376.0, tolerance=3000.0, factor=100000.0), None),
        (row(6.28061, base=127376.0), None),
        (row(6.28061, factor=100000.0), None),
        (row(12.5, half_width=1.5), Interval(11.0, 14.0)),
        (row(1.0, half_width=1.5), Interval(0.0, 2.5)),
        (row(None, half_width=1.5), None),
    ],
)
def test_how_sure_a_figure_is_follows_from_what_is_public(figure: dict[str, object], expected: Interval | None) -> None:
    found = interval(RATE, figure)

    if expected is None or found is None:
        assert found is expected
    else:
        assert [found.low, found.high] == pytest.approx([expected.low, expected.high], abs=1e-4)
        assert found.count == expected.count


def test_nothing_is_said_of_the_events_behind_a_rate_that_are_not_all_public() -> None:
    assert interval({**RATE, "disclosure_class": "B"}, row(6.28061, base=127376.0, factor=100000.0)) is None


def test_the_exact_interval_is_that_of_the_tables() -> None:
    # Garwood's table (Biometrika 28, 1936): 95 % limits of 0, 1, 5 and 10 events.
    assert [(round(low, 3), round(high, 3)) for low, high in map(exact_interval, (0, 1, 5, 10))] == [
        (0.0, 3.689),
        (0.025, 5.572),
        (1.623, 11.668),
        (4.795, 18.39),
    ]


def line(kind: str, name: str, **years: float | None) -> Line:
    return Line(kind, name, name, {int(year[1:]): row(value) for year, value in years.items()})


def test_names_do_not_cover_each_other_and_lines_stop_at_breaks_and_gaps() -> None:
    lines = [line(OWN, "Lund", y2021=5.0, y2022=None, y2023=5.0, y2024=5.1)]
    lines += [line(OTHER, f"Kommun {at}", y2021=5.0, y2022=5.0, y2023=5.0, y2024=5.0 + at / 100) for at in range(8)]

    for drawn in drawings(lines, {2024}, {}, str):
        labels = sorted(each.label_at for each in drawn.lines)
        assert min(b - a for a, b in itertools.pairwise(labels)) >= APART - 0.1
        assert labels[0] >= 0
        assert labels[-1] <= drawn.form.height
        assert [len(run) for run in drawn.lines[0].runs] == [1, 1, 1]
        assert [len(run) for run in drawn.lines[1].runs] == [3, 1]
        assert all(0 <= y <= drawn.floor for each in drawn.lines for run in each.runs for _, y in run)
        assert drawn.ticks[0] == (drawn.floor, "0.0")


@pytest.mark.parametrize("top", [0.0, 0.001, 0.3, 1.0, 9.99, 10.0, 123456.0])
def test_any_size_of_figures_has_an_axis_from_zero_to_above_them(top: float) -> None:
    wide, _ = drawings([line(OWN, "Lund", y2021=top, y2022=0.0)], set(), {}, lambda value: f"{value:.6g}")

    heights = [y for y, _ in wide.ticks]
    assert heights[0] == wide.floor
    assert 2 <= len(heights) <= 6
    assert min(heights) <= min(y for run in wide.lines[0].runs for _, y in run)
