"""A real start: the example figures are cleared away, and the municipality is named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import yaml
from stdnum.se import orgnr

from pipeline.dataset.catalogue_words import address_fault
from pipeline.dataset.folder import read_dataset, write_table
from pipeline.dataset.metadata import TextLoader, parse_words, read_words
from pipeline.dataset.words import Municipality
from pipeline.errors import Misuse, ProjectNotFound, Refused
from pipeline.files import replacing
from pipeline.intake.draft import MADE
from pipeline.intake.files.document import shown_name
from pipeline.intake.importing import inbox_files
from pipeline.messages import counted, problem, readable, say
from pipeline.model import RATIOS, Dataset, Place
from pipeline.privacy import mask
from pipeline.project import Project, alone
from pipeline.schema import Schemas, read_schemas
from pipeline.wording import numbers
from pipeline.wording.areas import names_area

CLEARED = tuple(name for name in MADE if name != "dataset")
"""The tables of the municipality's own figures and words, which hold made-up ones in example data."""

PLACES: Mapping[str, tuple[str, ...]] = {
    "name": ("municipality", "name"),
    "code": ("municipality", "code"),
    "organisation_number": ("municipality", "organisation_number"),
    "contact_name": ("municipality", "contact", "name"),
    "contact_email": ("municipality", "contact", "email"),
    "social_services": ("municipality", "help", "social_services"),
    "social_emergency": ("municipality", "help", "social_emergency"),
    "public_address": ("address",),
}
"""Where each answer goes in `metadata.yml`."""

HELP = ("social_services", "social_emergency")
"""The answers that are telephone numbers for those who need help."""

PHONE = re.compile(r"(?:\+|0|1)[0-9]*(?:[ –-][0-9]+)*")

Answers = Mapping[str, str]
Accept = Callable[[str, Answers, pl.DataFrame], str]
"""Takes an answer, those before it and the municipalities; returns the answer to keep. Raises Misuse if it is wrong."""


@dataclass(frozen=True)
class Question:
    """A question to staff: the answer's name, the sentence that asks for it, and the function that accepts it.

    is_optional: whether it is left unanswered, and not asked, where nothing else is to be confirmed.
    """

    name: str
    sentence: str
    accept: Accept
    is_optional: bool = False


@dataclass(frozen=True)
class StartingPoint:
    """What a data folder contains before a real start: its tables as text."""

    dataset: Dataset
    schemas: Schemas

    @property
    def is_example(self) -> bool:
        return "true" in self.dataset.tables["dataset"]["is_example"]

    @property
    def rates_of_people(self) -> list[str]:
        """The codes of the rates and shares that are shown only with numerator and denominator."""
        tables = self.dataset.tables
        guarded = tables["disclosure_rules"].filter(pl.col("smallest_hidden") != "")["disclosure_class"].unique()
        publishers = tables["sources"].filter(pl.col("publishes_figures") == "true")["source_id"]
        is_public = pl.col("source_id").is_in(publishers.to_list()) & (pl.col("source_series_id") != "")
        rates = tables["indicators"].filter(
            pl.col("value_kind").is_in(RATIOS), pl.col("disclosure_class").is_in(guarded.to_list()), ~is_public
        )
        return rates["indicator_id"].to_list()

    @property
    def municipalities(self) -> pl.DataFrame:
        return self.dataset.tables["areas"].filter(pl.col("kind") == "municipality")

    def rows(self, table: str) -> int:
        return self.dataset.tables[table].height


def look(project: Project) -> StartingPoint:
    """What a start would begin from. Raises Misuse if there are real figures, Refused if a file cannot be read."""
    if not project.data.is_dir():
        raise ProjectNotFound(say("data_not_found", folder=project.data))
    schemas = read_schemas(project.schemas)
    dataset, problems = read_dataset(project.data, schemas)
    if dataset.incomplete & {*MADE, "areas"}:
        raise Refused(say("start_refused"), [problem for problem in problems if problem.fatal])
    starting_point = StartingPoint(dataset, schemas)
    if not starting_point.is_example and (starting_point.rows("observations") or starting_point.rows("assessments")):
        raise Misuse(say("start_has_own_figures"))
    named = starting_point.municipalities["area_code"].to_list()
    for table in ("observations", "revisions"):
        real = dataset.tables[table].filter(pl.col("area_code").is_in(named))
        if real.height:
            raise Misuse(say("start_has_real_areas", rows=counted(real.height, "row"), table=schemas[table].title))
    return starting_point


def plan(starting_point: StartingPoint, municipality: Municipality) -> Iterator[str]:
    """What a start will do, in words, before it does it."""
    yield say("start_will")
    if starting_point.is_example:
        yield say("start_clears", **{name: readable(starting_point.rows(name)) for name in CLEARED})
    else:
        yield say("start_clears_nothing")
    yield say("start_names", name=municipality.name, code=municipality.code)
    yield say("start_number", number=municipality.organisation_number or say("start_no_number"))
    yield say("start_contact", name=municipality.contact_name, email=municipality.contact_email)
    numbers_of_help = {name: getattr(municipality, name) or say("start_no_number") for name in HELP}
    yield say("start_help", **numbers_of_help)
    yield say("start_address", address=municipality.public_address or say("start_no_address"))
    yield say("start_marks")
    yield say("start_leaves")
    if starting_point.rates_of_people:
        yield say("start_bases", indicators=numbers.listing(starting_point.rates_of_people, "sv"))
    if _may_be_a_person(municipality.contact_email):
        yield say("start_mailbox", email=municipality.contact_email)


def start(project: Project, municipality: Municipality) -> None:
    """Clear the example figures and name the municipality. If interrupted, it can be run again.

    The mark of example data is removed last: until then nothing half done can be published or taken for real figures.
    """
    with alone(project):
        starting_point = look(project)
        words = named(project.metadata, municipality)
        if starting_point.is_example:
            _clear(project.data, starting_point)
        with replacing(project.metadata) as unfinished:
            unfinished.write_bytes(words.encode())
        own = starting_point.dataset.tables["dataset"].with_columns(pl.lit("false").alias("is_example"))
        write_table(project.data, starting_point.schemas["dataset"], own)


def _clear(folder: Path, starting_point: StartingPoint) -> None:
    for name in CLEARED:
        schema = starting_point.schemas[name]
        if schema.is_partitioned:
            for path in sorted(folder.glob(schema.location)):
                path.unlink()
        else:
            write_table(folder, schema, starting_point.dataset.tables[name].clear())


def in_the_inbox(project: Project) -> Iterator[str]:
    """What to say of files in the inbox, which may be filled in with made-up figures."""
    names = [mask(shown_name(path)) for path in inbox_files(project)]
    if names:
        yield say("start_inbox", names=numbers.listing(names, "sv"))


def named(path: Path, municipality: Municipality) -> str:
    """The text of `metadata.yml` with the municipality filled in and every other character unchanged.

    Raises Refused if the file cannot be read, and Misuse if it lacks one of the keys or has one of them twice.
    """
    problems = read_words(path)[1]
    if problems:
        raise Refused(say("start_refused"), problems)
    text = path.read_bytes().decode()
    # libyaml counts positions from behind a byte order mark.
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    root = yaml.compose(text, Loader=TextLoader)
    answers = {keys: getattr(municipality, name) for name, keys in PLACES.items()}
    # A file from an earlier version need not have a line for what is not answered.
    edits = [(_place(root, keys), answer) for keys, answer in answers.items() if answer or _node(root, keys)]
    # From the end, so that the positions of the remaining edits stay valid.
    for node, answer in sorted(edits, key=lambda edit: edit[0].start_mark.index, reverse=True):
        begins, ends = node.start_mark.index, node.end_mark.index
        # A JSON string is YAML too; an empty value begins right after the colon.
        written = json.dumps(answer, ensure_ascii=False)
        text = f"{text[:begins]}{' ' if begins == ends else ''}{written}{text[ends:]}"
    if parse_words(text).municipality != municipality:
        raise Misuse(say("start_is_not_read_back"))
    return mark + text


def _place(root: yaml.Node | None, keys: tuple[str, ...]) -> yaml.ScalarNode:
    """The value node under these keys."""
    node = _node(root, keys)
    if not isinstance(node, yaml.ScalarNode):
        raise Misuse(say("start_needs_line", key=".".join(keys)))
    return node


def _node(root: yaml.Node | None, keys: tuple[str, ...]) -> yaml.Node | None:
    node = root
    for key in keys:
        parts = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((value for name, value in parts if name.value == key), None)
    return node


def _accept_name(answer: str, before: Answers, municipalities: pl.DataFrame) -> str:
    if not _of_name(answer, municipalities).height:
        raise Misuse(say("start_name_is_known", name=answer))
    return answer


def _accept_code(answer: str, before: Answers, municipalities: pl.DataFrame) -> str:
    right = _of_name(before["name"], municipalities)
    if answer in right["area_code"]:
        return answer
    codes = ", ".join(f"{code} ({name})" for code, name in right.select("area_code", "name").rows())
    raise Misuse(say("start_code_is_of_name", code=answer, name=before["name"], codes=codes))


def _of_name(name: str, municipalities: pl.DataFrame) -> pl.DataFrame:
    """The municipalities whose name is part of this one, as the check of `metadata.yml` requires."""
    return municipalities.filter([names_area(name, area) for area in municipalities["name"]])


def _accept_organisation_number(answer: str, before: Answers, municipalities: pl.DataFrame) -> str:
    digits = re.sub(r"[\s–-]", "", answer)
    if not digits:
        return ""
    if not re.fullmatch(r"(16)?[0-9]{10}", digits) or not is_organisation_number(digits[-10:]):
        # The answer is not repeated: it may be a person's number.
        raise Misuse(say("start_number_is_right"))
    return f"{digits[-10:-4]}-{digits[-4:]}"


def is_organisation_number(digits: str) -> bool:
    """Whether ten digits can be an organisation's: the third is 2 or more, as no person's is, and Luhn's sum holds."""
    return digits[2] >= "2" and orgnr.is_valid(digits)


def _accept_contact_name(answer: str, before: Answers, municipalities: pl.DataFrame) -> str:
    if not answer or "@" in answer:
        raise Misuse(say("start_contact_is_function"))
    return answer


def _accept_contact_email(answer: str, before: Answers, municipalities: pl.DataFrame) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", answer):
        raise Misuse(say("start_email_is_right", email=answer))
    return answer


def _accept_phone(answer: str, before: Answers, municipalities: pl.DataFrame) -> str:
    if answer and not (PHONE.fullmatch(answer) and 3 <= sum(map(str.isdigit, answer)) <= 15):
        raise Misuse(say("start_phone_is_right"))
    return answer


def _accept_public_address(answer: str, before: Answers, municipalities: pl.DataFrame) -> str:
    if answer and (fault := address_fault(answer)):
        raise Misuse(problem(fault[0], Place("metadata.yml"), answer, **fault[1]).message)
    return answer.lower()


def _may_be_a_person(email: str) -> bool:
    """Whether an address has the form first.last, as persons' addresses in municipalities do."""
    return re.fullmatch(r"[^\W\d_]+(\.[^\W\d_]+)+", email.partition("@")[0]) is not None


QUESTIONS: tuple[Question, ...] = (
    Question("name", "start_ask_name", _accept_name),
    Question("code", "start_ask_code", _accept_code),
    Question("organisation_number", "start_ask_number", _accept_organisation_number),
    Question("contact_name", "start_ask_contact_name", _accept_contact_name),
    Question("contact_email", "start_ask_contact_email", _accept_contact_email),
    Question("social_services", "start_ask_social_services", _accept_phone),
    Question("social_emergency", "start_ask_social_emergency", _accept_phone),
    Question("public_address", "start_ask_public_address", _accept_public_address, is_optional=True),
)


def accepted(question: Question, answer: str, before: Answers, starting_point: StartingPoint) -> str:
    """The answer to keep, with runs of spaces made one and none at its ends. Raises Misuse if it is wrong."""
    return question.accept(" ".join(answer.split()), before, starting_point.municipalities)
