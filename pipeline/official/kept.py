"""The answers behind what has been imported, kept beside `data/` so that a publish never needs the network."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import AnswerFault
from pipeline.files import replacing
from pipeline.messages import say
from pipeline.official.bundle import Bundle, read_bundle
from pipeline.project import FETCHED, Project


def waiting(project: Project, source: str) -> Path:
    """Where the answers of a source wait to be imported."""
    return project.inbox / FETCHED / f"{source}.json"


def unaccepted(project: Project, source: str) -> Path:
    """Where the answers of a source wait until staff have accepted what its series have become."""
    return project.inbox / FETCHED / f".{source}.json"


def kept_bundles(project: Project) -> dict[str, Bundle]:
    """The newest kept answers of each source, by its name. Raises AnswerFault if a kept file has been changed."""
    found = {}
    for path in sorted(project.answers.glob("*/*.json")):
        bundle = sound_bundle_in(path)
        if bundle is None:
            raise AnswerFault(say("kept_answer_is_changed", file=path.relative_to(project.root)))
        found[bundle.source] = bundle
    return found


def keep(project: Project, bundle: Bundle) -> None:
    """Keep the answers, unless the newest kept are the same."""
    newest = kept_bundles(project).get(bundle.source)
    if newest is None or newest.checksum != bundle.checksum:
        name = f"{bundle.fetched_at.replace(':', '')}-{bundle.checksum[:12]}.json"
        write_bundle(project.answers / bundle.source / name, bundle)


def sound_bundle_in(path: Path) -> Bundle | None:
    """The answers in a file as they came; None if there is no such file, or it has been changed."""
    try:
        return read_bundle(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else None
    except AnswerFault:
        return None


def write_bundle(path: Path, bundle: Bundle) -> None:
    """Write the answers to a file, whole or not at all."""
    with replacing(path) as unfinished:
        unfinished.write_text(bundle.as_json(), encoding="utf-8")
