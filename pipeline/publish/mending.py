"""A damaged release made whole again, file by file, from a twin built of the same inputs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from pipeline.errors import ReleaseFault
from pipeline.files import flush_all
from pipeline.messages import say
from pipeline.releases.checksums import checksum, damaged
from pipeline.releases.shelf import RELEASE


def mend(folder: Path, twin: Path) -> None:
    """Put every file of the twin that the release lacks, or has changed, in its place, and take away all others.

    A folder cannot be replaced by another in one step, but a file can: whoever reads the release meanwhile sees each
    file as it was or as it should be. `release.json` is last, so that a release that is half mended still shows as
    damaged. Raises ReleaseFault if it is not whole even then.
    """
    _clear_away(folder, twin)
    found = sorted(twin.rglob("*"), key=lambda path: (path == twin / RELEASE, path))
    for path in found:
        own = folder / path.relative_to(twin)
        if path.is_dir():
            own.mkdir(exist_ok=True)
        elif checksum(own) != checksum(path):
            os.replace(path, own)
    flush_all(folder)
    if faults := damaged(folder):
        raise ReleaseFault(say("release_not_whole", release=folder.name, files=", ".join(faults)))


def _clear_away(folder: Path, twin: Path) -> None:
    """Remove what the twin does not have, or has as a folder where this is a file or the other way round."""
    for place, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            path = Path(place) / name
            wanted = twin / path.relative_to(folder)
            is_folder = path.is_dir() and not path.is_symlink()
            if not wanted.exists() or wanted.is_dir() != is_folder:
                shutil.rmtree(path) if is_folder else path.unlink()
        folders[:] = [name for name in folders if (Path(place) / name).is_dir()]
