"""The sentences of the readings in each language, with fields for the figures."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "none": "Inga",
        "none_before": "inga",
        "none_first": "Inga",
        "nothing": "Det finns inga uppgifter ännu.",
        # The newest figure, alone and with the previous one.
        "count": "{number} {period}.",
        "count_before": "{number} {period}, {previous} {before}.",
        "count_none_twice": "{number} {period} och {previous} {before}.",
        "share": "{number}\u00a0procent {period}{behind}.",
        "share_before": "{number}\u00a0procent {period}{behind}, {previous}\u00a0procent {before}.",
        "behind": " ({count} av {base})",
        "other_count": "Värdet {period} var {number} ({unit}).",
        "other_count_before": "Värdet {period} var {number} ({unit}), {previous} {before}.",
        "yes": "ja",
        "no": "nej",
        "answer": "Svaret {period} var {answer}.",
        "answer_same": "Svaret {period} var {answer}, liksom {before}.",
        "answer_other": "Svaret {period} var {answer}, men {before} var det {previous}.",
        # Why there is no figure.
        "absent": "Uppgiften för {period} {absence}.",
        "absent_before": "Uppgiften för {before} {absence}, så det går inte att säga hur det har ändrats.",
        "latest": "Den senaste uppgiften som visas gäller {period}: {figure}.",
        # The difference.
        "first": "Det är den första uppgiften, så den kan inte jämföras med någon tidigare.",
        "break": "Siffran kan inte jämföras med tidigare år, eftersom något i underlaget ändrades {year} (seriebrott).",
        "few": "Det finns för få jämförbara uppgifter för att bedöma skillnaden.",
        "same": "Siffran är densamma.",
        "chance_small": "Skillnaden ryms inom slumpen för så små tal.",
        "chance": "Skillnaden ryms inom slumpen.",
        "more_neutral": "Det är fler, och skillnaden är större än vad slumpen brukar ge. "
        "Men det säger inte om det har blivit bättre eller sämre.",
        "fewer_neutral": "Det är färre, och skillnaden är större än vad slumpen brukar ge. "
        "Men det säger inte om det har blivit bättre eller sämre.",
        "better": "Skillnaden är större än vad slumpen brukar ge, och det är en förbättring: {rule}.",
        "worse": "Skillnaden är större än vad slumpen brukar ge, och det är en försämring: {rule}.",
        "count_higher_better": "fler är bättre",
        "count_lower_better": "färre är bättre",
        "higher_better": "en högre siffra är bättre",
        "lower_better": "en lägre siffra är bättre",
        "higher_by_more_than_chance": "Siffran är högre, och skillnaden är större än vad slumpen brukar ge. "
        "Men det säger inte om det har blivit bättre eller sämre.",
        "lower_by_more_than_chance": "Siffran är lägre, och skillnaden är större än vad slumpen brukar ge. "
        "Men det säger inte om det har blivit bättre eller sämre.",
        "higher_neutral": "Siffran är högre, men det säger inte om det har blivit bättre eller sämre.",
        "lower_neutral": "Siffran är lägre, men det säger inte om det har blivit bättre eller sämre.",
        "higher_higher_better": "Siffran är högre, och en högre siffra är bättre.",
        "lower_higher_better": "Siffran är lägre, och en högre siffra är bättre.",
        "higher_lower_better": "Siffran är högre, och en lägre siffra är bättre.",
        "lower_lower_better": "Siffran är lägre, och en lägre siffra är bättre.",
        "no_base": "Om skillnaden ryms inom slumpen går inte att säga, "
        "eftersom det inte framgår hur många siffran bygger på.",
        "measured_before": "Förra mätningen ({year})",
        # Remarks on the figures.
        "preliminary": "Uppgiften för {periods} är preliminär och kan ändras.",
        "preliminary_many": "Uppgifterna för {periods} är preliminära och kan ändras.",
        "gap_count": "{women} {about_women} kvinnor och flickor, {men} {about_men} män och pojkar.",
        "gap_share": "Bland kvinnor och flickor är andelen {women}\u00a0procent, "
        "bland män och pojkar {men}\u00a0procent.",
        "gap_rate": "För kvinnor och flickor är talet {women}, för män och pojkar {men}.",
        # The chart in words.
        "chart": "Diagram: {unit}, {years}.",
        "series": "{name}: {points}.",
        "point": "{figure} år {year}",
        "points": "{figure} åren {year}",
        "point_preliminary": "{figure} år {year} (preliminärt)",
        "breaks": "Seriebrott {years}: åren före kan inte jämföras med åren efter.",
        "zero": "Den lodräta axeln börjar på noll.",
        "year_span": "{first}–{last}",
    },
    "en": {
        "none": "No",
        "none_before": "none",
        "none_first": "None",
        "nothing": "There are no figures yet.",
        "count": "{number} {period}.",
        "count_before": "{number} {period}, {previous} {before}.",
        "count_none_twice": "{number} {period} and {previous} {before}.",
        "share": "{number}\u00a0per cent {period}{behind}.",
        "share_before": "{number}\u00a0per cent {period}{behind}, {previous}\u00a0per cent {before}.",
        "behind": " ({count} of {base})",
        "other_count": "The figure {period} was {number} (unit in Swedish: {unit}).",
        "other_count_before": "The figure {period} was {number} (unit in Swedish: {unit}), {previous} {before}.",
        "yes": "yes",
        "no": "no",
        "answer": "The answer {period} was {answer}.",
        "answer_same": "The answer {period} was {answer}, as it was {before}.",
        "answer_other": "The answer {period} was {answer}, but {before} it was {previous}.",
        "absent": "The figure for {period} {absence}.",
        "absent_before": "The figure for {before} {absence}, so it is not possible to say how it has changed.",
        "latest": "The latest figure shown is from {period}: {figure}.",
        "first": "It is the first figure, so there is no earlier one to compare it with.",
        "break": "The figure cannot be compared with earlier years, since something behind it changed in {year} "
        "(a break in the series).",
        "few": "There are too few comparable figures to judge the difference.",
        "same": "The figure is the same.",
        "chance_small": "The difference is within what chance alone can give for such small numbers.",
        "chance": "The difference is within what chance alone can give.",
        "more_neutral": "There are more, and the difference is larger than chance usually gives. "
        "But that does not say whether things have become better or worse.",
        "fewer_neutral": "There are fewer, and the difference is larger than chance usually gives. "
        "But that does not say whether things have become better or worse.",
        "better": "The difference is larger than chance usually gives, and it is an improvement: {rule}.",
        "worse": "The difference is larger than chance usually gives, and it is a deterioration: {rule}.",
        "count_higher_better": "more is better",
        "count_lower_better": "fewer is better",
        "higher_better": "a higher figure is better",
        "lower_better": "a lower figure is better",
        "higher_by_more_than_chance": "The figure is higher, and the difference is larger than chance usually gives. "
        "But that does not say whether things have become better or worse.",
        "lower_by_more_than_chance": "The figure is lower, and the difference is larger than chance usually gives. "
        "But that does not say whether things have become better or worse.",
        "higher_neutral": "The figure is higher, but that does not say whether things have become better or worse.",
        "lower_neutral": "The figure is lower, but that does not say whether things have become better or worse.",
        "higher_higher_better": "The figure is higher, and a higher figure is better.",
        "lower_higher_better": "The figure is lower, and a higher figure is better.",
        "higher_lower_better": "The figure is higher, and a lower figure is better.",
        "lower_lower_better": "The figure is lower, and a lower figure is better.",
        "no_base": "Whether the difference is within chance cannot be said, "
        "since it is not known how many the figure is based on.",
        "measured_before": "Previous measurement ({year})",
        "preliminary": "The figure for {periods} is preliminary and may change.",
        "preliminary_many": "The figures for {periods} are preliminary and may change.",
        "gap_count": "{women} {about_women} women and girls, {men} {about_men} men and boys.",
        "gap_share": "Among women and girls the share is {women}\u00a0per cent, "
        "among men and boys {men}\u00a0per cent.",
        "gap_rate": "For women and girls the rate is {women}, for men and boys {men}.",
        "chart": "Chart: {unit}, {years}.",
        "series": "{name}: {points}.",
        "point": "{figure} in {year}",
        "points": "{figure} in {year}",
        "point_preliminary": "{figure} in {year} (preliminary)",
        "breaks": "Break in the series {years}: the years before cannot be compared with the years after.",
        "zero": "The vertical axis begins at zero.",
        "year_span": "{first}–{last}",
    },
}
