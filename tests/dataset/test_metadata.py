"""The words in metadata.yml: there, of the right form, and in agreement with the data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.model import Problem
from tests.faults import (
    at,
    problems_in,
)
from tests.sheets import break_cell, write_rows


def _named_municipality(name: str, code: str) -> tuple[str, str]:
    return '  name: ""\n  code: ""', f'  name: "{name}"\n  code: {code}'


@pytest.mark.parametrize(
    ("old", "new", "is_example", "problem"),
    [
        pytest.param(
            "about: Om uppgifterna",
            "about: [Om uppgifterna",
            "true",
            at(
                "metadata.yml",
                14,
                None,
                "metadata_is_yaml",
                None,
                "Filen går inte att läsa som YAML. Felet finns på rad 14 eller strax före. Kontrollera indrag, kolon "
                "och citattecken.",
            ),
            id="metadata_is_yaml",
        ),
        pytest.param(
            "title: Handlingsplan mot våld och förtryck",
            'title: ""',
            "true",
            at(
                "metadata.yml",
                None,
                "title",
                "metadata_has_text",
                None,
                "”title” saknas eller är tom. Fyll i den; besökarna ser texten. Exempel: Kommunens arbete mot våld",
            ),
            id="metadata_has_text",
        ),
        pytest.param(
            *_named_municipality("Ale kommun", '"1440"'),
            "true",
            at(
                "metadata.yml",
                None,
                "municipality",
                "example_data_is_unnamed",
                "Ale kommun",
                "Exempeldata får inte publiceras för en namngiven kommun. Siffrorna är påhittade. Töm namnet "
                "(municipality.name) och koden (municipality.code) i metadata.yml, eller byt först ut exemplen mot "
                "kommunens egna uppgifter.",
            ),
            id="example_data_is_unnamed",
        ),
        pytest.param(
            *_named_municipality("", '"1440"'),
            "true",
            at(
                "metadata.yml",
                None,
                "municipality",
                "example_data_is_unnamed",
                "1440",
                "Exempeldata får inte publiceras för en namngiven kommun. Siffrorna är påhittade. Töm namnet "
                "(municipality.name) och koden (municipality.code) i metadata.yml, eller byt först ut exemplen mot "
                "kommunens egna uppgifter.",
            ),
            id="example_data_has_no_code",
        ),
        pytest.param(
            *_named_municipality("Storstad", '"1441x"'),
            "false",
            at(
                "metadata.yml",
                None,
                "municipality.code",
                "municipality_is_known",
                "1441x",
                'Kommunkoden ”1441x” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"',
            ),
            id="municipality_is_known",
        ),
        pytest.param(*_named_municipality("Ale kommun", '"1440"'), "false", None, id="real-data-for-a-municipality"),
        pytest.param(*_named_municipality("Ale kommun", "1440"), "false", None, id="a-code-without-quotes"),
        pytest.param(
            *_named_municipality("Upplands Väsby", "0114"),
            "false",
            # To YAML a number that begins with a zero is octal.
            at(
                "metadata.yml",
                None,
                "municipality.code",
                "municipality_is_known",
                "76",
                'Kommunkoden ”76” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"',
            ),
            id="a-leading-zero-without-quotes",
        ),
    ],
)
def test_the_words_must_be_there_and_agree_with_the_data(
    project: Path, old: str, new: str, is_example: str, problem: Problem | None
) -> None:
    path = project / "metadata.yml"
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")
    if is_example == "false":
        shutil.rmtree(project / "data/observations")
        write_rows(project / "data/dataset.csv", [["dataset_id", "is_example"], ["handlingsplan", "false"]])

    assert problems_in(project) == ([problem] if problem else [])


def test_a_municipality_that_is_only_a_name_lacks_its_parts(project: Path) -> None:
    path = project / "metadata.yml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\nmunicipality: Ale kommun\n", encoding="utf-8")

    assert problems_in(project) == [
        at(
            "metadata.yml",
            None,
            "municipality",
            "metadata_has_parts",
            "Ale kommun",
            "”municipality” ska följas av indragna rader med en uppgift på varje, men är ”Ale kommun”. "
            'Exempel: name: "Ale kommun"',
        )
    ]


def test_a_contact_that_is_only_an_address_lacks_its_parts(project: Path) -> None:
    path = project / "metadata.yml"
    words = path.read_text(encoding="utf-8")
    path.write_text(f"{words}\nmunicipality:\n  contact: kommun@example.se\n", encoding="utf-8")

    assert problems_in(project) == [
        at(
            "metadata.yml",
            None,
            "municipality.contact",
            "metadata_has_parts",
            "kommun@example.se",
            "”municipality.contact” ska följas av indragna rader med en uppgift på varje, men är ”kommun@example.se”. "
            'Exempel: email: "kommun@example.se"',
        )
    ]


@pytest.mark.parametrize(
    ("words", "column", "rule", "value", "message"),
    [
        (
            'name: "Ale kommun"',
            "municipality.code",
            "municipality_has_code",
            None,
            "Kommunen är namngiven (Ale kommun) men saknar kommunkod, som avgör vilka uppgifter som visas. Fyll i "
            'koden (municipality.code). Exempel: "1440"',
        ),
        (
            'name: "Ale kommun"\n  code: "1480"',
            "municipality.code",
            "municipality_has_its_code",
            "1480",
            "Kommunkoden ”1480” hör till Göteborg, men kommunen heter ”Ale kommun” i metadata.yml. Rätta det ena.",
        ),
        (
            'code: "0000"',
            "municipality.code",
            "municipality_is_known",
            "0000",
            'Kommunkoden ”0000” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"',
        ),
        (
            'code: "9999"',
            "municipality.code",
            "municipality_is_known",
            "9999",
            'Kommunkoden ”9999” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"',
        ),
    ],
)
def test_the_municipality_that_is_named_is_the_one_whose_figures_are_shown(
    project: Path, words: str, column: str, rule: str, value: str | None, message: str
) -> None:
    shutil.rmtree(project / "data/observations")
    break_cell(project / "data/dataset.csv", 2, "is_example", "false")
    (project / "metadata.yml").write_text(
        f"title: T\ndescription: B\nlicense: CC0\nlicense_url: http://creativecommons.org/\nmunicipality:\n  {words}\n",
        encoding="utf-8",
    )

    assert problems_in(project) == [at("metadata.yml", None, column, rule, value, message)]


def test_a_municipality_and_its_code_that_agree_are_no_problem(project: Path) -> None:
    shutil.rmtree(project / "data/observations")
    break_cell(project / "data/dataset.csv", 2, "is_example", "false")
    words = project / "metadata.yml"
    text = words.read_text(encoding="utf-8").replace('  name: ""', '  name: "Göteborgs Stad"', 1)
    words.write_text(text.replace('  code: ""', '  code: "1480"', 1), encoding="utf-8")

    assert problems_in(project) == []


def test_words_that_are_no_text_are_a_problem(project: Path) -> None:
    words = project / "metadata.yml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("title: Handlingsplan mot våld och förtryck", "title: [x]", 1), encoding="utf-8")

    assert problems_in(project) == [
        at(
            "metadata.yml",
            None,
            "title",
            "metadata_is_text",
            "['x']",
            '”title” ska vara en text. Skriv den inom citattecken. Exempel: "Kommunens arbete mot våld"',
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "value"),
    [
        ("    label_en: Word\n", "", "fields.ord", None),
        ("    empty_en: All priorities\n", "", "fields.inriktning", None),
        ("select distinct year as value", "delete distinct year as value", "fields.uppfoljningsar.choices", None),
        ("  namn: Name\n", "  namn: [Name]\n", "headings_en.namn", "['Name']"),
    ],
)
def test_a_field_has_what_it_is_called_and_a_list_its_words(
    project: Path, old: str, new: str, place: str, value: str | None
) -> None:
    path = project / "metadata.yml"
    words = path.read_text(encoding="utf-8")
    assert words.count(old) == 1
    path.write_text(words.replace(old, new), encoding="utf-8")

    (problem,) = problems_in(project)

    assert (problem.place.column, problem.rule) == (place, "field_is_described")
    assert value is None or problem.value == value
    assert problem.message == (
        f"”{place}” är inte som den ska. Ett fält under fields ska ha ”label” och ”label_en”. Har det choices, som "
        "börjar med select, ska det också ha empty och unknown, på båda språken. En rubrik ska vara en text."
    )


def test_a_question_asks_only_for_fields_that_are_described(project: Path) -> None:
    path = project / "metadata.yml"
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("params: [vald]", "params: [vald, kommun]"), encoding="utf-8")

    assert problems_in(project) == [
        at(
            "metadata.yml",
            None,
            "databases.handlingsplan.queries.omradenas_indikatorer.params",
            "question_asks_known_field",
            "kommun",
            "Frågan ”omradenas_indikatorer” har ett fält som inte är beskrivet under fields i metadata.yml. "
            "Beskriv det där, eller rätta namnet. Beskrivna är: inriktning, indikator, uppfoljningsar, funktion, vald, "
            "ord.",
        )
    ]
