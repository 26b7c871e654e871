"""Which of a table's columns holds the value of an indicator: the one whose heading is of the indicator's kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.intake.sources.headings import Measure, heading_reading
from pipeline.intake.sources.layout import ValueColumn
from pipeline.intake.sources.questions import Reading
from pipeline.messages import readable, say


@dataclass(frozen=True)
class Choice:
    """The column of an indicator's value, or the fault that it is not known and the headings that it is about."""

    column: ValueColumn | None = None
    fault: str = ""
    headings: tuple[str, ...] = ()


def said_of(measure: Measure | None) -> str:
    """What a title says that the numbers are, in words."""
    if measure is None or measure.kind is None:
        return ""
    per = "" if measure.per is None else readable(measure.per)
    return say(f"measure_{measure.kind}", per=per, words=measure.words).strip()


def of_indicator(heading: str, indicator: str, kind: str) -> Reading:
    """What a question is about whether a heading stands over the value of an indicator."""
    return heading_reading(f"{heading} / {indicator}", kind)


def choose(
    columns: Sequence[ValueColumn],
    said: Measure | None,
    indicator: str,
    kind: str,
    unit: str,
    per: int | None,
    known: Mapping[Reading, str],
) -> Choice:
    """The column of values for an indicator of this kind and unit.

    `said` is what the titles say that the numbers are, which holds for a heading that does not say it itself. `known`
    is what staff have said of headings in this source's files.
    """
    named = [column for column in columns if column.measure.kind == kind]
    open_ones = [column for column in columns if column.measure.kind is None]
    answered = [column for column in columns if known.get(of_indicator(column.heading, indicator, kind)) == "value"]
    # An answer is for a file that has no better column: it takes nothing from one whose heading is of the right kind.
    are_fit = any(fits(column.measure, kind, unit, per) for column in named) or open_ones
    for candidates in ([] if are_fit else answered, [*named, *open_ones]):
        if len(candidates) == 1:
            column = candidates[0]
            if column in named and column not in answered and not fits(column.measure, kind, unit, per):
                return Choice(None, "heading_is_of_its_kind", (column.heading,))
            is_open = column.measure.kind is None and column not in answered
            if is_open and said is not None and not fits(replace(said, words=""), kind, unit, per):
                return Choice(None, "title_is_of_its_kind", (column.heading,))
            return Choice(column)
        if candidates:
            return Choice(None, "value_column_is_one", tuple(column.heading for column in candidates))
    fault = "heading_is_of_its_kind" if len(columns) == 1 else "value_column_is_one"
    return Choice(None, fault, tuple(column.heading for column in columns))


def fits(measure: Measure, kind: str, unit: str, per: int | None) -> bool:
    """Whether numbers that a heading says this of can be of an indicator of this kind and unit."""
    if measure.kind != kind:
        return False
    if kind == "count":
        return not measure.words or f"antal {measure.words}" == unit
    if kind == "rate":
        # "Per 10 000 invånare" is of all of them, and not of those who are adults.
        is_of_part = "invånare " in unit and not measure.words
        return measure.per == per and not is_of_part and measure.words in unit
    return True
