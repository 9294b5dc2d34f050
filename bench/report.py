"""How long a report of a large study takes, and how large the files are that show it.

    python -m bench.report [--transcripts 100] [--codings 5000] [--into FOLDER]

The transcripts are the samples, again and again under other case names, so that they speak as people do;
suggestions are accepted until there are as many codings as asked for.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.tagging import SEED
from kubecode.model import Decision, Presence, Status, Valence
from kubecode.store import decisions as decision_store
from kubecode.store.outline import OutlinedSuggestion, outlined_suggestions
from kubecode.store.study_file import transaction
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.report.matrix import CASES_BY_CODES
from kubecode.study.report.report_file import matrix_file
from kubecode.study.report.study_report import study_report
from kubecode.study.session import opened
from kubecode.writers import write_file
from kubecode.writers.report_formats import FORMATS

SAMPLES = Path(__file__).parents[1] / "transcripts_sample"
CODER = "bench"
_AT = "2026-01-05T08:00:00Z"


def write_transcripts(folder: Path, transcripts: int) -> None:
    """Write copies of the samples; a name and a header with another number is another case."""
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".jsonl")
    for number in range(transcripts):
        again, sample = number // len(samples), samples[number % len(samples)]
        case, _, rest = sample.name.partition("_")
        text = re.sub(r"KUBE \w+", rf"\g<0> {again}", sample.read_text("utf-8"))
        (folder / f"{case} {again}_{rest}").write_text(text, encoding="utf-8")


def make_study(study: Path, transcripts: int, codings: int) -> None:
    """Make a study of so many transcripts in which so many suggestions are accepted."""
    with TemporaryDirectory() as folder:
        write_transcripts(Path(folder), transcripts)
        tag(study, [Path(folder)], TagOptions())
    rng = random.Random(SEED)
    with opened(study) as session, transaction(session.connection):
        suggested = list(outlined_suggestions(session.connection))
        chosen = sorted(rng.sample(suggested, min(codings, len(suggested))))
        decision_store.put_decisions(session.connection, map(_accepted, chosen), _AT)


def _accepted(one: OutlinedSuggestion) -> Decision:
    place = one.document, one.start, one.end, one.code
    valence = Valence(one.valence) if one.valence else None
    return Decision(*place, CODER, Status.ACCEPTED, valence, Presence(one.presence))


def main() -> None:
    """Print the seconds of the report and of each file that shows it, and the size of the file."""
    parser = argparse.ArgumentParser(prog="python -m bench.report", description=__doc__)
    parser.add_argument("--transcripts", type=int, default=100)
    parser.add_argument("--codings", type=int, default=5_000)
    parser.add_argument("--into", type=Path, help="keep the study and the files in this folder")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        where = asked.into or Path(folder)
        make_study(where / "kubecode.db", asked.transcripts, asked.codings)
        began = perf_counter()
        with opened(where / "kubecode.db") as session:
            report = study_report(session)
        print(f"report {perf_counter() - began:6.2f} s  {len(report.evidence)} codings")
        for suffix, kind in FORMATS.items():
            if not kind.is_workbook:
                _measure(where / f"report{suffix}", partial(kind.report_bytes, report, "id"))
        # The time of the workbook includes that of its report.
        path = where / "matrix.xlsx"
        with opened(where / "kubecode.db") as session:
            _measure(path, lambda: matrix_file(session, path, CASES_BY_CODES).content)


def _measure(path: Path, make: Callable[[], bytes]) -> None:
    """Make and write a file, and print the seconds that it took and its size."""
    began = perf_counter()
    write_file(path, make())
    print(f"{path.suffix[1:]:6} {perf_counter() - began:6.2f} s  {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
