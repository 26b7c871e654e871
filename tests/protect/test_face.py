"""What the rest of the house asks of disclosure control: frames in, frames and sentences out, never a hidden figure."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from pipeline.builder.database import write_database
from pipeline.builder.recipe import with_derived
from pipeline.errors import ReleaseFault
from pipeline.model import FILE, ROW, SOUND, Dataset, KeptRelease, Place, Problem
from pipeline.protect.figures import Figure, view_of
from pipeline.protect.findings import audit, disclosure_audit
from pipeline.protect.hide import propose, protect
from pipeline.protect.policy import DEFAULT, METHOD, Rule, policy_of
from pipeline.protect.relations import relations_of
from pipeline.protect.releases import Release, release_of, releases_of
from pipeline.releases.tables import read_kept, read_observations
from pipeline.schema import read_schemas
from tests.protect.worlds import key

ROOT = Path(__file__).parents[2]
SCHEMAS = read_schemas(ROOT / "schemas")
COUNT = "VNR-08"
RATE = "VNR-04"
SHARE = "P6-03"

Tables = dict[str, pl.DataFrame]


def shipped() -> Tables:
    """The project's own catalogue and policy, checked, with RATE as a figure of the municipality's own, and no
    observations.
    """
    tables: Tables = {}
    for schema in SCHEMAS:
        types = {column.name: column.polars_type for column in schema.columns}
        frame = pl.DataFrame(schema=types)
        if not schema.is_partitioned:
            frame = pl.read_csv(ROOT / "data" / schema.location, schema=types)
        if schema.name == "indicators":
            elsewhere = pl.when(pl.col("indicator_id") != RATE).then("source_series_id")
            frame = frame.with_columns(elsewhere.alias("source_series_id"))
        tables[schema.name] = frame.with_columns(
            pl.lit(f"{schema.name}.csv").alias(FILE),
            pl.int_range(2, frame.height + 2, dtype=pl.Int64).alias(ROW),
            pl.lit(True).alias(SOUND),
        )
    return tables


def observed(*rows: tuple[str, str, float | None, str], file: str = "observations/2025.csv") -> pl.DataFrame:
    """Observations of 2025, all ages: indicator, sex, value and status."""
    schema = SCHEMAS["observations"]
    types = {column.name: column.polars_type for column in schema.columns}
    cells = [
        {"indicator_id": name, "year": 2025, "area_code": "9999", "sex": sex, "age_group": "total"}
        | {"value": value, "value_status": status, "series_break": False}
        for name, sex, value, status in rows
    ]
    return pl.DataFrame(cells, schema=types).with_columns(
        pl.lit(file).alias(FILE), pl.int_range(2, len(rows) + 2, dtype=pl.Int64).alias(ROW), pl.lit(True).alias(SOUND)
    )


def cells(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    """What a frame of observations says."""
    return frame.select("indicator_id", "sex", "value", "value_status").rows()


NOTHING = observed()
TEN = observed((COUNT, "T", 10, "final"), (COUNT, "K", 8, "final"), (COUNT, "M", 2, "final"))


def with_observations(rows: pl.DataFrame) -> Tables:
    return {**shipped(), "observations": rows}


# --- Import


def test_a_small_count_and_what_would_tell_it_lose_their_figures() -> None:
    incoming = observed((COUNT, "T", 20, "final"), (COUNT, "K", 18, "final"), (COUNT, "M", 2, "final"))

    protected = protect(incoming, with_observations(NOTHING))

    assert cells(protected.incoming) == [
        (COUNT, "T", 20, "final"),
        (COUNT, "K", None, "suppressed_secondary"),
        (COUNT, "M", None, "suppressed_primary"),
    ]
    assert protected.incoming.columns == incoming.columns
    assert protected.hidden.select("sex", "value_status").rows() == [
        ("K", "suppressed_secondary"),
        ("M", "suppressed_primary"),
    ]
    assert protected.also_hidden.is_empty()


def test_a_figure_that_is_in_the_data_already_is_hidden_where_it_would_tell_the_incoming() -> None:
    present = observed((COUNT, "T", 20, "final"), (COUNT, "K", 18, "final"))

    protected = protect(observed((COUNT, "M", 2, "final")), with_observations(present))

    assert cells(protected.incoming) == [(COUNT, "M", None, "suppressed_primary")]
    assert cells(protected.also_hidden) == [(COUNT, "K", None, "suppressed_secondary")]
    assert protected.also_hidden.columns == present.columns
    assert protected.reasons.rows() == [
        (COUNT, "2025", "9999", "K", "total", "Värdet döljs, eftersom det annars skulle avslöja en annan dold uppgift.")
    ]


def test_the_same_file_again_hides_the_same() -> None:
    tables = with_observations(protect(TEN, with_observations(NOTHING)).incoming)

    assert cells(protect(TEN, tables).incoming) == cells(tables["observations"])


def test_a_correction_does_not_tell_what_an_earlier_release_hid() -> None:
    """Hide, then publish a corrected total next year."""
    first = observed((COUNT, "T", 14, "final"), (COUNT, "K", 11, "final"), (COUNT, "M", 3, "final"))
    tables = with_observations(protect(first, with_observations(NOTHING)).incoming)
    published = release_of(KeptRelease("2025-first", METHOD, tables))
    corrected = observed((COUNT, "T", 16, "final"), (COUNT, "K", 12, "final"), (COUNT, "M", 4, "final"))

    now = protect(corrected, tables, [published])

    assert cells(tables["observations"])[0] == (COUNT, "T", 14, "final")
    assert cells(now.incoming) == [
        (COUNT, "T", 16, "final"),
        (COUNT, "K", None, "suppressed_secondary"),
        (COUNT, "M", None, "suppressed_primary"),
    ]
    assert audit(with_observations(now.incoming), [published]) == []


def test_figures_that_are_not_of_our_own_people_come_in_as_they_are() -> None:
    incoming = observed(("P3-01", "T", 2, "final"), ("P3-01", "K", 1, "final"), ("VNR-10", "T", 1, "final"))

    assert cells(protect(incoming, with_observations(NOTHING)).incoming) == cells(incoming)


def test_a_rate_of_people_comes_in_without_decimals() -> None:
    protected = protect(observed((RATE, "T", 48.6, "final")), base(RATE, 18_000))

    assert cells(protected.incoming) == [(RATE, "T", 49, "final")]


def base(name: str, people: float) -> Tables:
    """The tables with a known base for the total of an indicator."""
    tables = with_observations(NOTHING)
    columns = tables["denominators"].drop(FILE, ROW, SOUND).schema
    row = {"indicator_id": name, "year": 2025, "area_code": "9999", "sex": "T", "age_group": "total", "value": people}
    frame = pl.DataFrame([row], schema=columns)
    return tables | {
        "denominators": frame.with_columns(
            pl.lit("").alias(FILE), pl.lit(2, pl.Int64).alias(ROW), pl.lit(True).alias(SOUND)
        )
    }


@pytest.mark.parametrize(("people", "status"), [(29, "suppressed_primary"), (30, "final")])
def test_a_share_of_too_few_people_is_hidden(people: float, status: str) -> None:
    protected = protect(observed((SHARE, "T", 40, "final")), base(SHARE, people))

    assert protected.incoming["value_status"].to_list() == [status]


@pytest.mark.parametrize(("people", "status"), [(19, "suppressed_primary"), (20, "final")])
def test_a_zero_is_hidden_in_a_group_so_small_that_it_tells_of_everyone(people: float, status: str) -> None:
    protected = protect(observed((COUNT, "T", 0, "final")), base(COUNT, people))

    assert protected.incoming["value_status"].to_list() == [status]


@pytest.mark.parametrize(("rate", "status"), [(2, "suppressed_primary"), (3, "final")])
def test_a_rate_whose_count_can_be_told_to_be_small_is_hidden(rate: float, status: str) -> None:
    """Of 18,000 people 1.5-2.5 per 10,000 are 2.7-4.5, so 3 or 4; 2.5-3.5 are 5 or 6."""
    protected = protect(observed((RATE, "T", rate, "final")), base(RATE, 18_000))

    assert protected.incoming["value_status"].to_list() == [status]


# --- Audit


def test_the_audit_names_the_figures_and_what_would_mend_it_and_no_number() -> None:
    rows = observed((COUNT, "T", 77, "final"), (COUNT, "K", 74, "final"), (COUNT, "M", None, "suppressed_primary"))

    assert audit(with_observations(rows)) == [
        Problem(
            Place("observations/2025.csv", row=4, column="value_status"),
            "hidden_value_cannot_be_worked_out",
            None,
            "En dold uppgift kan räknas ut, eller ringas in till alltför få tal: VNR-08 Personer placerade i skyddat "
            "boende: 2025, Exempelkommunen (9999), män och pojkar, alla åldrar. Den avslöjas av VNR-08 Personer "
            "placerade i skyddat boende: 2025, Exempelkommunen (9999), kvinnor och flickor, alla åldrar; VNR-08 "
            "Personer placerade i skyddat boende: 2025, Exempelkommunen (9999), totalt, alla åldrar, tillsammans med "
            "regeln för vad som döljs. Dölj den här, med status dold, skyddar en annan uppgift "
            "(suppressed_secondary): VNR-08 Personer placerade i skyddat boende: 2025, Exempelkommunen (9999), "
            "kvinnor och flickor, alla åldrar. Allt som ska döljas visar kommandot make protect",
        )
    ]


def test_a_figure_that_was_left_out_is_told_where_it_can_be_worked_out() -> None:
    (problem,) = audit(with_observations(observed((COUNT, "T", 77, "final"), (COUNT, "K", 74, "final"))))

    assert (problem.rule, problem.place.row, problem.fatal) == ("small_value_cannot_be_worked_out", 3, True)
    assert problem.message.startswith(
        "En uppgift som inte redovisas kan räknas ut, och den gäller få personer: VNR-08 Personer placerade i skyddat "
        "boende: 2025, Exempelkommunen (9999), män och pojkar, alla åldrar. Den avslöjas av "
    )


@pytest.mark.parametrize(
    ("shown", "methods", "named"),
    [
        ([{"T": 77, "K": 74}], [METHOD], "2025-0"),
        ([{"T": 77, "K": 74}], [None], "2025-0 (skyddad med en äldre metod)"),
        ([{"T": 77}, {"T": 77, "K": 74}, {"K": 74}], [METHOD] * 3, "2025-1"),
        ([{"T": 77}, {}, {"K": 74}], [METHOD, METHOD, 1], "2025-0 och 2025-2 (skyddad med en äldre metod) tillsammans"),
    ],
)
def test_what_earlier_releases_gave_away_is_a_warning_that_names_them(
    shown: list[dict[str, int]], methods: list[int | None], named: str
) -> None:
    kept = [
        release_of(KeptRelease(f"2025-{number}", method, with_observations(observed(*rows))))
        for number, (figures, method) in enumerate(zip(shown, methods, strict=True))
        for rows in [[(COUNT, sex, float(count), "final") for sex, count in figures.items()]]
    ]
    now = observed(
        (COUNT, "T", None, "suppressed_secondary"),
        (COUNT, "K", None, "suppressed_secondary"),
        (COUNT, "M", None, "suppressed_primary"),
    )

    (problem,) = audit(with_observations(now), kept)

    assert (problem.rule, problem.fatal) == ("hidden_value_was_told_before", False)
    assert problem.message == (
        "En dold uppgift kan räknas ut av den som har sparat tidigare publiceringar: VNR-08 Personer placerade i "
        f"skyddat boende: 2025, Exempelkommunen (9999), män och pojkar, alla åldrar. Den avslöjas av {named}. Det går "
        "inte att ta tillbaka. Fråga den som ansvarar för sekretess om någon behöver få veta det."
    )


def test_releases_that_give_a_figure_away_together_are_named_together() -> None:
    kept = [
        release_of(KeptRelease(f"2025-{number}", method, with_observations(observed((COUNT, sex, count, "final")))))
        for number, (sex, count, method) in enumerate([("T", 77.0, METHOD), ("K", 74.0, None)])
    ]

    (problem,) = audit(with_observations(observed((COUNT, "M", None, "suppressed_primary"))), kept)

    assert problem.message == (
        "En dold uppgift kan räknas ut av den som har sparat tidigare publiceringar: VNR-08 Personer placerade i "
        "skyddat boende: 2025, Exempelkommunen (9999), män och pojkar, alla åldrar. Den avslöjas av 2025-0 och 2025-1 "
        "(skyddad med en äldre metod) tillsammans. Det går inte att ta tillbaka. Fråga den som ansvarar för sekretess "
        "om någon behöver få veta det."
    )


def test_figures_that_cannot_all_be_right_are_told() -> None:
    rows = observed((COUNT, "T", 9, "final"), (COUNT, "K", 9, "final"), (COUNT, "M", None, "suppressed_primary"))

    (problem,) = audit(with_observations(rows))

    assert problem.rule == "hidden_value_fits_its_sum"
    assert problem.message.startswith(
        "Uppgifterna går inte ihop: inga antal passar både de siffror som visas och de som är dolda. Rätta den som är "
        "fel: VNR-08 Personer placerade i skyddat boende: 2025, Exempelkommunen (9999), kvinnor och flickor, alla "
        "åldrar; "
    )


def of_public(*names: str) -> pl.DataFrame:
    """What the police publish as the sum of these indicators."""
    return parts(*names, is_complete=True).with_columns(pl.lit("P3-01").alias("whole_id"))


def parts(*names: str, is_complete: bool) -> pl.DataFrame:
    """COUNT as the sum of these indicators."""
    columns = shipped()["indicator_parts"].schema
    rows = [
        {"whole_id": COUNT, "part_id": name, "breakdown": "relation", "is_complete": is_complete, SOUND: True}
        for name in names
    ]
    return pl.DataFrame(rows, schema=columns)


def sentences(tables: Tables) -> list[str]:
    return [problem.message for problem in audit(tables)]


def test_the_audit_says_where_official_statistics_are_what_tells() -> None:
    rows = observed(("P3-01", "T", 2, "final"), ("VNR-08", "T", None, "suppressed_primary"))
    tables = with_observations(rows) | {"indicator_parts": parts("P3-01", is_complete=True)}

    assert sentences(tables) == [
        "En uppgift som är dold eller inte redovisas kan räknas ut, eller ringas in till alltför få tal: VNR-08 "
        "Personer placerade i skyddat boende: 2025, Exempelkommunen (9999), totalt, alla åldrar. Att dölja mer "
        "hjälper inte: det som avslöjar den har andra publicerat, eller kommunen förut. Fråga den som ansvarar för "
        "sekretess om någon behöver få veta det."
    ]


def test_the_audit_says_where_another_status_would_tell_less() -> None:
    """Of seven who are told of by others, one part is few and the other is not: it is one or two."""
    rows = observed(
        ("P3-01", "T", 7, "final"),
        ("P4-01", "T", None, "suppressed_primary"),
        ("P4-02", "T", None, "suppressed_secondary"),
    )

    assert sentences(with_observations(rows) | {"indicator_parts": of_public("P4-01", "P4-02")})[0] == (
        "En dold uppgift kan räknas ut, eller ringas in till alltför få tal: P4-01 Barn och unga som misstänks ha "
        "förts eller riskerat att föras utomlands: 2025, Exempelkommunen (9999), totalt, alla åldrar. Den avslöjas av "
        "P3-01 Anmälda överträdelser av kontaktförbud: 2025, Exempelkommunen (9999), totalt, alla åldrar, tillsammans "
        "med regeln för vad som döljs. Vad som ska döljas, eller få en annan status, visar kommandot make protect"
    )


def test_the_audit_says_which_of_the_figures_can_be_hidden() -> None:
    rows = observed(("P3-01", "T", 7, "final"), ("P4-01", "T", None, "suppressed_primary"), (COUNT, "T", 9, "final"))
    tables = with_observations(rows) | {"indicator_parts": parts("P3-01", "P4-01", is_complete=True)}

    assert sentences(tables) == [
        "En dold uppgift kan räknas ut, eller ringas in till alltför få tal: P4-01 Barn och unga som misstänks ha "
        "förts eller riskerat att föras utomlands: 2025, Exempelkommunen (9999), totalt, alla åldrar. Den avslöjas av "
        "P3-01 Anmälda överträdelser av kontaktförbud: 2025, Exempelkommunen (9999), totalt, alla åldrar; VNR-08 "
        "Personer placerade i skyddat boende: 2025, Exempelkommunen (9999), totalt, alla åldrar, tillsammans med "
        "regeln för vad som döljs. Dölj den här, med status dold, skyddar en annan uppgift (suppressed_secondary): "
        "VNR-08 Personer placerade i skyddat boende: 2025, Exempelkommunen (9999), totalt, alla åldrar. Allt som ska "
        "döljas visar kommandot make protect"
    ]


def test_the_audit_names_what_the_parts_leave_over() -> None:
    rows = observed(("P4-01", "T", 7, "final"), (COUNT, "T", 9, "final"))
    tables = with_observations(rows) | {"indicator_parts": parts("P4-01", is_complete=False)}

    assert sentences(tables) == [
        "En uppgift som inte redovisas kan räknas ut, och den gäller få personer: det som delarna lämnar kvar av "
        "VNR-08 Personer placerade i skyddat boende: 2025, Exempelkommunen (9999), totalt, alla åldrar. Den avslöjas "
        "av P4-01 Barn och unga som misstänks ha förts eller riskerat att föras utomlands: 2025, Exempelkommunen "
        "(9999), totalt, alla åldrar; VNR-08 Personer placerade i skyddat boende: 2025, Exempelkommunen (9999), "
        "totalt, alla åldrar. Dölj någon av dem, med status dold, skyddar en annan uppgift (suppressed_secondary). "
        "Vilken som räcker visar kommandot make protect"
    ]


def test_the_audit_says_where_the_word_few_is_what_tells() -> None:
    """Five parts of a sum that are all said to be 1-4, and the sum too: no figure is shown."""
    names = ["P4-01", "P4-02", "P2-01", "P5-02"]
    rows = observed(*((name, "T", None, "suppressed_primary") for name in (COUNT, *names)))
    tables = with_observations(rows) | {"indicator_parts": parts(*names, is_complete=True)}

    assert sentences(tables)[0] == (
        "En dold uppgift kan räknas ut, eller ringas in till alltför få tal: P2-01 Personer som är 65 år eller äldre "
        "med ärende om våld: 2025, Exempelkommunen (9999), totalt, alla åldrar. Den avslöjas av inget annat än regeln "
        "själv, tillsammans med regeln för vad som döljs. Ge någon av de dolda uppgifterna status dold, skyddar en "
        "annan uppgift (suppressed_secondary) i stället för dold, få personer (suppressed_primary). Vilken som räcker "
        "visar kommandot make protect"
    )


def test_the_audit_does_not_name_more_figures_than_can_be_read() -> None:
    names = ["P3-01", "P3-02", "P4-01", "P4-02", "P2-01", "P5-02", "P1-03"]
    rows = observed(*((name, "T", 9, "final") for name in names), ("P8-04", "T", None, "suppressed_primary"))
    rows = pl.concat([rows, observed((COUNT, "T", 66, "final"), file="observations/2026.csv")]).with_columns(
        pl.lit("0-17").alias("age_group")
    )
    tables = with_observations(rows) | {"indicator_parts": parts(*names, "P8-04", is_complete=True)}

    assert sentences(tables)[0] == (
        "En dold uppgift kan räknas ut, eller ringas in till alltför få tal: P8-04 Personer med erfarenhet av sex mot "
        "ersättning som har fått stöd: 2025, Exempelkommunen (9999), totalt, 0–17 år. Den avslöjas av P1-03 Anmälda "
        "brott om grov fridskränkning mot flickor och pojkar: 2025, Exempelkommunen (9999), totalt, 0–17 år; P2-01 "
        "Personer som är 65 år eller äldre med ärende om våld: 2025, Exempelkommunen (9999), totalt, 0–17 år; P3-01 "
        "Anmälda överträdelser av kontaktförbud: 2025, Exempelkommunen (9999), totalt, 0–17 år; P3-02 Anmälda brott "
        "om olaga förföljelse: 2025, Exempelkommunen (9999), totalt, 0–17 år; P4-01 Barn och unga som misstänks ha "
        "förts eller riskerat att föras utomlands: 2025, Exempelkommunen (9999), totalt, 0–17 år; P4-02 Beslut om "
        "utreseförbud: 2025, Exempelkommunen (9999), totalt, 0–17 år; och 2 till, tillsammans med regeln för vad som "
        "döljs. Dölj någon av dessa, med status dold, skyddar en annan uppgift (suppressed_secondary): P2-01 Personer "
        "som är 65 år eller äldre med ärende om våld: 2025, Exempelkommunen (9999), totalt, 0–17 år; P4-01 Barn och "
        "unga som misstänks ha förts eller riskerat att föras utomlands: 2025, Exempelkommunen (9999), totalt, 0–17 "
        "år; P4-02 Beslut om utreseförbud: 2025, Exempelkommunen (9999), totalt, 0–17 år; P5-02 Personer med ärende "
        "om hedersrelaterat våld och förtryck hos socialtjänsten: 2025, Exempelkommunen (9999), totalt, 0–17 år; "
        "VNR-08 Personer placerade i skyddat boende: 2025, Exempelkommunen (9999), totalt, 0–17 år. Vilken som räcker "
        "visar kommandot make protect"
    )


def test_what_is_proposed_mends_what_the_audit_found() -> None:
    rows = observed((COUNT, "T", 77, "final"), (COUNT, "K", 74, "final"), (COUNT, "M", None, "suppressed_primary"))
    tables = with_observations(rows)

    proposed = propose(tables)

    assert cells(proposed) == [(COUNT, "K", None, "suppressed_secondary")]
    assert proposed.columns == rows.columns
    mended = pl.concat([rows.join(proposed, on="sex", how="anti"), proposed])
    assert audit(with_observations(mended)) == []
    assert propose(with_observations(mended)).is_empty()


def test_a_researcher_is_told_how_much_is_hidden_and_how_well() -> None:
    incoming = observed((COUNT, "T", 20, "final"), (COUNT, "K", 18, "final"), (COUNT, "M", 2, "final"))
    rows = protect(incoming, with_observations(NOTHING)).incoming

    assert disclosure_audit(with_observations(rows)).to_dicts() == [
        {"indicator_id": COUNT, "year": 2025, "hidden_cells": 2, "narrowest_interval": 4, "policy_version": 1}
        | {"method_version": METHOD}
    ]


def in_year(year: int, *rows: tuple[str, str, float | None, str]) -> pl.DataFrame:
    return observed(*rows).with_columns(pl.lit(year, pl.Int64).alias("year"))


def told_in(tables: Mapping[str, pl.DataFrame]) -> list[list[str]]:
    """The parts of what is told of each figure: the rule, the indicator, and whom and when it is about."""
    return [problem.message.split(": ") for problem in audit(tables)]


def test_groups_that_say_the_same_are_each_told_and_counted() -> None:
    """One group of each shape is judged, and what is found holds for all of them."""
    told = (("T", 77, "final"), ("K", 74, "final"), ("M", None, "suppressed_primary"))
    safe = (("T", 20, "final"), ("K", None, "suppressed_secondary"), ("M", None, "suppressed_primary"))
    rows = pl.concat(
        [in_year(year, *((name, *row) for row in told)) for year in (2021, 2022) for name in (COUNT, "P5-02")]
        + [in_year(year, *((name, *row) for row in safe)) for year in (2023, 2024) for name in (COUNT, "P5-02")]
    )
    tables = with_observations(rows)

    assert sorted((part[1][:6].strip(), part[2][:4]) for part in told_in(tables)) == [
        ("P5-02", "2021"),
        ("P5-02", "2022"),
        (COUNT, "2021"),
        (COUNT, "2022"),
    ]
    assert disclosure_audit(tables).select("indicator_id", "year", "hidden_cells", "narrowest_interval").rows() == [
        ("P5-02", 2021, 1, 1),
        ("P5-02", 2022, 1, 1),
        ("P5-02", 2023, 2, 4),
        ("P5-02", 2024, 2, 4),
        (COUNT, 2021, 1, 1),
        (COUNT, 2022, 1, 1),
        (COUNT, 2023, 2, 4),
        (COUNT, 2024, 2, 4),
    ]


def test_a_figure_without_upper_limit_has_no_narrowest_interval() -> None:
    rows = observed((COUNT, "T", None, "suppressed_secondary"))

    assert disclosure_audit(with_observations(rows))["narrowest_interval"].to_list() == [None]


def test_nothing_hidden_gives_an_empty_table_of_the_same_form() -> None:
    frame = disclosure_audit(with_observations(NOTHING))

    assert frame.is_empty()
    versions = ["policy_version", "method_version"]
    assert frame.columns == ["indicator_id", "year", "hidden_cells", "narrowest_interval", *versions]


# --- Policy and releases


def test_the_policy_that_ships_is_the_one_that_holds_where_none_can_be_read() -> None:
    assert policy_of(shipped()) == DEFAULT == policy_of({})


def test_the_newest_version_of_the_policy_holds() -> None:
    tables = shipped()
    stricter = tables["disclosure_rules"].with_columns(
        (pl.col("policy_version") + 1).alias("policy_version"), (pl.col("largest_hidden") + 5).alias("largest_hidden")
    )
    rules = pl.concat([stricter, tables["disclosure_rules"]])

    policy = policy_of({**tables, "disclosure_rules": rules})

    assert (policy.version, policy["B"]) == (2, Rule(1, 9, 20, 30, 0, 3))
    assert policy["A"] == policy["Z"] == Rule()


def database(folder: Path, *statements: str) -> Path:
    """A release folder with nothing but its database."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "handlingsplan.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return folder


def test_a_kept_release_is_read_from_its_database(tmp_path: Path) -> None:
    folder = database(
        tmp_path / "2025-abc",
        "create table observations (indicator_id, year, area_code, sex, age_group, value, value_status)",
        "insert into observations values ('X-01', 2025, '9999', 'T', 'total', 12.0, 'final')",
        "insert into observations values ('X-01', 2025, '9999', 'M', 'total', null, 'suppressed_primary')",
    )

    assert view_of(read_observations(folder)) == {
        key("X-01"): Figure(12.0, "final"),
        key("X-01", "M"): Figure(None, "suppressed_primary"),
    }


def test_a_release_of_another_form_has_nothing_to_compare(tmp_path: Path) -> None:
    older = database(tmp_path / "older", "create table observations (indicator_id, year, value)")
    oldest = database(tmp_path / "oldest", "create table figures (year)")

    assert view_of(read_observations(older)) == view_of(read_observations(oldest)) == {}


def test_a_kept_release_carries_its_own_rules_and_relations(tmp_path: Path) -> None:
    """The database that the recipe writes says the same of itself as the tables that it is made from."""
    rows = observed((COUNT, "T", 12, "final")).with_columns(pl.lit(datetime.date(2026, 3, 31)).alias("retrieved_on"))
    tables = with_observations(rows)
    (folder := tmp_path / "2025-abc").mkdir()
    dataset = with_derived(Dataset(tmp_path, tables))
    write_database(folder / "handlingsplan.db", dataset, SCHEMAS, {"release_id": "abc"})
    (folder / "release.json").write_text('{"disclosure_method": 7}')

    (release,) = releases_of(read_kept([folder]))

    assert (release.name, release.method) == ("2025-abc", 7)
    assert release.view == view_of(tables["observations"])
    assert release.relations == relations_of(tables)
    assert release.relations.indicators
    assert release.relations.policy == policy_of(tables)


def test_a_kept_release_of_before_the_rules_were_data_has_those_that_held(tmp_path: Path) -> None:
    folder = database(tmp_path / "2025-old", "create table observations (indicator_id, year)")
    (folder / "release.json").write_text("{}")

    (release,) = releases_of(read_kept([folder]))

    assert release == Release({}, relations_of({}), "2025-old", None)
    assert release.relations.policy == DEFAULT


def test_a_kept_release_whose_facts_cannot_be_read_is_named(tmp_path: Path) -> None:
    folder = database(tmp_path / "2025-torn", "create table observations (indicator_id, year)")
    (folder / "release.json").write_text('{"id": "2025')

    with pytest.raises(ReleaseFault, match=r"2025-torn.*release\.json"):
        read_kept([folder])


def test_the_audit_asks_for_what_the_method_would_hide_too() -> None:
    """Of 3 + 2 + 7 no few are told by 12 and 7; of 4 + 4 + 7 they would be, and the two look alike to the method."""
    names = ["P4-01", "P4-02", "P2-01"]
    rows = observed(
        (COUNT, "T", 12, "final"),
        *((name, "T", None, "suppressed_primary") for name in names[:2]),
        (names[2], "T", 7, "final"),
    )
    tables = with_observations(rows) | {"indicator_parts": parts(*names, is_complete=True)}

    assert audit(tables) == [
        Problem(
            Place("observations/2025.csv", row=2, column="value_status"),
            "choice_of_hidden_tells_nothing",
            None,
            "Vilka uppgifter som är dolda säger något om dem, för den som vet hur de väljs: VNR-08 Personer placerade "
            "i skyddat boende: 2025, Exempelkommunen (9999), totalt, alla åldrar ska döljas på samma sätt. Ta bort "
            "värdet och sätt status dold, skyddar en annan uppgift (suppressed_secondary). Alla som ska döljas visar "
            "kommandot make protect",
        )
    ]


def test_what_hides_nothing_more_than_the_method_is_let_out() -> None:
    """Who is told by others that P4-01 and P4-02 are two people knows each, whatever we hide."""
    names = ["P4-01", "P4-02"]
    rows = observed(("P3-01", "T", 1, "final"), *((name, "T", None, "suppressed_secondary") for name in names))
    tables = with_observations(rows) | {"indicator_parts": of_public(*names)}

    assert [(problem.rule, problem.fatal) for problem in audit(tables)] == [
        ("hidden_value_is_hidden_as_well_as_can_be", False)
    ] * 2


def test_what_an_earlier_release_lets_be_guessed_and_hiding_more_does_not_mend_is_let_out() -> None:
    """Women are not published. If there are 15 as before, then all are 26, whether or not men are shown."""
    first = observed((COUNT, "T", 58, "final"), (COUNT, "M", 43, "final"))
    earlier = release_of(KeptRelease("2025-first", METHOD, with_observations(first)))
    now = observed((COUNT, "T", None, "suppressed_secondary"), (COUNT, "M", 11, "final"))

    assert [(each.rule, each.fatal) for each in audit(with_observations(now), [earlier])] == [
        ("hidden_value_is_hidden_as_well_as_can_be", False)
    ]


def test_what_once_protected_another_figure_and_no_longer_does_may_be_shown() -> None:
    """One part was few, so its whole was hidden. Now the part is none, but the whole was not handed in again."""
    names = ["P4-01", "P4-02"]
    relations = {"indicator_parts": parts(*names, is_complete=True)}
    first = observed((COUNT, "T", 37, "final"), (names[0], "T", 3, "final"), (names[1], "T", 34, "final"))
    before = with_observations(protect(first, with_observations(NOTHING) | relations).incoming) | relations
    assert cells(before["observations"])[0] == (COUNT, "T", None, "suppressed_secondary")
    parts_now = ((names[0], "T", 0, "final"), (names[1], "T", 34, "final"))
    now = with_observations(observed((COUNT, "T", None, "suppressed_secondary"), *parts_now)) | relations
    earlier = [release_of(KeptRelease("2025-first", METHOD, before))]

    assert audit(now, earlier) == [
        Problem(
            Place("observations/2025.csv", row=2, column="value_status"),
            "hidden_value_need_not_be_hidden",
            None,
            "Uppgiften är dold för att skydda en annan, men behöver inte vara det längre: VNR-08 Personer placerade i "
            "skyddat boende: 2025, Exempelkommunen (9999), totalt, alla åldrar. Den kan räknas ut av P4-01 Barn och "
            "unga som misstänks ha förts eller riskerat att föras utomlands: 2025, Exempelkommunen (9999), totalt, "
            "alla åldrar; P4-02 Beslut om utreseförbud: 2025, Exempelkommunen (9999), totalt, alla åldrar. Läs in den "
            "igen med sitt värde, så visas den.",
            fatal=False,
        )
    ]
    again = observed((COUNT, "T", 34, "final"), *parts_now)
    assert protect(again, now, earlier).incoming["value_status"].to_list() == ["final"] * 3
