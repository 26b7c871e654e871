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
    "hidden_sex_cannot_be_subtracted": (
        "Uppgiften är dold, men kan räknas ut ur de två andra: totalt är kvinnor och män tillsammans. Dölj en till, "
        "med status suppressed_secondary (skyddar en annan uppgift)."
    ),
    "revision_keeps_what_is_hidden": (
        "Rättelsen innehåller ett värde som är dolt före eller efter ändringen. Töm old_value och new_value där; "
        "skälet räcker."
    ),
    "example_data_is_on_example_area": (
        "Datamängden är exempeldata, men {rows} gäller en verklig kommun eller riket (områdeskod {area}). Påhittade "
        "siffror får bara stå på exempelkommunen, och verkliga inte i exempeldata. Exempel på rätt områdeskod: 9999"
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
        'skäl. Importera igen med --reason "varför uppgiften ändras".'
    ),
    "of_year": " för år {year}",
    "import_done": "{new} nya, {changed} ändrade och {same} oförändrade uppgifter i {folder}.",
    "import_dry": "Inget har skrivits. Så här skulle det bli: {new} nya, {changed} ändrade, {same} oförändrade.",
    "import_refused": "Importen stoppades och inget har ändrats.",
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
    "help_help": "Visa den här hjälpen.",
}


NOUNS = {"file": ("fil", "filer"), "row": ("rad", "rader"), "warning": ("varning", "varningar")}


def counted(number: int, noun: str) -> str:
    """A number and its noun in Swedish, in the singular for one."""
    one, many = NOUNS[noun]
    return f"{number} {one if number == 1 else many}"


def say(sentence: str, /, **facts: object) -> str:
    """The sentence of that name with its facts put in. Raises KeyError where the sentence or a fact is not there."""
    return SENTENCES[sentence].format_map(facts)


def number(value: float) -> str:
    """A number as it stands in a canonical file: decimal point, and no decimals on a whole number."""
    return str(int(value)) if value == int(value) else repr(value)
