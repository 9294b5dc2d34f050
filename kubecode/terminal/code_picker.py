"""Finding a code by what somebody types: part of its path or label, or one of its indicators."""

from __future__ import annotations

from collections.abc import Sequence

from kubecode.codebook import Code, Codebook
from kubecode.terminal.rich_text import visible

_NEAR_FROM = 60


def fitting_codes(codebook: Codebook, asked: str, recent: Sequence[str] = (), most: int = 8) -> list[Code]:
    """Return the codes that fit best, the best first; recent ones come first while nothing is asked.

    A name that holds what was typed comes before one that only resembles it.
    """
    codes = {code.path: code for code in codebook.walk()}
    if not asked.strip():
        return [codes[path] for path in dict.fromkeys([*recent, *codes]) if path in codes][:most]
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415  only when a code is looked for

    sought = asked.casefold().strip()
    names = {path: f"{path.replace('_', ' ')} {code.label}" for path, code in codes.items()}
    indicators = {path: " ".join(one.text for one in code.indicators) for path, code in codes.items()}
    scores = dict.fromkeys(codes, 0.0)
    for texts, scorer, worth in ((names, fuzz.WRatio, 1.0), (indicators, fuzz.partial_ratio, 0.9)):
        for _, score, path in process.extract(
            sought, texts, scorer=scorer, processor=utils.default_process, score_cutoff=_NEAR_FROM, limit=None
        ):
            scores[path] = max(scores[path], score * worth)
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
