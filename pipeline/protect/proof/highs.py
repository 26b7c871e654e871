"""Integer programs, all of one form, solved by HiGHS through SciPy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.protect.proof.system import Floats, Integers

NODES = 20_000
"""When the solver gives up. A count of nodes, not of seconds, so that every machine gives the same answer."""

WHOLE = 1e-9
"""How far from whole a number is at most that counts as whole."""


class Undecided(Exception):
    """The solver gave up; the caller must assume the worse answer."""


def minimise(
    aim: Floats,
    sums: Sequence[Floats],
    low: Sequence[Floats],
    high: Sequence[Floats],
    least: Floats,
    most: Floats,
    *,
    is_corner_enough: bool = True,
) -> Integers | None:
    """Whole numbers from `least` to `most` that minimise `aim`, with weighted `sums` from `low` to `high`.

    sums: blocks of weights, a row for each sum; low and high go with them. is_corner_enough: whether any such numbers
    will do, also those at a corner of all that there are. None if there are none. Raises Undecided if the solver gives
    up.
    """
    # SciPy takes 0.3 s to import: paid only where something is hidden, not by every command.
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    lows, highs = np.concatenate(low), np.concatenate(high)
    if (least > most).any() or (lows > highs).any():
        return None
    limits = Bounds(least, most)
    constraints = LinearConstraint(csr_array(np.vstack(sums)), lows, highs)
    if is_corner_enough:
        # Nearly always the numbers are whole without being asked to be, which takes a fourth of the time.
        result = milp(aim, bounds=limits, constraints=constraints)
        if result.status == 2:
            return None
        if result.status == 0 and np.abs(result.x - np.rint(result.x)).max(initial=0) <= WHOLE:
            return _whole(result.x)
    options = {"node_limit": NODES, "mip_rel_gap": 0.0}
    result = milp(aim, integrality=np.ones(len(aim)), bounds=limits, constraints=constraints, options=options)
    if result.status == 2:
        return None
    if result.status != 0 or result.x is None:
        raise Undecided
    return _whole(result.x)


def _whole(numbers: Floats) -> Integers:
    found: Integers = np.rint(numbers).astype(np.int64)
    return found
