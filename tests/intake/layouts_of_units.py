"""Tables as the municipality's own units, and suppliers of surveys, make them, each with what it must give."""

from __future__ import annotations

from collections.abc import Iterator

from tests.intake.written import (
    Table,
    ansi,
    as_per_cent,
    asks,
    book,
    commas,
    either,
    merged,
    padded,
    reads,
    semicolons,
    sheet,
    tabs,
    under,
)


def four_columns() -> Iterator[Table]:
    """The four columns that the product asks for, with variations that change nothing."""
    layout = "four-columns"
    block = """
        Indikator | År | Kön | Värde
        P3-01 | 2025 | T | 31
        P3-01 | 2025 | K | 27
        P3-01 | 2025 | M | 4
    """
    found = """
        P3-01 2025 2582 T total 31
        P3-01 2025 2582 K total 27
        P3-01 2025 2582 M total 4
    """
    for name, file in {
        "semicolon": semicolons(block),
        "ansi": ansi(block),
        "comma": commas(block),
        "tab": tabs(block),
        "tab-utf-16": tabs(block, "utf-16"),
        "padded": padded(block),
        "workbook": sheet(block),
        "line-feeds": semicolons(block, end="\n"),
    }.items():
        yield reads(layout, name, file, found)
    yield reads(
        layout,
        "another-order",
        sheet("""
            Värde | Kön | Indikator | År
            31 | T | P3-01 | 2025
            27 | K | P3-01 | 2025
            4 | M | P3-01 | 2025
        """),
        found,
    )
    yield reads(
        layout,
        "title-and-blank-rows-above",
        sheet("""
            Uppföljning av handlingsplanen


            Indikator | År | Kön | Värde
            P3-01 | 2025 | T | 31
            P3-01 | 2025 | K | 27
            P3-01 | 2025 | M | 4
        """),
        found,
    )
    yield reads(
        layout,
        "with-empty-columns-of-other-dimensions",
        semicolons("""
            Indikator | År | Månad | Kön | Skola | Värde
            P3-01 | 2025 |  | T |  | 31
            P3-01 | 2025 |  | K |  | 27
            P3-01 | 2025 |  | M |  | 4
        """),
        found,
    )
    yield either(
        layout,
        "sex-without-heading",
        semicolons("""
            Indikator | År |  | Värde
            P3-01 | 2025 | T | 31
            P3-01 | 2025 | K | 27
            P3-01 | 2025 | M | 4
        """),
        found,
    )
    yield asks(
        layout,
        "something-without-heading",
        semicolons("""
            Indikator | År | Kön |  | Värde
            P3-01 | 2025 | T | aug | 31
        """),
    )
    yield asks(
        layout,
        "quarter-on-one-row-only",
        semicolons("""
            Indikator | År | Kön | Kvartal | Värde
            P3-01 | 2025 | T |  | 31
            P3-02 | 2025 | T | 3 | 9
        """),
    )
    yield asks(
        layout,
        "values-in-thousands",
        semicolons("""
            Indikator | År | Kön | Värde, tusental
            P3-01 | 2025 | T | 31
        """),
    )


def headings_in_other_words() -> Iterator[Table]:
    """The same columns under the names that people give them."""
    layout = "headings-in-other-words"
    found = """
        VNR-07 2024 2582 T total 12
        VNR-07 2025 2582 T total 17
    """
    for number, headings in enumerate(
        (
            "INDIKATOR | ÅR | KOMMUN | KÖN | ÅLDER | ANTAL",
            "indikator | år | kommunkod | kön | åldersgrupp | antal",
            "Indikator: | År: | Kommun: | Kön: | Ålder: | Värde:",
            "indicator_id | year | area_code | sex | age_group | value",
            "Indikator | År | Region | Kön | Ålder | Antal",
            "Indikator * | År * | Kommun * | Kön * | Åldersgrupp * | Värde *",
        ),
        start=1,
    ):
        rows = f"""
            {headings}
            VNR-07 | 2024 | 2582 | T | total | 12
            VNR-07 | 2025 | 2582 | T | total | 17
        """
        yield reads(layout, f"headings-{number}", semicolons(rows), found)
    yield either(
        layout,
        "measure-and-time",
        sheet("""
            Nyckeltal | Tid | Område | Kön | Åldersintervall | Antal
            VNR-07 | 2024 | Boden | Totalt | Totalt | 12
            VNR-07 | 2025 | Boden | Totalt | Totalt | 17
        """),
        found,
    )
    yield asks(
        layout,
        "value-in-a-unit-of-its-own",
        sheet("""
            Indikator | År | Kön | Värde (promille)
            P2-02 | 2025 | T | 340
        """),
    )


def areas() -> Iterator[Table]:
    """Areas in all spellings, each beside another that makes them different."""
    layout = "areas"
    rows = (
        ("code-and-name", "2582 Boden", "2580 Luleå"),
        ("genitive", "Bodens kommun", "Luleå kommun"),
        ("name", "Boden", "Luleå"),
        ("capitals", "BODEN", "LULEÅ"),
        ("code", "2582", "2580"),
        ("name-and-code", "Boden (2582)", "Luleå (2580)"),
    )
    found = """
        VNR-03 2025 2582 T total 25
        VNR-03 2025 2580 T total 61
    """
    for name, own, other in rows:
        block = f"""
            Indikator | Kommun | Kön | År | Antal
            VNR-03 | {own} | totalt | 2025 | 25
            VNR-03 | {other} | totalt | 2025 | 61
        """
        if name == "name-and-code":
            yield either(layout, name, semicolons(block), found)
        else:
            yield reads(layout, name, semicolons(block), found)
            yield reads(layout, f"{name}-workbook", sheet(block), found)
    yield reads(
        layout,
        "genitives-that-are-odd",
        semicolons("""
            Indikator | Kommun | Kön | År | Antal
            VNR-03 | Falu kommun | totalt | 2025 | 41
            VNR-03 | Upplands Väsby kommun | totalt | 2025 | 38
            VNR-03 | Malung-Sälens kommun | totalt | 2025 | 9
            VNR-03 | Göteborgs kommun | totalt | 2025 | 702
            VNR-03 | Habo kommun | totalt | 2025 | 11
            VNR-03 | Mora kommun | totalt | 2025 | 14
        """),
        """
        VNR-03 2025 2080 T total 41
        VNR-03 2025 0114 T total 38
        VNR-03 2025 2023 T total 9
        VNR-03 2025 1480 T total 702
        VNR-03 2025 0643 T total 11
        VNR-03 2025 2062 T total 14
        """,
    )
    yield reads(
        layout,
        "nation-in-words",
        semicolons("""
            Indikator | Kommun | Kön | År | Antal
            VNR-03 | Riket | totalt | 2024 | 8800
            VNR-03 | 00 Riket | totalt | 2025 | 9000
        """),
        """
        VNR-03 2024 0000 T total 8800
        VNR-03 2025 0000 T total 9000
        """,
    )
    for name, text in {
        "code-and-name-of-two": "2580 Boden",
        "code-of-none": "2599 Boden",
        "part-of-the-municipality": "Bodens centrum",
        "two-municipalities": "Boden och Luleå",
        "parish": "Överluleå församling",
        "county": "Norrbotten",
        "region": "Region Norrbotten",
        "police-area": "LPO Boden",
        "rest-of-the-county": "Norrbotten exkl. Boden",
        "unit": "Vuxenenheten",
    }.items():
        yield asks(
            layout,
            name,
            semicolons(f"""
                Indikator | Kommun | Kön | År | Antal
                VNR-03 | {text} | totalt | 2025 | 25
            """),
        )


def sexes() -> Iterator[Table]:
    """Sexes in all spellings."""
    layout = "sexes"
    found = """
        P6-01 2025 2582 K total 41
        P6-01 2025 2582 M total 6
        P6-01 2025 2582 T total 47
    """
    for name, (women, men, both) in {
        "words": ("Kvinnor", "Män", "Totalt"),
        "both-sexes": ("kvinnor", "män", "båda könen"),
        "singular": ("Kvinna", "Man", "Totalt"),
        "young": ("Flickor", "Pojkar", "Totalt"),
        "codes": ("2", "1", "1+2"),
        "letters": ("K", "M", "T"),
    }.items():
        yield reads(
            layout,
            name,
            sheet(f"""
                Indikator | År | Kön | Antal
                P6-01 | 2025 | {women} | 41
                P6-01 | 2025 | {men} | 6
                P6-01 | 2025 | {both} | 47
            """),
            found,
        )
    for name, text in {
        "other": "Annat",
        "unknown": "Uppgift saknas",
        "non-binary": "Icke-binär",
        "three": "3",
        "children": "Barn",
        "none-of-these": "Vill ej uppge",
    }.items():
        yield asks(
            layout,
            name,
            sheet(f"""
                Indikator | År | Kön | Antal
                P6-01 | 2025 | {text} | 6
            """),
        )
    yield asks(
        layout,
        "sex-of-the-suspect",
        semicolons("""
            Indikator | År | Den misstänktes kön | Antal
            P6-01 | 2025 | Män | 44
        """),
    )


def years() -> Iterator[Table]:
    """Years in all spellings."""
    layout = "years"
    yield reads(
        layout,
        "decimals-of-a-program",
        commas("""
            Indikator | År | Kön | Antal
            P3-02 | 2024.0 | T | 16
            P3-02 | 2025.0 | T | 19
        """),
        """
        P3-02 2024 2582 T total 16
        P3-02 2025 2582 T total 19
        """,
    )
    yield reads(
        layout,
        "preliminary",
        semicolons("""
            Indikator | År | Kön | Antal
            P3-02 | 2024 | T | 16
            P3-02 | 2025 prel. | T | 19
        """),
        """
        P3-02 2024 2582 T total 16
        P3-02 2025 2582 T total 19 preliminary
        """,
    )
    yield reads(
        layout,
        "school-year",
        semicolons("""
            Indikator | Läsår | Kön | Andel
            P1-02 | 2023/24 | T | 61,5
        """),
        "P1-02 2024 2582 T total 61.5",
    )
    for name, text in {
        "months-of-a-year": "jan–aug 2025",
        "month": "2025-08",
        "span": "2024–2025",
        "mean-of-three-years": "2023–2025",
        "half-year": "2025 H1",
        "term": "vt 2025",
        "twelve-months": "sep 2024–aug 2025",
    }.items():
        yield asks(
            layout,
            name,
            semicolons(f"""
                Indikator | År | Kön | Antal
                P3-02 | {text} | T | 19
            """),
        )


def ages() -> Iterator[Table]:
    """Age groups: as a column, across, and such as the product has not."""
    layout = "ages"
    yield reads(
        layout,
        "column",
        semicolons("""
            Indikator | År | Kön | Åldersgrupp | Antal
            SEX-02 | 2025 | kvinnor | 0–17 år | 12
            SEX-02 | 2025 | kvinnor | 18 år och äldre | 23
        """),
        """
        SEX-02 2025 2582 K 0-17 12
        SEX-02 2025 2582 K 18+ 23
        """,
    )
    yield reads(
        layout,
        "across",
        sheet("""
            Indikator | År | Kön | 0–17 år | 18 år eller äldre
            SEX-02 | 2025 | kvinnor | 12 | 23
        """),
        """
        SEX-02 2025 2582 K 0-17 12
        SEX-02 2025 2582 K 18+ 23
        """,
    )
    yield either(
        layout,
        "interval-of-one",
        semicolons("""
            Indikator | År | Kön | Åldersintervall | Antal
            P6-01 | 2025 | totalt | 15-17 år | 9
        """),
        "P6-01 2025 2582 T 15-17 9",
    )
    for name, text in {
        "school-children": "7–15 år",
        "young": "16-24",
        "single-year": "17 år",
        "open": "under 25 år",
    }.items():
        yield asks(
            layout,
            name,
            semicolons(f"""
                Indikator | År | Kön | Ålder | Antal
                P6-01 | 2025 | totalt | {text} | 9
            """),
        )
    yield asks(
        layout,
        "across-with-a-group-that-is-none",
        sheet("""
            Indikator | År | Kön | 0–17 år | 18–24 år
            SEX-02 | 2025 | kvinnor | 12 | 10
        """),
    )
    yield asks(
        layout,
        "in-the-title",
        sheet("""
            Anmälda brott mot kvinnor 16–24 år

            Indikator | År | Antal
            SEX-02 | 2025 | 10
        """),
    )


def statuses() -> Iterator[Table]:
    """What says that a figure may change."""
    layout = "statuses"
    found = """
        P3-02 2024 2582 T total 16
        P3-02 2025 2582 T total 19 preliminary
    """
    for name, (sure, unsure) in {
        "true-and-false": ("False", "True"),
        "yes-and-no": ("Nej", "Ja"),
        "swedish-excel": ("FALSKT", "SANT"),
        "marked-only": ("", "ja"),
    }.items():
        block = f"""
            Indikator | År | Kön | Preliminär | Antal
            P3-02 | 2024 | T | {sure} | 16
            P3-02 | 2025 | T | {unsure} | 19
        """
        yield reads(layout, name, semicolons(block), found)
        yield reads(layout, f"{name}-workbook", sheet(block), found)
    yield reads(
        layout,
        "status",
        semicolons("""
            Indikator | År | Kön | Antal | Status
            P3-02 | 2024 | T | 16 | publicerad
            P3-02 | 2025 | T | 19 | preliminär
        """),
        found,
    )
    yield either(
        layout,
        "status-in-other-words",
        semicolons("""
            Indikator | År | Kön | Antal | Status
            P3-02 | 2024 | T | 16 | definitiv
            P3-02 | 2025 | T | 19 | prel
        """),
        found,
    )
    yield either(
        layout,
        "status-of-the-source",
        semicolons("""
            Indikator | År | Kön | Antal | Status_Antal
            P3-02 | 2024 | T | 16 | slutlig
            P3-02 | 2025 | T | 19 | preliminär
        """),
        found,
    )
    yield either(
        layout,
        "in-the-title",
        sheet("""
            Preliminära uppgifter 2025

            Indikator | Kön | Antal
            P3-02 | T | 19
        """),
        "P3-02 2025 2582 T total 19 preliminary",
    )
    yield either(
        layout,
        "p-after-the-number",
        semicolons("""
            Indikator | År | Kön | Antal
            P3-02 | 2025 | T | 19 p
        """),
        "P3-02 2025 2582 T total 19 preliminary",
    )
    yield asks(
        layout,
        "number-of-a-status",
        semicolons("""
            Indikator | År | Kön | Antal | Status
            P3-02 | 2025 | T | 19 | 2
        """),
    )
    yield asks(
        layout,
        "preliminary-that-is-neither",
        semicolons("""
            Indikator | År | Kön | Antal | Preliminär
            P3-02 | 2025 | T | 19 | delvis
        """),
    )


def number_and_share() -> Iterator[Table]:
    """Two value columns side by side, of which the indicator's kind chooses one."""
    layout = "number-beside-rate-or-share"
    yield reads(
        layout,
        "rate",
        semicolons("""
            Indikator | År | Kön | Antal | Per 100 000 inv
            VNR-01 | 2025 | T | 12 | 43,1
        """),
        "VNR-01 2025 2582 T total 43.1",
    )
    yield reads(
        layout,
        "count",
        semicolons("""
            Indikator | År | Kön | Antal | Per 100 000 inv.
            VNR-03 | 2025 | T | 25 | 88,7
        """),
        "VNR-03 2025 2582 T total 25",
    )
    yield reads(
        layout,
        "rate-first",
        sheet("""
            Indikator | År | Kön | Per 100 000 invånare | Antal
            VNR-03 | 2025 | T | 88,7 | 25
            SEX-01 | 2025 | T | 170,4 | 48
        """),
        """
        VNR-03 2025 2582 T total 25
        SEX-01 2025 2582 T total 170.4
        """,
    )
    yield reads(
        layout,
        "share",
        sheet("""
            Indikator | År | Kön | Antal | Andel (%)
            P2-02 | 2025 | T | 12 | 80
            P5-03 | 2025 | T | 9 | 45,5
        """),
        """
        P2-02 2025 2582 T total 80
        P5-03 2025 2582 T total 45.5
        """,
    )
    yield reads(
        layout,
        "all-three",
        semicolons("""
            Indikator | År | Kön | Antal | Andel | Per 100 000 inv
            VNR-03 | 2025 | T | 25 | 31,6 | 88,7
            P2-02 | 2025 | T | 12 | 80,0 | 42,6
            SEX-01 | 2025 | T | 48 | 60,8 | 170,4
        """),
        """
        VNR-03 2025 2582 T total 25
        P2-02 2025 2582 T total 80
        SEX-01 2025 2582 T total 170.4
        """,
    )
    yield reads(
        layout,
        "antal-per",
        semicolons("""
            Indikator | År | Kön | Antal per 100 000 invånare
            VNR-01 | 2025 | T | 43,1
        """),
        "VNR-01 2025 2582 T total 43.1",
    )
    yield reads(
        layout,
        "share-shown-as-per-cent",
        sheet(
            """
            Indikator | År | Kön | Andel
            P2-02 | 2025 | T | 0,8
            VNR-11 | 2025 | T | 1
            """,
            change=as_per_cent("D2", "D3"),
        ),
        """
        P2-02 2025 2582 T total 80
        VNR-11 2025 2582 T total 100
        """,
    )
    one = "Indikator | År | Kön | {heading}\n{indicator} | 2025 | T | {value}"
    for name, (heading, indicator, value) in {
        "count-for-a-rate": ("Antal", "VNR-01", "12"),
        "share-for-a-count": ("Andel", "VNR-03", "31"),
        "count-for-a-share": ("Antal", "P2-02", "12"),
        "rate-for-a-count": ("Per 100 000 inv", "VNR-03", "88"),
        "rate-for-a-share": ("Per 100 000 inv", "P2-02", "42"),
        "antal-per-for-a-count": ("Antal per 100 000 invånare", "VNR-03", "88"),
        "rate-of-another-base": ("Per 10 000 inv", "SEX-01", "17"),
        "rate-of-all-for-adults": ("Per 100 000 inv", "VNR-04", "480"),
        "per-thousand": ("Per 1 000 inv", "SEX-01", "1,7"),
        "promille": ("Promille", "P2-02", "800"),
        "share-of-one": ("Andel", "P2-02", "1"),
        "part-of-one": ("Andel", "P2-02", "0,8"),
        "percentage-points": ("Förändring (procentenheter)", "P2-02", "4"),
        "mean": ("Medelvärde", "P3-02", "19"),
        "index": ("Index", "P3-02", "104"),
        "rank": ("Rang", "SEX-01", "112"),
    }.items():
        block = one.format(heading=heading, indicator=indicator, value=value)
        yield asks(layout, name, semicolons(block))
    yield asks(
        layout,
        "two-counts",
        semicolons("""
            Indikator | År | Kön | Antal ärenden | Antal personer
            P2-01 | 2025 | T | 31 | 22
        """),
    )
    yield asks(
        layout,
        "two-rates",
        semicolons("""
            Indikator | År | Kön | Per 100 000 inv | Per 100 000 inv, medel 3 år
            SEX-01 | 2025 | T | 170,4 | 158,2
        """),
    )
    yield asks(
        layout,
        "value-and-share",
        semicolons("""
            Indikator | År | Kön | Värde | Andel
            P2-02 | 2025 | T | 12 | 80
        """),
    )


def doubtful_numbers() -> Iterator[Table]:
    """Numbers that can be read in two ways, of a kind that nothing else in the file settles."""
    layout = "numbers"
    yield asks(
        layout,
        "thousands-of-a-count-beside-decimals-of-a-rate",
        semicolons("""
            Indikator | År | Kön | Värde
            P3-02 | 2025 | T | 12,000
            SEX-01 | 2025 | T | 170,4
        """),
    )
    yield asks(
        layout,
        "point-of-a-count-beside-point-of-a-rate",
        semicolons("""
            Indikator | År | Kön | Värde
            KTX-01 | 2025 | T | 2.590
            SEX-01 | 2025 | T | 170.4
        """),
    )
    yield asks(
        layout,
        "point-alone",
        semicolons("""
            Indikator | År | Kön | Antal
            KTX-01 | 2025 | T | 2.590
        """),
    )
    yield asks(
        layout,
        "share-of-one-in-a-workbook",
        sheet("""
            Indikator | År | Kön | Värde
            P2-02 | 2025 | T | 1
        """),
    )
    yield either(
        layout,
        "signs-of-another-source",
        semicolons("""
            Indikator | År | Kön | Värde
            VNR-08 | 2025 | T | N
        """),
        "VNR-08 2025 2582 T total - suppressed_primary",
    )
    yield reads(
        layout,
        "blanks-between-thousands",
        semicolons("""
            Indikator | År | Kön | Värde
            KTX-01 | 2025 | T | 2 590
            SEX-01 | 2025 | T | 1 170,4
        """),
        """
        KTX-01 2025 2582 T total 2590
        SEX-01 2025 2582 T total 1170.4
        """,
    )


def sheet_a_year() -> Iterator[Table]:
    """A workbook with a sheet for each year."""
    layout = "sheet-a-year"
    this = """
        Indikator | Kön | Antal
        P3-01 | Kvinnor | 27
        P3-01 | Män | 4
    """
    last = """
        Indikator | Kön | Antal
        P3-01 | Kvinnor | 24
        P3-01 | Män | 5
    """
    found = """
        P3-01 2025 2582 K total 27
        P3-01 2025 2582 M total 4
        P3-01 2024 2582 K total 24
        P3-01 2024 2582 M total 5
    """
    yield reads(layout, "year-as-name", book({"2024": last, "2025": this}), found)
    yield reads(layout, "municipality-and-year", book({"Boden 2024": last, "Boden 2025": this}), found)
    yield reads(layout, "the-word-year", book({"År 2024": last, "År 2025": this}), found)
    yield reads(
        layout,
        "preliminary-year",
        book({"2024": last, "2025 prel.": this}),
        """
        P3-01 2025 2582 K total 27 preliminary
        P3-01 2025 2582 M total 4 preliminary
        P3-01 2024 2582 K total 24
        P3-01 2024 2582 M total 5
        """,
    )
    yield asks(layout, "name-without-year", book({"Förra året": last, "I år": this}))
    yield asks(layout, "terms", book({"Vt 2025": last, "Ht 2025": this}))
    yield asks(layout, "sheet-a-unit", book({"Norra 2025": last, "Södra 2025": this}))


def sexes_across() -> Iterator[Table]:
    """Sexes across, with a column and a row of sums, under a title that gives the year."""
    layout = "sexes-across"
    block = """
        Indikator | Kvinnor | Män | Summa
        SEX-02 | 31 | 4 | 35
        P6-01 | 41 | 6 | 47
        Summa | 72 | 10 | 82
    """
    found = """
        SEX-02 2025 2582 K total 31
        SEX-02 2025 2582 M total 4
        SEX-02 2025 2582 T total 35
        P6-01 2025 2582 K total 41
        P6-01 2025 2582 M total 6
        P6-01 2025 2582 T total 47
    """
    yield reads(layout, "sums-and-title", sheet(under("Antal ärenden 2025", block)), found)
    yield reads(layout, "sums-and-title-as-text", padded(under("Antal ärenden 2025", block)), found)
    names = block.replace("SEX-02", "Anmälda våldtäkter").replace("P6-01", "Anmälda brott om sexuellt ofredande")
    yield reads(layout, "names", sheet(under("Uppföljning 2025", names), change=merged("A1:D1")), found)
    yield reads(layout, "the-word-total", sheet(under("Antal 2025", block.replace("Summa", "Totalt"))), found)
    yield reads(
        layout,
        "year-as-a-column",
        semicolons("""
            Indikator | År | Kvinnor | Män | Totalt
            P6-01 | 2024 | 38 | 5 | 43
            P6-01 | 2025 | 41 | 6 | 47
        """),
        """
        P6-01 2024 2582 K total 38
        P6-01 2024 2582 M total 5
        P6-01 2024 2582 T total 43
        P6-01 2025 2582 K total 41
        P6-01 2025 2582 M total 6
        P6-01 2025 2582 T total 47
        """,
    )
    yield asks(layout, "title-without-year", sheet(under("Antal ärenden", block)))
    yield asks(layout, "title-with-the-day-it-was-taken-out", sheet(under("Uttag 2026-01-15", block)))
    yield asks(layout, "title-of-a-quarter", sheet(under("Antal ärenden kvartal 3 2025", block)))
    yield asks(layout, "title-of-months", sheet(under("Antal ärenden januari–augusti 2025", block)))
    yield asks(layout, "title-of-two-years", sheet(under("Antal ärenden 2024–2025", block)))
    yield asks(layout, "title-of-a-county", sheet(under("Norrbottens län 2025", block)))
    yield asks(
        layout,
        "sum-that-is-another",
        sheet("""
            Antal ärenden 2025

            Indikator | Kvinnor | Män | Summa
            SEX-02 | 31 | 4 | 38
        """),
    )
    yield asks(
        layout,
        "shares-of-the-sexes-beside",
        sheet("""
            Antal ärenden 2025

            Indikator | Kvinnor | Män | Andel kvinnor | Andel män
            SEX-02 | 31 | 4 | 89 | 11
        """),
    )


def months_down() -> Iterator[Table]:
    """Months down, with the sum of the year last."""
    layout = "months-down"
    yield asks(
        layout,
        "sum-last",
        sheet("""
            P2-01 Personer med ärende om våld, Boden 2025

            Månad | Antal
            Januari | 6
            Februari | 8
            Mars | 7
            Summa 2025 | 21
        """),
    )
    yield asks(
        layout,
        "indicator-beside",
        semicolons("""
            Indikator | År | Månad | Kön | Antal
            P2-01 | 2025 | Januari | T | 6
            P2-01 | 2025 | Februari | T | 8
            P2-01 | 2025 | Summa 2025 | T | 14
        """),
    )
    yield asks(
        layout,
        "months-in-the-column-of-the-year",
        semicolons("""
            Indikator | År | Kön | Antal
            P2-01 | Januari | T | 6
            P2-01 | Februari | T | 8
            P2-01 | 2025 | T | 14
        """),
    )
    yield asks(
        layout,
        "months-across-with-sum",
        semicolons("""
            Indikator | År | Jan | Feb | Mar | Summa
            P2-01 | 2025 | 6 | 8 | 7 | 21
        """),
    )
    yield asks(
        layout,
        "so-far-this-year",
        semicolons("""
            Indikator | År | Kön | Antal t.o.m. augusti
            P2-01 | 2025 | T | 14
        """),
    )


def block_a_municipality() -> Iterator[Table]:
    """A block for each municipality."""
    layout = "block-a-municipality"
    blocks = """
        Boden
        Indikator | 2024 | 2025
        SEX-02 | 31 | 35
        P6-01 | 47 | 44

        Luleå
        Indikator | 2024 | 2025
        SEX-02 | 88 | 91
        P6-01 | 120 | 117
    """
    found = """
        SEX-02 2024 2582 T total 31
        SEX-02 2025 2582 T total 35
        P6-01 2024 2582 T total 47
        P6-01 2025 2582 T total 44
        SEX-02 2024 2580 T total 88
        SEX-02 2025 2580 T total 91
        P6-01 2024 2580 T total 120
        P6-01 2025 2580 T total 117
    """
    yield reads(layout, "headings-in-each", sheet(blocks), found)
    yield reads(layout, "headings-in-each-as-text", semicolons(blocks), found)
    named = blocks.replace("Boden", "Kommun: Bodens kommun").replace("Luleå", "Kommun: Luleå kommun")
    yield reads(layout, "the-word-municipality", sheet(named), found)
    yield either(
        layout,
        "headings-once",
        sheet("""
            Indikator | 2024 | 2025
            Boden
            SEX-02 | 31 | 35
            P6-01 | 47 | 44
            Luleå
            SEX-02 | 88 | 91
            P6-01 | 120 | 117
        """),
        found,
    )
    yield asks(layout, "block-of-a-county", sheet(blocks.replace("Luleå", "Norrbottens län")))
    yield asks(layout, "block-of-a-unit", sheet(blocks.replace("Luleå", "Hemtjänst norr")))


def indicators_across() -> Iterator[Table]:
    """An indicator in each column."""
    layout = "indicators-across"
    found = """
        SEX-02 2024 2582 T total 31
        SEX-02 2025 2582 T total 35
        VNR-07 2024 2582 T total 12
        VNR-07 2025 2582 T total 17
        SEX-01 2024 2582 T total 166.9
        SEX-01 2025 2582 T total 170.4
    """
    ids = """
        År | SEX-02 | VNR-07 | SEX-01
        2024 | 31 | 12 | 166,9
        2025 | 35 | 17 | 170,4
    """
    yield reads(layout, "ids", semicolons(ids), found)
    yield reads(layout, "ids-workbook", sheet(ids), found)
    names = ids.replace(
        "SEX-02 | VNR-07 | SEX-01",
        "Anmälda våldtäkter | Anmälda barnfridsbrott | Anmälda sexualbrott per 100 000 invånare",
    )
    yield reads(layout, "names", tabs(names), found)
    yield reads(
        layout,
        "ids-of-kolada-and-areas-down",
        sheet("""
            Kommun | År | N07402 | N07537
            Boden | 2024 | 14,2 | 166,9
            Luleå | 2024 | 21,6 | 190,1
        """),
        """
        VNR-01 2024 2582 T total 14.2
        SEX-01 2024 2582 T total 166.9
        VNR-01 2024 2580 T total 21.6
        SEX-01 2024 2580 T total 190.1
        """,
    )
    yield asks(layout, "one-is-no-indicator", semicolons(ids.replace("VNR-07", "VNR-99")))
    yield asks(layout, "one-is-an-indicator-twice", semicolons(ids.replace("VNR-07", "SEX-02")))
    yield asks(
        layout,
        "months-down",
        semicolons(ids.replace("2024", "Januari").replace("2025", "Februari").replace("År", "Månad")),
    )


def indicator_on_the_first_row() -> Iterator[Table]:
    """The indicator named on the first of its rows only."""
    layout = "indicator-on-the-first-row"
    block = """
        Indikator | År | Kön | Värde
        VNR-07 | 2025 | T | 25
         | 2025 | K | 12
         | 2025 | M | 13
        P6-01 | 2025 | T | 47
         | 2025 | K | 41
         | 2025 | M | 6
    """
    found = """
        VNR-07 2025 2582 T total 25
        VNR-07 2025 2582 K total 12
        VNR-07 2025 2582 M total 13
        P6-01 2025 2582 T total 47
        P6-01 2025 2582 K total 41
        P6-01 2025 2582 M total 6
    """
    yield either(layout, "text", semicolons(block), found)
    yield either(layout, "workbook", sheet(block), found)
    yield reads(layout, "merged", sheet(block, change=merged("A2:A4", "A5:A7")), found)
    yield asks(
        layout,
        "first-row-empty",
        semicolons("""
            Indikator | År | Kön | Värde
             | 2025 | T | 25
            VNR-07 | 2025 | K | 12
        """),
    )


def sheet_an_indicator() -> Iterator[Table]:
    """A sheet for each indicator, which the sheet's name or title says."""
    layout = "sheet-an-indicator"
    assaults = """
        År | Kvinnor | Män | Totalt
        2024 | 38 | 5 | 43
        2025 | 41 | 6 | 47
    """
    children = """
        År | Flickor | Pojkar | Totalt
        2024 | 7 | 5 | 12
        2025 | 9 | 8 | 17
    """
    found = """
        P6-01 2024 2582 K total 38
        P6-01 2024 2582 M total 5
        P6-01 2024 2582 T total 43
        P6-01 2025 2582 K total 41
        P6-01 2025 2582 M total 6
        P6-01 2025 2582 T total 47
        VNR-07 2024 2582 K total 7
        VNR-07 2024 2582 M total 5
        VNR-07 2024 2582 T total 12
        VNR-07 2025 2582 K total 9
        VNR-07 2025 2582 M total 8
        VNR-07 2025 2582 T total 17
    """
    yield reads(layout, "id-as-name", book({"P6-01": assaults, "VNR-07": children}), found)
    yield reads(
        layout,
        "name-in-the-title",
        book(
            {
                "Blad1": under("Anmälda brott om sexuellt ofredande", assaults),
                "Blad2": under("Anmälda barnfridsbrott", children),
            }
        ),
        found,
    )
    yield reads(
        layout,
        "name-as-name",
        book({"Anmälda våldtäkter": "Kommun | 2024 | 2025\nBoden | 31 | 35\nLuleå | 88 | 91"}),
        """
        SEX-02 2024 2582 T total 31
        SEX-02 2025 2582 T total 35
        SEX-02 2024 2580 T total 88
        SEX-02 2025 2580 T total 91
        """,
    )
    yield asks(layout, "one-name-is-no-indicator", book({"P6-01": assaults, "Övrigt": children}))
    yield asks(layout, "name-and-title-of-two", book({"P6-01": under("Anmälda barnfridsbrott", children)}))


def years_across() -> Iterator[Table]:
    """Years across, indicators down."""
    layout = "years-across"
    block = """
        Indikator | Kön | 2023 | 2024 | 2025
        SEX-02 | Kvinnor | 28 | 31 | 35
        SEX-02 | Män | 2 | 4 | 3
    """
    found = """
        SEX-02 2023 2582 K total 28
        SEX-02 2024 2582 K total 31
        SEX-02 2025 2582 K total 35
        SEX-02 2023 2582 M total 2
        SEX-02 2024 2582 M total 4
        SEX-02 2025 2582 M total 3
    """
    yield reads(layout, "text", semicolons(block), found)
    yield reads(layout, "ansi", ansi(block), found)
    yield reads(layout, "workbook", sheet(block), found)
    yield reads(
        layout, "a-row-of-the-word-year-above", sheet(" |  | År\n" + block.replace("        ", "").strip()), found
    )
    yield asks(
        layout,
        "change-last",
        semicolons("""
            Indikator | 2024 | 2025 | Förändring
            SEX-02 | 31 | 35 | 4
        """),
    )
    yield asks(
        layout,
        "target-beside",
        semicolons("""
            Indikator | Mål 2025 | Utfall 2025
            P2-02 | 90 | 80
        """),
    )
    yield asks(
        layout,
        "forecast-among-the-years",
        semicolons("""
            Indikator | 2024 | Prognos 2025
            SEX-02 | 31 | 35
        """),
    )
    yield asks(
        layout,
        "two-measures-a-year",
        sheet(
            """
            Indikator | 2024 |  | 2025 |
             | Anmälda | Uppklarade | Anmälda | Uppklarade
            SEX-02 | 31 | 6 | 35 | 4
            """,
            change=merged("B1:C1", "D1:E1"),
        ),
    )


def survey_groups() -> Iterator[Table]:
    """A supplier of surveys: groups across, among them one that the product has not."""
    layout = "survey-groups"
    yield asks(
        layout,
        "with-another-group",
        sheet("""
            Indikator | År | Flickor | Pojkar | Annat | Totalt
            P1-01 | 2025 | 14 | 6 | 30 | 11
        """),
    )
    yield asks(
        layout,
        "with-another-group-and-base",
        semicolons("""
            Indikator | År | Flickor | Pojkar | Annan könstillhörighet | Totalt | Antal svar
            P1-01 | 2025 | 14 | 6 | 30 | 11 | 412
        """),
    )
    yield reads(
        layout,
        "two-groups-and-total",
        sheet("""
            Indikator | År | Flickor | Pojkar | Totalt
            P1-01 | 2025 | 14 | 6 | 11
            P6-02 | 2025 | 34 % | 14 % | 24 %
        """),
        """
        P1-01 2025 2582 K total - suppressed_primary
        P1-01 2025 2582 M total - suppressed_primary
        P1-01 2025 2582 T total - suppressed_primary
        P6-02 2025 2582 K total - suppressed_primary
        P6-02 2025 2582 M total - suppressed_primary
        P6-02 2025 2582 T total - suppressed_primary
        """,
    )
    yield asks(
        layout,
        "years-of-school-across",
        sheet("""
            Indikator | År | Årskurs 9 | Gymnasiet år 2
            P1-01 | 2025 | 9 | 13
        """),
    )
    yield asks(
        layout,
        "dash-under-a-limit",
        semicolons("""
            Indikator | År | Flickor | Pojkar | Totalt
            P8-03 | 2025 | - | - | 2
        """),
    )


def survey_answers() -> Iterator[Table]:
    """A supplier of surveys: questions down, answers across in per cent, number of answers last."""
    layout = "survey-answers"
    yield asks(
        layout,
        "answers-across",
        sheet("""
            Fråga | Ja, en gång | Ja, flera gånger | Nej | Antal svar
            Har du utsatts för sexuella trakasserier i skolan? | 16 | 8 | 76 | 412
        """),
    )
    yield asks(
        layout,
        "answers-across-of-an-indicator",
        semicolons("""
            Indikator | År | Kön | Ja | Nej | Vet ej | Antal svar
            P6-02 | 2025 | T | 24 | 70 | 6 | 412
        """),
    )
    yield asks(
        layout,
        "answers-down",
        semicolons("""
            Indikator | År | Kön | Svar | Andel
            P6-02 | 2025 | T | Ja, en gång | 16
            P6-02 | 2025 | T | Ja, flera gånger | 8
        """),
    )
    yield either(
        layout,
        "share-and-base",
        semicolons("""
            Indikator | År | Kön | Andel | Antal svar
            P6-02 | 2025 | T | 24 | 412
        """),
        "P6-02 2025 2582 T total - suppressed_primary",
    )
    yield asks(
        layout,
        "base-alone",
        semicolons("""
            Indikator | År | Kön | Antal svar
            P6-02 | 2025 | T | 412
        """),
    )
    yield asks(
        layout,
        "response-rate",
        semicolons("""
            Indikator | År | Kön | Svarsfrekvens
            P6-02 | 2025 | T | 71
        """),
    )


def beside_the_table() -> Iterator[Table]:
    """What stands above and below a table, and another table on the same sheet."""
    layout = "beside-the-table"
    block = """
        Anmälda barnfridsbrott i Boden, 2025
        Antal anmälda brott

        Kön | Antal
        Flickor | 9
        Pojkar | 8
        Totalt | 17

        Not: Ett barn kan ha bevittnat flera brott.
        Källa: Brå, uttag 2026-03-31
    """
    found = """
        VNR-07 2025 2582 K total 9
        VNR-07 2025 2582 M total 8
        VNR-07 2025 2582 T total 17
    """
    yield reads(layout, "title-gives-all", sheet(block), found)
    yield reads(layout, "title-gives-all-as-text", padded(block), found)
    yield asks(layout, "title-of-another-municipality-and-ours", sheet(block.replace("i Boden", "i Boden och Luleå")))
    yield asks(
        layout,
        "title-of-a-part",
        sheet(block.replace("i Boden, 2025", "i Boden, 2025, enbart bostadsområdet Prästholmen")),
    )
    yield asks(layout, "title-of-a-month", sheet(block.replace("2025\n", "mars 2025\n")))
    yield asks(
        layout,
        "unit-above-the-table",
        sheet("""
            Anmälda barnfridsbrott i Boden, 2025
            Per 1 000 barn

            Kön | Värde
            Flickor | 9
            Pojkar | 8
        """),
    )
    yield reads(
        layout,
        "two-tables-on-a-sheet",
        sheet("""
            SEX-02 Anmälda våldtäkter
            År | Kvinnor | Män
            2025 | 35 | 3

            P6-01 Anmälda brott om sexuellt ofredande
            År | Kvinnor | Män
            2025 | 44 | 5
        """),
        """
        SEX-02 2025 2582 K total 35
        SEX-02 2025 2582 M total 3
        P6-01 2025 2582 K total 44
        P6-01 2025 2582 M total 5
        """,
    )
    yield asks(
        layout,
        "second-table-without-indicator",
        sheet("""
            SEX-02 Anmälda våldtäkter
            År | Kvinnor | Män
            2025 | 35 | 3

            Polisanmälningar totalt
            År | Kvinnor | Män
            2025 | 440 | 395
        """),
    )


FAMILIES = (
    four_columns,
    headings_in_other_words,
    areas,
    sexes,
    years,
    ages,
    statuses,
    number_and_share,
    doubtful_numbers,
    sheet_a_year,
    sexes_across,
    months_down,
    block_a_municipality,
    indicators_across,
    indicator_on_the_first_row,
    sheet_an_indicator,
    years_across,
    survey_groups,
    survey_answers,
    beside_the_table,
)
