"""What is said of data sets in json-stat2, and of SCB's tables of the population."""

from __future__ import annotations

SENTENCES = {
    # Data sets in json-stat2.
    "jsonstat_is_no_data_set": (
        "Svaret från {address} är ingen tabell i formatet json-stat2. Källan kan ha bytt format. Inget har ändrats. "
        "Be den som sköter programmet titta på det."
    ),
    "jsonstat_sizes_are_others": (
        "Svaret från {address} stämmer inte med vad det säger om sin egen storlek. Inget har ändrats. Hämta en gång "
        "till."
    ),
    "jsonstat_dimension_is_missing": (
        "Svaret från {address} säger inte vad ”{name}” delas upp i. Inget har ändrats. Hämta en gång till."
    ),
    "jsonstat_code_repeats": (
        "Svaret från {address} har samma kod eller plats två gånger i ”{name}”. Inget har ändrats. Be den som sköter "
        "programmet titta på det."
    ),
    "jsonstat_numbers_are_others": (
        "Svaret från {address} skulle ha {told} siffror men har {found}. Inget har ändrats. Hämta en gång till."
    ),
    "jsonstat_place_is_outside": (
        "Svaret från {address} skulle ha {told} siffror men har någon utanför dem. Inget har ändrats. Hämta en gång "
        "till."
    ),
    "jsonstat_value_is_no_number": (
        "Svaret från {address} har något annat än ett tal på plats {place}. Källan kan ha bytt format. Inget har "
        "ändrats. Be den som sköter programmet titta på det."
    ),
    # SCB's tables of the population.
    "table_is_gone": (
        "SCB har ingen tabell som heter {table}. Folkmängden kan ha flyttat till en annan tabell. Inget har ändrats. "
        "Be den som sköter programmet titta på det."
    ),
    "table_has_ended": (
        "SCB har lagt ner tabellen {table}. Folkmängden kan ha flyttat till en annan tabell. Inget har ändrats. Be "
        "den som sköter programmet titta på det."
    ),
    "table_is_old": (
        "SCB:s tabell {table} slutar med {newest}, men folkmängden {expected} ska ha kommit i februari {after}. Den "
        "kan ha flyttat till en annan tabell. Inget har ändrats. Be den som sköter programmet titta på det."
    ),
    "table_lacks_years": (
        "SCB:s tabell {table} saknar {years}. Inget har ändrats. Hämta andra år, eller be den som sköter programmet "
        "titta på det."
    ),
    "table_lacks": (
        "I SCB:s tabell {table} finns inte ”{name}”, som behövs. Tabellen kan ha gjorts om. Inget har ändrats. Be den"
        " som sköter programmet titta på det."
    ),
    "table_is_divided_by_other": (
        "SCB:s tabell {table} är uppdelad efter ”{name}”, som inte är känt här. Tabellen kan ha gjorts om. Inget har "
        "ändrats. Be den som sköter programmet titta på det."
    ),
    "table_answers_other": (
        "SCB svarade inte på det som frågades: ”{name}” i tabellen {table} är något annat. Inget har ändrats. Hämta "
        "en gång till."
    ),
    "table_gives_too_few": (
        "SCB ger {most} siffror på en gång, men ett år ur tabellen {table} är {needed}. Inget har ändrats. Be den som"
        " sköter programmet titta på det."
    ),
    "table_is_asked_too_much": (
        "SCB vill inte ge så många siffror på en gång ur tabellen {table}, trots att de är så få som SCB självt "
        "säger. Inget har ändrats. Be den som sköter programmet titta på det."
    ),
    "table_is_asked_wrongly": (
        "SCB förstår inte frågan om tabellen {table} (”{title}”). Tabellen kan ha gjorts om. Inget har ändrats. Be "
        "den som sköter programmet titta på det."
    ),
    "no_population_of_years": "SCB har ingen folkmängd för {years}. Inget har ändrats. Hämta andra år.",
    "population_is_not_there": (
        "Tabellen ”{title}” har inte folkmängden i antal personer. Inget har ändrats. Välj en tabell över folkmängden."
    ),
    "population_is_divided_by_other": (
        "Det går inte att veta vilka som räknas i tabellen ”{title}”, eftersom ”{name}” saknas eller inte är känt "
        "här. Inget har ändrats. Välj folkmängden efter region, ålder, kön och år."
    ),
    "population_lacks_total": (
        "Tabellen ”{title}” har bara några av alla {name}, och inte totalt. Inget har ändrats. Välj totalt, eller alla."
    ),
    "population_has_no_total": (
        "Tabellen har inte totalt för {name} i {area} {year}. Det går inte att räkna ut, eftersom SCB lägger in små "
        "slumpmässiga avvikelser i varje siffra från 2025, eller för att någon del saknas. Inget har ändrats. Ta med "
        "totalt."
    ),
    "population_is_absent": (
        "Det finns ingen siffra för folkmängden i {area} {year}{status}. Inget har ändrats. Försök igen senare, eller"
        " hämta andra år."
    ),
    "population_has_status": ", utan ”{status}”",
    "population_is_impossible": (
        "Folkmängden i {area} {year} är {value} på något ställe i tabellen, och det kan inte stämma. Inget har "
        "ändrats. Hämta en gång till."
    ),
    "population_repeats": (
        "Det finns två olika siffror för folkmängden i {area} {year}. Inget har ändrats. Hämta en gång till."
    ),
    "population_row_is_strange": (
        "Det går inte att förstå ”{text}” på rad {row} i en tabell över folkmängden. Hämta tabellen på nytt från SCB, "
        "och ändra inte i den."
    ),
    "population_lacks_ages": (
        "Alla åldrar från 0 till 17 år behövs för att räkna fram dem som är 18 år eller äldre i {area} {year}, men "
        "{ages} saknas. Inget har ändrats. Ta med dem, eller bara totalt."
    ),
    "population_is_not_its_parts": (
        "I {area} {year} är {parts} tillsammans {added}, men hela folkmängden är {whole}. Skillnaden är för stor för "
        "att vara SCB:s slumpmässiga avvikelser. Inget har ändrats. Hämta en gång till."
    ),
}
