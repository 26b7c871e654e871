"""Rates and shares of people are shown with what they are out of, and nobody is counted behind them in secret."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from pipeline.model import FILE, ROW, SOUND, Key
from pipeline.protect.figures import Figure, View, view_of
from pipeline.protect.findings import audit
from pipeline.protect.hide import Protected, propose, protect, to_hide
from pipeline.protect.proof.audit import Disclosure, audit_views
from pipeline.protect.proof.readings import systems_of
from pipeline.protect.proof.system import Domain
from pipeline.protect.relations import Breakdown, Indicator, Ratio, Relations, relations_of
from pipeline.protect.small import Why, reasons
from pipeline.releases.tables import read_observations
from tests.protect.test_face import COUNT, RATE, SCHEMAS, SHARE, Tables, base, shipped, with_observations
from tests.protect.worlds import PRIMARY, SECONDARY, key, relations, shown

Row = tuple[str, str, float | None, int | None, int | None]


def observed(*rows: Row) -> pl.DataFrame:
    """Published observations of 2025, all ages: indicator, sex, value, numerator and denominator."""
    schema = SCHEMAS["observations"]
    types = {column.name: column.polars_type for column in schema.columns}
    cells = [
        {"indicator_id": name, "year": 2025, "area_code": "9999", "sex": sex, "age_group": "total"}
        | {"value": value, "numerator": above, "denominator": below, "value_status": "final", "series_break": False}
        for name, sex, value, above, below in rows
    ]
    return pl.DataFrame(cells, schema=types).with_columns(
        pl.lit("f.csv").alias(FILE),
        pl.int_range(2, len(rows) + 2, dtype=pl.Int64).alias(ROW),
        pl.lit(True).alias(SOUND),
    )


def imported(*rows: Row, tables: Tables | None = None) -> Protected:
    return protect(observed(*rows), tables or with_observations(observed()))


def cells(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    """What a frame of observations says."""
    return frame.select("sex", "value", "numerator", "denominator", "value_status").rows()


# --- Import


@pytest.mark.parametrize("name", [RATE, SHARE])
def test_a_rate_or_share_of_people_without_its_base_is_hidden_and_staff_are_to_be_told(name: str) -> None:
    protected = imported((name, "T", 40, None, None))

    assert cells(protected.incoming) == [("T", None, None, None, "suppressed_primary")]
    assert protected.without_base.rows() == [(name, 2025, "9999", "T", "total")]


@pytest.mark.parametrize(
    ("value", "above", "below", "status"),
    [
        pytest.param(0, 0, 30, "final", id="nobody"),
        pytest.param(13, 4, 30, "suppressed_primary", id="few"),
        pytest.param(17, 5, 30, "final", id="five"),
        pytest.param(83, 25, 30, "final", id="all but five"),
        pytest.param(87, 26, 30, "suppressed_primary", id="all but four"),
        pytest.param(97, 34, 35, "suppressed_primary", id="all but one"),
        pytest.param(100, 30, 30, "final", id="everybody"),
        pytest.param(50, 14, 28, "suppressed_primary", id="of few"),
        pytest.param(50, None, 40, "final", id="of a known number"),
        pytest.param(97, None, 35, "suppressed_primary", id="all but one by the share alone"),
    ],
)
def test_a_share_is_shown_when_those_counted_and_those_not_are_nobody_or_more_than_a_few(
    value: float, above: int | None, below: int, status: str
) -> None:
    protected = imported((SHARE, "T", value, above, below))

    expected = (value, above, below) if status == "final" else (None, None, None)
    assert cells(protected.incoming) == [("T", *expected, status)]
    assert protected.without_base.is_empty()


def test_a_rate_of_a_few_is_hidden_with_its_numerator_and_denominator() -> None:
    assert cells(imported((RATE, "T", 2, 2, 11_900)).incoming) == [("T", None, None, None, "suppressed_primary")]
    assert cells(imported((RATE, "T", 49, 116, 23_800)).incoming) == [("T", 49, 116, 23_800, "final")]


def test_a_rate_out_of_a_known_population_needs_no_denominator_of_its_own() -> None:
    protected = imported((RATE, "T", 49, None, None), tables=base(RATE, 23_800))

    assert cells(protected.incoming) == [("T", 49, None, None, "final")]


def test_a_share_that_the_catalogue_does_not_describe_is_one_of_people_too() -> None:
    tables = {**with_observations(observed()), "indicator_ratios": shipped()["indicator_ratios"].clear()}

    assert cells(imported((SHARE, "T", 40, None, None), tables=tables).incoming)[0][1] is None
    assert cells(imported((SHARE, "T", 40, 20, 50), tables=tables).incoming)[0][1] == 40


def test_a_figure_that_is_repeated_without_its_base_keeps_the_base_that_is_in_the_data() -> None:
    present = observed((SHARE, "T", 40, 20, 50), (SHARE, "K", 40, 8, 20))

    protected = imported((SHARE, "T", 40, None, None), (SHARE, "K", 41, None, None), tables=with_observations(present))

    assert cells(protected.incoming)[0] == ("T", 40, 20, 50, "final")
    assert cells(protected.incoming)[1][1:] == (None, None, None, "suppressed_primary")


def test_a_sex_is_not_left_to_be_subtracted_from_numerators() -> None:
    """K 12 of 300, M 3 of 300, T 15 of 600."""
    protected = imported((SHARE, "T", 2.5, 15, 600), (SHARE, "K", 4, 12, 300), (SHARE, "M", 1, 3, 300))

    statuses = dict(protected.incoming.select("sex", "value_status").rows())
    assert statuses["M"] == "suppressed_primary"
    assert "suppressed_secondary" in (statuses["T"], statuses["K"])
    assert audit(with_observations(protected.incoming)) == []


def test_a_figure_in_the_data_without_its_base_is_proposed_to_be_hidden() -> None:
    tables = with_observations(observed((RATE, "T", 49, None, None), (SHARE, "T", 40, 20, 50)))

    assert propose(tables).select("indicator_id", "value", "value_status").rows() == [
        (RATE, None, "suppressed_primary")
    ]


# --- A source that publishes its figures itself


def of_a_publisher(name: str) -> Tables:
    """The tables, where the indicator has an id at its source, which publishes the figures of each municipality."""
    tables = with_observations(observed())
    is_it = pl.col("indicator_id") == name
    indicators = tables["indicators"].with_columns(
        pl.when(is_it).then(pl.lit("N99999")).otherwise("source_series_id").alias("source_series_id")
    )
    return {**tables, "indicators": indicators}


def test_a_rate_that_its_source_publishes_is_shown_as_the_source_gives_it() -> None:
    protected = imported((RATE, "T", 2.4, None, None), tables=of_a_publisher(RATE))

    assert cells(protected.incoming) == [("T", 2.4, None, None, "final")]
    assert audit({**of_a_publisher(RATE), "observations": protected.incoming}) == []


def test_the_sexes_of_a_rate_that_its_source_publishes_undivided_are_hidden_whatever_they_are_out_of() -> None:
    """The public total and the women would tell the men."""
    rows = ((RATE, "T", 2.4, None, None), (RATE, "K", 15, 18, 11_900), (RATE, "M", 2, None, None))

    protected = imported(*rows, tables=of_a_publisher(RATE))

    assert cells(protected.incoming) == [
        ("T", 2.4, None, None, "final"),
        ("K", None, None, None, "suppressed_primary"),
        ("M", None, None, None, "suppressed_primary"),
    ]
    assert {key.sex: why for key, why in protected.why.items()} == dict.fromkeys("KM", Why.BESIDE_PUBLIC)
    assert audit({**of_a_publisher(RATE), "observations": protected.incoming}) == []


def test_an_id_at_a_source_that_does_not_publish_makes_nothing_public() -> None:
    tables = of_a_publisher(RATE)
    closed = tables["sources"].with_columns(pl.lit(False).alias("publishes_figures"))

    for sources in (closed, closed.drop("publishes_figures")):
        assert not relations_of({**tables, "sources": sources}).is_public(RATE)
    assert relations_of(tables).is_public(RATE)
    assert not relations_of(tables).is_public(COUNT)


def with_public_rate(rate: float) -> tuple[Relations, View]:
    """A total and its parts, where the rate of one part is public and 1,000 inhabitants are known."""
    part = key("RAT-1")
    related = relations(
        "WHO-1",
        "PAR-1",
        "PAR-2",
        breakdowns=[Breakdown("WHO-1", ("PAR-1", "PAR-2"), True)],
        indicators={"RAT-1": Indicator("rate", "B", 1, 0.0, is_public=True)},
        ratios={"RAT-1": Ratio("PAR-1", None, 1_000.0)},
        bases={part: (1_000.0, 0.0)},
    )
    return related, {part: shown(rate), key("WHO-1"): shown(20), key("PAR-1"): shown(rate), key("PAR-2"): shown(17)}


def test_what_a_public_rate_tells_is_taken_into_account_and_cannot_be_hidden() -> None:
    related, view = with_public_rate(3.0)
    hidden = to_hide(related, [view])

    after = {**view, **{each: Figure(None, status) for each, status in hidden.items()}}

    # The public rate says that they are three: to call them few would tell no less.
    assert hidden[key("PAR-1")] == "suppressed_secondary"
    assert key("RAT-1") not in hidden
    assert audit_views(related, [after]) == []


# --- What a reader works out


SHARED = Indicator("share", "B", 0, 0.0)


def share_of(count: int | None, people: int) -> Figure:
    value = None if count is None else float(round(100 * count / people))
    return Figure(value, "final", count, people)


def worked_out(related: Relations, *views: View) -> list[Key]:
    """What can be worked out, by key."""
    return sorted(each.key for each in audit_views(related, views) if isinstance(each, Disclosure))


def shares(**changes: object) -> Relations:
    return relations("X-01", indicators={"S-01": SHARED}, ratios={"S-01": Ratio(None, None, 100.0)}, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("total", "women", "found"),
    [
        pytest.param((60, 100), (57, 70), ["S-01"], id="the men are three of thirty"),
        pytest.param((60, 100), (40, 60), ["S-01"], id="the men are twenty of forty, and are hidden"),
        pytest.param((92, 100), (55, 60), ["S-01", "S-01~others"], id="three of the men are not counted"),
        pytest.param((40, 80), (40, 77), ["S-01", "S-01~all", "S-01~others"], id="there are three men"),
    ],
)
def test_a_hidden_sex_is_told_by_the_numerators_and_denominators_of_the_others(
    total: tuple[int, int], women: tuple[int, int], found: Sequence[str]
) -> None:
    view = {key("S-01"): share_of(*total), key("S-01", "K"): share_of(*women), key("S-01", "M"): PRIMARY}

    assert worked_out(shares(), view) == [key(name, "M") for name in found]


def test_a_sex_that_is_not_there_is_told_in_the_same_way() -> None:
    view = {key("S-01"): share_of(60, 100), key("S-01", "K"): share_of(45, 83)}
    many = {key("S-01"): share_of(60, 100), key("S-01", "K"): share_of(45, 80)}

    assert worked_out(shares(), view) == [key("S-01~others", "M")]
    assert worked_out(shares(), many) == []


def test_figures_that_do_not_add_up_are_not_called_safe() -> None:
    view = {key("S-01"): share_of(60, 100), key("S-01", "K"): share_of(40, 60), key("S-01", "M"): share_of(21, 40)}

    assert len(audit_views(shares(), [view])) == 1


def test_a_hidden_share_of_a_known_group_is_of_a_few_or_of_all_but_a_few() -> None:
    (system,) = systems_of(shares(bases={key("S-01"): (40.0, 0.0)}), [{key("S-01"): PRIMARY}])

    assert system.cells[0].now == Domain(0, 40, (5, 35))


def test_a_release_of_an_earlier_version_has_no_bases(tmp_path: Path) -> None:
    columns = "indicator_id, year, area_code, sex, age_group, value, value_status"
    for name, added in (("older", ""), ("newer", ", numerator, denominator")):
        folder = tmp_path / name
        folder.mkdir()
        with closing(sqlite3.connect(folder / "handlingsplan.db")) as connection, connection:
            connection.execute(f"create table observations ({columns}{added})")
            numbers = ", 12, 40" if added else ""
            connection.execute(
                f"insert into observations values ('S-01', 2025, '9999', 'T', 'total', 30.0, 'final'{numbers})"
            )

    assert view_of(read_observations(tmp_path / "older")) == {key("S-01"): Figure(30.0, "final", None, None)}
    assert view_of(read_observations(tmp_path / "newer")) == {key("S-01"): Figure(30.0, "final", 12, 40)}


def test_what_an_earlier_release_showed_beside_a_share_is_not_forgotten() -> None:
    before = {key("S-01"): share_of(60, 100), key("S-01", "K"): share_of(53, 60)}
    now = {key("S-01"): SECONDARY, key("S-01", "K"): share_of(53, 60), key("S-01", "M"): SECONDARY}

    assert worked_out(shares(), before, now) == [key("S-01", "M")]


# --- Why


def test_each_reason_to_hide_a_rate_is_told_apart() -> None:
    related = relations(
        "DEN-1",
        indicators={"S-01": SHARED, "S-02": SHARED} | {"R-01": Indicator("rate", "C", 0, 0.0)},
        ratios={"S-01": Ratio(None, None, 100.0), "S-02": Ratio(None, "DEN-1", 100.0), "R-01": Ratio(None, None, None)},
    )

    assert reasons(related, {key("S-01"): share_of(4, 100)}) == {key("S-01"): Why.FEW}
    assert reasons(related, {key("S-01"): share_of(96, 100)}) == {key("S-01"): Why.FEW_OTHERS}
    assert reasons(related, {key("S-01"): share_of(10, 29)}) == {key("S-01"): Why.FEW_IN_BASE}
    assert reasons(related, {key("S-01"): shown(10)}) == {key("S-01"): Why.NO_BASE}
    assert reasons(related, {key("R-01"): Figure(10.0, "final", 9, 900)}) == {}
    assert reasons(related, {key("R-01"): Figure(10.0, "final", None, None)}) == {key("R-01"): Why.NO_BASE}
    assert reasons(related, {key("S-02"): shown(50), key("DEN-1"): shown(40)}) == {}
    assert reasons(related, {key("S-02"): shown(50), key("DEN-1"): SECONDARY}) == {}
    assert reasons(related, {key("S-02"): shown(50), key("DEN-1"): shown(4)}) == {
        key("DEN-1"): Why.FEW,
        key("S-02"): Why.FEW_IN_BASE,
    }


YOUNG = "P1-01 Unga som uppger att de har utsatts för våld av en partner: 2025, Exempelkommunen (9999)"


@pytest.mark.parametrize(
    ("women", "message"),
    [
        pytest.param((500, 700), None, id="none of 300 men is counted"),
        pytest.param(
            (498, 970),
            f"En uppgift som inte redovisas kan räknas ut, och den gäller få personer: {YOUNG}, män och pojkar, alla "
            f"åldrar. Den avslöjas av {YOUNG}, kvinnor och flickor, alla åldrar; {YOUNG}, totalt, alla åldrar. Dölj "
            "någon av dem, med status dold, skyddar en annan uppgift (suppressed_secondary). Vilken som räcker visar "
            "kommandot make protect",
            id="two of thirty are",
        ),
        pytest.param(
            (500, 997),
            "En uppgift som inte redovisas kan räknas ut, och den gäller få personer: antalet som inte räknas in i "
            f"{YOUNG}, män och pojkar, alla åldrar. Den avslöjas av {YOUNG}, kvinnor och flickor, alla åldrar; "
            f"{YOUNG}, totalt, alla åldrar. Dölj någon av dem, med status dold, skyddar en annan uppgift "
            "(suppressed_secondary). Vilken som räcker visar kommandot make protect",
            id="none of three is",
        ),
        pytest.param(
            (None, 997),
            "En uppgift som inte redovisas kan räknas ut, och den gäller få personer: antalet som är nämnare i "
            f"{YOUNG}, män och pojkar, alla åldrar. Den avslöjas av {YOUNG}, kvinnor och flickor, alla åldrar; "
            f"{YOUNG}, totalt, alla åldrar. Dölj någon av dem, med status dold, skyddar en annan uppgift "
            "(suppressed_secondary). Vilken som räcker visar kommandot make protect",
            id="nobody knows, but there are three",
        ),
    ],
)
def test_men_who_are_left_out_are_told_of_by_what_they_are(women: tuple[int | None, int], message: str | None) -> None:
    count, people = women
    total = ("P1-01", "T", 50.0, None if count is None else 500, 1000)
    rows = [total, ("P1-01", "K", float(round(100 * (count or 498) / people)), count, people)]

    found = audit(with_observations(observed(*rows)))

    assert [problem.message for problem in found] == ([] if message is None else [message])


def test_groups_that_differ_in_their_bases_alone_are_judged_each() -> None:
    rows = [("P1-01", "T", 50, 500, 1000), ("P1-01", "K", 51, 490, 960)]
    others = [("P6-02", "T", 50, 500, 1000), ("P6-02", "K", 51, 498, 970)]

    found = audit(with_observations(observed(*rows, *others)))

    assert [problem.place.row for problem in found] == [5]
