"""Attacks a server of the repository's own data on 127.0.0.1 for a few minutes, and writes what it withstood.

    python bench/stress.py [--requests 20000] [--statements 2000] [--seconds 240] [--work DIR] [--result FILE]

Random requests, and random SQL of every function and table that SQLite knows; questions that take too long, by many at
once; connections that send nothing, and readers that do not read. What is random is so in the same way every time.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
from pages import RELEASE, build
from withstood import BENCH, RESULT, held_by, keep, server

SEED, AT_ONCE = 7, 6

MARKUP = "<script>alert(7)</script>"

VALUES = (
    *(
        MARKUP,
        '"><img src=x onerror=alert(7)>',
        "javascript:alert(7)",
        "{{7*7}}",
        "\0",
        "\r\nx: y",
        "å",
        "%",
        "../../etc/passwd",
    ),
    *("~2F", "null", "-1", "9" * 40, "[]", "{}", "true", "max", "objects", "select 1"),
)
PAGES = (
    "/ /plan /inriktningar /inriktningar/P1 /indikatorer /indikatorer/P3-01 /indikatorer/P3-01/inbaddad /uppfoljning "
    "/uppfoljning/2025 /jamstalldhetsbokslut /data /andringar /sok /skydd /om /tillganglighet /hjalp /atom.xml "
    "/sitemap.xml /robots.txt /-/halsa /ladda-ner/observations.csv /diagram/x.svg /handlingsplan"
).split()
PARAMETERS = (
    "_facet _facet_array _facet_date _where _search _search_name _sort _sort_desc _size _next _shape _labels _through "
    "_col _nocol _json _trace _ttl _extra _stream _dl _header _facet_size _timelimit sql q format v _blob_column "
    "_hide_sql _filter_column _filter_op _filter_value _nofacet _nocount _nl inriktning indikator uppfoljningsar"
).split()
LOOKUPS = "contains in gt date arraycontains notin like glob isnull exact nothing".split()
HEADERS: tuple[dict[str, str], ...] = (
    *({}, {}, {"if-none-match": "*"}, {"range": "bytes=0-5"}, {"range": "bytes=-"}, {"accept-encoding": "gzip"}),
    *({"x-forwarded-host": MARKUP}, {"referer": MARKUP}, {"cookie": "a=b"}, {"if-modified-since": "never"}),
)
CONSTANTS = (
    "1",
    "-1",
    "null",
    "'a'",
    "'%a%'",
    "x'00ff'",
    "1e300",
    "9223372036854775807",
    "''",
    "'[1,2]'",
    "'{\"a\":1}'",
)
OPERATORS = "+ - * / || like glob match is -> ->> << % in".split()

ENDLESS = "with recursive a(n) as (select 1 union all select n + 1 from a) select count(*) from a"
LONG_STEPS = (
    f"with texts(text) as (select replace(replace(hex('{'a' * 50}'), '61', '{'a' * 50}'), 'a', '{'a' * 50}')) "
    "select sum(length(replace(text, substr(text, 1, 60000) || indicator_id, ''))) from texts, observations"
)


@dataclass
class Seen:
    """What came of the attacks: how many answers of each status, what went wrong, and the most memory in all, in MB."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    peak: int = 0


class Random:
    """Addresses and SQL of every part that there is, put together at random."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.chance = random.Random(SEED)
        named = database.execute("select name from sqlite_master where type in ('table', 'view')")
        self.tables: list[str] = [name for (name,) in named]
        self.columns: list[str] = sorted(
            {row[1] for name in self.tables for row in database.execute(f'pragma table_info("{name}")')}
        )
        with sqlite3.connect(":memory:") as plain:
            self.functions = plain.execute("select distinct name, narg from pragma_function_list").fetchall()
            self.modules: list[str] = [name for (name,) in plain.execute("select name from pragma_module_list")]

    def value(self) -> str:
        odd = "".join(chr(self.chance.randint(1, 0x2FFF)) for _ in range(self.chance.randint(0, 30)))
        number = str(self.chance.randint(-5, 3_000))
        return self.chance.choice((self.chance.choice(VALUES), self.chance.choice(self.columns), number, odd))

    def address(self) -> str:
        table = f"/handlingsplan/{self.chance.choice(self.tables)}"
        ending = self.chance.choice(("", "", "", ".json", ".csv", ".blob", ".x"))
        page = self.chance.choice(PAGES)
        parts = "/".join(quote(self.value()) for _ in range(self.chance.randint(1, 3)))
        path = self.chance.choice(
            (page, table + ending, table + ending, f"{table}/{parts}{ending}", f"{page}/{parts}", f"/{parts}")
        )
        path = path.replace("a", "~61", 1) if self.chance.random() < 0.03 else path
        path = f"/en{path}" if self.chance.random() < 0.15 else path
        names = (*PARAMETERS, *self.columns, *(f"{self.chance.choice(self.columns)}__{each}" for each in LOOKUPS))
        number = self.chance.choice((0, 0, 1, 1, 2, 3, 5, 8))
        query = "&".join(f"{self.chance.choice(names)}={quote(self.value())}" for _ in range(number))
        return f"{path}?{query}" if query else path

    def expression(self, depth: int = 0) -> str:
        kind = self.chance.random()
        if depth > 2 or kind < 0.3:
            return self.chance.choice((*CONSTANTS, *self.columns))
        if kind < 0.75:
            name, number = self.chance.choice(self.functions)
            number = number if number >= 0 else self.chance.randint(0, 3)
            return f'"{name}"({", ".join(self.expression(depth + 1) for _ in range(number))})'
        if kind < 0.9:
            operator = self.chance.choice(OPERATORS)
            return f"({self.expression(depth + 1)} {operator} {self.expression(depth + 1)})"
        return f"(select {self.expression(depth + 1)} from {self.chance.choice((*self.tables, *self.modules))} limit 1)"

    def statement(self) -> str:
        table = self.chance.choice(
            (*self.tables, *self.modules, "sqlite_stmt", "dbstat", "json_each('[1]')", "fts3tokenize")
        )
        one, other = self.expression(), self.expression()
        return self.chance.choice(
            (
                f"select {one}, {other} from {table}",
                f"select {one} over (order by {other}) from {table} limit 5",
                f"with recursive a(n) as (select 1 union all select n + 1 from a limit 500) select {one} from a",
                f"select {one} from {table} a join {self.chance.choice(self.tables)} b limit 20",
                f"explain query plan select {one} from {table}",
                f"select {one} union select {other}",
                f"values ({one})",
                f"pragma {self.chance.choice(('database_list', 'hard_heap_limit = 1'))}",
            )
        )


async def ask(client: httpx.AsyncClient, seen: Seen, kind: str, address: str, headers: dict[str, str]) -> None:
    """Ask for an address, again while the server says that it is busy, and judge the answer."""
    try:
        answer = await client.get(address, headers=headers)
        while answer.status_code == 503:
            await asyncio.sleep(0.3)
            answer = await client.get(address, headers=headers)
    except httpx.HTTPError as error:
        seen.faults.append(f"{kind} {address[:300]}: {error!r}")
        return
    seen.statuses[kind, answer.status_code] += 1
    is_page = "html" in answer.headers.get("content-type", "")
    if answer.status_code >= 500:
        seen.faults.append(f"{kind} {address[:300]}: {answer.status_code}")
    if is_page and (MARKUP in answer.text or "<img src=x" in answer.text):
        seen.faults.append(f"{kind} {address[:300]}: what was asked is in the markup")
    if "content-security-policy" not in answer.headers:
        seen.faults.append(f"{kind} {address[:300]}: no policy")


async def at_random(client: httpx.AsyncClient, seen: Seen, made: Random, options: argparse.Namespace) -> None:
    """Random requests and statements, for no longer than there is time."""
    kinds = ["request"] * options.requests + ["statement"] * options.statements
    made.chance.shuffle(kinds)
    waiting, until = iter(kinds), time.monotonic() + options.seconds

    async def asker() -> None:
        for kind in waiting:
            if time.monotonic() > until:
                return
            if kind == "request":
                await ask(client, seen, kind, made.address(), made.chance.choice(HEADERS))
            else:
                ending = made.chance.choice(("", ".json", ".csv"))
                await ask(client, seen, kind, f"/handlingsplan{ending}?sql={quote(made.statement())}", {})

    await asyncio.gather(*(asker() for _ in range(AT_ONCE)))


async def times(client: httpx.AsyncClient, address: Callable[[int], str], number: int = 60) -> float:
    """The 95th percentile, in ms, of the times of so many answers after each other."""
    found = []
    for each in range(number):
        began = time.perf_counter()
        answer = await client.get(address(each))
        found.append(1_000 * (time.perf_counter() - began))
        answer.raise_for_status()
    return statistics.quantiles(found, n=20)[-1]


PAGES_TIMED: dict[str, Callable[[int], str]] = {
    "front page": lambda _: "/",
    "uncached search": lambda each: f"/sok?q=ord{each}{time.monotonic_ns()}",
}


async def during(client: httpx.AsyncClient, load: Callable[[], Coroutine[None, None, None]] | None) -> dict[str, float]:
    """The 95th percentile of each timed page while something else goes on."""
    others = [asyncio.create_task(load()) for _ in range(20)] if load else []
    await asyncio.sleep(1 if load else 0)
    found = {name: await times(client, address) for name, address in PAGES_TIMED.items()}
    for each in others:
        each.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    return found


async def with_connections(client: httpx.AsyncClient, port: int, sends: bytes, number: int) -> dict[str, float]:
    """The 95th percentile of each timed page while so many connections have sent this, and read nothing."""
    held = [await asyncio.open_connection("127.0.0.1", port, limit=1) for _ in range(number)]
    for _, writer in held:
        writer.write(sends)
        writer.transport.pause_reading()  # type: ignore[attr-defined]
    found = await during(client, None)
    for _, writer in held:
        writer.transport.abort()
    return found


async def attack(
    address: str, process: int, made: Random, options: argparse.Namespace
) -> tuple[Seen, dict[str, dict[str, float]]]:
    """Everything in turn, while the memory of the server is watched."""
    seen = Seen()

    async def watch() -> None:
        while True:
            seen.peak = max(seen.peak, (await asyncio.to_thread(held_by, process)).memory)
            await asyncio.sleep(0.2)

    async with httpx.AsyncClient(base_url=address, timeout=60, limits=httpx.Limits(max_connections=100)) as client:
        watching = asyncio.create_task(watch())

        async def flood() -> None:
            while True:
                await client.get(f"/handlingsplan.json?sql={quote(made.chance.choice((ENDLESS, LONG_STEPS)))}")

        port = int(address.rpartition(":")[2])
        read = b"GET /handlingsplan/observations.csv HTTP/1.1\r\nhost: site\r\n\r\n" * 20
        found = {
            "nothing else": await during(client, None),
            "20 clients with endless questions": await during(client, flood),
            "300 silent connections": await with_connections(client, port, b"", 300),
            "100 readers that do not read": await with_connections(client, port, read, 100),
        }
        await at_random(client, seen, made, options)
        watching.cancel()
    return seen, found


def report(seen: Seen, found: dict[str, dict[str, float]]) -> list[str]:
    """The results as lines of Markdown."""
    rows = [f"| {name} | {' | '.join(f'{each:.0f} ms' for each in pages.values())} |" for name, pages in found.items()]
    kinds: Counter[str] = Counter()
    statuses: Counter[int] = Counter()
    for (kind, status), number in seen.statuses.items():
        kinds[kind] += number
        statuses[status] += number
    return [
        "\nThe 95th percentile of 60 answers while there is or are\n",
        f"| | {' | '.join(PAGES_TIMED)} |",
        f"|---|{'---|' * len(PAGES_TIMED)}",
        *rows,
        f"\n{kinds['request']} random requests and {kinds['statement']} random statements were answered: "
        f"{', '.join(f'{number} with {status}' for status, number in sorted(statuses.items()))}.",
        f"\nThe most memory of all processes at any time: {seen.peak} MB.",
        f"\nFaults (an answer of 500 or more or none, one without a policy, markup that was asked for): "
        f"{len(seen.faults) or 'none'}.",
        *(f"- `{fault}`" for fault in seen.faults[:20]),
    ]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--statements", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=240.0)
    parser.add_argument("--work", type=Path, default=BENCH / ".work" / "stress")
    parser.add_argument("--result", type=Path, default=RESULT)
    options = parser.parse_args()
    build(options.work)
    database = options.work / RELEASE / "handlingsplan.db"
    with sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True) as connection:
        made = Random(connection)
    with server(options.work) as (address, process):
        seen, found = asyncio.run(attack(address, process.pid, made, options))
        is_alive = process.poll() is None
    print(keep(options.result, "Attacks", report(seen, found)))
    return 0 if is_alive and not seen.faults else 1


if __name__ == "__main__":
    sys.exit(main())
