"""Speed and memory of the review on a large study: opening it, an answer, and other keys.

    python -m bench.review [--transcripts 500] [--segments 20000] [--decisions 1000] [--answers 200]

The study is made by `bench.study` with a seed. Opening is `kubecode review --plain` from the start of its
process to its end, answered with `q`: the fastest of three. The rest is measured in a process of its own: an
answer is saved, then the next item is read with six lines of context before and after it, as for a screen.
Memory is the peak of that process.
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


def show_item(review: Review) -> None:
    """Read all that a screen shows."""
    review.item  # noqa: B018  the property is what is measured
    review.context(6, 6)


def timed(action: Callable[[], object], review: Review) -> float:
    """Return the seconds of an action, with reading the next item."""
    began = perf_counter()
    action()
    show_item(review)
    return perf_counter() - began


def work(study: Path, answers: int) -> dict[str, list[float]]:
    """Return the seconds of each kind of action, by its name."""
    with opened(study) as session:
        review = Review(session, CODER)
        actions = cycle(_ANSWERS)
        few = max(4, answers // 10)
        seconds = {
            "an answer": [
                timed(lambda: review.apply(Verdict(next(actions))), review) for _ in range(answers)
            ],
            "j": [timed(lambda: review.move(1), review) for _ in range(answers)],
            "k": [timed(lambda: review.move(-1), review) for _ in range(answers)],
            "J": [timed(lambda: review.move(1, only_open=True), review) for _ in range(few)],
        }
        filters, searches = cycle(_FILTERS), cycle(_SEARCHES)
        seconds["an order"] = [
            timed(lambda: review.change_options(order=review.options.next_order), review) for _ in range(few)
        ]
        seconds["a filter"] = [
            timed(lambda: review.change_options(next(filters)), review) for _ in range(few)
        ]
        review.change_options(Filter())
        seconds["a search"] = [timed(lambda: review.find(next(searches)), review) for _ in range(few)]
        seconds["statistics"] = [timed(review.stats, review) for _ in range(few)]
        return seconds


def opening(study: Path) -> float:
    """Return the seconds of a plain review from the start of its process to its end."""
    command = [sys.executable, "-m", "kubecode", "review", "--plain", "--study", str(study), "--coder", CODER]
    began = perf_counter()
    subprocess.run(command, check=True, capture_output=True, input="q\n", text=True)
    return perf_counter() - began


def called(*words: str) -> str:
    """Run another benchmark in a process of its own and return its output."""
    return subprocess.run([sys.executable, "-m", *words], check=True, capture_output=True, text=True).stdout


def report(study: Path, answers: int) -> None:
    """Measure on a study and print the results."""
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
    options = parser.parse_args()
    if options.once:
        seconds = work(options.once, options.answers)
        kilo = 1 if sys.platform == "darwin" else 1024
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo
        print(json.dumps({"seconds": seconds, "memory": memory}))
        return
    sizes = [f"--{name}={getattr(options, name)}" for name in ("transcripts", "segments", "decisions")]
    with TemporaryDirectory() as folder:
        study = Path(folder) / "kubecode.db"
        print(called("bench.study", str(study), *sizes), end="")
        report(study, options.answers)


if __name__ == "__main__":
    main()
