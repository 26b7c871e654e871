"""What is needed of SQLite."""

from __future__ import annotations

import pytest

from pipeline.errors import Misuse
from pipeline.releases.engine import lacks, require


def test_the_sqlite_of_the_tests_is_enough() -> None:
    require()
    assert not lacks((3, 38, 0))


def test_an_older_sqlite_is_refused_with_what_to_do() -> None:
    with pytest.raises(Misuse) as refused:
        require((3, 37, 2))

    assert str(refused.value) == (
        "SQLite 3.37.2 är för gammal, eller saknar sökning (FTS5) eller matematiska funktioner. Installera en Python "
        "som har SQLite 3.38 eller senare."
    )
