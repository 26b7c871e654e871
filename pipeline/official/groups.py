"""The groups that the municipality is compared with, as they stand in the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from pipeline.model import SOUND
from pipeline.official.kolada import Group

GROUPS, MEMBERS = "comparison_groups", "comparison_group_members"


def groups_of(tables: Mapping[str, pl.DataFrame]) -> Iterator[Group]:
    """Each group, with the day that it was taken from the source."""
    members = tables[MEMBERS].filter(SOUND)
    for row in tables[GROUPS].filter(SOUND).iter_rows(named=True):
        codes = members.filter(pl.col("kind") == row["kind"])["area_code"].sort().to_list()
        yield Group(row["group_id"], row["kind"], row["title"], tuple(codes), row["retrieved_on"].isoformat())


def is_same(one: Group, other: Group) -> bool:
    """Whether they are the same group with the same members, whenever that was answered."""
    return (one.group_id, one.title, one.members) == (other.group_id, other.title, other.members)
