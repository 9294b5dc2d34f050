"""A transcript as HTML: its unchanged text with line numbers, every excerpt marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from kubecode.model import Document
from kubecode.safe_text import visible_in_place
from kubecode.wording import Lang, say

WordSpans = tuple[tuple[int, int], ...]
"""Spans of words: code points of the document, half-open."""
_AROUND = 2
"""The number of paragraphs shown on each side of one with an excerpt: a question and its answer."""
_ASKED, _ASIDE = "<p class=asks>", "<p class=aside>"


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """An excerpt in the text, ``[start, end)`` in code points, with its anchor.

    ``words`` are the spans of its evidence, ``links`` the links after it to the cells that list it.
    """

    anchor: str
    start: int
    end: int
    words: WordSpans
    links: Markup


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph of the page: a turn with the label of its speaker, or text without a speaker.

    ``tag`` is its opening tag. Attributes without quotes keep the page small: there are thousands of them.
    """

    start: int
    label_end: int
    end: int
    tag: str


def quote_html(text: str, start: int, words: WordSpans) -> Markup:
    """Return a quote that begins at ``start`` in its document, with the words of its evidence marked."""
    visible, parts, at = visible_in_place(text), [], 0
    for a, b in _merged(words):
        first, last = max(a - start, at), min(b - start, len(visible))
        if first < last:
            parts += [escape(visible[at:first]), Markup("<b>"), escape(visible[first:last]), Markup("</b>")]
            at = last
    return Markup("").join([*parts, escape(visible[at:])])


def transcript_html(document: Document, spans: Iterable[MarkedSpan], lang: Lang) -> Markup:
    """Return the text of a document near its excerpts; a line replaces each part that is left out.

    Excerpts may be nested. If they overlap or continue in another paragraph, the mark is closed there and
    opened again without its anchor.
    """
    excerpts = sorted(spans, key=lambda s: (s.start, -s.end))
    writer = _Writer(visible_in_place(document.text), excerpts, lang)
    return writer.html(_near_excerpts(list(_paragraphs(document)), excerpts))


def _near_excerpts(paragraphs: list[_Paragraph], excerpts: list[MarkedSpan]) -> Iterator[_Paragraph | None]:
    """Yield the paragraphs with an excerpt and those near one, and None for each longer run of others.

    So the page grows with the codings and not with the length of the transcripts.
    """
    coded = {
        number
        for number, paragraph in enumerate(paragraphs)
        if any(span.start < paragraph.end and paragraph.start < span.end for span in excerpts)
    }
    near = {n for number in coded for n in range(number - _AROUND, number + _AROUND + 1)}
    for is_near, run in groupby(enumerate(paragraphs), key=lambda numbered: numbered[0] in near):
        members = [paragraph for _, paragraph in run]
        if is_near or len(members) <= _AROUND:
            yield from members
        else:
            yield None


@dataclass(slots=True)
class _Writer:
    """Writes a text piece by piece; ``open`` are the excerpts around a piece, the outermost first."""

    text: str
    waiting: list[MarkedSpan]
    lang: Lang
    open: list[MarkedSpan] = field(default_factory=list)
    numbered: int = 0
    parts: list[str] = field(default_factory=list)

    def html(self, paragraphs: Iterable[_Paragraph | None]) -> Markup:
        words = _merged(word for span in self.waiting for word in span.words)
        lines = [0, *(at + 1 for at, letter in enumerate(self.text) if letter == "\n")]
        edges = {edge for span in self.waiting for edge in (span.start, span.end)}
        cuts = sorted(edges.union(lines, *words))
        for paragraph in paragraphs:
            if paragraph is None:
                self.parts.append(f"<p class=aside>{escape(say('page.left_out', self.lang))}</p>\n")
                continue
            self.parts.append(paragraph.tag + "<mark>" * len(self.open))
            inner = cuts[bisect_right(cuts, paragraph.start) : bisect_left(cuts, paragraph.end)]
            edges = {paragraph.start, paragraph.label_end, paragraph.end, *inner}
            for start, end in pairwise(sorted(edges)):
                self._close(start)
                self._number(start, lines)
                self._open(start)
                self._piece(start, end, words, is_label=start < paragraph.label_end)
            self._close(paragraph.end)
            self.parts.append("</mark>" * len(self.open) + "</p>\n")
        # An excerpt after the last paragraph still gets its anchor.
        self._open(len(self.text))
        return Markup("".join(self.parts))  # noqa: S704 - made of escaped text and marks

    def _open(self, at: int) -> None:
        """Open the excerpts that have begun. One that has already ended still gets its anchor."""
        while self.waiting and self.waiting[0].start <= at:
            self.open.append(self.waiting.pop(0))
            self.parts.append(f"<mark id={self.open[-1].anchor}>")
        self._close(at)

    def _close(self, at: int) -> None:
        reopened = []
        while any(span.end <= at for span in self.open):
            last = self.open.pop()
            self.parts.append("</mark>")
            if last.end <= at:
                self.parts.append(last.links)
            else:
                reopened.append(last)
        self.open += reversed(reopened)
        self.parts.append("<mark>" * len(reopened))

    def _number(self, at: int, lines: list[int]) -> None:
        """Write the line number before the first piece of a line, unless the rest of the line is blank."""
        line = bisect_right(lines, at)
        end = self.text.find("\n", at)
        if line != self.numbered and self.text[at : end if end >= 0 else None].strip():
            self.parts.append(f"<i>{line}</i>")
            self.numbered = line

    def _piece(self, start: int, end: int, words: WordSpans, *, is_label: bool) -> None:
        text = escape(self.text[start:end])
        last = bisect_right(words, start, key=lambda word: word[0]) - 1
        if is_label:
            self.parts.append(f"<strong>{text}</strong>")
        elif last >= 0 and start < words[last][1]:
            self.parts.append(f"<b>{text}</b>")
        else:
            self.parts.append(text)


def _merged(words: Iterable[tuple[int, int]]) -> WordSpans:
    """Return the spans in order, overlapping ones joined."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(words):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _paragraphs(document: Document) -> Iterator[_Paragraph]:
    """Yield the turns with their labels, and the text before, between and after them."""
    text, at = document.text, 0
    for turn in document.turns:
        between = text[at : turn.start].rstrip()
        label = between.rpartition("\n")[2] if turn.speaker else ""
        begins = at + len(between) - len(label)
        yield from _aside(text, at, begins)
        start = begins + len(label) - len(label.lstrip()) if label else turn.start
        yield _Paragraph(
            start, begins + len(label) if label else start, turn.end, _ASKED if turn.asks else "<p>"
        )
        at = turn.end
    yield from _aside(text, at, len(text))


def _aside(text: str, start: int, end: int) -> Iterator[_Paragraph]:
    aside = text[start:end].strip()
    if aside:
        begins = start + text[start:end].index(aside)
        yield _Paragraph(begins, begins, begins + len(aside), _ASIDE)
