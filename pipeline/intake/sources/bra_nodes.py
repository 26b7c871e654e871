"""The offences of Brå's exports of one municipality as a tree, in which each name begins with the name of its whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.intake.files.document import Document, Sheet
from pipeline.intake.sources.bra_cells import Cells, tell
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.offences import Offences, tidy
from pipeline.intake.sources.spellings import normalised, written
from pipeline.messages import say
from pipeline.model import Place

OF_WHICH = "därav"
"""How the name of a part begins that is chosen among others, which do not add up to the whole."""


@dataclass(frozen=True, slots=True)
class Node:
    """An offence in an area and a period. `number` is None where a sign or nothing stands in its place.

    period: what the period is called in a sentence. `is_preliminary` is None where the file does not say.
    """

    file: str
    row: int
    area_code: str
    year: int
    period: str
    name: str
    number: int | None
    is_preliminary: bool | None

    @property
    def path(self) -> str:
        """The name as it is compared."""
        return tidy(self.name)


@dataclass(frozen=True)
class Export:
    """The one table of such a file: the number of each column by its heading, and the rows below."""

    file: str
    sheet: Sheet
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    header_row: int

    def rows(self) -> Iterator[int]:
        """The numbers of the rows that are not empty."""
        return (row for row in self.sheet.rows if row > self.header_row)

    def text(self, row: int, heading: str) -> str:
        """A cell's text; empty where there is no such column."""
        number = self.columns.get(heading)
        return written(self.sheet.cell(row, number)).strip() if number else ""

    def place(self, row: int, heading: str | None = None) -> Place:
        """A cell as staff find it."""
        return Place(self.file, self.sheet.name, row, self.headings.get(heading) if heading else None)


def export_of(document: Document, known: Iterable[str], required: Iterable[str]) -> Export | None:
    """The table of a file whose first row has all the required headings, each once, and no other than the known."""
    sheets = [sheet for sheet in document.sheets if sheet.rows and not sheet.is_hidden]
    if len(sheets) != 1:
        return None
    header_row = min(sheets[0].rows)
    texts = [written(cell).strip() for cell in sheets[0].rows[header_row]]
    headings = {normalised(text): text for text in texts if text}
    columns = {normalised(text): number for number, text in enumerate(texts, start=1) if text}
    is_ours = set(required) <= headings.keys() <= set(known) and len(headings) == len(list(filter(None, texts)))
    return Export(document.name, sheets[0], columns, headings, header_row) if is_ours else None


def node_of(
    export: Export, row: int, cells: Cells, year: str, period: str, is_preliminary: bool | None, findings: Findings
) -> Node | None:
    """The node of a row of a year that is known; None if a cell is wrong, which is reported."""
    name, status = export.text(row, "brott"), export.text(row, "status_antal")
    area = cells.code(export.text(row, "kommun"))
    count = cells.count(export.text(row, "antal") or status or "..")
    if area.fault:
        tell(findings, area, export.place(row, "kommun"), export.text(row, "kommun"))
    elif not name:
        findings.problem("bra_offence_is_named", export.place(row, "brott"), "")
    elif count.fault:
        tell(findings, count, export.place(row, "antal"), example="12")
    elif export.text(row, "antal") and status and cells.count(status) != count:
        findings.problem("bra_status_is_known", export.place(row, "status_antal"), status, text=status)
    else:
        number = None if count.status else int(count.text)
        return Node(export.file, row, area.text, int(year), period, name, number, is_preliminary)
    return None


def distinct(nodes: Iterable[Node], offences: Offences, cells: Cells, findings: Findings) -> list[Node]:
    """Each offence of an area and a period once; one that stands twice with different counts is reported.

    So are two that the table of offences takes for the same one.
    """
    named: dict[tuple[str, int, str, str], Node] = {}
    found: dict[tuple[str, int, str, str], Node] = {}
    for node in nodes:
        first = found.setdefault((node.area_code, node.year, node.period, node.path), node)
        if first is node:
            key = offences.by_label(node.name)
            other = named.setdefault((node.area_code, node.year, node.period, key), node) if key else node
            if other is not node:
                place = Place(node.file, row=node.row)
                findings.problem("bra_offence_is_one", place, node.name, text=node.name, other=other.name)
            continue
        place = Place(node.file, row=node.row)
        if (first.number, first.is_preliminary) == (node.number, node.is_preliminary):
            findings.repair(place, "row_is_the_same", row=first.row, file=first.file)
        else:
            facts = {"offence": node.name, "area": cells.name(node.area_code), "period": node.period}
            findings.problem("bra_offence_stands_once", place, node.name, **facts, file=first.file, row=first.row)
    return list(found.values())


def judge_sums(nodes: Sequence[Node], offences: Offences, cells: Cells, findings: Findings) -> None:
    """Report each whole that is not the sum of its parts, or is in an indicator and not there while its parts are.

    It stops the import where an indicator is counted from them. The column of parents is of no use for this: it names
    an ancestor, and the same one for parts and for parts of parts.
    """
    trees: dict[tuple[str, int, str], dict[str, Node]] = {}
    for node in nodes:
        trees.setdefault((node.area_code, node.year, node.period), {})[node.path] = node
    for tree in trees.values():
        _judge_wholes(tree, offences, cells, findings)
        parts: dict[str, list[Node]] = {}
        for path, node in tree.items():
            whole = next((each for each in _wholes(path) if each in tree), None)
            if whole is not None:
                parts.setdefault(whole, []).append(node)
        for whole, own in parts.items():
            _judge_sum(tree[whole], own, offences, cells, findings)


def _wholes(path: str) -> Iterator[str]:
    """What a name begins with, up to each comma: the longest first."""
    end = path.rfind(", ")
    while end > 0:
        yield path[:end]
        end = path.rfind(", ", 0, end)


def _judge_wholes(tree: Mapping[str, Node], offences: Offences, cells: Cells, findings: Findings) -> None:
    absent = {
        whole: node
        for path, node in reversed(list(tree.items()))
        for whole in _wholes(path)
        if whole not in tree and offences.by_label(whole)
    }
    for whole, part in absent.items():
        facts = {"offence": part.name[: len(whole)], "area": cells.name(part.area_code), "period": part.period}
        findings.problem("bra_whole_is_there", Place(part.file, row=part.row), None, **facts)


def _judge_sum(whole: Node, parts: Sequence[Node], offences: Offences, cells: Cells, findings: Findings) -> None:
    if whole.number is None:
        return
    chosen = [part for part in parts if part.path[len(whole.path) + 2 :].startswith(OF_WHICH)]
    others = [part for part in parts if part not in chosen]
    total = sum(part.number or 0 for part in others)
    has_gap = any(part.number is None for part in others)
    is_counted = any(offences.by_label(part.name) for part in parts)
    # Parts that divide the same whole in several ways, by sex and by age, make as many times as much of it.
    is_divided_again = not is_counted and total > 0 and whole.number > 0 and total % whole.number == 0
    is_right = total == whole.number or is_divided_again or (has_gap and total < whole.number) or not others
    largest = max((part.number or 0 for part in chosen), default=0)
    if is_right and largest <= whole.number:
        return
    fatal = is_counted or offences.by_label(whole.name) is not None
    findings.problem(
        "bra_parts_add_up" if fatal else "bra_other_parts_add_up",
        replace(Place(whole.file, row=whole.row), column=say("column_count")),
        whole.name,
        offence=whole.name,
        count=whole.number,
        area=cells.name(whole.area_code),
        period=whole.period,
        sum=total if not is_right else largest,
    )
