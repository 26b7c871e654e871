"""What was repaired in staff's files, or left out of them."""

from __future__ import annotations

SENTENCES = {
    "file_was_in": "Filen lästes med teckenkodningen {encoding}.",
    "text_is_trimmed": "Mellanslag före eller efter texten togs bort.",
    "code_is_mended": "”{was}” lästes som {became}.",
    "zeros_are_put_back": "”{was}” lästes som {became}: inledande nollor hade fallit bort.",
    "year_is_preliminary": "”{was}” lästes som år {became}, preliminärt.",
    "year_is_of_a_date": "”{was}” lästes som år {became}.",
    "year_is_where_it_ends": "”{was}” lästes som år {became}, då perioden slutar.",
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
    "formula_is_read": "Värdet är uträknat av en formel. Det senast sparade värdet lästes.",
    "sum_is_left_out": "Rad {row} är en summarad och läses inte.",
    "text_is_left_out": "Rad {row} är en text vid sidan av tabellen och läses inte.",
    "sheet_is_left_out": "Bladet ”{sheet}” har ingen tabell med uppgifter och läses inte.",
    "row_is_the_same": "Raden säger detsamma som rad {row} i {file} och läses en gång.",
}
