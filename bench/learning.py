"""What learned indicators are worth on transcripts that they were not learned from.

    python -m bench.learning [--splits 10]

The sample transcripts are split at random into halves; from the decisions of one coder about one half new
indicators are proposed, all that are worth it are taken over, and what they add is counted in both halves.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from kubecode.codebook import Codebook, Indicator
from kubecode.language.custom_lexicon import EMPTY_LEXICON
from kubecode.model import Document
from kubecode.store import documents as document_store
from kubecode.study.bundled import bundled_folder
from kubecode.study.codebooks.load import study_codebook
from kubecode.study.indicator_mining.proposals import ChangeKind, candidate_changes, measure_candidate
from kubecode.study.indicator_mining.replay import Replay, build_replay
from kubecode.study.ingest.decision_files import import_decision_file
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.judgements import JudgedSegment, judged_segments
from kubecode.study.session import opened

CODERS = ("coder_a", "coder_b")


def sample_study(folder: Path, coder: str) -> tuple[list[Document], list[JudgedSegment], Codebook]:
    """Return the sample transcripts, what a coder judged in them, and the codebook."""
    samples = bundled_folder("transcripts_sample")
    tag(folder / f"{coder}.db", [samples], TagOptions())
    with opened(folder / f"{coder}.db") as session:
        import_decision_file(session, samples / f"{coder}.jsonl", None, coder)
        documents = list(document_store.get_documents(session.connection))
        return documents, judged_segments(session), study_codebook(session).codebook


def halves(documents: list[Document], splits: int) -> Iterator[tuple[set[str], set[str]]]:
    """Yield the names of the documents to learn from and of the others, each half in both parts."""
    dice = random.Random(1)  # seeded, so that a run can be repeated
    names = [document.name for document in documents]
    for _ in range(splits):
        dice.shuffle(names)
        one, other = set(names[: len(names) // 2]), set(names[len(names) // 2 :])
        yield from ((one, other), (other, one))


def with_one_more(book: Codebook, path: str, indicator: Indicator) -> Codebook:
    """Return the codebook with one more indicator of a code."""
    return book.with_indicators(path, lambda others: (*others, indicator))


def learned(past: Replay) -> tuple[Codebook, int]:
    """Return the codebook with all new indicators that are worth it, and how many these are."""
    book, count = past.book, 0
    for candidate in candidate_changes(past, {}):
        if candidate.change is ChangeKind.ADD and measure_candidate(past, candidate, "en").is_worth_it:
            book = with_one_more(book, candidate.path, candidate.indicator)
            count += 1
    return book, count


def added(before: Replay, after: Replay) -> Iterator[bool]:
    """Yield for every suggestion that came whether the code is there."""
    for code, found in after.found.items():
        for spot in found.keys() - before.found.get(code, {}).keys():
            verdict = before.judged[spot].verdicts.get(code) if spot in before.judged else None
            if verdict is not None:
                yield verdict


def main() -> None:
    """Print what is added rightly and in vain, in the half that was learned from and in the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--splits", type=int, default=10, help="random splits into halves")
    splits = parser.parse_args().splits
    print("for a half: new indicators; what they add to it and to the other (right, in vain, share right)")
    with TemporaryDirectory() as folder:
        for coder in CODERS:
            documents, judged, book = sample_study(Path(folder), coder)
            counts: Counter[str] = Counter()
            for names in halves(documents, splits):
                own, other = (_half(documents, judged, book, half) for half in names)
                better, count = learned(own)
                counts["indicators"] += count
                for where, past in (("same", own), ("other", other)):
                    anew = build_replay(past.documents, past.judged.values(), better, EMPTY_LEXICON)
                    counts.update(f"{where} {verdict}" for verdict in added(past, anew))
            print(f"{coder:10}{counts['indicators'] / (2 * splits):11.1f}" + "".join(_said(counts, splits)))


def _half(
    documents: Iterable[Document], judged: Iterable[JudgedSegment], book: Codebook, names: set[str]
) -> Replay:
    return build_replay(documents, [one for one in judged if one.document in names], book, EMPTY_LEXICON)


def _said(counts: Counter[str], splits: int) -> Iterator[str]:
    for where in ("same", "other"):
        right, wrong = counts[f"{where} True"], counts[f"{where} False"]
        share = right / (right + wrong) if right + wrong else 0.0
        yield f"   {where} {right / (2 * splits):5.1f} {wrong / (2 * splits):5.1f} {share:4.0%}"


if __name__ == "__main__":
    main()
