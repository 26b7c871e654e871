"""The raw answers of one fetch, in one file: each with its address, the time and its checksum."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from pipeline.errors import AnswerFault
from pipeline.messages import say

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True)
class Answer:
    """One answer of a source, whole. `fetched_at` is in UTC, to the second (ISO 8601)."""

    address: str
    fetched_at: str
    content: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content.encode("utf-8")).hexdigest()

    def data(self) -> Any:
        """The answer as data. Raises AnswerFault if it is not whole JSON, repeats a name, or has half a character."""
        try:
            found = json.loads(self.content, parse_constant=_refuse, object_pairs_hook=_once)
            json.dumps(found, ensure_ascii=False).encode("utf-8")
            return found
        except (ValueError, RecursionError) as error:
            raise AnswerFault(say("answer_is_not_whole", address=self.address)) from error


@dataclass(frozen=True)
class Bundle:
    """What a source answered in one fetch, in the order that it was asked."""

    source: str
    answers: tuple[Answer, ...]

    @property
    def checksum(self) -> str:
        """The same for the same answers from the same addresses, whenever they were fetched."""
        told = "\n".join(sorted(f"{answer.sha256} {answer.address}" for answer in self.answers))
        return hashlib.sha256(told.encode("utf-8")).hexdigest()

    @property
    def fetched_at(self) -> str:
        """When the last of the answers came, in UTC (ISO 8601)."""
        return max(answer.fetched_at for answer in self.answers)

    def as_json(self) -> str:
        """The file's text."""
        answers = [
            {"address": each.address, "fetched_at": each.fetched_at, "sha256": each.sha256, "content": each.content}
            for each in self.answers
        ]
        return json.dumps({"source": self.source, "answers": answers}, ensure_ascii=False, indent=1) + "\n"


def read_bundle(text: str) -> Bundle | None:
    """The answers in a file's text; None if it is something else.

    Raises AnswerFault if an answer is not what its checksum says: somebody has changed the file.
    """
    try:
        content = json.loads(text)
        found = [
            (Answer(each["address"], each["fetched_at"], each["content"]), each["sha256"])
            for each in content["answers"]
        ]
        bundle = Bundle(content["source"], tuple(answer for answer, _ in found))
        is_whole = bool(found) and all(TIME.fullmatch(answer.fetched_at) for answer in bundle.answers)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not is_whole:
        return None
    for answer, checksum in found:
        if answer.sha256 != checksum:
            raise AnswerFault(say("answer_is_changed", address=answer.address))
    return bundle


def _refuse(constant: str) -> None:
    """JSON has no NaN and no infinity, though Python reads them."""
    raise ValueError(constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) < len(pairs):
        raise ValueError(pairs)
    return named
