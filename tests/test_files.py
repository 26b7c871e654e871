"""A file is put in place in one step, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.files import replacing


def test_what_was_written_takes_the_files_place(tmp_path: Path) -> None:
    path = tmp_path / "new/file.csv"

    for text in ("first", "second"):
        with replacing(path) as unfinished:
            unfinished.write_text(text, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == "second"
    assert list(path.parent.iterdir()) == [path]


def test_what_was_there_stays_where_the_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("whole", encoding="utf-8")

    def write_half() -> None:
        with replacing(path) as unfinished:
            unfinished.write_text("half", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()

    assert path.read_text(encoding="utf-8") == "whole"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_run_that_was_cut_off_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / ".link.new").symlink_to("nowhere")

    with replacing(tmp_path / "link") as unfinished:
        unfinished.symlink_to("somewhere")

    assert (tmp_path / "link").readlink() == Path("somewhere")
