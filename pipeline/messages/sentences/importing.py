"""What an import says, and the marked copies and the report it leaves."""

from __future__ import annotations

SENTENCES = {
    "unknown_source": "Källan ”{name}” finns inte. Källor: {sources}.",
    "choice_names_municipality": "”{name}” är ingen kommun i areas.csv. Skriv namnet som det står där. Exempel: Heby=1",
    "choice_is_known": "Valet ”{choice}” går inte att förstå. Skriv kommunens namn och 1 eller 2. Exempel: Heby=1",
    "answer_has_a_form": (
        "Svaret ”{answer}” går inte att förstå. Skriv frågans beteckning och svaret. Exempel: a3f9c1=saknas"
    ),
    "answer_is_of_a_question": "Det finns ingen fråga {id} i filerna. Kör kommandot utan svar och se vad som frågas.",
    "answer_is_a_choice": "”{choice}” är inget svar på fråga {id}. Svar som går att ge: {choices}.",
    "answers_are_kept": "Svaren är sparade.",
    "questions_are_answered": (
        "Varje fråga besvaras en gång, och svaret sparas. Flera svar skilj med mellanslag. Den som kör programmet "
        "direkt skriver --answer beteckning=svar i stället för ANSWER."
    ),
    "import_done": "{new} nya, {changed} ändrade och {same} oförändrade uppgifter i {folder}.",
    "import_beside": "{table}: {new} nya, {changed} ändrade och {same} oförändrade rader.",
    "import_dry": "Inget har skrivits. Så här skulle det bli: {new} nya, {changed} ändrade, {same} oförändrade.",
    "import_refused": "Importen stoppades och inget har ändrats.",
    "import_refused_with_report": (
        "Importen stoppades och inget har ändrats. Hela rapporten, och kopior av filerna där felen är markerade, "
        "finns i {folder}."
    ),
    "marked_copy_name": "{stem}-att-rätta.xlsx",
    "marked_copy_is_not_made": (
        "Ingen kopia med markerade celler kunde göras av {file}. Rätta i filen efter rapporten i stället."
    ),
    "marked_summary": "Att rätta",
    "marked_by": "Kontrollen",
    "marked_sheet": "Blad",
    "marked_row": "Rad",
    "marked_column": "Kolumn",
    "marked_message": "Vad som är fel",
    "supplier_page_name": "{stem}-att-ratta.html",
    "supplier_title": "Att rätta i {file}",
    "supplier_about": (
        "Filen gick inte att läsa in som den är. Rätta det som står nedan i er egen fil, spara den och skicka den igen."
    ),
    "supplier_hidden_about": "Siffror visas inte på den här sidan. Där det står {hidden} finns en siffra i filen.",
    "supplier_hidden": "•••",
    "supplier_fault": "Fel",
    "supplier_warning": "Se över",
    "supplier_sheet": "blad {sheet}",
    "supplier_row": "rad {rows}",
    "supplier_column": "kolumn {column}",
    "supplier_number": "Rad",
    "supplier_cells": "Cellerna i filen",
    "supplier_more": "Det finns {count} fel till. Rätta de här först, så syns resten när filen har lästs igen.",
    "report_name": "rapport.txt",
    "report_rows_name": "alla-fel.csv",
    "report_rows_header": "Fil;Blad;Från rad;Till rad;Kolumn;Vad som är fel",
    "read_as": "Så här har {file} lästs:",
    "step_import": "Läser in {count} …",
}
