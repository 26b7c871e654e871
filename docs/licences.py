"""The licences that the locked packages state themselves: `make licences` writes them to docs/licenser.md."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from pipeline.staff.doctor import locked_packages

REPOSITORY = Path(__file__).parents[1]
LIST = REPOSITORY / "docs/licenser.md"

HEAD = """# Licenser

Programmet har licensen MIT ([LICENSE](../LICENSE)). Uppgifterna som publiceras är CC0 1.0; källornas egna villkor
gäller för deras uppgifter (tabellen `sources`).

Paketen som programmet använder, med den licens som varje paket självt anger. Listan görs med `make licences`.

| paket | licens |
|---|---|
"""


def licence(package: str) -> str:
    """The licence that an installed package states: its expression, or else its classifiers, or else its own words."""
    stated = metadata.metadata(package)
    if "License-Expression" in stated:
        return str(stated["License-Expression"])
    classifiers = stated.get_all("Classifier") or []
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: ")]
    words = str(stated.get("License") or "").strip().splitlines()
    return ", ".join(name for name in named if name != "OSI Approved") or (words[0] if words else "")


def listed() -> str:
    """The text of docs/licenser.md: the packages that apply to this Python and this system."""
    locked = locked_packages((REPOSITORY / "requirements.lock").read_text(encoding="utf-8"))
    names = sorted({re.sub(r"[-_.]+", "-", each.name).lower() for each in locked})
    return HEAD + "".join(f"| {name} | {licence(name)} |\n" for name in names)


if __name__ == "__main__":
    LIST.write_text(listed(), encoding="utf-8")
