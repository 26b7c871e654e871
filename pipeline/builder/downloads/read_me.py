"""What those who have the files, and not the site, must know: in Swedish and in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.model import Dataset
from pipeline.schema import Schemas

FILE = "README.md"

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
        "`codes.csv` vad koderna står för.",
        "format": "CSV i UTF-8 med kommatecken mellan kolumnerna och decimalpunkt. Öppna dem i Excel med Data, Från "
        "text/CSV. Koder som 0114 är text: nollan först hör till.",
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
        "terms": "Villkor och källor",
        "licence": "Sammanställningen får användas fritt (CC0 1.0). Källornas egna villkor gäller för deras siffror:",
        "citation": "Så hänvisar du",
        "cite": "{author}. {title}, publicering {version}.",
        "unnamed": "[Kommunen är inte angiven]",
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
        "`codes.csv` what the codes stand for.",
        "format": "CSV in UTF-8 with commas between columns and a decimal point. Codes such as 0114 are text: the "
        "leading zero is part of them. A text in Swedish has its translation in a column that ends in `_en`; the "
        "Swedish text is the valid one.",
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
        "terms": "Terms and sources",
        "licence": "The compilation may be used freely (CC0 1.0). The sources’ own terms apply to their figures:",
        "citation": "How to cite",
        "cite": "{author}. {title}, release {version}.",
        "unnamed": "[The municipality is not named]",
    },
}

PUBLISHED = ("final", "preliminary")


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `README.md`, the Swedish part first."""
    parts = (line for locale in TEXTS for line in _part(locale, dataset, schemas, descriptor))
    (folder / FILE).write_text("\n".join(parts), encoding="utf-8")


def _part(locale: str, dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any]) -> Iterator[str]:
    texts, ending = TEXTS[locale], "" if locale == "sv" else "@en"
    title, publisher = descriptor[f"title{ending}"], descriptor.get("contributors", [{}])[0].get("title")
    yield from (f"# {title}", "")
    if descriptor["example_data"]:
        yield from (texts["example"], "")
    yield from (descriptor[f"description{ending}"], "")
    yield texts["release"].format(version=descriptor["version"], years=_span(dataset.years))
    yield from ([texts["publisher"].format(name=publisher), ""] if publisher else [""])
    yield from (f"## {texts['begin']}", "", texts["flat"], "", texts["parts"], "", texts["format"], "")
    yield from (f"## {texts['reading']}", "", texts["empty"], "")
    for code in schemas["observations"].column("value_status").codes:
        if code.value not in PUBLISHED:
            yield f"- `{code.value}`: {code.label if locale == 'sv' else code.label_en}"
    for key in ("zero", "hidden", "break", "neutral", "corrected"):
        yield from ("", texts[key])
    yield from ("", f"## {texts['files']}", "")
    for resource in descriptor["resources"]:
        yield f"- `{resource['path']}`: {resource[f'title{ending}']}"
    yield from ("", f"## {texts['terms']}", "", texts["licence"], "")
    for source in dataset.tables["sources"].iter_rows(named=True):
        named = [_text(source, name, locale) for name in ("publisher", "title", "attribution", "licence")]
        yield "- {}: {}. {}. {}.".format(*named)
    facts = {"title": title, "version": descriptor["version"], "author": publisher or texts["unnamed"]}
    yield from ("", f"## {texts['citation']}", "", texts["cite"].format(**facts), "")


def _text(row: Mapping[str, Any], name: str, locale: str) -> str:
    return str((row[f"{name}_en"] if locale == "en" else None) or row[name])


def _span(years: Sequence[int]) -> str:
    return f"{min(years)}–{max(years)}" if years else "–"
