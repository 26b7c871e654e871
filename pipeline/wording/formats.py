"""The files that hold the whole data set, each in a format of its own, as catalogues and search engines are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"

MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"


@dataclass(frozen=True)
class Format:
    """A file of the data set: its media type, its EU file type, and what it is called and holds, by language.

    file_type is empty where the EU's list has none for the format; the media type then stands for it.
    """

    media_type: str
    file_type: str
    title: Mapping[str, str]
    description: Mapping[str, str]

    @property
    def format_address(self) -> str:
        """The address of the format in the EU's list, or else in that of IANA."""
        return f"{FILE_TYPES}{self.file_type}" if self.file_type else self.media_type_address

    @property
    def media_type_address(self) -> str:
        """The address of the media type in IANA's list."""
        return f"{MEDIA_TYPES}{self.media_type}"


EVERY_FIGURE = {
    "sv": "Varje siffra på en egen rad, med namn, enhet, status och källa utskrivna.",
    "en": "Each figure in a row of its own, with name, unit, status and source written out.",
}

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: Mapping[str, Format] = {
    "observations_flat.csv": Format(
        "text/csv", "CSV", {"sv": "Alla siffror i en tabell, CSV", "en": "All figures in one table, CSV"}, EVERY_FIGURE
    ),
    "observations_flat.excel.csv": Format(
        "text/csv",
        "CSV",
        {
            "sv": "Alla siffror i en tabell, CSV för svenskt Excel",
            "en": "All figures in one table, CSV for Swedish Excel",
        },
        {
            "sv": f"{EVERY_FIGURE['sv']} Med semikolon och decimalkomma, så att Excel på svenska öppnar filen rätt.",
            "en": f"{EVERY_FIGURE['en']} With semicolons and decimal commas, as Excel in Swedish expects.",
        },
    ),
    "observations_flat.xlsx": Format(
        SPREADSHEET,
        "XLSX",
        {"sv": "Alla siffror i en tabell, Excel", "en": "All figures in one table, Excel"},
        EVERY_FIGURE,
    ),
    "observations_flat.json": Format(
        "application/json",
        "JSON",
        {"sv": "Alla siffror i en tabell, JSON", "en": "All figures in one table, JSON"},
        EVERY_FIGURE,
    ),
    "observations_flat.parquet": Format(
        "application/vnd.apache.parquet",
        "PARQUET",
        {"sv": "Alla siffror i en tabell, Parquet", "en": "All figures in one table, Parquet"},
        EVERY_FIGURE,
    ),
    "handlingsplan.db": Format(
        "application/vnd.sqlite3",
        "",
        {"sv": "Hela databasen, SQLite", "en": "The whole database, SQLite"},
        {
            "sv": "Planen, indikatorerna, siffrorna och förklaringarna av dem, som tabeller i en SQLite-fil.",
            "en": "The plan, the indicators, the figures and what explains them, as tables in one SQLite file.",
        },
    ),
    "handlingsplan.zip": Format(
        "application/zip",
        "ZIP",
        {"sv": "Allt i en fil, zip", "en": "Everything in one file, zip"},
        {
            "sv": "Alla tabeller som CSV, med beskrivningen av dem enligt Frictionless Data Package.",
            "en": "All tables as CSV, with the description of them as a Frictionless Data Package.",
        },
    ),
}
"""By the file's name among the downloads, those that most people want first; a release may lack some."""
