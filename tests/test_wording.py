"""The words, numbers and lists that files, pictures and pages share."""

from __future__ import annotations

import datetime

import pytest

from pipeline.wording import numbers


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
