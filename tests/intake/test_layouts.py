"""The corpus of layouts and the lists of headings are as large as they must be, and hold what they say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.intake.headings import DIMENSIONS, HARMLESS
from tests.intake.layouts import TABLES
from tests.intake.written import Table, Verdict
from tests.sheets import rows_of


def test_the_corpus_is_large_and_each_table_has_a_name_of_its_own() -> None:
    assert len(TABLES) >= 150
    assert len({table.layout for table in TABLES}) >= 30
    names = Counter((table.layout, table.name) for table in TABLES)
    assert [name for name, count in names.items() if count > 1] == []


def test_the_corpus_holds_tables_to_read_and_traps() -> None:
    verdicts = Counter(table.verdict for table in TABLES)
    assert verdicts[Verdict.READS] >= 80
    assert verdicts[Verdict.ASKS] >= 40
    assert verdicts[Verdict.EITHER] < verdicts[Verdict.ASKS]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.layout}-{table.name}")
def test_a_table_says_what_it_must_give(table: Table, repository: Path) -> None:
    """No figure where it must be stopped; else figures of known indicators and areas, each once."""
    assert (table.figures == ()) == (table.verdict is Verdict.ASKS)
    keys = [figure[:5] for figure in table.figures]
    assert len(keys) == len(set(keys))
    indicators = {row["indicator_id"] for row in rows_of(repository / "data/indicators/indicators.csv")}
    areas = {row["area_code"] for row in rows_of(repository / "data/areas.csv")}
    assert {figure[0] for figure in table.figures} <= indicators
    assert {figure[2] for figure in table.figures} <= areas


def test_the_lists_of_headings_are_whole_and_apart() -> None:
    names = [heading.casefold() for heading in (*DIMENSIONS, *HARMLESS)]
    assert (len(DIMENSIONS), len(HARMLESS)) == (60, 20)
    assert len(set(names)) == len(names)
    assert "" not in (*DIMENSIONS.values(), *HARMLESS.values())
