"""Rows of a spreadsheet or CSV file → transcripts: a table of speech, or the answers to a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.readers import TranscriptText
from kubecode.readers.forms import form_texts, part_name, read_form
from kubecode.transcript import Header
from kubecode.transcript.column_titles import ColumnKind, title_kind
from kubecode.transcript.columns import Columns, is_fact_label, labels_in, read_columns
from kubecode.transcript.roles import words_of
from kubecode.transcript.tables import table_text
from kubecode.valences import VALENCES
from kubecode.word_files.transcript_words import TranscriptWords

Row = Sequence[str]
"""The texts of a row's cells; a cell may have several lines."""

_MOST_CELLS = 150_000
_MOST_COLUMNS = 1_000
_MOST_FACTS = 30  # rows above a table
_LONGEST_FACT = 12  # words
_APART: tuple[ColumnKind, ...] = ("file", "informant", "group")
"""Columns by which a table is several transcripts; the first that it has names them."""
_MATRIX_SIGNS = (*(row.symbol for valence, row in VALENCES.items() if valence), "· ")


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet of a workbook, or a CSV file, with what the reader left out of its rows already."""

    title: str
    rows: Sequence[Row]


def sheet_texts(
    path: Path, sheets: Sequence[SheetRows], file_format: str, words: TranscriptWords
) -> list[TranscriptText]:
    """Return the transcripts in sheets, each with its part if there are several.

    Raises KubecodeError if no sheet has speech, or if kubecode itself exported them.
    """
    if any(is_own_export(sheet.rows) for sheet in sheets):
        raise own_export_error(path)
    found = [(sheet, _texts(sheet.rows, words)) for sheet in sheets]
    spoken = [(sheet, texts) for sheet, texts in found if texts]
    if not spoken:
        raise KubecodeError(
            f"{path}: no speech found in this table",
            "it needs columns such as speaker and words, or question and answer, or answers to a form",
        )
    silent = sum(1 for sheet, texts in found if not texts and any(any(row) for row in sheet.rows))
    texts = [
        replace(
            text, format=file_format, part=text.part or (part_name(sheet.title) if len(spoken) > 1 else None)
        )
        for sheet, own in spoken
        for text in own
    ]
    if silent:
        left_out = Counter(texts[0].left_out)
        left_out["sheet"] += silent
        texts[0] = replace(texts[0], left_out=dict(left_out))
    return with_unique_parts(texts)


def first_rows(rows: Iterable[list[str]]) -> list[list[str]]:
    """Return the rows until they have more cells than :func:`check_size` allows."""
    first, cells = [], 0
    for row in rows:
        first.append(row)
        cells += len(row)
        if cells > _MOST_CELLS:
            break
    return first


def check_size(path: Path, rows: Iterable[Row]) -> None:
    """Raise KubecodeError for a table that is larger than any transcript."""
    widths = [len(row) for row in rows]
    if sum(widths) > _MOST_CELLS or max(widths, default=0) > _MOST_COLUMNS:
        raise KubecodeError(
            f"{path}: more than {_MOST_CELLS:,} cells or {_MOST_COLUMNS:,} columns",
            "give a table that has only a transcript, or split it",
        )


def with_unique_parts(texts: Iterable[TranscriptText]) -> list[TranscriptText]:
    """Return the texts with a number after a part that occurs again: ``Sari``, ``Sari-2``."""
    taken: set[str] = set()
    counts: Counter[str] = Counter()
    unique = []
    for text in texts:
        part = text.part
        while part is not None and part.casefold() in taken:
            counts[str(text.part).casefold()] += 1
            part = f"{text.part}-{counts[str(text.part).casefold()] + 1}"
        if part is not None:
            taken.add(part.casefold())
        unique.append(replace(text, part=part))
    return unique


def own_export_error(path: Path) -> KubecodeError:
    """Return the error for a table that kubecode itself exported."""
    return KubecodeError(
        f"{path}: this is a table that kubecode exported, not a transcript",
        "give the transcripts themselves; import reads decisions from an exported table",
    )


def is_own_export(rows: Sequence[Row]) -> bool:
    """Return whether the rows are excerpts or a matrix that kubecode exported."""
    titles = {cell.strip().casefold() for row in rows[:3] for cell in row}
    if titles & {"valensi", "valence"} and titles & {"kode", "code"} and titles & {"pengode", "coder"}:
        return True
    cells = [cell for row in rows[1:] for cell in row[1:] if cell.strip()]
    marked = sum(cell.startswith(_MATRIX_SIGNS) for cell in cells)
    return bool(cells) and marked * 3 >= len(cells) * 2


def facts_above(rows: Sequence[Row], words: TranscriptWords) -> tuple[list[str], int]:
    """Return the facts above a table (``Kelompok | KUBE Melati``) as lines, and the index of its first row.

    Titles and empty rows are among them. Without a fact, the table begins with the first row.
    """
    facts: list[str] = []
    people = 0
    for index, row in enumerate(rows[:_MOST_FACTS]):
        filled = [" ".join(cell.split()) for cell in row if cell.strip(" \t\n:")]
        fact = _fact(filled, words)
        is_title = len(filled) < 2 and not any(cell.endswith("?") for cell in filled)
        if fact is None and not is_title:
            return (facts, index) if len(facts) > people else ([], 0)
        if fact:
            facts.append(fact)
            people += not is_fact_label(fact.partition(":")[0], words)
    return [], 0


def _fact(filled: Sequence[str], words: TranscriptWords) -> str | None:
    """Return the fact in the filled cells of a row as a line, or None."""
    if len(filled) == 1 and ":" in filled[0]:
        label, _, value = filled[0].partition(":")
    elif len(filled) == 2:
        label, value = filled
    else:
        return None
    label, value = label.strip(" :"), value.strip(" :")
    is_label = is_fact_label(label, words) or words.roles.issuperset(words_of(label) or "?")
    is_value = 0 < len(value.split()) <= _LONGEST_FACT and title_kind(value, words)[0] is None
    return f"{label} : {value}" if is_label and is_value and not value.endswith((".", "?", "!")) else None


def _texts(rows: Sequence[Row], words: TranscriptWords) -> list[TranscriptText]:
    """Return the transcripts in a sheet, each below the facts above the table; none if it has no speech."""
    facts, first = facts_above(rows, words)
    texts = _texts_of_table(rows[first:], words) if facts else []
    if not texts:
        return _texts_of_table(rows, words)
    return [replace(text, text="".join(f"{line}\n" for line in facts) + text.text) for text in texts]


def _texts_of_table(rows: Sequence[Row], words: TranscriptWords) -> list[TranscriptText]:
    """Return the transcripts in a table, none if it has no speech."""
    columns = read_columns([[" ".join(cell.split()) for cell in row] for row in rows], words)
    has_titles = columns is not None and columns.titles is not None
    is_talk = columns is not None and has_titles and _is_talk(rows, columns, words)
    form = None if is_talk else read_form(rows, words)
    if form is not None:
        return form_texts(form, words)
    if columns is None or "fact" in columns.kinds:
        return _labelled_lines(rows, words)
    above = [row for index, row in enumerate(rows) if index in columns.title_rows]
    texts = [_table(above, columns, table, words) for table in _tables(rows, columns)]
    return [replace(text, part=None) for text in texts] if len(texts) == 1 else texts


def _is_talk(rows: Sequence[Row], columns: Columns, words: TranscriptWords) -> bool:
    """Return whether the titles are of a talk: speaker and words, or ``Pewawancara`` and ``Informan``."""
    kinds = set(columns.kinds)
    titles = rows[columns.titles or 0]
    asking = {word for column in columns.all_of("question") for word in words_of(_cell(titles, column))}
    asks_by_title = bool(asking) and asking <= words.interviewers
    return {"speaker", "words"} <= kinds or ({"question", "answer"} <= kinds and asks_by_title)


@dataclass(frozen=True, slots=True)
class _SpeechTable:
    """The rows of one transcript in a table, with the value of each column that sets them apart."""

    rows: Sequence[Row]
    values: dict[ColumnKind, str]


def _labelled_lines(rows: Sequence[Row], words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of a sheet with whole lines of speech (``P: …``) in its only column."""
    used = [[cell for cell in row if cell.strip()] for row in rows]
    if not any(used) or any(len(row) > 1 for row in used):
        return []
    lines = [line for row in used for cell in row for line in cell.split("\n")]
    labels = labels_in(lines, words)
    return [TranscriptText("\n".join(lines) + "\n", "", speakers=labels)] if labels else []


def _tables(rows: Sequence[Row], columns: Columns) -> list[_SpeechTable]:
    """Return the transcripts in a table, in the order of their first rows."""
    kinds = [kind for kind in _APART if kind in columns.kinds]
    groups: dict[tuple[str, ...], list[Row]] = {}
    key: tuple[str, ...] = ("",) * len(kinds)
    for index, row in enumerate(rows):
        if index in columns.title_rows or not any(cell.strip() for cell in row):
            continue
        values = [_cell(row, columns.first(kind)) for kind in kinds]
        # An empty cell continues the one above, as in merged cells.
        key = tuple(value or before for value, before in zip(values, key, strict=True))
        groups.setdefault(key, []).append(row)
    return [_SpeechTable(own, dict(zip(kinds, key, strict=True))) for key, own in groups.items()]


def _cell(row: Row, column: int | None) -> str:
    return " ".join(row[column].split()) if column is not None and column < len(row) else ""


def _table(
    above: Sequence[Row], columns: Columns, table: _SpeechTable, words: TranscriptWords
) -> TranscriptText:
    """Return one of the transcripts in a table; ``above`` are the rows without speech, for facts in them."""
    apart = {columns.first(kind) for kind in table.values}
    kinds = tuple(None if index in apart else kind for index, kind in enumerate(columns.kinds))
    titles = None if columns.titles is None else sorted(columns.title_rows).index(columns.titles)
    own = replace(columns, kinds=kinds, titles=titles, title_rows=frozenset(range(len(above))))
    rows = [
        [[] if index in apart else cell.split("\n") for index, cell in enumerate(row)]
        for row in (*above, *table.rows)
    ]
    speech = table_text(rows, words, own)
    dates = {date for row in table.rows if (date := _cell(row, columns.first("date")))}
    header = Header(
        case=table.values.get("group") or None,
        informant=table.values.get("informant") or None,
        attributes={"date": dates.pop()} if len(dates) == 1 else {},
    )
    name = next((value for value in table.values.values() if value), "")
    text = "".join(f"{line}\n" for line in speech.lines)
    return TranscriptText(text, "", speech.left_out, (), speech.speakers, header, part_name(name) or None)
