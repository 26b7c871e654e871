"""What the audit found, in words for staff and in a table for researchers. Neither says what a hidden figure may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.labels import Labels, labels_of
from pipeline.messages import problem, say
from pipeline.model import FILE, HIDDEN, KEY, ROW, Key, Place, Problem
from pipeline.protect.figures import View, view_of
from pipeline.protect.policy import METHOD
from pipeline.protect.proof.audit import Disclosure, Misfit, Verdict, audit_views, intervals
from pipeline.protect.proof.choice import choose, needed
from pipeline.protect.proof.groups import ALL, OTHERS, grouped
from pipeline.protect.proof.readings import systems_of
from pipeline.protect.proof.shapes import GROUP, shapes, tied, to_judge
from pipeline.protect.proof.system import signature
from pipeline.protect.relations import Relations
from pipeline.protect.releases import Release, known_with, views_of

SECONDARY = HIDDEN[1]

NAMED = 6
"""The most figures named in one sentence."""


def audit(tables: Mapping[str, pl.DataFrame], earlier: Sequence[Release] = ()) -> list[Problem]:
    """A problem for each figure that can be worked out from checked `tables` and the `earlier` kept releases.

    `earlier` holds these, oldest first. What earlier releases gave away on their own is a warning, since
    nothing that is published now makes it worse.
    """
    observations = tables["observations"]
    relations = known_with(tables, earlier)
    views = [*views_of(earlier), view_of(observations)]
    verdicts = audit_views(relations, views) if earlier else _alone(relations, observations)
    left = choose(relations, views, _marked(relations, views[-1]))
    if not verdicts and not left:
        return []
    labels = labels_of(tables)
    rows = {
        Key(*key): (str(file), int(row))
        for *key, file, row in observations.drop_nulls(KEY).select(*KEY, FILE, ROW).rows()
    }
    found = _Found(relations, views, rows, labels, earlier)
    # A figure that was hidden in several releases is reported once.
    return list(dict.fromkeys(found.problems(verdicts, left)))


def _marked(relations: Relations, view: View) -> set[Key]:
    """The figures that we have hidden."""
    return {key for key, figure in view.items() if figure.status in HIDDEN and relations.is_guarded(key.indicator_id)}


def _alone(relations: Relations, observations: pl.DataFrame) -> list[Verdict]:
    """The verdicts on a release by itself: first on one group of each shape, then on all groups of a bad shape."""
    groups = shapes(observations, relations)
    found = audit_views(relations, [view_of(to_judge(observations, relations, groups))])
    if not found:
        return []
    places = {(key.indicator_id, key.year, key.area_code) for verdict in found for key in verdict.keys}
    bad = groups.join(
        pl.DataFrame(sorted(places), schema=groups.drop("shape").schema, orient="row"), on=GROUP, how="semi"
    )
    alike = groups.join(bad.select("shape").unique(), on="shape", how="semi")
    judged = pl.concat([tied(observations, relations), observations.join(alike, on=GROUP, how="semi")])
    return audit_views(relations, [view_of(judged)])


@dataclass(frozen=True)
class _Found:
    """What was found, in words: `views` were judged, `rows` says where their figures are."""

    relations: Relations
    views: Sequence[View]
    rows: Mapping[Key, tuple[str, int]]
    labels: Labels
    earlier: Sequence[Release]

    def problems(self, verdicts: Iterable[Verdict], left: Iterable[Key]) -> Iterator[Problem]:
        """A problem for each verdict, and for each of the figures that the method would hide too and none names."""
        named: set[Key] = set()
        for keys, found in self._judged(verdicts):
            named.update(keys if found.fatal else ())
            yield found
        for key in left:
            if key not in named:
                yield self._left(key)

    def _judged(self, verdicts: Iterable[Verdict]) -> Iterator[tuple[Sequence[Key], Problem]]:
        """A problem for each figure that can be worked out, or that does not fit, and the figures that it concerns."""
        reported: set[tuple[Key, ...]] = set()
        # A figure that is marked as hidden comes before one that was left out, which may be the same people.
        for verdict in sorted(verdicts, key=lambda each: isinstance(each, Disclosure) and not each.is_hidden):
            if isinstance(verdict, Misfit):
                place = _place(verdict.keys, self.rows)
                named = _named(verdict.keys, self.labels)
                yield verdict.keys, problem("hidden_value_fits_its_sum", place, cells=named)
            elif verdict.is_hidden or verdict.shown not in reported:
                reported.add(verdict.shown)
                yield verdict.keys, self._problem(verdict)

    def _problem(self, finding: Disclosure) -> Problem:
        place, cell = _place(finding.keys, self.rows), _cell(finding.key, self.labels)
        if finding.was_disclosed_before:
            told_by = _releases([self.earlier[number] for number in finding.told_by])
            return problem("hidden_value_was_told_before", place, cell=cell, releases=told_by)
        if self._need_not_be_hidden(finding):
            shown = _named(finding.shown, self.labels)
            return problem("hidden_value_need_not_be_hidden", place, cell=cell, cells=shown)
        if not self._can_be_mended(finding):
            return problem("hidden_value_is_hidden_as_well_as_can_be", place, cell=cell)
        rule = "hidden_value_cannot_be_worked_out" if finding.is_hidden else "small_value_cannot_be_worked_out"
        cells = _named(finding.shown, self.labels) if finding.shown else say("the_rule_itself")
        return problem(rule, place, cell=cell, cells=cells, mend=self._mend(finding))

    def _mend(self, finding: Disclosure) -> str:
        """What to do about it."""
        if not finding.shown:
            return say("mend_the_word_few")
        if not finding.can_be_hidden:
            return say("see_what_to_hide")
        if len(finding.can_be_hidden) == 1:
            return say("hide_the_one", cell=_cell(finding.can_be_hidden[0], self.labels))
        if finding.can_be_hidden == finding.shown:
            return say("hide_one_of_them")
        return say("hide_one_of", cells=_named(finding.can_be_hidden, self.labels))

    def _need_not_be_hidden(self, finding: Disclosure) -> bool:
        """Whether it is still hidden since it once protected another figure, and no longer protects any."""
        hidden_in = [view[finding.key].status == SECONDARY for view in self.views if finding.key in view]
        if not finding.is_current or not finding.can_be_hidden or len(hidden_in) < 2 or not all(hidden_in[-2:]):
            return False
        return finding.key not in needed(self.relations, self.views, {*finding.keys})

    def _can_be_mended(self, finding: Disclosure) -> bool:
        """Whether there is anything left that the method would hide; it does so as long as that helps."""
        return bool(choose(self.relations, self.views, {*finding.keys}))

    def _left(self, key: Key) -> Problem:
        """That the method would hide the figure too."""
        is_hidden = self.views[-1][key].status in HIDDEN
        mend = say("mend_the_word_few" if is_hidden else "hide_it_too")
        place = _place([key], self.rows)
        return problem("choice_of_hidden_tells_nothing", place, cell=_cell(key, self.labels), mend=mend)


def _releases(releases: Sequence[Release]) -> str:
    """The releases by name, those of an earlier method with a word about it."""
    names = [
        release.name if release.method == METHOD else say("by_earlier_method", release=release.name)
        for release in releases
    ]
    return say("both_releases", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]


def _place(keys: Sequence[Key], rows: Mapping[Key, tuple[str, int]]) -> Place:
    """The place of the first of the figures that is in a file."""
    file, row = next((rows[key] for key in keys if key in rows), ("", None))
    return Place(file, row=row, column="value_status")


def _named(keys: Sequence[Key], labels: Labels) -> str:
    named = "; ".join(_cell(key, labels) for key in sorted(keys)[:NAMED])
    return say("and_more_figures", first=named, others=len(keys) - NAMED) if len(keys) > NAMED else named


def _cell(key: Key, labels: Labels) -> str:
    indicator, mark, kind = key.indicator_id.partition("~")
    cell = labels.cell(key._replace(indicator_id=indicator))
    if not mark:
        return cell
    return say({OTHERS: "cell_of_others", ALL: "cell_of_all"}.get(mark + kind, "cell_of_rest"), cell=cell)


def disclosure_audit(tables: Mapping[str, pl.DataFrame], earlier: Sequence[Release] = ()) -> pl.DataFrame:
    """How much is hidden, and how well, for each indicator and year in which we hide figures.

    Columns: indicator_id, year, hidden_cells, narrowest_interval (how many whole numbers the best known hidden figure
    may be; null if none has an upper limit), policy_version, method_version. Which figure is the best known is not
    revealed.
    """
    relations = known_with(tables, earlier)
    observations = tables["observations"]
    groups = shapes(observations, relations)
    judged = observations if earlier else to_judge(observations, relations, groups)
    widths = _widths(relations, [*views_of(earlier), view_of(judged)], observations.schema)
    if not earlier:
        # What was found for one group holds for all of its shape.
        of_shape = groups.join(widths, on=GROUP).drop(GROUP)
        alone = groups.join(of_shape, on="shape").drop("shape")
        widths = pl.concat([widths.join(groups, on=GROUP, how="anti"), alone.select(widths.columns)])
    return (
        widths.group_by("indicator_id", "year")
        .agg(pl.len().cast(pl.Int64).alias("hidden_cells"), pl.col("width").min().alias("narrowest_interval"))
        .with_columns(
            pl.lit(relations.policy.version, dtype=pl.Int64).alias("policy_version"),
            pl.lit(METHOD, dtype=pl.Int64).alias("method_version"),
        )
        .sort("indicator_id", "year")
    )


def _widths(relations: Relations, views: Sequence[View], schema: pl.Schema) -> pl.DataFrame:
    """GROUP and `width` for each hidden figure: how many whole numbers it may be, null if it has no upper limit."""
    known: dict[object, list[int | None]] = {}
    rows: list[tuple[str, int, str, int | None]] = []
    for group in grouped(relations, views):
        for system in systems_of(relations, group):
            shape = signature(system)
            keys = [cell.key for cell in system.cells if cell.is_hidden_now]
            if shape not in known:
                known[shape] = [width for _, width in intervals(system)]
            rows.extend((*key[:3], width) for key, width in zip(keys, known[shape], strict=True))
    types = {name: schema[name] for name in GROUP} | {"width": pl.Int64()}
    return pl.DataFrame(rows, schema=types, orient="row")
