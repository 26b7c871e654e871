"""The figures of a table: which cell says what, what the columns that are not read may mean, and what is reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.intake.files.document import EMPTY, Document, SheetCell
from pipeline.intake.files.formulas import counts_empty
from pipeline.intake.sources import spellings
from pipeline.intake.sources.contract import Origin
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.headings import WHOLE_YEAR, Measure, heading_reading
from pipeline.intake.sources.layout import Table, ValueColumn, shown
from pipeline.intake.sources.lookups import Indicator, Lookups, called, tell_unknown_indicator
from pipeline.intake.sources.questions import Reading
from pipeline.intake.sources.spellings import Marks, Meaning, Usage, normalised
from pipeline.intake.sources.titles import OF_THE_FILE, limited
from pipeline.intake.sources.values import Choice, choose, of_indicator, said_of
from pipeline.model import BASES, FILE, KEY, RATIOS, ROW, Place

OF_THE_WHOLE = {"sex": "T", "age_group": "total"}
"""What a part of the key is where nothing in a table says otherwise; the area is the municipality's own."""


@dataclass(frozen=True)
class Record:
    """One figure in a table: its row, the column of its value, and where each part of its key is found."""

    table: Table
    row: int
    value: ValueColumn

    def has(self, column: str) -> bool:
        """Whether the table says anything of this part of the key."""
        return column in self.table.columns or column in self.value.members or column in self.table.said.members

    def cell(self, column: str) -> SheetCell:
        """The cell that says it: in the row, in the heading, or in a text about the whole table."""
        if column == "value":
            return self.table.sheet.cell(self.row, self.value.number)
        if column in self.value.members:
            return SheetCell(self.value.members[column])
        if column in self.table.columns:
            return self.table.cell(self.row, column)
        return SheetCell(self.table.said.members.get(column))

    def place(self, column: str | None) -> Place:
        """Where staff find it."""
        if column is not None and (column == "value" or column in self.value.members):
            return replace(self.table.origin.place(self.row, None), column=self.value.heading)
        return self.table.origin.place(self.row, column)


class Figures:
    """Reads the figures of one table, and judges the columns that it does not read."""

    def __init__(
        self,
        document: Document,
        table: Table,
        lookups: Lookups,
        marks: Mapping[tuple[str, str], Marks],
        findings: Findings,
    ) -> None:
        self.table = table
        self.lookups = lookups
        self.marks = marks
        self.findings = findings
        self.sheets = {sheet.name or "": sheet for sheet in document.sheets}
        self.groups: dict[frozenset[tuple[str, str]], list[ValueColumn]] = {}
        for value in table.values:
            self.groups.setdefault(frozenset(value.members.items()), []).append(value)
        self.chosen: dict[tuple[int, str], Choice] = {}
        self.sources: set[str] = set()
        self.doubtful: dict[int, int] = {}

    def judge_titles(self) -> None:
        """Report what the texts around the table limit, and what was supposed of it or read from them."""
        table, said = self.table, self.table.said
        across = set.intersection(*(set(value.members) for value in table.values))
        present = {*table.columns, *across, *said.members}
        told = dict(limited(said, present))
        for name, text in told.items():
            self.findings.problem(f"title_is_read_{name}", table.origin.place(table.header_row, None), text=text)
        for name, text in said.members.items():
            if name not in table.columns and name not in across:
                place = table.origin.place(table.header_row, None)
                self.findings.repair(place, f"title_gives_{name}", text=text)
        is_whole = {*KEY} <= {*table.columns, *across}
        for unknown in said.unknown:
            if not unknown.limits & told.keys() and (not is_whole or unknown.is_suspect):
                self._ask_title(unknown.text)
        if "sex" not in present:
            self.findings.repair(table.origin.place(table.header_row, None), "sex_is_supposed")
        if said.is_preliminary:
            self.findings.repair(table.origin.place(table.header_row, None), "title_is_preliminary")

    def read_row(self, row: int) -> Iterator[tuple[str, dict[str, object]]]:
        """The observations in a row, and the keys of those that are not filled in."""
        self._judge_unread(row)
        for place, group in enumerate(self.groups.values()):
            if len(self.groups) > 1 and all(self.table.sheet.cell(row, value.number).is_empty for value in group):
                continue
            record = Record(self.table, row, group[0])
            indicator = spellings.indicator(record.cell("indicator_id"), self.lookups.names)
            value = self._value_column(place, group, indicator)
            if value is None:
                continue
            found = self._observation(Record(self.table, row, value), indicator)
            if found and self.lookups.only_year in (None, year_of(found[1]["year"])):
                yield found

    def _value_column(self, place: int, group: Sequence[ValueColumn], indicator: Meaning) -> ValueColumn | None:
        """The column that holds the indicator's value; None if that is not known, which is reported once."""
        name = indicator.text
        facts = self.lookups.indicators.get(name)
        if indicator.fault or facts is None:
            return group[0]
        self.sources.add(facts.source)
        if (place, name) in self.chosen:
            return self.chosen[place, name].column
        known = self.lookups.readings.get(facts.source, {})
        choice = choose(group, self.table.said.measure, name, facts.kind, facts.unit, facts.per, known)
        self.chosen[place, name] = choice
        if choice.fault:
            place_of_heading = replace(self.table.origin.place(self.table.header_row, None), column=choice.headings[0])
            told = {
                "headings": ", ".join(f"”{heading}”" for heading in choice.headings),
                "indicator": self.lookups.labels.indicator(name),
                "kind": self.lookups.kinds.get(facts.kind, facts.kind),
                "unit": facts.unit,
                "said": said_of(self.table.said.measure),
            }
            if choice.fault == "heading_is_of_its_kind":
                reading = of_indicator(choice.headings[0], name, facts.kind)
                self.findings.ask(choice.fault, reading, facts.source, place_of_heading, **told)
            else:
                self.findings.problem(choice.fault, replace(place_of_heading, column=None), None, **told)
        return choice.column

    def _judge_unread(self, row: int) -> None:
        """Report what says that the row is of less than a year; note a column that does not repeat the catalogue."""
        if not (self.table.periods or self.table.information):
            return
        years = {normalised(shown(self.table.cell(row, "year"))), *self.table.said.members.values()}
        records = [Record(self.table, row, group[0]) for group in self.groups.values()]
        names = [spellings.indicator(record.cell("indicator_id"), self.lookups.names).text for record in records]
        texts = {
            text for name in names if name in self.lookups.indicators for text in self.lookups.indicators[name].texts
        }
        for number, heading in self.table.periods.items():
            text = normalised(shown(self.table.sheet.cell(row, number)))
            is_whole = not text or WHOLE_YEAR.fullmatch(text) or text in years or text in texts
            if not is_whole:
                place = self.table.origin.place(row, heading)
                self.findings.problem("row_is_of_a_whole_year", place, text, heading=heading, text=text)
        for number, heading in self.table.information.items():
            text = normalised(shown(self.table.sheet.cell(row, number)))
            is_free = normalised(heading) not in self.lookups.catalogue
            if text and not is_free and text not in texts:
                self.doubtful.setdefault(number, row)

    def _observation(self, record: Record, indicator: Meaning) -> tuple[str, dict[str, object]] | None:
        """An observation, or the key of a row that is not filled in, or None if one of its cells is wrong."""
        lookups, findings, table = self.lookups, self.findings, self.table
        name = indicator.text
        facts = lookups.indicators.get(name)
        if not indicator.fault and facts is None:
            tell_unknown_indicator(record.place("indicator_id"), name, lookups, findings)
            return None
        usage = lookups.usage(name, self.marks)
        cell = record.cell("value")
        formula = cell.formula
        is_doubtful = formula is not None and counts_empty(formula, table.sheet, self.sheets)
        meanings = {
            "indicator_id": indicator,
            "year": self._year(record, facts is not None and facts.spans_new_year),
            "area_code": self._area(record),
            "sex": self._code(record, "sex"),
            "age_group": self._age(record),
            "value": spellings.value(cell, usage, is_doubtful),
            **{base: self._base(record, base, facts, usage) for base in BASES},
            "value_status": self._status(record),
            "note": spellings.text(record.cell("note")),
        }
        self._tell_mended(record, meanings)
        if self._tell_faults(record, meanings, usage) or not self._agrees(record, meanings):
            return None
        return self._finished(record, meanings)

    def _finished(self, record: Record, meanings: Mapping[str, Meaning]) -> tuple[str, dict[str, object]] | None:
        texts: dict[str, object] = {column: meaning.text for column, meaning in meanings.items()}
        if "note" not in self.table.columns:
            texts["note"] = None
        placed_texts = texts | {FILE: origin_of(self.table, record.value).label, ROW: record.row}
        value, told = meanings["value"], meanings["value_status"].text
        has_base = any(texts[base] for base in BASES)
        if has_base and not (value.text or value.status or told):
            self.findings.problem("base_has_a_value", record.place("value"))
            return None
        if not (value.text or value.status or told):
            if meanings["note"].text:
                self.findings.problem("note_has_a_status", record.place("note"))
                return None
            return "unfilled", {column: placed_texts[column] for column in (*KEY, FILE, ROW)}
        said = self.table.said
        marked = (shown(record.cell("value")), record.value.heading, shown(record.cell("year")))
        is_preliminary = (
            "preliminary" in (told, meanings["year"].status) or said.is_preliminary or said.marks_preliminary(*marked)
        )
        if value.status and told not in ("", value.status) and not self._only_says_preliminary():
            text, status = shown(record.cell("value")), shown(record.cell("value_status"))
            place = record.place("value_status")
            self.findings.problem("status_agrees_with_value", place, told, text=text, status=status)
            return None
        own = told if told not in ("", "final", "preliminary") else ""
        placed_texts["value_status"] = value.status or own or ("preliminary" if is_preliminary else "final")
        return "observations", placed_texts

    # The parts of the key

    def _year(self, record: Record, spans_new_year: bool) -> Meaning:
        if not record.has("year") and self.lookups.only_year is not None:
            return Meaning(str(self.lookups.only_year))
        cell = record.cell("year")
        if cell.is_empty and self.table.workbook_year:
            return Meaning(self.table.workbook_year, repair="open_row_takes_year")
        return spellings.year(cell, spans_new_year)

    def _area(self, record: Record) -> Meaning:
        cell = record.cell("area_code")
        is_supposed = not record.has("area_code") or (cell.is_empty and self.table.workbook_year)
        if is_supposed and self.lookups.area_code:
            return Meaning(self.lookups.area_code)
        return spellings.area(cell, self.lookups.areas)

    def _age(self, record: Record) -> Meaning:
        cell = record.cell("age_group")
        if not record.has("age_group") or (cell.is_empty and self.table.workbook_year):
            return Meaning(OF_THE_WHOLE["age_group"])
        return spellings.age(cell, self.lookups.codes["age_group"])

    def _code(self, record: Record, column: str) -> Meaning:
        if not record.has(column):
            return Meaning(OF_THE_WHOLE[column])
        return spellings.code(record.cell(column), self.lookups.codes[column])

    def _only_says_preliminary(self) -> bool:
        """Whether the column of statuses only says of each figure whether it is preliminary."""
        return normalised(self.table.origin.headings.get("value_status", "")).startswith("prel")

    def _base(self, record: Record, column: str, facts: Indicator | None, usage: Usage) -> Meaning:
        """The numerator or denominator of the figure; what the catalogue says of them is none."""
        cell = record.cell(column)
        if cell.is_empty and column == "numerator":
            cell = self._count_beside(record, facts)
        is_information = facts is not None and normalised(shown(cell)) in facts.texts
        return Meaning() if is_information else spellings.base(cell, usage)

    def _count_beside(self, record: Record, facts: Indicator | None) -> SheetCell:
        """The count in a column of its own beside a rate or a share, where another says of how many it is."""
        is_of_how_many = "denominator" in self.table.columns and "numerator" not in self.table.columns
        if facts is None or facts.kind not in RATIOS or not is_of_how_many:
            return EMPTY
        group = self.groups[frozenset(record.value.members.items())]
        counts = [value for value in group if value.measure == Measure("count") and value != record.value]
        return self.table.sheet.cell(record.row, counts[0].number) if len(counts) == 1 else EMPTY

    def _status(self, record: Record) -> Meaning:
        if "value_status" not in self.table.columns:
            return Meaning()
        words = spellings.IS_PRELIMINARY if self._only_says_preliminary() else self.lookups.codes["value_status"]
        return spellings.code(record.cell("value_status"), words)

    def _agrees(self, record: Record, meanings: Mapping[str, Meaning]) -> bool:
        """Whether further columns of the same part of the key say the same as the first; a fault is reported."""
        agrees = True
        for column in record.value.members.keys() & self.table.columns.keys():
            cell = self.table.cell(record.row, column)
            meaning = self._reading_of(column, cell)
            if not cell.is_empty and meaning.text != meanings[column].text:
                agrees = False
                facts = {
                    "heading": record.value.heading,
                    "other": self.table.origin.headings[column],
                    "expected": called(column, meaning.text, self.lookups),
                    "text": record.value.heading,
                }
                self.findings.problem("columns_agree", record.place("value"), record.value.heading, **facts)
        for column, number in self.table.again:
            cell = self.table.sheet.cell(record.row, number)
            if cell.is_empty:
                continue
            meaning = self._reading_of(column, cell)
            if column == "value_status":
                is_same = meaning.text in ("", "final", meanings[column].text)
            else:
                is_same = not meaning.fault and meaning.text == meanings[column].text
            if not is_same:
                agrees = False
                heading = shown(self.table.sheet.cell(self.table.header_row, number))
                place = self.table.origin.place(record.row, heading)
                facts = {
                    "heading": heading,
                    "other": self.table.origin.headings[column],
                    "expected": called(column, meanings[column].text, self.lookups),
                    "text": shown(cell),
                }
                self.findings.problem("columns_agree", place, shown(cell), **facts)
        return agrees

    def _reading_of(self, column: str, cell: SheetCell) -> Meaning:
        lookups = self.lookups
        if column == "indicator_id":
            return spellings.indicator(cell, lookups.names)
        if column == "area_code":
            return spellings.area(cell, lookups.areas)
        if column == "year":
            return spellings.year(cell, False)
        if column == "age_group":
            return spellings.age(cell, lookups.codes["age_group"])
        if column == "note":
            return spellings.text(cell)
        if column in BASES:
            return spellings.base(cell, Usage())
        return spellings.code(cell, {**lookups.codes[column], **spellings.IS_PRELIMINARY})

    # What is reported

    def judge_columns(self) -> None:
        """Report the columns that are hidden, and ask about those that may say what the figures are of."""
        table = self.table
        read = {**{number: table.origin.headings[name] for name, number in table.columns.items()}}
        read |= {value.number: value.heading for value in table.values}
        for number, heading in read.items():
            if number in table.sheet.hidden_columns:
                self.findings.problem("column_is_seen", table.origin.place(table.header_row, heading), heading=heading)
        for heading in table.divides.values():
            if not self._is_information(heading):
                self.findings.problem("column_divides", table.origin.place(table.header_row, heading), heading=heading)
        for heading in (*table.unknown.values(), *table.answered):
            self._ask(heading, table.header_row, "column_is_known")
        for number, row in self.doubtful.items():
            self._ask(table.information[number], row, "information_agrees")

    def _is_information(self, heading: str) -> bool:
        """Whether staff have said that the column is information, of every source in the table."""
        reading = heading_reading(heading)
        known = [self.lookups.readings.get(source, {}).get(reading) for source in self.sources]
        return bool(known) and all(meaning == "not_read" for meaning in known)

    def ask_text(self, row: int) -> None:
        """Ask about a text between the rows of the table."""
        text = next(shown(cell) for cell in self.table.sheet.rows[row] if not cell.is_empty)
        if not OF_THE_FILE.search(normalised(text)):
            self._ask_title(text, row)

    def _ask_title(self, text: str, row: int | None = None) -> None:
        reading = Reading("title", normalised(text))
        place = self.table.origin.place(row, None)
        for source in self._indicator_sources:
            if self.lookups.readings.get(source, {}).get(reading) != "not_read":
                self.findings.ask("title_is_known", reading, source, place, text=text)

    @cached_property
    def _indicator_sources(self) -> list[str]:
        """The sources of the indicators that the table has figures of."""
        cells = [
            Record(self.table, row, group[0]).cell("indicator_id")
            for group in self.groups.values()
            for row in (self.table.rows if "indicator_id" in self.table.columns else [self.table.first_row])
        ]
        names = {spellings.indicator(cell, self.lookups.names).text for cell in cells}
        return sorted({self.lookups.indicators[name].source for name in names & self.lookups.indicators.keys()})

    def _ask(self, heading: str, row: int, fault: str) -> None:
        reading = heading_reading(heading)
        for source in sorted(self.sources):
            if reading not in self.lookups.readings.get(source, {}):
                self.findings.ask(fault, reading, source, self.table.origin.place(row, heading), heading=heading)

    def _tell_mended(self, record: Record, meanings: Mapping[str, Meaning]) -> None:
        """Report what was repaired. A value cell's text is not repeated: it may be a figure that must be hidden."""
        for column, meaning in meanings.items():
            if meaning.repair and (column in self.table.columns or column == "value"):
                was = "" if column == "value" else shown(record.cell(column))
                became = called(column, meaning.text, self.lookups)
                self.findings.repair(
                    record.place(column), meaning.repair, was=was, became=became, ground=meaning.ground
                )
            if self.table.is_filled_down(record.row, column):
                became = called(column, meaning.text, self.lookups)
                self.findings.repair(record.place(column), "key_is_filled_down", became=became)

    def _tell_faults(self, record: Record, meanings: Mapping[str, Meaning], usage: Usage) -> bool:
        """Report what is wrong with the cells of a row; whether anything is."""
        faults = {column: meaning for column, meaning in meanings.items() if meaning.fault}
        for column, meaning in faults.items():
            # What a small figure is worked out from is not repeated.
            text = "" if column in BASES and not meaning.asks else meaning.text or shown(record.cell(column))
            if meaning.asks:
                self.findings.ask(
                    str(meaning.fault),
                    meaning.asks,
                    usage.source,
                    record.place(column),
                    text=text,
                    mark=meaning.asks.text,
                )
            else:
                self.findings.problem(str(meaning.fault), record.place(column), text or None, text=text)
        is_merged = (record.row, record.value.number) in self.table.sheet.tall
        if is_merged:
            self.findings.problem("value_is_not_merged", record.place("value"))
        return bool(faults or is_merged)


def origin_of(table: Table, value: ValueColumn) -> Origin:
    """The origin of the figures in a column of a table."""
    if len(table.values) < 2:
        return table.origin
    headings = {**table.origin.headings, **dict.fromkeys(value.members, value.heading), "value": value.heading}
    return replace(table.origin, headings=headings, column=value.heading)


def year_of(text: object) -> int | None:
    """The year that a canonical text is; None if it is none."""
    return int(text) if isinstance(text, str) and text.isdecimal() else None
