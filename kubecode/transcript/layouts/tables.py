"""Tables in plain text: in Markdown, or with tabs between the columns, as annotation programs write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kubecode.transcript.columns import Columns, is_fact_label, read_columns, speaker_label
from kubecode.transcript.lines import Line
from kubecode.transcript.parts import ANSWER, QUESTION, Break, Opening, Part, Reading
from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

_RULE = re.compile(r"[\s|:+=-]*+$")  # below the titles: |---|---|
_PIPE = re.compile(r"(?<!\\)\|")
_TAB = re.compile(r"\t")
_NUMBER = re.compile(r"(?:\d{1,3}:)*\d*(?:[.,]\d+)?")  # also an empty cell
_LINE_IN_CELL = re.compile(r"<br ?/?>", re.IGNORECASE)
_LABEL = re.compile(r"[\s*_]{0,9}(?P<label>[^\W\d_][\w .'’/-]{0,30}?)[\s*_]{0,9}[:：][\s*_]{0,9}")
_LEAST_ROWS = 2
_LEAST_COLUMNS = 3
_LEAST_SHARE = 0.6  # of the filled lines: of tabs, which also follow labels
_ROLES = {QUESTION: "pewawancara"}


@dataclass(frozen=True, slots=True)
class _CellSpan:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _TableLine:
    line: Line
    cells: tuple[_CellSpan, ...]


def read_markdown_table(lines: Sequence[Line], words: TranscriptWords) -> Reading | None:
    """Return the speech in a Markdown table, or None if there is none."""
    # Without a rule under the titles, only lines that begin with a bar are rows: speech may have bars in it.
    has_rule = any("|" in line.text and _RULE.match(line.text) for line in lines)
    rows = [
        _row(line, _PIPE)
        for line in lines
        if line.text.count("|") > 1
        and (has_rule or line.text.lstrip().startswith("|"))
        and not _RULE.match(line.text)
    ]
    tables = _tables(rows)
    readings = [(table, columns) for table in tables if (columns := _columns_of_speech(table, words))]
    if not readings:
        return None
    parts = [part for table, columns in readings for part in _parts(table, columns, words)]
    return Reading(tuple(parts), _ROLES)


def read_tabbed_table(lines: Sequence[Line], words: TranscriptWords) -> Reading | None:
    """Return the speech in lines of three or more columns with tabs between them, or None."""
    filled = [line for line in lines if line.text.strip()]
    rows = [row for line in filled if "\t" in line.text and _is_filled(row := _row(line, _TAB))]
    if len(rows) < _LEAST_ROWS or len(rows) < _LEAST_SHARE * len(filled):
        return None
    rows = _without_numbers(rows)
    columns = _columns_of_speech(rows, words)
    return Reading(tuple(_parts(rows, columns, words)), _ROLES) if columns else None


def _without_numbers(rows: Sequence[_TableLine]) -> list[_TableLine]:
    """Return the rows without the columns of times and numbers, of which annotations have many."""
    width = max(len(row.cells) for row in rows)
    kept = [
        column
        for column in range(width)
        if not all(_NUMBER.fullmatch(row.cells[column].text) for row in rows[1:] if column < len(row.cells))
    ]
    return [_TableLine(row.line, tuple(row.cells[n] for n in kept if n < len(row.cells))) for row in rows]


def _row(line: Line, separator: re.Pattern[str]) -> _TableLine:
    """Return the cells of a line; a bar before the first or after the last one separates nothing."""
    text, start = line.text, 0
    cells: list[_CellSpan] = []
    for match in [*separator.finditer(text), None]:
        end = match.start() if match else len(text)
        cell = text[start:end]
        is_border = separator is _PIPE and not cell.strip() and (start == 0 or match is None)
        if not is_border:
            left = len(cell) - len(cell.lstrip())
            cells.append(
                _CellSpan(cell.strip(), line.start + start + left, line.start + start + len(cell.rstrip()))
            )
        start = match.end() if match else end
    return _TableLine(line, tuple(cells))


def _is_filled(row: _TableLine) -> bool:
    """Return whether a row has three cells with more than the colon after a label."""
    return sum(cell.text not in {"", ":"} for cell in row.cells) >= _LEAST_COLUMNS


def _tables(rows: Sequence[_TableLine]) -> list[list[_TableLine]]:
    """Return the rows of each table: those of one width on lines that follow each other."""
    tables: list[list[_TableLine]] = []
    for row in rows:
        above = tables[-1][-1] if tables else None
        follows = above and row.line.number - above.line.number <= _LEAST_ROWS
        if above and follows and len(above.cells) == len(row.cells):
            tables[-1].append(row)
        else:
            tables.append([row])
    return tables


def _columns_of_speech(rows: Sequence[_TableLine], words: TranscriptWords) -> Columns | None:
    columns = read_columns([[cell.text for cell in row.cells] for row in rows], words)
    return columns if columns and (columns.spoken or columns.first("question") is not None) else None


def _parts(rows: Sequence[_TableLine], columns: Columns, words: TranscriptWords) -> Iterator[Part]:
    question = columns.first("question")
    spoken = [*([] if question is None else [question]), *columns.spoken]
    speaker_column = columns.first("speaker")
    label: str | None = None
    for index, row in enumerate(rows):
        if index in columns.title_rows:
            yield Break("heading")
            continue
        if speaker_column is not None and speaker_column < len(row.cells):
            label = speaker_label(row.cells[speaker_column].text) or label
        for column in spoken:
            if column >= len(row.cells) or not row.cells[column].text:
                continue
            named = columns.details[column] or None
            if column == question:
                yield from _cell(row, column, named, named or QUESTION, words)
            elif label and label.casefold() in words.note_labels:
                yield Break("note")
            elif speaker_column is not None and label:
                yield from _cell(row, column, label, label, words)
            elif named or columns.kinds[column] == "answer":
                yield from _cell(row, column, named, named or ANSWER, words)
            else:
                yield from _cell(row, column, None, None, words)


def _cell(
    row: _TableLine, column: int, label: str | None, speaker: str | None, words: TranscriptWords
) -> Iterator[Part]:
    """Yield the turns of a cell, whose lines may begin with labels of their own."""
    cell, line = row.cells[column], row.line
    start = cell.start
    for match in [*_LINE_IN_CELL.finditer(line.text, start - line.start, cell.end - line.start), None]:
        end = line.start + match.start() if match else cell.end
        own = _LABEL.match(line.text, start - line.start, end - line.start)
        if (
            own
            and label is None
            and not is_fact_label(own["label"], words)
            and len(words_of(own["label"])) < 4
        ):
            speaker = own["label"].strip()
            yield Opening(speaker, speaker, line.start + own.end(), end, line.number)
        else:
            yield Opening(label, speaker, start, end, line.number, is_unknown=speaker is None)
        start = line.start + match.end() if match else end
