"""The context of an import as cells are looked up in it: what each spelling means."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.intake.sources import spellings
from pipeline.intake.sources.contract import ImportContext
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.headings import per_of
from pipeline.intake.sources.questions import Reading
from pipeline.intake.sources.spellings import Marks, Usage, normalised
from pipeline.labels import Labels, labels_of
from pipeline.model import Place
from pipeline.schema import TableSchema
from pipeline.wording.areas import area_names

SPANNING = frozenset({"school_year", "october_september"})
"""The periods that begin in one year and end in the next."""


@dataclass(frozen=True)
class Indicator:
    """What is known of an indicator: how its values are written, per how many it is, and its texts in the catalogue."""

    kind: str
    unit: str
    per: int | None
    source: str
    spans_new_year: bool
    texts: frozenset[str]


@dataclass(frozen=True)
class Lookups:
    """The context as cells are looked up in it: what each spelling means."""

    names: Mapping[str, str]
    indicators: Mapping[str, Indicator]
    readings: Mapping[str, Mapping[Reading, str]]
    areas: Mapping[str, str]
    priorities: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, str]
    catalogue: frozenset[str]
    labels: Labels
    schema: TableSchema
    area_code: str | None
    only_year: int | None

    def usage(self, indicator: str, marks: Mapping[tuple[str, str], Marks]) -> Usage:
        """How the values of an indicator are written in a file whose numbers settle these marks."""
        facts = self.indicators.get(indicator)
        if facts is None:
            return Usage()
        known = self.readings.get(facts.source, {})
        return Usage(facts.kind, facts.source, indicator, known, marks.get((facts.source, facts.kind), Marks()))


def lookups_of(context: ImportContext) -> Lookups:
    """What each spelling means in this context."""
    indicators, labels = context.tables["indicators"], labels_of(context.tables)
    priorities, schema = context.tables["priorities"], context.schemas["observations"]
    readings: dict[str, dict[Reading, str]] = {}
    for (source, reading), meaning in context.readings.items():
        readings.setdefault(source, {})[reading] = meaning
    names = {}
    for row in indicators.iter_rows(named=True):
        for name in (row["source_series_title"], row["source_series_id"], row["name"]):
            names[normalised(name or "")] = row["indicator_id"]
        names[spellings.code_key(row["source_series_id"] or "")] = row["indicator_id"]
        names[spellings.code_key(row["indicator_id"])] = row["indicator_id"]
    names.pop("", None)
    kinds = {code.value: code.label for code in context.schemas["indicators"].column("value_kind").codes}
    return Lookups(
        names=names,
        indicators=dict(_indicators(context)),
        readings=readings,
        areas=area_names(labels.areas.items()),
        priorities={spellings.code_key(code): code for code in priorities["priority_id"].drop_nulls()}
        | {normalised(name): code for code, name in priorities.select("priority_id", "name").drop_nulls().iter_rows()},
        codes={
            "sex": _words(schema, "sex", spellings.SEX_WORDS),
            "age_group": _words(schema, "age_group", spellings.AGE_WORDS),
            "value_status": _words(schema, "value_status", spellings.STATUS_WORDS),
        },
        kinds=kinds,
        catalogue=frozenset(
            normalised(word)
            for table in ("indicators", "sources")
            for column in context.schemas[table].columns
            for word in (column.name, column.title, column.title_en)
        ),
        labels=labels,
        schema=schema,
        area_code=context.area_code,
        only_year=context.only_year,
    )


def _indicators(context: ImportContext) -> Iterator[tuple[str, Indicator]]:
    """What is known of each indicator, by its code."""
    schema = context.schemas["indicators"]
    labels = {(column.name, code.value): code.label for column in schema.columns for code in column.codes}
    sources = {row["source_id"]: row for row in context.tables["sources"].iter_rows(named=True)}
    for row in context.tables["indicators"].iter_rows(named=True):
        said = [*row.items(), *sources.get(row["source_id"], {}).items()]
        texts = {
            normalised(str(text))
            for column, value in said
            if value is not None and not column.startswith("#")
            for text in (value, labels.get((column, value), value))
        }
        texts |= {"ja" if row["is_divided_by_sex"] else "nej"}
        yield (
            row["indicator_id"],
            Indicator(
                row["value_kind"] or "",
                normalised(row["unit"] or ""),
                per_of(row["unit"] or ""),
                row["source_id"] or "",
                row["period_type"] in SPANNING,
                frozenset(texts),
            ),
        )


def _words(schema: TableSchema, column: str, others: Mapping[str, str]) -> dict[str, str]:
    """The codes of a column by every word for them, in the schema or among `others`."""
    codes = schema.column(column).codes
    words = {normalised(word): code.value for code in codes for word in (code.value, code.label, code.label_en)}
    return {**words, **others}


def called(column: str, text: str, lookups: Lookups) -> str:
    """What staff call what a cell was read as."""
    if column == "indicator_id":
        return lookups.labels.indicator(text)
    if column == "area_code":
        return lookups.labels.area(text)
    return lookups.schema.column(column).label(text) if column in lookups.codes else text


def tell_unknown_indicator(place: Place, text: str, lookups: Lookups, findings: Findings) -> None:
    """Report that a text names no indicator, with the one that is most like it."""
    if not text:
        findings.problem("indicator_is_named", place)
        return
    near = difflib.get_close_matches(text.upper(), lookups.indicators, n=1, cutoff=0.6)
    example = lookups.labels.indicator(near[0] if near else next(iter(lookups.indicators), "VNR-01"))
    findings.problem("indicator_is_known", place, text, text=text, example=example)
