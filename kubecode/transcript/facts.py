"""Facts above the speech that no colon after a label marks: in a table, after a tab, several on a line."""

from __future__ import annotations

import re
from typing import Literal

from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

FactKind = Literal["case", "role", "informant", "code", "interviewer", "date", "other"]

_LABEL = r"(?P<label>[^\W\d_][\w/,. ()-]{1,40}?)"
_PIECE = re.compile(
    rf"[\s|*_•>+-]*(?:\d{{1,2}}[.)]\s*)?{_LABEL}[*_]*\s*(?:[:=;|]|\t|\s{{2}})[\s|*_:=]*(?P<value>.*?)[\s|*_]*$"
)
_NEXT = re.compile(r"(?:\t|(?<!\s)\s{2,}|;\s|\|)(?=[^\W\d_][\w/ ]{1,30}?\s*[:=])")
_BRACKETS = re.compile(r"\([^()]*\)")
_QUOTES = "\"'“”"
_MOST_WORDS = 12


def facts_in(text: str, following: str, words: TranscriptWords) -> list[tuple[FactKind, str]]:
    """Return the facts on a line, none if it is not only facts.

    ``Nama: Sari  Usia: 45  Jabatan: Ketua`` has three. A label alone has its value in the ``following`` line.
    """
    alone = kind_of_fact(text.strip(" \t*_|:"), words)
    if alone and alone != "other" and following.strip():
        return [(alone, following.strip(" \t*_|:"))]
    found: list[tuple[FactKind, str]] = []
    for piece in _NEXT.split(text):
        match = _PIECE.match(piece)
        kind = kind_of_fact(match["label"], words) if match else None
        if match is None or kind is None or len(match["value"].split()) > _MOST_WORDS:
            return []
        found.append((kind, match["value"].strip(f" \t{_QUOTES}")))
    return found


def kind_of_fact(label: str, words: TranscriptWords) -> FactKind | None:
    """Return what a label above the speech is about, None if it is no label of a fact."""
    spoken = words_of(_BRACKETS.sub(" ", label))
    fact = words.fact_labels.get(" ".join(spoken))
    if fact:
        return "case" if fact == "case" else "role"
    plain = {word for word in spoken if not word.isdecimal()}
    known: dict[FactKind, tuple[frozenset[str], frozenset[str]]] = {
        "informant": (words.informants | words.name_labels, frozenset()),
        "code": (words.informants | words.name_labels, words.code_labels),
        "interviewer": (words.interviewers, words.name_labels),
        "date": (words.date_labels, words.date_label_companions),
    }
    for kind, (needed, companions) in known.items():
        if plain & needed and plain <= needed | companions:
            return kind
    return "other" if spoken and spoken[0] in words.metadata_labels else None


def labels_fact(label: str, words: TranscriptWords) -> bool:
    """Return whether a label is of a fact (``Tanggal``, ``Nama Kelompok``), never a speaker's."""
    spoken = words_of(label)
    return not words.metadata_labels.isdisjoint(spoken[:1]) or " ".join(spoken) in words.fact_labels
