"""The population from end to end: what SCB answers becomes what the rates are out of, and nothing else ever does."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline.fetching.scb import SCB
from pipeline.fetching.source import Wanted
from pipeline.fetching.transport import Manners, Transport
from pipeline.intake.draft import draft_import
from pipeline.project import open_project
from tests.conftest import NOW, Outcome, Runner
from tests.fetching.conftest import LUND, NATION, Fetch, rules
from tests.fetching.kolada_server import Kolada, send
from tests.fetching.scb_server import SIZES, Scb, as_it_is, made_up, serving
from tests.folders import checksums
from tests.sheets import rows_of, write_rows

CAME = (
    "TAB638 Folkmängd efter region, civilstånd, ålder, kön och år: 4 år, 2021–2024.\n"
    "TAB5557 Folkmängd efter region, civilstånd, ålder, kön och år: 1 år, 2025–2025.\n"
)

ALL_STATUSES, BOTH_SEXES = "totalt, samtliga civilstånd", "totalt, samtliga män och kvinnor"

LOCKS = "data/indicators/source_locks.csv"
DENOMINATORS = "data/disclosure/denominators.csv"


def import_waiting(project: Path, runner: Runner) -> Outcome:
    return runner("import", "--project", project, project / "inbox/hamtat/scb.json")


def denominators(project: Path, indicator: str) -> dict[tuple[str, str], tuple[str, str]]:
    """What the indicator is out of, and how far that may be from the truth, by area and year."""
    return {
        (row["area_code"], row["year"]): (row["value"], row["tolerance"])
        for row in rows_of(project / DENOMINATORS)
        if row["indicator_id"] == indicator and (row["sex"], row["age_group"]) == ("T", "total")
    }


def everybody(area: str, year: int) -> int:
    """101 ages of two sexes and four civil statuses."""
    return SIZES[area] * 101 * 2 * 4 * (year - 1960)


def test_the_rates_are_out_of_the_population_that_scb_has(lund: Path, fetch_scb: Fetch, runner: Runner) -> None:
    outcome = fetch_scb()

    assert outcome.exit_code == 0
    assert outcome.stdout.startswith(CAME)
    assert import_waiting(lund, runner).exit_code == 0
    found = denominators(lund, "VNR-01")
    assert found == {
        **{(LUND, str(year)): (str(everybody("1281", year)), "") for year in range(2021, 2025)},
        **{(NATION, str(year)): (str(everybody("00", year)), "") for year in range(2021, 2025)},
        (LUND, "2025"): (str(everybody("1281", 2025)), "6"),
        (NATION, "2025"): (str(everybody("00", 2025)), "6"),
    }
    assert denominators(lund, "VNR-02") == denominators(lund, "SEX-01") == found
    assert {row["indicator_id"] for row in rows_of(lund / DENOMINATORS)} == {
        *("SEX-01", "VNR-01", "VNR-02"),
        *("VNR-04", "VNR-05", "VNR-06"),
    }
    assert runner("check", "--project", lund).exit_code == 0
    [kept] = (lund / "answers/scb").iterdir()
    assert kept.read_bytes() == (lund / "inbox/hamtat/scb.json").read_bytes()


def test_adults_are_the_total_less_each_age_of_children(lund: Path, fetch_scb: Fetch, runner: Runner) -> None:
    fetch_scb()
    import_waiting(lund, runner)

    children = sum(made_up("1281", ALL_STATUSES, f"{age} år", BOTH_SEXES, "2025") for age in range(18))
    found = denominators(lund, "VNR-05")
    assert found[LUND, "2025"] == (str(everybody("1281", 2025) - children), "23")
    assert found[LUND, "2024"] == (str(everybody("1281", 2024) * 83 // 101), "")
    assert denominators(lund, "VNR-04") == denominators(lund, "VNR-06") == found


def test_an_object_of_numbers_gives_the_same(lund: Path, scb: Scb, fetch_scb: Fetch, runner: Runner) -> None:
    scb.is_sparse = True
    fetch_scb()

    assert import_waiting(lund, runner).exit_code == 0
    assert denominators(lund, "VNR-01")[LUND, "2025"] == (str(everybody("1281", 2025)), "6")


def test_what_can_be_left_out_is_added_up_by_scb(lund: Path, scb: Scb, fetch_scb: Fetch, runner: Runner) -> None:
    scb.eliminated |= {"Civilstand"}
    fetch_scb()

    [old] = [unquote(path) for path in scb.asked if "TAB638/data" in path]
    assert "Civilstand" not in old
    assert import_waiting(lund, runner).exit_code == 0
    assert denominators(lund, "VNR-01")[LUND, "2021"] == (str(everybody("1281", 2021)), "")


def test_other_codes_change_nothing(lund: Path, scb: Scb, fetch_scb: Fetch, runner: Runner) -> None:
    """Codes are found by what they stand for, wherever they are: none survived the last change of table."""
    for name, table in scb.tables.items():
        for dimension in ("Civilstand", "Alder", "Kon", "ContentsCode"):
            turned = list(reversed(list(table[dimension].items())))
            table[dimension] = {f"å&[{number}]+ {len(label)}": label for number, (_, label) in enumerate(turned)}
        scb.tables[name] = dict(reversed(list(table.items())))

    outcome = fetch_scb()

    assert outcome.stderr == "Frågar SCB …\n"
    assert outcome.stdout.startswith(CAME)
    assert import_waiting(lund, runner).exit_code == 0
    assert denominators(lund, "VNR-01")[LUND, "2025"] == (str(everybody("1281", 2025)), "6")
    assert denominators(lund, "VNR-04")[LUND, "2024"] == (str(everybody("1281", 2024) * 83 // 101), "")


def test_the_same_answers_again_change_nothing(lund: Path, fetch_scb: Fetch, runner: Runner) -> None:
    fetch_scb()
    import_waiting(lund, runner)
    before = {part: checksums(lund / part) for part in ("data", "answers", "inbox")}

    assert fetch_scb().stdout.startswith(f"{CAME}SCB svarar likadant som förra gången. Inget är nytt.\n")
    assert import_waiting(lund, runner).exit_code == 0
    assert {part: checksums(lund / part) for part in ("data", "answers", "inbox")} == before


def test_a_number_that_scb_has_changed_takes_the_place_of_the_old(lund: Path, fetch_scb: Fetch, runner: Runner) -> None:
    fetch_scb()
    import_waiting(lund, runner)
    rows = rows_of(lund / DENOMINATORS)
    before = denominators(lund, "VNR-01")[LUND, "2025"]
    write_rows(lund / DENOMINATORS, [list(rows[0]), *([*[*row.values()][:5], "7", row["tolerance"]] for row in rows)])

    assert import_waiting(lund, runner).exit_code == 0
    assert denominators(lund, "VNR-01")[LUND, "2025"] == before


def test_bases_of_other_kinds_are_left_alone(lund: Path, fetch_scb: Fetch, runner: Runner) -> None:
    rows = rows_of(lund / DENOMINATORS)
    header = [*rows[0]] if rows else (lund / DENOMINATORS).read_text(encoding="utf-8").strip().split(",")
    own = [["P6-02", "2024", LUND, "T", "total", "700", ""], ["VNR-04", "2024", LUND, "K", "total", "900", ""]]
    write_rows(lund / DENOMINATORS, [header, *own])
    fetch_scb()

    assert import_waiting(lund, runner).exit_code == 0
    assert [list(row.values()) for row in rows_of(lund / DENOMINATORS) if row["value"] in ("700", "900")] == own
    assert runner("check", "--project", lund).exit_code == 0


def test_a_fetched_population_cannot_be_changed_unseen(lund: Path, fetch_scb: Fetch, runner: Runner) -> None:
    fetch_scb()
    import_waiting(lund, runner)
    rows = rows_of(lund / DENOMINATORS)
    key = {"indicator_id": "VNR-01", "area_code": LUND}
    for row in rows:
        if key.items() <= row.items() and row["year"] == "2021":
            row["value"] = "127376"
        if key.items() <= row.items() and row["year"] == "2025":
            row["tolerance"] = "60"
    rows = [row for row in rows if not (key.items() <= row.items() and row["year"] == "2022")]
    rows.append({**rows[0], "year": "2026"})
    write_rows(lund / DENOMINATORS, [list(rows[0]), *(list(row.values()) for row in rows)])

    outcome = runner("check", "--project", lund, "--format", "json")

    name = "VNR-01 Anmälda brott om grov kvinnofridskränkning per 100 000 invånare"
    exact = f"{everybody('1281', 2021):,}".replace(",", "\N{NO-BREAK SPACE}")
    found = [each for each in json.loads(outcome.stdout)["problems"] if each["fatal"]]
    assert {each["rule"] for each in found} == {"population_is_as_fetched"}
    told = [each["message"] for each in found]
    assert (
        f"Antalet invånare som {name}, 2021, Lund (1281), totalt, alla åldrar, räknas på är hämtat från SCB: {exact}. "
        "Låt det stå som det är, eller hämta på nytt med make fetch."
    ) in told
    assert (
        f"Antalet invånare som {name}, 2022, Lund (1281), totalt, alla åldrar, räknas på är hämtat från SCB men finns "
        "inte i data. Hämta på nytt med make fetch och kör make publish."
    ) in told
    assert (
        "Antalet invånare som SEX-01 Anmälda sexualbrott per 100 000 invånare, 2026, Riket (0000), totalt, alla "
        "åldrar, räknas på hämtas från SCB, men SCB:s svar har det inte. Ta bort raden, eller hämta på nytt med make "
        "fetch."
    ) in told
    assert len(told) == 4


def test_years_that_are_here_and_not_in_the_answer_stop_the_import(
    lund: Path, fetch_scb: Fetch, runner: Runner
) -> None:
    fetch_scb()
    import_waiting(lund, runner)
    before = checksums(lund / "data")
    assert fetch_scb("--years", "2023-2025").exit_code == 0

    outcome = import_waiting(lund, runner)

    assert outcome.exit_code == 1
    assert rules(lund, lund / "inbox/hamtat/scb.json") == {"population_is_whole"}
    assert (
        "SCB:s svar har ingen folkmängd för 2021 och 2022, men det finns sådan i data. Hämta alla år med make fetch."
        in outcome.stdout
    )
    assert checksums(lund / "data") == before


def test_only_the_years_in_which_a_rate_is_valid_are_taken(lund: Path, fetch_scb: Fetch, runner: Runner) -> None:
    path = lund / "data/indicators/indicators.csv"
    rows = rows_of(path)
    for row in rows:
        if row["indicator_id"] == "VNR-02":
            row |= {"valid_from": "2023", "valid_to": "2024"}
    write_rows(path, [list(rows[0]), *(list(row.values()) for row in rows)])
    fetch_scb()

    assert import_waiting(lund, runner).exit_code == 0
    assert sorted({year for _, year in denominators(lund, "VNR-02")}) == ["2023", "2024"]
    assert runner("check", "--project", lund).exit_code == 0


def test_a_catalogue_without_such_rates_asks_nothing(lund: Path, scb: Scb, fetch_scb: Fetch) -> None:
    path = lund / "data/indicators/indicator_ratios.csv"
    rows = rows_of(path)
    write_rows(path, [list(rows[0]), *([*[*row.values()][:-1], ""] for row in rows)])

    assert fetch_scb().stdout.startswith("Ingen indikator tas från SCB.\n")
    assert scb.asked == []


def test_both_sources_are_asked(lund: Path, kolada: Kolada, scb: Scb, fetch: Fetch, runner: Runner) -> None:
    instead = ("--address", f"kolada={kolada.base}", "--address", f"scb={scb.base}")

    outcome = runner("fetch", "--project", lund, *instead)

    assert outcome.exit_code == 0
    assert outcome.stderr == "Frågar Kolada …\nFrågar SCB …\n"
    assert CAME in outcome.stdout
    assert runner("publish", "--project", lund).exit_code == 0
    assert sorted(path.name for path in (lund / "answers").iterdir()) == ["kolada", "scb"]
    assert denominators(lund, "VNR-01")[LUND, "2021"] == (str(everybody("1281", 2021)), "")


@pytest.mark.parametrize("failing", ["kolada", "scb"])
def test_a_source_that_fails_does_not_lose_what_the_other_answered(
    lund: Path, kolada: Kolada, scb: Scb, fetch: Fetch, runner: Runner, failing: str
) -> None:
    instead = {"kolada": kolada.base, "scb": scb.base, failing: "http://127.0.0.1:9/v3"}
    words = [word for name, base in instead.items() for word in ("--address", f"{name}={base}")]

    outcome = runner("fetch", "--project", lund, *words)

    title = "SCB" if failing == "kolada" else "Kolada"
    assert outcome.exit_code == 2
    assert outcome.stderr.endswith(
        "Källan svarar inte, eller slutade svara (ConnectError). Inget har ändrats. Försök igen senare.\n"
        f"{title} har svarat. De svaren är sparade.\n"
    )
    assert (CAME in outcome.stdout) == (failing == "kolada")
    [waiting] = (lund / "inbox/hamtat").iterdir()
    assert waiting.stem != failing


# How SCB is asked.


def asked_of(scb: Scb, *years: int) -> list[str]:
    SCB.ask(Transport(scb.base, Manners(pause=0)), Wanted(("TAB5557",), (LUND, NATION), years, today=NOW.date()))
    return [unquote(path) for path in scb.asked if "/data?" in path]


def test_no_more_is_asked_for_at_a_time_than_scb_gives(scb: Scb) -> None:
    """A year of the older table is 2 areas, 4 civil statuses, 102 ages and 2 sexes."""
    scb.config["maxDataCells"] = 2 * 2 * 4 * 102 * 2 + 1

    years = [path.rpartition("Tid]=")[2] for path in asked_of(scb, *range(2018, 2026))]

    assert years == ["2018,2019", "2020,2021", "2022,2023", "2024", "2025"]


@pytest.mark.parametrize(("calls", "window"), [(30, 10), (3, 1)])
def test_scb_is_asked_no_more_often_than_it_says(calls: int, window: int) -> None:
    scb = as_it_is(calls=calls)
    scb.config["timeWindow"] = window
    times: list[float] = []

    class Timed(Transport):
        def _pause(self) -> None:
            super()._pause()
            times.append(self.asked_at)

    with serving(scb):
        SCB.ask(Timed(scb.base, Manners(pause=0)), Wanted((), (LUND, NATION), (2025,), today=NOW.date()))

    assert len(times) == 4
    assert min(after - before for before, after in pairwise(times[1:])) >= window / calls - 0.001


def test_a_wait_that_scb_asks_for_is_kept(lund: Path, scb: Scb, fetch_scb: Fetch) -> None:
    scb.misbehaving["/metadata"] = [lambda handler, content: send(handler, content, 429, retry_after="0")]

    assert fetch_scb().stdout.startswith(CAME)


def test_the_years_that_staff_name_are_asked_for(scb: Scb, fetch_scb: Fetch) -> None:
    outcome = fetch_scb("--years", "1968 2025")

    assert outcome.stdout.startswith(
        "TAB638 Folkmängd efter region, civilstånd, ålder, kön och år: 1 år, 1968–1968.\n"
        "TAB5557 Folkmängd efter region, civilstånd, ålder, kön och år: 1 år, 2025–2025.\n"
    )


def test_one_table_is_enough_for_the_years_that_it_has(scb: Scb, fetch_scb: Fetch) -> None:
    assert fetch_scb("--years", "2025").exit_code == 0
    assert not [path for path in scb.asked if "TAB638" in path]


# A table that is not what it was.


def test_a_table_of_another_name_stops_the_fetch_until_it_is_accepted(
    lund: Path, scb: Scb, fetch_scb: Fetch, runner: Runner
) -> None:
    path = lund / LOCKS
    path.write_text(path.read_text(encoding="utf-8").replace(",antal personer,", ",antal hushåll,"), encoding="utf-8")

    outcome = fetch_scb()

    assert outcome.exit_code == 1
    assert (
        "Hämtningen från SCB är stoppad: serier är inte vad de var. Inget har ändrats.\n"
        "TAB5557 har ändrats sedan 2026-09-13:\n"
        "  Enhet förr: antal hushåll\n"
        "  Enhet nu:   antal personer\n"
    ) in outcome.stderr
    for name in ("TAB5557", "TAB638"):
        words = ("accept", "--project", lund, name, "--reason", "SCB har bytt ord.", "--break", "2025")
        accepted = runner(*words)
    assert accepted.stdout.endswith("make publish för att publicera.\n")
    broken = {
        row["indicator_id"]
        for row in rows_of(lund / "data/indicators/series_breaks.csv")
        if row["text"].endswith("SCB har bytt ord.")
    }
    assert broken == {"SEX-01", "VNR-01", "VNR-02", "VNR-04", "VNR-05", "VNR-06"}
    assert import_waiting(lund, runner).exit_code == 0


# A table that somebody has saved.


def saved(scb: Scb, tmp_path: Path, path: str) -> Path:
    file = tmp_path / "folkmangd.json"
    file.write_text(json.dumps(scb.answer(f"/api/v2/tables/{path}"), ensure_ascii=False), encoding="utf-8")
    return file


ALL_AGES = ",".join(["TotSA", *map(str, range(100)), "100+1", "-4", "5-9"])


def test_a_table_saved_by_hand_is_read_to_the_same(lund: Path, scb: Scb, runner: Runner, tmp_path: Path) -> None:
    """Here with counties, groups of ages and the increase as well, which nobody needs."""
    file = saved(
        scb,
        tmp_path,
        "TAB5557/data?valueCodes[Region]=12,1280,1281&valueCodes[Civilstand]=SC,OG&valueCodes[Kon]=TotSa&"
        f"valueCodes[Alder]={ALL_AGES.replace('+', '%2B')}&valueCodes[ContentsCode]=000007ME&valueCodes[Tid]=TOP(1)",
    )

    assert runner("import", "--project", lund, file).exit_code == 0
    assert denominators(lund, "VNR-01") == {(LUND, "2025"): (str(everybody("1281", 2025)), "6")}
    assert list(denominators(lund, "VNR-04")) == [(LUND, "2025")]
    assert not (lund / "answers").exists()


def test_a_table_without_ages_is_read_with_a_warning(lund: Path, scb: Scb, runner: Runner, tmp_path: Path) -> None:
    file = saved(
        scb,
        tmp_path,
        "TAB5557/data?valueCodes[Region]=1281&valueCodes[Civilstand]=SC&valueCodes[Kon]=TotSa&"
        "valueCodes[Alder]=TotSA&valueCodes[ContentsCode]=000007ME&valueCodes[Tid]=2025",
    )

    outcome = runner("import", "--project", lund, file)

    assert outcome.exit_code == 0
    assert rules(lund, file) == {"population_has_ages"}
    assert (
        "Filen har inga åldrar, så det går inte att veta hur många invånare VNR-04 Vuxna som aktualiserats hos "
        "socialtjänsten på grund av våld, per 10 000 vuxna, VNR-05 Vuxna som fått minst en insats på grund av våld, "
        "per 10 000 vuxna och VNR-06 Vuxna vars ärende om våld avslutats för att målet nåtts helt eller delvis, per "
        "10 000 vuxna räknas på. Hämta folkmängden med make fetch, eller välj varje ålder från 0 till 17 år och totalt."
    ) in outcome.stdout
    assert denominators(lund, "VNR-04") == {}


def test_two_files_that_say_different_things_are_told(lund: Path, scb: Scb, runner: Runner, tmp_path: Path) -> None:
    query = (
        "TAB5557/data?valueCodes[Region]=1281&valueCodes[Civilstand]=SC&valueCodes[Kon]=TotSa&"
        "valueCodes[Alder]=TotSA&valueCodes[ContentsCode]=000007ME&valueCodes[Tid]=2025"
    )
    one = saved(scb, tmp_path, query)
    other = tmp_path / "samma.json"
    content = json.loads(one.read_text(encoding="utf-8"))
    other.write_text(json.dumps({**content, "value": [9]}), encoding="utf-8")

    outcome = runner("import", "--project", lund, one, other)

    assert outcome.exit_code == 1
    drafted = draft_import(open_project(lund), [one, other], today=NOW.date())
    assert {found.rule for found in drafted.problems} == {"population_is_one", "population_has_ages"}
    assert (
        "Filerna säger olika om hur många invånare VNR-01 Anmälda brott om grov kvinnofridskränkning per 100 000 "
        "invånare, 2025, Lund (1281), totalt, alla åldrar, räknas på. Låt bara en av dem ligga i "
        "mappen." in outcome.stdout
    )


def test_an_answer_that_somebody_has_changed_is_not_read(lund: Path, fetch_scb: Fetch, runner: Runner) -> None:
    fetch_scb()
    path = lund / "inbox/hamtat/scb.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"{everybody('1281', 2025)}", "7", 1), encoding="utf-8")

    assert import_waiting(lund, runner).exit_code == 1
    assert rules(lund, path) == {"answer_can_be_used"}
