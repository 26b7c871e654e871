"""The figure that stands for a priority at a glance: the newest of its leading indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.web.frame import current, of_today, rows
from pipeline.web.language import chosen
from pipeline.web.pages.latest_figures import LAST
from pipeline.web.reading import Glance, breaks_after_first, glance, measurements
from pipeline.web.sparkline import Sparkline, sparkline

if TYPE_CHECKING:
    from datasette.app import Datasette

SERIES = """
select observations.*, series_breaks.kind as break_kind
from observations left join series_breaks using (indicator_id, year)
where
    indicator_id in (select indicator_id from indicator_priorities where is_leading)
    and area_code = :area and age_group = 'total' and year <= :year
order by indicator_id, year
"""


@dataclass(frozen=True)
class Leading:
    """A leading indicator, what its series says, and the drawing of it."""

    indicator: Mapping[str, Any]
    glance: Glance
    sparkline: Sparkline | None


async def leading_figures(
    datasette: Datasette, indicators: Iterable[Mapping[str, Any]], through: int | None = None
) -> dict[str, Leading]:
    """What stands for each priority that has a leading indicator.

    indicators: as `latest_figures` gives them. through: the last year whose figures are asked for; every one, if none
    is given.
    """
    area = (await current(datasette))["area_code"]
    asked = {"area": area, "year": through or LAST}
    series = await rows(datasette, await of_today(datasette, SERIES), asked)
    found = {}
    for indicator in indicators:
        own = [row for row in series if row["indicator_id"] == indicator["indicator_id"]]
        for priority in indicator["leads"]:
            found[priority] = Leading(indicator, glance(indicator, own, chosen()), _sparkline(indicator, own))
    return found


def _sparkline(indicator: Mapping[str, Any], series: Sequence[Mapping[str, Any]]) -> Sparkline | None:
    """The drawing of a series; an answer of yes or no has nothing to draw."""
    if indicator["value_kind"] == "yes_no":
        return None
    return sparkline(measurements(indicator, series), breaks_after_first(series))
