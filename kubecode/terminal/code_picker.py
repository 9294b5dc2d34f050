"""Finding a code by a part of its path or label, or by one of its indicators."""

from __future__ import annotations

from collections.abc import Sequence

from kubecode.codebook import Code, Codebook
from kubecode.terminal.rich_text import visible

_NEAR_FROM = 60


def matching_codes(codebook: Codebook, query: str, recent: Sequence[str] = (), most: int = 8) -> list[Code]:
    """Return the best matching codes, the best first; for an empty query recent codes come first.

    A name that contains the query comes before one that only resembles it.
    """
    codes = {code.path: code for code in codebook.walk()}
    if not query.strip():
        return [codes[path] for path in dict.fromkeys([*recent, *codes]) if path in codes][:most]
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415  slow to import, seldom needed

    sought = query.casefold().strip()
    names = {path: f"{path.replace('_', ' ')} {code.label}" for path, code in codes.items()}
    indicators = {
        path: " ".join(indicator.text for indicator in code.indicators) for path, code in codes.items()
    }
    scores = dict.fromkeys(codes, 0.0)
    for texts, scorer, weight in ((names, fuzz.WRatio, 1.0), (indicators, fuzz.partial_ratio, 0.9)):
        for _, score, path in process.extract(
            sought, texts, scorer=scorer, processor=utils.default_process, score_cutoff=_NEAR_FROM, limit=None
        ):
            scores[path] = max(scores[path], score * weight)
    for path, code in codes.items():
        if sought in path or sought in code.label.casefold():
            scores[path] = 200.0 - len(path)
        if sought == path:
            scores[path] = 300.0
    order = {path: number for number, path in enumerate([*recent, *codes])}
    ranked = sorted((path for path, score in scores.items() if score), key=lambda p: (-scores[p], order[p]))
    return [codes[path] for path in ranked[:most]]


def code_name(code: Code) -> str:
    """Return path and label on one line."""
    return f"{visible(code.path)}  {visible(code.label)}"
