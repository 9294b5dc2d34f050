"""Turns of two people that begin with two signs: ``+ Rapat?`` and ``- Tiap bulan.``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kubecode.transcript.asking import is_prompt
from kubecode.transcript.lines import Line
from kubecode.transcript.parts import ANSWER, QUESTION, Continuation, Opening, Part, Reading
from kubecode.word_files.transcript_words import TranscriptWords

_SIGN = re.compile(r"[^\S\n]{0,20}+(?P<sign>\+|[-–—]|[*•▪●○◦>»~])[^\S\n]++(?=\S)")
_LEAST_TURNS = 2  # of each
_LEAST_CHANGES = 0.7  # of the turns follow one of the other
_LEAST_ASKING = 0.4


def read_signs(lines: Sequence[Line], words: TranscriptWords) -> Reading | None:
    """Return the turns of lines that begin with one of two signs in turn, or None if there are no two.

    The sign with most questions and prompts is the interviewer's. If it is not clear which, nobody knows who
    speaks.
    """
    filled = [line for line in lines if line.text.strip()]
    found = {line.number: match for line in filled if (match := _SIGN.match(line.text))}
    signs = [_folded(match["sign"]) for match in found.values()]
    kinds = sorted(set(signs))
    if len(kinds) != 2 or min(map(signs.count, kinds)) < _LEAST_TURNS or len(signs) * 2 < len(filled):
        return None
    changes = sum(one != other for one, other in pairwise(signs))
    if changes < _LEAST_CHANGES * (len(signs) - 1):
        return None
    turns = [line for line in filled if line.number in found]
    first, second = (
        _share([line for line, sign in zip(turns, signs, strict=True) if sign == kind], words)
        for kind in kinds
    )
    if not first and not second:
        return None
    who_asks = kinds[0] if first > _LEAST_ASKING > 2 * second else kinds[1]
    is_clear = max(first, second) > _LEAST_ASKING > 2 * min(first, second)
    return Reading(tuple(_parts(filled, found, who_asks if is_clear else None)), {QUESTION: "pewawancara"})


def _folded(sign: str) -> str:
    return "-" if sign in "–—" else sign


def _share(turns: Sequence[Line], words: TranscriptWords) -> float:
    asking = (line.text.rstrip(' \t*_"”)').endswith("?") or is_prompt(line.text, words) for line in turns)
    return sum(asking) / len(turns)


def _parts(filled: Sequence[Line], found: Mapping[int, re.Match[str]], asking: str | None) -> Iterator[Part]:
    for line in filled:
        match = found.get(line.number)
        if match is None:
            yield Continuation(line.start, line.end, line.number)
            continue
        speaker = QUESTION if _folded(match["sign"]) == asking else ANSWER
        start = line.start + match.end()
        if asking is None:
            yield Opening(None, None, start, line.end, line.number, is_unknown=True)
        else:
            yield Opening(None, speaker, start, line.end, line.number)
