"""The note and the reminder for whoever takes over."""

from __future__ import annotations

SENTENCES = {
    "handover_title": "# Överlämning {date}",
    "handover_about": (
        "Anteckningen är skriven av programmet med make handover, för den som följer upp {year}. Den gäller {owner}. "
        "Den nämner funktioner, aldrig personer, och inga siffror ur uppgifterna."
    ),
    "handover_unnamed": "en kommun som inte är namngiven än",
    "handover_example": (
        "**Siffrorna är påhittade exempel.** Innan kommunens egna uppgifter läses in ska make start köras."
    ),
    "handover_published": "Publicerat {year}",
    "handover_nothing_published": "Inget är publicerat än.",
    "handover_no_years": "inga",
    "handover_current": "Nu visas {release}: uppföljningsår {years}, {figures}.",
    "handover_not_this_year": "Inget publicerades {year}.",
    "handover_day": "Datum",
    "handover_done": "Vad som gjordes",
    "handover_release": "Publicering",
    "handover_switched": "publicerat",
    "handover_rolled_back": "gått tillbaka till",
    "handover_missing": "Det som saknas för {year}",
    "handover_nothing_missing": "Inget saknas.",
    "handover_why": "- {indicator}: {reason}",
    "handover_not_reported": "inte rapporterad.",
    "handover_status": "{status}. {note}",
    "handover_corrected": "Rättelser {year}",
    "handover_corrections": "{count} som redan var publicerade har rättats. Skälen står i data/revisions.csv.",
    "handover_none": "Inga publicerade uppgifter har rättats.",
    "handover_failed": "Körningar som stoppades av fel {year}",
    "handover_nothing_failed": "Inga.",
    "handover_command": "Kommando",
    "handover_count": "Antal fel",
    "handover_faults": "Slag av fel",
    "handover_due": "Att lämna för {year}, och vem som lämnar",
    "handover_irregular": "Det som inte kommer varje år",
    "handover_irregular_about": "Fylls i när källan har en ny siffra.",
    "handover_nothing_irregular": "Inget mer.",
    "handover_indicator": "Indikator",
    "handover_source": "Källa",
    "handover_often": "Hur ofta och för vilken tid",
    "handover_needs": "Behövs",
    "handover_needs_answer": "svaret ja eller nej",
    "handover_needs_sexes": "{needed}; totalt, för kvinnor och för män",
    "handover_per": " i förhållande till: ",
    "handover_breaks": "Ändrade definitioner och seriebrott från {year}",
    "handover_break": "- {indicator} ({kind}): {text}",
    "handover_no_breaks": (
        "Inga är antecknade. Ändras en lag, en brottskod eller en metod, anteckna det i "
        "data/indicators/series_breaks.csv innan siffrorna för {year} läses in."
    ),
    "handover_steps": "Nästa år, i korthet",
    "handover_step_doctor": "Kör make doctor och rätta det som är fel.",
    "handover_step_workbook": "Kör make new-year YEAR={year}. Arbetsboken läggs i mappen inbox.",
    "handover_step_fill_in": "Låt funktionerna fylla i sina rader. Kör make preview för att se vad som saknas.",
    "handover_step_publish": "Kör make publish.",
    "handover_step_git": "Spara ändringarna i git.",
    "handover_step_handover": "Kör make handover. Mer om varje steg står i docs/handbok.md.",
    "handover_reminder": "Påminnelsen {file} är satt till {date}. Öppna den för att lägga den i funktionens kalender.",
    "handover_event": "Följ upp handlingsplanen för {year}",
    "handover_event_about": "Läs först den senaste anteckningen i mappen {folder}.",
    "handover_is_later": "Påminnelsen ska vara efter i dag, {today}, men är satt till {date}. Ange ett senare datum.",
    "handover_refused": (
        "Överlämningen stoppades av fel i data, så det går inte att säga säkert vad som saknas. Rätta felen och kör "
        "make handover igen."
    ),
    "handover_written": "Skrivet: {note}",
    "handover_reminder_written": "Skrivet: {reminder}",
    "handover_keep": "Spara filerna i git, så att den som tar över hittar dem.",
}
