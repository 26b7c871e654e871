"""Names of persons. A false hit stops a publish, so a name takes two words together, never a first name alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

FIRST_NAMES = frozenset(
    files("pipeline.privacy").joinpath("first_names.txt").read_text(encoding="utf-8").casefold().split()
)
"""Some hundreds of the most common first names in Sweden."""

ALSO_WORDS = frozenset("bo dag kim liv love maj max mina my per saga said sten stig tom urban".split())
"""First names that are also words that may begin a sentence or a heading: "Per Capita", "Mina Sidor", "Tom Cell"."""

ALSO_SURNAMES = frozenset(
    "abbas abdi abdirahman abdullah abdullahi abdulrahman ahmad ahmed ali amin amir azad bilal farah "
    "fernando george hamid hasan hassan hussein ibrahim ismail jamal karim kemal khaled khalid mahmoud "
    "martin mehdi mohamad mohamed mohammad mohammed muhammad mustafa nguyen omar osman reza said salim "
    "tariq tesfaye yonas yousef yusuf".split()
)
"""First names that are also surnames, if they come second; "Karl Gustav" and "Eva Lena" have no surname."""

SHORT_SURNAMES = frozenset("alm berg dahl ek falk holm lind lund nord sand ström".split())

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
    # Words of tables and place names
    r"antal|andel|kvinnor|män|flickor|pojkar|barn|totalt|summa|år|ja|nej|och|samt|gamla|nya|norra|södra|östra|västra|"
    r"i{1,3}|iv|vi{0,3}|ix|stora|lilla|övre|nedre|sverige|sveriges|stockholm|danmark|magdalena|ungdom|center|stadsdel|ab|hb|majestät|"
    # Endings that no surname has
    r"\w*(?:gata|gatan|väg|vägen|torg|torget|plats|platsen|gränd|gränden|allén|parken|bron|skola|skolan|gymnasium|"
    r"gymnasiet|kyrka|kyrkan|församling|församlingen|distrikt|distriktet|sjukhus|sjukhuset|barnahus|huset|jour|jouren|"
    r"stiftelse|stiftelsen|fond|fonden|stipendium|stipendiet|pris|priset|institut|institutet|centrum|central|"
    r"centralen|mottagning|mottagningen|förbund|förbundet|förening|föreningen|nämnd|nämnden|tjänst|tjänsten|verket|"
    r"hem|hemmet|myndighet|myndigheten|kommun|kommunen|kommuns|region|regionen|stad|köping|förvaltning|förvaltningen|enhet|"
    r"enheten|team|teamet|bolaget|bibliotek|biblioteket|polisen|rätten|lagen|balken|boendet|projektet|museet|museum)s?"
    r")"
)

PLACE_AFTER = re.compile(
    r"\w*(?:gata|gatan|väg|vägen|torg|plats|plan|gränd|allé|park|backe|bro|kaj|led|stig|trappa|trappor|skola|förskola|"
    r"gymnasium|barnsjukhus|sjukhus|stiftelse|stiftelsen|fond|minnesfond|stipendium|stipendiet|pris|priset|institut|"
    r"museum|församling|distrikt|kyrka|gymnasiet|skolan|biblioteket|minne|värld|hem|hus|center|centret|centrum|centra|"
    r"internationella|teater|teatern|akademi|akademin|sällskap|sällskapet|arena|gård)"
)
"""What makes the name before it that of a place or a foundation: "Anna Lindhs gata"."""

ORGANISATION_BEFORE = re.compile(
    r"församling|tjejjour|kvinnojour|sankt|sankta|st|kung|drottning|kvarteret|"
    r"\w*(?:jour|jouren|skola|skolan|kyrka|kyrkan|förening|föreningen|stiftelse|stiftelsen|fonden|boendet|huset|"
    r"barnahus|gården|projektet|mottagningen)"
)
"""What makes the name after it that of an organisation: "Kvinnojouren Frida Mariestad"."""

INSTITUTION = re.compile(
    r"(?:teater|bibliotek|akademi|institut|skol|gymnasi|stiftelse|sällskap|pris|stipendi|fond|förbund|muse|centr?|hus|"
    r"förening|klinik|hall|aren|sal|kyrk|torg|park|dag|lopp|kommitté|metod|modell|studie|program|projekt|kommission|"
    r"jour|mottagning|höge?skol|universitet|sjukhus|gård|scen|galleri|orkester|kör|fest|"
    r"terminal|station|bro|byggnad|villa|campus|tävling|turnering|cup|medalj|verk|utmärkelse)"
    r"(?:n|en|an|a|et|t|um|iet|er|erna|arna|ern|in|s)?s?"
)
"""What a name is joined to in that of an institution: "Nils Holgersson-teatern", but not in "Andersson-ärendet"."""

NO_PERSON_BEFORE = re.compile(r"enligt|se|jfr|jämför|av|i|med|från|hos|och|som|när|att|även|för|till|om|men|lm|sony")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it is in the text."""

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
        """Eva, Eva-Lena, Ann-Britt and Jo-Anna, but not Jan-Mars or Per-indicator."""
        if len({part[0].isupper() for part in self.text.split("-")}) > 1:
            return False
        parts = self.small.split("-")
        if not any(part in FIRST_NAMES for part in parts[: 2 if self.is_capitalised else 1]):
            return False
        return not any(NO_SURNAME.fullmatch(part) or INSTITUTION.fullmatch(part) for part in parts[1:])

    @property
    def is_institution(self) -> bool:
        """Holgersson-teatern."""
        return "-" in self.text and INSTITUTION.fullmatch(self.small.rpartition("-")[2]) is not None

    @property
    def is_surely_name(self) -> bool:
        """Whether it is no other word, and not written in capitals as the tool SARA is."""
        return self.is_capitalised and not self.text.isupper() and self.small not in ALSO_WORDS

    @property
    def could_be_surname(self) -> bool:
        """Whether it could be a person's surname, after a first name."""
        if self.is_patronymic:
            return True
        if len(self.text) < 2 or not self.is_capitalised or NO_SURNAME.fullmatch(self.small.split("-")[-1]):
            return False
        return not self.is_first_name or self.small in ALSO_SURNAMES


def find_person_names(plain: str) -> Iterator[tuple[int, int]]:
    """First name and surname, initial or any word and a surname in -sson, and surname before first name."""
    words = [Word(match[0], *match.span()) for match in WORD.finditer(plain)]
    place = 0
    while place < len(words):
        last = next((last for rule in NAME_RULES if (last := rule(plain, words, place)) is not None), None)
        if last is not None:
            yield words[place].start, words[last].end
            place = last
        place += 1


SMALL_SURNAME = re.compile(
    r"\w{2,}(?:son|berg|bergh|gren|ström|qvist|kvist|lund|dahl|stedt|strand|lander|holm|ius)s?", re.IGNORECASE
)
"""Endings that few words have but surnames."""


def find_small_names(plain: str) -> Iterator[tuple[int, int]]:
    """A first name and what ends like a surname, not both with a capital: "anna berg" was written in a hurry."""
    words = [Word(match[0], *match.span()) for match in WORD.finditer(plain)]
    for place, (first, last) in enumerate(pairwise(words), start=1):
        if first.is_capitalised and last.is_capitalised:
            continue
        if not first.is_first_name or first.small in ALSO_WORDS or not _joined(plain, words, place):
            continue
        is_surname = last.small in SHORT_SURNAMES or SMALL_SURNAME.fullmatch(last.text)
        if is_surname and not NO_SURNAME.fullmatch(last.small):
            yield first.start, last.end


def _first_name_and_surname(plain: str, words: list[Word], place: int) -> int | None:
    """Where a name that begins here ends: a first name, perhaps more of them, initials or a particle, a surname."""
    first = words[place]
    if not first.is_first_name:
        return None
    last = place + 1
    while last < len(words) and _joined(plain, words, last) and _is_inside_name(words, last):
        last += 1
    if last >= len(words) or not _joined(plain, words, last) or not words[last].could_be_surname:
        return None
    if not (words[last].is_patronymic or first.is_surely_name or SURNAME.fullmatch(words[last].text)):
        return None
    while last + 1 < len(words) and _joined(plain, words, last + 1) and words[last + 1].could_be_surname:
        last += 1
    return None if _is_of_a_place(plain, words, place, last) else last


def _is_inside_name(words: list[Word], place: int) -> bool:
    """Whether the word is a middle name, an initial or a particle, with more of the name after it."""
    word = words[place]
    if word.is_initial or word.small in PARTICLES:
        return True
    return word.is_first_name and place + 1 < len(words) and words[place + 1].could_be_surname


def _surname_in_sson(plain: str, words: list[Word], place: int) -> int | None:
    """Where a name that begins here ends: any word or an initial, then a surname in -sson."""
    first, last = words[place], place + 1
    if not first.is_capitalised or first.is_patronymic or last >= len(words) or not _joined(plain, words, last):
        return None
    surname = words[last]
    if NO_PERSON_BEFORE.fullmatch(first.small) or not (surname.is_capitalised and surname.is_patronymic):
        return None
    return None if _is_of_a_place(plain, words, place, last) else last


def _surname_before_first_name(plain: str, words: list[Word], place: int) -> int | None:
    """Where a name that begins here ends, written as in a register: "Andersson, Anna"."""
    surname, last = words[place], place + 1
    if last >= len(words) or not surname.is_capitalised:
        return None
    first, between = words[last], plain[surname.end : words[last].start]
    if not first.is_capitalised or not first.is_first_name or not BEFORE_FIRST_NAME.fullmatch(between):
        return None
    is_double = "-" in first.text and first.is_surely_name
    if surname.is_patronymic or (
        between[0] == "," and surname.could_be_surname and (is_double or SURNAME.fullmatch(surname.text))
    ):
        return last
    return None


NAME_RULES: tuple[Callable[[str, list[Word], int], int | None], ...] = (
    _first_name_and_surname,
    _surname_before_first_name,
    _surname_in_sson,
)


def _joined(plain: str, words: list[Word], place: int) -> bool:
    """Whether only a space, or the full stop of an initial, separates the word from the one before it."""
    before = words[place - 1]
    between = plain[before.end : words[place].start]
    return (AFTER_INITIAL if before.is_initial else BETWEEN).fullmatch(between) is not None


def _is_of_a_place(plain: str, words: list[Word], first: int, last: int) -> bool:
    """Whether the words beside a name show that it is that of a street, foundation or organisation."""
    after = words[last + 1] if last + 1 < len(words) and _joined(plain, words, last + 1) else None
    if after and PLACE_AFTER.fullmatch(after.small):
        return True
    if any(word.is_institution for word in words[first : last + 1]):
        return True
    if words[last].is_patronymic or first == 0 or not _joined(plain, words, first):
        return False
    return ORGANISATION_BEFORE.fullmatch(words[first - 1].small) is not None
