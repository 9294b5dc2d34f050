"""How fast the review is on a large study: opening it, an answer, and what a key asks for; and its memory.

    python -m bench.review [--transcripts 500] [--segments 20000] [--decisions 1000] [--answers 200]

The study is made by `bench.study` with a seed. Opening is `kubecode review --plain` from the start of its
process to its end, answered with `q`: the fastest of three. The rest is measured in one process of its own,
which holds nothing but the review: an answer is what a screen does with one, to save it and to ask for what
is shown next with six stretches before and behind. Memory is the peak of that process.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from kubecode.study.codings import Filter
from kubecode.study.review import Review, ReviewAction, Verdict
from kubecode.study.session import opened

CODER = "bench"
_ANSWERS = (
    ReviewAction.ACCEPT,
    ReviewAction.REJECT,
    ReviewAction.ACCEPT,
    ReviewAction.SKIP,
    ReviewAction.EXEMPLAR,
    ReviewAction.UNDO,
)
_FILTERS = (
    Filter(code="konflik"),
    Filter(case="tulip"),
    Filter(informant="T"),
    Filter(indicator="kumpul"),
    Filter(),
)
_SEARCHES = ("gotong royong", "iuran bulanan", "setuju", "tidak ada di mana pun")
_OPENINGS = 3


def look(review: Review) -> None:
    """Ask for all that a screen shows."""
    review.item  # noqa: B018  what it takes to ask is measured
    review.context(6, 6)


def timed(act: Callable[[], object], review: Review) -> float:
    """Return how many seconds an act takes until what comes next is shown."""
    began = perf_counter()
    act()
    look(review)
    return perf_counter() - began


def work(study: Path, answers: int) -> dict[str, list[float]]:
    """Return the seconds of everything that a coder does, by its name."""
    with opened(study) as session:
        review = Review(session, CODER)
        doing = cycle(_ANSWERS)
        few = max(4, answers // 10)
        seconds = {
            "an answer": [timed(lambda: review.apply(Verdict(next(doing))), review) for _ in range(answers)],
            "j": [timed(lambda: review.move(1), review) for _ in range(answers)],
            "k": [timed(lambda: review.move(-1), review) for _ in range(answers)],
            "J": [timed(lambda: review.move(1, only_open=True), review) for _ in range(few)],
        }
        filters, searches = cycle(_FILTERS), cycle(_SEARCHES)
        seconds["an order"] = [
            timed(lambda: review.ask_for(order=review.wishes.next_order), review) for _ in range(few)
        ]
        seconds["a filter"] = [timed(lambda: review.ask_for(next(filters)), review) for _ in range(few)]
        review.ask_for(Filter())
        seconds["a search"] = [timed(lambda: review.find(next(searches)), review) for _ in range(few)]
        seconds["statistics"] = [timed(review.standing, review) for _ in range(few)]
        return seconds


def opening(study: Path) -> float:
    """Return how many seconds the plain review takes from the start of its process to the end."""
    command = [sys.executable, "-m", "kubecode", "review", "--plain", "--study", str(study), "--coder", CODER]
    began = perf_counter()
    subprocess.run(command, check=True, capture_output=True, input="q\n", text=True)
    return perf_counter() - began


def called(*words: str) -> str:
    """Return what another benchmark prints, in a process of its own."""
    return subprocess.run([sys.executable, "-m", *words], check=True, capture_output=True, text=True).stdout


def report(study: Path, answers: int) -> None:
    """Print what is measured on a study."""
    print(f"opens in {min(opening(study) for _ in range(_OPENINGS)):.2f} s")
    measured = json.loads(called("bench.review", "--once", str(study), "--answers", str(answers)))
    for name, seconds in measured["seconds"].items():
        slow = quantiles(seconds, n=20)[-1]
        print(f"{name:10} {median(seconds) * 1000:7.1f} ms median {slow * 1000:7.1f} ms in 95 of 100")
    print(f"memory {measured['memory'] / 1e6:.0f} MB")


def main() -> None:
    """Make a study, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.review", description=__doc__)
    parser.add_argument("--transcripts", type=int, default=500)
    parser.add_argument("--segments", type=int, default=20_000)
    parser.add_argument("--decisions", type=int, default=1_000)
    parser.add_argument("--answers", type=int, default=200)
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.once:
        seconds = work(asked.once, asked.answers)
        kilo = 1 if sys.platform == "darwin" else 1024
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo
        print(json.dumps({"seconds": seconds, "memory": memory}))
        return
    sizes = [f"--{name}={getattr(asked, name)}" for name in ("transcripts", "segments", "decisions")]
    with TemporaryDirectory() as folder:
        study = Path(folder) / "kubecode.db"
        print(called("bench.study", str(study), *sizes), end="")
        report(study, asked.answers)


if __name__ == "__main__":
    main()
