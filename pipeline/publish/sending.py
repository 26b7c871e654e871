"""The current release sent to where it is served: a folder, or a server over SSH, which switches to it in one step."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Misuse, ReleaseFault, SendFault
from pipeline.messages import say
from pipeline.model import Progress
from pipeline.project import Project, alone
from pipeline.releases.checksums import damaged
from pipeline.releases.journal import JOURNAL
from pipeline.releases.shelf import current_release

RECEIVING = ".receiving-"

ON_A_SERVER = re.compile(r"(?P<login>(?:\w[\w.-]*@)?\w[\w.-]*):(?P<folder>.*)", re.ASCII)
"""A login and a folder, as rsync and scp write them; a port or a key is set in `~/.ssh/config`."""

SSH = ("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=15")
"""Nothing is asked for, and a connection that has died is noticed."""

NO_FOLDER = 3

# What is run where the release is sent to: $1 is the folder, $2 the release. Nothing else is put into the scripts.
PREPARE = f"""
[ -d "$1" ] || exit {NO_FOLDER}
mkdir -p -- "$1/releases"
"""
CHECKSUMS = """
cd -- "$1/releases/$2" 2>/dev/null || exit 0
find . -type f -exec sha256sum {} +
"""
COPY = f"""
set -e
cd -- "$1/releases"
rm -rf -- "{RECEIVING}$2"
cp -R --preserve=timestamps -- "$3" "{RECEIVING}$2"
"""
NAME = f"""
set -e
cd -- "$1/releases"
chmod -R u=rwX,go=rX -- "{RECEIVING}$2"
sync -f "{RECEIVING}$2"
[ ! -e "$2" ] || mv -T -- "$2" "{RECEIVING}$2-before"
mv -T -- "{RECEIVING}$2" "$2"
"""
SWITCH = f"""
set -e
cd -- "$1/releases"
before=$(readlink current || true)
cat > .{JOURNAL}.new
ln -sfn -- "$2" .current.new
sync -f .
mv -T .current.new current
[ ! -s .{JOURNAL}.new ] || mv -T .{JOURNAL}.new {JOURNAL}
rm -rf -- {RECEIVING}* .{JOURNAL}.new
echo "$before"
"""

FAULTS: Mapping[str, str] = {
    r"Host key verification failed|HOST IDENTIFICATION HAS CHANGED": "send_host_is_unknown",
    r"Permission denied \(|Too many authentication failures": "send_login_is_refused",
    r"Could not resolve hostname": "send_no_such_host",
    r"No route to host|unreachable|Connection refused|timed out|Connection (?:reset|closed)": "send_no_answer",
    r"No space left on device|Disk quota exceeded": "send_no_space",
    r"Permission denied|Read-only file system|Operation not permitted": "send_folder_is_closed",
    r"rsync: (?:command )?not found|rsync: No such file": "send_no_rsync_there",
}
"""What the programs say, in English, of what those who publish can do something about, and the sentence for it."""


@dataclass(frozen=True)
class Target:
    """The folder to send to; its `login` is of the server that it is on, or None if it is on this machine."""

    folder: str
    login: str | None = None

    @property
    def place(self) -> str:
        """What staff call it: the server and the folder, without the user."""
        return f"{self.login.rpartition('@')[2]}:{self.folder}" if self.login else self.folder


def read_target(text: str, project: Project) -> Target:
    """The target that a text names: a folder, or `user@host:/folder`.

    Raises Misuse if it can be neither, or is the project itself.
    """
    server = ON_A_SERVER.fullmatch(text)
    if not text.isprintable() or text.startswith("-") or (server and not server["folder"].startswith("/")):
        raise Misuse(say("send_target_has_a_form", target=text))
    if server:
        return Target(server["folder"], server["login"])
    folder = Path(text).resolve()
    if folder == project.root:
        raise Misuse(say("send_target_is_here", target=folder))
    return Target(str(folder))


def send(project: Project, target: Target, progress: Progress) -> bool:
    """Send the current release, and have the target switch to it; whether it served another one before.

    The release is copied beside those that are there, compared file by file, and only then given its name. Whatever
    fails, the target serves the whole release that it served. Raises ReleaseFault if there is no whole release to send
    or the copy differs from it, SendFault if the target cannot be reached or written to, and Misuse if the programs for
    it are not installed.
    """
    with alone(project):
        folder = current_release(project)
        if folder is None:
            raise ReleaseFault(say("release_not_found", folder=project.releases))
        if faults := damaged(folder):
            raise ReleaseFault(say("release_not_whole", release=folder.name, files=", ".join(faults)))
        progress(say("step_send", target=target.place))
        _run(target, PREPARE, folder.name)
        _put(project, folder, target)
        journal = project.releases / JOURNAL
        before = _run(target, SWITCH, folder.name, given=journal.read_bytes() if journal.exists() else b"")
        return before.strip() != folder.name


def _put(project: Project, folder: Path, target: Target) -> None:
    """Copy the release under its name, unless it is there as it should be."""
    here = _checksums(Target(str(project.root)), folder.name)
    if _checksums(target, folder.name) == here:
        return
    if target.login is None:
        _run(target, COPY, folder.name, str(folder))
    else:
        _tell(target, _rsync(folder, target))
    if _checksums(target, f"{RECEIVING}{folder.name}") != here:
        raise ReleaseFault(say("send_differs", release=folder.name, target=target.place))
    _run(target, NAME, folder.name)


def _checksums(target: Target, name: str) -> set[str]:
    """The SHA-256 and the name of each file in a folder of the target's releases; none if it is not there."""
    return set(_run(target, CHECKSUMS, name).splitlines())


def _rsync(folder: Path, target: Target) -> list[str]:
    """The command that copies a release to a server; what an interrupted copy left there is not sent again."""
    # Nothing is put together from files that are there: with those of the release before as a basis (--copy-dest), a
    # receiving rsync 3.2.7 discarded some as failing verification, every time.
    options = [
        "--recursive",
        "--times",
        "--checksum",
        "--whole-file",
        "--delete",
        "--protect-args",
        "--chmod=D755,F644",
        "--timeout=60",
    ]
    there = f"{target.login}:{target.folder}/releases/{RECEIVING}{folder.name}/"
    return ["rsync", *options, "-e", shlex.join(SSH), "--", f"{folder}/", there]


def _run(target: Target, script: str, *facts: str, given: bytes = b"") -> str:
    """What a script prints at the target, where it gets the folder and these facts as arguments."""
    words = ["sh", "-c", script, "sh", target.folder, *facts]
    return _tell(target, words if target.login is None else [*SSH, "--", target.login, shlex.join(words)], given)


def _tell(target: Target, words: Sequence[str], given: bytes = b"") -> str:
    """What a program prints. Raises SendFault if it fails, and Misuse if it is not installed."""
    if shutil.which(words[0]) is None:
        raise Misuse(say("send_lacks_program", program=words[0]))
    # What the programs say is looked up in English.
    done = subprocess.run(["env", "LC_ALL=C", *words], input=given, capture_output=True, check=False)
    if done.returncode == NO_FOLDER:
        raise SendFault(say("send_lacks_folder", target=target.place))
    if done.returncode:
        raise _fault(target, done.stderr.decode(errors="replace"))
    return done.stdout.decode(errors="replace")


def _fault(target: Target, told: str) -> SendFault:
    """The fault in what a program told last, with its own line."""
    # The last lines of rsync only count the faults that it has told of.
    lines = [line for line in told.splitlines() if line.strip() and not line.startswith("rsync error:")] or [""]
    for pattern, sentence in FAULTS.items():
        found = [line for line in lines if re.search(pattern, line)]
        if found:
            return SendFault(say(sentence, target=target.place, answer=found[-1].strip()))
    return SendFault(say("send_fails", target=target.place, answer=lines[-1].strip()))
