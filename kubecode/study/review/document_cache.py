"""The documents that a review shows, read when they are needed; the last few are kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

from kubecode.language import plain_form
from kubecode.model import (
    NO_CODE,
    Decision,
    Document,
    DocumentSpan,
    Segment,
    Span,
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
_MOST_DOCUMENTS = 8


class DocumentCache:
    """Documents with their suggestions; a class because it keeps the last ones in memory."""

    def __init__(self, session: Session, index: CodingIndex, lang: Lang) -> None:
        self._session, self._index, self._lang = session, index, lang
        self.clear()

    def clear(self) -> None:
        """Drop everything, so that it is read again."""
        self.document = lru_cache(_MOST_DOCUMENTS)(self._read_document)
        self._suggestions = lru_cache(_MOST_DOCUMENTS)(self._read_suggestions)
        self.texts = lru_cache(1)(self._read_texts)

    def contains(self, span: DocumentSpan) -> bool:
        """Return whether a span begins in a segment of the study as it is now."""
        return any(s.start <= span[1] < s.end for s in self._index.segments.get(span[0], ()))

    def segment(self, span: DocumentSpan) -> tuple[Segment, Turn]:
        """Return the segment in which a span begins, and its turn."""
        document = self.document(span[0])
        number = bisect_right(document.segments, span[1], key=lambda segment: segment.start) - 1
        segment = document.segments[max(0, number)]
        return segment, document.turns[segment.turn]

    def text(self, span: DocumentSpan) -> str:
        """Return the text of a span."""
        return self.document(span[0]).text[span[1] : span[2]]

    def word_spans(self, span: DocumentSpan) -> list[Span]:
        """Return the span of each word in a segment, with its punctuation, as offsets in the document."""
        text = self.document(span[0]).text
        return [match.span() for match in _WORD.finditer(text, span[1], span[2])]

    def codings(
        self, span: DocumentSpan, is_wanted: Callable[[OutlinedCoding], bool]
    ) -> tuple[ShownCoding, ...]:
        """Return the codings of a segment as its coder sees them, the highest score first."""
        document = self.document(span[0])
        suggestions = self._suggestions(span[0])
        wanted = {(*c.span, c.path) for c in self._index.codings(span) if is_wanted(c)}
        ranked: list[tuple[float, int, ShownCoding]] = []
        for number, (key, decision) in enumerate(self._keys(span)):
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
            ranked.append((rank, number, ShownCoding(coding, cues, key in wanted)))
        return tuple(shown for *_, shown in sorted(ranked, key=lambda row: row[:2]))

    def context(self, span: DocumentSpan, around: tuple[int, int]) -> tuple[ContextLine, ...]:
        """Return ``around`` = (before, after) lines around a segment, with what the coder accepted there."""
        document = self.document(span[0])
        accepted: dict[int, list[tuple[str, Valence | None]]] = {}
        for decision in self._index.decisions.get(document.name, {}).values():
            if decision.status is Status.ACCEPTED and decision.code != NO_CODE:
                start = self.segment((document.name, decision.start, decision.end))[0].start
                accepted.setdefault(start, []).append((decision.code, decision.valence))
        return context_of(
            document, span[1], around, {start: tuple(codes) for start, codes in accepted.items()}
        )

    def find(self, words: str, after: DocumentSpan | None) -> DocumentSpan | None:
        """Return the next segment that contains the words, after a segment and then from the beginning.

        Words are compared in their plain form, whatever blanks are between them. None for no match, and for
        no words.
        """
        sought = _searchable(words)
        if not sought:
            return None
        spans = list(self._index.spans())
        first = bisect_right(spans, after) if after else 0
        # One search in the whole text rules out most documents.
        first_word = sought.partition(" ")[0]
        may_match = {name: first_word in _searchable(text) for name, text in self.texts().items()}
        for span in [*spans[first:], *spans[:first]]:
            name, start, end = span
            if may_match[name] and sought in _searchable(self.texts()[name][start:end]):
                return span
        return None

    def _keys(self, span: DocumentSpan) -> list[tuple[tuple[int, int, str], Decision | None]]:
        """Return the key of each coding of a segment, with the current decision about it."""
        decisions = self._index.decisions_on(span)
        keys = [(*coding.span, coding.path) for coding in self._index.suggestions.get(span, ())]
        keys += [key for key in decisions if key[2] != NO_CODE]
        return [(key, decisions.get(key)) for key in dict.fromkeys(keys)]

    def _read_document(self, name: str) -> Document:
        return next(document_store.get_documents(self._session.connection, only=name))

    def _read_texts(self) -> dict[str, str]:
        return dict(outline.document_texts(self._session.connection))

    def _read_suggestions(self, name: str) -> dict[tuple[int, int, str], Suggestion]:
        found = runs.get_suggestions(self._session.connection, only=name)
        return {(s.start, s.end, s.code): s for _, s in found} if self._index.sees_machine else {}


@lru_cache(maxsize=1 << 12)
def _searchable(text: str) -> str:
    return " ".join(plain_form(text).split())
