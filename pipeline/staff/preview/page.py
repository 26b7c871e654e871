"""A preview as a self-contained page: no script, nothing fetched, so that it can be sent to a colleague as a file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from pipeline.files import replacing
from pipeline.staff.preview.contents import Preview
from pipeline.wording import numbers

NAME = "forhandsvisning.html"


def write_page(preview: Preview, folder: Path) -> Path:
    """Write the page into the folder, in one step, and return its path."""
    path = folder / NAME
    with replacing(path) as unfinished:
        unfinished.write_text(as_html(preview), encoding="utf-8")
    return path


def as_html(preview: Preview) -> str:
    """The whole page; every text in it is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(
        files("pipeline.staff.preview").joinpath("page.html.j2").read_text(encoding="utf-8")
    )
    return template.render(preview=preview, date=numbers.date(preview.date, "sv")) + "\n"
