"""Phrases that are put into the sentences of rules."""

from __future__ import annotations

SENTENCES = {
    "columns_missing": "Kolumner som saknas: {columns}.",
    "columns_extra": "Kolumner som inte ska finnas: {columns}.",
    "columns_repeated": "Kolumner som står mer än en gång: {columns}.",
    "no_label": "en kolumn utan rubrik",
    "years_from": "från och med {first}",
    "years_to": "till och med {last}",
    "years_between": "åren {first}–{last}",
    "and_others": "{first} och {others} till",
    "hide_one_of": (
        "Dölj någon av dessa, med status suppressed_secondary (skyddar en annan uppgift): {cells}. Vilken som räcker "
        "visar kommandot pipeline protect --propose."
    ),
    "hide_one_of_them": (
        "Dölj någon av dem, med status suppressed_secondary (skyddar en annan uppgift). Vilken som räcker visar "
        "kommandot pipeline protect --propose."
    ),
    "mend_the_word_few": (
        "Ge någon av de dolda uppgifterna status suppressed_secondary (skyddar en annan uppgift) i stället för "
        "suppressed_primary. Vilken som räcker visar kommandot pipeline protect --propose."
    ),
    "nothing_to_hide": "Ingen av de siffrorna är kommunens egen att dölja. Fråga den som ansvarar för statistiken.",
    "the_rule_itself": "inget annat än regeln själv",
    "cell_of": "{indicator} {year}, område {area}, {sex}, {age}",
    "cell_of_rest": "det som delarna lämnar kvar av {indicator} {year}, område {area}, {sex}, {age}",
    "and_more_figures": "{first}; och {others} till",
    "age_total": "alla åldrar",
    "age_group": "{age} år",
    "not_there": "den finns inte",
    "not_openable": "den går inte att öppna",
    "is_a_folder": "det är en mapp",
    "not_allowed": "behörighet saknas",
    "of_year": " för år {year}",
    "is_empty": "den är tom",
    "is_a_pdf": "en PDF",
    "is_a_text_document": "ett textdokument",
    "is_a_presentation": "en presentation",
    "is_an_open_document": "ett dokument från LibreOffice eller OpenOffice",
    "is_a_binary_workbook": "en binär arbetsbok (.xlsb)",
    "is_a_web_page": "en webbsida",
    "is_an_archive": "ett zip-arkiv",
    "is_an_empty_archive": "ett tomt zip-arkiv",
    "personal_identity_number": "ett personnummer eller samordningsnummer",
    "personal_phone_number": "ett telefonnummer",
    "personal_email": "en persons e-postadress",
    "personal_person_name": "namnet på en person",
    "place_cell": "I cellen",
    "place_file_name": "I filens namn",
    "place_properties": "I filens egenskaper (Arkiv, Info)",
    "place_comment": "I en kommentar",
    "place_drawing": "I en textruta, en bild eller ett diagram",
    "place_pivot": "I underlaget till en pivottabell",
    "place_table": "I en tabells rubriker",
    "place_part": "I arbetsboken, utanför cellerna (ett bladnamn, ett sidhuvud, en länk eller en hjälptext)",
}
