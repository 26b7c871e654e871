"""The fetched answers among the files that are imported: none is older than what has been imported already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.intake.files.document import Document
from pipeline.messages import problem
from pipeline.model import Place, Problem
from pipeline.official.bundle import Bundle, read_bundle


def answers_in(documents: Sequence[Document]) -> Iterator[tuple[Document, Bundle]]:
    """The documents that are fetched answers, and the answers."""
    for document in documents:
        bundle = read_bundle(document.text or "") if document.path.suffix == ".json" else None
        if bundle is not None:
            yield document, bundle


def outdated(documents: Sequence[Document], kept: Mapping[str, Bundle]) -> Iterator[Problem]:
    """A problem for each file whose answers are older than those of the same source that were last imported."""
    for document, bundle in answers_in(documents):
        newest = kept.get(bundle.source)
        if newest is not None and newest.checksum != bundle.checksum and bundle.fetched_at < newest.fetched_at:
            yield problem(
                "answers_are_newest",
                Place(document.name),
                time=_told(bundle.fetched_at),
                newest=_told(newest.fetched_at),
            )


def _told(time: str) -> str:
    """A time in UTC (ISO 8601) as staff read it: "2026-11-24 kl. 12:00 UTC"."""
    return f"{time[:10]} kl. {time[11:16]} UTC"
