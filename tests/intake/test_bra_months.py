"""Brå's export of months, quarters and years together: nothing is counted twice, and no part of a year is a year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.intake.bra_exports import BREACH, OF_THE_TREE, TREE, figures, put, refused, table, take, told, warned

HEADER = (
    "År,Månad,Kvartal,Periodtyp,Periodetikett,Periodnyckel,Period_start,Period_slut,Preliminär,Kommun,Region_ID,Brott,"
    "Brott_ID,Brottsnivå,Förälder_ID,Förälder,Nivå1,Nivå2,Nivå3,Nivå4,Nivå5,Antal,Per100000,Status_Antal,"
    "Status_Per100000"
).split(",")

Row = list[object]


def row(kind: str, number: int, count: object, *, year: int = 2025, name: str = BREACH, prel: object = False) -> Row:
    """A row as the export writes it: numbers with a decimal, the ancestors in columns of their own."""
    month, quarter = (f"{number}.0" if kind == each else "" for each in ("Månad", "Kvartal"))
    key = {"Månad": f"{year}{number:02}", "Kvartal": f"{year}Q{number}"}.get(kind, str(year))
    period = [year, month, quarter, kind, f"{year}, {number}", key, f"{year}-01-01", f"{year}-12-31", prel]
    whole = name.rsplit(", ", 1)[0]
    offence = [name, 13199, 3, "13194.0", whole, whole, name, "", "", ""]
    return [*period, "Boden", 8441, *offence, count, "1.0", "", ""]


def months(counts: Sequence[object], **options: object) -> list[Row]:
    return [row("Månad", number, count, **options) for number, count in enumerate(counts, start=1)]  # type: ignore[arg-type]


def quarters(counts: Sequence[object], **options: object) -> list[Row]:
    return [row("Kvartal", number, count, **options) for number, count in enumerate(counts, start=1)]  # type: ignore[arg-type]


def export(project: Path, *rows: Row, name: str = "boden.csv") -> Path:
    return put(project, name, table([HEADER, *rows]))


TWELVE = [f"{number}.0" for number in range(12)]
"""Counts that add up to 66."""


def of_breach(value: str, status: str = "final") -> list[tuple[str, str, str, str, str, str]]:
    return [("P3-01", "2025", "2582", "T", value, status)]


@pytest.mark.parametrize("kind", ["År", "Helår", "HELÅR"])
def test_a_year_is_taken_as_it_stands(boden: Path, kind: str) -> None:
    draft = take(boden, export(boden, *(row(kind, 0, f"{n}.0", name=name) for name, n in TREE.items())))

    assert figures(boden) == [(one, "2025", "2582", sex, value, "final") for one, sex, value in OF_THE_TREE]
    assert warned(draft) == []


def test_twelve_months_are_summed(boden: Path) -> None:
    draft = take(boden, export(boden, *months(TWELVE)))

    assert (figures(boden), warned(draft)) == (of_breach(str(sum(range(12)))), [])


def test_four_quarters_are_summed(boden: Path) -> None:
    take(boden, export(boden, *quarters([3, 4, 5, 6])))

    assert figures(boden) == of_breach("18")


def test_a_year_its_quarters_and_its_months_are_counted_once(boden: Path) -> None:
    every = [row("År", 0, "66.0"), *quarters([3, 12, 21, 30]), *months(TWELVE)]

    take(boden, export(boden, *every))

    assert figures(boden) == of_breach("66")


def test_a_year_that_is_not_the_sum_of_its_months_stops_the_import(boden: Path) -> None:
    assert refused(boden, export(boden, row("År", 0, 67), *months(TWELVE))) == [
        (
            "bra_periods_add_up",
            3,
            None,
            "Brottet ”Brott mot specialstraffrättsliga författningar, Lag om kontaktförbud/besöksförbud, Överträdelse "
            "av kontaktförbud (24 §)” är 67 för Boden hela år 2025, men 12 månader är tillsammans 66. Hämta filen från "
            "Brå på nytt.",
        )
    ]


def test_months_that_were_preliminary_need_not_be_the_final_year(boden: Path) -> None:
    take(boden, export(boden, row("År", 0, 67), *months(TWELVE, prel=True)))

    assert figures(boden) == of_breach("67")


@pytest.mark.parametrize("prel", [True, "True", "SANT", "1"])
def test_a_year_with_a_preliminary_month_is_preliminary(boden: Path, prel: object) -> None:
    take(boden, export(boden, *months(TWELVE[:11]), row("Månad", 12, 11, prel=prel)))

    assert figures(boden) == of_breach("66", "preliminary")


def test_a_year_without_a_month_is_not_summed(boden: Path) -> None:
    whole = months([1] * 12, year=2024)

    draft = take(boden, export(boden, *whole, *months(TWELVE[:8]), *quarters([3, 12])))

    assert [figure[1] for figure in figures(boden)] == ["2024"]
    assert warned(draft) == [
        (
            "bra_year_is_summed_whole",
            "Boden har inte hela år 2025 i filen: 4 månader saknas. Ett helår summeras bara av alla månader eller alla "
            "kvartal, så inget läses in för det året.",
        )
    ]


def test_a_file_of_some_months_alone_is_no_import(boden: Path) -> None:
    assert [rule for rule, *_ in refused(boden, export(boden, *months(TWELVE[:8])))] == ["file_has_observations"]


def test_a_month_without_a_count_gives_no_year(boden: Path) -> None:
    paths = export(boden, *months(["", *TWELVE[1:]]), *months([1] * 12, year=2024))

    draft = take(boden, paths)

    assert [figure[1] for figure in figures(boden)] == ["2024"]
    assert [message.split(":")[0] for _, message in warned(draft)] == [
        "P3-01 Anmälda överträdelser av kontaktförbud har ingen siffra för Boden (2582) år 2025"
    ]


def test_months_may_come_in_two_files(boden: Path) -> None:
    one = export(boden, *months(TWELVE[:6]))
    other = export(boden, *(row("Månad", 7 + n, count) for n, count in enumerate(TWELVE[6:])), name="resten.csv")

    take(boden, one, other)

    assert figures(boden) == of_breach("66")


def test_the_same_month_twice_is_counted_once(boden: Path) -> None:
    draft = take(boden, export(boden, *months(TWELVE), row("Månad", 3, "2.0")))

    assert figures(boden) == of_breach("66")
    assert told(draft) == ["Raden säger detsamma som rad 4 i boden.csv och läses en gång."]


def changed(column: str, text: object) -> Row:
    """A row of August with another cell."""
    return [text if heading == column else cell for heading, cell in zip(HEADER, row("Månad", 8, "8.0"), strict=True)]


@pytest.mark.parametrize(
    ("column", "text", "rule", "message"),
    [
        (
            "Periodtyp",
            "Halvår",
            "bra_period_is_known",
            "”Halvår” är inte en periodtyp i Brås export. Periodtyper: Månad, Kvartal, År, Helår.",
        ),
        (
            "Periodnyckel",
            "202509",
            "bra_period_is_one",
            "År, månad, kvartal och periodnyckel säger inte samma sak på raden: periodnyckeln är ”202509” men borde "
            "vara ”202508”. Hämta filen från Brå på nytt.",
        ),
        (
            "Preliminär",
            "kanske",
            "bra_preliminary_is_known",
            "”kanske” kan inte stå i kolumnen Preliminär. Där ska det stå om siffran är preliminär, True eller False.",
        ),
        (
            "Status_Antal",
            "..",
            "bra_status_is_known",
            "Raden har både ett antal och statusen ”..”, så det är inte säkert att antalet gäller. Hämta filen från "
            "Brå på nytt.",
        ),
        ("Månad", "13", "bra_number_is_whole", "”13” kan inte stå i kolumnen Månad. Skriv ett heltal. Exempel: 3"),
        ("Antal", "8.5", "bra_number_is_whole", "”8.5” kan inte stå i kolumnen Antal. Skriv ett heltal. Exempel: 12"),
        ("År", "25", "bra_number_is_whole", "”25” kan inte stå i kolumnen År. Skriv ett heltal. Exempel: 2025"),
    ],
)
def test_a_row_that_contradicts_itself_stops_the_import(
    boden: Path, column: str, text: str, rule: str, message: str
) -> None:
    every = [*months([1] * 12, year=2024), changed(column, text)]

    assert refused(boden, export(boden, *every)) == [(rule, 14, column, message)]


def test_quarters_may_not_stand_in_the_place_of_months(boden: Path) -> None:
    rows = [
        [cell if heading != "Periodtyp" else "Månad" for heading, cell in zip(HEADER, each, strict=True)]
        for each in quarters([1] * 4)
    ]

    assert {rule for rule, *_ in refused(boden, export(boden, *rows))} == {"bra_number_is_whole"}
