"""The styles of an OpenDocument spreadsheet, as far as they decide what a cell says and whether it is seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

DEEPEST = 20
"""How many styles may inherit from each other; in a damaged file they may do so in a ring."""

ZERO_LENGTH = re.compile(r"0+(\.0*)?[a-z]*")

RAISED_OR_LOWERED = re.compile(r"(super|sub|-?\d+(?:\.\d+)?%)")


@dataclass
class Style:
    """A style; None is what it leaves to its parent."""

    parent: str | None = None
    is_struck: bool | None = None
    is_raised: bool = False
    is_lowered: bool = False
    is_unseen: bool = False


@dataclass
class Styles:
    """The styles by family and name, gathered as the elements that define them begin."""

    known: dict[tuple[str, str], Style] = field(default_factory=dict)
    current: Style = field(default_factory=Style)

    def start(self, name: str, attrs: Mapping[str, str]) -> None:
        """Take in an element: a style, or the properties of the one that began last."""
        if name == "style:style":
            self.current = Style(attrs.get("style:parent-style-name"))
            self.known[attrs.get("style:family", ""), attrs.get("style:name", "")] = self.current
        elif name == "style:text-properties":
            _take_text(self.current, attrs)
        elif name == "style:table-properties":
            self.current.is_unseen = attrs.get("table:display") == "false"
        elif name in ("style:table-row-properties", "style:table-column-properties"):
            length = attrs.get("style:row-height") or attrs.get("style:column-width") or ""
            self.current.is_unseen = ZERO_LENGTH.fullmatch(length) is not None

    def of(self, family: str, name: str | None) -> Style:
        """The style of that name, or one that changes nothing."""
        return self.known.get((family, name or ""), Style())

    def is_struck(self, family: str, name: str | None) -> bool:
        """Whether the style strikes text out, itself or by a style that it inherits from."""
        for _ in range(DEEPEST):
            style = self.of(family, name)
            if style.is_struck is not None or style.parent is None:
                return bool(style.is_struck)
            name = style.parent
        return False


def _take_text(style: Style, attrs: Mapping[str, str]) -> None:
    line = attrs.get("style:text-line-through-style") or attrs.get("style:text-line-through-type")
    if line:
        style.is_struck = line != "none"
    position = RAISED_OR_LOWERED.match(attrs.get("style:text-position", ""))
    if position:
        style.is_lowered = position[1].startswith(("sub", "-"))
        style.is_raised = not style.is_lowered and not position[1].startswith("0")
