"""A release sent to where it is served: whole or not at all, and nothing in an address is run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.errors import ReleaseFault
from pipeline.project import open_project
from pipeline.publish.sending import Target, send
from tests.conftest import Outcome, Runner
from tests.folders import checksums
from tests.sheets import break_cell

SSHD = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/usr/bin")

needs_a_server = pytest.mark.skipif(
    SSHD is None or shutil.which("rsync") is None or shutil.which("ssh") is None,
    reason="openssh-server, openssh-client or rsync is not installed",
)


def current(folder: Path) -> str:
    """The name of the release that is served from a folder."""
    return os.readlink(folder / "releases/current")


def names(folder: Path) -> list[str]:
    """What lies in a folder's releases/, hidden or not."""
    return sorted(path.name for path in (folder / "releases").iterdir())


def change(project: Path, text: str) -> None:
    """Make the input another than it was, without a fault in it."""
    break_cell(project / "data/observations/2025.csv", 2, "note", text)


def last(outcome: Outcome) -> str:
    """The last line that a command said to the screen."""
    return outcome.stdout.splitlines()[-1]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """An empty folder to send to, of a name that a shell would take apart."""
    folder = tmp_path / "en mapp; touch 'x' $(touch y)"
    folder.mkdir()
    return folder


@pytest.fixture
def instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Puts a shell script before the program of its name."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")

    def put(name: str, script: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)

    return put


def test_a_folder_gets_the_release_and_the_journal(once_published: Path, target: Path, runner: Runner) -> None:
    name = current(once_published)

    outcome = runner("publish", "--project", once_published, "--to", target)

    assert (outcome.exit_code, last(outcome)) == (0, f"{name} visas nu från {target}.")
    assert outcome.stderr.splitlines()[-1] == f"Skickar till {target} …"
    assert current(target) == name
    assert checksums(target / "releases") == checksums(once_published / "releases")
    assert names(target) == [name, "current", "journal.jsonl"]
    assert last(runner("publish", "--project", once_published, "--to", target)) == (
        f"{name} finns redan på {target}, och det är den som visas."
    )


def test_the_next_release_lies_beside_the_one_before(once_published: Path, target: Path, runner: Runner) -> None:
    runner("publish", "--project", once_published, "--to", target)
    before, kept = current(target), checksums(target / "releases" / current(target))
    change(once_published, "en not")

    outcome = runner("publish", "--project", once_published, "--to", target)

    assert last(outcome) == f"{current(once_published)} visas nu från {target}."
    assert current(target) == current(once_published) != before
    assert checksums(target / "releases") == checksums(once_published / "releases")
    assert checksums(target / "releases" / before) == kept


def test_damage_at_the_target_is_mended(once_published: Path, target: Path, runner: Runner) -> None:
    runner("publish", "--project", once_published, "--to", target)
    whole = checksums(target)
    (target / "releases" / current(target) / "handlingsplan.db").write_bytes(b"damaged")

    runner("publish", "--project", once_published, "--to", target)

    assert checksums(target) == whole


FAILING = {
    'mkdir -p "$5"; echo half > "$5/release.json"; echo "cp: No space left on device" >&2; exit 1': (
        "Disken är full på {target}. Det som visas där är fortfarande helt. Ta bort gamla publiceringar där och kör "
        "kommandot igen. Svaret var: cp: No space left on device"
    ),
    'echo "cp: cannot create: Read-only file system" >&2; exit 1': (
        "Det går inte att skriva i {target}. Det som visas där är fortfarande helt. Ge den användare som tar emot rätt "
        "att skriva i mappen releases där. Svaret var: cp: cannot create: Read-only file system"
    ),
    'echo "cp: Input/output error" >&2; exit 1': (
        "Det gick inte att skicka till {target}. Det som visas där är fortfarande helt. Svaret var: cp: Input/output "
        "error"
    ),
    '/bin/cp "$@"; echo damaged > "$5/release.json"': (
        "Kopian av {release} på {target} blev inte likadan som publiceringen här, så den används inte. Det som visas "
        "där är orört. Kör kommandot igen."
    ),
}
"""Programs that copy as on a machine with a fault, and what is said of it."""


def test_a_copy_that_fails_leaves_the_target_as_it_was(
    once_published: Path, target: Path, runner: Runner, instead: Callable[[str, str], None]
) -> None:
    runner("publish", "--project", once_published, "--to", target)
    before, whole = current(target), checksums(target / "releases" / current(target))
    change(once_published, "en not")
    for script, told in FAILING.items():
        instead("cp", script)

        outcome = runner("publish", "--project", once_published, "--to", target)

        wanted = told.format(target=target, release=current(once_published))
        assert (outcome.exit_code, outcome.stderr.splitlines()[-1]) == (2, wanted)
        assert (current(target), checksums(target / "releases" / before)) == (before, whole)
    instead("cp", 'exec /bin/cp "$@"')
    assert runner("publish", "--project", once_published, "--to", target).exit_code == 0
    assert checksums(target / "releases") == checksums(once_published / "releases")


@pytest.mark.parametrize("text", ["-oProxyCommand=touch x", "server:releases", "a\nb", "user@server:"])
def test_what_is_no_target_is_refused_before_anything_is_done(text: str, small_project: Path, runner: Runner) -> None:
    outcome = runner("publish", "--project", small_project, f"--to={text}")

    assert outcome == Outcome(
        2,
        "",
        f"Det går inte att skicka till ”{text}”. Skriv en mapp, eller användare@server:/mapp med hela sökvägen på "
        "servern.\n",
    )
    assert not (small_project / "releases").exists()


def test_the_project_itself_is_no_target(small_project: Path, runner: Runner) -> None:
    assert runner("publish", "--project", small_project, "--to", small_project) == Outcome(
        2, "", f"{small_project} är det här projektet. Ange en annan mapp att skicka till.\n"
    )


def test_a_folder_that_is_not_there_is_not_made(once_published: Path, tmp_path: Path, runner: Runner) -> None:
    outcome = runner("publish", "--project", once_published, "--to", tmp_path / "saknas")

    assert (outcome.exit_code, outcome.stderr.splitlines()[-1]) == (
        2,
        f"Mappen {tmp_path / 'saknas'} finns inte. Skapa den, eller rätta adressen, och kör kommandot igen.",
    )
    assert not (tmp_path / "saknas").exists()


def test_a_program_that_is_not_installed_is_named(
    once_published: Path, tmp_path: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    outcome = runner("publish", "--project", once_published, "--to", "publicera@server:/srv/handlingsplan")

    assert outcome.stderr.splitlines()[-1] == (
        "Programmet ssh behövs för att skicka, men finns inte på datorn. Installera det först."
    )


@dataclass(frozen=True)
class Server:
    """An SSH server on this machine, and the configuration by which `ssh` reaches it under the name `server`."""

    folder: Path
    port: int

    def configure(self, **changed: str) -> None:
        """Write how to reach it, with some settings changed."""
        settings = {
            "HostName": "127.0.0.1",
            "Port": str(self.port),
            "IdentityFile": str(self.folder / "client"),
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "UserKnownHostsFile": str(self.folder / "known_hosts"),
            "GlobalKnownHostsFile": "/dev/null",
            "ConnectTimeout": "5",
            **changed,
        }
        lines = ["Host server", *(f"  {name} {value}" for name, value in settings.items())]
        (self.folder / "config").write_text("\n".join(lines), encoding="utf-8")


def start_server(folder: Path, *settings: str) -> tuple[subprocess.Popen[bytes], int]:
    """An sshd on a port of its own, that lets in the key `client`."""
    assert SSHD
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    for key in ("host", "client", "stranger"):
        if not (folder / key).exists():
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)], check=True)
    shutil.copy(folder / "client.pub", folder / "authorized_keys")
    public = " ".join((folder / "host.pub").read_text(encoding="utf-8").split()[:2])
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {public}\n", encoding="utf-8")
    lines = [
        f"Port {port}",
        "ListenAddress 127.0.0.1",
        f"HostKey {folder / 'host'}",
        f"AuthorizedKeysFile {folder / 'authorized_keys'}",
        "StrictModes no",
        "UsePAM no",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "PidFile none",
        *settings,
    ]
    (folder / "sshd_config").write_text("\n".join(lines), encoding="utf-8")
    if os.geteuid() == 0:
        # What the service itself makes when it starts.
        Path("/run/sshd").mkdir(exist_ok=True)
    process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(folder / "sshd_config")], stderr=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as client:
            if not client.connect_ex(("127.0.0.1", port)):
                break
        time.sleep(0.05)
    return process, port


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path, instead: Callable[[str, str], None]) -> Iterator[Server]:
    """A server with the settings that a test is given, if any, which is reached as `server`."""
    folder = tmp_path / "ssh"
    folder.mkdir()
    process, port = start_server(folder, *getattr(request, "param", ()))
    found = Server(folder, port)
    found.configure()
    instead("ssh", f'exec {shutil.which("ssh", path="/usr/bin:/bin")} -F "{folder / "config"}" "$@"')
    try:
        yield found
    finally:
        process.terminate()
        process.wait()


@needs_a_server
@pytest.mark.usefixtures("server")
def test_a_server_gets_the_release_and_switches_to_it(once_published: Path, target: Path, runner: Runner) -> None:
    first = current(once_published)

    outcome = runner("publish", "--project", once_published, "--to", f"server:{target}")

    assert (outcome.exit_code, last(outcome)) == (0, f"{first} visas nu från server:{target}."), outcome
    change(once_published, "en not")
    outcome = runner("publish", "--project", once_published, "--to", f"server:{target}")
    assert (outcome.exit_code, last(outcome)) == (0, f"{current(once_published)} visas nu från server:{target}.")
    assert current(target) == current(once_published) != first
    assert checksums(target / "releases") == checksums(once_published / "releases")
    assert [path.name for path in target.parent.glob("[xy]")] == []


@needs_a_server
def test_a_copy_that_was_cut_off_is_finished_by_the_next(
    once_published: Path, target: Path, runner: Runner, server: Server, instead: Callable[[str, str], None]
) -> None:
    """The connection dies while the release is copied: the server breaks it off after 300 kB."""
    runner("publish", "--project", once_published, "--to", f"server:{target}")
    before, whole = current(target), checksums(target / "releases" / current(target))
    change(once_published, "en not")
    ssh = f'{shutil.which("ssh", path="/usr/bin:/bin")} -F "{server.folder / "config"}"'
    instead("ssh", f'case "$*" in *rsync*) head -c 300000 | {ssh} "$@";; *) exec {ssh} "$@";; esac')

    outcome = runner("publish", "--project", once_published, "--to", f"server:{target}")

    assert outcome.exit_code == 2
    assert "Det som visas där är fortfarande helt." in outcome.stderr
    assert (current(target), checksums(target / "releases" / before)) == (before, whole)
    instead("ssh", f'exec {ssh} "$@"')
    assert runner("publish", "--project", once_published, "--to", f"server:{target}").exit_code == 0
    assert checksums(target / "releases") == checksums(once_published / "releases")
    assert names(target) == names(once_published)


def tell(runner: Runner, project: Path, to: str) -> str:
    """What a publish to a server that fails says last."""
    outcome = runner("publish", "--project", project, "--to", to)
    assert outcome.exit_code == 2, outcome
    return outcome.stderr.splitlines()[-1]


@needs_a_server
def test_what_keeps_a_release_from_a_server_is_told(
    once_published: Path, tmp_path: Path, runner: Runner, server: Server
) -> None:
    to = f"server:{tmp_path}"

    server.configure(UserKnownHostsFile="/dev/null")
    assert tell(runner, once_published, to) == (
        f"Servern i {to} är inte känd av den här datorn, eller har bytt nyckel. Fråga den som sköter servern om "
        "nyckeln, och logga in en gång för hand med ssh så att den sparas. Inget skickades. Svaret var: Host key "
        "verification failed."
    )
    server.configure(IdentityFile=str(server.folder / "stranger"))
    told = tell(runner, once_published, to)
    assert told.startswith(
        f"Servern i {to} släpper inte in dig. Be den som sköter servern lägga in din nyckel. Inget mer skickades. "
        "Svaret var: "
    )
    assert told.endswith("Permission denied (publickey).")
    server.configure(Port="1")
    assert tell(runner, once_published, to) == (
        f"Servern i {to} svarar inte, eller slutade svara. Det som visas där är fortfarande helt. Kontrollera nätet "
        "och kör kommandot igen. Svaret var: ssh: connect to host 127.0.0.1 port 1: Connection refused"
    )
    server.configure(HostName="finns-inte.invalid")
    assert tell(runner, once_published, to).startswith(
        f"Servern i {to} finns inte under det namnet. Rätta adressen. Svaret var: ssh: Could not resolve hostname "
    )
    server.configure()
    assert tell(runner, once_published, f"{to}/saknas") == (
        f"Mappen {to}/saknas finns inte. Skapa den, eller rätta adressen, och kör kommandot igen."
    )


@pytest.fixture(scope="session")
def few_programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the programs of a server on which rsync is not installed."""
    folder = tmp_path_factory.mktemp("programs")
    for name in ("sh", "find", "sha256sum", "mkdir"):
        (folder / name).symlink_to(shutil.which(name) or "")
    return folder


@needs_a_server
def test_a_server_without_rsync_is_told(
    once_published: Path, tmp_path: Path, runner: Runner, server: Server, few_programs: Path
) -> None:
    process, port = start_server(server.folder, f"SetEnv PATH={few_programs}")
    try:
        Server(server.folder, port).configure()
        told = tell(runner, once_published, f"server:{tmp_path}")
    finally:
        process.terminate()
        process.wait()

    assert told.startswith(f"Programmet rsync finns inte på server:{tmp_path}. Installera det där. Svaret var: ")


def test_a_send_waits_for_no_other_command(once_published: Path, target: Path) -> None:
    """The lock is given back before the command ends, so that the next one can take it."""
    words = [sys.executable, "-m", "pipeline", "publish", "--project", str(once_published), "--to", str(target)]

    assert [subprocess.run(words, capture_output=True, check=False).returncode for _ in range(2)] == [0, 0]


def test_a_damaged_release_is_not_sent(once_published: Path, target: Path) -> None:
    name = current(once_published)
    (once_published / "releases" / name / "downloads/datapackage.json").write_text("{}", encoding="utf-8")

    with pytest.raises(ReleaseFault, match=r"är skadat: downloads/datapackage[.]json"):
        send(open_project(once_published), Target(str(target)), lambda _: None)

    assert list(target.iterdir()) == []
