"""Transcripts in PDF files."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from itertools import groupby
from pathlib import Path

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError

from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.readers import TranscriptText
from kubecode.readers.paragraphs import TextParagraph, text_of
from kubecode.readers.pdf_content import PageContent, read_page
from kubecode.readers.pdf_geometry import Run
from kubecode.readers.pdf_lines import (
    PageLine,
    body_size,
    line_pitch,
    lines_of,
    with_plain_bullet,
    with_struck,
    without_footnotes,
    without_heads,
)
from kubecode.readers.pdf_paragraphs import Flow, FlowLine, is_number, margins_of, paragraph_of, paragraphs_of
from kubecode.readers.pdf_tables import RuledTable, by_columns, edges_at, grids_of, gutter_of
from kubecode.readers.pdf_unruled import goes_on, unruled_table
from kubecode.transcript.tables import table_text
from kubecode.word_files.transcript_words import TranscriptWords

_MOST_PAGES = 2000
_MOST_OBJECTS = 200_000
_MOST_CHARACTERS = 5_000_000
# A transcript needs far less; what needs more is broken or made to exhaust the memory.
_LIMITS = Configuration(
    maximum_declared_stream_length=20_000_000,
    array_based_stream_maximum_output_length=10_000_000,
    lzw_maximum_output_length=10_000_000,
    run_length_maximum_output_length=10_000_000,
    zlib_maximum_output_length=10_000_000,
    zlib_maximum_recovery_input_length=1_000_000,
    stream_decoding_work_maximum_length=20_000_000,
    stream_parsing_work_maximum_count=200_000,
    page_tree_maximum_entries=10_000,
    page_tree_maximum_page_entries=200_000,
)
_SAVE_AS_WORD = "save the transcript as .docx or .txt instead"
_RECOGNISE = "recognise the text (OCR), for example by opening it in Google Docs, and save it as .docx"


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of a PDF file as one paragraph a line, tables row by row."""
    if not raw.strip():
        return [TranscriptText("", "PDF")]
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    contents = _read_pages(path, raw)
    left_out: Counter[str] = Counter()
    # What strikes words out is no rule of a table, so that this comes first.
    spoken = [[run for run in with_struck(page, left_out) if not run.is_artifact] for page in contents]
    grids = [grids_of(content.rules) for content in contents]
    pages = _pages_of(spoken, grids, left_out, words)
    problems = _doubts_about_scans(path, contents, pages)
    left_out["running head"] += sum(any(r.is_artifact for r in page.runs) for page in contents)
    pages = without_heads(pages, left_out)
    size = body_size(pages)
    pages = [without_footnotes(lines, size, left_out) for lines in pages]
    text = _DocumentText(words)
    for lines, own in zip(pages, grids, strict=True):
        text.add_page(lines, own)
    text.finish()
    counts = {
        what: count for what, count in (left_out + text.left_out).items() if what != "footnote reference"
    }
    return [
        TranscriptText(
            text_of(text.paragraphs, words).rstrip("\n"),
            "PDF",
            counts,
            tuple(problems),
            frozenset(text.speakers),
        )
    ]


def _pages_of(
    spoken: Sequence[list[Run]], grids: list[list[RuledTable]], left_out: Counter[str], words: TranscriptWords
) -> list[list[PageLine]]:
    """Return the lines of each page; to ``grids`` tables without ruled lines are added."""
    pages = []
    above: tuple[float, ...] = ()
    for runs, own in zip(spoken, grids, strict=True):
        counts: Counter[str] = Counter()
        lines = lines_of(runs, counts, partial(edges_at, own))
        table = None if own else unruled_table(lines, above, words)
        if table:
            # Between narrow columns the gap is no wider than a blank: now their edges are known.
            counts = Counter()
            lines = lines_of(runs, counts, partial(edges_at, [table]))
            table = unruled_table(lines, above, words) or table
            own.append(table)
        above = table.xs if table and goes_on(table, lines) else ()
        left_out.update(counts)
        pages.append(lines)
    return pages


def _read_pages(path: Path, raw: bytes) -> list[PageContent]:
    """Return the content of all pages. Whatever a broken file raises becomes a KubecodeError."""
    try:
        with apply_configuration(_LIMITS):
            _check_objects(raw)
            reader = PdfReader(
                BytesIO(raw), root_object_recovery_limit=1000, xref_stream_maximum_entries=100_000
            )
            _check_password(path, reader)
            return list(_contents(path, reader, 50_000 + len(raw) // 2))
    except DependencyError as error:
        raise KubecodeError(
            f"{path}: the PDF file is encrypted with AES",
            "install the Python package cryptography, or save the file without encryption",
        ) from error
    except LimitReachedError as error:
        raise KubecodeError(f"{path}: the PDF file is too large inside", _SAVE_AS_WORD) from error
    except (KubecodeError, KeyboardInterrupt):
        raise
    except MemoryError as error:
        raise KubecodeError(f"{path}: the PDF file is too large inside", _SAVE_AS_WORD) from error
    except Exception as error:
        # A broken file makes pypdf raise nearly any exception.
        raise KubecodeError(
            f"{path}: the PDF file is damaged", f"get it again, or {_SAVE_AS_WORD}"
        ) from error


def _check_objects(raw: bytes) -> None:
    """Raise LimitReachedError for more objects than the pages of a transcript need."""
    if raw.count(b" obj") > _MOST_OBJECTS:
        raise LimitReachedError


def _check_password(path: Path, reader: PdfReader) -> None:
    """Open an encrypted file with the empty password. Raises KubecodeError if it has another one."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise KubecodeError(f"{path}: the PDF file has a password", "save it without password, or as .docx")


def _contents(path: Path, reader: PdfReader, most_operators: int) -> Iterator[PageContent]:
    """Yield what stands on each page.

    Raises LimitReachedError for more operators or text than a file of this size has if it is not made to
    waste time.
    """
    length = operators = 0
    if len(reader.pages) > _MOST_PAGES:
        raise KubecodeError(f"{path}: more than {_MOST_PAGES} pages", "split it, or give the right file")
    for page in reader.pages:
        content = read_page(page)
        length += sum(len(run.text) for run in content.runs)
        operators += content.operators
        if length > _MOST_CHARACTERS or operators > most_operators:
            raise LimitReachedError
        yield content


def _doubts_about_scans(
    path: Path, contents: Sequence[PageContent], pages: Sequence[list[PageLine]]
) -> list[Problem]:
    """Return the warning about pages that are pictures. Raises KubecodeError if there is no text at all."""
    text = "".join(piece.text for lines in pages for line in lines for piece in line)
    scans = [
        number
        for number, (content, lines) in enumerate(zip(contents, pages, strict=True), 1)
        if content.has_picture and not lines
    ]
    if not text.strip():
        message = "a scan without text" if scans else "the PDF file has no text"
        raise KubecodeError(f"{path}: {message}", _RECOGNISE)
    if sum(not c.isprintable() or "\ue000" <= c <= "\uf8ff" or c == "\ufffd" for c in text) > len(text) * 0.3:
        raise KubecodeError(f"{path}: the fonts of the PDF file do not tell its letters", _RECOGNISE)
    if not scans:
        return []
    message = f"{'pages' if len(scans) > 1 else 'page'} {_ranges(scans)}: a scan without text, left out"
    return [Problem(FilePosition(str(path)), message, _RECOGNISE, "warning")]


def _ranges(numbers: list[int]) -> str:
    """Return page numbers as they are written: ``2, 5-7``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


class _DocumentText:
    """The paragraphs of a document while its pages are added: both prose and tables may run over pages."""

    def __init__(self, words: TranscriptWords) -> None:
        self.words = words
        self.paragraphs: list[TextParagraph] = []
        self.speakers: set[str] = set()
        self.left_out: Counter[str] = Counter()
        self._flow: list[FlowLine] = []
        # Prose or the rows of a table, one of them empty.
        self._parts: list[tuple[list[FlowLine], list[list[list[FlowLine]]]]] = []
        self._rows: list[list[list[FlowLine]]] = []
        self._xs: tuple[float, ...] = ()
        self._right = 0.0
        """The right edge of the tables: lines of prose may be as long."""

    def add_page(self, lines: list[PageLine], grids: list[RuledTable]) -> None:
        """Add the lines of a page in reading order."""
        for index, (is_table, part, grid) in enumerate(_parts(lines, grids)):
            if is_table and grid:
                if index:  # only a table at the top of a page goes on from the one before
                    self._finish_table()
                self._right = max(self._right, grid.xs[-1])
                self._add_table(part, grid)
            else:
                self._add_prose(part)

    def _add_prose(self, lines: list[PageLine]) -> None:
        self._finish_table()
        pitch = line_pitch(lines)
        gutter = gutter_of(lines)
        ordered = by_columns(lines, gutter) if gutter else ((0, line) for line in lines)
        above: dict[int, float] = {}
        for column, pieces in ordered:
            line = with_plain_bullet(pieces)
            first = line[0]
            gap = (above[column] - first.y) / pitch if column in above and pitch else None
            above[column] = first.y
            text = "\t".join(piece.text for piece in line)
            size = max(piece.size for piece in line)
            bold = first.bold
            if len(line) > 1 and is_number(first.text) and line[1].bold:
                bold = len(first.text) + 1 + line[1].bold
            starts = tuple(piece.x0 for piece in line)
            self._flow.append(FlowLine(text, first.x0, line[-1].x1, size, (column,), gap, bold, starts))

    def _add_table(self, lines: list[PageLine], grid: RuledTable) -> None:
        self._finish_prose()
        if self._xs and (len(self._xs) != len(grid.xs) or abs(self._xs[0] - grid.xs[0]) > 9):
            self._finish_table()
        self._xs = grid.xs
        rows: list[list[list[FlowLine]]] = [[[] for _ in grid.xs[1:]] for _ in grid.ys[1:]]
        above: dict[tuple[int, int], float] = {}
        for line in lines:
            for piece in line:
                cell = grid.cell_of(piece)
                if cell is None:
                    continue
                gap = (above[cell] - piece.y) / (1.2 * piece.size) if cell in above else None
                above[cell] = piece.y
                flow = FlowLine(piece.text, piece.x0, piece.x1, piece.size, cell[1:], gap, piece.bold)
                rows[cell[0]][cell[1]].append(flow)
        if self._rows and rows and not rows[0][0]:
            # A row that begins without its first cell goes on from the page before.
            for cell_lines, more in zip(self._rows[-1], rows.pop(0), strict=True):
                cell_lines.extend(more)
        self._rows += [row for row in rows if any(row)]

    def _finish_prose(self) -> None:
        if self._flow:
            self._parts.append((self._flow, []))
        self._flow = []

    def _finish_table(self) -> None:
        if self._rows:
            self._parts.append(([], self._rows))
        self._rows, self._xs = [], ()

    def finish(self) -> None:
        """Make the paragraphs, now that the margins of all pages are known."""
        self._finish_prose()
        self._finish_table()
        margins = margins_of([line for flow, _ in self._parts for line in flow], self._right)
        for flow, rows in self._parts:
            for is_table, group in groupby(_joined(flow, margins), key=_is_table_row):
                paragraphs = list(group)
                if is_table and len(paragraphs) > 2:
                    self._make_table([[[cell] for cell in row.whole.split("\t")] for row in paragraphs])
                else:
                    self.paragraphs += paragraphs
            if rows:
                margins_in_table = margins_of([line for row in rows for cell in row for line in cell])
                self._make_table([[_texts(cell, margins_in_table) for cell in row] for row in rows])

    def _make_table(self, rows: list[list[list[str]]]) -> None:
        table = table_text(rows, self.words)
        self.paragraphs += [TextParagraph(line, is_in_table=bool(table.speakers)) for line in table.lines]
        self.speakers |= table.speakers
        self.left_out.update(table.left_out)


def _is_table_row(paragraph: TextParagraph) -> bool:
    """Return whether wide gaps divide a paragraph into cells, not into a label with colon and its words."""
    cells = paragraph.whole.split("\t")
    return len(cells) > 1 and ":" not in cells[0] and not cells[1].startswith(":")


def _joined(lines: list[FlowLine], margins: Mapping[Flow, float]) -> list[TextParagraph]:
    return [paragraph_of(part) for part in paragraphs_of(lines, margins)]


def _texts(lines: list[FlowLine], margins: Mapping[Flow, float]) -> list[str]:
    return [paragraph.whole for paragraph in _joined(lines, margins)]


def _parts(
    lines: list[PageLine], grids: list[RuledTable]
) -> Iterator[tuple[bool, list[PageLine], RuledTable | None]]:
    """Yield the lines of a page in parts: (whether a table, lines, the table)."""
    part: list[PageLine] = []
    current: RuledTable | None = None
    for line in lines:
        grid = next((g for g in grids if any(g.cell_of(piece) for piece in line)), None)
        if grid is not current and part:
            yield current is not None, part, current
            part = []
        current = grid
        part.append(line)
    if part:
        yield current is not None, part, current
