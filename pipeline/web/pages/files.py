"""Files as they are: the release's downloads and charts, and what pages are shown with."""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Request, Response

from pipeline.web.file_types import content_type
from pipeline.web.frame import CATALOGUE, TWIN, facts, release_file
from pipeline.web.transfer import matches, takes_gzip
from pipeline.web.versions import LENGTH, PINNED, STATIC, lifetime, version

if TYPE_CHECKING:
    from datasette.app import Datasette

PART = 1 << 16
"""Bytes that are read and sent at a time."""

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
"""A part of a file. Of several at once the whole file is sent, as a server may."""


@dataclass(frozen=True)
class Sent:
    """A file of a release to send: the folder of the release, the file's name in it, and what is known of it.

    checksums: the SHA-256 of the release's files by name. time: the day of its newest figures, an ISO date.
    is_for_ever: whether its address names the release, so that what is there never changes.
    """

    folder: Path
    name: str
    checksums: Mapping[str, str]
    time: str | None
    is_for_ever: bool = False

    @property
    def path(self) -> Path:
        return self.folder / self.name

    @property
    def twin(self) -> str:
        """The name of the packed twin, if there is one."""
        return self.name + TWIN

    @property
    def is_download(self) -> bool:
        """Whether it is to be saved rather than shown."""
        return not self.name.startswith(("charts/", CATALOGUE))


async def download(datasette: Datasette, request: Request, send: Any) -> None:
    """One file to download."""
    await send_file(request, send, await of_served(datasette, "downloads", request.url_vars["file"]))


async def chart(datasette: Datasette, request: Request, send: Any) -> None:
    """One chart."""
    await send_file(request, send, await of_served(datasette, "charts", request.url_vars["file"]))


async def of_served(datasette: Datasette, part: str, name: str) -> Sent:
    """A file of the served release. Raises NotFound if there is none of this name."""
    known = await facts(datasette)
    # The name must be that of an existing file, so that none can lead out of the folder.
    if name not in known.files[part]:
        raise NotFound(name)
    return Sent(release_file(datasette, ""), f"{part}/{name}", known.checksums, known.release["time"])


async def style(request: Request) -> Response:
    """The stylesheet, the script or the icon."""
    name = request.url_vars["file"]
    if name not in STATIC:
        raise NotFound(name)
    headers = {"cache-control": lifetime(request.args.get("v"), version(STATIC[name]))}
    return Response(STATIC[name], headers=headers, content_type=content_type(name))


async def send_file(request: Request, send: Any, sent: Sent, added: Mapping[str, str] | None = None) -> None:
    """Send a file, or the part of it that was asked for, or that the reader has it (RFC 9110, sections 13 and 14).

    added: headers beside those that every file has.
    """
    path = sent.path
    tag = await asyncio.to_thread(_tag, path, path.stat().st_mtime_ns)
    published = _http_date(sent.time)
    headers = {
        "content-type": content_type(path.name),
        "cache-control": PINNED if sent.is_for_ever else lifetime(request.args.get("v"), tag[1 : 1 + LENGTH]),
        "etag": tag,
        "accept-ranges": "bytes",
        **({"last-modified": published} if published else {}),
        **(added or {}),
    }
    if sent.is_download:
        headers["content-disposition"] = f'attachment; filename="{path.name}"'
    asked = request.headers
    is_packed = takes_gzip(request.scope["headers"]) and "range" not in asked and await _is_whole(sent)
    if _has_it(asked, tag, published):
        await _start(send, 304, headers)
        await send({"type": "http.response.body", "body": b""})
    elif is_packed:
        # Not byte for byte what the strong tag was given to.
        twin = sent.folder / sent.twin
        await _send_part(send, twin, 200, {**headers, "etag": f"W/{tag}", "content-encoding": "gzip"})
    else:
        is_same = asked.get("if-range", tag) in (tag, published)
        await _send_wanted(send, path, asked.get("range", "") if is_same else "", headers)


async def _is_whole(sent: Sent) -> bool:
    """Whether a file has a packed twin that is as it was built; otherwise the file itself is sent."""
    checksum, twin = sent.checksums.get(sent.twin), sent.folder / sent.twin
    if checksum is None or not twin.is_file():
        return False
    tag = await asyncio.to_thread(_tag, twin, twin.stat().st_mtime_ns)
    return checksum.startswith(tag.strip('"'))


async def _send_wanted(send: Any, path: Path, wanted: str, headers: Mapping[str, str]) -> None:
    """Send the part of a file that a Range asks for, or all of it where it asks for none."""
    size = path.stat().st_size
    part = _part(wanted, size)
    if part is None:
        await _send_part(send, path, 200, headers)
    elif part[0] >= part[1]:
        await _start(send, 416, {"content-range": f"bytes */{size}"})
        await send({"type": "http.response.body", "body": b""})
    else:
        await _send_part(send, path, 206, {**headers, "content-range": f"bytes {part[0]}-{part[1] - 1}/{size}"}, part)


async def _send_part(
    send: Any, path: Path, status: int, headers: Mapping[str, str], part: tuple[int, int] | None = None
) -> None:
    """Send the bytes of a file from the first of `part` to before the last, or all of them."""
    first, end = part or (0, path.stat().st_size)
    await _start(send, status, {**headers, "content-length": str(end - first)})
    await _send_bytes(send, path, first, end)


@lru_cache(maxsize=10_000)
def _tag(path: Path, _changed: int) -> str:
    """The entity tag of a file by its content, so that every server of a release agrees.

    _changed: when it was written, in ns: a damaged file is replaced where it is.
    """
    with path.open("rb") as file:
        return f'"{hashlib.file_digest(file, "sha256").hexdigest()[:32]}"'


def _http_date(time: str | None) -> str | None:
    """The time of a release as HTTP writes it; None for one without figures, which has none."""
    if time is None:
        return None
    return format_datetime(datetime.datetime.fromisoformat(time).astimezone(datetime.UTC), usegmt=True)


def _has_it(asked: Mapping[str, str], tag: str, published: str | None) -> bool:
    """Whether the reader has the file, by its tag or else by its date."""
    if "if-none-match" in asked:
        return matches(asked["if-none-match"].encode("latin-1"), tag.encode())
    if published is None:
        return False
    try:
        since = parsedate_to_datetime(asked.get("if-modified-since", ""))
    except (ValueError, OverflowError):
        return False
    return since.tzinfo is not None and parsedate_to_datetime(published) <= since


def _part(wanted: str, size: int) -> tuple[int, int] | None:
    """The first byte of a part and the one after its last; None for the whole, and no bytes if there are none such."""
    found = RANGE.fullmatch(wanted.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size
    end = min(size, int(last) + 1) if last else size
    return (int(first), end) if not last or int(last) >= int(first) else None


async def _start(send: Any, status: int, headers: Mapping[str, str]) -> None:
    coded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": coded})


async def _send_bytes(send: Any, path: Path, first: int, end: int) -> None:
    with path.open("rb") as file:
        file.seek(first)
        while first < end:
            part = file.read(min(PART, end - first))
            first += len(part)
            await send({"type": "http.response.body", "body": part, "more_body": first < end})
        if not end:
            await send({"type": "http.response.body", "body": b""})
