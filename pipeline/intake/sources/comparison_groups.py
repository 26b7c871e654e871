"""The groups that the municipality is compared with, frozen with the figures of their members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from pipeline.intake.sources.contract import Beside, placed
from pipeline.official.groups import GROUPS, MEMBERS, groups_of, is_same
from pipeline.official.kolada import Group


def groups_beside(answered: Mapping[str, Group], tables: Mapping[str, pl.DataFrame]) -> Iterator[Beside]:
    """Both tables as they are with the answered groups, by their kind; nothing where no group was answered.

    A group that is as it was keeps its day, and one of a kind that was not answered stays.
    """
    if not answered:
        return
    groups = dict(answered)
    for group in groups_of(tables):
        if group.kind not in groups or is_same(group, groups[group.kind]):
            groups[group.kind] = group
    found = [groups[kind] for kind in sorted(groups)]
    rows = [(group.kind, group.group_id, group.title, group.answered_on, "", None) for group in found]
    members = [(group.kind, code, "", None) for group in found for code in group.members]
    columns = ("kind", "group_id", "title", "retrieved_on")
    yield Beside(GROUPS, pl.DataFrame(rows, schema=placed(columns), orient="row"), ())
    yield Beside(MEMBERS, pl.DataFrame(members, schema=placed(("kind", "area_code")), orient="row"), ())
