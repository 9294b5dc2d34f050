"""The text of a document of a word processor, put together from its paragraphs, tables and text boxes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kubecode.readers.packages import TooLargeError
from kubecode.readers.paragraphs import TextParagraph, paragraph_lines
from kubecode.transcript.tables import TableCell, table_text
from kubecode.word_files.transcript_words import TranscriptWords

_MOST_CHARACTERS = 4_000_000
"""More than 1,000 pages."""
_PARAGRAPH_SIZE = 30
"""A paragraph takes as much memory and time as so many characters at least."""
_MOST_COLUMNS = 60
_MOST_CELLS = 200_000


@dataclass(slots=True)
class _OpenParagraph:
    """A paragraph that is not complete: its pieces with their type, and the boxes to put after it."""

    label: str = ""
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    is_heading: bool = False
    boxes: list[TextParagraph] = field(default_factory=list)


@dataclass(slots=True)
class _FlowFrame:
    """What paragraphs are in: the body, a cell or a box."""

    paragraphs: list[TextParagraph] = field(default_factory=list)
    open: _OpenParagraph | None = None
    is_joined: bool = False


@dataclass(slots=True)
class TextFlow:
    """Puts the text together, and counts what is left out.

    What is not closed in the file is closed here, so that no order of calls is wrong.
    """

    words: TranscriptWords
    left_out: Counter[str] = field(default_factory=Counter)
    speakers: set[str] = field(default_factory=set)
    _frames: list[_FlowFrame] = field(default_factory=lambda: [_FlowFrame()])
    _tables: list[list[list[list[TextParagraph]]]] = field(default_factory=list)
    _size: int = 0
    _last_left_out: str | None = None

    def begin_paragraph(self) -> None:
        """Begin a paragraph, or continue the one above if its end was left out."""
        self._grow(_PARAGRAPH_SIZE)
        frame = self._frames[-1]
        if not frame.is_joined:
            self._close()
            frame.open = _OpenParagraph()
        frame.is_joined = False

    def write(self, text: str, *, is_bold: bool = False) -> None:
        """Append text to the paragraph."""
        if not text:
            return
        self._grow(len(text))
        frame = self._frames[-1]
        frame.open = frame.open or _OpenParagraph()
        frame.open.pieces.append((text, is_bold))
        if not text.isspace():
            self._last_left_out = None

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > _MOST_CHARACTERS:
            raise TooLargeError

    @property
    def has_text(self) -> bool:
        """Whether the paragraph that is open has text."""
        paragraph = self._frames[-1].open
        return paragraph is not None and any(not text.isspace() for text, _ in paragraph.pieces)

    def end_paragraph(self, label: str = "", *, is_heading: bool = False, is_joined: bool = False) -> None:
        """End a paragraph with the number before it; the next one continues it if ``is_joined``."""
        frame = self._frames[-1]
        if frame.open:
            frame.open.label = label or frame.open.label
            frame.open.is_heading = is_heading
        if is_joined:
            frame.is_joined = True
        else:
            self._close()

    def _close(self) -> None:
        frame = self._frames[-1]
        if frame.open:
            frame.paragraphs += paragraph_lines(
                frame.open.label, frame.open.pieces, is_heading=frame.open.is_heading
            )
            frame.paragraphs += frame.open.boxes
        frame.open, frame.is_joined = None, False

    def begin_box(self) -> None:
        """Begin text that stands beside a paragraph and comes after it."""
        self._frames.append(_FlowFrame())

    def end_box(self) -> None:
        """End such text."""
        paragraphs = self._leave_frame()
        frame = self._frames[-1]
        if frame.open:
            frame.open.boxes += paragraphs
        else:
            frame.paragraphs += paragraphs

    def _leave_frame(self) -> list[TextParagraph]:
        self._close()
        frame = self._frames.pop() if len(self._frames) > 1 else self._frames[0]
        return frame.paragraphs

    def begin_table(self) -> None:
        """Begin a table."""
        self._tables.append([])

    def begin_row(self) -> None:
        """Begin a row of the table."""
        if self._tables:
            self._tables[-1].append([])

    def begin_cell(self) -> None:
        """Begin a cell of the row."""
        self._grow(_PARAGRAPH_SIZE)
        self._frames.append(_FlowFrame())

    def end_cell(self, span: int = 1, *, is_left_out: bool = False) -> None:
        """End a cell, which covers ``span`` columns.

        A cell that covers all columns but empty ones is given in each of them, as a heading of the table.
        """
        paragraphs = self._leave_frame()
        if not self._tables or not self._tables[-1]:
            return
        row = self._tables[-1][-1]
        if is_left_out:
            return
        if len(row) < _MOST_COLUMNS:
            row += [paragraphs] * max(1, min(span, _MOST_COLUMNS - len(row)))
        else:
            row[-1] += paragraphs

    def end_row(self, *, is_left_out: bool = False) -> None:
        """End a row."""
        if not self._tables or not self._tables[-1]:
            return
        row = self._tables[-1].pop()
        if is_left_out or not any(row):
            return
        is_heading = len(row) > 1 and len({id(cell) for cell in row if cell}) == 1 and row.count(row[-1]) > 1
        if is_heading and row[-1]:
            row = [row[-1]] * len(row)
        else:
            row = [cell if not n or cell is not row[n - 1] else [] for n, cell in enumerate(row)]
        self._tables[-1].append(row)

    def end_table(self) -> None:
        """End a table: its rows become lines of the text."""
        if not self._tables:
            return
        rows = self._tables.pop()
        frame = self._frames[-1]
        self._close()
        width = max(map(len, rows), default=0)
        if width < 2 or width * len(rows) > _MOST_CELLS:
            different = (
                cell for row in rows for n, cell in enumerate(row) if not n or cell is not row[n - 1]
            )
            frame.paragraphs += [paragraph for cell in different for paragraph in cell]
            return
        cells: list[list[TableCell]] = [[[line.whole for line in cell] for cell in row] for row in rows]
        made = table_text(cells, self.words)
        self.speakers |= made.speakers
        self.left_out.update(made.left_out)
        frame.paragraphs += [TextParagraph(line, is_in_table=bool(made.speakers)) for line in made.lines]

    def leave_out(self, noun: str) -> None:
        """Count what is left out, once for all text of a kind that stands together."""
        if noun != self._last_left_out:
            self.left_out[noun] += 1
        self._last_left_out = noun

    def paragraphs(self) -> list[TextParagraph]:
        """Return all paragraphs; what is still open is closed."""
        while self._tables:
            self.end_table()
        while len(self._frames) > 1:
            self.end_box()
        self._close()
        return self._frames[0].paragraphs
