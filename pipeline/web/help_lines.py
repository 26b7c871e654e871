"""Where readers can turn: services for the whole country, and the month in which they were compiled.

Only numbers that several independent sources agree on, and no hours but "always" where all of them do: hours change
more often than this page does. They are to be looked over once a year (docs/handbok.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.web.language import marked as _

COMPILED = "2026-11"
"""The month, as ISO 8601 writes it."""


@dataclass(frozen=True)
class HelpLine:
    """A service: its name, its number as people write it, whom it is for, and the address of its website, if any."""

    name: str
    number: str | None
    about: str
    site: str | None = None


GROUPS: Sequence[tuple[str, Sequence[HelpLine]]] = (
    (
        _("För dig som är utsatt"),
        (
            HelpLine(
                "Kvinnofridslinjen",
                "116 016",
                _(
                    "För kvinnor och alla andra som är utsatta för våld i en nära relation, hedersvåld, sexuellt våld, "
                    "prostitution eller människohandel, och för anhöriga. Alltid öppen, gratis, du kan vara anonym."
                ),
            ),
            HelpLine(
                "Stödlinjen för män",
                "020-80 80 80",
                _("För män som är utsatta för våld. Gratis, du kan vara anonym."),
                "https://stodlinjenforman.se/",
            ),
            HelpLine(
                "Stödlinjen för transpersoner",
                "020-55 00 00",
                _("För transpersoner och ickebinära som är utsatta för våld. Gratis, du kan vara anonym."),
            ),
            HelpLine(
                "Rätt att välja",
                "020-57 70 70",
                _(
                    "För dig i alla åldrar som är utsatt för hedersrelaterat våld eller förtryck, eller riskerar att "
                    "bli det, och för anhöriga. Gratis, du kan vara anonym."
                ),
                "https://www.hedersfortryck.se/for-dig-som-ar-utsatt/",
            ),
            HelpLine(
                "Brottsofferjouren",
                "116 006",
                _("För brottsoffer, vittnen och anhöriga. Du behöver inte ha gjort en polisanmälan."),
                "https://www.brottsofferjouren.se/",
            ),
        ),
    ),
    (
        _("För barn och unga"),
        (
            HelpLine(
                "Bris",
                "116 111",
                _("För dig under 18 år, i telefon och chatt. Alltid öppet, gratis, du behöver inte säga vad du heter."),
                "https://www.bris.se/",
            ),
            HelpLine(
                "Unga relationer",
                None,
                _("Chatt för unga som blir utsatta av en partner, utsätter någon eller har en vän som är utsatt."),
                "https://ungarelationer.se/",
            ),
            HelpLine(
                "Ecpat Hotline",
                None,
                _("Här tipsar du om bilder och filmer på övergrepp mot barn. Här finns ingen att prata med."),
                "https://ecpat.se/hotline",
            ),
        ),
    ),
    (
        _("För dig som är utomlands"),
        (
            HelpLine(
                "UD-jouren",
                "+46 8 405 50 05",
                _(
                    "För dig som hålls kvar utomlands eller riskerar att giftas bort där. Alltid öppen. Vänd dig också "
                    "till närmaste svenska ambassad. Numren som börjar på 116 går i andra länder till hjälpen där."
                ),
            ),
        ),
    ),
    (
        _("För dig som utsätter andra"),
        (
            HelpLine(
                "Välj att sluta",
                "020-555 666",
                _("För dig som slår, hotar eller kontrollerar någon, eller är rädd att göra det. Du kan vara anonym."),
                "https://valjattsluta.se/",
            ),
            HelpLine(
                "Preventell",
                "020-66 77 88",
                _("För dig som oroar dig för din egen sexualitet eller för att skada någon."),
            ),
        ),
    ),
    (
        _("Med text, teckenspråk eller talstöd"),
        (
            HelpLine(
                "Texttelefoni",
                None,
                _("Du skriver och läser, en tolk talar. Når också 112 och 114 14."),
                "https://texttelefoni.se/",
            ),
            HelpLine(
                "Bildtelefoni",
                None,
                _("Du tecknar, en tolk talar. Når också 112 och 114 14."),
                "https://bildtelefoni.net/",
            ),
            HelpLine(
                "Teletal",
                None,
                _("En tolk hjälper dig som har svårt att tala eller förstå tal."),
                "https://teletal.se/",
            ),
        ),
    ),
)
"""What is shown under each heading. 112 and the police stand before them all."""
