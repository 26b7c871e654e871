"""Draws of whole years from Brå's SOL: offences by code or by name feed the indicators that they belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.bra_exports import figures, put, refused, take, told, warned
from tests.sheets import write_rows

HEADER = "Region;Brott;År;Period;Antal;/100 000 inv;"
GIRL, BOY = "0422 - Grov fridskränkning mot flicka under 18 år", "0423 - Grov fridskränkning mot pojke under 18 år"
HONOUR = ("0435 - Hedersförtryck, mot flicka", "0436 - …", "0437", "0438 - Hedersförtryck, mot man 18 år eller äldre")


def draw(project: Path, *lines: str, name: str = "Databasfil.txt") -> Path:
    return put(project, name, "\n".join([HEADER, *lines]) + "\n", "cp1252")


def yearly(offence: str, count: object, year: object = 2025, area: str = "Bodens kommun") -> str:
    return f"{area};{offence};År;{year};{count};1;"


def monthly(offence: str, counts: list[int], year: object = 2024) -> list[str]:
    names = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
    return [f"Bodens kommun;{offence};{year};{name};{count};1;" for name, count in zip(names, counts, strict=False)]


def test_girls_and_boys_make_the_total(boden: Path) -> None:
    lines = [
        yearly(GIRL, 3),
        yearly(BOY, "-"),
        yearly(GIRL, 470, area="Hela landet"),
        yearly(BOY, 407, area="Hela landet"),
    ]

    draft = take(boden, draw(boden, *lines))

    assert figures(boden) == [
        ("P1-03", "2025", "0000", "K", "470", "preliminary"),
        ("P1-03", "2025", "0000", "M", "407", "preliminary"),
        ("P1-03", "2025", "0000", "T", "877", "preliminary"),
        ("P1-03", "2025", "2582", "K", "3", "preliminary"),
        ("P1-03", "2025", "2582", "M", "0", "preliminary"),
        ("P1-03", "2025", "2582", "T", "3", "preliminary"),
    ]
    assert (warned(draft), told(draft)) == ([], [])


def test_four_codes_make_an_indicator_and_the_other_offences_are_told(boden: Path, shared: Path) -> None:
    counts = [1, 0, 4, 2]
    other = [
        yearly("Befogenhetsbedrägeri", 14278),
        yearly("0355 - Misshandel", 9),
        yearly("0355 - Misshandel", 8, 2024),
    ]

    draft = take(boden, draw(boden, *(yearly(*each) for each in zip(HONOUR, counts, strict=True)), *other))

    assert [row[3:5] for row in figures(boden)] == [("K", "5"), ("M", "2"), ("T", str(sum(counts)))]
    assert told(draft) == [
        "3 rader om ”Befogenhetsbedrägeri” och ”0355 - Misshandel” hör inte till någon indikator och läses inte."
    ]


def test_the_sample_is_recognised_and_told(boden: Path, shared: Path) -> None:
    sample = shared / "sources/samples/bra/databasfil.txt"
    if not sample.exists():
        pytest.skip("../shared/sources/samples/bra is not here")
    text = sample.read_text(encoding="utf-8")
    wanted = yearly("0610 - Utnyttjande av barn genom köp av sexuell handling", 178, area="Hela landet")

    draft = take(boden, put(boden, "Databasfil.txt", f"{text.rstrip()}\n{wanted}\n", "utf-8"))

    assert figures(boden) == [("P8-01", "2025", "0000", "T", "178", "preliminary")]
    names = sorted(line.split(";")[1] for line in text.splitlines()[1:])
    assert all(f"”{name}”" in told(draft)[-1] for name in names)
    assert told(draft)[-1].startswith(f"{len(names)} rader om ")


def test_a_code_that_has_ended_gives_no_figure_after_it(boden: Path) -> None:
    lines = [yearly("0611 - Utnyttjande av barn för sexuell posering", n, year) for n, year in ((9, 2024), (2, 2025))]

    draft = take(boden, draw(boden, *lines))

    assert figures(boden) == [("P7-02", "2024", "2582", "T", "9", "preliminary")]
    assert warned(draft) == [
        (
            "bra_offence_counts_in_the_year",
            "Brottet ”0611” räknas inte i P7-02 Anmälda brott om utnyttjande av barn för sexuell posering år 2025, så "
            "siffran för Boden (2582) läses inte. Räknas det ändå? Ändra åren i indicator_offences.csv.",
        )
    ]


def test_a_code_is_required_only_as_long_as_it_was_used(boden: Path) -> None:
    path = boden / "data/indicators/indicator_offences.csv"
    header = ["indicator_id", "kind", "offence", "sex", "valid_from", "valid_to", "ground"]
    codes = [("0440", "K", ""), ("0441", "M", ""), ("0442", "K", "2022"), ("0443", "M", "2022")]
    write_rows(path, [header, *(["P3-02", "code", code, sex, "", last, "Ett test"] for code, sex, last in codes)])
    before = [yearly(code, number, 2022) for number, (code, *_) in enumerate(codes, start=1)]
    after = [yearly("0440", 5, 2023), yearly("0441", 6, 2023), yearly("0442", "..", 2023)]

    draft = take(boden, draw(boden, *before, *after))

    assert [(row[1], row[3], row[4]) for row in figures(boden)] == [
        ("2022", "K", "4"),
        ("2022", "M", "6"),
        ("2022", "T", "10"),
        ("2023", "K", "5"),
        ("2023", "M", "6"),
        ("2023", "T", "11"),
    ]
    assert (warned(draft), told(draft)) == ([], ["1 rad med ”..” i stället för ett antal ger ingen siffra."])


def test_an_indicator_that_lacks_a_code_has_no_figure(boden: Path) -> None:
    areas = ("Bodens kommun", "Ale kommun", "Falu kommun", "Heby kommun")
    lines = [yearly(GIRL, 2, area=area) for area in areas] + [yearly("0610", 1)]

    draft = take(boden, draw(boden, *lines))

    assert [row[0] for row in figures(boden)] == ["P8-01"]
    assert warned(draft) == [
        (
            "bra_offences_are_all_there",
            "P1-03 Anmälda brott om grov fridskränkning mot flickor och pojkar har ingen siffra för 4 områden år 2025: "
            "”0423” saknas i filen, och alla brott som räknas måste finnas med.",
        )
    ]


def test_months_of_a_code_are_summed_only_if_all_are_there(boden: Path) -> None:
    take(boden, draw(boden, *monthly("0610 - …", [1] * 12), *monthly("0950 - …", [498], "2024 prel.")))

    assert figures(boden) == [("P8-01", "2024", "2582", "T", "12", "preliminary")]


def test_months_of_a_code_that_are_not_all_there_stop_the_import(boden: Path) -> None:
    assert [rule for rule, *_ in refused(boden, draw(boden, *monthly("0610 - …", [1] * 8)))] == [
        "bra_year_has_every_month"
    ]


def test_codes_may_come_in_a_file_each(boden: Path) -> None:
    take(boden, draw(boden, yearly(GIRL, 3), name="flickor.txt"), draw(boden, yearly(BOY, 4), name="pojkar.txt"))

    assert [row[4] for row in figures(boden)] == ["3", "4", "7"]


def test_a_year_of_one_offence_beside_the_months_of_another_is_no_conflict(boden: Path) -> None:
    take(boden, draw(boden, yearly("0610", 5, 2024), *monthly("4024", [1] * 12)))

    assert [(row[0], row[4]) for row in figures(boden)] == [("P8-01", "5"), ("P8-02", "12")]


def test_a_name_with_its_section_is_the_offence_whatever_its_path(boden: Path) -> None:
    take(
        boden,
        draw(boden, yearly("Brott mot lag, Överträdelse av kontaktförbud (24 §)", 12), yearly("Kontaktförbud", 3)),
    )

    assert figures(boden) == [("P3-01", "2025", "2582", "T", "12", "preliminary")]


def test_two_names_that_end_alike_are_not_taken_for_one(boden: Path) -> None:
    lines = [yearly(f"{law}, Överträdelse av kontaktförbud (24 §)", 12) for law in ("En lag", "En annan lag")]

    assert [found[:3] for found in refused(boden, draw(boden, *lines))] == [("bra_offence_is_one", 3, "Brott")]


def test_a_code_that_has_lost_its_zero_stops_the_import(boden: Path) -> None:
    assert refused(boden, draw(boden, yearly("422 - Grov fridskränkning mot flicka under 18 år", 3))) == [
        (
            "bra_code_has_four_digits",
            2,
            "Brott",
            "Brottskoden i ”422 - Grov fridskränkning mot flicka under 18 år” har inte fyra siffror. Har ett "
            "kalkylprogram tagit bort en inledande nolla? Hämta filen från Brå på nytt, och lägg den i mappen utan att "
            "öppna den.",
        )
    ]


def test_a_municipality_that_stands_twice_with_different_counts_is_left_out(boden: Path) -> None:
    lines = [yearly(GIRL, 3), yearly(GIRL, 0), yearly(BOY, 1), yearly("0610", 2, area="Ale kommun")]

    draft = take(boden, draw(boden, *lines))

    assert [row[2] for row in figures(boden)] == ["1440"]
    [(rule, message)] = warned(draft)
    assert rule == "bra_municipality_stands_once"
    assert "är ”0422” 3 på rad 2 men 0 på rad 3" in message


def test_the_nation_is_not_summed_of_offences_whose_place_is_not_always_known(boden: Path, repository: Path) -> None:
    take(boden, draw(boden, yearly("0610", 2), yearly("0610", 3, area="Ale kommun")))

    assert [row[2] for row in figures(boden)] == ["1440", "2582"]
