"""The search for known vulnerabilities never takes silence for safety."""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

AUDIT = runpy.run_path(str(Path(__file__).parents[1] / ".ci/audit.py"), run_name="audit")

FAULT = {"id": "CVE-1", "fix_versions": ["6.0"]}
VULNERABLE = {"dependencies": [{"name": "a", "version": "5.3", "vulns": [FAULT]}]}
SAFE = {"dependencies": [{"name": "a", "version": "6.0", "vulns": []}]}
SKIPPED = {"dependencies": [{"name": "a", "skip_reason": "not found"}]}
UNKNOWN = "Sårbarheterna gick inte att slå upp, så inget är sagt om paketen. Det behövs en förbindelse till internet."


@pytest.mark.parametrize(
    ("control", "report", "judged"),
    [
        (VULNERABLE, SAFE, (0, ["Inga kända sårbarheter i de 1 låsta paketen."])),
        (
            VULNERABLE,
            VULNERABLE,
            (
                1,
                [
                    "a 5.3: CVE-1, rättat i 6.0",
                    "Det finns kända sårbarheter. Lås om paketen med make lock och kör make test.",
                ],
            ),
        ),
        (VULNERABLE, SKIPPED, (3, ["De här paketen gick inte att slå upp: a."])),
        (SKIPPED, SAFE, (3, [UNKNOWN])),
        (SAFE, SAFE, (3, [UNKNOWN])),
        (None, SAFE, (3, [UNKNOWN])),
        (VULNERABLE, None, (3, [UNKNOWN])),
    ],
)
def test_what_could_not_be_looked_up_is_not_called_safe(
    control: Mapping[str, Any] | None, report: Mapping[str, Any] | None, judged: tuple[int, list[str]]
) -> None:
    assert AUDIT["judge"](control, report) == judged
