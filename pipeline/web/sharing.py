"""What others need in order to share a page: where to report errors, and its metadata for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import Request

from pipeline.web.frame import DATABASE, Facts, origin, whole
from pipeline.web.language import chosen, gettext
from pipeline.wording.formats import FORMATS


def report_address(known: Facts, about: str, address: str) -> str | None:
    """A `mailto:` link for reporting an error to whoever is responsible for the site; None if nobody is named yet."""
    recipient = known.release["contact_email"]
    if not recipient:
        return None
    subject = gettext("Fel på webbplatsen: %(about)s") % {"about": about}
    body = gettext("Sida: %(address)s\nPublicering: %(release)s\n\nVad är fel?\n") % {
        "address": address,
        "release": known.release["release_id"],
    }
    return f"mailto:{quote(recipient, safe='@')}?subject={quote(subject)}&body={quote(body)}"


def whole_dataset(known: Facts, request: Request, sizes: Mapping[str, int]) -> dict[str, Any]:
    """All the data as a schema.org Dataset (schema.org/Dataset; Google's "Dataset structured data").

    It says what the data catalogue says, of the same files. sizes: of the downloads, in bytes.
    """
    release = known.release
    described = {
        **_dataset(known, known.title(), known.title("description"), whole(known, request, "/data")),
        "distribution": [_whole_file(known, request, name, sizes[name]) for name in FORMATS if name in sizes],
    }
    if release["first_year"]:
        described["temporalCoverage"] = f"{release['first_year']}/{release['last_year']}"
    return described


def indicator_dataset(
    known: Facts,
    indicator: Mapping[str, Any],
    series: Sequence[Mapping[str, Any]],
    area: Mapping[str, Any] | None,
    request: Request,
) -> dict[str, Any]:
    """An indicator's series as a schema.org Dataset, part of the whole."""
    name = indicator["indicator_id"]
    title, definition = known.text(indicator["name"]), known.text(indicator["definition"])
    described = {
        **_dataset(known, title, definition, whole(known, request, f"/indikatorer/{name}")),
        "identifier": name,
        "inLanguage": chosen(),
        "isPartOf": {"@type": "Dataset", "name": known.title(), "url": whole(known, request, "/data")},
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": title,
            "unitText": known.text(indicator["unit"]),
        },
        "citation": known.text(indicator["attribution"]),
    }
    if area and series:
        years = [row["year"] for row in series]
        described["temporalCoverage"] = f"{min(years)}/{max(years)}"
        described["spatialCoverage"] = known.text(area["name"])
        rows = f"/{DATABASE}/observations.csv?indicator_id={name}&area_code={area['area_code']}&_dl=1"
        described["distribution"] = [_file(known, request, rows, f"{name}.csv")] if known.has_database else []
    return described


def _dataset(known: Facts, name: str, description: str, address: str) -> dict[str, Any]:
    release = known.release
    publisher = release["municipality_name"]
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": _flagged(known, name),
        "description": _flagged(known, description),
        "url": address,
        "license": known.licence,
        "isAccessibleForFree": True,
        "version": release["release_id"],
    }
    if release["time"]:
        described["dateModified"] = release["time"]
    if publisher:
        described["creator"] = described["publisher"] = _organisation(release)
    return described


def _organisation(release: Mapping[str, Any]) -> dict[str, Any]:
    """The municipality, and whom to ask there."""
    organisation: dict[str, Any] = {"@type": "GovernmentOrganization", "name": release["municipality_name"]}
    if release["organisation_number"]:
        organisation["identifier"] = release["organisation_number"]
    if release["contact_name"] and release["contact_email"]:
        contact = {"name": release["contact_name"], "email": release["contact_email"]}
        organisation["contactPoint"] = {"@type": "ContactPoint", **contact}
    return organisation


def _flagged(known: Facts, text: str) -> str:
    return f"{gettext('EXEMPELDATA')}: {text}" if known.release["is_example"] else text


def _whole_file(known: Facts, request: Request, name: str, size: int) -> dict[str, str]:
    """A file that holds the whole data set."""
    described = FORMATS[name]
    checksum = known.checksums.get(f"downloads/{name}")
    return {
        "@type": "DataDownload",
        "name": described.title[chosen()],
        "encodingFormat": described.media_type,
        "contentUrl": f"{origin(known, request)}/ladda-ner/{name}",
        "contentSize": f"{size} B",
        **({"sha256": checksum} if checksum else {}),
    }


def _file(known: Facts, request: Request, path: str, name: str) -> dict[str, str]:
    address = f"{origin(known, request)}{path}"
    return {"@type": "DataDownload", "name": name, "encodingFormat": "text/csv", "contentUrl": address}
