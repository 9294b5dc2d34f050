"""Lines of a page, hard-wrapped → paragraphs, so that a turn is one paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kubecode.readers.paragraphs import TextParagraph

_LABEL = re.compile(r"(?:[-•*] ?)?(?:\d{1,3}[.)]\s?)?([^\W\d_][\w.'’/() -]{0,30}?)\s{0,20}[:：]")
_INITIALS = re.compile(r"[A-Z]{1,3}\d{0,2}\s{0,20}:\s")
_ALWAYS_STARTS = re.compile(
    r"[•▪●◦➢✓–—]\s|\[?\(?\d{1,2}:\d{2}(?::\d{2})?[\]). ]|[A-Z]{1,3}\d{0,2}\s{0,20}:\s"
)
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]\s")
_ENDS_SENTENCE = re.compile(r"[.?!:…][\"”'’)\]]*$")
_CUT_WORD = re.compile(r"(?P<before>\w[\w'’]*)(?P<hyphen>[-\u00ad\u2010])$")
_NEXT_WORD = re.compile(r"\w[\w'’]*")
_NUMBER = re.compile(r"^(\d{1,3}[.)])(?:\t|(?=[^\W\d_]))")  # an automatic number, which stands apart
_NUMBER_ALONE = re.compile(r"\d{1,3}[.)]")
_NUMBER_FIRST = re.compile(r"\d{1,3}[.)]\s")
_NEARBY = 8  # lines above and below
_ALIGNED = 3.0  # points
_NEAR_MARGIN = 0.15  # of the width of a column
_NO_MARGIN = 1e6  # points
_VOWELS = re.compile("[aeiou]")


Flow = tuple[int, ...]
"""The column of a page or table in which a line stands."""


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line in reading order. ``flow`` names its column, ``gap`` is the distance from the line above.

    It is measured in lines, and None on top of a page or column, where nothing is known. ``starts`` is where
    each piece of it begins, if wide gaps divide it.
    """

    text: str
    x0: float
    x1: float
    size: float
    flow: Flow
    gap: float | None = None
    bold: int = 0
    starts: tuple[float, ...] = ()


def margins_of(lines: Sequence[FlowLine], least: float = 0.0) -> dict[Flow, float]:
    """Return the right margin of each column: how far its longest line reaches, or ``least`` if that is more.

    If no line near it goes on in the next one, lines are as long as they like.
    """
    edges: dict[Flow, tuple[float, float]] = {}
    for line in lines:
        left, right = edges.get(line.flow, (line.x0, least))
        edges[line.flow] = min(left, line.x0), max(right, line.x1)
    wrapped = {line.flow for line in lines if _may_go_on(line, *edges[line.flow])}
    return {flow: right if flow in wrapped else _NO_MARGIN for flow, (_, right) in edges.items()}


def _may_go_on(line: FlowLine, left: float, right: float) -> bool:
    """Return whether a line is full, no end of a sentence, and no row of a table."""
    is_whole = len(line.starts) < 3
    return (
        is_whole and line.x1 > right - _NEAR_MARGIN * (right - left) and not _ENDS_SENTENCE.search(line.text)
    )


def paragraphs_of(lines: Sequence[FlowLine], margins: Mapping[Flow, float]) -> list[list[FlowLine]]:
    """Return the lines of each paragraph."""
    pairs = list(pairwise(lines))
    rows = _table_rows(lines)
    certain = [
        index in rows or _certainly_begins(above, line, margins[above.flow])
        for index, (above, line) in enumerate(pairs, 1)
    ]
    labels = {_label(line.text) for line, begins in zip(lines[1:], certain, strict=True) if begins}
    labels |= {_label(line.text) for line in lines[:1]}
    paragraphs: list[list[FlowLine]] = [list(lines[:1])] if lines else []
    for (above, line), begins in zip(pairs, certain, strict=True):
        if begins or _probably_begins(above, line, paragraphs[-1], labels):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _table_rows(lines: Sequence[FlowLine]) -> set[int]:
    """Return the indexes of lines that are rows of a table without ruled lines.

    Their pieces begin below those of a line nearby, of two if they are only two, and nothing is further left.
    """
    rows = set()
    for index, line in enumerate(lines):
        if len(line.starts) < 2:
            continue
        nearby = lines[max(0, index - _NEARBY) : index + _NEARBY + 1]
        leftmost = min(other.x0 for other in nearby if len(other.starts) > 1)
        aligned = sum(_are_aligned(line, other) for other in nearby) - 1
        if aligned >= (1 if len(line.starts) > 2 else 2) and line.x0 < leftmost + _ALIGNED:
            rows.add(index)
    return rows


def _are_aligned(line: FlowLine, other: FlowLine) -> bool:
    pairs = zip(line.starts, other.starts, strict=False)
    return len(line.starts) == len(other.starts) and all(abs(a - b) < _ALIGNED for a, b in pairs)


def _certainly_begins(above: FlowLine, line: FlowLine, margin: float) -> bool:
    """Return whether a line begins a paragraph, judged by the page alone."""
    if line.gap is not None and line.gap > 1.35:
        return True
    if abs(line.size - above.size) > 0.1 * max(line.size, above.size) or _ALWAYS_STARTS.match(line.text):
        return True
    word = line.text.split(" ", 1)[0]
    width = (line.x1 - line.x0) / len(line.text)
    ends = _ENDS_SENTENCE.search(above.text) and line.text[0].isupper()
    tolerance = 0.5 * line.size if ends else -0.03 * (margin - above.x0)
    # The first word would have fitted on the line above: what ended there was a paragraph.
    return above.x1 + (len(word) + 1) * width < margin + tolerance and not _CUT_WORD.search(above.text)


def _probably_begins(
    above: FlowLine, line: FlowLine, paragraph: list[FlowLine], labels: set[str | None]
) -> bool:
    """Return whether a line below a full line begins a paragraph, judged by how it begins."""
    label = _label(line.text)
    if label is not None and (
        label in labels or (line.text[0].isupper() and _ENDS_SENTENCE.search(above.text))
    ):
        return True
    if _NUMBERED.match(line.text) and _ENDS_SENTENCE.search(above.text):
        return True
    indent = 0.8 * line.size
    is_same_flow = above.flow == line.flow
    is_first = len(paragraph) == 1
    hangs = is_same_flow and not is_first and line.x0 < above.x0 - indent
    is_indented = is_same_flow and not is_first and line.x0 > above.x0 + indent
    opens_bold = 0 < line.bold < len(line.text) and line.bold < 40 and above.bold != len(above.text)
    return hangs or is_indented or (opens_bold and _ENDS_SENTENCE.search(above.text) is not None)


def _label(text: str) -> str | None:
    match = _LABEL.match(text)
    return " ".join(match[1].casefold().split()) if match else None


def is_number(text: str) -> bool:
    """Return whether text is only the number of a paragraph."""
    return _NUMBER_ALONE.fullmatch(text) is not None


def paragraph_of(lines: Sequence[FlowLine]) -> TextParagraph:
    """Return the lines of a paragraph as one, with its beginning in bold."""
    text = join_lines([line.text for line in lines])
    light = next((n for n, line in enumerate(lines) if line.bold < len(line.text)), None)
    if light is None:
        bold = len(text)
    else:
        begins = [*(line.text for line in lines[:light]), lines[light].text[: lines[light].bold]]
        bold = len(join_lines([part for part in begins if part]))
    number = _NUMBER_FIRST.match(text)
    label = number[0] if number and bold > number.end() else ""
    return TextParagraph(text[len(label) :], max(0, bold - len(label)), label)


def join_lines(texts: Sequence[str]) -> str:
    """Return hard-wrapped lines as one; words cut at a line end are whole again."""
    joined = ""
    for text in texts:
        joined = _join(joined, text) if joined else text
    return _NUMBER.sub(r"\1 ", joined.replace("\u00ad", ""))


def _join(above: str, below: str) -> str:
    cut, following = _CUT_WORD.search(above), _NEXT_WORD.match(below)
    if cut is None or following is None:
        is_kept = above.endswith("\u2011") and following
        return f"{above}{below}" if is_kept else f"{above} {below}"
    before, after = cut["before"], following[0]
    if cut["hyphen"] == "\u00ad":
        return f"{above[:-1]}{below}"
    keeps = is_doubled(before, after) or after[0].isupper() or after[0].isdigit() or not before[-1].islower()
    return f"{above}{below}" if keeps else f"{above[:-1]}{below}"


def is_doubled(before: str, after: str) -> bool:
    """Return whether this is a doubled word: ``teman-temannya``, ``sayur-mayur``, ``bolak-balik``."""
    a, b = before.casefold(), after.casefold()
    if min(len(a), len(b)) < 3:
        return False
    tail_of_a, tail_of_b = a[1:], b[1:]
    same_sounds = _VOWELS.sub("", a) == _VOWELS.sub("", b) and len(_VOWELS.sub("", a)) > 1
    return b.startswith(a) or a.endswith(b) or tail_of_a in b or tail_of_b in a or same_sounds
