"""A million faults of one kind become a few problems, and no row is lost."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gathering import FEW, MANY, WORDED, gathered, joined, ranges, worded
from pipeline.messages import problem
from pipeline.model import FILE, ROW, Place, Problem, Repair


def fault(row: int | None, file: str = "a.csv", column: str = "Värde", text: str = "tolv") -> Problem:
    return problem("value_is_a_number", Place(file, "Blad1", row, column), text, text=text)


def test_few_faults_are_all_kept_as_they_are() -> None:
    found = [fault(2), fault(3, text="elva"), fault(None), fault(2)]

    assert gathered(found) == found


def test_the_faults_beyond_the_first_of_a_kind_keep_their_rows() -> None:
    found = [fault(row) for row in range(2, 1002)]

    *first, others = gathered(found)

    assert first == found[:WORDED]
    assert others == Problem(
        Place("a.csv", "Blad1", 202, "Värde"),
        "value_is_a_number",
        None,
        "800 fel till av samma slag som på rad 2. Ofta har de samma orsak.",
        others=(range(202, 1002),),
    )
    assert others.count == 800


def test_what_is_found_in_another_file_or_column_is_of_another_kind() -> None:
    found = [
        fault(row, file, column) for file in ("a.csv", "b.csv") for column in ("Värde", "År") for row in range(150)
    ]

    assert gathered(found) == found


def test_over_many_files_only_the_first_few_of_a_kind_are_kept() -> None:
    files = [f"{number}.csv" for number in range(MANY // WORDED + 30)]

    found = gathered(fault(row, file) for file in files for row in range(1, 1001))

    assert sum(each.count for each in found) == 1000 * len(files)
    assert sum(not each.others for each in found) == MANY + 30 * FEW
    assert len(found) == MANY + 30 * FEW + len(files)


def test_what_was_gathered_can_be_gathered_again() -> None:
    once = gathered(fault(row) for row in range(1, 1001))

    assert gathered([*once, *once[-1:]]) == once


def test_a_warning_stands_for_warnings() -> None:
    found = [problem("column_is_left_out", Place("a.csv", row=row), heading="x") for row in range(1, 251)]

    assert [each.fatal for each in gathered(found)] == [False] * 201


def test_repairs_are_gathered_too() -> None:
    place = Place("a.csv", None, 5, "År")
    found = [Repair(Place("a.csv", None, row, "År"), "code_is_mended", "”x” lästes som y.") for row in range(5, 305)]

    assert gathered(found)[-1] == Repair(
        Place("a.csv", None, 205, "År"),
        "code_is_mended",
        "100 celler till lästes på samma sätt som den på rad 5.",
        (range(205, 305),),
    )
    assert gathered(found)[0] == Repair(place, "code_is_mended", "”x” lästes som y.")


def test_the_rows_of_a_frame_are_worded_as_they_would_be_one_by_one() -> None:
    numbers = [*range(2, 502), *range(600, 1000, 3)]
    frame = pl.DataFrame({FILE: ["a.csv"] * len(numbers) + ["b.csv"] * 3, ROW: [*numbers, 2, 3, 4]})

    found = list(worded(frame, lambda row: fault(row[ROW], row[FILE])))

    assert sorted(found, key=str) == sorted(
        gathered(fault(row, file) for file, row in frame.select(FILE, ROW).iter_rows()), key=str
    )


@given(st.lists(st.integers(1, 60), max_size=40))
def test_ranges_are_the_same_rows(rows: list[int]) -> None:
    assert [row for run in ranges(pl.Series(rows, dtype=pl.Int64)) for row in run] == rows
    assert [row for run in joined(range(row, row + 1) for row in rows) for row in run] == sorted(set(rows))
