"""The columns of a table of speech: what each holds, by its title or, without titles, by its content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kubecode.transcript.column_titles import FACT_KINDS, ColumnKind, title_kind
from kubecode.transcript.roles import is_role_word, words_of
from kubecode.word_files.transcript_words import TranscriptWords

_STAMP = r"[\[(]?\d{1,3}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d{1,3})?[\])]?"
_TIMES = re.compile(rf"{_STAMP}(?:\s*(?:-->|[-–—]|s/d|to)\s*{_STAMP})?")
_NUMBER = re.compile(r"[(#]?\d{1,5}[.)]{0,2}")
_COLON = re.compile(r"[:：]?")
_BEGINS_LABEL = re.compile(r"[\W_]{0,2}[^\W\d_]|\?")
_LABELLED = re.compile(
    r"[*_]{0,3}(?P<label>[^\W\d_][\w .'’/-]{0,30}?)(?:\s?\([^()]{1,20}\))?[*_]{0,3}\s*[:：]"
)
_TITLES_WITHIN = 8  # rows above the titles: the table's own title, facts
_LONGEST_FACT = 8  # words
_LONGEST_LABEL = 40
_LEAST_TIER_ROWS = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table holds, None for one of an unknown kind.

    ``details`` are the words of each title besides its kind (``Sari`` in ``Jawaban Sari``), or the whole
    title of a column of an unknown kind. ``titles`` is the index of the row of titles, None without one.
    ``title_rows`` are the indexes of all rows that have no speech: what stands above the titles, the titles,
    also repeated ones, and headings across the table.
    """

    kinds: tuple[ColumnKind | None, ...]
    details: tuple[str, ...] = ()
    titles: int | None = None
    title_rows: frozenset[int] = frozenset()

    def first(self, kind: ColumnKind) -> int | None:
        """Return the index of the first column of a kind."""
        return self.kinds.index(kind) if kind in self.kinds else None

    def all_of(self, kind: ColumnKind) -> list[int]:
        """Return the indexes of all columns of a kind."""
        return [index for index, other in enumerate(self.kinds) if other == kind]

    @property
    def spoken(self) -> list[int]:
        """The columns of speech without that of the questions."""
        return self.all_of("words") + self.all_of("answer")


def read_columns(rows: Sequence[Sequence[str]], words: TranscriptWords) -> Columns | None:
    """Return what the columns of a table hold, or None if it is neither speech nor facts."""
    width = max((len(row) for row in rows), default=0)
    grid = [[" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows]
    if width < 2:
        return None
    return (
        _facts(grid, words) or _by_tiers(grid, words) or _by_titles(grid, words) or _by_content(grid, words)
    )


# --- Tables with titles


def _by_titles(grid: list[list[str]], words: TranscriptWords) -> Columns | None:
    for index, row in enumerate(grid[:_TITLES_WITHIN]):
        if _is_title_row(row, grid, words):
            columns = _complete(_titled(row, words), grid[index + 1 :], words)
            if columns is None:
                continue
            columns = _with_names_below(columns, index, grid)
            below = range(index + 1, len(grid))
            repeated = {number for number in below if _same(grid[number], row) or _is_heading(grid[number])}
            numbered = {number for number in below[:2] if _counts_columns(grid[number])}
            titles = columns.title_rows | repeated | numbered | set(range(index + 1))
            return replace(columns, titles=index, title_rows=frozenset(titles))
    return None


def _titled(row: list[str], words: TranscriptWords) -> Columns:
    read = [title_kind(cell, words) for cell in row]
    kinds = [kind for kind, _ in read]
    # ``Peneliti | Informan``: who speaks is said by the column.
    if "question" in kinds and not {"answer", "words"} & set(kinds):
        who = {"informant", "speaker"}
        read = [
            ("answer", title) if kind in who else (kind, detail)
            for title, (kind, detail) in zip(row, read, strict=True)
        ]
    return Columns(tuple(kind for kind, _ in read), tuple(detail for _, detail in read))


def _is_title_row(row: list[str], grid: list[list[str]], words: TranscriptWords) -> bool:
    """Return whether a row has titles: a title of speech, and no other row begins like it."""
    filled = [cell for cell in row if cell]
    kinds = [title_kind(cell, words)[0] for cell in filled]
    known = [kind for kind in kinds if kind]
    if len(set(filled)) < 2 or not {"words", "answer", "question", "speaker", "informant"} & set(known):
        return False
    if len(known) < len(filled) and any(
        cell.endswith(("?", ".")) or len(cell.split()) > 6 for cell in filled
    ):
        return False
    first = next(column for column, cell in enumerate(row) if cell and title_kind(cell, words)[0])
    # ``Tanya`` in one row and again in others is who speaks, not what the column has.
    others = [other for other in grid if not _same(other, row)]
    if any(other[first].casefold() == row[first].casefold() for other in others):
        return False
    return len(known) > 1 or known[0] == "question" or (known[0] in {"words", "answer"} and len(filled) > 1)


def _same(row: list[str], titles: list[str]) -> bool:
    return [cell.casefold() for cell in row] == [cell.casefold() for cell in titles]


def _is_heading(row: list[str]) -> bool:
    """Return whether a row is one heading across the table, given in all of its merged cells."""
    return len(row) > 1 and len(set(row)) == 1 and bool(row[0])


def _counts_columns(row: list[str]) -> bool:
    """Return whether a row numbers the columns below their titles: ``(1) | (2) | (3)``."""
    numbers = [re.sub(r"\D", "", cell) for cell in row if _NUMBER.fullmatch(cell)]
    return len(numbers) == len(row) and numbers == [str(count) for count in range(1, len(row) + 1)]


def _with_names_below(columns: Columns, index: int, grid: list[list[str]]) -> Columns:
    """Return the columns with the names of a second title row: ``Jawaban`` above ``Sari | Dewi``."""
    answers = columns.all_of("answer")
    if len(answers) < 2 or index + 1 >= len(grid):
        return columns
    titles, names = grid[index], grid[index + 1]
    merged = len({titles[column] for column in answers if titles[column]}) == 1
    others = [cell for column, cell in enumerate(names) if column not in answers]
    short = all(names[column] and len(names[column].split()) <= 3 for column in answers)
    if not (merged and short and all(not cell or cell == titles[names.index(cell)] for cell in others)):
        return columns
    details = tuple(
        names[column] if column in answers else detail for column, detail in enumerate(columns.details)
    )
    return replace(columns, details=details, title_rows=columns.title_rows | {index + 1})


def _complete(columns: Columns, body: list[list[str]], words: TranscriptWords) -> Columns | None:
    """Return the columns with the kinds that the others imply, or None without a column of speech."""
    kinds = list(columns.kinds)
    for index, kind in enumerate(kinds):
        if kind is None and _all_match(_TIMES, [row[index] for row in body]):
            kinds[index] = "time"
    unknown = [index for index, kind in enumerate(kinds) if kind is None and any(row[index] for row in body)]
    if "question" in kinds:
        _rename(kinds, "words", "answer")
        if "speaker" not in kinds:
            _rename(kinds, "informant", "speaker" if "answer" in kinds else "answer")
        # Further answers: below a merged title, or each column has the title of its informant.
        first = kinds.index("answer" if "answer" in kinds else "question")
        for index in (index for index in unknown if index > first):
            if "answer" not in kinds or not columns.details[index] or _is_name(columns.details[index]):
                kinds[index] = "answer"
    else:
        _rename(kinds, "answer", "words")
        longest = max(unknown, key=lambda index: _word_count(body, index), default=None)
        if "words" not in kinds and longest is not None and _word_count(body, longest) >= 3 * len(body):
            kinds[longest] = "words"
        _rename(kinds, "informant", "speaker")
        # ``Kode`` may also mean the initials of who speaks.
        possible = [index for index, kind in enumerate(kinds) if kind == "code" or index in unknown]
        speakers = (
            i
            for i in possible
            if kinds[i] in {None, "code"} and are_speakers([row[i] for row in body], words)
        )
        if "speaker" not in kinds and (speaker := next(speakers, None)) is not None:
            kinds[speaker] = "speaker"
    return replace(columns, kinds=tuple(kinds)) if {"words", "answer"} & set(kinds) else None


def _word_count(body: list[list[str]], column: int) -> int:
    return sum(len(row[column].split()) for row in body)


def _rename(kinds: list[ColumnKind | None], old: ColumnKind, new: ColumnKind) -> None:
    """Read the first column of one kind as another, unless there is one already."""
    if old in kinds and new not in kinds:
        kinds[kinds.index(old)] = new


def _is_name(title: str) -> bool:
    return 0 < len(title.split()) <= 3 and title[0].isupper()


# --- Tables with a column for each speaker


def are_tiers(columns: Sequence[Sequence[str]]) -> bool:
    """Return whether most rows have one cell besides times, as where each speaker has a column."""
    spoken = [cells for cells in columns if any(cells) and not _all_match(_TIMES, cells)]
    filled = [sum(map(bool, row)) for row in zip(*spoken, strict=True)]
    has_times = len(spoken) < sum(any(cells) for cells in columns)
    enough = len(spoken) > 1 and len(filled) >= _LEAST_TIER_ROWS
    return has_times and enough and filled.count(1) * 3 >= len(filled) * 2


def _by_tiers(grid: list[list[str]], words: TranscriptWords) -> Columns | None:
    """Return the columns of a table in which each speaker has one: ``Mulai | Pewawancara | Sari``."""
    cells = [[row[column] for row in grid[1:]] for column in range(len(grid[0]))]
    if not are_tiers(cells):
        return None
    kinds: list[ColumnKind | None] = []
    for title, own in zip(grid[0], cells, strict=True):
        is_time = _all_match(_TIMES, own)
        is_other = " ".join(words_of(title)) in words.column_titles and not is_role_word(title, words)
        if any(own) and not is_time and (is_other or not _is_name(title)):
            return None
        kinds.append("time" if is_time else "answer" if any(own) else None)
    return Columns(tuple(kinds), tuple(grid[0]), titles=0, title_rows=frozenset({0}))


# --- Tables of facts, and tables without titles


def _facts(grid: list[list[str]], words: TranscriptWords) -> Columns | None:
    """Return the columns of ``Nama | : | Sari``, or None. Among facts, ``Moderator | Anisa`` is one too."""
    used = _used_columns(grid)
    if len(used) != 2 or any(cell.endswith("?") for row in grid for cell in row):
        return None
    labels = [row[used[0]] for row in grid if row[used[0]]]
    values = [row[used[1]] for row in grid if row[used[0]]]
    facts = sum(is_fact_label(label, words) for label in labels)
    if facts and all(len(value.split()) <= _LONGEST_FACT for value in values):
        facts += sum(words.roles.issuperset(words_of(label)) for label in labels)
    has_colons = len(used) < len(grid[0]) or all(value.startswith(":") for value in values if value)
    once = len(set(labels)) == len(labels) and all(len(label.split()) <= 4 for label in labels)
    if not labels or not once or facts * (3 if has_colons else 2) <= len(labels) or facts < len(labels) / 3:
        return None
    kinds: list[ColumnKind | None] = [None] * len(grid[0])
    kinds[used[0]], kinds[used[1]] = "fact", "value"
    return Columns(tuple(kinds), ("",) * len(kinds))


def is_fact_label(label: str, words: TranscriptWords) -> bool:
    """Return whether words are the label of a fact (``Nama``, ``Hari/Tanggal``)."""
    known = words.metadata_labels | words.name_labels | words.date_labels
    return bool(set(words_of(label)[:1]) & known) or title_kind(label, words)[0] in FACT_KINDS


def _used_columns(grid: list[list[str]]) -> list[int]:
    """Return the columns that have more than colons."""
    return [
        column for column in range(len(grid[0])) if not all(_COLON.fullmatch(row[column]) for row in grid)
    ]


def _by_content(grid: list[list[str]], words: TranscriptWords) -> Columns | None:
    kinds: list[ColumnKind | None] = [None] * len(grid[0])
    body = [row for row in grid if not _is_heading(row)]
    cells = {column: [row[column] for row in body] for column in _used_columns(body)} if body else {}

    def take(kind: ColumnKind, test: Callable[[list[str]], bool]) -> None:
        for column, values in cells.items():
            if kinds[column] is None and test(values):
                kinds[column] = kind
                return

    take("number", lambda values: _all_match(_NUMBER, values) and len(set(values)) > len(values) / 2)
    take("time", lambda values: _all_match(_TIMES, values))
    take("time", lambda values: _all_match(_TIMES, values))
    left = [column for column in cells if kinds[column] is None]
    longest = max(left, key=lambda column: sum(map(len, cells[column])), default=None)
    if longest is None:
        return None
    take("speaker", lambda values: values is not cells[longest] and are_speakers(values, words))
    if "speaker" in kinds or labels_in(cells[longest], words):
        kinds[longest] = "words"
    else:
        pair = next(((a, b) for a, b in pairwise(left) if _asks(cells[a], cells[b])), None)
        if pair is None:
            return None
        kinds[pair[0]], kinds[pair[1]] = "question", "answer"
    headings = frozenset(index for index, row in enumerate(grid) if _is_heading(row))
    return Columns(tuple(kinds), ("",) * len(kinds), title_rows=headings)


def _all_match(pattern: re.Pattern[str], values: Sequence[str]) -> bool:
    filled = [value for value in values if value]
    return bool(filled) and all(pattern.fullmatch(value) for value in filled)


def _asks(questions: list[str], answers: list[str]) -> bool:
    """Return whether most cells of one column are questions, and few of the next one."""
    asked = sum(cell.endswith("?") for cell in questions)
    replied = sum(cell.endswith("?") for cell in answers)
    filled = sum(1 for cell in questions if cell)
    return asked * 3 >= filled * 2 and asked > 0 and replied * 3 <= asked and any(answers)


def are_speakers(values: Sequence[str], words: TranscriptWords) -> bool:
    """Return whether values are labels: short, and few that recur, or such that can be nothing else."""
    labels = [speaker_label(value) for value in values if value]
    if not labels or not all(
        label and len(label) <= _LONGEST_LABEL and len(label.split()) <= 4 for label in labels
    ):
        return False
    if any(label.endswith(("?", ".", "!", ",")) or not _BEGINS_LABEL.match(label) for label in labels):
        return False
    counts = Counter(map(str.casefold, labels))
    recurring = sum(count for count in counts.values() if count > 1)
    known = sum(is_label_word(label, words) for label in labels)
    return recurring * 3 >= len(labels) * 2 or (known == len(labels) and len(counts) > 1)


def is_label_word(label: str, words: TranscriptWords) -> bool:
    """Return whether a label has a word for a part, a post or an address, or is initials."""
    parts = words_of(label)
    is_role = not (words.roles | words.question_labels | words.titles).isdisjoint(parts)
    return is_role or (len(label) <= 3 and label.isupper())


def speaker_label(cell: str) -> str:
    """Return the label in a cell without colon and emphasis."""
    return cell.strip().strip("*_").strip().rstrip(":：").strip().strip("*_").strip()


def labels_in(cells: Sequence[str], words: TranscriptWords) -> frozenset[str]:
    """Return the labels before colons, if most texts begin with one and one label recurs or names a role."""
    filled = [cell for cell in cells if cell]
    found = [match["label"].strip() for cell in filled if (match := _LABELLED.match(cell))]
    first_words = [words_of(label)[:1] for label in found]
    aside = words.aside_labels | words.metadata_labels
    labels = [label for label, first in zip(found, first_words, strict=True) if aside.isdisjoint(first)]
    counts = Counter(map(str.casefold, labels))
    is_known = any(count > 1 for count in counts.values()) or any(is_label_word(x, words) for x in labels)
    return frozenset(labels) if len(labels) * 2 >= len(filled) and is_known else frozenset()
