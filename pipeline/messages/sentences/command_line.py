"""Help, wrong usage, and a fault in the program."""

from __future__ import annotations

SENTENCES = {
    "interrupted": "Avbrutet. Det som är publicerat är orört.",
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
    "program_fault_without_log": (
        "Ett fel har uppstått i programmet, och det går inte att skriva om det i pipeline.log: varken här eller bland "
        "datorns tillfälliga filer. Det som är publicerat är orört. Kontrollera disken med make doctor."
    ),
    "disk_is_full": (
        "Disken är full, så det gick inte att skriva klart. Det som är publicerat är orört, liksom uppgifterna i data. "
        "Frigör plats och kör kommandot igen."
    ),
    "disk_is_read_only": (
        "Disken går bara att läsa, så det gick inte att skriva i {path}. Det som är publicerat är orört, liksom "
        "uppgifterna i data. Flytta projektet till en disk som går att skriva på, eller be den som sköter datorn att "
        "öppna disken för skrivning, och kör kommandot igen."
    ),
    "disk_is_faulty": (
        "Disken svarar med ett fel. Det som är publicerat är orört, liksom uppgifterna i data. Kopiera projektet till "
        "en annan disk och be den som sköter datorn att kontrollera disken."
    ),
    "not_permitted": (
        "Ditt konto får inte läsa eller skriva {path}. Det som är publicerat är orört, liksom uppgifterna i data. Ge "
        "kontot rätt till det, eller be den som sköter datorn, och kör kommandot igen."
    ),
    "not_a_folder": (
        "{path} är en fil, men där ska det vara en mapp. Det som är publicerat är orört. Ge filen ett annat namn, så "
        "skapas mappen, och kör kommandot igen."
    ),
    "not_a_file": (
        "{path} är en mapp, men där ska det vara en fil. Det som är publicerat är orört. Ge mappen ett annat namn och "
        "kör kommandot igen."
    ),
    "heading_usage": "Så här: ",
    "heading_options": "Val",
    "heading_commands": "Kommandon",
    "usage_options": "[VAL]",
    "usage_commands": "KOMMANDO",
    "help_pipeline": "Från kommunens plan och årliga uppgifter till öppna data.",
    "help_check": "Kontrollera data och visa alla problem på en gång.",
    "help_import": "Läs in filer till data-mappen.",
    "help_build": "Bygg en publicering i en egen mapp, utan att publicera den, eller en kopia av webbplatsen.",
    "help_publish": "Läs in inkorgen, kontrollera, bygg, prova och publicera.",
    "help_first": "Publicera uppgifter som aldrig har publicerats förut, fast det ser så ut.",
    "help_lost": "Publicera fast tidigare publiceringar inte finns kvar, och skälet till det.",
    "help_to": "Skicka sedan publiceringen till en annan mapp eller till en server: användare@server:/mapp.",
    "help_again": "Publicera uppgifterna fast ni har gått tillbaka från dem.",
    "help_fetch": "Hämta de officiella siffrorna från källorna till inkorgen.",
    "help_fetch_source": "Bara från den här källan.",
    "help_fetch_years": "Bara de här åren, till exempel 2021-2025 (annars alla).",
    "help_fetch_address": "Fråga en annan adress, för att prova. Exempel: ”kolada=http://127.0.0.1:8000/v3”",
    "help_accept": "Godkänn en serie som källan har ändrat, så att den kan hämtas.",
    "help_accept_reason": "Varför serien godkänns. Skälet publiceras.",
    "help_accept_break": "År då siffrorna slutar att gå att jämföra med de tidigare.",
    "help_recall": "Återkalla en publicering, så att den inte visas mer på någon adress.",
    "help_recall_reason": "Varför den återkallas. Skälet visas för alla som frågar efter den.",
    "help_diff": "Visa vad som skiljer två publiceringar åt.",
    "help_diff_format": "text för den som läser, json eller csv för program.",
    "help_close_year": "Avsluta ett år fast uppgifter saknas, så att webbplatsen visar det.",
    "help_close_reason": "Varför året avslutas utan de uppgifter som saknas. Skälet visas på webbplatsen.",
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
    "help_answer": "Svar på en fråga om filerna, med frågans beteckning. Exempel: a3f9c1=saknas",
    "command_import": 'make import FILES="{files}"',
    "command_again": "kör samma kommando en gång till, med tillägget",
    "command_publish": "make publish",
    "command_preview": "make preview",
    "help_choose": "Vilken rad som gäller för en kommun som står två gånger, t.ex. Heby=1.",
    "help_reason": "Varför redan publicerade uppgifter ändras.",
    "help_dry_run": "Visa vad som skulle ske, utan att skriva något.",
    "help_output": "En ny eller tom mapp.",
    "help_static": (
        "Skriv i stället den publicerade webbplatsen som vanliga filer, för ett webbhotell. ADRESS är där den ska "
        "ligga: https://exempel.se/handlingsplan"
    ),
    "help_host": "Adress att lyssna på.",
    "help_access_log": "Skriv en rad för varje anrop: sida, svar och tid, aldrig vem som frågade eller vad.",
    "help_port": "Port att lyssna på.",
    "help_start": "Börja på riktigt: ta bort exempelsiffrorna och ange kommunen.",
    "help_doctor": "Kontrollera att datorn och projektet har det som behövs.",
    "help_handover": "Skriv en anteckning och en påminnelse till den som tar över.",
    "help_name": "Kommunens namn.",
    "help_code": "Kommunens kod, fyra siffror.",
    "help_organisation_number": "Kommunens organisationsnummer (tomt om det inte ska visas).",
    "help_contact_name": "Funktionen som svarar på frågor, aldrig en person.",
    "help_contact_email": "Funktionens e-postadress.",
    "help_social_services": "Socialtjänstens telefonnummer, som visas på hjälpsidan.",
    "help_social_emergency": "Socialjourens telefonnummer, som visas på hjälpsidan.",
    "help_public_address": "Webbplatsens adress på internet, som https://handlingsplan.kommunen.se.",
    "help_start_fetch": "Hämta också kommunens officiella siffror, utan att fråga först.",
    "help_yes": "Gör det utan att fråga först.",
    "help_remind": "Dag för påminnelsen, ÅÅÅÅ-MM-DD (annars samma datum nästa år).",
    "help_help": "Visa den här hjälpen.",
}
