"""What fetching from official sources says, and what stops it."""

from __future__ import annotations

SENTENCES = {
    "step_fetch": "Frågar {title} …",
    "fetch_refused": "Data går inte att läsa, så det går inte att veta vad som ska hämtas. Rätta felen först.",
    "fetch_needs_start": (
        "Här finns bara exempeldata, som inte gäller någon kommun. Kör make start först, så hämtas er kommuns siffror."
    ),
    "unknown_fetched_source": "Det går inte att hämta från ”{name}”. Det går att hämta från: {sources}.",
    "address_has_a_form": (
        "”{address}” går inte att förstå. Skriv källan och adressen. Exempel: ”kolada=http://127.0.0.1:8000/v3”"
    ),
    "years_have_a_form": "”{years}” går inte att förstå. Skriv år från 1960 till {last}, till exempel 2021-2025.",
    "years_leave_some_out": (
        "Det finns redan siffror för {years} i serier från Kolada, och en serie ersätts hel. Hämta alla år: kör make "
        "fetch utan YEARS."
    ),
    "nothing_to_fetch": "Ingen indikator tas från {title}.",
    "series_came": "{series} {title}: {count}, {first}–{last}.",
    "series_has_none_of_own": "{series} {title}: källan har inga siffror för er kommun.",
    "group_came": "{title}: {count} att jämföra med.",
    "group_is_missing_similar": "Källan har ingen grupp av kommuner som liknar {name}. Finns det en här är den kvar.",
    "group_is_missing_county": (
        "Källan har ingen grupp med andra kommuner i länet där {name} ligger. Finns det en här är den kvar."
    ),
    "fetched_before": "{title} svarar likadant som förra gången. Inget är nytt.",
    "fetched": (
        "Svaren ligger i {folder}. Kör make preview för att se vad de ändrar, och make publish för att publicera."
    ),
    "fetched_dry": "Det här var ett prov: inget har sparats.",
    # Who does not answer.
    "source_fails": "Det går inte att hämta från {address}. {told} Inget har ändrats. Försök igen senare.",
    "source_is_silent": "Källan svarar inte, eller slutade svara ({fault}).",
    "source_answers": "Källan svarade med felet {status}.",
    "answer_is_too_long": "Svaret från {address} är alldeles för stort för att vara rätt. Inget har ändrats.",
    "page_is_elsewhere": "Källan hänvisar till {address}, men bara {base} får frågas. Inget har ändrats.",
    "clock_is_wrong": (
        "Datorns klocka visar {ours} (UTC), men källans visar {theirs}. Ställ datorns klocka rätt och hämta igen: den "
        "avgör vilka svar som är nyast. Inget har ändrats."
    ),
    "pages_never_end": "Källans sidor tar aldrig slut: {address} kom tillbaka. Inget har ändrats.",
    "others_have_answered": "{title} har svarat. De svaren är sparade.",
    # What is answered.
    "answer_is_not_whole": "Svaret från {address} är inte helt. Inget har ändrats. Hämta en gång till.",
    "answer_is_changed": "Svaret från {address} har ändrats sedan det hämtades. Hämta en gång till med make fetch.",
    "kept_answer_is_changed": (
        "Filen {file} har ändrats sedan den sparades. Den visar vad källan svarade. Hämta tillbaka den ur historiken "
        "(git checkout {file})."
    ),
    "answer_has_other_shape": (
        "Svaret från {address} har en annan form än väntat (vid {place}). Källan kan ha bytt format. "
        "Inget har ändrats. Be den som sköter programmet titta på det."
    ),
    "answer_repeats": "Källan ger två olika siffror för {series}, område {area}, år {year}. Inget har ändrats.",
    "answer_has_unknown_status": (
        "Källan ger ingen siffra för {series}, område {area}, år {year}, utan läget ”{status}”, som inte är känt här. "
        "Inget har ändrats. Be den som sköter programmet titta på det."
    ),
    "answer_has_status_beside_figure": (
        "Källan ger en siffra för {series}, område {area}, år {year}, men också läget ”{status}”, och de går inte "
        "ihop. Inget har ändrats. Be den som sköter programmet titta på det."
    ),
    "answer_has_two_groups": (
        "Källan ger två grupper att jämföra med där det ska vara en: {title} och {other}. Inget har ändrats. Be den "
        "som sköter programmet titta på det."
    ),
    "answer_is_about_other": (
        "Källan svarade om {series} för område {area}, som ingen frågade efter. Inget har ändrats."
    ),
    "answer_is_empty": (
        "Källan har ingen enda siffra för {series} {title}. Det är ett fel hos källan, inte en uppgift som saknas. "
        "Inget har ändrats."
    ),
    # Series that are not what they were.
    "fetch_is_stopped": "Hämtningen från {title} är stoppad: serier är inte vad de var. Inget har ändrats.",
    "series_is_gone": (
        "{series} ({title}) finns inte längre hos källan. Ska indikatorn inte hämtas mer: ta bort {series} ur "
        "kolumnen Källans id (source_series_id) i data/indicators/indicators.csv."
    ),
    "series_without_title": "ingen titel känd",
    "series_is_new": "{series} har inte godkänts förut. Källan kallar den: {title}",
    "series_is_changed": "{series} har ändrats sedan {day}:",
    "series_title_changed": "  Titel förr: {old}\n  Titel nu:   {new}",
    "series_description_changed": "  Beskrivning förr: {old}\n  Beskrivning nu:   {new}",
    "series_unit_changed": "  Enhet förr: {old}\n  Enhet nu:   {new}",
    "how_to_accept": (
        'Mäter serien samma sak? Godkänn den: make accept SERIES=id REASON="skälet". Går siffrorna inte att jämföra '
        "med de tidigare: lägg till BREAK=årtalet då den nya serien börjar."
    ),
    "accept_refused": "Data går inte att läsa, så inget kan godkännas. Rätta felen först.",
    "accept_nothing_fetched": "Det finns inget att godkänna. Kör make fetch först.",
    "accept_nothing_waits": (
        "Ingen serie som heter ”{series}” väntar på att godkännas. Skriv seriens id, till exempel N07402."
    ),
    "accept_needs_reason": (
        'Säg varför {series} godkänns: make accept SERIES={series} REASON="skälet". Skälet publiceras.'
    ),
    "accept_reason_refused": "Skälet får inte publiceras som det är. Inget har ändrats.",
    "accept_series_refused": "Källans egen text om serien får inte publiceras som den är. Inget har ändrats.",
    "accept_unit_is_another": (
        "Enheten för {series} har ändrats från ”{old}” till ”{new}”, men {indicators} har kvar den gamla. Rätta först "
        "Enhet (unit) och Källans titel (source_series_title) i data/indicators/indicators.csv, och Faktor (factor) i "
        "data/indicators/indicator_ratios.csv. Källan kallar serien: {title}"
    ),
    "break_is_in_the_future": "Året {year} har inte börjat. Skriv det år då den nya serien börjar.",
    "break_is_of_no_indicator": "Ingen indikators siffror kommer från {series}, så den kan inte ha ett seriebrott.",
    "accepted": "{series} är godkänd.",
    "accept_leaves": "Det här är kvar att godkänna:",
    "accepted_all": (
        "Inget mer väntar. Kör make preview för att se vad svaren ändrar, och make publish för att publicera."
    ),
    "revised_by_source": "Reviderad av källan",
    "revised_by_method": "Källan har ändrat serien: {reason}",
    "taken_from_source": "Hämtad från källan i stället för inskriven",
    "withdrawn_by_source": "Återkallad av källan",
    "figures_of_others_are_left_out": "{count} gäller andra kommuner och läses inte in.",
}
