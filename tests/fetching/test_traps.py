"""What a source may answer besides the truth: each has a sentence that staff read, and leaves everything as it was."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.fetching.conftest import LUND, Fetch, rules
from tests.fetching.kolada_server import Kolada, Misbehaviour, Row, described, figure, send
from tests.folders import checksums

UNTOUCHED = "Inget har ändrats."

OF_SERIES, OF_FIGURES = "/v3/kpi/", "/v3/data/"


def instead(text: str | bytes, status: int = 200, **headers: str) -> Misbehaviour:
    """Another answer than the right one."""
    content = text.encode() if isinstance(text, str) else text
    return lambda handler, _: send(handler, content, status, **headers)


def changed(change: Callable[[Row], object]) -> Misbehaviour:
    """The right answer, changed."""

    def answer(handler: BaseHTTPRequestHandler, content: bytes) -> None:
        page = json.loads(content)
        change(page)
        send(handler, json.dumps(page).encode())

    return answer


def first_figure(**cell: object) -> Misbehaviour:
    """The right answer with something else in its first figure."""
    return changed(lambda page: page["values"][0]["values"][0].update(cell))


def cut_off(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """Half of an answer, before the connection breaks."""
    handler.send_response(200)
    handler.send_header("content-length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])


def silent(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """Nothing, for longer than anybody waits."""
    time.sleep(0.8)


def another_day(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """The right answer, from a clock that is far from the machine's."""
    handler.send_response_only(200)
    handler.send_header("date", "Thu, 05 Nov 2020 08:00:00 GMT")
    handler.send_header("content-length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def dripping(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """A byte now and then, so that it is never silent, and never done."""
    handler.send_response(200)
    handler.send_header("content-length", "1000000")
    handler.end_headers()
    for _ in range(12):
        time.sleep(0.2)
        handler.wfile.write(b" ")
        handler.wfile.flush()


def looping(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """A page whose next page is itself."""
    page = json.loads(content) | {"next_url": handler.path}
    send(handler, json.dumps(page).encode())


NOT_WHOLE = "är inte helt. Inget har ändrats. Hämta en gång till."
FAILS = "Inget har ändrats. Försök igen senare."


@pytest.mark.parametrize(
    ("part", "misbehaviour", "told"),
    [
        # What cannot be read at all.
        (OF_SERIES, instead('{"values": [{"id": "N07402"'), NOT_WHOLE),
        (OF_FIGURES, instead('{"values": [{"kpi": "N07402"'), NOT_WHOLE),
        (OF_FIGURES, instead("<html><title>Underhåll</title></html>"), NOT_WHOLE),
        (OF_FIGURES, instead(b'{"values": [], "title": "\xe5r"}'), NOT_WHOLE),
        (OF_FIGURES, instead('{"values": [], "values": []}'), NOT_WHOLE),
        (OF_FIGURES, instead(""), NOT_WHOLE),
        (OF_FIGURES, first_figure(value=float("nan")), NOT_WHOLE),
        (OF_FIGURES, first_figure(value=float("inf")), NOT_WHOLE),
        (OF_FIGURES, changed(lambda page: page["values"].pop()), NOT_WHOLE),
        (OF_SERIES, changed(lambda page: page["values"].pop()), NOT_WHOLE),
        (OF_FIGURES, instead("[" * 100_000), NOT_WHOLE),
        (OF_SERIES, instead('{"values": [{"id": "N07402", "title": "\\ud800", "description": ""}]}'), NOT_WHOLE),
        # Which answers are newest hangs on the clock.
        (
            OF_SERIES,
            another_day,
            "(UTC), men källans visar 2020-11-05 08:00. Ställ datorns klocka rätt och hämta igen: den avgör vilka svar "
            "som är nyast. Inget har ändrats.",
        ),
        # What is of another kind than it was.
        (
            OF_FIGURES,
            instead(
                '{"values": [{"kpi": "N07402", "municipality": "1281", "period": 2021, "values": '
                '[{"gender": "T", "value": 1e999}]}]}'
            ),
            "(vid values/0/values/0/value).",
        ),
        (OF_FIGURES, first_figure(value=10**400), "(vid values/0/values/0/value)."),
        (OF_FIGURES, first_figure(value=-1), "(vid values/0/values/0/value)."),
        (OF_FIGURES, changed(lambda page: page["values"][0].update(kpi="\x1b[2J")), "(vid values/0/kpi)."),
        (OF_FIGURES, instead("[]"), "har en annan form än väntat (vid /). Källan kan ha bytt format."),
        (OF_FIGURES, instead('{"data": []}'), "har en annan form än väntat (vid /)."),
        (OF_FIGURES, first_figure(value="6,3"), "har en annan form än väntat (vid values/0/values/0/value)."),
        (OF_FIGURES, first_figure(value=True), "har en annan form än väntat (vid values/0/values/0/value)."),
        (OF_FIGURES, first_figure(gender="X"), "har en annan form än väntat (vid values/0/values/0/gender)."),
        (OF_FIGURES, first_figure(isdeleted="no"), "har en annan form än väntat (vid values/0/values/0/isdeleted)."),
        (
            OF_FIGURES,
            changed(lambda page: page["values"][0].update(period="2021")),
            "har en annan form än väntat (vid values/0/period).",
        ),
        (
            OF_FIGURES,
            changed(lambda page: page["values"][0].update(period=20210)),
            "har en annan form än väntat (vid values/0/period).",
        ),
        (
            OF_FIGURES,
            changed(lambda page: page["values"][0].pop("municipality")),
            "har en annan form än väntat (vid values/0).",
        ),
        (
            OF_SERIES,
            changed(lambda page: page["values"][0].update(title=None)),
            "har en annan form än väntat (vid values/0/title).",
        ),
        (OF_FIGURES, changed(lambda page: page.update(next_url=5)), "har en annan form än väntat (vid next_url)."),
        # What cannot be true.
        (
            OF_FIGURES,
            changed(lambda page: page["values"][1].update(page["values"][0], values=[{"gender": "T", "value": 1}])),
            "Källan ger två olika siffror för N07402, område 1281, år 2019. Inget har ändrats.",
        ),
        (
            OF_FIGURES,
            changed(lambda page: page["values"][0].update(municipality="0180")),
            "Källan svarade om N07402 för område 0180, som ingen frågade efter. Inget har ändrats.",
        ),
        (
            OF_FIGURES,
            changed(lambda page: page["values"][0].update(kpi="N00945")),
            "Källan svarade om N00945 för område 1281, som ingen frågade efter. Inget har ändrats.",
        ),
        (
            OF_FIGURES,
            first_figure(value=None, status="Private"),
            "Källan ger ingen siffra för N07402, område 1281, år 2019, utan läget ”Private”, som inte är känt här. "
            "Inget har ändrats. Be den som sköter programmet titta på det.",
        ),
        # What leads elsewhere, or nowhere.
        (
            OF_FIGURES,
            changed(lambda page: page.update(next_url="https://example.org/v3/data?page=2")),
            "Källan hänvisar till https://example.org/v3/data?page=2, men bara http://127.0.0.1:",
        ),
        (
            OF_FIGURES,
            changed(lambda page: page.update(next_url="//example.org/v3/data?page=2")),
            "Källan hänvisar till http://example.org/v3/data?page=2, men bara http://127.0.0.1:",
        ),
        (OF_FIGURES, changed(lambda page: page.update(next_url="http://[")), "Källan hänvisar till http://["),
        (OF_FIGURES, changed(lambda page: page.update(next_url="/v3/\x00")), "Källan hänvisar till http://127.0.0.1:"),
        (OF_SERIES, looping, "Källans sidor tar aldrig slut: "),
        # Who does not answer.
        (OF_SERIES, instead("", 404), "Källan svarade med felet 404. Inget har ändrats. Försök igen senare."),
        (OF_SERIES, instead("", 302, location="https://example.org/"), f"Källan svarade med felet 302. {FAILS}"),
        (OF_SERIES, instead("", 429, retry_after="3600"), f"Källan svarade med felet 429. {FAILS}"),
    ],
)
def test_an_answer_that_cannot_be_used_is_told(
    lund: Path, kolada: Kolada, fetch: Fetch, part: str, misbehaviour: Misbehaviour, told: str
) -> None:
    fetch()
    before = checksums(lund)
    kolada.misbehaving[part] = [misbehaviour]

    outcome = fetch()

    assert outcome.exit_code in (1, 2)
    assert outcome.stdout == ""
    assert told in outcome.stderr
    assert UNTOUCHED in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert checksums(lund) == before


@pytest.mark.parametrize(
    ("misbehaviour", "told"),
    [
        (instead("", 500), "Källan svarade med felet 500."),
        (instead("", 429), "Källan svarade med felet 429."),
        (cut_off, "Källan svarar inte, eller slutade svara (RemoteProtocolError)."),
        (instead("no gzip", content_encoding="gzip"), "Källan svarar inte, eller slutade svara (DecodingError)."),
        (silent, "Källan svarar inte, eller slutade svara (ReadTimeout)."),
        (dripping, "Källan svarar inte, eller slutade svara (ReadTimeout)."),
    ],
)
def test_a_source_that_goes_on_failing_is_given_up(
    lund: Path, kolada: Kolada, fetch: Fetch, misbehaviour: Misbehaviour, told: str
) -> None:
    before = checksums(lund)
    kolada.misbehaving[OF_FIGURES] = [misbehaviour] * 3

    outcome = fetch()

    assert outcome.exit_code == 2
    assert told in outcome.stderr
    assert FAILS in outcome.stderr
    assert checksums(lund) == before


def test_without_a_network_what_was_fetched_is_still_published(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    fetch()

    nowhere = ("--source", "kolada", "--address", "kolada=http://127.0.0.1:9/v3")

    outcome = runner("fetch", "--project", lund, *nowhere)

    assert outcome.exit_code == 2
    assert (
        "Det går inte att hämta från http://127.0.0.1:9/v3/kpi/N07402,N07537,N07549,N07636,N07684,U30750,U30751,"
        "U30752?per_page=5000. Källan svarar inte, eller slutade svara (ConnectError). Inget har ändrats. Försök igen "
        "senare.\n" in outcome.stderr
    )
    assert runner("import", "--project", lund, lund / "inbox/hamtat/kolada.json").exit_code == 0


def test_a_known_series_without_a_figure_anywhere_is_a_fault(kolada: Kolada, fetch: Fetch) -> None:
    kolada.figures = [row for row in kolada.figures if row["kpi"] != "N07537"]

    assert fetch().stderr.endswith(
        "Källan har ingen enda siffra för N07537 Anmälda sexualbrott, antal/100 000 inv. Det är ett fel hos källan, "
        "inte en uppgift som saknas. Inget har ändrats.\n"
    )


def test_an_answer_without_end_is_cut_short(kolada: Kolada, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.fetching.transport.LARGEST", 200)

    assert "Svaret från http://127.0.0.1:" in (told := fetch().stderr)
    assert told.endswith(" är alldeles för stort för att vara rätt. Inget har ändrats.\n")


def titled(kolada: Kolada, **changes: str) -> Iterator[Row]:
    for row in kolada.series:
        yield {**row, **changes} if row["id"] == "N07537" else row


STOPPED = "Hämtningen från Kolada är stoppad: serier är inte vad de var. Inget har ändrats.\n"
HOW = (
    'Mäter serien samma sak? Godkänn den: make accept SERIES=id REASON="skälet". Går siffrorna inte att jämföra med de '
    "tidigare: lägg till BREAK=årtalet då den nya serien börjar.\n"
)
MEAN = "Anmälda sexualbrott, treårsmedelvärde, antal/100 000 inv"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda kolada: list(titled(kolada, title=MEAN)),
            "N07537 har ändrats sedan 2026-03-23:\n"
            "  Titel förr: Anmälda sexualbrott, antal/100 000 inv\n"
            f"  Titel nu:   {MEAN}\n",
        ),
        (
            lambda kolada: list(titled(kolada, title="Anmälda sexualbrott, antal/10 000 inv")),
            "N07537 har ändrats sedan 2026-03-23:\n"
            "  Titel förr: Anmälda sexualbrott, antal/100 000 inv\n"
            "  Titel nu:   Anmälda sexualbrott, antal/10 000 inv\n"
            "  Enhet förr: antal/100 000 inv\n"
            "  Enhet nu:   antal/10 000 inv\n",
        ),
        (
            lambda kolada: list(titled(kolada, description="Medelvärde över tre år.")),
            "  Beskrivning nu:   Medelvärde över tre år.\n",
        ),
        (
            lambda kolada: [row for row in kolada.series if row["id"] != "N07537"],
            "N07537 (Anmälda sexualbrott, antal/100 000 inv) finns inte längre hos källan. Ska indikatorn inte hämtas "
            "mer: ta bort N07537 ur kolumnen Källans id (source_series_id) i data/indicators/indicators.csv.\n",
        ),
        (
            lambda _: [],
            "N07402 (Anmälda brott om grov kvinnofridskränkning i kommunen, antal/100 000 inv) finns inte längre hos "
            "källan.",
        ),
    ],
)
def test_a_series_that_is_not_what_it_was_stops_the_fetch(
    lund: Path, kolada: Kolada, fetch: Fetch, change: Callable[[Kolada], list[Row]], told: str
) -> None:
    fetch()
    before = checksums(lund / "data"), (lund / "inbox/hamtat/kolada.json").read_bytes()
    kolada.series = change(kolada)

    outcome = fetch()

    assert outcome.exit_code == 1
    assert outcome.stdout == ""
    assert STOPPED in outcome.stderr
    assert told in outcome.stderr
    assert outcome.stderr.endswith(HOW)
    assert (checksums(lund / "data"), (lund / "inbox/hamtat/kolada.json").read_bytes()) == before


def test_what_a_source_says_does_nothing_to_the_terminal(lund: Path, kolada: Kolada, fetch: Fetch) -> None:
    kolada.series = list(titled(kolada, title="Anmälda\x1b[2J sexualbrott,\n\n antal/100 000 inv"))

    told = fetch().stderr
    assert "\x1b" not in told
    [line] = [line for line in told.splitlines() if line.startswith("  Titel nu:   Anmälda\\x1b[2J sexualbrott,")]
    assert line.endswith("antal/100 000 inv")


def test_a_series_that_nobody_has_accepted_stops_the_fetch(lund: Path, kolada: Kolada, fetch: Fetch) -> None:
    path = lund / "data/indicators/source_locks.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("kolada,N07537")), encoding="utf-8")

    assert (
        "N07537 har inte godkänts förut. Källan kallar den: Anmälda sexualbrott, antal/100 000 inv\n" in fetch().stderr
    )


def test_a_file_fetched_before_a_series_changed_is_not_read_after(
    lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    fetch()
    path = lund / "data/indicators/source_locks.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"Anmälda sexualbrott, antal/100 000 inv"', f'"{MEAN}"'), encoding="utf-8")

    outcome = runner("import", "--project", lund, lund / "inbox/hamtat/kolada.json")

    assert outcome.exit_code == 1
    assert rules(lund, lund / "inbox/hamtat/kolada.json") == {"series_is_as_accepted"}
    assert (
        "Hämta på nytt med make fetch, och godkänn det som har ändrats hos källan. N07537 har ändrats sedan "
        f"2026-03-23: Titel förr: {MEAN} Titel nu: Anmälda sexualbrott, antal/100 000 inv"
        in " ".join(outcome.stdout.split())
    )


def test_nothing_is_written_of_a_stopped_trial(lund: Path, kolada: Kolada, fetch: Fetch) -> None:
    kolada.series = [described("N07402", MEAN, "")]

    assert fetch("--dry-run").exit_code == 1
    assert not (lund / "inbox").exists()
    assert figure("N07402", LUND, 2021, 1) not in kolada.figures
