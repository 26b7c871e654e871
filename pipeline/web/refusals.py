"""Why the database refused a question, in plain words; and the question itself, to mend and ask again.

SQLite, Datasette and the site's own bounds give their reasons in English, for those who know them. Each reason that a
visitor meets is recognised here by its wording; one that is not is shown as it came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from markupsafe import Markup

from pipeline.web.frame import DATABASE
from pipeline.web.language import ENGLISH, chosen, gettext
from pipeline.web.language import marked as _

if TYPE_CHECKING:
    from datasette.app import Datasette

LONGEST = 100_000
"""Characters of a question that are given back. A server lets an address be at most as long."""

REASONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I), said)
    for pattern, said in (
        (
            r'near "(.*)": syntax error',
            _("Frågan är inte skriven så att databasen förstår den. Se efter vid %(part)s."),
        ),
        (r"incomplete input", _("Frågan tar slut för tidigt. Kanske fattas en parentes eller ett ord på slutet.")),
        (r'unrecognized token: "(.*)"?', _("Databasen förstår inte %(part)s. Kanske fattas ett citattecken.")),
        (r"no such table: (.*)", _("Det finns ingen tabell som heter %(part)s.")),
        (r"no such column: (.*)", _("Det finns ingen kolumn som heter %(part)s i de tabeller som frågan gäller.")),
        (r"ambiguous column name: (.*)", _("Flera av tabellerna har kolumnen %(part)s. Skriv tabellens namn framför.")),
        (r"(?:not authorized to use|no such) function: (.*)", _("Funktionen %(part)s går inte att använda här.")),
        (r"wrong number of arguments to function (.*)\(\)", _("Funktionen %(part)s har fått fel antal värden.")),
        (r"misuse of (?:aggregate|window).*?(\w+)\(\)", _("Funktionen %(part)s kan inte stå på det stället.")),
        (
            r"(?:Statement|Query) must be a SELECT",
            _("Databasen går bara att läsa. En fråga börjar med select eller with."),
        ),
        (r"one statement at a time", _("Ställ en fråga i taget: ta bort det som står efter semikolonet.")),
        (r"Statement (?:may|can) not contain|pragma", _("Frågor om databasens inställningar (pragma) tas inte emot.")),
        (
            r"access to (.*) is prohibited|not authorized|prohibited|explain is not allowed",
            _("Frågan gäller något som inte får läsas eller göras här. Öppna är tabellerna på databasens sida."),
        ),
        (
            r"too (?:complex|many|long)|stack overflow|maximum depth|Expression tree",
            _("Frågan är för invecklad. Dela upp den eller ta bort något ur den."),
        ),
        (
            r"too big|too large|memory",
            _("Svaret, eller något värde på vägen dit, blir för stort. Fråga efter färre rader eller kolumner."),
        ),
        (r"number of result columns", _("Frågorna som läggs ihop har olika många kolumner.")),
        (r"supply a value for binding|binding", _("Ett av frågans fält har inget värde.")),
        (r"is locked|disk I/O|image is malformed", _("Databasen kan inte läsas just nu. Försök igen om en stund.")),
    )
)
"""How each reason is recognised, and what is said of it. The first that fits is used."""


def in_plain_words(reason: Any) -> str:
    """What is said of a reason in the chosen language; empty for one that is not known."""
    for pattern, said in REASONS:
        found = pattern.search(str(reason))
        if found:
            part = next(filter(None, found.groups()), "").strip().rstrip('"')
            return gettext(said) % {"part": _quoted(part)} if "%(part)s" in said else gettext(said)
    return ""


def _quoted(part: str) -> str:
    """A part of a question in the quotation marks of the chosen language."""
    return f"“{part}”" if chosen() == ENGLISH else f"”{part}”"


@dataclass(frozen=True)
class Asked:
    """A visitor's own question, and the values of its fields."""

    sql: str
    fields: Mapping[str, str]


def asked(path: str, query_string: bytes) -> Asked | None:
    """The question in an address; None if it is no address of a visitor's own question."""
    if path != f"/{DATABASE}":
        return None
    pairs = dict(parse_qsl(query_string.decode("utf-8", "replace"), keep_blank_values=True))
    if "sql" not in pairs:
        return None
    sql = pairs["sql"][:LONGEST]
    named = frozenset(re.findall(r":(\w+)", sql))
    return Asked(sql, {name: value[:LONGEST] for name, value in pairs.items() if name in named})


async def form(datasette: Datasette, question: Asked | None) -> Markup:
    """The form in which a question stands to be mended; empty if there is none."""
    if question is None:
        return Markup("")
    template = datasette.jinja_env.get_template("_question.html")
    return Markup(await template.render_async(sql=question.sql, values=question.fields, address=f"/{DATABASE}"))


FILTERS: Mapping[str, Callable[..., Any]] = {"in_plain_words": in_plain_words}
