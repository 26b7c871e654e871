"""What was repaired in staff's files, or left out of them."""

from __future__ import annotations

SENTENCES = {
    "measure_count": "antal",
    "measure_share": "andelar",
    "measure_rate": "tal per {per} {words}",
    "ground_is_an_answer": "ni har svarat så om källan",
    "ground_is_a_number": "{sheet}rad {row} har ett tal som bara kan läsas på ett sätt",
    "ground_sheet": "blad {sheet}, ",
    "ground_of_text": "Ingen person, enligt svar vid inläsning",
    "ground_of_telling": "Säger inget om en siffra som inte visas, enligt svar vid inläsning",
    "ground_of_answer": "Svar vid inläsning",
    "file_was_in": "Filen lästes med teckenkodningen {encoding}.",
    "text_is_trimmed": "Mellanslag före eller efter texten togs bort.",
    "code_is_mended": "”{was}” lästes som {became}.",
    "zeros_are_put_back": "”{was}” lästes som {became}: inledande nollor hade fallit bort.",
    "year_is_preliminary": "”{was}” lästes som år {became}, preliminärt.",
    "year_is_of_a_date": "”{was}” lästes som år {became}.",
    "year_is_where_it_ends": "”{was}” lästes som år {became}, då perioden slutar.",
    "and_more_of_kind": "{first} och {others} till av samma slag",
    "on_places": "på {count} ställen",
    "rows_in_files": "{rows} i {files} ({places})",
    "faults_are_told": "{count} till av samma slag som på rad {row}. Ofta har de samma orsak.",
    "repairs_are_told": "{count} till lästes på samma sätt som den på rad {row}.",
    "sign_is_zero": "Tecknet lästes som 0, som källan skriver noll.",
    "sign_is_status": "Tecknet lästes som en status, som källan använder det.",
    "word_is_status": "Orden lästes som en status.",
    "footnote_is_left_out": (
        "Tecknet för en fotnot efter talet läses inte. Skriv fotnoten under Anmärkning om den behövs."
    ),
    "rate_is_rounded": (
        "Talet avrundades till {became}. Andelar och tal per invånare om få personer visas utan fler decimaler, så "
        "att antalet bakom dem inte kan räknas ut."
    ),
    "mark_is_decimal": "Tecknet före tre siffror lästes som decimaltecken, eftersom {ground}.",
    "mark_is_thousands": "Tecknet före tre siffror lästes som tusentalsavgränsare, eftersom {ground}.",
    "share_is_per_cent": (
        "Talet, som inte är större än 1, lästes som procent, eftersom ni har svarat så om indikatorn."
    ),
    "share_is_part_of_one": (
        "Talet lästes som en del av 1 och räknades om till procent, som ni har svarat om indikatorn."
    ),
    "formula_is_missing": "Formeln räknar med tomma celler och lästes som att uppgiften saknas, som ni har svarat.",
    "open_row_takes_year": "Raden har inget år och lästes som {became}, som arbetsboken gäller.",
    "key_is_filled_down": "Cellen är tom och lästes som {became}, som står på raden ovanför i samma grupp.",
    "column_is_of_indicator_id": "Kolumnen har ingen rubrik men lästes som Indikator: allt i den är indikatorer.",
    "column_is_of_year": "Kolumnen har ingen rubrik men lästes som År: allt i den är år.",
    "column_is_of_area_code": "Kolumnen har ingen rubrik men lästes som Kommun: allt i den är kommuner eller riket.",
    "column_is_of_sex": "Kolumnen har ingen rubrik men lästes som Kön: allt i den är kön.",
    "column_is_of_age_group": "Kolumnen har ingen rubrik men lästes som Ålder: allt i den är åldersgrupper.",
    "title_gives_indicator_id": "Indikatorn lästes ur texten vid tabellen: ”{text}”.",
    "title_gives_year": "Året lästes ur texten vid tabellen: ”{text}”.",
    "title_gives_area_code": "Området lästes ur texten vid tabellen: ”{text}”.",
    "title_gives_sex": "Könet lästes ur texten vid tabellen: ”{text}”.",
    "title_gives_age_group": "Åldern lästes ur texten vid tabellen: ”{text}”.",
    "title_is_preliminary": "Texten vid tabellen säger att siffrorna är preliminära, så de lästes som preliminära.",
    "sex_is_supposed": "Tabellen säger inget om kön, så siffrorna lästes som totalt.",
    "formula_is_read": "Värdet är uträknat av en formel. Det senast sparade värdet lästes.",
    "sum_is_left_out": "Rad {row} är en summarad och läses inte.",
    "text_is_left_out": "Rad {row} är en text vid sidan av tabellen och läses inte.",
    "sheet_is_left_out": "Bladet ”{sheet}” har ingen tabell med uppgifter och läses inte.",
    "read_me_is_left_out": "Filen är bladet Läs mig ur arbetsboken. Det har inga uppgifter och läses inte.",
    "column_count": "Antal",
    "period_month": "månad {number} {year}",
    "period_quarter": "kvartal {number} {year}",
    "file_name_says_what": "Filens namn säger att siffrorna gäller {indicator} och år {year}.",
    "offences_are_left_out": "{rows} om {offences} hör inte till någon indikator och läses inte.",
    "years_are_left_out": "{rows} om år då indikatorerna inte mäts läses inte.",
    "offence_does_not_apply": "{rows} med ”..” i stället för ett antal ger ingen siffra.",
    "row_is_the_same": "Raden säger detsamma som rad {row} i {file} och läses en gång.",
}
