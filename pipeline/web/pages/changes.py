"""What has changed: corrections with their reasons, series breaks, and the figures that arrived each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import current, facts, rows
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

REVISIONS = """
select revisions.*, indicators.name, indicators.value_kind, indicators.decimals, indicators.unit,
    areas.name as area_name
from revisions
join indicators using (indicator_id)
left join areas using (area_code)
order by revised_on desc, indicator_id, year desc
"""

BREAKS = """
select series_breaks.*, indicators.name
from series_breaks join indicators using (indicator_id)
order by year desc, indicators.rowid
"""

# For each day on which figures for a year were retrieved: the number of indicators, and of those with preliminary ones.
ARRIVALS = """
select retrieved_on, year, count(distinct indicator_id) as indicators,
    count(distinct case when value_status = 'preliminary' then indicator_id end) as preliminary
from observations
where area_code = ? and value is not null and retrieved_on is not null
group by retrieved_on, year
order by retrieved_on desc, year desc
"""


async def changes(datasette: Datasette, request: Request) -> Response:
    """All changes, the newest first."""
    context = {
        "revisions": await rows(datasette, REVISIONS),
        "breaks": await rows(datasette, BREAKS),
        "break_words": (await facts(datasette)).words("series_breaks"),
        "arrivals": await rows(datasette, ARRIVALS, [(await current(datasette))["area_code"]]),
    }
    return await show(datasette, request, "changes.html", context)
