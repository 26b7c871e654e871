"""The process that answers visitors' questions about one release: `python -m pipeline.serving.asking FOLDER SOCKET`.

Its socket is open already, as file descriptor SOCKET. It ends when its standard input does, as it then has nobody to
answer. It gives way to other processes, and may take MEMORY bytes more than at its start.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import socket
import sys
import threading
from contextlib import redirect_stderr
from pathlib import Path

import uvicorn

from pipeline.serving.site import open_site

MEMORY = 256 << 20
"""SQLite may take half of it (HEAP in pipeline/web/bounds.py), and the page of an answer the rest."""

GIVING_WAY = 10


def main() -> None:
    """Answer until the other end of standard input is closed."""
    folder, descriptor = Path(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(GIVING_WAY)
    threading.Thread(target=_end_with_input, daemon=True).start()
    # Datasette writes the whole of a question that fails to standard error. What a visitor asks is theirs to tell.
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):
        site = open_site(folder)
        _bound_memory()
        config = uvicorn.Config(site.app(), log_config=None, access_log=False, server_header=False, lifespan="off")
        with socket.socket(fileno=descriptor) as listener:
            uvicorn.Server(config).run(sockets=[listener])


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def _bound_memory() -> None:
    """Let the process take MEMORY more than it has."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main()
