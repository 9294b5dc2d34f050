"""Segments: turns cut into sentences, and long unpunctuated sentences cut at speech breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from kubecode.model import Segment, Turn
from kubecode.transcript.roles import one_of
from kubecode.word_files.transcript_words import TranscriptWords

SegmentBy = Literal["turn", "sentence"]

LONG = 24
"""Words of the longest sentence that is not cut at breaks; coded quotes have 8 to 25 words."""
_SHORTEST_PART = 4
_SHORTEST_SIDE = 2
_BEFORE_STOP = 5
"""Characters before a full stop in which an abbreviation is found; the longest may have 4 letters."""
_FRAGMENT = 3
"""Words of the longest sentence that is joined to its neighbour: an echo of the question
(``Ribut? Engga, jarang.``, "Quarrels? No, seldom.") or an afterthought."""

_BOUNDARY = re.compile(
    r"""(?P<stop>(?<![.?!…])[.?!…]++["”’')\]*]*+)(?=\s)  # the end of a sentence; one match for several stops
      | (?P<gap>\n[ \t]*\n)                      # an empty line
      | (?P<item>\n)(?=[ \t]*(?:\d{1,2}[.)]|[-*•])[ \t])  # the next item of a list
      | (?P<stamp>[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])])  # a time stamp inside a turn
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")
_EDGE = re.compile(r"[\s*_\\]*")


def split_turns(
    text: str, turns: Sequence[Turn], by: SegmentBy, words: TranscriptWords
) -> tuple[Segment, ...]:
    """Return the segments of all turns except the interviewer's and those of unknown speakers.

    ``text[s.start:s.end] == s.text`` for every segment.
    """
    segments: list[Segment] = []
    for index, turn in enumerate(turns):
        if turn.asks or turn.is_unknown:
            continue
        counted, line = turn.start, turn.line
        for start, end in [(turn.start, turn.end)] if by == "turn" else _parts(text, turn, words):
            trimmed = _trim(text, start, end)
            if trimmed:
                line += text.count("\n", counted, trimmed[0])
                counted = trimmed[0]
                segments.append(Segment(*trimmed, line, index, text[trimmed[0] : trimmed[1]]))
    return tuple(segments)


def _parts(text: str, turn: Turn, words: TranscriptWords) -> Iterator[tuple[int, int]]:
    for start, end in _join_fragments(text, _sentences(text, turn.start, turn.end, words)):
        yield from _breaks(text, start, end, words)


def _join_fragments(text: str, sentences: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join a fragment to the next sentence, and a last fragment to the previous one."""
    pending: tuple[int, int] | None = None
    complete: tuple[int, int] | None = None
    for start, end in sentences:
        if not _LETTER.search(text, start, end):
            continue
        pending = (pending[0], end) if pending else (start, end)
        if len(text[pending[0] : end].split()) > _FRAGMENT:
            if complete:
                yield complete
            complete, pending = pending, None
    if complete and pending:
        yield complete[0], pending[1]
    elif alone := complete or pending:
        yield alone


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without white space and emphasis marks at both ends, None if no letter is left."""
    part = text[start:end]
    if not _LETTER.search(part):
        return None
    return start + _edge(part), end - _edge(part[::-1])


def _edge(part: str) -> int:
    """Return the number of characters at the start that are no speech.

    The end of a text is passed reversed, since a pattern with ``$`` would be tried at every character.
    """
    edge = _EDGE.match(part)
    return edge.end() if edge else 0


def _sentences(text: str, start: int, end: int, words: TranscriptWords) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        if match["stop"] and not _ends_sentence(text, begin, match, words):
            continue
        yield begin, match.start() if match["stamp"] else match.end()
        begin = match.end()
    yield begin, end


def _ends_sentence(text: str, begin: int, match: re.Match[str], words: TranscriptWords) -> bool:
    """Return whether a stop ends a sentence: not in ``Rp.`` or ``1.``, nor dots of hesitation."""
    stop = match["stop"]
    if stop.startswith((".", "…")) and (len(stop.rstrip("\"”’')]*")) > 1 or stop[0] == "…"):
        following = text[match.end() : match.end() + 3].lstrip()
        return not following[:1].islower()
    if stop != ".":
        return True
    last_word = text[max(begin, match.start() - _BEFORE_STOP) : match.end()]
    return not _abbreviation(words).search(last_word)


@cache
def _abbreviation(words: TranscriptWords) -> re.Pattern[str]:
    """Return the pattern of a word whose full stop ends no sentence: ``Rp.``, an initial, a number."""
    known = one_of(words.sentence_abbreviations)
    return re.compile(rf"(?:^|[\s(])(?:[A-Za-z]|\d{{1,3}}|{known})\.$", re.IGNORECASE)


def _breaks(text: str, start: int, end: int, words: TranscriptWords) -> Iterator[tuple[int, int]]:
    """Cut a sentence at a shift to the present, and a long one at its best break, until all are short."""
    spoken = list(_WORD.finditer(text, start, end))
    for cut in _cuts([word.group() for word in spoken], words):
        yield start, spoken[cut].start()
        start = spoken[cut].start()
    yield start, end


def _cuts(spoken: Sequence[str], words: TranscriptWords) -> list[int]:
    """Return the indexes of the words at which a sentence is cut, in order."""
    plain = [_plain(word) for word in spoken]
    cuts, parts = [], [(0, len(spoken))]
    while parts:
        first, end = parts.pop()
        cut = _shift_to_now(plain, first, end, words)
        if cut is None and end - first > LONG:
            cut = _best_break(spoken, first, end, words)
        if cut is not None:
            cuts.append(cut)
            parts += [(first, cut), (cut, end)]
    return sorted(cuts)


def _shift_to_now(spoken: Sequence[str], first: int, end: int, words: TranscriptWords) -> int | None:
    """Return the index of the word that shifts ``spoken[first:end]`` from the past to the present, or None.

    ``Dulu kompak, sekarang sendiri-sendiri`` ("once united, now each alone") shifts at ``sekarang``.
    """
    is_past = False
    for index in range(first, end):
        word = spoken[index]
        opens = {word, f"{word} {spoken[index + 1]}" if index + 1 < end else word}
        is_inside = index - first >= _SHORTEST_SIDE and index <= end - _SHORTEST_SIDE
        if is_past and opens & words.time_after and is_inside:
            return index
        is_past = is_past or bool(opens & words.time_before)
    return None


def _best_break(spoken: Sequence[str], first: int, end: int, words: TranscriptWords) -> int | None:
    """Return the index of the first word after the best break: strong and near the middle."""
    middle = (first + end) / 2
    best, best_value = None, 0.0
    for index in range(first + _SHORTEST_PART, end - _SHORTEST_PART + 1):
        strength = _strength(spoken[index - 1], spoken[index], words)
        value = strength - abs(index - middle) / (end - first) if strength else 0.0
        if value > best_value:
            best, best_value = index, value
    return best


def _strength(previous: str, following: str, words: TranscriptWords) -> float:
    comma = previous.endswith((",", ";", "–", "—", "..."))
    opens = _plain(following) in words.speech_breaks
    closes = _plain(previous) in words.speech_closings
    return (2.0 if opens else 0.0) + (1.5 if comma else 0.0) + (0.6 if closes else 0.0)


def _plain(word: str) -> str:
    return word.strip(".,;:…").casefold()
