"""The newest figure of every indicator, and what is reported for a year, in one query."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.web.frame import facts, of_today, rows

if TYPE_CHECKING:
    from datasette.app import Datasette

# The newest measurement of each indicator's total in one area, whatever its status, and the one before it, none of them
# later than a year; and what has been reported for the requested year. What is measured every year is compared with the
# year before. What is not has no measurement in a year in which none was made.
LATEST = """
select
    indicators.indicator_id, indicators.name, indicators.unit, indicators.decimals, indicators.value_kind,
    indicators.direction, indicators.area_id, indicators.is_core, indicators.source_id, indicators.reported_in,
    indicators.is_divided_by_sex, indicators.responsible_function, indicators.valid_from, indicators.periodicity,
    indicators.period_type, indicators.numerator,
    observations.year, observations.value, observations.value_status,
    previous.year as previous_year, previous.value as previous_value, previous.value_status as previous_status,
    reporting_status.reporting_status, reporting_status.note,
    exists (
        select * from observations as broken
        where
            broken.indicator_id = observations.indicator_id and broken.area_code = observations.area_code
            and broken.series_break and broken.year > previous.year and broken.year <= observations.year
    ) as is_broken,
    (
        select group_concat(priority_id, ' ')
        from indicator_priorities
        where indicator_priorities.indicator_id = indicators.indicator_id
    ) as priority_ids,
    (
        select group_concat(priority_id, ' ')
        from indicator_priorities
        where indicator_priorities.indicator_id = indicators.indicator_id and is_leading
    ) as leads
from indicators
left join observations
    on observations.indicator_id = indicators.indicator_id
    and observations.area_code = :area and observations.sex = 'T' and observations.age_group = 'total'
    and observations.year = (
        select max(year) from observations as newest
        where
            newest.indicator_id = indicators.indicator_id
            and newest.area_code = :area and newest.sex = 'T' and newest.age_group = 'total'
            and newest.year <= :through
            and (newest.value_status <> 'not_collected' or indicators.periodicity = 'annual')
    )
left join observations as previous
    on previous.indicator_id = observations.indicator_id
    and previous.area_code = observations.area_code and previous.sex = 'T' and previous.age_group = 'total'
    and previous.year = case
        when indicators.periodicity = 'annual' then observations.year - 1
        else (
            select max(year) from observations as earlier
            where
                earlier.indicator_id = indicators.indicator_id
                and earlier.area_code = :area and earlier.sex = 'T' and earlier.age_group = 'total'
                and earlier.year < observations.year and earlier.value_status <> 'not_collected'
        )
    end
left join reporting_status
    on reporting_status.indicator_id = indicators.indicator_id and reporting_status.year = :year
order by indicators.rowid
"""

PRIORITIES = "select priority_id, name, sequence from priorities order by sequence"

AREAS = "select area_id, name from violence_areas order by sequence"

FORMS = "select * from follow_up_forms order by interval_years"

MEASURES = """
select measures.*, priorities.name as priority_name
from measures left join priorities using (priority_id)
order by priorities.sequence, measure_id
"""

REPORTS = re.compile(r"\banmälda\b", re.IGNORECASE)
"""What is said of the offences that are counted, where it is the reports of them that are."""

LAST = 9999
"""A year after every follow-up year."""

GAPS = (
    "not_reported",
    "missing",
    "not_collected",
    "suppressed_primary",
    "suppressed_secondary",
    "not_applicable",
    "not_measurable",
)
"""The reporting statuses without a figure that a reader would expect to find, the easiest to remedy first."""


async def latest_figures(
    datasette: Datasette, year: int | None = None, through: int | None = None
) -> list[dict[str, Any]]:
    """Every indicator, in the catalogue's order, with its status for a year.

    Its priorities, and those for which it stands (`leads`), are sets; `unit_en` is its unit in English, if translated.
    `is_of_reports`: whether what it counts are reports of offences.

    year: the last complete one, if none is given. through: the last year whose figures are asked for; every one, if
    none is given.
    """
    known = await facts(datasette)
    release = known.release
    asked = {"area": release["area_code"], "year": year or release["follow_up_year"], "through": through or LAST}
    return [
        {
            **row,
            "is_of_reports": bool(REPORTS.search(f"{row['unit']} {row['numerator']}")),
            "unit_en": known.translations.get(row["unit"]),
            **{name: frozenset((row[name] or "").split()) for name in ("priority_ids", "leads")},
        }
        for row in await rows(datasette, await of_today(datasette, LATEST), asked)
    ]


def by_priority(
    indicators: Iterable[Mapping[str, Any]], priorities: Sequence[Mapping[str, Any]]
) -> dict[str, list[Mapping[str, Any]]]:
    """The indicators of each priority. Those that follow up all priorities alike belong to the plan as a whole."""
    found: dict[str, list[Mapping[str, Any]]] = {priority["priority_id"]: [] for priority in priorities}
    for row in indicators:
        if len(row["priority_ids"]) < len(priorities):
            for name in row["priority_ids"]:
                found[name].append(row)
    return found


def overall(
    indicators: Iterable[Mapping[str, Any]], priorities: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The indicators that belong to the plan as a whole: those of every priority, and those of none."""
    return [row for row in indicators if len(row["priority_ids"]) in (0, len(priorities))]


def grouped(found: Iterable[Mapping[str, Any]], key: str) -> dict[str, list[Mapping[str, Any]]]:
    """Rows by what they have in a column, in their order."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in found:
        groups.setdefault(row[key], []).append(row)
    return groups


def of_plan(indicators: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The indicators that follow up the plan: one of no priority and no area is background to it."""
    return [row for row in indicators if row["priority_ids"] or row["area_id"]]


def counted(indicators: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """How many indicators have each status; primary and secondary suppression count as one."""
    return Counter(
        "suppressed_primary" if row["reporting_status"] == "suppressed_secondary" else row["reporting_status"]
        for row in indicators
        if row["reporting_status"]
    )


def gaps(indicators: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """The indicators without a figure, by responsible function; one that is not due is no gap."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in indicators:
        if row["reporting_status"] in GAPS:
            found.setdefault(row["responsible_function"], []).append(row)
    return dict(sorted(found.items()))
