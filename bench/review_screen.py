"""Speed of the review screen on a large study: the first paint, and from a key to its paint.

    python -m bench.review_screen [--transcripts 500] [--segments 20000] [--decisions 1000] [--keys 60]

The study is that of `bench.review`. Opening is from the start of a process of its own to the first paint, the
fastest of three; the terminal itself is left out. Memory is the peak of that process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, time

from rich.console import RenderableType
from textual.screen import Screen

from bench.review import CODER, called
from kubecode.study.review import Review
from kubecode.study.session import opened
from kubecode.terminal.screen import ReviewScreen

SIZES = ((80, 24), (120, 40))
_KEYS = "jyjnxyJk"
_OPENINGS = 3
_SETTLE = 0.1
"""Seconds in which the screen may still paint after a key."""


class Painted(ReviewScreen):
    """The screen with the time of its last paint."""

    painted = 0.0

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        self.painted = perf_counter()


async def press(study: Path, size: tuple[int, int], keys: int) -> tuple[float, list[float]]:
    """Return the time of the first paint (seconds since 1970) and the seconds from each key to its paint."""
    took: list[float] = []
    with opened(study) as session:
        app = Painted(Review(session, CODER), "id")
        async with app.run_test(size=size) as pilot:
            first = time()
            for key in islice(cycle(_KEYS), keys):
                began = perf_counter()
                await pilot.press(key)
                await pilot.pause(_SETTLE)
                took.append(max(0.0, app.painted - began))
    return first, took


def once(study: Path, columns: int, lines: int, keys: int) -> dict[str, object]:
    """Return the figures of this process, for JSON."""
    first, took = asyncio.run(press(study, (columns, lines), keys))
    kilo = 1 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo
    return {"first": first, "took": took, "memory": memory}


def measured(study: Path, size: tuple[int, int], keys: int) -> tuple[float, list[float], int]:
    """Return the seconds to the first paint, the seconds of each key, and the peak memory in bytes."""
    words = [str(study), *map(str, size), str(keys)]
    began = time()
    done = subprocess.run(
        [sys.executable, "-m", "bench.review_screen", "--once", *words],
        check=True,
        capture_output=True,
        text=True,
    )
    figures = json.loads(done.stdout)
    return figures["first"] - began, figures["took"], figures["memory"]


def main() -> None:
    """Make a study, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.review_screen", description=__doc__)
    parser.add_argument("--transcripts", type=int, default=500)
    parser.add_argument("--segments", type=int, default=20_000)
    parser.add_argument("--decisions", type=int, default=1_000)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--once", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        study, *numbers = options.once
        print(json.dumps(once(Path(study), *map(int, numbers))))
        return
    sizes = [f"--{name}={getattr(options, name)}" for name in ("transcripts", "segments", "decisions")]
    with TemporaryDirectory() as folder:
        study = Path(folder) / "kubecode.db"
        print(called("bench.study", str(study), *sizes), end="")
        for size in SIZES:
            opening = min(measured(study, size, 1)[0] for _ in range(_OPENINGS))
            _, took, memory = measured(study, size, options.keys)
            slow = quantiles(took, n=20)[-1]
            print(
                f"{size[0]}x{size[1]}: first paint {opening:.2f} s;"
                f" a key {median(took) * 1000:.0f} ms median, {slow * 1000:.0f} ms in 95 of 100;"
                f" memory {memory / 1e6:.0f} MB"
            )


if __name__ == "__main__":
    main()
