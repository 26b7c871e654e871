"""Looks up the locked packages among known vulnerabilities, and says so if they could not be looked up.

Exits 0 if none is known, 1 if some are, and 3 if that is not known. pip-audit itself exits 0 also where a package index
answers without its vulnerabilities, and 1 where nothing answers, so a version that is known to be vulnerable is looked
up too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CONTROL = "pyyaml==5.3"
"""Vulnerable to CVE-2020-14343."""

UNKNOWN = "Sårbarheterna gick inte att slå upp, så inget är sagt om paketen. Det behövs en förbindelse till internet."


def look_up(*options: str) -> Mapping[str, Any] | None:
    """What pip-audit reports, or None if it does not."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        program = [str(Path(sys.executable).with_name("pip-audit")), "--disable-pip", "--progress-spinner=off"]
        subprocess.run([*program, "--format=json", f"--output={report}", *options], capture_output=True, check=False)
        if not report.exists() or not report.stat().st_size:
            return None
        found: Mapping[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return found


def judge(control: Mapping[str, Any] | None, report: Mapping[str, Any] | None) -> tuple[int, Sequence[str]]:
    """The exit code, and what to say of the reports on the control and on the locked packages."""
    if control is None or report is None or not any(each.get("vulns") for each in control["dependencies"]):
        return 3, [UNKNOWN]
    lines = [
        f"{each['name']} {each['version']}: {fault['id']}, "
        f"rättat i {', '.join(fault['fix_versions']) or 'ingen version'}"
        for each in report["dependencies"]
        for fault in each.get("vulns", [])
    ]
    skipped = [each["name"] for each in report["dependencies"] if "skip_reason" in each]
    if lines:
        return 1, [*lines, "Det finns kända sårbarheter. Lås om paketen med make lock och kör make test."]
    if skipped:
        return 3, [f"De här paketen gick inte att slå upp: {', '.join(skipped)}."]
    return 0, [f"Inga kända sårbarheter i de {len(report['dependencies'])} låsta paketen."]


def main() -> int:
    """Look up, say what was found, and return the exit code."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as control:
        control.write(f"{CONTROL}\n")
        control.flush()
        known = look_up("--no-deps", "--requirement", control.name)
    code, lines = judge(known, look_up("--require-hashes", "--requirement", "requirements.lock"))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
