"""Tables as SCB, Kolada, Brå, Skolverket and Socialstyrelsen hand them out, each with what it must give."""

from __future__ import annotations

from collections.abc import Iterator

from tests.intake.written import (
    Table,
    ansi,
    asks,
    book,
    commas,
    either,
    merged,
    padded,
    quoted,
    reads,
    semicolons,
    sheet,
    tabs,
    under,
)


def pxweb_long() -> Iterator[Table]:
    """PxWeb's CSV with a row a figure."""
    layout = "pxweb-long"
    block = """
        region | indikator | kön | år | Antal
        2582 Boden | SEX-02 | kvinnor | '2024 | 31
        2582 Boden | SEX-02 | män | '2024 | 4
        2582 Boden | SEX-02 | totalt | '2024 | 35
    """
    found = """
        SEX-02 2024 2582 K total 31
        SEX-02 2024 2582 M total 4
        SEX-02 2024 2582 T total 35
    """
    yield reads(layout, "comma", quoted(block), found)
    yield reads(layout, "semicolon", quoted(block, ";"), found)
    yield reads(layout, "tab-ansi", quoted(block, "\t", "cp1252"), found)
    yield reads(layout, "workbook", sheet(block), found)
    yield reads(
        layout,
        "nation-and-municipality",
        quoted("""
            indikator | region | kön | år | Antal
            VNR-03 | 00 Riket | totalt | '2025 | 9000
            VNR-03 | 2582 Boden | totalt | '2025 | 25
        """),
        """
        VNR-03 2025 0000 T total 9000
        VNR-03 2025 2582 T total 25
        """,
    )
    yield reads(
        layout,
        "nation-alone",
        quoted("""
            indikator | region | kön | år | Antal
            VNR-03 | 00 Riket | totalt | '2025 | 9000
        """),
        "VNR-03 2025 0000 T total 9000",
    )
    yield reads(
        layout,
        "indicator-by-name",
        quoted("""
            indikator | region | ålder | kön | år | Antal
            Anmälda våldtäkter | 2582 Boden | totalt | totalt | '2024 | 31
            Anmälda barnfridsbrott | 2582 Boden | totalt | totalt | '2024 | 12
        """),
        """
        SEX-02 2024 2582 T total 31
        VNR-07 2024 2582 T total 12
        """,
    )
    yield reads(
        layout,
        "footnotes-below",
        quoted("""
            indikator | region | kön | år | Antal
            VNR-03 | 2582 Boden | totalt | '2024 | 22
            VNR-03 | 2582 Boden | totalt | '2025 | 25

            Uppgifterna avser förhållandena den 31 december.
            Källa: SCB
        """),
        """
        VNR-03 2024 2582 T total 22
        VNR-03 2025 2582 T total 25
        """,
    )
    yield asks(
        layout,
        "county",
        quoted("""
            indikator | region | kön | år | Antal
            VNR-03 | 25 Norrbottens län | totalt | '2025 | 225
        """),
    )
    yield asks(
        layout,
        "county-in-its-own-column",
        quoted("""
            indikator | län | kön | år | Antal
            VNR-03 | Norrbottens län | totalt | '2025 | 225
        """),
    )
    yield asks(
        layout,
        "country-of-birth",
        quoted("""
            indikator | region | kön | födelseregion | år | Antal
            VNR-03 | 2582 Boden | totalt | utrikes född | '2025 | 9
        """),
    )
    yield asks(
        layout,
        "civil-status",
        quoted("""
            indikator | region | kön | civilstånd | år | Antal
            VNR-03 | 2582 Boden | totalt | ogifta | '2025 | 14
            VNR-03 | 2582 Boden | totalt | gifta | '2025 | 11
        """),
    )
    yield asks(
        layout,
        "month",
        quoted("""
            indikator | region | kön | månad | Antal
            VNR-03 | 2582 Boden | totalt | 2025M08 | 3
        """),
    )
    yield asks(
        layout,
        "age-that-is-no-group-here",
        quoted("""
            indikator | region | ålder | kön | år | Antal
            VNR-03 | 2582 Boden | 16-24 år | kvinnor | '2025 | 7
        """),
    )
    yield asks(
        layout,
        "deso",
        quoted("""
            indikator | region | kön | år | Antal
            VNR-03 | 2582A0010 | totalt | '2025 | 3
        """),
    )


def pxweb_codes() -> Iterator[Table]:
    """PxWeb's CSV with codes in place of words."""
    layout = "pxweb-codes"
    block = """
        Region | Indikator | Kon | Tid | Antal
        '2582 | P6-01 | '1 | '2024 | 6
        '2582 | P6-01 | '2 | '2024 | 41
        '2582 | P6-01 | '1+2 | '2024 | 47
    """
    found = """
        P6-01 2024 2582 M total 6
        P6-01 2024 2582 K total 41
        P6-01 2024 2582 T total 47
    """
    yield either(layout, "kon-and-tid", quoted(block), found)
    swedish = block.replace("Kon |", "Kön |").replace("Tid |", "År |")
    yield reads(layout, "comma", quoted(swedish), found)
    yield reads(layout, "workbook", sheet(swedish), found)
    yield reads(layout, "semicolon", semicolons(swedish.replace("'", "")), found)
    yield reads(
        layout,
        "nation-is-00",
        semicolons("""
            Region | Indikator | Kön | År | Antal
            00 | P6-01 | 1+2 | 2024 | 8300
            2582 | P6-01 | 1+2 | 2024 | 47
        """),
        """
        P6-01 2024 0000 T total 8300
        P6-01 2024 2582 T total 47
        """,
    )
    yield asks(
        layout,
        "sex-three",
        semicolons("""
            Region | Indikator | Kön | År | Antal
            2582 | P6-01 | 3 | 2024 | 6
        """),
    )
    yield asks(
        layout,
        "county-is-25",
        semicolons("""
            Region | Indikator | Kön | År | Antal
            25 | P6-01 | 1+2 | 2024 | 410
        """),
    )


def pxweb_time_across() -> Iterator[Table]:
    """PxWeb's CSV with the years as columns."""
    layout = "pxweb-time-across"
    block = """
        region | indikator | kön | '2023 | '2024 | '2025
        2582 Boden | P3-01 | kvinnor | 21 | 24 | 27
        2582 Boden | P3-01 | män | 3 | 5 | 4
        2582 Boden | P3-01 | totalt | 24 | 29 | 31
    """
    found = """
        P3-01 2023 2582 K total 21
        P3-01 2024 2582 K total 24
        P3-01 2025 2582 K total 27
        P3-01 2023 2582 M total 3
        P3-01 2024 2582 M total 5
        P3-01 2025 2582 M total 4
        P3-01 2023 2582 T total 24
        P3-01 2024 2582 T total 29
        P3-01 2025 2582 T total 31
    """
    yield reads(layout, "comma", quoted(block), found)
    yield reads(layout, "tab", quoted(block, "\t"), found)
    contents = block.replace("'202", "Antal 202")
    yield reads(layout, "contents-and-year", quoted(contents), found)
    yield reads(
        layout,
        "indicator-and-year-in-the-heading",
        quoted("""
            region | kön | Anmälda våldtäkter 2023 | Anmälda våldtäkter 2024
            2582 Boden | kvinnor | 28 | 31
            2582 Boden | män | 2 | 4
        """),
        """
        SEX-02 2023 2582 K total 28
        SEX-02 2024 2582 K total 31
        SEX-02 2023 2582 M total 2
        SEX-02 2024 2582 M total 4
        """,
    )
    yield reads(
        layout,
        "preliminary-year",
        semicolons("""
            region | indikator | kön | 2024 | 2025 prel.
            2582 Boden | P3-02 | totalt | 16 | 19
        """),
        """
        P3-02 2024 2582 T total 16
        P3-02 2025 2582 T total 19 preliminary
        """,
    )
    yield asks(
        layout,
        "months-across",
        quoted("""
            region | indikator | kön | 2025M01 | 2025M02
            2582 Boden | P3-01 | totalt | 2 | 3
        """),
    )
    yield asks(
        layout,
        "quarters-across",
        semicolons("""
            region | indikator | kön | 2025K1 | 2025K2 | 2025K3 | 2025K4
            2582 Boden | P3-01 | totalt | 6 | 8 | 9 | 8
        """),
    )
    yield asks(
        layout,
        "contents-that-is-no-indicator",
        quoted("""
            region | kön | Medelålder 2023 | Medelålder 2024
            2582 Boden | kvinnor | 43 | 43
            2582 Boden | män | 41 | 42
        """),
    )
    yield asks(
        layout,
        "same-year-twice-of-two-contents",
        quoted("""
            region | indikator | kön | Folkmängd 2024 | Folkökning 2024
            2582 Boden | P3-01 | totalt | 28220 | 60
        """),
    )
    yield asks(
        layout,
        "change-since-the-year-before",
        semicolons("""
            region | indikator | kön | 2024 | Förändring 2023–2024
            2582 Boden | P3-01 | totalt | 29 | 5
        """),
    )


def pxweb_workbook() -> Iterator[Table]:
    """PxWeb's workbook: title, blank row, time across, the stub on the first of its rows, notes below."""
    layout = "pxweb-workbook"
    block = """
        Anmälda brott efter region, indikator, kön och år

         |  |  | '2024 | '2025
        2582 Boden | SEX-02 | män | 4 | 3
         |  | kvinnor | 31 | 35
         | P6-01 | män | 6 | 5
         |  | kvinnor | 41 | 44

        Preliminära uppgifter ingår inte.
        Källa: SCB
    """
    found = """
        SEX-02 2024 2582 M total 4
        SEX-02 2025 2582 M total 3
        SEX-02 2024 2582 K total 31
        SEX-02 2025 2582 K total 35
        P6-01 2024 2582 M total 6
        P6-01 2025 2582 M total 5
        P6-01 2024 2582 K total 41
        P6-01 2025 2582 K total 44
    """
    yield either(layout, "stub-without-headings", sheet(block), found)
    headed = block.replace(" |  |  | '2024", "region | indikator | kön | '2024")
    yield reads(layout, "stub-with-headings", sheet(headed), found)
    yield reads(layout, "stub-with-headings-as-text", padded(headed.replace("'", "")), found)
    yield reads(
        layout,
        "two-areas",
        sheet("""
            Anmälda barnfridsbrott efter region, kön och år

            region | kön | '2023 | '2024
            2580 Luleå | totalt | 44 | 51
            2582 Boden | totalt | 12 | 17

            Källa: SCB
        """),
        """
        VNR-07 2023 2580 T total 44
        VNR-07 2024 2580 T total 51
        VNR-07 2023 2582 T total 12
        VNR-07 2024 2582 T total 17
        """,
    )
    yield reads(
        layout,
        "merged-stub",
        sheet(
            """
            region | indikator | kön | '2024 | '2025
            2582 Boden | SEX-02 | män | 4 | 3
             |  | kvinnor | 31 | 35
            """,
            change=merged("A2:A3", "B2:B3"),
        ),
        """
        SEX-02 2024 2582 M total 4
        SEX-02 2025 2582 M total 3
        SEX-02 2024 2582 K total 31
        SEX-02 2025 2582 K total 35
        """,
    )
    yield asks(
        layout,
        "age-in-the-stub-that-is-no-group",
        sheet("""
            Anmälda brott efter region, indikator, ålder och år

            region | indikator | ålder | '2024 | '2025
            2582 Boden | SEX-02 | 18-24 år | 14 | 13
             |  | 25-34 år | 11 | 15
        """),
    )
    yield asks(
        layout,
        "unit-in-the-title",
        sheet("""
            Anmälda barnfridsbrott per 1 000 invånare efter region, kön och år

            region | kön | '2023 | '2024
            2582 Boden | totalt | 12 | 17
        """),
    )


def pxweb_contents() -> Iterator[Table]:
    """PxWeb with what is counted as a column or a heading."""
    layout = "pxweb-contents"
    found = """
        SEX-02 2024 2582 T total 35
        VNR-07 2024 2582 T total 12
    """
    yield either(
        layout,
        "as-a-column",
        quoted("""
            region | tabellinnehåll | kön | år | Antal
            2582 Boden | Anmälda våldtäkter | totalt | '2024 | 35
            2582 Boden | Anmälda barnfridsbrott | totalt | '2024 | 12
        """),
        found,
    )
    yield reads(
        layout,
        "as-headings",
        quoted("""
            region | kön | år | Anmälda våldtäkter | Anmälda barnfridsbrott
            2582 Boden | totalt | '2024 | 35 | 12
        """),
        found,
    )
    yield asks(
        layout,
        "one-heading-is-no-indicator",
        quoted("""
            region | kön | år | Anmälda våldtäkter | Anmälda våldsbrott per 1000 invånare
            2582 Boden | totalt | '2024 | 35 | 12
        """),
    )


def kolada_one_column() -> Iterator[Table]:
    """Kolada's web export with id and title in one column and the years across."""
    layout = "kolada-id-and-title-together"
    gross = "Anmälda brott om grov kvinnofridskränkning i kommunen, antal/100 000 inv"
    block = f"""
        Nyckeltal | Kommun | Kön | 2022 | 2023 | 2024
        N07402 - {gross} | Boden | Totalt | 17,7 | 10,6 | 14,2
        N07537 - Anmälda sexualbrott, antal/100 000 inv | Boden | Totalt | 141,5 | 170,4 | 166,9
    """
    found = """
        VNR-01 2022 2582 T total 17.7
        VNR-01 2023 2582 T total 10.6
        VNR-01 2024 2582 T total 14.2
        SEX-01 2022 2582 T total 141.5
        SEX-01 2023 2582 T total 170.4
        SEX-01 2024 2582 T total 166.9
    """
    yield reads(layout, "text", semicolons(block), found)
    yield reads(layout, "text-ansi", ansi(block), found)
    yield reads(layout, "workbook", sheet(block), found)
    yield reads(
        layout,
        "without-sex",
        sheet("""
            Nyckeltal | Kommun | 2023 | 2024
            N07402 - Anmälda brott om grov kvinnofridskränkning i kommunen, antal/100 000 inv | Boden | 10,6 | 14,2
        """),
        """
        VNR-01 2023 2582 T total 10.6
        VNR-01 2024 2582 T total 14.2
        """,
    )
    yield either(
        layout,
        "in-brackets-after-the-title",
        semicolons("""
            Nyckeltal | Kommun | 2024
            Anmälda sexualbrott, antal/100 000 inv (N07537) | Boden | 166,9
        """),
        "SEX-01 2024 2582 T total 166.9",
    )
    yield asks(
        layout,
        "measure-that-is-no-indicator",
        semicolons("""
            Nyckeltal | Kommun | 2024
            N07403 - Anmälda våldsbrott i kommunen, antal/100 000 inv | Boden | 1140,2
        """),
    )
    yield asks(
        layout,
        "one-measure-of-two-is-no-indicator",
        semicolons("""
            Nyckeltal | Kommun | 2024
            N07402 - Anmälda brott om grov kvinnofridskränkning i kommunen, antal/100 000 inv | Boden | 14,2
            N07682 - Osäkerhetstal | Boden | 1,2
        """),
    )


def kolada_two_columns() -> Iterator[Table]:
    """Kolada's web export with id and title in a column each."""
    layout = "kolada-id-and-title-apart"
    title = "Anmälda sexualbrott, antal/100 000 inv"
    years = f"""
        Nyckeltals-ID | Nyckeltal | Kommun | 2023 | 2024
        N07537 | {title} | Boden | 170,4 | 166,9
        N07537 | {title} | Luleå | 182,2 | 190,1
        N07537 | {title} | Riket | 225,3 | 219,8
    """
    found = """
        SEX-01 2023 2582 T total 170.4
        SEX-01 2024 2582 T total 166.9
        SEX-01 2023 2580 T total 182.2
        SEX-01 2024 2580 T total 190.1
        SEX-01 2023 0000 T total 225.3
        SEX-01 2024 0000 T total 219.8
    """
    yield reads(layout, "years-across", semicolons(years), found)
    yield reads(layout, "years-across-workbook", sheet(years), found)
    yield reads(
        layout,
        "with-municipality-id",
        semicolons(f"""
            Nyckeltals-ID | Nyckeltal | Kommun-ID | Kommun | År | Kön | Värde
            N07537 | {title} | 2582 | Boden | 2024 | Totalt | 166,9
            N07537 | {title} | 0000 | Riket | 2024 | Totalt | 219,8
        """),
        """
        SEX-01 2024 2582 T total 166.9
        SEX-01 2024 0000 T total 219.8
        """,
    )
    yield reads(
        layout,
        "id-alone",
        commas("""
            Nyckeltal | Kommun | År | Värde
            N07549 | Boden | 2024 | 113.4
        """),
        "VNR-02 2024 2582 T total 113.4",
    )
    yield asks(
        layout,
        "id-and-name-of-two-areas",
        semicolons(f"""
            Nyckeltals-ID | Nyckeltal | Kommun-ID | Kommun | År | Värde
            N07537 | {title} | 2580 | Boden | 2024 | 190,1
        """),
    )
    yield asks(
        layout,
        "id-and-title-of-two-measures",
        semicolons("""
            Nyckeltals-ID | Nyckeltal | Kommun | År | Värde
            N07402 | Anmälda sexualbrott, antal/100 000 inv | Boden | 2024 | 166,9
        """),
    )
    yield asks(
        layout,
        "group-of-municipalities",
        semicolons(f"""
            Nyckeltals-ID | Nyckeltal | Kommun | 2023 | 2024
            N07537 | {title} | Liknande kommuner IFO, Boden, 2024 | 170,4 | 166,9
        """),
    )
    yield asks(
        layout,
        "mean-of-the-county",
        semicolons(f"""
            Nyckeltals-ID | Nyckeltal | Kommun | 2023 | 2024
            N07537 | {title} | Boden | 170,4 | 166,9
            N07537 | {title} | Norrbottens läns kommuner (ovägt medel) | 180,0 | 181,3
        """),
    )
    yield asks(
        layout,
        "mean-of-all",
        sheet(f"""
            Nyckeltals-ID | Nyckeltal | Kommun | 2023 | 2024
            N07537 | {title} | Alla kommuner (ovägt medel) | 180,0 | 181,3
        """),
    )
    yield asks(
        layout,
        "unit-of-an-organisation",
        sheet(f"""
            Nyckeltals-ID | Nyckeltal | Kommun | Enhet | 2023 | 2024
            N07537 | {title} | Boden | Björknäs | 180,0 | 181,3
        """),
    )


def kolada_sheet_a_measure() -> Iterator[Table]:
    """Kolada's workbook with a sheet a measure, municipalities down and years across."""
    layout = "kolada-sheet-a-measure"
    crimes = """
        Kommun | 2022 | 2023 | 2024
        Boden | 141,5 | 170,4 | 166,9
        Luleå | 199,1 | 182,2 | 190,1
    """
    gross = """
        Kommun | 2022 | 2023 | 2024
        Boden | 17,7 | 10,6 | 14,2
        Luleå | 20,1 | 18,9 | 21,6
    """
    found = """
        SEX-01 2022 2582 T total 141.5
        SEX-01 2023 2582 T total 170.4
        SEX-01 2024 2582 T total 166.9
        SEX-01 2022 2580 T total 199.1
        SEX-01 2023 2580 T total 182.2
        SEX-01 2024 2580 T total 190.1
        VNR-01 2022 2582 T total 17.7
        VNR-01 2023 2582 T total 10.6
        VNR-01 2024 2582 T total 14.2
        VNR-01 2022 2580 T total 20.1
        VNR-01 2023 2580 T total 18.9
        VNR-01 2024 2580 T total 21.6
    """
    yield reads(layout, "id-as-sheet-name", book({"N07537": crimes, "N07402": gross}), found)
    titled = {
        "Blad1": under("N07537 Anmälda sexualbrott, antal/100 000 inv", crimes),
        "Blad2": under("N07402 Anmälda brott om grov kvinnofridskränkning i kommunen, antal/100 000 inv", gross),
    }
    yield reads(layout, "id-in-the-title", book(titled), found)
    yield reads(
        layout,
        "with-code-and-type",
        book(
            {
                "N07549": """
                Kommun-ID | Kommun | 2023 | 2024
                2582 | Boden | 102,7 | 113,4
                0000 | Riket | 119,2 | 121,0
            """
            }
        ),
        """
        VNR-02 2023 2582 T total 102.7
        VNR-02 2024 2582 T total 113.4
        VNR-02 2023 0000 T total 119.2
        VNR-02 2024 0000 T total 121
        """,
    )
    yield asks(layout, "sheet-name-says-nothing", book({"Blad1": crimes}))
    yield asks(layout, "sheet-of-another-measure", book({"N07537": crimes, "N07403": gross}))


def kolada_sexes_a_year() -> Iterator[Table]:
    """Kolada with three columns a year, under two rows of headings."""
    layout = "kolada-three-sexes-a-year"
    block = """
        Kommun | 2023 |  |  | 2024 |  |
         | Kvinnor | Män | Totalt | Kvinnor | Män | Totalt
        Boden | 7,9 | 1,3 | 4,6 | 8,4 | 1,1 | 4,8
        Luleå | 8,8 | 1,5 | 5,1 | 9,0 | 1,2 | 5,2
    """
    found = """
        SEX-03 2023 2582 K total 7.9
        SEX-03 2023 2582 M total 1.3
        SEX-03 2023 2582 T total 4.6
        SEX-03 2024 2582 K total 8.4
        SEX-03 2024 2582 M total 1.1
        SEX-03 2024 2582 T total 4.8
        SEX-03 2023 2580 K total 8.8
        SEX-03 2023 2580 M total 1.5
        SEX-03 2023 2580 T total 5.1
        SEX-03 2024 2580 K total 9
        SEX-03 2024 2580 M total 1.2
        SEX-03 2024 2580 T total 5.2
    """
    both = merged("B1:D1", "E1:G1")
    yield reads(layout, "merged-years", sheet(block, "SEX-03", both), found)
    yield reads(
        layout, "merged-years-and-municipality", sheet(block, "SEX-03", merged("A1:A2", "B1:D1", "E1:G1")), found
    )
    yield reads(
        layout,
        "year-over-each-column",
        semicolons("""
            Nyckeltal | Kommun | 2023 | 2023 | 2023 | 2024 | 2024 | 2024
             |  | Kvinnor | Män | Totalt | Kvinnor | Män | Totalt
            SEX-03 | Boden | 7,9 | 1,3 | 4,6 | 8,4 | 1,1 | 4,8
        """),
        """
        SEX-03 2023 2582 K total 7.9
        SEX-03 2023 2582 M total 1.3
        SEX-03 2023 2582 T total 4.6
        SEX-03 2024 2582 K total 8.4
        SEX-03 2024 2582 M total 1.1
        SEX-03 2024 2582 T total 4.8
        """,
    )
    yield reads(
        layout,
        "year-and-sex-in-one-heading",
        semicolons("""
            Nyckeltal | Kommun | 2024 Kvinnor | 2024 Män | 2024 Totalt
            SEX-03 | Boden | 8,4 | 1,1 | 4,8
        """),
        """
        SEX-03 2024 2582 K total 8.4
        SEX-03 2024 2582 M total 1.1
        SEX-03 2024 2582 T total 4.8
        """,
    )
    yield either(
        layout,
        "year-over-the-first-of-three-not-merged",
        sheet(block, "SEX-03"),
        found,
    )
    yield asks(
        layout,
        "half-years-over-the-sexes",
        sheet(
            """
            Kommun | 2024 H1 |  | 2024 H2 |
             | Kvinnor | Män | Kvinnor | Män
            Boden | 8,4 | 1,1 | 7,9 | 1,3
            """,
            "SEX-03",
            merged("B1:C1", "D1:E1"),
        ),
    )


def kolada_signs() -> Iterator[Table]:
    """Kolada's signs for no figure, and its column for sex."""
    layout = "kolada-signs"
    yield reads(
        layout,
        "years-across",
        semicolons("""
            Nyckeltal | Kommun | Kön | 2021 | 2022 | 2023 | 2024
            N07402 | Boden | Totalt | - | . | .. | 14,2
        """),
        """
        VNR-01 2021 2582 T total - missing
        VNR-01 2022 2582 T total - not_applicable
        VNR-01 2023 2582 T total - suppressed_primary
        VNR-01 2024 2582 T total 14.2
        """,
    )
    yield reads(
        layout,
        "empty-cells-are-no-figures",
        sheet("""
            Nyckeltal | Kommun | 2021 | 2022 | 2023 | 2024
            N07402 | Boden |  |  | 10,6 | 14,2
        """),
        """
        VNR-01 2023 2582 T total 10.6
        VNR-01 2024 2582 T total 14.2
        """,
    )
    yield asks(
        layout,
        "a-sign-that-is-not-known",
        semicolons("""
            Nyckeltal | Kommun | 2023 | 2024
            N07402 | Boden | # | 14,2
        """),
    )


def bra_yearly() -> Iterator[Table]:
    """Brå's yearly CSV with a row a municipality."""
    layout = "bra-yearly"
    block = """
        Anmälda våldtäkter 2025

        Kommun | Antal | Per 100 000 inv.
        Hela landet | 10 120 | 95
        Ale kommun | 34 | 106
        Arjeplogs kommun | 1 | 37
        Bodens kommun | 31 | 110
        Malung–Sälen | 9 | 89
    """
    found = """
        SEX-02 2025 0000 T total 10120
        SEX-02 2025 1440 T total 34
        SEX-02 2025 2506 T total 1
        SEX-02 2025 2582 T total 31
        SEX-02 2025 2023 T total 9
    """
    yield reads(layout, "count-by-title", semicolons(block), found)
    yield reads(layout, "count-by-title-padded", padded(block), found)
    yield reads(layout, "count-by-title-ansi", ansi(block), found)
    yield reads(
        layout,
        "rate-by-title",
        semicolons("""
            Anmälda sexualbrott per 100 000 invånare 2025

            Kommun | Antal | Per 100 000 inv.
            Ale kommun | 64 | 199
            Bodens kommun | 48 | 170
        """),
        """
        SEX-01 2025 1440 T total 199
        SEX-01 2025 2582 T total 170
        """,
    )
    yield reads(
        layout,
        "by-sheet-name",
        book(
            {
                "SEX-02 2025": """
                Kommun | Antal | Per 100 000 inv.
                Bodens kommun | 31 | 110
                Falu kommun | 44 | 73
            """
            }
        ),
        """
        SEX-02 2025 2582 T total 31
        SEX-02 2025 2080 T total 44
        """,
    )
    bare = """
        Kommun | Antal | Per 100 000 inv.
        Ale kommun | 34 | 106
        Bodens kommun | 31 | 110
    """
    yield asks(layout, "neither-indicator-nor-year", semicolons(bare))
    yield asks(layout, "indicator-without-year", semicolons(under("Anmälda våldtäkter", bare)))
    yield asks(layout, "year-without-indicator", semicolons(under("Anmälda brott 2025", bare)))
    yield asks(layout, "two-years-in-the-title", semicolons(under("Anmälda våldtäkter 2024 och 2025", bare)))
    yield asks(layout, "half-a-year-in-the-title", semicolons(under("Anmälda våldtäkter, januari–juni 2025", bare)))
    yield asks(
        layout,
        "without-headings",
        semicolons("""
            Ale kommun | 34 | 106
            Bodens kommun | 31 | 110
        """),
    )
    yield asks(
        layout,
        "police-region-among-the-municipalities",
        semicolons("""
            Anmälda våldtäkter 2025

            Kommun | Antal | Per 100 000 inv.
            Polisregion Nord | 690 | 76
            Bodens kommun | 31 | 110
        """),
    )


def bra_hierarchical() -> Iterator[Table]:
    """Brå's yearly export of one municipality, with the types of offence in a tree."""
    layout = "bra-hierarchical"
    law = "Brott mot specialstraffrätten, Lag om kontaktförbud/besöksförbud"
    yield asks(
        layout,
        "the-whole-tree",
        commas(f"""
            Periodnyckel | Kommun | Brott_ID | Brott | Antal | Per100000
            2025 | Boden | 610 | {law} | 39 | 138
            2025 | Boden | 611 | {law}, Överträdelse av kontaktförbud (24 §) | 31 | 110
        """),
    )
    yield asks(
        layout,
        "with-indicator-added-to-both",
        commas("""
            Indikator | Periodnyckel | Kommun | Brott_ID | Brott | Antal | Per100000
            P3-01 | 2025 | Boden | 610 | Lag om kontaktförbud/besöksförbud | 39 | 138
            P3-01 | 2025 | Boden | 611 | Överträdelse av kontaktförbud (24 §) | 31 | 110
        """),
    )
    yield asks(
        layout,
        "with-indicator-added-to-one",
        commas("""
            Indikator | Periodnyckel | Kommun | Brott_ID | Brott | Antal | Per100000
            P3-01 | 2025 | Boden | 612 | Överträdelse av kontaktförbud (24 §), mot kvinna | 27 | 96
        """),
    )
    yield reads(
        layout,
        "only-what-is-read-is-left",
        commas("""
            Indikator | År | Kommun | Antal | Per100000
            P3-01 | 2025 | Boden | 31 | 110
        """),
        "P3-01 2025 2582 T total 31",
    )


def bra_monthly() -> Iterator[Table]:
    """Brå's exports of months."""
    layout = "bra-monthly"
    yield asks(
        layout,
        "period-columns",
        commas("""
            Indikator | Kön | År | Månad | Periodtyp | Periodetikett | Periodnyckel | Preliminär | Kommun | Antal
            KTX-01 | totalt | 2025 | 8.0 | Månad | 2025, Aug | 202508 | False | Boden | 21.0
        """),
    )
    yield asks(
        layout,
        "month-as-period",
        semicolons("""
            Indikator | Kommun | Kön | År | Period | Antal
            KTX-01 | Bodens kommun | totalt | 2025 | Jan | 20
            KTX-02 | Bodens kommun | totalt | 2025 | Jan | 25
        """),
    )
    yield asks(
        layout,
        "month-in-the-year",
        semicolons("""
            Indikator | Kommun | Kön | År | Antal
            KTX-01 | Bodens kommun | totalt | 202508 | 21
        """),
    )
    yield asks(
        layout,
        "month-in-the-title",
        semicolons("""
            Anmälda våldsbrott, augusti 2025

            Kommun | Antal | Per 100 000 inv.
            Bodens kommun | 21 | 74
        """),
    )
    yield asks(
        layout,
        "quarter-of-the-year",
        commas("""
            Indikator | Kön | År | Kvartal | Kommun | Antal
            KTX-01 | totalt | 2025 | 3 | Boden | 61
        """),
    )
    yield asks(
        layout,
        "month-as-sheet-name",
        book(
            {
                "Augusti": """
                Indikator | År | Kommun | Kön | Antal
                KTX-01 | 2025 | Boden | totalt | 21
            """
            }
        ),
    )
    yield asks(
        layout,
        "sheets-a-month",
        book(
            {
                "Jan 2025": """
                Indikator | Kommun | Kön | Antal
                KTX-01 | Boden | totalt | 21
            """,
                "Feb 2025": """
                Indikator | Kommun | Kön | Antal
                KTX-01 | Boden | totalt | 19
            """,
            }
        ),
    )
    yield asks(
        layout,
        "from-and-to-dates",
        semicolons("""
            Indikator | Kommun | Kön | År | Från | Till | Antal
            KTX-01 | Boden | totalt | 2025 | 2025-08-01 | 2025-08-31 | 21
        """),
    )
    yield either(
        layout,
        "whole-years-of-the-same-export",
        commas("""
            Indikator | Kön | År | Preliminär | Kommun | Antal | Per100000
            KTX-01 | totalt | 2024 | False | Boden | 211.0 | 740.0
            KTX-01 | totalt | 2025 | True | Boden | 219.0 | 766.0
        """),
        """
        KTX-01 2024 2582 T total 211
        KTX-01 2025 2582 T total 219 preliminary
        """,
    )


def bra_text_file() -> Iterator[Table]:
    """Brå's Databasfil.txt, laid among the files of staff."""
    layout = "bra-text-file"
    yield asks(
        layout,
        "months",
        semicolons("""
            Region | Brott | År | Period | Antal | /100 000 inv
            Bodens kommun | Våldsbrott | 2025 | Jan | 20 | 70 |
        """),
    )
    yield asks(
        layout,
        "a-year-of-another-offence",
        ansi("""
            Region | Brott | År | Period | Antal | /100 000 inv |
            Hela landet | Befogenhetsbedrägeri | År | 2025 | 14278 | 135 |
            Bodens kommun | Befogenhetsbedrägeri | År | 2025 | 38 | 135 |
        """),
    )
    yield either(
        layout,
        "a-year-of-an-indicator",
        ansi("""
            Region | Brott | År | Period | Antal | /100 000 inv |
            Bodens kommun | Anmälda våldtäkter | År | 2025 | 31 | 110 |
        """),
        "SEX-02 2025 2582 T total 31",
    )


def bra_handled() -> Iterator[Table]:
    """Brå's workbook of handled offences, which are not reported offences."""
    layout = "bra-handled"
    yield asks(
        layout,
        "workbook",
        book(
            {
                "Information": "Handlagda brott 2025\nKälla: Brå",
                "Samtliga handlagda brott": """
                Tabell 300La. Handlagda brott, hela landet, år 2025
                Lagrum | Brottstyp | Handlagda totalt | Utredda | Direktavskrivna | Lagföringsprocent
                4 kap. 4 e § | Hedersförtryck | 95 | 49 | 46 | 4
            """,
            }
        ),
    )
    yield asks(
        layout,
        "with-indicator-added",
        tabs("""
            Indikator | År | Kön | lagrum | redovisningsgrupp | handlagda | utredda | direktavskrivna
            P5-01 | 2025 | T | 4 kap. 4 e § | Hedersförtryck | 95 | 49 | 46
        """),
    )
    yield asks(
        layout,
        "with-indicator-and-count",
        semicolons("""
            Indikator | År | Kön | Lagrum | Antal
            P5-01 | 2025 | T | 4 kap. 4 e §, mot kvinna | 49
        """),
    )


def skolverket_preamble() -> Iterator[Table]:
    """Skolverket's older export: lines of text above the headings, and a sign after the last cell."""
    layout = "skolverket-preamble"
    block = """
        Statistik från Skolverket, http://www.skolverket.se/statistik

        Skolor som arbetar med våldsförebyggande program
        Valt läsår: 2023/24

        Kommun | Kommunkod | Andel |
        Boden | 2582 | 61,5 |
        Luleå | 2580 | 72,0 |
    """
    found = """
        P1-02 2024 2582 T total 61.5
        P1-02 2024 2580 T total 72
    """
    yield reads(layout, "share-of-municipalities", semicolons(block), found)
    yield reads(layout, "share-of-municipalities-workbook", sheet(block), found)
    yield either(
        layout,
        "number-and-share",
        semicolons("""
            Statistik från Skolverket, http://www.skolverket.se/statistik

            Skolor som arbetar med våldsförebyggande program
            Valt läsår: 2023/24

            Kommun | Kommun-kod | Antal skolor | Andel skolor |
            Boden | 2582 | 13 | 61,5 |
        """),
        "P1-02 2024 2582 T total 61.5",
    )
    yield asks(
        layout,
        "spring-term",
        semicolons("""
            Skolor som arbetar med våldsförebyggande program
            Vald termin: vårterminen 2024

            Kommun | Kommunkod | Andel |
            Boden | 2582 | 61,5 |
        """),
    )
    yield asks(
        layout,
        "signs",
        semicolons("""
            Skolor som arbetar med våldsförebyggande program
            Valt läsår: 2023/24

            Kommun | Kommunkod | Andel |
            Boden | 2582 | ... |
        """),
    )


def skolverket_two_headings() -> Iterator[Table]:
    """Skolverket with a category over its columns."""
    layout = "skolverket-two-rows-of-headings"
    yield reads(
        layout,
        "sexes-over-number-and-share",
        semicolons("""
            Elever som uppger att de har utsatts för sexuella trakasserier i skolan 2025

             | Totalt | Totalt | Flickor | Flickor | Pojkar | Pojkar
            Kommun | Antal | Andel | Antal | Andel | Antal | Andel
            Boden | 96 | 24 | 68 | 34 | 28 | 14
        """),
        """
        P6-02 2025 2582 T total - suppressed_primary
        P6-02 2025 2582 K total - suppressed_primary
        P6-02 2025 2582 M total - suppressed_primary
        """,
    )
    yield asks(
        layout,
        "owners-over-the-same-headings",
        semicolons("""
            Skolor som arbetar med våldsförebyggande program, läsåret 2023/24

             | Kommunal | Kommunal | Enskild | Enskild
            Kommun | Antal | Andel | Antal | Andel
            Boden | 8 | 61,5 | 2 | 40,0
        """),
    )
    yield asks(
        layout,
        "forms-of-school-over-the-share",
        sheet(
            """
            Kommun | Grundskola | | Gymnasieskola |
             | Antal | Andel | Antal | Andel
            Boden | 8 | 61,5 | 2 | 40,0
            """,
            "P1-02",
            merged("B1:C1", "D1:E1"),
        ),
    )
    yield asks(
        layout,
        "same-heading-twice-without-a-category",
        semicolons("""
            Indikator | År | Kommun | Andel | Andel
            P1-02 | 2024 | Boden | 61,5 | 40,0
        """),
    )


def skolverket_schools() -> Iterator[Table]:
    """Skolverket with a row a school."""
    layout = "skolverket-schools"
    yield asks(
        layout,
        "a-row-a-school",
        semicolons("""
            Statistik från Skolverket, http://www.skolverket.se/statistik

            Skolor som arbetar med våldsförebyggande program
            Valt läsår: 2023/24

            Skola | Skol-enhetskod | Skolkommun | Kommun-kod | Typ av huvudman | Antal elever | Andel |
            Björknässkolan | 18234567 | Boden | 2582 | Kommunal | 410 | 61,5 |
        """),
    )
    yield asks(
        layout,
        "school-beside-the-whole-key",
        semicolons("""
            Indikator | År | Kommun | Kön | Skola | Andel
            P6-02 | 2025 | Boden | totalt | Björknässkolan | 31
        """),
    )
    yield asks(
        layout,
        "school-in-the-column-of-the-municipality",
        semicolons("""
            Indikator | År | Kommun | Kön | Andel
            P6-02 | 2025 | Björknässkolan | totalt | 31
        """),
    )
    yield asks(
        layout,
        "school-as-sheet-name",
        book(
            {
                "Björknässkolan": """
                Indikator | År | Kön | Andel
                P6-02 | 2025 | totalt | 31
            """
            }
        ),
    )
    yield asks(
        layout,
        "year-of-school-beside-the-key",
        semicolons("""
            Indikator | År | Kön | Årskurs | Andel
            P6-02 | 2025 | totalt | 9 | 31
            P6-02 | 2025 | totalt | Gy 2 | 22
        """),
    )


def socialstyrelsen_months() -> Iterator[Table]:
    """Socialstyrelsen's database, saved as CSV: a year over each column and the months under it."""
    layout = "socialstyrelsen"
    yield asks(
        layout,
        "months-across",
        semicolons("""
            Personer placerade i skyddat boende, antal, efter region och månad
             | 2025 | 2025 | 2025
            Region | Januari | Februari | Mars
            Norrbotten | 31 | 28 | 30
            Alla regioner | 900 | 870 | 910
            Socialstyrelsens statistikdatabas för socialtjänst, 2026-02-14
        """),
    )
    yield asks(
        layout,
        "months-across-for-the-municipality",
        semicolons("""
            Personer placerade i skyddat boende
             | 2025 | 2025 | 2025
            Kommun | Januari | Februari | Mars
            Boden | 12 | 9 | 11
        """),
    )
    yield asks(
        layout,
        "one-month-of-the-municipality",
        semicolons("""
            Personer placerade i skyddat boende
             | 2025
            Kommun | Januari
            Boden | 12
        """),
    )
    yield asks(
        layout,
        "counties",
        semicolons("""
            Personer placerade i skyddat boende
            Region | 2024 | 2025
            Norrbotten | 131 | 128
            Jämtland Härjedalen | 77 | 80
        """),
    )
    yield reads(
        layout,
        "years-across",
        semicolons("""
            Personer placerade i skyddat boende
            Kommun | 2024 | 2025
            Boden | 17 | 21
            Socialstyrelsens statistikdatabas för socialtjänst, 2026-02-14
        """),
        """
        VNR-08 2024 2582 T total 17
        VNR-08 2025 2582 T total 21
        """,
    )


FAMILIES = (
    pxweb_long,
    pxweb_codes,
    pxweb_time_across,
    pxweb_workbook,
    pxweb_contents,
    kolada_one_column,
    kolada_two_columns,
    kolada_sheet_a_measure,
    kolada_sexes_a_year,
    kolada_signs,
    bra_yearly,
    bra_hierarchical,
    bra_monthly,
    bra_text_file,
    bra_handled,
    skolverket_preamble,
    skolverket_two_headings,
    skolverket_schools,
    socialstyrelsen_months,
)
