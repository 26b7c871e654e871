"""The data package: what every file, column and code means, for programs and people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model import Dataset
from pipeline.schema import Schemas


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `datapackage.json`, with the size and the checksum of each file (Data Resource, "bytes", "hash")."""
    described = dict(descriptor)
    described["resources"] = [_with_file(resource, folder) for resource in descriptor["resources"]]
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _with_file(resource: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    content = (folder / resource["path"]).read_bytes()
    return {**resource, "bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
