"""Takes the pictures of the handbook anew: the workbook, the preview and a marked copy, of the example data.

Needs LibreOffice, poppler's pdftoppm and Chromium. Run from the project's folder: .venv/bin/python docs/pictures.py
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
    """Run a command; a refused publish is part of what is pictured."""
    subprocess.run(
        [sys.executable, "-m", "pipeline", *words, "--project", str(project)],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[HEADER_ROW]}


def fill_in(workbook: Workbook, rows: int) -> None:
    """Fill in the first rows as staff would, with the figures of the year before."""
    sheet = workbook["Värden"]
    place = columns(sheet)
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + rows):
        before = sheet.cell(row, place["Förra året"]).value
        if isinstance(before, int | float) or before in ("ja", "nej"):
            sheet.cell(row, place["Värde"]).value = before
        else:
            sheet.cell(row, place["Status"]).value = "saknas"
            sheet.cell(row, place["Anmärkning"]).value = "Uppgiften har inte kommit än."


def page(file: Path, number: int, name: str, width: int, height: int, resolution: int = 110) -> None:
    """The upper left part of a page of a workbook, as it is printed, as a picture."""
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
        place = columns(sheet)
        sheet.cell(7, place["Värde"]).value = "tolv"
        sheet.cell(10, place["Värde"]).value = "1.234"
        workbook.save(file)
        pipeline(project, "publish")
        page(project / "inbox" / "rapport" / f"{file.stem}-att-rätta.xlsx", 1, "att-ratta", 1100, 260)


if __name__ == "__main__":
    main()
