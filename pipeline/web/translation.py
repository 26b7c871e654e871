"""The data's texts in the reader's language: a translation where the data have one, or else the Swedish, said to be so.

A column `name_en` translates the column `name` of its table. A Swedish text has one translation wherever it stands (the
rule `text_has_one_translation`), and is therefore translated where it is shown, whichever query found it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from html import unescape
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from pipeline.web.language import SWEDISH, chosen, gettext, in_swedish, marked

ENDING = "_en"

Translations = Mapping[str, str]
"""The English of the data's texts, by the Swedish."""

LINKED = re.compile(r">([^<>]+)</a>")
"""The text of a link."""

BESIDE = "&nbsp;<em>"
"""How Datasette ties the code of what a link leads to to its name, however long that is."""

WORDS = re.compile(r"(?=.*[^\W\d_A-ZÅÄÖ])(?:[A-ZÅÄÖ]|.*\s)", re.DOTALL)
"""A text that is in a language: it has small letters, and begins with a capital or has several words. No code, date or
address does."""

FOREIGN = marked("(på svenska)")
"""What follows a text that is not in the reader's language."""


def translated_columns(names: Collection[str]) -> dict[str, str]:
    """The columns among these that are translated, each with the column of its translation."""
    return {name: f"{name}{ENDING}" for name in names if f"{name}{ENDING}" in names}


def in_english(text: str, translations: Translations) -> str | None:
    """The translation of a text, or of what it is with a capital letter; None if there is none."""
    found = translations.get(text)
    if found is None and text[:1].isupper():
        small = translations.get(text[:1].lower() + text[1:])
        return small and small[:1].upper() + small[1:]
    return found


def in_words(text: str, translations: Translations) -> str:
    """A text in the chosen language if it is translated, for places where nothing can be said of its language."""
    return text if chosen() == SWEDISH else in_english(text, translations) or text


def shown(text: Any, translations: Translations, ending: str = "") -> Any:
    """A text in the chosen language if it is translated; or else marked as Swedish for machines, with an ending."""
    if chosen() == SWEDISH or not isinstance(text, str) or not text:
        return in_swedish(text)
    english = in_english(text, translations)
    return Markup("{}{}").format(in_swedish(text), ending) if english is None else english


@pass_context
def translated(context: Context, text: Any) -> Any:
    """A text of the data in the chosen language. One without a translation is followed by the language it is in."""
    said = Markup(' <span class="status">{}</span>').format(gettext(FOREIGN))
    return shown(text, context["translations"], said)


@pass_context
def rendered(context: Context, text: Any) -> Any:
    """As `translated`, for values of the database: a text without a translation is marked for machines alone."""
    translations = context["translations"]
    is_in_a_language = isinstance(text, str) and (text in translations or WORDS.match(text))
    return shown(text, translations) if is_in_a_language else text


@pass_context
def stored(context: Context, cell: Any, column: str) -> Any:
    """A cell as Datasette renders it, which shows what the database holds: a Swedish text is marked as such.

    One without a translation is followed by the language it is in. The texts of links are translated as they can be.
    """
    if isinstance(cell, Markup):
        cell = Markup(str(cell).replace(BESIDE, " <em>"))
    if chosen() == SWEDISH or column.endswith(ENDING) or not isinstance(cell, str):
        return cell
    translations = context["translations"]
    if isinstance(cell, Markup):
        return Markup(LINKED.sub(lambda found: f">{_said(unescape(found[1]), translations)}</a>", str(cell)))
    if not WORDS.match(cell):
        return cell
    ending = (
        "" if in_english(cell, translations) else Markup(' <span class="status">{}</span>').format(gettext(FOREIGN))
    )
    return Markup("{}{}").format(in_swedish(cell), ending)


def named(cell: Markup, name: str) -> Markup:
    """A link to a row, with a name in the place of its key, which is left for those who hear the page."""
    return Markup(LINKED.sub(lambda found: f'>{escape(name)}<span class="hidden"> {found[1]}</span></a>', str(cell)))


def _said(text: str, translations: Translations) -> Markup:
    """A link's text in English, or marked as Swedish if it is words without a translation."""
    english = in_english(text, translations)
    return escape(english if english is not None else in_swedish(text) if WORDS.match(text) else text)


@pass_context
def plain(context: Context, text: str) -> str:
    """As `translated`, for a place where no markup can stand, such as a page's title."""
    return in_words(text, context["translations"])


@pass_context
def is_foreign(context: Context, text: str) -> bool:
    """Whether a text is shown in another language than the page's."""
    return chosen() != SWEDISH and in_english(text, context["translations"]) is None


FILTERS = {"translated": translated, "rendered": rendered, "stored": stored, "named": named, "plain": plain}
