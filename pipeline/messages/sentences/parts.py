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
        "Dölj någon av dessa, med status dold, skyddar en annan uppgift (suppressed_secondary): {cells}. Vilken som "
        "räcker visar kommandot make protect"
    ),
    "hide_one_of_them": (
        "Dölj någon av dem, med status dold, skyddar en annan uppgift (suppressed_secondary). Vilken som räcker visar "
        "kommandot make protect"
    ),
    "hide_the_one": (
        "Dölj den här, med status dold, skyddar en annan uppgift (suppressed_secondary): {cell}. Allt som ska döljas "
        "visar kommandot make protect"
    ),
    "see_what_to_hide": "Vad som ska döljas, eller få en annan status, visar kommandot make protect",
    "hide_it_too": (
        "Ta bort värdet och sätt status dold, skyddar en annan uppgift (suppressed_secondary). Alla som ska döljas "
        "visar kommandot make protect"
    ),
    "mend_the_word_few": (
        "Ge någon av de dolda uppgifterna status dold, skyddar en annan uppgift (suppressed_secondary) i stället för "
        "dold, få personer (suppressed_primary). Vilken som räcker visar kommandot make protect"
    ),
    "by_earlier_method": "{release} (skyddad med en äldre metod)",
    "both_releases": "{first} och {last} tillsammans",
    "the_rule_itself": "inget annat än regeln själv",
    "area_of": "{name} ({code})",
    "about": "{year}, {area}, {who}",
    "who": "{sex}, {age}",
    "cell_of": "{indicator}: {about}",
    "the_value": "Värdet",
    "in_note": "anmärkningen",
    "in_reason": "skälet till ändringen",
    "in_text": "texten",
    "telling_is_answered": 'svara: {command} ANSWER="{id}=avslöjar-inget"',
    "more_indicators": "{count} till (make preview visar alla)",
    "telling_is_listed": "skriv in det som står där, ordagrant, i data/allowed_texts.csv med ett skäl.",
    "telling_is_explained": "skriv några ord som säger vad talet är.",
    "base_formula": "{factor} × täljaren / nämnaren",
    "cell_of_rest": "det som delarna lämnar kvar av {cell}",
    "cell_of_others": "antalet som inte räknas in i {cell}",
    "cell_of_all": "antalet som är nämnare i {cell}",
    "and_more_figures": "{first}; och {others} till",
    "age_total": "alla åldrar",
    "age_group": "{age} år",
    "age_from": "{age} år eller äldre",
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
    "is_json": "en fil i JSON-format",
    "is_xml": "en fil i XML-format",
    "is_px": "en fil i px-format (PC-Axis)",
    "is_an_svg": "en bild (SVG)",
    "is_a_flat_open_document": "ett dokument i platt XML från LibreOffice (till exempel .fods)",
    "is_an_xml_workbook": "ett XML-kalkylblad från Excel",
    "is_an_archive": "ett zip-arkiv",
    "is_an_empty_archive": "ett tomt zip-arkiv",
    "personal_identity_number": "ett personnummer eller samordningsnummer",
    "personal_phone_number": "ett telefonnummer",
    "personal_email": "en persons e-postadress",
    "personal_person_name": "namnet på en person",
    "personal_first_name": "ett förnamn intill en skola, en enhet eller något annat som visar vem det är",
    "personal_birth_date": "ett födelsedatum",
    "personal_card_number": "numret på ett LMA-kort",
    "personal_vehicle": "ett fordons registreringsnummer",
    "personal_address": "en adress med husnummer",
    "personal_property": "en fastighetsbeteckning",
    "place_cell": "I cellen",
    "place_file_name": "I filens namn",
    "place_properties": (
        "I filens egenskaper (tas bort i Excel med Arkiv, Info, Sök efter problem, Kontrollera dokument, "
        "Dokumentegenskaper och personlig information)"
    ),
    "place_calc_properties": "I filens egenskaper (i LibreOffice: Arkiv, Egenskaper, Beskrivning och Anpassat)",
    "place_changes": "I de spårade ändringarna (i LibreOffice: Redigera, Spåra ändringar, Hantera, Acceptera alla)",
    "place_custom_xml": (
        "I uppgifter som ett annat program har lagt i filen (tas bort i Excel med Arkiv, Info, Sök efter problem, "
        "Kontrollera dokument, Anpassade XML-data)"
    ),
    "place_comment": "I en kommentar eller anteckning (högerklicka på cellen och ta bort den)",
    "place_drawing": "I en textruta, en bild eller ett diagram (markera det och tryck Delete)",
    "place_pivot": "I underlaget till en pivottabell (markera hela pivottabellen och tryck Delete)",
    "place_table": "I en tabells namn eller rubriker (ändra rubriken i cellen, eller namnet under Tabelldesign)",
    "place_sheet_name": "I ett blads namn (dubbelklicka på bladfliken och skriv ett nytt)",
    "place_header": "I ett sidhuvud eller en sidfot (Infoga, Sidhuvud och sidfot)",
    "place_link": "I en länk (högerklicka på cellen och ta bort länken)",
    "place_validation": "I en hjälptext eller en lista till en cell (Data, Dataverifiering, Radera alla)",
    "place_name": "I ett namn på ett område (Formler, Namnhanteraren)",
    "place_rule": "I en regel för villkorsstyrd formatering (Start, Villkorsstyrd formatering, Hantera regler)",
    "place_format": "I ett eget talformat eller en formatmall (Formatera celler, Tal, Anpassat, Ta bort)",
    "place_once": "I en text som inte längre står i någon cell (öppna filen i Excel och spara den, så försvinner den)",
    "place_part": "I arbetsboken, utanför cellerna (kopiera cellerna till en ny arbetsbok och lämna in den)",
}
