"""A server that answers as Kolada's API does (version 3), and as badly as it may, on the loopback."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

Row = dict[str, Any]
Misbehaviour = Callable[[BaseHTTPRequestHandler, bytes], None]
"""Answers in the server's place, given what it would have answered."""


def figure(series: str, area: str, year: int, value: object, **others: object) -> Row:
    """A value as Kolada writes it, not divided by sex."""
    cell = {"gender": "T", "count": 1, "status": "", "value": value, "isdeleted": False, **others}
    return {"kpi": series, "municipality": area, "period": year, "values": [cell]}


def described(series: str, title: str, description: str) -> Row:
    """A key figure as Kolada describes it."""
    return {
        "id": series,
        "title": title,
        "description": description,
        "is_divided_by_gender": False,
        "municipality_type": "K",
        "auspice": "X",
        "publication_date": "2026-03-31",
        "has_ou_data": False,
    }


def group(group_id: str, title: str, *members: str) -> Row:
    """A group of municipalities as Kolada writes it."""
    return {
        "id": group_id,
        "title": title,
        "members": [{"member_id": code, "member_title": f"Kommun {code}"} for code in members],
    }


def locked(data: Path) -> list[Row]:
    """The key figures as the catalogue has accepted them: Kolada's own words of 2026-03-23."""
    with (data / "indicators/source_locks.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source"] == "kolada"]
    return [described(row["series_id"], row["title"], row["description"]) for row in rows]


@dataclass
class Kolada:
    """What the server knows, the addresses that it has been asked for, and what it does instead of answering.

    misbehaving: by a part of the address, what to do the next times it is asked, one for each time.
    """

    series: list[Row]
    figures: list[Row]
    groups: list[Row] = field(default_factory=list)
    page: int = 5000
    base: str = ""
    asked: list[str] = field(default_factory=list)
    misbehaving: dict[str, list[Misbehaviour]] = field(default_factory=dict)

    def answer(self, path: str) -> Row:
        """A page of the values at an address, as the API gives them: an unknown code gives nothing, and 200."""
        parts, query = urlsplit(path).path.split("/")[2:], parse_qs(urlsplit(path).query)
        size, number = min(int(query["per_page"][0]), self.page), int(query.get("page", ["1"])[0])
        if parts[0] == "kpi":
            found = [row for row in self.series if row["id"] in parts[1].split(",")]
        elif parts[0] == "municipality_groups":
            found = [row for row in self.groups if query["title"][0].casefold() in row["title"].casefold()]
        else:
            of = {name: values.split(",") for name, values in zip(parts[1::2], parts[2::2], strict=True)}
            found = [
                row
                for row in self.figures
                if row["kpi"] in of["kpi"]
                and row["municipality"] in of["municipality"]
                and ("year" not in of or str(row["period"]) in of["year"])
            ]
        values = found[size * (number - 1) : size * number]
        more = size * number < len(found)
        searched = f"&title={quote(query['title'][0])}" if "title" in query else ""
        onwards = f"{urlsplit(path).path}?page={number + 1}&per_page={size}{searched}" if more else None
        return {"values": values, "next_url": onwards, "previous_url": None, "count": len(values)}


@contextmanager
def serving(kolada: Kolada) -> Iterator[Kolada]:
    """The server at work, at `kolada.base`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kolada.asked.append(self.path)
            content = json.dumps(kolada.answer(self.path), ensure_ascii=False).encode()
            waiting = next((turns for part, turns in kolada.misbehaving.items() if part in self.path and turns), None)
            if waiting:
                waiting.pop(0)(self, content)
            else:
                send(self, content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    kolada.base = f"http://127.0.0.1:{server.server_port}/v3"
    try:
        yield kolada
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, content: bytes, status: int = 200, **headers: str) -> None:
    """A whole answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("content-type", "application/json; charset=utf-8")
    handler.send_header("content-length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
