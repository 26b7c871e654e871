"""The example observations: made up with a fixed seed, of a size that a municipality of 30,000 could have.

No figure is real. All belong to the example area, so that they cannot be mistaken for a municipality's, and
`data/dataset.csv` says that the dataset is example data. Run with `make example`.
"""

from __future__ import annotations

import datetime
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import polars as pl

from pipeline.dataset.folder import read_dataset, write_table
from pipeline.dataset.judged import read_checked
from pipeline.model import MEN, TOTAL, WOMEN
from pipeline.protect.hide import protect
from pipeline.schema import read_schemas

SEED = 177
AREA = "9999"
YEARS = range(2021, 2026)
INHABITANTS = 30_000


@dataclass(frozen=True)
class Level:
    """The size of an indicator's figures: the total, the share of it that is women, and the total's drift per year.

    For rates and shares, `women` is the women's value as a multiple of the total. Without `women`, the indicator is not
    divided by sex.
    """

    total: float
    women: float | None = None
    drift: float = 0.0


LEVELS = {
    "VNR-01": Level(11.5),
    "VNR-02": Level(110),
    "VNR-03": Level(42),
    "VNR-04": Level(38, None, 2),
    "VNR-05": Level(24, None, 1),
    "VNR-06": Level(11),
    "VNR-07": Level(30, 0.5),
    "VNR-08": Level(9, 0.85),
    "VNR-10": Level(1),
    "VNR-11": Level(48, None, 6),
    "P1-01": Level(8, 1.4),
    "P1-02": Level(40, None, 9),
    "P2-01": Level(8, 0.65),
    "P2-02": Level(55, None, 8),
    "P3-01": Level(12, 0.85),
    "P3-02": Level(4, 0.8),
    "P4-01": Level(2),
    "P4-02": Level(1),
    "P4-03": Level(0.3),
    "P5-01": Level(0.4, 0.9),
    "P5-02": Level(14, 0.8),
    "P5-03": Level(25, None, 7),
    "P6-01": Level(21, 0.88),
    "P6-02": Level(9, 1.5),
    "P6-03": Level(5, 1.2, -0.3),
    "P7-01": Level(0.7, 0.9),
    "P7-02": Level(6),
    "P7-03": Level(50, None, 8),
    "P8-01": Level(0.5),
    "P8-02": Level(1),
    "SEX-01": Level(195),
    "SEX-02": Level(27, 0.9),
    "SEX-03": Level(4.5),
    "UPP-01": Level(45, None, 9),
}

USUAL = {"count": Level(20), "rate": Level(100), "share": Level(40), "yes_no": Level(1)}
"""The level of an indicator that LEVELS does not have, by value kind."""

REMADE = {"VNR-06"}
"""Those whose figures have been made anew since their indicator changed, from a stream of their own."""

SURVEY_YEARS = {"P1-01": (2022, 2025), "P6-02": (2021, 2023, 2025), "P6-03": (2021, 2023, 2025)}


@dataclass(frozen=True)
class Base:
    """What rates and shares of people are out of: a group of people and, about, how many they are."""

    group: str
    people: int


ADULTS = Base("adults", 23_800)

OUT_OF = {
    "VNR-04": ADULTS,
    "VNR-05": ADULTS,
    "VNR-06": ADULTS,
    "P1-01": Base("pupils asked about partners", 640),
    "P6-02": Base("pupils asked about harassment", 1_400),
    "P6-03": Base("employees", 1_500),
}
"""What each rate or share of people is out of. Those of the same group and year have the same denominators."""

ABSENT = {
    ("P2-02", 2022): ("missing", "Uppgiften lämnades inte in i tid."),
    ("VNR-11", 2021): ("missing", "Utbildningen registrerades inte det året."),
    ("VNR-07", 2021): ("not_applicable", "Det fanns ingen helårssiffra."),
}
NO_SURVEY = ("not_collected", "Enkäten genomfördes inte det året.")
NO_MUNICIPAL_FIGURE = ("not_applicable", "Källan redovisar ingen siffra för kommunen.")

Observation = dict[str, object]
Figures = dict[str, float]
Counts = tuple[int | None, int | None]


def observations(indicators: pl.DataFrame, breaks: set[tuple[str, int]]) -> Iterator[Observation]:
    """The observations for YEARS of every core indicator in `indicators` (a frame of texts), in a fixed order.

    Nothing is hidden yet.
    """
    chance = random.Random(SEED)
    for indicator in indicators.filter(pl.col("is_core") == "true").iter_rows(named=True):
        name = indicator["indicator_id"]
        level = LEVELS.get(name) or USUAL[indicator["value_kind"]]
        # An indicator added to the catalogue later draws from a stream of its own, so the others keep their figures.
        drawn = chance if name in LEVELS.keys() - REMADE else random.Random(f"{SEED} {name}")
        for year in YEARS:
            if name in REMADE:
                chance.gauss()  # It was a share, and drew this.
            figures = _figures(indicator, level, year, drawn)
            if int(indicator["valid_from"] or year) <= year <= int(indicator["valid_to"] or year):
                for row in _year(indicator, year, figures):
                    yield row | {"series_break": (name, year) in breaks}


def _figures(indicator: dict[str, str], level: Level, year: int, chance: random.Random) -> Figures:
    """The figures for a year by sex, before anything is hidden."""
    kind = indicator["value_kind"]
    expected = level.total + level.drift * (year - YEARS[0])
    if kind == "yes_no":
        return {TOTAL: float(chance.random() < 0.8)}
    if kind == "count":
        if level.women is None:
            return {TOTAL: float(_poisson(expected, chance))}
        women, men = (float(_poisson(expected * share, chance)) for share in (level.women, 1 - level.women))
        return {TOTAL: women + men, WOMEN: women, MEN: men}
    decimals = int(indicator["decimals"])
    if kind == "rate":
        base = 100_000 if "100 000" in indicator["unit"] else 10_000
        expected = _poisson(expected * INHABITANTS / base, chance) * base / INHABITANTS
    else:
        expected = min(max(expected + chance.gauss(0, expected * 0.06), 0), 100)
    if level.women is None:
        return {TOTAL: round(expected, decimals)}
    shares = {TOTAL: 1.0, WOMEN: level.women, MEN: 2 - level.women}
    return {sex: round(expected * share, decimals) for sex, share in shares.items()}


def _poisson(expected: float, chance: random.Random) -> int:
    """A Poisson count, by Knuth's multiplication of uniforms; expected values here are below 150."""
    limit, product, count = math.exp(-expected), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def _year(indicator: dict[str, str], year: int, figures: Figures) -> Iterator[Observation]:
    status, note = _absence(indicator["indicator_id"], year)
    shown = "preliminary" if year == YEARS[-1] and indicator["disclosure_class"] == "A" else "final"
    for sex, figure in figures.items():
        yield {
            "indicator_id": indicator["indicator_id"],
            "year": year,
            "area_code": AREA,
            "sex": sex,
            "age_group": "total",
            "value": None if status else figure,
            "value_status": status or shown,
            "note": note,
            "retrieved_on": datetime.date(year + 1, 3, 31),
        }


def _absence(name: str, year: int) -> tuple[str, str | None]:
    if name == "SEX-03":
        return NO_MUNICIPAL_FIGURE
    if year not in SURVEY_YEARS.get(name, YEARS):
        return NO_SURVEY
    return ABSENT.get((name, year), ("", None))


def with_bases(rows: Sequence[Observation], factors: Mapping[str, int]) -> list[Observation]:
    """The observations with the numerators and denominators of OUT_OF, from which their figures can be worked out."""
    groups: dict[tuple[Base, object], dict[str, Figures]] = {}
    for row in rows:
        name, sex, value = str(row["indicator_id"]), str(row["sex"]), row["value"]
        if name in OUT_OF and isinstance(value, float):
            groups.setdefault((OUT_OF[name], row["year"]), {}).setdefault(name, {})[sex] = value
    found = {
        (name, year, sex): bases
        for (base, year), figures in groups.items()
        for (name, sex), bases in _bases(base, figures, factors).items()
    }
    none: Counts = (None, None)
    counts = [found.get((str(row["indicator_id"]), row["year"], str(row["sex"])), none) for row in rows]
    return [{**row, "numerator": above, "denominator": below} for row, (above, below) in zip(rows, counts, strict=True)]


def _bases(base: Base, figures: Mapping[str, Figures], factors: Mapping[str, int]) -> dict[tuple[str, str], Counts]:
    """Numerator and denominator by indicator and sex: the most even division by sex from which all figures follow."""
    for step in range(base.people // 8):
        for women in {base.people // 2 + step, base.people // 2 - step}:
            people = {TOTAL: base.people, WOMEN: women, MEN: base.people - women}
            counts = {name: _numerators(each, people, factors[name]) for name, each in figures.items()}
            if all(counts.values()):
                return {
                    (name, sex): (count, people[sex]) for name, each in counts.items() for sex, count in each.items()
                }
    raise ValueError(f"no numerators give {figures} out of {base.people}")


def _numerators(figures: Figures, people: Mapping[str, int], factor: int) -> dict[str, int]:
    """Counts by sex that give the figures and add up; none if there are no such counts."""
    possible = {
        sex: [count for count in range(people[sex] + 1) if abs(factor * count / people[sex] - figure) < 0.5]
        for sex, figure in figures.items()
    }
    if WOMEN not in figures:
        return {TOTAL: possible[TOTAL][len(possible[TOTAL]) // 2]}
    for women, men in product(possible[WOMEN], possible[MEN]):
        if women + men in possible[TOTAL]:
            return {TOTAL: women + men, WOMEN: women, MEN: men}
    return {}


def main() -> None:
    """Write the example observations into the project in the current folder."""
    schemas = read_schemas(Path("schemas"))
    tables = read_dataset(Path("data"), schemas)[0].tables
    breaks = {(name, int(year)) for name, year in tables["series_breaks"].select("indicator_id", "year").iter_rows()}
    schema = schemas["observations"]
    types = {column.name: column.polars_type for column in schema.columns}
    factors = {
        name: int(factor) for name, factor in tables["indicator_ratios"].select("ratio_id", "factor").iter_rows()
    }
    made = with_bases(list(observations(tables["indicators"], breaks)), factors)
    rows = pl.DataFrame(made, schema=types)
    checked = read_checked(Path("data"), schemas)[0].tables
    present = {**checked, "observations": checked["observations"].clear()}
    write_table(Path("data"), schema, protect(rows, present).incoming)


if __name__ == "__main__":
    main()
