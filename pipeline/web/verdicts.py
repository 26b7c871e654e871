"""What the newest figures come to, beside the measurements before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto

from pipeline.web.reading_texts import TEXTS
from pipeline.wording import numbers


class Verdict(Enum):
    """What the newest figure is, beside the one before."""

    BETTER = auto()
    WORSE = auto()
    DIFFERENT = auto()
    ALIKE = auto()
    UNKNOWN = auto()


def together(verdicts: Sequence[Verdict], locale: str) -> str:
    """What the verdicts on the priorities' figures come to, in a sentence or two; empty for fewer than two figures."""
    if len(verdicts) < 2:
        return ""
    count, every = Counter(verdicts), numbers.in_words(len(verdicts), locale)
    told: list[str] = []
    for verdict in (Verdict.BETTER, Verdict.WORSE, Verdict.DIFFERENT):
        if count[verdict]:
            figures = "" if told else TEXTS[locale]["together_figures"].format(every=every)
            told.append(_said(f"together_{verdict.name.lower()}", count[verdict], locale, figures=figures))
    if told:
        parts = numbers.listing(told, locale)
        sentences = [TEXTS[locale]["together_some"].format(parts=parts)]
    elif count[Verdict.ALIKE]:
        key = "together_alike" if count[Verdict.UNKNOWN] else "together_none"
        sentences = [_said(key, count[Verdict.ALIKE], locale, every=every)]
    else:
        return TEXTS[locale]["together_unknown"].format(every=every)
    if count[Verdict.UNKNOWN]:
        sentences.append(_said("together_rest", count[Verdict.UNKNOWN], locale))
    return " ".join(each[:1].upper() + each[1:] for each in sentences)


def _said(key: str, count: int, locale: str, **fields: str) -> str:
    """A text about so many of the figures."""
    return TEXTS[locale][key].format(number=numbers.in_words(count, locale), **fields)
