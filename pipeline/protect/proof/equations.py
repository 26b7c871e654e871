"""What a reader can see, as a system: this release, those before it, the catalogue and the published rule.

An earlier release cannot be taken back. A reader assumes that what has not visibly changed between two releases is the
same; where that is impossible, they assume that as few figures as possible have changed, without knowing which. The
register of corrections is not needed for this: a change in a shown figure can be seen without it, and of a figure that
was then hidden the reader may guess that it is what it was.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from pipeline.model import HIDDEN, MEN, TOTAL, WOMEN, Key
from pipeline.protect.figures import EVERYONE, Ages, Figure, View, age_group_of, ages_of, divided, joined
from pipeline.protect.policy import Rule
from pipeline.protect.proof.system import FREE, UNBOUNDED, Cell, Domain, Guard, Row, System, components
from pipeline.protect.relations import Breakdown, Relations

PRIMARY, SECONDARY = HIDDEN

UNKNOWN = Figure(None, "missing")
"""A figure of which nothing is shown."""

ALL, OTHERS = "~all", "~others"
"""After the name of a share: the people that it is out of, and those of them who are not counted in it."""


def grouped(relations: Relations, views: Sequence[View]) -> list[list[View]]:
    """The figures in groups that no relation connects: by area, indicator family and, unless they cumulate, year."""
    cumulated = {name for each in relations.cumulations for name in relations.families.get(each, ())}
    guarded = {
        name: any(relations.is_guarded(member) for member in family) for name, family in relations.families.items()
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
    """The systems of a group's figures; the last view is the release being judged."""
    return components(_Group(relations, views).system())


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


class _Group:
    """Builds the system of a group of related figures."""

    def __init__(self, relations: Relations, views: Sequence[View]) -> None:
        self.relations = relations
        self.views = [
            view for number, view in enumerate(views) if number + 1 == len(views) or view != views[number + 1]
        ]
        keys = {key for view in self.views for key in view}
        self.family = relations.families[min(keys).indicator_id]
        self.sexes = (WOMEN, MEN) if any(key.sex != TOTAL for key in keys) else (TOTAL,)
        self.ages = divided({EVERYONE, *(ages_of(key.age_group) for key in keys)})
        self.areas = sorted({key.area_code for key in keys})
        self.numbers: dict[tuple[int, str, int, str, str, Ages], int] = {}

    @cached_property
    def breakdowns(self) -> list[tuple[Breakdown, str]]:
        """The family's breakdowns, each with the name of its remainder."""
        own = [each for each in self.relations.breakdowns if each.whole_id in self.family]
        return [(each, f"{each.whole_id}~{number}") for number, each in enumerate(own)]

    def system(self) -> System:
        cells: list[Cell] = []
        rows: list[Row] = []
        for number in range(len(self.views)):
            found = dict(self._cells(number))
            cells.extend(found.values())
            cells.extend(self._implied(number, found))
            cells.extend(self._behind(found))
            cells.extend(self._beside(number, found))
            rows.extend(self._sums(number))
            rows.extend(self._shares(number))
        links, switches = self._links(cells, rows)
        return System(len(self.numbers) + len(switches), (*rows, *links), tuple(cells), switches)

    # --- Atoms

    def _atoms(self, view: int, name: str, year: int, area: str, sex: str, ages: Ages) -> tuple[int, ...]:
        sexes = self.sexes if sex == TOTAL else (sex,)
        pieces = [piece for piece in self.ages if ages[0] <= piece[0] and piece[1] <= ages[1]]
        return tuple(
            self.numbers.setdefault((view, name, year, area, each, piece), len(self.numbers))
            for each in sexes
            for piece in pieces
        )

    def _form(self, view: int, key: Key) -> tuple[int, ...]:
        """The atoms that the figure is the sum of, or, for a rate, those of its count."""
        name, years = key.indicator_id, 1
        if name in self.relations.ratios:
            name = self.relations.ratios[name].numerator_id or name
        if name in self.relations.cumulations:
            cumulation = self.relations.cumulations[name]
            name, years = cumulation.indicator_id, cumulation.years
        ages = ages_of(key.age_group)
        return tuple(
            atom
            for year in range(key.year - years + 1, key.year + 1)
            for atom in self._atoms(view, name, year, key.area_code, key.sex, ages)
        )

    # --- Figures

    def _cells(self, view: int) -> Iterator[tuple[Key, Cell]]:
        for key, figure in sorted(self.views[view].items()):
            name = key.indicator_id
            measured = self.relations.is_count(name) or name in self.relations.ratios
            if measured or name in self.relations.cumulations:
                yield key, self._cell(view, key, figure)

    def _cell(self, view: int, key: Key, figure: Figure) -> Cell:
        rule = self.relations.rule(key.indicator_id)
        base = self.relations.base(key)
        shown = shown_domain(self.relations, key, figure) if figure.is_shown else FREE
        # In a class that hides nothing, the source has hidden the figure, by a rule that we do not know.
        secondary = self._secondary(key, rule)
        now = {PRIMARY: self._primary(key, rule), SECONDARY: secondary}.get(figure.status, shown)
        is_current = view + 1 == len(self.views)
        is_guarded = self.relations.is_guarded(key.indicator_id)
        guard = Guard.NONE
        if is_guarded and not figure.is_shown:
            guard = Guard.HIDDEN if figure.status in HIDDEN else Guard.IMPLIED
        width = rule.width
        if key.indicator_id in self.relations.ratios and base is not None:
            # In a group of one person the count behind a share can be two numbers at most, whatever is done.
            width = min(width, int(base) + 1)
        return Cell(
            key,
            self._form(view, key),
            now,
            secondary,
            rows=(*self._ratio_rows(view, key, figure), *self._denominator_rows(view, key, figure)),
            guard=guard,
            small=rule.hidden_range(base) or (1, 4),
            width=width,
            is_shown=figure.is_shown,
            can_be_hidden=is_current and is_guarded and figure.is_shown,
            can_be_renamed=is_current and is_guarded and figure.status == PRIMARY and not self._was_small(key),
            told=(*self._published(view, key), *(() if figure.status == PRIMARY else self._told(view, key))),
            is_current=is_current,
            value=figure.value or 0.0,
        )

    def _told(self, view: int, key: Key) -> Iterator[tuple[int, int]]:
        """What other releases show the figure to be: a pair for each, its smallest and largest possible number."""
        for number, other in enumerate(self.views):
            figure = other.get(key)
            if number != view and figure is not None and figure.is_shown:
                domain = shown_domain(self.relations, key, figure)
                yield domain.low, domain.high

    def _published(self, view: int, key: Key) -> Iterator[tuple[int, int]]:
        """What rates of the count that are public already show it to be, where they tell it by themselves."""
        for name, ratio in self.relations.ratios.items():
            figure = self.views[view].get(key._replace(indicator_id=name))
            if ratio.numerator_id == key.indicator_id and self.relations.is_public(name) and figure:
                domain = shown_domain(self.relations, key._replace(indicator_id=name), figure)
                if domain.high - domain.low + 1 < self.relations.rule(key.indicator_id).width:
                    yield domain.low, domain.high

    def _was_small(self, key: Key) -> bool:
        """Whether an earlier release marked the figure as few people."""
        return any(view[key].status == PRIMARY for view in self.views[:-1] if key in view)

    def _primary(self, key: Key, rule: Rule) -> Domain:
        """What the status "few people" reveals: the rule is published too."""
        base = self.relations.base(key)
        hidden = rule.hidden_range(base)
        if hidden is None:
            return FREE
        if key.indicator_id in self.relations.ratios:
            return self._few_in_rate(key, rule, hidden[1]).meet(_within_base(self.relations, key))
        return Domain(*hidden).meet(_within_base(self.relations, key))

    def _few_in_rate(self, key: Key, rule: Rule, most: int) -> Domain:
        """What the status reveals of the count behind a rate or a share that is hidden."""
        known = self.relations.bases.get(key)
        # One out of too few people also has this status, so only with enough people does it reveal the count.
        if known is None or known[0] < (rule.smallest_share_base or 0):
            return FREE
        if not self.relations.is_share(key.indicator_id):
            return Domain(0, most)
        # Few of them are counted in a share, or few are not.
        least = math.ceil(known[0] - known[1]) - most
        return Domain(0, UNBOUNDED, (most + 1, least - 1) if most + 1 < least else None)

    def _secondary(self, key: Key, rule: Rule) -> Domain:
        """What the status "protects another figure" reveals: that the count is not small."""
        hidden = rule.hidden_range(self.relations.base(key))
        if hidden is None or key.indicator_id in self.relations.ratios:
            return _within_base(self.relations, key)
        told = Domain(0, UNBOUNDED, hidden) if hidden[0] > 0 else Domain(hidden[1] + 1)
        return told.meet(_within_base(self.relations, key))

    def _ratio_rows(self, view: int, key: Key, figure: Figure) -> Iterator[Row]:
        """What a shown rate reveals of its two counts together."""
        ratio = self.relations.ratios.get(key.indicator_id)
        if ratio is None or ratio.denominator_id is None or figure.value is None or not figure.is_shown:
            return
        if ratio.factor is None or figure.numerator is not None:
            return
        half = _half(self.relations, key, figure.value) + self.relations.indicators[key.indicator_id].tolerance
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
        ratio = self.relations.ratios.get(key.indicator_id)
        has_atoms = key.indicator_id in self.shares or (ratio is not None and ratio.denominator_id)
        if has_atoms and figure.is_shown and figure.denominator is not None:
            terms = tuple((atom, 1.0) for atom in self._all_of(view, key))
            yield Row(terms, float(figure.denominator), float(figure.denominator))

    @cached_property
    def shares(self) -> frozenset[str]:
        """The family's guarded shares of people whose number somebody may know: those not counted are guarded too."""
        names = {name for name in self.family if self.relations.is_share(name) and self.relations.is_guarded(name)}
        based = {key.indicator_id for key in self.relations.bases}
        based |= {key.indicator_id for view in self.views for key, each in view.items() if each.denominator is not None}
        based |= {name for name, ratio in self.relations.ratios.items() if ratio.denominator_id}
        return frozenset(names & based)

    def _all_of(self, view: int, key: Key) -> tuple[int, ...]:
        """The atoms of the people that a share is out of."""
        below = self.relations.ratios[key.indicator_id].denominator_id
        if below:
            return self._form(view, key._replace(indicator_id=below))
        return self._atoms(view, key.indicator_id + ALL, key.year, key.area_code, key.sex, ages_of(key.age_group))

    def _shares(self, view: int) -> Iterator[Row]:
        """The people that a share is out of are those counted and the others; how many, where that is known."""
        places = {(key.indicator_id, key.year, key.area_code) for key in self.views[view]}
        for name, year, area in sorted(place for place in places if place[0] in self.shares):
            for sex in self.sexes:
                for piece in self.ages:
                    key = Key(name, year, area, sex, age_group_of(piece))
                    others = self._atoms(view, name + OTHERS, year, area, sex, piece)
                    parts = [(atom, -1.0) for atom in (*self._form(view, key), *others)]
                    yield Row((*((atom, 1.0) for atom in self._all_of(view, key)), *parts), 0.0, 0.0)
        for key, (base, tolerance) in sorted(self.relations.bases.items()):
            if key[:3] in places and key.indicator_id in self.shares and self._is_divided_at(key):
                terms = tuple((atom, 1.0) for atom in self._all_of(view, key))
                yield Row(terms, max(0.0, base - tolerance), base + tolerance)

    def _is_divided_at(self, key: Key) -> bool:
        """Whether the figures of the group are divided at the limits of this sex and age."""
        limits = {limit for piece in self.ages for limit in piece}
        return key.sex in (TOTAL, *self.sexes) and limits.issuperset(ages_of(key.age_group))

    # --- What is not there

    def _implied(self, view: int, found: Mapping[Key, Cell]) -> Iterator[Cell]:
        """The counts that nobody published, but that others may give away."""
        used: dict[tuple[str, int, str], tuple[set[str], set[str]]] = {}
        for key in found:
            sexes, groups = used.setdefault((key.indicator_id, key.year, key.area_code), (set(), set()))
            sexes.add(key.sex)
            groups.add(key.age_group)
        guarded = {place: shape for place, shape in used.items() if self.relations.is_guarded(place[0])}
        for (name, year, area), (sexes, groups) in sorted(guarded.items()):
            yield from self._gaps(view, found, name, Key(name, year, area, "", ""), sexes, groups)
        for breakdown, remainder in self.breakdowns:
            members = (breakdown.whole_id, *breakdown.part_ids)
            ours = [name for name in members if self.relations.is_guarded(name)]
            for (name, year, area), (sexes, groups) in sorted(used.items()):
                if name == breakdown.whole_id and ours:
                    absent = [part for part in breakdown.part_ids if (part, year, area) not in used]
                    for part in absent:
                        if self.relations.is_guarded(part):
                            yield from self._gaps(view, found, part, Key(part, year, area, "", ""), sexes, groups)
                    if not breakdown.is_complete:
                        yield from self._gaps(view, found, remainder, Key(ours[0], year, area, "", ""), sexes, groups)

    def _behind(self, found: Mapping[Key, Cell]) -> Iterator[Cell]:
        """The counts behind shown rates and shares, if they are not figures of their own.

        None alone reveals its count, or it would be hidden; those of groups that add up may reveal it together.
        """
        for key, cell in found.items():
            ratio = self.relations.ratios.get(key.indicator_id)
            if ratio is None or not cell.is_shown or not self.relations.is_guarded(key.indicator_id):
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

    def _beside(self, view: int, found: Mapping[Key, Cell]) -> Iterator[Cell]:
        """The people that shares are out of, and those of them who are not counted: neither may be worked out."""
        used: dict[tuple[str, int, str], tuple[set[str], set[str]]] = {}
        for key in found:
            if key.indicator_id in self.shares:
                sexes, groups = used.setdefault((key.indicator_id, key.year, key.area_code), (set(), set()))
                sexes.add(key.sex)
                groups.add(key.age_group)
        for (name, year, area), (sexes, groups) in sorted(used.items()):
            like = Key(name, year, area, "", "")
            has_own = not self.relations.ratios[name].denominator_id
            is_known = any(key[:3] == like[:3] for key in self.relations.bases)
            for beside in (OTHERS, *((ALL,) if has_own and not is_known else ())):
                yield from self._gaps(view, {}, name + beside, like, sexes, groups)

    def _gaps(
        self, view: int, found: Mapping[Key, Cell], name: str, like: Key, sexes: set[str], groups: set[str]
    ) -> Iterator[Cell]:
        """The combinations of sex and age that have no figure; the rule is that of the indicator of `like`."""
        rule = self.relations.rule(like.indicator_id)
        every = (TOTAL, WOMEN, MEN) if sexes != {TOTAL} else (TOTAL,)
        intervals = {ages_of(group) for group in groups}
        for ages in sorted(intervals | set(joined(divided(intervals)))):
            for sex in every:
                key = like._replace(indicator_id=name, sex=sex, age_group=age_group_of(ages))
                if key not in found:
                    atoms = (
                        self._form(view, key)
                        if name == like.indicator_id
                        else self._atoms(view, name, like.year, like.area_code, sex, ages)
                    )
                    yield Cell(
                        key,
                        atoms,
                        FREE,
                        FREE,
                        guard=Guard.IMPLIED,
                        small=rule.hidden_range(None) or (1, 4),
                        width=rule.width,
                        is_current=view + 1 == len(self.views),
                    )

    # --- What always holds

    def _sums(self, view: int) -> Iterator[Row]:
        """A whole is the sum of its parts, atom by atom, and of the remainder if the breakdown is not complete."""
        there = {(key.indicator_id, key.year, key.area_code) for key in self.views[view]}
        for breakdown, remainder in self.breakdowns:
            for name, year, area in sorted(there):
                if name != breakdown.whole_id:
                    continue
                for sex in self.sexes:
                    for piece in self.ages:
                        parts = [*breakdown.part_ids, *(() if breakdown.is_complete else (remainder,))]
                        whole = self._atoms(view, name, year, area, sex, piece)
                        others = [atom for part in parts for atom in self._atoms(view, part, year, area, sex, piece)]
                        yield Row((*((atom, 1.0) for atom in whole), *((atom, -1.0) for atom in others)), 0.0, 0.0)

    def _links(self, cells: Sequence[Cell], sums: Sequence[Row]) -> tuple[list[Row], tuple[int, ...]]:
        """An atom is the same in two releases unless its switch is on."""
        most = System(0, tuple(sums), tuple(cells)).cap
        rows: list[Row] = []
        switches: list[int] = []
        size = len(self.numbers)
        for (view, *rest), atom in sorted(self.numbers.items()):
            later = self.numbers.get((view + 1, *rest))  # type: ignore[arg-type]
            if later is not None:
                switch = size + len(switches)
                switches.append(switch)
                rows.append(Row(((atom, 1.0), (later, -1.0), (switch, -float(most))), -math.inf, 0.0))
                rows.append(Row(((later, 1.0), (atom, -1.0), (switch, -float(most))), -math.inf, 0.0))
        return rows, tuple(switches)
