"""Brå's older export: twelve files a year become one figure a year, and what is not sure is said, not guessed."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import Refused
from pipeline.intake.draft import Draft
from pipeline.intake.importing import import_files
from pipeline.messages import readable
from pipeline.model import Place, Problem
from pipeline.project import open_project
from pipeline.report import as_text
from tests.conftest import Outcome, Runner
from tests.folders import checksums
from tests.sheets import rows_of

HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
VIOLENCE, THREATS = "Våldsbrott ", "Hot-, kränknings- och frihetsbrott"
CATEGORIES = (
    "Totalt antal brott",
    VIOLENCE,
    THREATS,
    "Vårdslöshet- och vållandebrott",
    "Stöldbrott",
    "Bilbrott",
    "Skadegörelsebrott (inkl. mordbrand)",
    "Vissa trafikbrott",
    "Alkohol- och narkotikabrott",
    "Vapenbrott",
)
FEW = (CATEGORIES[0], VIOLENCE, THREATS)
"""Enough for most tests, in a third of the time."""

INDICATORS = {VIOLENCE: "KTX-01", THREATS: "KTX-02"}

NOTE = "Summan av tolv månadsfiler ur Brås äldre export. Filerna anger inte om siffrorna är slutliga."
TODAY = datetime.date(2026, 4, 1)

Count = Callable[[int, str, int], int]


def count(municipality: int, category: str, month: int) -> int:
    """A count that tells the municipality (its place in areas.csv), the category and the month (0-11) apart."""
    return 2 * municipality + month + (100 if category == THREATS else 0)


def year_of(municipality: int, category: str) -> int:
    """The sum of `count` over the months."""
    return 24 * municipality + 66 + (1200 if category == THREATS else 0)


def write_export(
    folder: Path,
    municipalities: list[str],
    year: int = 2014,
    counted: Count = count,
    categories: tuple[str, ...] = FEW,
) -> list[Path]:
    """Twelve files as Brå writes them: a blank after one category, a seventh field, an empty last line."""
    folder.mkdir(exist_ok=True)
    paths = []
    for month, (swedish, english) in enumerate(zip(MONTHS, ENGLISH, strict=True)):
        lines = [HEADER]
        for place, name in enumerate(municipalities):
            for category in categories:
                number = counted(place, category, month)
                lines.append(f"{name} kommun;{category};{year};{swedish};{number};{number // 3};")
        path = folder / f"Databasfil{english}{year}.txt"
        path.write_bytes(("\n".join(lines) + "\n\n").encode("iso-8859-1"))
        paths.append(path)
    return paths


def change_line(path: Path, start: str, new: str | None) -> int:
    """Put another line in the place of the first that starts so, or none; its number."""
    lines = path.read_bytes().decode("iso-8859-1").split("\n")
    number = next(number for number, line in enumerate(lines) if line.startswith(start))
    lines[number : number + 1] = [] if new is None else [new]
    path.write_bytes("\n".join(lines).encode("iso-8859-1"))
    return number + 1


def repeat_lines(path: Path, name: str, number: int) -> None:
    """Let a municipality's rows stand once more below the others, all with the same count."""
    lines = [line for line in path.read_bytes().decode("iso-8859-1").split("\n") if line.startswith(f"{name} kommun;")]
    again = [";".join([*line.split(";")[:4], str(number), "0", ""]) for line in lines]
    path.write_bytes(path.read_bytes() + ("\n".join(again) + "\n").encode("iso-8859-1"))


def read_as(first: str, count: int, left_out: str = "290 rader om ”Totalt antal brott”") -> str:
    """What is told of how Brå's files were read, which are all in the same encoding and have the same offences."""
    others = f" och {count - 1} till" if count > 1 else ""
    return (
        f"Så här har {first}{others} lästs:\n"
        "  Filen lästes med teckenkodningen Windows-1252.\n"
        f"  {left_out} hör inte till någon indikator och läses inte.\n"
    )


def values(data: Path, year: int = 2014) -> dict[tuple[str, str], str]:
    """The values of a year by indicator and area."""
    rows = rows_of(data / f"observations/{year}.csv")
    return {(row["indicator_id"], row["area_code"]): row["value"] for row in rows}


@pytest.fixture
def data(project: Path) -> Path:
    """A data folder that is not there yet, beside the project's own."""
    return project / "verklig"


@pytest.fixture
def municipalities(project: Path) -> list[str]:
    """The names in areas.csv, in the order of their codes."""
    return [row["name"] for row in rows_of(project / "data/areas.csv") if row["kind"] == "municipality"]


@pytest.fixture
def codes(project: Path) -> list[str]:
    """The codes in areas.csv, in their order."""
    return [row["area_code"] for row in rows_of(project / "data/areas.csv") if row["kind"] == "municipality"]


@pytest.fixture
def export(tmp_path: Path, municipalities: list[str]) -> list[Path]:
    """The twelve files of 2014 without a fault."""
    return write_export(tmp_path / "bra", municipalities)


@pytest.fixture
def real(shared: Path) -> list[Path]:
    """Brå's real files of 2013 to 2015."""
    paths = sorted((shared / "realdata/bra").glob("Databasfil*.txt"))
    if not paths:
        pytest.skip("../shared/realdata/bra is not here")
    return paths


@dataclass(frozen=True)
class Imported:
    """What an import came to: the counts of observations, and the problems."""

    new: int
    changed: int
    same: int
    problems: tuple[Problem, ...]


def outcome(draft: Draft) -> Imported:
    counts = draft.counts
    return Imported(counts.new, counts.changed, counts.same, draft.problems)


def import_into(project: Path, data: Path, paths: list[Path], **options: object) -> Imported:
    """Import as the command does, on TODAY."""
    return outcome(import_files(open_project(project, data), paths, today=TODAY, **options))  # type: ignore[arg-type]


def refusal(project: Path, data: Path, paths: list[Path], **options: object) -> list[Problem]:
    """The problems for which the import is refused; nothing may be written."""
    before = checksums(data)
    with pytest.raises(Refused) as refused:
        import_into(project, data, paths, **options)
    folder = project.resolve() / "inbox/rapport"
    assert str(refused.value) == (
        "Importen stoppades och inget har ändrats. Hela rapporten, och kopior av filerna där felen är markerade, finns "
        f"i {folder}."
    )
    told = as_text(refused.value.problems, refused.value.repairs)
    assert (folder / "rapport.txt").read_text(encoding="utf-8") == f"{told}\n"
    assert checksums(data) == before
    assert list(project.glob(".*")) == []
    return list(refused.value.problems)


# --- Files without a fault


def test_the_areas_have_the_290_municipalities(municipalities: list[str], codes: list[str]) -> None:
    assert (len(municipalities), len(set(codes))) == (290, 290)
    assert dict(zip(codes, municipalities, strict=True))["1440"] == "Ale"


def test_a_year_of_months_becomes_a_figure_for_each_municipality_and_the_nation(
    project: Path, data: Path, export: list[Path], codes: list[str]
) -> None:
    imported = import_into(project, data, export)

    assert imported == Imported(new=582, changed=0, same=0, problems=())
    sums = {
        (indicator, code): year_of(place, category)
        for category, indicator in INDICATORS.items()
        for place, code in enumerate(codes)
    }
    nation = {
        (indicator, "0000"): sum(year_of(place, category) for place in range(290))
        for category, indicator in INDICATORS.items()
    }
    assert values(data) == {key: str(value) for key, value in (sums | nation).items()}


def test_an_imported_figure_says_what_it_is(project: Path, data: Path, export: list[Path], codes: list[str]) -> None:
    import_into(project, data, export)

    nation = sum(year_of(place, VIOLENCE) for place in range(290))
    assert (data / "observations/2014.csv").read_text(encoding="utf-8").splitlines()[:3] == [
        "indicator_id,year,area_code,sex,age_group,value,numerator,denominator,value_status,series_break,note,retrieved_on",
        f"KTX-01,2014,0000,T,total,{nation},,,preliminary,false,{NOTE},2026-04-01",
        f"KTX-01,2014,{codes[0]},T,total,66,,,preliminary,false,{NOTE},2026-04-01",
    ]


def test_a_new_data_folder_has_the_plan_and_the_catalogue_but_no_example_figures(
    project: Path, data: Path, export: list[Path]
) -> None:
    import_into(project, data, export)

    own = project / "data"
    emptied = {"plan/measures.csv", "indicators/targets.csv", "revisions.csv"}
    assert {path.relative_to(data).as_posix() for path in data.rglob("*.csv")} == {
        *(path.relative_to(own).as_posix() for path in own.rglob("*.csv") if path.parent.name != "observations"),
        "observations/2014.csv",
        "origins/2014.csv",
    }
    assert (data / "dataset.csv").read_text(encoding="utf-8") == "dataset_id,is_example\nhandlingsplan,false\n"
    assert [name for name in emptied if rows_of(data / name)] == []
    for path in own.rglob("*.csv"):
        name = path.relative_to(own).as_posix()
        if path.parent.name != "observations" and name not in {*emptied, "dataset.csv", "imported_files.csv"}:
            assert sorted(rows_of(data / name), key=str) == sorted(rows_of(path), key=str)


def test_a_new_data_folder_can_be_checked_without_a_fault(
    project: Path, data: Path, export: list[Path], runner: Runner
) -> None:
    import_into(project, data, export)

    outcome = runner("check", "--project", project, "--data", data)

    assert outcome.exit_code == 0
    assert outcome.stdout.startswith("Inga problem. ")


def test_importing_again_changes_not_a_byte(project: Path, data: Path, export: list[Path]) -> None:
    import_into(project, data, export)
    before = checksums(data)

    again = outcome(import_files(open_project(project, data), export, today=TODAY + datetime.timedelta(days=365)))

    assert again == Imported(new=0, changed=0, same=582, problems=())
    assert checksums(data) == before


def test_another_year_is_added_beside_the_first(
    project: Path, data: Path, export: list[Path], municipalities: list[str], tmp_path: Path
) -> None:
    import_into(project, data, export)
    first = (data / "observations/2014.csv").read_bytes()

    imported = import_into(project, data, write_export(tmp_path / "nya", municipalities, 2015))

    assert imported == Imported(new=582, changed=0, same=0, problems=())
    assert (data / "observations/2014.csv").read_bytes() == first
    assert values(data, 2015) == values(data, 2014)


def test_only_the_year_that_is_asked_for_is_read(
    project: Path, data: Path, municipalities: list[str], tmp_path: Path
) -> None:
    paths = [
        *write_export(tmp_path / "a", municipalities, 2014),
        *write_export(tmp_path / "b", municipalities, 2015),
    ]

    assert import_into(project, data, paths, year=2015).new == 582
    assert [path.name for path in (data / "observations").iterdir()] == ["2015.csv"]


def test_the_order_of_the_files_is_indifferent(project: Path, data: Path, export: list[Path]) -> None:
    import_into(project, data, export)
    import_into(project, project / "annan", export[::-1])

    assert checksums(project / "annan") == checksums(data)


def test_rates_are_not_read_and_overlapping_categories_are_not_added(
    project: Path, data: Path, municipalities: list[str], tmp_path: Path
) -> None:
    def counted(place: int, category: str, month: int) -> int:
        return {VIOLENCE: 7, THREATS: 5}.get(category, 1_000)

    paths = write_export(tmp_path / "bra", municipalities, counted=counted, categories=CATEGORIES)

    import_into(project, data, paths)

    assert set(values(data).values()) == {"84", "60", str(84 * 290), str(60 * 290)}


# --- The command


def test_the_command_says_what_it_came_to(project: Path, data: Path, export: list[Path], runner: Runner) -> None:
    first = runner("import", "--project", project, "--data", data, *export)
    again = runner("import", "--project", project, "--data", data, "--source", "bra", *export)

    told = read_as("DatabasfilApr2014.txt", 12)
    assert first == Outcome(
        0, f"{told}582 nya, 0 ändrade och 0 oförändrade uppgifter i {data}.\n", "Läser in 12 filer …\n"
    )
    assert again == Outcome(
        0,
        f"{told}0 nya, 0 ändrade och 582 oförändrade uppgifter i {data}.\n"
        "Allt i filerna var redan inläst, och inget i dem är nytt. Väntade du dig något annat? Kontrollera att det är "
        "årets filer och att de är sparade.\n",
        "Läser in 12 filer …\n",
    )


def test_one_file_is_told_in_the_singular(project: Path, data: Path, export: list[Path], runner: Runner) -> None:
    outcome = runner("import", "--project", project, "--data", data, export[3])

    assert outcome == Outcome(
        1,
        "DatabasfilApr2014.txt\n"
        "  FEL kolumn Period: År 2014 saknar Jan, Feb, Mar, Maj, Jun, Jul, Aug, Sep, Okt, Nov, Dec. Ett helår kan "
        "inte summeras utan alla tolv månader. Lägg till filerna och importera igen.\n"
        "\n"
        f"{read_as('DatabasfilApr2014.txt', 1)}"
        "\n"
        "1 fel och 0 varningar.\n"
        "Rätta felen och kör kommandot igen.\n",
        "Läser in 1 fil …\nImporten stoppades och inget har ändrats. Hela rapporten, och kopior av filerna där felen "
        f"är markerade, finns i {project.resolve() / 'inbox/rapport'}.\n",
    )


def test_an_empty_data_folder_is_a_new_one(project: Path, data: Path, export: list[Path]) -> None:
    import_into(project, data, export)
    empty = project / "tom"
    empty.mkdir()

    assert import_into(project, empty, export) == Imported(new=582, changed=0, same=0, problems=())
    assert checksums(empty) == checksums(data)
    assert list(project.glob(".*")) == []


def test_an_empty_data_folder_is_left_empty_by_a_dry_run(project: Path, data: Path, export: list[Path]) -> None:
    data.mkdir()

    imported = import_into(project, data, export, dry_run=True)

    assert imported == Imported(new=582, changed=0, same=0, problems=())
    assert list(data.iterdir()) == []


def test_a_dry_run_writes_nothing(project: Path, data: Path, export: list[Path], runner: Runner) -> None:
    outcome = runner("import", "--project", project, "--data", data, "--dry-run", *export)

    assert outcome.stdout == (
        f"{read_as('DatabasfilApr2014.txt', 12)}"
        "Inget har skrivits. Så här skulle det bli: 582 nya, 0 ändrade, 0 oförändrade.\n"
    )
    assert outcome.exit_code == 0
    assert not data.exists()
    assert list(project.glob(".*")) == []


def test_real_figures_are_not_let_in_among_the_examples(project: Path, export: list[Path], runner: Runner) -> None:
    before = checksums(project / "data")

    outcome = runner("import", "--project", project, *export)

    assert outcome.exit_code == 1
    assert outcome.stderr == (
        "Läser in 12 filer …\nImporten stoppades och inget har ändrats. Hela rapporten, och kopior av filerna där "
        f"felen är markerade, finns i {project.resolve() / 'inbox/rapport'}.\n"
    )
    assert "Datamängden är exempeldata" in outcome.stdout
    assert checksums(project / "data") == before


def test_a_dry_run_that_is_refused_leaves_no_report(project: Path, export: list[Path], runner: Runner) -> None:
    before = checksums(project)

    outcome = runner("import", "--project", project, "--dry-run", *export)

    assert (outcome.exit_code, outcome.stderr) == (
        1,
        "Läser in 12 filer …\nImporten stoppades och inget har ändrats.\n",
    )
    assert checksums(project) == before


def test_real_figures_among_the_examples_are_one_problem(project: Path, export: list[Path]) -> None:
    assert refusal(project, project / "data", export) == [
        Problem(
            Place("DatabasfilApr2014.txt", column="area_code"),
            "example_data_is_on_example_area",
            "0000",
            "Datamängden är exempeldata, men 582 rader gäller Riket (0000) och 290 till. Påhittade siffror får bara "
            "stå på Exempelkommunen (9999), och verkliga inte i exempeldata. Ska kommunens egna uppgifter in? Kör "
            "först make start",
        )
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--choose", "Heby=3"],
            "Valet ”Heby=3” går inte att förstå. Skriv kommunens namn och 1 eller 2. Exempel: Heby=1",
        ),
        (["--choose", "Heby"], "Valet ”Heby” går inte att förstå. Skriv kommunens namn och 1 eller 2. Exempel: Heby=1"),
        (
            ["--choose", "Hebby=1"],
            "”Hebby” är ingen kommun i areas.csv. Skriv namnet som det står där. Exempel: Heby=1",
        ),
        (
            ["--source", "polisen"],
            (
                "Källan ”polisen” finns inte. Källor: bra, bra_tree, bra_months, bra_municipalities, bra_handled, "
                "kolada, scb, table."
            ),
        ),
    ],
)
def test_a_choice_or_a_source_that_is_not_known_is_told(
    project: Path, data: Path, export: list[Path], runner: Runner, words: list[str], message: str
) -> None:
    outcome = runner("import", "--project", project, "--data", data, *words, *export)

    assert outcome == Outcome(2, "", f"Läser in 12 filer …\n{message}\n")
    assert not data.exists()


def test_files_must_be_named(project: Path, runner: Runner) -> None:
    assert runner("import", "--project", project) == Outcome(2, "", "FIL... saknas. Se: pipeline import --help\n")


# --- Files with a fault


@pytest.mark.parametrize(
    ("line", "rule", "column", "value", "message"),
    [
        pytest.param(
            "Ale kommun;Våldsbrott;2014;Apr;3;1",
            "bra_row_is_whole",
            None,
            "Ale kommun;Våldsbrott;2014;Apr;3;1",
            "Raden har inte de sju fälten i Brås export. Exempel: Ale kommun;Våldsbrott ;2013;Jan;12;43;",
            id="a field too few",
        ),
        pytest.param(
            "Al kommun;Våldsbrott ;2014;Apr;3;1;",
            "bra_municipality_is_known",
            "Region",
            "Al kommun",
            "”Al kommun” är ingen kommun i areas.csv. Exempel: Ale kommun",
            id="unknown municipality",
        ),
        pytest.param(
            "Exempelkommunen;Våldsbrott ;2014;Apr;3;1;",
            "bra_municipality_is_known",
            "Region",
            "Exempelkommunen",
            "”Exempelkommunen” är ingen kommun i areas.csv. Exempel: Ale kommun",
            id="the example municipality",
        ),
        pytest.param(
            "Ale kommun;Våld;2014;Apr;3;1;",
            "bra_category_is_known",
            "Brott",
            "Våld",
            "Brottskategorin ”Våld” finns inte i Brås export. Kategorier som kan läsas: Totalt antal brott, "
            "Våldsbrott, Hot-, kränknings- och frihetsbrott, Vårdslöshet- och vållandebrott, Stöldbrott, Bilbrott, "
            "Skadegörelsebrott (inkl. mordbrand), Vissa trafikbrott, Alkohol- och narkotikabrott, Vapenbrott.",
            id="unknown category",
        ),
        pytest.param(
            "Ale kommun;Våldsbrott ;2014;April;3;1;",
            "bra_month_is_known",
            "Period",
            "April",
            "”April” är inte en månad i Brås export. Månader: Jan, Feb, Mar, Apr, Maj, Jun, Jul, Aug, Sep, Okt, Nov, "
            "Dec.",
            id="unknown month",
        ),
        pytest.param(
            "Ale kommun;Våldsbrott ;2014;Apr;tre;1;",
            "bra_number_is_whole",
            "Antal",
            "tre",
            "”tre” kan inte stå i kolumnen Antal. Skriv ett heltal. Exempel: 12",
            id="letters in the count",
        ),
        pytest.param(
            "Ale kommun;Våldsbrott ;2014;Apr;-3;1;",
            "bra_number_is_whole",
            "Antal",
            "-3",
            "”-3” kan inte stå i kolumnen Antal. Skriv ett heltal. Exempel: 12",
            id="a negative count",
        ),
        pytest.param(
            "Ale kommun;Våldsbrott ;2014;Apr;;1;",
            "bra_number_is_whole",
            "Antal",
            "",
            "”” kan inte stå i kolumnen Antal. Skriv ett heltal. Exempel: 12",
            id="no count",
        ),
        pytest.param(
            "Ale kommun;Våldsbrott ;i fjol;Apr;3;1;",
            "bra_number_is_whole",
            "År",
            "i fjol",
            "”i fjol” kan inte stå i kolumnen År. Skriv ett heltal. Exempel: 2013",
            id="letters in the year",
        ),
        *(
            pytest.param(
                f"Ale kommun;Våldsbrott ;{year};Apr;3;1;",
                "bra_number_is_whole",
                "År",
                year,
                f"”{year}” kan inte stå i kolumnen År. Skriv ett heltal. Exempel: 2013",
                id=f"the year {year}",
            )
            for year in ("1899", "2100", "14", "20145")
        ),
        *(
            pytest.param(
                f"Ale kommun;Våldsbrott ;2014;Apr;{number};1;",
                "bra_number_is_whole",
                "Antal",
                number,
                f"”{number}” kan inte stå i kolumnen Antal. Skriv ett heltal. Exempel: 12",
                id=f"a count of {len(number)} digits",
            )
            for number in ("1000000000", "9" * 30)
        ),
    ],
)
def test_a_row_that_cannot_be_read_stops_the_import(
    project: Path, data: Path, export: list[Path], line: str, rule: str, column: str | None, value: str, message: str
) -> None:
    number = change_line(export[3], "Ale kommun;Våldsbrott", line)

    fatal = [problem for problem in refusal(project, data, export) if problem.fatal]

    assert fatal == [Problem(Place("DatabasfilApr2014.txt", row=number, column=column), rule, value, message)]


def test_a_count_of_nine_digits_is_read(
    project: Path, data: Path, export: list[Path], municipalities: list[str]
) -> None:
    place = municipalities.index("Ale")
    change_april(export, 900_000_000)

    assert import_into(project, data, export) == Imported(new=582, changed=0, same=0, problems=())
    assert values(data)["KTX-01", "1440"] == str(year_of(place, VIOLENCE) - count(place, VIOLENCE, 3) + 900_000_000)


def test_a_sum_that_no_table_allows_stops_the_import(
    project: Path, data: Path, export: list[Path], municipalities: list[str]
) -> None:
    place = municipalities.index("Ale")
    more = 999_999_999 - count(place, VIOLENCE, 3)
    change_april(export, 999_999_999)

    own, nation = year_of(place, VIOLENCE) + more, sum(year_of(each, VIOLENCE) for each in range(290)) + more
    assert refusal(project, data, export) == [
        Problem(
            Place("DatabasfilApr2014.txt", column="value"),
            "cell_maximum",
            str(number),
            f"”{number}” är för stort. ”Värde” får som högst vara 1\u00a0000\u00a0000\u00a0000. Exempel: 12",
        )
        for number in (nation, own)
    ]


def test_a_year_that_no_table_allows_stops_the_import(
    project: Path, data: Path, municipalities: list[str], tmp_path: Path
) -> None:
    # The year is one for Brå's file, but not for the schema of the observations: told once, not for each sum.
    problems = refusal(project, data, write_export(tmp_path / "bra", municipalities, 1989))

    assert problems == [
        Problem(
            Place("DatabasfilApr1989.txt", column="year"),
            "cell_minimum",
            "1989",
            "”1989” är för litet. ”År” får som lägst vara 1990. Exempel: 2025",
        )
    ]


def test_a_year_without_a_month_stops_the_import(project: Path, data: Path, export: list[Path]) -> None:
    left = [path for path in export if "May" not in path.name and "Dec" not in path.name]

    assert refusal(project, data, left) == [
        Problem(
            Place("DatabasfilApr2014.txt", column="Period"),
            "bra_year_has_every_month",
            "Maj, Dec",
            "År 2014 saknar Maj, Dec. Ett helår kan inte summeras utan alla tolv månader. Lägg till filerna och "
            "importera igen.",
        )
    ]


def test_a_year_that_is_not_asked_for_need_not_be_whole(
    project: Path, data: Path, export: list[Path], municipalities: list[str], tmp_path: Path
) -> None:
    beside = write_export(tmp_path / "b", municipalities, 2015)[:1]

    imported = import_into(project, data, [*export, *beside], year=2014)

    assert imported == Imported(new=582, changed=0, same=0, problems=())
    assert [path.name for path in (data / "observations").iterdir()] == ["2014.csv"]


def test_nothing_is_said_of_a_year_that_is_not_asked_for(
    project: Path, data: Path, export: list[Path], municipalities: list[str], tmp_path: Path
) -> None:
    beside = write_export(tmp_path / "b", municipalities, 2015)
    for path in beside:
        repeat_lines(path, "Heby", 0)
    copy = tmp_path / "Kopia.txt"
    copy.write_bytes(beside[3].read_bytes())

    imported = import_into(project, data, [*export, *beside, copy], year=2014)

    assert imported == Imported(new=582, changed=0, same=0, problems=())


def test_a_row_of_a_year_that_is_not_asked_for_is_not_judged(
    project: Path, data: Path, export: list[Path], municipalities: list[str], tmp_path: Path
) -> None:
    beside = write_export(tmp_path / "b", municipalities, 2015)
    change_line(beside[3], "Ale kommun;Våldsbrott", "Ale kommun;Våldsbrott ;2015;Apr;tre;1;")

    imported = import_into(project, data, [*export, *beside], year=2014)

    assert imported == Imported(new=582, changed=0, same=0, problems=())


def test_a_month_in_two_files_stops_the_import(project: Path, data: Path, export: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "Kopia av DatabasfilApr2014.txt"
    copy.write_bytes(export[3].read_bytes())

    assert refusal(project, data, [*export, copy]) == [
        Problem(
            Place("Kopia av DatabasfilApr2014.txt", column="Period"),
            "bra_month_stands_once",
            "Apr",
            "Apr 2014 står i två filer: även i DatabasfilApr2014.txt. Ta bort den ena.",
        )
    ]


def test_the_same_file_named_twice_is_read_once(project: Path, data: Path, export: list[Path]) -> None:
    assert import_into(project, data, [*export, export[0]]).new == 582


def test_a_municipality_that_lacks_a_month_is_left_out_and_so_is_the_nation(
    project: Path, data: Path, export: list[Path]
) -> None:
    change_line(export[3], "Ale kommun;Våldsbrott", None)

    imported = import_into(project, data, export)

    first = min(
        number
        for path in export
        for number, line in enumerate(path.read_bytes().decode("iso-8859-1").split("\n"), start=1)
        if line.startswith("Ale kommun;Våldsbrott")
    )
    assert imported.problems == (
        Problem(
            Place("DatabasfilAug2014.txt", row=first, column="Region"),
            "bra_municipality_has_every_month",
            "Ale kommun",
            "Ale kommun saknar uppgift om Våldsbrott för Apr 2014 och har utelämnats det året.",
            fatal=False,
        ),
        Problem(
            Place("DatabasfilApr2014.txt"),
            "bra_nation_is_whole",
            None,
            "Riket har inte summerats för 2014: 1 av 290 kommuner saknas (Ale).",
            fatal=False,
        ),
    )
    assert imported.new == 580
    assert ("KTX-01", "1440") not in values(data)
    assert ("KTX-01", "0000") not in values(data)
    assert ("KTX-02", "1440") in values(data)


def test_a_file_without_rows_is_no_import(project: Path, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "DatabasfilJan2014.txt"
    path.write_bytes(f"{HEADER}\n".encode("iso-8859-1"))

    assert refusal(project, data, [path]) == [
        Problem(
            Place("DatabasfilJan2014.txt"),
            "file_has_observations",
            None,
            "Filen innehåller inga uppgifter att läsa in. Kontrollera att det är rätt fil.",
        )
    ]


def test_a_file_without_rows_is_told_beside_the_months_that_are_there(
    project: Path, data: Path, export: list[Path]
) -> None:
    export[3].write_bytes(f"{HEADER}\n".encode("iso-8859-1"))

    assert refusal(project, data, export) == [
        Problem(
            Place("DatabasfilApr2014.txt"),
            "file_has_observations",
            None,
            "Filen innehåller inga uppgifter att läsa in. Kontrollera att det är rätt fil.",
        ),
        Problem(
            Place("DatabasfilAug2014.txt", column="Period"),
            "bra_year_has_every_month",
            "Apr",
            "År 2014 saknar Apr. Ett helår kan inte summeras utan alla tolv månader. Lägg till filerna och importera "
            "igen.",
        ),
    ]


def test_files_without_a_row_of_the_year_that_is_asked_for_are_refused(
    project: Path, data: Path, export: list[Path]
) -> None:
    assert refusal(project, data, export, year=2013) == [
        Problem(
            Place("DatabasfilApr2014.txt"),
            "file_has_observations",
            None,
            "Filen innehåller inga uppgifter att läsa in för år 2013. Kontrollera att det är rätt fil.",
        )
    ]


def test_a_file_of_another_layout_stops_the_import(
    project: Path, data: Path, export: list[Path], tmp_path: Path
) -> None:
    other = tmp_path / "anteckningar.txt"
    other.write_text("Kom ihåg mjölk\n", encoding="utf-8")

    assert refusal(project, data, [*export, other]) == [
        Problem(
            Place("anteckningar.txt"),
            "file_has_a_source",
            None,
            "Filen känns inte igen. Filer som kan läsas: Brås textfiler (Databasfil.txt), per månad eller år; Brås "
            "export av en kommun år för år, med brotten i ett träd; samma export med månader, kvartal och år; Brås "
            "årliga tabell över kommunerna, med indikator och år i filens namn; svar från Kolada (json), hämtade med "
            "make fetch eller sparade för hand; folkmängden från SCB, hämtad med make fetch eller sparad för hand "
            "(json-stat2, csv, px); årets arbetsbok, och andra tabeller som säger indikator, år och värde (xlsx, ods, "
            "csv).",
        )
    ]


def test_a_file_that_is_not_there_stops_the_import(project: Path, data: Path, tmp_path: Path) -> None:
    assert refusal(project, data, [tmp_path / "borta.txt"]) == [
        Problem(Place("borta.txt"), "file_is_readable", None, "Filen går inte att läsa: den finns inte.")
    ]


def test_a_folder_in_the_place_of_a_file_stops_the_import(
    project: Path, data: Path, export: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "mapp.txt").mkdir()

    assert refusal(project, data, [*export, tmp_path / "mapp.txt"]) == [
        Problem(Place("mapp.txt"), "file_is_readable", None, "Filen går inte att läsa: det är en mapp.")
    ]


def test_a_file_below_a_file_stops_the_import(project: Path, data: Path, export: list[Path]) -> None:
    assert refusal(project, data, [export[0] / "x.txt"]) == [
        Problem(Place("x.txt"), "file_is_readable", None, "Filen går inte att läsa: den går inte att öppna.")
    ]


def test_a_file_that_may_not_be_read_stops_the_import(
    project: Path, data: Path, export: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever runs the tests as root may read every file, so that the refusal is put in by hand.
    opened = Path.open

    def refuse(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path == export[3]:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    problems = refusal(project, data, export)

    assert problems[0] == Problem(
        Place("DatabasfilApr2014.txt"), "file_is_readable", None, "Filen går inte att läsa: behörighet saknas."
    )
    assert [problem.rule for problem in problems] == ["file_is_readable", "bra_year_has_every_month"]


def test_every_fault_of_all_files_is_in_one_report(project: Path, data: Path, export: list[Path]) -> None:
    rows = [change_line(path, "Ale kommun;Våldsbrott", "Ale kommun;Våldsbrott ;2014;x;1;1;") for path in export[:3]]

    found = [(problem.place, problem.rule) for problem in refusal(project, data, export) if problem.fatal]

    assert found == [
        (Place(path.name, row=row, column="Period"), "bra_month_is_known")
        for path, row in sorted(zip(export[:3], rows, strict=True))
    ]


# --- From 2016, and draws of whole years


def year_2016(folder: Path, municipalities: list[str], form: str = "2016 prel.") -> list[Path]:
    """The twelve files of 2016 in the form that Brå gives them: the year says that it is preliminary."""
    paths = write_export(folder, municipalities, 2016)
    for path in paths:
        path.write_bytes(path.read_bytes().replace(b";2016;", f";{form};".encode("iso-8859-1")))
    return paths


def statuses(data: Path, year: int) -> set[tuple[str, str]]:
    """The statuses and the notes of a year."""
    return {(row["value_status"], row["note"]) for row in rows_of(data / f"observations/{year}.csv")}


def test_a_preliminary_year_is_read_and_stays_preliminary(
    project: Path, data: Path, municipalities: list[str], codes: list[str], tmp_path: Path, runner: Runner
) -> None:
    paths = year_2016(tmp_path / "bra", municipalities)

    outcome = runner("import", "--project", project, "--data", data, "--source", "bra", *paths)

    assert outcome.stdout == (
        "Så här har DatabasfilApr2016.txt och 11 till lästs:\n"
        "  Filen lästes med teckenkodningen Windows-1252.\n"
        "  Rad 2–201 och 670 rader till av samma slag, kolumn År: ”2016 prel.” lästes som år 2016, preliminärt.\n"
        "  290 rader om ”Totalt antal brott” hör inte till någon indikator och läses inte.\n"
        f"582 nya, 0 ändrade och 0 oförändrade uppgifter i {data}.\n"
    )
    nation = {("KTX-01", "0000"): sum(year_of(each, VIOLENCE) for each in range(290))}
    assert values(data, 2016) == {
        (indicator, area): str(number)
        for (indicator, area), number in (
            nation
            | {("KTX-02", "0000"): sum(year_of(each, THREATS) for each in range(290))}
            | {
                (indicator, code): year_of(place, category)
                for place, code in enumerate(codes)
                for category, indicator in INDICATORS.items()
            }
        ).items()
    }
    note = "Summan av tolv månader ur Brås export, som anger hela eller delar av året som preliminärt."
    assert statuses(data, 2016) == {("preliminary", note)}


def test_a_year_of_which_one_month_is_preliminary_is_preliminary(
    project: Path, data: Path, municipalities: list[str], tmp_path: Path
) -> None:
    paths = write_export(tmp_path / "bra", municipalities, 2016)
    paths[11].write_bytes(paths[11].read_bytes().replace(b";2016;", b";2016 prel.;"))

    assert import_into(project, data, paths).new == 582
    note = "Summan av tolv månader ur Brås export, som anger hela eller delar av året som preliminärt."
    assert statuses(data, 2016) == {("preliminary", note)}


def test_a_draw_of_a_year_is_that_year(project: Path, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "Databasfil.txt"
    lines = [
        f"{HEADER};",
        "Hela landet;Våldsbrott ;År;2025;14278;135;",
        "Ale kommun;Våldsbrott ;År;2025;120;300;",
        "Falu kommun;Våldsbrott ;År;2025;..;..;",
        "Bodens kommun;Hot-, kränknings- och frihetsbrott;År;2024 prel.;7;25;",
    ]
    path.write_bytes("\n".join(lines).encode("iso-8859-1"))

    import_into(project, data, [path])

    assert values(data, 2025) == {("KTX-01", "0000"): "14278", ("KTX-01", "1440"): "120"}
    assert values(data, 2024) == {("KTX-02", "2582"): "7"}
    assert statuses(data, 2025) == {
        ("preliminary", "Ur Brås export av hela år. Filen anger inte om siffran är slutlig.")
    }
    assert statuses(data, 2024) == {("preliminary", "Ur Brås export av hela år, som anger året som preliminärt.")}


def test_a_year_as_a_whole_and_in_months_is_not_counted_twice(
    project: Path, data: Path, export: list[Path], tmp_path: Path
) -> None:
    path = tmp_path / "helår.txt"
    path.write_bytes(f"{HEADER}\nAle kommun;Våldsbrott ;År;2014;120;300;\n".encode("iso-8859-1"))

    assert [problem for problem in refusal(project, data, [*export, path]) if problem.fatal] == [
        Problem(
            Place("helår.txt", column="Period"),
            "bra_year_is_in_one_form",
            "2014",
            "2014 finns både som helår och som månader i filerna, och skulle räknas två gånger. Ta bort det ena.",
        )
    ]


@pytest.mark.parametrize(
    "header",
    [
        f"{HEADER};",
        HEADER.upper(),
        " ; ".join(HEADER.split(";")),
        ";".join(f'"{cell}"' for cell in HEADER.split(";")),
        HEADER.replace("100 000", "100\u00a0000") + ".",
    ],
)
@pytest.mark.parametrize(("before", "end"), [("", "\n"), ("\ufeff", "\r\n")])
def test_the_heading_may_be_saved_anew(
    project: Path, data: Path, export: list[Path], header: str, before: str, end: str
) -> None:
    for path in export:
        text = path.read_bytes().decode("iso-8859-1").replace(HEADER, header)
        path.write_bytes((before + text.replace("\n", end)).encode("utf-8"))

    assert import_into(project, data, export).new == 582


@pytest.mark.parametrize("header", ["Region;Brott;År;Period;Antal", "Kommun;Antal;Per 100 000 inv.", f"X;{HEADER}"])
def test_a_heading_of_other_columns_is_another_source(
    project: Path, data: Path, export: list[Path], header: str, tmp_path: Path
) -> None:
    path = tmp_path / "annat.txt"
    path.write_bytes(f"{header}\nAle kommun;Våldsbrott ;2014;Apr;3;1;\n".encode("iso-8859-1"))

    rules = [problem.rule for problem in refusal(project, data, [path], source_name="bra")]

    assert rules == ["file_has_a_source"]


@pytest.mark.parametrize(
    "part", [("kommun;", "län;"), (";2014;", ";2014 kv 1;"), (";Jan;", ";Januari;"), (";0;", ";-;")]
)
def test_twelve_files_that_are_wrong_in_every_row_are_told_in_few_lines(
    project: Path, data: Path, municipalities: list[str], tmp_path: Path, runner: Runner, part: tuple[str, str]
) -> None:
    before, after = (text.encode("iso-8859-1") for text in part)
    paths = write_export(tmp_path / "bra", municipalities, counted=lambda *_: 0, categories=CATEGORIES)
    for path in paths:
        path.write_bytes(re.sub(rb";(Jan|Feb|Mar|Apr|Maj|Jun|Jul|Aug|Sep|Okt|Nov|Dec);", b";Jan;", path.read_bytes()))
        path.write_bytes(path.read_bytes().replace(before, after))

    outcome = runner("import", "--project", project, "--data", data, "--source", "bra", *paths)

    assert outcome.exit_code == 1
    assert "34\u00a0800 fel och 0 varningar." in outcome.stdout.splitlines()
    assert len(outcome.stdout.splitlines()) <= 40


# --- A municipality that stands twice


def test_a_municipality_with_two_different_counts_is_left_out_until_someone_chooses(
    project: Path, data: Path, export: list[Path]
) -> None:
    for path in export:
        repeat_lines(path, "Heby", 0)

    imported = import_into(project, data, export)

    lines = export[3].read_bytes().decode("iso-8859-1").split("\n")
    first, second = [number for number, line in enumerate(lines, start=1) if line.startswith("Heby kommun;Hot-")]
    counted = lines[first - 1].split(";")[4]
    assert imported.problems == (
        Problem(
            Place("DatabasfilApr2014.txt", row=second, column="Region"),
            "bra_municipality_stands_once",
            "Heby kommun",
            "Heby kommun står två gånger i filerna för 2014, med olika siffror. I DatabasfilApr2014.txt är Hot-, "
            f"kränknings- och frihetsbrott {counted} på rad {first} men 0 på rad {second}. Kommunen har utelämnats. "
            "Kontrollera vad som är rätt och importera igen med till exempel make import "
            'FILES="filernas namn" CHOOSE="Heby=1" (1 är den första raden, 2 den andra).',
            fatal=False,
        ),
        Problem(
            Place("DatabasfilApr2014.txt"),
            "bra_nation_is_whole",
            None,
            "Riket har inte summerats för 2014: 1 av 290 kommuner saknas (Heby).",
            fatal=False,
        ),
    )
    assert imported.new == 578
    assert {area for _, area in values(data)} & {"0331", "0000"} == set()


def test_a_choice_may_name_the_municipality_as_the_file_does(
    project: Path, data: Path, export: list[Path], municipalities: list[str], runner: Runner
) -> None:
    for path in export:
        repeat_lines(path, "Heby", 3)

    outcome = runner("import", "--project", project, "--data", data, "--choose", "Heby kommun=1", *export)

    assert outcome == Outcome(
        0,
        f"{read_as('DatabasfilApr2014.txt', 12, '291 rader om ”Totalt antal brott”')}582 nya, 0 ändrade och 0 "
        f"oförändrade uppgifter i {data}.\n",
        "Läser in 12 filer …\n",
    )
    assert values(data)["KTX-01", "0331"] == str(year_of(municipalities.index("Heby"), VIOLENCE))


@pytest.mark.parametrize(("nth", "is_first"), [(1, True), (2, False)])
def test_the_chosen_row_is_taken_for_the_whole_year(
    project: Path, data: Path, export: list[Path], municipalities: list[str], nth: int, is_first: bool
) -> None:
    for path in export:
        repeat_lines(path, "Heby", 3)

    imported = import_into(project, data, export, choices={"Heby": nth})

    place = municipalities.index("Heby")
    assert imported == Imported(new=582, changed=0, same=0, problems=())
    assert values(data)["KTX-01", "0331"] == str(year_of(place, VIOLENCE) if is_first else 36)
    assert values(data)["KTX-02", "0331"] == str(year_of(place, THREATS) if is_first else 36)


def test_a_choice_holds_for_the_months_in_which_a_municipality_stands_once(
    project: Path, data: Path, export: list[Path], municipalities: list[str]
) -> None:
    place = municipalities.index("Heby")
    repeat_lines(export[3], "Heby", 3)

    imported = import_into(project, data, export, choices={"Heby": 2})

    assert imported == Imported(new=582, changed=0, same=0, problems=())
    assert values(data)["KTX-01", "0331"] == str(year_of(place, VIOLENCE) - count(place, VIOLENCE, 3) + 3)


def test_a_municipality_that_stands_twice_with_the_same_counts_is_counted_once(
    project: Path, data: Path, export: list[Path], municipalities: list[str]
) -> None:
    for path in export:
        lines = path.read_bytes().decode("iso-8859-1").split("\n")
        again = [line for line in lines if line.startswith("Heby kommun;")]
        path.write_bytes(path.read_bytes() + ("\n".join(again) + "\n").encode("iso-8859-1"))

    imported = import_into(project, data, export)

    assert imported == Imported(new=582, changed=0, same=0, problems=())
    assert values(data)["KTX-01", "0331"] == str(year_of(municipalities.index("Heby"), VIOLENCE))


def test_a_year_without_a_conflict_is_untouched_by_one_in_another(
    project: Path, data: Path, export: list[Path], municipalities: list[str], tmp_path: Path
) -> None:
    beside = write_export(tmp_path / "b", municipalities, 2015)
    for path in beside:
        repeat_lines(path, "Heby", 0)

    imported = import_into(project, data, [*export, *beside])

    assert imported.new == 582 + 578
    assert ("KTX-01", "0331") in values(data, 2014)
    assert ("KTX-01", "0331") not in values(data, 2015)


# --- A published value that changes


def change_april(export: list[Path], number: int) -> None:
    """Another count of violence in Ale in April."""
    change_line(export[3], f"Ale kommun;{VIOLENCE}", f"Ale kommun;{VIOLENCE};2014;Apr;{number};1;")


def test_a_published_value_is_not_changed_without_a_reason(
    project: Path, data: Path, export: list[Path], municipalities: list[str]
) -> None:
    import_into(project, data, export)
    place = municipalities.index("Ale")
    own, nation = year_of(place, VIOLENCE), sum(year_of(each, VIOLENCE) for each in range(290))
    change_april(export, count(place, VIOLENCE, 3) + 10)

    assert refusal(project, data, export) == [
        Problem(
            Place("DatabasfilApr2014.txt", column="value"),
            "published_value_is_kept",
            str(old + 10),
            f"KTX-01 Anmälda våldsbrott: 2014, {area}, totalt, alla åldrar är redan {readable(old)} men skulle bli "
            f"{readable(old + 10)}. En publicerad uppgift ändras bara med "
            'ett skäl. Skriv skälet på bladet Skäl i arbetsboken, eller kör make import FILES="filens namn" '
            'REASON="varför uppgiften ändras".',
        )
        for area, old in [("Riket (0000)", nation), ("Ale (1440)", own)]
    ]


def test_a_value_that_is_changed_with_a_reason_is_recorded(
    project: Path, data: Path, export: list[Path], municipalities: list[str]
) -> None:
    import_into(project, data, export)
    place = municipalities.index("Ale")
    old = year_of(place, VIOLENCE)
    nation = sum(year_of(each, VIOLENCE) for each in range(290))
    before = values(data)
    change_april(export, count(place, VIOLENCE, 3) + 10)

    imported = import_into(project, data, export, reason="Brå har rättat april.")

    assert imported == Imported(new=0, changed=2, same=580, problems=())
    # Every other row stands where it stood.
    changed = {("KTX-01", "1440"): str(old + 10), ("KTX-01", "0000"): str(nation + 10)}
    assert list(values(data).items()) == list((before | changed).items())
    assert (data / "revisions.csv").read_text(encoding="utf-8").splitlines() == [
        "indicator_id,year,area_code,sex,age_group,revised_on,old_value,new_value,old_status,new_status,reason",
        f"KTX-01,2014,0000,T,total,2026-04-01,{nation},{nation + 10},preliminary,preliminary,Brå har rättat april.",
        f"KTX-01,2014,1440,T,total,2026-04-01,{old},{old + 10},preliminary,preliminary,Brå har rättat april.",
    ]


def test_a_dry_run_of_a_change_writes_nothing(project: Path, data: Path, export: list[Path]) -> None:
    import_into(project, data, export)
    change_april(export, 0)
    before = checksums(data)

    imported = import_into(project, data, export, reason="Prov.", dry_run=True)

    assert (imported.new, imported.changed, imported.same) == (0, 2, 580)
    assert checksums(data) == before


@pytest.mark.parametrize("reason", ["", " ", "\t\n"])
def test_a_reason_must_say_something(project: Path, data: Path, export: list[Path], reason: str) -> None:
    import_into(project, data, export)
    change_april(export, 0)

    without = refusal(project, data, export)

    assert [problem.rule for problem in without] == ["published_value_is_kept", "published_value_is_kept"]
    assert refusal(project, data, export, reason=reason) == without


def test_a_reason_is_recorded_without_the_blanks_round_it(project: Path, data: Path, export: list[Path]) -> None:
    import_into(project, data, export)
    change_april(export, 0)

    import_into(project, data, export, reason=" Brå har rättat april.\n")

    assert [row["reason"] for row in rows_of(data / "revisions.csv")] == ["Brå har rättat april."] * 2


def test_a_second_change_on_a_day_continues_the_first(
    project: Path, data: Path, export: list[Path], municipalities: list[str], runner: Runner
) -> None:
    import_into(project, data, export)
    own = int(values(data)["KTX-01", "1440"])
    nation = int(values(data)["KTX-01", "0000"])
    april = count(municipalities.index("Ale"), VIOLENCE, 3)

    for more, reason in [(10, "Brå har rättat april."), (25, "Och en gång till.")]:
        change_april(export, april + more)
        imported = import_into(project, data, export, reason=reason)
        assert imported == Imported(new=0, changed=2, same=580, problems=())

    both = "Brå har rättat april.; Och en gång till."
    assert (data / "revisions.csv").read_text(encoding="utf-8").splitlines() == [
        "indicator_id,year,area_code,sex,age_group,revised_on,old_value,new_value,old_status,new_status,reason",
        f"KTX-01,2014,0000,T,total,2026-04-01,{nation},{nation + 25},preliminary,preliminary,{both}",
        f"KTX-01,2014,1440,T,total,2026-04-01,{own},{own + 25},preliminary,preliminary,{both}",
    ]
    assert runner("check", "--project", project, "--data", data).exit_code == 0


def test_a_change_on_another_day_is_a_revision_of_its_own(
    project: Path, data: Path, export: list[Path], municipalities: list[str], runner: Runner
) -> None:
    import_into(project, data, export)
    own = int(values(data)["KTX-01", "1440"])
    april = count(municipalities.index("Ale"), VIOLENCE, 3)

    for days, more in [(0, 10), (1, 25)]:
        change_april(export, april + more)
        day = TODAY + datetime.timedelta(days=days)
        import_files(open_project(project, data), export, today=day, reason=f"Rättelse {days}.")

    revised = [row for row in rows_of(data / "revisions.csv") if row["area_code"] == "1440"]
    assert [(row["revised_on"], row["old_value"], row["new_value"], row["reason"]) for row in revised] == [
        ("2026-04-01", str(own), str(own + 10), "Rättelse 0."),
        ("2026-04-02", str(own + 10), str(own + 25), "Rättelse 1."),
    ]
    assert runner("check", "--project", project, "--data", data).exit_code == 0


def test_a_figure_that_is_final_stays_so(project: Path, data: Path, export: list[Path]) -> None:
    import_into(project, data, export)
    path = data / "observations/2014.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("preliminary", "final"), encoding="utf-8")
    before = checksums(data)

    assert import_into(project, data, export) == Imported(new=0, changed=0, same=582, problems=())
    assert checksums(data) == before


def test_a_final_figure_that_changes_is_recorded_as_final_before(
    project: Path, data: Path, export: list[Path], municipalities: list[str]
) -> None:
    import_into(project, data, export)
    path = data / "observations/2014.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("preliminary", "final"), encoding="utf-8")
    own = int(values(data)["KTX-01", "1440"])
    change_april(export, count(municipalities.index("Ale"), VIOLENCE, 3) + 10)

    imported = import_into(project, data, export, reason="Brå har rättat april.")

    assert imported == Imported(new=0, changed=2, same=580, problems=())
    assert (data / "revisions.csv").read_text(encoding="utf-8").splitlines()[2] == (
        f"KTX-01,2014,1440,T,total,2026-04-01,{own},{own + 10},final,preliminary,Brå har rättat april."
    )


def test_faulty_data_are_not_imported_into(project: Path, data: Path, export: list[Path]) -> None:
    import_into(project, data, export)
    path = data / "plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("eftervåld", ""), encoding="utf-8")

    assert refusal(project, data, export) == [
        Problem(
            Place("plan/priorities.csv", row=4, column="name"),
            "cell_required",
            "",
            "Cellen är tom, men ”Namn” måste alltid fyllas i. Exempel: eftervåld",
        )
    ]


# --- Brå's own files


def _real_sums(paths: list[Path]) -> tuple[Counter[tuple[str, int, str]], Counter[tuple[str, int, str]]]:
    """The counts and the number of rows by municipality, year and category, straight from the bytes."""
    sums: Counter[tuple[str, int, str]] = Counter()
    rows: Counter[tuple[str, int, str]] = Counter()
    for path in paths:
        for line in filter(None, path.read_bytes().decode("iso-8859-1").split("\n")[1:]):
            name, category, year, _, number, *_ = line.split(";")
            key = (name.removesuffix(" kommun"), int(year), category)
            sums[key] += int(number)
            rows[key] += 1
    return sums, rows


def test_the_municipalities_are_those_of_the_official_list(project: Path, shared: Path) -> None:
    if not (shared / "municipalities.csv").exists():
        pytest.skip("../shared/municipalities.csv is not here")

    official = [(row["code"], row["name"]) for row in rows_of(shared / "municipalities.csv")]
    own = [(row["area_code"], row["name"]) for row in rows_of(project / "data/areas.csv") if row["kind"] != "example"]

    assert own == official


@pytest.mark.parametrize("year", [2013, 2014, 2015])
def test_ale_has_the_sums_of_its_twelve_months(project: Path, data: Path, real: list[Path], year: int) -> None:
    sums, rows = _real_sums(real)
    import_into(project, data, [path for path in real if str(year) in path.name])

    for category, indicator in INDICATORS.items():
        assert rows["Ale", year, category] == 12
        assert values(data, year)[indicator, "1440"] == str(sums["Ale", year, category])


def test_all_real_municipalities_but_heby_have_their_sums_and_the_nation_has_none(
    project: Path, data: Path, real: list[Path], municipalities: list[str], codes: list[str]
) -> None:
    sums, rows = _real_sums(real)
    assert {key[0] for key, number in rows.items() if number != 12} == {"Heby"}

    imported = import_into(project, data, real)

    assert (imported.new, imported.changed, imported.same) == (3 * 2 * 289, 0, 0)
    assert [(problem.rule, problem.value, problem.place, problem.fatal) for problem in imported.problems] == [
        *(
            (
                "bra_municipality_stands_once",
                "Heby kommun",
                Place(f"DatabasfilApr{year}.txt", row=684, column="Region"),
                False,
            )
            for year in (2013, 2014, 2015)
        ),
        *(("bra_nation_is_whole", None, Place(f"DatabasfilApr{year}.txt"), False) for year in (2013, 2014, 2015)),
    ]
    for year in (2013, 2014, 2015):
        assert values(data, year) == {
            (indicator, code): str(sums[name, year, category])
            for category, indicator in INDICATORS.items()
            for name, code in zip(municipalities, codes, strict=True)
            if name != "Heby"
        }


def test_heby_is_reported_once_a_year_with_its_two_counts(project: Path, data: Path, real: list[Path]) -> None:
    lines = next(path for path in real if path.name == "DatabasfilApr2013.txt").read_bytes().decode("iso-8859-1")
    one, other = (lines.split("\n")[number - 1].split(";") for number in (674, 684))

    imported = import_into(project, data, [path for path in real if "2013" in path.name])

    assert one[:4] == other[:4] == ["Heby kommun", THREATS, "2013", "Apr"]
    assert [problem.message for problem in imported.problems] == [
        "Heby kommun står två gånger i filerna för 2013, med olika siffror. I DatabasfilApr2013.txt är Hot-, "
        f"kränknings- och frihetsbrott {one[4]} på rad 674 men {other[4]} på rad 684. Kommunen har utelämnats. "
        'Kontrollera vad som är rätt och importera igen med till exempel make import FILES="filernas namn" '
        'CHOOSE="Heby=1" (1 är den första raden, 2 den andra).',
        "Riket har inte summerats för 2013: 1 av 290 kommuner saknas (Heby).",
    ]


def test_choosing_for_heby_gives_heby_and_the_nation(
    project: Path, data: Path, real: list[Path], runner: Runner
) -> None:
    # The second of Heby's rows holds only zeros, so that the sum of both is that of the first.
    sums, _ = _real_sums(real)
    import_into(project, data, real)
    left_out = "2\u00a0328 rader om ”Totalt antal brott”, ”Vårdslöshet- och vållandebrott”, ”Stöldbrott” och 5 till"

    outcome = runner("import", "--project", project, "--data", data, "--choose", "Heby=1", *real)

    assert outcome == Outcome(
        0,
        f"{read_as('DatabasfilApr2013.txt', 36, left_out)}12 nya, 0 ändrade och 1\u00a0734 oförändrade uppgifter i "
        f"{data}.\n",
        "Läser in 36 filer …\n",
    )
    for year in (2013, 2014, 2015):
        for category, indicator in INDICATORS.items():
            assert values(data, year)[indicator, "0331"] == str(sums["Heby", year, category])
            nation = sum(number for key, number in sums.items() if key[1:] == (year, category))
            assert values(data, year)[indicator, "0000"] == str(nation)


def test_importing_the_real_files_again_changes_not_a_byte(project: Path, data: Path, real: list[Path]) -> None:
    import_into(project, data, real, choices={"Heby": 1})
    before = checksums(data)

    again = import_into(project, data, real, choices={"Heby": 1})

    assert again == Imported(new=0, changed=0, same=1746, problems=())
    assert checksums(data) == before


def test_the_real_figures_can_be_checked_without_a_fault(
    project: Path, data: Path, real: list[Path], runner: Runner
) -> None:
    import_into(project, data, real)

    outcome = runner("check", "--project", project, "--data", data)

    assert outcome.exit_code == 0
    assert outcome.stdout.startswith("Inga problem. ")
