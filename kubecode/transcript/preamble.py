"""The preamble of a transcript: the facts above the speech and the legend of its labels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kubecode.model import case_key
from kubecode.transcript.facts import FactKind, facts_in, kind_of_fact, labels_fact
from kubecode.transcript.legends import (
    Legend,
    cases_in_title,
    read_block,
    read_pairs,
    read_part_with_label,
    read_people,
    read_title,
)
from kubecode.transcript.lines import Line
from kubecode.transcript.roles import has_capitals, read_legend, words_of
from kubecode.word_files.transcript_words import TranscriptWords

# The name in a fact above the speech (``Nama : Udin, 40 tahun``), without the remarks after it.
_PERSON_NAME = re.compile(
    r"\s*(?P<name>[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3}(?<!\.)(?:\s#\d{1,3})?)\s*(?P<after>[,;(/].*)?$"
)
_LIST_OF_PEOPLE = re.compile(
    r"\s*1[.)]\s*[^\W\d_a-z].{1,60}\s2[.)]\s*[^\W\d_a-z]"
)  # ``Peserta: 1. Ny. A 2. Ny. B``
_IN_BRACKETS = re.compile(r"\([^()]*\)")  # ``Narasumber (N) : Udin``
_MOST_TITLES = 8  # lines
_MOST_WORDS = 6  # of a fact; more are speech
_NUMBER_OF_PEOPLE = re.compile(r"\s*\d{1,3}(?: \w+)?\s*$")  # ``Peserta : 8 orang``


@dataclass(frozen=True, slots=True)
class Preamble:
    """The facts above the speech, and the index of the first line that may be speech.

    ``legend`` maps labels to roles, ``names`` labels to people. ``interviewers`` are names.
    ``facts`` has the case and role as typed, those of them that are given. ``case_in_title`` is the only
    group in the titles, None if they name none or several.
    """

    legend: Mapping[str, str]
    names: Mapping[str, str]
    informant: str | None
    interviewers: tuple[str, ...]
    date: str | None
    speech_from: int
    facts: Mapping[str, str]
    case_in_title: str | None


@dataclass(slots=True)
class _Found:
    """What the lines above the speech say so far: legend and people, and facts by their kind."""

    legend: Legend = field(default_factory=Legend)
    title: Legend = field(default_factory=Legend)
    cases_in_titles: list[str] = field(default_factory=list)
    facts: defaultdict[FactKind, list[str]] = field(default_factory=lambda: defaultdict(list))

    def preamble(self, speech_from: int, words: TranscriptWords) -> Preamble:
        """Return the preamble; what titles say counts if no fact says it, a code if no name is given."""
        names = [name for value in self.facts["informant"] for name in _names(value, words)]
        asking = [name for value in self.facts["interviewer"] for name in _names(value, words)]
        remarks = [
            match["after"] or "" for one in self.facts["informant"] if (match := _PERSON_NAME.match(one))
        ]
        posts = [word for remark in remarks for word in words_of(remark) if word in words.posts]
        roles = self.facts["role"] or posts  # ``Informan : Bu Sari (ketua)``
        facts = {"case": self.facts["case"][:1], "role": roles[:1] if len(remarks) < 2 else []}
        people = [*self.legend.informants, *names] or self.title.informants or self.facts["code"]
        return Preamble(
            legend={**self.title.roles, **self.legend.roles},
            names={**self.title.names, **self.legend.names},
            informant=people[0] if len(set(people)) == 1 else None,
            interviewers=(*self.legend.interviewers, *asking, *self.title.interviewers),
            date=next(iter(self.facts["date"]), None),
            speech_from=speech_from,
            case_in_title=_only(self.cases_in_titles),
            facts={kind: value for kind, values in facts.items() for value in values},
        )


def _only(cases: Sequence[str]) -> str | None:
    return cases[0] if len({case_key(case) for case in cases}) == 1 else None


def read_preamble(lines: Sequence[Line], labels: Collection[str], words: TranscriptWords) -> Preamble:
    """Return the legend and the facts above the speech.

    ``labels`` are those that a legend may explain. The first line of speech ends the search: its label
    recurs, or it is a sentence. A sentence without a label is speech only if no label recurs, and it is not
    among the titles.
    """
    counts = _label_counts(lines, words)
    recurs = any(count > 1 and not labels_fact(label, words) for label, count in counts.items())
    found = _Found()
    speech_from = 0
    for index, line in enumerate(lines):
        if index < speech_from:  # one of several lines of a legend
            continue
        count, several = read_block(lines, index, counts, words)
        if not count:
            count, several = read_people(lines, index, words)
        if count:
            found.legend.add(several)
            speech_from = index + count
            continue
        legend = _legend_of(line, labels, counts, words)
        facts = [] if legend else _facts_of(lines, index, counts, recurs, words)
        if legend or facts:
            found.legend.add(legend)
            for kind, value in facts:
                found.facts[kind].append(value)
            speech_from = index + 1
        elif line.label and not is_fact(line, words):
            if counts[line.label] > 1 or not recurs or _is_sentence(line.speech):
                break
        elif line.label:
            _note_fact(found, line, words)
        elif index < _MOST_TITLES:
            found.title.add(read_title(line.text, words))
            found.cases_in_titles += cases_in_title(line.text, words)
            if speech_from and not recurs and is_prose(line.text):
                break
        elif not recurs and is_prose(line.text):
            break
    has_speech = any(line.text.strip() and not is_fact(line, words) for line in lines[speech_from:])
    return found.preamble(speech_from if has_speech else 0, words)


def _label_counts(lines: Sequence[Line], words: TranscriptWords) -> Counter[str]:
    """Return how often each label occurs; a fact that a second header repeats counts once."""
    counts = Counter(line.label for line in lines if line.label)
    facts = {label for label, count in counts.items() if count > 1 and kind_of_fact(label, words)}
    values = {(line.label, " ".join(line.speech.split())) for line in lines if line.label in facts}
    return Counter({**counts, **Counter(label for label, _ in values if label)})


def _legend_of(line: Line, labels: Collection[str], counts: Counter[str], words: TranscriptWords) -> Legend:
    """Return what a line explains of labels."""
    if pairs := read_pairs(line.text, labels, words):
        return pairs
    if part := read_part_with_label(line.text, labels, words):
        return part
    if roles := read_legend(line.text, words):
        return Legend(roles)
    person = _explained_person(line, counts, words) if line.label and counts[line.label] > 1 else None
    if line.label and person:
        name, role = person
        return Legend({line.label: role} if role else {}, {line.label: name})
    return Legend()


def _facts_of(
    lines: Sequence[Line], index: int, counts: Counter[str], recurs: bool, words: TranscriptWords
) -> list[tuple[FactKind, str]]:
    """Return the facts on a line that is no speech, whatever follows."""
    line = lines[index]
    several = _facts_on(lines, index, words)
    if len(several) < 2 and line.label and _introduces_somebody(line, counts, recurs, words):
        kind = kind_of_fact(line.label, words)
        return [(kind or "other", line.speech)]
    fact = None if several else _fact(line, counts[line.label or ""] == 1 or not recurs, words)
    return [fact] if fact else several


def _note_fact(found: _Found, line: Line, words: TranscriptWords) -> None:
    """Note a fact that may also be the beginning of a talk (``Nama : Udin``)."""
    kind = kind_of_fact(line.label or "", words)
    value = " ".join(line.speech.split()).strip("*_ ")
    if value and kind in {"informant", "date", "code"}:
        found.facts[kind].append(value)


def _facts_on(lines: Sequence[Line], index: int, words: TranscriptWords) -> list[tuple[FactKind, str]]:
    """Return the facts on a line without a label that a colon marks, or on one with several facts."""
    line = lines[index]
    following = lines[index + 1].text if index + 1 < len(lines) and not lines[index + 1].label else ""
    found = facts_in(line.text, following, words)
    return [] if line.label is not None and len(found) < 2 else found


def _fact(line: Line, is_alone: bool, words: TranscriptWords) -> tuple[FactKind, str] | None:
    """Return the case or role in ``Nama Kelompok : Melati``, ``Jabatan : ketua``, or None.

    ``is_alone`` is false if the label recurs among others, as a speaker's would.
    """
    fact = kind_of_fact(line.label or "", words)
    value = " ".join(line.speech.split()).strip("*_ ")
    return (fact, value) if fact in {"case", "role"} and is_alone and _is_short(value) else None


def _is_short(value: str) -> bool:
    return bool(value.strip()) and not is_prose(value)


def is_prose(value: str) -> bool:
    """Return whether words are a sentence, or more than a fact or title has."""
    return len(value.split()) > _MOST_WORDS or _is_sentence(value)


def _is_sentence(value: str) -> bool:
    return value.rstrip(' \t*_"”').endswith((".", "?", "!"))


def _introduces_somebody(line: Line, counts: Counter[str], recurs: bool, words: TranscriptWords) -> bool:
    """Return whether a line is a fact like ``Informan : Udin`` instead of speech.

    Its label means a part in the interview or the group. It occurs once, unless the line has only a name that
    is no greeting, or another word for the part: the label of the turns below may be the same.
    """
    label_words = _label_words(line)
    is_part = label_words <= words.interviewers | words.informants
    if not label_words <= words.roles:
        return False
    if is_part and (
        _is_plain_name(line.speech, words) or words.roles.issuperset(words_of(line.speech) or "?")
    ):
        return True
    name = _PERSON_NAME.match(line.speech)
    is_name = name is not None and has_capitals(name["name"].split())
    is_single_label = counts[line.label or ""] == 1 and (is_part or recurs)
    return is_single_label and (is_name or _NUMBER_OF_PEOPLE.match(line.speech) is not None)


def _is_plain_name(speech: str, words: TranscriptWords) -> bool:
    """Return whether words are names and no more, or one and a remark (``Dr. Siti, M.Si.``)."""
    if _LIST_OF_PEOPLE.match(speech):
        return True
    name = _PERSON_NAME.match(speech)
    spoken = words_of(name["name"]) if name else []
    is_answer = not (words.greetings | words.backchannels).isdisjoint(spoken)
    if name is None or is_answer or not has_capitals(name["name"].split()):
        return False
    remark = (name["after"] or "").lstrip(",;(/ ")
    return not is_prose(speech) or (bool(remark) and has_capitals(remark.split()))


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


def _names(value: str, words: TranscriptWords) -> list[str]:
    match = _PERSON_NAME.match(value)
    name = " ".join(match["name"].split()) if match else ""
    return [] if not name or words_of(name)[0] in words.roles | words.withheld_names else [name]


def facts_between(lines: Sequence[Line], first: int, words: TranscriptWords) -> set[int]:
    """Return the indexes of lines that are a header again, above a second recording.

    ``first`` is the index of the first turn. They are two facts at least, or a date below an empty line, or
    repeat a line above the talk; a title directly above them belongs to them.
    """
    above = {" ".join(line.text.split()) for line in lines[:first] if line.label}
    found: set[int] = set()
    run: list[int] = []
    for index in range(first, len(lines) + 1):
        line = lines[index] if index < len(lines) else None
        repeats = line is not None and " ".join(line.text.split()) in above
        if line is not None and (repeats or (is_fact(line, words) and _is_short(line.speech))):
            run.append(index)
        elif line is None or line.text.strip():
            dates = [n for n in run if kind_of_fact(lines[n].label or "", words) == "date"]
            repeated = [n for n in run if " ".join(lines[n].text.split()) in above]
            if run and (len(run) > 1 or repeated or (dates and not lines[run[0] - 1].text.strip())):
                found |= {*run, *_title_above(lines, run[0])}
            run = []
    return found


def _title_above(lines: Sequence[Line], index: int) -> list[int]:
    """Return the index of the short line directly above, below an empty one, if it is no speech."""
    line = lines[index - 1]
    is_title = index > 1 and not lines[index - 2].text.strip() and not line.label
    return [index - 1] if is_title and _is_short(line.text) else []


def is_fact(line: Line, words: TranscriptWords) -> bool:
    """Return whether a line is a fact (``Nama : …``, ``Hari, tanggal : …``) instead of speech."""
    return line.label is not None and labels_fact(line.label, words)
