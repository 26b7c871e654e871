"""Small municipalities drawn by lot: what is true of them, and what is published of it, release by release.

A world has counts of persons by sex, age, part and year, and at times shares, rates and sums over years. It is told to
the pipeline as staff do: a file a year, corrections later, some rows late. What comes of it is written as databases.
"""

from __future__ import annotations

import datetime
import random
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.builder.database import write_database
from pipeline.builder.recipe import with_derived
from pipeline.dataset.judged import read_checked
from pipeline.intake.merging import merge_observations, with_revisions
from pipeline.intake.sources.contract import REASONED, no_rows
from pipeline.model import FILE, KEY, ROW, SOUND, Dataset, KeptRelease
from pipeline.protect.hide import protect
from pipeline.protect.policy import METHOD
from pipeline.protect.releases import Release, release_of
from pipeline.schema import Schemas, read_schemas
from tests.attack.attacker import BEHIND, PRIMARY, SHOWN, Cell, Figure, Key

REPOSITORY = Path(__file__).parents[2]

AREA = "2582"

BANDS = ("0-14", "15-17", "18-64", "65+")
MADE_OF = {
    "total": BANDS,
    "0-17": BANDS[:2],
    "18+": BANDS[2:],
    **{band: (band,) for band in BANDS},
}
SEXES_OF = {"T": ("K", "M"), "K": ("K",), "M": ("M",)}

AGES = (
    ("total",),
    ("total", "0-17", "18+"),
    ("total", "0-14", "15-17", "18+", "65+"),
    tuple(sorted(MADE_OF.keys() - {"18-64"})),
)

SIZES = ((4, 18), (19, 40), (41, 120), (300, 500))
OFTEN = (1600, 320, 75, 5)
"""How many figures a world may have, and how often; the larger, the longer it takes."""

TABLES = (
    "sources",
    "areas",
    "indicators",
    "indicator_parts",
    "disclosure_rules",
    "indicator_ratios",
    "indicator_cumulations",
    "denominators",
    "observations",
    "revisions",
)
"""What of a release an attacker looks at."""


@dataclass(frozen=True)
class Step:
    """An import: the day, the rows that staff hand in, and beside them all that has changed."""

    day: datetime.date
    rows: Mapping[Key, float]
    changed: Mapping[Key, float]

    def handed(self, statuses: Mapping[Key, str]) -> dict[Key, float]:
        """The rows, with the changes of figures that are shown in the data: those must be corrected as well."""
        return {key: value for key, value in self.changed.items() if statuses.get(key) in SHOWN} | dict(self.rows)


@dataclass(frozen=True)
class World:
    """What staff hand in before each release, and what is then true, published or not."""

    seed: int
    tables: Mapping[str, list[dict[str, Any]]]
    releases: tuple[tuple[Step, ...], ...]
    truths: tuple[Mapping[Key, int], ...]

    @property
    def size(self) -> int:
        """How many figures the last release has."""
        return len({key for steps in self.releases for step in steps for key in step.rows})

    def stays(self, number: int, key: Key) -> bool:
        """Whether a count is the same in a release as in the one before it."""
        return key in self.truths[number] and self.truths[number][key] == self.truths[number - 1].get(key)

    def truth(self, cell: Cell) -> int | None:
        """The true count, if there is one."""
        return self.truths[cell.release].get(cell.key)


@dataclass(frozen=True)
class Shape:
    """What a world is made of."""

    years: tuple[int, ...]
    releases: int
    sexes: tuple[str, ...]
    ages: tuple[str, ...]
    parts: tuple[int, int]
    complete: bool
    classes: tuple[str, str]
    share: bool
    rate: bool
    span: int
    kind: str
    bases: bool
    spread: tuple[float, float, int]

    @property
    def divisions(self) -> tuple[range, range]:
        """The numbers of the parts of the two breakdowns, those that are not published among them."""
        one, other = self.parts
        return range(max(one + (not self.complete), 1)), range(max(other, 1))


def draw_shape(rng: random.Random) -> Shape:
    """A shape by lot."""
    count = rng.choice((1, 2, 2, 3, 3, 4))
    first = rng.choice((0, 0, 2, 2, 3, 4))
    return Shape(
        years=tuple(range(2021, 2021 + count)),
        releases=rng.choice((1, 2, 2, 3, 3, 4)),
        sexes=rng.choice((("T", "K", "M"),) * 4 + (("T",),)),
        ages=rng.choice((AGES[0], AGES[0], *AGES)),
        parts=(first, rng.choice((0, 0, 0, 2, 3)) if first else 0),
        complete=rng.random() < 0.75,
        classes=rng.choice((("B", "B"),) * 7 + (("C", "C"), ("A", "B"), ("B", "A"))),
        share=rng.random() < 0.2,
        rate=rng.random() < 0.25,
        span=rng.choice((2, 3)) if count > 2 and rng.random() < 0.5 else 0,
        kind=rng.choice(("sum", "sum", "mean")),
        bases=rng.random() < 0.2,
        spread=rng.choice(((0.6, 0.3, 12), (0.3, 0.4, 30), (0.2, 0.2, 60), (0.1, 0.2, 200))),
    )


class Truth:
    """What is true of a world at some moment: counts by the finest division, from which all others follow."""

    def __init__(self, shape: Shape, rng: random.Random) -> None:
        self.shape, self.rng = shape, rng
        one, other = shape.divisions
        bands = BANDS if len(shape.ages) > 1 else ("18-64",)
        places = [(year, sex, band) for year in shape.years for sex in "KM" for band in BANDS]
        self.groups = {place: rng.choice((rng.randint(3, 30), 3_000)) if shape.bases else 1_000_000 for place in places}
        self.counts = {
            (first, second, year, sex, band): self.draw_within(year, sex, band)
            for first in one
            for second in other
            for year in shape.years
            for sex in "KM"
            for band in bands
        }
        self.people = {place: rng.choice((rng.randint(60, 400), rng.randint(400, 9000))) for place in places}
        self.asked = {place: rng.choice((rng.randint(5, 40), rng.randint(40, 400))) for place in self.people}
        self.answered = {place: min(base, self.draw()) for place, base in self.asked.items()}

    def draw(self) -> int:
        """A count: often none, often a few."""
        none, few, most = self.shape.spread
        lot = self.rng.random()
        return 0 if lot < none else self.rng.randint(1, 4) if lot < none + few else self.rng.randint(5, most)

    def draw_within(self, year: int, sex: str, band: str) -> int:
        """A count of a finest division, which the size of the group has room for."""
        one, other = self.shape.divisions
        return min(self.draw(), self.groups[year, sex, band] // (len(one) * len(other)))

    def change(self, years: Sequence[int]) -> None:
        """Let one to three counts of the years turn out to be others."""
        places = [place for place in self.counts if place[2] in years]
        for place in self.rng.sample(places, min(len(places), self.rng.randint(1, 3))):
            self.counts[place] = self.draw_within(*place[2:])

    def count(self, key: Key) -> int:
        """The sum of the finest counts that a figure is made of."""
        first, second = _parts_of(key.indicator)
        return sum(
            number
            for (one, other, year, sex, band), number in self.counts.items()
            if first in (None, one)
            and second in (None, other)
            and year == key.year
            and sex in SEXES_OF[key.sex]
            and band in MADE_OF[key.age]
        )

    def of(self, numbers: Mapping[tuple[int, str, str], int], key: Key) -> int:
        """The sum of some other counts by year, sex and age."""
        return sum(numbers[key.year, sex, band] for sex in SEXES_OF[key.sex] for band in MADE_OF[key.age])

    def figure(self, key: Key) -> float:
        """What staff hand in for a figure."""
        shape = self.shape
        if key.indicator == PEOPLE:
            return self.of(self.people, key)
        if key.indicator == SHARE:
            return _rounded(100 * self.of(self.answered, key) / self.of(self.asked, key))
        if key.indicator == RATE:
            return _rounded(10_000 * self.count(key._replace(indicator=WHOLE)) / self.of(self.people, key))
        if key.indicator == OVER_YEARS:
            years = range(key.year - shape.span + 1, key.year + 1)
            total = sum(self.count(key._replace(indicator=WHOLE, year=year)) for year in years)
            return total if shape.kind == "sum" else _rounded(total / shape.span)
        return self.count(key)

    def all_counts(self) -> dict[Key, int]:
        """Every count that is true, published or not."""
        shape = self.shape
        found: dict[Key, int] = {}
        for year in shape.years:
            for sex in ("T", "K", "M"):
                for age in MADE_OF:
                    for name in (WHOLE, *parts(shape)):
                        key = Key(name, year, AREA, sex, age)
                        found[key] = self.count(key)
                    behind = Key(SHARE + BEHIND, year, AREA, sex, age)
                    found[behind] = self.of(self.answered, behind)
                    if shape.span and shape.kind == "sum" and year - shape.span + 1 >= shape.years[0]:
                        key = Key(OVER_YEARS, year, AREA, sex, age)
                        found[key] = round(self.figure(key))
        return found


WHOLE, PEOPLE, SHARE, RATE, OVER_YEARS = "BX-00", "PX-01", "SX-01", "RX-01", "CX-01"


def parts(shape: Shape) -> list[str]:
    """The indicators of the published parts, those of the second breakdown from 50 on."""
    one, other = shape.parts
    return [*(f"BX-{number + 1:02}" for number in range(one)), *(f"BX-{number + 50}" for number in range(other))]


def _parts_of(indicator: str) -> tuple[int | None, int | None]:
    number = int(indicator[-2:])
    if number == 0:
        return None, None
    return (number - 1, None) if number < 50 else (None, number - 50)


def _sort(value: float) -> int:
    """None, a few, or more."""
    return 0 if value == 0 else 1 if value <= 4 else 2


def _rounded(value: float) -> float:
    return float(int(value + 0.5))


def _keys(shape: Shape) -> list[Key]:
    """What staff hand in, year by year."""
    names = [WHOLE, *parts(shape)]
    names += [PEOPLE, RATE] * shape.rate + [SHARE] * shape.share + [OVER_YEARS] * bool(shape.span)
    return [
        Key(name, year, AREA, sex, age)
        for year in shape.years
        for name in names
        for sex in shape.sexes
        for age in shape.ages
        if name != OVER_YEARS or year - shape.span + 1 >= shape.years[0]
    ]


def draw_world(seed: int) -> World:
    """The world of a seed: most are small, for the sake of time, and a few are large."""
    rng = random.Random(seed)
    smallest, largest = rng.choices(SIZES, OFTEN)[0]
    while True:
        shape = draw_shape(rng)
        if smallest <= len(_keys(shape)) <= largest and "B" in shape.classes + ("B",) * (shape.classes[0] == "C"):
            break
    truth = Truth(shape, rng)
    keys = _keys(shape)
    late = {key for key in keys if key.indicator not in (PEOPLE, RATE, OVER_YEARS) and rng.random() < 0.05}
    late = late if rng.random() < 0.4 else set()
    day = datetime.date(2026, 1, 1)
    told: dict[Key, float] = {}
    releases, truths = [], []
    for number in range(shape.releases):
        steps = []
        last = len(shape.years) - shape.releases + number + 1
        known = sorted({key.year for key in told})
        if known and rng.random() < 0.75:
            truth.change(known)
            changed = {key: truth.figure(key) for key in keys if key in told and truth.figure(key) != told[key]}
            handed = dict(changed)
            lot = rng.random()
            if lot < 0.3 and changed:
                # Staff hand in the whole year again.
                again = {key.year for key in changed}
                handed = {key: truth.figure(key) for key in keys if key in told and key.year in again}
            elif lot < 0.5:
                # Of the figures that are hidden, staff hand in again only those that are no longer what the sign says.
                handed = {
                    key: value
                    for key, value in changed.items()
                    if (key.sex == "T" and key.age == "total") or _sort(value) != _sort(told[key])
                }
            # What is not handed in stays as it is said to be.
            day += datetime.timedelta(days=1)
            steps.append((day, handed, changed))
        for year in shape.years[: max(last, 1)]:
            rows = {key: truth.figure(key) for key in keys if key.year == year and key not in told}
            if number < shape.releases - 1:
                rows = {key: value for key, value in rows.items() if key not in late}
            day += datetime.timedelta(days=1)
            if rows:
                steps.append((day, rows, {}))
        for _, handed, changed in steps:
            told |= handed
            told |= changed
        releases.append(steps)
        truths.append(truth.all_counts())
    made = tuple(tuple(Step(day, handed, changed) for day, handed, changed in steps) for steps in releases)
    return World(seed, catalogue(shape, truth), made, tuple(truths))


def catalogue(shape: Shape, truth: Truth) -> dict[str, list[dict[str, Any]]]:
    """The rows that a world has of its own in the tables of the catalogue."""
    of_whole, of_parts = shape.classes

    one = shape.parts[0]
    tables: dict[str, list[dict[str, Any]]] = {
        "indicators": [
            indicator_row(WHOLE, of=of_whole),
            *(indicator_row(name, of=of_parts) for name in parts(shape)),
            indicator_row(PEOPLE, of="A"),
            indicator_row(RATE, "rate", of_whole),
            indicator_row(SHARE, "share", "C"),
            indicator_row(OVER_YEARS, of=of_whole),
        ],
        "indicator_parts": [
            {
                "whole_id": WHOLE,
                "part_id": name,
                "breakdown": "slag" if number < one else "plats",
                "is_complete": shape.complete or number >= one,
            }
            for number, name in enumerate(parts(shape))
        ],
        "indicator_ratios": [
            {"ratio_id": RATE, "numerator_id": WHOLE, "denominator_id": PEOPLE, "factor": 10_000},
            {"ratio_id": SHARE, "numerator_id": None, "denominator_id": None, "factor": 100},
        ],
        "indicator_cumulations": [],
        "denominators": [],
    }
    if shape.span:
        tables["indicator_cumulations"].append(
            {"cumulation_id": OVER_YEARS, "indicator_id": WHOLE, "years": shape.span, "kind": shape.kind}
        )
    for key in _keys(shape):
        base = truth.of(truth.asked, key)
        if key.indicator == SHARE:
            tables["denominators"].append({**key_columns(key), "value": float(base), "tolerance": None})
        elif key.indicator == WHOLE and shape.bases:
            group = truth.of(truth.groups, key)
            tables["denominators"].append({**key_columns(key), "value": float(group), "tolerance": None})
    return tables


def indicator_row(name: str, kind: str = "count", of: str = "B") -> dict[str, Any]:
    """What matters of an indicator, as columns of the catalogue."""
    return {"indicator_id": name, "value_kind": kind, "disclosure_class": of, "decimals": 0}


def key_columns(key: Key) -> dict[str, Any]:
    """A key as the columns of a table."""
    return dict(zip(KEY, key, strict=True))


# From a world to the databases of its releases.


@cache
def own_tables() -> tuple[Dataset, Schemas]:
    """The repository's tables, checked, which a world's own rows are put into."""
    schemas = read_schemas(REPOSITORY / "schemas")
    return read_checked(REPOSITORY / "data", schemas)[0], schemas


def typed(table: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a checked table; what they do not say of an indicator or a source is that of the repository's first."""
    empty = own_tables()[0].tables[table]
    template = dict(empty.row(0, named=True)) if table in ("indicators", "sources") else {}
    # Nobody else publishes them, so that they are ours to hide.
    template |= {"sexes": "both", "source_series_id": None} if table == "indicators" else {}
    beside = {FILE: f"{table}.csv", SOUND: True}
    return pl.DataFrame(
        [{**template, **beside, **row, ROW: number} for number, row in enumerate(rows, start=2)], schema=empty.schema
    )


def tables_with(told: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, pl.DataFrame]:
    """The repository's tables with the indicators and figures of these rows and no others."""
    tables = dict(own_tables()[0].tables)
    cleared = (
        *("indicators", "indicator_parts", "indicator_ratios", "indicator_cumulations", "denominators"),
        *("indicator_priorities", "series_breaks", "targets", "observations", "revisions", "assessments"),
        "search_words",
    )
    for name in cleared:
        tables[name] = tables[name].clear()
    for name, rows in told.items():
        tables[name] = typed(name, rows)
    return tables


def incoming_of(rows: Mapping[Key, float], day: datetime.date) -> pl.DataFrame:
    """Rows as an import hands them on."""
    return typed(
        "observations",
        [
            {
                **key_columns(key),
                "value": float(value),
                "value_status": "final",
                "series_break": False,
                "note": None,
                "retrieved_on": day,
            }
            for key, value in sorted(rows.items())
        ],
    )


def statuses_of(observations: pl.DataFrame) -> dict[Key, str]:
    """The status of each figure in the data."""
    return {Key(*row[:5]): row[5] for row in observations.select(*KEY, "value_status").iter_rows()}


def merged(tables: Mapping[str, pl.DataFrame], rows: pl.DataFrame, day: datetime.date) -> dict[str, pl.DataFrame]:
    """The tables with these observations in them, and what they correct in the register."""
    observations, revisions, _ = merge_observations(
        tables["observations"], rows, no_rows(REASONED), day, "Uppgiften är rättad."
    )
    return {**tables, "observations": observations, "revisions": with_revisions(tables["revisions"], revisions)}


def protected_releases(world: World) -> Iterator[dict[str, pl.DataFrame]]:
    """The tables of each release, each import put through the disclosure control."""
    tables = tables_with(world.tables)
    kept: list[Release] = []
    for steps in world.releases:
        for step in steps:
            rows = step.handed(statuses_of(tables["observations"]))
            if rows:
                result = protect(incoming_of(rows, step.day), tables, kept)
                tables = merged(tables, result.incoming, step.day)
                tables = merged(tables, result.also_hidden.select(tables["observations"].columns), step.day)
        kept = [*kept, release_of(KeptRelease("", METHOD, tables))]
        yield tables


def primary_releases(world: World) -> Iterator[dict[str, pl.DataFrame]]:
    """The tables of each release with what is small hidden, and nothing hidden for its sake."""
    tables = tables_with(world.tables)
    classes = {row["indicator_id"]: (row["value_kind"], row["disclosure_class"]) for row in world.tables["indicators"]}
    bases = {Key(*(row[name] for name in KEY)): row["value"] for row in world.tables["denominators"]}
    for number, steps in enumerate(world.releases):
        for step in steps:
            rows = step.handed(statuses_of(tables["observations"]))
            shown = {
                key: Figure(None, PRIMARY)
                if is_small(key, value, classes, bases, world, number)
                else Figure(value, "final")
                for key, value in rows.items()
            }
            frame = incoming_of(rows, step.day).with_columns(
                pl.Series("value", [shown[key].value for key in sorted(rows)], pl.Float64),
                pl.Series("value_status", [shown[key].status for key in sorted(rows)], pl.String),
            )
            tables = merged(tables, frame, step.day)
        yield tables


def is_small(
    key: Key,
    value: float,
    classes: Mapping[str, tuple[str, str]],
    bases: Mapping[Key, float],
    world: World,
    release: int,
) -> bool:
    """Whether the published policy hides a figure for its own sake."""
    kind, of = classes[key.indicator]
    if of not in ("B", "C"):
        return False
    if kind == "count":
        return 1 <= value <= 4 or (value == 0 and bases.get(key, 1000) < 20)
    if key.indicator == RATE:
        return 1 <= world.truths[release][key._replace(indicator=WHOLE)] <= 4
    return bases.get(key, 1000) < 30 or 1 <= world.truths[release][key._replace(indicator=key.indicator + BEHIND)] <= 4


def write_whole(path: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    """A release's database as the pipeline writes it."""
    dataset, schemas = own_tables()
    derived = with_derived(Dataset(dataset.folder, tables))
    write_database(path, derived, schemas, {"id": path.stem})


def write_brief(path: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    """The same tables, only those that an attacker looks at, without keys and search: ten times as fast."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute("begin")
        for name in TABLES:
            frame = tables[name].drop(FILE, ROW, SOUND)
            rows = frame.with_columns(pl.col(pl.Date).cast(pl.String), pl.col(pl.Boolean).cast(pl.Int64)).rows()
            connection.execute(f"create table {name} ({', '.join(frame.columns)})")
            connection.executemany(f"insert into {name} values ({', '.join('?' * frame.width)})", rows)
        connection.execute("commit")
