"""A specification as pictures: an SVG that follows the reader's light or dark mode, and a PNG to share."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import metadata as packages
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import vl_convert
from jsonschema import Draft7Validator, ValidationError

from pipeline.builder.charts.colours import DARK, GROUND
from pipeline.builder.charts.measures import Plot

SHARED_WIDTH, SHARED_HEIGHT = 1200, 630
"""The size of picture that large sites show for a shared page (Open Graph, og:image)."""

SCHEMA = "altair/vegalite/v6/schema/vega-lite-schema.json"
"""Vega-Lite's own schema, as Altair ships it; importing Altair for it takes longer than drawing two charts."""

SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')

YEAR_NAMES = 26
"""The height of the names of the years, below the plot, with the space around them."""

ORIGIN = re.compile(r'<g [^>]*transform="translate\(([\d.]+),([\d.]+)\)"><g class="mark-group role-frame root"')
"""Where the upper left corner of the plot is."""

# On screens only: paper is white.
STYLE = (
    "@media screen and (prefers-color-scheme:dark){"
    + "".join(
        f'[{attribute}="{light}"]{{{attribute}:{dark}}}'
        for light, dark in DARK.items()
        for attribute in ("fill", "stroke")
    )
    + "}"
)


def draw(specification: Mapping[str, Any]) -> str:
    """The picture as SVG, in light colours. The specification is validated first: it is published as it is drawn.

    Raises ValueError if it is not Vega-Lite.
    """
    try:
        _vega_lite().validate(dict(specification))
    except ValidationError as error:
        # That error holds functions, so it could not be pickled and sent from a drawing process.
        raise ValueError(f"{error.json_path}: {error.message}") from error
    return str(vl_convert.vegalite_to_svg(dict(specification)))


@cache
def _vega_lite() -> Draft7Validator:
    path = Path(str(packages.distribution("altair").locate_file(SCHEMA)))
    schema = json.loads(path.read_text(encoding="utf-8"))
    return Draft7Validator({**schema, "$ref": "#/definitions/TopLevelVConcatSpec"})


def for_the_page(svg: str, title: str, description: str, language: str, plot: Plot) -> str:
    """The picture with its name, its figures in words, dark colours for a dark screen, and where its years are."""
    head = f"<title>{escape(title)}</title><desc>{escape(description)}</desc><style>{STYLE}</style>"
    opening, rest = svg.split(">", 1)
    # As one image, so that the drawing's own parts are not read out, in the library's English.
    return f'{opening} role="img" lang="{language}" data-plot="{places(svg, plot)}">{head}{rest}'


def places(svg: str, plot: Plot) -> str:
    """The first and last year, where across the picture they are, and where down it the plot begins and ends and the
    names of the years end.

    As parts of the picture's width and height, for a page that points at a year: what is in a picture is out of reach
    of the page around it.
    """
    width, height = _size(svg)
    found = ORIGIN.search(svg)
    if found is None:
        raise ValueError("an SVG without a plot")
    left, top = (float(place) for place in found.groups())
    first, last = plot.years[0], plot.years[-1]
    across = ((left + plot.centre(year)) / width for year in (first, last))
    down = (place / height for place in (top, top + plot.height, top + plot.height + YEAR_NAMES))
    return " ".join([str(first), str(last), *(f"{part:.4f}" for part in (*across, *down))])


def for_sharing(svg: str) -> bytes:
    """The picture as a PNG of the size for shared pages, centred on its background."""
    width, height = _size(svg)
    scale = min(SHARED_WIDTH / width, SHARED_HEIGHT / height)
    left, top = (SHARED_WIDTH - width * scale) / 2, (SHARED_HEIGHT - height * scale) / 2
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{SHARED_WIDTH}" height="{SHARED_HEIGHT}">'
        f'<rect width="{SHARED_WIDTH}" height="{SHARED_HEIGHT}" fill="{GROUND}"/>'
        f'<g transform="translate({left:.2f},{top:.2f}) scale({scale:.4f})">{svg}</g></svg>'
    )
    return bytes(vl_convert.svg_to_png(whole))


def _size(svg: str) -> tuple[float, float]:
    found = SIZE.match(svg)
    if found is None:
        raise ValueError("an SVG without a size")
    return float(found[1]), float(found[2])


def as_json(specification: Mapping[str, Any]) -> str:
    """The specification as a file that people can read."""
    return json.dumps(specification, ensure_ascii=False, indent=1) + "\n"
