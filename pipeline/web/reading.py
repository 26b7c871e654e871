"""A series in plain words: the newest figure, the measurement before, and what can be said about the difference.

A difference is judged only where the figures allow it. What is called larger than chance may still be chance, since
offences cluster more than the tests assume; causes are never mentioned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.web.chance import is_certain, is_within_chance, slope
from pipeline.web.reading_texts import TEXTS
from pipeline.web.verdicts import Verdict
from pipeline.wording import numbers
from pipeline.wording.vocabulary import ABSENCE_CLAUSES, ABSENCES, COUNTED, PERIOD_NAMES, sexes

Row = Mapping[str, Any]

PUBLISHED = ("final", "preliminary")
HIDDEN = ("suppressed_primary", "suppressed_secondary")

POINTS_NEEDED = 3
POINTS_FOR_TREND = 5

COUNTED_FOR_TREND = 30
"""With fewer counted in all, the test of a trend is too coarse."""

SMALL = 100
"""Counts below this are called small in the sentence about a difference within chance."""

NO_BREAK = "\u00a0"


def sentences(indicator: Row, series: Sequence[Row], locale: str) -> list[str]:
    """The sentences about a series, in `sv` or `en`. `series` is the rows of one area with age group total."""
    totals = measurements(indicator, series)
    if not totals:
        return [TEXTS[locale]["nothing"]]
    newest = totals[-1]
    if not _is_published(newest):
        return _tie(_without_newest(indicator, totals, locale))
    previous = _previous(totals, series)
    told = [_headline(indicator, newest, previous, locale)]
    told += _judgement(indicator, totals, series, locale).told
    told += _trend(indicator, totals, series, locale)
    told += _gap(indicator, newest, series, locale)
    told += _preliminary(indicator, [row for row in (previous, newest) if row is not None], locale)
    return _tie(told)


@dataclass(frozen=True)
class Glance:
    """A series at a glance.

    newest, previous: the last measurement and the one before, whatever their status; None where there is none.
    before: what the period of `previous` is called. said: what can be said of the newest, or why there is no figure.
    points: every measurement in words. verdict: what `said` comes to.
    """

    newest: Row | None
    previous: Row | None
    before: str
    said: str
    points: str
    verdict: Verdict = Verdict.UNKNOWN


def glance(indicator: Row, series: Sequence[Row], locale: str) -> Glance:
    """The series at a glance, in `sv` or `en`. `series` is as in `sentences`."""
    totals = measurements(indicator, series)
    if not totals:
        return Glance(None, None, "", TEXTS[locale]["nothing"], "")
    newest = totals[-1]
    previous = totals[-2] if len(totals) > 1 and _break_after(totals[-2]["year"], series) is None else None
    before = _named_before(indicator, newest, previous, locale) if previous else ""
    if _is_published(newest):
        judged = _judgement(indicator, totals, series, locale)
    else:
        judged = _Judged(Verdict.UNKNOWN, _without_newest(indicator, totals[-1:], locale))
    points = numbers.listing(_points(indicator, totals, locale), locale)
    return Glance(newest, previous, before, " ".join(_tie(judged.told)), numbers.unbroken(points), judged.verdict)


def measurements(indicator: Row, series: Sequence[Row]) -> list[Row]:
    """The totals in time order, each year that has one.

    A year in which an indicator was not to be measured is none of them: only one of every year can be lacking then.
    """
    totals = sorted((row for row in series if row["sex"] == "T"), key=lambda row: int(row["year"]))
    if indicator["periodicity"] == "annual":
        return totals
    return [row for row in totals if row["value_status"] != "not_collected"] or totals


def breaks_after_first(series: Iterable[Row]) -> set[int]:
    """The years of the breaks that divide a series: one at its first figure, or before it, divides nothing."""
    rows = list(series)
    first = min((int(row["year"]) for row in rows if _is_published(row)), default=None)
    return {int(row["year"]) for row in rows if row["series_break"] and first is not None and row["year"] > first}


def alternative(indicator: Row, series: Sequence[Row], locale: str) -> str:
    """The chart of a series in words, for those who cannot see it: unit, years, every point, and what is not shown."""
    texts = TEXTS[locale]
    if not series:
        return texts["nothing"]
    told = [texts["chart"].format(unit=_unit(indicator, locale), years=_span(series, locale))]
    for sex, name in sexes(locale, indicator.get("ages")).items():
        rows = sorted((row for row in series if row["sex"] == sex), key=lambda row: int(row["year"]))
        if rows:
            points = numbers.listing(_points(indicator, rows, locale), locale)
            told.append(texts["series"].format(name=name, points=points))
    broken = sorted(breaks_after_first(series))
    if broken:
        told.append(texts["breaks"].format(years=numbers.listing([str(year) for year in broken], locale)))
    if indicator["value_kind"] != "yes_no":
        told.append(texts["zero"])
    return " ".join(_tie(told))


def _is_published(row: Row) -> bool:
    return row["value_status"] in PUBLISHED and row["value"] is not None


def _previous(totals: Sequence[Row], series: Sequence[Row]) -> Row | None:
    """The figure to show beside the newest: that of the row before, if it is published and no break lies between."""
    earlier = totals[-2] if len(totals) > 1 else None
    if earlier is None or not _is_published(earlier) or _break_after(earlier["year"], series) is not None:
        return None
    return earlier


def _break_after(year: int, series: Sequence[Row]) -> int | None:
    """The year of the newest break after a year, if any."""
    return max((int(row["year"]) for row in series if row["series_break"] and row["year"] > year), default=None)


# The headline.


def _headline(indicator: Row, newest: Row, previous: Row | None, locale: str) -> str:
    texts = TEXTS[locale]
    unit = indicator["unit_en"] if locale == "en" else indicator["unit"]
    told = {
        "period": _period(indicator, newest, locale),
        "unit": unit or texts["untranslated"].format(unit=indicator["unit"]),
    }
    if previous is not None:
        told["before"] = _before(indicator, newest, previous, locale)
    if indicator["value_kind"] == "yes_no":
        return _answer(newest, previous, told, locale)
    number = _quantity(indicator, newest, locale)
    key = _shape(indicator, locale)
    told["behind"] = _behind(indicator, newest, locale)
    if previous is None:
        return texts[key].format(number=number, **told)
    before = _number(indicator, previous, locale)
    if key == "count" and not previous["value"]:
        before = texts["none_before"]
        key = "count_none_twice" if not newest["value"] else key
    ending = "" if key == "count_none_twice" else "_before"
    return texts[key + ending].format(number=number, previous=before, **told)


def _behind(indicator: Row, row: Row, locale: str) -> str:
    """The counts behind a rate or a share, in brackets; empty if they are not known."""
    if indicator["value_kind"] not in ("rate", "share") or not _has_base(row):
        return ""
    count, base = (numbers.exact(row[name], locale) for name in ("numerator", "denominator"))
    return TEXTS[locale]["behind"].format(count=count, base=base)


def _shape(indicator: Row, locale: str) -> str:
    """The kind of sentence that fits an indicator's figures."""
    if indicator["value_kind"] == "share":
        return "share"
    is_known = indicator["unit"] in COUNTED[locale] or _per(indicator, locale)
    return "count" if is_known else "other_count"


def _answer(newest: Row, previous: Row | None, told: Mapping[str, str], locale: str) -> str:
    texts = TEXTS[locale]
    words = {True: texts["yes"], False: texts["no"]}
    answer = words[bool(newest["value"])]
    if previous is None:
        return texts["answer"].format(answer=answer, **told)
    before = words[bool(previous["value"])]
    key = "answer_same" if before == answer else "answer_other"
    return texts[key].format(answer=answer, previous=before, **told)


def _without_newest(indicator: Row, totals: Sequence[Row], locale: str) -> list[str]:
    texts = TEXTS[locale]
    period = _plain_period(indicator, totals[-1], locale)
    told = [texts["absent"].format(period=period, absence=ABSENCE_CLAUSES[locale][totals[-1]["value_status"]])]
    # A note of one that is hidden may be about anything; the note of one that is not there says why. It is in Swedish.
    note = totals[-1]["note"]
    if note and locale == "sv" and totals[-1]["value_status"] not in HIDDEN:
        told.append(note)
    published = [row for row in totals if _is_published(row)]
    if published:
        latest = published[-1]
        period = _plain_period(indicator, latest, locale)
        told.append(texts["latest"].format(period=period, figure=_figure(indicator, latest, locale)))
        told += _preliminary(indicator, [latest], locale)
    return told


# The judgement.


@dataclass(frozen=True)
class _Judged:
    """What can be said about the difference between the newest figure and the one before, or why nothing can."""

    verdict: Verdict
    told: list[str]


def _judgement(indicator: Row, totals: Sequence[Row], series: Sequence[Row], locale: str) -> _Judged:
    texts = TEXTS[locale]
    newest = totals[-1]
    if len(totals) == 1:
        return _Judged(Verdict.UNKNOWN, [texts["first"]])
    earlier = totals[-2]
    broken = _break_after(earlier["year"], series)
    if broken is not None:
        kinds = {row["break_kind"] for row in series if row["year"] == broken and row["series_break"]}
        causes = [texts[f"cause_{kind}"].format(year=broken) for kind in sorted(filter(None, kinds))]
        told = "nearly" if kinds == {"denominator"} else "break"
        cause = causes[0] if causes else texts["cause"].format(year=broken)
        return _Judged(Verdict.UNKNOWN, [texts[told].format(cause=cause)])
    if not _is_published(earlier):
        before, absence = _before(indicator, newest, earlier, locale), ABSENCE_CLAUSES[locale][earlier["value_status"]]
        return _Judged(Verdict.UNKNOWN, [texts["absent_before"].format(before=before, absence=absence)])
    is_same_shown = _shown(indicator, newest) == _shown(indicator, earlier)
    if indicator["value_kind"] == "yes_no":
        return _Judged(Verdict.ALIKE if is_same_shown else _side(indicator, newest, earlier), [])
    if is_same_shown:
        is_same = all(newest[name] == earlier[name] for name in ("value", "numerator", "denominator"))
        return _Judged(Verdict.ALIKE, [texts["same" if is_same else "same_rounded"]])
    if len(_comparable(totals, series)) < POINTS_NEEDED:
        return _Judged(Verdict.UNKNOWN, [texts["few"]])
    if _is_count(indicator, newest) and _is_count(indicator, earlier):
        return _judged_count(indicator, newest, earlier, locale)
    if _has_base(newest) and _has_base(earlier):
        return _judged_by_bases(indicator, newest, earlier, locale)
    if _has_margin(newest) and _has_margin(earlier):
        return _judged_by_margins(indicator, newest, earlier, locale)
    side = "higher" if newest["value"] > earlier["value"] else "lower"
    return _Judged(Verdict.UNKNOWN, [texts[f"{side}_{indicator['direction']}"], texts["no_base"]])


def _side(indicator: Row, newest: Row, earlier: Row) -> Verdict:
    """What a difference larger than chance is."""
    if indicator["direction"] == "neutral":
        return Verdict.DIFFERENT
    is_better = (newest["value"] > earlier["value"]) == (indicator["direction"] == "higher_better")
    return Verdict.BETTER if is_better else Verdict.WORSE


def _trend(indicator: Row, totals: Sequence[Row], series: Sequence[Row], locale: str) -> list[str]:
    """Whether all comparable figures together rise or fall; nothing, where they are few or one of them is hidden."""
    begins = _break_after(0, series) or 0
    since = [row for row in totals if row["year"] >= begins]
    if len(since) < POINTS_FOR_TREND or not all(map(_is_published, since)):
        return []
    if all(_is_count(indicator, row) for row in since):
        counts, bases = [row["value"] for row in since], [1.0] * len(since)
    elif indicator["value_kind"] in ("rate", "share") and all(map(_has_base, since)):
        counts, bases = ([row[name] for row in since] for name in ("numerator", "denominator"))
    else:
        return []
    if sum(counts) < COUNTED_FOR_TREND:
        return []
    steepness = slope([row["year"] for row in since], counts, bases, is_share=indicator["value_kind"] == "share")
    kind = "none" if not is_certain(steepness) else "up" if steepness > 0 else "down"
    return [TEXTS[locale][f"trend_{kind}"].format(first=since[0]["year"], last=since[-1]["year"])]


def _comparable(totals: Sequence[Row], series: Sequence[Row]) -> list[Row]:
    """The published totals since the newest break."""
    begins = _break_after(0, series) or 0
    return [row for row in totals if _is_published(row) and row["year"] >= begins]


def _judged_count(indicator: Row, newest: Row, earlier: Row, locale: str) -> _Judged:
    count, before = int(newest["value"]), int(earlier["value"])
    if is_within_chance(count, before):
        return _by_chance(count, before, locale)
    texts, verdict = TEXTS[locale], _side(indicator, newest, earlier)
    if verdict is Verdict.DIFFERENT:
        return _Judged(verdict, [texts["more_neutral" if count > before else "fewer_neutral"]])
    rule = texts[f"count_{indicator['direction']}"]
    return _Judged(verdict, [texts[verdict.name.lower()].format(rule=rule)])


def _judged_by_bases(indicator: Row, newest: Row, earlier: Row, locale: str) -> _Judged:
    count, before = round(newest["numerator"]), round(earlier["numerator"])
    base, base_before = newest["denominator"], earlier["denominator"]
    if indicator["value_kind"] == "share" and 2 * (count + before) > base + base_before:
        count, before = round(base) - count, round(base_before) - before
    if is_within_chance(count, before, base / (base + base_before)):
        return _by_chance(count, before, locale)
    texts, verdict = TEXTS[locale], _side(indicator, newest, earlier)
    if verdict is Verdict.DIFFERENT:
        side = "higher" if newest["value"] > earlier["value"] else "lower"
        return _Judged(verdict, [texts[f"{side}_by_more_than_chance"]])
    return _Judged(verdict, [texts[verdict.name.lower()].format(rule=texts[indicator["direction"]])])


def _judged_by_margins(indicator: Row, newest: Row, earlier: Row, locale: str) -> _Judged:
    """Larger than both margins of error together: figures of a survey may share some of those who answered."""
    texts = TEXTS[locale]
    if abs(newest["value"] - earlier["value"]) <= newest["half_width"] + earlier["half_width"]:
        return _Judged(Verdict.ALIKE, [texts["margin"]])
    verdict = _side(indicator, newest, earlier)
    if verdict is Verdict.DIFFERENT:
        side = "higher" if newest["value"] > earlier["value"] else "lower"
        return _Judged(verdict, [texts[f"{side}_by_more_than_margin"]])
    rule = texts[indicator["direction"]]
    return _Judged(verdict, [texts[f"{verdict.name.lower()}_by_more_than_margin"].format(rule=rule)])


def _by_chance(count: int, before: int, locale: str) -> _Judged:
    return _Judged(Verdict.ALIKE, [TEXTS[locale]["chance_small" if max(count, before) < SMALL else "chance"]])


def _has_base(row: Row) -> bool:
    return row["numerator"] is not None and bool(row["denominator"])


def _has_margin(row: Row) -> bool:
    return row.get("half_width") is not None


def _is_count(indicator: Row, row: Row) -> bool:
    return indicator["value_kind"] == "count" and float(row["value"]).is_integer()


# What belongs to the figures.


def _gap(indicator: Row, newest: Row, series: Sequence[Row], locale: str) -> list[str]:
    """Women and men compared, where both are published and nothing is hidden that year."""
    rows = {row["sex"]: row for row in series if row["year"] == newest["year"]}
    is_hidden = any(row["value_status"] in HIDDEN for row in rows.values())
    if is_hidden or not all(sex in rows and _is_published(rows[sex]) for sex in "KM"):
        return []
    kind = indicator["value_kind"]
    if kind == "yes_no" or (kind == "count" and not newest["value"]):
        return []
    texts = TEXTS[locale]
    women, men = (_number(indicator, rows[sex], locale) for sex in "KM")
    called = sexes(locale, indicator.get("ages"))
    names = {"female": called["K"].lower(), "male": called["M"].lower()}
    if kind == "share":
        return [texts["gap_share"].format(women=women, men=men, **names)]
    unit = COUNTED[locale].get(indicator["unit"])
    if unit is None:
        return [texts["gap_rate"].format(women=women, men=men, **names)]
    women = women if rows["K"]["value"] else texts["none_first"]
    men = men if rows["M"]["value"] else texts["none_before"]
    about_women, about_men = (unit.about_one if rows[sex]["value"] == 1 else unit.about_many for sex in "KM")
    about = {"about_women": about_women, "about_men": about_men}
    return [texts["gap_count"].format(women=women, men=men, **about, **names)]


def _preliminary(indicator: Row, told: Iterable[Row], locale: str) -> list[str]:
    periods = [_plain_period(indicator, row, locale) for row in told if row["value_status"] == "preliminary"]
    if not periods:
        return []
    key = "preliminary" if len(periods) == 1 else "preliminary_many"
    return [TEXTS[locale][key].format(periods=numbers.listing(periods, locale))]


# Figures, periods and units in words.


def _figure(indicator: Row, row: Row, locale: str) -> str:
    """A published figure and what it counts, for use within a sentence."""
    texts = TEXTS[locale]
    if indicator["value_kind"] == "yes_no":
        return texts["yes" if row["value"] else "no"]
    if indicator["value_kind"] == "share":
        return texts["share"].format(number=_number(indicator, row, locale), period="", behind="").removesuffix(" .")
    quantity = _quantity(indicator, row, locale)
    return quantity[:1].lower() + quantity[1:]


def _quantity(indicator: Row, row: Row, locale: str) -> str:
    """A number and what it counts. A count of zero is written in words, with the capital that begins a sentence."""
    unit = COUNTED[locale].get(indicator["unit"])
    number = _number(indicator, row, locale)
    if indicator["value_kind"] == "count" and unit:
        if not row["value"]:
            return f"{TEXTS[locale]['none']} {unit.many}"
        return f"{number}{NO_BREAK}{unit.one if row['value'] == 1 else unit.many}"
    per = _per(indicator, locale)
    return f"{number}{NO_BREAK}{per}" if per else number


def _per(indicator: Row, locale: str) -> str | None:
    """A rate's unit as written after a number; None for other units."""
    number, _, per = _unit(indicator, locale).partition(" ")
    is_rate = indicator["value_kind"] == "rate" and number in ("antal", "number") and per.startswith("per ")
    return per if is_rate else None


def _number(indicator: Row, row: Row, locale: str) -> str:
    return numbers.number(row["value"], int(indicator["decimals"]), locale)


def _shown(indicator: Row, row: Row) -> str:
    return _number(indicator, row, "sv")


def _period(indicator: Row, row: Row, locale: str) -> str:
    return PERIOD_NAMES[locale][indicator["period_type"]][0].format(year=row["year"])


def _plain_period(indicator: Row, row: Row, locale: str) -> str:
    """A period without the preposition of its English name."""
    return _period(indicator, row, locale).removeprefix("in ")


def _before(indicator: Row, newest: Row, earlier: Row, locale: str) -> str:
    """The earlier period, by name unless it directly precedes the newest."""
    if earlier["year"] == newest["year"] - 1:
        return PERIOD_NAMES[locale][indicator["period_type"]][1]
    return _period(indicator, earlier, locale)


def _named_before(indicator: Row, newest: Row, earlier: Row, locale: str) -> str:
    """What the period of the measurement before is called, where it stands first."""
    if earlier["year"] == newest["year"] - 1:
        before = PERIOD_NAMES[locale][indicator["period_type"]][1]
        return before[:1].upper() + before[1:]
    return TEXTS[locale]["measured_before"].format(year=earlier["year"])


def _points(indicator: Row, rows: Sequence[Row], locale: str) -> list[str]:
    """Each figure with its year; consecutive years without one for the same reason are joined."""
    texts = TEXTS[locale]
    told = []
    for words, group in groupby(rows, key=lambda row: None if _is_published(row) else _absence(row, locale)):
        members = list(group)
        if words is None:
            told += [_point(indicator, row, locale) for row in members]
        else:
            key = "point" if len(members) == 1 else "points"
            told.append(texts[key].format(figure=words, year=_span(members, locale)))
    return told


def _absence(row: Row, locale: str) -> str:
    return ABSENCES[locale][row["value_status"]]


def _point(indicator: Row, row: Row, locale: str) -> str:
    texts = TEXTS[locale]
    key = "point_preliminary" if row["value_status"] == "preliminary" else "point"
    if indicator["value_kind"] == "yes_no":
        return texts[key].format(figure=texts["yes" if row["value"] else "no"], year=row["year"])
    return texts[key].format(figure=_number(indicator, row, locale), year=row["year"])


def _unit(indicator: Row, locale: str) -> str:
    """The unit on its own, in the language if it is translated."""
    return str(indicator["unit"] if locale == "sv" else indicator["unit_en"] or indicator["unit"])


def _span(series: Sequence[Row], locale: str) -> str:
    years = sorted({int(row["year"]) for row in series})
    if len(years) == 1:
        return str(years[0])
    return TEXTS[locale]["year_span"].format(first=years[0], last=years[-1])


def _tie(told: Iterable[str]) -> list[str]:
    """The sentences, with no line break possible within a number, such as the one in a rate's unit."""
    return [numbers.unbroken(sentence) for sentence in told]
