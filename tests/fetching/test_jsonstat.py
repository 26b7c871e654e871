"""A data set in json-stat2, in the forms that it may have, and as badly as it may be written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import AnswerFault
from pipeline.official import scb
from pipeline.official.bundle import Answer
from pipeline.official.jsonstat import DataSet, read_data_set
from pipeline.official.population import Population, populations

Content = dict[str, Any]


def data_set(**others: object) -> Content:
    """Two areas by two years; 10 and 11 in the first, 20 and 21 in the other."""
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Folkmängd efter region och år",
        "id": ["Region", "Tid"],
        "size": [2, 2],
        "dimension": {
            "Region": {"label": "region", "category": {"index": {"1281": 1, "00": 0}, "label": {"00": "Riket"}}},
            "Tid": {"label": "år", "category": {"index": ["2024", "2025"]}},
        },
        "value": [10, 11, 20, 21],
        **others,
    }


def read(content: object) -> DataSet:
    return read_data_set(Answer("https://a.se/data", "", json.dumps(content)))


def cells(content: Content) -> list[tuple[str, str, float | None, str]]:
    return [(*each.codes, each.value, each.status) for each in read(content).cells]  # type: ignore[misc]


WHOLE = [
    ("00", "2024", 10.0, ""),
    ("00", "2025", 11.0, ""),
    ("1281", "2024", 20.0, ""),
    ("1281", "2025", 21.0, ""),
]


@pytest.mark.parametrize(
    "value", [[10, 11, 20, 21], {"0": 10, "1": 11, "2": 20, "3": 21}, {"3": 21, "0": 10, "2": 20, "1": 11}]
)
def test_numbers_are_a_list_or_by_their_places(value: object) -> None:
    assert cells(data_set(value=value)) == WHOLE


def test_a_place_that_is_not_filled_has_no_number() -> None:
    assert cells(data_set(value={"1": 11, "3": None}, status={"0": "..", "3": ":"})) == [
        ("00", "2024", None, ".."),
        ("00", "2025", 11.0, ""),
        ("1281", "2024", None, ""),
        ("1281", "2025", None, ":"),
    ]


@pytest.mark.parametrize(
    ("status", "told"), [(["e", None, None, "p"], ["e", "", "", "p"]), ("p", ["p"] * 4), (None, [""] * 4)]
)
def test_a_status_may_be_of_each_or_of_all(status: object, told: list[str]) -> None:
    assert [status for *_, status in cells(data_set(status=status))] == told


def test_the_order_is_the_answers_own() -> None:
    """The same numbers with the years first: the last dimension runs fastest."""
    turned = data_set(id=["Tid", "Region"], value=[10, 20, 11, 21])

    assert sorted((region, year, value, told) for year, region, value, told in cells(turned)) == WHOLE


def test_a_code_alone_needs_no_index() -> None:
    of_one = data_set(id=["Region", "Tid"], size=[1, 2], value=[1, 2])
    of_one["dimension"]["Region"]["category"] = {"label": {"00": "Riket"}}

    assert cells(of_one) == [("00", "2024", 1.0, ""), ("00", "2025", 2.0, "")]


def without(content: Content, *path: str) -> Content:
    within = content
    for name in path[:-1]:
        within = within[name]
    del within[path[-1]]
    return content


def with_index(index: object) -> Content:
    content = data_set()
    content["dimension"]["Region"]["category"]["index"] = index
    return content


OF_SIZE = (
    "Svaret från https://a.se/data stämmer inte med vad det säger om sin egen storlek. Inget har ändrats. Hämta en "
    "gång till."
)
NO_SET = (
    "Svaret från https://a.se/data är ingen tabell i formatet json-stat2. Källan kan ha bytt format. Inget har "
    "ändrats. Be den som sköter programmet titta på det."
)
TWICE = (
    "Svaret från https://a.se/data har samma kod eller plats två gånger i ”Region”. Inget har ändrats. Be den som "
    "sköter programmet titta på det."
)
MORE = "Svaret från https://a.se/data skulle ha 4 siffror men har 3. Inget har ändrats. Hämta en gång till."
OUTSIDE = (
    "Svaret från https://a.se/data skulle ha 4 siffror men har någon utanför dem. Inget har ändrats. Hämta en gång "
    "till."
)
NO_NUMBER = (
    "Svaret från https://a.se/data har något annat än ett tal på plats 1. Källan kan ha bytt format. Inget har "
    "ändrats. Be den som sköter programmet titta på det."
)
NO_DIMENSION = "Svaret från https://a.se/data säger inte vad ”Tid” delas upp i. Inget har ändrats. Hämta en gång till."


def other_shape(place: str) -> str:
    return (
        f"Svaret från https://a.se/data har en annan form än väntat (vid {place}). Källan kan ha bytt format. Inget "
        "har ändrats. Be den som sköter programmet titta på det."
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ([], NO_SET),
        ({"class": "collection", "version": "2.0"}, NO_SET),
        ({"dataset": data_set()}, NO_SET),
        (data_set(version="1.2"), NO_SET),
        (without(data_set(), "id"), other_shape("id")),
        (data_set(id=[]), other_shape("id")),
        (data_set(id=["Region", 2]), other_shape("id")),
        (data_set(size=[2, True]), other_shape("size")),
        (data_set(size=["2", "2"]), other_shape("size")),
        (data_set(size=[2]), OF_SIZE),
        (data_set(size=[2, 0], value=[]), OF_SIZE),
        (data_set(size=[2, -2]), OF_SIZE),
        (data_set(size=[3, 2], value=[1, 2, 3, 4, 5, 6]), OF_SIZE),
        (data_set(size=[10**6, 10**6]), OF_SIZE),
        (data_set(id=["Region", "Region"]), OF_SIZE),
        (without(data_set(), "dimension", "Tid"), NO_DIMENSION),
        (without(data_set(), "dimension", "Tid", "category"), NO_DIMENSION),
        (data_set(dimension=[]), other_shape("dimension")),
        (with_index({"00": 0, "1281": 0}), TWICE),
        (with_index({"00": 0, "1281": 2}), TWICE),
        (with_index(["00", "00"]), TWICE),
        (with_index({"00": 0, "1281": "1"}), other_shape("dimension/Region/category/index")),
        (with_index({"00": False, "1281": True}), other_shape("dimension/Region/category/index")),
        (with_index(5), other_shape("dimension/Region/category/index")),
        (with_index(["00", 1281]), other_shape("dimension/Region/category/index")),
        (data_set(value=[1, 2, 3]), MORE),
        (data_set(value="10"), other_shape("value")),
        (without(data_set(), "value"), other_shape("value")),
        (data_set(value={"4": 1}), OUTSIDE),
        (data_set(value={"-1": 1}), OUTSIDE),
        (data_set(value={"01": 1}), OUTSIDE),
        (data_set(value={"1.0": 1}), OUTSIDE),
        (data_set(value={"²": 1}), OUTSIDE),
        (data_set(value={"9" * 5000: 1}), OUTSIDE),
        (data_set(value=["10", 11, 20, 21]), NO_NUMBER),
        (data_set(value=[True, 11, 20, 21]), NO_NUMBER),
        (data_set(value=[[1], 11, 20, 21]), NO_NUMBER),
        (data_set(value=[10**400, 11, 20, 21]), NO_NUMBER),
        (data_set(status=[1, None, None, None]), NO_NUMBER),
        (data_set(status=7), other_shape("status")),
        (data_set(label=7), other_shape("label")),
        (data_set(role=[]), other_shape("role")),
    ],
)
def test_what_is_no_whole_data_set_is_told(content: object, told: str) -> None:
    with pytest.raises(AnswerFault) as fault:
        read(content)

    assert str(fault.value) == told


def test_a_number_cut_off_is_no_data_set() -> None:
    whole = json.dumps(data_set())
    for length in (5, 60, len(whole) - 1):
        with pytest.raises(AnswerFault, match=r"är inte helt\. Inget har ändrats\. Hämta en gång till\."):
            read_data_set(Answer("https://a.se/data", "", whole[:length]))


# SCB's own answers, which are beside the repository.


@pytest.fixture
def samples(shared: Path) -> Path:
    folder = shared / "sources/samples/scb"
    if not folder.is_dir():
        pytest.skip("SCB's own answers are not on this machine")
    return folder


def answer(samples: Path, name: str) -> Answer:
    text = (samples / name).read_text(encoding="utf-8")
    return Answer("https://statistikdatabasen.scb.se/api/v2/tables/TAB5557/data?lang=sv", "", text)


def test_stockholm_in_2025_is_as_scb_says(samples: Path) -> None:
    """999,239 in all. Those aged 0 to 17 are 185,948 when SCB's single years are added up by hand."""
    found = populations(scb.counts_of(read_data_set(answer(samples, "TAB5557_data_0180_2025.json"))), ["0180"])

    assert found == {
        ("0180", 2025, "total"): Population(999_239, 6),
        ("0180", 2025, "18+"): Population(999_239 - 185_948, 23),
    }


def test_a_lone_civil_status_is_not_the_population(samples: Path) -> None:
    """50,937 are the unmarried boys of 0 years in 2024, and nothing else."""
    found = answer(samples, "TAB638_data_00_2024.json")

    assert [cell.value for cell in read_data_set(found).cells] == [50_937]
    with pytest.raises(AnswerFault) as fault:
        scb.populations_in([found])
    assert str(fault.value) == (
        "Tabellen ”Folkmängd efter region, civilstånd, ålder, kön och år” har bara några av alla civilstånd, och inte "
        "totalt. Inget har ändrats. Välj totalt, eller alla."
    )


def test_another_table_of_scbs_is_not_the_population_of_a_year(samples: Path) -> None:
    with pytest.raises(AnswerFault) as fault:
        scb.populations_in([answer(samples, "TAB6471_data.json")])
    assert str(fault.value) == (
        "Tabellen ”Folkmängden per månad efter region, ålder, kön och månad” har inte folkmängden i antal personer. "
        "Inget har ändrats. Välj en tabell över folkmängden."
    )


def test_the_description_of_a_table_is_read_too(samples: Path) -> None:
    described = read_data_set(answer(samples, "TAB5557_metadata.json"), has_values=False)

    assert [(each.label, len(each.codes)) for each in described.dimensions] == [
        ("region", 312),
        ("civilstånd", 5),
        ("ålder", 137),
        ("kön", 3),
        ("tabellinnehåll", 2),
        ("år", 1),
    ]
