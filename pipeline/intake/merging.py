"""Incoming rows merged with those already there: values compared as numbers, corrections with their reasons."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.labels import Labels
from pipeline.messages import number, problem, readable
from pipeline.model import BASES, FILE, HIDDEN, KEY, PUBLISHED, ROW, SOUND, Place, Problem
from pipeline.privacy.numbers_in_texts import has_number
from pipeline.schema import Column

ASSESSMENT_KEY = ("year", "priority_id")


@dataclass(frozen=True)
class Counts:
    """How many incoming rows are new, changed and the same as before."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.new + other.new, self.changed + other.changed, self.same + other.same)


def merge_observations(
    present: pl.DataFrame, incoming: pl.DataFrame, reasons: pl.DataFrame, today: datetime.date, reason: str | None
) -> tuple[pl.DataFrame, pl.DataFrame, Counts]:
    """The observations with the incoming ones merged in, the revisions of published values, and the counts.

    Values are compared as numbers, so that 12 and 12.0 are equal. A row that is the same is left as it is. A revision
    gets the most specific of the matching `reasons` (KEY and reason as texts, a part of the key empty where anything
    matches), or else the `reason` given for all, or else none.
    """
    compared = incoming.join(
        present.select(
            *KEY,
            pl.col("value").alias("old_value"),
            pl.col("value_status").alias("old_status"),
            pl.col("note").alias("old_note"),
            *(pl.col(name).alias(f"old_{name}") for name in BASES),
        ),
        on=KEY,
        how="left",
        maintain_order="left",
    )
    is_new = pl.col("old_status").is_null()
    is_same_value = pl.col("value").eq_missing(pl.col("old_value"))
    # A source that does not know that its figure has become final must not make it preliminary again.
    stays_final = is_same_value & (pl.col("old_status") == "final") & (pl.col("value_status") == "preliminary")
    compared = compared.with_columns(
        pl.when(stays_final).then(pl.lit("final")).otherwise("value_status").alias("value_status")
    )
    is_same_rest = [pl.col(name).eq_missing(pl.col(f"old_{name}")) for name in ("note", *BASES)]
    is_same = is_same_value & (pl.col("value_status") == pl.col("old_status")) & pl.all_horizontal(is_same_rest)
    new, same = compared.filter(is_new), compared.filter(is_same)
    changed = compared.filter(~is_new & ~is_same)
    taken = pl.concat([new, changed]).select(present.columns)
    merged = pl.concat([present.join(taken, on=KEY, how="anti", maintain_order="left"), taken])
    corrected = changed.filter(pl.col("old_status").is_in(PUBLISHED), ~is_same_value)
    revisions = corrected.select(
        *KEY,
        pl.lit(today).alias("revised_on"),
        # A value that is now hidden is not kept in the register either.
        pl.when(~pl.col("value_status").is_in(HIDDEN)).then("old_value").alias("old_value"),
        pl.col("value").alias("new_value"),
        "old_status",
        pl.col("value_status").alias("new_status"),
        pl.Series("reason", [_reason(row, reasons) or reason for row in corrected.select(KEY).rows()], pl.String),
        FILE,
        ROW,
        SOUND,
    )
    return merged, revisions, Counts(new.height, changed.height, same.height)


def _reason(key: tuple[object, ...], reasons: pl.DataFrame) -> str | None:
    """The reason that matches most parts of the key and contradicts none of them."""
    texts = tuple(str(part) for part in key)
    fitting = [
        (sum(map(bool, named)), reason)
        for *named, reason in reasons.select(*KEY, "reason").rows()
        if all(part in ("", text) for part, text in zip(named, texts, strict=True))
    ]
    return max(fitting)[1] if fitting else None


def unexplained(revisions: pl.DataFrame, labels: Labels, statuses: Column) -> Iterator[Problem]:
    """A problem for each published value that would change without a reason; `statuses` is the column of statuses."""
    for row in revisions.filter(pl.col("reason").is_null()).iter_rows(named=True):
        old = statuses.label(row["old_status"]) if row["old_value"] is None else readable(row["old_value"])
        new = statuses.label(row["new_status"]) if row["new_value"] is None else readable(row["new_value"])
        yield problem(
            "published_value_is_kept",
            Place(row[FILE], row=row[ROW], column="value"),
            row["new_status"] if row["new_value"] is None else number(row["new_value"]),
            indicator=labels.indicator(row["indicator_id"]),
            about=labels.about(row),
            old=old,
            new=new,
        )


def with_revisions(present: pl.DataFrame, revisions: pl.DataFrame) -> pl.DataFrame:
    """The register with these revisions added; a second one on the same day continues the first, with both reasons.

    Nothing that a figure has been is kept if it is now hidden, nor an earlier reason with a number in it.
    """
    key = [*KEY, "revised_on"]
    earlier = present.select(
        *key,
        pl.col("old_value").alias("first_value"),
        pl.col("old_status").alias("first_status"),
        pl.col("reason").alias("first_reason"),
    )
    compared = revisions.join(earlier, on=key, how="left", maintain_order="left")
    continued = pl.col("first_status").is_not_null()
    is_hidden = pl.col("new_status").is_in(HIDDEN)
    tells = pl.Series([has_number(reason or "") for reason in compared["first_reason"]], dtype=pl.Boolean)
    joined = compared.with_columns(
        pl.when(continued & ~is_hidden).then("first_value").otherwise("old_value").alias("old_value"),
        pl.when(continued).then("first_status").otherwise("old_status").alias("old_status"),
        pl.when(continued & ~(is_hidden & tells))
        .then(
            pl.when(pl.col("first_reason").str.contains(pl.col("reason"), literal=True))
            .then("first_reason")
            .otherwise(pl.concat_str("first_reason", "reason", separator="; "))
        )
        .otherwise("reason")
        .alias("reason"),
    )
    others = present.join(revisions, on=key, how="anti", maintain_order="left")
    kept = _without_hidden(others, revisions.filter(is_hidden))
    taken_back = pl.col("old_value").eq_missing(pl.col("new_value")) & (pl.col("old_status") == pl.col("new_status"))
    return pl.concat([kept, joined.filter(~taken_back).select(present.columns)])


def _without_hidden(present: pl.DataFrame, hidden: pl.DataFrame) -> pl.DataFrame:
    """The register without the values, and the reasons with a number in them, of the figures that are hidden.

    An earlier correction may be to the very value that is hidden now. The reason for hiding stands in for one with a
    number in it.
    """
    why = hidden.select(*KEY, pl.col("reason").alias("why"), pl.lit(True).alias("is_hidden"))
    marked = present.join(why, on=KEY, how="left", maintain_order="left")
    is_hidden = pl.col("is_hidden").is_not_null()
    tells = pl.Series([has_number(reason or "") for reason in marked["reason"]], dtype=pl.Boolean)
    blanked = marked.with_columns(
        *(pl.when(~is_hidden).then(name).alias(name) for name in ("old_value", "new_value")),
        pl.when(is_hidden & tells).then("why").otherwise("reason").alias("reason"),
    )
    return blanked.select(present.columns)


def merge_beside(
    present: pl.DataFrame, incoming: pl.DataFrame, key: Sequence[str], replaced: Sequence[str]
) -> tuple[pl.DataFrame, Counts]:
    """The table with the incoming rows in place of those that have the same `replaced`, and the counts.

    key: the columns that a row is known by. Every row is replaced where `replaced` names no column. A row that is gone
    counts as changed.
    """
    texts = [column for column in incoming.columns if column not in (FILE, ROW, SOUND)]
    before = present
    if replaced:
        before = present.join(incoming.select(replaced).unique(), on=replaced, how="semi", maintain_order="left")
    same = incoming.join(before, on=texts, how="semi", nulls_equal=True, maintain_order="left")
    new = incoming.join(before, on=key, how="anti", maintain_order="left").height
    gone = before.join(incoming, on=key, how="anti", maintain_order="left").height
    kept = present.join(before, on=replaced, how="anti", maintain_order="left") if replaced else present.clear()
    changed = incoming.height - new - same.height + gone
    return pl.concat([kept, incoming.select(present.columns)]), Counts(new, changed, same.height)


def merge_assessments(present: pl.DataFrame, incoming: pl.DataFrame) -> tuple[pl.DataFrame, Counts]:
    """The assessments with the incoming ones merged in, and how many are new, changed and the same."""
    texts = [column for column in incoming.columns if column not in (*ASSESSMENT_KEY, FILE, ROW, SOUND)]
    compared = incoming.join(present, on=ASSESSMENT_KEY, how="left", maintain_order="left", suffix="_old")
    is_new = pl.col(f"{SOUND}_old").is_null()
    is_same = pl.all_horizontal(pl.col(text).eq_missing(pl.col(f"{text}_old")) for text in texts)
    taken = compared.filter(is_new | ~is_same).select(present.columns)
    merged = pl.concat([present.join(taken, on=ASSESSMENT_KEY, how="anti", maintain_order="left"), taken])
    new = compared.filter(is_new).height
    changed = compared.filter(~is_new & ~is_same).height
    return merged, Counts(new, changed, compared.height - new - changed)
