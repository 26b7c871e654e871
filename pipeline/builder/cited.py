"""What the files to download say of how they are to be cited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.wording.citations.facts import Checksum, Citation


def cited(descriptor: Mapping[str, Any], title: str, checksum: Checksum | None = None) -> Citation:
    """The facts of a reference to a whole release, from its data package's descriptor. title: in some language."""
    site, release = descriptor.get("homepage"), descriptor["version"]
    return Citation(
        title=title,
        release=release,
        author=publisher(descriptor),
        day=str(descriptor["created"])[:10] if "created" in descriptor else None,
        address=f"{site}/versioner/{release}" if site else None,
        checksum=checksum,
        is_example=descriptor["example_data"],
    )


def publisher(descriptor: Mapping[str, Any]) -> str | None:
    """The municipality that publishes, if one is named."""
    contributors = descriptor.get("contributors")
    return str(contributors[0]["title"]) if contributors else None
