"""Text that is not delimited rows: what format it is in, by how it begins."""

from __future__ import annotations

import re

from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.messages import say

LOOKED_AT = 4_000
"""How many bytes from the beginning tell the format of a text."""

NOT_THE_ROOT = re.compile(r"<\?.*?\?>|<!--.*?-->|<![^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
"""The declarations and comments before the first element of a text in XML."""

ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")

JSON = re.compile(r"\s*(\{\s*[\"}]|\[\s*(?:[\[{\"\]]|-?\d[\d.eE+-]*\s*,))")

PX = re.compile(
    r"\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|CREATION-DATE|MATRIX|SUBJECT-CODE|TITLE)(?:\[\w+\])?\s*=\s*\""
)
"""The first keyword of a PC-Axis file, whose values are in quotation marks."""

WEB_PAGE = frozenset({"html", "table", "head", "body", "div", "style", "meta"})
"""What a web page begins with, or a part of one that a system exports under the name .xls."""

XML_KINDS = {
    "document": ("file_is_a_table", "is_a_flat_open_document"),
    "Workbook": ("file_is_a_table", "is_an_xml_workbook"),
    "svg": ("file_is_made_for_programs", "is_an_svg"),
}
"""The fault and the kind of a file in XML, by its root element."""


def is_json(content: bytes) -> bool:
    """Whether a file's content begins as JSON in UTF-8."""
    return JSON.match(content[:LOOKED_AT].decode("utf-8", "replace").lstrip("\ufeff")) is not None


def is_px(content: bytes) -> bool:
    """Whether a file's content begins as PC-Axis."""
    return PX.match(content[:LOOKED_AT].decode("latin-1").removeprefix("ï»¿")) is not None


def judge_format(start: str) -> None:
    """Raise UnreadableFile if a text that begins so is a web page, a picture, or in a format made for programs."""
    start = start.lstrip("\ufeff")
    if start.lstrip().startswith("<"):
        _judge_xml(start)
    elif JSON.match(start):
        raise UnreadableFile("file_is_made_for_programs", kind=say("is_json"))
    elif PX.match(start):
        raise UnreadableFile("file_is_made_for_programs", kind=say("is_px"))


def _judge_xml(start: str) -> None:
    """Raise UnreadableFile unless the text only happens to begin with "<"."""
    body = NOT_THE_ROOT.sub("", start)
    root = ROOT.match(body)
    name = root[1] if root else ""
    if name.lower() in WEB_PAGE or re.match(r"\s*<!doctype\s+html", start, re.IGNORECASE):
        raise UnreadableFile("file_is_a_table", kind=say("is_a_web_page"))
    if name in XML_KINDS or body != start or "xmlns" in start:
        fault, kind = XML_KINDS.get(name, ("file_is_made_for_programs", "is_xml"))
        raise UnreadableFile(fault, kind=say(kind))
