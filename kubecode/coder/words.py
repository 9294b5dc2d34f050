"""A document's words as the coder sees them: read once for each distinct form, with near spelling last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from kubecode.language import Language, Suspicion, nearest_roots, word_spans
from kubecode.language.near import SHORTEST


class Pause(IntEnum):
    """What stands between a word and the next."""

    NONE = 0
    COMMA = 1
    STOP = 2
    QUESTION = 3


_COMMA = re.compile(r"[,:–—]")
_STOP = re.compile(r"[.!;…]|\n[ \t]*\n")
# [tertawa], (suara motor), kolot (tua): a few words in brackets are the transcriber's, not the speaker's.
_ASIDE = re.compile(r"\[[^\[\]\n]{0,60}\]|\([^()\s]{1,30}(?: [^()\s]{1,30}){0,2}\)")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document in order, as columns: where each stands, its form and its lemma.

    What holds for a form however often it is said is kept once: ``doubled`` is the key of a reduplicated
    form, ``similarity`` that of a form whose lemma was reached by near spelling.
    """

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[str]
    lemmas: list[str]
    doubled: Mapping[str, str]
    similarity: Mapping[str, float]

    def means(self, index: int, key: str) -> bool:
        """Say whether a word has this lemma, or is this reduplicated one."""
        return self.lemmas[index] == key or self.doubled.get(self.forms[index]) == key

    def pause(self, index: int) -> Pause:
        """Return what stands behind a word, before the next."""
        if index + 1 >= len(self.starts):
            return Pause.STOP
        between = self.text[self.ends[index] : self.starts[index + 1]]
        if between == " ":
            return Pause.NONE
        if "?" in between:
            return Pause.QUESTION
        if _STOP.search(between):
            return Pause.STOP
        return Pause.COMMA if _COMMA.search(between) else Pause.NONE


def read_words(text: str, language: Language, suspicion: Suspicion) -> Words:
    """Read every word that is spoken in a text, not what the transcriber noted in brackets.

    Near spelling is asked about those forms that nothing could read and on which the suspicion falls.
    """
    starts, ends, forms = _spoken(text)
    readings = {form: language.read(form) for form in set(forms)}
    joined = {form: reading.joined for form, reading in readings.items() if reading.joined}
    if joined:
        starts, ends, forms = _apart(starts, ends, forms, joined)
        readings = {form: language.read(form) for form in set(forms)}
    unread = {form for form, reading in readings.items() if not reading.known and len(form) >= SHORTEST}
    # A form that is only ever capitalised is taken for a name, not for a slip.
    written_small = {
        form
        for form, start in zip(forms, starts, strict=True)
        if form in unread and not text[start].isupper()
    }
    near = nearest_roots(sorted(written_small), language.analyser, suspicion) if written_small else {}
    lemma_of = {form: reading.lemma for form, reading in readings.items()}
    lemma_of |= {form: nearest.root for form, nearest in near.items()}
    return Words(
        text=text,
        starts=starts,
        ends=ends,
        forms=forms,
        lemmas=[lemma_of[form] for form in forms],
        doubled={form: reading.key for form, reading in readings.items() if reading.reduplicated},
        similarity={form: nearest.similarity for form, nearest in near.items()},
    )


_Columns = tuple[list[int], list[int], list[str]]


def _apart(starts: list[int], ends: list[int], forms: list[str], joined: Mapping[str, str]) -> _Columns:
    """Return ``gabisa`` as ``ga`` and ``bisa``: what is denied, and by what, are two words."""
    words: list[tuple[int, int, str]] = []
    for start, end, form in zip(starts, ends, forms, strict=True):
        small = joined.get(form, "")
        if small:
            words.append((start, start + len(small), small))
        words.append((start + len(small), end, form[len(small) :]))
    return [start for start, _, _ in words], [end for _, end, _ in words], [form for _, _, form in words]


def _spoken(text: str) -> _Columns:
    starts, ends, forms = word_spans(text)
    asides = [match.span() for match in _ASIDE.finditer(text)]
    if not asides:
        return starts, ends, forms
    opened = [start for start, _ in asides]
    kept = [
        index
        for index, start in enumerate(starts)
        if (before := bisect_right(opened, start) - 1) < 0 or ends[index] > asides[before][1]
    ]
    return [starts[i] for i in kept], [ends[i] for i in kept], [forms[i] for i in kept]
