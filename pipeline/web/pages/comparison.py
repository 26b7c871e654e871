"""An indicator beside the nation's, the county's, similar municipalities', and those of whom a reader chooses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.web import citing, comparing
from pipeline.web.comparing import Interval, Line
from pipeline.web.faults import NotThere
from pipeline.web.filters import decimal, percent
from pipeline.web.frame import Facts, facts, rows
from pipeline.web.language import gettext
from pipeline.web.linechart import Drawing, drawings
from pipeline.web.pages.page import in_capitals, show

if TYPE_CHECKING:
    from datasette.app import Datasette

VIEW = "comparisons"

COMPARED = """
select
    comparisons.*, base.value as base, base.tolerance, indicator_ratios.factor, series_breaks.kind as break_kind,
    (select name from areas where kind = 'nation') as nation
from comparisons
left join denominators as base on
    base.indicator_id = comparisons.indicator_id and base.year = comparisons.year and comparisons.compared = 'own'
    and base.area_code = :area and base.sex = 'T' and base.age_group = 'total'
left join indicator_ratios on indicator_ratios.ratio_id = comparisons.indicator_id
left join series_breaks on
    series_breaks.indicator_id = comparisons.indicator_id and series_breaks.year = comparisons.year
where comparisons.indicator_id = :indicator
order by comparisons.year
"""

INDICATOR = """
select indicators.*, sources.attribution
from indicators join sources using (source_id)
where indicator_id = ?
"""

GROUPS = """
select comparison_groups.*, areas.area_code, areas.name
from comparison_groups join comparison_group_members using (kind) join areas using (area_code)
where area_code <> ?
order by kind, areas.name
"""

CHOICES = """
select areas.area_code, areas.name
from areas
where
    areas.kind = 'municipality' and areas.area_code <> :area
    and exists (
        select 1 from observations
        where
            observations.indicator_id = :indicator and observations.area_code = areas.area_code
            and sex = 'T' and age_group = 'total' and value is not null
    )
"""

CHOSEN = """
select observations.*, null as half_width
from observations
where
    indicator_id = :indicator and sex = 'T' and age_group = 'total'
    and area_code in (select value from json_each(:codes))
order by year
"""

MOST = 6
"""How many municipalities a reader may choose: more lines than that cannot be told apart."""

ALPHABET = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}


async def comparison(datasette: Datasette, request: Request) -> Response:
    """The indicator that the address names, compared with the municipalities in `med` besides."""
    name = request.url_vars["indicator_id"]
    if moved := in_capitals(request, name):
        return moved
    known = await facts(datasette)
    found = await rows(datasette, INDICATOR, [name])
    lines = await compared(datasette, known, name) if found else []
    if not comparing.is_comparison(lines):
        there = [(f"/indikatorer/{name}", f"{name} {known.text(found[0]['name'])}")] if found else []
        raise NotThere(gettext("Det finns inget att jämföra %(code)s med.") % {"code": name}, there)
    indicator, area = found[0], known.release["area_code"]
    choices = await rows(datasette, CHOICES, {"indicator": name, "area": area})
    choices.sort(key=lambda row: _alphabetical(row["name"]))
    wanted = dict.fromkeys(request.args.getlist("med"))
    codes = [row["area_code"] for row in choices if row["area_code"] in wanted]
    lines += await _chosen(datasette, name, [row for row in choices if row["area_code"] in codes[:MOST]])
    groups = await rows(datasette, GROUPS, [area])
    context = {
        "indicator": indicator,
        **shown(indicator, lines),
        "years": sorted({year for line in lines for year in line.by_year}, reverse=True),
        "groups": [
            {**next(row for row in groups if row["kind"] == kind), "members": _members(groups, kind)}
            for kind in comparing.MEANS
            if any(row["kind"] == kind for row in groups)
        ],
        "group_names": {kind: gettext(names[0]) for kind, names in comparing.MEANS.items()},
        "choices": choices,
        "codes": codes[:MOST],
        "left_out": len(codes) - len(codes[:MOST]),
        "unknown": len([code for code in wanted if code not in codes]),
        "most": MOST,
        "citation": citing.shown(
            citing.of_indicator(known, request, await citing.served(datasette), indicator), f"/indikatorer/{name}"
        ),
    }
    return await show(datasette, request, "comparison.html", context)


async def compared(datasette: Datasette, known: Facts, name: str) -> list[Line]:
    """The lines that the municipality's own is compared with, its own first; none in a release from before."""
    if VIEW not in known.tables:
        return []
    asked = {"indicator": name, "area": known.release["area_code"]}
    found = await rows(datasette, COMPARED, asked)
    if not found:
        return []
    own, nation = (str(known.text(name or "")) for name in (known.release["area_name"], found[0]["nation"]))
    return comparing.lines_of(found, own, nation)


def shown(indicator: Mapping[str, Any], lines: Sequence[Line]) -> dict[str, Any]:
    """What a page shows of the lines: a drawing of them, and sentences about the newest year that can be compared.

    There is no drawing of a single year, and no sentence where the municipality has no figure in the year of another.
    """
    year = comparing.newest_year(lines)
    said = []
    if year is not None:
        said = [
            comparing.told(indicator, lines, year),
            comparing.side(indicator, lines, year),
            comparing.sureness(indicator, lines, year),
        ]
    years = sorted({year for line in lines for year in line.by_year if line.value(year) is not None})
    broken = {year for line in lines for year, row in line.by_year.items() if row.get("break_kind")}
    breaks = [year for year in years[1:] if year in broken]
    drawn = _drawings(indicator, lines, breaks) if len(years) > 1 else []
    return {"lines": lines, "said": [each for each in said if each], "breaks": breaks, "drawings": drawn}


def _drawings(indicator: Mapping[str, Any], lines: Sequence[Line], breaks: Sequence[int]) -> list[Drawing]:
    own = lines[0]
    intervals = ((year, comparing.interval(indicator, row)) for year, row in own.by_year.items())
    sure: dict[int, Interval] = {year: each for year, each in intervals if each is not None}
    return drawings(lines, breaks, sure, partial(_written, indicator["value_kind"]))


def _written(kind: str, value: float) -> str:
    return percent(decimal(value)) if kind == "share" else decimal(value)


async def _chosen(datasette: Datasette, name: str, areas: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The lines of the municipalities that a reader has chosen, in the order given."""
    codes = [row["area_code"] for row in areas]
    found = await rows(datasette, CHOSEN, {"indicator": name, "codes": json.dumps(codes)}) if codes else []
    return [
        Line(
            comparing.OTHER,
            area["name"],
            area["name"],
            {row["year"]: row for row in found if row["area_code"] == area["area_code"]},
        )
        for area in areas
    ]


def _members(groups: Sequence[Mapping[str, Any]], kind: str) -> list[str]:
    return sorted((row["name"] for row in groups if row["kind"] == kind), key=_alphabetical)


def _alphabetical(name: str) -> list[int]:
    """The place of a name in the Swedish alphabet."""
    return [ALPHABET.get(letter, -1) for letter in name.casefold()]
