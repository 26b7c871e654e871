"""The facts of a reference to data, and the words of it, which every form has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TEXTS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "unnamed": "[Kommunen är inte angiven]",
        "undated": "u.å.",
        "release": "Publicering {release}",
        "kind": "Datamängd",
        "example": "Datamängd med exempeldata, inte verkliga siffror",
        "flagged": "{title} [exempeldata, inte verkliga siffror]",
        "within": "I ",
        "part_of": "Ingår i: {whole}",
        "checksum": "SHA-256 för {file}: {sha256}",
    },
    "en": {
        "unnamed": "[The municipality has not been named]",
        "undated": "n.d.",
        "release": "Release {release}",
        "kind": "Data set",
        "example": "Data set of example data, not real figures",
        "flagged": "{title} [example data, not real figures]",
        "within": "In ",
        "part_of": "Part of: {whole}",
        "checksum": "SHA-256 of {file}: {sha256}",
    },
}

NAME = "handlingsplan"
"""What the key of a reference begins with."""


@dataclass(frozen=True)
class Checksum:
    """A file that holds what is cited, and its SHA-256 in hexadecimal digits: what a reader can check."""

    file: str
    sha256: str


@dataclass(frozen=True)
class Citation:
    """The facts of a reference to a release, or to an indicator in one.

    author: None if no municipality is named. day: when it was published (ISO 8601), or where nothing tells that the
    day of its newest figures; None if there is neither. address: where it stays as it is; None if it is not told where
    that is. part: the id of an indicator, of which `title` is the name; the whole is then called `whole`.
    """

    title: str
    release: str
    author: str | None = None
    day: str | None = None
    address: str | None = None
    checksum: Checksum | None = None
    is_example: bool = False
    part: str | None = None
    whole: str | None = None

    @property
    def key(self) -> str:
        """What a reference is called in a list of them: ASCII, and the same for the same thing for ever."""
        return "-".join(part for part in (NAME, self.release, self.part) if part)

    @property
    def named(self) -> str:
        """The title, with the id of what is a part."""
        return f"{self.title} ({self.part})" if self.part else self.title

    def author_in(self, locale: str) -> str:
        """Who publishes it, or that nobody is named."""
        return self.author or TEXTS[locale]["unnamed"]

    def kind_in(self, locale: str) -> str:
        """What kind of thing it is, and that its figures are made up where they are."""
        return TEXTS[locale]["example" if self.is_example else "kind"]

    def checksum_in(self, locale: str) -> str | None:
        """The checksum, with the file that it is of."""
        if self.checksum is None:
            return None
        return TEXTS[locale]["checksum"].format(file=self.checksum.file, sha256=self.checksum.sha256)
