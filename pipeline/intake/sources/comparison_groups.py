"""The groups that the municipality is compared with, frozen with the figures of their members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from pipeline.intake.sources.contract import Beside, placed
from pipeline.model import SOUND
from pipeline.official.kolada import Group

GROUPS, MEMBERS = "comparison_groups", "comparison_group_members"


def groups_beside(answered: Mapping[str, Group], tables: Mapping[str, pl.DataFrame]) -> Iterator[Beside]:
    """Both tables as they are with the answered groups, by their kind; nothing where no group was answered.

    A group that is as it was keeps its day, and one of a kind that was not answered stays.
    """
    if not answered:
        return
    groups = {kind: (group, group.answered_on) for kind, group in answered.items()}
    for group, day in _kept(tables):
        is_same = group.kind in groups and _content(group) == _content(groups[group.kind][0])
        if is_same or group.kind not in groups:
            groups[group.kind] = (group, day)
    found = [groups[kind] for kind in sorted(groups)]
    rows = [(group.kind, group.group_id, group.title, day, "", None) for group, day in found]
    members = [(group.kind, code, "", None) for group, _ in found for code in group.members]
    columns = ("kind", "group_id", "title", "retrieved_on")
    yield Beside(GROUPS, pl.DataFrame(rows, schema=placed(columns), orient="row"), ())
    yield Beside(MEMBERS, pl.DataFrame(members, schema=placed(("kind", "area_code")), orient="row"), ())


def _kept(tables: Mapping[str, pl.DataFrame]) -> Iterator[tuple[Group, str]]:
    members = tables[MEMBERS].filter(SOUND)
    for row in tables[GROUPS].filter(SOUND).iter_rows(named=True):
        codes = members.filter(pl.col("kind") == row["kind"])["area_code"].sort().to_list()
        day = row["retrieved_on"].isoformat()
        yield Group(row["group_id"], row["kind"], row["title"], tuple(codes), day), day


def _content(group: Group) -> tuple[str, str, tuple[str, ...]]:
    return group.group_id, group.title, group.members
