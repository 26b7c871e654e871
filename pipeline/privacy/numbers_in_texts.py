"""Numbers in a text, in digits or in Swedish words, that may say how many people or cases a hidden figure counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pipeline.privacy import plainly

UNITS = ("en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")

TEENS = {
    "tio": 10,
    "elva": 11,
    "tolv": 12,
    "tretton": 13,
    "fjorton": 14,
    "femton": 15,
    "sexton": 16,
    "sjutton": 17,
    "arton": 18,
    "aderton": 18,
    "nitton": 19,
}

TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")

WORDS = {
    "noll": 0,
    "ett par": 2,
    "båda": 2,
    "bägge": 2,
    "dussin": 12,
    "hundra": 100,
    **{word: value for value, word in enumerate(UNITS[1:], start=2)},
    **TEENS,
    **{ten: value * 10 for value, ten in enumerate(TENS, start=2)},
    **{
        ten + unit: tens * 10 + value
        for tens, ten in enumerate(TENS, start=2)
        for value, unit in [*enumerate(UNITS, start=1), (1, "ett")]
    },
}
"""Words that are numbers wherever they are."""

BESIDE_PEOPLE = {
    "en": 1,
    "ett": 1,
    "enda": 1,
    "ingen": 0,
    "inget": 0,
    "inga": 0,
    "tredje": 3,
    "fjärde": 4,
    "femte": 5,
    "sjätte": 6,
    "sjunde": 7,
    "åttonde": 8,
    "nionde": 9,
    "tionde": 10,
}
"""Words that are numbers only before a word for people or cases: "en" is also the article."""

PEOPLE = (
    r"(?:kvinn(?:a|an|or|orna)|(?:gärnings)?m(?:an|annen|än|ännen)|flick(?:a|an|or|orna)|pojk(?:e|en|ar|arna)"
    r"|\w*barn(?:et|en)?|\w*person(?:en|er|erna)?|individ(?:en|er|erna)?|ungdom(?:en|ar|arna)?|vuxn?a?"
    r"|\w*elev(?:en|er|erna)?|familj(?:en|er|erna)?|hushåll(?:et|en)?|föräldrar(?:na)?|förälder|mamm(?:a|or)"
    r"|papp(?:a|or)|brukar(?:e|en|na)|klient(?:en|er|erna)?|patient(?:en|er|erna)?|\w*utövar(?:e|en|na)"
    r"|förövar(?:e|en|na)|\w*utsatta?|\w*offer|\w*offren|deltagar(?:e|en|na)|medarbetar(?:e|en|na)"
    r"|\w*ärende(?:t|n|na)?|(?:\w+s)?fall(?:et|en)?|(?:\w+s|sexual)?brott(?:et|en)?|\w*anmäl(?:an|ningar|ningarna)"
    r"|\w*placering(?:en|ar|arna)?|\w*utredning(?:en|ar|arna)?|\w*ansök(?:an|ningar|ningarna)|\w*beslut(?:et|en)?"
    r"|utreseförbud(?:et|en)?)(?!\w)"
)
"""Words for people and cases, in any form."""

MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?!\w)"
)

PERIOD = (
    r"(?:år(?:en|et|s)?|\w*åringa?r?|månad\w*|veck(?:a|or)\w*|dag(?:ar\w*)?|dygn|timm\w+|minut\w*|kvartal\w*"
    r"|halvår\w*)"
)

DIGITS = r"(?<!\d)(?:\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)?)"

ANY_WORD = "|".join(sorted({*WORDS, *BESIDE_PEOPLE}, key=len, reverse=True))

NUMBER = re.compile(rf"{DIGITS}|(?<!\w)(?:{ANY_WORD})(?!\w)|(?<!\w)(?:{'|'.join(WORDS)})tal(?!\w)", re.IGNORECASE)

OTHER_NUMBERS = re.compile(
    # What is published under the number: addresses, indicators, series, laws, diary numbers
    r"https?://\S+|(?-i:\b[A-ZÅÄÖ][A-Z0-9]{1,2}-\d{2}\b|\b[A-Z]\d{5}\b|\bQ[1-4]\b)|\bcovid-?19\b"
    r"|\b(?:19|20)\d{2}[-/:]\d{3,6}\b"
    r"|\b\d+ ?(?:[a-z] ?)?§{1,2}|\b\d+ ?kap(?:itel|\.)?(?!\w)"
    r"|(?:§{1,2}|\b(?:kap|kapitel|punkt(?:en|erna)?|p|artikel|art|tabell|bilaga|bil|fråga|rad|sida|sid|version"
    r"|kvartal|kv|vecka|v|kl|klockan|nr|nummer|steg|fas|delmål|inriktning|nivå|årskurs|åk))"
    r"\.? ?\d+(?:[.:]\d+)*(?: ?- ?\d+)*"
    # Dates and years
    r"|\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b|\b\d{1,2}/\d{1,2}[- /]+(?:19|20)?\d{2}\b"
    r"|\b(?:den|per|till|från|sedan|efter|före|vid|tom|from|t\.o\.m\.|fr\.o\.m\.) \d{1,2}/\d{1,2}\b"
    rf"|\b\d{{1,2}}(?::?[ae])?(?:-\d{{1,2}})? {MONTH}"
    r"|(?<![\w,.])(?:19|20)\d{2}(?: ?[-/] ?(?:19|20)?\d{2})?(?![\w:]|[,.]\d)"
    # Ages, periods and money
    rf"|\b\d+ ?\+(?! ?\d)|\b\d+(?:[.,]\d+)?(?: ?- ?\d+)? ?(?:{PERIOD}|kr|kronor|tkr|mkr)(?!\w)"
    rf"|\b\d+(?: ?- ?\d+)?-{PERIOD}(?!\w)|\b(?:båda|bägge) könen\b"
    rf"|\b(?:{ANY_WORD})(?: (?:eller|till|och) (?:{ANY_WORD}))?(?: (?:hela|första|följande|senaste|sista))?"
    rf" {PERIOD}(?!\w)"
    # The other meaning of "sex"
    r"|\bsex(?:-| )+(?:mot ersättning|och samlevnad|som |i utbyte)|\b(?:köp\w*|sälj\w*|sålt|försäljning) (?:av )?sex\b",
    re.IGNORECASE,
)
"""Numbers that count nobody."""

BETWEEN = r"(?: (?:av|de|dem|dessa|våra|st\.?|stycken|till|fler|\w+[ae])){0,3}"

AFTER = re.compile(rf"{BETWEEN} {PEOPLE}", re.IGNORECASE)
"""What follows a number of people: "tre av de unga kvinnorna"."""

AFTER_ONE = re.compile(
    rf"(?: av(?: de| dessa| våra)?)?(?: (?!(?:antal|par|del|grupp|rad|mängd|annan)\b)\w+)? {PEOPLE}", re.IGNORECASE
)
"""What follows a word that is a number before a word for people: "en ny kvinna"."""

BEFORE = re.compile(rf"(?<!\w)(?!man\b){PEOPLE}(?: \w+){{0,3}} ?[:(=]? ?$", re.IGNORECASE)
"""What comes before a number that comes after its people: "antalet ärenden minskade till tre"."""

ENDS = re.compile(r" ?(?:[.,;:)!?]|$|(?:st|stycken|och|men|mot|jämfört)\b)", re.IGNORECASE)
"""What follows such a number."""

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])|\s*\n\s*")


@lru_cache(maxsize=4096)
def has_number(text: str, few: tuple[int, int] | None = None) -> bool:
    """Whether the text has any number that may count people or cases.

    Years, dates, ages, periods and references to laws count nobody. Nor do the words for what is hidden for its own
    sake, such as "färre än fem", where `few` is the smallest and the largest such number.
    """
    plain = _counting(text, few)
    return any(_is_number(plain, match) for match in NUMBER.finditer(plain))


@lru_cache(maxsize=4096)
def tells_of_few(text: str, few: tuple[int, int]) -> bool:
    """Whether a whole number from the smallest to the largest of `few` is beside a word for people or cases."""
    plain = _counting(text, few)
    return any(value in range(few[0], few[1] + 1) for value in _beside_people(plain))


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order."""
    return [sentence for sentence in SENTENCE_END.split(text.strip()) if sentence]


def _counting(text: str, few: tuple[int, int] | None) -> str:
    """The text with one spelling of each character, without the numbers that count nobody."""
    plain = re.sub(r"\s+", " ", plainly(unicodedata.normalize("NFC", text)))
    if few:
        plain = _of_the_rule(few).sub("¤", plain)
    return OTHER_NUMBERS.sub("¤", plain)


@lru_cache(maxsize=16)
def _of_the_rule(few: tuple[int, int]) -> re.Pattern[str]:
    low, high, above = (_spelled(value) for value in (*few, few[1] + 1))
    fewer = rf"(?:\b(?:färre|mindre|under)(?: än)? |< ?){above}\b"
    return re.compile(rf"\b{low} ?(?:-|till|och) ?{high}\b|{fewer}", re.IGNORECASE)


def _spelled(value: int) -> str:
    words = [word for word, number in {**WORDS, **BESIDE_PEOPLE}.items() if number == value]
    return rf"(?:{'|'.join([str(value), *words])})"


def _is_number(plain: str, match: re.Match[str]) -> bool:
    return match[0].casefold() not in BESIDE_PEOPLE or AFTER_ONE.match(plain, match.end()) is not None


def _beside_people(plain: str) -> Iterator[float]:
    """The numbers beside a word for people or cases."""
    for match in NUMBER.finditer(plain):
        word = match[0].casefold()
        if word in BESIDE_PEOPLE:
            is_beside = AFTER_ONE.match(plain, match.end()) is not None
        else:
            is_after = BEFORE.search(plain, 0, match.start()) and ENDS.match(plain, match.end())
            is_beside = bool(is_after or AFTER.match(plain, match.end()))
        if is_beside:
            yield _value(word)


def _value(word: str) -> float:
    known = {**WORDS, **BESIDE_PEOPLE}.get(word.removesuffix("tal"))
    return known if known is not None else float(word.replace(" ", "").replace(",", "."))
