"""Identifiers that programs make, such as those of sensitivity labels: their digits are nobody's number."""

from __future__ import annotations

import re

IDENTIFIER = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # as in MSIP_Label_<identifier>_SiteId
    r"|0x[0-9a-f]{16,}"  # SharePoint's content types
    r"|(?=(?:[0-9]*[a-f]){4})[0-9a-f]{32,128})(?![0-9A-Za-z])",
    re.IGNORECASE,
)


def without_identifiers(plain: str) -> str:
    """The text, as long as before, with a line break for each character of such identifiers."""
    return IDENTIFIER.sub(lambda match: "\n" * len(match[0]), plain)
