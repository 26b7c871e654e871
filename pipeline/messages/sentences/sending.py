"""What sending a release to where it is served says, and what stops it."""

from __future__ import annotations

SENTENCES = {
    "step_send": "Skickar till {target} …",
    "sent": "{release} visas nu från {target}.",
    "sent_before": "{release} finns redan på {target}, och det är den som visas.",
    "send_target_has_a_form": (
        "Det går inte att skicka till ”{target}”. Skriv en mapp, eller användare@server:/mapp med hela sökvägen på "
        "servern."
    ),
    "send_target_is_here": "{target} är det här projektet. Ange en annan mapp att skicka till.",
    "send_lacks_program": "Programmet {program} behövs för att skicka, men finns inte på datorn. Installera det först.",
    "send_lacks_folder": "Mappen {target} finns inte. Skapa den, eller rätta adressen, och kör kommandot igen.",
    "send_differs": (
        "Kopian av {release} på {target} blev inte likadan som publiceringen här, så den används inte. Det som visas "
        "där är orört. Kör kommandot igen."
    ),
    "send_host_is_unknown": (
        "Servern i {target} är inte känd av den här datorn, eller har bytt nyckel. Fråga den som sköter servern om "
        "nyckeln, och logga in en gång för hand med ssh så att den sparas. Inget skickades. Svaret var: {answer}"
    ),
    "send_login_is_refused": (
        "Servern i {target} släpper inte in dig. Be den som sköter servern lägga in din nyckel. Inget mer skickades. "
        "Svaret var: {answer}"
    ),
    "send_no_such_host": "Servern i {target} finns inte under det namnet. Rätta adressen. Svaret var: {answer}",
    "send_no_answer": (
        "Servern i {target} svarar inte, eller slutade svara. Det som visas där är fortfarande helt. Kontrollera "
        "nätet och kör kommandot igen. Svaret var: {answer}"
    ),
    "send_no_space": (
        "Disken är full på {target}. Det som visas där är fortfarande helt. Ta bort gamla publiceringar där och kör "
        "kommandot igen. Svaret var: {answer}"
    ),
    "send_folder_is_closed": (
        "Det går inte att skriva i {target}. Det som visas där är fortfarande helt. Ge den användare som tar emot rätt "
        "att skriva i mappen releases där. Svaret var: {answer}"
    ),
    "send_no_rsync_there": "Programmet rsync finns inte på {target}. Installera det där. Svaret var: {answer}",
    "send_fails": (
        "Det gick inte att skicka till {target}. Det som visas där är fortfarande helt. Svaret var: {answer}"
    ),
}
