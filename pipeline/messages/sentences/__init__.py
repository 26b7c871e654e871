"""Every sentence that staff read from the program, in Swedish, by name; those of rules are kept with their rules."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.messages.sentences import (
    command_line,
    doctor,
    fetching,
    guidance,
    handover,
    importing,
    parts,
    population,
    preview,
    protecting,
    publishing,
    repairs,
    sending,
    start,
    workbook,
)

SENTENCES: Mapping[str, str] = {
    **parts.SENTENCES,
    **repairs.SENTENCES,
    **importing.SENTENCES,
    **protecting.SENTENCES,
    **workbook.SENTENCES,
    **preview.SENTENCES,
    **publishing.SENTENCES,
    **sending.SENTENCES,
    **fetching.SENTENCES,
    **population.SENTENCES,
    **guidance.SENTENCES,
    **start.SENTENCES,
    **doctor.SENTENCES,
    **handover.SENTENCES,
    **command_line.SENTENCES,
}
