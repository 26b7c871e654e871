"""The policy of disclosure control, read from the table `disclosure_rules`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipeline.model import SOUND

TABLE = "disclosure_rules"

METHOD = 3
"""The version of the method by which it is chosen what to hide, and judged whether that holds.

Releases from before methods had versions were made by the first.
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """What applies to the indicators of one disclosure class; None where the class has no such rule.

    smallest_hidden, largest_hidden: the range of counts that are hidden because they reveal a few people.
    zero_shown_from_base: how many people a group must hold for a zero to be shown.
    smallest_share_base: how many people a share must be a share of.
    rate_decimals: how many decimals a rate or a share may have.
    interval_width: how many whole numbers must be possible for a hidden count.
    """

    smallest_hidden: int | None = None
    largest_hidden: int | None = None
    zero_shown_from_base: int | None = None
    smallest_share_base: int | None = None
    rate_decimals: int | None = None
    interval_width: int | None = None

    @property
    def guards_counts(self) -> bool:
        """Whether counts of the class are hidden at all."""
        return self.smallest_hidden is not None and self.largest_hidden is not None

    @property
    def width(self) -> int:
        """How many whole numbers must be possible for a hidden count; 1 if the class hides nothing."""
        return self.interval_width or 1

    def hidden_range(self, base: float | None) -> tuple[int, int] | None:
        """The smallest and largest count that is hidden in a group of `base` people (None if unknown)."""
        if self.smallest_hidden is None or self.largest_hidden is None:
            return None
        few = self.zero_shown_from_base is not None and base is not None and base < self.zero_shown_from_base
        return (0 if few else self.smallest_hidden), self.largest_hidden

    def hides(self, count: float, base: float | None) -> bool:
        """Whether a count in a group of `base` people is hidden because it is small."""
        hidden = self.hidden_range(base)
        return hidden is not None and hidden[0] <= count <= hidden[1]


@dataclass(frozen=True, slots=True)
class Policy:
    """A version of the policy: a rule for each disclosure class."""

    version: int
    rules: Mapping[str, Rule]

    def __getitem__(self, disclosure_class: str) -> Rule:
        return self.rules.get(disclosure_class, Rule())


PERSONS = Rule(1, 4, 20, 30, 0, 3)

DEFAULT = Policy(1, {"A": Rule(), "B": PERSONS, "C": PERSONS, "D": Rule()})
"""What applies if the table cannot be read: a missing file must not leave anybody unprotected."""


def policy_of(tables: Mapping[str, pl.DataFrame]) -> Policy:
    """The newest version of the policy among the checked tables."""
    table = tables.get(TABLE)
    sound = table.filter(SOUND) if table is not None and SOUND in table.columns else table
    if sound is None or sound.is_empty():
        return DEFAULT
    version = max(sound["policy_version"])
    columns = list(Rule.__dataclass_fields__)
    rows = sound.filter(pl.col("policy_version") == version).select("disclosure_class", *columns).rows()
    return Policy(version, {name: Rule(*numbers) for name, *numbers in rows})
