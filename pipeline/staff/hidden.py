"""What is hidden and why, row by row in labels. No figure is told, nor anything that only a figure decides."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from pipeline.files import replacing
from pipeline.intake.importing import HIDDEN_LIST
from pipeline.labels import Labels, labels_of, who
from pipeline.messages import counted, say
from pipeline.model import Dataset
from pipeline.project import Project
from pipeline.protect.hide import Hidden
from pipeline.protect.small import Why

LISTED = 20
"""How many figures are listed one by one; more are counted by indicator and kind."""

PHRASES: Mapping[Why | None, str] = {
    Why.FEW: "hidden_few",
    Why.FEW_OTHERS: "hidden_few_others",
    Why.FEW_IN_BASE: "hidden_few_in_base",
    Why.NO_BASE: "hidden_no_base",
    Why.BESIDE_PUBLIC: "hidden_beside_public",
    None: "hidden_protects",
}
"""The sentence that says why, in the order in which the kinds are counted."""


@dataclass(frozen=True)
class Words:
    """What figures are called, and who is responsible for each indicator. `area_code` goes without saying."""

    labels: Labels
    functions: Mapping[str, str]
    area_code: str | None


def words_of(dataset: Dataset, area_code: str | None) -> Words:
    """The words of a dataset."""
    functions = dataset.sound("indicators").select("indicator_id", "responsible_function").drop_nulls()
    return Words(labels_of(dataset.tables), dict(functions.iter_rows()), area_code)


def phrase(why: Why | None) -> str:
    """Why a figure is hidden, after "the figure"."""
    return say(PHRASES[why])


def hidden_lines(hidden: Collection[Hidden], words: Words, whole: Path | None) -> Iterator[str]:
    """How many figures are hidden for each reason, and each of them, or each indicator's if they are many.

    `whole` is the file with each of them, if there is one.
    """
    kinds = Counter(each.why for each in hidden if len(hidden) > 1)
    for why in PHRASES:
        if kinds[why]:
            yield say("hidden_kind", count=counted(kinds[why], "figure"), why=phrase(why))
    ordered = sorted(hidden, key=lambda each: each.key)
    yield from (_one_by_one if len(ordered) <= LISTED else _counted)(ordered, words)
    if whole:
        yield say("hidden_whole", path=whole)


def write_list(project: Project, hidden: Collection[Hidden], words: Words) -> Path | None:
    """Write each of the figures to a file that Excel opens as it is, if they are too many to list; remove it if not."""
    path = project.inbox / HIDDEN_LIST
    if len(hidden) <= LISTED:
        path.unlink(missing_ok=True)
        return None
    path.parent.mkdir(exist_ok=True)
    with replacing(path) as unfinished, unfinished.open("w", encoding="utf-8-sig", newline="") as table:
        rows = csv.writer(table, delimiter=";")
        rows.writerow(say("hidden_header").split(";"))
        rows.writerows(_cells(each, words) for each in sorted(hidden, key=lambda each: each.key))
    return path


def _one_by_one(hidden: Sequence[Hidden], words: Words) -> Iterator[str]:
    for name, own in groupby(hidden, lambda each: each.key.indicator_id):
        yield say("hidden_indicator", indicator=words.labels.indicator(name))
        for each in own:
            yield say("hidden_row", about=_about(each, words), why=_reason(each, words))


def _counted(hidden: Sequence[Hidden], words: Words) -> Iterator[str]:
    """A line for each indicator and kind, as long as they are few."""
    groups: dict[tuple[str, Why | None, bool], list[Hidden]] = {}
    for each in hidden:
        groups.setdefault((each.key.indicator_id, each.why, each.is_kept), []).append(each)
    for (name, *_), own in islice(groups.items(), LISTED):
        yield say(
            "hidden_group",
            indicator=words.labels.indicator(name),
            count=counted(len(own), "figure"),
            years="–".join(dict.fromkeys(str(limit) for limit in (own[0].key.year, own[-1].key.year))),
            why=_reason(own[0], words),
        )
    if len(groups) > LISTED:
        yield say("hidden_more", count=len(groups) - LISTED)


def _about(hidden: Hidden, words: Words) -> str:
    key = hidden.key
    if key.area_code != words.area_code:
        return words.labels.about(key._asdict())
    return say("hidden_about", year=key.year, who=who(key.sex, key.age_group))


def _reason(hidden: Hidden, words: Words) -> str:
    """Why it is hidden, who can mend that, and whether it was in the data before."""
    why, function = phrase(hidden.why), words.functions.get(hidden.key.indicator_id)
    if hidden.why is Why.NO_BASE and function:
        why = say("hidden_mended_by", why=why, function=function)
    return say("hidden_now", why=why) if hidden.is_kept else why


def _cells(hidden: Hidden, words: Words) -> tuple[str, ...]:
    key, labels = hidden.key, words.labels
    return (
        labels.indicator(key.indicator_id),
        str(key.year),
        labels.area(key.area_code),
        who(key.sex, key.age_group),
        _reason(hidden, words),
    )
