"""The transcripts that a review looks at, read when they come and kept for a while."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

from kubecode.model import (
    NO_CODE,
    Decision,
    Document,
    DocumentSpan,
    Segment,
    Status,
    Suggestion,
    Turn,
    Valence,
)
from kubecode.store import documents as document_store
from kubecode.store import outline, runs
from kubecode.study.codings import decided_coding, suggested_coding
from kubecode.study.review.coding_index import CodingIndex, OutlinedCoding
from kubecode.study.review.view_model import ContextLine, ShownCoding, context_of
from kubecode.study.session import Session
from kubecode.wording import Lang

_WORD = re.compile(r"\S+")
_KEPT = 8
"""Documents kept in memory."""


class DocumentCache:
    """Documents with their suggestions; it keeps the last ones, which is why this is a class."""

    def __init__(self, session: Session, ground: CodingIndex, lang: Lang) -> None:
        self._session, self._ground, self._lang = session, ground, lang
        self.forget()

    def forget(self) -> None:
        """Read everything anew."""
        self.document = lru_cache(_KEPT)(self._read_document)
        self._suggestions = lru_cache(_KEPT)(self._read_suggestions)
        self.texts = lru_cache(1)(self._read_texts)

    def knows(self, place: DocumentSpan) -> bool:
        """Say whether a place is (still) a segment of the study, or lies in one."""
        return any(s.start <= place[1] < s.end for s in self._ground.segments.get(place[0], ()))

    def segment(self, place: DocumentSpan) -> tuple[Segment, Turn]:
        """Return the segment in which a place lies, and its turn."""
        document = self.document(place[0])
        index = bisect_right(document.segments, place[1], key=lambda segment: segment.start) - 1
        segment = document.segments[max(0, index)]
        return segment, document.turns[segment.turn]

    def words_of(self, place: DocumentSpan) -> str:
        """Return what is said at a place."""
        return self.document(place[0]).text[place[1] : place[2]]

    def words(self, place: DocumentSpan) -> list[tuple[int, int]]:
        """Return where the words of a segment stand in its document, with what is joined to them."""
        text = self.document(place[0]).text
        return [found.span() for found in _WORD.finditer(text, place[1], place[2])]

    def proposals(
        self, place: DocumentSpan, asks: Callable[[OutlinedCoding], bool]
    ) -> tuple[ShownCoding, ...]:
        """Return the codings of a segment as its coder sees them, the likeliest first."""
        document = self.document(place[0])
        suggestions = self._suggestions(place[0])
        asked = {(*c.span, c.path) for c in self._ground.candidates(place) if asks(c)}
        found: list[tuple[float, int, ShownCoding]] = []
        for number, (key, decision) in enumerate(self._keys(place)):
            suggestion = suggestions.get(key)
            if decision is not None and decision.status is not Status.SUGGESTED:
                coding = decided_coding(document, decision, suggestion, self._lang)
            elif suggestion is not None:
                coding = suggested_coding(
                    document, suggestion, self._lang, decision.memo if decision else None
                )
            else:
                continue
            cues = suggestion.cues if suggestion else ()
            rank = -(suggestion.score if suggestion else 0.0)
            found.append((rank, number, ShownCoding(coding, cues, key in asked)))
        return tuple(proposal for *_, proposal in sorted(found, key=lambda one: one[:2]))

    def context(self, place: DocumentSpan, around: tuple[int, int]) -> tuple[ContextLine, ...]:
        """Return the stretches of the transcript around a place, with what the coder accepted there."""
        document = self.document(place[0])
        accepted: dict[int, list[tuple[str, Valence | None]]] = {}
        for decision in self._ground.own.get(document.name, {}).values():
            if decision.status is Status.ACCEPTED and decision.code != NO_CODE:
                start = self.segment((document.name, decision.start, decision.end))[0].start
                accepted.setdefault(start, []).append((decision.code, decision.valence))
        return context_of(
            document, place[1], around, {start: tuple(said) for start, said in accepted.items()}
        )

    def find(self, words: str, after: DocumentSpan | None) -> DocumentSpan | None:
        """Return the next segment that holds some words, behind a place and then from the top."""
        sought = " ".join(words.casefold().split())
        if not sought:
            return None
        places = list(self._ground.places())
        here = bisect_right(places, after) if after else 0
        first = sought.partition(" ")[0]
        holds = {name: first in text.casefold() for name, text in self.texts().items()}
        for place in [*places[here:], *places[:here]]:
            name, start, end = place
            if holds[name] and sought in " ".join(self.texts()[name][start:end].casefold().split()):
                return place
        return None

    def _keys(self, place: DocumentSpan) -> list[tuple[tuple[int, int, str], Decision | None]]:
        """Return what was suggested or decided of a segment, with the decision that holds."""
        within = self._ground.decided_within(place)
        keys = [(*one.span, one.path) for one in self._ground.suggestions.get(place, ())]
        keys += [key for key in within if key[2] != NO_CODE]
        return [(key, within.get(key)) for key in dict.fromkeys(keys)]

    def _read_document(self, name: str) -> Document:
        return next(document_store.get_documents(self._session.connection, only=name))

    def _read_texts(self) -> dict[str, str]:
        return dict(outline.document_texts(self._session.connection))

    def _read_suggestions(self, name: str) -> dict[tuple[int, int, str], Suggestion]:
        found = runs.get_suggestions(self._session.connection, only=name)
        return {(s.start, s.end, s.code): s for _, s in found} if self._ground.sees_machine else {}
