"""The shipped nginx configuration on this machine: the site of `deploy/` before processes that serve a project."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")


def is_installed() -> bool:
    """Whether nginx is here, and what makes a certificate for it."""
    return NGINX is not None and shutil.which("openssl") is not None


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Until something listens on the port, or twenty seconds have passed."""
    for _ in range(200):
        with socket.socket() as client:
            if not client.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise AssertionError(f"nothing listens on {port}")


def configure(folder: Path, project: Path, port: int, replicas: tuple[int, int]) -> Path:
    """The shipped site as it is written, but for the places and the ports of this machine.

    It listens on `port` with TLS, and asks the processes that listen on the ports of `replicas`.
    """
    (folder / "log").mkdir()
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    keys = ["-keyout", str(folder / "site.key"), "-out", str(folder / "site.pem")]
    subprocess.run([*words, *keys], check=True, capture_output=True)
    places = {
        "/srv/handlingsplan/": f"{project}/",
        "/etc/ssl/certs/handlingsplan.pem": str(folder / "site.pem"),
        "/etc/ssl/private/handlingsplan.key": str(folder / "site.key"),
        "/etc/nginx/handlingsplan-proxy.conf": str(DEPLOY / "nginx/handlingsplan-proxy.conf"),
        "/var/cache/nginx": str(folder / "cache"),
        "/var/log/nginx": str(folder / "log"),
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "127.0.0.1:8001": f"127.0.0.1:{replicas[0]}",
        "127.0.0.1:8002": f"127.0.0.1:{replicas[1]}",
        # All who ask here have one address, and ask for more than readers do.
        "rate=30r/s": "rate=3000r/s",
    }
    (folder / "cache").mkdir()
    site = replaced((DEPLOY / "nginx/handlingsplan.conf").read_text(encoding="utf-8"), places)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    temporary = [f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    user = "user root;" if os.geteuid() == 0 else ""
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{user} daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/log/error.log;\n"
        f"events {{}}\nhttp {{ {' '.join(temporary)} include {folder}/site.conf; }}\n",
        encoding="utf-8",
    )
    return whole


def replaced(text: str, changes: dict[str, str]) -> str:
    """The text with each of the changes, none of which is for nothing."""
    for before, after in changes.items():
        assert before in text, before
        text = text.replace(before, after)
    return text


@contextmanager
def nginx(configuration: Path, port: int) -> Iterator[None]:
    """nginx with this configuration, from when it answers on the port until the block ends. Warnings are errors."""
    assert NGINX is not None
    words = [NGINX, "-c", str(configuration), "-p", str(configuration.parent)]
    tried = subprocess.run([*words, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr, tried.stderr
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait()
