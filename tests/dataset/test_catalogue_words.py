"""What the data catalogue needs of metadata.yml: told by name where it is missing, and refused where it is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.dataset.metadata import read_words
from tests.catalogued import ADDRESS, FILLED, fill
from tests.conftest import Runner
from tests.faults import at, problems_in

HTTPS = "Webbplatsens adress (address) är ”{address}”, men ska börja med https://. Exempel: https://handlingsplan.kommunen.se"
HOST = (
    "Webbplatsens adress (address) är ”{address}”, och den går inte att nå från internet. Skriv https:// och "
    "webbplatsens namn, utan mellanslag. Exempel: https://handlingsplan.kommunen.se"
)
PATH = (
    "Webbplatsens adress (address) är ”{address}”, men ska sluta med webbplatsens namn, utan snedstreck eller något "
    "mer. Skriv {right}"
)
ASCII = (
    "Webbplatsens adress (address) är ”{address}”, som har å, ä, ö eller något annat tecken utöver a till z. Skriv den "
    "så som datorer skriver den: {right}"
)


@pytest.mark.parametrize(
    ("address", "rule", "sentence", "right"),
    [
        ("http://plan.ale.se", "address_is_https", HTTPS, ""),
        ("plan.ale.se", "address_is_https", HTTPS, ""),
        ("javascript:alert(1)", "address_is_https", HTTPS, ""),
        ("javascript://plan.ale.se", "address_is_https", HTTPS, ""),
        ("ftp://plan.ale.se", "address_is_https", HTTPS, ""),
        (" https://plan.ale.se", "address_is_https", HTTPS, ""),
        ("//plan.ale.se", "address_is_https", HTTPS, ""),
        ("https://", "address_is_of_a_host", HOST, ""),
        ("https:///data", "address_is_of_a_host", HOST, ""),
        ("https://plan ale.se", "address_is_of_a_host", HOST, ""),
        ("https://plan.ale.se ", "address_is_of_a_host", HOST, ""),
        ("https://localhost", "address_is_of_a_host", HOST, ""),
        ("https://10.0.0.1", "address_is_of_a_host", HOST, ""),
        ("https://anna:hemligt@plan.ale.se", "address_is_of_a_host", HOST, ""),
        ("https://plan.ale.se.", "address_is_of_a_host", HOST, ""),
        ("https://-plan.ale.se", "address_is_of_a_host", HOST, ""),
        ("https://plan<.ale.se", "address_is_of_a_host", HOST, ""),
        ("https://å..se", "address_is_of_a_host", HOST, ""),
        ("https://plan.ale.se/", "address_has_no_path", PATH, "https://plan.ale.se"),
        ("https://Plan.ale.se/vald", "address_has_no_path", PATH, "https://plan.ale.se"),
        ("https://plan.ale.se?a=b", "address_has_no_path", PATH, "https://plan.ale.se"),
        ("https://plan.ale.se#a", "address_has_no_path", PATH, "https://plan.ale.se"),
        (
            "https://handlingsplan.mellanköping.se",
            "address_is_in_ascii",
            ASCII,
            "https://handlingsplan.xn--mellankping-xfb.se",
        ),
    ],
)
def test_a_public_address_that_is_none_is_told_with_what_to_write(
    project: Path, address: str, rule: str, sentence: str, right: str
) -> None:
    _write_words(project, 'address: ""', f'address: "{address}"')

    message = sentence.format(address=address, right=right)
    assert problems_in(project) == [at("metadata.yml", None, "address", rule, address, message)]


@pytest.mark.parametrize(
    "address",
    ["", "https://plan.ale.se", "https://PLAN.Ale.se", "https://plan.ale.se:8443", "https://xn--mellankping-xfb.se"],
)
def test_a_public_address_or_none_is_right(project: Path, address: str) -> None:
    _write_words(project, 'address: ""', f"address: {address}")

    assert problems_in(project) == []
    assert read_words(project / "metadata.yml")[0].municipality.public_address == address.lower()


@pytest.mark.parametrize(
    ("old", "new", "key", "rule", "value", "message"),
    [
        (
            "license_url: http://creativecommons.org/publicdomain/zero/1.0/",
            "license_url: CC0",
            "license_url",
            "licence_is_an_address",
            "CC0",
            "Licensens adress (license_url) är ”CC0”, men ska vara en webbadress. Exempel: "
            "http://creativecommons.org/publicdomain/zero/1.0/",
        ),
        (
            'issued: ""',
            "issued: 31 mars 2026",
            "issued",
            "issued_is_a_date",
            "31 mars 2026",
            "Dagen för den första publiceringen (issued) är ”31 mars 2026”, men ska vara ett datum. Exempel: "
            "2026-03-31",
        ),
        (
            'issued: ""',
            "issued: 2026-02-30",
            "issued",
            "issued_is_a_date",
            "2026-02-30",
            "Dagen för den första publiceringen (issued) är ”2026-02-30”, men ska vara ett datum. Exempel: 2026-03-31",
        ),
        (
            'organisation_number: ""',
            "organisation_number: 19121212-1212",
            "municipality.organisation_number",
            "organisation_number_has_its_form",
            None,
            "Organisationsnumret (municipality.organisation_number) ska ha tio siffror. Skriv aldrig ett personnummer. "
            "Exempel: 212000-0001",
        ),
        (
            '    email: ""',
            "    email: kvalitet",
            "municipality.contact.email",
            "contact_email_is_an_address",
            "kvalitet",
            "”kvalitet” (municipality.contact.email) är inte en e-postadress. Exempel: kvalitet@kommunen.se",
        ),
        (
            '    phone: ""',
            "    phone: ring växeln",
            "municipality.contact.phone",
            "contact_phone_is_a_number",
            "ring växeln",
            "”ring växeln” (municipality.contact.phone) är inte ett telefonnummer. Skriv riktnummer och nummer inom "
            "citattecken, eller lämna tomt.",
        ),
        (
            # YAML takes it for octal.
            '    phone: ""',
            "    phone: 046350000",
            "municipality.contact.phone",
            "contact_phone_is_a_number",
            str(0o46350000),
            f"”{0o46350000}” (municipality.contact.phone) är inte ett telefonnummer. Skriv riktnummer och nummer inom "
            "citattecken, eller lämna tomt.",
        ),
    ],
)
def test_what_the_catalogue_tells_must_be_rightly_written(
    project: Path, old: str, new: str, key: str, rule: str, value: str | None, message: str
) -> None:
    _write_words(project, old, new)

    assert problems_in(project) == [at("metadata.yml", None, key, rule, value, message)]


NOTHING_FILLED = (
    "Ingen datakatalog görs, så uppgifterna syns inte på dataportal.se. Fyll i det som saknas i metadata.yml, först "
    "webbplatsens adress (address): {keys}"
)
NOT_ALL_FILLED = "Datakatalogen, som dataportal.se läser, blir inte fullständig. I metadata.yml saknas: {keys}"

CONTACT = [f"municipality.contact.{key}" for key in ("phone", "street", "postal_code", "town")]

BEGUN = (
    *("--name", "Ale kommun", "--code", "1440", "--organisation-number", "212000-1439"),
    *("--contact-name", "Kvalitetsenheten", "--contact-email", "kvalitet@ale.se"),
    *("--social-services", "0303-70 30 00", "--social-emergency", "0303-70 30 01", "--yes"),
)


@pytest.mark.parametrize(
    ("address", "rule", "sentence", "lacking"),
    [
        ("", "catalogue_has_an_address", NOTHING_FILLED, ["address", "issued", *CONTACT]),
        ("https://plan.ale.se", "catalogue_is_complete", NOT_ALL_FILLED, ["issued", *CONTACT]),
    ],
)
def test_what_the_catalogue_lacks_of_a_named_municipality_is_told_by_name(
    project: Path, runner: Runner, address: str, rule: str, sentence: str, lacking: list[str]
) -> None:
    assert runner("start", "--project", project, *BEGUN, "--public-address", address).exit_code == 0
    message = sentence.format(keys=", ".join(lacking))

    told = runner("check", "--project", project, "--format", "json")
    doctor = runner("doctor", "--project", project)

    assert told.exit_code == 0
    found = json.loads(told.stdout)["problems"]
    assert [(each["file"], each["column"], each["rule"], each["message"], each["fatal"]) for each in found] == [
        ("metadata.yml", lacking[0], rule, message, False)
    ]
    assert f"Varning Datakatalog: {message}" in doctor.stdout.splitlines()
    assert problems_in(project) == []


def test_nothing_is_lacking_where_everything_is_filled_in(project: Path, runner: Runner) -> None:
    assert runner("start", "--project", project, *BEGUN, "--public-address", ADDRESS).exit_code == 0
    fill(project, {old: new for old, new in FILLED.items() if "address" not in old})

    assert runner("check", "--project", project).stdout.startswith("Inga problem.")
    assert "OK      Datakatalog: metadata.yml har allt som dataportal.se vill veta." in (
        runner("doctor", "--project", project).stdout.splitlines()
    )


def test_a_metadata_file_from_before_the_catalogue_can_be_begun_with(project: Path, runner: Runner) -> None:
    for line in ('address: ""\n', 'issued: ""\n', '    phone: ""\n', '    street: ""\n'):
        _write_words(project, line, "")

    assert runner("start", "--project", project, *BEGUN).exit_code == 0
    assert runner("check", "--project", project).exit_code == 0


def _write_words(project: Path, old: str, new: str) -> None:
    path = project / "metadata.yml"
    words = path.read_text(encoding="utf-8")
    assert words.count(old) == 1
    path.write_text(words.replace(old, new), encoding="utf-8")
