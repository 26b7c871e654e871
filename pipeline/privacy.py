"""Personal data in a text: what looks like an identity number, a phone number, an e-mail address or a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import phonenumbers
from personnummer import personnummer  # type: ignore[import-untyped]  # the library has no types

MASK = "•"

FEWEST_DIGITS = 8
"""No Swedish identity or phone number has fewer digits, the leading zero of the area code included."""

ODD = re.compile(r"[\u00ad\u0300-\u036f\u200b-\u200f\u2060-\u2064\ufeff\uff01-\uff5e]")
"""Signs that are not seen, that belong to the letter before, or that are wider twins of others."""

AT = re.compile(r"@|[(\[{]\s?(?:at|snabel-?a)\s?[)\]}]", re.IGNORECASE)

TWO_CAPITALS = re.compile(
    r"(?<![^\W_])[A-ZÀ-ÞĀ-ɏ][\w'’.\-]*[\s_,]+(?:(?:af|al|av|bin|da|de|den|der|di|el|la|van|von|zu)\s+)*[A-ZÀ-ÞĀ-ɏ]"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Where something that looks like personal data stands in a text: `text[start:end]`.

    `kind` is "identity_number", "phone_number", "email" or "person_name".
    """

    kind: str
    start: int
    end: int


def find(text: str, allowed: Collection[str] = ()) -> list[Finding]:
    """What looks like personal data, in the order of the text and without overlap.

    `allowed` are texts that may stand there unless they are identity numbers, which are never allowed; capitals and
    small letters are alike in them.
    """
    if not _may_hold(text):
        return []
    plain, starts, ends = _plain(text)
    found: list[Finding] = []
    for kind, finder in FINDERS:
        for start, end in finder(plain):
            finding = Finding(kind, starts[start], ends[end - 1])
            # What is an identity number is not a phone number as well: the first finder to claim a place has it.
            if all(finding.end <= other.start or other.end <= finding.start for other in found):
                found.append(finding)
    permitted = list(_occurrences(text, allowed)) if found else []
    kept = (
        each
        for each in found
        if each.kind == "identity_number"
        or not any(start <= each.start and each.end <= end for start, end in permitted)
    )
    return sorted(kept, key=lambda each: each.start)


def mask(text: str) -> str:
    """The text with a dot for every letter and digit of what looks like personal data; the form can still be seen."""
    for each in reversed(find(text)):
        text = text[: each.start] + masked(text, each) + text[each.end :]
    return text


def masked(text: str, finding: Finding) -> str:
    """What was found, with a dot for every letter and digit."""
    return "".join(MASK if sign.isalnum() else sign for sign in text[finding.start : finding.end])


def _may_hold(text: str) -> bool:
    """Whether it is worth looking closer: nearly every text of a dataset is passed here, at little cost."""
    return bool(
        len(re.findall(r"\d", text)) >= FEWEST_DIGITS
        or AT.search(text)
        or TWO_CAPITALS.search(text)
        or "sson" in text.casefold()
        or ODD.search(text)
    )


def _plain(text: str) -> tuple[str, list[int], list[int]]:
    """The text with one spelling of each digit, dash and blank, and where each sign of it began and ended before."""
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, sign in enumerate(text):
        category = unicodedata.category(sign)
        if category == "Mn" and signs:
            # A Mac writes the ö of a file name as o and two dots.
            composed = unicodedata.normalize("NFC", signs[-1] + sign)
            signs[-1] = composed if len(composed) == 1 else signs[-1]
            ends[-1] = place + 1
        elif category not in ("Cf", "Mn"):
            signs.append(_one_spelling(sign))
            starts.append(place)
            ends.append(place + 1)
    return "".join(signs), starts, ends


@lru_cache(maxsize=4096)
def _one_spelling(sign: str) -> str:
    if unicodedata.decimal(sign, None) is not None:
        return str(unicodedata.decimal(sign))
    compatible = unicodedata.normalize("NFKC", sign)
    # A superscript is a footnote's mark, not a digit of the number before it.
    known = compatible if len(compatible) == 1 and not compatible.isdecimal() else sign
    category = unicodedata.category(known)
    if category == "Zs" or known == "\t":
        return " "
    return "-" if category == "Pd" or known == "\N{MINUS SIGN}" else known


def _occurrences(text: str, allowed: Collection[str]) -> Iterator[tuple[int, int]]:
    for each in allowed:
        if each:
            yield from (match.span() for match in re.finditer(re.escape(each), text, re.IGNORECASE))


# Identity numbers: Folkbokföringslagen (1991:481) 18 § and 18 a §, and the Swedish Tax Agency's brochure SKV 704.

IDENTITY = re.compile(
    r"(?<![0-9])(?=((18|19|20)?[ ]?([0-9]{2})([-/. ]?)([0-9]{2})\4([0-9]{2})\s{0,2}[-+/]?\s{0,2}"
    r"([0-9]{2})[ ]?([0-9]{2})(?![0-9])"
    # The year of another date, as in "2024-10-15 2025-01-31", is no birth number.
    r"(?!(?<=(?:19|20)[0-9]{2})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))))"
)
"""Looked for from every digit on, so that digits before a number do not hide it."""

SHORTENED = re.compile(r"\s*([0-9]{9})(?:[.,]0+)?\s*")
"""A whole text that is a number of nine digits: a spreadsheet drops the zero of those born in 2000-2009.

Those born in 2000 itself lose two or three digits, but numbers of seven and eight digits are too often counts.
"""

CENTURIES = ("18", "19", "20")


def _identity_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Every spelling of a personnummer or samordningsnummer whose date exists and whose check digit is right."""
    for match in IDENTITY.finditer(plain):
        number, century, year, _, month, day, *last = match.groups()
        digits = "".join((year, month, day, *last))
        start = match.start(1)
        if number.isdigit() and _follows_decimal_point(plain, start):
            continue
        if _is_identity(digits, century):
            yield match.span(1)
    shortened = SHORTENED.fullmatch(plain)
    if shortened and _is_identity(f"0{shortened[1]}", None):
        yield shortened.span(1)


def _follows_decimal_point(plain: str, start: int) -> bool:
    """Whether what starts there is the decimals of a number, such as a share that was computed."""
    return re.fullmatch(r"[0-9]\.|0,", plain[max(0, start - 2) : start]) is not None


def _is_identity(digits: str, century: str | None) -> bool:
    """Whether ten digits are an identity number: a date (60 added to the day or not) before the Luhn check digit.

    An organisation number has 20 or more where the month stands, and is none (Lag (1974:174) 1 §).
    """
    return any(personnummer.valid(each + digits) for each in ((century,) if century else CENTURIES))


# Phone numbers: the numbering plan of PTS, as libphonenumber has it.

PHONE_HINT = re.compile(r"[+0](?:[^0-9\n]{0,4}[0-9]){7}")

NEXT_NUMBER = re.compile(r"(?<=[0-9])\s(?=\+[0-9]|0[0-9]{1,3}\s?[-/]\s?[0-9])")
"""The blank between two numbers in a row; libphonenumber would read both as one."""

UNBROKEN = re.compile(r"(?<![0-9A-Za-z])(?<![0-9][.,])(?:0[0-9]{8,9}|07[02369](?:[ ./-]{0,3}[0-9]){7})(?![0-9A-Za-z])")
"""Nine or ten digits in a row after a zero, and mobile numbers however they are divided."""

LONE_ZERO = re.compile(r"0[^0-9)]")
"""Begins a decimal number or a row of figures, never an area code."""

NO_PHONE = re.compile(
    r"(?<![0-9])(?:"
    r"0[0-9]{3}(?:[^0-9\n]{1,3}0[0-9]{3})+"  # codes of crimes or municipalities, "0422-0425"
    r"|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"  # a date
    r"|(?:19|20)[0-9]{2}[-/:][0-9]{1,6}"  # a diary number, "2022-604"
    r")(?![0-9])"
)

PUBLIC = {
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.SHARED_COST,
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
}
"""Nobody's own: 020, 0200, 077 and 0900 numbers, among them the national helplines."""


def _phone_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Mobile and fixed-line numbers, and 010 numbers, which may end at one person's desk."""
    if not PHONE_HINT.search(plain):
        return
    plain = NO_PHONE.sub(lambda match: "\n" * len(match[0]), plain)
    for match in UNBROKEN.finditer(plain):
        if not _is_public(match[0]):
            yield match.span()
    for found in phonenumbers.PhoneNumberMatcher(NEXT_NUMBER.sub("\n", plain), "SE"):
        if not LONE_ZERO.match(found.raw_string) and phonenumbers.number_type(found.number) not in PUBLIC:
            yield found.start, found.end


def _is_public(number: str) -> bool:
    return phonenumbers.number_type(phonenumbers.parse(number, "SE")) in PUBLIC


# E-mail addresses.

EMAIL = re.compile(
    r"(?<![\w.+%'’-])(?P<box>[\w.+%'’-]+)\s?(?:@|[(\[{]\s?(?:at|snabel-?a)\s?[)\]}])\s?"
    r"(?P<domain>[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,})",
    re.IGNORECASE,
)

FUNCTION = re.compile(
    # Words that are also the beginning of a name stand alone or before a dot or dash: "vald" but not "valdemar".
    r"(?:anhorig|arende|barn|bibliotek|boende|brottsoffer|dpo|dso|drift|ekonomi|familj|familjeratt|forskola|fraga|"
    r"fragor|frid|hjalp|hr|info|information|jour|kansli|kansliet|kontakt|kultur|kundtjanst|kvalitet|larm|medling|miljo|namnd|"
    r"namnden|nyheter|plan|post|press|projekt|rad|redaktion|reception|receptionen|skola|social|socialen|stod|support|"
    r"trygg|trygghet|ungdom|utbildning|vald|vaxel|vaxeln|webb|webbmaster|webmaster|ifo|lex|mvk|rvc)(?:[.\-_+].*)?"
    # Words that no name begins with may go on.
    r"|(?:barnahus|dataskydd|diari|ej-?svara|forvaltning|hedersvald|kommun|kvinnofrid|kvinnojour|kundcenter|"
    r"kontaktcenter|medborgar|mottagning|myndighetsbrevlada|no-?reply|oppna-?data|open-?data|orosanmal|registrator|"
    r"relationsvald|servicecenter|socialforvaltning|socialjour|socialnamnd|socialtjanst|social-?och|statistik|"
    r"tjejjour|trygghetsteam|valdinara|vald-?och|valdsteam).*"
    # And what ends as the name of an office is one.
    r"|.*(?:namnden|forvaltningen|jouren|mottagningen|enheten|teamet|kansliet|styrelsen|centrum)"
)
"""The local part of an address that belongs to a function, written without rings and dots."""

PRIVATE_DOMAINS = frozenset(
    "algonet aol bahnhof bredband bredband2 brevet comhem fastmail glocalnet gmail gmx googlemail home hotmail icloud "
    "live mac mail me msn outlook ownit passagen post proton protonmail rocketmail spray swipnet tele2 telia tutanota "
    "yahoo ymail zoho".split()
)
"""Those who give anyone a mailbox: whatever it is called there, it may be a person's own."""


def _emails(plain: str) -> Iterator[tuple[int, int]]:
    """Every address but those whose name says that a function reads them."""
    for match in EMAIL.finditer(plain):
        box = _without_marks(match["box"].strip(".'’"))
        is_private = not PRIVATE_DOMAINS.isdisjoint(match["domain"].casefold().split(".")[:-1])
        if is_private or not FUNCTION.fullmatch(box):
            yield match.span()


def _without_marks(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


# Names. A false hit stops a publish, so a name is told by two words together: never by a first name alone.

FIRST_NAMES = frozenset(files("pipeline").joinpath("first_names.txt").read_text(encoding="utf-8").casefold().split())
"""Some hundreds of the most common first names in Sweden."""

ALSO_WORDS = frozenset("bo dag kim liv love maj max mina my per saga said sten stig tom urban".split())
"""First names that a sentence or a heading may begin with: "Per Capita", "Mina Sidor", "Tom Cell"."""

ALSO_SURNAMES = frozenset(
    "abbas abdi abdirahman abdullah abdullahi abdulrahman ahmad ahmed ali amin amir azad bilal farah "
    "fernando george hamid hasan hassan hussein ibrahim ismail jamal karim kemal khaled khalid mahmoud "
    "martin mehdi mohamad mohamed mohammad mohammed muhammad mustafa nguyen omar osman reza said salim "
    "tariq tesfaye yonas yousef yusuf".split()
)
"""Of two first names the second may be the surname; "Karl Gustav" and "Eva Lena" say nobody's."""

PARTICLES = frozenset("af al av bin da de den der di el la van von zu".split())

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
BETWEEN = re.compile(r"[ _]{1,3}")
AFTER_INITIAL = re.compile(r"\.?[ _]{0,3}")
BEFORE_FIRST_NAME = re.compile(r",[ _]{0,3}|[ _]{1,3}")

PATRONYMIC = re.compile(r"\w{2,}ssons?", re.IGNORECASE)

SURNAME = re.compile(
    r"\w*(?:son|sen|berg|bergh|gren|grén|ström|qvist|kvist|quist|lund|dahl|stedt|strand|blad|blom|din|lin|lén|rén|dén|"
    r"nér|lander|mark|holm|feldt|vall|wall|man|sjö|ius|ović|ic|ić|zadeh)s?",
    re.IGNORECASE,
)
"""How Swedish surnames commonly end."""

NO_SURNAME = re.compile(
    r"(?:"
    # Months and days
    r"jan|januari|feb|februari|mars|apr|april|maj|jun|juni|jul|juli|aug|augusti|sep|sept|september|okt|oktober|nov|"
    r"november|dec|december|mån|måndag|tis|tisdag|ons|onsdag|tors|torsdag|fre|fredag|lör|lördag|sön|söndag|"
    # What stands in tables and names of places
    r"antal|andel|kvinnor|män|flickor|pojkar|barn|totalt|summa|år|ja|nej|och|samt|gamla|nya|norra|södra|östra|västra|"
    r"stora|lilla|övre|nedre|sverige|sveriges|stockholm|danmark|magdalena|ungdom|center|stadsdel|ab|hb|majestät|"
    # What people are not called
    r"\w*(?:gata|gatan|väg|vägen|torg|torget|plats|platsen|gränd|gränden|allén|parken|bron|skola|skolan|gymnasium|"
    r"gymnasiet|kyrka|kyrkan|församling|församlingen|distrikt|distriktet|sjukhus|sjukhuset|barnahus|huset|jour|jouren|"
    r"stiftelse|stiftelsen|fond|fonden|stipendium|stipendiet|pris|priset|institut|institutet|centrum|central|"
    r"centralen|mottagning|mottagningen|förbund|förbundet|förening|föreningen|nämnd|nämnden|tjänst|tjänsten|verket|"
    r"myndighet|myndigheten|kommun|kommunen|kommuns|region|regionen|stad|köping|förvaltning|förvaltningen|enhet|"
    r"enheten|team|teamet|bolaget|bibliotek|biblioteket|polisen|rätten|lagen|balken|boendet|projektet|museet|museum)s?"
    r")"
)

PLACE_AFTER = re.compile(
    r"\w*(?:gata|gatan|väg|vägen|torg|plats|plan|gränd|allé|park|backe|bro|kaj|led|stig|trappa|trappor|skola|förskola|"
    r"gymnasium|barnsjukhus|sjukhus|stiftelse|stiftelsen|fond|minnesfond|stipendium|stipendiet|pris|priset|institut|"
    r"museum|församling|distrikt|kyrka)"
)
"""What makes the name before it that of a place or a foundation: "Anna Lindhs gata"."""

ORGANISATION_BEFORE = re.compile(
    r"sankt|sankta|st|kung|drottning|kvarteret|"
    r"\w*(?:jour|jouren|skola|skolan|kyrka|kyrkan|förening|föreningen|stiftelse|stiftelsen|fonden|boendet|huset|"
    r"barnahus|gården|projektet|mottagningen)"
)
"""What makes the name after it that of an organisation: "Kvinnojouren Frida Mariestad"."""

NO_PERSON_BEFORE = re.compile(r"enligt|se|jfr|jämför|av|i|med|från|hos|och|som|när|att|även|för|till|om|men|lm|sony")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands."""

    text: str
    start: int
    end: int

    @property
    def small(self) -> str:
        return self.text.casefold()

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_initial(self) -> bool:
        return len(self.text) == 1 and self.is_capitalised

    @property
    def is_patronymic(self) -> bool:
        return any(PATRONYMIC.fullmatch(part) for part in self.text.split("-"))

    @property
    def is_first_name(self) -> bool:
        """Eva, Eva-Lena and Ann-Britt, but not Jan-Mars."""
        first, *rest = self.small.split("-")
        return first in FIRST_NAMES and not any(NO_SURNAME.fullmatch(part) for part in rest)

    @property
    def is_surely_name(self) -> bool:
        """Whether a first name is no other word, and no tool such as SARA, which is written in capitals."""
        return self.is_capitalised and not self.text.isupper() and self.small not in ALSO_WORDS

    @property
    def could_be_surname(self) -> bool:
        """Whether a person who is called something before it could be called this."""
        if self.is_patronymic:
            return True
        if len(self.text) < 2 or not self.is_capitalised or NO_SURNAME.fullmatch(self.small.split("-")[-1]):
            return False
        return not self.is_first_name or self.small in ALSO_SURNAMES


def _person_names(plain: str) -> Iterator[tuple[int, int]]:
    """First name and surname, initial or any word and a surname in -sson, and the surname before the first name."""
    words = [Word(match[0], *match.span()) for match in WORD.finditer(plain)]
    place = 0
    while place < len(words):
        last = next((last for rule in NAME_RULES if (last := rule(plain, words, place)) is not None), None)
        if last is not None:
            yield words[place].start, words[last].end
            place = last
        place += 1


def _first_name_and_surname(plain: str, words: list[Word], place: int) -> int | None:
    """Where a name that begins here ends: a first name, perhaps more of them, initials or a particle, a surname."""
    first = words[place]
    if not first.is_first_name:
        return None
    last = place + 1
    while last < len(words) and _joined(plain, words, last) and _stands_between(words, last):
        last += 1
    if last >= len(words) or not _joined(plain, words, last) or not words[last].could_be_surname:
        return None
    if not (words[last].is_patronymic or first.is_surely_name or SURNAME.fullmatch(words[last].text)):
        return None
    while last + 1 < len(words) and _joined(plain, words, last + 1) and words[last + 1].could_be_surname:
        last += 1
    return None if _is_of_a_place(plain, words, place, last) else last


def _stands_between(words: list[Word], place: int) -> bool:
    """Whether the word is a middle name, an initial or a particle, with more of the name after it."""
    word = words[place]
    if word.is_initial or word.small in PARTICLES:
        return True
    return word.is_first_name and place + 1 < len(words) and words[place + 1].could_be_surname


def _surname_in_sson(plain: str, words: list[Word], place: int) -> int | None:
    """Where the name ends that begins with any word or initial and goes on in -sson."""
    first, last = words[place], place + 1
    if not first.is_capitalised or first.is_patronymic or last >= len(words) or not _joined(plain, words, last):
        return None
    surname = words[last]
    if NO_PERSON_BEFORE.fullmatch(first.small) or not (surname.is_capitalised and surname.is_patronymic):
        return None
    return None if _is_of_a_place(plain, words, place, last) else last


def _surname_before_first_name(plain: str, words: list[Word], place: int) -> int | None:
    """Where the name ends that is written as in a register: "Andersson, Anna"."""
    surname, last = words[place], place + 1
    if last >= len(words) or not surname.is_capitalised:
        return None
    first, between = words[last], plain[surname.end : words[last].start]
    if not first.is_capitalised or not first.is_first_name or not BEFORE_FIRST_NAME.fullmatch(between):
        return None
    if surname.is_patronymic or (between[0] == "," and surname.could_be_surname and SURNAME.fullmatch(surname.text)):
        return last
    return None


NAME_RULES: tuple[Callable[[str, list[Word], int], int | None], ...] = (
    _first_name_and_surname,
    _surname_before_first_name,
    _surname_in_sson,
)


def _joined(plain: str, words: list[Word], place: int) -> bool:
    """Whether only a blank stands between the word and the one before it, or the full stop of an initial."""
    before = words[place - 1]
    between = plain[before.end : words[place].start]
    return (AFTER_INITIAL if before.is_initial else BETWEEN).fullmatch(between) is not None


def _is_of_a_place(plain: str, words: list[Word], first: int, last: int) -> bool:
    """Whether the words beside a name say that it is a street's, a foundation's or an organisation's."""
    after = words[last + 1] if last + 1 < len(words) and _joined(plain, words, last + 1) else None
    if after and PLACE_AFTER.fullmatch(after.small):
        return True
    if words[last].is_patronymic or first == 0 or not _joined(plain, words, first):
        return False
    return ORGANISATION_BEFORE.fullmatch(words[first - 1].small) is not None


FINDERS: tuple[tuple[str, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    ("identity_number", _identity_numbers),
    ("email", _emails),
    ("phone_number", _phone_numbers),
    ("person_name", _person_names),
)
