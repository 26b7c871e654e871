"""A server that answers as SCB's PxWebApi 2 does, and as badly as it may, on the loopback.

Its forms, words and codes, and the order of the ages, are those of SCB's own answers (TAB5557 for Stockholm 2025 and
TAB638 for the nation 2024). The people are made up.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from math import prod
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zlib import crc32

from tests.fetching.kolada_server import Misbehaviour, send

Row = dict[str, Any]

REGIONS = {"00": "Riket", "12": "Skåne län", "1280": "Malmö", "1281": "Lund", "0180": "Stockholm"}
ONE_BY_ONE = {str(age): f"{age} år" for age in range(100)}
GROUPS = {
    **{f"{a or ''}-{a + 4}": f"{a}–{a + 4} år" for a in range(0, 100, 5)},
    **{f"{a or ''}-{a + 9}": f"{a}–{a + 9} år" for a in range(0, 100, 10)},
}
OLDEST = {"100+1": "100+ år", "100+5": "100+ år", "100+10": "100+ år"}
TOTALS = dict.fromkeys(("TOT1", "TOT10", "TOT5"), "totalt, samtliga åldrar")
STATUSES = {"OG": "ogifta", "G": "gifta", "SK": "skilda", "ÄNKL": "änkor/änklingar"}
SEXES = {"1": "män", "2": "kvinnor"}

NEW: Mapping[str, Mapping[str, str]] = {
    "Region": REGIONS,
    "Civilstand": {"SC": "totalt, samtliga civilstånd", **STATUSES},
    "Alder": {"TotSA": "totalt, samtliga åldrar", **ONE_BY_ONE, **GROUPS, **OLDEST, **TOTALS},
    "Kon": {"TotSa": "totalt, samtliga män och kvinnor", **SEXES},
    "ContentsCode": {"000007ME": "Folkmängd", "000007MG": "Folkökning"},
}
OLD: Mapping[str, Mapping[str, str]] = {
    "Region": REGIONS,
    "Civilstand": STATUSES,
    "Alder": {**ONE_BY_ONE, "100+": "100+ år", "tot": "totalt ålder"},
    "Kon": SEXES,
    "ContentsCode": {"BE0101N1": "Folkmängd", "BE0101N2": "Folkökning"},
}
CALLED = {
    "Region": "region",
    "Civilstand": "civilstånd",
    "Alder": "ålder",
    "Kon": "kön",
    "ContentsCode": "tabellinnehåll",
    "Tid": "år",
}
TITLE = "Folkmängd efter region, civilstånd, ålder, kön och år"

PROBLEM = {"type": "Parameter error"}
NO_TABLE = {**PROBLEM, "title": "Non-existent table", "status": 404}
NO_VALUE = {**PROBLEM, "title": "Non-existent value", "status": 400}
NO_VARIABLE = {**PROBLEM, "title": "Non-existent variable", "status": 400}
MISSING = {**PROBLEM, "title": "Missing selection for mandantory variable", "status": 400}
TOO_MANY = {**PROBLEM, "title": "Too many cells selected", "status": 400, "detail": "Too many cells selected"}

SIZES = {"00": 80, "12": 10, "1280": 7, "1281": 3, "0180": 9}
"""How many there are of each age, sex and civil status in an area."""


def made_up(region: str, status: str, age: str, sex: str, year: str) -> int:
    """How many there are of what is called so; from 2025 with small changes but for the totals."""
    is_all, first, last = age.startswith("totalt"), *map(int, (re.findall(r"\d+", age) * 2 or "00")[:2])
    ages = 101 if is_all else last - first + 1
    exact = SIZES[region] * ages * (4 if "totalt" in status else 1) * (2 if "totalt" in sex else 1) * (int(year) - 1960)
    change = crc32(f"{region} {status} {age} {sex} {year}".encode()) % 3 - 1
    return exact + (change if int(year) >= 2025 and not is_all else 0)


@dataclass
class Scb:
    """What the server knows, the addresses that it has been asked for, and what it does instead of answering.

    Of the tables: the categories of each dimension, and the years. misbehaving: by a part of the address, what to do
    the next times it is asked, one for each time.
    """

    tables: dict[str, dict[str, Mapping[str, str]]]
    config: Row
    discontinued: bool | None = None
    eliminated: frozenset[str] = frozenset({"Region"})
    is_sparse: bool = False
    base: str = ""
    asked: list[str] = field(default_factory=list)
    misbehaving: dict[str, list[Misbehaviour]] = field(default_factory=dict)

    def answer(self, path: str) -> Row:
        """What the API answers at an address; a problem has a status."""
        parts = urlsplit(path).path.split("/")[3:]
        if parts == ["config"]:
            return self.config
        if parts[1] not in self.tables:
            return NO_TABLE
        table, name = self.tables[parts[1]], parts[1]
        if len(parts) == 2:
            years = list(table["Tid"])
            return {"id": name, "label": TITLE, "lastPeriod": years[-1], "discontinued": self.discontinued}
        if parts[2] == "metadata":
            return self._data_set(name, table, f"{TITLE}. År {next(iter(table['Tid']))}", has_values=False)
        return self._data(name, table, dict(parse_qsl(urlsplit(path).query)))

    def _data(self, name: str, table: Mapping[str, Mapping[str, str]], query: Mapping[str, str]) -> Row:
        chosen: dict[str, Mapping[str, str]] = {}
        for key, codes in query.items():
            if key.startswith("valueCodes["):
                dimension = key[len("valueCodes[") : -1]
                if dimension not in table:
                    return NO_VARIABLE
                # The order of the answer is that of the question.
                found = _selected(codes, table[dimension])
                if found is None:
                    return NO_VALUE
                chosen[dimension] = {code: table[dimension][code] for code in found}
        if set(table) - set(chosen) - self.eliminated:
            return MISSING
        if prod(map(len, chosen.values())) > self.config["maxDataCells"]:
            return TOO_MANY
        ordered = {dimension: chosen[dimension] for dimension in table if dimension in chosen}
        return self._data_set(name, ordered, TITLE)

    def _data_set(self, name: str, table: Mapping[str, Mapping[str, str]], label: str, has_values: bool = True) -> Row:
        dimensions = {
            dimension: {
                "label": CALLED[dimension],
                "category": {"index": {code: place for place, code in enumerate(codes)}, "label": dict(codes)},
                "extension": {"elimination": dimension in self.eliminated, "show": "value"},
            }
            for dimension, codes in table.items()
        }
        contents = table["ContentsCode"]
        unit = {code: {"base": "antal personer", "decimals": 0} for code in contents}
        dimensions["ContentsCode"]["category"]["unit"] = unit  # type: ignore[index]
        dimensions["ContentsCode"]["extension"]["refperiod"] = dict.fromkeys(  # type: ignore[index]
            contents, "31 december respektive år"
        )
        places = product(*table.values()) if has_values else ()
        named = [dict(zip(table, codes, strict=True)) for codes in places]
        whole = [self._value(place, {each: table[each][code] for each, code in place.items()}) for place in named]
        return {
            "version": "2.0",
            "class": "dataset",
            "label": label,
            "source": "SCB",
            "updated": "2026-02-24T07:00:00Z",
            "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
            "id": list(table),
            "size": [len(codes) for codes in table.values()],
            "dimension": dimensions,
            "extension": {"px": {"tableid": name, "decimals": 0}, "discontinued": self.discontinued},
            "value": {str(place): value for place, value in enumerate(whole)} if self.is_sparse else whole,
        }

    def _value(self, place: Mapping[str, str], called: Mapping[str, str]) -> int:
        """The number at a place, by its codes and by what they are called; without a civil status those of all."""
        statuses = [called["Civilstand"]] if "Civilstand" in called else list(STATUSES.values())
        return sum(made_up(place["Region"], each, called["Alder"], called["Kon"], place["Tid"]) for each in statuses)


def _selected(codes: str, there: Mapping[str, str]) -> Sequence[str] | None:
    """The codes of a selection; None if one does not exist. TOP gives the newest."""
    if codes.startswith("TOP("):
        return list(there)[-int(codes[4:-1]) :]
    found = codes.split(",")
    return found if all(code in there for code in found) else None


def as_it_is(newest: int = 2025, calls: int = 3000) -> Scb:
    """SCB with the years that it has; its answer to /config is that of version 2.3.2, but for the calls."""
    config = {"apiVersion": "2.3.2", "maxDataCells": 150000, "maxCallsPerTimeWindow": calls, "timeWindow": 10}
    tables = {
        "TAB638": {**OLD, "Tid": {str(year): str(year) for year in range(1968, 2025)}},
        "TAB5557": {**NEW, "Tid": {str(year): str(year) for year in range(2025, newest + 1)}},
    }
    return Scb(tables, config)


@contextmanager
def serving(scb: Scb) -> Iterator[Scb]:
    """The server at work, at `scb.base`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            scb.asked.append(self.path)
            answer = scb.answer(self.path)
            content = json.dumps(answer, ensure_ascii=False).encode()
            waiting = next((turns for part, turns in scb.misbehaving.items() if part in self.path and turns), None)
            if waiting:
                waiting.pop(0)(self, content)
            else:
                send(self, content, answer.get("status", 200))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    scb.base = f"http://127.0.0.1:{server.server_port}/api/v2"
    try:
        yield scb
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
