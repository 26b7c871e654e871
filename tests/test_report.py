"""Problems and mendings as staff read them: grouped, in order, and never with personal data in them."""

from __future__ import annotations

from pipeline.model import Place, Problem, Repair
from pipeline.report import as_data, as_text, repairs_as_text

NUMBER = "070-174 06 05"


def problem(
    row: int | None, message: str, sheet: str | None = None, file: str = "a.csv", fatal: bool = True
) -> Problem:
    return Problem(Place(file, sheet, row, "Värde" if row else None), "value_is_a_number", "tolv", message, fatal)


def repair(row: int | None, message: str = "Orden lästes som en status.", file: str = "a.csv") -> Repair:
    return Repair(Place(file, None, row, "Värde" if row else None), "word_is_status", message)


def test_problems_stand_by_file_in_the_order_of_their_rows() -> None:
    problems = [
        problem(9, "Nio.", file="b.xlsx", sheet="Värden"),
        problem(3, "Tre."),
        problem(None, "Hela filen.", fatal=False),
        problem(2, "Två.", file="b.xlsx", sheet="Värden"),
    ]

    assert as_text(problems) == (
        "b.xlsx\n"
        "  FEL blad Värden, rad 2, kolumn Värde: Två.\n"
        "  FEL blad Värden, rad 9, kolumn Värde: Nio.\n"
        "\n"
        "a.csv\n"
        "  Varning: Hela filen.\n"
        "  FEL rad 3, kolumn Värde: Tre.\n"
        "\n"
        "3 fel och 1 varning.\n"
        "Rätta felen och kör kommandot igen."
    )


def test_warnings_alone_do_not_stop_anything() -> None:
    assert as_text([problem(3, "Tre.", fatal=False)]) == (
        "a.csv\n"
        "  Varning rad 3, kolumn Värde: Tre.\n"
        "\n"
        "0 fel och 1 varning.\n"
        "Varningarna hindrar inte publicering, men bör ses över."
    )


def test_rows_that_were_mended_alike_stand_on_one_line() -> None:
    mended = [*(repair(row) for row in (4, 2, 2)), *(repair(row, "”x” lästes som y.") for row in range(1, 12))]

    assert repairs_as_text([*mended, repair(None, "Filen lästes med teckenkodningen Windows-1252.")]) == (
        "Så här har a.csv lästs:\n"
        "  Rad 2, 4, kolumn Värde: Orden lästes som en status.\n"
        "  Rad 1, 2, 3, 4, 5, 6, 7, 8 och 3 till, kolumn Värde: ”x” lästes som y.\n"
        "  Filen lästes med teckenkodningen Windows-1252."
    )


def test_files_that_were_read_alike_are_told_together() -> None:
    alike = [repair(None, "Filen lästes med teckenkodningen Windows-1252.", file=f"{name}.txt") for name in "abc"]

    assert repairs_as_text([*alike, repair(7, file="d.csv")]) == (
        "Så här har a.txt och 2 till lästs:\n"
        "  Filen lästes med teckenkodningen Windows-1252.\n"
        "Så här har d.csv lästs:\n"
        "  Rad 7, kolumn Värde: Orden lästes som en status."
    )


def test_mendings_stand_below_the_problems() -> None:
    assert as_text([problem(3, "Tre.")], [repair(7)]) == (
        "a.csv\n"
        "  FEL rad 3, kolumn Värde: Tre.\n"
        "\n"
        "Så här har a.csv lästs:\n"
        "  Rad 7, kolumn Värde: Orden lästes som en status.\n"
        "\n"
        "1 fel och 0 varningar.\n"
        "Rätta felen och kör kommandot igen."
    )


def test_personal_data_are_masked_wherever_they_stand() -> None:
    place = Place(f"Ring {NUMBER}.xlsx", f"Ring {NUMBER}", 3, f"Ring {NUMBER}")
    found = Problem(place, "value_is_a_number", NUMBER, f"”{NUMBER}” är inte ett tal.")
    masked = "•••-••• •• ••"

    assert as_text([found]) == (
        f"Ring {masked}.xlsx\n"
        f"  FEL blad Ring {masked}, rad 3, kolumn Ring {masked}: ”{masked}” är inte ett tal.\n"
        "\n"
        "1 fel och 0 varningar.\n"
        "Rätta felen och kör kommandot igen."
    )
    assert repairs_as_text([Repair(place, "code_is_mended", f"”{NUMBER}” lästes som 1.")]) == (
        f"Så här har Ring {masked}.xlsx lästs:\n"
        f"  Blad Ring {masked}, rad 3, kolumn Ring {masked}: ”{masked}” lästes som 1."
    )
    assert as_data([found]) == {
        "ok": False,
        "problems": [
            {
                "file": f"Ring {masked}.xlsx",
                "sheet": f"Ring {masked}",
                "row": 3,
                "column": f"Ring {masked}",
                "rule": "value_is_a_number",
                "value": masked,
                "message": f"”{masked}” är inte ett tal.",
                "fatal": True,
            }
        ],
    }


def test_warnings_are_ok_to_a_program() -> None:
    assert as_data([problem(3, "Tre.", fatal=False)])["ok"] is True
    assert as_data([]) == {"ok": True, "problems": []}
