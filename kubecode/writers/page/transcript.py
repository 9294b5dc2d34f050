"""A transcript as HTML: its text as it is, with line numbers, and every excerpt marked where it stands."""

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
"""Where words stand: code points of the document, half-open."""
_AROUND = 2
"""How many paragraphs are shown on either side of one with an excerpt: a question and its answer."""
_ASKED, _ASIDE = "<p class=asks>", "<p class=aside>"


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """An excerpt in the text: its name, where it stands (code points, half-open), the words in it that spoke
    for its codes, and what is shown behind it: the ways to where it is listed.
    """

    anchor: str
    start: int
    end: int
    words: WordSpans
    behind: Markup


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What is shown in one piece: speech behind the label of who speaks, or text that nobody speaks.

    ``opening`` is its tag. Attributes stand without quotes: there are thousands of them.
    """

    start: int
    label_end: int
    end: int
    opening: str


def quote_html(text: str, start: int, words: WordSpans) -> Markup:
    """Return a quote that stands at ``start`` in its document, with the words that spoke for it marked."""
    shown, parts, at = visible_in_place(text), [], 0
    for a, b in _merged(words):
        first, last = max(a - start, at), min(b - start, len(shown))
        if first < last:
            parts += [escape(shown[at:first]), Markup("<b>"), escape(shown[first:last]), Markup("</b>")]
            at = last
    return Markup("").join([*parts, escape(shown[at:])])


def transcript_html(document: Document, stretches: Iterable[MarkedSpan], lang: Lang) -> Markup:
    """Return the text of a document around its excerpts; a line says where others are left out.

    Excerpts may lie inside each other; where they only overlap, or go on in another paragraph, the mark is
    broken there and goes on without its name.
    """
    excerpts = sorted(stretches, key=lambda s: (s.start, -s.end))
    writer = _Writer(visible_in_place(document.text), excerpts, lang)
    return writer.html(_shown(list(_paragraphs(document)), excerpts))


def _shown(paragraphs: list[_Paragraph], excerpts: list[MarkedSpan]) -> Iterator[_Paragraph | None]:
    """Yield the paragraphs that hold an excerpt or stand near one, and None for a longer run of others.

    What is shown so grows with what is coded and not with how long people talk.
    """
    coded = {
        number
        for number, paragraph in enumerate(paragraphs)
        if any(one.start < paragraph.end and paragraph.start < one.end for one in excerpts)
    }
    near = {at for number in coded for at in range(number - _AROUND, number + _AROUND + 1)}
    for is_near, run in groupby(enumerate(paragraphs), key=lambda one: one[0] in near):
        listed = [paragraph for _, paragraph in run]
        if is_near or len(listed) <= _AROUND:
            yield from listed
        else:
            yield None


@dataclass(slots=True)
class _Writer:
    """Writes a text from cut to cut, and knows which excerpts are open between two cuts."""

    text: str
    waiting: list[MarkedSpan]
    lang: Lang
    open: list[MarkedSpan] = field(default_factory=list)
    numbered: int = 0
    parts: list[str] = field(default_factory=list)

    def html(self, paragraphs: Iterable[_Paragraph | None]) -> Markup:
        words = _merged(place for stretch in self.waiting for place in stretch.words)
        lines = [0, *(at + 1 for at, letter in enumerate(self.text) if letter == "\n")]
        ends = {place for stretch in self.waiting for place in (stretch.start, stretch.end)}
        cuts = sorted(ends.union(lines, *words))
        for paragraph in paragraphs:
            if paragraph is None:
                self.parts.append(f"<p class=aside>{escape(say('page.left_out', self.lang))}</p>\n")
                continue
            self.parts.append(paragraph.opening + "<mark>" * len(self.open))
            inner = cuts[bisect_right(cuts, paragraph.start) : bisect_left(cuts, paragraph.end)]
            places = sorted({paragraph.start, paragraph.label_end, paragraph.end, *inner})
            for start, end in pairwise(places):
                self._close(start)
                self._number(start, lines)
                self._open(start)
                self._piece(start, end, words, is_label=start < paragraph.label_end)
            self._close(paragraph.end)
            self.parts.append("</mark>" * len(self.open) + "</p>\n")
        self._open(len(self.text))
        return Markup("".join(self.parts))  # noqa: S704 - made of escaped text and marks

    def _open(self, at: int) -> None:
        """Open the excerpts that have begun; one of nothing but blanks is over already, and has its name."""
        while self.waiting and self.waiting[0].start <= at:
            self.open.append(self.waiting.pop(0))
            self.parts.append(f"<mark id={self.open[-1].anchor}>")
        self._close(at)

    def _close(self, at: int) -> None:
        going_on = []
        while any(stretch.end <= at for stretch in self.open):
            last = self.open.pop()
            self.parts.append("</mark>")
            if last.end <= at:
                self.parts.append(last.behind)
            else:
                going_on.append(last)
        self.open += reversed(going_on)
        self.parts.append("<mark>" * len(going_on))

    def _number(self, at: int, lines: list[int]) -> None:
        """Put the number of a line before the first that is shown of it, unless it is blank."""
        line = bisect_right(lines, at)
        end = self.text.find("\n", at)
        if line != self.numbered and self.text[at : end if end >= 0 else None].strip():
            self.parts.append(f"<i>{line}</i>")
            self.numbered = line

    def _piece(self, start: int, end: int, words: WordSpans, *, is_label: bool) -> None:
        said = escape(self.text[start:end])
        last = bisect_right(words, start, key=lambda place: place[0]) - 1
        if is_label:
            self.parts.append(f"<strong>{said}</strong>")
        elif last >= 0 and start < words[last][1]:
            self.parts.append(f"<b>{said}</b>")
        else:
            self.parts.append(said)


def _merged(words: Iterable[tuple[int, int]]) -> WordSpans:
    """Return the same places in their order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(words):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _paragraphs(document: Document) -> Iterator[_Paragraph]:
    """Yield the turns with their labels, and before, between and behind them what is no speech."""
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
    said = text[start:end].strip()
    if said:
        begins = start + text[start:end].index(said)
        yield _Paragraph(begins, begins, begins + len(said), _ASIDE)
