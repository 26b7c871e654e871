"""What those who have the files, and not the site, must know: in Swedish and in English, a part at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.builder.cited import cited, publisher
from pipeline.model import PUBLISHED, Dataset
from pipeline.schema import Schemas
from pipeline.wording.citations import apa

TEXTS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "example": "**EXEMPELDATA: siffrorna är påhittade och gäller ingen kommun.**",
        "release": "Publicering {version}. Uppföljningsår {years}.",
        "publisher": "Utgivare: {name}.",
        "begin": "Börja här",
        "flat": "`observations_flat.csv` har en rad för varje siffra, med allt som hör till den. Den räcker för "
        "de flesta.",
        "parts": "De andra filerna är tabellerna var för sig. `datapackage.json` beskriver dem för program "
        "(Frictionless Data Package), `data_dictionary.csv` säger vad varje kolumn betyder och "
        "`codes.csv` vad koderna står för. `plan.json` har hela planen i en fil, från beslut och inriktningar till "
        "åtgärder, målvärden och bedömningar (`plan-schema.json` beskriver den), och `CITATION.cff` säger hur man "
        "hänvisar till datamängden.",
        "format": "CSV i UTF-8 med kommatecken mellan kolumnerna och decimalpunkt. Öppna dem i Excel med Data, Från "
        "text/CSV. Koder som 0114 är text: nollan först hör till.",
        "formats": "På webbplatsen finns varje tabell också som `.xlsx` (Excel), `.excel.csv` (CSV med semikolon och "
        "decimalkomma, som Excel på svenska öppnar direkt), `.json` och `.parquet`, och alla tillsammans som "
        "`handlingsplan.db` (SQLite). När Excel öppnar en CSV-fil tar det bort nollan först i en kod; i `.xlsx` är "
        "den kvar.",
        "safe": "Ingen text i tabellerna börjar så att ett kalkylprogram tar den för en formel, och i `.xlsx` är varje "
        "text en text, som inte räknas ut.",
        "reading": "Så läser du siffrorna",
        "empty": "En tom cell i `value` betyder aldrig noll. Varför den är tom står i `value_status`:",
        "zero": "Noll är skrivet som 0.",
        "hidden": "Siffror om få personer är dolda, så att ingen kan kännas igen. Försök inte räkna ut dem.",
        "break": "Där `series_break` är `true` kan siffran inte jämföras med åren före. Varför står i "
        "`series_breaks.csv`.",
        "neutral": "Anmälda brott visar vad som har anmälts, inte vad som har hänt. Fler anmälningar är varken bra "
        "eller dåligt i sig.",
        "corrected": "Det som har rättats står i `revisions.csv`, med skälet.",
        "files": "Filerna",
        "columns": "Kolumnerna",
        "terms": "Villkor och källor",
        "licence": "Sammanställningen får användas fritt (CC0 1.0). Källornas egna villkor gäller för deras siffror:",
        "citation": "Så hänvisar du",
    },
    "en": {
        "example": "**EXAMPLE DATA: the figures are made up and concern no municipality.**",
        "release": "Release {version}. Follow-up years {years}.",
        "publisher": "Publisher: {name}.",
        "begin": "Begin here",
        "flat": "`observations_flat.csv` has one row for each figure, with all that belongs to it. It is enough for "
        "most.",
        "parts": "The other files are the tables one by one. `datapackage.json` describes them for programs "
        "(Frictionless Data Package), `data_dictionary.csv` says what each column means, and "
        "`codes.csv` what the codes stand for. `plan.json` has the whole plan in one file, with decisions, priorities, "
        "measures, targets and assessments nested (`plan-schema.json` describes it), and `CITATION.cff` says how the "
        "dataset is cited.",
        "format": "CSV in UTF-8 with commas between columns and a decimal point. Codes such as 0114 are text: the "
        "leading zero is part of them. A text in Swedish has its translation in a column that ends in `_en`; the "
        "Swedish text is the valid one.",
        "formats": "The website also has each table as `.xlsx` (Excel), `.excel.csv` (CSV with semicolons and decimal "
        "commas, which Excel in Swedish opens directly), `.json` and `.parquet`, and all of them together as "
        "`handlingsplan.db` (SQLite). When Excel opens a CSV file it removes the zero that a code begins with; in "
        "`.xlsx` it is kept.",
        "safe": "No text in the tables begins as what a spreadsheet takes for a formula, and in `.xlsx` every text is "
        "a text, which is not worked out.",
        "reading": "How to read the figures",
        "empty": "An empty cell in `value` never means zero. `value_status` says why it is empty:",
        "zero": "Zero is written as 0.",
        "hidden": "Figures about few people are hidden, so that nobody can be recognised. Do not try to work them out.",
        "break": "Where `series_break` is `true`, the figure cannot be compared with the years before. "
        "`series_breaks.csv` says why.",
        "neutral": "Reported offences show what has been reported, not what has happened. More reports are neither "
        "good nor bad in themselves.",
        "corrected": "What has been corrected is in `revisions.csv`, with the reason.",
        "files": "The files",
        "columns": "The columns",
        "terms": "Terms and sources",
        "licence": "The compilation may be used freely (CC0 1.0). The sources’ own terms apply to their figures:",
        "citation": "How to cite",
    },
}

MARKS = ("zero", "hidden", "break", "neutral", "corrected")
"""What must be known of the figures, after why some are empty."""


@dataclass(frozen=True)
class Part:
    """A heading, if there is one, with its paragraphs, a list, and the paragraphs after that.

    A name of a file or a column stands between backticks, and what must not be missed between double asterisks.
    """

    heading: str | None
    before: Sequence[str]
    items: Sequence[str] = ()
    after: Sequence[str] = ()


def opening(locale: str, dataset: Dataset, descriptor: Mapping[str, Any]) -> Part:
    """What the data are, that they are examples where they are, and who published which release of them."""
    texts, name = TEXTS[locale], publisher(descriptor)
    released = texts["release"].format(version=descriptor["version"], years=_span(dataset.years))
    named = [texts["publisher"].format(name=name)] if name else []
    examples = [texts["example"]] if descriptor["example_data"] else []
    return Part(None, [*examples, in_locale(descriptor, "description", locale), "\n".join([released, *named])])


def beginning(locale: str) -> Part:
    """Which file to open, and in what."""
    texts = TEXTS[locale]
    return Part(texts["begin"], [texts[name] for name in ("flat", "parts", "format", "formats", "safe")])


def reading(locale: str, schemas: Schemas) -> Part:
    """What must be known of the figures, and why some are empty."""
    texts = TEXTS[locale]
    reasons = [
        f"`{code.value}`: {code.label if locale == 'sv' else code.label_en}"
        for code in schemas["observations"].column("value_status").codes
        if code.value not in PUBLISHED
    ]
    return Part(texts["reading"], [texts["empty"]], reasons, [texts[name] for name in MARKS])


def terms(locale: str, dataset: Dataset) -> Part:
    """The licence, and the sources with their own terms."""
    sources = [
        "{}: {}. {}. {}.".format(
            *(_text(row, name, locale) for name in ("publisher", "title", "attribution", "licence"))
        )
        for row in dataset.tables["sources"].iter_rows(named=True)
    ]
    return Part(TEXTS[locale]["terms"], [TEXTS[locale]["licence"]], sources)


def citing(locale: str, descriptor: Mapping[str, Any]) -> Part:
    """How to cite the data."""
    return Part(
        TEXTS[locale]["citation"], [apa.write(cited(descriptor, in_locale(descriptor, "cited_as", locale)), locale)]
    )


def in_locale(described: Mapping[str, Any], text: str, locale: str) -> str:
    """A text of a descriptor in one of its languages."""
    return str(described[text if locale == "sv" else f"{text}@{locale}"])


def _text(row: Mapping[str, Any], name: str, locale: str) -> str:
    return str((row[f"{name}_en"] if locale == "en" else None) or row[name])


def _span(years: Sequence[int]) -> str:
    return f"{min(years)}–{max(years)}" if years else "–"
