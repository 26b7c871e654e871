"""Programs that ask the site, as readers are shown them: each is a file, whose marks are filled in for the release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from pipeline.web.frame import DATABASE
from pipeline.web.language import marked as _

FOLDER = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Example:
    """A program in a language or for a tool, and what must be known of it, in Swedish.

    asks: whether it asks the database. Others take a whole file, which a copy of the site has too.
    """

    file: str
    title: str
    said: str
    asks: bool = True

    @property
    def name(self) -> str:
        """What the example is called in an address."""
        return self.file.replace(".", "-").replace("_", "-")


EXAMPLES: tuple[Example, ...] = (
    Example(
        "indicator.py",
        _("Python, utan tillägg"),
        _(
            "Skriver år, kön, värde och status. None betyder att ingen siffra publiceras. Varför står i statusen "
            "bredvid."
        ),
    ),
    Example(
        "whole_table.py",
        _("Python med Polars"),
        _("Läser hela tabellen och väljer sedan. Utan schema_overrides blir kommunkoden ett tal och tappar sin nolla."),
        asks=False,
    ),
    Example(
        "indicator.R",
        "R",
        _(
            "Utan colClasses kan R läsa könet T som TRUE, och kommunkoden blir ett tal. NA betyder att ingen siffra "
            "publiceras."
        ),
    ),
    Example(
        "indicator.mjs",
        "JavaScript",
        _(
            "Går att köra i webbläsaren, på vilken webbplats som helst, och i Node. Skriv ?? och inte ||, som skulle "
            "göra en nolla till en siffra som fattas."
        ),
    ),
    Example(
        "indicator.sh",
        "curl",
        _("Svaret är CSV. Med --fail får du ett fel, och inte en sida om felet, när frågan inte går att besvara."),
    ),
    Example(
        "power_query.pq",
        _("Excel och Power BI (Power Query)"),
        _(
            "Välj Data, Hämta data, Från andra källor och Tom fråga. Öppna Avancerad redigerare, ersätt allt som står "
            "där, välj Klar och sedan Stäng och läs in. Svaret uppdateras med Data, Uppdatera alla."
        ),
        asks=False,
    ),
)

QUESTION = "question.sql"


def filled(file: str, marks: Mapping[str, str]) -> str:
    """The text of an example with its marks filled in: `{{site}}`, `{{indicator}}` and `{{area}}`."""
    text = (FOLDER / file).read_text(encoding="utf-8")
    for name, value in marks.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text.rstrip("\n")


def question_address(marks: Mapping[str, str], ending: str = ".json") -> str:
    """The address that answers the example in SQL; with no ending, that of a page."""
    asked = {"sql": filled(QUESTION, {}), "indicator": marks["indicator"], "area": marks["area"]}
    shape = {"_shape": "array"} if ending == ".json" else {}
    return f"{marks['site']}/{DATABASE}{ending}?{urlencode({**asked, **shape})}"


def shown(marks: Mapping[str, str], *, has_database: bool) -> Iterator[tuple[Example, str]]:
    """Each example with its text; where there is no database, only those that need none."""
    for example in EXAMPLES:
        if has_database or not example.asks:
            yield example, filled(example.file, marks)
