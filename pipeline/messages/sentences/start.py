"""A real start: the questions, what will be done, and what stops it."""

from __future__ import annotations

SENTENCES = {
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
    "start_ask_social_services": (
        "Vilket telefonnummer har socialtjänsten för den som är utsatt för våld? Det visas på hjälpsidan. Enter om det "
        "inte ska visas:"
    ),
    "start_ask_social_emergency": (
        "Vilket telefonnummer har socialjouren, när socialtjänsten är stängd? Enter om det inte ska visas:"
    ),
    "start_ask_public_address": (
        "Vilken adress får webbplatsen på internet? Den står i datakatalogen, som dataportal.se läser. Exempel: "
        "https://handlingsplan.kommunen.se. Enter om den inte är bestämd:"
    ),
    "start_phone_is_right": (
        "Det är inte ett telefonnummer. Skriv riktnummer och nummer med siffror, mellanslag och bindestreck, eller "
        "lämna tomt."
    ),
    "start_ask_yes": "Skriv ja för att göra det här, något annat för att avbryta:",
    "start_name_is_known": (
        "”{name}” liknar ingen kommun i areas.csv. Skriv namnet som på kommunens egen webbplats. Exempel: Ale kommun"
    ),
    "start_code_is_of_name": (
        "”{code}” är inte kommunkoden för ”{name}”. Rätt kod: {codes}. Är det namnet som är fel? Avbryt med Ctrl+C "
        "och kör make start igen."
    ),
    "start_number_is_right": (
        "Det är inte ett organisationsnummer. Skriv de tio siffrorna, eller lämna tomt. Skriv aldrig ett "
        "personnummer. Exempel: 212000-0001"
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
    "start_help": "    hjälpsidan: socialtjänsten {social_services}, socialjouren {social_emergency}",
    "start_address": "    webbplatsens adress: {address}",
    "start_no_address": "inte bestämd",
    "start_marks": "  Datamängden märks som kommunens egen, inte som exempel (dataset.csv).",
    "start_leaves": "  Planen, indikatorerna och källorna rörs inte, och inte heller det som redan är publicerat.",
    "start_bases": (
        "  Tal och andelar om personer visas bara när täljare och nämnare är ifyllda i arbetsboken: {indicators}."
    ),
    "start_mailbox": (
        "Obs! {email} ser ut att höra till en person. Adressen visas på webbplatsen. Välj hellre en funktions brevlåda."
    ),
    "start_declined": "Inget har ändrats.",
    "start_done": "Klart. Exempelsiffrorna är borta och datamängden gäller nu {name}.",
    "start_until_publish": "Webbplatsen visar det som senast publicerades tills ni har kört make publish.",
    "start_ask_fetch": (
        "Ska kommunens officiella siffror hämtas från källorna nu (Kolada och SCB)? Det behöver internet. (ja/nej)"
    ),
    "start_inbox": (
        "Obs! I mappen inbox ligger {names}. Det som är gjort av exempeldata läses inte in. Ta bort det innan ni kör "
        "make publish."
    ),
    "start_refused": "Inget har ändrats, eftersom filerna ovan inte kan läsas. Rätta felen och kör make start igen.",
    "start_has_own_figures": (
        "Datamängden är inte exempeldata och har redan kommunens egna uppgifter. De tas aldrig bort av make start, "
        "och inget har ändrats. Ska kommunens namn eller kontakt ändras? Rätta det i metadata.yml."
    ),
    "start_has_real_areas": (
        "Bland exempelsiffrorna finns {rows} om en verklig kommun, i tabellen {table}. Verkliga uppgifter tas aldrig "
        "bort av make start, och inget har ändrats. Spara raderna på ett annat ställe, ta bort dem ur data-mappen "
        "och kör make start igen."
    ),
    "start_is_not_read_back": (
        "Det går inte att skriva in kommunen säkert i metadata.yml: en rad står kanske två gånger. Inget har ändrats. "
        "Låt varje rad under ”municipality” stå en gång och kör make start igen."
    ),
    "start_needs_line": (
        "Raden ”{key}” finns inte i metadata.yml, så det går inte att skriva in kommunen där. Inget har ändrats. "
        'Lägg till raden med en tom text och kör make start igen. Exempel: name: ""'
    ),
}
