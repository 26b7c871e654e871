"""Every rule by name: what a breach of it is called, the sentence that staff read, and whether it stops a publish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What staff call a breach of a rule, where breaches are counted rather than shown."""

    FILE = "filen kan inte läsas eller hör inte hit"
    SHAPE = "rubriker eller rader har fel form"
    UNSEEN = "dolda rader, kolumner eller blad"
    UNKNOWN = "okänd beteckning, kod eller område"
    TWICE = "något står två gånger"
    CELL = "fel slags värde i en cell"
    STATUS = "värde och status säger emot varandra"
    SUM = "summan stämmer inte"
    PERSON = "något som kan röja en person"
    YEAR = "fel år eller månad"
    ABSENT = "uppgifter som saknas"
    BREAK = "seriebrott utan markering eller anteckning"
    REASON = "ändrad uppgift utan skäl"
    EXAMPLE = "exempeldata och kommunens uppgifter blandade"
    METADATA = "orden i metadata.yml"
    OTHER = "annat fel"


@dataclass(frozen=True, slots=True)
class Fault:
    """A breach of a rule. The sentence has its facts in braces; a fault that is not fatal is a warning.

    `rule` is given if the rule has several sentences, each under a name of its own.
    """

    kind: Kind
    sentence: str
    fatal: bool = True
    rule: str | None = None


FAULTS: Mapping[str, Fault] = {
    "file_exists": Fault(
        Kind.FILE,
        "Filen saknas. Den ska innehålla tabellen {table}, om så bara med rubrikraden: {header}",
    ),
    "file_is_known": Fault(
        Kind.FILE,
        "Filen hör inte till datamängden. I data-mappen får bara de CSV-filer ligga som beskrivs i schemas/. Flytta "
        "filen, eller rätta dess namn. Exempel: observations/2025.csv",
    ),
    "file_is_utf8": Fault(
        Kind.FILE,
        "Filen är inte sparad i teckenkodningen UTF-8 (byten {byte} på raden går inte att läsa). Spara om filen som "
        "”CSV UTF-8”.",
    ),
    "file_is_text": Fault(
        Kind.FILE,
        "Filen innehåller ett nolltecken och är inte en CSV-fil. Spara om den som ”CSV UTF-8”.",
    ),
    "file_has_a_source": Fault(Kind.FILE, "Filen känns inte igen. Filer som kan läsas: {sources}."),
    "file_is_readable": Fault(Kind.FILE, "Filen går inte att läsa: {fault}."),
    "file_has_observations": Fault(
        Kind.FILE,
        "Filen innehåller inga uppgifter att läsa in{of_year}. Kontrollera att det är rätt fil.",
    ),
    "file_is_a_table": Fault(
        Kind.FILE,
        "Filen är {kind} och kan inte läsas. Öppna den i det program som den kommer från och spara uppgifterna som "
        "Excel-arbetsbok (.xlsx) eller CSV.",
    ),
    "file_is_of_today": Fault(
        Kind.FILE,
        "Filen är sparad i ett äldre Excel-format (.xls) som inte kan läsas. Öppna den i Excel och spara den som "
        "Excel-arbetsbok (.xlsx).",
    ),
    "file_has_no_password": Fault(
        Kind.FILE,
        "Filen är skyddad med lösenord och kan inte läsas. Öppna den i Excel, ta bort lösenordet (Arkiv, Info, "
        "Skydda arbetsbok, Kryptera med lösenord, töm rutan) och spara.",
    ),
    "file_is_in_inbox": Fault(
        Kind.FILE,
        "Det här är en genväg till en fil utanför mappen inbox, och den läses inte. Lägg själva filen i mappen.",
    ),
    "file_is_small_enough": Fault(
        Kind.FILE,
        "Filen är {size} MB, och filer får vara högst {most} MB. Ett års uppgifter är långt mindre. Kontrollera att "
        "det är rätt fil, eller dela den.",
    ),
    "file_is_at_rest": Fault(
        Kind.FILE,
        "Filen håller på att skrivas eller laddas ner. Vänta tills den är klar och kör kommandot igen.",
    ),
    "file_is_closed": Fault(
        Kind.FILE,
        "Filen är öppen i ett annat program. Spara, stäng den och kör kommandot igen. Är den redan stängd? Ta bort "
        "filen {lock}, som har blivit kvar.",
    ),
    "file_is_whole": Fault(
        Kind.FILE,
        "Filen är skadad eller inte hel och kan inte läsas. Öppna den i Excel, spara den på nytt och lägg in den "
        "igen. Går den inte att öppna: hämta den en gång till från den som skickade den.",
    ),
    "letters_are_whole": Fault(
        Kind.FILE,
        "Bokstäver på raden har gått sönder innan filen kom hit (till exempel å, ä eller ö som har blivit konstiga "
        "tecken). Hämta filen på nytt, eller rätta bokstäverna och spara som ”CSV UTF-8”.",
    ),
    "encoding_is_known": Fault(
        Kind.FILE,
        "Det går inte att avgöra vilken teckenkodning filen har, så å, ä och ö kan bli fel. Öppna den i Excel, "
        "kontrollera bokstäverna och spara den som ”CSV UTF-8” eller .xlsx.",
    ),
    "file_has_few_cells": Fault(
        Kind.FILE,
        "Filen har fler än {most} ifyllda celler. Ett års uppgifter är långt färre. Kontrollera att det är rätt fil.",
    ),
    "workbook_has_no_macros": Fault(
        Kind.FILE,
        "Arbetsboken innehåller makron och läses inte, eftersom makron kan göra vad som helst. Spara den som "
        "Excel-arbetsbok utan makron (.xlsx).",
    ),
    "workbook_stands_alone": Fault(
        Kind.FILE,
        "Arbetsboken hämtar uppgifter från andra filer eller källor och läses inte, eftersom det inte syns vad som "
        "hämtas. Bryt länkarna (Data, Redigera länkar, Bryt länk; Data, Frågor och anslutningar, Ta bort) så att "
        "värdena står i cellerna, och spara.",
    ),
    "workbook_embeds_no_files": Fault(
        Kind.FILE,
        "Arbetsboken innehåller andra filer (inbäddade objekt) som inte kan kontrolleras. Ta bort dem och spara.",
    ),
    "workbook_is_small_unpacked": Fault(
        Kind.FILE,
        "Filen är {size} MB när den packas upp, och får vara högst {most} MB. Oftast är det tomma rader med "
        "formatering: markera dem, ta bort dem och spara.",
    ),
    "workbook_is_safe": Fault(
        Kind.FILE,
        "Filen innehåller något som kan skada den som öppnar den, och den läses inte.",
    ),
    "sheet_is_small": Fault(
        Kind.FILE,
        "Ett blad har fler än {rows} rader eller {cells} celler, tomma inräknade. Markera de tomma raderna under "
        "tabellen, högerklicka, välj Ta bort, och spara.",
    ),
    "sheet_is_narrow": Fault(
        Kind.FILE,
        "Bladet ”{sheet}” har celler mycket långt ut till höger. Ta bort de kolumnerna, de ser oftast tomma ut, och "
        "spara.",
    ),
    "metadata_is_yaml": Fault(
        Kind.FILE,
        "Filen går inte att läsa som YAML. Felet finns på rad {row} eller strax före. Kontrollera indrag, kolon och "
        "citattecken.",
    ),
    "header_is_right": Fault(Kind.SHAPE, "Rubrikraden stämmer inte. {faults} Rätt rubrikrad: {example}"),
    "file_has_commas": Fault(
        Kind.SHAPE,
        "Filen är avdelad med semikolon, som Excel på svenska gör, men ska vara avdelad med kommatecken. Spara om "
        "den med kommatecken. Rätt rubrikrad: {example}",
    ),
    "row_has_every_cell": Fault(
        Kind.SHAPE,
        "Raden har {found} celler men ska ha {wanted}. Kontrollera om ett kommatecken saknas eller är ett för "
        "mycket; en text som innehåller kommatecken ska stå inom citattecken. Kolumnerna är: {example}",
    ),
    "quotes_are_closed": Fault(
        Kind.SHAPE,
        "Ett citattecken på raden är fel: antingen saknas det avslutande tecknet eller så står det mitt i en cell. "
        'Ett citattecken inne i en text skrivs dubbelt. Exempel: "Text med ""citat"" i"',
    ),
    "headings_are_there": Fault(
        Kind.SHAPE,
        "Tabellen saknar rubriken {columns}. Rubrikerna ska stå på en och samma rad. Rubriker som kan läsas: {example}",
    ),
    "headings_stand_once": Fault(
        Kind.SHAPE,
        "Rubriken {columns} står mer än en gång. Ta bort den kolumn som inte ska läsas.",
    ),
    "row_ends_with_its_columns": Fault(
        Kind.SHAPE,
        "Raden har fler celler än tabellen har rubriker. Något i den har troligen delats: ett tal med decimalkomma, "
        "eller en text med tecknet ”{sign}”. Skriv cellen inom citattecken, eller spara filen som Excel-arbetsbok "
        "(.xlsx).",
    ),
    "bra_row_is_whole": Fault(
        Kind.SHAPE,
        "Raden har inte de sju fälten i Brås export. Exempel: Ale kommun;Våldsbrott ;2013;Jan;12;43;",
    ),
    "row_is_filled": Fault(Kind.SHAPE, "Raden är tom och hoppas över. Ta gärna bort den.", fatal=False),
    "column_is_known": Fault(
        Kind.SHAPE,
        "Kolumnen ”{heading}” känns inte igen och läses inte. Ta bort den, eller rätta rubriken.",
        fatal=False,
    ),
    "row_is_seen": Fault(
        Kind.UNSEEN,
        "Rad {row} är dold men har uppgifter. Visa raden (ta bort filtret, eller markera raderna runt om, "
        "högerklicka, Ta fram) så att ni ser vad som lämnas in, eller ta bort den.",
    ),
    "column_is_seen": Fault(
        Kind.UNSEEN,
        "Kolumnen ”{heading}” är dold. Visa den (markera kolumnerna på båda sidor, högerklicka, Ta fram) så att ni "
        "ser vad som lämnas in, eller ta bort den.",
    ),
    "sheet_is_seen": Fault(
        Kind.UNSEEN,
        "Bladet ”{sheet}” är dolt och läses inte. Visa det om uppgifterna ska med, ta annars bort det.",
        fatal=False,
    ),
    "reference_exists": Fault(
        Kind.UNKNOWN,
        "”{value}” finns inte i tabellen {table} ({file}). Rätta värdet, eller lägg först till det där. Exempel på "
        "ett värde som finns: {example}",
    ),
    "indicator_is_known": Fault(
        Kind.UNKNOWN,
        "”{text}” är ingen indikator. Skriv beteckningen som den står i arbetsboken. Liknande beteckning: {example}",
    ),
    "bra_category_is_known": Fault(
        Kind.UNKNOWN,
        "Brottskategorin ”{text}” finns inte i Brås export. Kategorier som kan läsas: {allowed}.",
    ),
    "bra_municipality_is_known": Fault(Kind.UNKNOWN, "”{text}” är ingen kommun i areas.csv. Exempel: Ale kommun"),
    "key_is_unique": Fault(
        Kind.TWICE,
        "Raden upprepar en nyckel: {key} ({titles}) står redan i {file}, rad {row}. Varje nyckel får stå en gång. Ta "
        "bort den ena raden, eller rätta nyckeln.",
    ),
    "bra_month_stands_once": Fault(Kind.TWICE, "{month} {year} står i två filer: även i {other}. Ta bort den ena."),
    "bra_municipality_stands_once": Fault(
        Kind.TWICE,
        "{name} kommun står två gånger i filerna för {year}, med olika siffror. I {file} är {category} {first_count} "
        "på rad {first} men {second_count} på rad {second}. Kommunen har utelämnats. Kontrollera vad som är rätt och "
        'importera igen med till exempel --choose "{name}=1" (1 är den första raden, 2 den andra).',
        fatal=False,
    ),
    "dataset_has_one_row": Fault(
        Kind.TWICE,
        "Filen ska ha en enda rad, som säger om siffrorna är exempeldata, men har {rows}. Exempel: handlingsplan,true",
    ),
    "cell_required": Fault(Kind.CELL, "Cellen är tom, men ”{title}” måste alltid fyllas i. Exempel: {example}"),
    "cell_type_integer": Fault(
        Kind.CELL,
        "”{text}” är inte ett heltal. Skriv ”{title}” med siffror, utan mellanrum. Exempel: {example}",
        rule="cell_type",
    ),
    "cell_type_number": Fault(
        Kind.CELL,
        "”{text}” är inte ett tal. Skriv ”{title}” med siffror och decimalpunkt, utan mellanrum och enhet. Exempel: "
        "{example}",
        rule="cell_type",
    ),
    "cell_type_boolean": Fault(
        Kind.CELL,
        "”{text}” är varken true eller false. ”{title}” anges med ett av de orden. Exempel: {example}",
        rule="cell_type",
    ),
    "cell_type_date": Fault(
        Kind.CELL,
        "”{text}” är inte ett datum som finns. ”{title}” skrivs år-månad-dag, ÅÅÅÅ-MM-DD. Exempel: {example}",
        rule="cell_type",
    ),
    "cell_type_string": Fault(
        Kind.CELL,
        "”{text}” är inte en text som kan stå i ”{title}”. Exempel: {example}",
        rule="cell_type",
    ),
    "cell_trimmed": Fault(
        Kind.CELL,
        "”{text}” börjar eller slutar med mellanslag, eller är bara mellanslag. Ta bort mellanslagen. Exempel: "
        "{example}",
    ),
    "cell_enum": Fault(
        Kind.CELL,
        "”{text}” är inte ett tillåtet värde för ”{title}”. Tillåtna värden: {allowed}. Exempel: {example}",
    ),
    "cell_pattern": Fault(
        Kind.CELL,
        "”{text}” har inte den form som ”{title}” ska ha. Kontrollera stavning, versaler och mellanslag. Exempel: "
        "{example}",
    ),
    "cell_minimum": Fault(
        Kind.CELL,
        "”{text}” är för litet. ”{title}” får som lägst vara {allowed}. Exempel: {example}",
    ),
    "cell_maximum": Fault(
        Kind.CELL,
        "”{text}” är för stort. ”{title}” får som högst vara {allowed}. Exempel: {example}",
    ),
    "cell_minLength": Fault(
        Kind.CELL,
        "”{text}” är för kort. ”{title}” ska ha minst {allowed} tecken. Exempel: {example}",
    ),
    "cell_maxLength": Fault(
        Kind.CELL,
        "”{text}” är för långt. ”{title}” får ha högst {allowed} tecken. Exempel: {example}",
    ),
    "cell_is_right": Fault(
        Kind.CELL,
        "”{text}” följer inte regeln {kind} för ”{title}”, som står i schemas/. Rätta värdet. Exempel: {example}",
    ),
    "value_is_a_number": Fault(
        Kind.CELL,
        "”{text}” är inte ett tal. Skriv siffror utan enhet, eller töm cellen och välj en status. Exempel: 1 234,5",
    ),
    "decimal_is_in_its_cell": Fault(
        Kind.CELL,
        "Filen är avdelad med kommatecken, och anmärkningen efter värdet är bara siffror ({digits}). De kan vara "
        "värdets decimaler. Skriv värdet inom citattecken, eller spara filen som Excel-arbetsbok (.xlsx).",
    ),
    "cell_is_not_struck": Fault(
        Kind.CELL,
        "”{text}” är överstruket, så det går inte att veta om det gäller. Ta bort det som inte gäller, eller ta bort "
        "överstrykningen.",
    ),
    "value_is_not_a_date": Fault(
        Kind.CELL,
        "Cellen innehåller ett datum ({text}), troligen för att Excel har gjort om det som skrevs. Ändra cellens "
        "format till Tal och skriv värdet igen. Exempel: 12",
    ),
    "value_is_not_merged": Fault(
        Kind.CELL,
        "Värdet står i en sammanfogad cell som täcker flera rader, så det går inte att se vilken rad det gäller. "
        "Dela cellen och skriv värdet på den rad som det hör till.",
    ),
    "age_is_not_a_date": Fault(
        Kind.CELL,
        "Åldern har blivit ett datum ({text}), för att Excel har gjort om det som skrevs. Ändra cellens format till "
        "Text och skriv åldern igen. Exempel: 15–17 år",
    ),
    "number_is_unambiguous": Fault(
        Kind.CELL,
        "”{text}” kan betyda två saker: är tecknet före de tre sista siffrorna ett decimaltecken, eller skiljer det "
        "tusental? Skriv tusental med mellanslag och decimaler med komma. Exempel: 1 234 eller 1,2",
    ),
    "share_is_in_per_cent": Fault(
        Kind.CELL,
        "”{text}” är mindre än 1, men indikatorn anges i procent. Är det {text} procent, eller är det en del av 1? "
        "Skriv talet med procenttecken. Exempel: 34 %",
    ),
    "percent_is_for_shares": Fault(
        Kind.CELL,
        "”{text}” är angivet i procent, men indikatorn är inte en andel. Skriv siffran i indikatorns enhet. Exempel: "
        "12",
    ),
    "cell_has_no_error": Fault(
        Kind.CELL,
        "Cellen visar ett felvärde ({text}), så formeln i den har inte kunnat räknas ut. Skriv värdet i stället, "
        "eller töm cellen och välj en status. Exempel: 12",
    ),
    "formula_has_a_value": Fault(
        Kind.CELL,
        "Cellen innehåller en formel utan uträknat värde. Öppna filen i Excel, vänta tills värdet syns, och spara. "
        "Eller skriv värdet i stället för formeln. Exempel: 12",
    ),
    "sign_is_known": Fault(
        Kind.CELL,
        "”{text}” betyder olika saker hos olika källor, och vad det betyder här är inte känt. Skriv 0 om det är "
        "noll. Töm annars cellen och välj en status. Exempel: saknas",
    ),
    "text_is_not_a_formula": Fault(
        Kind.CELL,
        "”{text}” börjar med ett tecken som kalkylprogram tolkar som en formel. Börja med en bokstav eller siffra. "
        "Exempel: Uppgiften är rättad.",
    ),
    "bra_number_is_whole": Fault(
        Kind.CELL,
        "”{text}” kan inte stå i kolumnen {column}. Skriv ett heltal. Exempel: {example}",
    ),
    "count_is_whole_number": Fault(
        Kind.CELL,
        "{cell} har decimaler, men {indicator_id} räknas i hela tal. Skriv ett heltal. Exempel: {example}",
    ),
    "share_is_within_100": Fault(
        Kind.CELL,
        "{cell} är mer än 100, men {indicator_id} är en andel i procent, från 0 till 100. Exempel: 34.5",
    ),
    "answer_is_yes_or_no": Fault(
        Kind.CELL,
        "{cell} är varken 1 (ja) eller 0 (nej), som {indicator_id} ska besvaras med. Exempel: 1",
    ),
    "published_value_is_present": Fault(
        Kind.STATUS,
        "Status är {cell}, men värdet är tomt. Fyll i värdet, eller ange varför det saknas som status: missing "
        "(saknas), not_collected (ej insamlad), not_applicable (ej tillämplig). Exempel på värde: {example}",
    ),
    "unpublished_value_is_empty": Fault(
        Kind.STATUS,
        "Raden har ett värde, fast dess status är {status}. En sådan rad ska ha en tom cell. Ta bort värdet, eller "
        "ändra status till final (publicerad) eller preliminary (preliminär).",
    ),
    "status_agrees_with_value": Fault(
        Kind.STATUS,
        "Värdet ”{text}” och statusen ”{status}” säger emot varandra. Rätta det ena.",
    ),
    "note_has_a_status": Fault(
        Kind.STATUS,
        "Raden har en anmärkning men varken värde eller status. Fyll i värdet, eller välj en status som säger varför "
        "det saknas. Exempel: saknas",
    ),
    "total_is_sum_of_sexes": Fault(
        Kind.SUM,
        "Totalen {total} är inte summan av kvinnor {women} (rad {women_row}) och män {men} (rad {men_row}), som är "
        "{sum}. Rätta det värde som är fel.",
    ),
    "total_is_sum_of_hidden_sexes": Fault(
        Kind.SUM,
        "Totalen är inte summan av kvinnor (rad {women_row}) och män (rad {men_row}). Rätta det värde som är fel.",
        rule="total_is_sum_of_sexes",
    ),
    "hidden_value_fits_its_sum": Fault(
        Kind.SUM,
        "Uppgifterna går inte ihop: inga antal passar både de siffror som visas och de som är dolda. Rätta den som "
        "är fel: {cells}",
    ),
    "text_holds_no_personal_data": Fault(
        Kind.PERSON,
        "{where} står något som ser ut som {kind}: {masked}. Personuppgifter får inte lämnas in. Ta bort det. Är det "
        "ingen personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer).",
    ),
    "small_count_is_hidden": Fault(
        Kind.PERSON,
        "Antalet är mellan {low} och {high} personer eller ärenden och får inte publiceras, eftersom någon kan "
        "kännas igen. Töm värdet och sätt status suppressed_primary (dold, få personer).",
    ),
    "hidden_value_cannot_be_worked_out": Fault(
        Kind.PERSON,
        "En dold uppgift kan räknas ut, eller ringas in till alltför få tal: {cell}. Den avslöjas av {cells}, "
        "tillsammans med regeln för vad som döljs. {mend}",
    ),
    "small_value_cannot_be_worked_out": Fault(
        Kind.PERSON,
        "En uppgift som inte redovisas kan räknas ut, och den gäller få personer: {cell}. Den avslöjas av {cells}. "
        "{mend}",
    ),
    "hidden_value_was_told_before": Fault(
        Kind.PERSON,
        "En dold uppgift kan räknas ut av den som har sparat tidigare publiceringar: {cell}. Det går inte att ta "
        "tillbaka. Fråga den som ansvarar för sekretess om någon behöver få veta det.",
        fatal=False,
    ),
    "rate_cannot_be_counted_back": Fault(
        Kind.PERSON,
        "Talet har fler decimaler än {decimals}, som reglerna för skydd av personer tillåter: annars kan antalet "
        "räknas ut. Avrunda det.",
    ),
    "share_has_enough_people": Fault(
        Kind.PERSON,
        "Andelen är räknad på färre än {least} personer och får inte publiceras. Töm värdet och sätt status "
        "suppressed_primary (dold, få personer).",
    ),
    "revision_keeps_what_is_hidden": Fault(
        Kind.PERSON,
        "Rättelsen innehåller ett värde som är dolt före eller efter ändringen. Töm old_value och new_value där; "
        "skälet räcker.",
    ),
    "year_is_that_of_the_file": Fault(
        Kind.YEAR,
        "Året {year} hör inte hemma i filen {file}, som bara innehåller sitt eget år. Rätta året, eller flytta raden "
        "till rätt fil.",
    ),
    "year_is_within_validity": Fault(
        Kind.YEAR,
        "{indicator} gäller {span}, men raden avser {year}. Rätta året, eller indikatorns giltighet i "
        "indicators/indicators.csv. Exempel på giltigt år: {example}",
    ),
    "year_is_one_year": Fault(
        Kind.YEAR,
        "”{text}” är inte ett uppföljningsår för den här indikatorn. Skriv ett årtal med fyra siffror. Exempel: 2025",
    ),
    "year_has_begun": Fault(Kind.YEAR, "Året {year} har inte börjat. Kontrollera att det är rätt fil, och rätta året."),
    "bra_month_is_known": Fault(Kind.YEAR, "”{text}” är inte en månad i Brås export. Månader: {allowed}."),
    "bra_year_has_every_month": Fault(
        Kind.YEAR,
        "År {year} saknar {months}. Ett helår kan inte summeras utan alla tolv månader. Lägg till filerna och "
        "importera igen.",
    ),
    "due_indicator_is_reported": Fault(
        Kind.ABSENT,
        "{indicator} ({name}) ska följas upp {year}, men har varken en uppgift eller en not om varför den saknas. "
        "Ansvarig: {function}. Lägg till uppgiften. Finns ingen ska det stå en rad med status missing (saknas) och "
        "en förklaring i note.",
        fatal=False,
    ),
    "bra_municipality_has_every_month": Fault(
        Kind.ABSENT,
        "{name} saknar uppgift om {category} för {months} {year} och har utelämnats det året.",
        fatal=False,
    ),
    "bra_nation_is_whole": Fault(
        Kind.ABSENT,
        "Riket har inte summerats för {year}: {count} av {all} kommuner saknas ({names}).",
        fatal=False,
    ),
    "series_break_is_flagged": Fault(
        Kind.BREAK,
        "{indicator_id} har ett seriebrott {year}, men raden saknar markeringen. Skriv true i series_break, så att "
        "ingen jämför med åren före.",
    ),
    "series_break_is_registered": Fault(
        Kind.BREAK,
        "Raden är markerad som seriebrott, men inget brott är antecknat för {indicator_id} {year}. Skriv false, "
        "eller lägg till brottet i indicators/series_breaks.csv.",
    ),
    "published_value_is_kept": Fault(
        Kind.REASON,
        "{indicator} {year} för {area} är redan {old} men skulle bli {new}. En publicerad uppgift ändras bara med "
        'ett skäl. Skriv skälet på bladet Skäl i arbetsboken, eller importera filen med --reason "varför uppgiften '
        'ändras".',
    ),
    "reason_is_given": Fault(
        Kind.REASON,
        "Raden säger inte varför uppgiften ändras. Skriv skälet. Exempel: Källan har rättat siffran.",
    ),
    "example_data_is_on_example_area": Fault(
        Kind.EXAMPLE,
        "Datamängden är exempeldata, men {rows} gäller en verklig kommun eller riket (områdeskod {area}). Påhittade "
        "siffror får bara stå på exempelkommunen, och verkliga inte i exempeldata. Ska kommunens egna uppgifter in? "
        "Kör först make start. Exempel på rätt områdeskod: 9999",
    ),
    "example_area_means_example_data": Fault(
        Kind.EXAMPLE,
        "Datamängden är inte exempeldata, men {rows} gäller exempelkommunen (områdeskod {area}). Ange en verklig "
        "kommuns kod. Exempel: 1440",
    ),
    "example_data_is_unnamed": Fault(
        Kind.EXAMPLE,
        "Exempeldata får inte publiceras för en namngiven kommun. Siffrorna är påhittade. Töm municipality.name och "
        "municipality.code i metadata.yml, eller byt först ut exemplen mot kommunens egna uppgifter.",
    ),
    "metadata_has_text": Fault(
        Kind.METADATA,
        "”{key}” saknas eller är tom. Fyll i den; besökarna ser texten. Exempel: {example}",
    ),
    "metadata_has_parts": Fault(
        Kind.METADATA,
        "”{key}” ska följas av indragna rader med en uppgift på varje, men är ”{found}”. Exempel: {example}",
    ),
    "metadata_is_text": Fault(
        Kind.METADATA,
        '”{key}” ska vara en text. Skriv den inom citattecken. Exempel: "{example}"',
    ),
    "municipality_has_code": Fault(
        Kind.METADATA,
        "Kommunen är namngiven ({name}) men saknar kommunkod, som avgör vilka uppgifter som visas. Fyll i "
        'municipality.code. Exempel: "1440"',
    ),
    "municipality_has_its_code": Fault(
        Kind.METADATA,
        "Kommunkoden ”{code}” hör till {area}, men kommunen heter ”{name}” i metadata.yml. Rätta det ena.",
    ),
    "municipality_is_known": Fault(
        Kind.METADATA,
        'Kommunkoden ”{code}” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"',
    ),
    "problems_are_told": Fault(
        Kind.OTHER,
        "{count} fel till av samma slag som det på rad {row}. Rätta det först: felen har ofta samma orsak.",
    ),
}
