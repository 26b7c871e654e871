"""What an import says, and the marked copies and the report it leaves."""

from __future__ import annotations

SENTENCES = {
    "unknown_source": "Källan ”{name}” finns inte. Källor: {sources}.",
    "choice_names_municipality": "”{name}” är ingen kommun i areas.csv. Skriv namnet som det står där. Exempel: Heby=1",
    "choice_is_known": "Valet ”{choice}” går inte att förstå. Skriv kommunens namn och 1 eller 2. Exempel: Heby=1",
    "import_done": "{new} nya, {changed} ändrade och {same} oförändrade uppgifter i {folder}.",
    "import_dry": "Inget har skrivits. Så här skulle det bli: {new} nya, {changed} ändrade, {same} oförändrade.",
    "import_refused": "Importen stoppades och inget har ändrats.",
    "import_refused_with_report": (
        "Importen stoppades och inget har ändrats. Hela rapporten, och kopior av filerna där felen är markerade, "
        "finns i {folder}."
    ),
    "marked_copy_name": "{stem}-att-rätta.xlsx",
    "marked_summary": "Att rätta",
    "marked_by": "Kontrollen",
    "marked_sheet": "Blad",
    "marked_row": "Rad",
    "marked_column": "Kolumn",
    "marked_message": "Vad som är fel",
    "report_name": "rapport.txt",
    "read_as": "Så här har {file} lästs:",
    "step_import": "Läser in {count} …",
}
