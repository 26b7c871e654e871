"""What those who have the files, and not the site, must know: in Swedish and in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.builder.explanation import TEXTS, Part, beginning, citing, in_locale, opening, reading, terms
from pipeline.model import Dataset
from pipeline.schema import Schemas

FILE = "README.md"


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `README.md`, the Swedish part first."""
    lines = (line for locale in TEXTS for line in _in(locale, dataset, schemas, descriptor))
    (folder / FILE).write_text("\n".join(lines), encoding="utf-8")


def _in(locale: str, dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"# {in_locale(descriptor, 'title', locale)}", "")
    files = [f"`{each['path']}`: {in_locale(each, 'title', locale)}" for each in descriptor["resources"]]
    for part in (
        opening(locale, dataset, descriptor),
        beginning(locale),
        reading(locale, schemas),
        Part(TEXTS[locale]["files"], [], files),
        terms(locale, dataset),
        citing(locale, descriptor),
    ):
        yield from _lines(part)


def _lines(part: Part) -> Iterator[str]:
    """A part as Markdown."""
    yield from ([f"## {part.heading}", ""] if part.heading else [])
    for paragraph in part.before:
        yield from (paragraph, "")
    yield from [*(f"- {item}" for item in part.items), ""] if part.items else []
    for paragraph in part.after:
        yield from (paragraph, "")
