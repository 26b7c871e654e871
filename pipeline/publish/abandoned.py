"""Releases that were rolled back from: what is in them is not published again unasked."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.builder.identity import has_same_content, is_named_after
from pipeline.project import Project
from pipeline.releases.shelf import missing_parts, read_release, rollback_path


def rolled_back(project: Project, inputs: Mapping[str, str]) -> str | None:
    """The newest release with the content of these inputs that was rolled back from, if there is one.

    It is recognised by its name if its folder is gone, and in a later version of the program by its content.
    """
    for name in reversed(rollback_path(project)[1]):
        folder = project.releases / name
        if is_named_after(name, inputs) or (
            not missing_parts(folder) and has_same_content(read_release(folder)["inputs"], inputs)
        ):
            return name
    return None
