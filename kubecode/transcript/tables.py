"""Tables in a transcript: the lines of speech that the rows become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kubecode.transcript.column_titles import FACT_KINDS, ColumnKind, title_kind
from kubecode.transcript.columns import Columns, is_fact_label, labels_in, read_columns, speaker_label
from kubecode.transcript.parts import ANSWER, QUESTION
from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

__all__ = ["TableText", "read_columns", "table_text"]

TableCell = Sequence[str]
"""The paragraphs in a cell."""

_COLUMN_NAMES: Mapping[ColumnKind | None, str] = {"number": "column of numbers", "code": "column of codes"}


@dataclass(frozen=True, slots=True)
class TableText:
    """The lines that a table becomes in the text of a transcript.

    ``speakers`` are the labels in the column of speakers. ``left_out`` counts what is not in the lines.
    """

    lines: tuple[str, ...]
    speakers: frozenset[str] = frozenset()
    left_out: Mapping[str, int] = field(default_factory=dict)


def table_text(
    rows: Sequence[Sequence[TableCell]], words: TranscriptWords, columns: Columns | None = None
) -> TableText:
    """Return the lines of speech in a table, its cells one after the other if it is not about speech.

    A cell is ``Label: words`` for its first paragraph; the others are lines of the same turn. A row without
    a speaker continues the row above. ``columns`` are those of the table, if they are known.
    """
    width = max((len(row) for row in rows), default=0)
    grid = [[_paragraphs(cell) for cell in row] + [[]] * (width - len(row)) for row in rows]
    columns = columns or read_columns([[" ".join(cell) for cell in row] for row in grid], words)
    if columns is None:
        return _without_columns(grid, words)
    if "fact" in columns.kinds:
        return TableText(tuple(_fact_lines(grid, columns)))
    body = [row for index, row in enumerate(grid) if index not in columns.title_rows]
    above, left_out = _title_lines(grid, columns, words)
    lines, speakers = _speech(body, columns, words)
    left_out += _left_out(body, columns)
    return TableText((*above, *lines), frozenset(speakers), dict(sorted(left_out.items())))


def _paragraphs(cell: TableCell) -> list[str]:
    lines = (" ".join(line.split()) for paragraph in cell for line in paragraph.splitlines())
    return [line for line in lines if line]


def _without_columns(grid: list[list[list[str]]], words: TranscriptWords) -> TableText:
    """Return the paragraphs of all cells, with pairs such as ``Nama | : | Sari`` on one line."""
    lines: list[str] = []
    for row in grid:
        filled = [cell for cell in row if cell and cell != [":"]]
        # A merged cell may be given again for each column that it covers.
        cells = [cell for index, cell in enumerate(filled) if index == 0 or cell != filled[index - 1]]
        pairs = list(zip(cells[::2], cells[1::2], strict=False))
        if pairs and len(cells) % 2 == 0 and all(is_fact_label(label[0], words) for label, _ in pairs):
            lines += [_fact_line(label, value) for label, value in pairs]
        else:
            lines += [paragraph for cell in cells for paragraph in cell]
    return TableText(tuple(lines))


def _fact_lines(grid: list[list[list[str]]], columns: Columns) -> Iterator[str]:
    label_column, value_column = columns.kinds.index("fact"), columns.kinds.index("value")
    for row in grid:
        label, value = row[label_column], row[value_column]
        if label:
            yield _fact_line(label, value)
        else:
            yield from value


def _fact_line(label: list[str], value: list[str]) -> str:
    return f"{' '.join(label).rstrip(' :')} : {' '.join(value).lstrip(' :')}".rstrip()


def _title_lines(
    grid: list[list[list[str]]], columns: Columns, words: TranscriptWords
) -> tuple[list[str], Counter[str]]:
    """Return the lines of the rows above the titles, and how many headings below are left out."""
    above = grid[: columns.titles or 0]
    below = [grid[index] for index in sorted(columns.title_rows) if index > (columns.titles or 0)]
    headings = [row for row in below if all(cell == row[0] for cell in row)]
    lines = _without_columns(above, words).lines
    left_out = Counter(heading=len(headings))
    # A line that is no fact could be taken for speech of the table before this one.
    facts = [line for line in lines if ":" in line and is_fact_label(line.split(":")[0], words)]
    left_out["heading"] += len(lines) - len(facts)
    return facts, +left_out


def _speech(
    body: list[list[list[str]]], columns: Columns, words: TranscriptWords
) -> tuple[list[str], set[str]]:
    """Return the lines of the rows, and the labels that the table gives."""
    labels = _Labels(body, columns, words)
    lines: list[str] = []
    asked: list[str] = []
    question = columns.first("question")
    above = True
    for row in body:
        above = above and question is not None and _is_fact_row(row, question, columns, words)
        if above and question is not None:
            lines.append(_fact_line(row[question], [p for column in columns.spoken for p in row[column]]))
            continue
        # A question above several rows may be given in each of its merged cells.
        if question is not None and row[question] and row[question] != asked:
            asked = row[question]
            lines += _turn(labels.of(row, question), asked)
        for column in columns.spoken:
            if row[column]:
                lines += _turn(labels.of(row, column), row[column])
    return lines, labels.used


def _is_fact_row(row: list[list[str]], question: int, columns: Columns, words: TranscriptWords) -> bool:
    """Return whether a row above the first question has a fact instead: ``Nama | Sari``."""
    label, value = " ".join(row[question]), " ".join(" ".join(row[column]) for column in columns.spoken)
    # Other labels of facts (``Suasana``, ``Tujuan``) may as well be what is asked.
    kind, _ = title_kind(label.rstrip(" :"), words)
    return kind in FACT_KINDS and bool(value.strip()) and len(value.split()) <= 8


class _Labels:
    """The labels of the cells, row after row: a row without a speaker continues the row above."""

    def __init__(self, body: list[list[list[str]]], columns: Columns, words: TranscriptWords) -> None:
        self.columns, self.words = columns, words
        self.used: set[str] = set()
        self.speaker_column = columns.first("speaker")
        self.speaker = ""
        speech = [*columns.spoken, *columns.all_of("question")]
        # Cells in which the lines have labels of their own.
        self.labelled = {
            column
            for column in speech
            if labels_in([paragraph for row in body for paragraph in row[column]], words)
        }

    def of(self, row: list[list[str]], column: int) -> str:
        """Return the label of a cell, "" if it continues the turn above or has labels of its own."""
        detail = self._name_in_title(column)
        if column in self.labelled:
            return ""
        if self.columns.kinds[column] == "question":
            label = detail or QUESTION
        elif self.speaker_column is None:
            label = "" if self.columns.kinds[column] == "words" else detail or ANSWER
        else:
            label = speaker_label(" ".join(row[self.speaker_column]))
            question = self.columns.first("question")
            is_asked = question is not None and bool(row[question])
            if self.columns.kinds[column] == "answer" and not label and (is_asked or not self.speaker):
                # Below a question, the words would continue what the interviewer says.
                label = self.speaker or ANSWER
            self.speaker = label or self.speaker
        self.used |= {label} - {""}
        return label

    def _name_in_title(self, column: int) -> str:
        """Return the person that the title of a column names, "" for other words (``Jawaban (verbatim)``)."""
        detail = self.columns.details[column]
        known = self.words.interviewers | self.words.interviewer_initials | self.words.question_labels
        if self.columns.kinds[column] == "question":
            return detail if {detail, *words_of(detail)} & known else ""
        is_title = " ".join(words_of(detail)) in self.words.column_titles
        is_role = set(words_of(detail)) <= self.words.roles
        return detail if detail[:1].isupper() and (is_role or not is_title) else ""


def _turn(label: str, paragraphs: list[str]) -> list[str]:
    first = f"{label}: {paragraphs[0]}" if label else paragraphs[0]
    return [first, *paragraphs[1:]]


def _left_out(body: list[list[list[str]]], columns: Columns) -> Counter[str]:
    """Count the cells with times, and the other columns that are not in the text."""
    counts: Counter[str] = Counter()
    for column, kind in enumerate(columns.kinds):
        filled = sum(1 for row in body if row[column] and row[column] != [":"])
        if kind in {"speaker", "words", "question", "answer"} or not filled:
            continue
        if kind == "time":
            counts["time stamp"] += filled
        else:
            counts[_COLUMN_NAMES.get(kind, "column")] += 1
    return counts
