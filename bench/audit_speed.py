"""How long the audit takes on the example data, and on many indicators over many years by sex and age.

    python bench/audit_speed.py [--indicators 300] [--years 10]

Figures are drawn with a fixed seed and protected as an import would protect them, which takes the most time and is not
part of the measurement. Times are processor times, so whatever else the machine does is not counted.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from pipeline.dataset.judged import read_checked
from pipeline.model import Key
from pipeline.protect.figures import Figure, View
from pipeline.protect.findings import audit
from pipeline.protect.hide import to_hide
from pipeline.protect.policy import DEFAULT
from pipeline.protect.proof.audit import audit_views
from pipeline.protect.relations import Indicator, Relations
from pipeline.schema import read_schemas

SEED = 7
AGES = {
    "total": (0, 1, 2, 3),
    "0-14": (0,),
    "0-17": (0, 1),
    "15-17": (1,),
    "18+": (2, 3),
    "65+": (3,),
}
"""Each age group as a union of pieces, which all the groups' limits divide the ages into."""


def figures(relations: Relations, years: int) -> View:
    """Counts for each indicator, year, sex and age group; many are small."""
    chance = random.Random(SEED)
    view: dict[Key, Figure] = {}
    for name in relations.indicators:
        for year in range(2026 - years, 2026):
            people = {
                (sex, piece): int(chance.expovariate(1 / chance.choice((1, 3, 10, 40))))
                for sex in "KM"
                for piece in range(4)
            }
            for sex in "TKM":
                for age, pieces in AGES.items():
                    sexes = "KM" if sex == "T" else sex
                    count = sum(people[each, piece] for each in sexes for piece in pieces)
                    view[Key(name, year, "9999", sex, age)] = Figure(float(count), "final")
    return view


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--indicators", type=int, default=300)
    parser.add_argument("--years", type=int, default=10)
    options = parser.parse_args()
    schemas = read_schemas(Path("schemas"))
    tables = read_checked(Path("data"), schemas)[0].tables
    audit(tables)
    start = time.process_time()
    found = audit(tables)
    print(f"example data: {time.process_time() - start:.2f} s, {len(found)} findings", flush=True)
    names = [f"X{number // 90}-{number % 90 + 10}" for number in range(options.indicators)]
    relations = Relations(dict.fromkeys(names, Indicator("count", "B", 0, 0.0)), (), {}, {}, {}, DEFAULT)
    raw = figures(relations, options.years)
    start = time.process_time()
    statuses = to_hide(relations, [raw])
    print(f"protect: {len(raw)} figures, {len(statuses)} hidden, {time.process_time() - start:.1f} s", flush=True)
    view = {**raw, **{key: Figure(None, status) for key, status in statuses.items()}}
    start = time.process_time()
    verdicts = audit_views(relations, [view])
    print(f"audit: {time.process_time() - start:.1f} s, {len(verdicts)} findings")


if __name__ == "__main__":
    main()
