"""Brå's export of one municipality with months, quarters and years in the same file, and the offences in a tree.

A month is part of a quarter, and both of a year: a year is taken as it stands, or else summed of its twelve months, or
else of its four quarters, and never of more than one of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.intake.files.document import Document
from pipeline.intake.sources import spellings
from pipeline.intake.sources.bra_cells import Cells, tell
from pipeline.intake.sources.bra_nodes import Export, Node, distinct, export_of, judge_sums, node_of
from pipeline.intake.sources.contract import ASSESSED, REASONED, Extract, ImportContext, no_rows
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.offences import Count, Offences, tell_left_out, tell_years_left_out
from pipeline.messages import counted, say
from pipeline.model import KEY, Place

REQUIRED = ("år", "månad", "kvartal", "periodtyp", "periodnyckel", "preliminär", "kommun", "brott", "antal")

HEADINGS = (
    *REQUIRED,
    *("periodetikett", "period_start", "period_slut", "region_id", "brott_id", "brottsnivå", "förälder_id", "förälder"),
    *("nivå1", "nivå2", "nivå3", "nivå4", "nivå5", "per100000", "status_antal", "status_per100000"),
)

YEARS, QUARTERS, MONTHS = "years", "quarters", "months"

PERIODS: Mapping[str, str] = {"år": YEARS, "helår": YEARS, "kvartal": QUARTERS, "månad": MONTHS}

PARTS = {MONTHS: 12, QUARTERS: 4}
"""How many of each a year has."""

NUMBER = re.compile(r"0?([1-9]|1[0-2])(?:[.,]0+)?")

NOTES = {
    (YEARS, False): "Ur Brås export av hela år, som inte anger året som preliminärt.",
    (YEARS, True): "Ur Brås export av hela år, som anger året som preliminärt.",
    (MONTHS, False): "Summan av tolv månader ur Brås export, som inte anger någon av dem som preliminär.",
    (MONTHS, True): "Summan av tolv månader ur Brås export, som anger hela eller delar av året som preliminärt.",
    (QUARTERS, False): "Summan av fyra kvartal ur Brås export, som inte anger något av dem som preliminärt.",
    (QUARTERS, True): "Summan av fyra kvartal ur Brås export, som anger hela eller delar av året som preliminärt.",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or the number of a quarter or a month in it. `key` is how the export writes it."""

    kind: str
    year: int
    number: int

    @property
    def key(self) -> str:
        """As in the column Periodnyckel."""
        ends = {YEARS: "", QUARTERS: f"Q{self.number}", MONTHS: f"{self.number:02}"}
        return f"{self.year}{ends[self.kind]}"

    @property
    def words(self) -> str:
        """As in a sentence."""
        if self.kind == YEARS:
            return str(self.year)
        return say("period_month" if self.kind == MONTHS else "period_quarter", number=self.number, year=self.year)


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether the first row has the headings of this export and no other, in any order."""
    return export_of(document, HEADINGS, REQUIRED) is not None


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """The yearly figures of the indicators whose offences are in the tree."""
    findings, cells, offences = Findings(), Cells(context), Offences(context)
    exports = [export for document in documents if (export := export_of(document, HEADINGS, REQUIRED))]
    periods: dict[str, Period] = {}
    nodes = [node for export in exports for node in _nodes(export, cells, context.only_year, periods, findings)]
    nodes = distinct(nodes, offences, cells, findings)
    judge_sums(nodes, offences, cells, findings)
    counts = list(_counts(nodes, periods, offences, cells, findings))
    observations, incomplete = offences.figures(counts)
    problems = (*findings.problems, *findings.untold(), *incomplete)
    return Extract(observations, no_rows(ASSESSED), no_rows(REASONED), no_rows(KEY), problems, tuple(findings.repairs))


def _nodes(
    export: Export, cells: Cells, only_year: int | None, periods: dict[str, Period], findings: Findings
) -> Iterator[Node]:
    """The nodes of a file; `periods` gets each period by its words."""
    is_empty = True
    for row in export.rows():
        is_empty = False
        period = _period(export, row, cells, findings)
        if period is None or only_year not in (None, period.year):
            continue
        text = export.text(row, "preliminär")
        answer = spellings.IS_PRELIMINARY.get(spellings.normalised(text))
        if answer is None:
            place = export.place(row, "preliminär")
            findings.problem("bra_preliminary_is_known", place, text, text=text, column=place.column)
            continue
        is_labelled = spellings.PRELIMINARY.search(spellings.normalised(export.text(row, "periodetikett")))
        is_preliminary = answer == "preliminary" or is_labelled is not None
        periods[period.words] = period
        node = node_of(export, row, cells, str(period.year), period.words, is_preliminary, findings)
        if node is not None:
            yield node
    if is_empty:
        findings.problem("file_has_observations", Place(export.file), of_year="")


def _period(export: Export, row: int, cells: Cells, findings: Findings) -> Period | None:
    """The period of a row; None if it is not known or not one, which is reported."""
    text = export.text(row, "periodtyp")
    kind = PERIODS.get(spellings.normalised(text))
    year = cells.year(export.text(row, "år"))
    if kind is None:
        findings.problem("bra_period_is_known", export.place(row, "periodtyp"), text, text=text)
        return None
    if year.fault:
        tell(findings, year, export.place(row, "år"), example="2025")
        return None
    heading = {MONTHS: "månad", QUARTERS: "kvartal"}.get(kind, "")
    number = NUMBER.fullmatch(export.text(row, heading)) if heading else None
    if heading and (number is None or int(number[1]) > PARTS[kind]):
        text = export.text(row, heading)
        place = export.place(row, heading)
        findings.problem("bra_number_is_whole", place, text, text=text, column=place.column, example="3")
        return None
    period = Period(kind, int(year.text), int(number[1]) if number else 0)
    key = re.sub(r"[.,]0+$", "", export.text(row, "periodnyckel"))
    if key.upper().replace("K", "Q") != period.key:
        place = export.place(row, "periodnyckel")
        findings.problem("bra_period_is_one", place, key, key=key, expected=period.key)
        return None
    return period


def _counts(
    nodes: Sequence[Node], periods: Mapping[str, Period], offences: Offences, cells: Cells, findings: Findings
) -> Iterator[Count]:
    """The count of each year and offence that is in an indicator; what is left out is told for each file."""
    others: dict[str, Counter[str]] = {}
    years: Counter[str] = Counter()
    series: dict[tuple[str, int, str], dict[str, dict[int, Node]]] = {}
    for node in nodes:
        key = offences.by_label(node.name)
        if key is None:
            others.setdefault(node.file, Counter())[node.name] += 1
        elif not offences.is_measured(key, node.year):
            years[node.file] += 1
        else:
            period = periods[node.period]
            series.setdefault((node.area_code, node.year, key), {}).setdefault(period.kind, {})[period.number] = node
    lacking: dict[tuple[str, str, int], str] = {}
    for (area, year, key), found in series.items():
        yield from _year(area, year, key, found, lacking, cells, findings)
    for (file, area, year), words in lacking.items():
        findings.problem("bra_year_is_summed_whole", Place(file), None, area=cells.name(area), year=year, periods=words)
    for file, names in others.items():
        tell_left_out(findings, file, names)
    for file, rows in years.items():
        tell_years_left_out(findings, file, rows)


def _year(
    area: str,
    year: int,
    key: str,
    found: Mapping[str, Mapping[int, Node]],
    lacking: dict[tuple[str, str, int], str],
    cells: Cells,
    findings: Findings,
) -> Iterator[Count]:
    """The year's count; `lacking` gets what a year lacks that is not there whole in any way."""
    first = next(node for nodes in found.values() for node in nodes.values())
    whole = [kind for kind in (YEARS, MONTHS, QUARTERS) if len(found.get(kind, ())) == PARTS.get(kind, 1)]
    if not whole:
        kind = MONTHS if MONTHS in found else QUARTERS
        absent = counted(PARTS[kind] - len(found[kind]), "month" if kind == MONTHS else "quarter")
        lacking.setdefault((first.file, area, year), absent)
        return
    kind = whole[0]
    nodes = list(found[kind].values())
    numbers = [node.number for node in nodes if node.number is not None]
    number = sum(numbers) if len(numbers) == len(nodes) else None
    is_preliminary = any(node.is_preliminary for node in nodes)
    _judge_periods(number, is_preliminary, kind, found, year, cells, findings)
    status = "preliminary" if is_preliminary else "final"
    yield Count(area, year, key, number, status, NOTES[kind, is_preliminary], nodes[0].file, nodes[0].row)


def _judge_periods(
    number: int | None,
    is_preliminary: bool,
    kind: str,
    found: Mapping[str, Mapping[int, Node]],
    year: int,
    cells: Cells,
    findings: Findings,
) -> None:
    """Report a year that is not the sum of its months or quarters, where all are as final as it is."""
    for other in (MONTHS, QUARTERS):
        nodes = list(found.get(other, {}).values()) if other != kind else []
        is_alike = all(bool(node.is_preliminary) == is_preliminary for node in nodes)
        if number is None or not nodes or not is_alike or any(node.number is None for node in nodes):
            continue
        total = sum(node.number or 0 for node in nodes)
        if total > number or (total < number and len(nodes) == PARTS[other]):
            noun = "month" if other == MONTHS else "quarter"
            findings.problem(
                "bra_periods_add_up",
                Place(nodes[0].file, row=nodes[0].row),
                nodes[0].name,
                offence=nodes[0].name,
                count=number,
                area=cells.name(nodes[0].area_code),
                year=year,
                periods=counted(len(nodes), noun),
                sum=total,
            )
