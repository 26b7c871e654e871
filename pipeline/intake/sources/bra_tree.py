"""Brå's yearly export of one municipality, with the offences in a tree: a row an offence and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.intake.files.document import Document
from pipeline.intake.sources.bra_cells import Cells, tell
from pipeline.intake.sources.bra_nodes import Export, Node, distinct, export_of, judge_sums, node_of
from pipeline.intake.sources.contract import ASSESSED, REASONED, Extract, ImportContext, no_rows
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.offences import Count, Offences, tell_left_out, tell_years_left_out
from pipeline.model import KEY, Place

HEADINGS = ("periodnyckel", "kommun", "brott_id", "brott", "antal", "per100000")
"""Brott_ID is a number of the source's own, which differs between its tables: never an offence code."""

NOTE = "Ur Brås export av hela år. Filen anger inte om siffran är slutlig."
PRELIMINARY_NOTE = "Ur Brås export av hela år, som anger året som preliminärt."


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether the first row has the headings of this export and no other, in any order."""
    return export_of(document, HEADINGS, HEADINGS) is not None


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """The figures of the indicators whose offences are in the tree."""
    findings, cells, offences = Findings(), Cells(context), Offences(context)
    exports = [export for document in documents if (export := export_of(document, HEADINGS, HEADINGS))]
    nodes = [node for export in exports for node in _nodes(export, cells, context.only_year, findings)]
    nodes = distinct(nodes, offences, cells, findings)
    judge_sums(nodes, offences, cells, findings)
    observations, incomplete = offences.figures(_counts(nodes, offences, findings))
    problems = (*findings.problems, *findings.untold(), *incomplete)
    return Extract(observations, no_rows(ASSESSED), no_rows(REASONED), no_rows(KEY), problems, tuple(findings.repairs))


def _nodes(export: Export, cells: Cells, only_year: int | None, findings: Findings) -> Iterator[Node]:
    is_empty = True
    for row in export.rows():
        is_empty = False
        year = cells.year(export.text(row, "periodnyckel"))
        if year.fault:
            tell(findings, year, export.place(row, "periodnyckel"), example="2025")
        elif only_year in (None, int(year.text)):
            node = node_of(export, row, cells, year.text, year.text, year.status is not None, findings)
            if node is not None:
                yield node
    if is_empty:
        findings.problem("file_has_observations", Place(export.file), of_year="")


def _counts(nodes: Sequence[Node], offences: Offences, findings: Findings) -> Iterator[Count]:
    """The counts of the offences that are in an indicator; what is left out is told for each file."""
    others: dict[str, Counter[str]] = {}
    years: Counter[str] = Counter()
    for node in nodes:
        key = offences.by_label(node.name)
        if key is None:
            others.setdefault(node.file, Counter())[node.name] += 1
        elif not offences.is_measured(key, node.year):
            years[node.file] += 1
        else:
            note = PRELIMINARY_NOTE if node.is_preliminary else NOTE
            yield Count(node.area_code, node.year, key, node.number, "preliminary", note, node.file, node.row)
    for file, names in others.items():
        tell_left_out(findings, file, names)
    for file, rows in years.items():
        tell_years_left_out(findings, file, rows)
