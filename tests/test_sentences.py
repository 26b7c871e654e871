"""Every rule has a sentence and a kind, and none is without a test that breaks it."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

from pipeline.checks import REMINDERS, RULES
from pipeline.messages import fault_kind
from pipeline.messages.rules import FAULTS, Kind
from pipeline.messages.sentences import SENTENCES, parts
from pipeline.schema import read_schemas

REPOSITORY = Path(__file__).parents[1]
SCHEMAS = read_schemas(REPOSITORY / "schemas")

PARTS = {
    "columns_missing": "header_is_right",
    "columns_extra": "header_is_right",
    "columns_repeated": "header_is_right",
    "no_label": "header_is_right",
    "years_from": "year_is_within_validity",
    "years_to": "year_is_within_validity",
    "years_between": "year_is_within_validity",
    "and_others": "example_data_is_on_example_area",
    "more_indicators": "due_indicator_is_reported",
    "of_year": "file_has_observations",
    "hide_one_of": "hidden_value_cannot_be_worked_out",
    "hide_one_of_them": "hidden_value_cannot_be_worked_out",
    "hide_the_one": "hidden_value_cannot_be_worked_out",
    "see_what_to_hide": "hidden_value_cannot_be_worked_out",
    "hide_it_too": "choice_of_hidden_tells_nothing",
    "the_rule_itself": "hidden_value_cannot_be_worked_out",
    "mend_the_word_few": "hidden_value_cannot_be_worked_out",
    "by_earlier_method": "hidden_value_was_told_before",
    "both_releases": "hidden_value_was_told_before",
    "area_of": "hidden_value_cannot_be_worked_out",
    "about": "hidden_value_cannot_be_worked_out",
    "who": "hidden_value_cannot_be_worked_out",
    "cell_of": "hidden_value_cannot_be_worked_out",
    "and_more_figures": "hidden_value_cannot_be_worked_out",
    "age_total": "hidden_value_cannot_be_worked_out",
    "age_group": "hidden_value_cannot_be_worked_out",
    "age_from": "hidden_value_cannot_be_worked_out",
    "the_value": "count_is_whole_number",
    "in_note": "text_tells_no_figure_beside",
    "in_reason": "text_tells_no_figure_beside",
    "in_text": "text_tells_no_figure_beside",
    "telling_is_answered": "text_tells_no_hidden_figure",
    "telling_is_listed": "text_tells_no_hidden_figure",
    "telling_is_explained": "text_tells_no_hidden_figure",
    "base_formula": "value_fits_its_base",
    "cell_of_rest": "small_value_cannot_be_worked_out",
    "cell_of_others": "small_value_cannot_be_worked_out",
    "cell_of_all": "small_value_cannot_be_worked_out",
    "not_there": "file_is_readable",
    "is_a_folder": "file_is_readable",
    "not_allowed": "file_is_readable",
    "not_openable": "file_is_readable",
    "is_empty": "file_is_readable",
    "is_a_binary_workbook": "file_is_a_table",
    "is_a_pdf": "file_is_a_table",
    "is_a_presentation": "file_is_a_table",
    "is_a_text_document": "file_is_a_table",
    "is_an_empty_archive": "file_is_a_table",
    "is_an_archive": "file_is_a_table",
    "is_a_web_page": "file_is_a_table",
    "is_a_flat_open_document": "file_is_a_table",
    "is_an_xml_workbook": "file_is_a_table",
    "is_json": "file_is_made_for_programs",
    "is_xml": "file_is_made_for_programs",
    "is_px": "file_is_made_for_programs",
    "is_an_svg": "file_is_made_for_programs",
    "is_an_open_document": "file_is_a_table",
    "personal_address": "text_may_be_personal",
    "personal_birth_date": "text_may_be_personal",
    "personal_card_number": "text_holds_no_personal_data",
    "personal_email": "text_holds_no_personal_data",
    "personal_first_name": "text_may_be_personal",
    "personal_identity_number": "text_holds_no_personal_data",
    "personal_person_name": "text_holds_no_personal_data",
    "personal_phone_number": "text_holds_no_personal_data",
    "personal_property": "text_may_be_personal",
    "personal_vehicle": "text_holds_no_personal_data",
    "place_cell": "text_holds_no_personal_data",
    "place_calc_properties": "text_holds_no_personal_data",
    "place_changes": "text_holds_no_personal_data",
    "place_comment": "text_holds_no_personal_data",
    "place_custom_xml": "text_holds_no_personal_data",
    "place_format": "text_holds_no_personal_data",
    "place_header": "text_holds_no_personal_data",
    "place_link": "text_holds_no_personal_data",
    "place_name": "text_holds_no_personal_data",
    "place_once": "text_holds_no_personal_data",
    "place_rule": "text_holds_no_personal_data",
    "place_sheet_name": "text_holds_no_personal_data",
    "place_validation": "text_holds_no_personal_data",
    "place_drawing": "text_holds_no_personal_data",
    "place_file_name": "text_holds_no_personal_data",
    "place_part": "text_holds_no_personal_data",
    "place_pivot": "text_holds_no_personal_data",
    "place_properties": "text_holds_no_personal_data",
    "place_table": "text_holds_no_personal_data",
}
"""Sentences that are no rules but stand in the sentence of one."""

TYPES = {f"cell_type_{column.type}" for table in SCHEMAS for column in table.columns}

CONSTRAINTS = {
    f"cell_{constraint}" for table in SCHEMAS for column in table.columns for constraint in column.constraints
}


def _calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the pipeline, and the file that it is in."""
    for path in sorted((REPOSITORY / "pipeline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path.relative_to(REPOSITORY).as_posix(), node


def _named_faults() -> Iterator[str]:
    """The faults that are named where a problem is made, where a file is refused, and where a cell is read."""
    for _, call in _calls():
        named: list[ast.expr] = []
        if _called(call) in ("problem", "UnreadableFile"):
            named = call.args[:1]
        elif _called(call) == "_problems":
            named = call.args[1:2]
        elif _called(call) == "Meaning":
            named = [keyword.value for keyword in call.keywords if keyword.arg == "fault"]
        yield from (name.value for name in named if isinstance(name, ast.Constant) and isinstance(name.value, str))


def _called(node: ast.Call) -> str | None:
    """The name of what is called, of a function or of a method."""
    return getattr(node.func, "id", getattr(node.func, "attr", None))


def _literals() -> Iterator[str]:
    """Every text in the other tests, with a stroke for what is put into it."""
    for path in Path(__file__).parent.rglob("*.py"):
        if path == Path(__file__):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "–" for part in node.values)


def _pattern(sentence: str) -> re.Pattern[str]:
    """What the sentence looks like with any facts in it."""
    parsed = string.Formatter().parse(sentence)
    return re.compile("".join(re.escape(text) + (".*" if field else "") for text, field, *_ in parsed), re.DOTALL)


def test_every_sentence_is_given_the_facts_that_it_names() -> None:
    """Where a sentence is named in the code itself. One that lacks a fact would be a fault of the program instead."""
    wrong = []
    seen = set()
    for path, call in _calls():
        name = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
        if _called(call) != "say" or not isinstance(name, str) or any(each.arg is None for each in call.keywords):
            continue
        seen.add(name)
        wanted = {field for _, field, *_ in string.Formatter().parse(SENTENCES[name]) if field}
        given = {str(each.arg) for each in call.keywords}
        if wanted != given:
            wrong.append((path, call.lineno, name, wanted ^ given))

    assert wrong == []
    assert len(seen) > 200


def test_every_fault_that_is_found_is_in_the_table() -> None:
    named = {*_named_faults(), *TYPES, *CONSTRAINTS, *(rule.__name__ for rule in (*RULES, *REMINDERS))}

    assert named - FAULTS.keys() == set()


def test_problems_are_made_in_one_place() -> None:
    assert [file for file, call in _calls() if _called(call) == "Problem"] == ["pipeline/messages/__init__.py"]


def test_every_rule_is_broken_by_a_test() -> None:
    assert {fault.rule or name for name, fault in FAULTS.items()} - {"cell_is_right"} <= set(_literals())


def test_every_sentence_of_a_rule_stands_whole_in_a_test() -> None:
    literals = set(_literals())

    assert {
        name for name, fault in FAULTS.items() if not any(map(_pattern(fault.sentence).fullmatch, literals))
    } == set()
    # A part is looked for in the sentence that it stands in.
    assert {
        part
        for part, whole in PARTS.items()
        if not any(
            _pattern(SENTENCES[part]).search(text)
            for text in literals
            if _pattern(FAULTS[whole].sentence).fullmatch(text)
        )
    } == set()
    assert PARTS.keys() == parts.SENTENCES.keys()


def test_every_fault_has_a_kind() -> None:
    assert [name for name, fault in FAULTS.items() if fault.kind is Kind.OTHER] == []
    assert fault_kind("cell_exclusiveMaximum") == "fel slags värde i en cell"
    assert fault_kind("cell_type") == "fel slags värde i en cell"
    assert fault_kind("rule_of_an_earlier_version") == "annat fel"
