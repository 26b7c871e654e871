"""The measured stage: read a data folder, check it and write it as a database, as a release build does.

It is a program of its own, so that the peak memory of its process is that of this work alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from pipeline import report
from pipeline.builder.database import write_database
from pipeline.builder.identity import describe, facts
from pipeline.builder.recipe import with_derived
from pipeline.builder.views import create_views
from pipeline.dataset.judged import judge
from pipeline.project import open_project


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    began = time.perf_counter()
    judged = judge(open_project(options.project, options.data), lambda _: None)
    if judged.problems:
        # The path for sound data is what is measured; problems take another, slower one.
        sys.exit(report.as_text(judged.problems))
    checked = time.perf_counter()
    dataset = with_derived(judged.dataset)
    derived = time.perf_counter()
    # Checksums of the inputs are part of publishing; the stages that this one is compared with compute none.
    write_database(options.output, dataset, judged.schemas, facts(describe(judged, {}), judged.words, ""))
    create_views(options.output)
    print(json.dumps({"check": checked - began, "derive": derived - checked, "load": time.perf_counter() - derived}))


if __name__ == "__main__":
    main()
