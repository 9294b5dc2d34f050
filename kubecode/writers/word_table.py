"""Tables of a Word document: widths that fit the words, the heading on every page, no divided row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from kubecode.model import Valence
from kubecode.valences import VALENCES
from kubecode.writers.word_page import SIZES, TABLE_TEXT, set_style

Write = Callable[[Paragraph, int, int], None]
"""Writes the text of the cell in a row and a column into its paragraph."""

_EM = int(Pt(SIZES[TABLE_TEXT][0]))
"""The size of the font in tables in English Metric Units (EMU); widths of text are in ems."""
_NARROW, _BROAD = (
    frozenset("fijlrtI.,;:!|'()[]/-– "),
    frozenset("mwMWGOQDHKNUAVXY%@—").union(VALENCES[valence].symbol for valence in Valence),
)
_BOLD, _PADDING = 1.1, 1.5
_LONGEST_WORD, _LIKED_LINE = 13.0, 9.0
_MOST_COLUMNS, _FEW_ROWS = 4, 12
_TINTS = {row.symbol: row.tint for row in VALENCES.values() if row.tint}


def is_wide(texts: Sequence[Sequence[str]], width: int) -> bool:
    """Return whether a table is wider than ``width``: by its longest words, or as a matrix of many groups."""
    return sum(_widest(texts, str.split, _LONGEST_WORD)) * _EM > width or (
        _is_matrix(texts) and len(texts[0]) > _MOST_COLUMNS
    )


def add_table(document: WordDocument, texts: Sequence[Sequence[str]], write: Write, width: int) -> None:
    """Add a table with a heading row; ``texts`` are the plain texts of its cells, ``width`` is in EMU."""
    table = document.add_table(len(texts), len(texts[0]))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_borders(table)
    widths = _widths(texts, width)
    for number, row in enumerate(table.rows):
        _keep_whole(row, is_heading=number == 0)
        for column, cell in enumerate(row.cells):
            cell.width = widths[column]
            paragraph = cell.paragraphs[0]
            set_style(paragraph, TABLE_TEXT)
            # A short table is kept on one page.
            paragraph.paragraph_format.keep_with_next = number + 1 < len(texts) <= _FEW_ROWS or None
            write(paragraph, number, column)
            _tint(cell, _TINTS.get(texts[number][column][:1]) if number else None)
    for column, grid in enumerate(table._tbl.tblGrid.gridCol_lst):
        grid.w = widths[column]


def _is_matrix(texts: Sequence[Sequence[str]]) -> bool:
    return any(cell[:1] in _TINTS for row in texts[1:] for cell in row)


def _widths(texts: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the widths of the columns in EMU: room for the longest word, the rest by length of text."""
    room = width / _EM
    base = _widest(texts, str.split, _LONGEST_WORD)
    lines = [max(pair) for pair in zip(base, _widest(texts, str.splitlines, _LIKED_LINE), strict=True)]
    base = lines if sum(lines) <= room else base
    more = [
        1 + sum(max(0.0, _ems(line) - least) for cell in column for line in cell.splitlines())
        for column, least in zip(_columns(texts), base, strict=True)
    ]
    spare = max(0.0, room - sum(base))
    shares = [least + spare * extra / sum(more) for least, extra in zip(base, more, strict=True)]
    if _is_matrix(texts):  # all groups get the same width
        shares[1:] = [sum(shares[1:]) / len(shares[1:])] * len(shares[1:])
    return [int(width * share / sum(shares)) for share in shares]


def _widest(texts: Sequence[Sequence[str]], cut: Callable[[str], list[str]], most: float) -> list[float]:
    """Return the width of the widest piece of text in each column, at most ``most``, in ems."""
    return [
        min(
            most,
            max(
                (_ems(piece) * (_BOLD if not n else 1) for n, c in enumerate(column) for piece in cut(c)),
                default=0,
            ),
        )
        + _PADDING
        for column in _columns(texts)
    ]


def _ems(text: str) -> float:
    """Return the approximate width of a text in ems of Times."""
    return sum(0.31 if letter in _NARROW else 0.76 if letter in _BROAD else 0.5 for letter in text)


def _columns(texts: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return list(zip(*texts, strict=True))


def _set_borders(table: Table) -> None:
    """Set borders as in journals: black at top and bottom, grey between rows, white between columns."""
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (
        ("top", 8, "000000"),
        ("bottom", 8, "000000"),
        ("insideH", 4, "A6A6A6"),
        ("insideV", 12, "FFFFFF"),
    ):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    table.autofit = False


def _keep_whole(row: _Row, *, is_heading: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))


def _tint(cell: _Cell, colour: str | None) -> None:
    if colour:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
