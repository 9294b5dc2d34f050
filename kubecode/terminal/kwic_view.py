"""Keyword in context: the hits in one column, with their contexts cut to the width of the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Group
from rich.text import Text

from kubecode.document_names import short_document_name
from kubecode.model import case_key
from kubecode.synthesiser.kwic import KwicLine
from kubecode.terminal.palette import EVIDENCE, HINT
from kubecode.terminal.rich_text import one_line, visible
from kubecode.wording import Lang, say

_MIN_CONTEXT = 16
"""Columns of context on each side below which the case, then the informant, is left out."""

_MAX_SOURCE, _MAX_HIT = 26, 24
_CUT = "…"


def kwic_view(lines: Sequence[KwicLine], query: str, lang: Lang, width: int) -> Group:
    """Return the hits with as much context as fits ``width`` columns; files and JSON have all of it."""
    if not lines:
        return Group(Text(say("kwic.none", lang, visible(query))))
    return Group(*_aligned(lines, width), Text(), Text(_summary(lines, query, lang)))


def _aligned(lines: Sequence[KwicLine], width: int) -> Iterator[Text]:
    """Yield one line for each hit: left context, [hit], right context, document:line, informant, case."""
    sources = [_source(line) for line in lines]
    hits = [f"[{visible(line.hit)}]" for line in lines]
    hit_width = min(_MAX_HIT, width // 3, _max_width(hits))
    source_widths = [min(_MAX_SOURCE, _max_width(column)) for column in zip(*sources, strict=True)]
    while len(source_widths) > 1 and _context_width(width, hit_width, source_widths) < _MIN_CONTEXT:
        source_widths.pop()
    context_width = max(1, _context_width(width, hit_width, source_widths))
    for line, hit, source in zip(lines, hits, sources, strict=True):
        text = Text(_end(one_line(line.left), context_width), no_wrap=True, overflow="crop")
        shown = _start(hit, hit_width).rstrip()
        text.append(shown, EVIDENCE)
        text.append(_start(one_line(line.right), hit_width + context_width - cell_len(shown)))
        for part, part_width in zip(source, source_widths, strict=False):
            text.append(" ").append(_start(part, part_width), HINT)
        yield text


def _source(line: KwicLine) -> tuple[str, str, str]:
    """Return document:line, informant and case."""
    document = short_document_name(line.document)
    return visible(f"{document}:{line.line}"), visible(line.informant or "–"), _short_case(line.case)


def _short_case(case: str) -> str:
    """Return a case without the word for "group" at its start: ``KUBE Cempaka`` → ``Cempaka``."""
    words = visible(case).split()
    return " ".join(words[-len(case_key(case).split()) :])


def _max_width(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts))


def _context_width(width: int, hit_width: int, source_widths: Iterable[int]) -> int:
    """Return the number of columns for the context on one side."""
    return (width - hit_width - sum(source_width + 1 for source_width in source_widths)) // 2


def _start(text: str, width: int) -> str:
    """Return a text in exactly ``width`` columns: padded at its end, or cut there."""
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + _CUT


def _end(text: str, width: int) -> str:
    """Return a text in exactly ``width`` columns: padded at its start, or cut there."""
    return _start(text[::-1], width)[::-1]


def _summary(lines: Sequence[KwicLine], query: str, lang: Lang) -> str:
    documents = {line.document for line in lines}
    informants = {(case_key(line.case), line.informant) for line in lines if line.informant}
    return say("kwic.summary", lang, visible(query), len(lines), len(documents), len(informants))
