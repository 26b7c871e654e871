"""Where things stand, and what to do next."""

from __future__ import annotations

SENTENCES = {
    "inbox_is_empty": "Inkorgen (mappen inbox) är tom, så inga nya uppgifter lästes in.",
    "data_reach_to": "Det finns uppgifter till och med uppföljningsår {year}.",
    "next_step_fetch": "Kommunens officiella siffror hämtas med make fetch, när ni vill.",
    "next_step_workbook": "Nästa steg: gör arbetsboken för {year} med make new-year YEAR={year}, fyll i den och spara.",
    "files_are_known": (
        "Allt i filerna var redan inläst, och inget i dem är nytt. Väntade du dig något annat? Kontrollera att det "
        "är årets filer och att de är sparade."
    ),
    "figures_are_hidden": "{count} visas inte, för att ingen ska kunna kännas igen:",
    "file_is_half_filled": "{file}: {answers}. {unfilled} kvar att fylla i.",
    "filled_nothing": "inget är ifyllt",
    "words_are_begun": "De här texterna är påbörjade men inte klara, och väntar på resten:",
    "words_lack": "  {priority}: {lacking}",
    "rows_are_missing_from": "De tomma rader som är kvar väntar på uppgifter från:",
    "missing_from": "  {function}: {rows}",
    "next_step_fill_in": (
        "Fyll i resten i samma fil och kör make publish igen. Det som är ifyllt behöver inte göras om."
    ),
    "next_step_fatal": "Rätta felen och kör kommandot igen.",
    "next_step_warnings": "Varningarna hindrar inte publicering, men bör ses över.",
}
