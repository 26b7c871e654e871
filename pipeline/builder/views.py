"""The derived views: one file each in `views/`, whose first comment is the question that the view answers."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path

from pipeline.checks.due import DUE


def create_views(database: Path) -> None:
    """Add every view to the database, in the order of their names."""
    connection = sqlite3.connect(database)
    try:
        for name, query in view_queries():
            connection.execute(f'create view "{name}" as {query}')
        connection.commit()
    finally:
        connection.close()


def view_queries() -> list[tuple[str, str]]:
    """The views by name, each with its SQL, in which `{due}` is replaced by the rule of the checks."""
    scripts = [script for script in files("pipeline").joinpath("views").iterdir() if script.name.endswith(".sql")]
    queries = {script.name.removesuffix(".sql"): script.read_text(encoding="utf-8") for script in scripts}
    return sorted((name, query.replace("{due}", DUE)) for name, query in queries.items())
