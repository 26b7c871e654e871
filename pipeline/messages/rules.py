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
    TRANSLATION = "översättning till engelska"
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
        "Filen saknas. Den ska innehålla tabellen {table}, om så bara med rubrikraden ”{header}” ({titles})",
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
    "bra_handled_is_not_reported": Fault(
        Kind.FILE,
        "Filen gäller handlagda brott i hela landet, alltså brott som polisen och åklagarna är klara med. "
        "Indikatorerna räknar anmälda brott, så filen kan inte läsas in. Ta bort den, och hämta anmälda brott från Brå "
        "i stället.",
    ),
    "bra_columns_are_named": Fault(
        Kind.SHAPE,
        "Tabellen har inga rubriker och ingen rad för hela landet, så det går inte att se vilken kolumn som är "
        "antalet. Skriv Kommun, Antal och Per 100 000 inv. på en rad överst, och kör igen.",
    ),
    "bra_nation_is_largest": Fault(
        Kind.SUM,
        "Kommunerna har tillsammans {sum}, men hela landet bara {nation}. Kontrollera att antalet står före antalet "
        "per 100 000 invånare, och att ingen kommun står två gånger.",
    ),
    "offence_code_has_four_digits": Fault(
        Kind.UNKNOWN,
        "”{offence}” är inte en brottskod med fyra siffror. Skriv koden med nollan i början. Exempel: 0422",
    ),
    "offences_are_divided_alike": Fault(
        Kind.SUM,
        "{indicator} räknas på brott som är delade på kön, men ”{offence}” är totalt och skulle räknas två gånger. Ta "
        "bort raden, eller dem som är delade.",
    ),
    "bra_name_says_what": Fault(
        Kind.FILE,
        "Filen säger inte vilket brott och vilket år siffrorna gäller. Döp om den till indikatorns kod och året, som "
        "”{example}”, och kör igen.",
    ),
    "bra_name_is_of_reported_offences": Fault(
        Kind.FILE,
        "Filens namn säger {indicator}, men den indikatorn är inte ett antal anmälda brott från Brå. Döp om filen till "
        "koden för den indikator som siffrorna gäller, och kör igen.",
    ),
    "file_is_a_table": Fault(
        Kind.FILE,
        "Filen är {kind} och kan inte läsas. Öppna den i det program som den kommer från och spara uppgifterna som "
        "Excel-arbetsbok (.xlsx) eller CSV.",
    ),
    "answer_can_be_used": Fault(Kind.FILE, "Källans svar kan inte läsas in. {fault}"),
    "figure_is_as_fetched": Fault(
        Kind.REASON,
        "Siffran för {indicator}, {about}, är hämtad från källan ({series}), som svarade {answered}. Låt den stå som "
        "källan gav den. Är källan fel: hör av er till den, och hämta på nytt med make fetch när den har rättat.",
    ),
    "figure_has_been_fetched": Fault(
        Kind.REASON,
        "Siffran för {indicator}, {about}, hör till en serie som hämtas från källan ({series}), men källan har inte "
        "gett någon siffra för det året. Ta bort raden, eller hämta på nytt med make fetch.",
        rule="figure_is_as_fetched",
    ),
    "margin_is_as_fetched": Fault(
        Kind.REASON,
        "Felmarginalen för {indicator}, {about}, är hämtad från källan ({series}), som svarade {answered}. Låt den stå "
        "som källan gav den.",
    ),
    "margin_has_been_fetched": Fault(
        Kind.REASON,
        "Felmarginalen för {indicator}, {about}, hör till en serie som hämtas från källan ({series}), men källan har "
        "inte gett någon för det året. Ta bort raden, eller hämta på nytt med make fetch.",
        rule="margin_is_as_fetched",
    ),
    "guarded_rate_is_answered": Fault(
        Kind.REASON,
        "Siffran för {indicator}, {about}, är skriven för hand, och källan ({series}) har inte svarat med någon sådan. "
        "Den kan gälla få personer: kontrollera att källan själv visar den. Hämta den hellre med make fetch, eller "
        "fyll i täljare och nämnare.",
        fatal=False,
    ),
    "group_is_as_fetched": Fault(
        Kind.REASON,
        "Gruppen ”{title}” är inte som källan gav den. Hämta den på nytt med make fetch och kör make publish.",
    ),
    "member_is_an_area": Fault(
        Kind.UNKNOWN,
        "Källans grupp ”{title}” har en kommun med koden ”{code}”, som inte finns i data/areas.csv. Lägg till raden "
        "”{code},kommunens namn,,municipality” där, och kör igen.",
    ),
    "answers_are_newest": Fault(
        Kind.FILE,
        "Svaren i filen hämtades {time}, men de som senast lästes in hämtades {newest}. Ta bort filen, eller hämta på "
        "nytt med make fetch.",
    ),
    "series_is_described": Fault(
        Kind.FILE,
        "Filen är sparad för hand och säger inte vad dess serier heter, så det går inte att se om de har ändrats. "
        "Hämta hellre med make fetch.",
        fatal=False,
    ),
    "series_is_as_accepted": Fault(
        Kind.FILE,
        "Hämta på nytt med make fetch, och godkänn det som har ändrats hos källan. {change}",
    ),
    "series_has_an_indicator": Fault(
        Kind.UNKNOWN,
        "Ingen indikator tar siffror från {series}, så de läses inte in.",
        fatal=False,
    ),
    "series_is_whole": Fault(
        Kind.ABSENT,
        "Källan har inga siffror för {years} om {indicator} i {area}, men det finns sådana i data. En serie ersätts "
        "hel, så att siffror av olika slag inte blandas. Hämta alla år med make fetch, eller ta bort de raderna ur "
        "data.",
    ),
    "population_is_one": Fault(
        Kind.TWICE,
        "Filerna säger olika om hur många invånare {indicator}, {about}, räknas på. Låt bara en av dem ligga i mappen.",
    ),
    "population_has_ages": Fault(
        Kind.ABSENT,
        "Filen har inga åldrar, så det går inte att veta hur många invånare {indicators} räknas på. Hämta folkmängden "
        "med make fetch, eller välj varje ålder från 0 till 17 år och totalt.",
        fatal=False,
    ),
    "population_is_whole": Fault(
        Kind.ABSENT,
        "SCB:s svar har ingen folkmängd för {years}, men det finns sådan i data. Hämta alla år med make fetch.",
    ),
    "population_is_as_fetched": Fault(
        Kind.REASON,
        "Antalet invånare som {indicator}, {about}, räknas på är hämtat från SCB: {answered}. Låt det stå som det är, "
        "eller hämta på nytt med make fetch.",
    ),
    "population_has_been_fetched": Fault(
        Kind.REASON,
        "Antalet invånare som {indicator}, {about}, räknas på hämtas från SCB, men SCB:s svar har det inte. Ta bort "
        "raden, eller hämta på nytt med make fetch.",
        rule="population_is_as_fetched",
    ),
    "population_is_kept": Fault(
        Kind.ABSENT,
        "Antalet invånare som {indicator}, {about}, räknas på är hämtat från SCB men finns inte i data. Hämta på nytt "
        "med make fetch och kör make publish.",
        rule="population_is_as_fetched",
    ),
    "file_is_made_for_programs": Fault(
        Kind.FILE,
        "Filen är {kind} och kan inte läsas. Hämta uppgifterna på nytt från källans webbplats och välj Excel (.xlsx) "
        "eller CSV som filformat.",
        rule="file_is_a_table",
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
    "calc_has_no_password": Fault(
        Kind.FILE,
        "Filen är skyddad med lösenord och kan inte läsas. Öppna den i LibreOffice, välj Arkiv, Spara som, ta bort "
        "bocken vid Spara med lösenord och spara.",
        rule="file_has_no_password",
    ),
    "file_is_in_inbox": Fault(
        Kind.FILE,
        "Det här är en genväg till en fil utanför mappen inbox, och den läses inte. Lägg själva filen i mappen.",
    ),
    "file_is_not_of_examples": Fault(
        Kind.EXAMPLE,
        "Arbetsboken är gjord av exempeldata. Flytta den ur mappen inbox och gör en ny med make new-year YEAR={year}",
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
        "Bokstäver har gått sönder innan filen kom hit (till exempel å, ä eller ö som har blivit konstiga tecken). "
        "Hämta filen på nytt, eller rätta bokstäverna överallt i filen och spara den, en textfil som ”CSV UTF-8”.",
    ),
    "letters_have_one_encoding": Fault(
        Kind.FILE,
        "Filen blandar två teckenkodningar, och från den här raden blir å, ä och ö fel. Oftast har rader klistrats in "
        "från en annan fil. Öppna filen i Excel, rätta de bokstäver som har blivit fel och spara den som "
        "”CSV UTF-8”.",
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
    "calc_stands_alone": Fault(
        Kind.FILE,
        "Filen hämtar uppgifter från andra filer eller källor och läses inte, eftersom det inte syns vad som hämtas. "
        "Bryt länkarna (i LibreOffice: Redigera, Länkar till externa filer, Bryt länk) så att värdena står i "
        "cellerna, och spara.",
        rule="workbook_stands_alone",
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
    "text_is_short": Fault(
        Kind.FILE,
        "Texten har {length} tecken. En cell får ha högst {most}, som i Excel. Korta texten, eller dela den på flera "
        "celler. I en CSV-fil kan det vara ett citattecken som saknas: öppna filen i Excel och spara den på nytt.",
    ),
    "text_beside_is_short": Fault(
        Kind.FILE,
        "{where} står en text på {length} tecken. En text får ha högst {most}. Ta bort den, eller kopiera cellerna "
        "till en ny arbetsbok.",
        rule="text_is_short",
    ),
    "file_has_few_characters": Fault(
        Kind.FILE,
        "Filen har mer än {most} tecken text. Ett års uppgifter är långt mindre. Kontrollera att det är rätt fil, "
        "eller dela den.",
    ),
    "workbook_has_few_sheets": Fault(
        Kind.FILE,
        "Filen har fler än {most} blad. Ta bort de blad som inte ska läsas, eller dela filen.",
    ),
    "workbook_has_few_areas": Fault(
        Kind.FILE,
        "Filen har fler än {most} sammanfogade celler, listor och regler för celler. Markera cellerna, kopiera dem "
        "till en ny arbetsbok med Klistra in special, Värden, och spara den.",
    ),
    "workbook_has_few_properties": Fault(
        Kind.FILE,
        "Filen har fler än {most} egenskaper (Arkiv, Info, Egenskaper). Kopiera cellerna till en ny arbetsbok och "
        "lämna in den.",
    ),
    "metadata_is_yaml": Fault(
        Kind.FILE,
        "Filen går inte att läsa som YAML. Felet finns på rad {row} eller strax före. Kontrollera indrag, kolon och "
        "citattecken.",
    ),
    "header_is_right": Fault(Kind.SHAPE, "Rubrikraden stämmer inte. {faults} Rätt rubrikrad: ”{example}”"),
    "file_has_commas": Fault(
        Kind.SHAPE,
        "Filen är avdelad med semikolon, som Excel på svenska gör, men ska vara avdelad med kommatecken. Spara om "
        "den med kommatecken. Rätt rubrikrad: ”{example}”",
    ),
    "row_has_every_cell": Fault(
        Kind.SHAPE,
        "Raden har {found} celler men ska ha {wanted}. Kontrollera om ett kommatecken saknas eller är ett för "
        "mycket; en text som innehåller kommatecken ska stå inom citattecken. Rubrikraden är: ”{example}”",
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
    "bra_table_row_is_whole": Fault(
        Kind.SHAPE,
        "Raden har inte kommun, antal och antal per 100 000 invånare, som i Brås tabell över kommunerna. Exempel: Ale "
        "kommun;2 537;7 890",
    ),
    "bra_offence_is_named": Fault(
        Kind.SHAPE, "Raden säger inte vilket brott den gäller. Hämta filen från Brå på nytt, eller ta bort raden."
    ),
    "row_is_filled": Fault(Kind.SHAPE, "Raden är tom och hoppas över. Ta gärna bort den.", fatal=False),
    "column_is_known": Fault(
        Kind.SHAPE,
        "Vad står i kolumnen ”{heading}”? Den känns inte igen och kan säga vad siffrorna gäller, så inget läses förrän "
        "det är sagt. Svara med vad som står i den: indikator, år, område, kön, ålder, värde, status eller anmärkning. "
        "Svaret gäller sedan alla filer med uppgifter från samma källa. Är den bara en upplysning, svara: "
        '{answer}upplysning"',
    ),
    "information_agrees": Fault(
        Kind.SHAPE,
        "Vad står i kolumnen ”{heading}”? Texten på raden är en annan än den som finns om indikatorn, så kolumnen kan "
        "säga något om vad siffran gäller. Svara med vad som står i den: indikator, år, område, kön, ålder, värde, "
        'status eller anmärkning. Är den bara en upplysning, svara: {answer}upplysning"',
        rule="column_is_known",
    ),
    "column_is_left_out": Fault(
        Kind.SHAPE,
        "Kolumnen ”{heading}” känns inte igen och läses inte. Ta bort den, eller rätta rubriken.",
        fatal=False,
    ),
    "column_divides": Fault(
        Kind.SHAPE,
        "Kolumnen ”{heading}” delar upp siffrorna på ett sätt som inte kan läsas in, så en rad kan gälla en del av "
        "helheten. Behåll bara de rader som gäller helheten och ta bort kolumnen.",
    ),
    "columns_agree": Fault(
        Kind.SHAPE,
        "”{text}” i kolumnen ”{heading}” säger något annat än kolumnen ”{other}”, som lästes som {expected}. Rätta den "
        "ena, eller ta bort kolumnen som inte ska läsas.",
    ),
    "dimension_is_found": Fault(
        Kind.SHAPE,
        "Det framgår inte vad siffrorna gäller: {dimensions} står varken i en kolumn, i rubrikerna, i titeln eller i "
        "bladets namn. Lägg till en kolumn som säger det. Exempel på rubriker: Indikator, År, Kön, Värde",
    ),
    "heading_is_of_its_kind": Fault(
        Kind.SHAPE,
        "Står värdet för {indicator} i kolumnen {headings}? Rubriken passar inte indikatorn, som är {kind} ({unit}). "
        'Stämmer det inte: lägg till en kolumn med rubriken Värde och rätt siffror. Stämmer det, svara: {answer}värde"',
    ),
    "value_column_is_one": Fault(
        Kind.SHAPE,
        "Det går inte att avgöra i vilken kolumn värdet för {indicator} ({unit}) står: {headings}. Ta bort den kolumn "
        "som inte ska läsas, eller skriv rubriken Värde över den som ska det.",
        rule="headings_stand_once",
    ),
    "title_is_of_its_kind": Fault(
        Kind.SHAPE,
        "Texten vid tabellen eller bladets namn säger att siffrorna är {said}, men {indicator} är {kind} ({unit}). Är "
        "siffrorna rätt: ändra texten, till exempel till {kind}. Är de inte det: skriv rätt siffror.",
    ),
    "title_is_known": Fault(
        Kind.SHAPE,
        "Vad betyder ”{text}” vid tabellen eller i bladets namn? Det kan säga att siffrorna bara gäller en del, till "
        "exempel en enhet. Gäller siffrorna en del av kommunen kan de inte läsas in. Är det bara en upplysning, svara: "
        '{answer}upplysning"',
    ),
    "title_is_read_year": Fault(
        Kind.YEAR,
        "Texten vid tabellen nämner ”{text}”, så siffrorna kan gälla en del av ett år. Gäller de hela året: ta bort de "
        "orden. Annars kan de inte läsas in.",
        rule="title_is_read",
    ),
    "title_is_read_area_code": Fault(
        Kind.SHAPE,
        "Texten vid tabellen nämner ”{text}”, så siffrorna kan gälla något annat än kommunen. Lägg till en kolumn med "
        "rubriken Kommun och skriv där vilket område varje rad gäller.",
        rule="title_is_read",
    ),
    "title_is_read_sex": Fault(
        Kind.SHAPE,
        "Texten vid tabellen nämner ”{text}”, så siffrorna kan gälla bara det könet. Lägg till en kolumn med rubriken "
        "Kön och skriv där totalt, kvinnor eller män på varje rad.",
        rule="title_is_read",
    ),
    "title_is_read_age_group": Fault(
        Kind.SHAPE,
        "Texten vid tabellen nämner ”{text}”, så siffrorna kan gälla bara den åldern. Lägg till en kolumn med rubriken "
        "Ålder och skriv där alla åldrar eller åldersgruppen på varje rad.",
        rule="title_is_read",
    ),
    "row_is_of_a_whole_year": Fault(
        Kind.YEAR,
        "”{text}” i kolumnen ”{heading}” säger att raden gäller en del av ett år. Bara helår kan läsas in. Summera "
        "inte själv: hämta helårets siffror från källan.",
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
    "priority_has_one_leading_indicator": Fault(
        Kind.TWICE,
        "Inriktningen {priority} har redan en indikator som visas först på startsidan, {first} på rad {row}. Skriv "
        "false här, eller på den raden.",
    ),
    "search_words_lead_somewhere": Fault(
        Kind.UNKNOWN,
        "Sidan ”{address}” finns inte, så sökordet leder ingenstans. Skriv adressen som den står i webbläsaren efter "
        "kommunens egen, eller ta bort raden. Exempel: /indikatorer/P3-01",
        fatal=False,
    ),
    "reference_exists": Fault(
        Kind.UNKNOWN,
        "”{value}” finns inte i tabellen {table} ({file}). Rätta värdet, eller lägg först till det där. Exempel på "
        "ett värde som finns: {example}",
    ),
    "indicator_is_known": Fault(
        Kind.UNKNOWN,
        "”{text}” är ingen indikator. Skriv beteckningen som den står i arbetsboken. Liknande: {example}",
    ),
    "indicator_is_named": Fault(
        Kind.UNKNOWN,
        "Cellen är tom, så det framgår inte vilken indikator raden gäller. Skriv indikatorns beteckning på varje rad. "
        "Exempel: VNR-01",
        rule="indicator_is_known",
    ),
    "reading_is_possible": Fault(
        Kind.UNKNOWN,
        "{subject} kan inte betyda {meaning}. Det kan betyda: {allowed}.",
    ),
    "indicator_is_one": Fault(
        Kind.UNKNOWN,
        "”{text}” har en indikators beteckning, men en annan indikators namn eller beteckning bredvid. Skriv bara den "
        "som gäller.",
    ),
    "indicator_stands_alone": Fault(
        Kind.UNKNOWN,
        "I ”{text}” står något vid indikatorns beteckning som inte hör till dess namn. Gäller siffran just indikatorn: "
        "skriv bara beteckningen. Gäller den en del, som ett kön eller en period, ska det stå i en egen kolumn.",
    ),
    "area_is_one": Fault(
        Kind.UNKNOWN,
        "I ”{text}” hör koden och namnet till olika områden. Rätta det ena, eller ta bort det.",
    ),
    "area_is_not_a_county": Fault(
        Kind.UNKNOWN,
        "”{text}” är ett län eller en region, inte en kommun. Ta bort raden, eller skriv kommunens kod om siffran "
        "gäller kommunen. Exempel: 2582 eller Bodens kommun",
    ),
    "bra_category_is_known": Fault(
        Kind.UNKNOWN,
        "Brottskategorin ”{text}” finns inte i Brås export. Kategorier som kan läsas: {allowed}.",
    ),
    "bra_offence_is_one": Fault(
        Kind.UNKNOWN,
        "Både ”{other}” och ”{text}” slutar som ett brott i indicator_offences.csv, så det är inte säkert vilket som "
        "menas. Skriv mer av början av brottets namn där.",
    ),
    "bra_code_has_four_digits": Fault(
        Kind.UNKNOWN,
        "Brottskoden i ”{text}” har inte fyra siffror. Har ett kalkylprogram tagit bort en inledande nolla? Hämta "
        "filen från Brå på nytt, och lägg den i mappen utan att öppna den.",
    ),
    "bra_municipality_is_known": Fault(Kind.UNKNOWN, "”{text}” är ingen kommun i areas.csv. Exempel: Ale kommun"),
    "key_is_unique": Fault(
        Kind.TWICE,
        "Raden upprepar en nyckel: {key} ({titles}) står redan i {file}, rad {row}. Varje nyckel får stå en gång. Ta "
        "bort den ena raden, eller rätta nyckeln.",
    ),
    "bra_month_stands_once": Fault(Kind.TWICE, "{month} {year} står i två filer: även i {other}. Ta bort den ena."),
    "bra_area_stands_once": Fault(
        Kind.TWICE,
        "{area} står två gånger i filen med olika antal, också på rad {row}. Ta bort den rad som är fel.",
    ),
    "bra_offence_stands_once": Fault(
        Kind.TWICE,
        "Brottet ”{offence}” står två gånger för {area} och {period}, med olika antal: också i {file}, rad {row}. Ta "
        "bort den rad som är fel.",
    ),
    "bra_year_is_in_one_form": Fault(
        Kind.TWICE,
        "{year} finns både som helår och som månader i filerna, och skulle räknas två gånger. Ta bort det ena.",
    ),
    "bra_municipality_stands_once": Fault(
        Kind.TWICE,
        "{name} kommun står två gånger i filerna för {year}, med olika siffror. I {file} är {category} {first_count} "
        "på rad {first} men {second_count} på rad {second}. Kommunen har utelämnats. Kontrollera vad som är rätt och "
        'importera igen med till exempel make import FILES="filernas namn" CHOOSE="{name}=1" (1 är den första raden, '
        "2 den andra).",
        fatal=False,
    ),
    "dataset_has_one_row": Fault(
        Kind.TWICE,
        "Filen ska ha en enda rad, som säger om siffrorna är exempeldata, men har {rows}. Exempel: "
        "”handlingsplan,true”",
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
        "”{text}” är varken true (ja) eller false (nej). ”{title}” anges med ett av de orden. Exempel: {example}",
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
        "”{text}” följer inte den beskrivning av ”{title}” som står i schemas/. Rätta värdet. Exempel: {example}",
    ),
    "value_is_a_number": Fault(
        Kind.CELL,
        "”{text}” är inte ett tal. Skriv siffror utan enhet, eller töm cellen och välj en status. Exempel: 1 234,5",
    ),
    "value_is_yes_or_no": Fault(
        Kind.CELL,
        "”{text}” är varken ja eller nej. Svara ja eller nej, eller töm cellen och välj en status.",
        rule="value_is_a_number",
    ),
    "formula_counts_what_is_there": Fault(
        Kind.CELL,
        "Värdet är uträknat av en formel som räknar med tomma celler eller blir noll, så det kan bero på att något "
        "ännu inte är ifyllt. Skriv siffran i stället för formeln, eller svara saknas om uppgiften saknas. Är "
        'formelns värde det rätta, svara: {answer}gäller"',
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
        'tusental? Svara för alla filer från samma källa: {answer}decimaltecken" eller på samma sätt tusental. Du kan '
        "också skriva om talet, tusental med mellanslag och decimaler med komma. Exempel: 1 234 eller 1,2",
    ),
    "share_is_in_per_cent": Fault(
        Kind.CELL,
        "”{text}” är inte större än 1, men indikatorn anges i procent. Är det {text} procent, eller är det en del av "
        '1? Svara för indikatorn: {answer}procent" eller på samma sätt del-av-ett. Du kan också '
        "skriva talet med procenttecken. Exempel: 34 %",
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
        "”{text}” betyder olika saker hos olika källor, och vad det betyder här är inte känt. Svara för alla filer "
        'från samma källa: {answer}saknas" eller på samma sätt noll, dold, ej-tillämplig eller ej-insamlad. Du kan '
        "också skriva 0 om det är noll, eller tömma cellen och välja en status. Exempel: saknas",
    ),
    "other_sign_is_known": Fault(
        Kind.CELL,
        "”{text}” betyder olika saker hos olika källor, och vad det betyder här är inte känt. Svara för alla filer "
        'från samma källa: {answer}saknas" eller på samma sätt noll, dold, ej-tillämplig eller ej-insamlad. Du kan '
        "också skriva 0 om det är noll, eller tömma cellen och välja en status. Exempel: saknas",
        rule="value_is_a_number",
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
    "bra_preliminary_is_known": Fault(
        Kind.CELL,
        "”{text}” kan inte stå i kolumnen {column}. Där ska det stå om siffran är preliminär, True eller False.",
    ),
    "bra_status_is_known": Fault(
        Kind.STATUS,
        "Raden har både ett antal och statusen ”{text}”, så det är inte säkert att antalet gäller. Hämta filen från "
        "Brå på nytt.",
    ),
    "count_is_whole_number": Fault(
        Kind.CELL,
        "{cell} har decimaler, men {indicator} räknas i hela tal. Skriv ett heltal. Exempel: {example}",
    ),
    "share_is_within_100": Fault(
        Kind.CELL,
        "{cell} är mer än 100, men {indicator} är en andel i procent, från 0 till 100. Rätta talet.",
    ),
    "answer_is_yes_or_no": Fault(
        Kind.CELL,
        "{cell} är varken ja (1) eller nej (0), som {indicator} ska besvaras med. Exempel: ja (1)",
    ),
    "published_value_is_present": Fault(
        Kind.STATUS,
        "Status är {cell}, men värdet är tomt. Fyll i värdet, eller ange varför det saknas som status: saknas "
        "(missing), ej insamlad (not_collected) eller ej tillämplig (not_applicable). Exempel på värde: {example}",
    ),
    "base_is_of_a_rate": Fault(
        Kind.STATUS,
        "Raden har täljare eller nämnare, men {indicator} är varken ett tal per invånare eller en andel. Töm de "
        "cellerna.",
    ),
    "base_has_a_value": Fault(
        Kind.STATUS,
        "Raden har täljare eller nämnare men ingen siffra som visas. Fyll i värdet, eller töm de cellerna.",
    ),
    "numerator_has_a_denominator": Fault(
        Kind.STATUS,
        "Raden har en täljare men ingen nämnare. Fyll i nämnaren, eller töm täljaren.",
    ),
    "bra_parts_add_up": Fault(
        Kind.SUM,
        "Brottet ”{offence}” är {count} för {area} och {period}, men dess delar är tillsammans {sum}. Hämta filen från "
        "Brå på nytt, med alla delar.",
    ),
    "bra_other_parts_add_up": Fault(
        Kind.SUM,
        "Brottet ”{offence}” är {count} för {area} och {period}, men dess delar är tillsammans {sum}. Ingen indikator "
        "räknas på delarna.",
        fatal=False,
        rule="bra_parts_add_up",
    ),
    "bra_periods_add_up": Fault(
        Kind.SUM,
        "Brottet ”{offence}” är {count} för {area} hela år {year}, men {periods} är tillsammans {sum}. Hämta filen "
        "från Brå på nytt.",
    ),
    "numerator_is_part_of_denominator": Fault(
        Kind.SUM,
        "Täljaren är större än nämnaren, men {indicator} är en andel, så alla i täljaren ska finnas med i nämnaren. "
        "Rätta den som är fel.",
    ),
    "value_fits_its_base": Fault(
        Kind.SUM,
        "Värdet är inte det som täljaren och nämnaren ger: {formula}, avrundat. Rätta den siffra som är fel.",
    ),
    "base_is_whole_number": Fault(
        Kind.CELL,
        "Täljare och nämnare är hela tal från noll och uppåt. Skriv ett heltal, eller töm cellen. Exempel: 48",
    ),
    "unpublished_value_is_empty": Fault(
        Kind.STATUS,
        "Raden har ett värde, fast dess status är {status}. En sådan rad ska ha en tom cell. Ta bort värdet, eller "
        "ändra status till publicerad (final) eller preliminär (preliminary).",
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
    "indicator_counts_the_sex": Fault(
        Kind.UNKNOWN,
        "{indicator} räknar {which}, men raden gäller {sex}. Ta bort raden eller rätta könet. Räknar indikatorn båda, "
        "så rätta Kön som finns (sexes) i indicators/indicators.csv.",
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
    "text_may_be_personal": Fault(
        Kind.PERSON,
        "{where} står något som kan peka ut en person ({kind}: {masked}). Är det en person: ta bort det. Är det ingen "
        'person, svara: {answer}ingen-person"',
    ),
    "data_may_be_personal": Fault(
        Kind.PERSON,
        "{where} står något som kan peka ut en person ({kind}: {masked}). Är det en person: ta bort det. Är det ingen "
        "person: skriv in texten i data/allowed_texts.csv med ett skäl.",
        rule="text_may_be_personal",
    ),
    "text_tells_no_hidden_figure": Fault(
        Kind.PERSON,
        "Siffran på raden visas inte, men anmärkningen innehåller ett tal eller ett räkneord. Säger det hur många det "
        "gäller, eller kan det räknas ut ur det: skriv om anmärkningen utan tal. Säger det inget om det, {mend}",
    ),
    "reason_tells_no_hidden_figure": Fault(
        Kind.PERSON,
        "Siffran visas inte, men skälet till att den ändras innehåller ett tal eller ett räkneord. Säger det hur många "
        "det gäller, eller kan det räknas ut ur det: skriv om skälet utan tal. Säger det inget om det, {mend}",
        rule="text_tells_no_hidden_figure",
    ),
    "text_tells_no_figure_beside": Fault(
        Kind.PERSON,
        "Mening {number} i {where} nämner ett litet antal personer eller ärenden, och för {year} finns siffror som "
        "inte visas om {indicator}. Säger meningen något om dem: skriv om den utan tal. Säger den inget om dem, {mend}",
        rule="text_tells_no_hidden_figure",
    ),
    "small_count_is_hidden": Fault(
        Kind.PERSON,
        "Antalet är mellan {low} och {high} personer eller ärenden och får inte publiceras, eftersom någon kan "
        "kännas igen. Töm värdet och sätt status dold, få personer (suppressed_primary).",
    ),
    "checksum_tells_no_hidden_figure": Fault(
        Kind.PERSON,
        "Filen {name} har en siffra som är dold, och av en kontrollsumma går det att räkna ut den. Töm kontrollsumman.",
    ),
    "row_tells_no_hidden_figure": Fault(
        Kind.PERSON,
        "Siffran står i en fil som har en siffra som är dold, och av ordningen i filen kan det gå att förstå den. Töm "
        "blad och rad för alla siffror ur filen.",
    ),
    "file_names_differ": Fault(
        Kind.FILE,
        "Två av filerna heter likadant, så det går inte att säga vilken en siffra kommer ifrån. Döp om den ena och kör "
        "igen.",
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
        "En dold uppgift kan räknas ut av den som har sparat tidigare publiceringar: {cell}. Den avslöjas av "
        "{releases}. Det går inte att ta tillbaka. Fråga den som ansvarar för sekretess om någon behöver få veta det.",
        fatal=False,
    ),
    "hidden_value_need_not_be_hidden": Fault(
        Kind.PERSON,
        "Uppgiften är dold för att skydda en annan, men behöver inte vara det längre: {cell}. Den kan räknas ut av "
        "{cells}. Läs in den igen med sitt värde, så visas den.",
        fatal=False,
    ),
    "hidden_value_is_hidden_as_well_as_can_be": Fault(
        Kind.PERSON,
        "En uppgift som är dold eller inte redovisas kan räknas ut, eller ringas in till alltför få tal: {cell}. Att "
        "dölja mer hjälper inte: det som avslöjar den har andra publicerat, eller kommunen förut. Fråga den som "
        "ansvarar för sekretess om någon behöver få veta det.",
        fatal=False,
    ),
    "choice_of_hidden_tells_nothing": Fault(
        Kind.PERSON,
        "Vilka uppgifter som är dolda säger något om dem, för den som vet hur de väljs: {cell} ska döljas på samma "
        "sätt. {mend}",
    ),
    "rate_cannot_be_counted_back": Fault(
        Kind.PERSON,
        "Talet har fler decimaler än {decimals}, som reglerna för skydd av personer tillåter: annars kan antalet "
        "räknas ut. Avrunda det.",
    ),
    "rate_of_few_is_hidden": Fault(
        Kind.PERSON,
        "Siffran är räknad på {low}–{high} personer eller ärenden och får inte publiceras, eftersom någon kan kännas "
        "igen. Töm värdet, täljaren och nämnaren och sätt status dold, få personer (suppressed_primary).",
    ),
    "rate_of_few_is_its_sources": Fault(
        Kind.PERSON,
        "Siffran är räknad på {low}–{high} personer eller ärenden, så någon kan kännas igen. Har källan själv "
        "publicerat den: hämta den med make fetch, utan täljare. Töm annars värdet, täljaren och nämnaren och sätt "
        "status dold, få personer (suppressed_primary).",
    ),
    "share_of_all_but_few_is_hidden": Fault(
        Kind.PERSON,
        "Alla utom {low}–{high} personer eller ärenden räknas in i andelen, och den får inte publiceras, eftersom de "
        "som inte räknas in kan kännas igen. Töm värdet, täljaren och nämnaren och sätt status dold, få personer "
        "(suppressed_primary).",
    ),
    "rate_has_its_base": Fault(
        Kind.PERSON,
        "Täljare och nämnare saknas för {indicator}, så ingen vet om siffran gäller så få personer att någon kan "
        "kännas igen. Fyll i dem. Finns de inte: dölj siffran med make protect PROPOSE=1",
    ),
    "rate_is_its_sources": Fault(
        Kind.PERSON,
        "Källan publicerar bara totalen för {indicator}. En siffra för ett kön eller en ålder är kommunens egen, och "
        "med totalen kan den röja hur få de andra är. Ta bort raden, eller dölj siffran med make protect PROPOSE=1",
    ),
    "rate_without_base_is_hidden": Fault(
        Kind.PERSON,
        "Täljare och nämnare saknas, så ingen vet om siffran gäller så få personer att någon kan kännas igen, och den "
        "döljs. Den visas när kolumnerna Täljare och Nämnare är ifyllda. {function} kan lämna uppgifterna.",
        fatal=False,
        rule="rate_has_its_base",
    ),
    "share_has_enough_people": Fault(
        Kind.PERSON,
        "Andelen är räknad på färre än {least} personer och får inte publiceras. Töm värdet och sätt status dold, "
        "få personer (suppressed_primary).",
    ),
    "revision_keeps_what_is_hidden": Fault(
        Kind.PERSON,
        "Rättelsen innehåller ett värde av en siffra som är dold före eller efter ändringen, eller nu. Töm Tidigare "
        "värde (old_value) och Nytt värde (new_value) där; skälet räcker.",
    ),
    "reason_of_recall_has_no_number": Fault(
        Kind.PERSON,
        "Skälet till återkallelsen har ett tal, som kan berätta vad publiceringen visade. Skriv det utan tal. Årtal "
        "får stå.",
    ),
    "register_tells_nothing_recalled": Fault(
        Kind.PERSON,
        "Rättelsen innehåller ett värde som bara en återkallad publicering har visat. Töm det i Tidigare värde "
        "(old_value) eller Nytt värde (new_value); skälet räcker.",
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
    "measure_ends_after_it_starts": Fault(
        Kind.YEAR, "Åtgärden slutar {end}, men börjar först {start}. Rätta dagen som är fel."
    ),
    "year_is_one_year": Fault(
        Kind.YEAR,
        "”{text}” är inte ett uppföljningsår för den här indikatorn. Skriv ett årtal med fyra siffror. Exempel: 2025",
    ),
    "year_is_whole": Fault(
        Kind.YEAR,
        "”{text}” är en del av ett år, men uppgifterna ska gälla hela år. Ta bort raden, eller skriv helårets siffra "
        "och årtalet med fyra siffror. Exempel: 2025",
    ),
    "year_has_begun": Fault(Kind.YEAR, "Året {year} har inte börjat. Kontrollera att det är rätt fil, och rätta året."),
    "bra_month_is_known": Fault(Kind.YEAR, "”{text}” är inte en månad i Brås export. Månader: {allowed}."),
    "bra_period_is_known": Fault(
        Kind.YEAR, "”{text}” är inte en periodtyp i Brås export. Periodtyper: Månad, Kvartal, År, Helår."
    ),
    "bra_period_is_one": Fault(
        Kind.YEAR,
        "År, månad, kvartal och periodnyckel säger inte samma sak på raden: periodnyckeln är ”{key}” men borde vara "
        "”{expected}”. Hämta filen från Brå på nytt.",
    ),
    "bra_offence_counts_in_the_year": Fault(
        Kind.YEAR,
        "Brottet {offence} räknas inte i {indicator} år {year}, så siffran för {areas} läses inte. Räknas det ändå? "
        "Ändra åren i indicator_offences.csv.",
        fatal=False,
    ),
    "bra_year_has_every_month": Fault(
        Kind.YEAR,
        "År {year} saknar {months}. Ett helår kan inte summeras utan alla tolv månader. Lägg till filerna och "
        "importera igen.",
    ),
    "text_has_translation": Fault(
        Kind.TRANSLATION,
        "{texts} i tabellen {table} saknar översättning, med början på den här raden. På webbplatsens engelska sidor "
        "visas den svenska texten. Skriv översättningen i kolumnen bredvid, vars namn slutar på _en.",
        fatal=False,
    ),
    "translation_has_text": Fault(
        Kind.TRANSLATION,
        "Cellen har en översättning, men det finns ingen svensk text att översätta: {original} är tom på raden. Skriv "
        "den svenska texten, eller töm cellen.",
    ),
    "text_has_one_translation": Fault(
        Kind.TRANSLATION,
        "”{text}” är redan översatt med ”{first}” ({file}, rad {row}). Samma svenska text ska ha samma översättning "
        "överallt. Skriv likadant på båda ställena, eller skriv om den svenska texten.",
    ),
    "due_indicator_is_reported": Fault(
        Kind.ABSENT,
        "{function} ska lämna uppgifter för {year}, men de saknas utan förklaring: {indicators}. Lägg till dem. Finns "
        "någon inte ska det stå en rad med status saknas (missing) och en förklaring i Anmärkning (note).",
        fatal=False,
    ),
    "bra_municipality_has_every_month": Fault(
        Kind.ABSENT,
        "{name} saknar uppgift om {category} för {months} {year} och har utelämnats det året.",
        fatal=False,
    ),
    "bra_whole_is_there": Fault(
        Kind.ABSENT,
        "Brottet ”{offence}” saknas för {area} och {period}, fast delar av det finns med. Hämta filen från Brå på "
        "nytt, med alla brott.",
    ),
    "bra_offences_are_all_there": Fault(
        Kind.ABSENT,
        "{indicator} har ingen siffra för {areas} år {year}: {offences} saknas i filen, och alla brott som räknas "
        "måste finnas med.",
        fatal=False,
    ),
    "bra_year_is_summed_whole": Fault(
        Kind.ABSENT,
        "{area} har inte hela år {year} i filen: {periods} saknas. Ett helår summeras bara av alla månader eller alla "
        "kvartal, så inget läses in för det året.",
        fatal=False,
    ),
    "bra_nation_is_whole": Fault(
        Kind.ABSENT,
        "Riket har inte summerats för {year}: {count} av {all} kommuner saknas ({names}).",
        fatal=False,
    ),
    "series_break_is_flagged": Fault(
        Kind.BREAK,
        "{indicator} har ett seriebrott {year}, men raden saknar markeringen. Skriv true (ja) i Brott i serien "
        "(series_break), så att ingen jämför med åren före.",
    ),
    "series_break_is_registered": Fault(
        Kind.BREAK,
        "Raden är markerad som seriebrott, men inget brott är antecknat för {indicator} {year}. Skriv false (nej), "
        "eller lägg till brottet i indicators/series_breaks.csv.",
    ),
    "published_value_is_kept": Fault(
        Kind.REASON,
        "{indicator}: {about} är redan {old} men skulle bli {new}. En publicerad uppgift ändras bara med "
        'ett skäl. Skriv skälet på bladet Skäl i arbetsboken, eller kör make import FILES="filens namn" '
        'REASON="varför uppgiften ändras".',
    ),
    "published_figure_is_explained": Fault(
        Kind.REASON,
        "{indicator}, {about}, är publicerad som {old} och har ändrats utan ett skäl. Sätt tillbaka den, och läs in "
        'den nya siffran med ett skäl (make import FILES="filens namn" REASON="skälet"), eller skriv ändringen och '
        "skälet på en rad i data/revisions.csv.",
    ),
    "published_figure_is_there": Fault(
        Kind.REASON,
        "{indicator}, {about}, är publicerad som {old} men finns inte längre i data. Sätt tillbaka raden. Gäller "
        'siffran inte mer: läs in den som ”missing” med ett skäl (make import FILES="filens namn" REASON="skälet").',
    ),
    "reason_is_given": Fault(
        Kind.REASON,
        "Raden säger inte varför uppgiften ändras. Skriv skälet. Exempel: Källan har rättat siffran.",
    ),
    "example_data_is_on_example_area": Fault(
        Kind.EXAMPLE,
        "Datamängden är exempeldata, men {rows} gäller {area}. Påhittade siffror får bara stå på Exempelkommunen "
        "(9999), och verkliga inte i exempeldata. Ska kommunens egna uppgifter in? Kör först make start",
    ),
    "example_area_means_example_data": Fault(
        Kind.EXAMPLE,
        "{rows} gäller {area}, som är påhittad, så siffrorna är gjorda av exempeldata. Publicera dem aldrig som "
        "verkliga, och byt inte kommunkoden. Ta bort dem, och gör en ny arbetsbok med make new-year YEAR={year}",
    ),
    "example_data_is_unnamed": Fault(
        Kind.EXAMPLE,
        "Exempeldata får inte publiceras för en namngiven kommun. Siffrorna är påhittade. Töm namnet "
        "(municipality.name) och koden (municipality.code) i metadata.yml, eller byt först ut exemplen mot kommunens "
        "egna uppgifter.",
    ),
    "metadata_has_text": Fault(
        Kind.METADATA,
        "”{key}” saknas eller är tom. Fyll i den; besökarna ser texten. Exempel: {example}",
    ),
    "metadata_has_parts": Fault(
        Kind.METADATA,
        "”{key}” ska följas av indragna rader med en uppgift på varje, men är ”{found}”. Exempel: {example}",
    ),
    "field_is_described": Fault(
        Kind.METADATA,
        "”{key}” är inte som den ska. Ett fält under fields ska ha ”label” och ”label_en”. Har det choices, som "
        "börjar med select, ska det också ha empty och unknown, på båda språken. En rubrik ska vara en text.",
    ),
    "question_asks_known_field": Fault(
        Kind.METADATA,
        "Frågan ”{name}” har ett fält som inte är beskrivet under fields i metadata.yml. Beskriv det där, eller rätta "
        "namnet. Beskrivna är: {known}.",
    ),
    "metadata_is_text": Fault(
        Kind.METADATA,
        '”{key}” ska vara en text. Skriv den inom citattecken. Exempel: "{example}"',
    ),
    "municipality_has_code": Fault(
        Kind.METADATA,
        "Kommunen är namngiven ({name}) men saknar kommunkod, som avgör vilka uppgifter som visas. Fyll i "
        'koden (municipality.code). Exempel: "1440"',
    ),
    "municipality_has_its_code": Fault(
        Kind.METADATA,
        "Kommunkoden ”{code}” hör till {area}, men kommunen heter ”{name}” i metadata.yml. Rätta det ena.",
    ),
    "municipality_is_known": Fault(
        Kind.METADATA,
        'Kommunkoden ”{code}” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"',
    ),
    "address_is_https": Fault(
        Kind.METADATA,
        "Webbplatsens adress (address) är ”{address}”, men ska börja med https://. Exempel: "
        "https://handlingsplan.kommunen.se",
    ),
    "address_is_in_ascii": Fault(
        Kind.METADATA,
        "Webbplatsens adress (address) är ”{address}”, som har å, ä, ö eller något annat tecken utöver a till z. Skriv "
        "den så som datorer skriver den: {right}",
    ),
    "address_is_of_a_host": Fault(
        Kind.METADATA,
        "Webbplatsens adress (address) är ”{address}”, och den går inte att nå från internet. Skriv https:// och "
        "webbplatsens namn, utan mellanslag. Exempel: https://handlingsplan.kommunen.se",
    ),
    "address_has_no_path": Fault(
        Kind.METADATA,
        "Webbplatsens adress (address) är ”{address}”, men ska sluta med webbplatsens namn, utan snedstreck eller "
        "något mer. Skriv {right}",
    ),
    "licence_is_an_address": Fault(
        Kind.METADATA,
        "Licensens adress (license_url) är ”{value}”, men ska vara en webbadress. Exempel: "
        "http://creativecommons.org/publicdomain/zero/1.0/",
    ),
    "issued_is_a_date": Fault(
        Kind.METADATA,
        "Dagen för den första publiceringen (issued) är ”{value}”, men ska vara ett datum. Exempel: 2026-03-31",
    ),
    "organisation_number_has_its_form": Fault(
        Kind.METADATA,
        "Organisationsnumret (municipality.organisation_number) ska ha tio siffror. Skriv aldrig ett personnummer. "
        "Exempel: 212000-0001",
    ),
    "contact_email_is_an_address": Fault(
        Kind.METADATA,
        "”{value}” (municipality.contact.email) är inte en e-postadress. Exempel: kvalitet@kommunen.se",
    ),
    "contact_phone_is_a_number": Fault(
        Kind.METADATA,
        "”{value}” (municipality.contact.phone) är inte ett telefonnummer. Skriv riktnummer och nummer inom "
        "citattecken, eller lämna tomt.",
    ),
    "catalogue_has_an_address": Fault(
        Kind.METADATA,
        "Ingen datakatalog görs, så uppgifterna syns inte på dataportal.se. Fyll i det som saknas i metadata.yml, "
        "först webbplatsens adress (address): {keys}",
        fatal=False,
    ),
    "catalogue_is_complete": Fault(
        Kind.METADATA,
        "Datakatalogen, som dataportal.se läser, blir inte fullständig. I metadata.yml saknas: {keys}",
        fatal=False,
    ),
}
