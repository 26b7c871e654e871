"""The names of the site's pages that are about neither an indicator nor a priority, in Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping

PAGES: Mapping[str, Mapping[str, str]] = {
    "/hjalp": {"sv": "Hjälp om du är utsatt", "en": "Help if you are subjected to violence"},
    "/plan": {"sv": "Planen", "en": "The plan"},
    "/uppfoljning": {"sv": "Uppföljning", "en": "Follow-up"},
    "/indikatorer": {"sv": "Indikatorer", "en": "Indicators"},
    "/jamstalldhetsbokslut": {"sv": "Jämställdhetsbokslut", "en": "Gender equality report"},
    "/data": {"sv": "Data", "en": "Data"},
    "/andringar": {"sv": "Ändringar", "en": "Changes"},
    "/skydd": {"sv": "Så skyddas personer", "en": "How people are protected"},
    "/om": {"sv": "Om webbplatsen", "en": "About the site"},
    "/tillganglighet": {"sv": "Tillgänglighet", "en": "Accessibility"},
}
"""By address."""
