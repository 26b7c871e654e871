"""What is said when figures are hidden."""

from __future__ import annotations

SENTENCES = {
    "name_is_not_told": "verksamhetens egen fil",
    "hidden_for_another": "Värdet döljs, eftersom det annars skulle avslöja en annan dold uppgift.",
    "reason_hidden": "Uppgiften bygger på få personer, eller så kunde en sådan uppgift räknas ut ur den.",
    "step_protect": "Prövar vad som kan räknas ut …",
    "hidden_few": "bygger på få personer eller ärenden",
    "hidden_few_others": "räknar in alla utom några få",
    "hidden_few_in_base": "räknas på för få personer",
    "hidden_no_base": "saknar täljare eller nämnare, så ingen vet hur många som räknas",
    "hidden_beside_public": "finns inte hos källan, som bara har publicerat totalen",
    "hidden_protects": "skyddar en annan uppgift som inte visas",
    "hidden_kind": "  {count} {why}.",
    "hidden_indicator": "  {indicator}",
    "hidden_row": "    {about}: {why}",
    "hidden_now": "{why} (stod redan i data och döljs nu)",
    "hidden_about": "{year}, {who}",
    "hidden_mended_by": "{why} ({function} kan lämna dem, i kolumnerna Täljare och Nämnare)",
    "hidden_group": "  {indicator}: {count} för {years} {why}",
    "hidden_more": "  … och {count} rader till.",
    "hidden_whole": "Varje uppgift för sig står i {path}. Där finns inga dolda siffror.",
    "hidden_header": "Indikator;År;Område;Kön och ålder;Varför uppgiften inte visas",
    "protect_needs_nothing": "Inget mer behöver döljas. Ingen dold uppgift kan räknas ut.",
    "protect_would": (
        "{count} behöver döljas för att ingen dold uppgift ska kunna räknas ut. Inget har ändrats. Gör det i data "
        "med: make protect PROPOSE=1"
    ),
    "protect_done": (
        "Dolt i {folder}: {count}. Det som är dolt finns inte kvar i data, och varför det är dolt står i revisions.csv."
    ),
    "protect_refused": "Inget har ändrats, eftersom filerna ovan har fel. Rätta felen och kör kommandot igen.",
}
