"""The language of a response: Swedish, or English under `/en/`.

The Swedish texts are in the templates and the code, the English ones in `locale/en.po`. The language is a context
variable: each request is a task of its own, so concurrent requests never share it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.resources import files
from typing import Any

from babel.messages.pofile import read_po
from markupsafe import Markup, escape

SWEDISH, ENGLISH = "sv", "en"

PREFIX = f"/{ENGLISH}"

THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
"""The space between a number's thousands."""

_chosen: ContextVar[str] = ContextVar("language", default=SWEDISH)


def _read() -> Mapping[Any, Any]:
    """The English texts by their Swedish originals; a text with a plural by both Swedish forms."""
    with files("pipeline.web").joinpath("locale", "en.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale=ENGLISH) if message.id}


CATALOGUE = _read()


def chosen() -> str:
    """The language of the current response."""
    return _chosen.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within the block, this is the chosen language."""
    token = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(token)


def gettext(message: str) -> str:
    """The message in the chosen language."""
    return str(CATALOGUE.get(message, message)) if chosen() == ENGLISH else message


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a message for a number. Both languages have one form for 1 and one for everything else."""
    forms = CATALOGUE.get((one, many), (one, many)) if chosen() == ENGLISH else (one, many)
    return str(forms[0] if number == 1 else forms[1])


def marked(message: str) -> str:
    """The message itself: marks a text for the catalogue that is translated where it is shown."""
    return message


def local(address: str) -> str:
    """An address of this site in the chosen language; an absolute address keeps its host."""
    address = str(address)
    if chosen() == SWEDISH:
        return address
    scheme, separator, rest = address.partition("://")
    if separator:
        host, _, path = rest.partition("/")
        return f"{scheme}://{host}{PREFIX}/{path}"
    return f"{PREFIX}{address}" if address.startswith("/") else address


def local_links(text: Any) -> Any:
    """Datasette's own markup, with its links pointing to pages in the chosen language."""
    if chosen() == SWEDISH or not isinstance(text, Markup):
        return text
    return Markup(str(text).replace('href="/', f'href="{PREFIX}/'))


def in_swedish(text: Any) -> Any:
    """A name or words of the visitor's in Swedish, marked as such for machines where the page around is in English.

    A number with spaces between its thousands, such as 100 000, is not broken over two lines.
    """
    if isinstance(text, str) and not isinstance(text, Markup):
        text = THOUSANDS.sub("\N{NO-BREAK SPACE}", text)
    if chosen() == SWEDISH or text is None or text == "":
        return text
    return Markup('<span lang="sv">{}</span>').format(escape(text))


FILTERS: Mapping[str, Callable[[Any], Any]] = {"local": local, "local_links": local_links, "in_swedish": in_swedish}
