"""The data package: what every file, column and code means, for programs and people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model import Dataset
from pipeline.releases.checksums import checksum
from pipeline.schema import Schemas


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `datapackage.json`, with the size and the checksum of each file (Data Resource, "bytes", "hash")."""
    described = dict(descriptor)
    described["resources"] = [_with_file(resource, folder / resource["path"]) for resource in descriptor["resources"]]
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _with_file(resource: Mapping[str, Any], file: Path) -> dict[str, Any]:
    return {**resource, "bytes": file.stat().st_size, "hash": f"sha256:{checksum(file)}"}
