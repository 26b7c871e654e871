"""Staff's answers to what the files left open, as rows of the tables `readings` and `allowed_texts`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import polars as pl

from pipeline.checks.personal import hit_id
from pipeline.checks.telling import telling_id
from pipeline.errors import Misuse
from pipeline.intake.sources.contract import Extract
from pipeline.intake.sources.questions import Question, Reading
from pipeline.messages import say
from pipeline.model import FILE, ROW, SOUND

NO_PERSON = "ingen-person"
"""The answer that a text which may be personal data is none."""

TELLS_NOTHING = "avslöjar-inget"
"""The answer that a text with a number in it tells no hidden figure."""


class Answers:
    """The answers given, by the names of the questions, and the tables with those that have found their question."""

    def __init__(self, given: Mapping[str, str], tables: Mapping[str, pl.DataFrame], today: datetime.date) -> None:
        self.waiting = dict(given)
        self.tables = {name: tables[name] for name in ("readings", "allowed_texts")}
        self.is_given = False
        self.today = today

    @property
    def allowed(self) -> list[str]:
        """The texts that are known to be no personal data."""
        return self.tables["allowed_texts"]["text"].drop_nulls().to_list()

    def take_texts(self, asked: Mapping[str, str]) -> None:
        """Allow each of the texts that may be personal data, by the names of their questions, that staff say is none.

        Raises Misuse if an answer is something else.
        """
        self._allow(asked, NO_PERSON, "ground_of_text")

    def take_telling(self, asked: Mapping[str, str]) -> None:
        """The same for the texts that may tell a hidden figure, and that staff say tell none."""
        self._allow(asked, TELLS_NOTHING, "ground_of_telling")

    def _allow(self, asked: Mapping[str, str], accepted: str, ground: str) -> None:
        for question, text in asked.items():
            if question in self.waiting:
                choice = self.waiting.pop(question)
                if choice.casefold() != accepted:
                    raise Misuse(say("answer_is_a_choice", choice=choice, id=question, choices=accepted))
                self._add("allowed_texts", [{"text": text, "reason": say(ground), **_unplaced()}])

    def take(self, extract: Extract) -> bool:
        """Add a reading for each question of an extract that is answered; whether there was any.

        Raises Misuse if an answer is no choice of its question.
        """
        answered = [question for question in extract.questions if question.reading.id in self.waiting]
        rows = [self._row(question) for question in answered]
        for question in answered:
            self.waiting.pop(question.reading.id, None)
        self._add("readings", rows)
        return bool(rows)

    def _add(self, table: str, rows: list[dict[str, object]]) -> None:
        if rows:
            self.is_given = True
            present = self.tables[table]
            self.tables[table] = pl.concat([present, pl.DataFrame(rows, schema=present.schema)])

    def _row(self, question: Question) -> dict[str, object]:
        reading = question.reading
        choice = self.waiting[reading.id]
        meaning = question.meaning(choice)
        if meaning is None:
            choices = ", ".join(question.choices)
            raise Misuse(say("answer_is_a_choice", choice=choice, id=reading.id, choices=choices))
        return {
            "source_id": question.source,
            "subject": reading.subject,
            "text": reading.text,
            "applies_to": reading.applies_to,
            "meaning": meaning,
            "answered_on": self.today,
            "ground": say("ground_of_answer"),
            **_unplaced(),
        }

    def judge_rest(self) -> None:
        """Raise Misuse if an answer is of no question, unless that has been answered before."""
        known = {
            Reading(subject, text, applies_to).id
            for subject, text, applies_to in self.tables["readings"].select("subject", "text", "applies_to").iter_rows()
        } | {name(text) for text in self.allowed for name in (hit_id, telling_id)}
        for question in self.waiting:
            if question not in known:
                raise Misuse(say("answer_is_of_a_question", id=question))


def _unplaced() -> dict[str, object]:
    """What a row that is not in a file yet has besides its columns."""
    return {FILE: "", ROW: None, SOUND: True}
