"""What a dataset must satisfy. A rule is a function that yields a problem for each place where it is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.checks import (
    bases,
    disclosure,
    english,
    personal,
    provenance,
    readings,
    recalled,
    relations,
    telling,
    texts,
    values,
)
from pipeline.gathering import gathered
from pipeline.model import SOUND, Dataset, Problem
from pipeline.schema import Schemas

Rule = Callable[[Dataset, Schemas], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    relations.key_is_unique,
    relations.reference_exists,
    relations.priority_has_one_leading_indicator,
    relations.search_words_lead_somewhere,
    relations.offence_code_has_four_digits,
    relations.offences_are_divided_alike,
    values.published_value_is_present,
    values.unpublished_value_is_empty,
    values.count_is_whole_number,
    values.share_is_within_100,
    values.answer_is_yes_or_no,
    disclosure.small_count_is_hidden,
    *bases.RULES,
    disclosure.rate_of_few_is_hidden,
    disclosure.rate_of_few_is_its_sources,
    disclosure.rate_cannot_be_counted_back,
    values.total_is_sum_of_sexes,
    values.year_is_that_of_the_file,
    values.year_is_within_validity,
    values.measure_ends_after_it_starts,
    values.indicator_counts_the_sex,
    values.series_break_is_flagged,
    values.dataset_has_one_row,
    disclosure.hidden_value_cannot_be_worked_out,
    values.revision_keeps_what_is_hidden,
    provenance.checksum_tells_no_hidden_figure,
    provenance.row_tells_no_hidden_figure,
    recalled.register_tells_nothing_recalled,
    recalled.reason_of_recall_has_no_number,
    values.example_area_means_example_data,
    readings.reading_is_possible,
    texts.text_is_not_a_formula,
    english.text_has_one_translation,
    english.translation_has_text,
    personal.text_holds_no_personal_data,
    telling.text_tells_no_hidden_figure,
)

REMINDERS: tuple[Rule, ...] = (values.due_indicator_is_reported, english.text_has_translation)
"""Rules about what is missing. They run only when nothing is wrong with what is there."""


def check(dataset: Dataset, schemas: Schemas) -> list[Problem]:
    """Every problem that the rules find in a dataset whose cells have been judged, gathered to a bounded number."""
    problems = gathered(problem for rule in RULES for problem in rule(dataset, schemas))
    is_sound = not dataset.incomplete and all(frame[SOUND].all() for frame in dataset.tables.values())
    if problems or not is_sound:
        return problems
    return gathered(problem for rule in REMINDERS for problem in rule(dataset, schemas))
