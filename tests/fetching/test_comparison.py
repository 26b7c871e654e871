"""Whom a municipality is compared with: fetched, frozen with the figures, and replaced whole."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.intake.draft import draft_import
from pipeline.project import open_project
from pipeline.serving.site import open_site
from tests.conftest import NOW, Runner
from tests.fetching.conftest import COUNTY, LUND, NATION, SIMILAR, Fetch, made_up, observed
from tests.fetching.kolada_server import Kolada, figure, group
from tests.folders import checksums
from tests.sheets import rows_of
from tests.web.conftest import Visitor


def publish(project: Path, runner: Runner) -> str:
    outcome = runner("import", "--project", project, project / "inbox/hamtat/kolada.json")
    assert outcome.exit_code == 0
    return outcome.stdout


def members(project: Path) -> dict[str, tuple[str, ...]]:
    """The members of each group in the data, by its kind."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows_of(project / "data/comparison_group_members.csv"):
        found[row["kind"]] = (*found.get(row["kind"], ()), row["area_code"])
    return found


def test_the_newest_group_of_similar_municipalities_and_the_county_come_with_the_figures(
    lund: Path, fetch: Fetch, runner: Runner
) -> None:
    fetch()

    told = publish(lund, runner)

    assert "Grupper att jämföra med: 2 nya, 0 ändrade och 0 oförändrade rader.\n" in told
    assert "Kommuner i grupperna: 40 nya, 0 ändrade och 0 oförändrade rader.\n" in told
    groups = rows_of(lund / "data/comparison_groups.csv")
    assert [(row["group_id"], row["kind"], row["title"]) for row in groups] == [
        ("G33621", "county", "Skåne läns kommuner (ovägt medel)"),
        ("G36580", "similar", "Liknande kommuner IFO, Lund, 2024"),
    ]
    assert members(lund) == {"similar": SIMILAR, "county": COUNTY}
    figures = observed(lund, "VNR-01")
    assert {area for area, _ in figures} == {LUND, NATION, *SIMILAR, *COUNTY}
    assert figures["0126", "2022"] == str(made_up("0126"))


def test_margins_of_error_come_with_the_figures_that_they_are_of(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    kolada.figures = [row for row in kolada.figures if row["kpi"] != "N07684"]
    kolada.figures += [
        figure("N07684", LUND, 2022, 1.25),
        figure("N07684", LUND, 2023, None, status="Missing"),
        figure("N07684", NATION, 2022, 0.3),
    ]
    fetch()

    told = publish(lund, runner)

    assert "Felmarginaler: 2 nya, 0 ändrade och 0 oförändrade rader.\n" in told
    assert [tuple(row.values()) for row in rows_of(lund / "data/indicators/uncertainties.csv")] == [
        ("SEX-03", "2022", NATION, "T", "total", "0.3"),
        ("SEX-03", "2022", LUND, "T", "total", "1.25"),
    ]
    kolada.figures = [row for row in kolada.figures if (row["kpi"], row["municipality"]) != ("N07684", NATION)]
    fetch()
    assert "Felmarginaler: 0 nya, 1 ändrade och 1 oförändrade rader.\n" in publish(lund, runner)


def test_other_members_take_the_place_of_those_before_whose_figures_stay_of_one_vintage(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    fetch()
    publish(lund, runner)
    new = (*SIMILAR[1:], "0180")
    kolada.groups.append(group("G36581", "Liknande kommuner IFO, Lund, 2025", *new))
    kolada.figures += [figure("N07402", "0180", year, 3.5) for year in (2021, 2022, 2023)]

    assert "Liknande kommuner IFO, Lund, 2025: 7 kommuner att jämföra med.\n" in fetch().stdout
    told = runner("preview", "--project", lund).stdout
    assert "Kommuner i grupperna: 1 nya, 1 ändrade och 39 oförändrade rader." in told
    publish(lund, runner)

    assert members(lund) == {"similar": tuple(sorted(new)), "county": COUNTY}
    before = checksums(lund / "data")
    kolada.asked.clear()
    fetch()
    publish(lund, runner)
    assert checksums(lund / "data") == before
    assert any(SIMILAR[0] in path for path in kolada.asked)


def test_a_change_of_whom_the_municipality_is_like_alone_is_no_preview_of_nothing(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    fetch()
    assert runner("publish", "--project", lund).exit_code == 0
    kolada.groups = [
        group(row["id"], row["title"], *SIMILAR[:4]) if row["id"] == "G36580" else row for row in kolada.groups
    ]
    fetch()

    told = runner("preview", "--project", lund).stdout

    assert "Kommuner i grupperna: 0 nya, 3 ändrade och 37 oförändrade rader." in told
    assert "En publicering skulle inte ändra något." not in told


def test_a_group_that_the_source_no_longer_has_stays_as_it_was_and_that_is_told(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    fetch()
    publish(lund, runner)
    before = checksums(lund / "data")
    kolada.groups = [row for row in kolada.groups if "IFO, Lund," not in row["title"]]

    assert "Källan har ingen grupp av kommuner som liknar Lund. Finns det en här är den kvar.\n" in fetch().stdout
    publish(lund, runner)

    assert checksums(lund / "data") == before
    kolada.groups = []
    told = fetch().stdout
    assert "Källan har ingen grupp med andra kommuner i länet där Lund ligger. Finns det en här är den kvar.\n" in told


def test_figures_of_another_municipality_that_the_source_no_longer_has_are_not_left_behind(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    fetch()
    publish(lund, runner)
    kolada.figures = [
        row for row in kolada.figures if (row["kpi"], row["municipality"], row["period"]) != ("N07402", "0126", 2022)
    ]
    fetch()

    outcome = runner("import", "--project", lund, lund / "inbox/hamtat/kolada.json")

    assert outcome.exit_code == 1
    assert (
        "Källan har inga siffror för 2022 om VNR-01 Anmälda brott om grov kvinnofridskränkning per 100 000 invånare i "
        "Huddinge (0126), men det finns sådana i data." in outcome.stdout
    )


def test_another_municipalitys_figure_cannot_be_changed_unseen(lund: Path, fetch: Fetch, runner: Runner) -> None:
    fetch()
    publish(lund, runner)
    path = lund / "data/observations/2022.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("VNR-01,2022,0126,T,total,2.126", "VNR-01,2022,0126,T,total,9")
    )

    outcome = runner("check", "--project", lund)

    assert outcome.exit_code == 1
    assert "2022, Huddinge (0126), totalt, alla åldrar, är hämtad från källan (N07402), som svarade 2,126." in (
        outcome.stdout
    )


def test_a_fetched_margin_of_error_cannot_be_changed_unseen(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    kolada.figures = [row for row in kolada.figures if row["kpi"] != "N07684" or row["period"] == 2022]
    fetch()
    publish(lund, runner)
    assert runner("check", "--project", lund).exit_code == 0
    path = lund / "data/indicators/uncertainties.csv"
    text = path.read_text(encoding="utf-8").replace("SEX-03,2022,1281,T,total,5.5", "SEX-03,2022,1281,T,total,0.5")
    path.write_text(f"{text}SEX-03,2023,1281,T,total,1.5\n", encoding="utf-8")

    outcome = runner("check", "--project", lund, "--format", "json")

    found = [(each["rule"], each["message"]) for each in json.loads(outcome.stdout)["problems"] if each["fatal"]]
    assert found == [
        (
            "margin_is_as_fetched",
            "Felmarginalen för SEX-03 Personer som uppger att de har utsatts för sexualbrott, 2022, Lund (1281), "
            "totalt, alla åldrar, är hämtad från källan (N07684), som svarade 5,5. Låt den stå som källan gav den.",
        ),
        (
            "margin_is_as_fetched",
            "Felmarginalen för SEX-03 Personer som uppger att de har utsatts för sexualbrott, 2023, Lund (1281), "
            "totalt, alla åldrar, hör till en serie som hämtas från källan (N07684), men källan har inte gett någon "
            "för det året. Ta bort raden, eller hämta på nytt med make fetch.",
        ),
    ]


def test_whom_the_municipality_is_compared_with_cannot_be_changed_unseen(
    lund: Path, fetch: Fetch, runner: Runner
) -> None:
    fetch()
    assert runner("publish", "--project", lund).exit_code == 0
    before = checksums(lund / "data")
    path = lund / "data/comparison_group_members.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("similar,0126\n", ""), encoding="utf-8")

    outcome = runner("check", "--project", lund, "--format", "json")

    [found] = [each for each in json.loads(outcome.stdout)["problems"] if each["fatal"]]
    assert found["rule"] == "group_is_as_fetched"
    assert found["message"] == (
        "Gruppen ”Liknande kommuner IFO, Lund, 2024” är inte som källan gav den. Hämta den på nytt med make fetch och "
        "kör make publish."
    )
    fetch()
    assert runner("publish", "--project", lund).exit_code == 0
    assert checksums(lund / "data") == before


def test_a_member_that_is_no_known_municipality_stops_the_import_until_it_is_one(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    kolada.groups = [group("G36581", "Liknande kommuner IFO, Lund, 2025", *SIMILAR, "9998")]
    fetch()

    drafted = draft_import(open_project(lund), [lund / "inbox/hamtat/kolada.json"], today=NOW.date())

    assert [(each.rule, each.message) for each in drafted.problems if each.fatal] == [
        (
            "member_is_an_area",
            "Källans grupp ”Liknande kommuner IFO, Lund, 2025” har en kommun med koden ”9998”, som inte finns i "
            "data/areas.csv. Lägg till raden ”9998,kommunens namn,,municipality” där, och kör igen.",
        )
    ]
    with (lund / "data/areas.csv").open("a", encoding="utf-8") as areas:
        areas.write("9998,Nykommun,,municipality\n")
    publish(lund, runner)
    assert members(lund) == {"similar": (*SIMILAR, "9998")}


def test_two_groups_where_there_should_be_one_stop_the_fetch(kolada: Kolada, fetch: Fetch) -> None:
    kolada.groups.append(group("G1", "Södra läns kommuner (ovägt medel)", LUND, "1280"))

    outcome = fetch()

    assert outcome.exit_code == 1
    assert (
        "Källan ger två grupper att jämföra med där det ska vara en: Södra läns kommuner (ovägt medel) och Skåne läns "
        "kommuner (ovägt medel). Inget har ändrats. Be den som sköter programmet titta på det.\n" in outcome.stderr
    )


def test_a_status_beside_a_figure_stops_the_fetch(kolada: Kolada, fetch: Fetch) -> None:
    kolada.figures[0]["values"][0]["status"] = "Preliminary"

    outcome = fetch()

    row = kolada.figures[0]
    assert outcome.exit_code == 1
    assert (
        f"Källan ger en siffra för {row['kpi']}, område {row['municipality']}, år {row['period']}, men också läget "
        "”Preliminary”, och de går inte ihop. Inget har ändrats. Be den som sköter programmet titta på det.\n"
        in outcome.stderr
    )


def test_a_series_in_which_the_municipality_has_no_figure_is_published_without_a_comparison(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    kolada.figures = [row for row in kolada.figures if (row["kpi"], row["municipality"]) != ("U30750", LUND)]
    for row in kolada.figures:
        if row["kpi"] == "U30751" and row["municipality"] != LUND:
            row["values"] = [{**cell, "value": None, "status": "Missing"} for cell in row["values"]]
    fetch()

    outcome = runner("publish", "--project", lund)

    assert outcome.exit_code == 0, outcome
    visitor = Visitor(open_site(lund / "releases/current"))
    sitemap = visitor.get("/sitemap.xml").text
    visitor.close()
    assert [name for name in ("VNR-04", "VNR-05", "VNR-06") if f"/indikatorer/{name}/jamforelse" in sitemap] == [
        "VNR-06"
    ]
