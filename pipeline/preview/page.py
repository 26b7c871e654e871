"""A preview as a page of its own: no script, nothing fetched, so that it can be sent to a colleague as a file."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from pipeline.preview.contents import Preview
from pipeline.preview.wording import long_date

NAME = "forhandsvisning.html"


def write_page(preview: Preview, folder: Path) -> Path:
    """Write the page into the folder, in one step, and return where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    temporary = folder / f".{NAME}.new"
    temporary.write_text(as_html(preview), encoding="utf-8")
    os.replace(temporary, path)
    return path


def as_html(preview: Preview) -> str:
    """The whole page; every text in it is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(
        files("pipeline").joinpath("preview", "page.html.j2").read_text(encoding="utf-8")
    )
    return template.render(preview=preview, date=long_date(preview.date)) + "\n"
