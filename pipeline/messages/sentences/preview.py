"""What a publish would change."""

from __future__ import annotations

SENTENCES = {
    "preview_title": "Förhandsvisning {date}: {owner}. Inget har publicerats.",
    "preview_example": "exempeldata (påhittade siffror)",
    "preview_unnamed": "en kommun som ännu inte är angiven",
    "preview_of_data": "Inkorgen är tom, så det är data-mappen som den är nu som förhandsvisas.",
    "preview_first": "Inget är publicerat ännu, så allt är nytt.",
    "preview_compared": "Jämfört med det som är publicerat nu ({release}).",
    "preview_incomparable": (
        "Det som är publicerat nu har en annan form och kan inte jämföras, så allt räknas som nytt."
    ),
    "preview_stopped": "En publicering skulle stoppas av {count} fel. Resten gäller det som gick att läsa.",
    "preview_lacks_releases": "En publicering skulle stanna. {question}",
    "preview_is_rolled_back": (
        "Uppgifterna är desamma som i {release}, som ni har gått tillbaka från. Rätta det som är fel innan ni kör make "
        "publish. Är uppgifterna ändå rätta: kör make publish AGAIN=1"
    ),
    "preview_unchanged": "En publicering skulle inte ändra något.",
    "preview_hides": "{count} döljs för att ingen ska kunna kännas igen.",
    "preview_where": (
        "Hela förhandsvisningen, med varje fel och varje uppgift: {page}\nÖppna den i en webbläsare, eller skicka den "
        "till en kollega. Den innehåller inga dolda värden."
    ),
    "preview_more": "… och {count} till (se förhandsvisningen)",
    "preview_counted": "{title}: {count} (se förhandsvisningen)",
    "preview_indicator": "{indicator_id} {name} ({unit})",
    "preview_preliminary": "{figure} ({status})",
    "preview_of_base": "{figure} ({numerator} av {denominator})",
    "preview_yes": "ja",
    "preview_no": "nej",
    "preview_problems": "Fel som stoppar publiceringen",
    "preview_problems_text": "Rätta felen i filen och kör make preview igen.",
    "preview_problem_line": "{problem}",
    "preview_files": "Läst ur inkorgen",
    "preview_files_text": "Det här lästes ur varje fil.",
    "preview_file_line": "{file}: {read}",
    "preview_rows_left": "{answers}; {unfilled} kvar att fylla i",
    "preview_read": "Läst på ett annat sätt än det stod",
    "preview_read_text": "Kontrollera att det är så det ska läsas.",
    "preview_read_line": "{read}",
    "preview_changed": "Ändrade uppgifter",
    "preview_changed_text": "De är publicerade nu, men får ett annat värde eller en annan status.",
    "preview_changed_line": "{year}, {about}: {old} → {new}",
    "preview_reason_line": "{line}. Skäl: {reason}",
    "preview_no_reason": "inget skäl är angivet",
    "preview_new": "Nya uppgifter",
    "preview_new_text": "De är inte publicerade ännu.",
    "preview_figure_line": "{year}, {about}: {figure}",
    "preview_note_line": "{line} (anmärkning: {note})",
    "preview_gone": "Uppgifter som försvinner",
    "preview_gone_text": "De är publicerade nu, men finns inte längre i data.",
    "preview_noted": "Anmärkningar som ändras",
    "preview_noted_text": "Uppgiften är densamma, men det som står om den ändras.",
    "preview_no_note": "ingen anmärkning",
    "preview_assessments": "Uppföljning i ord",
    "preview_assessments_text": "De här texterna ändras.",
    "preview_assessment_line": "{year}, {priority}: {what}",
    "preview_new_words": "ny text",
    "preview_changed_words": "ändrad text",
    "preview_gone_words": "texten försvinner",
    "preview_begun": "Påbörjade texter",
    "preview_begun_text": "De publiceras när resten är ifyllt. Det hindrar inte att siffrorna publiceras.",
    "preview_begun_line": "{year}, {priority}: {lacking}",
    "preview_jumps": "Siffror att kontrollera",
    "preview_jumps_text": (
        "En siffra står här om den ligger längre från medelvärdet av de tidigare åren (minst tre, efter det senaste "
        "seriebrottet) än tre gånger deras vanliga variation, eller om den är ungefär tio eller hundra gånger större "
        "eller mindre. Ett tal per invånare kan stå här fast allt är rätt, eftersom det inte är känt hur många fall "
        "det bygger på. Att en siffra står här säger inte om något har blivit bättre eller sämre."
    ),
    "preview_jump_line": "{year}, {about}: {figure} mot {earlier}. {question}",
    "preview_earlier": "tidigare i medeltal {mean} ({span} under {years} år)",
    "preview_check": "Kontrollera att siffran stämmer.",
    "preview_is_digit_too_many": (
        "Kontrollera att siffran stämmer: kan en siffra ha skrivits för mycket, eller ett decimaltecken ha fallit bort?"
    ),
    "preview_is_digit_lost": "Kontrollera att siffran stämmer: kan en siffra ha fallit bort?",
    "preview_hidden": "Uppgifter som döljs",
    "preview_hidden_text": (
        "De bygger på få personer, eller skulle avslöja en annan uppgift. Siffrorna står varken här eller på "
        "webbplatsen."
    ),
    "preview_hidden_line": "{year}, {about}: {figure}. {before}",
    "preview_hidden_why": "dold ({why})",
    "preview_was_not_there": "Uppgiften är ny.",
    "preview_was_shown": "Uppgiften är publicerad nu.",
    "preview_still_hidden": "Uppgifter som förblir dolda",
    "preview_still_hidden_text": "De visas inte nu, och kommer inte att visas.",
    "preview_missing": "Saknas ännu",
    "preview_missing_text": (
        "Indikatorer som ska följas upp det senaste året men varken har en uppgift eller en förklaring, och rader "
        "som inte är ifyllda. De står efter vem som ansvarar för dem."
    ),
    "preview_missing_line": "{indicator}",
    "preview_nothing_there": "ingen uppgift har lämnats",
    "preview_rows_wait": "inte ifyllt i {file}, rad {rows}",
    "preview_nobody": "Ansvarig är inte angiven",
    "preview_inputs": "Annat som ändras",
    "preview_inputs_text": "Det här skiljer sig från den senaste publiceringen, utöver uppgifterna.",
    "preview_input_line": "{file}: {what}",
    "preview_program": "programmet",
    "preview_new_version": "ny version",
    "preview_new_file": "ny fil",
    "preview_changed_file": "ändrad fil",
    "preview_gone_file": "borttagen fil",
    "preview_warnings": "Varningar",
    "preview_warnings_text": "De hindrar inte publicering, men bör ses över.",
    "preview_column_year": "År",
    "preview_column_about": "Gäller",
    "preview_column_figure": "Uppgift",
    "preview_column_old": "Var",
    "preview_column_new": "Blir",
    "preview_column_reason": "Skäl",
    "preview_column_note": "Anmärkning",
    "preview_column_before": "Före",
    "preview_column_earlier": "Jämfört med",
    "preview_column_question": "Att göra",
    "preview_column_indicator": "Indikator",
    "preview_column_absence": "Vad som saknas",
    "preview_column_problem": "Vad som är fel",
    "preview_column_file": "Fil",
    "preview_column_read": "Lästes",
    "preview_column_priority": "Inriktning",
    "preview_column_done": "Det här har gjorts",
    "preview_column_progress": "Så går det",
    "preview_column_remaining": "Det här återstår",
    "preview_column_lacking": "Inte ifyllt",
    "preview_column_what": "Ändring",
}
