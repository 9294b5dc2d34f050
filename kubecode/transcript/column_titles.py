"""The titles of columns: what each names, and for whom."""

from __future__ import annotations

import re
from typing import Literal

from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

ColumnKind = Literal[
    "number", "speaker", "words", "question", "answer", "time", "code",
    "group", "informant", "role", "attribute", "date", "file", "personal", "system",
    "fact", "value",
]  # fmt: skip
"""What a column holds. ``fact`` and ``value`` are the two columns of ``Nama | Sari``."""

FACT_KINDS = frozenset({"group", "informant", "role", "attribute", "date", "personal"})
"""Kinds of columns with facts about a person or an interview."""
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_LONGEST_TITLE = 500
_BEGINNINGS = frozenset({"answer", "words", "question", "code"})


def title_kind(title: str, words: TranscriptWords) -> tuple[ColumnKind | None, str]:
    """Return the kind of column with this title, and the words of the title that do not name the kind.

    ``Jawaban Sari`` and ``Jawaban (S)`` are answers, of Sari and of S.
    """
    if len(title) > _LONGEST_TITLE:
        return None, title.strip()
    plain = _IN_BRACKETS.sub(" ", title.strip(" *_")).strip()
    bracket = _IN_BRACKETS.search(title)
    inside = bracket[1].strip() if bracket else ""
    parts = words_of(plain.replace("_", " "))
    if plain == "#":
        return "number", ""
    kind = words.column_titles.get(" ".join(parts))
    if kind:
        return _checked(kind), inside
    if _names_both(parts, words):
        return "speaker", ""
    if parts and set(parts) <= words.interviewers | words.question_labels:
        return "question", plain
    return _kind_of_beginning(plain, parts, words) or (None, title.strip())


def _names_both(parts: list[str], words: TranscriptWords) -> bool:
    """Return whether a title names who asks and who answers: ``Peneliti/Informan``, ``P/I``."""
    if len(parts) == 2 and all(len(part) == 1 for part in parts):
        return True
    asks, answers = words.interviewers | words.question_labels, words.informants | words.posts
    return set(parts) <= asks | answers and not asks.isdisjoint(parts) and not answers.isdisjoint(parts)


def _kind_of_beginning(plain: str, parts: list[str], words: TranscriptWords) -> tuple[ColumnKind, str] | None:
    """Return the kind that the first words of a title name, and the words after them: ``Jawaban Bu Sari``."""
    typed = re.findall(r"[\w.'’]+", plain)
    if plain.endswith("?") or len(parts) > 6:
        return None
    for count in range(len(parts) - 1, 0, -1):
        kind = words.column_titles.get(" ".join(parts[:count]))
        if kind not in _BEGINNINGS or (kind == "code" and len(parts) > 3):
            continue
        rest = typed[count:]
        while rest and rest[0].casefold() in words.column_title_fillers - words.titles:
            rest = rest[1:]
        if "".join(rest).isdecimal():
            rest = typed[1:]  # ``Jawaban Informan 1``
        return _checked(kind), " ".join(rest)
    return None


def _checked(kind: str) -> ColumnKind:
    """Return a kind in the word file; a test compares it with ColumnKind."""
    return kind  # type: ignore[return-value]
