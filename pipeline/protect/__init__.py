"""Disclosure control: nobody is to be recognised in a figure, nor in what can be worked out from figures together.

Import: `protect` hides small counts and what would give them away. Check and publish: `audit` proves, knowing nothing
of how figures were chosen, that no hidden figure can be worked out from this release and those before it. `propose`
says what would mend it, and `disclosure_audit` tells a researcher how much is hidden.
"""

from __future__ import annotations

from pipeline.protect.importing import Protected, protect
from pipeline.protect.policy import SMALL, Policy, Rule, policy_of
from pipeline.protect.propose import propose
from pipeline.protect.reader import View
from pipeline.protect.report import audit, disclosure_audit
from pipeline.protect.views import read_kept, read_observations, read_view, view_of

SERIES = ("indicator_id", "year", "area_code", "age_group")
"""What total, women and men have in common."""

__all__ = [
    "SERIES",
    "SMALL",
    "Policy",
    "Protected",
    "Rule",
    "View",
    "audit",
    "disclosure_audit",
    "policy_of",
    "propose",
    "protect",
    "read_kept",
    "read_observations",
    "read_view",
    "view_of",
]
