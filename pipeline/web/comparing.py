"""The municipality's figures beside others': whose they are, how sure they are, and what can be said of the newest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.web.chance import exact_interval
from pipeline.web.filters import figure
from pipeline.web.language import chosen, gettext, marked
from pipeline.wording import numbers

Row = Mapping[str, Any]

OWN, NATION, COUNTY, SIMILAR, OTHER = "own", "nation", "county", "similar", "other"

MEANS: Mapping[str, tuple[str, str]] = {
    COUNTY: (marked("Länets övriga kommuner"), marked("Länet")),
    SIMILAR: (marked("Liknande kommuner"), marked("Liknande")),
}
"""What the means of groups are called, and what they are called where there is little room."""

PUBLIC_CLASS = "A"
"""The disclosure class of figures of which a source publishes every one, however small."""

NEAR = 0.1
"""How near a whole number a count must come that is worked out from a rate."""


@dataclass(frozen=True)
class Interval:
    """Where the true value is likely to be (95 %), in the indicator's unit.

    count: the events that the figure is made of, if it is chance in them that the interval tells.
    """

    low: float
    high: float
    count: int | None = None


@dataclass(frozen=True)
class Line:
    """Whose figures: what kind, its name, a short one for a drawing, and the row of each year that has one."""

    kind: str
    name: str
    short: str
    by_year: Mapping[int, Row]

    def value(self, year: int) -> float | None:
        """The figure of a year, if one is shown."""
        value = self.by_year[year]["value"] if year in self.by_year else None
        return None if value is None else float(value)


def lines_of(rows: Iterable[Row], own: str, nation: str) -> list[Line]:
    """The municipality's line first, then the nation's and those of the means; none without a figure.

    rows: of the view `comparisons`. own, nation: the names of the municipality and of the nation.
    """
    by_kind: dict[str, dict[int, Row]] = {}
    for row in rows:
        by_kind.setdefault(row["compared"], {})[row["year"]] = row
    names = {OWN: (own, own), NATION: (nation, nation)}
    names |= {kind: (gettext(name), gettext(short)) for kind, (name, short) in MEANS.items()}
    lines = [Line(kind, *names[kind], by_kind[kind]) for kind in names if kind in by_kind]
    return [line for line in lines if any(row["value"] is not None for row in line.by_year.values())]


def is_comparison(lines: Sequence[Line]) -> bool:
    """Whether there is something to compare the municipality with."""
    return len(lines) > 1 and lines[0].kind == OWN


def newest_year(lines: Sequence[Line]) -> int | None:
    """The last year in which the municipality and somebody else has a figure."""
    own, *others = lines
    years = [year for year in own.by_year if own.value(year) is not None]
    return max((year for year in years if any(line.value(year) is not None for line in others)), default=None)


def interval(indicator: Row, row: Row) -> Interval | None:
    """How sure a figure of the municipality is: by the source's own margin of error, or by the events behind a rate.

    The events follow from the rate and its public base, and have an exact Poisson interval (Garwood 1936). Where they
    do not come out as a whole number, or are not all public, nothing is said.
    """
    value = row["value"]
    if value is None:
        return None
    if row["half_width"] is not None:
        return Interval(max(0.0, value - row["half_width"]), value + row["half_width"])
    if indicator["disclosure_class"] != PUBLIC_CLASS or not row["base"] or not row["factor"]:
        return None
    count = value * row["base"] / row["factor"]
    unsure = value * (row["tolerance"] or 0) / row["factor"]
    if abs(count - round(count)) + unsure > NEAR:
        return None
    low, high = exact_interval(round(count))
    per = row["factor"] / row["base"]
    return Interval(low * per, high * per, round(count))


def told(indicator: Row, lines: Sequence[Line], year: int) -> str:
    """The figures of a year, each with whose it is, in one sentence."""
    parts = []
    for line in lines:
        value = line.value(year)
        if value is not None:
            name = line.name if line.kind in (OWN, OTHER) else f"{line.name[:1].lower()}{line.name[1:]}"
            shown = figure(value, "final", indicator["value_kind"], indicator["decimals"])
            parts.append(f"{line.name if chosen() == 'en' and line.kind == NATION else name} {shown}")
    return gettext("%(year)s: %(figures)s.") % {"year": year, "figures": numbers.listing(parts, chosen())}


def side(indicator: Row, lines: Sequence[Line], year: int) -> str:
    """Which side of the nation the municipality is on, where one is better and the margin of error allows it.

    Empty for what is neither good nor bad, and where nobody knows how sure the municipality's figure is.
    """
    nation = next((line for line in lines if line.kind == NATION), None)
    own_row, value = lines[0].by_year[year], lines[0].value(year)
    whole = nation.value(year) if nation else None
    margin = interval(indicator, own_row)
    if indicator["direction"] == "neutral" or nation is None or whole is None or value is None or margin is None:
        return ""
    beside = nation.by_year[year]["half_width"] or 0.0
    names = {"own": lines[0].name}
    if margin.low > whole + beside:
        return gettext("%(own)s ligger över riket, och skillnaden är större än felmarginalen.") % names
    if margin.high < whole - beside:
        return gettext("%(own)s ligger under riket, och skillnaden är större än felmarginalen.") % names
    return gettext("Skillnaden mellan %(own)s och riket ryms inom felmarginalen.") % names


def sureness(indicator: Row, lines: Sequence[Line], year: int) -> str:
    """How sure the municipality's figure of a year is, in a sentence; empty if nobody knows."""
    row = lines[0].by_year[year]
    margin = interval(indicator, row)
    if margin is None:
        return ""
    low, high = (
        figure(each, "final", indicator["value_kind"], indicator["decimals"]) for each in (margin.low, margin.high)
    )
    if margin.count is not None:
        said = gettext("Talet för %(own)s bygger på %(count)s fall. Slumpen gör det osäkert: %(low)s–%(high)s.")
        return said % {"own": lines[0].name, "count": numbers.exact(margin.count, chosen()), "low": low, "high": high}
    return gettext("Med felmarginalen ligger siffran för %(own)s mellan %(low)s och %(high)s.") % {
        "own": lines[0].name,
        "low": low,
        "high": high,
    }
