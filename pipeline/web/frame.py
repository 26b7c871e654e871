"""What the frame around every page needs: the release, the language, the visitor's place, the meanings of codes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette.utils import tilde_decode
from datasette.utils.asgi import Request

from pipeline.web.language import ENGLISH, PREFIX, SWEDISH, chosen, gettext, local
from pipeline.web.translation import Translations, in_words, translated_columns

if TYPE_CHECKING:
    from datasette.app import Datasette


DATABASE = "handlingsplan"

SEARCH = "/sok"
"""The address of the search page, which the header's search field submits to."""

COPY = "is_copy"
"""The key of Datasette's metadata for a site that is only to be copied, page by page."""

TWIN = ".gz"
"""What the name of a file that is packed ends with; it lies beside the file itself."""

CATALOGUE = "catalogue"
"""The folder of the data catalogue; a release without a public address has none."""

RELEASE = """
select
    release.*, areas.name as area_name,
    (select status from plans order by plans.rowid desc limit 1) as plan_status
from release left join areas using (area_code)
"""

FOLLOW_UP_YEAR = "select max(year) as year from follow_up_years where is_complete"

TABLES = "select name from sqlite_master where type in ('table', 'view')"

COLUMNS = "select table_name, column_name, title, title_en, unit, type from data_dictionary"

DECIMALS = "select indicator_id, decimals from indicators"

CODES = "select table_name, column_name, code, label, label_en from codes"


@dataclass(frozen=True)
class Facts:
    """What is the same on every page of a release, and is therefore queried once."""

    release: Mapping[str, Any]
    columns: Mapping[str, Mapping[str, Mapping[str, Any]]]
    codes: Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]]
    files: Mapping[str, frozenset[str]]
    checksums: Mapping[str, str]
    translations: Translations
    decimals: Mapping[str, int]
    """How many decimals the figures of each indicator are written with."""
    licence: str
    """The address of the licence of the compilation."""
    has_database: bool
    """Whether readers can ask the database; not in a copy of the site for a plain web server."""
    tables: frozenset[str]
    """The tables and views: a release that was made by an earlier program has fewer, and is shown until the next is
    published."""

    @property
    def has_catalogue(self) -> bool:
        """Whether there is a data catalogue to harvest."""
        return bool(self.files[CATALOGUE])

    @property
    def has_follow_up_years(self) -> bool:
        """Whether it can be told how far each year has come, what leads and what is searched by."""
        return "follow_up_years" in self.tables

    @cached_property
    def _types(self) -> Mapping[str, str]:
        """The type of each column that has the same in every table, by its name (Table Schema, "Field Types")."""
        found: dict[str, set[str]] = {}
        for described in self.columns.values():
            for name, column in described.items():
                found.setdefault(name, set()).add(column["type"])
        return {name: min(types) for name, types in found.items() if len(types) == 1}

    def type_of(self, table: str, column: str) -> str:
        """The type of a table's column. The schemas describe no view; its columns are named as theirs are."""
        described = self.columns.get(table)
        if described is not None:
            return str(described[column]["type"]) if column in described else "string"
        is_answer = column.startswith("is_") or column == "required"
        return "boolean" if is_answer else self._types.get(column, "string" if column.endswith("_label") else "number")

    def column_titles(self, table: str) -> dict[str, str]:
        """A table's column headings in the chosen language, with units."""
        key = _key("title")
        titles = {name: column[key] for name, column in self.columns.get(table, {}).items()}
        units = {name: column["unit"] for name, column in self.columns.get(table, {}).items() if column["unit"]}
        return {name: f"{title} ({units[name]})" if name in units else title for name, title in titles.items()}

    def other_language(self, table: str) -> frozenset[str]:
        """The columns of a table whose texts stand in the reader's language in another of its columns."""
        pairs = translated_columns(self.columns.get(table, {}))
        return frozenset(pairs if chosen() == ENGLISH else pairs.values())

    def words(self, table: str) -> dict[str, dict[str, str]]:
        """The meanings of a table's codes, by column: a code may mean something else in another column."""
        key = _key("label")
        return {
            column: {code: row[key] for code, row in codes.items()}
            for column, codes in self.codes.get(table, {}).items()
        }

    def text(self, swedish: str) -> str:
        """A text of the data in the chosen language, or in Swedish if it has no translation."""
        return in_words(swedish, self.translations)

    def title(self, part: str = "title") -> str:
        """The site's title or description in the chosen language, or else in Swedish."""
        return str(self.release[_key(part)] or self.release[part])


_FACTS: WeakKeyDictionary[Any, Facts] = WeakKeyDictionary()


async def facts(datasette: Datasette) -> Facts:
    """The facts about the release that this Datasette serves; one Datasette never changes release."""
    found = _FACTS.get(datasette)
    if found is None:
        columns: dict[str, dict[str, dict[str, Any]]] = {}
        for row in await rows(datasette, COLUMNS):
            columns.setdefault(row["table_name"], {})[row["column_name"]] = row
        codes: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
        for row in await rows(datasette, CODES):
            codes.setdefault(row["table_name"], {}).setdefault(row["column_name"], {})[row["code"]] = row
        names = {
            part: frozenset(path.name for path in release_file(datasette, part).glob("*") if path.suffix != TWIN)
            for part in ("charts", "downloads", CATALOGUE)
        }
        has_database = not datasette.metadata(COPY)
        tables = frozenset(row["name"] for row in await rows(datasette, TABLES))
        release = (await rows(datasette, RELEASE))[0]
        complete = (await rows(datasette, FOLLOW_UP_YEAR))[0]["year"] if "follow_up_years" in tables else None
        release["follow_up_year"] = complete or release["last_year"]
        found = Facts(
            release,
            columns,
            codes,
            names,
            _checksums(datasette),
            await _translations(datasette, tables, columns, codes),
            {row["indicator_id"]: row["decimals"] for row in await rows(datasette, DECIMALS)},
            str(datasette.metadata("license_url")),
            has_database,
            tables,
        )
        _FACTS[datasette] = found
    return found


async def _translations(
    datasette: Datasette, tables: Set[str], columns: Mapping[str, Collection[str]], codes: Mapping[str, Any]
) -> Translations:
    """The translations of the data's texts, and of the words for codes, which ready questions answer with."""
    words = [row for of_table in codes.values() for of_column in of_table.values() for row in of_column.values()]
    found = {row["label"]: row["label_en"] for row in words}
    for table in tables & columns.keys():
        if pairs := translated_columns(columns[table]):
            shown = ", ".join(f'"{name}"' for pair in pairs.items() for name in pair)
            for row in await rows(datasette, f'select {shown} from "{table}"'):
                found.update({row[text]: row[english] for text, english in pairs.items() if row[english]})
    return found


def _checksums(datasette: Datasette) -> Mapping[str, str]:
    """The SHA-256 of each of the release's files by name; none if it has no checksums, or none that can be read.

    A release is served though that file is damaged: its pages need nothing else of it.
    """
    try:
        described = json.loads(release_file(datasette, "release.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    files = described.get("files") if isinstance(described, dict) else None
    return files if isinstance(files, dict) else {}


async def of_today(datasette: Datasette, query: str) -> str:
    """A query that asks which indicators lead, as a release can answer it that has none of them."""
    return query if (await facts(datasette)).has_follow_up_years else query.replace("is_leading", "false")


async def current(datasette: Datasette) -> Mapping[str, Any]:
    """The served release's row, with the name of the area that its pages show and the status of its plan."""
    return (await facts(datasette)).release


async def variables(
    datasette: Datasette, request: Request | None, table: str | None, view_name: str | None
) -> dict[str, Any]:
    """The variables that are available in every template."""
    known = await facts(datasette)
    path, query = (request.path, request.query_string) if request else ("/", "")
    here = f"{path}?{query}" if query else path
    host = origin(known, request) if request else ""
    is_of_a_table = bool(table) and view_name in ("table", "row")
    return {
        "release": known.release,
        "has_database": known.has_database,
        "has_catalogue": known.has_catalogue,
        "site_title": known.title(),
        "site_description": known.title("description"),
        "language": chosen(),
        "translations": known.translations,
        "decimals": known.decimals,
        "path": path,
        "host": host,
        "addresses": {SWEDISH: here, ENGLISH: f"{PREFIX}{here}"},
        "navigation": _navigation(known.release, path),
        "search": SEARCH,
        "headings": _headings(datasette),
        "column_titles": _column_titles(datasette, known, table) if table and is_of_a_table else {},
        "other_language": known.other_language(table) if table and is_of_a_table else (),
        "column_type": partial(known.type_of, table or ""),
        "code_words": known.words(table) if table and is_of_a_table else {},
    }


def _headings(datasette: Datasette) -> Mapping[str, str]:
    """The headings of columns that the schemas do not describe, as far as the chosen language needs them declared."""
    return datasette.metadata(_key("headings")) or {}


def _column_titles(datasette: Datasette, known: Facts, table: str) -> Mapping[str, str]:
    """The headings of a table's columns; a derived table has those that are declared for columns of these names."""
    return known.column_titles(table) or _headings(datasette)


async def answer_words(datasette: Datasette, request: Request | None) -> Mapping[str, str]:
    """The English of the texts in the ready questions' answers: the data's, the names of codes, what the questions add.

    On the pages of the database in English; elsewhere none is needed.
    """
    if chosen() != ENGLISH or request is None or not request.path.startswith(f"/{DATABASE}/"):
        return {}
    return {**(await facts(datasette)).translations, **(datasette.metadata("words_en") or {})}


def _navigation(release: Mapping[str, Any], path: str) -> list[dict[str, str]]:
    """The pages that the header links to, each with its `aria-current` for the page that is shown."""
    year = release["follow_up_year"]
    entries = (
        ("/plan", ("/inriktningar/",), gettext("Planen")),
        ("/indikatorer", ("/indikatorer/",), gettext("Indikatorer")),
        *(
            [(f"/uppfoljning/{year}", ("/uppfoljning/", "/jamstalldhetsbokslut"), gettext("Uppföljning"))]
            if year
            else []
        ),
        ("/data", ("/data/", "/andringar", f"/{DATABASE}"), gettext("Data")),
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


def in_chosen(described: Mapping[str, Any], part: str) -> Any:
    """A part of a description in the chosen language, or else in Swedish."""
    return described.get(_key(part)) or described.get(part)


def _key(name: str) -> str:
    """The name of the column that has a text in the chosen language."""
    return f"{name}_en" if chosen() == ENGLISH else name


def release_file(datasette: Datasette, part: str, name: str = "") -> Path:
    """The path of a file of the served release, which is beside its database."""
    return Path(datasette.get_database(DATABASE).path).parent / part / name


def is_in_database(path: str) -> bool:
    """Whether Datasette finds the database in an address, as it came: it reads names with its own coding of letters."""
    first = path.removeprefix("/").partition("/")[0]
    return bool(tilde_decode(first.partition(".")[0]) == DATABASE)


async def rows(datasette: Datasette, query: str, parameters: Any = None) -> list[dict[str, Any]]:
    """A query's rows as mappings."""
    result = await datasette.get_database(DATABASE).execute(query, parameters, truncate=False)
    return [dict(row) for row in result.rows]


def origin(known: Facts, request: Request) -> str:
    """The site's scheme and host: its public address, or where that is not told what the reader asked.

    A copy has the address that it is asked for by, which is made into that of where it is to lie.
    """
    address = known.release.get("public_address") if known.has_database else None
    return str(address or f"{request.scheme}://{request.host}")


def whole(known: Facts, request: Request, address: str) -> str:
    """An address of this site in the chosen language, with its scheme and host."""
    return f"{origin(known, request)}{local(address)}"
