"""Runs of text on PDF pages → lines, without running heads, page numbers and footnotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from kubecode.readers.list_numbers import BULLET
from kubecode.readers.pdf_content import PageContent
from kubecode.readers.pdf_geometry import Rule, Run

_SPACE_GAP = 0.12  # of the size of type: a wider gap between two runs is a space
_PIECE_GAP = 1.2  # a wider gap separates columns, cells, or a label from its words
_REFERENCE = re.compile(r"[\d*†‡]{1,3}|[ivx]{1,5}")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:hal(?:aman)?|hlm|page|p)\W*)?#(?:\W*(?:dari|of|/)?\W*#)?\W*", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,3}[.)]")  # an automatic number, which is not bold before a bold name
_BULLET = re.compile("[\uf020-\uf0ff•▪●◦○➢✓❖–—-]")
_EDGE_LINES = 3


@dataclass(frozen=True, slots=True)
class PagePiece:
    """Text on a line without a wide gap. ``bold`` is the number of bold characters that it begins with."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: int = 0


PageLine = list[PagePiece]
"""The pieces at one height, from left to right."""


def with_struck(content: PageContent, left_out: Counter[str]) -> list[Run]:
    """Return the runs of a page in which those with a ruled line through them are marked as struck."""
    rules = defaultdict(list)
    for rule in content.rules:
        if rule.y1 - rule.y0 < 1 < rule.x1 - rule.x0:
            rules[round(rule.y0)].append(rule)
    runs, through = [], set()
    for run in content.runs:
        heights = range(round(run.y + 0.15 * run.size), round(run.y + 0.55 * run.size) + 1)
        found = [rule for height in heights for rule in rules.get(height, ()) if _covers(rule, run)]
        through |= set(found)
        runs.append(replace(run, is_struck=bool(found)))
    left_out["deletion"] += len(through)
    # In a cell, such a line is no border of a row.
    content.rules = [rule for rule in content.rules if rule not in through]
    return runs


def _covers(rule: Rule, run: Run) -> bool:
    """Return whether a ruled line goes through a run, and hardly further than the words beside it."""
    shared = min(rule.x1, run.x1) - max(rule.x0, run.x0)
    return shared > 0.8 * (run.x1 - run.x0)


def lines_of(
    runs: Sequence[Run], left_out: Counter[str], edges_at: Callable[[float], Sequence[float]] = lambda _: ()
) -> list[PageLine]:
    """Return the lines of a page from top to bottom. References to footnotes are left out.

    ``edges_at`` returns the edges of the columns of a table at a height; no piece goes over one.
    """
    words = [_trimmed(run) for run in _without_doubles(runs) if run.text.strip()]
    lines: list[list[Run]] = []
    for run in sorted(words, key=lambda run: -run.y):
        if lines and lines[-1][0].y - run.y < 0.5 * max(r.size for r in [run, *lines[-1][-8:]]):
            lines[-1].append(run)
        else:
            lines.append([run])
    pieces = (_pieces(runs, left_out, edges_at(runs[0].y + 0.3 * runs[0].size)) for runs in lines)
    return [line for line in pieces if line]


def _without_doubles(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield runs without those drawn a second time to look bold."""
    seen: set[tuple[str, int, int]] = set()
    for run in runs:
        key = (run.text, round(run.x0), round(run.y))
        if len(run.text) < 2 or key not in seen:
            seen.add(key)
            yield run


def _trimmed(run: Run) -> Run:
    """Return a run without the blanks at its ends, which are as wide as other characters at least."""
    width = (run.x1 - run.x0) / len(run.text)
    before, after = len(run.text) - len(run.text.lstrip()), len(run.text) - len(run.text.rstrip())
    return replace(run, text=run.text.strip(), x0=run.x0 + before * width, x1=run.x1 - after * width)


def _pieces(runs: list[Run], left_out: Counter[str], edges: Sequence[float]) -> PageLine:
    main = max(runs, key=lambda run: (run.size, len(run.text)))
    pieces: PageLine = []
    for run in sorted(runs, key=lambda run: run.x0):
        is_raised = run.size < 0.8 * main.size and run.y > main.y + 0.1 * main.size
        if is_raised and _REFERENCE.fullmatch(run.text) and len(runs) > 1:
            left_out["footnote reference"] += 1
            _leave_out(run, pieces)
            continue
        gap = run.x0 - pieces[-1].x1 if pieces else 0.0
        if run.is_struck:
            _leave_out(run, pieces)
            continue
        is_apart = gap > _PIECE_GAP * main.size or (pieces and _edge_between(pieces[-1], run, edges))
        if not pieces or is_apart:
            pieces.append(PagePiece(run.text, run.x0, run.x1, main.y, run.size, len(run.text) * run.bold))
            continue
        last = pieces[-1]
        space = " " if gap > _SPACE_GAP * main.size else ""
        is_all_bold = run.bold and (last.bold == len(last.text) or _NUMBER.fullmatch(last.text))
        bold = len(last.text) + len(space) + len(run.text) if is_all_bold else last.bold
        pieces[-1] = PagePiece(
            last.text + space + run.text,
            last.x0,
            max(last.x1, run.x1),
            main.y,
            max(last.size, run.size),
            bold,
        )
    return pieces


def with_plain_bullet(line: PageLine) -> PageLine:
    """Return a line whose bullet, an arrow or square of a font of symbols, is a hyphen before its words."""
    if len(line) < 2 or not _BULLET.fullmatch(line[0].text):
        return line
    bullet, first, *rest = line
    bold = len(BULLET) + first.bold if first.bold else 0
    return [replace(first, text=f"{BULLET}{first.text}", x0=bullet.x0, bold=bold), *rest]


def _leave_out(run: Run, pieces: PageLine) -> None:
    """Let the piece before a run reach over it, so that no space is put there."""
    if pieces:
        pieces[-1] = replace(pieces[-1], x1=max(pieces[-1].x1, run.x1))


def _edge_between(piece: PagePiece, run: Run, edges: Sequence[float]) -> bool:
    index = bisect_left(edges, piece.x1 - 1)
    return index < len(edges) and edges[index] <= run.x0 + 1


def without_heads(pages: list[list[PageLine]], left_out: Counter[str]) -> list[list[PageLine]]:
    """Return the lines of pages without what recurs at the top or bottom of them, digits aside."""
    pitch = median([line_pitch(lines) for lines in pages] or [0.0])
    edges = [_edge_pieces(lines, pitch) for lines in pages]
    places: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for number, pieces in enumerate(edges):
        for piece, _ in pieces:
            for height in (-1, 0, 1):
                for key in {piece.text, _folded(piece.text)}:
                    places[key, round(piece.y / 2) + height].add(number)
    kept = []
    for number, (lines, pieces) in enumerate(zip(pages, edges, strict=True), 1):
        heads = set()
        for piece, is_apart in pieces:
            key = _folded(piece.text)
            is_number = _PAGE_NUMBER.fullmatch(key) is not None
            # Without a gap it may be speech: then only the same words on most pages are a running head.
            may_be_speech = not (is_apart or is_number)
            count = len(places[piece.text if may_be_speech else key, round(piece.y / 2)])
            least = max(2, (0.7 if may_be_speech or ":" in key else 0.3) * len(pages))
            recurs = count >= least and not (may_be_speech and ":" in key)
            if recurs or (is_number and is_apart and str(number) in re.findall(r"\d+", piece.text)):
                heads.add(id(piece))
                left_out["page number" if is_number else "running head"] += 1
        rest = ([piece for piece in line if id(piece) not in heads] for line in lines)
        kept.append([line for line in rest if line])
    return kept


def _edge_pieces(lines: list[PageLine], pitch: float) -> list[tuple[PagePiece, bool]]:
    """Return the pieces on the first and last lines, and whether a gap sets them apart from the text."""
    pieces: dict[int, tuple[PagePiece, bool]] = {}
    number = min(_EDGE_LINES, max(1, len(lines) // 2))
    for ordered in (lines, lines[::-1]):
        edge = ordered[: number + 1]
        gaps = [abs(a[0].y - b[0].y) > 1.4 * max(pitch, a[0].size) for a, b in pairwise(edge)]
        for index, line in enumerate(edge[:number]):
            for piece in line:
                pieces[id(piece)] = (piece, any(gaps[index:]) or pieces.get(id(piece), (piece, False))[1])
    return list(pieces.values())


def _folded(text: str) -> str:
    folded = re.sub(r"\d+", "#", " ".join(text.split()))
    return "#" if re.fullmatch(r"[ivxlc]{1,6}", folded) else folded


def body_size(pages: Iterable[list[PageLine]]) -> float:
    """Return the size of type of most of the text."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            for piece in line:
                sizes[round(piece.size, 1)] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def without_footnotes(lines: list[PageLine], size: float, left_out: Counter[str]) -> list[PageLine]:
    """Return the lines of a page without those in smaller type at its bottom that begin with a reference."""
    at = len(lines)
    while at and max(piece.size for piece in lines[at - 1]) < 0.92 * size:
        at -= 1
    starts = [i for i in range(at, len(lines)) if _begins_note(lines[i])]
    if not starts or at == 0:
        return lines
    left_out["footnote"] += len(starts)
    return lines[: starts[0]]


def _begins_note(line: PageLine) -> bool:
    return (
        re.match(r"(?:[\d*†‡]{1,3}|[ivx]{1,4})(?:[\s.)]|(?=[^\W\d]))", " ".join(p.text for p in line))
        is not None
    )


def line_pitch(lines: Sequence[PageLine]) -> float:
    """Return the usual distance of lines, 0 if there are too few."""
    gaps = sorted(
        above[0].y - below[0].y
        for above, below in pairwise(lines)
        if 0 < above[0].y - below[0].y < 3 * max(above[0].size, below[0].size)
    )
    return median(gaps[: len(gaps) // 2 + 1]) if gaps else 0.0
