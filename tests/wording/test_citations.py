"""How data are cited, in each form, whatever a municipality or a title is called."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.wording.citations import apa, bibtex, cff
from pipeline.wording.citations.facts import Checksum, Citation
from tests.bibtex import read, typeset

SUM = "0123456789abcdef" * 4

PLAIN = Citation(
    title="Handlingsplan mot våld och förtryck",
    release="2025-a411b6929eac",
    author="Lunds kommun",
    day="2026-03-31",
    address="https://handlingsplan.lund.example/versioner/2025-a411b6929eac",
    checksum=Checksum("handlingsplan.zip", SUM),
)

PART = replace(
    PLAIN,
    title="Dödligt våld",
    part="VNR-01",
    whole=PLAIN.title,
    checksum=Checksum("observations_flat.csv", SUM),
)

NASTY = "Å{ä}ö & Söner} 100 % _x_ #1 $ ~ ^ \\ é"


def test_the_whole_is_cited_as_apa_has_it_in_both_languages() -> None:
    assert apa.write(PLAIN, "sv") == (
        "Lunds kommun. (2026, 31 mars). Handlingsplan mot våld och förtryck (Publicering 2025-a411b6929eac) "
        "[Datamängd]. https://handlingsplan.lund.example/versioner/2025-a411b6929eac "
        f"[SHA-256 för handlingsplan.zip: {SUM}]"
    )
    assert apa.write(replace(PLAIN, title="Action plan"), "en") == (
        "Lunds kommun. (2026, March 31). Action plan (Release 2025-a411b6929eac) [Data set]. "
        "https://handlingsplan.lund.example/versioner/2025-a411b6929eac "
        f"[SHA-256 of handlingsplan.zip: {SUM}]"
    )
    assert apa.parts(PLAIN, "sv")[1] == PLAIN.title


def test_a_part_is_cited_as_in_the_whole() -> None:
    before, title, after = apa.parts(PART, "sv")

    assert before == "Lunds kommun. (2026, 31 mars). Dödligt våld (VNR-01) [Datamängd]. I "
    assert title == PLAIN.title
    assert after.startswith(" (Publicering 2025-a411b6929eac). https://")


def test_what_is_not_known_is_not_invented() -> None:
    bare = Citation("Handlingsplan", "plan-0123456789ab")

    assert apa.write(bare, "sv") == (
        "[Kommunen är inte angiven]. (u.å.). Handlingsplan (Publicering plan-0123456789ab) [Datamängd]."
    )
    assert apa.write(bare, "en") == (
        "[The municipality has not been named]. (n.d.). Handlingsplan (Release plan-0123456789ab) [Data set]."
    )
    kind, key, fields = read(bibtex.write(bare, "sv"))
    assert (kind, key) == ("misc", "handlingsplan-plan-0123456789ab")
    assert fields == {
        "author": r"{[Kommunen {\"a}r inte angiven]}",
        "title": "{Handlingsplan}",
        "year": r"u.{\aa}.",
        "howpublished": r"Datam{\"a}ngd",
        "version": "plan-0123456789ab",
    }
    told = yaml.safe_load(cff.write(bare, "sv", cff.Described("", "CC0-1.0", [])))
    assert set(told) == {"cff-version", "message", "type", "title", "authors", "version", "license"}
    assert told["authors"] == [{"name": "[Kommunen är inte angiven]"}]


def test_example_data_are_said_to_be_so_in_every_form() -> None:
    example = replace(PLAIN, is_example=True)

    assert "[Datamängd med exempeldata, inte verkliga siffror]" in apa.write(example, "sv")
    assert "[Data set of example data, not real figures]" in apa.write(replace(PART, is_example=True), "en")
    title = read(bibtex.write(example, "sv"))[2]["title"]
    assert typeset(title) == f"{PLAIN.title} [exempeldata, inte verkliga siffror]"
    told = yaml.safe_load(cff.write(example, "sv", cff.Described("x", "CC0-1.0", [])))
    assert told["title"].endswith("[exempeldata, inte verkliga siffror]")
    assert "EXEMPELDATA: " in told["message"]
    assert "EXAMPLE DATA: " in told["message"]
    assert not any("xempeldata" in form for form in (apa.write(PLAIN, "sv"), bibtex.write(PLAIN, "sv")))


def test_bibtex_has_every_fact_in_a_field() -> None:
    text = bibtex.write(PART, "sv")
    kind, key, fields = read(text)

    assert text.isascii()
    assert (kind, key) == ("misc", "handlingsplan-2025-a411b6929eac-VNR-01")
    assert {name: value if name == "url" else typeset(value) for name, value in fields.items()} == {
        "author": "Lunds kommun",
        "title": "Dödligt våld (VNR-01)",
        "year": "2026",
        "month": "mar",
        "day": "31",
        "howpublished": "Datamängd",
        "version": "2025-a411b6929eac",
        "url": PLAIN.address,
        "note": f"Ingår i: Handlingsplan mot våld och förtryck. SHA-256 för observations_flat.csv: {SUM}",
    }


@pytest.mark.parametrize("text", [NASTY, "{", "}", "}{", "\\", "\\{", "a%b", "Ñandú & Ça", "${}_^"])
def test_what_tex_would_take_for_a_command_is_a_letter(text: str) -> None:
    fields = read(bibtex.write(replace(PLAIN, author=text, title=text), "sv"))[2]

    for name in ("author", "title"):
        value = fields[name]
        assert value.startswith("{")
        assert value.endswith("}")
        if text != "Ñandú & Ça":
            assert typeset(value[1:-1]) == text


def test_an_address_is_one_whatever_is_in_it() -> None:
    fields = read(bibtex.write(replace(PLAIN, address="https://åäö.example/a{b}c%25?d=e_f&g#h i"), "sv"))[2]

    assert fields["url"] == "https://%C3%A5%C3%A4%C3%B6.example/a%7Bb%7Dc%25?d=e_f&g#h%20i"


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_text_breaks_an_entry_or_a_file(author: str, title: str) -> None:
    citation = replace(PLAIN, author=author, title=title)

    assert set(read(bibtex.write(citation, "en"))[2]) >= {"author", "title", "year", "url"}
    told = yaml.safe_load(cff.write(citation, "en", cff.Described(title, "CC0-1.0", [title, title])))
    assert (told["authors"], told["title"], told["keywords"]) == ([{"name": author}], title, [title])


def test_a_file_of_the_format_has_what_it_must_and_always_the_same_bytes() -> None:
    """The mandatory keys and the values of `type` and of identifiers (Citation File Format 1.2.0, schema guide)."""
    described = cff.Described("En plan: och dess siffror", "CC0-1.0", ["våld", "violence", "våld"])
    text = cff.write(PLAIN, "sv", described)
    told = yaml.safe_load(text)

    assert text == cff.write(PLAIN, "sv", described)
    assert list(told)[:5] == ["cff-version", "message", "type", "title", "authors"]
    assert {name: told[name] for name in ("cff-version", "type", "version", "license", "date-released", "url")} == {
        "cff-version": "1.2.0",
        "type": "dataset",
        "version": PLAIN.release,
        "license": "CC0-1.0",
        "date-released": "2026-03-31",
        "url": PLAIN.address,
    }
    assert told["keywords"] == ["våld", "violence"]
    assert told["identifiers"] == [
        {
            "type": "other",
            "value": f"sha256:{SUM}",
            "description": "SHA-256 of handlingsplan.zip, which has that of each table",
        }
    ]
