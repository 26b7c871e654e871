"""What is hidden is nowhere: in no file, in no page of the database, in nothing that Git keeps, and in no trace.

The values 1-4 that the policy hides cannot be told from other numbers, so the copied project has a policy of its own,
under which counts of eight digits are hidden. Those are then looked for, in every form, in every byte.
"""

from __future__ import annotations

import base64
import datetime
import io
import json
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.model import KEY
from tests.conftest import Outcome, Runner, copy_project, make_small

INDICATOR, YEAR, AREA = "VNR-08", 2025, "9999"

SMALLEST, LARGEST = 70_000_000, 79_999_999
"""What the copied project's policy hides."""

SHOWN_FIRST = {"T": 612_480_957, "K": 281_736_459, "M": 330_744_498}
CORRECTED = {"T": 483_915_276, "K": 71_353_197, "M": 412_562_079}
"""Women were published in the first release; then their true number turns out to be one that is hidden."""

NEVER_SHOWN = (CORRECTED["K"], CORRECTED["T"])
NO_LONGER_SHOWN = (SHOWN_FIRST["K"], SHOWN_FIRST["T"])

HEADINGS = "Indikator;År;Kommunkod;Kön;Ålder;Värde;Status;Anmärkning"

TODAY = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)

OWN_IN_INBOX = ("forhandsvisning.html", "rapport")
"""What is the program's own in the inbox; the rest are staff's files, which hold what they hold."""


def forms(number: int) -> Iterator[bytes]:
    """Every way in which a number may stand in a file: as text, grouped or not, as a real number, in binary."""
    digits = str(number)
    groups = f"{number:,}".split(",")
    separators = (
        "",
        " ",
        "\u00a0",
        "\u202f",
        "\u2009",
        ",",
        ".",
        "'",
        "_",
        "&nbsp;",
        "&#160;",
        "&#8239;",
        "\\u00a0",
        "%20",
    )
    mantissa = f"{digits[0]}.{digits[1:]}".rstrip("0")
    texts = {separator.join(groups) for separator in separators} | {f"{mantissa}e", f"{mantissa}E"}
    for text in sorted(texts):
        yield from (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"))
    for start in range(3):
        # Whichever place the digits have among the bytes that are encoded, the middle reads the same.
        encoded = base64.b64encode(b"\0" * start + digits.encode())
        yield encoded[4 if start else 0 : len(digits) // 3 * 4]
    yield from (struct.pack(form, number) for form in (">i", "<i", ">d", "<d"))
    yield from (struct.pack(form, number).hex().encode() for form in (">i", ">d"))
    yield _varint(number)


def _varint(number: int) -> bytes:
    """A whole number as SQLite keeps a row's own: seven bits a byte, the highest first."""
    pieces = [number & 0x7F]
    while number := number >> 7:
        pieces.append(number & 0x7F | 0x80)
    return bytes(reversed(pieces))


def layers(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes as they are, and all that is compressed in them."""
    yield name, content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield f"{name} (comment)", archive.comment
            for member in archive.infolist():
                yield f"{name}!{member.filename} (name)", member.filename.encode() + member.comment + member.extra
                yield from layers(f"{name}!{member.filename}", archive.read(member))
    elif content.startswith(b"\x1f\x8b"):
        yield from layers(f"{name} (gzip)", zlib.decompress(content, 31))
    elif content.startswith(b"\x89PNG"):
        yield f"{name} (picture)", _picture(content)
    elif content[:1] == b"\x78" and (content[0] * 256 + content[1]) % 31 == 0:
        yield from layers(f"{name} (deflated)", zlib.decompressobj().decompress(content))


def _picture(content: bytes) -> bytes:
    """The chunks of a PNG: texts, and the picture itself, unpacked."""
    place, texts, pixels = 8, b"", b""
    while place < len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        if kind == b"IDAT":
            pixels += body
        elif kind == b"zTXt":
            texts += zlib.decompress(body.split(b"\0\0", 1)[1])
        elif kind == b"iTXt" and b"\0\1\0" in body:
            texts += zlib.decompress(body[body.rindex(b"\0\0") + 2 :])
        place += 12 + length
    return texts + zlib.decompress(pixels)


def cells(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every value of every table of a database, the search's own among them, as text."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        tables = connection.execute("select name from sqlite_master where type in ('table', 'view')").fetchall()
        for (table,) in tables:
            values = (value for row in connection.execute(f'select * from "{table}"') for value in row)
            # No form of a number has a line break in it.
            yield f"{path.name}:{table}", b"\n".join(map(_as_bytes, values))


def _as_bytes(value: object) -> bytes:
    """A value of a database as it is read."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value)).encode()
    return b"" if value is None else str(value).encode()


def git(project: Path, *words: str) -> bytes:
    """What Git answers in the project."""
    options = ("-c", "user.name=Kommunen", "-c", "user.email=kommunen@example.se", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *options, *words], cwd=project, check=True, capture_output=True).stdout


def commit(project: Path, *folders: str) -> None:
    """Commit what the project keeps in Git."""
    git(project, "add", "-A", *folders)
    git(project, "commit", "--quiet", "--allow-empty", "-m", "Siffror")


def objects(project: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that Git has kept, whether or not a commit still names it."""
    yield "git objects", git(project, "cat-file", "--batch-all-objects", "--batch", "--unordered")


def files(folder: Path, but: Callable[[Path], bool] | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder with what is packed in it, its name, and where a link leads."""
    for path in sorted(folder.rglob("*")):
        if but and but(path):
            continue
        name = path.relative_to(folder).as_posix()
        yield f"{name} (name)", name.encode()
        if path.is_symlink():
            yield f"{name} (link)", str(path.readlink()).encode()
        elif path.is_file():
            yield from layers(name, path.read_bytes())
            if path.suffix == ".db":
                yield from cells(path)


def found(numbers: tuple[int, ...], places: Iterator[tuple[str, bytes]]) -> list[str]:
    """Where one of the numbers stands, in whatever form."""
    wanted = [form for number in numbers for form in forms(number)]
    return sorted({name for name, content in places if any(form in content for form in wanted)})


def hand_in(project: Path, name: str, *rows: str) -> Path:
    """Put a file of staff's in the inbox."""
    (project / "inbox").mkdir(exist_ok=True)
    path = project / "inbox" / name
    path.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8")
    return path


def rows(figures: dict[str, int]) -> list[str]:
    """Figures as rows of staff's file."""
    return [f"{INDICATOR};{YEAR};{AREA};{sex};total;{value};final;" for sex, value in figures.items()]


def is_staffs(project: Path) -> Callable[[Path], bool]:
    """Whether a path is a file of staff's own, or of Git's, which is looked through object by object."""

    def is_own(path: Path) -> bool:
        parts = path.relative_to(project).parts
        return parts[0] == ".git" or (parts[0] == "inbox" and len(parts) > 1 and parts[1] not in OWN_IN_INBOX)

    return is_own


def temporary_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let temporary files lie where they can be read, and the day stand still."""
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("pipeline.cli.now", lambda: TODAY)
    return folder


def plant(project: Path) -> None:
    """Give a copied project a policy that hides counts which can be told from others, and a Git repository."""
    schema = project / "schemas/disclosure_rules.json"
    fields = json.loads(schema.read_text(encoding="utf-8"))
    for column in fields["fields"]:
        if column["name"] in ("smallest_hidden", "largest_hidden"):
            column["constraints"]["maximum"] = LARGEST
    schema.write_text(json.dumps(fields, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    rules = project / "data/disclosure/disclosure_rules.csv"
    lines = [line.split(",") for line in rules.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if line[1] == "B":
            line[lines[0].index("smallest_hidden")] = str(SMALLEST)
            line[lines[0].index("largest_hidden")] = str(LARGEST)
    rules.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    _without_what_was_hidden(project / "data/observations")
    git(project, "init", "--quiet")
    (project / ".gitignore").write_text("inbox/\n", encoding="utf-8")


def _without_what_was_hidden(folder: Path) -> None:
    """Take out the indicators that the shipped policy has hidden figures of: another says other things of those."""
    files = sorted(folder.iterdir())
    lines = {path: path.read_text(encoding="utf-8").splitlines() for path in files}
    hidden = {line.split(",")[0] for path in files for line in lines[path] if ",suppressed_" in line}
    for path in files:
        kept = [line for line in lines[path] if line.split(",")[0] not in hidden]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")


@pytest.fixture(scope="module", params=["small", pytest.param("whole", marks=pytest.mark.whole)])
def copied(request: pytest.FixtureRequest, repository: Path) -> Callable[[Path], Path]:
    """Makes a copy of the repository's data: of a few indicators, among them the one that is looked for, or of all."""

    def copy(folder: Path) -> Path:
        project = copy_project(repository, folder)
        return make_small(project) if request.param == "small" else project

    return copy


@pytest.fixture
def planted(copied: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A project whose policy hides what can be told from all other numbers."""
    temporary_files(tmp_path / "temporary", monkeypatch)
    project = copied(tmp_path / "project")
    plant(project)
    return project


@dataclass(frozen=True)
class Told:
    """A project in which women were published in one release, and corrected in the next to a number that is hidden."""

    project: Path
    temporary: Path
    said: tuple[Outcome, ...]


@pytest.fixture(scope="module")
def told(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("told")
    project = copied(folder / "project")
    plant(project)
    said = []

    def run(*words: str | Path) -> None:
        result = CliRunner().invoke(main, [str(word) for word in (words[0], "--project", project, *words[1:])])
        said.append(Outcome(result.exit_code, result.stdout, result.stderr))
        assert result.exit_code == 0, said[-1]
        commit(project)

    with pytest.MonkeyPatch.context() as monkeypatch:
        temporary = temporary_files(folder / "temporary", monkeypatch)
        run("import", hand_in(project, "siffror.csv", *rows(SHOWN_FIRST)), "--reason", "Årets siffror")
        run("publish")
        path = hand_in(project, "siffror.csv", *rows(CORRECTED))
        run("preview")
        run("import", path, "--reason", "Rättad efter granskning", "--dry-run")
        run("import", path, "--reason", "Rättad efter granskning")
        run("preview")
        for command in ("publish", "check", "releases", "handover"):
            run(command)
        yield Told(project, temporary, tuple(said))


def current(project: Path) -> Path:
    """The release that is served."""
    return (project / "releases/current").resolve()


def in_database(path: Path, sex: str) -> tuple[float | None, str]:
    """The figure of a sex in a release."""
    where = " and ".join(f"{name} = ?" for name in KEY)
    with closing(sqlite3.connect(f"{(path / 'handlingsplan.db').as_uri()}?mode=ro", uri=True)) as connection:
        row = connection.execute(
            f"select value, value_status from observations where {where}", (INDICATOR, YEAR, AREA, sex, "total")
        ).fetchone()
    return row[0], row[1]


def test_a_number_is_found_in_every_form_that_it_may_have() -> None:
    number = NEVER_SHOWN[0]
    database = sqlite3.connect(":memory:")
    database.execute("create table figures (value real, body text)")
    database.execute("insert into figures values (?, ?)", (float(number), "71 353 197"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.csv", f"x,{number}\n")
    carriers = {
        "text": f"n={number};".encode(),
        "grouped": "71\u202f353\u202f197".encode(),
        "utf16": "71 353 197".encode("utf-16"),
        "float": repr(float(number)).encode(),
        "exponent": f"{number:e}".encode() if f"{number:e}" == "7.1353197e+07" else b"7.1353197e+07",
        "double": struct.pack("<d", number),
        "base64": base64.b64encode(b"ab" + str(number).encode()),
        "page": bytes(database.serialize()),
        "zip": packed.getvalue(),
        "deflated": zlib.compress(f"blob 12\0{number}".encode()),
    }

    assert found((number,), (layer for name, body in carriers.items() for layer in layers(name, body))) == sorted(
        {*carriers, "zip!a/b.csv", "deflated (deflated)"} - {"zip", "deflated"}
    )


def test_a_published_number_is_found_in_all_that_a_publish_makes(planted: Path, runner: Runner) -> None:
    runner("import", "--project", planted, hand_in(planted, "forsta.csv", *rows(SHOWN_FIRST)), "--reason", "Nytt")
    assert runner("publish", "--project", planted).exit_code == 0
    commit(planted)

    places = found((SHOWN_FIRST["K"],), files(planted, is_staffs(planted)))

    assert {f"data/observations/{YEAR}.csv", f"handlingsplan.db:{'observations'}"} <= set(places)
    assert {Path(place.partition("!")[0]).suffix for place in places if "!" in place} >= {".zip"}
    assert found((SHOWN_FIRST["K"],), objects(planted)) == ["git objects"]


def test_what_is_hidden_from_now_on_is_hidden(told: Told) -> None:
    assert in_database(current(told.project), "T") == (None, "suppressed_secondary")
    assert in_database(current(told.project), "K") == (None, "suppressed_primary")
    assert in_database(current(told.project), "M") == (CORRECTED["M"], "final")


def test_a_hidden_number_stands_in_no_file_of_the_project(told: Told) -> None:
    assert found(NEVER_SHOWN, files(told.project, is_staffs(told.project))) == []


def test_a_number_that_was_published_before_stands_only_in_the_release_that_showed_it(told: Told) -> None:
    def is_older(path: Path) -> bool:
        parts = path.relative_to(told.project).parts
        older = parts[0] == "releases" and len(parts) > 2 and not path.is_relative_to(current(told.project))
        return older or is_staffs(told.project)(path)

    assert found(NO_LONGER_SHOWN, files(told.project, is_older)) == []


def test_git_has_never_been_given_a_hidden_number(told: Told) -> None:
    assert found(NEVER_SHOWN, objects(told.project)) == []


def test_no_command_says_a_hidden_number(told: Told) -> None:
    said = (("said", (outcome.stdout + outcome.stderr).encode()) for outcome in told.said)

    assert found(NEVER_SHOWN, said) == []


def test_no_temporary_file_is_left_with_a_hidden_number(told: Told) -> None:
    assert found(NEVER_SHOWN, files(told.temporary)) == []


def test_the_database_has_no_page_that_is_left_over(told: Told) -> None:
    databases = sorted(told.project.glob("releases/*/handlingsplan.db"))
    for path in databases:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            assert connection.execute("pragma freelist_count").fetchone() == (0,)
    assert len(databases) >= 2
    assert not [path for path in told.project.rglob("*") if path.name.endswith(("-wal", "-shm", "-journal"))]


def test_an_import_that_is_refused_leaves_no_hidden_number(planted: Path, runner: Runner) -> None:
    path = hand_in(planted, "fel.csv", *rows(CORRECTED), f"{INDICATOR};{YEAR};{AREA};X;total;12;final;")

    outcome = runner("import", "--project", planted, path)
    runner("publish", "--project", planted)
    commit(planted)

    # The marked copy of staff's own file is staff's as much as the file itself.
    def is_own(place: Path) -> bool:
        return is_staffs(planted)(place) or (place.parent.name == "rapport" and place.suffix in (".csv", ".xlsx"))

    assert outcome.exit_code == 1
    assert found(NEVER_SHOWN, iter([("said", (outcome.stdout + outcome.stderr).encode())])) == []
    assert found(NEVER_SHOWN, files(planted, is_own)) == []
    assert found(NEVER_SHOWN, objects(planted)) == []


@pytest.mark.parametrize(("one", "other"), [((2, 38), (3, 37)), ((1, 39), (4, 36))])
def test_what_is_published_is_the_same_to_the_byte_whatever_the_hidden_number_is(
    copied: Callable[[Path], Path],
    tmp_path: Path,
    runner: Runner,
    monkeypatch: pytest.MonkeyPatch,
    one: tuple[int, int],
    other: tuple[int, int],
) -> None:
    """Axes, orders, sizes, checksums and dates tell nothing either: two worlds that differ in what is hidden alone."""
    temporary_files(tmp_path / "temporary", monkeypatch)
    published = []
    for number, (women, men) in enumerate((one, other)):
        folder = copied(tmp_path / f"world{number}" / "project")
        path = hand_in(folder, "siffror.csv", *rows({"T": women + men, "K": women, "M": men}))
        said = [
            runner("import", "--project", folder, path, "--reason", "Rättad"),
            runner("preview", "--project", folder),
            runner("publish", "--project", folder),
        ]
        shutil.rmtree(folder / "inbox")
        told = [
            (outcome.exit_code, (outcome.stdout + outcome.stderr).replace(f"world{number}", "world"))
            for outcome in said
        ]
        published.append((told, {name: body.replace(b"world%d" % number, b"world") for name, body in files(folder)}))

    assert [code for code, _ in published[0][0]] == [0, 0, 0]
    assert published[0][0] == published[1][0]
    assert published[0][1] == published[1][1]
