"""How useful mined indicators are on transcripts that they were not mined from.

    python -m bench.learning [--splits 10]

The sample transcripts are split at random into halves. New indicators are proposed from the decisions of one
coder about one half, and all that are worth it are added. The suggestions that they add are counted in both
halves.
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
    """Return the sample transcripts, the segments that a coder judged in them, and the codebook."""
    samples = bundled_folder("transcripts_sample")
    tag(folder / f"{coder}.db", [samples], TagOptions())
    with opened(folder / f"{coder}.db") as session:
        import_decision_file(session, samples / f"{coder}.jsonl", None, coder)
        documents = list(document_store.get_documents(session.connection))
        return documents, judged_segments(session), study_codebook(session).codebook


def halves(documents: list[Document], splits: int) -> Iterator[tuple[set[str], set[str]]]:
    """Yield (names of documents to mine, names of the others), for each split in both orders."""
    rng = random.Random(1)  # seeded, so that a run can be repeated
    names = [document.name for document in documents]
    for _ in range(splits):
        rng.shuffle(names)
        first, second = set(names[: len(names) // 2]), set(names[len(names) // 2 :])
        yield from ((first, second), (second, first))


def with_one_more(codebook: Codebook, path: str, indicator: Indicator) -> Codebook:
    """Return the codebook with one more indicator of a code."""
    return codebook.with_indicators(path, lambda others: (*others, indicator))


def mined(replay: Replay) -> tuple[Codebook, int]:
    """Return the codebook with all new indicators that are worth it, and their number."""
    codebook, count = replay.codebook, 0
    for candidate in candidate_changes(replay, {}):
        if candidate.change is ChangeKind.ADD and measure_candidate(replay, candidate, "en").is_worth_it:
            codebook = with_one_more(codebook, candidate.path, candidate.indicator)
            count += 1
    return codebook, count


def added_verdicts(before: Replay, after: Replay) -> Iterator[bool]:
    """Yield for every added suggestion on a judged segment whether the code applies."""
    for code, suggestions in after.suggestions.items():
        for segment_key in suggestions.keys() - before.suggestions.get(code, {}).keys():
            judged = before.judged.get(segment_key)
            verdict = judged.verdicts.get(code) if judged else None
            if verdict is not None:
                yield verdict


def main() -> None:
    """Print the right and wrong suggestions added, in the mined half and in the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--splits", type=int, default=10, help="random splits into halves")
    splits = parser.parse_args().splits
    print("per half: new indicators; what they add to it and to the other (right, wrong, share right)")
    with TemporaryDirectory() as folder:
        for coder in CODERS:
            documents, judged, codebook = sample_study(Path(folder), coder)
            counts: Counter[str] = Counter()
            for names in halves(documents, splits):
                same, other = (_half(documents, judged, codebook, half) for half in names)
                extended, count = mined(same)
                counts["indicators"] += count
                for half, before in (("same", same), ("other", other)):
                    after = build_replay(before.documents, before.judged.values(), extended, EMPTY_LEXICON)
                    counts.update(f"{half} {verdict}" for verdict in added_verdicts(before, after))
            print(f"{coder:10}{counts['indicators'] / (2 * splits):11.1f}" + "".join(_shares(counts, splits)))


def _half(
    documents: Iterable[Document], judged: Iterable[JudgedSegment], codebook: Codebook, names: set[str]
) -> Replay:
    return build_replay(documents, [j for j in judged if j.document in names], codebook, EMPTY_LEXICON)


def _shares(counts: Counter[str], splits: int) -> Iterator[str]:
    for half in ("same", "other"):
        right, wrong = counts[f"{half} True"], counts[f"{half} False"]
        share = right / (right + wrong) if right + wrong else 0.0
        yield f"   {half} {right / (2 * splits):5.1f} {wrong / (2 * splits):5.1f} {share:4.0%}"


if __name__ == "__main__":
    main()
