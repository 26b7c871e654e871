"""What is shipped for a server: the units, commands of its guide, and nginx before two processes through a restart."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path

import httpx
import pytest
from behind_nginx import configure, free_port, is_installed, nginx, replaced, wait_for

DEPLOY = Path(__file__).parents[1] / "deploy"
GUIDE = DEPLOY.parent / "docs/drift.md"


@contextmanager
def replica(project: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process that serves the project's current release, from when it answers."""
    words = [sys.executable, "-m", "pipeline", "serve", "--project", str(project), "--port", str(port)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


class Site:
    """The project served by two processes behind nginx."""

    def __init__(self, project: Path, folder: Path, stack: ExitStack) -> None:
        self.project, self.stack = project, stack
        self.port, self.ports = free_port(), (free_port(), free_port())
        whole = configure(folder, project, self.port, self.ports)
        self.log = folder / "log/handlingsplan.log"
        self.replicas = [self.start(port) for port in self.ports]
        stack.enter_context(nginx(whole, self.port))

    def start(self, port: int) -> ExitStack:
        """A replica, and what ends it."""
        ends = self.stack.enter_context(ExitStack())
        ends.enter_context(replica(self.project, port))
        return ends

    def client(self, **settings: object) -> httpx.Client:
        """A reader."""
        return httpx.Client(base_url=f"https://127.0.0.1:{self.port}", verify=False, timeout=30, **settings)  # type: ignore[arg-type]


@pytest.fixture
def site(release: Path, repository: Path, tmp_path: Path) -> Iterator[Site]:
    """Two releases, the first of them current, served by two processes behind nginx."""
    if not is_installed():
        pytest.skip("nginx or openssl is not installed")
    project = tmp_path / "project"
    for name in ("first", "second"):
        shutil.copytree(release, project / "releases" / name)
        (project / "releases" / name / "downloads/which.csv").write_text(f"{name}\n", encoding="utf-8")
    switch(project, "first")
    shutil.copytree(repository / "schemas", project / "schemas")
    shutil.copy(repository / "metadata.yml", project)
    folder = tmp_path / "nginx"
    folder.mkdir()
    with ExitStack() as stack:
        yield Site(project, folder, stack)


def switch(project: Path, name: str) -> None:
    """Point `current` at a release, as a publish does."""
    new = project / "releases/.current.new"
    new.symlink_to(name)
    os.replace(new, project / "releases/current")


SAME = (
    "content-type",
    "content-disposition",
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cache-control",
    "access-control-allow-origin",
)
"""The headers of a file that must not depend on who sends it."""


def test_a_file_is_sent_with_the_headers_that_the_program_gives_it(site: Site) -> None:
    with site.client() as through, httpx.Client(base_url=f"http://127.0.0.1:{site.ports[0]}") as directly:
        folder = site.project / "releases/first/downloads"
        files = sorted(path.name for path in folder.iterdir() if path.suffix != ".gz")
        for kind in {Path(name).suffix for name in files}:
            address = f"/ladda-ner/{next(name for name in files if name.endswith(kind))}"
            sent, made = through.get(address), directly.get(address)
            assert sent.content == made.content
            assert {name: sent.headers.get(name) for name in SAME} == {name: made.headers.get(name) for name in SAME}
        assert (folder / "observations.csv.gz").exists()
        for name in ("finns-inte.csv", "observations.csv.gz"):
            missing = through.get(f"/ladda-ner/{name}")
            assert (missing.status_code, missing.text) == (404, directly.get(f"/ladda-ner/{name}").text)


def test_a_file_that_lies_packed_beside_is_sent_packed(site: Site) -> None:
    subprocess.run(["gzip", "-k", str(site.project / "releases/first/downloads/which.csv")], check=True)

    with site.client() as client:
        answer = client.get("/ladda-ner/which.csv")

    assert (answer.headers["content-encoding"], answer.text) == ("gzip", "first\n")


def test_a_page_is_kept_for_the_release_and_whatever_cookie_its_reader_has(site: Site) -> None:
    with site.client(headers={"cookie": "a=b", "authorization": "Basic x"}) as client:
        assert client.get("/indikatorer/P3-01").status_code == 200
    with site.client() as client:
        assert client.get("/indikatorer/P3-01?").status_code == 200
        assert client.get("/indikatorer/P3-01").status_code == 200
        switch(site.project, "second")
        assert client.get("/indikatorer/P3-01").status_code == 200
        assert client.get("/ladda-ner/which.csv").text == "second\n"

    lines = [line.split() for line in site.log.read_text(encoding="utf-8").splitlines()]
    assert [line[1:4] + line[-1:] for line in lines] == [
        ["GET", "/indikatorer/P3-01", "200", "MISS"],
        ["GET", "/indikatorer/P3-01", "200", "MISS"],
        ["GET", "/indikatorer/P3-01", "200", "HIT"],
        ["GET", "/indikatorer/P3-01", "200", "MISS"],
        ["GET", "/ladda-ner/which.csv", "200", "-"],
    ]
    assert "127.0.0.1" not in site.log.read_text(encoding="utf-8")


def test_no_reader_notices_a_switch_and_a_restart_of_each_process(site: Site) -> None:
    answers: list[tuple[str, int]] = []
    stop = threading.Event()

    def read(number: int) -> None:
        with site.client() as client:
            for turn in range(10_000):
                if stop.is_set():
                    return
                # An address of its own for each request, so that the processes answer and not what nginx has kept.
                address = f"/indikatorer/P3-01?{number}-{turn}"
                answers.append((address, client.get(address).status_code))

    readers = [threading.Thread(target=read, args=(number,)) for number in range(6)]
    for reader in readers:
        reader.start()
    for name, port, place in (("second", site.ports[0], 0), ("first", site.ports[1], 1)):
        switch(site.project, name)
        site.replicas[place].close()
        site.replicas[place] = site.start(port)
    stop.set()
    for reader in readers:
        reader.join()

    assert [answer for answer in answers if answer[1] != 200] == []
    assert len(answers) > 50


def test_an_answer_in_one_syntax_is_never_kept_for_who_wants_another(site: Site, catalogued: Path) -> None:
    shutil.copytree(catalogued, site.project / "releases/third")
    switch(site.project, "third")

    with site.client() as client:
        syntaxes = ("text/turtle", "application/ld+json", "application/rdf+xml", "text/turtle")
        for address, wanted in product(("/datasets/dcat", "/en/datasets/dcat"), syntaxes):
            answer = client.get(address, headers={"accept": wanted})
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith(wanted)
            assert "Accept" in answer.headers["vary"].split(", ")


def settings(unit: str) -> dict[str, str]:
    """The settings of a shipped unit, the last value of each."""
    lines = (DEPLOY / unit).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if re.match(r"\w+=", line))


def guided(command: str) -> list[list[str]]:
    """The words of each of the guide's commands that begin so, in order and without the change of user."""
    text = GUIDE.read_text(encoding="utf-8").replace("\\\n", " ").replace("runuser -u handlingsplan -- ", "")
    return [line.split() for line in text.splitlines() if line.startswith(command)]


def test_the_served_process_is_not_the_user_that_owns_the_program() -> None:
    served, reminder = settings("handlingsplan@.service"), settings("handlingsplan-paminnelse.service")
    ((*_, owner),) = guided("useradd")

    # Without a name, a dynamic user gets that of its unit, and a user who already has the name is taken.
    assert (served["DynamicUser"], served["User"]) == ("yes", f"{owner}-%i")
    assert reminder["User"] == owner


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_each_line_of_the_units(tmp_path: Path) -> None:
    for unit in DEPLOY.glob("handlingsplan*"):
        text = unit.read_text(encoding="utf-8").replace("/srv/handlingsplan/.venv/bin/pipeline", "/bin/true")
        (tmp_path / unit.name.replace("@", "@8001")).write_text(text, encoding="utf-8")

    words = ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))]
    verified = subprocess.run(words, capture_output=True, text=True, check=False)

    said = [line for line in verified.stderr.splitlines() if str(tmp_path) in line or "handlingsplan" in line]
    assert (len(words), said) == (5, [])


@pytest.mark.skipif(not shutil.which("rsync"), reason="rsync is not installed")
def test_older_releases_are_put_back_on_a_server_that_still_shows_the_latest(tmp_path: Path) -> None:
    copy, server = tmp_path / "copy", tmp_path / "server"
    for project, names in ((copy, ["first", "second"]), (server, ["third"])):
        for name in names:
            (project / "releases" / name).mkdir(parents=True)
            (project / "releases" / name / "release.json").write_text(name, encoding="utf-8")
        (project / "releases/journal.jsonl").write_text(names[-1], encoding="utf-8")
        switch(project, names[-1])

    (command,) = [words for words in guided("rsync") if words[-1].startswith("/srv/")]
    options = [word for word in command[:-2] if not word.startswith("--chown")]
    places = {"SÄKERHETSKOPIAN": str(copy), "/srv/handlingsplan": str(server)}
    subprocess.run([*options, *replaced(" ".join(command[-2:]), places).split()], check=True)

    there = server / "releases"
    assert sorted(path.name for path in there.iterdir()) == ["current", "first", "journal.jsonl", "second", "third"]
    assert os.readlink(there / "current") == "third"
    assert (there / "journal.jsonl").read_text(encoding="utf-8") == "third"


def test_a_server_that_went_back_to_a_version_can_be_upgraded_again(tmp_path: Path) -> None:
    def git(folder: Path, *words: str) -> str:
        names = ["-c", "user.name=A", "-c", "user.email=a@example.se"]
        done = subprocess.run(["git", *names, "-C", str(folder), *words], check=True, capture_output=True, text=True)
        return done.stdout.strip()

    there, server = tmp_path / "there", tmp_path / "server"
    there.mkdir()
    git(there, "init", "--quiet")
    for version in ("first", "second"):
        git(there, "commit", "--quiet", "--allow-empty", "--message", version)
        if not server.exists():
            git(tmp_path, "clone", "--quiet", str(there), str(server))
    note, pull, back = (words[3:] for words in guided("git -C /srv/handlingsplan"))

    noted = git(server, *note)
    git(server, *pull)
    git(server, *[word.replace("VERSIONEN", noted) for word in back])
    assert git(server, "log", "-1", "--format=%s") == "first"
    git(server, *pull)

    assert git(server, "log", "-1", "--format=%s") == "second"
