"""The two lists of this folder: everything in the one is found, as sure or possible, and nothing in the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.checks.personal import scan
from pipeline.messages import say
from pipeline.model import Place
from pipeline.privacy import MASK
from pipeline.privacy.cells import Cell

RULES = {"sure": "text_holds_no_personal_data", "possible": "text_may_be_personal"}


def lines(name: str) -> list[str]:
    """The lines of a list, without its comments."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def cells(text: str) -> Iterator[tuple[Place, str]]:
    """The cells of a line: rows are divided by " / ", cells by " | "."""
    for row, part in enumerate(text.split(" / "), start=1):
        for column, cell in enumerate(part.split(" | ")):
            yield Place("fil.csv", row=row, column="ABCDEFGH"[column]), cell


def as_scanned(text: str) -> Iterator[Cell]:
    for place, cell in cells(text):
        yield place, "I cellen", cell.replace("«", "").replace("»", "")


def dotted(text: str) -> str:
    return "".join(MASK if character.isalnum() else character for character in text)


@pytest.mark.parametrize("line", lines("found.txt"))
def test_what_is_listed_is_found_where_it_is(line: str) -> None:
    verdict, kind, text = line.split(" ", 2)
    marked = {place: cell.partition("«")[2].partition("»")[0] for place, cell in cells(text) if "«" in cell}

    problems = sorted(scan(as_scanned(text)), key=lambda each: (each.place.row, each.place.column))

    assert [(each.place, each.rule) for each in problems] == [(place, RULES[verdict]) for place in marked]
    assert {each.message.partition(say(f"personal_{kind}"))[0] for each in problems} <= {
        "I cellen står något som ser ut som ",
        "I cellen står något som kan peka ut en person (",
    }
    for each in problems:
        # Cells that are personal data only together are told together.
        assert dotted(marked[each.place]).strip("-") in str(each.value)


@pytest.mark.parametrize("line", lines("found.txt"))
def test_what_is_found_is_never_repeated(line: str) -> None:
    text = line.split(" ", 2)[2]
    parts = [part.partition("»")[0] for part in text.split("«")[1:]]

    told = " ".join(f"{each.message} {each.value}" for each in scan(as_scanned(text)))

    assert [part for part in parts if part in told] == []


@pytest.mark.parametrize("line", lines("passes.txt"))
def test_what_is_listed_as_harmless_passes(line: str) -> None:
    assert list(scan(as_scanned(line))) == []
