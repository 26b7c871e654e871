"""Problems and mendings as staff read them: grouped, in order, and never with personal data in them."""

from __future__ import annotations

from pipeline.gathering import gathered
from pipeline.model import Place, Problem, Repair
from pipeline.report import as_data, as_rows, as_text, repairs_as_text

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
        "  Rad 1–11, kolumn Värde: ”x” lästes som y.\n"
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
                "count": 1,
                "others": [],
            }
        ],
    }


def test_warnings_are_ok_to_a_program() -> None:
    assert as_data([problem(3, "Tre.", fatal=False)])["ok"] is True
    assert as_data([]) == {"ok": True, "problems": []}


def many(rows: range, file: str = "a.csv", text: str = "tolv") -> list[Problem]:
    """A fault in the same column of many rows, as a reader gathers them."""
    return gathered(
        Problem(Place(file, None, row, "År"), "value_is_a_number", text, f"”{text}” är inte ett tal.") for row in rows
    )


def test_the_same_fault_on_many_rows_is_one_line() -> None:
    assert as_text(many(range(2, 2912))).splitlines()[:2] == [
        "a.csv",
        "  FEL rad 2–201 och 2\u00a0710 rader till av samma slag, kolumn År: ”tolv” är inte ett tal.",
    ]


def test_the_first_of_scattered_rows_are_named_and_the_others_are_counted() -> None:
    assert as_text(many(range(2, 40, 2))).splitlines()[1] == (
        "  FEL rad 2, 4, 6, 8, 10, 12, 14, 16 och 11 rader till, kolumn År: ”tolv” är inte ett tal."
    )


def test_faults_without_rows_are_counted() -> None:
    assert as_text([problem(None, "Trasigt."), problem(None, "Trasigt.")]).splitlines()[1] == (
        "  FEL på 2 ställen: Trasigt."
    )


def test_of_many_messages_of_one_kind_the_first_are_shown() -> None:
    found = [each for row in range(2, 52) for each in many(range(row, row + 1), text=f"x{row}")]

    assert as_text(found).splitlines() == [
        "a.csv",
        *(f"  FEL rad {row}, kolumn År: ”x{row}” är inte ett tal." for row in range(2, 22)),
        "  FEL rad 22–51, kolumn År: 30 fel till av samma slag som på rad 2. Ofta har de samma orsak.",
        "",
        "50 fel och 0 varningar.",
        "Rätta felen och kör kommandot igen.",
    ]


def test_many_files_that_are_wrong_in_every_row_are_told_by_kind() -> None:
    files = [f"{number:02}.csv" for number in range(1, 21)]
    found = [each for file in files for each in many(range(2, 50_002), file)]
    found += [each for file in files for row in range(2, 300) for each in many(range(row, row + 1), file, f"x{row}")]
    warning = Problem(Place("21.csv"), "column_is_known", None, "Kolumnen läses inte.", fatal=False)

    assert as_text([warning, *found]).splitlines() == [
        "FEL kolumn År, 4\u00a0000 rader i 20 filer "
        "(01.csv rad 2–201, 02.csv rad 2–201, 03.csv rad 2–201 och 17 till): "
        "”tolv” är inte ett tal.",
        "FEL kolumn År, 20 rader i 20 filer (01.csv rad 2, 02.csv rad 2, 03.csv rad 2 och 17 till): ”x2” är inte ett "
        "tal.",
        "FEL kolumn År, 20 rader i 20 filer (01.csv rad 3, 02.csv rad 3, 03.csv rad 3 och 17 till): ”x3” är inte ett "
        "tal.",
        "FEL kolumn År, 1\u00a0001\u00a0920 rader i 20 filer (01.csv rad 4–50001, 02.csv rad 4–50001, 03.csv rad "
        "4–50001 och 17 till): 1\u00a0001\u00a0920 fel till av samma slag som på rad 2. Ofta har de samma orsak.",
        "Varning 21.csv: Kolumnen läses inte.",
        "",
        "1\u00a0005\u00a0960 fel och 1 varning.",
        "Av det som liknar varandra visas bara de första raderna. Varje rad är uppräknad i alla-fel.csv i "
        "inbox/rapport (make import, make publish), eller i svaret från pipeline check --format json.",
        "Rätta felen och kör kommandot igen.",
    ]


def test_a_report_has_few_lines_whatever_is_wrong() -> None:
    found = [
        Problem(Place(f"{file}.csv", None, row, f"Kolumn {column}"), f"rule_{column}", None, f"Fel {row} {file}.")
        for file in range(60)
        for column in range(60)
        for row in range(2, 12)
    ]
    mended = [
        Repair(Place(f"{file}.csv", None, row, "År"), "code_is_mended", f"”{row}” lästes som {file}.")
        for file in range(60)
        for row in range(2, 12)
    ]
    lines = as_text(found, mended).splitlines()

    assert len(lines) < 150
    assert "… och fel av 30 slag till. Rätta de här först." in lines
    assert lines[-9:-4] == [
        "Så här har 0.csv och 59 till lästs:",
        "  Kolumn År, 0.csv rad 2: ”2” lästes som 0.",
        "  Kolumn År, 0.csv rad 3: ”3” lästes som 0.",
        "  Kolumn År, 0.csv rad 4: ”4” lästes som 0.",
        "  Kolumn År, 597 rader i 60 filer (0.csv rad 5–11, 1.csv rad 2–11, 2.csv rad 2–11 och 57 till): 597 celler "
        "till lästes på samma sätt som den på rad 2.",
    ]


def test_a_program_is_given_every_row() -> None:
    *first, others = as_data(many(range(2, 2912)))["problems"]

    assert [each["row"] for each in first] == list(range(2, 202))
    assert {name: others[name] for name in ("rule", "row", "column", "fatal", "count", "others")} == {
        "rule": "value_is_a_number",
        "row": 202,
        "column": "År",
        "fatal": True,
        "count": 2710,
        "others": [[202, 2911]],
    }


def test_every_row_is_listed() -> None:
    rows = list(as_rows([*many(range(2, 204)), problem(None, "Hela filen.", sheet="Värden")]))

    assert rows[0] == ("a.csv", "", 2, 2, "År", "”tolv” är inte ett tal.")
    assert rows[-2][:5] == ("a.csv", "", 202, 203, "År")
    assert rows[-1] == ("a.csv", "Värden", "", "", "", "Hela filen.")
    assert len(rows) == 202
