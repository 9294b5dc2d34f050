"""A large study to measure on: transcripts made with a seed, tagged, and partly reviewed.

    python -m bench.study FILE [--transcripts 500] [--segments 20000] [--decisions 1000]

The words are those of `bench.tagging`; about every seventh sentence also holds an indicator of the bundled
codebook, now and then denied, so that suggestions stand as thick as in an interview about the group.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.tagging import SEED, make_text
from kubecode.model import Decision, Presence, Status, Valence
from kubecode.store import decisions as decision_store
from kubecode.store.outline import OutlinedSuggestion, outlined_suggestions
from kubecode.store.study_file import transaction
from kubecode.study.codebooks.load import DEFAULT, load_codebook_file, locate_codebook
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened

CODER = "bench"
_CASES = ("cempaka", "melati", "tulip", "mawar", "kenanga")
_PER_TURN = 2
_CHARACTERS = 150
_SPOKEN = 0.15
_DENIED = 0.2
_BEGAN = datetime(2026, 1, 5, 8, tzinfo=UTC)
_STATUSES = (
    *[Status.ACCEPTED] * 12,
    *[Status.REJECTED] * 5,
    Status.SKIPPED,
    Status.SKIPPED,
    Status.TO_DISCUSS,
)


def make_sentences(count: int, rng: random.Random) -> Iterator[str]:
    """Yield sentences, some of them with an indicator of the bundled codebook."""
    book = load_codebook_file(locate_codebook(DEFAULT)).codebook
    indicators = [i.text.replace(" + ", " ") for code in book.walk() for i in code.indicators]
    for words in islice(re.split(r"[.,?] ?", make_text(_CHARACTERS * count, rng)), count):
        said = words.split()
        if rng.random() < _SPOKEN:
            denial = ["ga"] if rng.random() < _DENIED else []
            said[len(said) // 2 : len(said) // 2] = [*denial, rng.choice(indicators).strip('"')]
        yield f"{' '.join(said).capitalize()}."


def write_transcripts(folder: Path, transcripts: int, segments: int) -> None:
    """Write interviews of an interviewer and an informant, all with as many sentences."""
    rng = random.Random(SEED)
    sentences = list(make_sentences(segments, rng))
    each = len(sentences) // transcripts
    for number in range(transcripts):
        its = sentences[number * each : (number + 1) * each]
        turns = (
            f"P: Terus gimana, Bu?\nT: {' '.join(its[n : n + _PER_TURN])}" for n in range(0, each, _PER_TURN)
        )
        case = _CASES[number % len(_CASES)]
        (folder / f"{case}_T_{number:03}.txt").write_text("\n".join(turns), encoding="utf-8")


def decide(study: Path, decisions: int) -> None:
    """Decide about suggestions here and there, one after another as a coder would have done."""
    rng = random.Random(SEED)
    with opened(study) as session, transaction(session.connection):
        suggested = list(outlined_suggestions(session.connection))
        chosen = rng.sample(suggested, min(decisions, len(suggested)))
        for number, one in enumerate(sorted(chosen)):
            at = (_BEGAN + timedelta(seconds=9 * number)).strftime("%Y-%m-%dT%H:%M:%SZ")
            decision_store.put_decisions(session.connection, [_decision(one, rng.choice(_STATUSES))], at)


def _decision(one: OutlinedSuggestion, status: Status) -> Decision:
    valence = Valence(one.valence) if one.valence else None
    place = one.document, one.start, one.end, one.code
    return Decision(*place, CODER, status, valence, Presence(one.presence))


def make_study(study: Path, transcripts: int, segments: int, decisions: int) -> None:
    """Make the study; the transcripts are not kept."""
    with TemporaryDirectory() as folder:
        write_transcripts(Path(folder), transcripts, segments)
        tag(study, [Path(folder)], TagOptions())
    decide(study, decisions)


def main() -> None:
    """Make a study."""
    parser = argparse.ArgumentParser(prog="python -m bench.study", description=__doc__)
    parser.add_argument("study", type=Path)
    parser.add_argument("--transcripts", type=int, default=500)
    parser.add_argument("--segments", type=int, default=20_000)
    parser.add_argument("--decisions", type=int, default=1_000)
    asked = parser.parse_args()
    make_study(asked.study, asked.transcripts, asked.segments, asked.decisions)


if __name__ == "__main__":
    main()
