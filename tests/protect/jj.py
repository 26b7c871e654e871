"""A release in the JJ form of Tau-Argus, translated from its published tables and from nothing else.

Only what is linear is in it: sexes, ages, parts and sums over years, and nothing of whole numbers. What is hidden to
protect another is more than few, and less than twice as many where it is the total of women and men alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from tests.attack.attacker import AGES, PRIMARY, SECONDARY, SHOWN, Key, Release

UNLIMITED = 1_000_000
"""The upper bound of what has none."""

REST = "/rest"
"""Ends the name of what the parts of an incomplete breakdown leave of their whole."""

Terms = list[tuple[Key, int]]


def jj_of(release: Release) -> tuple[str, list[Key]]:
    """The text of the release's JJ file, and what its cells are about, in order."""
    relations = list(_relations(release))
    keys = sorted({key for terms in relations for key, _ in terms} | _counted(release))
    number = {key: place for place, key in enumerate(keys)}
    lines = ["0", str(len(keys)), *(f"{place} {_cell(release, key)}" for key, place in number.items())]
    lines.append(str(len(relations)))
    for terms in relations:
        lines.append(f"0.0 {len(terms)} : " + " ".join(f"{number[key]} ({weight})" for key, weight in terms))
    return "\n".join(lines) + "\n", keys


def _counted(release: Release) -> set[Key]:
    return {key for key in release.figures if release.indicators[key.indicator].kind == "count"}


def _cell(release: Release, key: Key) -> str:
    """Value, weight, status, and the bounds that are known beforehand."""
    figure = release.figures.get(key)
    if figure is not None and figure.status in SHOWN and figure.value is not None:
        return f"{figure.value:g} 1 s 0 {UNLIMITED} 1 1 0"
    if figure is not None and figure.status == PRIMARY:
        rule = release.indicators[key.indicator].rule
        return f"{rule.smallest} 1 u {rule.smallest} {rule.largest} 1 1 0"
    if figure is not None and figure.status == SECONDARY:
        few = release.indicators[key.indicator].rule.largest or 0
        return f"{few + 1} 1 m {few + 1} {2 * few if _is_total_alone(release, key) else UNLIMITED} 1 1 0"
    return f"0 1 m 0 {UNLIMITED} 1 1 0"


def _is_total_alone(release: Release, key: Key) -> bool:
    """Whether the figure is the total of women and men who are not divided further, and of nothing else."""
    related = {name for whole, parts, _ in release.wholes for name in (whole, *parts)}
    related |= {name for row in release.cumulations for name in row[:2]}
    groups = {(each.sex, each.age) for each in release.figures if each.indicator == key.indicator}
    return key.sex == "T" and key.indicator not in related and groups == {(sex, "total") for sex in "TKM"}


def _relations(release: Release) -> Iterator[Terms]:
    counted = _counted(release)
    places = sorted({(key.year, key.area) for key in counted})
    sexes = ("T", "K", "M") if {key.sex for key in counted} != {"T"} else ("T",)
    ages = _ages({key.age for key in counted})
    names = {key.indicator for key in counted} | {name for whole in release.wholes for name in (whole[0], *whole[1])}
    sums = {row[0]: (row[1], row[2]) for row in release.cumulations if row[3] == "sum"}
    names |= {of for of, _ in sums.values()}
    names |= {whole + REST for whole, _, is_complete in release.wholes if not is_complete}
    for (year, area), name, age in product(places, sorted(names), ages):
        if len(sexes) > 1:
            yield _sum(Key(name, year, area, "T", age), [Key(name, year, area, sex, age) for sex in "KM"])
    for (year, area), name, sex in product(places, sorted(names), sexes):
        for age, parts in AGES.items():
            if {age, *parts} <= set(ages):
                yield _sum(Key(name, year, area, sex, age), [Key(name, year, area, sex, part) for part in parts])
    for (year, area), sex, age in product(places, sexes, ages):
        here = Key("", year, area, sex, age)
        for whole, names_of_parts, is_complete in release.wholes:
            rest = () if is_complete else (whole + REST,)
            yield _sum(
                here._replace(indicator=whole), [here._replace(indicator=part) for part in (*names_of_parts, *rest)]
            )
        for name, (of, years) in sums.items():
            if here._replace(indicator=name) in counted:
                yield _sum(
                    here._replace(indicator=name),
                    [here._replace(indicator=of, year=year - back) for back in range(years)],
                )


def _sum(whole: Key, parts: Sequence[Key]) -> Terms:
    return [(whole, -1), *((part, 1) for part in parts)]


def _ages(published: set[str]) -> tuple[str, ...]:
    """The published age groups, with those that tell how they hang together."""
    if len(published) == 1:
        return tuple(published)
    needed = {"total", "0-17", "18+"}
    needed |= {"0-14", "15-17"} if published & {"0-14", "15-17"} else set()
    needed |= {"18-64", "65+"} if "65+" in published else set()
    return tuple(sorted(needed | published))


Intervals = Mapping[Key, tuple[float, float]]
"""The smallest and the largest number, whole or not, that each figure without a number can be."""
