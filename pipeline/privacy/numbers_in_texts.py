"""Numbers in a text, in digits or in words, that may say how many people or cases a hidden figure counts."""

from __future__ import annotations

import math
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

NAMES_OF_DIGITS = ("ett", "två", "tre", "fyr", "femm", "sex", "sju", "ått", "ni", "ti")
"""The nouns for digits without their endings: "trean"."""

ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""From one, as are the other words that are listed in order."""

ROMAN = {"II": 2, "III": 3, "IV": 4, "VII": 7, "VIII": 8, "IX": 9}
"""In capitals. "VI" and the single letters are more often words and names."""

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
    **{stem + end: value for value, stem in enumerate(NAMES_OF_DIGITS, start=1) for end in ("a", "an", "or")},
    **{word: value for value, word in enumerate(ENGLISH, start=1)},
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
    r"|utreseförbud(?:et|en)?|tjej(?:en|er|erna)?|kill(?:e|en|ar|arna)|syskon(?:et|en)?|anhörig(?:a|e)?|dött(?:rar|rarna)"
    r"|söner(?:na)?|mödrar(?:na)?|fäder(?:na)?|drabbade|\w*invånar(?:e|en|na)|pensionär(?:en|er|erna)?"
    r"|\w*omhändertagande(?:t|n|na)?|[\w¤]*åring\w*)s?(?!\w)"
)
"""Words for people and cases, in any form."""

MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?!\w)"
)

DAY_AND_MONTH = r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])"

PERIOD = (
    # Not "tre" in "tre år 2025", where the year is another matter
    r"(?!(?:år|vecka|kvartal) \d+(?! ?[-/]|\d))"
    r"(?:år(?:en|et|s)?|åring\w*|månad\w*|veck(?:a|or)\w*|dag(?:ar\w*)?|dygn|timm\w+|minut\w*|kvartal\w*"
    r"|halvår\w*)"
)

DIGITS = r"(?<!\d)(?:\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)?)"

ANY_WORD = "|".join(sorted({*WORDS, *BESIDE_PEOPLE}, key=len, reverse=True))

NUMBER = re.compile(
    rf"{DIGITS}|(?<!\w)(?:{ANY_WORD})(?!\w)|(?<!\w)(?:{'|'.join(WORDS)})tal(?!\w)"
    rf"|(?<!\w)(?:ett|{'|'.join(WORDS)})?(?:hundra|tusen)\w*|(?<!\w)(?-i:{'|'.join(ROMAN)})(?!\w)",
    re.IGNORECASE,
)

OF_ANOTHER = re.compile(
    r"(?<!\w)(?:hälften|halva(?! (?:\w*året|\w*perioden|tiden|¤))|dubbelt så|dubbla antalet"
    r"|(?:för|två|tre|fyr|fem)dubbl\w+|halver\w+"
    r"|(?:tredje|fjärde|femte|sjätte|sjunde|åtton|nion)del(?:en|ar|arna)?)(?!\w)",
    re.IGNORECASE,
)
"""Words for a number as a part or a multiple of another, which may be shown."""

OTHER_NUMBERS = re.compile(
    # What is published under the number: addresses, indicators, series, laws, diary numbers
    r"(?:https?://|www\.)\S+|(?-i:\b[A-ZÅÄÖ][A-Z0-9]{1,2}-\d{2}\b|\b[A-Z]\d{5}\b|\bQ[1-4]\b)|\bcovid-?19\b"
    r"|\b(?:19|20)\d{2}[-/:]\d{3,6}\b"
    r"|\b(?:\w*FS|prop\.?|SOU|Ds|bet\.?|skr\.?) ?(?:19|20)\d{2}(?:/\d{2,4})?:\d+\b"
    r"|\b\d+(?: ?[a-z])?(?:(?: ?[-,] ?| och )\d+(?: ?[a-z])?){1,5} ?§§"
    r"|\b\d+ ?(?:[a-z] ?)?§{1,2}|\b\d+ ?kap(?:itel|\.)?(?!\w)"
    r"|(?:§{1,2}|\b(?:kap|kapitel|punkt(?:en|erna)?|p|artikel|art|tabell|bilaga|bil|fråga|rad|sid(?:a|an|orna)?"
    r"|s(?=\.)|ver(?:sion)?|(?:fot)?not|kolumn|blad|flik|tertial|kvartal|kv|vecka|v|kl|klockan|nr|nummer|steg|fas"
    r"|delmål|inriktning|nivå|årskurs|åk|skolår|åldern?))"
    r"\.? ?\d+(?:[.:]\d+)*(?: ?- ?\d+)*"
    # Dates and years
    r"|\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b"
    rf"|\b{DAY_AND_MONTH} ?- ?{DAY_AND_MONTH}\b|\b{DAY_AND_MONTH}[- /]+(?:19|20)?\d{{2}}\b"
    rf"|\b(?:den|per|till|från|sedan|efter|före|vid|tom|from|t\.o\.m\.|fr\.o\.m\.) {DAY_AND_MONTH}\b"
    rf"|\bden \d{{1,2}} och \d{{1,2}} {MONTH}|\b\d{{1,2}}(?::?[ae])?(?:-\d{{1,2}})? {MONTH}"
    r"|(?<![\w,.])(?:19|20)\d{2}(?:[-/]\d{2}| ?[-/] ?(?:19|20)\d{2})?(?![\w:]|[,.]\d)"
    # Ages, periods, what a rate is out of, and money
    r"|\b(?:äldre|yngre) än \d+\b|\bper (?:tusen|1(?:00?)?(?: ?000)+)\b|\b\d+-års\w+"
    rf"|\b\d+ ?\+(?! ?\d)|\b\d+(?:[.,]\d+)?(?: ?- ?\d+)? ?(?:{PERIOD}|kr|kronor|tkr|mkr)(?!\w)"
    rf"|\b\d+(?: ?- ?\d+)?-{PERIOD}(?!\w)|\b(?:båda|bägge) könen\b"
    rf"|\b(?:{ANY_WORD})(?: (?:eller|till|och) (?:{ANY_WORD}))?(?: (?:hela|första|följande|senaste|sista))?"
    rf" {PERIOD}(?!\w)"
    # The other meaning of "sex"
    r"|\bsex(?:-| )+(?:mot ersättning|och samlevnad|som |i utbyte)|\b(?:köp\w*|sälj\w*|sålt|försäljning) (?:av )?sex\b",
    re.IGNORECASE,
)
"""Numbers that count nobody."""

BETWEEN = r"(?: ?\(\w+\))?(?: (?:av|de|dem|dessa|våra|st\.?|stycken|till|fler|\w+[ae])){0,3}"

AFTER = re.compile(rf"{BETWEEN} ?{PEOPLE}", re.IGNORECASE)
"""What follows a number of people: "tre av de unga kvinnorna"."""

AFTER_ONE = re.compile(
    rf"(?: ?\(\w+\))?(?: av(?: de| dessa| våra)?)?(?: (?!(?:antal|par|del|grupp|rad|mängd|annan)\b)\w+)? {PEOPLE}",
    re.IGNORECASE,
)
"""What follows a word that is a number before a word for people: "en ny kvinna"."""

BEFORE = re.compile(
    rf"(?:(?<!\w)(?!man\b){PEOPLE}(?: (?:\w+|ca\.|c:a)){{0,3}} ?[:(=-]?|\b(?:n|antal(?:et)?) ?[:=]) ?$", re.IGNORECASE
)
"""What comes before a number that comes after its people: "antalet ärenden minskade till tre"."""

NEAR = 200
"""As far before a number as its people are looked for, in characters."""

ENDS = re.compile(r" ?(?:[.,;:)!?]|$|¤|(?:st|stycken|och|men|mot|jämfört|år|under|i år|i fjol)\b)", re.IGNORECASE)
"""What follows such a number."""

ALONE = re.compile(r" ?(?:[.,;:)!?]|$)| (?:av (?:dem|de|dessa|alla)|till|st|stycken)\b", re.IGNORECASE)
"""What follows "en" where it is a number by itself: "det var bara en"."""

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")

YEAR_BEFORE = re.compile(
    r"\b(?:(?:förra|föregående) år(?:et)?|året (?:innan|före|dessförinnan)|i fjol|fjolår\w*)(?!\w)",
    re.IGNORECASE,
)

SENTENCE_END = re.compile(
    r"(?<!\bca\.)(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])|(?<=[.!?])\s*\n\s*|\s*\n(?:\s*\n\s*|\s*(?=[A-ZÅÄÖ•*-]))"
)
"""A line may end in the middle of a sentence."""


@lru_cache(maxsize=4096)
def has_number(text: str, few: tuple[int, int] | None = None) -> bool:
    """Whether the text has any number that may count people or cases.

    Years, dates, ages, periods and references to laws count nobody. Nor do the words for what is hidden for its own
    sake, such as "färre än fem", where `few` is the smallest and the largest such number.
    """
    plain = _counting(text, few)
    return bool(OF_ANOTHER.search(plain)) or any(_is_number(plain, match) for match in NUMBER.finditer(plain))


@lru_cache(maxsize=4096)
def tells_of_few(text: str, few: tuple[int, int]) -> bool:
    """Whether a whole number from the smallest to the largest of `few` is beside a word for people or cases."""
    plain = _counting(text, few)
    return any(value in range(few[0], few[1] + 1) for value in _beside_people(plain))


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order."""
    return [sentence for sentence in SENTENCE_END.split(text.strip()) if sentence]


def years_in(text: str, own: int) -> list[int]:
    """The years that a text names, by their numbers or as the one before its own."""
    named = [int(year) for year in YEAR.findall(plainly(text))]
    return [*named, own - 1] if YEAR_BEFORE.search(text) else named


def _counting(text: str, few: tuple[int, int] | None) -> str:
    """The text with one spelling of each character, without the numbers that count nobody."""
    plain = "".join(map(_in_digits, plainly(unicodedata.normalize("NFC", text))))
    plain = re.sub(r"\s+", " ", re.sub(r"[*_\"”“]", "", plain))
    if few:
        plain = _of_the_rule(few).sub("¤", plain)
    return OTHER_NUMBERS.sub(lambda match: "¤åringar" if "åring" in match[0].casefold() else "¤", plain)


def _in_digits(character: str) -> str:
    """A character that is a number, such as "③", in digits. A superscript is a footnote mark."""
    value = None if character.isascii() else unicodedata.numeric(character, None)
    if value is None or unicodedata.decomposition(character).startswith("<super>"):
        return character
    return f"{value:g}"


@lru_cache(maxsize=16)
def _of_the_rule(few: tuple[int, int]) -> re.Pattern[str]:
    low, high, above = (_spelled(value) for value in (*few, few[1] + 1))
    fewer = rf"(?:\b(?:färre|mindre|under)(?: än)? |< ?){above}\b"
    span = rf"(?<!från )\b{low} ?(?:-|till) ?{high}\b|\bmellan {low} och {high}\b"
    return re.compile(rf"{span}|{fewer}", re.IGNORECASE)


def _spelled(value: int) -> str:
    words = [word for word, number in {**WORDS, **BESIDE_PEOPLE}.items() if number == value]
    return rf"(?:{'|'.join([str(value), *words])})"


def _is_number(plain: str, match: re.Match[str]) -> bool:
    word = match[0].casefold()
    return word not in BESIDE_PEOPLE or bool(AFTER_ONE.match(plain, match.end()) or _is_alone(plain, match))


def _is_alone(plain: str, match: re.Match[str]) -> bool:
    """Whether a word for one is a number without a word for people after it."""
    return BESIDE_PEOPLE.get(match[0].casefold()) == 1 and ALONE.match(plain, match.end()) is not None


def _beside_people(plain: str) -> Iterator[float]:
    """The numbers beside a word for people or cases."""
    for match in NUMBER.finditer(plain):
        word = match[0].casefold()
        is_one = word in BESIDE_PEOPLE
        ends = _is_alone(plain, match) if is_one else ENDS.match(plain, match.end())
        is_after = ends and BEFORE.search(plain, max(0, match.start() - NEAR), match.start())
        if is_after or (AFTER_ONE if is_one else AFTER).match(plain, match.end()):
            yield _value(word)


def _value(word: str) -> float:
    """The number that a word or digits say, infinite if it is a hundred or more in words."""
    if word[0].isdigit():
        return float(word.replace(" ", "").replace(",", "."))
    return {**WORDS, **BESIDE_PEOPLE}.get(word.removesuffix("tal"), ROMAN.get(word.upper(), math.inf))
