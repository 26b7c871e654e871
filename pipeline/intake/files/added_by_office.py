"""What Office, SharePoint and Outlook add to a file on their own: no person has written it, and staff cannot see it."""

from __future__ import annotations

import re

ADDED = re.compile(
    r"MSIP_.*|ClassificationContentMarking\w*"  # sensitivity labels
    r"|ContentTypeId|_dlc_\w*|MediaService\w*|MediaLengthInSeconds|Tax(Keyword|CatchAll)\w*|[a-z][0-9a-f]{31}"
    r"|(Author|Editor)\d*|(Created|Modified)_x0020_By|SharedWith\w*|LastSharedBy\w*|display_urn\b.*"
    r"|_?Compliance\w*|_ip_UnifiedCompliance\w*|TriggerFlowInfo|_activity|_SharedFileIndex|_?SourceUrl|xd_\w*"
    r"|TemplateUrl|WorkflowChangePath"
    r"|_AuthorEmail(DisplayName)?|_(Previous)?AdHocReviewCycleID|_NewReviewCycle|_ReviewingToolsShownOnce",  # Outlook
)
"""The names of properties that are not a person's own."""

PERSON = "UserInfo"
"""The element that holds a user's name and account in a column of a SharePoint library."""

COLUMNS = "http://schemas.microsoft.com/office/2006/metadata/properties"
"""The namespace of the part that holds a SharePoint library's columns, of which people fill in some."""

OF_MICROSOFT = "http://schemas.microsoft.com/"
"""How the namespaces of the other parts that SharePoint adds begin: forms, content types, events."""

IDENTIFIERS = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|0x[0-9a-fA-F]{20,}|[a-z]?[0-9a-f]{31,32})"
    r"(?![0-9A-Za-z])"
)
"""What programs number things with: twelve digits in a row of one may look like an identity number."""

MANY_DIGITS = 8
"""The fewest digits of an identity number or a phone number: a text with as many is not only a name."""

AUTHORS = frozenset({"creator", "initial-creator", "lastModifiedBy", "author", "Manager", "printed-by"})
"""The name of whoever saved or printed the file, or wrote a comment, which Office adds and the pipeline never reads."""


STAMPS = frozenset(
    "created modified lastPrinted date creation-date print-date editing-duration editing-cycles revision TotalTime "
    "generator Application AppVersion date-string creator-initials".split()
)
"""Elements in which a program writes when, and by what program, a file or a comment was saved."""


def is_added(name: str) -> bool:
    """Whether a property of that name, or a column of a library, is filled in by a program."""
    return ADDED.fullmatch(name) is not None


def without_identifiers(text: str) -> str:
    """The text without identifiers that programs use among themselves."""
    return IDENTIFIERS.sub("", text)


def is_signature(element: str, text: str) -> bool:
    """Whether a text is no more than who saved the file or wrote a comment, by name or account, or when."""
    is_name = sum(map(str.isdigit, without_identifiers(text))) < MANY_DIGITS
    return element in STAMPS or (element in AUTHORS and is_name)
