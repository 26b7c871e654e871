"""The counts that nobody published, but that what is published may give away: cells of their own, to be guarded too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pipeline.model import MEN, TOTAL, WOMEN, Key
from pipeline.protect.figures import Ages, age_group_of, ages_of, divided, joined
from pipeline.protect.policy import Rule
from pipeline.protect.proof.cells import shown_elsewhere
from pipeline.protect.proof.domains import within_base
from pipeline.protect.proof.groups import ALL, OTHERS, Group, Place, counted, is_within
from pipeline.protect.proof.sums import Sum
from pipeline.protect.proof.system import FREE, UNBOUNDED, Cell, Guard
from pipeline.protect.relations import Relations


def implied_cells(group: Group, view: int, found: Mapping[Key, Cell], sums: Sequence[Sum]) -> Iterator[Cell]:
    """A cell for each combination of sex and age that has no figure, at the places that the figures are tied to."""
    known = group.known[view]
    shapes = _shapes(group, known, found, sums)
    guarded = {name: name for name, _, _ in shapes if known.is_guarded(name)}
    guarded |= {share + beside: share for share in group.shares for beside in (ALL, OTHERS) if share in guarded}
    for breakdown, remainder in group.breakdowns:
        ours = [name for name in (breakdown.whole_id, *breakdown.part_ids) if known.is_guarded(name)]
        if ours:
            guarded[remainder] = ours[0]
    limits = _limits(group, known, found)
    # What a share leaves out comes before what it is out of, since that says more to whoever has to mend it.
    for place, (sexes, groups) in sorted(shapes.items(), key=lambda each: (each[0][0].endswith(ALL), each[0])):
        if place[0] in guarded:
            rule = known.rule(guarded[place[0]])
            yield from _gaps(group, view, found, place, rule, sexes, groups, limits.get(place, []))


def cells_behind(group: Group, view: int, found: Mapping[Key, Cell]) -> Iterator[Cell]:
    """The counts behind shown rates and shares, if they are not figures of their own.

    None alone reveals its count, or it would be hidden; those of groups that add up may reveal it together.
    """
    known = group.known[view]
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
                release=view,
            )


def _limits(group: Group, known: Relations, found: Mapping[Key, Cell]) -> dict[Place, list[tuple[str, Ages, int]]]:
    """By place, the sex, the ages and the size of each group of people that a share is known to be out of."""
    limits: dict[Place, list[tuple[str, Ages, int]]] = {}
    for key in found:
        high = within_base(known, key).high
        if high < UNBOUNDED:
            for place in _beneath(group, known, key[:3]):
                limits.setdefault(place, []).append((key.sex, ages_of(key.age_group), high))
    return limits


def _shapes(
    group: Group, known: Relations, found: Mapping[Key, Cell], sums: Sequence[Sum]
) -> dict[Place, tuple[set[str], set[Ages]]]:
    """The sexes and the age groups of the figures at each place and at the places that it is tied to."""
    shapes: dict[Place, tuple[set[str], set[Ages]]] = {}
    for key in found:
        for place in {key[:3], *_beneath(group, known, key[:3])}:
            sexes, groups = shapes.setdefault(place, (set(), set()))
            sexes.add(key.sex)
            groups.add(ages_of(key.age_group))
    ties = {each.places for each in sums}
    ties |= {(place, *_beneath(group, known, place)) for tie in ties for place in tie}
    for tied in _tied_together(ties):
        there = [shapes[place] for place in tied if place in shapes]
        together = set[str]().union(*(sexes for sexes, _ in there)), set[Ages]().union(*(ages for _, ages in there))
        shapes.update(dict.fromkeys(tied, together) if there else {})
    return shapes


def _beneath(group: Group, known: Relations, place: Place) -> Iterator[Place]:
    """The places whose people a figure of the place counts, or is out of, or leaves out.

    How many people it is out of is no secret where that is known from elsewhere.
    """
    name, year, area = place
    people, years = counted(known, name, year)
    yield from ((people, each, area) for each in years)
    ratio = known.ratios.get(name)
    if ratio is not None and ratio.denominator_id is not None:
        yield ratio.denominator_id, year, area
    elif name in group.shares and place not in known.based:
        yield name + ALL, year, area
    if name in group.shares:
        yield name + OTHERS, year, area


def _gaps(
    group: Group,
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
            atoms = [group.numbers.get((view, each)) for each in group.unknowns(view, place, sex, ages)]
            # An atom that nothing is known of can be any number, and so can every sum with it.
            known = tuple(atom for atom in atoms if atom is not None)
            if known and key not in found and len(known) == len(atoms):
                sizes = [size for of, within, size in limits if of in (TOTAL, sex) and is_within(ages, within)]
                yield Cell(
                    key,
                    known,
                    FREE,
                    FREE,
                    guard=Guard.IMPLIED,
                    small=rule.hidden_range(None) or (1, 4),
                    width=min([rule.width, *(size + 1 for size in sizes)]),
                    told=tuple(shown_elsewhere(group, view, key)),
                    is_current=group.is_last(view),
                    release=view,
                )


def _tied_together(ties: Iterable[tuple[Place, ...]]) -> list[set[Place]]:
    """The sets of places that are tied to each other, directly or through others."""
    found: list[set[Place]] = []
    for tie in ties:
        touching = [each for each in found if not each.isdisjoint(tie)]
        found = [each for each in found if each.isdisjoint(tie)]
        found.append(set(tie).union(*touching))
    return found
