"""The few colours of the charts, and what each becomes on a dark background.

They differ in lightness, in hue for every common kind of colour blindness, and in the shape of the point; they have at
least 4.5:1 contrast with their background, which texts need and lines do not (WCAG 2.1, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import MEN, TOTAL, WOMEN

GROUND, INK, MUTED, GRID, SOFT = "#ffffff", "#1d2733", "#4f5b67", "#e3e6e9", "#f1f3f5"
COLOURS: Mapping[str, str] = {TOTAL: INK, WOMEN: "#b0450c", MEN: "#0b6a8f"}
TARGET = "#6b3fa0"

DARK: Mapping[str, str] = {
    GROUND: "#14191e",
    INK: "#e8ecef",
    MUTED: "#b3bec8",
    GRID: "#333d46",
    SOFT: "#222a31",
    COLOURS[WOMEN]: "#f2a071",
    COLOURS[MEN]: "#63b8df",
    TARGET: "#c3a6ee",
}
