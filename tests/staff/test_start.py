"""A real start: the examples go, the municipality is named, and nothing real is ever cleared."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.intake.draft import draft_import
from pipeline.model import Place, Problem
from pipeline.project import open_project
from tests.conftest import NOW, Outcome, Runner
from tests.sheets import break_cell, rows_of, write_rows

GIVEN = (
    *("--name", "Ale kommun", "--code", "1440", "--organisation-number", "212000-1439"),
    *("--contact-name", "Kvalitetsenheten", "--contact-email", "kvalitet@ale.se"),
    *("--social-services", "0303-70 30 00", "--social-emergency", ""),
    *("--public-address", "https://handlingsplan.ale.se", "--yes"),
)

EMPTIED = ("revisions.csv", "indicators/targets.csv", "plan/measures.csv")


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name in before | after if before.get(name) != after.get(name)}


def test_a_start_clears_the_examples_and_names_the_municipality(project: Path, runner: Runner) -> None:
    count = sum(len(rows_of(path)) for path in (project / "data/observations").iterdir())

    assert runner("start", "--project", project, *GIVEN) == Outcome(
        0,
        "Det här kommer att göras:\n"
        f"  Exempelsiffrorna tas bort: {count} uppgifter, 0 bedömningar, 0 rättelser, 0 målvärden och 0 åtgärder.\n"
        "  Kommunen skrivs in i metadata.yml: Ale kommun, kommunkod 1440\n"
        "    organisationsnummer: 212000-1439\n"
        "    kontakt: Kvalitetsenheten, kvalitet@ale.se\n"
        "    hjälpsidan: socialtjänsten 0303-70 30 00, socialjouren visas inte\n"
        "    webbplatsens adress: https://handlingsplan.ale.se\n"
        "  Datamängden märks som kommunens egen, inte som exempel (dataset.csv).\n"
        "  Planen, indikatorerna och källorna rörs inte, och inte heller det som redan är publicerat.\n"
        "  Tal och andelar om personer visas bara när täljare och nämnare är ifyllda i arbetsboken: P1-01, P6-02, "
        "P6-03 och P8-03.\n"
        "Klart. Exempelsiffrorna är borta och datamängden gäller nu Ale kommun.\n"
        "Webbplatsen visar det som senast publicerades tills ni har kört make publish.\n"
        "Kommunens officiella siffror hämtas med make fetch, när ni vill.\n"
        "Nästa steg: gör arbetsboken för 2025 med make new-year YEAR=2025, fyll i den och spara.\n",
        "",
    )
    assert list((project / "data/observations").iterdir()) == []
    assert (project / "data/dataset.csv").read_text(encoding="utf-8") == "dataset_id,is_example\nhandlingsplan,false\n"
    assert [name for name in EMPTIED if rows_of(project / "data" / name)] == []
    assert runner("check", "--project", project).exit_code == 0


@pytest.mark.parametrize(
    ("name", "code"), [("Falu kommun", "2080"), ("Malung–Sälens kommun", "2023"), ("Region Gotland", "0980")]
)
def test_a_municipality_may_give_the_name_that_it_calls_itself(
    project: Path, runner: Runner, name: str, code: str
) -> None:
    outcome = runner("start", "--project", project, *GIVEN, "--name", name, "--code", code)

    assert (outcome.exit_code, outcome.stderr) == (0, "")
    assert runner("check", "--project", project).exit_code == 0


def test_only_the_municipality_changes_in_the_words(project: Path, runner: Runner) -> None:
    before = (project / "metadata.yml").read_text(encoding="utf-8").splitlines()

    runner("start", "--project", project, *GIVEN)

    after = (project / "metadata.yml").read_text(encoding="utf-8").splitlines()
    assert len(after) == len(before)
    assert [line.strip() for old, line in zip(before, after, strict=True) if old != line] == [
        'address: "https://handlingsplan.ale.se"',
        'name: "Ale kommun"',
        'code: "1440"',
        'organisation_number: "212000-1439"',
        'name: "Kvalitetsenheten"',
        'email: "kvalitet@ale.se"',
        'social_services: "0303-70 30 00"',
    ]


def test_the_plan_and_the_catalogue_stay_as_they_are(project: Path, runner: Runner) -> None:
    before = files(project / "data")

    runner("start", "--project", project, *GIVEN)

    observed = {name for name in before if name.startswith("observations/")}
    assert changed(before, files(project / "data")) - set(EMPTIED) == {*observed, "dataset.csv"}


def test_a_wrong_answer_is_asked_for_again(project: Path, runner: Runner) -> None:
    answers = (
        "Atlantis\nAle kommun\n1441\n1440\n19121212-1212\n\na@b.se\nKvalitetsenheten\nkvalitet\nanna.ek@ale.se\n"
        "Ring växeln\n0303-70 30 00\n\nwww.ale.se\nhttps://ale.se/\n\nja\nnej\n"
    )

    outcome = runner("start", "--project", project, answers=answers)

    assert outcome.exit_code == 0
    sentences = [
        "”Atlantis” liknar ingen kommun i areas.csv. Skriv namnet som på kommunens egen webbplats. Exempel: Ale kommun",
        "”1441” är inte kommunkoden för ”Ale kommun”. Rätt kod: 1440 (Ale). Är det namnet som är fel? Avbryt med "
        "Ctrl+C och kör make start igen.",
        "Det är inte ett organisationsnummer. Skriv de tio siffrorna, eller lämna tomt. Skriv aldrig ett personnummer. "
        "Exempel: 212000-0001",
        "Skriv namnet på en funktion. Exempel: Kvalitetsenheten",
        "”kvalitet” är inte en e-postadress. Exempel: kvalitet@kommunen.se",
        "Det är inte ett telefonnummer. Skriv riktnummer och nummer med siffror, mellanslag och bindestreck, eller "
        "lämna tomt.",
        "Webbplatsens adress (address) är ”www.ale.se”, men ska börja med https://. Exempel: "
        "https://handlingsplan.kommunen.se",
        "Webbplatsens adress (address) är ”https://ale.se/”, men ska sluta med webbplatsens namn, utan snedstreck "
        "eller något mer. Skriv https://ale.se",
        "    webbplatsens adress: inte bestämd",
        "Obs! anna.ek@ale.se ser ut att höra till en person. Adressen visas på webbplatsen. Välj hellre en funktions "
        "brevlåda.",
    ]
    lines = outcome.stdout.splitlines()
    assert [line for line in lines if line in sentences] == sentences


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["--name", "Atlantis"],
            "”Atlantis” liknar ingen kommun i areas.csv. Skriv namnet som på kommunens egen webbplats. Exempel: Ale "
            "kommun",
        ),
        (
            ["--code", "0180"],
            "”0180” är inte kommunkoden för ”Ale kommun”. Rätt kod: 1440 (Ale). Är det namnet som är fel? Avbryt med "
            "Ctrl+C och kör make start igen.",
        ),
        (
            ["--organisation-number", "19121212-1212"],
            "Det är inte ett organisationsnummer. Skriv de tio siffrorna, eller lämna tomt. Skriv aldrig ett "
            "personnummer. Exempel: 212000-0001",
        ),
        (["--contact-name", ""], "Skriv namnet på en funktion. Exempel: Kvalitetsenheten"),
        *(
            (
                [option, number],
                "Det är inte ett telefonnummer. Skriv riktnummer och nummer med siffror, mellanslag och bindestreck, "
                "eller lämna tomt.",
            )
            for option in ("--social-services", "--social-emergency")
            for number in ("växeln", "70 30 00", "0303-70 30 00 (Anna)", "12")
        ),
        (["--contact-email", "ale.se"], "”ale.se” är inte en e-postadress. Exempel: kvalitet@kommunen.se"),
    ],
)
def test_a_wrong_answer_given_with_the_command_changes_nothing(
    project: Path, runner: Runner, words: list[str], sentence: str
) -> None:
    before = files(project)

    assert runner("start", "--project", project, *GIVEN, *words) == Outcome(2, "", f"{sentence}\n")
    assert files(project) == before


def test_who_does_not_say_yes_changes_nothing(project: Path, runner: Runner) -> None:
    before = files(project)

    outcome = runner("start", "--project", project, *GIVEN[:-1], answers="nej\n")

    assert (outcome.exit_code, outcome.stderr) == (2, "Inget har ändrats.\n")
    assert outcome.stdout.splitlines()[-1] == "Skriv ja för att göra det här, något annat för att avbryta: nej"
    assert files(project) == before


def test_real_figures_are_never_cleared(project: Path, runner: Runner) -> None:
    break_cell(project / "data/dataset.csv", 2, "is_example", "false")
    before = files(project)

    assert runner("start", "--project", project, *GIVEN) == Outcome(
        2,
        "",
        "Datamängden är inte exempeldata och har redan kommunens egna uppgifter. De tas aldrig bort av make start, och "
        "inget har ändrats. Ska kommunens namn eller kontakt ändras? Rätta det i metadata.yml.\n",
    )
    assert files(project) == before


def test_a_real_figure_among_the_examples_is_never_cleared(project: Path, runner: Runner) -> None:
    break_cell(project / "data/observations/2025.csv", 2, "area_code", "1440")
    before = files(project)

    assert runner("start", "--project", project, *GIVEN) == Outcome(
        2,
        "",
        "Bland exempelsiffrorna finns 1 rad om en verklig kommun, i tabellen Värden. Verkliga uppgifter tas aldrig "
        "bort av make start, och inget har ändrats. Spara raderna på ett annat ställe, ta bort dem ur data-mappen och "
        "kör make start igen.\n",
    )
    assert files(project) == before


def test_a_start_that_was_cut_off_can_be_run_again(project: Path, runner: Runner) -> None:
    # The figures are gone and the municipality is named, but the data are still marked as examples.
    runner("start", "--project", project, *GIVEN)
    whole = files(project)
    break_cell(project / "data/dataset.csv", 2, "is_example", "true")

    assert runner("start", "--project", project, *GIVEN).exit_code == 0
    assert files(project) == whole


def test_a_file_that_cannot_be_read_is_told_and_nothing_is_changed(project: Path, runner: Runner) -> None:
    write_rows(project / "data/revisions.csv", [["fel", "rubriker"]])
    before = files(project)

    outcome = runner("start", "--project", project, *GIVEN)

    assert (outcome.exit_code, outcome.stderr) == (
        1,
        "Inget har ändrats, eftersom filerna ovan inte kan läsas. Rätta felen och kör make start igen.\n",
    )
    assert outcome.stdout.startswith("revisions.csv\n  FEL rad 1: Rubrikraden stämmer inte. ")
    assert files(project) == before


def test_a_line_that_is_missing_in_the_words_is_told_and_nothing_is_changed(project: Path, runner: Runner) -> None:
    words = project / "metadata.yml"
    lines = words.read_text(encoding="utf-8").splitlines(keepends=True)
    words.write_text("".join(line for line in lines if "organisation_number" not in line), encoding="utf-8")
    before = files(project)

    outcome = runner("start", "--project", project, *GIVEN)

    assert (outcome.exit_code, outcome.stderr) == (
        2,
        "Raden ”municipality.organisation_number” finns inte i metadata.yml, så det går inte att skriva in kommunen "
        'där. Inget har ändrats. Lägg till raden med en tom text och kör make start igen. Exempel: name: ""\n',
    )
    assert files(project) == before


def test_a_byte_order_mark_is_kept_and_moves_nothing(project: Path, runner: Runner) -> None:
    metadata = project / "metadata.yml"
    plain = metadata.read_bytes()
    runner("start", "--project", project, *GIVEN)
    written = metadata.read_bytes()
    metadata.write_bytes(b"\xef\xbb\xbf" + plain)

    assert runner("start", "--project", project, *GIVEN).exit_code == 0

    assert metadata.read_bytes() == b"\xef\xbb\xbf" + written
    assert runner("check", "--project", project).exit_code == 0


def test_nothing_is_cleared_where_the_municipality_could_not_be_read_back(project: Path, runner: Runner) -> None:
    metadata = project / "metadata.yml"
    text = metadata.read_text(encoding="utf-8")
    part = text[text.index("municipality:") :].split("\n\n")[0]
    metadata.write_text(f"{text}\n{part}\n", encoding="utf-8")
    before = files(project)

    outcome = runner("start", "--project", project, *GIVEN)

    assert (outcome.exit_code, files(project)) == (2, before)
    assert outcome.stderr == (
        "Det går inte att skriva in kommunen säkert i metadata.yml: en rad står kanske två gånger. Inget har ändrats. "
        "Låt varje rad under ”municipality” stå en gång och kör make start igen.\n"
    )


def filled_in_example(project: Path, runner: Runner) -> Path:
    """The workbook of 2026, made and filled in while the data were examples."""
    assert runner("new-year", "--project", project, "2026").exit_code == 0
    path = project / "inbox/uppfoljning-2026.xlsx"
    workbook = openpyxl.load_workbook(path)
    workbook["Värden"]["G5"] = 68
    workbook.save(path)
    return path


def test_a_workbook_of_examples_in_the_inbox_is_told_at_the_start_and_never_read(project: Path, runner: Runner) -> None:
    path = filled_in_example(project, runner)

    started = runner("start", "--project", project, *GIVEN)

    assert (
        "Obs! I mappen inbox ligger uppfoljning-2026.xlsx. Det som är gjort av exempeldata läses inte in. Ta bort det "
        "innan ni kör make publish."
    ) in started.stdout.splitlines()
    draft = draft_import(open_project(project), [path], today=NOW.date())
    assert list(draft.problems) == [
        Problem(
            Place("uppfoljning-2026.xlsx"),
            "file_is_not_of_examples",
            None,
            "Arbetsboken är gjord av exempeldata. Flytta den ur mappen inbox och gör en ny med make new-year YEAR=2026",
        )
    ]
    assert runner("publish", "--project", project).exit_code == 1
    again = runner("new-year", "--project", project, "2026")
    assert again.stderr == (
        f"{path.resolve()} är gjord av exempeldata och någon har fyllt i den. Den har inte rörts. Flytta den till ett "
        "annat ställe och kör make new-year YEAR=2026 igen.\n"
    )
    path.rename(project / "gammal.xlsx")
    assert runner("new-year", "--project", project, "2026").exit_code == 0
    assert runner("publish", "--project", project).exit_code == 0


def test_another_code_in_a_workbook_of_examples_does_not_make_it_real(project: Path, runner: Runner) -> None:
    path = filled_in_example(project, runner)
    workbook = openpyxl.load_workbook(path)
    for row in range(5, workbook["Värden"].max_row + 1):
        workbook["Värden"][f"P{row}"] = "1440"
    workbook.save(path)
    runner("start", "--project", project, *GIVEN)

    assert runner("publish", "--project", project).exit_code == 1
    assert list((project / "data/observations").iterdir()) == []
