"""The ready questions: fields that explain themselves, Swedish columns, an order, an answer, and no error."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.chance import is_within_chance
from tests.web.conftest import Visitor
from tests.web.test_datasette import queries
from tests.web.test_pages import text_of

UNJUDGED = ("kan inte bedömas: underlaget är okänt", "för få år för att bedömas")

UNANSWERED = {"inriktningar_utan_indikator", "mal", "rattelser"}
"""Their answer is none on the repository's data: every priority has an indicator, nothing was set or corrected."""


@pytest.fixture(scope="module")
def questions(visitor: Visitor) -> dict[str, dict[str, Any]]:
    return queries(visitor)


def answer(visitor: Visitor, name: str, **fields: str) -> list[dict[str, Any]]:
    address = f"/handlingsplan/{name}.json?{urlencode({'_shape': 'array', **fields})}"
    found: list[dict[str, Any]] = visitor.get(address).json()
    return found


def test_there_are_many_and_each_is_a_question_with_an_explanation(questions: dict[str, dict[str, Any]]) -> None:
    assert len(questions) == 28
    assert len({query["title"] for query in questions.values()}) == 28
    for name, query in questions.items():
        assert query["title"].endswith("?"), name
        assert query["description"].rstrip().endswith("."), name


def test_every_field_says_what_to_write(visitor: Visitor, questions: dict[str, dict[str, Any]]) -> None:
    fields = visitor.site.metadata("fields")

    used = set()
    for name, query in questions.items():
        asked = set(re.findall(r"(?<!:):(\w+)", query["sql"]))
        assert sorted(query.get("params", [])) == sorted(asked), name
        used |= asked
    assert used == set(fields)
    for name, field in fields.items():
        own = {"help", "help_en"} if name == "ord" else {"choices", "empty", "empty_en", "unknown", "unknown_en"}
        assert set(field) - {"is_part", "choices_en"} == {"label", "label_en", "example", *own}


def test_every_answer_is_in_an_order(questions: dict[str, dict[str, Any]]) -> None:
    assert [name for name, query in questions.items() if "order by" not in query["sql"].lower()] == []


def test_every_question_has_an_answer_on_a_page_and_as_csv(
    visitor: Visitor, questions: dict[str, dict[str, Any]]
) -> None:
    for name, query in questions.items():
        page = visitor.get(f"/handlingsplan/{name}")
        rows = list(csv.DictReader(io.StringIO(visitor.get(f"/handlingsplan/{name}.csv").text)))
        assert page.status_code == 200, name
        assert text_of(query["title"]) in text_of(page.text), name
        assert bool(rows) == (name not in UNANSWERED), name
        if rows:
            assert f"{len(rows)} {'rad' if len(rows) == 1 else 'rader'}" in text_of(page.text), name


def test_columns_are_in_swedish(visitor: Visitor, questions: dict[str, dict[str, Any]], repository: Path) -> None:
    english = {path.stem for path in (repository / "schemas").glob("*.json")} | {"year", "name", "value", "status_code"}
    for name in questions:
        columns = visitor.get(f"/handlingsplan/{name}.json").json()["columns"]
        assert not english & set(columns), name
        assert not [column for column in columns if re.search(r"_id$|aa|oe|[A-Z]", column)], name


@pytest.mark.parametrize(
    "odd",
    [
        "'",
        '"',
        "%",
        "*",
        '"*',
        "\\",
        "0",
        "-1",
        "1e400",
        "9" * 400,
        "å" * 1000,
        "a AND",
        "NEAR(",
        ")",
        ":x",
        "\0",
        "x\0y",
        "😀",
    ],
)
def test_no_input_makes_an_error(visitor: Visitor, questions: dict[str, dict[str, Any]], odd: str) -> None:
    for name, query in questions.items():
        for asked in query.get("params", []):
            found = visitor.get(f"/handlingsplan/{name}.json?{urlencode({asked: odd})}")
            # What is chosen from a list, and is not in it, is refused; a word may be anything.
            assert found.status_code == 200 if asked == "ord" else found.status_code in (200, 400), (name, found.text)
            assert found.status_code == 200 or "does not exist" in found.json()["error"], (name, asked, found.text)


@given(word=st.text(max_size=60))
def test_no_word_breaks_the_search_for_an_indicator(visitor: Visitor, word: str) -> None:
    found = visitor.get(f"/handlingsplan/hitta_indikator.json?{urlencode({'ord': word}, errors='replace')}")

    assert found.status_code == 200, found.text


def test_blanks_and_small_letters_in_fields_are_forgiven(visitor: Visitor) -> None:
    assert answer(visitor, "utveckling", indikator=" p3-01 ") == answer(visitor, "utveckling", indikator="P3-01")
    assert answer(visitor, "inriktningarnas_indikatorer", inriktning="p3 ") == answer(
        visitor, "inriktningarnas_indikatorer", inriktning="P3"
    )
    assert answer(visitor, "saknade_uppgifter", uppfoljningsar=" 2022") == answer(
        visitor, "saknade_uppgifter", uppfoljningsar="2022"
    )


def test_last_years_reports_are_those_of_the_database(visitor: Visitor, database: sqlite3.Connection) -> None:
    query = """
        select indicator_id, value from observations join indicators using (indicator_id)
        where unit = 'antal anmälda brott' and year = 2025 and sex = 'T' order by value desc nulls last, indicator_id
    """
    wanted = [(row["indicator_id"], row["value"]) for row in database.execute(query)]

    rows = answer(visitor, "anmalda_brott")

    assert [(row["indikator"], row["antal"]) for row in rows] == wanted
    assert {row["uppföljningsår"] for row in rows} == {2025}
    assert {row["uppföljningsår"] for row in answer(visitor, "anmalda_brott", uppfoljningsar="2022")} == {2022}
    assert {row["indikator"]: (row["seriebrott"], row["året_före"]) for row in rows}["SEX-02"] == ("ja", None)


def test_what_it_looks_like_now_is_the_newest_measurement_of_every_indicator(
    visitor: Visitor, database: sqlite3.Connection
) -> None:
    rows = {row["indikator"]: row for row in answer(visitor, "senaste_varden")}

    assert list(rows) == [row[0] for row in database.execute("select indicator_id from indicators order by rowid")]
    told = {name: (row["värde"], row["uppföljningsår"], row["status"]) for name, row in rows.items()}
    assert told["P4-02"] == (None, 2025, "dold (få personer)")
    assert told["P3-03"] == (None, None, "ingen uppgift")
    assert told["VNR-10"] == ("ja", 2025, "publicerad")
    assert told["P1-01"][1:] == (2025, "publicerad")


def test_a_figure_in_an_answer_is_written_as_on_the_indicators_page(visitor: Visitor) -> None:
    page = text_of(visitor.get("/handlingsplan/senaste_varden").text)

    assert " 10,0 " in text_of(visitor.get("/indikatorer/VNR-01").text)
    assert "per 100 000 invånare 10,0 antal per 100 000 invånare 2025" in page
    english = text_of(visitor.get("/en/handlingsplan/utveckling?indikator=VNR-01").text)
    assert " 10.0 number per 100,000 inhabitants preliminary" in english
    assert " 12 antal anmälda brott 2025 preliminär" in page


def test_every_question_and_every_column_of_its_answer_has_english_words(
    visitor: Visitor, questions: dict[str, dict[str, Any]]
) -> None:
    headings = visitor.site.metadata("headings_en")
    used = set()
    for name, query in questions.items():
        columns = visitor.get(f"/handlingsplan/{name}.json").json()["columns"]
        assert query["title_en"].endswith("?"), name
        assert query["description_en"].endswith("."), name
        assert set(columns) <= headings.keys(), name
        used |= set(columns)
    assert headings.keys() - used == visitor.site.metadata("headings").keys() - {"ändring_procent"}
    page = text_of(visitor.get("/en/handlingsplan/andrat_mest").text)
    assert "Name Before After Change Change, per cent Judgement Unit Status Follow-up year Indicator" in page
    assert "within chance for such small numbers" in page
    assert not re.search("inom slumpen|oförändrat|publicerad", page.split("How the question is put")[0])


def test_what_has_changed_by_chance_alone_never_stands_above_what_has_not(
    visitor: Visitor, database: sqlite3.Connection
) -> None:
    """The judgement is that of the indicators' pages; what a series break divides is not compared at all."""
    for year in ("2022", "2023", "2024", "2025"):
        rows = answer(visitor, "andrat_mest", uppfoljningsar=year)
        order = [
            {
                "större än slumpen": 1,
                "annat svar än året före": 2,
                "oförändrat": 5,
                "kan inte jämföras: seriebrott": 6,
            }.get(row["bedömning"], 3 if row["bedömning"] in UNJUDGED else 4)
            for row in rows
        ]
        assert rows, year
        assert order == sorted(order), year
        for row in rows:
            kind, broken = database.execute(
                "select value_kind, series_break from observations join indicators using (indicator_id)"
                " where indicator_id = ? and year = ? and sex = 'T' and area_code = '9999'",
                [row["indikator"], row["uppföljningsår"]],
            ).fetchone()
            assert bool(broken) == (row["före"] is None) == (row["bedömning"] == "kan inte jämföras: seriebrott"), row
            if kind == "count" and not broken and row["ändring"] and row["bedömning"] not in UNJUDGED:
                is_chance = is_within_chance(int(row["efter"]), int(row["före"]))
                assert is_chance == row["bedömning"].startswith("inom slumpen"), row


CHANGED = """
    update observations set value = case year when 2025 then 60 else 20 end
    where indicator_id = 'P6-01' and sex = 'T' and year >= 2021;
    update observations set value = case year when 2025 then 2 else 1 end where indicator_id = 'P7-01' and sex = 'T';
"""


def test_from_twenty_to_sixty_stands_above_from_one_to_two(
    release: Path, questions: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    copy = sqlite3.connect(tmp_path / "copy.db")
    with sqlite3.connect(release / "handlingsplan.db") as source:
        source.backup(copy)
    copy.executescript(CHANGED)

    rows = copy.execute(questions["andrat_mest"]["sql"], {"uppfoljningsar": ""}).fetchall()

    assert [rows[0][place] for place in (1, 2, 4, 5, 9)] == [20, 60, 200, "större än slumpen", "P6-01"]
    small = next(row for row in rows if row[9] == "P7-01")
    assert small[1:6] == (1, 2, 1, 100, "inom slumpen för så små tal")
    assert rows.index(small) > len(rows) / 2
    copy.close()


def test_every_status_is_counted_once_each_year(visitor: Visitor, database: sqlite3.Connection) -> None:
    for row in answer(visitor, "hur_mycket_visas"):
        counted = row["visas"] + row["dolda"] + row["saknas"] + row["inte_insamlade"] + row["inte_tillämpliga"]
        query = "select count(*) from observations where year = ?"
        assert counted == row["alla"] == database.execute(query, [row["uppföljningsår"]]).fetchone()[0]


def test_the_highest_and_the_lowest_year_are_of_those_that_can_be_compared(
    visitor: Visitor, database: sqlite3.Connection
) -> None:
    rows = {row["indikator"]: row for row in answer(visitor, "hogst_och_lagst")}

    assert "SEX-02" not in rows
    query = "select year, value from observations where indicator_id = 'VNR-03' and sex = 'T' order by value, year"
    values = [tuple(row) for row in database.execute(query)]
    assert (rows["VNR-03"]["året_med_lägst"], rows["VNR-03"]["lägst"]) == values[0]
    assert rows["VNR-03"]["högst"] == values[-1][1]
    assert rows["VNR-03"]["antal_jämförbara_år"] == 5


def test_no_answer_holds_a_figure_that_is_hidden(visitor: Visitor, database: sqlite3.Connection) -> None:
    hidden = {tuple(row) for row in database.execute("select indicator_id, year from observations where value is null")}
    published = {
        tuple(row) for row in database.execute("select indicator_id, year from observations where value is not null")
    }
    for name in ("senaste_varden", "jamfor_omraden", "kvinnor_och_man", "preliminara_uppgifter"):
        rows = [row for row in answer(visitor, name) if row.get("värde", row) is not None]
        shown = {(row["indikator"], row["uppföljningsår"]) for row in rows}
        assert shown <= published, name
    assert hidden - published


REVISED = """
    insert into revisions values ('P3-01', 2024, '9999', 'T', 'total', '2026-05-01', 15, 16, 'final', 'final', 'Fel.')
"""
TARGETS = """
    insert into targets values ('VNR-11', 2025, 60, 'forslag-177'), ('VNR-11', 2026, 90, 'forslag-177'),
    ('P6-02', 2025, 5, 'forslag-177')
"""


def test_corrections_and_targets_are_told_where_there_are_any(
    release: Path, questions: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    """Asked of a copy of the release's database, since the repository's data have neither."""
    copy = sqlite3.connect(tmp_path / "copy.db")
    with sqlite3.connect(release / "handlingsplan.db") as source:
        source.backup(copy)
    copy.execute(REVISED)
    copy.execute(TARGETS)

    corrected = copy.execute(questions["rattelser"]["sql"], {"indikator": ""}).fetchall()
    reached = copy.execute(questions["mal"]["sql"], {"indikator": ""}).fetchall()

    name = "Anmälda överträdelser av kontaktförbud"
    told = (name, 15, 16, 2024, "Fel.", "2026-05-01", "totalt", "publicerad", "publicerad", "Exempelkommunen", "P3-01")
    assert corrected == [told]
    assert [(row[7], row[4], row[1], row[3]) for row in reached] == [
        ("P6-02", 2025, 5, "nej"),
        ("VNR-11", 2025, 60, "ja"),
        ("VNR-11", 2026, 90, "kan inte bedömas"),
    ]
    copy.close()
