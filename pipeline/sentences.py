"""Every sentence that staff read from the program, in Swedish, by name."""

from __future__ import annotations

SENTENCES = {
    # The shape of a file
    "file_exists": "Filen saknas. Den ska innehålla tabellen {table}, om så bara med rubrikraden: {header}",
    "file_is_known": (
        "Filen hör inte till datamängden. I data-mappen får bara de CSV-filer ligga som beskrivs i schemas/. "
        "Flytta filen, eller rätta dess namn. Exempel: observations/2025.csv"
    ),
    "file_is_utf8": (
        "Filen är inte sparad i teckenkodningen UTF-8 (byten {byte} på raden går inte att läsa). "
        "Spara om filen som ”CSV UTF-8”."
    ),
    "file_is_text": "Filen innehåller ett nolltecken och är inte en CSV-fil. Spara om den som ”CSV UTF-8”.",
    "header_is_right": "Rubrikraden stämmer inte. {faults} Rätt rubrikrad: {example}",
    "file_has_commas": (
        "Filen är avdelad med semikolon, som Excel på svenska gör, men ska vara avdelad med kommatecken. "
        "Spara om den med kommatecken. Rätt rubrikrad: {example}"
    ),
    "columns_missing": "Kolumner som saknas: {columns}.",
    "columns_extra": "Kolumner som inte ska finnas: {columns}.",
    "columns_repeated": "Kolumner som står mer än en gång: {columns}.",
    "no_label": "en kolumn utan rubrik",
    "row_is_filled": "Raden är tom och hoppas över. Ta gärna bort den.",
    "row_has_every_cell": (
        "Raden har {found} celler men ska ha {wanted}. Kontrollera om ett kommatecken saknas eller är ett för mycket; "
        "en text som innehåller kommatecken ska stå inom citattecken. Kolumnerna är: {example}"
    ),
    "quotes_are_closed": (
        "Ett citattecken på raden är fel: antingen saknas det avslutande tecknet eller så står det mitt i "
        'en cell. Ett citattecken inne i en text skrivs dubbelt. Exempel: "Text med ""citat"" i"'
    ),
    # A cell against its schema
    "cell_type_integer": (
        "”{text}” är inte ett heltal. Skriv ”{title}” med siffror, utan mellanrum. Exempel: {example}"
    ),
    "cell_type_number": (
        "”{text}” är inte ett tal. Skriv ”{title}” med siffror och decimalpunkt, utan mellanrum och enhet. "
        "Exempel: {example}"
    ),
    "cell_type_boolean": (
        "”{text}” är varken true eller false. ”{title}” anges med ett av de orden. Exempel: {example}"
    ),
    "cell_type_date": (
        "”{text}” är inte ett datum som finns. ”{title}” skrivs år-månad-dag, ÅÅÅÅ-MM-DD. Exempel: {example}"
    ),
    "cell_is_right": (
        "”{text}” följer inte regeln {kind} för ”{title}”, som står i schemas/. Rätta värdet. Exempel: {example}"
    ),
    "cell_required": "Cellen är tom, men ”{title}” måste alltid fyllas i. Exempel: {example}",
    "cell_enum": "”{text}” är inte ett tillåtet värde för ”{title}”. Tillåtna värden: {allowed}. Exempel: {example}",
    "cell_pattern": (
        "”{text}” har inte den form som ”{title}” ska ha. Kontrollera stavning, versaler och mellanslag. "
        "Exempel: {example}"
    ),
    "cell_minimum": "”{text}” är för litet. ”{title}” får som lägst vara {allowed}. Exempel: {example}",
    "cell_maximum": "”{text}” är för stort. ”{title}” får som högst vara {allowed}. Exempel: {example}",
    # Between rows
    "key_is_unique": (
        "Raden upprepar en nyckel: {key} ({titles}) står redan i {file}, rad {row}. "
        "Varje nyckel får stå en gång. Ta bort den ena raden, eller rätta nyckeln."
    ),
    "cell_type_string": "”{text}” är inte en text som kan stå i ”{title}”. Exempel: {example}",
    "cell_minLength": "”{text}” är för kort. ”{title}” ska ha minst {allowed} tecken. Exempel: {example}",
    "cell_maxLength": "”{text}” är för långt. ”{title}” får ha högst {allowed} tecken. Exempel: {example}",
    "cell_trimmed": (
        "”{text}” börjar eller slutar med mellanslag, eller är bara mellanslag. Ta bort mellanslagen. "
        "Exempel: {example}"
    ),
    "reference_exists": (
        "”{value}” finns inte i tabellen {table} ({file}). Rätta värdet, eller lägg först till det där. "
        "Exempel på ett värde som finns: {example}"
    ),
    # What a figure must hold to
    "published_value_is_present": (
        "Status är {cell}, men värdet är tomt. Fyll i värdet, eller ange varför det saknas som status: "
        "missing (saknas), not_collected (ej insamlad), not_applicable (ej tillämplig). Exempel på värde: {example}"
    ),
    "unpublished_value_is_empty": (
        "Raden har ett värde, fast dess status är {status}. En sådan rad ska ha en tom cell. Ta bort värdet, eller "
        "ändra status till final (publicerad) eller preliminary (preliminär)."
    ),
    "count_is_whole_number": (
        "{cell} har decimaler, men {indicator_id} räknas i hela tal. Skriv ett heltal. Exempel: {example}"
    ),
    "share_is_within_100": (
        "{cell} är mer än 100, men {indicator_id} är en andel i procent, från 0 till 100. Exempel: 34.5"
    ),
    "answer_is_yes_or_no": "{cell} är varken 1 (ja) eller 0 (nej), som {indicator_id} ska besvaras med. Exempel: 1",
    "small_count_is_hidden": (
        "Antalet är mellan {low} och {high} personer eller ärenden och får inte publiceras, eftersom någon kan kännas "
        "igen. Töm värdet och sätt status suppressed_primary (dold, få personer)."
    ),
    "total_is_sum_of_sexes": (
        "Totalen {total} är inte summan av kvinnor {women} (rad {women_row}) och män {men} (rad {men_row}), "
        "som är {sum}. Rätta det värde som är fel."
    ),
    "total_is_sum_of_hidden_sexes": (
        "Totalen är inte summan av kvinnor (rad {women_row}) och män (rad {men_row}). Rätta det värde som är fel."
    ),
    "year_is_that_of_the_file": (
        "Året {year} hör inte hemma i filen {file}, som bara innehåller sitt eget år. "
        "Rätta året, eller flytta raden till rätt fil."
    ),
    "year_is_within_validity": (
        "{indicator} gäller {span}, men raden avser {year}. Rätta året, eller indikatorns giltighet i "
        "indicators/indicators.csv. Exempel på giltigt år: {example}"
    ),
    "series_break_is_flagged": (
        "{indicator_id} har ett seriebrott {year}, men raden saknar markeringen. Skriv true i series_break, "
        "så att ingen jämför med åren före."
    ),
    "years_from": "från och med {first}",
    "series_break_is_registered": (
        "Raden är markerad som seriebrott, men inget brott är antecknat för {indicator_id} {year}. Skriv false, "
        "eller lägg till brottet i indicators/series_breaks.csv."
    ),
    "years_to": "till och med {last}",
    "and_others": "{first} och {others} till",
    "dataset_has_one_row": (
        "Filen ska ha en enda rad, som säger om siffrorna är exempeldata, men har {rows}. Exempel: handlingsplan,true"
    ),
    "hidden_value_cannot_be_worked_out": (
        "En dold uppgift kan räknas ut, eller ringas in till alltför få tal: {cell}. Den avslöjas av {cells}, "
        "tillsammans med regeln för vad som döljs. {mend}"
    ),
    "small_value_cannot_be_worked_out": (
        "En uppgift som inte redovisas kan räknas ut, och den gäller få personer: {cell}. Den avslöjas av {cells}. "
        "{mend}"
    ),
    "hidden_value_was_told_before": (
        "En dold uppgift kan räknas ut av den som har sparat tidigare publiceringar: {cell}. Det går inte att ta "
        "tillbaka. Fråga den som ansvarar för sekretess om någon behöver få veta det."
    ),
    "hidden_value_fits_its_sum": (
        "Uppgifterna går inte ihop: inga antal passar både de siffror som visas och de som är dolda. Rätta den som är "
        "fel: {cells}"
    ),
    "hidden_for_another": "Värdet döljs, eftersom det annars skulle avslöja en annan dold uppgift.",
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
    "rate_cannot_be_counted_back": (
        "Talet har fler decimaler än {decimals}, som reglerna för skydd av personer tillåter: annars kan antalet "
        "räknas ut. Avrunda det."
    ),
    "share_has_enough_people": (
        "Andelen är räknad på färre än {least} personer och får inte publiceras. Töm värdet och sätt status "
        "suppressed_primary (dold, få personer)."
    ),
    "revision_keeps_what_is_hidden": (
        "Rättelsen innehåller ett värde som är dolt före eller efter ändringen. Töm old_value och new_value där; "
        "skälet räcker."
    ),
    "example_data_is_on_example_area": (
        "Datamängden är exempeldata, men {rows} gäller en verklig kommun eller riket (områdeskod {area}). Påhittade "
        "siffror får bara stå på exempelkommunen, och verkliga inte i exempeldata. Ska kommunens egna uppgifter in? "
        "Kör först make start. Exempel på rätt områdeskod: 9999"
    ),
    "years_between": "åren {first}–{last}",
    "example_area_means_example_data": (
        "Datamängden är inte exempeldata, men {rows} gäller exempelkommunen (områdeskod {area}). Ange en verklig "
        "kommuns kod. Exempel: 1440"
    ),
    "due_indicator_is_reported": (
        "{indicator} ({name}) ska följas upp {year}, men har varken en uppgift eller en not om varför den saknas. "
        "Ansvarig: {function}. Lägg till uppgiften. Finns ingen ska det stå en rad med status missing (saknas) och en "
        "förklaring i note."
    ),
    # metadata.yml
    "metadata_is_yaml": (
        "Filen går inte att läsa som YAML. Felet finns på rad {row} eller strax före. Kontrollera indrag, kolon och "
        "citattecken."
    ),
    "metadata_has_text": "”{key}” saknas eller är tom. Fyll i den; besökarna ser texten. Exempel: {example}",
    "metadata_has_parts": (
        "”{key}” ska följas av indragna rader med en uppgift på varje, men är ”{found}”. Exempel: {example}"
    ),
    "example_data_is_unnamed": (
        "Exempeldata får inte publiceras för en namngiven kommun. Siffrorna är påhittade. Töm municipality.name och "
        "municipality.code i metadata.yml, eller byt först ut exemplen mot kommunens egna uppgifter."
    ),
    "metadata_is_text": '”{key}” ska vara en text. Skriv den inom citattecken. Exempel: "{example}"',
    "municipality_has_code": (
        "Kommunen är namngiven ({name}) men saknar kommunkod, som avgör vilka uppgifter som visas. Fyll i "
        'municipality.code. Exempel: "1440"'
    ),
    "municipality_has_its_code": (
        "Kommunkoden ”{code}” hör till {area}, men kommunen heter ”{name}” i metadata.yml. Rätta det ena."
    ),
    "municipality_is_known": (
        'Kommunkoden ”{code}” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"'
    ),
    # Import
    "file_has_a_source": "Filen känns inte igen. Filer som kan läsas: {sources}.",
    "unknown_source": "Källan ”{name}” finns inte. Källor: {sources}.",
    "file_is_readable": "Filen går inte att läsa: {fault}.",
    "bra_row_is_whole": "Raden har inte de sju fälten i Brås export. Exempel: Ale kommun;Våldsbrott ;2013;Jan;12;43;",
    "bra_category_is_known": (
        "Brottskategorin ”{text}” finns inte i Brås export. Kategorier som kan läsas: {allowed}."
    ),
    "not_there": "den finns inte",
    "bra_month_is_known": "”{text}” är inte en månad i Brås export. Månader: {allowed}.",
    "bra_number_is_whole": "”{text}” kan inte stå i kolumnen {column}. Skriv ett heltal. Exempel: {example}",
    "bra_municipality_is_known": "”{text}” är ingen kommun i areas.csv. Exempel: Ale kommun",
    "bra_month_stands_once": "{month} {year} står i två filer: även i {other}. Ta bort den ena.",
    "bra_year_has_every_month": (
        "År {year} saknar {months}. Ett helår kan inte summeras utan alla tolv månader. Lägg till filerna och "
        "importera igen."
    ),
    "not_openable": "den går inte att öppna",
    "is_a_folder": "det är en mapp",
    "bra_municipality_stands_once": (
        "{name} kommun står två gånger i filerna för {year}, med olika siffror. I {file} är {category} "
        "{first_count} på rad {first} men {second_count} på rad {second}. Kommunen har utelämnats. Kontrollera vad som "
        'är rätt och importera igen med till exempel --choose "{name}=1" (1 är den första raden, 2 den andra).'
    ),
    "not_allowed": "behörighet saknas",
    "bra_municipality_has_every_month": (
        "{name} saknar uppgift om {category} för {months} {year} och har utelämnats det året."
    ),
    "file_has_observations": "Filen innehåller inga uppgifter att läsa in{of_year}. Kontrollera att det är rätt fil.",
    "bra_nation_is_whole": "Riket har inte summerats för {year}: {count} av {all} kommuner saknas ({names}).",
    "choice_names_municipality": (
        "”{name}” är ingen kommun i areas.csv. Skriv namnet som det står där. Exempel: Heby=1"
    ),
    "choice_is_known": "Valet ”{choice}” går inte att förstå. Skriv kommunens namn och 1 eller 2. Exempel: Heby=1",
    "published_value_is_kept": (
        "{indicator} {year} för {area} är redan {old} men skulle bli {new}. En publicerad uppgift ändras bara med ett "
        'skäl. Skriv skälet på bladet Skäl i arbetsboken, eller importera filen med --reason "varför uppgiften '
        'ändras".'
    ),
    "of_year": " för år {year}",
    "import_done": "{new} nya, {changed} ändrade och {same} oförändrade uppgifter i {folder}.",
    "import_dry": "Inget har skrivits. Så här skulle det bli: {new} nya, {changed} ändrade, {same} oförändrade.",
    "import_refused": "Importen stoppades och inget har ändrats.",
    "import_refused_with_report": (
        "Importen stoppades och inget har ändrats. Hela rapporten, och kopior av filerna där felen är markerade, "
        "finns i "
        "{folder}."
    ),
    "reason_hidden": "Uppgiften bygger på få personer, eller så kunde en sådan uppgift räknas ut ur den.",
    "step_protect": "Prövar vad som kan räknas ut …",
    "protect_hides": "  {indicator_id} {year}, område {area_code}, kön {sex}, ålder {age_group}: {value_status}",
    "protect_needs_nothing": "Inget mer behöver döljas. Ingen dold uppgift kan räknas ut.",
    "protect_would": (
        "{count} behöver döljas för att ingen dold uppgift ska kunna räknas ut. Inget har ändrats. Dölj dem i data "
        "med: pipeline protect --propose"
    ),
    "protect_done": ("Dolt i {folder}: {count}. Skälen står i revisions.csv, och siffrorna finns inte kvar i data."),
    "protect_refused": "Inget har ändrats, eftersom filerna ovan har fel. Rätta felen och kör kommandot igen.",
    # Opening a file
    "is_empty": "den är tom",
    "is_a_pdf": "en PDF",
    "is_a_text_document": "ett textdokument",
    "is_a_presentation": "en presentation",
    "is_an_open_document": "ett dokument från LibreOffice eller OpenOffice",
    "is_a_binary_workbook": "en binär arbetsbok (.xlsb)",
    "is_a_web_page": "en webbsida",
    "is_an_archive": "ett zip-arkiv",
    "is_an_empty_archive": "ett tomt zip-arkiv",
    "file_is_a_table": (
        "Filen är {kind} och kan inte läsas. Öppna den i det program som den kommer från och spara uppgifterna som "
        "Excel-arbetsbok (.xlsx) eller CSV."
    ),
    "file_is_of_today": (
        "Filen är sparad i ett äldre Excel-format (.xls) som inte kan läsas. Öppna den i Excel och spara den som "
        "Excel-arbetsbok (.xlsx)."
    ),
    "file_has_no_password": (
        "Filen är skyddad med lösenord och kan inte läsas. Öppna den i Excel, ta bort lösenordet (Arkiv, Info, Skydda "
        "arbetsbok, Kryptera med lösenord, töm rutan) och spara."
    ),
    "file_is_in_inbox": (
        "Det här är en genväg till en fil utanför mappen inbox, och den läses inte. Lägg själva filen i mappen."
    ),
    "file_is_small_enough": (
        "Filen är {size} MB, och filer får vara högst {most} MB. Ett års uppgifter är långt mindre. Kontrollera att "
        "det är rätt fil, eller dela den."
    ),
    "file_is_at_rest": (
        "Filen håller på att skrivas eller laddas ner. Vänta tills den är klar och kör kommandot igen."
    ),
    "file_is_closed": (
        "Filen är öppen i ett annat program. Spara, stäng den och kör kommandot igen. Är den redan stängd? Ta bort "
        "filen {lock}, som har blivit kvar."
    ),
    "file_is_whole": (
        "Filen är skadad eller inte hel och kan inte läsas. Öppna den i Excel, spara den på nytt och lägg in den igen. "
        "Går den inte att öppna: hämta den en gång till från den som skickade den."
    ),
    "file_was_in": "Filen lästes med teckenkodningen {encoding}.",
    "letters_are_whole": (
        "Bokstäver på raden har gått sönder innan filen kom hit (till exempel å, ä eller ö som har blivit konstiga "
        "tecken). Hämta filen på nytt, eller rätta bokstäverna och spara som ”CSV UTF-8”."
    ),
    "encoding_is_known": (
        "Det går inte att avgöra vilken teckenkodning filen har, så å, ä och ö kan bli fel. Öppna den i Excel, "
        "kontrollera "
        "bokstäverna och spara den som ”CSV UTF-8” eller .xlsx."
    ),
    "file_has_few_cells": (
        "Filen har fler än {most} ifyllda celler. Ett års uppgifter är långt färre. Kontrollera att det är rätt fil."
    ),
    "workbook_has_no_macros": (
        "Arbetsboken innehåller makron och läses inte, eftersom makron kan göra vad som helst. Spara den som "
        "Excel-arbetsbok utan makron (.xlsx)."
    ),
    "workbook_stands_alone": (
        "Arbetsboken hämtar uppgifter från andra filer eller källor och läses inte, eftersom det inte syns vad som "
        "hämtas. Bryt länkarna (Data, Redigera länkar, Bryt länk; Data, Frågor och anslutningar, Ta bort) så att "
        "värdena står i cellerna, och spara."
    ),
    "workbook_embeds_no_files": (
        "Arbetsboken innehåller andra filer (inbäddade objekt) som inte kan kontrolleras. Ta bort dem och spara."
    ),
    "workbook_is_small_unpacked": (
        "Filen är {size} MB när den packas upp, och får vara högst {most} MB. Oftast är det tomma rader med "
        "formatering: markera dem, ta bort dem och spara."
    ),
    "workbook_is_safe": "Filen innehåller något som kan skada den som öppnar den, och den läses inte.",
    "sheet_is_small": (
        "Ett blad har fler än {rows} rader eller {cells} celler, tomma inräknade. Markera de tomma raderna under "
        "tabellen, högerklicka, välj Ta bort, och spara."
    ),
    "sheet_is_narrow": (
        "Bladet ”{sheet}” har celler mycket långt ut till höger. Ta bort de kolumnerna, de ser oftast tomma ut, "
        "och spara."
    ),
    # The yearly workbook
    "yes": "ja",
    "no": "nej",
    "workbook_name": "uppfoljning-{year}.xlsx",
    "workbook_title": "Uppföljning {year}",
    "workbook_of_examples": "Exempelkommunen (påhittade siffror)",
    "workbook_error": "Värdet ser inte ut som väntat. Kontrollera siffran och enheten. Vill du behålla det ändå?",
    "workbook_choose": "Välj ett av alternativen i listan.",
    "workbook_status_prompt": (
        "Lämna tomt när du skriver ett värde; då räknas det som publicerat. Finns inget värde: välj varför. Vad orden "
        "betyder står på bladet Läs mig."
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
        "Fyll i de gula cellerna för varje inriktning. Texterna publiceras. Skriv inget som en person kan kännas igen "
        "på."
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
        "2. Skriv siffran i den gula kolumnen Värde, i den enhet som står på raden. Andelar skrivs i procent: 34 eller "
        "34 %. Vad som räknas visas när du markerar cellen."
    ),
    "read_me_step_3": (
        "3. Finns ingen siffra: lämna Värde tomt, välj varför i kolumnen Status och skriv gärna en förklaring i "
        "Anmärkning. Skriv 0 bara när det verkligen är noll."
    ),
    "read_me_step_4": "4. Gå till bladet Uppföljning i ord och skriv om varje inriktning.",
    "read_me_step_5": (
        "5. Ska en siffra från tidigare år rättas? Skriv den på en tom rad längst ner på bladet Värden, och skälet på "
        "bladet Skäl."
    ),
    "read_me_step_6": "6. Spara filen i mappen inbox, under samma namn, och stäng den.",
    "read_me_step_7": (
        "7. Kör make preview och läs vad som skulle ändras. Kör sedan make publish. Det går bra att fylla i en del, "
        "publicera, och fylla i resten senare."
    ),
    "read_me_suppliers": "Vem lämnar vad",
    "read_me_supplies": "{rows}: {codes}",
    "read_me_statuses": "Vad statusen betyder",
    "status_final": "Siffran är slutlig och visas. Det är vad som gäller när statusen är tom och ett värde finns.",
    "status_preliminary": "Siffran visas, men källan kan ändra den.",
    "status_suppressed_primary": (
        "Siffran visas inte, eftersom den bygger på så få personer att någon kan kännas igen. Skriv den rätta siffran "
        "i Värde; programmet döljer den själv. Välj statusen bara när du inte har siffran."
    ),
    "status_suppressed_secondary": (
        "Siffran visas inte, eftersom en annan dold uppgift annars kan räknas ut. Väljs av programmet."
    ),
    "status_missing": "Siffran borde finnas, men har inte kommit. Skriv varför i Anmärkning.",
    "status_not_applicable": "Frågan är inte aktuell för kommunen det här året.",
    "status_not_collected": "Ingen samlar in uppgiften.",
    "read_me_safety": "Att tänka på",
    "read_me_people": (
        "Skriv aldrig namn, personnummer, telefonnummer eller något annat som visar vem en person är, varken i celler "
        "eller kommentarer. Filer med sådant läses inte in."
    ),
    "read_me_small": (
        "Skriv de riktiga siffrorna, också de små. Antal på 1–4 personer ur kommunens egna register döljs innan något "
        "sparas, och filen lämnar aldrig mappen inbox."
    ),
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
    "new_year_is_unreadable": (
        "{path} finns redan och går inte att läsa, eller är öppen i ett annat program. Den har inte rörts. Stäng den, "
        "eller flytta den, och kör kommandot igen."
    ),
    "new_year_needs_year": "Ange vilket år. Exempel: make new-year YEAR={year}",
    # Personal data
    "text_holds_no_personal_data": (
        "{where} står något som ser ut som {kind}: {masked}. Personuppgifter får inte lämnas in. Ta bort det. Är "
        "det ingen "
        "personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
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
    # Staff's tables: what is wrong
    "headings_are_there": (
        "Tabellen saknar rubriken {columns}. Rubrikerna ska stå på en och samma rad. Rubriker som kan läsas: {example}"
    ),
    "row_ends_with_its_columns": (
        "Raden har fler celler än tabellen har rubriker. Något i den har troligen delats: ett tal med decimalkomma, "
        "eller en text med tecknet ”{sign}”. Skriv cellen inom citattecken, eller spara filen som Excel-arbetsbok "
        "(.xlsx)."
    ),
    "decimal_is_in_its_cell": (
        "Filen är avdelad med kommatecken, och anmärkningen efter värdet är bara siffror ({digits}). De kan vara "
        "värdets decimaler. Skriv värdet inom citattecken, eller spara filen som Excel-arbetsbok (.xlsx)."
    ),
    "headings_stand_once": "Rubriken {columns} står mer än en gång. Ta bort den kolumn som inte ska läsas.",
    "column_is_known": "Kolumnen ”{heading}” känns inte igen och läses inte. Ta bort den, eller rätta rubriken.",
    "column_is_seen": (
        "Kolumnen ”{heading}” är dold. Visa den (markera kolumnerna på båda sidor, högerklicka, Ta fram) så att ni ser "
        "vad som lämnas in, eller ta bort den."
    ),
    "row_is_seen": (
        "Rad {row} är dold men har uppgifter. Visa raden (ta bort filtret, eller markera raderna runt om, högerklicka, "
        "Ta fram) så att ni ser vad som lämnas in, eller ta bort den."
    ),
    "sheet_is_seen": "Bladet ”{sheet}” är dolt och läses inte. Visa det om uppgifterna ska med, ta annars bort det.",
    "problems_are_told": (
        "{count} fel till av samma slag som det på rad {row}. Rätta det först: felen har ofta samma orsak."
    ),
    "indicator_is_known": (
        "”{text}” är ingen indikator. Skriv beteckningen som den står i arbetsboken. Liknande beteckning: {example}"
    ),
    "reason_is_given": "Raden säger inte varför uppgiften ändras. Skriv skälet. Exempel: Källan har rättat siffran.",
    "note_has_a_status": (
        "Raden har en anmärkning men varken värde eller status. Fyll i värdet, eller välj en status som säger varför "
        "det saknas. Exempel: saknas"
    ),
    "status_agrees_with_value": ("Värdet ”{text}” och statusen ”{status}” säger emot varandra. Rätta det ena."),
    "value_is_not_merged": (
        "Värdet står i en sammanfogad cell som täcker flera rader, så det går inte att se vilken rad det gäller. Dela "
        "cellen och skriv värdet på den rad som det hör till."
    ),
    "value_is_a_number": (
        "”{text}” är inte ett tal. Skriv siffror utan enhet, eller töm cellen och välj en status. Exempel: 1 234,5"
    ),
    "cell_is_not_struck": (
        "”{text}” är överstruket, så det går inte att veta om det gäller. Ta bort det som inte gäller, eller ta bort "
        "överstrykningen."
    ),
    "value_is_not_a_date": (
        "Cellen innehåller ett datum ({text}), troligen för att Excel har gjort om det som skrevs. Ändra cellens "
        "format till Tal och skriv värdet igen. Exempel: 12"
    ),
    "age_is_not_a_date": (
        "Åldern har blivit ett datum ({text}), för att Excel har gjort om det som skrevs. Ändra cellens format till "
        "Text och skriv åldern igen. Exempel: 15–17 år"
    ),
    "number_is_unambiguous": (
        "”{text}” kan betyda två saker: är tecknet före de tre sista siffrorna ett decimaltecken, eller skiljer det "
        "tusental? Skriv tusental med mellanslag och decimaler med komma. Exempel: 1 234 eller 1,2"
    ),
    "share_is_in_per_cent": (
        "”{text}” är mindre än 1, men indikatorn anges i procent. Är det {text} procent, eller är det en del av 1? "
        "Skriv talet med procenttecken. Exempel: 34 %"
    ),
    "percent_is_for_shares": (
        "”{text}” är angivet i procent, men indikatorn är inte en andel. Skriv siffran i indikatorns enhet. Exempel: 12"
    ),
    "cell_has_no_error": (
        "Cellen visar ett felvärde ({text}), så formeln i den har inte kunnat räknas ut. Skriv värdet i stället, eller "
        "töm cellen och välj en status. Exempel: 12"
    ),
    "formula_has_a_value": (
        "Cellen innehåller en formel utan uträknat värde. Öppna filen i Excel, vänta tills värdet syns, och spara. "
        "Eller skriv värdet i stället för formeln. Exempel: 12"
    ),
    "text_is_not_a_formula": (
        "”{text}” börjar med ett tecken som kalkylprogram tolkar som en formel. Börja med en bokstav eller siffra. "
        "Exempel: Uppgiften är rättad."
    ),
    "sign_is_known": (
        "”{text}” betyder olika saker hos olika källor, och vad det betyder här är inte känt. Skriv 0 om det är noll. "
        "Töm annars cellen och välj en status. Exempel: saknas"
    ),
    "year_is_one_year": (
        "”{text}” är inte ett uppföljningsår för den här indikatorn. Skriv ett årtal med fyra siffror. Exempel: 2025"
    ),
    "year_has_begun": "Året {year} har inte börjat. Kontrollera att det är rätt fil, och rätta året.",
    # Staff's tables: what was mended
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
        "Talet avrundades till {became}. Andelar och tal per invånare om få personer visas utan fler decimaler, så att "
        "antalet bakom dem inte kan räknas ut."
    ),
    "formula_is_read": "Värdet är uträknat av en formel. Det senast sparade värdet lästes.",
    "sum_is_left_out": "Rad {row} är en summarad och läses inte.",
    "text_is_left_out": "Rad {row} är en text vid sidan av tabellen och läses inte.",
    "sheet_is_left_out": "Bladet ”{sheet}” har ingen tabell med uppgifter och läses inte.",
    "row_is_the_same": "Raden säger detsamma som rad {row} i {file} och läses en gång.",
    # Where things stand
    "inbox_is_empty": "Inkorgen (mappen inbox) är tom, så inga nya uppgifter lästes in.",
    "data_reach_to": "Det finns uppgifter till och med uppföljningsår {year}.",
    "next_step_workbook": "Nästa steg: gör arbetsboken för {year} med make new-year YEAR={year}, fyll i den och spara.",
    "files_are_known": (
        "Allt i filerna var redan inläst, och inget i dem är nytt. Väntade du dig något annat? Kontrollera att det är "
        "årets filer och att de är sparade."
    ),
    "figures_are_hidden": "{count} visas inte, eftersom de bygger på få personer eller skyddar sådana.",
    "file_is_half_filled": "{file}: {filled} av {all} rader är ifyllda.",
    "rows_are_missing_from": "De tomma rader som är kvar väntar på uppgifter från:",
    "missing_from": "  {function}: {rows}",
    "next_step_fill_in": (
        "Fyll i resten i samma fil och kör make publish igen. Det som är ifyllt behöver inte göras om."
    ),
    # The preview
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
    "preview_unchanged": "En publicering skulle inte ändra något.",
    "preview_hides": "{count} döljs för att ingen ska kunna kännas igen.",
    "preview_where": (
        "Hela förhandsvisningen, med varje fel och varje uppgift: {page}\nÖppna den i en webbläsare, eller skicka "
        "den till en kollega. Den innehåller "
        "inga dolda värden."
    ),
    "preview_more": "… och {count} till (se förhandsvisningen)",
    "preview_counted": "{title}: {count} (se förhandsvisningen)",
    "preview_indicator": "{indicator_id} {name} ({unit})",
    "preview_preliminary": "{figure} ({status})",
    "preview_yes": "ja",
    "preview_no": "nej",
    "preview_problems": "Fel som stoppar publiceringen",
    "preview_problems_text": "Rätta felen i filen och kör make preview igen.",
    "preview_problem_line": "{problem}",
    "preview_files": "Läst ur inkorgen",
    "preview_files_text": "Det här lästes ur varje fil.",
    "preview_file_line": "{file}: {read}",
    "preview_rows_read": "{filled} av {all} rader är ifyllda",
    "preview_nothing_read": "inget är ifyllt",
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
    "preview_was_not_there": "Uppgiften är ny.",
    "preview_was_shown": "Uppgiften är publicerad nu.",
    "preview_still_hidden": "Uppgifter som förblir dolda",
    "preview_still_hidden_text": "De visas inte nu, och kommer inte att visas.",
    "preview_missing": "Saknas ännu",
    "preview_missing_text": (
        "Indikatorer som ska följas upp det senaste året men varken har en uppgift eller en förklaring, och rader som "
        "inte är ifyllda. De står efter vem som ansvarar för dem."
    ),
    "preview_missing_line": "{heading}: {codes}",
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
    "preview_column_what": "Ändring",
    # The marked copy
    "marked_copy_name": "{stem}-att-rätta.xlsx",
    "marked_summary": "Att rätta",
    "marked_by": "Kontrollen",
    "marked_sheet": "Blad",
    "marked_row": "Rad",
    "marked_column": "Kolumn",
    "marked_message": "Vad som är fel",
    "report_name": "rapport.txt",
    "read_as": "Så här har {file} lästs:",
    # Check, build, publish
    "no_problems": "Inga problem. {rows} rader i {tables} tabeller är kontrollerade.",
    "problem_count": "{fatal} fel och {warnings}.",
    "next_step_fatal": "Rätta felen och kör kommandot igen.",
    "next_step_warnings": "Varningarna hindrar inte publicering, men bör ses över.",
    "publish_refused": "Publiceringen stoppades av fel i data. Det som redan är publicerat är orört.",
    "build_refused": "Bygget stoppades av fel i data.",
    "step_read": "Läser {folder} …",
    "step_check": "Kontrollerar …",
    "step_database": "Bygger databasen …",
    "step_charts": "Ritar diagram …",
    "step_downloads": "Skriver filer att ladda ner …",
    "step_verify": "Provar den byggda webbplatsen …",
    "step_preview": "Jämför med det som är publicerat …",
    "step_import": "Läser in {count} …",
    "published": "Publicerat: {release}, uppföljningsår {years}, {rows} uppgifter.",
    "published_changes": "Sedan förra publiceringen: {new} nya, {changed} ändrade och {gone} borttagna uppgifter.",
    "published_incomparable": "Den förra publiceringen har en annan form, så ändringarna kan inte räknas.",
    "published_first": "Det är den första publiceringen.",
    "published_where": "Se resultatet med: make serve",
    "unchanged": "Inget har ändrats sedan {release}. Ingen ny publicering behövs.",
    "verified": "{count} sidor svarade som de ska.",
    "example_notice": "Obs! Siffrorna är exempeldata och sidorna säger det.",
    "built": "Byggd: {release} i {folder}.",
    "rolled_back": "Tillbaka till {release}. Publiceringen {left}, som lämnades, finns kvar i releases/.",
    "release_current": "{release}  publicerad nu",
    "no_releases": "Inga publiceringar finns. Kör: make publish",
    "address_is_taken": (
        "Det går inte att lyssna på {host}:{port}. Visas webbplatsen redan? Välj annars en annan port, till exempel "
        "--port 8002."
    ),
    "serving": "Webbplatsen visas på http://{host}:{port}/ (avsluta med Ctrl+C).",
    # What stops the program
    "project_not_found": "{root} är inte ett projekt: {missing} saknas. Ange rätt mapp med --project.",
    "data_not_found": "{folder} finns inte, eller är ingen mapp.",
    "output_not_empty": "Mappen {folder} finns redan och är inte tom. Ange en ny mapp.",
    "busy": "En annan publicering pågår i samma projekt. Vänta tills den är klar och försök igen.",
    "nothing_before": "Det finns ingen tidigare publicering att gå tillbaka till.",
    "release_not_found": "Ingen publicering finns i {folder}. Kör först: make publish",
    "release_not_whole": "Publiceringen {release} är inte hel: {missing} saknas.",
    "page_fails": (
        "Den byggda webbplatsen svarar fel på {address} ({status}). Kontrollera vad som står i metadata.yml om det som "
        "adressen slutar med. Det som är publicerat är orört."
    ),
    "interrupted": "Avbrutet. Det som är publicerat är orört.",
    # A real start
    "start_ask_name": "Vad heter kommunen? Skriv som i vanlig text, till exempel Ale kommun:",
    "start_ask_code": "Vilken kommunkod har den? Fyra siffror:",
    "start_ask_number": "Vilket organisationsnummer har kommunen? Tryck bara Enter om det inte ska visas:",
    "start_ask_contact_name": (
        "Vilken funktion svarar på frågor? Skriv aldrig en persons namn. Exempel: Kvalitetsenheten:"
    ),
    "start_ask_contact_email": (
        "Vilken e-postadress har funktionen? Ta en brevlåda som flera läser, inte en persons. Exempel: "
        "kvalitet@kommunen.se:"
    ),
    "start_ask_yes": "Skriv ja för att göra det här, något annat för att avbryta:",
    "start_name_is_known": (
        "”{name}” liknar ingen kommun i areas.csv. Skriv namnet som på kommunens egen webbplats. Exempel: Ale kommun"
    ),
    "start_code_is_of_name": (
        "”{code}” är inte kommunkoden för ”{name}”. Rätt kod: {codes}. Är det namnet som är fel? Avbryt med Ctrl+C och "
        "kör make start igen."
    ),
    "start_number_is_right": (
        "Det är inte ett organisationsnummer. Skriv de tio siffrorna, eller lämna tomt. Skriv aldrig ett personnummer. "
        "Exempel: 212000-0001"
    ),
    "start_contact_is_function": "Skriv namnet på en funktion. Exempel: Kvalitetsenheten",
    "start_email_is_right": "”{email}” är inte en e-postadress. Exempel: kvalitet@kommunen.se",
    "start_will": "Det här kommer att göras:",
    "start_clears": (
        "  Exempelsiffrorna tas bort: {observations} uppgifter, {assessments} bedömningar, {revisions} rättelser, "
        "{targets} målvärden och {measures} åtgärder."
    ),
    "start_clears_nothing": "  Inga siffror tas bort. Exemplen är redan borta.",
    "start_names": "  Kommunen skrivs in i metadata.yml: {name}, kommunkod {code}",
    "start_number": "    organisationsnummer: {number}",
    "start_no_number": "visas inte",
    "start_contact": "    kontakt: {name}, {email}",
    "start_marks": "  Datamängden märks som kommunens egen, inte som exempel (dataset.csv).",
    "start_leaves": "  Planen, indikatorerna och källorna rörs inte, och inte heller det som redan är publicerat.",
    "start_mailbox": (
        "Obs! {email} ser ut att höra till en person. Adressen visas på webbplatsen. Välj hellre en funktions brevlåda."
    ),
    "start_declined": "Inget har ändrats.",
    "start_done": "Klart. Exempelsiffrorna är borta och datamängden gäller nu {name}.",
    "start_until_publish": "Webbplatsen visar det som senast publicerades tills ni har kört make publish.",
    "start_refused": "Inget har ändrats, eftersom filerna ovan inte kan läsas. Rätta felen och kör make start igen.",
    "start_has_own_figures": (
        "Datamängden är inte exempeldata och har redan kommunens egna uppgifter. De tas aldrig bort av make start, och "
        "inget har ändrats. Ska kommunens namn eller kontakt ändras? Rätta det i metadata.yml."
    ),
    "start_has_real_areas": (
        "Bland exempelsiffrorna finns {rows} om en verklig kommun, i tabellen {table}. Verkliga uppgifter tas aldrig "
        "bort av make start, och inget har ändrats. Spara raderna på ett annat ställe, ta bort dem ur data-mappen och "
        "kör make start igen."
    ),
    "start_needs_line": (
        "Raden ”{key}” finns inte i metadata.yml, så det går inte att skriva in kommunen där. Inget har ändrats. Lägg "
        'till raden med en tom text och kör make start igen. Exempel: name: ""'
    ),
    # The machine
    "doctor_version": "version {version}.",
    "doctor_python_old": "version {version} är för gammal. Installera Python 3.11 eller senare.",
    "doctor_packages": "Paket",
    "doctor_absent": "saknas",
    "doctor_no_lock": "{file} finns inte, så versionerna kan inte jämföras. Hämta filen ur projektets historik i git.",
    "doctor_packages_unreadable": "{file} kan inte läsas. Hämta filen ur projektets historik i git.",
    "doctor_packages_differ": (
        "inte de som står i {file}: {packages}. Ta bort mappen .venv och kör make check, så installeras rätt versioner."
    ),
    "doctor_packages_agree": "alla {count} har den version som står i {file}.",
    "doctor_sqlite_lacks": (
        "version {version} saknar sökning (FTS5) eller strikta tabeller (STRICT). Installera en Python som har SQLite "
        "3.37 eller senare."
    ),
    "doctor_folders": "Mappar",
    "doctor_folders_closed": "det går inte att skriva i {folders}. Ge ditt konto rätt att skriva där.",
    "doctor_folders_open": "det går att skriva i data, inbox och releases.",
    "doctor_space": "Diskutrymme",
    "doctor_space_little": "bara {gigabytes} GB ledigt. Frigör plats, så att en ny publicering får rum.",
    "doctor_space_enough": "{gigabytes} GB ledigt.",
    "doctor_links": "Länkar",
    "doctor_links_fail": (
        "det går inte att göra länkar i {folder}, och det behövs för att publicera. Flytta projektet till en vanlig "
        "lokal disk."
    ),
    "doctor_links_work": "de fungerar.",
    "doctor_no_git": "finns inte på datorn. Utan git sparas ingen historik. Installera git.",
    "doctor_no_history": "{folder} är inte en mapp som git följer, så ändringar sparas inte i någon historik.",
    "doctor_history_lacks": (
        "{count} med ändringar är inte sparade i historiken. Spara dem med: "
        'git add --all && git commit -m "Årets uppgifter"'
    ),
    "doctor_history_whole": "alla ändringar i data är sparade i historiken.",
    "doctor_lock": "Lås",
    "doctor_lock_free": "ingen publicering pågår.",
    "doctor_release": "Publicering",
    "doctor_release_lost": "releases/current pekar på en publicering som inte finns. Kör make publish.",
    "doctor_release_none": "inget är publicerat än. Kör make publish när uppgifterna är på plats.",
    "doctor_release_broken": (
        "{release} är inte hel. Ta bort mappen releases/{release} och kör make publish, så byggs den om."
    ),
    "doctor_release_whole": "{release} är hel.",
    "doctor_port": "Port",
    "doctor_port_taken": (
        "{port} är upptagen. Det är som det ska om webbplatsen redan visas. Välj annars en annan port: "
        ".venv/bin/pipeline serve --port 8002"
    ),
    "doctor_port_free": "{port} är ledig.",
    "doctor_readable": "filen kan läsas.",
    "doctor_schemas_broken": "filerna i schemas/ kan inte läsas. Hämta dem ur projektets historik i git.",
    "doctor_schemas": "beskrivningarna av {count} tabeller kan läsas.",
    "doctor_clock": "Klocka",
    "doctor_clock_behind": (
        "datorn tror att det är {today}, men uppgifterna är från {newest}. Ställ datorns klocka, eller rätta datumet i "
        "data."
    ),
    "doctor_clock_right": "{today}.",
    "doctor_inbox": "Inkorg",
    "doctor_inbox_empty": "tom.",
    "doctor_inbox_unread": (
        "{count}. De här kan inte läsas: {names}. Ta bort dem, eller se vad som är fel med make preview."
    ),
    "doctor_inbox_faulty": "{count}. Fel i dem eller i data stoppar inläsningen. Se vad som är fel med make preview.",
    "doctor_inbox_read": "{count} att läsa in.",
    "doctor_leftovers": "Rester",
    "doctor_leftovers_lie": (
        "en körning har avbrutits och lämnat {names}. Pågår ingen körning kan de tas bort. Inget publicerat berörs."
    ),
    "doctor_leftovers_none": "inga.",
    "doctor_sound": "Inget hindrar arbetet.",
    "doctor_faulty": "Rätta det som är markerat FEL och kör make doctor igen.",
    # The hand-over
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
        "Inga är antecknade. Ändras en lag, en brottskod eller en metod, anteckna det i data/indicators/"
        "series_breaks.csv innan siffrorna för {year} läses in."
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
    # Click's usage errors
    "usage_option": "Valet {name} finns inte. Se: {command} --help",
    "usage_command": "Kommandot {name} finns inte. Se: pipeline --help",
    "usage_missing": "{name} saknas. Se: {command} --help",
    "usage_value": "Värdet för {name} går inte att använda. Se: {command} --help",
    "usage": "Kommandot går inte att förstå. Se: {command} --help",
    "more_in_log": "Mer om felet står i {log}.",
    "program_fault": (
        "Ett fel har uppstått i programmet. Det som är publicerat är orört. Lämna filen {log} till den som sköter "
        "programmet."
    ),
    # Help
    "heading_usage": "Så här: ",
    "heading_options": "Val",
    "heading_commands": "Kommandon",
    "usage_options": "[VAL]",
    "usage_commands": "KOMMANDO",
    "help_pipeline": "Från kommunens plan och årliga uppgifter till öppna data.",
    "help_check": "Kontrollera data och visa alla problem på en gång.",
    "help_import": "Läs in filer till data-mappen.",
    "help_build": "Bygg en publicering i en egen mapp, utan att publicera den.",
    "help_publish": "Läs in inkorgen, kontrollera, bygg, prova och publicera.",
    "help_new_year": "Gör årets arbetsbok att fylla i, i mappen inbox.",
    "help_protect": "Visa vilka uppgifter som måste döljas för att ingen dold uppgift ska kunna räknas ut.",
    "help_propose": "Dölj dem i data.",
    "help_preview": "Visa vad en publicering skulle ändra, utan att publicera.",
    "help_rollback": "Gå tillbaka till den förra publiceringen.",
    "help_releases": "Visa de publiceringar som finns.",
    "help_serve": "Visa den publicerade webbplatsen.",
    "help_project": "Projektets mapp.",
    "help_data": "Mappen med data (annars projektets egen).",
    "help_format": "Text för människor eller JSON för program.",
    "help_source": "Filernas källa (känns annars igen).",
    "help_year": "Läs bara in det här uppföljningsåret.",
    "help_choose": "Vilken rad som gäller för en kommun som står två gånger, t.ex. Heby=1.",
    "help_reason": "Varför redan publicerade uppgifter ändras.",
    "help_dry_run": "Visa vad som skulle ske, utan att skriva något.",
    "help_output": "En ny eller tom mapp.",
    "help_host": "Adress att lyssna på.",
    "help_port": "Port att lyssna på.",
    "help_start": "Börja på riktigt: ta bort exempelsiffrorna och ange kommunen.",
    "help_doctor": "Kontrollera att datorn och projektet har det som behövs.",
    "help_handover": "Skriv en anteckning och en påminnelse till den som tar över.",
    "help_name": "Kommunens namn.",
    "help_code": "Kommunens kod, fyra siffror.",
    "help_organisation_number": "Kommunens organisationsnummer (tomt om det inte ska visas).",
    "help_contact_name": "Funktionen som svarar på frågor, aldrig en person.",
    "help_contact_email": "Funktionens e-postadress.",
    "help_yes": "Gör det utan att fråga först.",
    "help_remind": "Dag för påminnelsen, ÅÅÅÅ-MM-DD (annars samma datum nästa år).",
    "help_help": "Visa den här hjälpen.",
}


FAULT_KINDS = {
    "filen kan inte läsas eller hör inte hit": (
        "file_exists",
        "file_is_known",
        "file_is_utf8",
        "file_is_text",
        "file_has_a_source",
        "file_is_readable",
        "file_has_observations",
        "file_is_a_table",
        "file_is_of_today",
        "file_has_no_password",
        "file_is_in_inbox",
        "file_is_small_enough",
        "file_is_at_rest",
        "file_is_closed",
        "file_is_whole",
        "letters_are_whole",
        "encoding_is_known",
        "file_has_few_cells",
        "workbook_has_no_macros",
        "workbook_stands_alone",
        "workbook_embeds_no_files",
        "workbook_is_small_unpacked",
        "workbook_is_safe",
        "sheet_is_small",
        "sheet_is_narrow",
        "metadata_is_yaml",
    ),
    "rubriker eller rader har fel form": (
        "header_is_right",
        "file_has_commas",
        "row_has_every_cell",
        "quotes_are_closed",
        "headings_are_there",
        "headings_stand_once",
        "row_ends_with_its_columns",
        "bra_row_is_whole",
    ),
    "dolda rader, kolumner eller blad": ("row_is_seen", "column_is_seen", "sheet_is_seen"),
    "okänd beteckning, kod eller område": (
        "reference_exists",
        "indicator_is_known",
        "bra_category_is_known",
        "bra_municipality_is_known",
        "choice_names_municipality",
    ),
    "något står två gånger": (
        "key_is_unique",
        "bra_month_stands_once",
        "bra_municipality_stands_once",
        "dataset_has_one_row",
    ),
    "fel slags värde i en cell": (
        "value_is_a_number",
        "decimal_is_in_its_cell",
        "cell_is_not_struck",
        "value_is_not_a_date",
        "value_is_not_merged",
        "age_is_not_a_date",
        "number_is_unambiguous",
        "share_is_in_per_cent",
        "percent_is_for_shares",
        "cell_has_no_error",
        "formula_has_a_value",
        "sign_is_known",
        "text_is_not_a_formula",
        "bra_number_is_whole",
        "count_is_whole_number",
        "share_is_within_100",
        "answer_is_yes_or_no",
    ),
    "värde och status säger emot varandra": (
        "published_value_is_present",
        "unpublished_value_is_empty",
        "status_agrees_with_value",
        "note_has_a_status",
    ),
    "summan stämmer inte": ("total_is_sum_of_sexes",),
    "något som kan röja en person": (
        "text_holds_no_personal_data",
        "small_count_is_hidden",
        "hidden_value_cannot_be_worked_out",
        "small_value_cannot_be_worked_out",
        "hidden_value_was_told_before",
        "rate_cannot_be_counted_back",
        "share_has_enough_people",
        "revision_keeps_what_is_hidden",
    ),
    "fel år eller månad": (
        "year_is_that_of_the_file",
        "year_is_within_validity",
        "year_is_one_year",
        "year_has_begun",
        "bra_month_is_known",
        "bra_year_has_every_month",
    ),
    "seriebrott utan markering eller anteckning": ("series_break_is_flagged", "series_break_is_registered"),
    "ändrad uppgift utan skäl": ("published_value_is_kept", "reason_is_given"),
    "exempeldata och kommunens uppgifter blandade": (
        "example_data_is_on_example_area",
        "example_area_means_example_data",
        "example_data_is_unnamed",
    ),
    "orden i metadata.yml": (
        "metadata_has_text",
        "metadata_has_parts",
        "metadata_is_text",
        "municipality_has_code",
        "municipality_has_its_code",
        "municipality_is_known",
    ),
}
"""The rules by what staff call a breach of them, where it is counted and not shown."""
