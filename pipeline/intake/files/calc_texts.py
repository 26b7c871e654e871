"""Every text of an OpenDocument spreadsheet outside its cells, with where staff find it; what may act is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesNSImpl

from pipeline.intake.files.added_by_office import is_added, is_signature, without_identifiers
from pipeline.intake.files.bounds import Characters, judge_depth
from pipeline.intake.files.document import Aside
from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.messages import say

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"

PREFIXES = {
    **{f"{OASIS}{name}:1.0": name for name in "office table text style meta manifest form script chart".split()},
    f"{OASIS}drawing:1.0": "draw",
    f"{OASIS}datastyle:1.0": "number",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
"""The usual prefix of each namespace (OpenDocument 1.3), whatever prefix a file gives it."""

ACTING = {
    "script:event-listener": "workbook_has_no_macros",
    "office:script": "workbook_has_no_macros",
    "draw:applet": "workbook_has_no_macros",
    "draw:plugin": "workbook_embeds_no_files",
    "draw:object-ole": "workbook_embeds_no_files",
    "draw:floating-frame": "workbook_embeds_no_files",
    "table:table-source": "calc_stands_alone",
    "table:cell-range-source": "calc_stands_alone",
    "table:dde-link": "calc_stands_alone",
    "office:dde-source": "calc_stands_alone",
    "table:database-source-sql": "calc_stands_alone",
    "table:database-source-table": "calc_stands_alone",
    "table:database-source-query": "calc_stands_alone",
    "table:source-service": "calc_stands_alone",
}
"""Elements that may run or fetch something, or hold content that cannot be scanned."""

PLACES = {
    "office:annotation": "place_comment",
    "text:a": "place_link",
    "table:content-validation": "place_validation",
    "table:named-expressions": "place_name",
    "table:data-pilot-tables": "place_pivot",
    "table:tracked-changes": "place_changes",
    "calcext:conditional-formats": "place_rule",
    "style:map": "place_rule",
    "office:forms": "place_drawing",
    "table:shapes": "place_drawing",
    "style:header": "place_header",
    "style:header-left": "place_header",
    "style:header-first": "place_header",
    "style:footer": "place_header",
    "style:footer-left": "place_header",
    "style:footer-first": "place_header",
    "office:styles": "place_format",
    "office:automatic-styles": "place_format",
    "office:meta": "place_calc_properties",
    "office:chart": "place_drawing",
    "table:table": "place_sheet_name",
}
"""Where staff would look for the content of an element."""

TEXT_ATTRIBUTES = frozenset(
    "table:name table:display-name table:title table:condition table:expression draw:name draw:display-name "
    "form:name form:label form:title form:value form:current-value xlink:href xlink:title meta:name style:display-name "
    "style:condition calcext:value calcext:expression office:title office:name table:comment".split()
)
"""Attributes that hold what people have written."""

PARAGRAPHS = frozenset({"text:p", "text:h"})

LONGEST_GAP = 10
"""The most spaces that are read where a file says that there are so many."""


Name = tuple[str | None, str]
"""The name of an element or attribute: its namespace, and its name within that."""


def usual(name: Name) -> str:
    """The name of an element or attribute with the usual prefix of its namespace."""
    return f"{PREFIXES.get(name[0] or '', '')}:{name[1]}"


@dataclass
class CalcTexts(ContentHandler):
    """Collects the texts of a part outside cells, each at the end of its paragraph or of the element that holds it.

    `place` is the sentence for where the whole part is; None if its elements decide.
    """

    place: str | None = None
    counted: Characters = field(default_factory=Characters)
    asides: list[Aside] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    added: int = 0

    def startElementNS(self, name: Name, qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802, ARG002
        element = usual(name)
        given = {usual(attribute): value for attribute, value in attrs.items()}
        if element in ACTING:
            raise UnreadableFile(ACTING[element])
        if not PARAGRAPHS.intersection(self.path) and not "".join(self.pieces).strip():
            # What only indents the file's own code.
            self.pieces = []
        self.path.append(element)
        judge_depth(self.path)
        if element == "meta:user-defined" and is_added(given.get("meta:name", "")):
            self.added = len(self.path)
        self.take_gap(element, given)
        self.begin(element, given)
        for attribute, value in given.items():
            if attribute in TEXT_ATTRIBUTES:
                self.keep(element, value)

    def take_gap(self, element: str, attrs: Mapping[str, str]) -> None:
        """Take in a space, a tab or a line break, which OpenDocument has elements for."""
        if element == "text:s":
            count = attrs.get("text:c", "1")
            self.pieces.append(" " * min(int(count), LONGEST_GAP))
        elif element in ("text:tab", "text:line-break"):
            self.pieces.append("\t" if element == "text:tab" else "\n")

    def begin(self, element: str, attrs: Mapping[str, str]) -> None:
        """What else is done when an element begins."""

    def characters(self, content: str) -> None:
        self.pieces.append(content)

    def endElementNS(self, name: Name, qname: str | None) -> None:  # noqa: N802, ARG002
        element = self.path[-1]
        if element in PARAGRAPHS or not PARAGRAPHS.intersection(self.path):
            text = "".join(self.pieces)
            self.pieces = []
            if text.strip() or element in PARAGRAPHS:
                self.deliver(element, text)
        self.end(element)
        self.path.pop()
        if len(self.path) < self.added:
            self.added = 0

    def end(self, element: str) -> None:
        """What else is done when an element ends."""

    def deliver(self, element: str, text: str) -> None:
        """Take in the text of a paragraph, or of another element."""
        self.keep(element, text)

    def keep(self, element: str, text: str) -> None:
        """Keep a text that somebody has written, with its place."""
        if self.added or not text.strip() or is_signature(element.partition(":")[2], text):
            return
        sheet, row, column = self.at()
        where = say(self.where())
        self.counted.take_aside(where, text)
        self.asides.append(Aside(where, without_identifiers(text), sheet, row, column))

    def where(self) -> str:
        """The sentence for where the element is that is being read."""
        if self.place:
            return self.place
        for element in reversed(self.path):
            if element in PLACES:
                return PLACES[element]
            if element.startswith("draw:"):
                return "place_drawing"
        return "place_part"

    def at(self) -> tuple[str | None, int | None, str | None]:
        """The sheet, row and column of the cell that is being read."""
        return None, None, None
