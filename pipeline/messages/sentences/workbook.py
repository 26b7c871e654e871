"""The yearly workbook, and the command that makes it."""

from __future__ import annotations

SENTENCES = {
    "yes": "ja",
    "no": "nej",
    "workbook_name": "uppfoljning-{year}.xlsx",
    "workbook_title": "Uppföljning {year}",
    "workbook_of_examples": "Exempelkommunen (påhittade siffror)",
    "workbook_error": "Värdet ser inte ut som väntat. Kontrollera siffran och enheten. Vill du behålla det ändå?",
    "workbook_choose": "Välj ett av alternativen i listan.",
    "workbook_status_prompt": (
        "Lämna tomt när du skriver ett värde; då räknas det som publicerat. Finns inget värde: välj varför. Vad "
        "orden betyder står på bladet Läs mig."
    ),
    "workbook_bases": "Täljare och nämnare",
    "workbook_bases_prompt": (
        "Täljaren är antalet som räknas, nämnaren alla som andelen eller talet är räknat på: 12 av 48. Ett tal eller "
        "en andel om personer visas bara om båda är ifyllda. Små antal döljs."
    ),
    "heading_last_year": "Förra året",
    "sheet_read_me": "Läs mig",
    "sheet_reasons": "Skäl",
    "sheet_figures_about": (
        "Fyll i de gula cellerna. Övriga celler är låsta. Längst ner finns tomma rader för uppgifter som inte är "
        "planerade i år."
    ),
    "sheet_assessments_title": "Uppföljning i ord {year}",
    "sheet_assessments_about": (
        "Fyll i de gula cellerna för varje inriktning. Texterna publiceras. Skriv inget som en person kan kännas "
        "igen på."
    ),
    "sheet_reasons_title": "Skäl till att redan publicerade uppgifter ändras",
    "sheet_reasons_about": (
        "Behövs bara när en siffra som redan är publicerad ska ändras. Ange indikatorn och skälet; lämna år, kön och "
        "ålder tomma om skälet gäller alla. Skälet publiceras."
    ),
    "example_notice_workbook": "Obs! Siffrorna i den här arbetsboken är påhittade exempel.",
    "read_me_owner": "Gäller: {owner}",
    "read_me_steps": "Så här gör du",
    "read_me_step_1": "1. Gå till bladet Värden. Varje rad är en uppgift som ska lämnas för {year}.",
    "read_me_step_2": (
        "2. Skriv siffran i den gula kolumnen Värde, i den enhet som står på raden. Andelar skrivs i procent: 34 "
        "eller 34 %. Skriv också täljaren och nämnaren för tal och andelar: utan dem visas inga tal och andelar om "
        "personer. Vad som räknas visas när du markerar cellen."
    ),
    "read_me_step_3": (
        "3. Finns ingen siffra: lämna Värde tomt, välj varför i kolumnen Status och skriv gärna en förklaring i "
        "Anmärkning. Skriv 0 bara när det verkligen är noll."
    ),
    "read_me_step_4": "4. Gå till bladet Uppföljning i ord och skriv om varje inriktning.",
    "read_me_step_5": (
        "5. Ska en siffra från tidigare år rättas? Skriv den på en tom rad längst ner på bladet Värden, och skälet "
        "på bladet Skäl."
    ),
    "read_me_step_6": "6. Spara filen i mappen inbox, under samma namn, och stäng den.",
    "read_me_step_7": (
        "7. Kör make preview och läs vad som skulle ändras. Kör sedan make publish. Det går bra att fylla i en del, "
        "publicera, och fylla i resten senare."
    ),
    "read_me_suppliers": "Vem lämnar vad",
    "read_me_supplies": "{rows}: {indicators}",
    "read_me_statuses": "Vad statusen betyder",
    "status_final": "Siffran är slutlig och visas. Det är vad som gäller när statusen är tom och ett värde finns.",
    "status_preliminary": "Siffran visas, men källan kan ändra den.",
    "status_suppressed_primary": (
        "Siffran visas inte, eftersom den bygger på så få personer att någon kan kännas igen. Skriv den rätta "
        "siffran i Värde; programmet döljer den själv. Välj statusen bara när du inte har siffran."
    ),
    "status_suppressed_secondary": (
        "Siffran visas inte, eftersom en annan dold uppgift annars kan räknas ut. Väljs av programmet."
    ),
    "status_missing": "Siffran borde finnas, men har inte kommit. Skriv varför i Anmärkning.",
    "status_not_applicable": "Frågan är inte aktuell för kommunen det här året.",
    "status_not_collected": "Ingen samlar in uppgiften.",
    "read_me_safety": "Att tänka på",
    "read_me_people": (
        "Skriv aldrig namn, personnummer, telefonnummer eller något annat som visar vem en person är, varken i "
        "celler eller kommentarer. Filer med sådant läses inte in."
    ),
    "read_me_small": (
        "Skriv de riktiga siffrorna, också de små. Antal på 1–4 personer ur kommunens egna register döljs innan "
        "något sparas, och filen lämnar aldrig mappen inbox."
    ),
    "year_is_closed": "{year} är avslutat. {missing} saknar uppgift och redovisas så.",
    "year_is_closed_next": "Startsidan visar det året när ni har kört make publish.",
    "close_year_has_figures": (
        'Ange ett år som det finns uppgifter för: {years}. Exempel: make close-year YEAR=2025 REASON="Enkäten gjordes '
        'inte."'
    ),
    "close_year_has_no_years": "Det finns inga uppgifter ännu, så det finns inget år att avsluta.",
    "close_year_is_closed": "{year} är redan avslutat. Skälet står i data/closed_years.csv.",
    "close_year_is_complete": "{year} är fullständigt: allt som ska finnas är rapporterat. Det behöver inte avslutas.",
    "close_year_needs_reason": (
        'Ange varför året avslutas. Skälet visas på webbplatsen. Exempel: make close-year YEAR={year} REASON="Enkäten '
        'gjordes inte."'
    ),
    "close_year_refused": (
        "Inget har ändrats, eftersom filerna ovan inte kan läsas. Rätta felen och kör kommandot igen."
    ),
    "close_year_reason_refused": "Inget har ändrats. Skriv skälet på ett annat sätt och kör kommandot igen.",
    "new_year_written": "Arbetsboken är klar: {path}",
    "new_year_due": "{rows} ska fyllas i. Öppna filen i Excel eller LibreOffice, läs bladet Läs mig och börja där.",
    "new_year_next": "Spara den i samma mapp. Se sedan vad som skulle publiceras med: make preview",
    "new_year_is_near": (
        "{year} ligger för långt fram. Ange ett uppföljningsår, senast {latest}. Exempel: make new-year YEAR={latest}"
    ),
    "new_year_has_no_area": "Det är inte angivet vilken kommun det gäller. Kör först: make start",
    "new_year_has_no_indicators": (
        "Ingen indikator ska följas upp {year}. Kontrollera året, eller indikatorernas giltighet i "
        "indicators/indicators.csv."
    ),
    "new_year_refused": (
        "Ingen arbetsbok har gjorts, eftersom filerna ovan har fel. Rätta felen och kör kommandot igen."
    ),
    "new_year_is_filled_in": (
        "{path} finns redan och någon har fyllt i den. Den har inte rörts. Fortsätt i den, eller flytta den till ett "
        "annat ställe och kör kommandot igen om ni vill börja om."
    ),
    "new_year_is_of_examples": (
        "{path} är gjord av exempeldata och någon har fyllt i den. Den har inte rörts. Flytta den till ett annat "
        "ställe och kör make new-year YEAR={year} igen."
    ),
    "new_year_is_unreadable": (
        "{path} finns redan och går inte att läsa, eller är öppen i ett annat program. Den har inte rörts. Stäng "
        "den, eller flytta den, och kör kommandot igen."
    ),
    "new_year_needs_year": "Ange vilket år. Exempel: make new-year YEAR={year}",
}
