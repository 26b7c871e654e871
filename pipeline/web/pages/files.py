"""The release's files, downloads and charts, as they were built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Request, asgi_send_file

from pipeline.web.frame import facts, release_file

if TYPE_CHECKING:
    from datasette.app import Datasette

CONTENT_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".zip": "application/zip",
}


async def download(datasette: Datasette, request: Request, send: Any) -> None:
    """One file to download."""
    await _send_file(datasette, send, "downloads", request.url_vars["file"])


async def chart(datasette: Datasette, request: Request, send: Any) -> None:
    """One chart."""
    await _send_file(datasette, send, "charts", request.url_vars["file"])


async def _send_file(datasette: Datasette, send: Any, part: str, name: str) -> None:
    # The name must be that of an existing file, so that none can lead out of the folder.
    if name not in (await facts(datasette)).files[part]:
        raise NotFound(name)
    path = release_file(datasette, part, name)
    headers = {"cache-control": "public, max-age=60"}
    if part == "downloads":
        headers["content-disposition"] = f'attachment; filename="{name}"'
    content_type = CONTENT_TYPES.get(path.suffix, "application/octet-stream")
    await asgi_send_file(send, path, content_type=content_type, headers=headers, chunk_size=65536)
