"""Near spelling: which root a form that no rule can read was probably meant to be.

It is asked only about unresolved forms, so a word that the lexicon knows is never taken for a slip of
another (``uang`` is not ``utang``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

SHORTEST = 5
_TWO_EDITS_FROM = 8


@dataclass(frozen=True, slots=True)
class Nearest:
    """The root that a form is near to; ``similarity`` is 1 - edits / letters."""

    root: str
    similarity: float


def nearest_roots(
    forms: Iterable[str], stems: Callable[[str], Iterable[str]], roots: Mapping[str, int]
) -> dict[str, Nearest]:
    """Return the nearest root of each form that has exactly one; of equally near ones the commoner.

    One edit is allowed up to 7 letters, two from 8; a transposition is one edit (optimal string
    alignment). ``stems`` gives the form without its affixes, because slips happen in derived words too;
    ``roots`` tells how common each root is, 0 the commonest.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415  heavy, and rarely needed
    from rapidfuzz.process import extract  # noqa: PLC0415

    by_letter: dict[str, list[str]] = {}
    for root in sorted(roots):
        if len(root) >= SHORTEST - 1:
            by_letter.setdefault(root[0], []).append(root)
    found: dict[str, Nearest] = {}
    for form in forms:
        best: dict[str, tuple[int, int, int]] = {}
        for stem in stems(form):
            if len(stem) < SHORTEST:
                continue
            allowed = 2 if len(stem) >= _TWO_EDITS_FROM else 1
            near = extract(
                stem, by_letter.get(stem[0], []), scorer=OSA.distance, score_cutoff=allowed, limit=5
            )
            for root, edits, _ in near:
                rank = (int(edits), len(form) - len(stem), roots[root])
                best[root] = min(rank, best.get(root, rank))
        ranked = sorted(best.items(), key=lambda item: item[1])
        if ranked and (len(ranked) == 1 or ranked[0][1] < ranked[1][1]):
            root, (edits, *_) = ranked[0]
            found[form] = Nearest(root, round(1 - edits / max(len(form), len(root)), 2))
    return found
