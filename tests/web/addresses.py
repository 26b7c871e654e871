"""An address of every kind of page, so that what is asked of one is asked of all."""

from __future__ import annotations

OWN = (
    "/",
    "/plan",
    "/plan/utskrift",
    "/inriktningar/P4",
    "/inriktningar/P8",
    "/indikatorer",
    "/indikatorer?inriktning=P1&siffror=finns",
    "/indikatorer?ord=finns+inte",
    "/indikatorer/VNR-08",
    "/indikatorer/SEX-01",
    "/indikatorer/KTX-01",
    "/indikatorer/P3-01?per=2024-06-30",
    "/uppfoljning/2021",
    "/uppfoljning/2025",
    "/jamstalldhetsbokslut",
    "/data",
    "/data/ordbok",
    "/data/api",
    "/andringar",
    "/versioner",
    "/skydd",
    "/sok",
    "/sok?q=heder",
    "/sok?q=finns+inte+h%C3%A4r",
    "/om",
    "/tillganglighet",
    "/hjalp",
)
"""The site's own pages, in the frame."""

EMBEDDED = "/indikatorer/P3-01/inbaddad"

DATASETTES = (
    "/handlingsplan",
    "/handlingsplan/observations",
    "/handlingsplan/observations?sex=K&_sort=value&_facet=year",
    "/handlingsplan/indicators?_search=kontaktf%C3%B6rbud",
    "/handlingsplan/decisions",
    "/handlingsplan/reporting_status?year=2024",
    "/handlingsplan/indicators/VNR-01",
    "/handlingsplan/utveckling?indikator=P3-01",
    "/handlingsplan?sql=select+*+from+priorities",
)
"""Datasette's pages, in the same frame."""

FAULTS = {"/finns-inte": 404, "/handlingsplan?sql=select+*+from+saknas": 400, "/handlingsplan.db": 403}
"""Pages about what is wrong, with their status."""

FRAMED = (*OWN, *DATASETTES, *FAULTS)
"""Every page that stands in the frame, in Swedish; the English ones have the same address after /en."""

EVERY = tuple(prefix + address for address in (*FRAMED, EMBEDDED) for prefix in ("", "/en"))
"""Every kind of page, in both languages."""
