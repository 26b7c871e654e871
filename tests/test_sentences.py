"""No rule is without a sentence, and none without a test that breaks it."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

from pipeline.checks import REMINDERS, RULES
from pipeline.messages import fault_kind
from pipeline.sentences import SENTENCES
from tests.faults import (
    REPOSITORY,
    SCHEMAS,
)

JUDGES = ("checks/*.py", "dataset/*.py", "intake/**/*.py", "protect/findings.py")
"""Where problems are found."""


PARTS = {
    "columns_missing": "header_is_right",
    "columns_extra": "header_is_right",
    "columns_repeated": "header_is_right",
    "no_label": "header_is_right",
    "years_from": "year_is_within_validity",
    "years_to": "year_is_within_validity",
    "years_between": "year_is_within_validity",
    "and_others": "example_data_is_on_example_area",
    "of_year": "file_has_observations",
    "hide_one_of": "hidden_value_cannot_be_worked_out",
    "hide_one_of_them": "hidden_value_cannot_be_worked_out",
    "nothing_to_hide": "hidden_value_cannot_be_worked_out",
    "the_rule_itself": "hidden_value_cannot_be_worked_out",
    "mend_the_word_few": "hidden_value_cannot_be_worked_out",
    "cell_of": "hidden_value_cannot_be_worked_out",
    "and_more_figures": "hidden_value_cannot_be_worked_out",
    "sex_total": "hidden_value_cannot_be_worked_out",
    "sex_women": "hidden_value_cannot_be_worked_out",
    "sex_men": "hidden_value_cannot_be_worked_out",
    "age_total": "hidden_value_cannot_be_worked_out",
    "age_group": "hidden_value_cannot_be_worked_out",
    "cell_of_rest": "small_value_cannot_be_worked_out",
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
    "is_an_open_document": "file_is_a_table",
    "place_cell": "text_holds_no_personal_data",
    "place_comment": "text_holds_no_personal_data",
    "place_drawing": "text_holds_no_personal_data",
    "place_file_name": "text_holds_no_personal_data",
    "place_part": "text_holds_no_personal_data",
    "place_pivot": "text_holds_no_personal_data",
    "place_properties": "text_holds_no_personal_data",
    "place_table": "text_holds_no_personal_data",
}
"""Sentences that are no rules but stand in the sentence of one."""


OTHER_SENTENCES = {
    "total_is_sum_of_hidden_sexes": "total_is_sum_of_sexes",
    "cell_is_right": "cell_exclusiveMaximum",
}
"""Sentences of a rule that has another name: its second one, or the one of every rule without its own."""


OTHER_WORDS = {
    "heading_last_year",
    "sheet_read_me",
    "report_name",
    "marked_copy_name",
    "marked_by",
    "marked_summary",
    "import_refused",
    "import_refused_with_report",
    "hidden_for_another",
    "rate_is_rounded",
    "no",
}
"""Names of sentences that the same files hold, and that tell of no fault."""


def _problem_rules() -> set[str]:
    """Every rule that the program can yield a problem for, as its own code and the schemas name them."""
    rules = {"cell_type"}
    rules |= {
        f"cell_{constraint}" for table in SCHEMAS for column in table.columns for constraint in column.constraints
    }
    for path in (path for pattern in JUDGES for path in (REPOSITORY / "pipeline").glob(pattern)):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # What is raised or told on the way is no problem.
        other = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and _called(node) == "progress")
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) in ("Problem", "_problems"):
                rules |= {each.value for each in node.args[1:2] if isinstance(each, ast.Constant)}
            # A rule may reach its problem through a variable; its name is that of the sentence all the same.
            if isinstance(node, ast.Constant) and node.value in SENTENCES and id(node) not in other:
                rules.add(node.value)
    return rules - set(PARTS) - set(OTHER_SENTENCES) - OTHER_WORDS


def _called(node: ast.Call) -> str | None:
    return node.func.id if isinstance(node.func, ast.Name) else None


def _literals() -> Iterator[str]:
    """Every text in the tests, with a stroke for what is put into it."""
    for path in Path(__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "–" for part in node.values)


def _pattern(sentence: str) -> re.Pattern[str]:
    """What the sentence looks like with any facts in it."""
    parsed = string.Formatter().parse(SENTENCES[sentence])
    return re.compile("".join(re.escape(text) + (".*" if field else "") for text, field, *_ in parsed), re.DOTALL)


def test_every_rule_has_a_sentence() -> None:
    types = {f"cell_type_{column.type}" for table in SCHEMAS for column in table.columns}

    assert (_problem_rules() - {"cell_type"} | types) - set(SENTENCES) == set()
    assert {*PARTS, *PARTS.values(), *OTHER_SENTENCES} <= set(SENTENCES)


def test_every_rule_is_broken_by_a_test() -> None:
    assert {rule.__name__ for rule in (*RULES, *REMINDERS)} | _problem_rules() <= set(_literals())


def test_every_sentence_of_a_rule_stands_whole_in_a_test() -> None:
    types = {f"cell_type_{column.type}" for table in SCHEMAS for column in table.columns}
    wanted = _problem_rules() - {"cell_type"} | types | set(OTHER_SENTENCES)
    literals = set(_literals())

    assert {sentence for sentence in wanted if not any(map(_pattern(sentence).fullmatch, literals))} == set()
    # A part is looked for in the sentence that it stands in.
    assert {
        part
        for part, whole in PARTS.items()
        if not any(_pattern(part).search(text) for text in literals if _pattern(whole).fullmatch(text))
    } == set()


def test_every_fault_that_is_counted_has_a_kind() -> None:
    unreadable = {
        node.args[0].value
        for path in (REPOSITORY / "pipeline/intake").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _called(node) == "UnreadableFile" and isinstance(node.args[0], ast.Constant)
    }
    rules = {rule.__name__ for rule in RULES} | unreadable

    assert {rule for rule in rules if fault_kind(str(rule)) == "annat fel"} == set()
