"""Kills publishes and rollbacks at every moment, and switches under readers, and writes what did not hold.

    python bench/switching.py [--kills 10] [--switches 8] [--readers 50] [--source DIR] [--work DIR] [--result FILE]

New figures come as staff's do: a file in the inbox, and `pipeline publish`. Each publish gives one indicator a figure
that it has never had, so that an answer which names one release with the figure of another is seen.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import itertools
import os
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
from withstood import BENCH, RESULT, Held, held_by, keep, server

from pipeline.dataset.judged import judge
from pipeline.project import open_project
from pipeline.releases.checksums import damaged
from pipeline.releases.journal import JOURNAL, switches
from pipeline.releases.shelf import kept_releases, open_database

INDICATOR, YEAR, AREA = "SEX-01", 2025, "9999"

FIRST_FIGURE = 301
"""Greater than every figure that the indicator has had, and no greater than three digits for as many switches."""

VALUE = (
    "select value from observations as figure "
    f"where indicator_id = '{INDICATOR}' and year = {YEAR} and figure.area_code = '{AREA}'"
)

FIGURES_FILE = f"Indikator;År;Kommunkod;Kön;Ålder;Värde\n{INDICATOR};{YEAR};{AREA};T;total;{{figure}}\n"
REASONS_FILE = f"Indikator;År;Kommunkod;Kön;Ålder;Skäl\n{INDICATOR};{YEAR};{AREA};T;total;Rättad av enheten.\n"

PAGE = f"/indikatorer/{INDICATOR}"


class Tried:
    """A project that is published, the releases that a rollback goes back through, and the figure of each."""

    def __init__(self, source: Path, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        for part in ("data", "schemas"):
            shutil.copytree(source / part, folder / part)
        shutil.copy(source / "metadata.yml", folder)
        (folder / "inbox").mkdir()
        (folder / "inbox/skäl.csv").write_text(REASONS_FILE, encoding="utf-8")
        self.folder, self.opened = folder, open_project(folder)
        self.figure = FIRST_FIGURE
        self.path: list[str] = []
        self.figures: dict[str, int] = {}

    @property
    def current(self) -> str:
        """The name of the release that the link points to."""
        return os.readlink(self.folder / "releases/current")

    def offer(self) -> None:
        """Put a new figure in the inbox."""
        self.figure += 1
        text = FIGURES_FILE.format(figure=self.figure)
        (self.folder / "inbox/siffror.csv").write_text(text, encoding="utf-8")

    def words(self, *command: str) -> list[str]:
        """The command line of a command in this project."""
        return [sys.executable, "-m", "pipeline", *command, "--project", str(self.folder)]

    def note(self, is_rollback: bool) -> None:
        """Note which release has come to be served, if it is another than before."""
        if self.path[-1:] == [self.current]:
            return
        if is_rollback:
            self.path.pop()
        else:
            self.path.append(self.current)
            self.figures[self.current] = self.figure

    def run(self, *command: str) -> list[str]:
        """Run a command to its end; what is wrong if it fails."""
        done = subprocess.run(self.words(*command), capture_output=True, text=True, check=False)
        if done.returncode:
            return [f"{' '.join(command)} ended with {done.returncode}: {done.stderr.splitlines()[-1:]}"]
        self.note("rollback" in command)
        return []


@dataclass(frozen=True)
class Kill:
    """Which command is killed: after a share of the work of a whole run, or at a change of a file on the disk."""

    command: str
    share: float = 0.0
    file: str | None = None
    change: int = 0


SWITCH = [(JOURNAL, change) for change in range(7)]
"""From when the journal is opened to when its folder is flushed; the link is replaced between 3 and 4."""

NARROW = {
    "rollback": SWITCH,
    # Files are imported by being written one after the other and then renamed; a release is named when it is flushed.
    "publish": [*SWITCH, *((".readings.csv.new", change) for change in range(16, 48, 4)), ("release.json", 3), *SWITCH],
}

ORDER = ("publish", "publish at", "rollback", "publish", "rollback at", "publish", "rollback", "publish")


SPREAD = (5**0.5 - 1) / 2
"""Multiples of the golden ratio, less their whole parts, are spread evenly however many there are."""


def kills(number: int) -> Iterator[Kill]:
    """As many kills: most spread evenly over the whole run of their command, the others at changes on the disk."""
    done = Counter[str]()
    for kind in itertools.islice(itertools.cycle(ORDER), number):
        command = kind.removesuffix(" at")
        if kind.endswith(" at"):
            file, change = NARROW[command][done[kind] * 5 % len(NARROW[command])]
            yield Kill(command, file=file, change=change)
        else:
            yield Kill(command, (done[kind] + 0.5) * SPREAD % 1)
        done[kind] += 1


def kill(tried: Tried, planned: Kill, whole: float) -> int:
    """Run a command and kill it with all that it started; how it ended, 0 if that was before it was killed.

    whole: the seconds of processor time that a whole run takes, which vary less than those of the clock.
    """
    words = tried.words(planned.command)
    if planned.file:
        at = [str(BENCH / "killed_at.py"), planned.file, str(planned.change)]
        words = [sys.executable, *at, *words[3:]]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, stdout=quiet, stderr=quiet, start_new_session=True, cwd=BENCH.parent)
    while not planned.file and process.poll() is None:
        if worked(process.pid) >= planned.share * whole:
            os.killpg(process.pid, signal.SIGKILL)
            break
        time.sleep(0.01)
    return process.wait()


def worked(group: int) -> float:
    """The seconds of processor time that a group of processes has taken."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = path.read_text().rpartition(")")[2].split()
            ticks += sum(map(int, words[11:15])) if int(words[2]) == group else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def landed(tried: Tried, ended: int, data: str) -> str:
    """How far a command had come."""
    releases = tried.folder / "releases"
    line = (releases / JOURNAL).read_text(encoding="utf-8").splitlines()[-1]
    is_switched = tried.path[-1:] != [tried.current]
    if ended == 0:
        return "it had ended"
    if is_switched:
        return "the link was replaced and not noted" if line.startswith(" ") else "the link was replaced and noted"
    if line.startswith(" "):
        return "the journal had its line, the link was not replaced"
    if any(releases.glob(".building-*")):
        return "a release was half built"
    if len(kept_releases(tried.opened)) > len(tried.figures):
        return "the release had its name, the link was not replaced"
    return "files had been imported" if data != digest_of(tried.folder / "data") else "nothing was written"


def digest_of(folder: Path) -> str:
    """The SHA-256 of every file below a folder, with its name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()


def faults_of(tried: Tried) -> Iterator[str]:
    """What is wrong with what is on the disk: a release that is lost or half, a journal or data that cannot be read."""
    names = {*tried.figures, tried.current}
    for name in sorted(names):
        if faults := damaged(tried.folder / "releases" / name):
            yield f"{name} is not whole: {faults[:3]}"
    if lost := names - {folder.name for folder in kept_releases(tried.opened)}:
        yield f"lost: {lost}"
    known = {entry["release"] for entry in switches(tried.opened)}
    if not known >= names:
        yield f"the journal lacks {names - known}"
    if judge(tried.opened, lambda _: None).fatal:
        yield "the data have faults"


def faults_served(tried: Tried, address: str) -> Iterator[str]:
    """What is wrong with what a visitor gets."""
    answer = httpx.get(f"{address}{PAGE}", timeout=60)
    told = told_by_page(answer)
    with open_database(tried.folder / "releases" / tried.current) as database:
        figure = int(database.execute(VALUE).fetchone()[0])
    if (answer.status_code, told) != (200, (tried.current, figure)):
        yield f"the page has {answer.status_code} {told}, the release is {tried.current}, {figure}"


def killed(tried: Tried, planned: Kill, whole: float, address: str) -> tuple[str, list[str]]:
    """Kill a command, look at what it left, and do what staff would: how far it had come, and what did not hold."""
    if planned.command == "publish":
        tried.offer()
    data, allowed = digest_of(tried.folder / "data"), {tried.path[-1]}
    ended = kill(tried, planned, whole)
    place = landed(tried, ended, data)
    if planned.command == "rollback":
        allowed |= {tried.path[-2]}
    elif tried.current not in tried.figures:
        allowed |= {tried.current}
    found = [] if tried.current in allowed else [f"{tried.current} is served"]
    tried.note(planned.command == "rollback")
    found += [*faults_of(tried), *faults_served(tried, address)]
    if planned.command == "rollback":
        before = tried.path[-2]
        found += tried.run("rollback")
        found += [] if tried.current == before else [f"rolled back to {tried.current}, not to {before}"]
    found += tried.run("publish", *(["--again"] if planned.command == "rollback" else []))
    if tried.figures.get(tried.current) != tried.figure:
        found.append(f"the release of the data is not the one that is served, {tried.current}")
    found += [*faults_of(tried), *faults_served(tried, address)]
    left = [path.name for path in (tried.folder / "releases").glob(".*")]
    return place, [f"{planned}, {place}: {fault}" for fault in (*found, *(f"{name} is left" for name in left))]


def work_of(tried: Tried, *command: str) -> float:
    """How many seconds of processor time a whole run of a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    if faults := tried.run(*command):
        sys.exit(faults[0])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def try_kills(options: argparse.Namespace) -> tuple[list[str], bool]:
    """Kill as many times: the results as lines of Markdown, and whether everything held."""
    tried = Tried(options.source, options.work / "kills")
    for _ in range(2):
        tried.offer()
        whole = {"publish": work_of(tried, "publish")}
    whole["rollback"] = work_of(tried, "rollback")
    places: Counter[tuple[str, str]] = Counter()
    faults: list[str] = []
    with server(tried.folder) as (address, _):
        for number, planned in enumerate(kills(options.kills), 1):
            place, found = killed(tried, planned, whole[planned.command], address)
            places[place, planned.command] += 1
            faults += found
            print(f"{number}: {planned.command}, {place}; faults so far: {len(faults)}", flush=True)
    with open_database(tried.folder / "releases" / tried.current) as database:
        (figures,) = database.execute("select count(*) from observations").fetchone()
    return report_of_kills(places, figures, faults), not faults


def report_of_kills(places: Counter[tuple[str, str]], figures: int, faults: Sequence[str]) -> list[str]:
    """How far publishes and rollbacks had come when they were killed, and what did not hold, as lines of Markdown."""
    rows = {place: [places[place, command] for command in ("publish", "rollback")] for place, _ in sorted(places)}
    return [
        f"\n{places.total()} times a publish or a rollback in a project of {figures} figures was killed (SIGKILL, with "
        "all that it had started), and done again. When it was killed:\n",
        "| | publishes | rollbacks |",
        "|---|--:|--:|",
        *(f"| {place} | {' | '.join(map(str, numbers))} |" for place, numbers in rows.items()),
        "\nFaults (a release lost or half, another one served, a journal or data that cannot be read, a next publish "
        f"or rollback that fails or does something else): {len(faults) or 'none'}.",
        *(f"- `{fault}`" for fault in faults[:20]),
    ]


def told_by_page(answer: httpx.Response) -> tuple[str | None, int | None]:
    """The release that a page names, and the new figure on it; none if there are several."""
    names = re.findall(r"Publicering <code>(.*?)</code>", answer.text)
    figures = {int(each) for each in re.findall(r"\b(\d{3}),0\b", answer.text) if int(each) >= FIRST_FIGURE}
    return (names or [None])[0], figures.pop() if len(figures) == 1 else None


def told_by_question(answer: httpx.Response) -> tuple[str | None, int | None]:
    """The release and the figure in the first row of an answer in JSON, as far as it has them."""
    row = answer.json()[0]
    return row.get("release_id"), int(row["value"])


def told_by_csv(answer: httpx.Response) -> tuple[str | None, int | None]:
    """The figure in the table of observations."""
    (value,) = re.findall(rf"^{INDICATOR},{YEAR},{AREA},T,total,(\d+),", answer.text, re.MULTILINE)
    return None, int(value)


@dataclass(frozen=True)
class Address:
    """What is read, what its answer tells, and whether it may be told to come again, and is the same every time."""

    address: str
    told: Callable[[httpx.Response], tuple[str | None, int | None]]
    is_question: bool = False
    is_steady: bool = True


READ = {
    "front page": Address("/", lambda answer: (told_by_page(answer)[0], None)),
    "indicator page": Address(PAGE, told_by_page),
    "table as JSON": Address(
        f"/handlingsplan/observations.json?indicator_id={INDICATOR}&year={YEAR}&_shape=array",
        told_by_question,
        is_question=True,
    ),
    "download": Address("/ladda-ner/observations.csv", told_by_csv),
    "health": Address("/-/halsa", lambda answer: (answer.json()["release_id"], None), is_steady=False),
    "question": Address(
        "/handlingsplan.json?_shape=array&sql=" + quote(VALUE.replace("value from", "release_id, value from release,")),
        told_by_question,
        is_question=True,
    ),
}

PAUSE = 0.2
"""Seconds between two answers to a reader."""

SETTLING = 1.0
"""Seconds after a switch before what the server holds is counted."""


@dataclass(frozen=True)
class Answer:
    """An answer: what was asked for and when, the status, what it told, and a checksum of it."""

    name: str
    began: float
    ended: float
    status: int
    told: tuple[str | None, int | None]
    checksum: str
    fault: str


@dataclass
class Readings:
    """What readers got, what failed, when each release began and ceased to be current, and what the server held."""

    answers: list[Answer] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    busy: int = 0
    current: list[tuple[str, float, float]] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)


async def read(client: httpx.AsyncClient, readings: Readings, names: Sequence[str], may_read: asyncio.Event) -> None:
    """Read these addresses in turn for ever."""
    for name in itertools.cycle(names):
        await may_read.wait()
        began = time.monotonic()
        try:
            answer = await client.get(READ[name].address)
            if answer.status_code == 503 and READ[name].is_question and "retry-after" in answer.headers:
                readings.busy += 1
            else:
                told = READ[name].told(answer) if answer.status_code == 200 else (None, None)
                checksum = hashlib.sha256(answer.content).hexdigest()
                fault = "" if answer.status_code == 200 else answer.text[:200]
                readings.answers.append(
                    Answer(name, began, time.monotonic(), answer.status_code, told, checksum, fault)
                )
        except (httpx.HTTPError, ValueError, LookupError) as error:
            readings.failed.append(f"{name}: {error!r}")
        await asyncio.sleep(PAUSE)


async def switch(tried: Tried, readings: Readings, *command: str) -> None:
    """Run a command that switches, and note from when to when each release may have been current."""
    began, before = time.monotonic(), tried.current
    faults = await asyncio.to_thread(tried.run, *command)
    readings.failed += [*faults, *([] if tried.current != before else [f"{command} switched to nothing"])]
    name, since, _ = readings.current[-1]
    readings.current[-1] = (name, since, time.monotonic())
    readings.current.append((tried.current, began, float("inf")))


async def under_readers(address: str, process: int, tried: Tried, options: argparse.Namespace) -> Readings:
    """Switch as many times while there are readers, and count what the server holds after each time."""
    readings, may_read = Readings(), asyncio.Event()
    readings.current.append((tried.current, 0.0, float("inf")))
    may_read.set()
    names = list(READ)
    orders = [names[start:] + names[:start] for start in range(len(names))]
    # The server closes a connection after five seconds: a request that is sent just then is lost with it.
    limits = httpx.Limits(keepalive_expiry=2)
    async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
        readers = [
            asyncio.create_task(read(client, readings, orders[number % len(orders)], may_read))
            for number in range(options.readers)
        ]
        commands = itertools.cycle((("publish",), ("rollback",), ("publish", "--again"), ("publish",)))
        for number, command in zip(range(options.switches), commands, strict=False):
            if command == ("publish",):
                tried.offer()
            await switch(tried, readings, *command)
            await asyncio.sleep(SETTLING)
            may_read.clear()
            await asyncio.sleep(SETTLING)
            readings.held.append(await asyncio.to_thread(held_by, process))
            may_read.set()
            print(
                f"{number + 1}: {' '.join(command)}, {len(readings.answers)} answers, {readings.held[-1]}", flush=True
            )
        for each in readers:
            each.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
    return readings


def mixed(tried: Tried, readings: Readings) -> Iterator[str]:
    """The answers that are not of one release, or of one that was not current at any time between asking and answer."""
    releases = {figure: name for name, figure in tried.figures.items()}
    known: dict[tuple[str, str], str] = {}
    for answer in readings.answers:
        name, figure = answer.told
        release = name or releases.get(figure or 0)
        at_the_time = {each for each, since, until in readings.current if since < answer.ended and until > answer.began}
        if answer.status != 200 or release is None:
            continue
        if figure not in (None, tried.figures.get(release)):
            yield f"{answer.name}: {release} with {figure}"
        if release not in at_the_time:
            yield f"{answer.name}: {release} when {at_the_time} was current"
        if READ[answer.name].is_steady and known.setdefault((answer.name, release), answer.checksum) != answer.checksum:
            yield f"{answer.name}: two answers of {release}"


def failed(readings: Readings) -> list[str]:
    """The requests that failed: no answer, a status other than 200, or nothing in the answer that tells its release."""
    odd = [answer for answer in readings.answers if answer.status != 200 or answer.told == (None, None)]
    return [*readings.failed, *(f"{answer.name}: {answer.status} {answer.fault}" for answer in odd)]


def level(readings: Readings) -> tuple[list[str], bool]:
    """What the server held after the first switches and after the last, and whether it is no more than noise.

    Compared is the most of the second ten with that of the last ten, or of quarters where there are few; of few nothing
    can be said. A process for questions that had not yet started again makes what is held less, never more.
    """
    number = min(10, max(1, len(readings.held) // 4))
    early, late = readings.held[number : 2 * number], readings.held[-number:]
    rows, is_level = [], True
    for name, noise in (("memory", 0.1), ("threads", 0.05), ("handles", 0.05)):
        one, other = ([getattr(held, name) for held in part] for part in (early, late))
        shown = (f"{statistics.median(part):.0f} ({min(part)}–{max(part)})" for part in (one, other))
        rows.append(f"| {name}{', MB' if name == 'memory' else ''} | {' | '.join(shown)} |")
        is_level &= max(other) <= max(one) * (1 + noise)
    head = [
        f"| after each switch, median (least–most) | {number + 1} to {2 * number} | the last {number} |",
        "|---|--:|--:|",
    ]
    return [*head, *rows], is_level or len(readings.held) < 20


def try_switches(options: argparse.Namespace) -> tuple[list[str], bool]:
    """Switch as many times under readers: the results as lines of Markdown, and whether everything held."""
    tried = Tried(options.source, options.work / "switches")
    tried.offer()
    work_of(tried, "publish")
    with server(tried.folder) as (address, process):
        readings = asyncio.run(under_readers(address, process.pid, tried, options))
    rows, is_level = level(readings)
    lost, odd = failed(readings), list(mixed(tried, readings))
    kinds = Counter(answer.name for answer in readings.answers)
    return [
        f"\n{options.switches} publishes and rollbacks in turn, while {options.readers} readers got "
        f"{len(readings.answers)} answers: "
        f"{', '.join(f'{number} of the {name}' for name, number in kinds.items())}. {readings.busy} questions more "
        "were asked to come again (503 with Retry-After).",
        f"\nFailed requests and switches: {len(lost) or 'none'}. Mixed answers (the figure of another release than "
        "the one that is named, a release that was not current at the time, two answers of one release): "
        f"{len(odd) or 'none'}.",
        *(f"- `{fault}`" for fault in (*lost[:20], *odd[:20])),
        "\nWhat the server and its processes held:\n",
        *rows,
        f"\nLevel: {'yes' if is_level else 'no'}.",
    ], is_level and not lost and not odd


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--switches", type=int, default=8)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--source", type=Path, default=BENCH.parent, help="the project whose data are published")
    parser.add_argument("--work", type=Path, default=BENCH / ".work" / "switching")
    parser.add_argument("--result", type=Path, default=RESULT)
    options = parser.parse_args()
    held = True
    for title, number, attempt in (
        ("Kills", options.kills, try_kills),
        ("Switches under readers", options.switches, try_switches),
    ):
        if number:
            lines, has_held = attempt(options)
            print(keep(options.result, title, lines))
            held &= has_held
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
