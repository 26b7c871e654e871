"""Series drawn as chart files: in this process or, if there are many, in several at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread

from pipeline.builder.charts.measures import NARROW, WIDE, Plot
from pipeline.builder.charts.pictures import as_json, draw, for_sharing, for_the_page
from pipeline.builder.charts.series import Series
from pipeline.builder.charts.specification import specification

ENDINGS = ("svg", "narrow.svg", "png", "vl.json")

Files = Mapping[str, bytes]
"""The files of a chart by their endings."""

ENOUGH_FOR_A_PROCESS = 10
"""Starting a process costs as much as five charts."""


def draw_charts_of(series: Sequence[Series], workers: int) -> Iterator[Files]:
    """The files of each series, in order, drawn by at most `workers` processes; the same bytes by any number."""
    workers = min(workers, len(series) // ENOUGH_FOR_A_PROCESS)
    if workers < 2:
        yield from map(draw_chart, series)
        return
    # Spawned, not forked: Polars and vl-convert have threads, which a forked process would lack. Processes, not
    # threads: vl-convert holds the GIL while it draws.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _end_with_parent)
    try:
        with _interrupts_held():
            drawn = pool.map(draw_chart, series)
        yield from drawn
    finally:
        pool.shutdown(cancel_futures=True)


def draw_chart(series: Series) -> Files:
    """The files of a series' chart."""
    chart = specification(series)
    svg, narrow = draw(chart), draw(specification(series, NARROW))
    about = (series.indicator["name"], chart["description"], series.locale)
    pages = {
        "svg": for_the_page(svg, *about, Plot(series, WIDE)),
        "narrow.svg": for_the_page(narrow, *about, Plot(series, NARROW)),
    }
    return {
        **{ending: page.encode() for ending, page in pages.items()},
        "png": for_sharing(svg),
        "vl.json": as_json(chart).encode(),
    }


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Block SIGINT while processes start: they inherit the mask, so that only their parent is interrupted."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """Make this process end when its parent does, however that happens: a killed parent cannot ask it to."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
