"""Turns that begin with a dash or sign: of two people who alternate, or only of the one who answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from kubecode.transcript.lines import Line
from kubecode.transcript.parts import ANSWER, QUESTION, Continuation, Opening, Part, Reading
from kubecode.word_files.transcript_words import TranscriptWords

_DASH = re.compile(r"[^\S\n]*+[-–—―][^\S\n]*+(?=[^\W\d_]|[\"“'‘(\[…*])")
_LEAST_TURNS = 4
_LEAST_ANSWERS = 2
_ROLES = {QUESTION: "pewawancara"}


def read_dashes(lines: Sequence[Line], _: TranscriptWords) -> Reading | None:
    """Return the turns of lines that begin with a dash, or None if they are a list.

    Either all turns have a dash, and the one of two who asks most is the interviewer; or only the answers do.
    If it is not clear who asks, nobody knows who speaks.
    """
    filled = [line for line in lines if line.text.strip()]
    dashes = {line.number: line.start + match.end() for line in filled if (match := _DASH.match(line.text))}
    if len(dashes) < _LEAST_ANSWERS:
        return None
    asked = [
        line.number
        for line, following in pairwise(filled)
        if line.number not in dashes and _asks(line) and following.number in dashes
    ]
    asking_dashes = sum(_asks(line) for line in filled if line.number in dashes)
    if len(asked) >= _LEAST_ANSWERS and asking_dashes * 3 < len(dashes):
        return Reading(tuple(_answers(filled, dashes, set(asked))), _ROLES)
    if len(dashes) < _LEAST_TURNS or len(dashes) * 2 < len(filled) or not asking_dashes:
        return None
    return Reading(tuple(_alternating(filled, dashes)), _ROLES)


def _asks(line: Line) -> bool:
    return line.text.rstrip(' \t*_"”)').endswith("?")


def _answers(filled: Sequence[Line], dashes: Mapping[int, int], asked: Collection[int]) -> Iterator[Part]:
    for line in filled:
        if line.number in dashes:
            yield Opening(None, ANSWER, dashes[line.number], line.end, line.number)
        elif line.number in asked:
            yield Opening(None, QUESTION, line.start, line.end, line.number)
        else:
            yield Continuation(line.start, line.end, line.number)


def _alternating(filled: Sequence[Line], dashes: Mapping[int, int]) -> Iterator[Part]:
    turns = [line for line in filled if line.number in dashes]
    shares = [_share(turns[::2]), _share(turns[1::2])]
    who_asks = 0 if shares[0] > 0.4 > 2 * shares[1] else 1 if shares[1] > 0.4 > 2 * shares[0] else None
    count = 0
    for line in filled:
        if line.number not in dashes:
            yield Continuation(line.start, line.end, line.number)
            continue
        speaker = None if who_asks is None else QUESTION if count % 2 == who_asks else ANSWER
        yield Opening(None, speaker, dashes[line.number], line.end, line.number, is_unknown=speaker is None)
        count += 1


def _share(turns: Sequence[Line]) -> float:
    return sum(map(_asks, turns)) / len(turns)
