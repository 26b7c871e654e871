"""Whether the machine and the project have what they need."""

from __future__ import annotations

SENTENCES = {
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
        "version {version} är för gammal, eller saknar sökning (FTS5) eller matematiska funktioner. Installera en "
        "Python som har SQLite 3.38 eller senare."
    ),
    "doctor_folders": "Mappar",
    "doctor_folders_closed": "det går inte att skriva i {folders}. Ge ditt konto rätt att skriva där.",
    "doctor_folders_are_files": "här ska det vara mappar, men det är filer: {files}. Ge filerna andra namn.",
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
        '{count} med ändringar är inte sparade i historiken. Spara dem med: git add --all && git commit -m "Årets '
        'uppgifter"'
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
    "doctor_release_damaged": (
        "{release} är skadad. Det här saknas, är ändrat eller hör inte dit: {files}. Kör make publish, så lagas den "
        "om inget är ändrat i data sedan den publicerades."
    ),
    "doctor_release_unsealed": (
        "{release} har alla sina delar. Den byggdes innan filerna fick kontrollsummor, så skador inuti dem syns inte."
    ),
    "doctor_release_whole": "{release} är hel.",
    "doctor_follow_up": "Uppföljning",
    "doctor_follow_up_done": "siffror till och med {year} är publicerade.",
    "doctor_follow_up_due": "siffrorna för {year} är inte publicerade än. Börja med make new-year YEAR={year}",
    "doctor_follow_up_late": "siffrorna för {year} är försenade. Börja med make new-year YEAR={year}",
    "doctor_kept": "Tidigare publiceringar",
    "doctor_kept_damaged": (
        "skador i {releases}. De behövs när nya uppgifter granskas och när ni går tillbaka. Lägg tillbaka mapparna i "
        "releases ur en säkerhetskopia."
    ),
    "doctor_kept_none": "inga.",
    "doctor_kept_unsealed": (
        "{count} finns kvar med alla sina delar. Av dem är {unsealed} från tiden innan filerna fick kontrollsummor, "
        "så skador inuti dem syns inte."
    ),
    "doctor_kept_whole": "alla {count} är hela.",
    "doctor_port": "Port",
    "doctor_port_taken": (
        "{port} är upptagen. Det är som det ska om webbplatsen redan visas. Välj annars en annan port: "
        "make serve PORT=8002"
    ),
    "doctor_port_free": "{port} är ledig.",
    "doctor_no_help": (
        "numret till socialtjänsten eller socialjouren saknas. Skriv in dem på raderna under ”help”, så visas de på "
        "sidan Hjälp om du är utsatt."
    ),
    "doctor_catalogue": "Datakatalog",
    "doctor_catalogue_whole": "metadata.yml har allt som dataportal.se vill veta.",
    "doctor_readable": "filen kan läsas.",
    "doctor_schemas_broken": "filerna i schemas/ kan inte läsas. Hämta dem ur projektets historik i git.",
    "doctor_schemas": "beskrivningarna av {count} tabeller kan läsas.",
    "doctor_clock": "Klocka",
    "doctor_clock_behind": (
        "datorn tror att det är {today}, men uppgifterna är från {newest}. Ställ datorns klocka, eller rätta datumet "
        "i data."
    ),
    "doctor_clock_right": "{today}.",
    "doctor_bases": "Täljare och nämnare",
    "doctor_bases_lack": (
        "saknas för {count} om personer: {indicators}. Fyll i dem i data, eller dölj siffrorna med make protect "
        "PROPOSE=1"
    ),
    "doctor_bases_known": "finns för alla tal och andelar om personer som visas.",
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
}
