"""What SCB may answer besides the truth: each has a sentence that staff read, and leaves everything as it was."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from pipeline.errors import AnswerFault
from pipeline.fetching.scb import SCB, newest_expected
from pipeline.fetching.source import Wanted
from pipeline.fetching.transport import Manners, Transport
from pipeline.official.bundle import Answer
from pipeline.official.scb import populations_in
from tests.conftest import NOW
from tests.fetching.conftest import LUND, NATION, Fetch
from tests.fetching.kolada_server import Misbehaviour, Row, send
from tests.fetching.scb_server import MISSING, NO_VALUE, NO_VARIABLE, TOO_MANY, Scb, as_it_is, serving
from tests.folders import checksums

OLD, NEW = "TAB638/data", "TAB5557/data"
OF_OLD, OF_NEW = "TAB638/metadata", "TAB5557/metadata"


def problem(content: Row, status: int | None = None) -> Misbehaviour:
    """A problem in place of the answer."""
    return lambda handler, _: send(handler, json.dumps(content).encode(), status or content["status"])


def instead(text: str, status: int = 200) -> Misbehaviour:
    return lambda handler, _: send(handler, text.encode(), status)


def changed(change: Callable[[Row], object]) -> Misbehaviour:
    """The right answer, changed."""

    def answer(handler: BaseHTTPRequestHandler, content: bytes) -> None:
        found = json.loads(content)
        change(found)
        send(handler, json.dumps(found).encode())

    return answer


def cut_off(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """The beginning of an answer, as if that were all."""
    send(handler, content[: len(content) // 2])


def number(place: int, value: object) -> Misbehaviour:
    """Another number in one place: those of Lund come first, the totals before the ages."""
    return changed(lambda found: found["value"].__setitem__(place, value))


def labelled(dimension: str, old: str, new: str) -> Misbehaviour:
    """Another word for the categories that were called `old`."""

    def change(found: Row) -> None:
        labels = found["dimension"][dimension]["category"]["label"]
        labels.update({code: new for code, label in labels.items() if label == old})

    return changed(change)


def called(dimension: str, label: str) -> Misbehaviour:
    return changed(lambda found: found["dimension"][dimension].update(label=label))


def without(dimension: str, label: str) -> Misbehaviour:
    """A description that lacks what is called so."""

    def change(found: Row) -> None:
        category = found["dimension"][dimension]["category"]
        codes = [code for code in category["index"] if category["label"][code] != label]
        found["size"][found["id"].index(dimension)] = len(codes)
        category["index"] = {code: place for place, code in enumerate(codes)}

    return changed(change)


def with_status(found: Row) -> None:
    found["value"][0] = None
    found["status"] = {"0": ".."}


def sparse_without(place: int) -> Misbehaviour:
    """Only the filled places, of which one is not filled."""

    def change(found: Row) -> None:
        found["value"] = {str(at): value for at, value in enumerate(found["value"]) if at != place}

    return changed(change)


@pytest.mark.parametrize(
    ("part", "misbehaviour", "told"),
    [
        # What may be asked.
        ("/config", instead("{}"), "har en annan form än väntat (vid maxDataCells)."),
        ("/config", instead("[]"), "har en annan form än väntat (vid maxDataCells)."),
        ("/config", changed(lambda found: found.update(timeWindow=0)), "har en annan form än väntat (vid timeWindow)."),
        (
            "/config",
            changed(lambda found: found.update(maxCallsPerTimeWindow=1, timeWindow=86400)),
            "har en annan form än väntat (vid timeWindow).",
        ),
        (
            "/config",
            changed(lambda found: found.update(maxDataCells=100)),
            "SCB ger 100 siffror på en gång, men ett år ur tabellen TAB638 är 1632. Inget har ändrats. "
            "Be den som sköter programmet titta på det.",
        ),
        # What SCB refuses.
        (
            OF_NEW,
            problem({"type": "Parameter error", "title": "Non-existent table", "status": 404}),
            "SCB har ingen tabell som heter TAB5557. Folkmängden kan ha flyttat till en annan tabell. Inget har "
            "ändrats. Be den som sköter programmet titta på det.",
        ),
        ("TAB5557?", instead("", 404), "SCB har ingen tabell som heter TAB5557."),
        (
            NEW,
            problem(NO_VALUE),
            "SCB förstår inte frågan om tabellen TAB5557 (”Non-existent value”). Tabellen kan ha gjorts om. Inget har "
            "ändrats. Be den som sköter programmet titta på det.",
        ),
        (OLD, problem(NO_VARIABLE), "SCB förstår inte frågan om tabellen TAB638 (”Non-existent variable”)."),
        (OLD, problem(MISSING), "(”Missing selection for mandantory variable”)."),
        (OLD, instead("no json", 400), "SCB förstår inte frågan om tabellen TAB638 (””)."),
        (OLD, problem({**NO_VALUE, "title": "\x1b[2J"}), "(”\\x1b[2J”)."),
        (
            NEW,
            problem(TOO_MANY),
            "SCB vill inte ge så många siffror på en gång ur tabellen TAB5557, trots att de är så få som SCB självt "
            "säger. Inget har ändrats. Be den som sköter programmet titta på det.",
        ),
        (NEW, problem(TOO_MANY, 403), "SCB vill inte ge så många siffror på en gång ur tabellen TAB5557,"),
        (NEW, instead("", 403), "Källan svarade med felet 403. Inget har ändrats. Försök igen senare."),
        (NEW, lambda handler, _: send(handler, b"", 429, retry_after="600"), "Källan svarade med felet 429."),
        # A table that has come to its end, or been made over.
        (
            "TAB5557?",
            changed(lambda found: found.update(discontinued=True)),
            "SCB har lagt ner tabellen TAB5557. Folkmängden kan ha flyttat till en annan tabell. Inget har ändrats. "
            "Be den som sköter programmet titta på det.",
        ),
        ("TAB5557?", changed(lambda found: found.update(id="TAB1")), "har en annan form än väntat (vid id)."),
        (
            OF_NEW,
            labelled("Tid", "2025", "2019"),
            "SCB:s tabell TAB5557 slutar med 2019, men folkmängden 2025 ska ha kommit i februari 2026. Den kan ha "
            "flyttat till en annan tabell. Inget har ändrats. Be den som sköter programmet titta på det.",
        ),
        (
            OF_OLD,
            without("Tid", "2022"),
            "SCB:s tabell TAB638 saknar 2022. Inget har ändrats. Hämta andra år, eller be den som sköter programmet "
            "titta på det.",
        ),
        (OF_NEW, labelled("Tid", "2025", "2025M01"), "I SCB:s tabell TAB5557 finns inte ”år”, som behövs."),
        (OF_NEW, called("Tid", "månad"), "är uppdelad efter ”månad”, som inte är känt här."),
        (
            OF_NEW,
            without("Alder", "17 år"),
            "I SCB:s tabell TAB5557 finns inte ”17 år”, som behövs. Tabellen kan ha gjorts om. Inget har ändrats. Be "
            "den som sköter programmet titta på det.",
        ),
        (OF_NEW, without("Alder", "100+ år"), "finns inte ”100 år och äldre”, som behövs."),
        (OF_NEW, without("Alder", "totalt, samtliga åldrar"), "finns inte ”totalt för ålder”, som behövs."),
        (
            OF_NEW,
            without("Civilstand", "totalt, samtliga civilstånd"),
            "finns inte ”totalt för civilstånd”, som behövs.",
        ),
        (OF_NEW, without("Kon", "totalt, samtliga män och kvinnor"), "finns inte ”totalt för kön”, som behövs."),
        (OF_NEW, labelled("Kon", "män", "annat"), "finns inte ”kvinnor och män”, som behövs."),
        (OF_NEW, without("Region", "Lund"), "finns inte ”kommunen med koden 1281”, som behövs."),
        (OF_NEW, without("Region", "Riket"), "finns inte ”riket”, som behövs."),
        (
            OF_NEW,
            called("Civilstand", "födelseland"),
            "SCB:s tabell TAB5557 är uppdelad efter ”födelseland”, som inte är känt här. Tabellen kan ha gjorts om. "
            "Inget har ändrats. Be den som sköter programmet titta på det.",
        ),
        (
            OF_NEW,
            labelled("ContentsCode", "Folkmängd", "Hushåll"),
            "har inte folkmängden i antal personer. Inget har ändrats. Välj en tabell över folkmängden.",
        ),
        (OF_OLD, instead("<html>"), "är inte helt. Inget har ändrats. Hämta en gång till."),
        # Numbers that are cut off, other than asked for, or cannot be.
        (NEW, cut_off, "är inte helt. Inget har ändrats. Hämta en gång till."),
        (NEW, changed(lambda found: found["value"].pop()), "skulle ha 612 siffror men har 611."),
        (NEW, changed(lambda found: found["size"].reverse()), "stämmer inte med vad det säger om sin egen storlek."),
        (
            NEW,
            changed(lambda found: found["dimension"]["Kon"]["category"]["index"].update({"1": 0})),
            "har samma kod eller plats två gånger i ”Kon”.",
        ),
        (
            NEW,
            without("Kon", "män"),
            "skulle ha 408 siffror men har 612.",
        ),
        (
            NEW,
            changed(lambda found: found["dimension"]["Tid"]["category"].update(index={"2024": 0})),
            "SCB svarade inte på det som frågades: ”år” i tabellen TAB5557 är något annat. Inget har ändrats. Hämta en "
            "gång till.",
        ),
        (
            NEW,
            number(0, -1),
            "Folkmängden i Lund 2025 är −1 på något ställe i tabellen, och det kan inte stämma. Inget har ändrats. "
            "Hämta en gång till.",
        ),
        (OLD, number(5, -1), "Folkmängden i Lund 2022 är −1 på något ställe i tabellen, och det kan inte stämma."),
        (NEW, number(0, 0.5), "Folkmängden i Lund 2025 är 0,5 på något ställe i tabellen, och det kan inte stämma."),
        (NEW, number(0, 1e13), "har något annat än ett tal på plats 1."),
        (NEW, number(0, "157560"), "har något annat än ett tal på plats 1."),
        (
            NEW,
            changed(with_status),
            "Det finns ingen siffra för folkmängden i Lund 2025, utan ”..”. Inget har ändrats. Försök igen senare, "
            "eller hämta andra år.",
        ),
        (NEW, number(0, None), "Det finns ingen siffra för folkmängden i Lund 2025. Inget har ändrats."),
        (NEW, sparse_without(3), "Det finns ingen siffra för folkmängden i Lund 2025. Inget har ändrats."),
        (OLD, number(0, None), "Det finns ingen siffra för folkmängden i Lund 2021. Inget har ändrats."),
        (NEW, labelled("Region", "Riket", "Sverige"), "Det finns ingen siffra för folkmängden i riket 2025."),
        (
            NEW,
            labelled("Alder", "3 år", "4 år"),
            "Det finns två olika siffror för folkmängden i Lund 2025. Inget har ändrats. Hämta en gång till.",
        ),
        # Parts that are not their whole.
        (
            NEW,
            changed(lambda found: found["value"].__setitem__(1, found["value"][1] + 11)),
            "I Lund 2025 är kvinnor och män tillsammans 157 571, men hela folkmängden är 157 560. Skillnaden är för "
            "stor för att vara SCB:s slumpmässiga avvikelser. Inget har ändrats. Hämta en gång till.".replace(
                "157 5", "157\N{NO-BREAK SPACE}5"
            ),
        ),
        (
            OLD,
            changed(lambda found: found["value"].__setitem__(0, found["value"][0] + 1)),
            "I Lund 2021 är åldrarna tillsammans",
        ),
        (
            NEW,
            labelled("Kon", "kvinnor", "flickor"),
            "Det går inte att veta vilka som räknas i tabellen ”Folkmängd efter region, civilstånd, ålder, kön och "
            "år”, eftersom ”flickor” saknas eller inte är känt här. Inget har ändrats. Välj folkmängden efter region, "
            "ålder, kön och år.",
        ),
        (
            OLD,
            labelled("Civilstand", "skilda", "sambor"),
            "har bara några av alla civilstånd, och inte totalt. Inget har ändrats. Välj totalt, eller alla.",
        ),
    ],
)
def test_an_answer_that_cannot_be_used_is_told(
    lund: Path, scb: Scb, fetch_scb: Fetch, part: str, misbehaviour: Misbehaviour, told: str
) -> None:
    before = checksums(lund)
    scb.misbehaving[part] = [misbehaviour]

    outcome = fetch_scb()

    assert told in outcome.stderr
    assert outcome.exit_code in (1, 2)
    assert outcome.stdout == ""
    assert "Inget har ändrats." in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert checksums(lund) == before


@pytest.mark.parametrize(("change", "is_told"), [(9, False), (11, True)])
def test_random_changes_are_no_fault(scb: Scb, fetch_scb: Fetch, change: int, is_told: bool) -> None:
    """Three changed numbers are within 10 of each other; 9 is no fault, 11 is."""
    scb.misbehaving[NEW] = [changed(lambda found: found["value"].__setitem__(1, found["value"][1] + change))]

    assert (fetch_scb().exit_code == 1) == is_told


# The newest year.


@pytest.mark.parametrize(
    ("today", "year"),
    [("2026-02-28", 2024), ("2026-03-01", 2025), ("2026-12-31", 2025), ("2027-01-01", 2025), ("2027-03-01", 2026)],
)
def test_the_population_of_a_year_is_there_from_march(today: str, year: int) -> None:
    assert newest_expected(datetime.date.fromisoformat(today)) == year


def asked_on(scb: Scb, today: str, *years: int) -> list[str]:
    """The addresses that are asked for on a day."""
    wanted = Wanted((), (LUND, NATION), years, today=datetime.date.fromisoformat(today))
    with serving(scb):
        SCB.ask(Transport(scb.base, Manners(pause=0)), wanted)
    return scb.asked


def test_a_table_whose_newest_year_is_frozen_stops_the_fetch() -> None:
    """As TAB638 did: it still answers 200, and TOP(1) gives 2024 for ever."""
    with pytest.raises(AnswerFault) as fault:
        asked_on(as_it_is(newest=2025), "2027-03-01", 2025, 2026)

    assert str(fault.value) == (
        "SCB:s tabell TAB5557 slutar med 2025, men folkmängden 2026 ska ha kommit i februari 2027. Den kan ha flyttat "
        "till en annan tabell. Inget har ändrats. Be den som sköter programmet titta på det."
    )


def test_the_newest_year_is_never_asked_for_by_its_place() -> None:
    assert not [path for path in asked_on(as_it_is(), "2026-11-24", 2024, 2025) if "TOP" in path]


def test_a_year_that_is_there_early_is_taken() -> None:
    found = [path for path in asked_on(as_it_is(newest=2026), "2027-02-25", 2025, 2026) if "TAB5557/data" in path]

    assert [path.rpartition("Tid%5D=")[2] for path in found] == ["2025,2026"]


def test_an_old_table_that_is_discontinued_is_what_it_always_was() -> None:
    scb = as_it_is()
    scb.discontinued = True

    assert [path for path in asked_on(scb, "2026-11-24", 2021) if "/data" in path]


def test_a_year_that_no_table_has_yet_is_told(lund: Path, fetch_scb: Fetch) -> None:
    outcome = fetch_scb("--years", str(NOW.year))

    assert outcome.stderr.endswith("SCB har ingen folkmängd för 2026. Inget har ändrats. Hämta andra år.\n")
    assert not (lund / "inbox").exists()


def test_ages_that_lack_one_are_not_adults(scb: Scb) -> None:
    """Of a table that somebody has saved: no child may be taken for an adult because an age was not chosen."""
    ages = ",".join(["TotSA", *(str(age) for age in range(18) if age not in (3, 17))])
    query = f"valueCodes[Region]=1281&valueCodes[Civilstand]=SC&valueCodes[Alder]={ages}&valueCodes[Kon]=TotSa"
    address = f"/api/v2/tables/{NEW}?{query}&valueCodes[ContentsCode]=000007ME&valueCodes[Tid]=2025"

    with pytest.raises(AnswerFault) as fault:
        populations_in([Answer("filen", "", json.dumps(scb.answer(address)))])

    assert str(fault.value) == (
        "Alla åldrar från 0 till 17 år behövs för att räkna fram dem som är 18 år eller äldre i Lund 2025, men 3 år "
        "och 17 år saknas. Inget har ändrats. Ta med dem, eller bara totalt."
    )
