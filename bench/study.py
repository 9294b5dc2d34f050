"""A large study for measurements: transcripts generated with a seed, tagged and partly reviewed.

    python -m bench.study FILE [--transcripts 500] [--segments 20000] [--decisions 1000]

The words are those of `bench.tagging`. About every seventh sentence also contains an indicator of the bundled
codebook, sometimes denied, so that suggestions are as frequent as in an interview about the group.
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
_SENTENCES_PER_TURN = 2
_CHARACTERS = 150  # of generated text for each sentence
_INDICATOR_SHARE = 0.15
_DENIED_SHARE = 0.2
_FIRST_DECISION = datetime(2026, 1, 5, 8, tzinfo=UTC)
_STATUSES = (
    *[Status.ACCEPTED] * 12,
    *[Status.REJECTED] * 5,
    Status.SKIPPED,
    Status.SKIPPED,
    Status.TO_DISCUSS,
)


def make_sentences(count: int, rng: random.Random) -> Iterator[str]:
    """Yield sentences, some of them with an indicator of the bundled codebook."""
    codebook = load_codebook_file(locate_codebook(DEFAULT)).codebook
    indicators = [i.text.replace(" + ", " ") for code in codebook.walk() for i in code.indicators]
    for clause in islice(re.split(r"[.,?] ?", make_text(_CHARACTERS * count, rng)), count):
        words = clause.split()
        if rng.random() < _INDICATOR_SHARE:
            denial = ["ga"] if rng.random() < _DENIED_SHARE else []
            words[len(words) // 2 : len(words) // 2] = [*denial, rng.choice(indicators).strip('"')]
        yield f"{' '.join(words).capitalize()}."


def write_transcripts(folder: Path, transcripts: int, segments: int) -> None:
    """Write interviews between an interviewer and an informant, all of the same length."""
    rng = random.Random(SEED)
    sentences = list(make_sentences(segments, rng))
    each = len(sentences) // transcripts
    for number in range(transcripts):
        answers = sentences[number * each : (number + 1) * each]
        turns = (
            f"P: Terus gimana, Bu?\nT: {' '.join(answers[n : n + _SENTENCES_PER_TURN])}"
            for n in range(0, each, _SENTENCES_PER_TURN)
        )
        case = _CASES[number % len(_CASES)]
        (folder / f"{case}_T_{number:03}.txt").write_text("\n".join(turns), encoding="utf-8")


def decide(study: Path, decisions: int) -> None:
    """Decide about randomly chosen suggestions, one at a time in text order."""
    rng = random.Random(SEED)
    with opened(study) as session, transaction(session.connection):
        suggested = list(outlined_suggestions(session.connection))
        chosen = rng.sample(suggested, min(decisions, len(suggested)))
        for number, suggestion in enumerate(sorted(chosen)):
            at = (_FIRST_DECISION + timedelta(seconds=9 * number)).strftime("%Y-%m-%dT%H:%M:%SZ")
            decision = _decision(suggestion, rng.choice(_STATUSES))
            decision_store.put_decisions(session.connection, [decision], at)


def _decision(suggestion: OutlinedSuggestion, status: Status) -> Decision:
    valence = Valence(suggestion.valence) if suggestion.valence else None
    coding_key = suggestion.document, suggestion.start, suggestion.end, suggestion.code
    return Decision(*coding_key, CODER, status, valence, Presence(suggestion.presence))


def make_study(study: Path, transcripts: int, segments: int, decisions: int) -> None:
    """Write the study. The transcript files are deleted afterwards."""
    with TemporaryDirectory() as folder:
        write_transcripts(Path(folder), transcripts, segments)
        tag(study, [Path(folder)], TagOptions())
    decide(study, decisions)


def main() -> None:
    """Parse the arguments and write the study."""
    parser = argparse.ArgumentParser(prog="python -m bench.study", description=__doc__)
    parser.add_argument("study", type=Path)
    parser.add_argument("--transcripts", type=int, default=500)
    parser.add_argument("--segments", type=int, default=20_000)
    parser.add_argument("--decisions", type=int, default=1_000)
    arguments = parser.parse_args()
    make_study(arguments.study, arguments.transcripts, arguments.segments, arguments.decisions)


if __name__ == "__main__":
    main()
