"""What is said when figures are hidden."""

from __future__ import annotations

SENTENCES = {
    "hidden_for_another": "Värdet döljs, eftersom det annars skulle avslöja en annan dold uppgift.",
    "reason_hidden": "Uppgiften bygger på få personer, eller så kunde en sådan uppgift räknas ut ur den.",
    "step_protect": "Prövar vad som kan räknas ut …",
    "protect_hides": "  {cell}: {status}",
    "protect_needs_nothing": "Inget mer behöver döljas. Ingen dold uppgift kan räknas ut.",
    "protect_would": (
        "{count} behöver döljas för att ingen dold uppgift ska kunna räknas ut. Inget har ändrats. Dölj dem i data "
        "med: make protect PROPOSE=1"
    ),
    "protect_done": "Dolt i {folder}: {count}. Skälen står i revisions.csv, och siffrorna finns inte kvar i data.",
    "protect_refused": "Inget har ändrats, eftersom filerna ovan har fel. Rätta felen och kör kommandot igen.",
}
