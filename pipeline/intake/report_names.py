"""What the report's own files about staff's files are called."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path

from pipeline.messages import say

LONGEST_STEM = 180
"""In bytes. The name of a file has at most 255, and a word and a number are added."""


def free_path(folder: Path, sentence: str, name: str) -> Path:
    """Where in the folder to write about the file of this name, as the sentence says: no other file is there.

    Two files may have the same name but for the extension, or but for the end of a very long name.
    """
    short = _short(Path(name).stem)
    stems = chain((short, _short(name)), (f"{short} ({number})" for number in count(2)))
    paths = (folder / say(sentence, stem=stem) for stem in stems)
    return next(path for path in paths if not path.exists())


def _short(stem: str) -> str:
    """As much of a name as fits, without what separates folders on Windows."""
    return stem.replace("\\", "_").encode()[:LONGEST_STEM].decode(errors="ignore")
