"""The plan in the data is the decision's: its words, its order, its dates, and nothing that it does not say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sheets import rows_of

PRIORITIES = [
    "våld i ungas parrelationer",
    "våld mot äldre",
    "eftervåld",
    "barn och unga som riskerar att föras utomlands",
    "hedersrelaterat våld mot särskilt sårbara grupper",
    "sexuella trakasserier",
    "grooming",
    "sex mot ersättning",
]
AREAS = ["våld i nära relationer", "hedersrelaterat våld och förtryck", "sexuellt våld oberoende av relation"]
TITLE = (
    "Kommunövergripande handlingsplan mot våld i nära relationer, hedersrelaterat våld och förtryck, samt sexuellt "
    "våld oberoende av relation"
)
GOAL = (
    "Mäns våld mot kvinnor ska upphöra. Kvinnor och män, flickor och pojkar, ska ha samma rätt och möjlighet till "
    "kroppslig integritet."
)
GOAL_EN = (
    "Men’s violence against women must end. Women and men, girls and boys, must have the same right to, and "
    "opportunity for, bodily integrity."
)

TABLES = sorted((Path(__file__).parents[2] / "data/plan").glob("*.csv"))


@pytest.fixture
def plan(repository: Path) -> Path:
    """The folder of the plan's tables."""
    return repository / "data/plan"


@pytest.fixture
def decision(shared: Path) -> str:
    """The decision in one line: without the breaks of its lines, with straight quotes."""
    path = shared / "decision.txt"
    if not path.exists():
        pytest.skip("../shared/decision.txt is not here")
    return straight(path.read_text(encoding="utf-8"))


def straight(text: str) -> str:
    """The text without what its typesetting put in: a word broken over lines, quotes of several kinds, line ends."""
    joined = re.sub(r"(?<=\w)-[ \t]*\n\s*\n(?=\w)", "", text)
    return " ".join(re.sub("[“”]", '"', joined).split())


def test_the_eight_priorities_stand_in_the_decisions_order_and_words(plan: Path) -> None:
    rows = rows_of(plan / "priorities.csv")

    assert [(row["priority_id"], row["sequence"], row["name"]) for row in rows] == [
        (f"P{number}", str(number), name) for number, name in enumerate(PRIORITIES, start=1)
    ]


def test_the_three_areas_are_those_of_the_title(plan: Path) -> None:
    rows = rows_of(plan / "violence_areas.csv")

    assert [(row["area_id"], row["sequence"], row["name"]) for row in rows] == [
        ("VNR", "1", AREAS[0]),
        ("HRV", "2", AREAS[1]),
        ("SEX", "3", AREAS[2]),
    ]


def test_the_plan_is_proposed_under_its_title_and_number(plan: Path) -> None:
    (row,) = rows_of(plan / "plans.csv")

    assert (row["title"], row["diary_number"], row["status"]) == (TITLE, "SON 2022-604", "proposed")
    assert (row["valid_from"], row["valid_to"], row["replaces"]) == ("", "", "")


def test_the_goal_is_the_sixth_in_its_own_words_without_a_validity_that_nobody_knows(plan: Path) -> None:
    assert rows_of(plan / "goals.csv") == [
        {"goal_id": "delmal-6", "number": "6", "text": GOAL, "text_en": GOAL_EN, "valid_from": "", "valid_to": ""}
    ]


def test_there_are_three_decisions_and_no_adoption(plan: Path) -> None:
    columns = ("kind", "body", "decided_on", "paragraph", "diary_number")

    assert [tuple(row[column] for column in columns) for row in rows_of(plan / "decisions.csv")] == [
        ("commission", "Social- och omsorgsnämnden", "2024-06-21", "§ 108", ""),
        ("memo", "Socialförvaltningen", "2024-10-15", "", ""),
        ("proposal", "Social- och omsorgsnämnden", "", "§ 177", "SON 2022-604"),
    ]


def test_the_plan_is_followed_up_every_year_and_in_the_report_of_every_second(plan: Path) -> None:
    rows = rows_of(plan / "follow_up_forms.csv")

    assert [(row["form_id"], row["interval_years"]) for row in rows] == [
        ("annual", "1"),
        ("gender_equality_report", "2"),
    ]


def test_every_priority_has_an_area_and_every_such_link_is_an_interpretation(plan: Path) -> None:
    rows = rows_of(plan / "priority_areas.csv")

    assert {row["priority_id"] for row in rows} == {f"P{number}" for number in range(1, 9)}
    assert {row["basis"] for row in rows} == {"interpretation"}
    assert [row for row in rows if not row["note"]] == []


def test_the_plan_has_no_measures_and_no_targets_of_its_own(plan: Path, repository: Path) -> None:
    assert rows_of(plan / "measures.csv") == []
    assert rows_of(repository / "data/indicators/targets.csv") == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_no_person_is_named(path: Path) -> None:
    # The decision leaves out the name of the official who presented the matter; no two words here look like a name.
    # In English, titles of bodies do, and every one of them translates a Swedish one.
    text = "\n".join(cell for row in rows_of(path) for name, cell in row.items() if not name.endswith("_en"))

    assert re.findall(r"\b[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)? [A-ZÅÄÖ][a-zåäöé]+", text) == []
    whole = path.read_text(encoding="utf-8")
    assert re.findall(r"(?i)utvecklingsstrateg|strategist|föredra|namn utelämnat|@", whole) == []


def test_the_responsible_are_functions_and_not_persons(repository: Path) -> None:
    functions = {row["responsible_function"] for row in rows_of(repository / "data/indicators/indicators.csv")}

    assert functions == {
        "Den funktion i regionen eller kommunen som ansvarar för enkäten",
        "Den funktion i regionen som ansvarar för enkäten",
        "Familjerätten",
        "HR-funktionen",
        "Kommunens brottsförebyggande och trygghetsskapande arbete",
        "Kommunens trygghetsskapande och brottsförebyggande råd",
        "Socialtjänsten",
        "Socialtjänsten och äldreomsorgen",
        "Utbildningsförvaltningen",
        "Äldreomsorgen",
    }


# --- Against the decision itself


@pytest.mark.parametrize("wording", [*PRIORITIES, *AREAS, TITLE, GOAL, "Dnr SON 2022-604"])
def test_the_wording_stands_in_the_decision(decision: str, wording: str) -> None:
    assert wording in decision


def test_the_priorities_are_all_that_the_decision_names_in_its_order(decision: str) -> None:
    named = decision.partition("Dessa omfattar; ")[2].partition(".")[0]

    assert re.split(", och |, ", named) == PRIORITIES


def test_the_dates_and_paragraphs_stand_in_the_decision(decision: str, plan: Path) -> None:
    commission, memo, proposal = rows_of(plan / "decisions.csv")

    assert f"den 21 juni 2024, {commission['paragraph']}, att" in decision
    assert f"{memo['document']}, {memo['decided_on']}" in decision
    assert decision.startswith(f"{proposal['paragraph']} {TITLE} Dnr {proposal['diary_number']}")
    assert proposal["document"] in decision


def test_the_proposed_adoption_is_quoted_word_for_word(decision: str, plan: Path) -> None:
    quoted = re.search('"(.*)"', straight(rows_of(plan / "decisions.csv")[2]["text"]))

    assert quoted
    assert f"Förslag till kommunstyrelsens beslut 1. {quoted[1]}" in decision


# --- The indicators

FOUND_SINCE = {"VNR-04": "U30750", "VNR-05": "U30751", "VNR-06": "U30752", "SEX-03": "N07636"}
"""The ids at Kolada that the proposal did not have."""

NEUTRAL_SINCE = {"VNR-06"}
"""Proposed as a share of the closed cases; Kolada has a number per 10,000 adults, more of them with more cases."""


@pytest.fixture
def proposed(shared: Path) -> list[dict[str, str]]:
    """The indicators as they were proposed."""
    path = shared / "indicators.csv"
    if not path.exists():
        pytest.skip("../shared/indicators.csv is not here")
    return rows_of(path)


def test_the_proposed_indicators_are_all_there_with_their_direction_and_core(
    repository: Path, proposed: list[dict[str, str]]
) -> None:
    own = {row["indicator_id"]: row for row in rows_of(repository / "data/indicators/indicators.csv")}

    assert len(proposed) == 39
    assert {name: (row["direction"], row["is_core"]) for name, row in own.items() if not name.startswith("KTX")} == {
        row["code"]: (
            "neutral" if row["code"] in NEUTRAL_SINCE else row["direction"],
            str(row["core"] == "yes").lower(),
        )
        for row in proposed
    }


def test_the_proposed_indicators_have_their_area_and_their_id_at_the_source(
    repository: Path, proposed: list[dict[str, str]]
) -> None:
    own = {row["indicator_id"]: row for row in rows_of(repository / "data/indicators/indicators.csv")}

    assert {
        row["code"]: (own[row["code"]]["area_id"] or "alla", own[row["code"]]["source_series_id"]) for row in proposed
    } == {row["code"]: (row["violence_area"], row["kolada_id"] or FOUND_SINCE.get(row["code"], "")) for row in proposed}


def test_the_proposed_indicators_follow_up_their_priorities(repository: Path, proposed: list[dict[str, str]]) -> None:
    links = {
        (row["indicator_id"], PRIORITIES[int(row["priority_id"][1]) - 1])
        for row in rows_of(repository / "data/indicators/indicator_priorities.csv")
    }
    wanted = {
        (row["code"], priority)
        for row in proposed
        for priority in (PRIORITIES if row["priority"] == "alla" else [row["priority"]])
        if priority != "övergripande"
    }

    assert links == wanted


def test_there_are_two_background_indicators_that_are_not_the_plans(repository: Path) -> None:
    rows = rows_of(repository / "data/indicators/indicators.csv")
    background = [row for row in rows if row["indicator_id"].startswith("KTX")]

    assert len(rows) == 41
    assert [(row["indicator_id"], row["is_core"], row["direction"], row["area_id"]) for row in background] == [
        ("KTX-01", "false", "neutral", ""),
        ("KTX-02", "false", "neutral", ""),
    ]
    assert {row["source_id"] for row in background} == {"bra_export"}


def test_reported_crime_is_never_good_or_bad(repository: Path) -> None:
    rows = rows_of(repository / "data/indicators/indicators.csv")

    assert {row["direction"] for row in rows if row["name"].startswith("Anmäl")} == {"neutral"}
    assert {row["direction"] for row in rows if row["source_id"] in ("bra", "bra_export", "kolada_bra")} == {"neutral"}


def test_no_indicator_is_divided_by_what_a_person_could_be_recognised_by(repository: Path) -> None:
    rows = rows_of(repository / "data/indicators/indicators.csv")
    forbidden = re.compile(r"(?i)ursprung|födelse|medborgar|funktionsned|hbtq|sexuell läggning|religi")

    assert [row["indicator_id"] for row in rows if forbidden.search(row["breakdown"])] == []


@pytest.mark.parametrize("table", ["indicators", "sources", "series_breaks", "readings"])
def test_no_text_says_that_something_has_not_been_checked(repository: Path, table: str) -> None:
    """Whether a fact holds is settled before it is published, and is not the reader's to wonder about."""
    note = re.compile(r"(?i)kontroller|verif|stämt av|\bchecked|unchecked")
    rows = rows_of(repository / f"data/indicators/{table}.csv")
    texts = {(column, text) for row in rows for column, text in row.items() if column != "source_series_status"}

    assert [found for found in sorted(texts) if note.search(found[1])] == []
    assert {row.get("source_series_status", "none") for row in rows} <= {"verified", "local", "none"}
