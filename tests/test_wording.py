"""The words, numbers and lists that files, pictures and pages share."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.schema import Schemas, read_schemas
from pipeline.wording import numbers
from pipeline.wording.vocabulary import (
    ABSENCE_CLAUSES,
    ABSENCES,
    COUNTED,
    INTERVALS,
    PERIOD_CAPTIONS,
    PERIOD_NAMES,
    SEXES,
    STATUSES,
)


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (0, 0, "0", "0"),
        (1234567, 0, "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", "1,234,567"),
        (2.5, 1, "2,5", "2.5"),
        (2, 1, "2,0", "2.0"),
        (-1234.5, 1, "\N{MINUS SIGN}1\N{NO-BREAK SPACE}234,5", "\N{MINUS SIGN}1,234.5"),
    ],
)
def test_a_number_has_the_decimals_asked_for(value: float, decimals: int, swedish: str, english: str) -> None:
    assert numbers.number(value, decimals, "sv") == swedish
    assert numbers.number(value, decimals, "en") == english


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (2.0, "2", "2"),
        (2.50, "2,5", "2.5"),
        (1234.56789, "1\N{NO-BREAK SPACE}234,56789", "1,234.56789"),
        (-0.5, "\N{MINUS SIGN}0,5", "\N{MINUS SIGN}0.5"),
    ],
)
def test_an_exact_number_has_as_many_decimals_as_it_needs(value: float, swedish: str, english: str) -> None:
    assert numbers.exact(value, "sv") == swedish
    assert numbers.exact(value, "en") == english


def test_an_exact_number_can_be_cut_to_fewer_decimals() -> None:
    assert [numbers.exact(2.46, "sv", decimals) for decimals in (2, 1, 0)] == ["2,46", "2,5", "2"]


@pytest.mark.parametrize(
    ("parts", "swedish", "english"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a och b", "a and b"),
        (["a", "b", "c"], "a, b och c", "a, b and c"),
    ],
)
def test_a_list_ends_with_and(parts: list[str], swedish: str, english: str) -> None:
    assert numbers.listing(parts, "sv") == swedish
    assert numbers.listing(parts, "en") == english


def test_a_date_is_written_out() -> None:
    day = datetime.date(2026, 5, 4)

    assert (numbers.date(day, "sv"), numbers.date(day, "en")) == ("4 maj 2026", "4 May 2026")


def test_a_count_is_a_word_up_to_twelve() -> None:
    assert [numbers.in_words(count, "sv") for count in (0, 1, 12, 13)] == ["noll", "en", "tolv", "13"]
    assert [numbers.in_words(count, "en") for count in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]


@pytest.fixture(scope="module")
def schemas(repository: Path) -> Schemas:
    return read_schemas(repository / "schemas")


def labels(schemas: Schemas, table: str, column: str) -> dict[str, dict[str, str]]:
    """What a column's codes are called in each language."""
    codes = schemas[table].column(column).codes
    return {"sv": {code.value: code.label for code in codes}, "en": {code.value: code.label_en for code in codes}}


@pytest.mark.parametrize("table", ["observations", "denominators", "revisions"])
def test_sexes_are_called_what_the_schemas_call_them(schemas: Schemas, table: str) -> None:
    small = {locale: {code: name.lower() for code, name in names.items()} for locale, names in SEXES.items()}

    assert small == labels(schemas, table, "sex")


@pytest.mark.parametrize(
    ("table", "column"),
    [("observations", "value_status"), ("revisions", "old_status"), ("revisions", "new_status")],
)
def test_statuses_are_called_what_the_schemas_call_them(schemas: Schemas, table: str, column: str) -> None:
    """But that a figure is hidden in the data, and not shown on a page."""
    hidden = {"sv": ("dold", "visas inte"), "en": ("hidden", "not shown")}

    wanted = {
        locale: {code: label.replace(*hidden[locale]) for code, label in names.items() if code != "final"}
        for locale, names in labels(schemas, table, column).items()
    }
    assert wanted == STATUSES


@pytest.mark.parametrize("table", [ABSENCES, ABSENCE_CLAUSES])
def test_every_figure_that_is_not_there_has_its_words(table: Mapping[str, Mapping[str, str]]) -> None:
    assert {locale: set(words) for locale, words in table.items()} == {
        locale: STATUSES[locale].keys() - {"preliminary"} for locale in STATUSES
    }


def test_every_period_of_the_schemas_has_its_words(schemas: Schemas) -> None:
    for locale, names in labels(schemas, "indicators", "period_type").items():
        assert PERIOD_NAMES[locale].keys() == names.keys()
        assert PERIOD_CAPTIONS[locale].keys() == names.keys() - {"calendar_year"}


def test_every_periodicity_of_the_schemas_has_its_interval(schemas: Schemas) -> None:
    assert INTERVALS.keys() == labels(schemas, "indicators", "periodicity")["sv"].keys() - {"irregular"}


def test_what_is_counted_has_words_in_both_languages() -> None:
    assert COUNTED["sv"].keys() == COUNTED["en"].keys()
