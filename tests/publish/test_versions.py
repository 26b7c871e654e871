"""Every version for ever: what each changed, the same bytes at its addresses, and the recalled ones nowhere."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from pipeline.dataset.judged import judge
from pipeline.project import open_project
from pipeline.serving.site import open_site
from tests.conftest import NOW, Maker, copy_project, run
from tests.fetching.conftest import START
from tests.sheets import break_cell, rows_of, write_rows
from tests.web.conftest import Visitor
from tests.web.test_pages import text_of

HEADER = "indicator_id,year,area_code,sex,age_group,value,value_status"
FIRST = ("P3-01,2024,1281,T,total,41,final", "P3-01,2025,1281,T,total,52,final", "P4-01,2025,1281,T,total,20,final")
KEY = "indicator_id, year, area_code, sex, age_group"
REASON = "Enheten hade räknat två gånger."


def publish(project: Path) -> str:
    outcome = run("publish", "--project", project)
    assert outcome.exit_code == 0, outcome
    return os.readlink(project / "releases/current")


def import_rows(project: Path, *rows: str, reason: str = REASON) -> None:
    path = project / "siffror.csv"
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    outcome = run("import", path, "--project", project, "--reason", reason)
    assert outcome.exit_code == 0, outcome


def visit(project: Path) -> Visitor:
    return Visitor(open_site(project / "releases" / os.readlink(project / "releases/current")))


def given(visitor: Visitor) -> dict[str, bytes]:
    """What is at every address below /versioner/ that the site gives, by the address."""
    found: dict[str, bytes] = {}
    for version in re.findall(r'href="(/versioner/[^"/]+)"', visitor.get("/versioner").text):
        page = visitor.get(version)
        if page.status_code != 200:
            continue
        for address in re.findall(r'href="(/versioner/[^"/]+/[^"]+)"', page.text):
            found[address] = visitor.get(address).content
        name = version.rpartition("/")[2]
        for chart in ("P3-01.svg", "P3-01.en.svg", "P3-01.png"):
            found[f"{version}/diagram/{chart}"] = visitor.get(f"/versioner/{name}/diagram/{chart}").content
    return found


@pytest.fixture(scope="session")
def begun(repository: Path, made_once: Maker) -> Path:
    """Lund's site with three figures, published once."""

    def make(project: Path) -> None:
        copy_project(repository, project)
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr("pipeline.cli.now", lambda: NOW)
            assert run("start", "--project", project, *START).exit_code == 0
            import_rows(project, *FIRST)
            publish(project)

    return made_once("begun", make)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cli.now", lambda: NOW)


@pytest.fixture
def lund(begun: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    return Path(shutil.copytree(begun, tmp_path / "lund", symlinks=True))


def test_three_publishes_with_a_correction_a_rollback_and_a_recall_between(lund: Path) -> None:
    first = os.readlink(lund / "releases/current")
    import_rows(lund, "P3-01,2025,1281,T,total,54,final", "P3-01,2023,1281,T,total,30,final")
    second = publish(lund)
    visitor = visit(lund)
    told = given(visitor)
    visitor.close()
    assert {name.split("/")[2] for name in told} == {first, second}
    assert len(told) > 80

    assert run("rollback", "--project", lund).exit_code == 0
    visitor = visit(lund)
    assert {address: visitor.get(address).content for address in told} == told
    assert "visas nu" in text_of(visitor.get("/versioner").text)
    visitor.close()

    assert run("recall", second, "--project", lund, "--reason", "Den visade en siffra om få.").exit_code == 0
    import_rows(lund, "P3-01,2025,1281,T,total,,missing", "P3-01,2023,1281,T,total,30,final", reason="Osäker uppgift.")
    third = publish(lund)
    visitor = visit(lund)
    for address, content in told.items():
        answer = visitor.get(address)
        if address.startswith(f"/versioner/{second}/"):
            assert answer.status_code == 410, address
            told_why = answer.json()["error"] if address.endswith(".json") else text_of(answer.text)
            assert "Den visade en siffra om få." in told_why
            assert "54" not in text_of(answer.text).replace(second, "")
        else:
            assert (answer.status_code, answer.content) == (200, content), address
    for address in (f"/versioner/{second}", f"/versioner/{second}/indikatorer/P3-01/inbaddad"):
        assert visitor.get(address).status_code == 410
        english = visitor.get(f"/en{address}")
        assert english.status_code == 410
        assert "The release has been recalled" in english.text
    page = text_of(visitor.get("/versioner").text)
    assert "Återkallad 24 november 2026. Den visade en siffra om få." in page
    assert visitor.get(f"/versioner/{third}").status_code == 200
    visitor.close()
    # A release from before the recall is served, and it holds all the same.
    assert run("rollback", "--project", lund).stdout.startswith(f"Tillbaka till {first}.")
    visitor = visit(lund)
    assert visitor.get(f"/versioner/{second}/handlingsplan.db").status_code == 410
    visitor.close()


def shown(release: Path) -> dict[tuple[object, ...], float | None]:
    """The figures of a release by their keys; None of one that it does not show."""
    with closing(sqlite3.connect(f"file:{release / 'handlingsplan.db'}?mode=ro", uri=True)) as database:
        return {tuple(key): value for *key, value in database.execute(f"select {KEY}, value from observations")}


def test_changes_and_history_tell_no_figure_that_no_release_showed(lund: Path) -> None:
    """Figures that are few come, go and are corrected, over five releases, one of them recalled."""
    for number, rows in enumerate(
        (
            ("P3-01,2025,1281,T,total,54,final", "P4-01,2025,1281,T,total,3,final", "P4-02,2025,1281,T,total,2,final"),
            ("P4-01,2025,1281,T,total,18,final", "P4-02,2025,1281,T,total,0,final", "P4-01,2024,1281,T,total,1,final"),
            ("P4-01,2025,1281,T,total,4,final", "P4-02,2025,1281,T,total,9,final"),
            ("P4-01,2025,1281,T,total,21,final", "P4-02,2025,1281,T,total,,missing"),
        )
    ):
        import_rows(lund, *rows, reason="Rättat.")
        if number == 2:
            name = os.readlink(lund / "releases/current")
            assert run("recall", name, "--project", lund, "--reason", "Fel fil.").exit_code == 0
        publish(lund)
    releases = {
        path.name: shown(path) for path in (lund / "releases").iterdir() if path.is_dir() and not path.is_symlink()
    }
    assert len(releases) == 5
    told = 0
    for name in releases:
        changes = json.loads((lund / f"releases/{name}/changes/andringar.json").read_text(encoding="utf-8"))
        for each in (each for each in changes["changes"] if each["column"] == "value"):
            key = tuple(each[part] for part in KEY.split(", "))
            for value, release in ((each["old"], changes["before"]), (each["new"], name)):
                assert value is None or releases[release][key] == value
                told += value is not None
        with closing(sqlite3.connect(f"file:{lund}/releases/{name}/handlingsplan.db?mode=ro", uri=True)) as database:
            for *key, value in database.execute(
                f"select {KEY}, value from observation_history where value is not null"
            ):
                assert value in {figures.get(tuple(key)) for figures in releases.values()}
                told += 1
    assert told > 20
    # Nothing is told of a figure that is hidden in the release that tells.
    with closing(sqlite3.connect(f"file:{lund}/releases/current/handlingsplan.db?mode=ro", uri=True)) as database:
        hidden = database.execute("select count(*) from observations where value_status like 'suppressed%'").fetchone()[
            0
        ]
        leaks = database.execute(
            "select * from observation_history join observations using (indicator_id, year, area_code, sex, age_group) "
            "where observations.value_status like 'suppressed%' and observation_history.value is not null"
        ).fetchall()
    assert hidden
    assert leaks == []


def test_a_rollback_passes_over_what_was_recalled(lund: Path) -> None:
    first = os.readlink(lund / "releases/current")
    import_rows(lund, "P3-01,2025,1281,T,total,54,final")
    second = publish(lund)
    import_rows(lund, "P3-01,2025,1281,T,total,55,final")
    publish(lund)
    assert run("recall", second, "--project", lund, "--reason", "Fel fil.").exit_code == 0

    assert run("rollback", "--project", lund).stdout.startswith(f"Tillbaka till {first}.")


def test_what_was_changed_of_a_recalled_version_is_not_told(lund: Path) -> None:
    import_rows(lund, "P3-01,2025,1281,T,total,3,final")
    second = publish(lund)
    import_rows(lund, "P3-01,2025,1281,T,total,77,final")
    third = publish(lund)
    visitor = visit(lund)
    assert '"old": 3.0' in visitor.get(f"/versioner/{third}/andringar.json").text
    visitor.close()
    assert run("recall", second, "--project", lund, "--reason", "Fel fil.").exit_code == 0
    import_rows(lund, "P3-01,2025,1281,T,total,78,final")
    publish(lund)

    visitor = visit(lund)

    for ending in ("/andringar.json", "/andringar.csv"):
        assert visitor.get(f"/versioner/{third}{ending}").status_code == 410
    page = visitor.get(f"/versioner/{third}")
    assert page.status_code == 200
    assert "Publiceringen före är återkallad, och det som ändrades skulle visa vad som stod i den." in page.text
    visitor.close()


def test_the_recalled_figures_are_not_published_under_another_name(lund: Path) -> None:
    first = os.readlink(lund / "releases/current")

    outcome = run("recall", first, "--project", lund, "--reason", "Fel.")

    assert outcome.stdout == (
        f"{first} är återkallad, men det är den som visas nu. Rätta eller dölj det som var fel (make protect visar vad "
        "som måste döljas) och kör make publish, eller visa den förra publiceringen med make rollback. Först då "
        "försvinner den.\n"
    )
    outcome = run("publish", "--project", lund)
    assert outcome.exit_code == 2
    assert outcome.stderr.endswith(
        f"Inget har publicerats: publicering {first} är återkallad, men siffrorna är desamma. Rätta eller dölj det "
        "som var fel (make protect visar vad som måste döljas) och publicera igen.\n"
    )
    visitor = visit(lund)
    assert visitor.get(f"/versioner/{first}").status_code == 200
    visitor.close()
    import_rows(lund, "P4-01,2025,1281,T,total,25,final")
    publish(lund)
    visitor = visit(lund)
    assert visitor.get(f"/versioner/{first}").status_code == 410
    visitor.close()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Säg vilken publicering: make recall RELEASE=namnet. De som finns: {first}\n"),
        (("2025-000000000000",), "Säg vilken publicering: make recall RELEASE=namnet. De som finns: {first}\n"),
        (
            ("{first}",),
            'Säg varför {first} återkallas: make recall RELEASE={first} REASON="skälet". Skälet visas för alla som '
            "frågar efter den.\n",
        ),
    ],
)
def test_a_recall_names_a_release_and_a_reason(lund: Path, words: tuple[str, ...], told: str) -> None:
    first = os.readlink(lund / "releases/current")

    outcome = run("recall", *(word.format(first=first) for word in words), "--project", lund)

    assert (outcome.exit_code, outcome.stderr) == (2, told.format(first=first))
    assert rows_of(lund / "data/recalls.csv") == []


def test_a_reason_for_a_recall_may_name_nobody_and_is_given_once(lund: Path) -> None:
    first = os.readlink(lund / "releases/current")

    refused = run("recall", first, "--project", lund, "--reason", "Ring Anna Svensson, 070-123 45 67.")
    assert refused.exit_code == 1
    assert "Inget har ändrats. Skriv skälet på ett annat sätt och kör kommandot igen." in refused.stderr
    assert run("recall", first, "--project", lund, "--reason", "Fel.").exit_code == 0

    outcome = run("recall", first, "--project", lund, "--reason", "Fel.")
    assert outcome.stderr == f"{first} är redan återkallad. Skälet står i data/recalls.csv.\n"
    assert [row["reason"] for row in rows_of(lund / "data/recalls.csv")] == ["Fel."]


def test_a_version_tells_what_it_added_changed_removed_and_redefined(lund: Path) -> None:
    first = os.readlink(lund / "releases/current")
    import_rows(lund, "P3-01,2025,1281,T,total,54,final", "P3-01,2023,1281,T,total,30,final")
    break_cell(lund / "data/indicators/indicators.csv", _row(lund, "P8-01"), "definition", "Något annat än förut.")
    second = publish(lund)
    visitor = visit(lund)

    whole = json.loads(visitor.get(f"/versioner/{second}/andringar.json").text)
    table = list(csv.DictReader(io.StringIO(visitor.get(f"/versioner/{second}/andringar.csv").text)))

    assert {name: whole[name] for name in whole if name != "changes"} == {
        "release": second,
        "before": first,
        "kind": "major",
        "added": 1,
        "changed": 1,
        "removed": 0,
        "redefined": 1,
    }
    redefined, added, changed = whole["changes"]
    assert (redefined["kind"], redefined["column"], redefined["new"]) == (
        "redefined",
        "definition",
        "Något annat än förut.",
    )
    assert [_short(added), _short(changed)] == [("added", "P3-01", None, 30.0), ("changed", "P3-01", 52.0, 54.0)]
    assert whole["changes"][2]["reason"] == REASON
    assert whole["changes"][2]["changed_on"] == "2026-11-24"
    assert [row["kind"] for row in table] == [each["kind"] for each in whole["changes"]]
    assert (table[2]["old"], table[2]["new"]) == ("52", "54")
    page = text_of(visitor.get(f"/versioner/{second}").text)
    assert "Större. Nya: 1, ändrade: 1, omdefinierade: 1." in page
    assert "52" in page
    assert "Något annat än förut." in page
    assert run("diff", first, second, "--project", lund).stdout.splitlines()[1:] == [
        "Ny: P3-01 Anmälda överträdelser av kontaktförbud, 2023, Lund (1281), totalt, alla åldrar: 30.",
        "Ändrad: P3-01 Anmälda överträdelser av kontaktförbud, 2025, Lund (1281), totalt, alla åldrar. Förut: 52. "
        f"Nu: 54. Skäl: {REASON}",
    ]
    assert run("diff", first, second, "--project", lund, "--format", "csv").stdout == (
        lund / f"releases/{second}/changes/andringar.csv"
    ).read_text(encoding="utf-8")
    assert (
        json.loads(run("diff", first, second, "--project", lund, "--format", "json").stdout)["changes"]
        == whole["changes"]
    )
    assert run("diff", second, second, "--project", lund).stdout == (
        "Inga siffror och inga definitioner skiljer dem åt.\n"
    )
    assert run("diff", first, "nej", "--project", lund).stderr == (
        f"Det finns ingen publicering nej. De som finns: {first}, {second}\n"
    )
    visitor.close()


def _short(each: Mapping[str, object]) -> tuple[object, ...]:
    return each["kind"], each["indicator_id"], each["old"], each["new"]


def _row(project: Path, indicator: str) -> int:
    rows = rows_of(project / "data/indicators/indicators.csv")
    return next(number for number, row in enumerate(rows, start=2) if row["indicator_id"] == indicator)


def test_a_release_from_before_versions_were_noted_has_a_page_and_its_files(lund: Path) -> None:
    first = os.readlink(lund / "releases/current")
    import_rows(lund, "P3-01,2025,1281,T,total,54,final")
    publish(lund)
    folder = lund / "releases" / first
    described = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    (folder / "release.json").write_text(
        json.dumps({"id": first, "area_code": described["area_code"]}), encoding="utf-8"
    )
    shutil.rmtree(folder / "changes")
    (folder / "downloads/handlingsplan.db").unlink()

    visitor = visit(lund)

    page = visitor.get(f"/versioner/{first}")
    assert page.status_code == 200
    assert "För den publiceringen finns det inte noterat vad som ändrades." in text_of(page.text)
    assert visitor.get(f"/versioner/{first}/handlingsplan.db").content == (folder / "handlingsplan.db").read_bytes()
    assert visitor.get(f"/versioner/{first}/andringar.json").status_code == 404
    assert visitor.get(f"/versioner/{first}/indikatorer/P3-01/inbaddad").status_code == 200
    visitor.close()


def test_new_figures_alone_make_a_minor_version(lund: Path) -> None:
    import_rows(lund, "P3-01,2023,1281,T,total,30,final")

    second = publish(lund)

    visitor = visit(lund)
    assert "Mindre. Nya: 1." in text_of(visitor.get(f"/versioner/{second}").text)
    assert "Den första." in text_of(visitor.get("/versioner").text)
    visitor.close()


def test_a_hidden_figure_has_no_number_in_what_was_changed(lund: Path) -> None:
    before = os.readlink(lund / "releases/current")
    import_rows(lund, "P4-01,2025,1281,T,total,3,final", reason="Rättat.")

    after = publish(lund)

    changes = json.loads((lund / f"releases/{after}/changes/andringar.json").read_text(encoding="utf-8"))["changes"]
    assert [(each["old"], each["new"], each["old_status"], each["new_status"]) for each in changes] == [
        (None, None, "final", "suppressed_primary")
    ]
    assert run("diff", before, after, "--project", lund).stdout == (
        "Ändrad: P4-01 Barn och unga som misstänks ha förts eller riskerat att föras utomlands, 2025, Lund "
        "(1281), totalt, alla åldrar. Förut: en siffra. Nu: visas inte (få personer). Skäl: Rättat.\n"
    )


def test_a_chart_is_pinned_to_a_version_and_says_that_there_are_newer_figures(lund: Path) -> None:
    first = os.readlink(lund / "releases/current")
    address = f"/versioner/{first}/indikatorer/P3-01/inbaddad"
    visitor = visit(lund)
    embedded = visitor.get(address)
    assert "nyare siffror" not in embedded.text
    assert "frame-ancestors *" in embedded.headers["content-security-policy"]
    visitor.close()
    import_rows(lund, "P3-01,2025,1281,T,total,54,final")
    publish(lund)

    visitor = visit(lund)

    page = visitor.get(address).text
    assert "Det finns" in page
    assert "nyare siffror" in page
    assert 'alt="2024: 41, 2025: 52"' in page
    [picture] = set(re.findall(rf'src="(/versioner/{first}/diagram/P3-01.svg)"', page))
    assert visitor.get(picture).headers["cache-control"] == "public, max-age=31536000, immutable, s-maxage=60"
    assert "nyare siffror" not in visitor.get(address.replace("P3-01", "P4-01")).text
    assert "There are" in visitor.get(f"/en{address}").text
    visitor.close()


@pytest.mark.parametrize(
    "path",
    [
        "/versioner/2025-000000000000",
        "/versioner/current",
        "/versioner/current/handlingsplan.db",
        "/versioner/..%2f..%2fdata/areas.csv",
        "/versioner/{first}/release.json",
        "/versioner/{first}/..%2frelease.json",
        "/versioner/{first}/diagram/..%2frelease.json",
        "/versioner/{first}/indikatorer/..%2f..%2fx/inbaddad",
        "/versioner/{first}/indikatorer/X/inbaddad",
    ],
)
def test_nothing_else_of_the_disk_is_shown(lund: Path, path: str) -> None:
    visitor = visit(lund)
    assert visitor.get(path.format(first=os.readlink(lund / "releases/current"))).status_code in (302, 404)
    visitor.close()


def test_a_published_figure_is_not_changed_or_taken_away_without_a_reason(lund: Path) -> None:
    path = lund / "data/observations/2025.csv"
    rows = rows_of(path)
    changed = [
        {**row, "value": "53"} if row["indicator_id"] == "P3-01" else row
        for row in rows
        if row["indicator_id"] != "P4-01"
    ]
    write_rows(path, [tuple(rows[0]), *(tuple(row.values()) for row in changed)])

    judged = judge(open_project(lund), lambda _: None)

    assert {(each.rule, each.message) for each in judged.fatal} == {
        (
            "published_figure_is_explained",
            "P3-01 Anmälda överträdelser av kontaktförbud, 2025, Lund (1281), totalt, alla åldrar, är publicerad som "
            "52 och har ändrats utan ett skäl. Sätt tillbaka den, och läs in den nya siffran med ett skäl (make import "
            'FILES="filens namn" REASON="skälet"), eller skriv ändringen och skälet på en rad i data/revisions.csv.',
        ),
        (
            "published_figure_is_there",
            "P4-01 Barn och unga som misstänks ha förts eller riskerat att föras utomlands, 2025, Lund "
            "(1281), totalt, alla åldrar, är publicerad som 20 men finns inte längre i data. Sätt tillbaka raden. "
            'Gäller siffran inte mer: läs in den som ”missing” med ett skäl (make import FILES="filens namn" '
            'REASON="skälet").',
        ),
    }
    assert run("publish", "--project", lund).exit_code == 1
    # The advice works.
    write_rows(path, [tuple(rows[0]), *(tuple(row.values()) for row in rows)])
    import_rows(lund, "P3-01,2025,1281,T,total,53,final", "P4-01,2025,1281,T,total,,missing")
    publish(lund)


def test_a_reason_explains_only_what_it_was_given_for(lund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure that was corrected and corrected back is not changed to what it was meanwhile."""
    for days, value in enumerate((54, 52), start=1):
        later = NOW + datetime.timedelta(days=days)
        monkeypatch.setattr("pipeline.cli.now", lambda later=later: later)
        import_rows(lund, f"P3-01,2025,1281,T,total,{value},final")
    publish(lund)
    path = lund / "data/observations/2025.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("P3-01,2025,1281,T,total,52,", "P3-01,2025,1281,T,total,54,")
    )

    found = judge(open_project(lund), lambda _: None).fatal

    assert [each.rule for each in found] == ["published_figure_is_explained"]


def test_many_figures_that_are_gone_are_told_in_a_few_lines(lund: Path) -> None:
    import_rows(lund, *(f"KTX-01,{year},1281,T,total,41,final" for year in range(1995, 2024)))
    publish(lund)
    for year in range(1995, 2024):
        (lund / f"data/observations/{year}.csv").unlink()

    found = judge(open_project(lund), lambda _: None).fatal

    assert {each.rule for each in found} == {"published_figure_is_there"}
    assert sum(each.count for each in found) == 29


def test_what_is_unchanged_is_stored_once(lund: Path) -> None:
    first = os.readlink(lund / "releases/current")
    import_rows(lund, "P3-01,2023,1281,T,total,30,final")
    second = publish(lund)

    charts = sorted((lund / f"releases/{second}/charts").iterdir())
    shared = [path for path in charts if path.samefile(lund / f"releases/{first}/charts/{path.name}")]

    assert {path.name for path in shared} == {path.name for path in charts if path.name.startswith("P4-01.")}
    assert not any(path.name.startswith(".") for path in (lund / f"releases/{second}").rglob("*"))
    # A damaged file is mended without the other release being touched.
    chart = shared[0]
    content = chart.read_bytes()
    chart.unlink()
    assert run("publish", "--project", lund).exit_code == 0
    assert chart.read_bytes() == content == (lund / f"releases/{first}/charts/{chart.name}").read_bytes()


def test_figures_can_be_seen_as_they_were_known_on_a_day(lund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = NOW + datetime.timedelta(days=40)
    monkeypatch.setattr("pipeline.cli.now", lambda: later)
    import_rows(lund, "P3-01,2025,1281,T,total,54,final", "P3-01,2023,1281,T,total,30,final")
    import_rows(lund, "P4-01,2025,1281,T,total,3,final", reason="Rättat.")
    publish(lund)
    visitor = visit(lund)

    def table(path: str) -> list[str]:
        page = html5lib.parse(visitor.get(path).text, namespaceHTMLElements=False)
        found = page.find(".//table[@class='series stack']")
        return [] if found is None else [text_of_cell(cell) for row in found.findall("tbody/tr") for cell in row[:2]]

    today = ["2025", "54", "2024", "41", "2023", "30"]
    assert table("/indikatorer/P3-01") == today
    assert table(f"/indikatorer/P3-01?per={later.date()}") == today
    assert table(f"/indikatorer/P3-01?per={NOW.date()}") == ["2025", "52", "2024", "41"]
    # Since when a figure was known that has been corrected is not noted.
    assert table("/indikatorer/P3-01?per=2020-01-01") == ["2025", "52"]
    page = visitor.get(f"/indikatorer/P3-01?per={NOW.date()}").text
    assert "Så som siffrorna var kända 24 november 2026." in text_of(page)
    assert "<picture>" not in page
    assert "54" not in text_of(page.partition("<main")[2].partition('id="rattelser"')[0].partition("Rättelser")[0])
    # What is hidden now was never known, whatever was shown on the day.
    assert table(f"/indikatorer/P4-01?per={NOW.date()}")[1] not in ("20", "3")
    history = visitor.get("/handlingsplan/observation_history.json?_shape=array&indicator_id=P4-01").json()
    assert [(row["value"], row["known_to"]) for row in history] == [(None, str(later.date())), (None, None)]
    assert "”igår” är inget datum." in text_of(visitor.get("/indikatorer/P3-01?per=igår").text)
    assert "As the figures were known on" in visitor.get(f"/en/indikatorer/P3-01?per={NOW.date()}").text
    visitor.close()


def text_of_cell(cell: Element) -> str:
    """The text of a cell without its label."""
    return "".join(part for part in cell.itertext() if part.strip() not in ("Totalt", "")).strip()


def on_day(monkeypatch: pytest.MonkeyPatch, days: int) -> str:
    """Let it be so many days later, and return the date."""
    later = NOW + datetime.timedelta(days=days)
    monkeypatch.setattr("pipeline.cli.now", lambda: later)
    return later.date().isoformat()


def register(project: Path) -> list[tuple[str, ...]]:
    """The corrections in the data: the values, the statuses and the reason."""
    rows = rows_of(project / "data/revisions.csv")
    return [tuple(row[name] for name in list(row)[-5:]) for row in rows]


def told_anywhere(project: Path, number: str) -> list[str]:
    """The addresses, of those that tell of figures now, that tell a number."""
    visitor = visit(project)
    served = os.readlink(project / "releases/current")
    tables = [
        f"/handlingsplan/{name}.json?_shape=array" for name in ("observations", "revisions", "observation_history")
    ]
    pages = ["/indikatorer/P3-01", "/indikatorer/P3-01?per=2026-11-25", "/andringar", "/atom.xml"]
    files = [f"/ladda-ner/{name}.json" for name in ("revisions", "observations", "observations_flat")]
    versions = [f"/versioner/{served}/revisions.csv", f"/versioner/{served}/andringar.json"]
    found = [
        address
        for address in (*tables, *pages, *files, *versions)
        if (answer := visitor.get(address)).status_code == 200
        and re.search(rf"(?<![\w.#-]){number}(?![\w-])", re.sub(r"<(?:svg|style|a) .*?>", "", answer.text))
    ]
    visitor.close()
    return found


def test_the_register_tells_nothing_of_a_figure_that_is_hidden_whenever_it_was_corrected(
    lund: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was corrected to 777 on one day and hidden on another; neither number is published in any release."""
    days = [on_day(monkeypatch, 1)]
    import_rows(lund, "P4-01,2025,1281,T,total,777,final", reason="Det ska vara 777.")
    days.append(on_day(monkeypatch, 2))
    import_rows(lund, "P4-01,2025,1281,T,total,3,final", reason="Rättat.")

    assert register(lund) == [
        ("", "", "final", "final", "Rättat."),
        ("", "", "final", "suppressed_primary", "Rättat."),
    ]
    publish(lund)
    visitor = visit(lund)
    history = visitor.get("/handlingsplan/observation_history.json?_shape=array&indicator_id=P4-01").json()
    assert [(row["value"], row["value_status"], row["known_from"], row["known_to"]) for row in history] == [
        (None, "suppressed_primary", None, days[0]),
        (None, "suppressed_primary", *days),
        (None, "suppressed_primary", days[1], None),
    ]
    visitor.close()


def test_a_figure_that_is_shown_again_is_not_known_while_it_was_hidden(
    lund: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = on_day(monkeypatch, 1)
    import_rows(lund, "P4-01,2025,1281,T,total,3,final", reason="Rättat.")
    publish(lund)
    shown_again = on_day(monkeypatch, 5)
    import_rows(lund, "P4-01,2025,1281,T,total,25,final")
    publish(lund)

    visitor = visit(lund)

    history = visitor.get("/handlingsplan/observation_history.json?_shape=array&indicator_id=P4-01").json()
    assert [(row["value"], row["known_from"], row["known_to"]) for row in history] == [
        (None, None, hidden),
        (25, shown_again, None),
    ]
    visitor.close()


@pytest.mark.parametrize("is_recalled_first", [True, False])
def test_what_only_a_recalled_release_showed_is_told_nowhere(
    lund: Path, monkeypatch: pytest.MonkeyPatch, is_recalled_first: bool
) -> None:
    """A figure was 52, then 777 in a release that is recalled, and is missing in the next."""
    on_day(monkeypatch, 1)
    import_rows(lund, "P3-01,2025,1281,T,total,777,final")
    second = publish(lund)
    assert told_anywhere(lund, "777")

    def recall() -> None:
        assert run("recall", second, "--project", lund, "--reason", "Fel.").exit_code == 0

    on_day(monkeypatch, 2)
    if is_recalled_first:
        recall()
    import_rows(lund, "P3-01,2025,1281,T,total,,missing")
    if not is_recalled_first:
        recall()
    publish(lund)

    assert told_anywhere(lund, "777") == []
    assert register(lund) == [("52", "", "final", "final", REASON), ("", "", "final", "missing", REASON)]
    visitor = visit(lund)
    history = visitor.get("/handlingsplan/observation_history.json?_shape=array&indicator_id=P3-01&year=2025").json()
    assert [(row["value"], row["value_status"]) for row in history] == [(52, "final"), (None, "missing")]
    visitor.close()


def test_what_a_recalled_release_showed_stays_where_others_show_it(lund: Path) -> None:
    """The figure that was wrong is another one."""
    import_rows(lund, "P3-01,2025,1281,T,total,54,final", "P4-01,2025,1281,T,total,21,final")
    second = publish(lund)
    assert run("recall", second, "--project", lund, "--reason", "Fel.").exit_code == 0
    import_rows(lund, "P4-01,2025,1281,T,total,22,final")
    publish(lund)

    assert [row[:2] for row in register(lund)] == [("52", "54"), ("20", "22")]


def test_a_number_that_only_a_recalled_release_showed_is_not_written_back(lund: Path) -> None:
    import_rows(lund, "P3-01,2025,1281,T,total,777,final")
    second = publish(lund)
    assert run("recall", second, "--project", lund, "--reason", "Fel.").exit_code == 0
    import_rows(lund, "P3-01,2025,1281,T,total,55,final")
    break_cell(lund / "data/revisions.csv", 2, "old_value", "777")

    [found] = judge(open_project(lund), lambda _: None).fatal

    assert (found.rule, found.place.row, found.message) == (
        "register_tells_nothing_recalled",
        2,
        "Rättelsen innehåller ett värde som bara en återkallad publicering har visat. Töm det i Tidigare värde "
        "(old_value) eller Nytt värde (new_value); skälet räcker.",
    )
    break_cell(lund / "data/revisions.csv", 2, "old_value", "")
    assert judge(open_project(lund), lambda _: None).fatal == ()


def test_a_release_whose_register_tells_of_a_recalled_one_is_named(lund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_day(monkeypatch, 1)
    import_rows(lund, "P3-01,2025,1281,T,total,777,final")
    second = publish(lund)
    on_day(monkeypatch, 2)
    import_rows(lund, "P3-01,2025,1281,T,total,55,final")
    third = publish(lund)

    outcome = run("recall", second, "--project", lund, "--reason", "Fel.")

    assert outcome.stdout == (
        f"{second} är återkallad och visas inte mer här. Kör make publish, så försvinner den även där den är "
        "kopierad.\n"
        f"Listan över ändringar i {third} berättar vad den visade. Publicera först, och återkalla sedan även dem.\n"
    )
    # The advice works.
    fourth = publish(lund)
    outcome = run("recall", third, "--project", lund, "--reason", "Fel.")
    assert outcome.stdout.count("\n") == 1
    visitor = visit(lund)
    assert [visitor.get(f"/versioner/{name}").status_code for name in (second, third, fourth)] == [410, 410, 200]
    visitor.close()


def test_a_recalled_release_is_gone_at_once_and_after_a_rollback(lund: Path) -> None:
    """Nothing has been published since: no release tells that it was recalled."""
    first = os.readlink(lund / "releases/current")
    import_rows(lund, "P3-01,2025,1281,T,total,54,final")
    second = publish(lund)
    served = visit(lund)
    assert served.get(f"/versioner/{first}/observations.csv").status_code == 200
    for name in (first, second):
        assert run("recall", name, "--project", lund, "--reason", "Fel.").exit_code == 0
    # The one that is served goes on being so.
    assert served.get(f"/versioner/{first}/observations.csv").status_code == 410
    assert served.get(f"/versioner/{second}/observations.csv").status_code == 200
    served.close()
    (lund / "data/recalls.csv").write_text("release_id,recalled_on,reason\n", encoding="utf-8")
    assert run("rollback", "--project", lund).exit_code != 0


def test_a_release_that_is_recalled_and_rolled_back_from_is_gone(lund: Path) -> None:
    import_rows(lund, "P3-01,2025,1281,T,total,54,final")
    second = publish(lund)

    outcome = run("recall", second, "--project", lund, "--reason", "Den visade en siffra om få.")

    assert outcome.stdout == (
        f"{second} är återkallad, men det är den som visas nu. Rätta eller dölj det som var fel (make protect visar "
        "vad som måste döljas) och kör make publish, eller visa den förra publiceringen med make rollback. Först då "
        "försvinner den.\n"
    )
    first, *_ = run("releases", "--project", lund).stdout.split()
    assert run("releases", "--project", lund).stdout == f"{first}\n{second}  publicerad nu, men återkallad\n"
    assert run("rollback", "--project", lund).exit_code == 0
    assert run("releases", "--project", lund).stdout == f"{first}  publicerad nu\n{second}  återkallad\n"
    visitor = visit(lund)
    for ending in ("", "/handlingsplan.db", "/observations.csv", "/diagram/P3-01.svg", "/andringar.json"):
        answer = visitor.get(f"/versioner/{second}{ending}")
        assert answer.status_code == 410
        assert "Den visade en siffra om få." in (answer.json()["error"] if ending.endswith("json") else answer.text)
    assert "Återkallad 24 november 2026." in text_of(visitor.get("/versioner").text)
    visitor.close()


def test_a_copy_holds_nothing_of_a_recalled_release_and_says_why(lund: Path, tmp_path: Path) -> None:
    import_rows(lund, "P3-01,2025,1281,T,total,777,final")
    second = publish(lund)
    assert run("recall", second, "--project", lund, "--reason", "Den visade en siffra om få.").exit_code == 0
    import_rows(lund, "P3-01,2025,1281,T,total,,missing")
    publish(lund)
    copy = tmp_path / "copy"

    outcome = run("build", "--project", lund, "--output", copy, "--static", "https://www.lund.se/plan")

    assert outcome.exit_code == 0, outcome
    assert not (copy / "versioner" / second).exists()
    page = (copy / "410.html").read_text(encoding="utf-8")
    assert "Den visade en siffra om få." in text_of(page)
    assert {each.partition("/")[0] for each in re.findall(r'href="/([^"]*)"', page)} == {"plan"}
    assert (
        "ErrorDocument 410 /plan/410.html\n"
        "<IfModule mod_alias.c>\n"
        f'    RedirectMatch 410 "^/plan/(en/)?versioner/({second})(/|$)"\n'
        "</IfModule>\n"
    ) in (copy / ".htaccess").read_text(encoding="utf-8")


@pytest.mark.parametrize("reason", ["Den visade 3 barn i Dalby.", "Tre personer kunde kännas igen."])
def test_the_reason_for_a_recall_does_not_tell_what_was_recalled(lund: Path, reason: str) -> None:
    first = os.readlink(lund / "releases/current")

    outcome = run("recall", first, "--project", lund, "--reason", reason)

    assert outcome.exit_code == 1
    assert rows_of(lund / "data/recalls.csv") == []
    assert [entry for entry in (lund / "releases/journal.jsonl").read_text().splitlines() if "recall" in entry] == []
    write_rows(
        lund / "data/recalls.csv",
        [("release_id", "recalled_on", "reason"), ("2025-0123456789ab", "2026-11-24", reason)],
    )
    [found] = judge(open_project(lund), lambda _: None).fatal
    assert (found.rule, found.message) == (
        "reason_of_recall_has_no_number",
        "Skälet till återkallelsen har ett tal, som kan berätta vad publiceringen visade. Skriv det utan tal. Årtal "
        "får stå.",
    )


def test_a_day_is_asked_for_in_the_area_that_is_looked_at(lund: Path) -> None:
    import_rows(lund, "P3-01,2025,0000,T,total,900,final")
    publish(lund)
    visitor = visit(lund)

    page = visitor.get(f"/indikatorer/P3-01?omrade=0000&per={NOW.date()}").text

    assert "900" in text_of(page)
    assert '<input type="hidden" name="omrade" value="0000">' in page
    assert f'<input type="hidden" name="per" value="{NOW.date()}">' in page
    assert '<a href="/indikatorer/P3-01?omrade=0000">Visa dagens siffror</a>' in page
    assert 'type="hidden"' not in visitor.get("/indikatorer/P3-01").text
    # Another day can be asked for where nothing was known yet.
    assert 'name="per"' in visitor.get("/indikatorer/P4-01?per=0001-01-01").text
    visitor.close()


@pytest.mark.whole
def test_nothing_but_its_name_tells_what_a_recalled_release_showed(begun: Path, tmp_path: Path) -> None:
    """Two sites that differ in a figure of the recalled release alone give readers the same."""
    given_by = []
    for value in ("777", "888"):
        project = Path(shutil.copytree(begun, tmp_path / value, symlinks=True))
        import_rows(project, f"P3-01,2025,1281,T,total,{value},final")
        second = publish(project)
        assert run("recall", second, "--project", project, "--reason", "Fel.").exit_code == 0
        import_rows(project, "P3-01,2025,1281,T,total,,missing", reason="Osäker uppgift.")
        third = publish(project)
        folder = project / "releases" / third
        visitor = visit(project)
        pages = ("/", "/versioner", f"/versioner/{third}", "/andringar", "/indikatorer/P3-01", "/atom.xml")
        texts = {page.replace(third, "NU"): visitor.get(page).text for page in pages}
        texts |= {"?per": visitor.get(f"/indikatorer/P3-01?per={NOW.date()}").text}
        visitor.close()
        # What has checksums in it differs by the name.
        told = [path for path in folder.rglob("*") if path.suffix in (".csv", ".svg", ".json", ".md", ".png")]
        for path in told:
            if path.parent.name != "changes" and path.name not in ("datapackage.json", "release.json", "charts.json"):
                texts[path.relative_to(folder).as_posix()] = path.read_bytes().decode("latin-1")
        given_by.append({name: text.replace(second, "FÖRRA").replace(third, "NU") for name, text in texts.items()})

    assert [name for name in given_by[0] if given_by[0][name] != given_by[1][name]] == []
    assert given_by[0].keys() == given_by[1].keys()
    assert len(given_by[0]) > 100
