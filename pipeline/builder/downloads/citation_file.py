"""How the data set is cited, for programs that read a file for it: `CITATION.cff`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.builder.cited import cited
from pipeline.model import Dataset
from pipeline.releases.checksums import checksum
from pipeline.schema import Schemas
from pipeline.wording.citations.cff import Described
from pipeline.wording.citations.cff import write as written
from pipeline.wording.citations.facts import Checksum

FILE = "CITATION.cff"

CHECKED = "datapackage.json"
"""The file whose checksum is told: it has the checksum of each table."""


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `CITATION.cff`, in Swedish, which is the language of the texts that are valid."""
    areas = dataset.tables["violence_areas"].sort("sequence")
    described = Described(
        descriptor["description"],
        descriptor["licenses"][0]["name"],
        [text for column in ("name", "name_en") for text in areas[column] if text],
    )
    citation = cited(descriptor, descriptor["cited_as"], Checksum(CHECKED, checksum(folder / CHECKED)))
    (folder / FILE).write_text(written(citation, "sv", described), encoding="utf-8")
