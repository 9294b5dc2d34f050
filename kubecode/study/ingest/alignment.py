"""Alignment of a corrected text with the text before: where the words of a span stand now."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from kubecode.model import Document

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_MOST_PAIRS = 400_000_000
"""The most pairs of words that are compared at once; longer texts are aligned line by line first."""
_LEAST_KEPT = 0.5
"""The share of a span's words that must survive for a changed span to be the same one."""
_LEAST_ALIKE = 60.0
"""The least similarity (0-100) of words that stand in place of others."""
_CLOSING = re.compile(r"[.?!…,;:\"”’')\]]*")


class PlaceKind(StrEnum):
    """Whether the words of a span are the same in the new text, or some of them were changed."""

    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span stands in the new text: code points, half-open."""

    start: int
    end: int
    kind: PlaceKind


@dataclass(frozen=True, slots=True)
class _TurnWords:
    """The words of the turns of a text: where each begins and ends, its form, and the turn that it is in."""

    starts: Sequence[int]
    ends: Sequence[int]
    forms: Sequence[str]
    turns: Sequence[int]


class Alignment:
    """The places of the old text's words in the new text.

    Words are compared without regard to case, marks and line ends, so that another layout changes nothing.
    The longest common subsequence of words decides; what stands elsewhere as a whole was moved.
    """

    def __init__(self, old: Document, new: Document) -> None:
        self._old_text, self._new_text = old.text, new.text
        self._old, self._new = _words_of(old), _words_of(new)
        self._to_new = _aligned(self._old, self._new)
        self._found: defaultdict[str, list[int]] = defaultdict(list)
        for index, form in enumerate(self._new.forms):
            self._found[form].append(index)

    @property
    def share_kept(self) -> float:
        """The share of the old text's words that are still there, 1.0 for a text without words."""
        kept = sum(place is not None for place in self._to_new)
        return kept / len(self._to_new) if self._to_new else 1.0

    def place(self, start: int, end: int) -> Place | None:
        """Return where a span of the old text stands in the new text, or None if it has no place any more."""
        first, last = bisect_right(self._old.ends, start), bisect_left(self._old.starts, end)
        found = self._place_of_words(first, last) if first < last else None
        if found is None:
            return None
        begin, final, kind = found
        # Marks around the words belong to the span if they did before.
        lead = self._old_text[start : self._old.starts[first]]
        new_start, new_end = self._new.starts[begin], self._new.ends[final]
        if lead and self._new_text.endswith(lead, 0, new_start):
            new_start -= len(lead)
        closing = _CLOSING.match(self._new_text, new_end)
        if closing and end > self._old.ends[last - 1]:
            new_end = closing.end()
        return Place(new_start, new_end, kind)

    def _place_of_words(self, first: int, last: int) -> tuple[int, int, PlaceKind] | None:
        """Return the first and the last word in the new text of a run of old words."""
        known = [place for place in self._to_new[first:last] if place is not None]
        is_whole = len(known) == last - first and known[-1] - known[0] == len(known) - 1
        if is_whole and self._in_one_turn(known):
            return known[0], known[-1], PlaceKind.SAME
        moved = self._moved(first, last, known)
        if moved is not None:
            return moved, moved + last - first - 1, PlaceKind.SAME
        changed = self._changed(first, last, known)
        return (*changed, PlaceKind.CHANGED) if changed else None

    def _in_one_turn(self, places: Sequence[int]) -> bool:
        return self._new.turns[places[0]] == self._new.turns[places[-1]]

    def _moved(self, first: int, last: int, known: Sequence[int]) -> int | None:
        """Return where the same words stand together, nearest to where they are expected, or None."""
        forms = self._old.forms[first:last]
        rarest = min(range(len(forms)), key=lambda n: len(self._found.get(forms[n], ())))
        candidates = [
            index - rarest
            for index in self._found.get(forms[rarest], ())
            if index >= rarest and self._new.forms[index - rarest : index - rarest + len(forms)] == forms
        ]
        candidates = [n for n in candidates if self._in_one_turn((n, n + len(forms) - 1))]
        expected = known[len(known) // 2] if known else self._expected(first)
        return min(candidates, key=lambda n: abs(n - expected), default=None)

    def _expected(self, index: int) -> int:
        """Return the place of the nearest word before that is still there, else the beginning."""
        return next((place for place in reversed(self._to_new[:index]) if place is not None), 0)

    def _changed(self, first: int, last: int, known: Sequence[int]) -> tuple[int, int] | None:
        """Return the place of a run of which some words were changed, added or removed."""
        length = last - first
        before = self._to_new[first - 1] if first else -1
        after = self._to_new[last] if last < len(self._to_new) else len(self._new.forms)
        if len(known) >= _LEAST_KEPT * length:
            begin, end = self._widest_turn(known)
            if self._to_new[first] is None and before is not None and 0 < begin - before <= length:
                begin = before + 1
            if self._to_new[last - 1] is None and after is not None and 0 < after - end <= length:
                end = after - 1
            kept = sum(begin <= place <= end for place in known)
            is_together = end - begin < 2 * length + 2 and kept >= _LEAST_KEPT * length
            return (begin, end) if is_together else None
        if before is None or after is None or not 0 < after - before - 1 <= 2 * length:
            return None
        old, new = " ".join(self._old.forms[first:last]), " ".join(self._new.forms[before + 1 : after])
        is_same_turn = self._in_one_turn((before + 1, after - 1))
        return (before + 1, after - 1) if is_same_turn and ratio(old, new) >= _LEAST_ALIKE else None

    def _widest_turn(self, known: Sequence[int]) -> tuple[int, int]:
        """Return the first and last of the places in the turn with most of them."""
        groups = [list(group) for _, group in groupby(sorted(known), key=self._new.turns.__getitem__)]
        most = max(groups, key=len)
        return most[0], most[-1]


def _words_of(document: Document) -> _TurnWords:
    """Return the words in the turns of a document."""
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    turns: list[int] = []
    for number, turn in enumerate(document.turns):
        for match in _WORD.finditer(document.text, turn.start, turn.end):
            starts.append(match.start())
            ends.append(match.end())
            forms.append(unicodedata.normalize("NFC", match[0]).casefold())
            turns.append(number)
    return _TurnWords(starts, ends, forms, turns)


def _aligned(old: _TurnWords, new: _TurnWords) -> list[int | None]:
    """Return for each old word the index of the new word that it is, None if it is gone."""
    to_new: list[int | None] = [None] * len(old.forms)
    for old_start, new_start, length in _equal_runs(old, new):
        for offset in range(length):
            to_new[old_start + offset] = new_start + offset
    return to_new


def _equal_runs(old: _TurnWords, new: _TurnWords) -> Iterator[tuple[int, int, int]]:
    """Yield (old index, new index, length) of the runs of equal words."""
    if len(old.forms) * len(new.forms) <= _MOST_PAIRS:
        yield from _runs(old.forms, new.forms, 0, 0)
        return
    old_turns, new_turns = _by_turn(old), _by_turn(new)
    old_at = new_at = 0
    for block in [*LCSseq.opcodes([t[1] for t in old_turns], [t[1] for t in new_turns]), None]:
        if block is not None and block.tag != "equal":
            continue
        old_end = old_turns[block.src_start][0] if block else len(old.forms)
        new_end = new_turns[block.dest_start][0] if block else len(new.forms)
        if (old_end - old_at) * (new_end - new_at) <= _MOST_PAIRS:
            yield from _runs(old.forms[old_at:old_end], new.forms[new_at:new_end], old_at, new_at)
        if block is None:
            return
        length = sum(len(turn) for _, turn in old_turns[block.src_start : block.src_end])
        yield old_end, new_end, length
        old_at, new_at = old_end + length, new_end + length


def _by_turn(words: _TurnWords) -> list[tuple[int, tuple[str, ...]]]:
    """Return for each turn with words the index of its first word, and its words."""
    turns: list[tuple[int, tuple[str, ...]]] = []
    at = 0
    for _, group in groupby(words.turns):
        length = sum(1 for _ in group)
        turns.append((at, tuple(words.forms[at : at + length])))
        at += length
    return turns


def _runs(old: Sequence[str], new: Sequence[str], old_at: int, new_at: int) -> Iterator[tuple[int, int, int]]:
    for block in LCSseq.opcodes(old, new):
        if block.tag == "equal":
            yield old_at + block.src_start, new_at + block.dest_start, block.src_end - block.src_start
