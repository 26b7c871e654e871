"""SCB's answers: the population on 31 December of each year, by municipality, sex and age.

No code of SCB's is written here, since none of them survived the change of table in 2025: an age, a sex or a civil
status is known by what it is called. What is called the same twice must have the same number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from pipeline.errors import AnswerFault
from pipeline.messages import say
from pipeline.model import MEN, NATION, TOTAL, WOMEN
from pipeline.official.bundle import Answer, Bundle
from pipeline.official.jsonstat import DataSet, Dimension, read_data_set
from pipeline.official.population import CHANGED_FROM, OLDEST, Age, Count, Populations, populations
from pipeline.official.series import Series
from pipeline.wording.visible import on_one_line

NAME = "scb"

REGION, CIVIL_STATUS, AGE, SEX, YEAR = "region", "civilstånd", "ålder", "kön", "år"
CONTENTS, COUNTED = "folkmängd", "antal personer"
"""What SCB calls what the numbers are divided by, what they are, and in what they are counted; in small letters."""

CIVIL_STATUSES = frozenset({"ogifta", "gifta", "skilda", "änkor/änklingar"})
SEXES = {"kvinnor": WOMEN, "män": MEN}
ONE_AGE = re.compile(r"(\d{1,2}) år")
FROM_AGE = re.compile(r"100\+ år|100 år och äldre|100- år")
ALL_OF = "totalt"
ALL = re.compile(r"totalt(\b.*)?")
OF_TABLE = re.compile(r"/tables/([^/]+)/data$")
YEARS_IN_TITLE = re.compile(r"\.? År \d{4}(-\d{4})?$")


def is_total(label: str) -> bool:
    """Whether a category is of all together."""
    return ALL.fullmatch(label.casefold()) is not None


def age_of(label: str) -> Age | str:
    """The age that a category is of; "" for a group of ages, or anything else."""
    if is_total(label):
        return None
    if FROM_AGE.fullmatch(label.casefold()):
        return OLDEST
    one = ONE_AGE.fullmatch(label.casefold())
    return int(one[1]) if one else ""


def age_label(age: Age) -> str:
    """An age as it is told."""
    return "totalt" if age is None else "100+ år" if age == OLDEST else f"{age} år"


def sex_of(label: str) -> str | None:
    """The sex that a category is of, or both together; None for anything else."""
    return TOTAL if is_total(label) else SEXES.get(label.casefold())


def area_of(code: str, label: str) -> str | None:
    """The code here of a municipality or the nation; None for a county or any other area."""
    if label.casefold() == "riket":
        return NATION
    return code if re.fullmatch(r"\d{4}", code) and code != NATION else None


def table_of(answer: Answer, found: DataSet) -> str:
    """The table that an answer is from: by its address, or by what it says itself if somebody has saved it."""
    match = OF_TABLE.search(unquote(urlsplit(answer.address).path))
    px = found.rest.get("px")
    return match[1] if match else str(px.get("tableid", "")) if isinstance(px, dict) else ""


def series_in(bundle: Bundle) -> dict[str, Series]:
    """The tables that the answers are from, by their ids: what they are called, what they count when, and in what."""
    found = {}
    for answer in bundle.answers:
        data_set = read_data_set(answer)
        name, (contents, code) = table_of(answer, data_set), contents_of(data_set)
        periods = contents.rest.get("refperiod")
        period = on_one_line(str(periods.get(code) or "")) if isinstance(periods, dict) else ""
        described = ", ".join(filter(None, (contents.labels[code], period)))
        title = YEARS_IN_TITLE.sub("", data_set.label)
        found[name] = Series(name, title, described, contents.units.get(code, ""))
    return found


def contents_of(data_set: DataSet) -> tuple[Dimension, str]:
    """The dimension of what is measured, and its code for the population. Raises AnswerFault if there is none."""
    dimension = data_set.of_role("metric") or data_set.dimension("tabellinnehåll")
    if dimension is not None:
        for code in dimension.codes:
            is_counted = dimension.units.get(code, COUNTED).casefold() == COUNTED
            if dimension.labels[code].casefold() == CONTENTS and is_counted:
                return dimension, code
    raise AnswerFault(say("population_is_not_there", title=data_set.label))


def populations_in(answers: Iterable[Answer], areas: Collection[str] | None = None) -> Populations:
    """The populations of the areas in the answers, or of all. Raises AnswerFault."""
    return populations((count for answer in answers for count in counts_of(read_data_set(answer))), areas)


def counts_of(data_set: DataSet) -> Iterator[Count]:
    """Every count of people in a data set that we have a use for. Raises AnswerFault if it is divided by more."""
    contents, contents_code = contents_of(data_set)
    named = _named(data_set, contents)
    found = []
    for cell in data_set.cells:
        codes = {each.id: code for each, code in zip(data_set.dimensions, cell.codes, strict=True)}
        if codes[contents.id] == contents_code:
            labels = {name: dimension.labels[codes[dimension.id]] for name, dimension in named.items()}
            place = _place(codes[named[REGION].id], labels, data_set.label)
            if place is not None:
                found.append((replace(place, value=cell.value, status=cell.status), labels.get(CIVIL_STATUS)))
    yield from of_all_civil_statuses(found, data_set.label)


def of_all_civil_statuses(found: Sequence[tuple[Count, str | None]], title: str) -> Iterator[Count]:
    """The counts of all civil statuses together, from counts each with its own, or of no one if it is None.

    Counts of what is called the same are given as they are. Raises AnswerFault if some of the statuses are lacking.
    """
    labels = {label.casefold() for _, label in found if label is not None}
    has_total = any(map(is_total, labels))
    if labels and not has_total and labels != CIVIL_STATUSES:
        raise AnswerFault(say("population_lacks_total", title=title, name=CIVIL_STATUS))
    together: dict[Count, list[Count]] = {}
    for count, label in found:
        if label is None or not has_total or is_total(label):
            together.setdefault(replace(count, value=None, status=""), []).append(count)
    for place, counts in together.items():
        yield from _together(place, counts, len(CIVIL_STATUSES) if labels and not has_total else 1)


def _named(data_set: DataSet, contents: Dimension) -> dict[str, Dimension]:
    """What the data set is divided by, by its names in small letters. Raises AnswerFault if that is something else."""
    named = {each.label.casefold(): each for each in data_set.dimensions if each.id != contents.id}
    strange = [name for name in named if name not in (REGION, CIVIL_STATUS, AGE, SEX, YEAR)]
    absent = [name for name in (REGION, YEAR) if name not in named]
    if strange or absent or len(named) + 1 < len(data_set.dimensions):
        raise _is_other(data_set.label, ", ".join(strange or absent) or REGION)
    return named


def _place(region: str, labels: Mapping[str, str], title: str) -> Count | None:
    """What a number is of, without the number; None for a county or a group of ages. Raises AnswerFault."""
    area, age, sex = area_of(region, labels[REGION]), age_of(labels.get(AGE, ALL_OF)), sex_of(labels.get(SEX, ALL_OF))
    if area is None or isinstance(age, str):
        return None
    if sex is None or not re.fullmatch(r"\d{4}", labels[YEAR]):
        raise _is_other(title, labels[SEX] if sex is None else labels[YEAR])
    return Count(area, labels[REGION], int(labels[YEAR]), sex, age, None)


def _is_other(title: str, name: str) -> AnswerFault:
    return AnswerFault(say("population_is_divided_by_other", title=title, name=name))


def _together(place: Count, counts: Sequence[Count], parts: int) -> Iterator[Count]:
    """The counts as they are, or the sum of the parts that they are."""
    if parts == 1:
        yield from counts
    elif place.year >= CHANGED_FROM:
        raise AnswerFault(say("population_has_no_total", area=place.area_name, year=place.year, name=CIVIL_STATUS))
    elif len(counts) != parts:
        raise AnswerFault(say("population_repeats", area=place.area_name, year=place.year))
    else:
        # A part that is no number of people must not be hidden in the sum.
        strange = [each for each in counts if each.value is None or each.value < 0]
        yield strange[0] if strange else replace(place, value=sum(each.value or 0 for each in counts))
