"""How figures about few people are protected: the rules, and what the audit of this release found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import rows
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

RULES = """
select * from disclosure_rules
where policy_version = (select max(policy_version) from disclosure_rules)
order by disclosure_class
"""

AUDIT = """
select disclosure_audit.*, indicators.name
from disclosure_audit join indicators using (indicator_id)
order by indicators.rowid, year desc
"""


async def protection(datasette: Datasette, request: Request) -> Response:
    """The rules in words, and for each indicator and year how much is hidden and how well protected it is."""
    context = {"rules": await rows(datasette, RULES), "audit": await rows(datasette, AUDIT)}
    return await show(datasette, request, "protection.html", context)
