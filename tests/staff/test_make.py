"""What is given to make reaches the commands as it was written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.sheets import row_of, rows_of, write_rows

NAMES = ("indicator_id", "year", "area_code", "sex", "age_group", "value", "value_status", "note")


class Make:
    """The Makefile of the repository, run in the folder of another project with the Python of the tests."""

    def __init__(self, makefile: Path, project: Path) -> None:
        self.project = project
        self.words = ["make", "-f", str(makefile), "-o", ".venv/ready", f"BIN={Path(sys.executable).parent}"]

    def __call__(self, target: str, **variables: str) -> Outcome:
        given = [f"{name}={text}" for name, text in variables.items()]
        environment = {name: text for name, text in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        done = subprocess.run(
            [*self.words, target, *given], cwd=self.project, env=environment, capture_output=True, text=True
        )
        told = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
        return Outcome(done.returncode, done.stdout, "".join(f"{line}\n" for line in told))

    def write(self, *names: str) -> None:
        """Put a file of each name in the project, each with another of last year's figures in it."""
        rows = rows_of(self.project / "data/observations/2025.csv")
        for name, row in zip(names, rows, strict=False):
            write_rows(self.project / name, [NAMES, [row[column] for column in NAMES]])


@pytest.fixture
def make(repository: Path, small_project: Path) -> Make:
    """Runs a target of the real Makefile, with these variables, in a small project."""
    return Make(repository / "Makefile", small_project)


def same(count: int, make: Make) -> str:
    """How an import ends that has read as many figures as that, all known before."""
    return f"0 nya, 0 ändrade och {count} oförändrade uppgifter i {make.project / 'data'}."


@pytest.mark.parametrize(
    ("names", "given"),
    [
        pytest.param(["a b.csv"], "a b.csv", id="a name with a space"),
        pytest.param(["a.csv", "b.csv"], "a.csv b.csv", id="two names"),
        pytest.param(["a b.csv", "c  d e.csv", "f.csv"], "a b.csv c  d e.csv f.csv", id="names with spaces"),
        pytest.param(["a b.csv", "c.csv"], r"a\ b.csv c.csv", id="a backslash"),
        pytest.param(["a b.csv", "c.csv"], "'a b.csv' \"c.csv\"", id="quotation marks"),
        pytest.param(["in/å.csv", "in/ö.csv"], "in/*.csv", id="a star"),
        pytest.param(["kost$nad #1 'å'.csv"], "kost$nad #1 'å'.csv", id="signs of make and of the shell"),
        pytest.param(["[a].csv"], "[a].csv", id="brackets"),
        pytest.param(["a;touch x.csv"], "a;touch x.csv", id="a semicolon"),
    ],
)
def test_files_are_found_whatever_they_are_called(names: list[str], given: str, make: Make) -> None:
    (make.project / "in").mkdir()
    make.write(*names)

    outcome = make("import", FILES=given)

    assert (outcome.exit_code, outcome.stdout.splitlines()[0], outcome.stderr) == (
        0,
        same(len(names), make),
        f"Läser in {len(names)} {'fil' if len(names) == 1 else 'filer'} …\n",
    )


def test_a_whole_name_comes_before_its_words(make: Make) -> None:
    make.write("a", "b.csv", "a b.csv")

    assert make("import", FILES="a b.csv").stderr == "Läser in 1 fil …\n"


@pytest.mark.parametrize("given", ["$(shell touch x)", "$(touch x)", "`touch x`", "a; touch x", "$(x", "$x"])
def test_nothing_that_is_given_is_run(given: str, make: Make) -> None:
    outcome = make("import", FILES=given)

    assert f"{given.split()[0]}\n  FEL: Filen går inte att läsa: den finns inte.\n" in outcome.stdout
    assert not (make.project / "x").exists()


def test_an_import_of_nothing_says_so(make: Make) -> None:
    assert make("import") == Outcome(2, "", "FIL... saknas. Se: pipeline import --help\n")


@pytest.mark.parametrize(
    "reason",
    [
        "Källan rättade $ till kr.",
        "Siffran var \"fel\", enligt 'Brå'.",
        "Rättat # $(shell touch x); `touch x` \\ % & *",
    ],
)
def test_a_reason_is_kept_to_the_letter(reason: str, make: Make) -> None:
    observations = make.project / "data/observations/2025.csv"
    rows = rows_of(observations)
    row = rows[row_of(observations, indicator_id="VNR-08", sex="T") - 2]
    write_rows(make.project / "rättelse.csv", [NAMES, [*(row[column] for column in NAMES[:5]), "7", "final", ""]])

    outcome = make("import", FILES="rättelse.csv", REASON=reason)

    assert outcome.exit_code == 0, outcome
    assert [row["reason"] for row in rows_of(make.project / "data/revisions.csv")][-1:] == [reason]
    assert not (make.project / "x").exists()


def test_a_year_a_source_and_choices_are_handed_over(make: Make) -> None:
    make.write("a.csv")

    assert make("import", FILES="a.csv", YEAR="2025").exit_code == 0
    assert "för år 2024" in make("import", FILES="a.csv", YEAR="2024").stdout
    assert make("import", FILES="a.csv", YEAR="i år").stderr == (
        "Värdet för --year går inte att använda. Se: pipeline import --help\n"
    )
    assert (
        make("import", FILES="a.csv", SOURCE="finns inte")
        .stderr.splitlines()[-1]
        .startswith("Källan ”finns inte” finns inte. Källor: ")
    )
    assert make("import", FILES="a.csv", CHOOSE="Ale=1 Heby=2").exit_code == 0
    assert make("import", FILES="a.csv", CHOOSE="Ale=1 Upplands Väsby=3").stderr.splitlines()[-1] == (
        "Valet ”Upplands Väsby=3” går inte att förstå. Skriv kommunens namn och 1 eller 2. Exempel: Heby=1"
    )


def test_a_port_and_a_data_folder_are_handed_over(make: Make) -> None:
    assert "8123 är ledig." in make("doctor", PORT="8123").stdout
    assert make("serve", PORT="0").stderr == "Värdet för --port går inte att använda. Se: pipeline serve --help\n"
    (make.project / "data").rename(make.project / "andra data")
    outcome = make("check", DATA="andra data")
    assert (outcome.exit_code, outcome.stdout[:13]) == (0, "Inga problem.")


def test_the_workbook_is_of_the_year_that_is_given(make: Make) -> None:
    assert make("new-year", YEAR="2026").exit_code == 0
    assert (make.project / "inbox/uppfoljning-2026.xlsx").is_file()


def test_a_target_is_handed_over_as_it_is_written(make: Make) -> None:
    (make.project / "en mapp; touch x").mkdir()

    assert make("publish", TO="en mapp; touch x").exit_code == 0
    assert (make.project / "en mapp; touch x/releases/current/release.json").is_file()
    assert make("publish", TO="-oProxyCommand=touch x").stderr.startswith("Det går inte att skicka till ")
    assert not (make.project / "x").exists()
