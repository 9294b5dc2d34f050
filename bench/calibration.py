"""Calibration of the score: acceptance of suggestions by factor, and the weights that fit best.

    python -m bench.calibration FOLDER DECISIONS.jsonl… [--codebook NAME]

FOLDER contains transcripts, DECISIONS the coders' decisions in the format of ``kubecode import``. The output
is the share accepted by band and by each factor of the score, for each coder; then the weights of
``kubecode.coder.scoring`` in use and those that fit best (logistic regression), with the mean log loss (less
is better) and the share accepted by band. The fitted weights are tested on transcripts and coders that were
held out. Change the weights in use only if the fitted ones do better there.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import exp, log, log2
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from kubecode.coder import scoring
from kubecode.coder.rarity import Rarity, indicator_rarities
from kubecode.coder.score_breakdown import ScoreBreakdown, break_down_scores
from kubecode.model import Confidence, Suggestion, split_code
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.study.codebooks.load import DEFAULT, language_for, study_codebook
from kubecode.study.ingest.decision_files import import_decision_file
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.judgements import judged_segments
from kubecode.study.session import Session, opened

IN_USE = {
    "start": scoring.START,
    "piece": scoring.PIECE,
    "step": scoring.STEP,
    "shared": scoring.SHARED,
    "guess": scoring.GUESS,
    "beside": scoring.BESIDE,
    "elsewhere": scoring.ELSEWHERE,
    "silent": scoring.SILENT,
}
_PENALTY = 1.0
"""The ridge penalty, which keeps the weights of rare factors small."""


@dataclass(frozen=True, slots=True)
class Case:
    """A suggestion that a coder accepted or rejected, with the parts of its score."""

    coder: str
    document: str
    breakdown: ScoreBreakdown
    accepted: bool

    @property
    def suggestion(self) -> Suggestion:
        """The suggestion that was judged."""
        return self.breakdown.suggestion

    @property
    def rarities(self) -> list[Rarity]:
        """The rarities of its independent pieces of evidence."""
        return [rarity for _, rarity in self.breakdown.pieces]

    @property
    def factors(self) -> list[float]:
        """The factors of the score, in the order of ``IN_USE``."""
        others, nearest = self.breakdown.neighbours
        return [
            1,
            len(self.rarities),
            sum(rarity.steps for rarity in self.rarities),
            sum(log2(rarity.codes) for rarity in self.rarities),
            sum(piece.kind in scoring.GUESSES for piece, _ in self.breakdown.pieces),
            nearest == 1,
            nearest is not None and nearest > 1,
            min(others, scoring.MOST_SILENT) if nearest is None else 0,
        ]


def cases(folder: Path, decisions: Iterable[Path], codebook: str) -> list[Case]:
    """Tag the transcripts in a temporary study, import the decisions, and return the judged suggestions."""
    with TemporaryDirectory() as temporary:
        path = Path(temporary) / "kubecode.db"
        tag(path, [folder], TagOptions(codebook=codebook))
        with opened(path) as session:
            for file in decisions:
                import_decision_file(session, file, None, file.stem)
            return list(_judged(session))


def _judged(session: Session) -> Iterator[Case]:
    codebook = study_codebook(session).codebook
    rarities = indicator_rarities(codebook, language_for(codebook))
    suggestions: dict[str, list[Suggestion]] = defaultdict(list)
    for name, suggestion in runs.get_suggestions(session.connection):
        suggestions[name].append(suggestion)
    documents = list(document_store.get_documents(session.connection))
    for coder in decision_store.coders(session.connection):
        verdicts = {(j.document, j.segment.start): j.verdicts for j in judged_segments(session, coder)}
        for document in documents:
            for breakdown in break_down_scores(document, suggestions[document.name], rarities):
                code, start = split_code(breakdown.suggestion.code)[0], breakdown.suggestion.start
                accepted = verdicts.get((document.name, start), {}).get(code)
                if accepted is not None:
                    yield Case(coder, document.name, breakdown, accepted)


FACTORS: dict[str, Callable[[Case], object]] = {
    "band": lambda case: case.suggestion.confidence,
    "score": lambda case: (
        f"{int(case.suggestion.score * 5) / 5:.1f}-{int(case.suggestion.score * 5) / 5 + 0.2:.1f}"
    ),
    "independent pieces": lambda case: len(case.rarities),
    "steps of rarity, one piece": lambda case: (
        case.rarities[0].steps if len(case.rarities) == 1 else "more pieces"
    ),
    "codes that share it, one piece": lambda case: (
        case.rarities[0].codes if len(case.rarities) == 1 else "more pieces"
    ),
    "strongest kind": lambda case: case.suggestion.kind,
    "same code in the turn": lambda case: (
        "beside"
        if case.breakdown.neighbours.nearest == 1
        else "elsewhere"
        if case.breakdown.neighbours.nearest
        else f"silent: {min(case.breakdown.neighbours.others, scoring.MOST_SILENT)}"
    ),
    "presence": lambda case: case.suggestion.presence,
    "valence": lambda case: case.suggestion.valence,
}


def print_shares(found: list[Case]) -> None:
    """Print the share accepted for each value of each factor, with one column for each coder."""
    coders = list(dict.fromkeys(case.coder for case in found))
    for name, factor in FACTORS.items():
        print(f"\n{name:32}" + "".join(f"{coder:>18}" for coder in coders))
        for value in sorted({str(factor(case)) for case in found}):
            matching = [case for case in found if str(factor(case)) == value]
            columns = (_share([c for c in matching if c.coder == coder]) for coder in coders)
            print(f"  {value:30}" + "".join(f"{column:>18}" for column in columns))


def _share(found: list[Case]) -> str:
    return f"{sum(case.accepted for case in found) / len(found):.2f} of {len(found):4}" if found else "-"


def fitted(found: list[Case]) -> dict[str, float]:
    """Return the maximum likelihood weights, by Newton's method with a ridge penalty."""
    factors = np.array([case.factors for case in found], dtype=float)
    accepted = np.array([case.accepted for case in found], dtype=float)
    ridge = _PENALTY * np.eye(len(IN_USE))
    ridge[0, 0] = 0
    weights = np.zeros(len(IN_USE))
    for _ in range(30):
        probabilities = 1 / (1 + np.exp(-factors @ weights))
        gradient = factors.T @ (accepted - probabilities) - ridge @ weights
        hessian = (factors * (probabilities * (1 - probabilities))[:, None]).T @ factors + ridge
        weights = weights + np.linalg.solve(hessian, gradient)
    return dict(zip(IN_USE, weights.tolist(), strict=True))


def probability(case: Case, weights: dict[str, float]) -> float:
    """Return the probability that the case is accepted: the score, before it is rounded."""
    total = sum(weight * factor for weight, factor in zip(weights.values(), case.factors, strict=True))
    return 1 / (1 + exp(-total))


def print_weights(found: list[Case]) -> None:
    """Print the weights in use and the fitted ones, and the results of both on held-out cases."""
    fitted_to_all = fitted(found)
    print("\nweights          " + "".join(f"{name:>11}" for name in IN_USE))
    print("in use           " + "".join(f"{weight:11.2f}" for weight in IN_USE.values()))
    print("fitted to all    " + "".join(f"{weight:11.2f}" for weight in fitted_to_all.values()))
    unseen: list[tuple[Case, float]] = []
    for coder, document in sorted({(case.coder, case.document) for case in found}):
        others = [c for c in found if c.coder != coder and c.document != document]
        weights = fitted(others or [c for c in found if c.document != document])
        held_out = [c for c in found if (c.coder, c.document) == (coder, document)]
        unseen.extend((case, probability(case, weights)) for case in held_out)
    print("\non transcripts and coders that were not fitted to   log loss   strong   medium   weak")
    for name, judged in (
        ("in use", [(case, probability(case, IN_USE)) for case in found]),
        ("fitted to the others", unseen),
    ):
        loss = -sum(log(p if case.accepted else 1 - p) for case, p in judged) / len(judged)
        print(f"  {name:48} {loss:9.3f}   " + "   ".join(_by_band(judged)))


def _by_band(judged: list[tuple[Case, float]]) -> Iterator[str]:
    for band in Confidence:
        in_band = [
            case
            for case, p in judged
            if scoring.band(p, case.suggestion.evidence, case.suggestion.presence) is band
        ]
        yield f"{sum(case.accepted for case in in_band) / max(1, len(in_band)):.2f}"


def main() -> None:
    """Read the arguments and print the shares and the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("decisions", type=Path, nargs="+")
    parser.add_argument("--codebook", default=DEFAULT)
    arguments = parser.parse_args()
    found = cases(arguments.folder, arguments.decisions, arguments.codebook)
    print(f"{len(found)} suggestions judged by {len({case.coder for case in found})} coders")
    print_shares(found)
    print_weights(found)


if __name__ == "__main__":
    main()
