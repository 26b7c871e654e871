"""The words inside the charts, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NUMBERS: Mapping[str, Mapping[str, Any]] = {
    "sv": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"], "minus": "\u2212"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["£", ""], "minus": "\u2212"},
}
"""How numbers are written on an axis (Vega-Lite, "Locale"; d3-format's own shape)."""

TEXTS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "example": "EXEMPELDATA: siffrorna är påhittade.",
        "yes": "ja",
        "no": "nej",
        "target": "Mål {value}",
        "target_legend": "Streck med ordet Mål: vad som ska ha nåtts det året.",
        "break": "Seriebrott",
        "breaks": "Seriebrott {years}: åren före kan inte jämföras med åren efter.",
        "preliminary": "Ihålig punkt: preliminär uppgift ({years}).",
        "absent": "{sex}: {word} {years}.",
        "neutral": "Siffran är varken bra eller dålig i sig.",
        "note": "{year}: {note}",
        "source": "Källa: {source}. Uppgifter till och med {year}, hämtade {date}.",
        "source_undated": "Källa: {source}. Uppgifter till och med {year}.",
        "point": "{year} {figure}",
    },
    "en": {
        "example": "EXAMPLE DATA: the figures are made up.",
        "yes": "yes",
        "no": "no",
        "target": "Target {value}",
        "target_legend": "Bar with the word Target: what is to have been reached that year.",
        "break": "Break in series",
        "breaks": "Break in series {years}: the years before cannot be compared with the years after.",
        "preliminary": "Hollow point: preliminary figure ({years}).",
        "absent": "{sex}: {word} {years}.",
        "neutral": "The figure is neither good nor bad in itself.",
        "note": "{year}, in Swedish: {note}",
        "source": "Source: {source}. Figures up to {year}, retrieved {date}.",
        "source_undated": "Source: {source}. Figures up to {year}.",
        "point": "{year} {figure}",
    },
}


def unit(indicator: Mapping[str, Any]) -> str:
    """An indicator's unit as a heading."""
    name = str(indicator["unit"])
    return f"{name[:1].upper()}{name[1:]}"


def source(indicator: Mapping[str, Any]) -> str:
    """Who the figures are from; the data's attribution says ”Källa: ” first."""
    return str(indicator["attribution"]).removeprefix("Källa: ").removeprefix("Source: ")
