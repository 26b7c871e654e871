"""The integer programs: what is solved without asking for whole numbers, and what is not."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.protect.proof.highs import minimise


@pytest.mark.parametrize(
    ("weights", "limit", "found"),
    [
        ((1.0, 1.0), (3.0, 3.0), (3, 0)),  # whole as it is
        ((2.0, 3.0), (6.0, 7.0), (3, 0)),  # 3.5 of the first would be cheaper
        ((2.0, 4.0), (5.0, 5.0), None),  # 2.5 of the first, and no whole numbers at all
        ((1.0, 1.0), (21.0, 21.0), None),  # no numbers at all
    ],
)
def test_the_numbers_are_whole(
    weights: tuple[float, float], limit: tuple[float, float], found: tuple[int, int] | None
) -> None:
    low, high = limit
    numbers = minimise(
        np.array([-1.0, 0.0]),
        [np.array([weights])],
        [np.array([low])],
        [np.array([high])],
        np.zeros(2),
        np.full(2, 10.0),
    )

    assert (None if numbers is None else tuple(numbers.tolist())) == found
