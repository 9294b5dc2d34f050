"""Seconds that the report of a large study and its files take, and the sizes of the files.

    python -m bench.report [--transcripts 100] [--codings 5000] [--into FOLDER]

The transcripts are copies of the samples under other case names, so that their language is real. Random
suggestions are accepted until the study has the number of codings.
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
    """Write copies of the samples; a number in name and header makes each round of copies another case."""
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".jsonl")
    for number in range(transcripts):
        copy, sample = number // len(samples), samples[number % len(samples)]
        case, _, rest = sample.name.partition("_")
        text = re.sub(r"KUBE \w+", rf"\g<0> {copy}", sample.read_text("utf-8"))
        (folder / f"{case} {copy}_{rest}").write_text(text, encoding="utf-8")


def make_study(study: Path, transcripts: int, codings: int) -> None:
    """Make a study of ``transcripts`` documents with ``codings`` accepted suggestions."""
    with TemporaryDirectory() as folder:
        write_transcripts(Path(folder), transcripts)
        tag(study, [Path(folder)], TagOptions())
    rng = random.Random(SEED)
    with opened(study) as session, transaction(session.connection):
        suggested = list(outlined_suggestions(session.connection))
        chosen = sorted(rng.sample(suggested, min(codings, len(suggested))))
        decision_store.put_decisions(session.connection, map(_accepted, chosen), _AT)


def _accepted(suggestion: OutlinedSuggestion) -> Decision:
    key = suggestion.document, suggestion.start, suggestion.end, suggestion.code
    valence = Valence(suggestion.valence) if suggestion.valence else None
    return Decision(*key, CODER, Status.ACCEPTED, valence, Presence(suggestion.presence))


def main() -> None:
    """Print the seconds of the report, and seconds and size of each file that shows it."""
    parser = argparse.ArgumentParser(prog="python -m bench.report", description=__doc__)
    parser.add_argument("--transcripts", type=int, default=100)
    parser.add_argument("--codings", type=int, default=5_000)
    parser.add_argument("--into", type=Path, help="keep the study and the files in this folder")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        target = options.into or Path(folder)
        make_study(target / "kubecode.db", options.transcripts, options.codings)
        began = perf_counter()
        with opened(target / "kubecode.db") as session:
            report = study_report(session)
        print(f"report {perf_counter() - began:6.2f} s  {len(report.evidence)} codings")
        for suffix, kind in FORMATS.items():
            if not kind.is_workbook:
                _measure(target / f"report{suffix}", partial(kind.report_bytes, report, "id"))
        # The time of the workbook includes that of its report.
        path = target / "matrix.xlsx"
        with opened(target / "kubecode.db") as session:
            _measure(path, lambda: matrix_file(session, path, CASES_BY_CODES).content)


def _measure(path: Path, make: Callable[[], bytes]) -> None:
    """Make and write a file, and print the seconds that it took and its size."""
    began = perf_counter()
    write_file(path, make())
    print(f"{path.suffix[1:]:6} {perf_counter() - began:6.2f} s  {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
