"""The corpus of layouts: tables that staff get from others, each with the figures that it must give.

The figures are written down by hand, and never computed by the code that is tried. All is for Bodens kommun, 2582.
"""

from __future__ import annotations

from tests.intake import layouts_of_authorities, layouts_of_units
from tests.intake.written import Table

TABLES: tuple[Table, ...] = tuple(
    table for family in (*layouts_of_authorities.FAMILIES, *layouts_of_units.FAMILIES) for table in family()
)
