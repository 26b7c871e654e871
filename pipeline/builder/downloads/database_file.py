"""The release's own database, for those who have SQLite."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model import Dataset
from pipeline.releases.shelf import DATABASE
from pipeline.schema import Schemas


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Give the database beside the folder a second name in it, which takes no room; a copy where there are no such."""
    database = folder.with_name(DATABASE)
    try:
        os.link(database, folder / DATABASE)
    except OSError:
        shutil.copyfile(database, folder / DATABASE)
