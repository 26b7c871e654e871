"""What the frame round every page must know: the release, the language, where the visitor is, what codes stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette.utils.asgi import Request

from pipeline.web.language import ENGLISH, PREFIX, SWEDISH, chosen, gettext, local

if TYPE_CHECKING:
    from datasette.app import Datasette


DATABASE = "handlingsplan"

SEARCH = "/sok"
"""The address of the search page; the header has a search field where there is one."""

RELEASE = "select release.*, areas.name as area_name from release left join areas using (area_code)"

COLUMNS = "select table_name, column_name, title, title_en, unit from data_dictionary"

CODES = "select table_name, column_name, code, label, label_en from codes"


@dataclass(frozen=True)
class Facts:
    """What is the same on every page of a release, and is therefore asked for once."""

    release: Mapping[str, Any]
    columns: Mapping[str, Mapping[str, Mapping[str, Any]]]
    codes: Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]]
    files: Mapping[str, frozenset[str]]

    def column_titles(self, table: str) -> dict[str, str]:
        """A table's headings in the chosen language, each with its unit where it has one."""
        key = _key("title")
        titles = {name: column[key] for name, column in self.columns.get(table, {}).items()}
        units = {name: column["unit"] for name, column in self.columns.get(table, {}).items() if column["unit"]}
        return {name: f"{title} ({units[name]})" if name in units else title for name, title in titles.items()}

    def words(self, table: str) -> dict[str, dict[str, str]]:
        """What a table's codes stand for, by column: the same code may mean another thing in another column."""
        key = _key("label")
        return {
            column: {code: row[key] for code, row in codes.items()}
            for column, codes in self.codes.get(table, {}).items()
        }

    def title(self, part: str = "title") -> str:
        """The site's title or description in the chosen language; in Swedish where there is none."""
        return str(self.release[_key(part)] or self.release[part])


_FACTS: WeakKeyDictionary[Any, Facts] = WeakKeyDictionary()


async def facts(datasette: Datasette) -> Facts:
    """The facts of the release that this Datasette serves, and serves as long as it lives."""
    found = _FACTS.get(datasette)
    if found is None:
        columns: dict[str, dict[str, dict[str, Any]]] = {}
        for row in await rows(datasette, COLUMNS):
            columns.setdefault(row["table_name"], {})[row["column_name"]] = row
        codes: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
        for row in await rows(datasette, CODES):
            codes.setdefault(row["table_name"], {}).setdefault(row["column_name"], {})[row["code"]] = row
        names = {
            part: frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()
            for part in ("charts", "downloads")
            for folder in [release_file(datasette, part)]
        }
        found = Facts((await rows(datasette, RELEASE))[0], columns, codes, names)
        _FACTS[datasette] = found
    return found


async def current(datasette: Datasette) -> Mapping[str, Any]:
    """The row of the release that is served, with the name of the area that its pages show."""
    return (await facts(datasette)).release


async def variables(
    datasette: Datasette, request: Request | None, table: str | None, view_name: str | None
) -> dict[str, Any]:
    """The variables that every template may use."""
    known = await facts(datasette)
    path, query = (request.path, request.query_string) if request else ("/", "")
    here = f"{path}?{query}" if query else path
    host = f"{request.scheme}://{request.host}" if request else ""
    is_of_a_table = bool(table) and view_name in ("table", "row")
    return {
        "release": known.release,
        "site_title": known.title(),
        "site_description": known.title("description"),
        "language": chosen(),
        "path": path,
        "host": host,
        "addresses": {SWEDISH: here, ENGLISH: f"{PREFIX}{here}"},
        "navigation": _navigation(known.release, path),
        "search": SEARCH,
        "fields": _fields(datasette),
        "column_titles": known.column_titles(table) if table and is_of_a_table else {},
        "code_words": known.words(table) if table and is_of_a_table else {},
    }


def _fields(datasette: Datasette) -> dict[str, dict[str, str]]:
    """What the fields of the ready questions are called, and what to write in them, in the chosen language."""
    described: Mapping[str, Mapping[str, str]] = datasette.metadata("fields") or {}
    return {
        name: {part: field.get(_key(part)) or field.get(part, "") for part in ("label", "help")}
        for name, field in described.items()
    }


def _navigation(release: Mapping[str, Any], path: str) -> list[dict[str, str]]:
    """The pages that the header leads to, each with how it stands to the page that is shown (aria-current)."""
    year = release["last_year"]
    entries = (
        ("/plan", ("/inriktningar/",), gettext("Planen")),
        ("/indikatorer", ("/indikatorer/",), gettext("Indikatorer")),
        *(
            [(f"/uppfoljning/{year}", ("/uppfoljning/", "/jamstalldhetsbokslut"), gettext("Uppföljning"))]
            if year
            else []
        ),
        ("/data", ("/andringar", f"/{DATABASE}"), gettext("Data")),
        ("/om", ("/tillganglighet", "/hjalp"), gettext("Om")),
    )
    return [
        {
            "address": address,
            "label": label,
            "current": "page" if path == address else "true" if path.startswith(within) else "",
        }
        for address, within, label in entries
    ]


def _key(name: str) -> str:
    """The column that holds a text in the chosen language."""
    return f"{name}_en" if chosen() == ENGLISH else name


def release_file(datasette: Datasette, part: str, name: str = "") -> Path:
    """A file of the release that is served: it lies beside the database."""
    return Path(datasette.get_database(DATABASE).path).parent / part / name


async def rows(datasette: Datasette, query: str, parameters: Any = None) -> list[dict[str, Any]]:
    """A query's rows as mappings."""
    result = await datasette.get_database(DATABASE).execute(query, parameters, truncate=False)
    return [dict(row) for row in result.rows]


def whole(request: Request, address: str) -> str:
    """An address of this site in the chosen language, with its host, as others must write it."""
    return f"{request.scheme}://{request.host}{local(address)}"
