"""The preamble of a transcript: the facts above the speech and the legend of its labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kubecode.transcript.legends import Legend, read_pairs, read_title
from kubecode.transcript.lines import Line
from kubecode.transcript.roles import read_legend, words_of
from kubecode.word_files.transcript_words import TranscriptWords

# The name in a fact above the speech (``Nama : Udin, 40 tahun``), without the remarks after it.
_PERSON_NAME = re.compile(
    r"\s*(?P<name>[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3}(?<!\.))\s*(?P<after>[,;(/].*)?$"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")  # ``Narasumber (N) : Udin``
_MOST_TITLES = 8  # lines
_MOST_WORDS = 6  # of a fact; more are speech
_NUMBER_OF_PEOPLE = re.compile(r"\s*\d{1,3}(?: \w+)?\s*$")  # ``Peserta : 8 orang``


@dataclass(frozen=True, slots=True)
class Preamble:
    """The facts above the speech, and the index of the first line that may be speech.

    ``legend`` maps labels to roles, ``names`` labels to people. ``interviewers`` are names.
    ``facts`` has the case and role as typed, those of them that are given.
    """

    legend: Mapping[str, str]
    names: Mapping[str, str]
    informant: str | None
    interviewers: tuple[str, ...]
    date: str | None
    speech_from: int
    facts: Mapping[str, str]


def read_preamble(lines: Sequence[Line], labels: Collection[str], words: TranscriptWords) -> Preamble:
    """Return the legend and the facts above the speech.

    ``labels`` are those that a legend may explain. The first line of speech ends the search: its label
    recurs, or it is a sentence.
    """
    counts = Counter(line.label for line in lines if line.label)
    recurs = max(counts.values(), default=0) > 1
    legend: dict[str, str] = {}
    names: dict[str, str] = {}
    informants: list[str] = []
    interviewers: list[str] = []
    dates: list[str] = []
    facts: dict[str, str] = {}
    title = Legend()
    speech_from = 0
    for index, line in enumerate(lines):
        explained = read_legend(line.text, words)
        if pairs := read_pairs(line.text, labels, words):
            legend |= pairs.roles
            names |= pairs.names
            speech_from = index + 1
        elif explained:
            legend |= explained
            speech_from = index + 1
        elif line.label and _introduces_somebody(line, counts, recurs, words):
            informants += _informant_names(line, words)
            interviewers += _interviewer_names(line, words)
            speech_from = index + 1
        elif line.label and (person := _explained_person(line, counts, words)):
            name, role = person
            names[line.label] = name
            legend |= {line.label: role} if role else {}
            speech_from = index + 1
        elif fact := _fact(line, counts, words):
            facts.setdefault(*fact)
            speech_from = index + 1
        elif line.label and not is_fact(line, words):
            if counts[line.label] > 1 or not recurs or _is_sentence(line.speech):
                break
        elif line.label:
            informants += _informant_names(line, words)
            dates += _dates(line, words)
        elif line.text.strip() and index < _MOST_TITLES:
            title.add(read_title(line.text, words))
    legend = {**title.roles, **legend}
    names = {**title.names, **names}
    interviewers += title.interviewers
    informants = informants or title.informants
    informant = informants[0] if len(set(informants)) == 1 else None
    date = dates[0] if dates else None
    return Preamble(legend, names, informant, tuple(interviewers), date, speech_from, facts)


def _fact(line: Line, counts: Counter[str], words: TranscriptWords) -> tuple[str, str] | None:
    """Return the case or role in ``Nama Kelompok : Melati``, ``Jabatan : ketua``, or None."""
    label = " ".join((line.label or "").casefold().split())
    fact = words.fact_labels.get(label)
    value = " ".join(line.speech.split()).strip("*_ ")
    return (fact, value) if fact and _is_short(value) and counts[line.label or ""] == 1 else None


def _is_short(value: str) -> bool:
    return 0 < len(value.split()) <= _MOST_WORDS and not _is_sentence(value)


def _is_sentence(value: str) -> bool:
    return value.rstrip(' \t*_"”').endswith((".", "?", "!"))


def _introduces_somebody(line: Line, counts: Counter[str], recurs: bool, words: TranscriptWords) -> bool:
    """Return whether a line is a fact like ``Informan : Udin`` instead of speech.

    Its label occurs once. If no label recurs, it means the interviewer or an informant.
    """
    speech = line.speech
    name = _PERSON_NAME.match(speech)
    is_name = name is not None and has_capitals(name["name"].split())
    label_words = _label_words(line)
    is_role = label_words <= words.roles
    is_part = label_words <= words.interviewers | words.informants
    is_single_label = counts[line.label or ""] == 1 and (is_part or recurs)
    return is_single_label and is_role and (is_name or _NUMBER_OF_PEOPLE.match(speech) is not None)


def _label_words(line: Line) -> set[str]:
    """Return the words of a label without its brackets and numbers: ``Narasumber (N)``, ``Pewawancara 2``."""
    return {word for word in words_of(_IN_BRACKETS.sub("", line.label or "")) if not word.isdecimal()}


def _explained_person(
    line: Line, counts: Counter[str], words: TranscriptWords
) -> tuple[str, str | None] | None:
    """Return the name and role in ``S1 = Ibu Saodah, ketua``, or None if the line does not explain a label.

    The label recurs, and the name has a word of address or a role after it.
    """
    match = _PERSON_NAME.match(line.speech)
    is_name = match is not None and has_capitals(match["name"].split())
    if not match or not is_name or counts[line.label or ""] < 2 or not _is_short(line.speech):
        return None
    role = next((word for word in words_of(match["after"] or "") if word in words.roles), None)
    name_words = words_of(match["name"])
    is_titled = name_words[0] in words.titles
    if words.titles.issuperset(name_words) or not (role or is_titled):
        return None
    return " ".join(match["name"].split()), role


def _informant_names(line: Line, words: TranscriptWords) -> list[str]:
    """Return the name in ``Nama : Udin``, ``Nama informan : Udin`` or ``Informan : Udin``, or nothing."""
    return _names(line, words) if _label_words(line) <= words.informants | words.name_labels else []


def _interviewer_names(line: Line, words: TranscriptWords) -> list[str]:
    """Return the name in ``Pewawancara : Rina``, or nothing."""
    return _names(line, words) if _label_words(line) <= words.interviewers else []


def _names(line: Line, words: TranscriptWords) -> list[str]:
    match = _PERSON_NAME.match(line.speech)
    name = " ".join(match["name"].split()) if match else ""
    return [] if not name or words_of(name)[0] in words.roles | words.withheld_names else [name]


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
