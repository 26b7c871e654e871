"""The site's own pages: a query function and a template each. A new page is a file here and a line in ROUTES."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette.utils.asgi import Response

from pipeline.web.pages.api import api
from pipeline.web.pages.catalogue import catalogue, negotiated
from pipeline.web.pages.changes import changes
from pipeline.web.pages.citations import dataset_reference, indicator_reference, version_reference
from pipeline.web.pages.comparison import comparison
from pipeline.web.pages.data import data
from pipeline.web.pages.dictionary import dictionary
from pipeline.web.pages.feeds import atom, health, robots, sitemap
from pipeline.web.pages.files import chart, download, style
from pipeline.web.pages.follow_up import follow_up, newest
from pipeline.web.pages.front import front
from pipeline.web.pages.gender_equality import gender_equality
from pipeline.web.pages.indicator import embedded, indicator
from pipeline.web.pages.indicators import indicators
from pipeline.web.pages.page import cached
from pipeline.web.pages.plan import plan
from pipeline.web.pages.plan_print import plan_print
from pipeline.web.pages.priority import priority
from pipeline.web.pages.protection import protection
from pipeline.web.pages.search import search
from pipeline.web.pages.texts import about, accessibility, help_
from pipeline.web.pages.versions import all_versions, one_version, version_chart, version_embedded, version_file
from pipeline.web.versions import STYLE

Route = tuple[str, Callable[..., Any]]


async def _to_priorities() -> Response:
    """A redirect to the list of priorities, for anyone who shortens a priority's address."""
    return Response.text("", status=302, headers={"location": "/plan#inriktningar"})


ROUTES: tuple[Route, ...] = (
    (r"^/$", cached(front)),
    (r"^/plan$", cached(plan)),
    (r"^/plan/utskrift$", cached(plan_print)),
    (r"^/inriktningar$", _to_priorities),
    (r"^/inriktningar/(?P<priority_id>[^/]+)$", cached(priority)),
    (r"^/indikatorer$", cached(indicators)),
    (r"^/indikatorer/(?P<indicator_id>[^/]+)$", cached(indicator)),
    (r"^/indikatorer/(?P<indicator_id>[^/]+)/inbaddad$", cached(embedded)),
    (r"^/indikatorer/(?P<indicator_id>[^/]+)/jamforelse$", cached(comparison)),
    (r"^/indikatorer/(?P<indicator_id>[^/]+)/citat\.bib$", cached(indicator_reference)),
    (r"^/uppfoljning$", newest),
    (r"^/uppfoljning/(?P<year>[^/]+)$", cached(follow_up)),
    (r"^/jamstalldhetsbokslut$", cached(gender_equality)),
    (r"^/data$", cached(data)),
    (r"^/data/ordbok$", cached(dictionary)),
    (r"^/data/api$", cached(api)),
    (r"^/data/citat\.bib$", cached(dataset_reference)),
    (r"^/andringar$", cached(changes)),
    (r"^/sok$", cached(search)),
    (r"^/skydd$", cached(protection)),
    (r"^/om$", cached(about)),
    (r"^/tillganglighet$", cached(accessibility)),
    (r"^/hjalp$", cached(help_)),
    (r"^/atom\.xml$", cached(atom)),
    (r"^/sitemap\.xml$", cached(sitemap)),
    (r"^/robots\.txt$", robots),
    (r"^/-/halsa$", health),
    (r"^(?:/dcat|/datasets/dcat)\.(?P<ending>rdf|ttl|jsonld)$", catalogue),
    (r"^/datasets/dcat$", negotiated),
    (r"^/ladda-ner/(?P<file>[^/]+)$", download),
    (r"^/diagram/(?P<file>[^/]+)$", chart),
    (r"^/versioner$", cached(all_versions)),
    (r"^/versioner/(?P<release>[^/]+)$", cached(one_version)),
    (r"^/versioner/(?P<release>[^/]+)/citat\.bib$", cached(version_reference)),
    (r"^/versioner/(?P<release>[^/]+)/(?P<file>[^/]+)$", version_file),
    (r"^/versioner/(?P<release>[^/]+)/diagram/(?P<file>[^/]+)$", version_chart),
    (r"^/versioner/(?P<release>[^/]+)/indikatorer/(?P<indicator_id>[^/]+)/inbaddad$", cached(version_embedded)),
    (rf"^{STYLE}(?P<file>[^/]+)$", style),
)
