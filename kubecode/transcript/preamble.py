"""The preamble of a transcript: the facts above the speech and the legend of its labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kubecode.transcript.lines import Line
from kubecode.transcript.roles import read_legend, words_of
from kubecode.word_files.transcript_words import TranscriptWords

# The name in a fact above the speech (``Nama : Udin, 40 tahun``), without the remarks after it.
_PERSON_NAME = re.compile(
    r"\s*(?P<name>[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3}(?<!\.))\s*(?:[,;(/].*)?$"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")  # ``Narasumber (N) : Udin``
_MOST_WORDS = 6  # of a fact; more are speech
_NUMBER_OF_PEOPLE = re.compile(r"\s*\d{1,3}(?: \w+)?\s*$")  # ``Peserta : 8 orang``


@dataclass(frozen=True, slots=True)
class Preamble:
    """The facts above the speech, and the index of the first line that may be speech.

    ``facts`` has the case and role as typed, those of them that are given.
    """

    legend: Mapping[str, str]
    informant: str | None
    date: str | None
    speech_from: int
    facts: Mapping[str, str]


def read_preamble(lines: Sequence[Line], words: TranscriptWords) -> Preamble:
    """Return the legend and the facts above the speech.

    The first labelled line that is neither legend nor fact ends the search.
    """
    counts = Counter(line.label for line in lines if line.label)
    legend: dict[str, str] = {}
    informants: list[str] = []
    dates: list[str] = []
    facts: dict[str, str] = {}
    speech_from = 0
    for index, line in enumerate(lines):
        explained = read_legend(line.text, words)
        if explained:
            legend |= explained
            speech_from = index + 1
        elif line.label and _introduces_informant(line, counts, words):
            informants += _informant_names(line, words)
            speech_from = index + 1
        elif fact := _fact(line, counts, words):
            facts.setdefault(*fact)
            speech_from = index + 1
        elif line.label and not is_fact(line, words):
            break
        elif line.label:
            informants += _informant_names(line, words)
            dates += _dates(line, words)
    informant = informants[0] if len(set(informants)) == 1 else None
    return Preamble(legend, informant, dates[0] if dates else None, speech_from, facts)


def _fact(line: Line, counts: Counter[str], words: TranscriptWords) -> tuple[str, str] | None:
    """Return the case or role in ``Nama Kelompok : Melati``, ``Jabatan : ketua``, or None."""
    label = " ".join((line.label or "").casefold().split())
    fact = words.fact_labels.get(label)
    value = " ".join(line.speech.split()).strip("*_ ")
    is_short = 0 < len(value.split()) <= _MOST_WORDS and value[-1] not in ".?!"
    return (fact, value) if fact and is_short and counts[line.label or ""] == 1 else None


def _introduces_informant(line: Line, counts: Counter[str], words: TranscriptWords) -> bool:
    """Return whether a line is a fact like ``Informan : Udin`` instead of speech.

    Its label occurs once, while other labels recur.
    """
    speech = line.speech
    name = _PERSON_NAME.match(speech)
    is_name = name is not None and has_capitals(name["name"].split())
    is_single_label = counts[line.label or ""] == 1 and max(counts.values()) > 1
    is_role = set(words_of(_IN_BRACKETS.sub("", line.label or ""))) <= words.roles
    return is_single_label and is_role and (is_name or _NUMBER_OF_PEOPLE.match(speech) is not None)


def _informant_names(line: Line, words: TranscriptWords) -> list[str]:
    """Return the name in ``Nama : Udin``, ``Nama informan : Udin`` or ``Informan : Udin``, or nothing."""
    label_words = set(words_of(_IN_BRACKETS.sub("", line.label or "")))
    name_match = _PERSON_NAME.match(line.speech)
    if name_match is None or not label_words <= words.informants | words.name_labels:
        return []
    name = " ".join(name_match["name"].split())
    return [] if words_of(name)[0] in words.roles | words.withheld_names else [name]


def _dates(line: Line, words: TranscriptWords) -> list[str]:
    """Return the date in ``Tanggal : …`` or ``Hari, tanggal : …``, or nothing (``Tanggal lahir : …``)."""
    date = " ".join(line.speech.split()).strip("*_ ")
    label_words = set(words_of(line.label or ""))
    has_date = not label_words.isdisjoint(words.date_labels)
    is_date = has_date and label_words <= words.date_labels | words.date_label_companions
    return [date] if date and is_date else []


def is_fact(line: Line, words: TranscriptWords) -> bool:
    """Return whether a line is a fact (``Nama : …``, ``Hari, tanggal : …``) instead of speech."""
    return line.label is not None and line.label.split()[0].strip(",").casefold() in words.metadata_labels


def has_capitals(parts: list[str]) -> bool:
    """Return whether all words begin with a capital letter or a digit."""
    return bool(parts) and all(part[0].isupper() or part[0].isdecimal() for part in parts)
