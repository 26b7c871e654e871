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

SHARED_WIDTH, SHARED_HEIGHT = 1200, 630
"""The size of picture that large sites show for a shared page (Open Graph, og:image)."""

SCHEMA = "altair/vegalite/v6/schema/vega-lite-schema.json"
"""Vega-Lite's own schema, as Altair ships it; importing Altair for it takes longer than drawing two charts."""

SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')

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


def for_the_page(svg: str, title: str, description: str, language: str) -> str:
    """The picture with its name, its figures in words, and dark colours for a dark screen."""
    head = f"<title>{escape(title)}</title><desc>{escape(description)}</desc><style>{STYLE}</style>"
    opening, rest = svg.split(">", 1)
    # As one image, so that the drawing's own parts are not read out, in the library's English.
    return f'{opening} role="img" lang="{language}">{head}{rest}'


def for_sharing(svg: str) -> bytes:
    """The picture as a PNG of the size for shared pages, centred on its background."""
    found = SIZE.match(svg)
    if found is None:
        raise ValueError("an SVG without a size")
    width, height = (float(size) for size in found.groups())
    scale = min(SHARED_WIDTH / width, SHARED_HEIGHT / height)
    left, top = (SHARED_WIDTH - width * scale) / 2, (SHARED_HEIGHT - height * scale) / 2
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{SHARED_WIDTH}" height="{SHARED_HEIGHT}">'
        f'<rect width="{SHARED_WIDTH}" height="{SHARED_HEIGHT}" fill="{GROUND}"/>'
        f'<g transform="translate({left:.2f},{top:.2f}) scale({scale:.4f})">{svg}</g></svg>'
    )
    return bytes(vl_convert.svg_to_png(whole))


def as_json(specification: Mapping[str, Any]) -> str:
    """The specification as a file that people can read."""
    return json.dumps(specification, ensure_ascii=False, indent=1) + "\n"
