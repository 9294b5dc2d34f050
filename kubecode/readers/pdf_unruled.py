"""Tables without ruled lines on PDF pages: their titles say that there is one, and where columns begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kubecode.readers.pdf_lines import PageLine, PagePiece
from kubecode.readers.pdf_tables import RuledTable
from kubecode.transcript.column_titles import title_kind
from kubecode.word_files.transcript_words import TranscriptWords

_ALIGNED = 6.0  # points
_LEAST_LINES = 2  # with several columns
_MOST_HEADS = 3  # lines above a table that goes on: a running head, the page's number
_WIDER = 1.25  # the distance between two rows, in that between the lines of a cell
_NUMBER = re.compile(r"\(?\d{1,3}[.)]?")
_ENDS_SENTENCE = re.compile(r"[.?!…][\"”’)]*$")


def unruled_table(
    lines: Sequence[PageLine], above: Sequence[float], words: TranscriptWords
) -> RuledTable | None:
    """Return the edges of the table below the first row of titles on a page, or None if there is none.

    ``above`` are the edges of the columns of a table at the end of the page before, which may go on.
    """
    titles = next((n for n, line in enumerate(lines) if _is_titles(line, words)), None)
    if titles is not None:
        return _table_from(lines, titles, tuple(piece.x0 - _ALIGNED for piece in lines[titles]))
    for first in range(min(_MOST_HEADS, len(lines)) if above else 0):
        starts = tuple(above[:-1])
        if all(_fits(piece, starts) for piece in lines[first]) and (
            table := _table_from(lines, first, starts, least=0)
        ):
            return table
    return None


def goes_on(table: RuledTable, lines: Sequence[PageLine]) -> bool:
    """Return whether a table reaches the bottom of a page, but for a page number."""
    return sum(line[0].y < table.ys[-1] for line in lines) < _MOST_HEADS


def _table_from(
    lines: Sequence[PageLine], first: int, starts: tuple[float, ...], least: int = _LEAST_LINES
) -> RuledTable | None:
    """Return the table from a line on, up to the first line that has none of its columns.

    ``least`` is the number of lines that must have several columns.
    """
    last = first
    while last < len(lines) and all(_begins_in(piece, starts) is not None for piece in lines[last]):
        last += 1
    body = lines[first:last]
    if sum(len(line) > 1 for line in body) < least:
        return None
    right = max(piece.x1 for line in body for piece in line) + 1
    tops = [_top(line) for line, begins in zip(body, _row_starts(body, starts), strict=True) if begins]
    return RuledTable((*starts, right), (*tops, min(piece.y for piece in body[-1]) - 1))


def _is_titles(line: PageLine, words: TranscriptWords) -> bool:
    """Return whether a line has titles of columns, two of them known and one for what is said."""
    kinds = [title_kind(piece.text, words)[0] for piece in line]
    is_of_speech = not {"words", "answer", "question"}.isdisjoint(kinds)
    return len(line) > 1 and is_of_speech and sum(kind is not None for kind in kinds) > 1


def _begins_in(piece: PagePiece, starts: Sequence[float]) -> int | None:
    """Return the column in which a piece begins, None if it begins between two of them."""
    column = max((n for n, start in enumerate(starts) if start <= piece.x0), default=None)
    return column if column is not None and piece.x0 - starts[column] < 2 * _ALIGNED else None


def _fits(piece: PagePiece, starts: Sequence[float]) -> bool:
    """Return whether a piece begins in a column and ends before the next one."""
    column = _begins_in(piece, starts)
    return column is not None and (column + 1 == len(starts) or piece.x1 < starts[column + 1] + _ALIGNED)


def _top(line: PageLine) -> float:
    return max(piece.y + piece.size for piece in line)


def _row_starts(body: Sequence[PageLine], starts: Sequence[float]) -> list[bool]:
    """Return for each line whether a row begins with it.

    A number in the first column says so, else a wider distance, else a question after the end of a sentence.
    """
    begins = [_begins_in(line[0], starts) == 0 for line in body]
    numbered = [
        is_first and _NUMBER.fullmatch(line[0].text) for line, is_first in zip(body, begins, strict=True)
    ]
    if sum(map(bool, numbered)) > 1:
        return [True, *(bool(number) for number in numbered[1:])]
    gaps = [above[0].y - line[0].y for above, line in pairwise(body)]
    least = min(gaps, default=0.0)
    if max(gaps, default=0.0) > _WIDER * least:
        return [True, *(gap > _WIDER * least for gap in gaps)]
    found, asked = [True], ""
    for line, is_first in zip(body[1:], begins[1:], strict=True):
        is_new = is_first and (not asked or _ENDS_SENTENCE.search(asked) is not None)
        found.append(is_new)
        asked = line[0].text if is_first else asked
    return found
