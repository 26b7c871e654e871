"""What checking, building, publishing and serving say, and what stops them."""

from __future__ import annotations

SENTENCES = {
    "no_problems": "Inga problem. {rows} rader i {tables} tabeller är kontrollerade.",
    "more_kinds": "… och fel av {count} slag till. Rätta de här först.",
    "every_row_is_listed": (
        "Av det som liknar varandra visas bara de första raderna. Varje rad är uppräknad i alla-fel.csv i "
        "inbox/rapport (make import, make publish), eller i svaret från pipeline check --format json."
    ),
    "problem_count": "{fatal} fel och {warnings}.",
    "publish_refused": "Publiceringen stoppades av fel i data. Det som redan är publicerat är orört.",
    "build_refused": "Bygget stoppades av fel i data.",
    "step_read": "Läser {folder} …",
    "step_check": "Kontrollerar …",
    "step_database": "Bygger databasen …",
    "step_charts": "Ritar diagram …",
    "step_downloads": "Skriver filer att ladda ner …",
    "step_copying": "Kopierar webbplatsen, sida för sida …",
    "copied": (
        "Kopian är klar: {count} filer i {folder}. Lägg allt som finns i mappen, också filen .htaccess, på "
        "webbhotellet, så att {address} visar den."
    ),
    "no_web_address": (
        "{address} är ingen adress till en webbplats. Skriv hela adressen dit kopian ska läggas, till exempel "
        "https://exempel.se/handlingsplan"
    ),
    "step_verify": "Provar den byggda webbplatsen …",
    "step_preview": "Jämför med det som är publicerat …",
    "published": "Publicerat: {release}, uppföljningsår {years}, {rows} uppgifter.",
    "published_changes": "Sedan förra publiceringen: {new} nya, {changed} ändrade och {gone} borttagna uppgifter.",
    "published_incomparable": "Den förra publiceringen har en annan form, så ändringarna kan inte räknas.",
    "published_first": "Det är den första publiceringen.",
    "published_where": "Se resultatet med: make serve",
    "unchanged": "Inget har ändrats sedan {release}. Ingen ny publicering behövs.",
    "verified": "{count} sidor svarade som de ska.",
    "example_notice": "Obs! Siffrorna är exempeldata och sidorna säger det.",
    "built": "Byggd: {release} i {folder}.",
    "rolled_back": (
        "Tillbaka till {release}. Publiceringen {left}, som lämnades, finns kvar i releases/.\n"
        "Uppgifterna i mappen data är inte ändrade. Rätta det som är fel och kör sedan make publish. Innan något är "
        "ändrat publiceras de inte igen, om du inte kör make publish AGAIN=1"
    ),
    "publish_is_rolled_back": (
        "Ingen publicering gjordes. Uppgifterna är desamma som i {release}, som ni har gått tillbaka från, och inget "
        "är ändrat sedan dess. Rätta det som är fel, i filen i mappen inbox eller i data, och kör make publish. Är "
        "uppgifterna ändå rätta: kör make publish AGAIN=1"
    ),
    "publish_lacks_releases": "Ingen publicering gjordes. {question}",
    "asks_for_releases": (
        "Det verkar finnas tidigare publiceringar som inte är kvar i {folder}: {signs}. "
        "Vad de visar kan läggas ihop med det som publiceras nu, så de behövs när uppgifterna granskas. Lägg tillbaka "
        "mappen releases från den dator eller säkerhetskopia där den finns. Har uppgifterna aldrig publicerats: kör "
        'make publish FIRST=1. Finns publiceringarna ingenstans: skriv skälet och kör make publish LOST="skälet"'
    ),
    "journal_names_releases": "journalen nämner {releases}",
    "there_are_revisions": "det finns rättelser i revisions.csv",
    "retrieved_over_years": "uppgifterna är hämtade under flera år, från {first} till {last}",
    "release_current": "{release}  publicerad nu",
    "release_recalled": "{release}  återkallad",
    "release_current_recalled": "{release}  publicerad nu, men återkallad",
    "no_releases": "Inga publiceringar finns. Kör: make publish",
    "address_is_taken": (
        "Det går inte att lyssna på {host}:{port}. Visas webbplatsen redan? Välj annars en annan port, till exempel "
        "make serve PORT=8002"
    ),
    "serving": "Webbplatsen visas på http://{host}:{port}/ (avsluta med Ctrl+C).",
    "sqlite_lacks": (
        "SQLite {version} är för gammal, eller saknar sökning (FTS5) eller matematiska funktioner. Installera en "
        "Python som har SQLite 3.38 eller senare."
    ),
    "project_not_found": "{root} är inte ett projekt: {missing} saknas. Ange rätt mapp med --project.",
    "data_not_found": "{folder} finns inte, eller är ingen mapp.",
    "output_not_empty": "Mappen {folder} finns redan och är inte tom. Ange en ny mapp.",
    "busy": "En annan publicering pågår i samma projekt. Vänta tills den är klar och försök igen.",
    "publish_shows_recalled": (
        "Inget har publicerats: publicering {release} är återkallad, men siffrorna är desamma. Rätta eller dölj det "
        "som var fel (make protect visar vad som måste döljas) och publicera igen."
    ),
    "recall_refused": "Data går inte att läsa, så inget kan återkallas. Rätta felen först.",
    "recall_needs_release": "Säg vilken publicering: make recall RELEASE=namnet. De som finns: {releases}",
    "recall_is_made": "{release} är redan återkallad. Skälet står i data/recalls.csv.",
    "recall_needs_reason": (
        'Säg varför {release} återkallas: make recall RELEASE={release} REASON="skälet". Skälet visas för alla som '
        "frågar efter den."
    ),
    "recall_reason_refused": "Inget har ändrats. Skriv skälet på ett annat sätt och kör kommandot igen.",
    "recalled": (
        "{release} är återkallad och visas inte mer här. Kör make publish, så försvinner den även där den är kopierad."
    ),
    "recalled_current": (
        "{release} är återkallad, men det är den som visas nu. Rätta eller dölj det som var fel (make protect "
        "visar vad som måste döljas) och kör make publish, eller visa den förra publiceringen med make rollback. Först "
        "då försvinner den."
    ),
    "recalled_is_told": (
        "Listan över ändringar i {releases} berättar vad den visade. Publicera först, och återkalla sedan även dem."
    ),
    "diff_needs_release": "Det finns ingen publicering {name}. De som finns: {releases}",
    "diff_added": "Ny: {indicator}, {about}: {new}.",
    "diff_changed": "Ändrad: {indicator}, {about}. Förut: {old}. Nu: {new}.",
    "diff_removed": "Borta: {indicator}, {about}. Förut: {old}.",
    "diff_redefined": "Omdefinierad: {indicator}, {column}. Förut: ”{old}”. Nu: ”{new}”.",
    "diff_indicator_added": "Ny indikator: {indicator}.",
    "diff_indicator_removed": "Borttagen indikator: {indicator}.",
    "diff_a_figure": "en siffra",
    "diff_reason": "Skäl: {reason}",
    "diff_has_more": "… och {count} till. Alla visas med --format csv eller json.",
    "diff_is_empty": "Inga siffror och inga definitioner skiljer dem åt.",
    "nothing_before": "Det finns ingen tidigare publicering att gå tillbaka till.",
    "release_not_found": "Ingen publicering finns i {folder}. Kör först: make publish",
    "release_not_whole": (
        "Publiceringen {release} är inte hel. Det här saknas eller är skadat: {files}. Är det den som visas, och inget "
        "är ändrat i data sedan dess: kör make publish, så lagas den. Lägg annars tillbaka mappen releases/{release} "
        "ur en säkerhetskopia. Finns den inte kvar någonstans: ta bort mappen, skriv skälet och kör make publish "
        'LOST="skälet"'
    ),
    "rollback_is_damaged": (
        "Det går inte att gå tillbaka till {release}, som är skadad: {files}. Det som är publicerat är orört. Lägg "
        "tillbaka mappen releases/{release} ur en säkerhetskopia och kör make rollback igen."
    ),
    "step_mend": "Bygger om {release}, som är skadad …",
    "mended": "{release} är lagad. Det här saknades, var skadat eller hörde inte dit: {files}.",
    "disk_lacks_room": (
        "Ingen publicering gjordes. Det behövs {needed} MB ledigt för {folder}, men bara {free} MB är ledigt. Frigör "
        "plats och kör make publish igen. Det som är publicerat är orört."
    ),
    "clock_is_behind": (
        "Inget är gjort. Datorns klocka visar {now} (UTC), men enligt {file} byttes publicering senast {last}. Ställ "
        "datorns klocka och kör kommandot igen. Går klockan rätt var det den gången som den gick fel: rätta då tiden "
        "(time) på den raden i filen."
    ),
    "journal_is_broken": (
        "Inget är gjort. Rad {line} i {file} går inte att läsa, och där står vad som har publicerats. Lägg tillbaka "
        "filen ur en säkerhetskopia, eller ta bort raden om den inte säger något."
    ),
    "page_fails": (
        "Den byggda webbplatsen svarar fel på {address} ({status}). Kontrollera vad som står i metadata.yml om det "
        "som adressen slutar med. Det som är publicerat är orört."
    ),
}
