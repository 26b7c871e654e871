"""Retakes the handbook's pictures of the workbook, the preview and a marked copy, with the example data.

Needs LibreOffice, poppler's pdftoppm and Chromium. Run from the project folder: .venv/bin/python docs/pictures.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

PROJECT = Path(__file__).parents[1]
PICTURES = PROJECT / "docs" / "bilder"
YEAR = 2026
HEADER_ROW = 4


def run(*words: str | Path) -> None:
    subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def pipeline(project: Path, *words: str) -> None:
    """Run a command of the pipeline, whatever its exit code: a refused publish is one of the pictures."""
    subprocess.run(
        [sys.executable, "-m", "pipeline", *words, "--project", str(project)],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[HEADER_ROW]}


def fill_in(workbook: Workbook, rows: int) -> None:
    """Fill in the first rows as staff would, with the previous year's figures."""
    sheet = workbook["Värden"]
    column = columns(sheet)
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + rows):
        previous = sheet.cell(row, column["Förra året"]).value
        if isinstance(previous, int | float) or previous in ("ja", "nej"):
            sheet.cell(row, column["Värde"]).value = previous
        else:
            sheet.cell(row, column["Status"]).value = "saknas"
            sheet.cell(row, column["Anmärkning"]).value = "Uppgiften har inte kommit än."


def page(file: Path, number: int, name: str, width: int, height: int, resolution: int = 110) -> None:
    """Take a picture of the upper left part of a workbook's page, as printed."""
    folder = PICTURES / "print"
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, file)
    run(
        *("pdftoppm", "-png", "-singlefile", "-r", str(resolution), "-f", str(number), "-l", str(number)),
        *("-x", str(resolution // 2), "-y", str(round(0.75 * resolution)), "-W", str(width), "-H", str(height)),
        *(folder / f"{file.stem}.pdf", PICTURES / name),
    )
    shutil.rmtree(folder)


def main() -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for part in ("data", "schemas"):
            shutil.copytree(PROJECT / part, project / part)
        shutil.copy(PROJECT / "metadata.yml", project)
        pipeline(project, "publish")
        pipeline(project, "new-year", str(YEAR))
        file = project / "inbox" / f"uppfoljning-{YEAR}.xlsx"
        workbook = load_workbook(file)
        fill_in(workbook, 24)
        workbook.save(file)
        page(file, 1, "las-mig", 860, 640)
        page(file, 2, "varden", 1270, 640, resolution=185)
        pipeline(project, "preview")
        run(
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *("--window-size=1000,1250", f"--screenshot={PICTURES / 'forhandsvisning.png'}"),
            (project / "inbox" / "forhandsvisning.html").as_uri(),
        )
        sheet = workbook["Värden"]
        column = columns(sheet)
        sheet.cell(7, column["Värde"]).value = "tolv"
        sheet.cell(10, column["Värde"]).value = "1.234"
        workbook.save(file)
        pipeline(project, "publish")
        page(project / "inbox" / "rapport" / f"{file.stem}-att-rätta.xlsx", 1, "att-ratta", 1100, 260)


if __name__ == "__main__":
    main()
