"""The gender-equality report: the indicators that it covers, women and girls beside men and boys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import current, rows
from pipeline.web.pages.front import PLAN
from pipeline.web.pages.latest_figures import AREAS, latest_figures
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

FORM = "select * from follow_up_forms where form_id = 'gender_equality_report'"

# Women's and men's figures for the newest year in which the indicator has any.
BY_SEX = """
select indicator_id, year, sex, value, value_status
from observations
where
    area_code = :area and age_group = 'total' and sex in ('K', 'M')
    and year = (
        select max(year) from observations as newest
        where
            newest.indicator_id = observations.indicator_id and newest.area_code = :area
            and newest.age_group = 'total' and newest.sex in ('K', 'M')
    )
"""


async def gender_equality(datasette: Datasette, request: Request) -> Response:
    """What the report covers, by area."""
    area = (await current(datasette))["area_code"]
    by_sex: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in await rows(datasette, BY_SEX, {"area": area}):
        by_sex.setdefault(row["indicator_id"], {})[row["sex"]] = row
    covered = [
        {**row, "by_sex": by_sex.get(row["indicator_id"], {})}
        for row in await latest_figures(datasette)
        if row["reported_in"] != "annual"
    ]
    context = {
        "plan": (await rows(datasette, PLAN))[0],
        "form": next(iter(await rows(datasette, FORM)), None),
        "count": len(covered),
        "divided": [row for row in covered if row["by_sex"]],
        "undivided": [row for row in covered if not row["by_sex"]],
        "areas": await rows(datasette, AREAS),
    }
    return await show(datasette, request, "gender_equality.html", context)
