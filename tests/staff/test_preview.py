"""What a publish would change, as staff read it in the terminal and on the page, and the figures that jump."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake.importing import OWN_FILES
from pipeline.releases.shelf import read_release
from pipeline.staff.preview.jumps import find_jumps
from pipeline.staff.preview.page import NAME
from tests.conftest import Outcome, Runner
from tests.sheets import break_cell, row_of, rows_of, write_rows

HEADINGS = "Indikator;År;Kommunkod;Kön;Ålder;Värde;Status;Anmärkning"

EMPTY = "Inkorgen är tom, så det är data-mappen som den är nu som förhandsvisas."

STOPPED = "En publicering skulle stoppas av 1 fel. Resten gäller det som gick att läsa."

Previewer = Callable[[], Outcome]


@pytest.fixture
def preview(published: Path, runner: Runner) -> Previewer:
    """Runs `pipeline preview` on the published project."""
    return lambda: runner("preview", "--project", published)


def hand_in(project: Path, *rows: str, name: str = "uppgifter.csv", headings: str = HEADINGS) -> None:
    """Put a file of staff's in the inbox."""
    (project / "inbox").mkdir(exist_ok=True)
    (project / "inbox" / name).write_text("\n".join((headings, *rows)) + "\n", encoding="utf-8")


def page_of(project: Path) -> str:
    """The page that the preview left."""
    return (project / "inbox" / NAME).read_text(encoding="utf-8")


def told(project: Path, *sections: str, notices: tuple[str, ...] = ()) -> str:
    """The whole text of a preview of files with these sections; what stands first and last is the same in all."""
    first = (
        "Förhandsvisning 24 november 2026: exempeldata (påhittade siffror). Inget har publicerats.",
        *([] if any((project / "inbox").glob("*.csv")) else [EMPTY]),
        f"Jämfört med det som är publicerat nu ({read_release(project / 'releases/current')['id']}).",
        *notices,
    )
    last = (
        f"Hela förhandsvisningen, med varje fel och varje uppgift: {project.resolve() / 'inbox' / NAME}\n"
        "Öppna den i en webbläsare, eller skicka den till en kollega. Den innehåller inga dolda värden.\n"
    )
    return "\n\n".join(["\n".join(first), *sections, last])


def still_hidden(project: Path) -> str:
    """What is said of the figures that are hidden in the data, and stay so."""
    rows = [row for path in (project / "data/observations").iterdir() for row in rows_of(path)]
    count = sum(row["value_status"].startswith("suppressed") for row in rows)
    return f"Uppgifter som förblir dolda: {count} (se förhandsvisningen)"


def cell_of(project: Path, year: int, indicator: str, column: str) -> str:
    """What stands in the first row of an indicator in a year's file."""
    return next(row[column] for row in rows_of(file_of(project, year)) if row["indicator_id"] == indicator)


def file_of(project: Path, year: int) -> Path:
    """The file of a year's observations."""
    return project / f"data/observations/{year}.csv"


def drop(project: Path, year: int, *indicators: str) -> None:
    """Take indicators' rows out of a year's file."""
    rows = rows_of(file_of(project, year))
    kept = [list(row.values()) for row in rows if row["indicator_id"] not in indicators]
    write_rows(file_of(project, year), [list(rows[0]), *kept])


def test_an_empty_inbox_and_published_data_change_nothing(published: Path, preview: Previewer) -> None:
    outcome = preview()

    assert outcome.stdout == told(
        published, still_hidden(published), notices=("En publicering skulle inte ändra något.",)
    )
    assert outcome.stderr == "Jämför med det som är publicerat …\n"
    assert outcome.exit_code == 0


def test_new_values_are_told_with_their_notes(published: Path, preview: Previewer) -> None:
    hand_in(
        published,
        "KTX-01;2025;9999;T;total;1 234;;",
        "KTX-01;2024;9999;T;total;1100;preliminär;Tolv månader.",
    )

    assert preview().stdout == told(
        published,
        "Läst ur inkorgen: 1\n  uppgifter.csv: 2 siffror",
        "Nya uppgifter: 2\n"
        "  KTX-01 Anmälda våldsbrott (antal anmälda brott)\n"
        "    2024, totalt: 1\u00a0100 (preliminär) (anmärkning: Tolv månader.)\n"
        "    2025, totalt: 1\u00a0234",
        still_hidden(published),
    )


def test_a_changed_value_without_a_reason_stops_a_publish(published: Path, preview: Previewer) -> None:
    hand_in(published, "UPP-01;2021;9999;T;total;49;;")

    outcome = preview()

    assert outcome.exit_code == 0
    assert outcome.stdout == told(
        published,
        "Fel som stoppar publiceringen: 1\n  uppgifter.csv\n    FEL rad 2, kolumn Värde: UPP-01 Genomförda åtgärder "
        "som är kopplade till planens inriktningar: 2021, Exempelkommunen (9999), totalt, alla åldrar är redan 48 men "
        "skulle bli 49. En publicerad uppgift ändras bara med ett skäl. Skriv skälet på bladet Skäl i arbetsboken, "
        'eller kör make import FILES="filens namn" REASON="varför uppgiften ändras".',
        "Läst ur inkorgen: 1\n  uppgifter.csv: 1 siffra",
        "Ändrade uppgifter: 1\n"
        "  UPP-01 Genomförda åtgärder som är kopplade till planens inriktningar (procent)\n"
        "    2021, totalt: 48\u00a0% → 49\u00a0%. Skäl: inget skäl är angivet",
        still_hidden(published),
        notices=(STOPPED,),
    )


def test_a_changed_value_is_told_with_its_reason(published: Path, preview: Previewer) -> None:
    hand_in(published, "UPP-01;2021;9999;T;total;49;;")
    hand_in(published, "UPP-01;2021;En åtgärd räknades inte.", name="skäl.csv", headings="Indikator;År;Skäl")

    assert preview().stdout == told(
        published,
        "Läst ur inkorgen: 2\n  skäl.csv: 1 skäl\n  uppgifter.csv: 1 siffra",
        "Ändrade uppgifter: 1\n"
        "  UPP-01 Genomförda åtgärder som är kopplade till planens inriktningar (procent)\n"
        "    2021, totalt: 48\u00a0% → 49\u00a0%. Skäl: En åtgärd räknades inte.",
        still_hidden(published),
    )


def test_numerators_and_denominators_are_told_beside_their_figures(published: Path, preview: Previewer) -> None:
    headings = "Indikator;År;Kommunkod;Kön;Värde;Täljare;Nämnare"
    hand_in(published, "UPP-01;2021;9999;T;48;12;25", "P7-03;2025;9999;K;40;20;50", headings=headings)

    assert preview().stdout == told(
        published,
        "Läst ur inkorgen: 1\n  uppgifter.csv: 2 siffror",
        "Ändrade uppgifter: 1\n"
        "  UPP-01 Genomförda åtgärder som är kopplade till planens inriktningar (procent)\n"
        "    2021, totalt: 48\u00a0% → 48\u00a0% (12 av 25)",
        "Nya uppgifter: 1\n"
        "  P7-03 Skolor som har undervisat om digital utsatthet (procent)\n"
        "    2025, kvinnor och flickor: 40\u00a0% (20 av 50)",
        still_hidden(published),
    )


@pytest.mark.parametrize(
    ("base", "why"),
    [
        (("7", "", ""), "saknar täljare eller nämnare, så ingen vet hur många som räknas"),
        (("8", "4", "50"), "bygger på få personer eller ärenden"),
        (("97", "34", "35"), "räknar in alla utom några få"),
    ],
)
def test_a_share_of_a_few_in_the_data_folder_is_not_told_either(
    published: Path, preview: Previewer, base: tuple[str, str, str], why: str
) -> None:
    path = file_of(published, 2025)
    row = row_of(path, indicator_id="P6-03", sex="T")
    for column, text in zip(("value", "numerator", "denominator"), base, strict=True):
        break_cell(path, row, column, text)

    outcome = preview()

    assert f"    2025, totalt: dold ({why}). Uppgiften är publicerad nu.\n" in outcome.stdout
    assert not re.search(rf"(→|:|mot) {base[0]}\b", outcome.stdout, re.M)


def test_what_is_missing_is_told_by_who_is_to_answer_for_it(published: Path, preview: Previewer) -> None:
    gone, kept = (cell_of(published, 2025, indicator, "value") for indicator in ("P7-03", "P2-02"))
    drop(published, 2025, "P7-03", "P2-02")
    hand_in(published, "P7-03;2025;9999;T;total;;;", f"P2-02;2025;9999;T;total;{kept};;", "P1-03;2025;9999;T;total;;;")

    assert preview().stdout == told(
        published,
        "Läst ur inkorgen: 1\n  uppgifter.csv: 1 siffra; 2 rader kvar att fylla i",
        "Uppgifter som försvinner: 1\n"
        "  P7-03 Skolor som har undervisat om digital utsatthet (procent)\n"
        f"    2025, totalt: {gone}\u00a0%",
        "Saknas ännu: 2\n"
        "  Kommunens brottsförebyggande och trygghetsskapande arbete:\n"
        "    P1-03 Anmälda brott om grov fridskränkning mot flickor och pojkar\n"
        "  Utbildningsförvaltningen:\n"
        "    P7-03 Skolor som har undervisat om digital utsatthet",
        still_hidden(published),
    )
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", page_of(published))
    assert "inte ifyllt i uppgifter.csv, rad 2" in cells
    assert "inte ifyllt i uppgifter.csv, rad 4" in cells


def test_an_indicator_that_nobody_has_reported_is_missing(published: Path, preview: Previewer) -> None:
    drop(published, 2025, "P7-03")

    assert (
        "Saknas ännu: 1\n  Utbildningsförvaltningen:\n    P7-03 Skolor som har undervisat om digital utsatthet\n"
    ) in preview().stdout
    assert "ingen uppgift har lämnats" in page_of(published)


def test_a_small_count_is_hidden_and_its_figure_told_nowhere(published: Path, preview: Previewer) -> None:
    hand_in(published, "P3-03;2025;9999;T;total;3,0;;Räknat i april")

    outcome = preview()

    assert outcome.stdout == told(
        published,
        "Läst ur inkorgen: 1\n  uppgifter.csv: 1 siffra",
        "Uppgifter som döljs: 1\n"
        "  P3-03 Familjerättsärenden med uppgift om våld (antal ärenden)\n"
        "    2025, totalt: dold (bygger på få personer eller ärenden). Uppgiften är ny.",
        still_hidden(published),
        notices=("1 uppgift döljs för att ingen ska kunna kännas igen.",),
    )
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", page_of(published))
    assert "dold (bygger på få personer eller ärenden)" in cells
    assert not [cell for cell in cells if re.fullmatch(r"3(,0)?", cell)]
    assert "Räknat i april" not in page_of(published)


def test_a_small_count_that_cannot_be_read_is_not_repeated(published: Path, preview: Previewer) -> None:
    hand_in(published, "P3-03;2025;9999;T;total;3 st;;", "P3-03;2025;9999;K;total;12 st;;")

    outcome = preview()

    assert "FEL rad 2, kolumn Värde: ”…” är inte ett tal." in outcome.stdout
    assert "FEL rad 3, kolumn Värde: ”12 st” är inte ett tal." in outcome.stdout
    assert "3 st" not in outcome.stdout + page_of(published)


def test_a_small_count_in_the_data_folder_is_not_told_either(published: Path, preview: Previewer) -> None:
    path = file_of(published, 2022)
    row = row_of(path, indicator_id="P2-01", sex="K")
    break_cell(path, row, "value", "3")

    outcome = preview()

    assert (
        f"  observations/2022.csv\n    FEL rad {row}, kolumn Värde (value): Antalet är mellan 1 och 4 "
        in outcome.stdout
    )
    told = "    2022, kvinnor och flickor: dold (bygger på få personer eller ärenden). Uppgiften är publicerad nu.\n"
    assert told in outcome.stdout
    assert not re.search(r"(→|:|mot) 3$", outcome.stdout, re.M)
    assert not re.search(r">3<", page_of(published).partition("</nav>")[2])


def test_a_published_figure_that_is_hidden_from_now_on_is_not_told(published: Path, preview: Previewer) -> None:
    rows = ("P2-01;2022;9999;K;total;4;;", "P2-01;2022;9999;M;total;5;;", "P2-01;2022;9999;T;total;9;;")
    hand_in(published, *rows)
    hand_in(published, "P2-01;2022;Fem av nio var dubbletter.", name="skäl.csv", headings="Indikator;År;Skäl")

    outcome = preview()

    hidden = outcome.stdout.partition("Uppgifter som döljs")[2].partition("\n\n")[0]
    assert hidden == (
        ": 2\n"
        "  P2-01 Personer som är 65 år eller äldre med ärende om våld (antal personer)\n"
        "    2022, kvinnor och flickor: dold (bygger på få personer eller ärenden). Uppgiften är publicerad nu.\n"
        "    2022, män och pojkar: dold (skyddar en annan uppgift som inte visas). Uppgiften är publicerad nu."
    )
    # The total stays, so its reason does; of the figures that are hidden not even the old ones are told.
    assert re.findall(r"2022, (.*?): \d+ → ", outcome.stdout) == ["totalt"]


def test_a_problem_is_told_as_in_the_report(published: Path, preview: Previewer) -> None:
    hand_in(published, "KTX-01;2025;9999;T;total;tolv;;", "KTX-01;2024;9999;T;total;900;;")

    outcome = preview()

    assert outcome.exit_code == 0
    assert outcome.stdout == told(
        published,
        "Fel som stoppar publiceringen: 1\n"
        "  uppgifter.csv\n"
        "    FEL rad 2, kolumn Värde: ”tolv” är inte ett tal. Skriv siffror utan enhet, eller töm cellen och välj en "
        "status. Exempel: 1 234,5",
        "Läst ur inkorgen: 1\n  uppgifter.csv: 1 siffra",
        "Nya uppgifter: 1\n  KTX-01 Anmälda våldsbrott (antal anmälda brott)\n    2024, totalt: 900",
        still_hidden(published),
        notices=(STOPPED,),
    )


def test_a_jump_is_a_question(published: Path, preview: Previewer) -> None:
    values = {2021: 17, 2022: 23, 2023: 20, 2024: 20, 2025: 41}
    hand_in(published, *(f"KTX-01;{year};9999;T;total;{value};;" for year, value in values.items()))

    assert preview().stdout == told(
        published,
        "Läst ur inkorgen: 1\n  uppgifter.csv: 5 siffror",
        "Nya uppgifter: 5\n"
        "  KTX-01 Anmälda våldsbrott (antal anmälda brott)\n"
        "    2021, totalt: 17\n    2022, totalt: 23\n    2023, totalt: 20\n    2024, totalt: 20\n    2025, totalt: 41",
        "Siffror att kontrollera: 1\n"
        "  KTX-01 Anmälda våldsbrott (antal anmälda brott)\n"
        "    2025, totalt: 41 mot tidigare i medeltal 20 (17–23 under 4 år). Kontrollera att siffran stämmer.",
        still_hidden(published),
    )


def test_a_lost_digit_is_asked_for(published: Path, preview: Previewer) -> None:
    values = {2022: 430, 2023: 410, 2024: 420, 2025: 42}
    hand_in(published, *(f"KTX-01;{year};9999;T;total;{value};;" for year, value in values.items()))

    line = next(line for line in preview().stdout.splitlines() if " mot tidigare " in line)

    assert line == (
        "    2025, totalt: 42 mot tidigare i medeltal 420 (410–430 under 3 år). Kontrollera att siffran stämmer: kan "
        "en siffra ha fallit bort?"
    )


def test_before_the_first_publication_everything_is_new(project: Path, runner: Runner) -> None:
    rows = [row for path in (project / "data/observations").iterdir() for row in rows_of(path)]
    shown = [row for row in rows if not row["value_status"].startswith("suppressed")]

    outcome = runner("preview", "--project", project)

    assert "Inget är publicerat ännu, så allt är nytt.\n" in outcome.stdout
    assert f"\n\nNya uppgifter: {len(shown)}\n" in outcome.stdout
    assert f"\n  … och {len(shown) - 12} till (se förhandsvisningen)\n" in outcome.stdout
    assert page_of(project).partition('id="hidden"')[0].count('<th scope="row"') == len(shown)


def test_the_page_is_the_same_each_time_and_is_not_read_as_a_file_of_staffs(
    published: Path, preview: Previewer
) -> None:
    first = preview().stdout
    page = page_of(published)

    assert preview().stdout == first
    assert page_of(published) == page
    assert [path.name for path in (published / "inbox").iterdir()] == [NAME]
    assert NAME in OWN_FILES


def test_what_staff_have_written_is_text_on_the_page_and_nothing_more(published: Path, preview: Previewer) -> None:
    note = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    hand_in(published, f"KTX-01;2025;9999;T;total;900;;{note}", name="<b>uppgifter.csv")

    preview()

    page = page_of(published)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;" in page
    assert "&lt;b&gt;uppgifter.csv" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page


def test_the_page_asks_for_nothing_and_says_what_it_is(published: Path, preview: Previewer) -> None:
    preview()

    page = page_of(published)
    assert '<html lang="sv">' in page
    assert '<p class="lead">24 november 2026, exempeldata (påhittade siffror).</p>' in page
    assert "Det här är inte publicerat. Sidan innehåller inga dolda värden." in page
    assert not re.search(r"https?:|src=|@import|url\(", page)
    assert len(re.findall("<table>", page)) == len(re.findall("<caption>", page)) == len(re.findall("<h2 ", page))


def test_an_identity_number_is_not_repeated(published: Path, preview: Previewer) -> None:
    hand_in(published, "KTX-01;2025;9999;T;total;900;;Gäller 640823-3234", name="19640823-3234.csv")

    outcome = preview()

    assert "Fel som stoppar publiceringen" in outcome.stdout
    assert "640823-3234" not in outcome.stdout + page_of(published)


def test_words_of_the_follow_up_are_told_and_stand_whole_on_the_page(published: Path, preview: Previewer) -> None:
    hand_in(
        published,
        "2025;P3;Alla enheter har en rutin.;Fler känner till den.;Den ska följas upp.",
        headings="År;Inriktning;Det här har gjorts;Så går det;Det här återstår",
    )

    assert preview().stdout == told(
        published,
        "Läst ur inkorgen: 1\n  uppgifter.csv: 1 text",
        "Uppföljning i ord: 1\n  2025, P3 eftervåld: ny text",
        still_hidden(published),
    )
    for words in ("Alla enheter har en rutin.", "Fler känner till den.", "Den ska följas upp."):
        assert words in page_of(published)


def test_a_changed_note_and_a_changed_catalogue_are_changes_too(published: Path, preview: Previewer) -> None:
    observations = published / "data/observations/2022.csv"
    break_cell(observations, row_of(observations, indicator_id="P2-02"), "note", "Uppgiften kom för sent.")
    indicators = published / "data/indicators/indicators.csv"
    break_cell(indicators, row_of(indicators, indicator_id="P2-02"), "name", "Enheter med rutin")

    assert preview().stdout == told(
        published,
        "Anmärkningar som ändras: 1\n"
        "  P2-02 Enheter med rutin (procent)\n"
        "    2022, totalt: Uppgiften lämnades inte in i tid. → Uppgiften kom för sent.",
        "Annat som ändras: 1\n  data/indicators/indicators.csv: ändrad fil",
        still_hidden(published),
    )


def test_a_release_that_is_not_whole_is_a_fault(published: Path, runner: Runner) -> None:
    (published / "releases/current").unlink()
    (published / "releases/2025-half").mkdir()
    (published / "releases/current").symlink_to("2025-half")

    outcome = runner("preview", "--project", published)

    assert outcome.exit_code == 2
    assert "Publiceringen 2025-half är inte hel. Det här saknas eller är skadat: handlingsplan.db, " in outcome.stderr


# Jumps


def series(*values: float | None, sex: str = "T") -> pl.DataFrame:
    """A series of an indicator from 2001 on; None is a figure that is hidden."""
    return pl.DataFrame(
        {
            "indicator_id": "X-01",
            "year": range(2001, 2001 + len(values)),
            "area_code": "9999",
            "sex": sex,
            "age_group": "total",
            "value": pl.Series(values, dtype=pl.Float64),
            "value_status": ["suppressed_primary" if value is None else "final" for value in values],
        }
    )


def jumps_of(observations: pl.DataFrame, kind: str = "count", breaks: tuple[int, ...] = ()) -> list[tuple[object, ...]]:
    """Year, value, mean and factor of each jump where everything is new."""
    indicators = pl.DataFrame({"indicator_id": ["X-01"], "value_kind": [kind]})
    broken = pl.DataFrame({"indicator_id": ["X-01"] * len(breaks), "year": breaks}, schema_overrides={"year": pl.Int64})
    found = find_jumps(observations, observations, broken.cast({"indicator_id": pl.String}), indicators)
    return found.select("year", "value", "mean", "factor").rows()


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        # Deviation sqrt(6) = 2.4, chance sqrt(20) = 4.47; three spreads are 3 * 4.47 * sqrt(5/4) = 15.0.
        ("count", (17, 23, 20, 20, 35), []),
        ("count", (17, 23, 20, 20, 36), [(2005, 36.0, 20.0, None)]),
        ("count", (17, 23, 20, 20, 5), []),
        ("count", (17, 23, 20, 20, 4), [(2005, 4.0, 20.0, None)]),
        # Deviation 10 is more than chance: 3 * 10 * sqrt(4/3) = 34.6.
        ("count", (10, 20, 30, 54), []),
        ("count", (10, 20, 30, 55), [(2004, 55.0, 20.0, None)]),
        # Nothing but noughts: from five on it is told.
        ("count", (0, 0, 0, 4), []),
        ("count", (0, 0, 0, 5), [(2004, 5.0, 0.0, None)]),
        # Fewer than three earlier figures say nothing.
        ("count", (20, 20, 400), []),
        # A digit too many, or lost.
        ("count", (40, 42, 38, 400), [(2004, 400.0, 40.0, 10.0)]),
        ("count", (12, 12, 12, 1), [(2004, 1.0, 12.0, 0.1)]),
        ("count", (400, 420, 380, 4), [(2004, 4.0, 400.0, 0.01)]),
        ("count", (4, 4, 4, 1), []),
        # A rate that has stood still: 5 % of 100, 3 * 5 * sqrt(4/3) = 17.3.
        ("rate", (100, 100, 100, 117), []),
        ("rate", (100, 100, 100, 118), [(2004, 118.0, 100.0, None)]),
        ("rate", (0, 0, 0, 3.4), []),
        # A share: one percentage point at least, and a step of five.
        ("share", (0, 0, 0, 4), []),
        ("share", (0, 0, 0, 5), [(2004, 5.0, 0.0, None)]),
        ("share", (60, 62, 58, 70), []),
        ("share", (60, 62, 58, 71), [(2004, 71.0, 60.0, None)]),
        # Yes and no have no spread.
        ("yes_no", (1, 1, 1, 0), []),
    ],
)
def test_a_jump_is_more_than_history_explains(
    kind: str, values: tuple[float, ...], expected: list[tuple[object, ...]]
) -> None:
    assert jumps_of(series(*values), kind) == expected


def test_only_figures_since_the_last_break_are_history() -> None:
    figures = (400, 400, 400, 20, 20, 20, 41)

    assert jumps_of(series(*figures), breaks=(2002, 2004, 2010)) == [(2007, 41.0, 20.0, None)]
    assert jumps_of(series(*figures), breaks=(2005,)) == []
    assert jumps_of(series(*figures), breaks=(2007,)) == []


def test_hidden_figures_are_no_history_and_no_jump() -> None:
    assert jumps_of(series(20, None, 20, None, 41)) == []
    assert jumps_of(series(20, None, 20, 20, 41)) == [(2005, 41.0, 20.0, None)]
    assert jumps_of(series(20, 20, 20, None)) == []


def test_only_a_newest_figure_that_is_new_or_changed_is_judged() -> None:
    observations = pl.concat([series(20, 20, 20, 41), series(20, 20, 20, 41, sex="K")])
    indicators = pl.DataFrame({"indicator_id": ["X-01"], "value_kind": ["count"]})
    no_breaks = pl.DataFrame(schema={"indicator_id": pl.String, "year": pl.Int64})
    fresh = observations.filter((pl.col("sex") == "K") | (pl.col("year") == 2003))

    found = find_jumps(observations, fresh, no_breaks, indicators)

    assert found.select("sex", "year", "low", "high", "earlier").rows() == [("K", 2004, 20.0, 20.0, 3)]


@settings(max_examples=25)
@given(rate=st.floats(0.1, 100), years=st.integers(3, 8), seed=st.integers(0, 2**32))
def test_chance_alone_is_rarely_told(rate: float, years: int, seed: int) -> None:
    chance = random.Random(seed)
    counts = [[poisson(rate, chance) for _ in range(years + 1)] for _ in range(300)]
    stationary = pl.concat(
        series(*values).with_columns(pl.lit(f"{area:04}").alias("area_code")) for area, values in enumerate(counts)
    )

    assert len(jumps_of(stationary)) <= 12


def poisson(rate: float, chance: random.Random) -> float:
    """A count of events at this rate: arrivals with exponential times between them."""
    arrived, count = chance.expovariate(1), 0
    while arrived < rate:
        arrived, count = arrived + chance.expovariate(1), count + 1
    return count
