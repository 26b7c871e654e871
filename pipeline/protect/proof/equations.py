"""What a reader can see, as a system: this release, those before it, the catalogue and the published rule.

An earlier release cannot be taken back. A reader assumes that what has not visibly changed between two releases is the
same; where that is impossible, they assume that as few figures as possible have changed, without knowing which. The
register of corrections is not needed for this: a change in a shown figure can be seen without it, and of a figure that
was then hidden the reader may guess that it is what it was.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from pipeline.model import HIDDEN, MEN, NOT_APPLICABLE, TOTAL, WOMEN, Key
from pipeline.protect.figures import EVERYONE, Ages, Figure, View, age_group_of, ages_of, divided, joined
from pipeline.protect.policy import Rule
from pipeline.protect.proof.highs import Undecided
from pipeline.protect.proof.solving import Solver
from pipeline.protect.proof.system import FREE, UNBOUNDED, Cell, Domain, Guard, Row, System, components
from pipeline.protect.relations import Breakdown, Relations

PRIMARY, SECONDARY = HIDDEN

UNKNOWN = Figure(None, "missing")
"""A figure of which nothing is shown."""

ALL, OTHERS = "~all", "~others"
"""After the name of a share: the people that it is out of, and those of them who are not counted in it."""

Place = tuple[str, int, str]
"""An indicator, a year and an area."""

Unknown = tuple[str, int, str, str, Ages]
"""What an atom counts, in whichever release: a place, a sex and an age interval that no age group divides further."""


class Reading(Enum):
    """What a figure that is hidden to protect another is taken to be: as the method hides it, not few, or anything."""

    BY_METHOD = "by_method"
    NOT_FEW = "not_few"
    ANYTHING = "anything"


class Sum(NamedTuple):
    """What a breakdown says of one sex and age interval, the places that it ties, and the atoms on its two sides."""

    places: tuple[Place, ...]
    whole: tuple[Unknown, ...]
    parts: tuple[Unknown, ...]


def grouped(relations: Relations, views: Sequence[View]) -> list[list[View]]:
    """The figures in groups that no relation connects: by area, indicator family and, unless they cumulate, year."""
    every = (relations, *relations.history)
    cumulated = {name for each in every for total in each.cumulations for name in relations.families.get(total, ())}
    guarded = {
        name: any(each.is_guarded(member) for each in every for member in family)
        for name, family in relations.families.items()
    }
    groups: dict[tuple[str, int, str], list[dict[Key, Figure]]] = {}
    for number, view in enumerate(views):
        for key, figure in view.items():
            if guarded.get(key.indicator_id):
                year = 0 if key.indicator_id in cumulated else key.year
                place = (key.area_code, year, relations.families[key.indicator_id][0])
                groups.setdefault(place, [{} for _ in views])[number][key] = figure
    return [list(groups[place]) for place in sorted(groups)]


def systems_of(relations: Relations, views: Sequence[View]) -> list[System]:
    """The systems of a group's figures; the last view is the release being judged.

    A figure that is not applicable is zero to a reader, as long as that fits. Where it does not, one of an indicator
    that has no figure at all for the year is taken to be unknown, and in the last resort each is. What is hidden to
    protect another is read as the method hides it; where that does not fit, somebody else has hidden it, or it is the
    method's own last resort, where that status says nothing.
    """
    is_marked = any(figure.status == SECONDARY for view in views for figure in view.values())
    every = Reading if is_marked else [Reading.BY_METHOD]
    for zeros in dict.fromkeys((_not_applicable(views), _not_applicable(views, beside_others=True), frozenset[Key]())):
        read = [components(_Group(relations, views, zeros, each).system()) for each in every]
        found = [_first_possible(systems) for systems in zip(*read, strict=True)]
        if all(is_possible for _, is_possible in found):
            break
    return [system for system, _ in found]


def _first_possible(readings: Sequence[System]) -> tuple[System, bool]:
    """The first reading of a system that fits, or the last; and whether it does.

    Where all that is ours is hidden to protect others, the method has come to its last resort; elsewhere the status
    says at least that the figure is not few.
    """
    is_last_resort = all(cell.is_ours_and_hidden for cell in readings[0].cells if cell.is_ours)
    for system in readings[:: 2 if is_last_resort else 1]:
        if _is_possible(system):
            return system, True
    return readings[-1], False


def _not_applicable(views: Sequence[View], beside_others: bool = False) -> frozenset[Key]:
    """The figures that are not applicable, or those of them whose indicator has other figures for the year."""
    figures = [(key, figure.status == NOT_APPLICABLE) for view in views for key, figure in view.items()]
    others = {key[:3] for key, is_absent in figures if not is_absent}
    return frozenset(key for key, is_absent in figures if is_absent and (key[:3] in others or not beside_others))


def _is_possible(system: System) -> bool:
    try:
        return Solver(system).knowing().is_possible
    except Undecided:
        return True


def shown_domain(relations: Relations, key: Key, figure: Figure) -> Domain:
    """What a shown figure reveals of its sum of atoms."""
    if figure.value is None:
        return FREE
    indicator, value = relations.indicators[key.indicator_id], figure.value
    low, high = value - indicator.tolerance, value + indicator.tolerance
    if key.indicator_id in relations.ratios:
        if figure.numerator is not None:
            return Domain(figure.numerator, figure.numerator)
        known, factor = relations.base_of(key, figure), relations.ratios[key.indicator_id].factor
        if known is None or factor is None:
            return FREE
        half = _half(relations, key, value)
        low = (low - half) * max(0.0, known[0] - known[1]) / factor
        high = (high + half) * (known[0] + known[1]) / factor
    elif key.indicator_id in relations.cumulations:
        cumulation = relations.cumulations[key.indicator_id]
        if cumulation.is_mean:
            half = _half(relations, key, value)
            low, high = (low - half) * cumulation.years, (high + half) * cumulation.years
    return Domain(max(0, math.ceil(low - 1e-9)), math.floor(high + 1e-9)).meet(_within_base(relations, key, figure))


def others_domain(relations: Relations, key: Key, figure: Figure) -> Domain:
    """What a shown share reveals of how many of the people that it is out of are not counted in it."""
    known = relations.base_of(key, figure)
    if known is None:
        return FREE
    count = shown_domain(relations, key, figure)
    fewest, most = math.ceil(known[0] - known[1]), math.floor(known[0] + known[1])
    return Domain(max(0, fewest - count.high), max(0, most - count.low))


def _half(relations: Relations, key: Key, value: float) -> float:
    """Half a unit in the last decimal that the figure is given with."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    given = -exponent if isinstance(exponent, int) else 0
    return 0.5 * 10.0 ** -max(given, relations.indicators[key.indicator_id].decimals)


def _within_base(relations: Relations, key: Key, figure: Figure = UNKNOWN) -> Domain:
    """People counted in a group are no more than the group; offences (a rate) may be."""
    known = relations.base_of(key, figure)
    if known is None or relations.indicators[key.indicator_id].value_kind == "rate":
        return FREE
    return Domain(0, math.floor(known[0] + known[1]))


def _primary(known: Relations, key: Key, rule: Rule) -> Domain:
    """What the status "few people" reveals: the rule is published too."""
    base = known.base(key)
    hidden = rule.hidden_range(base)
    if hidden is None:
        return FREE
    if key.indicator_id in known.ratios:
        return _few_in_rate(known, key, rule, hidden[1]).meet(_within_base(known, key))
    return Domain(*hidden).meet(_within_base(known, key))


def _few_in_rate(known: Relations, key: Key, rule: Rule, most: int) -> Domain:
    """What the status reveals of the count behind a rate or a share that is hidden."""
    base = known.bases.get(key)
    # One out of too few people also has this status, so only with enough people does it reveal the count.
    if base is None or base[0] < (rule.smallest_share_base or 0):
        return FREE
    if not known.is_share(key.indicator_id):
        return Domain(0, most)
    # Few of them are counted in a share, or few are not.
    least = math.ceil(base[0] - base[1]) - most
    return Domain(0, UNBOUNDED, (most + 1, least - 1) if most + 1 < least else None)


def _secondary(known: Relations, key: Key, rule: Rule) -> Domain:
    """What the status "protects another figure" reveals: that the count is more than few, as we never hide a zero."""
    hidden, base = rule.hidden_range(known.base(key)), known.bases.get(key)
    if hidden is None:
        return _within_base(known, key)
    # Neither those who are counted in a share nor the others are few.
    is_limited = base is not None and known.is_share(key.indicator_id)
    most = math.ceil(base[0] - base[1]) - hidden[1] - 1 if base is not None and is_limited else UNBOUNDED
    return Domain(hidden[1] + 1, max(hidden[1] + 1, most)).meet(_within_base(known, key))


def _not_few(known: Relations, key: Key, rule: Rule) -> Domain:
    """What that status reveals where a zero may have been hidden by others than us: that the count is not few."""
    hidden = rule.hidden_range(known.base(key))
    if hidden is None or key.indicator_id in known.ratios:
        return _within_base(known, key)
    told = Domain(0, UNBOUNDED, hidden) if hidden[0] > 0 else Domain(hidden[1] + 1)
    return told.meet(_within_base(known, key))


def _anything(known: Relations, key: Key, _: Rule) -> Domain:
    """What that status reveals where the method has hidden all that it can."""
    return _within_base(known, key)


class _Group:
    """Builds the system of a group of related figures, of which the `zeros` are none, since they are not applicable.

    reading: what a figure that is hidden to protect another is taken to be.
    """

    def __init__(self, relations: Relations, views: Sequence[View], zeros: Collection[Key], reading: Reading) -> None:
        self.zeros, self.reading = zeros, reading
        known = [relations.at(number) for number in range(len(views))]
        last = len(views) - 1
        keys = {key for view in views for key in view}
        self.family = relations.families[min(keys).indicator_id]
        first = next(number for number, view in enumerate(views) if view)
        news = [
            n
            for n in range(first, last)
            if views[n] != views[n + 1] or not _is_same(known[n], known[n + 1], self.family)
        ]
        # A release that has none of the figures, or says the same as the next one, says nothing more.
        self.known = [known[number] for number in (*news, last)]
        self.views = [views[number] for number in (*news, last)]
        self.sexes = (WOMEN, MEN) if any(key.sex != TOTAL for key in keys) else (TOTAL,)
        self.ages = divided({EVERYONE, *(ages_of(key.age_group) for key in keys)})
        self.areas = sorted({key.area_code for key in keys})
        self.numbers: dict[tuple[int, Unknown], int] = {}

    @cached_property
    def shares(self) -> frozenset[str]:
        """The family's guarded shares of people whose number somebody may know: those not counted are guarded too."""
        names = {
            name for known in self.known for name in self.family if known.is_share(name) and known.is_guarded(name)
        }
        based = {name for known in self.known if names for name, *_ in known.based}
        based |= {key.indicator_id for view in self.views for key, each in view.items() if each.denominator is not None}
        based |= {name for known in self.known for name, ratio in known.ratios.items() if ratio.denominator_id}
        return frozenset(names & based)

    @cached_property
    def breakdowns(self) -> list[tuple[Breakdown, str]]:
        """The family's breakdowns in any of the releases, each with the name of its remainder."""
        own = {each: None for known in self.known for each in known.breakdowns if each.whole_id in self.family}
        return [(each, f"{each.whole_id}~{number}") for number, each in enumerate(own)]

    def system(self) -> System:
        found = [dict(self._cells(number)) for number in range(len(self.views))]
        rows = [row for number in range(len(self.views)) for row in (*self._bases(number), *self._shares(number))]
        figured = {unknown for _, unknown in self.numbers if not unknown[0].endswith(OTHERS)}
        if len(self.views) > 1:
            # What a release no longer shows is still known from the one before.
            for view, unknown in sorted(self.numbers):
                for later in range(view + 1, len(self.views)):
                    self._atom(later, unknown)
        declared = [list(self._sums(number, figured)) for number in range(len(self.views))]
        telling = _telling(list(dict.fromkeys(each for sums in declared for each in sums)), figured)
        sums = [[each for each in telling if each in own] for own in map(set, declared)]
        rows += [row for number, own in enumerate(sums) for row in self._sum_rows(number, own)]
        cells: list[Cell] = []
        for number, own in enumerate(found):
            cells.extend(own.values())
            cells.extend(self._implied(number, own, sums[number]))
            cells.extend(self._behind(number, own))
        links, switches = self._links(cells, rows, figured - _sums_of(figured, sums[-1]))
        return System(len(self.numbers) + len(switches), (*rows, *links), tuple(cells), switches)

    # --- Atoms

    def _counted(self, known: Relations, name: str, year: int) -> tuple[str, range]:
        """The indicator whose people a figure, or the count behind it, is of, and the years that it is the sum of."""
        if name in known.ratios:
            name = known.ratios[name].numerator_id or name
        if name not in known.cumulations:
            return name, range(year, year + 1)
        cumulation = known.cumulations[name]
        return cumulation.indicator_id, range(year - cumulation.years + 1, year + 1)

    def _unknowns(self, view: int, place: Place, sex: str, ages: Ages) -> tuple[Unknown, ...]:
        """What a figure of the place, or the count behind it, is the sum of."""
        known = self.known[view]
        name, years = self._counted(known, *place[:2])
        sexes = [each for each in self.sexes if sex in (TOTAL, each)]
        if TOTAL not in sexes:
            sexes = [each for each in sexes if each in known.sexes(name)]
        pieces = [piece for piece in self.ages if _is_within(piece, ages)]
        return tuple((name, year, place[2], each, piece) for year in years for each in sexes for piece in pieces)

    def _atom(self, view: int, unknown: Unknown) -> int:
        return self.numbers.setdefault((view, unknown), len(self.numbers))

    def _form(self, view: int, key: Key) -> tuple[int, ...]:
        """The atoms that the figure is the sum of, or, for a rate, those of its count."""
        return tuple(self._atom(view, each) for each in self._unknowns(view, key[:3], key.sex, ages_of(key.age_group)))

    # --- Figures

    def _cells(self, view: int) -> Iterator[tuple[Key, Cell]]:
        known = self.known[view]
        for key, figure in sorted(self.views[view].items()):
            name = key.indicator_id
            measured = known.is_count(name) or name in known.ratios
            counts_somebody = self._unknowns(view, key[:3], key.sex, ages_of(key.age_group))
            if counts_somebody and (measured or name in known.cumulations):
                yield key, self._cell(view, key, figure)

    def _cell(self, view: int, key: Key, figure: Figure) -> Cell:
        known = self.known[view]
        rule = known.rule(key.indicator_id)
        base = known.base(key)
        shown = shown_domain(known, key, figure) if figure.is_shown else FREE
        # In a class that hides nothing, the source has hidden the figure, by a rule that we do not know.
        shown_from = self._shown_from(view, key, rule)
        secondary = {Reading.BY_METHOD: _secondary, Reading.NOT_FEW: _not_few, Reading.ANYTHING: _anything}[
            self.reading
        ](known, key, rule)
        if shown_from < UNBOUNDED:
            secondary = secondary.meet(Domain(0, shown_from - 1))
        now = {PRIMARY: _primary(known, key, rule), SECONDARY: secondary}.get(figure.status, shown)
        is_zero = figure.status == NOT_APPLICABLE and key in self.zeros
        is_current = view + 1 == len(self.views)
        is_guarded = known.is_guarded(key.indicator_id)
        is_ours = is_current and is_guarded and (figure.is_shown or figure.status in HIDDEN)
        guard = Guard.NONE
        if is_guarded and not figure.is_shown and not is_zero:
            guard = Guard.HIDDEN if figure.status in HIDDEN else Guard.IMPLIED
        width = rule.width
        if key.indicator_id in known.ratios and base is not None:
            # In a group of one person the count behind a share can be two numbers at most, whatever is done.
            width = min(width, int(base) + 1)
        return Cell(
            key,
            self._form(view, key),
            Domain(0, 0) if is_zero else now,
            secondary,
            rows=(*self._ratio_rows(view, key, figure), *self._denominator_rows(view, key, figure)),
            guard=guard,
            small=rule.hidden_range(base) or (1, 4),
            width=width,
            is_shown=figure.is_shown,
            # What is none, or always shown, is not hidden to protect another.
            is_ours=is_ours,
            can_be_hidden=is_ours and figure.is_shown and not shown.meet(secondary).is_empty,
            can_be_renamed=is_ours and figure.status == PRIMARY and not self._was_small(key),
            told=(*self._published(view, key), *(() if figure.status == PRIMARY else self._told(view, key))),
            shown_from=shown_from,
            is_ours_and_hidden=is_ours and figure.status == SECONDARY,
            is_current=is_current,
            value=figure.value or 0.0,
        )

    def _shown_from(self, view: int, key: Key, rule: Rule) -> int:
        """From what number the method always shows the figure: the total of women and men who are not divided further.

        From that number any few of the one sex and more than few of the other make it together, so it tells nothing of
        either; below it, what they may be is limited by that alone. Where there are other figures, or other releases, a
        total is hidden or shown like any other figure.
        """
        hidden = rule.hidden_range(None)
        is_alone = self.reading is Reading.BY_METHOD and len(self.family) == 1 and len(self.ages) == 1 and view == 0
        if hidden is None or not is_alone or key.sex != TOTAL or not self.known[view].is_count(key.indicator_id):
            return UNBOUNDED
        has_both = all(key._replace(sex=sex) in self.views[view] for sex in (WOMEN, MEN))
        return 2 * hidden[1] + 1 if has_both else UNBOUNDED

    def _told(self, view: int, key: Key) -> Iterator[tuple[int, int]]:
        """What other releases show the figure to be: a pair for each, its smallest and largest possible number."""
        for number, other in enumerate(self.views):
            figure = other.get(key)
            if number != view and figure is not None and figure.is_shown:
                domain = shown_domain(self.known[number], key, figure)
                yield domain.low, domain.high

    def _published(self, view: int, key: Key) -> Iterator[tuple[int, int]]:
        """What rates of the count that are public already show it to be, where they tell it by themselves."""
        known = self.known[view]
        for name, ratio in known.ratios.items():
            figure = self.views[view].get(key._replace(indicator_id=name))
            if ratio.numerator_id == key.indicator_id and known.is_public(name) and figure:
                domain = shown_domain(known, key._replace(indicator_id=name), figure)
                if domain.high - domain.low + 1 < known.rule(key.indicator_id).width:
                    yield domain.low, domain.high

    def _was_small(self, key: Key) -> bool:
        """Whether an earlier release marked the figure as few people."""
        return any(view[key].status == PRIMARY for view in self.views[:-1] if key in view)

    def _ratio_rows(self, view: int, key: Key, figure: Figure) -> Iterator[Row]:
        """What a shown rate reveals of its two counts together."""
        known = self.known[view]
        ratio = known.ratios.get(key.indicator_id)
        if ratio is None or ratio.denominator_id is None or figure.value is None or not figure.is_shown:
            return
        if ratio.factor is None or figure.numerator is not None:
            return
        half = _half(known, key, figure.value) + known.indicators[key.indicator_id].tolerance
        above = self._form(view, key)
        below = self._form(view, key._replace(indicator_id=ratio.denominator_id))
        for limit, low, high in (
            (max(0.0, figure.value - half), 0.0, math.inf),
            (figure.value + half, -math.inf, 0.0),
        ):
            terms = [*((atom, ratio.factor) for atom in above), *((atom, -limit) for atom in below)]
            yield Row(tuple(terms), low, high)

    def _denominator_rows(self, view: int, key: Key, figure: Figure) -> Iterator[Row]:
        """What the denominator shown beside a rate or a share reveals of the people that it is out of."""
        ratio = self.known[view].ratios.get(key.indicator_id)
        has_atoms = key.indicator_id in self.shares or (ratio is not None and ratio.denominator_id)
        if has_atoms and figure.is_shown and figure.denominator is not None:
            yield from self._rows_of_all(view, key, figure.denominator, figure.denominator)

    # --- What shares are out of

    def _place_of_all(self, known: Relations, place: Place) -> Place:
        """The place of the people that a share is out of."""
        name, year, area = place
        ratio = known.ratios.get(name)
        return (ratio.denominator_id if ratio and ratio.denominator_id else name + ALL), year, area

    def _rows_of_all(self, view: int, key: Key, low: float, high: float) -> Iterator[Row]:
        """That the people that a share is out of are from `low` to `high`; nothing if it counts nobody of the sex."""
        place = self._place_of_all(self.known[view], key[:3])
        every = self._unknowns(view, place, key.sex, ages_of(key.age_group))
        if every:
            yield Row(tuple((self._atom(view, each), 1.0) for each in every), float(low), float(high))

    def _bases(self, view: int) -> Iterator[Row]:
        """How many people shares are out of, where that is known from elsewhere."""
        places = self._places_of_shares(view)
        for key, (base, tolerance) in sorted(self.known[view].bases.items()) if places else ():
            if key[:3] in places and self._is_divided_at(key):
                yield from self._rows_of_all(view, key, max(0.0, base - tolerance), base + tolerance)

    def _shares(self, view: int) -> Iterator[Row]:
        """The people that a share is out of as those counted and the others, atom by atom."""
        known, numbers = self.known[view], dict(self.numbers)
        for place in sorted(self._places_of_shares(view)):
            name, year, area = place
            for sex in self.sexes:
                for piece in self.ages:
                    counted = self._unknowns(view, place, sex, piece)
                    every = self._unknowns(view, self._place_of_all(known, place), sex, piece)
                    if any((view, each) in numbers for each in (*counted, *every)):
                        others = self._unknowns(view, (name + OTHERS, year, area), sex, piece)
                        whole = [(self._atom(view, each), 1.0) for each in every]
                        parts = [(self._atom(view, each), -1.0) for each in (*counted, *others)]
                        yield Row((*whole, *parts), 0.0, 0.0)

    def _places_of_shares(self, view: int) -> set[Place]:
        return {key[:3] for key in self.views[view] if key.indicator_id in self.shares}

    def _is_divided_at(self, key: Key) -> bool:
        """Whether the figures of the group are divided at the limits of this sex and age."""
        limits = {limit for piece in self.ages for limit in piece}
        return key.sex in (TOTAL, *self.sexes) and limits.issuperset(ages_of(key.age_group))

    # --- What is not there

    def _implied(self, view: int, found: Mapping[Key, Cell], sums: Sequence[Sum]) -> Iterator[Cell]:
        """The counts that nobody published, but that others may give away."""
        known = self.known[view]
        shapes = self._shapes(known, found, sums)
        guarded = {name: name for name, _, _ in shapes if known.is_guarded(name)}
        guarded |= {share + beside: share for share in self.shares for beside in (ALL, OTHERS) if share in guarded}
        for breakdown, remainder in self.breakdowns:
            ours = [name for name in (breakdown.whole_id, *breakdown.part_ids) if known.is_guarded(name)]
            if ours:
                guarded[remainder] = ours[0]
        limits = self._limits(known, found)
        # What a share leaves out comes before what it is out of, since that says more to whoever has to mend it.
        for place, (sexes, groups) in sorted(shapes.items(), key=lambda each: (each[0][0].endswith(ALL), each[0])):
            if place[0] in guarded:
                rule = known.rule(guarded[place[0]])
                yield from self._gaps(view, found, place, rule, sexes, groups, limits.get(place, []))

    def _limits(self, known: Relations, found: Mapping[Key, Cell]) -> dict[Place, list[tuple[str, Ages, int]]]:
        """By place, the sex, the ages and the size of each group of people that a share is known to be out of."""
        limits: dict[Place, list[tuple[str, Ages, int]]] = {}
        for key in found:
            high = _within_base(known, key).high
            if high < UNBOUNDED:
                for place in self._beneath(known, key[:3]):
                    limits.setdefault(place, []).append((key.sex, ages_of(key.age_group), high))
        return limits

    def _shapes(
        self, known: Relations, found: Mapping[Key, Cell], sums: Sequence[Sum]
    ) -> dict[Place, tuple[set[str], set[Ages]]]:
        """The sexes and the age groups of the figures at each place and at the places that it is tied to."""
        shapes: dict[Place, tuple[set[str], set[Ages]]] = {}
        for key in found:
            for place in {key[:3], *self._beneath(known, key[:3])}:
                sexes, groups = shapes.setdefault(place, (set(), set()))
                sexes.add(key.sex)
                groups.add(ages_of(key.age_group))
        ties = {each.places for each in sums}
        ties |= {(place, *self._beneath(known, place)) for tie in ties for place in tie}
        for tied in _joined(ties):
            there = [shapes[place] for place in tied if place in shapes]
            together = set[str]().union(*(sexes for sexes, _ in there)), set[Ages]().union(*(ages for _, ages in there))
            shapes.update(dict.fromkeys(tied, together) if there else {})
        return shapes

    def _beneath(self, known: Relations, place: Place) -> Iterator[Place]:
        """The places whose people a figure of the place counts, or is out of, or leaves out.

        How many people it is out of is no secret where that is known from elsewhere.
        """
        name, year, area = place
        counted, years = self._counted(known, name, year)
        yield from ((counted, each, area) for each in years)
        ratio = known.ratios.get(name)
        if ratio is not None and ratio.denominator_id is not None:
            yield ratio.denominator_id, year, area
        elif name in self.shares and place not in known.based:
            yield name + ALL, year, area
        if name in self.shares:
            yield name + OTHERS, year, area

    def _behind(self, view: int, found: Mapping[Key, Cell]) -> Iterator[Cell]:
        """The counts behind shown rates and shares, if they are not figures of their own.

        None alone reveals its count, or it would be hidden; those of groups that add up may reveal it together.
        """
        known = self.known[view]
        for key, cell in found.items():
            ratio = known.ratios.get(key.indicator_id)
            if ratio is None or not cell.is_shown or not known.is_guarded(key.indicator_id):
                continue
            is_looked_after = ratio.numerator_id and key._replace(indicator_id=ratio.numerator_id) in found
            if not is_looked_after and cell.now.low <= cell.small[1]:
                yield Cell(
                    key,
                    cell.atoms,
                    FREE,
                    FREE,
                    guard=Guard.IMPLIED,
                    small=cell.small,
                    width=cell.width,
                    is_current=cell.is_current,
                )

    def _gaps(
        self,
        view: int,
        found: Mapping[Key, Cell],
        place: Place,
        rule: Rule,
        sexes: Collection[str],
        groups: Collection[Ages],
        limits: Sequence[tuple[str, Ages, int]],
    ) -> Iterator[Cell]:
        """The combinations of sex and age that have no figure."""
        every = (TOTAL, WOMEN, MEN) if set(sexes) != {TOTAL} else (TOTAL,)
        for ages in sorted({*groups, *joined(divided(groups))}):
            for sex in every:
                key = Key(*place, sex, age_group_of(ages))
                atoms = [self.numbers.get((view, each)) for each in self._unknowns(view, place, sex, ages)]
                # An atom that nothing is known of can be any number, and so can every sum with it.
                known = tuple(atom for atom in atoms if atom is not None)
                if known and key not in found and len(known) == len(atoms):
                    sizes = [size for of, within, size in limits if of in (TOTAL, sex) and _is_within(ages, within)]
                    yield Cell(
                        key,
                        known,
                        FREE,
                        FREE,
                        guard=Guard.IMPLIED,
                        small=rule.hidden_range(None) or (1, 4),
                        width=min([rule.width, *(size + 1 for size in sizes)]),
                        told=tuple(self._told(view, key)),
                        is_current=view + 1 == len(self.views),
                    )

    # --- What always holds

    def _sums(self, view: int, figured: Collection[Unknown]) -> Iterator[Sum]:
        """Every whole as the sum of its parts, and of the remainder if the breakdown is not complete, atom by atom."""
        known = self.known[view]
        longest = max((each.years for each in known.cumulations.values()), default=1)
        years = {year + later for _, year, *_ in figured for later in range(longest)}
        for breakdown, remainder in self.breakdowns:
            if breakdown not in known.breakdowns:
                continue
            parts = (*breakdown.part_ids, *(() if breakdown.is_complete else (remainder,)))
            for year in sorted(years):
                for area in self.areas:
                    whole, *others = places = tuple((name, year, area) for name in (breakdown.whole_id, *parts))
                    for sex in self.sexes:
                        for piece in self.ages:
                            beneath = [each for other in others for each in self._unknowns(view, other, sex, piece)]
                            above = self._unknowns(view, whole, sex, piece)
                            if above or beneath:
                                yield Sum(places, above, tuple(beneath))

    def _sum_rows(self, view: int, sums: Sequence[Sum]) -> Iterator[Row]:
        for each in sums:
            whole = [(self._atom(view, unknown), 1.0) for unknown in each.whole]
            parts = [(self._atom(view, unknown), -1.0) for unknown in each.parts]
            yield Row((*whole, *parts), 0.0, 0.0)

    def _links(
        self, cells: Sequence[Cell], sums: Sequence[Row], figured: Collection[Unknown]
    ) -> tuple[list[Row], tuple[int, ...]]:
        """An atom of a figure is the same in two releases that follow on each other unless its switch is on.

        A count that nobody published, or that is the sum of others, is what the figures make it: that it changes with
        them is no change more.
        """
        most = System(0, tuple(sums), tuple(cells)).cap
        rows: list[Row] = []
        switches: list[int] = []
        size = len(self.numbers)
        releases: dict[Unknown, list[int]] = {}
        for (_, unknown), atom in sorted(self.numbers.items()):
            releases.setdefault(unknown, []).append(atom)
        for unknown, atoms in releases.items():
            for atom, later in pairwise(atoms if unknown in figured else ()):
                switch = size + len(switches)
                switches.append(switch)
                rows.append(Row(((atom, 1.0), (later, -1.0), (switch, -float(most))), -math.inf, 0.0))
                rows.append(Row(((later, 1.0), (atom, -1.0), (switch, -float(most))), -math.inf, 0.0))
        return rows, tuple(switches)


def _is_same(one: Relations, other: Relations, names: Sequence[str]) -> bool:
    """Whether the two say the same of these indicators."""
    return one is other or one.about(names) == other.about(names)


def _is_within(inner: Ages, outer: Ages) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _sums_of(figured: Collection[Unknown], sums: Sequence[Sum]) -> set[Unknown]:
    """Those of the atoms that are the sum of others of them."""
    return {
        each.whole[0]
        for each in sums
        if len(each.whole) == 1 and len(each.parts) > 1 and all(part in figured for part in each.parts)
    }


def _telling(sums: Sequence[Sum], figured: Collection[Unknown]) -> list[Sum]:
    """The sums that say something of the figures, directly or through each other.

    Where nothing else is said of the whole, or of any of the parts, it can be whatever the sum makes it.
    """
    while True:
        said = Counter(unknown for each in sums for unknown in {*each.whole, *each.parts})
        said.update(figured)
        telling = [each for each in sums if all(not side or any(said[one] > 1 for one in side) for side in each[1:])]
        if len(telling) == len(sums):
            return telling
        sums = telling


def _joined(ties: Iterable[tuple[Place, ...]]) -> list[set[Place]]:
    """The sets of places that are tied to each other, directly or through others."""
    found: list[set[Place]] = []
    for tie in ties:
        touching = [each for each in found if not each.isdisjoint(tie)]
        found = [each for each in found if each.isdisjoint(tie)]
        found.append(set(tie).union(*touching))
    return found
