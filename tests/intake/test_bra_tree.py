"""Brå's yearly export of one municipality: its labels carry the path, and parts add up to their wholes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.intake.bra_exports import (
    BREACH,
    CHILD,
    GIRLS,
    LAW,
    OF_THE_TREE,
    STALKING,
    TREE,
    figures,
    put,
    refused,
    table,
    take,
    told,
    warned,
)

HEADER = ["Periodnyckel", "Kommun", "Brott_ID", "Brott", "Antal", "Per100000"]

Row = Sequence[object]


def rows(tree: Mapping[str, object], year: str = "2025", area: str = "Boden") -> list[Row]:
    """The rows of a year, with ids that look like offence codes and are none."""
    return [[year, area, 600 + number, name, count, 1] for number, (name, count) in enumerate(tree.items())]


def export(project: Path, tree: Mapping[str, object] = TREE, delimiter: str = ",") -> Path:
    return put(project, "boden.csv", table([HEADER, *rows(tree)], delimiter))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_offences_of_the_tree_become_the_figures_of_their_indicators(boden: Path, delimiter: str) -> None:
    draft = take(boden, export(boden, delimiter=delimiter))

    assert figures(boden) == [
        (indicator, "2025", "2582", sex, value, "preliminary") for indicator, sex, value in OF_THE_TREE
    ]
    assert warned(draft) == []
    assert told(draft) == [
        "14 rader om ”Totalt antal brott”, ”Brott mot specialstraffrättsliga författningar, Lag om "
        "kontaktförbud/besöksförbud”, ”Brott mot specialstraffrättsliga författningar, Lag om "
        "kontaktförbud/besöksförbud, Hindrande av elektronisk övervakning (25 §)” och 11 till hör inte till någon "
        "indikator och läses inte."
    ]


def test_the_figures_are_those_of_the_rows_summed_by_hand(boden: Path) -> None:
    take(boden, export(boden))

    lines = [line for line in (boden / "inbox/boden.csv").read_text(encoding="utf-8").splitlines() if STALKING in line]
    ends = (
        "Mot flicka under 18 år",
        "Mot pojke under 18 år",
        "Mot man 18 år eller äldre",
        "Mot kvinna 18 år eller äldre ",
    )
    own = [line for line in lines if line.rsplit('"', 1)[0].endswith(ends)]
    total = sum(int(line.rsplit(",", 2)[1]) for line in own)
    assert len(own) == 4
    assert ("P3-02", "2025", "2582", "T", str(total), "preliminary") in figures(boden)


def test_headings_may_stand_in_any_order_and_case(boden: Path) -> None:
    texts = [[str(cell) for cell in row] for row in rows(TREE)]
    swapped = [[row[4], row[5], row[1], row[0], row[3], row[2]] for row in [[h.upper() for h in HEADER], *texts]]

    take(boden, put(boden, "boden.csv", table(swapped)))

    assert [figure[4] for figure in figures(boden)] == [value for _, _, value in OF_THE_TREE]


def test_two_years_and_two_areas_are_kept_apart(boden: Path) -> None:
    lines: list[Row] = [
        HEADER,
        *rows(TREE),
        *rows({BREACH: 10}, "2024"),
        *rows({BREACH: "2 537"}, "2025 prel.", "Hela landet"),
    ]

    take(boden, put(boden, "boden.csv", table(lines)))

    assert [row for row in figures(boden) if row[0] == "P3-01"] == [
        ("P3-01", "2024", "2582", "T", "10", "preliminary"),
        ("P3-01", "2025", "0000", "T", "2537", "preliminary"),
        ("P3-01", "2025", "2582", "T", "12", "preliminary"),
    ]


def test_a_number_of_the_sources_own_is_no_offence_code(boden: Path) -> None:
    # 610 stands for the law here; 0610 is the code of another offence.
    lines: list[Row] = [HEADER, ["2025", "Boden", "0610", LAW, 14, 50], ["2025", "Boden", "0422", "Olaga hot", 3, 10]]

    found = refused(boden, put(boden, "boden.csv", table(lines)))

    assert found == [
        (
            "file_has_observations",
            None,
            None,
            "Filen innehåller inga uppgifter att läsa in. Kontrollera att det är rätt fil.",
        )
    ]


def test_a_whole_that_is_not_the_sum_of_its_parts_stops_the_import(boden: Path) -> None:
    found = refused(boden, export(boden, {**TREE, f"{CHILD}, {GIRLS}": 11}))

    assert found == [
        (
            "bra_parts_add_up",
            10,
            "Antal",
            "Brottet ”Brott mot brottsbalken, 3-7 kap. Brott mot person, 4 kap. Brott mot frihet och frid, "
            "Barnfridsbrott (3 §)” är 26 för Boden och 2025, men dess delar är tillsammans 25. Hämta filen från Brå på "
            "nytt, med alla delar.",
        )
    ]


def test_an_offence_that_is_gone_while_its_parts_are_there_stops_the_import(boden: Path) -> None:
    tree = {name: count for name, count in TREE.items() if name != BREACH}

    assert refused(boden, export(boden, tree)) == [
        (
            "bra_whole_is_there",
            5,
            None,
            "Brottet ”Brott mot specialstraffrättsliga författningar, Lag om kontaktförbud/besöksförbud, Överträdelse "
            "av kontaktförbud (24 §)” saknas för Boden och 2025, fast delar av det finns med. Hämta filen från Brå på "
            "nytt, med alla brott.",
        )
    ]


def test_parts_that_no_indicator_is_counted_from_may_be_wrong_and_that_is_told(boden: Path) -> None:
    other = "Bedrägeri"
    draft = take(boden, export(boden, {**TREE, other: 5, f"{other}, Kort": 3, f"{other}, Faktura": 1}))

    assert warned(draft) == [
        (
            "bra_parts_add_up",
            "Brottet ”Bedrägeri” är 5 för Boden och 2025, men dess delar är tillsammans 4. Ingen indikator räknas på "
            "delarna.",
        )
    ]
    assert len(figures(boden)) == len(OF_THE_TREE)


def test_a_whole_may_be_divided_in_several_ways(boden: Path) -> None:
    whole = "Misshandel inkl. grov (5, 6 §)"
    ways = {f"{whole}, Indelat efter kön": 9, f"{whole}, Indelat efter ålder": 9}

    assert warned(take(boden, export(boden, {**TREE, whole: 9, **ways}))) == []


def test_parts_that_are_chosen_among_others_need_not_add_up(boden: Path) -> None:
    draft = take(boden, export(boden, {**TREE, "Stöld": 9, "Stöld, därav cykel": 2, "Stöld, därav bil": 3}))

    assert warned(draft) == []


def test_an_indicator_has_no_figure_unless_all_its_offences_are_there(boden: Path) -> None:
    tree = {f"{CHILD}, {GIRLS}": 12, BREACH: 3}

    draft = take(boden, export(boden, tree))

    assert [row[0] for row in figures(boden)] == ["P3-01"]
    assert warned(draft) == [
        (
            "bra_offences_are_all_there",
            "VNR-07 Anmälda barnfridsbrott har ingen siffra för Boden (2582) år 2025: ”Barnfridsbrott (3 §), Mot pojke "
            "under 18 år” saknas i filen, och alla brott som räknas måste finnas med.",
        )
    ]


@pytest.mark.parametrize(("written", "value"), [("-", "0"), ("8.0", "8"), ("1 234", "1234")])
def test_a_count_is_read_as_it_is_written(boden: Path, written: str, value: str) -> None:
    take(boden, export(boden, {BREACH: written}))

    assert [row[4] for row in figures(boden)] == [value]


def test_two_dots_are_no_figure(boden: Path) -> None:
    draft = take(boden, export(boden, {BREACH: "..", f"{CHILD}, {GIRLS}": 1, f"{CHILD}, Mot pojke under 18 år": 2}))

    assert {row[0] for row in figures(boden)} == {"VNR-07"}
    assert warned(draft) == [
        (
            "bra_offences_are_all_there",
            "P3-01 Anmälda överträdelser av kontaktförbud har ingen siffra för Boden (2582) år 2025: ”Överträdelse av "
            "kontaktförbud (24 §)” saknas i filen, och alla brott som räknas måste finnas med.",
        )
    ]


def test_years_before_the_indicator_are_left_out_and_told(boden: Path) -> None:
    lines: list[Row] = [HEADER, *rows({BREACH: 7}), *rows({BREACH: 10}, "2019"), *rows({BREACH: 11}, "2020")]

    draft = take(boden, put(boden, "boden.csv", table(lines)))

    assert [row[1] for row in figures(boden)] == ["2025"]
    assert told(draft) == ["2 rader om år då indikatorerna inte mäts läses inte."]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            ["2025", "Boden", 1, BREACH, "8.5", 1],
            ("bra_number_is_whole", 2, "Antal", "”8.5” kan inte stå i kolumnen Antal. Skriv ett heltal. Exempel: 12"),
        ),
        (
            ["2025", "Bode", 1, BREACH, 8, 1],
            (
                "bra_municipality_is_known",
                2,
                "Kommun",
                "”Bode” är ingen kommun i areas.csv. Exempel: Ale kommun",
            ),
        ),
        (
            ["2025", "Boden", 1, "", 8, 1],
            (
                "bra_offence_is_named",
                2,
                "Brott",
                "Raden säger inte vilket brott den gäller. Hämta filen från Brå på nytt, eller ta bort raden.",
            ),
        ),
    ],
)
def test_a_row_that_cannot_be_read_stops_the_import(
    boden: Path, row: list[object], problem: tuple[str, int, str, str]
) -> None:
    assert refused(boden, put(boden, "boden.csv", table([HEADER, row, ["2024", "Boden", 1, BREACH, 3, 1]]))) == [
        problem
    ]


@pytest.mark.parametrize("period", ["202508", "2025Q3", "2025-08-01", "augusti 2025", "", "25"])
def test_a_period_that_is_no_year_stops_the_import(boden: Path, period: str) -> None:
    path = put(boden, "boden.csv", table([HEADER, [period, "Boden", 1, BREACH, 8, 1]]))

    assert [(row, column) for _, row, column, _ in refused(boden, path)] == [(2, "Periodnyckel")]


def test_an_offence_that_stands_twice_with_the_same_count_is_read_once(boden: Path) -> None:
    draft = take(boden, put(boden, "boden.csv", table([HEADER, *rows({BREACH: 8}), *rows({BREACH: 8})])))

    assert [row[4] for row in figures(boden)] == ["8"]
    assert told(draft) == ["Raden säger detsamma som rad 2 i boden.csv och läses en gång."]


def test_an_offence_that_stands_twice_with_different_counts_stops_the_import(boden: Path) -> None:
    one, other = (put(boden, name, table([HEADER, *rows({BREACH: n})])) for name, n in (("a.csv", 8), ("b.csv", 9)))

    assert refused(boden, one, other) == [
        (
            "bra_offence_stands_once",
            2,
            None,
            "Brottet ”Brott mot specialstraffrättsliga författningar, Lag om kontaktförbud/besöksförbud, Överträdelse "
            "av kontaktförbud (24 §)” står två gånger för Boden och 2025, med olika antal: också i a.csv, rad 2. Ta "
            "bort den rad som är fel.",
        )
    ]


def test_two_offences_that_end_alike_are_not_taken_for_one(boden: Path) -> None:
    assert refused(boden, export(boden, {"A, Oaktsam våldtäkt (1 a §)": 3, "B, Oaktsam våldtäkt (1 a §)": 4})) == [
        (
            "bra_offence_is_one",
            3,
            None,
            "Både ”A, Oaktsam våldtäkt (1 a §)” och ”B, Oaktsam våldtäkt (1 a §)” slutar som ett brott i "
            "indicator_offences.csv, så det är inte säkert vilket som menas. Skriv mer av början av brottets namn där.",
        )
    ]


@pytest.mark.parametrize("header", [[*HEADER, "Kön"], HEADER[:-1], [*HEADER[:5], "Antal"]])
def test_a_table_with_other_columns_is_not_taken_for_this_export(boden: Path, header: list[str]) -> None:
    path = put(boden, "boden.csv", table([header, ["2025", "Boden", 1, BREACH, 8, 1, "kvinnor"][: len(header)]]))

    refused(boden, path)
