"""A row that staff add to a table by a command, with a reason that is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from pipeline.checks.personal import text_holds_no_personal_data
from pipeline.checks.recalled import reason_of_recall_has_no_number
from pipeline.checks.texts import text_is_not_a_formula
from pipeline.dataset.folder import write_table
from pipeline.dataset.judged import Judged
from pipeline.errors import Refused
from pipeline.messages import say
from pipeline.model import FILE, ROW, SOUND, Dataset
from pipeline.project import Project

OF_TEXTS = (text_is_not_a_formula, text_holds_no_personal_data, reason_of_recall_has_no_number)
"""What a text must satisfy to be published."""


def note(project: Project, judged: Judged, table: str, row: Mapping[str, object], refused: str) -> Dataset:
    """Add a row to a table of the data folder, and return the dataset with it.

    Raises Refused, with the sentence named `refused`, and writes nothing, if a text of it may not be published.
    """
    schema, present = judged.schemas[table], judged.dataset.tables[table]
    placed = {**row, FILE: schema.location, ROW: present.height + 2, SOUND: True}
    added = pl.concat([present, pl.DataFrame([placed], schema=present.schema)])
    changed = replace(judged.dataset, tables={**judged.dataset.tables, table: added})
    problems = [problem for rule in OF_TEXTS for problem in rule(changed, judged.schemas)]
    of_row = [problem for problem in problems if problem.place.file == schema.location]
    if of_row:
        raise Refused(say(refused), of_row)
    write_table(project.data, schema, added)
    return changed
