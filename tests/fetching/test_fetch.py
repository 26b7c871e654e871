"""A fetch from end to end: what the source answers becomes the site's figures, and nothing else ever does."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import pytest

from pipeline.fetching.kolada import ask
from pipeline.fetching.source import Wanted
from pipeline.fetching.transport import Manners, Transport
from pipeline.official.bundle import Bundle, read_bundle
from pipeline.serving.site import open_site
from tests.conftest import NOW, Outcome, Runner, copy_project
from tests.fetching.conftest import COUNTY, LUND, NATION, REAL, SIMILAR, START, Fetch, made_up, observed, rules
from tests.fetching.kolada_server import Kolada, figure, send
from tests.fetching.scb_server import Scb
from tests.folders import checksums
from tests.sheets import rows_of
from tests.web.conftest import Visitor
from tests.web.test_pages import text_of

CAME = (
    "N07402 Anmälda brott om grov kvinnofridskränkning i kommunen, antal/100 000 inv: 4 uppgifter, 2019–2023.\n"
    "N07537 Anmälda sexualbrott, antal/100 000 inv: 4 uppgifter, 2019–2023.\n"
    "N07549 Anmälda misshandelsbrott mot kvinna, inomhus, bekant med offret, antal/100 000 inv: 4 uppgifter, 2019–2023."
    "\n"
    "N07636 NTU - Självrapporterad utsatthet för sexualbrott, andel (%): 4 uppgifter, 2019–2023.\n"
    "N07684 Osäkerhetstal - Självrapporterad utsatthet för sexualbrott, andel (%): 4 uppgifter, 2019–2023.\n"
    "U30750 Vuxna (18+) som aktualiserats i individ- och familjeomsorgen p.g.a. utsatthet för våld i nära "
    "relation/hedersrelaterat våld, antal/10 000 vuxna invånare: 4 uppgifter, 2019–2023.\n"
    "U30751 Vuxna (18+) som fått minst en insats från individ- och familjeomsorgen p.g.a. utsatthet för våld i nära "
    "relation/hedersrelaterat våld, antal/10 000 vuxna invånare: 4 uppgifter, 2019–2023.\n"
    "U30752 Vuxna (18+) som fått insats från individ- och familjeomsorgen p.g.a. utsatthet för våld i nära "
    "relation/hedersrelaterat våld, där ärendet avslutats för att det övergripande målet med insatserna har nåtts helt "
    "eller delvis, antal/10 000 vuxna invånare: 4 uppgifter, 2019–2023.\n"
    "Liknande kommuner IFO, Lund, 2024: 7 kommuner att jämföra med.\n"
    "Skåne läns kommuner (ovägt medel): 32 kommuner att jämföra med.\n"
)


def revisions(project: Path) -> list[tuple[str, str, str, str, str]]:
    """What the register says: indicator, year, old and new value, reason."""
    names = ("indicator_id", "year", "old_value", "new_value", "reason")
    rows = [tuple(row[name] for name in names) for row in rows_of(project / "data/revisions.csv")]
    return [(a, b, c, d, e) for a, b, c, d, e in rows]


def import_waiting(project: Path, runner: Runner) -> Outcome:
    return runner("import", "--project", project, project / "inbox/hamtat/kolada.json")


def test_a_municipality_that_has_typed_nothing_publishes_its_official_figures(
    lund: Path, fetch: Fetch, runner: Runner
) -> None:
    outcome = fetch()

    assert outcome == Outcome(
        0,
        f"{CAME}Svaren ligger i {lund / 'inbox/hamtat'}. Kör make preview för att se vad de ändrar, och make publish "
        "för att publicera.\n",
        "Frågar Kolada …\n",
    )
    assert runner("publish", "--project", lund).exit_code == 0
    figures = observed(lund, "VNR-01")
    assert {key: value for key, value in figures.items() if key[0] in (LUND, NATION)} == {
        (LUND, "2021"): str(REAL),
        (LUND, "2022"): "5.5",
        (LUND, "2023"): "5.5",
        (NATION, "2021"): "7.31",
        (NATION, "2022"): "7.31",
        (NATION, "2023"): "7.31",
    }
    visitor = Visitor(open_site(lund / "releases/current"))
    page = "/indikatorer/VNR-01/jamforelse"
    swedish, english = (text_of(visitor.get(f"{language}{page}").text) for language in ("", "/en"))
    visitor.close()
    county = f"{fmean(made_up(code) for code in COUNTY if code != LUND):.1f}"
    similar = f"{fmean(map(made_up, SIMILAR)):.1f}"
    means = f"{county} 32 av 32 {similar} 7 av 7".replace(".", ",")
    assert f"2023 5,5 7,3 {means} 2022 5,5 7,3 {means} 2021 6,3 7,3 {means} Efter" in swedish
    assert f"2023: Lund 5.5, Sweden 7.3, the county’s other municipalities {county} and similar" in english
    [kept] = (lund / "answers/kolada").iterdir()
    assert kept.read_bytes() == (lund / "inbox/hamtat/kolada.json").read_bytes()
    answers = json.loads(kept.read_text(encoding="utf-8"))["answers"]
    assert [sorted(each) for each in answers] == [["address", "content", "fetched_at", "sha256"]] * 5
    assert "6.28061" in answers[3]["content"]


def test_a_start_offers_to_fetch(kolada: Kolada, scb: Scb, fetch: Fetch, runner: Runner, tmp_path: Path) -> None:
    fresh = copy_project(Path(__file__).parents[2], tmp_path / "fresh")

    instead = ("--address", f"kolada={kolada.base}", "--address", f"scb={scb.base}")

    outcome = runner("start", "--project", fresh, *START[:-1], *instead, answers="\nja\nja\n")

    assert outcome.exit_code == 0
    assert (
        "Ska kommunens officiella siffror hämtas från källorna nu (Kolada och SCB)? Det behöver internet. (ja/nej)"
        in (outcome.stdout)
    )
    assert CAME in outcome.stdout
    assert runner("publish", "--project", fresh).exit_code == 0
    assert observed(fresh, "VNR-01")[LUND, "2021"] == str(REAL)


def test_a_start_is_made_though_no_source_answers(fetch: Fetch, runner: Runner, tmp_path: Path) -> None:
    fresh = copy_project(Path(__file__).parents[2], tmp_path / "fresh")

    nowhere = ("--address", "kolada=http://127.0.0.1:9/v3", "--address", "scb=http://127.0.0.1:9/api/v2")

    outcome = runner("start", "--project", fresh, *START, "--fetch", *nowhere)

    assert outcome.exit_code == 0
    assert "Källan svarar inte, eller slutade svara (ConnectError). Inget har ändrats. Försök igen senare.\n" in (
        outcome.stdout
    )
    assert "Kommunens officiella siffror hämtas med make fetch, när ni vill.\n" in outcome.stdout
    assert (fresh / "data/dataset.csv").read_text(encoding="utf-8").endswith("handlingsplan,false\n")


def test_the_same_answers_again_change_nothing(lund: Path, fetch: Fetch, runner: Runner) -> None:
    fetch()
    assert import_waiting(lund, runner).exit_code == 0
    before = {part: checksums(lund / part) for part in ("data", "answers", "inbox")}

    again = fetch()

    assert again.stdout.startswith(f"{CAME}Kolada svarar likadant som förra gången. Inget är nytt.\n")
    assert "0 nya, 0 ändrade och 861 oförändrade uppgifter" in import_waiting(lund, runner).stdout
    assert {part: checksums(lund / part) for part in ("data", "answers", "inbox")} == before


def test_a_publish_of_what_has_been_fetched_needs_no_network(lund: Path, fetch: Fetch, runner: Runner) -> None:
    fetch()
    import_waiting(lund, runner)
    shutil.rmtree(lund / "inbox/hamtat")

    assert runner("publish", "--project", lund).exit_code == 0


def test_a_figure_that_the_source_has_revised_says_so_by_itself(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    fetch()
    import_waiting(lund, runner)
    kolada.figures = [figure("N07402", LUND, 2022, 6) if _is(row, "N07402", 2022) else row for row in kolada.figures]
    fetch()

    assert import_waiting(lund, runner).exit_code == 0

    assert observed(lund, "VNR-01")[LUND, "2022"] == "6"
    assert revisions(lund) == [("VNR-01", "2022", "5.5", "6", "Reviderad av källan")]
    assert len(list((lund / "answers/kolada").iterdir())) == 2


def test_a_withdrawn_figure_is_missing_from_then_on(lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner) -> None:
    fetch()
    import_waiting(lund, runner)
    withdrawn = figure("N07402", LUND, 2022, 5.5, isdeleted=True)
    kolada.figures = [withdrawn if _is(row, "N07402", 2022) else row for row in kolada.figures]
    fetch()

    assert import_waiting(lund, runner).exit_code == 0

    assert observed(lund, "VNR-01")[LUND, "2022"] == ""
    assert revisions(lund) == [("VNR-01", "2022", "5.5", "", "Återkallad av källan")]


def test_a_typed_figure_gives_way_to_the_sources(lund: Path, fetch: Fetch, runner: Runner) -> None:
    _type(lund, "VNR-01,2021,1281,T,total,6.3,,,final,false,,2026-01-31")
    fetch()

    assert import_waiting(lund, runner).exit_code == 0

    assert revisions(lund) == [("VNR-01", "2021", "6.3", "6.28061", "Hämtad från källan i stället för inskriven")]


def test_an_empty_figure_and_a_zero_are_two_things(lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner) -> None:
    kolada.figures = [
        figure("N07402", LUND, 2021, None),
        figure("N07402", LUND, 2022, 0.0),
        figure("N07402", LUND, 2023, None, status="Missing"),
        figure("N07402", LUND, 2020, 3.0, isdeleted=True),
        *(row for row in kolada.figures if row["kpi"] != "N07402"),
    ]
    fetch()

    assert import_waiting(lund, runner).exit_code == 0

    assert observed(lund, "VNR-01") == {(LUND, "2021"): "", (LUND, "2022"): "0", (LUND, "2023"): ""}


def test_a_series_is_never_spliced_from_two_vintages(lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner) -> None:
    _type(lund, "VNR-01,2024,1281,T,total,6.3,,,final,false,,2026-01-31")
    before = checksums(lund / "data")
    fetch()

    outcome = import_waiting(lund, runner)

    assert outcome.exit_code == 1
    assert (
        "Källan har inga siffror för 2024 om VNR-01 Anmälda brott om grov kvinnofridskränkning per 100 000 "
        "invånare i Lund (1281), men det finns sådana i data. En serie ersätts hel, så att siffror av olika slag inte "
        "blandas. "
        "Hämta alla år med make fetch, eller ta bort de raderna ur data." in outcome.stdout
    )
    assert rules(lund, lund / "inbox/hamtat/kolada.json") == {"series_is_whole"}
    assert checksums(lund / "data") == before
    assert not (lund / "answers").exists()


def test_a_fetched_figure_cannot_be_changed_unseen(lund: Path, fetch: Fetch, runner: Runner) -> None:
    fetch()
    import_waiting(lund, runner)
    assert runner("check", "--project", lund).exit_code == 0
    path = lund / "data/observations/2021.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("VNR-01,2021,1281,T,total,6.28061,", "VNR-01,2021,1281,T,total,5.28061,"))
    _type(lund, "VNR-01,2024,1281,T,total,6.3,,,final,false,,2026-01-31")

    outcome = runner("check", "--project", lund)

    assert outcome.exit_code == 1
    assert (
        "Siffran för VNR-01 Anmälda brott om grov kvinnofridskränkning per 100 000 invånare, 2021, Lund (1281), "
        "totalt, alla åldrar, är hämtad från källan (N07402), som svarade 6,28061. Låt den stå som källan gav den. "
        "Är källan fel: hör av er till den, och hämta på nytt med make fetch när den har rättat."
    ) in outcome.stdout
    assert (
        "Siffran för VNR-01 Anmälda brott om grov kvinnofridskränkning per 100 000 invånare, 2024, Lund (1281), "
        "totalt, alla åldrar, hör till en serie som hämtas från källan (N07402), men källan har inte gett någon "
        "siffra för det året. Ta bort raden, eller hämta på nytt med make fetch."
    ) in outcome.stdout
    assert "kolumn Värde (value): Siffran för VNR-01" in outcome.stdout
    report = json.loads(runner("check", "--project", lund, "--format", "json").stdout)
    assert {found["rule"] for found in report["problems"] if found["fatal"]} == {"figure_is_as_fetched"}


def test_a_kept_answer_cannot_be_changed_unseen(lund: Path, fetch: Fetch, runner: Runner) -> None:
    fetch()
    import_waiting(lund, runner)
    [kept] = (lund / "answers/kolada").iterdir()
    kept.write_text(kept.read_text(encoding="utf-8").replace("6.28061", "5.28061"), encoding="utf-8")

    outcome = runner("check", "--project", lund)

    assert outcome.exit_code == 1
    name = f"answers/kolada/{kept.name}"
    assert (
        f"Källans svar kan inte läsas in. Filen {name} har ändrats sedan den sparades. Den visar vad källan svarade. "
        f"Hämta tillbaka den ur historiken (git checkout {name})." in outcome.stdout
    )
    assert f"Filen {name} har ändrats sedan den sparades." in import_waiting(lund, runner).stderr


def test_the_sexes_of_an_undivided_indicator_are_left_at_the_source(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    of_women = figure("N07402", LUND, 2021, 1.5, gender="K")["values"]
    next(row for row in kolada.figures if _is(row, "N07402", 2021))["values"] += of_women
    fetch()

    assert import_waiting(lund, runner).exit_code == 0
    assert observed(lund, "VNR-01")[LUND, "2021"] == str(REAL)


def test_every_page_is_read(lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner) -> None:
    kolada.page = 7

    assert fetch().stdout.startswith(CAME)
    # Eight series; three titles of groups that begin alike, and two of counties; 41 areas of 8 series and 4 years.
    assert len(kolada.asked) == 2 + 1 + 1 + 115 + 74
    assert import_waiting(lund, runner).exit_code == 0
    assert len(observed(lund, "VNR-02")) == 3 * 41


def test_what_else_a_source_comes_to_tell_is_no_fault(kolada: Kolada, fetch: Fetch) -> None:
    for row in [*kolada.series, *kolada.figures]:
        row["something_new"] = {"of": ["any", "kind"]}

    assert fetch().stdout.startswith(CAME)


def test_some_years_can_be_asked_for(kolada: Kolada, fetch: Fetch) -> None:
    outcome = fetch("--years", "2022-2023 2021")

    assert "4 uppgifter" not in outcome.stdout
    assert "antal/100 000 inv: 3 uppgifter, 2021–2023." in outcome.stdout
    assert "/year/2021,2022,2023?" in kolada.asked[-1]


def test_years_that_leave_out_some_that_are_here_are_not_asked_for(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    fetch()
    import_waiting(lund, runner)
    kolada.asked.clear()

    outcome = fetch("--years", "2022-2023")

    assert outcome.exit_code == 2
    assert outcome.stderr == (
        "Det finns redan siffror för 2021 i serier från Kolada, och en serie ersätts hel. Hämta alla år: kör make "
        "fetch utan YEARS.\n"
    )
    assert kolada.asked == []
    assert fetch("--years", "2019-2023").exit_code == 0


def test_answers_that_are_older_than_those_that_were_imported_are_not(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    fetch()
    path = lund / "inbox/hamtat/kolada.json"
    older = read_bundle(path.read_text(encoding="utf-8"))
    assert older is not None
    for row in kolada.figures:
        row["values"][0]["value"] += 1
    fetch()
    assert import_waiting(lund, runner).exit_code == 0
    before = checksums(lund / "data")
    early = [replace(answer, fetched_at="2026-03-31T08:05:09Z") for answer in older.answers]
    path.write_text(Bundle(older.source, tuple(early)).as_json(), encoding="utf-8")

    outcome = import_waiting(lund, runner)

    assert outcome.exit_code == 1
    [line] = [line for line in outcome.stdout.splitlines() if "Svaren i filen" in line]
    assert re.search(
        r"Svaren i filen hämtades 2026-03-31 kl. 08:05 UTC, men de som senast lästes in hämtades \d{4}-\d\d-\d\d kl. "
        r"\d\d:\d\d UTC. Ta bort filen, eller hämta på nytt med make fetch.",
        line,
    )
    assert rules(lund, path) == {"answers_are_newest"}
    assert checksums(lund / "data") == before
    fetch()
    assert import_waiting(lund, runner).exit_code == 0


def test_a_rate_of_people_that_its_source_has_not_answered_is_told(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    """Nobody else knows that it shows it, and it may be of very few."""
    _type(lund, "VNR-06,2021,1281,T,total,1,,,final,false,,2026-01-31")
    told = (
        "Siffran för VNR-06 Vuxna vars ärende om våld avslutats för att målet nåtts helt eller delvis, per 10 000 "
        "vuxna, 2021, Lund (1281), totalt, alla åldrar, är skriven för hand, och källan (U30752) har inte svarat med "
        "någon sådan. Den kan gälla få personer: kontrollera att källan själv visar den. Hämta den hellre med make "
        "fetch, eller fyll i täljare och nämnare."
    )

    assert told in runner("check", "--project", lund).stdout
    fetch()
    assert import_waiting(lund, runner).exit_code == 0
    assert runner("check", "--project", lund).exit_code == 0
    table = lund / "inbox/vnr-06.csv"
    table.write_text("indicator_id,year,area_code,sex,age_group,value\nVNR-06,2024,1281,T,total,1\n", encoding="utf-8")
    assert "guarded_rate_is_answered" in rules(lund, table)


def test_a_trial_writes_nothing(lund: Path, fetch: Fetch) -> None:
    outcome = fetch("--dry-run")

    assert outcome.stdout == f"{CAME}Det här var ett prov: inget har sparats.\n"
    assert not (lund / "inbox").exists()


def test_no_address_names_more_than_the_source_takes(kolada: Kolada) -> None:
    series = tuple(f"N{number:05}" for number in range(60))
    kolada.series = [{"id": name, "title": name, "description": ""} for name in series]

    ask(
        Transport(kolada.base, Manners(pause=0)),
        Wanted(series, (LUND, NATION), tuple(range(1990, 2020)), "Lund", today=NOW.date()),
    )

    asked = [path for path in kolada.asked if "municipality_groups" not in path]
    named = [path.split("/")[3 + ("/data/" in path)].partition("?")[0].split(",") for path in asked]
    assert [len(each) for each in named] == [25, 25, 10, *[25] * 8, *[10] * 4]
    areas = [path.partition("/municipality/")[2].partition("/")[0].split(",") for path in asked if "/data/" in path]
    assert {len(each) for each in areas} == {25, 16}
    assert {len(path.rpartition("/year/")[2].split(",")) for path in kolada.asked if "/year/" in path} == {25, 5}


def test_the_source_is_not_hurried(kolada: Kolada) -> None:
    times: list[float] = []
    transport = Transport(kolada.base, Manners(pause=0.05))
    for _ in range(3):
        transport.ask("kpi/N07402?per_page=5")
        times.append(transport.asked_at)

    assert min(after - before for before, after in pairwise(times)) >= 0.05


def test_the_example_is_no_municipality_to_fetch_for(project: Path, runner: Runner) -> None:
    assert runner("fetch", "--project", project) == Outcome(
        2,
        "",
        "Här finns bara exempeldata, som inte gäller någon kommun. Kör make start först, så hämtas er kommuns siffror."
        "\n",
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--source", "bra"), "Det går inte att hämta från ”bra”. Det går att hämta från: kolada, scb."),
        (("--years", "2021-"), "”2021-” går inte att förstå. Skriv år från 1960 till 2026, till exempel 2021-2025."),
        (("--years", "2027"), "”2027” går inte att förstå. Skriv år från 1960 till 2026, till exempel 2021-2025."),
        (
            ("--address", "koladaa=http://127.0.0.1:9/v3"),
            "Det går inte att hämta från ”koladaa”. Det går att hämta från: kolada, scb.",
        ),
        (
            ("--address", "kolada"),
            "”kolada” går inte att förstå. Skriv källan och adressen. Exempel: ”kolada=http://127.0.0.1:8000/v3”",
        ),
    ],
)
def test_what_cannot_be_asked_for_is_told(fetch: Fetch, words: tuple[str, str], told: str) -> None:
    assert fetch(*words) == Outcome(2, "", f"{told}\n")


def test_a_catalogue_that_takes_nothing_from_the_source_says_so(lund: Path, kolada: Kolada, fetch: Fetch) -> None:
    path = lund / "data/indicators/indicators.csv"
    rows = rows_of(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "source_series_id": "", "source_series_title": ""} for row in rows)

    assert fetch().stdout.startswith("Ingen indikator tas från Kolada.\n")
    assert kolada.asked == []


def test_data_that_cannot_be_read_stop_the_fetch(lund: Path, fetch: Fetch) -> None:
    (lund / "data/areas.csv").write_text("nothing\n", encoding="utf-8")

    outcome = fetch()

    assert outcome.exit_code == 1
    assert "Data går inte att läsa, så det går inte att veta vad som ska hämtas. Rätta felen först." in outcome.stderr


def test_a_series_that_the_municipality_is_not_in_is_told(lund: Path, kolada: Kolada, fetch: Fetch) -> None:
    kolada.figures = [row for row in kolada.figures if (row["kpi"], row["municipality"]) != ("N07537", LUND)]

    assert "N07537 Anmälda sexualbrott, antal/100 000 inv: källan har inga siffror för er kommun.\n" in fetch().stdout


def test_an_answer_saved_by_hand_is_read_with_a_warning(
    lund: Path, kolada: Kolada, runner: Runner, tmp_path: Path
) -> None:
    page = kolada.answer("/v3/data/kpi/N07402/municipality/1281,0000?per_page=5000")
    page["values"] += [figure("N99999", LUND, 2021, 1), figure("N07402", "0180", 2021, 9.5)]
    page["count"] += 2
    saved = tmp_path / "kolada.json"
    saved.write_text(json.dumps(page), encoding="utf-8")

    assert rules(lund, saved) == {"series_is_described", "series_has_an_indicator"}
    outcome = runner("import", "--project", lund, saved)

    assert outcome.exit_code == 0
    assert (
        "Filen är sparad för hand och säger inte vad dess serier heter, så det går inte att se om de har ändrats. "
        "Hämta hellre med make fetch." in outcome.stdout
    )
    assert "Ingen indikator tar siffror från N99999, så de läses inte in." in outcome.stdout
    assert "1 uppgift gäller andra kommuner och läses inte in." in outcome.stdout
    assert observed(lund, "VNR-01")[LUND, "2021"] == str(REAL)
    assert {area for area, _ in observed(lund, "VNR-01")} == {LUND, NATION}
    assert not (lund / "answers").exists()


def test_an_answer_that_somebody_has_changed_is_not_read(lund: Path, fetch: Fetch, runner: Runner) -> None:
    fetch()
    path = lund / "inbox/hamtat/kolada.json"
    path.write_text(path.read_text(encoding="utf-8").replace("6.28061", "1.28061"), encoding="utf-8")

    outcome = import_waiting(lund, runner)

    assert outcome.exit_code == 1
    assert rules(lund, path) == {"answer_can_be_used"}
    address = json.loads(path.read_text(encoding="utf-8"))["answers"][3]["address"]
    assert (
        f"Källans svar kan inte läsas in. Svaret från {address} har ändrats sedan det hämtades. Hämta en gång till med "
        "make fetch." in outcome.stdout
    )
    assert fetch().exit_code == 0
    assert import_waiting(lund, runner).exit_code == 0


def test_another_json_is_still_no_table(lund: Path, runner: Runner, tmp_path: Path) -> None:
    elsewhere = (
        '{"source": "kolada", "answers": [{"address": "", "fetched_at": "../../x", "sha256": "", "content": ""}]}'
    )
    for text in (
        '{"values": [{"kpi": 3}]}',
        '{"source": "scb", "answers": []}',
        '{"source": ',
        "[[1, 2]]",
        elsewhere,
        "[[" * 50_000,
    ):
        (tmp_path / "other.json").write_text(text, encoding="utf-8")
        outcome = runner("import", "--project", lund, tmp_path / "other.json")
        assert "Filen är en fil i JSON-format och kan inte läsas." in outcome.stdout


def test_a_source_that_answers_late_is_asked_again(kolada: Kolada, fetch: Fetch) -> None:
    kolada.misbehaving["/kpi/"] = [
        lambda handler, content: send(handler, content, 503),
        lambda handler, content: send(handler, content, 429, retry_after="0"),
        lambda handler, content: send(handler, content),
        lambda handler, content: send(handler, content, 429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"),
        lambda handler, content: send(handler, content, 429, retry_after="soon"),
    ]

    assert fetch().stdout.startswith(CAME)


def _is(row: dict[str, object], series: str, year: int) -> bool:
    return (row["kpi"], row["municipality"], row["period"]) == (series, LUND, year)


def _type(project: Path, row: str) -> None:
    """Write a row of observations as staff's workbook would have left it."""
    year = row.split(",")[1]
    path = project / f"data/observations/{year}.csv"
    header = (Path(__file__).parents[2] / "data/observations/2021.csv").read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
