"""Legends: lines above or below the speech that say whose a label is, or who takes part."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import takewhile

from kubecode.transcript.lines import Line
from kubecode.transcript.roles import one_of, words_of
from kubecode.word_files.transcript_words import TranscriptWords

_MOST_LINES_ABOVE = 20
_MOST_LINES_BELOW = 12
_CLAUSE = re.compile(r"([,;]|(?<=\w)\.(?=\s|$))")
_PAIR = re.compile(r"(?P<left>[^=:]{1,40}?)\s*(?:[=:]|[-–]>|(?<=\s)[-–—](?=\s))\s*(?P<right>[^=:]{1,60})$")
_NAME_WORD = r"[^\W\d_a-z](?:[\w'’-]{0,3}\.(?=\s)|[\w'’-]*)"  # a full stop only after ``Hj.``
_NAME = rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{0,3}}"
_LABEL_AFTER = r"(?:\s*[(\[](?P<label>[A-Z]{1,4}\d{0,2})[)\]])?"
_PART = r"[\s*_•-]*+(?P<part>[^\W\d_]+)(?: \d)?[*_]*\s*"
_LABEL_IN_BRACKETS = r"[(\[](?P<label>[A-Z]{1,4}\d{0,2})[)\]]"
_PART_WITH_LABEL = re.compile(
    rf"{_PART}{_LABEL_IN_BRACKETS}[*_]*\s*[:=][*_]*\s*(?P<name>{_NAME})\s*(?:[,(].*)?$"
)
_NAME_WITH_LABEL = re.compile(rf"{_PART}[:=][*_]*\s*(?P<name>{_NAME})\s*{_LABEL_IN_BRACKETS}\s*(?:[,(].*)?$")
_ENTRY = re.compile(
    r"[\s*_•]*+(?P<label>[^\W_][^:=*_]{0,30}?)[*_]*+\s*+(?:[:=]|(?<=\s)[-–—](?=\s)|[-–]>)\s*(?P<meaning>\S.{0,60})$"
)
_PERSON_IN_LIST = re.compile(
    rf"\s*(?:\d{{1,2}}[.)]|[-•*])\s*(?P<name>{_NAME})\s*(?P<remark>[(,–-].{{0,60}})?$"
)
_LONGEST_MEANING = 6  # words
_INITIALS = re.compile(r"[A-Z]{1,3}")
_CASE = re.compile(rf"\b(?i:kube)\)?(?:\s*\([^()]*\))?\s+[\"“]?(?P<name>(?:(?:{_NAME_WORD}|\d)\s?){{1,4}})")
_AND = re.compile(r"(?<!\s)\s*(?:,|&|\bdan\b|\band\b)\s*")


@dataclass(slots=True)
class Legend:
    """What lines say of labels and people: labels → roles, labels → names, names of those who take part."""

    roles: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    informants: list[str] = field(default_factory=list)
    interviewers: list[str] = field(default_factory=list)

    def add(self, other: Legend) -> None:
        """Take over what another legend says, too."""
        self.roles |= other.roles
        self.names |= other.names
        self.informants += other.informants
        self.interviewers += other.interviewers

    def __bool__(self) -> bool:
        """Return whether anything is explained."""
        return bool(self.roles or self.names or self.informants or self.interviewers)


def read_pairs(text: str, labels: Collection[str], words: TranscriptWords) -> Legend:
    """Return what a line explains in pairs: ``Tim peneliti = T, Wo Pipi = P``, ``I-1, I-2 = Informan``.

    ``labels`` are those of the transcript; the label may be on either side. A line with one pair explains a
    label only by ``=``.
    """
    legend = Legend()
    waiting: list[str] = []
    explained = ""
    pairs = 0
    for clause in _CLAUSE.split(text):
        if clause in {";", "."}:  # ``Hadir: Bu Tati, Pak Slamet; fasilitator: Wulan``
            waiting = []
        plain = clause.strip(" \t*_•-,;.")
        match = _PAIR.match(plain)
        if plain in labels:
            waiting.append(plain)
        elif match:
            left, right = match["left"].strip(), match["right"].strip()
            label, meaning = (left, right) if left in labels else (right, left)
            if label not in labels or meaning in labels:
                return Legend()
            for one in [*waiting, label]:
                _explain(legend, one, meaning, words)
            waiting, explained, pairs = [], label, pairs + 1
        elif explained and (role := _role_in(plain, words)):  # ``S1 = Bu Sari, ketua``
            legend.roles.setdefault(explained, role)
    return legend if pairs > 1 or (pairs and "=" in text) else Legend()


def read_part_with_label(text: str, labels: Collection[str], words: TranscriptWords) -> Legend:
    """Return what a line explains in ``Narasumber [S] : Bu Sari`` or ``Narasumber : Bu Sari (S)``."""
    match = _PART_WITH_LABEL.match(text) or _NAME_WITH_LABEL.match(text)
    part = match["part"].casefold() if match else ""
    if match is None or match["label"] not in labels or part not in words.interviewers | words.informants:
        return Legend()
    if part in words.interviewers:
        return Legend({match["label"]: part}, interviewers=[match["name"]])
    return Legend({match["label"]: part}, {match["label"]: match["name"]}, [match["name"]])


def read_block(
    lines: Sequence[Line], first: int, counts: Mapping[str, int], words: TranscriptWords
) -> tuple[int, Legend]:
    """Return how many lines from ``first`` on explain a label each, and what they say of it.

    They are two at least (``M : Moderator``, ``P1 : Sari``, ``P2 - Peserta 2 (Dewi)``). One has a word for a
    part, or ``Keterangan`` stands above. ``counts`` says how often each label occurs.
    """
    legend = Legend()
    explained: list[str] = []
    has_part = first > 0 and is_legend_title(lines[first - 1].text, words)
    for index in range(first, len(lines)):
        line = lines[index]
        match = _ENTRY.match(line.text)
        label = match["label"].strip() if match else ""
        meaning = match["meaning"].strip(" *_.") if match else ""
        is_used = counts.get(label, 0) > (line.label == label)
        if label in explained or not is_used or not _is_meaning(meaning, words):
            break
        explained.append(label)
        has_part = has_part or _role_in(meaning, words) is not None
        _explain(legend, label, meaning, words)
    return (len(explained), legend) if len(explained) > 1 and has_part else (0, Legend())


def is_legend_title(text: str, words: TranscriptWords) -> bool:
    """Return whether a line is the title of a legend: ``Keterangan:``."""
    return " ".join(words_of(text)) in words.legend_titles


def _is_meaning(meaning: str, words: TranscriptWords) -> bool:
    """Return whether words may explain a label: a name, or a few words that begin with a part or a post."""
    spoken = words_of(meaning)
    if not spoken or len(spoken) > _LONGEST_MEANING or meaning.endswith(("?", "!", "…")):
        return False
    is_answer = not (words.greetings | words.backchannels).isdisjoint(spoken)
    is_name = re.fullmatch(rf"{_NAME}(?:\s*[(,].*)?", meaning) is not None
    return not is_answer and (is_name or spoken[0] in words.roles)


def read_people(lines: Sequence[Line], first: int, words: TranscriptWords) -> tuple[int, Legend]:
    """Return how many lines from ``first`` on list who takes part (``Peserta:`` / ``1. Bu Sari (ketua)``)."""
    text = lines[first].text.strip(" \t*_:")
    title = words_of(text)
    is_title = 0 < len(title) <= _LONGEST_MEANING and text[0].isalpha() and ":" not in text
    if not is_title or words.informants.isdisjoint(title):
        return 0, Legend()
    legend = Legend()
    for index in range(first + 1, len(lines)):
        match = _PERSON_IN_LIST.match(lines[index].text)
        if match is None:
            return (index - first if index > first + 1 else 0), legend
        legend.informants.append(match["name"])
        if role := _role_in(match["remark"] or "", words):
            legend.roles[match["name"]] = role
    return 0, Legend()


def _explain(legend: Legend, label: str, meaning: str, words: TranscriptWords) -> None:
    """Note the name or the role of a label; a role that no word file has is kept as typed."""
    name = re.fullmatch(rf"(?P<name>{_NAME})(?:\s*[(,].*)?", meaning)
    if name and (words.roles | words.titles).isdisjoint(words_of(name["name"])[-1:]):
        legend.names[label] = name["name"]
    elif in_brackets := re.search(rf"\((?P<name>{_NAME})[^()]*\)", meaning):  # ``Peserta 1 (Sari)``
        legend.names[label] = in_brackets["name"]
    role = _role_in(meaning, words)
    if role or label not in legend.names:
        legend.roles[label] = role or meaning.casefold()


def _role_in(meaning: str, words: TranscriptWords) -> str | None:
    return next((word for word in words_of(meaning) if word in words.roles), None)


def read_title(text: str, words: TranscriptWords) -> Legend:
    """Return who takes part by a title: ``Wawancara dengan Bu Wulan (W) oleh Fajar (F)``."""
    legend = Legend()
    for match in _title_patterns(words)[0].finditer(text):
        name = match["name"]
        if _names_somebody(name, words):
            legend.informants.append(name)
            if match["label"]:
                legend.names[match["label"]] = name
                legend.roles[match["label"]] = "informan"
    for match in _title_patterns(words)[1].finditer(text):
        names = [name for name in _AND.split(match["names"]) if _names_somebody(name, words)]
        legend.interviewers += names
        if names and match["label"]:
            legend.roles[match["label"]] = "pewawancara"
    return legend


def cases_in_title(text: str, words: TranscriptWords) -> list[str]:
    """Return the groups that a title names: ``KUBE MELATI`` in ``WAWANCARA KUBE MELATI DESA SUKAMAJU``."""
    ends = words.title_ends | words.file_name_words | words.titles | words.roles
    cases = []
    for match in _CASE.finditer(text):
        spoken = match["name"].split()
        name = [*takewhile(lambda word: word.casefold() not in ends, spoken)]
        # A preposition has a word after it: ``Bersama`` at the end is a part of the name.
        if len(spoken) == len(name) + 1 and name and not text[match.end() :].strip(" .,;:)*_"):
            name = spoken
        cases += [f"KUBE {' '.join(name)}"] if name else []
    return cases


@cache
def _title_patterns(words: TranscriptWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of the informant and of the interviewers in a title."""
    titles, asks = one_of(words.titles), one_of(words.interviewers)
    answers = one_of(words.informants)
    talk = r"(?i:wawancara|interview|interviu)"
    return (
        re.compile(
            rf"\b(?:{talk}\s+(?i:mendalam\s+)?(?i:dengan|bersama|dgn|dg|with)\s+(?:(?i:{answers})\s+)?|{talk}\s+(?=(?i:{titles})\.?\s)|"
            rf"(?i:{answers})\s*[:=]\s*)(?P<name>{_NAME}){_LABEL_AFTER}"
        ),
        re.compile(
            rf"\b(?i:oleh|{asks})\s*[:=]?\s+(?P<names>{_NAME}(?:(?:,| &| dan| and) {_NAME})*){_LABEL_AFTER}"
        ),
    )


def _names_somebody(name: str, words: TranscriptWords) -> bool:
    """Return whether a name in a title is a person's, not a group's (``KUBE Melati``) or a part's."""
    parts = words_of(name)
    known = words.roles | words.withheld_names | words.name_labels
    is_title = words.titles.issuperset(parts) and not _INITIALS.fullmatch(name)  # ``TN`` are initials, too
    return parts[0] not in known and parts[0] not in words.fact_labels and not is_title


def cut_legend(lines: Sequence[Line], words: TranscriptWords) -> tuple[list[Line], dict[str, str]]:
    """Return the lines without a legend that shares its line with speech, and the roles in it.

    ``P: Peneliti R: Responden Tanggal 3 Mei P: Sudah lama?``: from the second label on that occurs again on,
    the line is speech.
    """
    for index, line in enumerate(lines[:_MOST_LINES_ABOVE]):
        explained = list(_legend_inside(words).finditer(line.text))
        legend = {match["label"]: match["role"].casefold() for match in explained}
        if len(legend) < 2:
            continue
        again = re.compile(rf"\b(?:{'|'.join(map(re.escape, legend))})\s*[:：]")
        speech = again.search(line.text, explained[-1].end())
        start = speech.start() if speech else len(line.text)
        rest = replace(line, start=line.start + start, text=line.text[start:])
        return [*lines[:index], rest, *lines[index + 1 :]], legend
    return list(lines), {}


@cache
def _legend_inside(words: TranscriptWords) -> re.Pattern[str]:
    """Return the pattern of ``P: Peneliti`` inside a line; a role that ends a sentence would be an answer."""
    role = one_of(words.interviewers | words.informants | words.question_labels)
    return re.compile(rf"\b(?P<label>[A-Z]{{1,3}})\s*[:：=]\s*(?P<role>(?i:{role}))\b(?!\s*[.?!])")


def legend_below(
    lines: Sequence[Line], labels: Collection[str], words: TranscriptWords
) -> tuple[int, Legend]:
    """Return the index from which the last lines are a legend (``Mod = moderator``), and what it says.

    ``labels`` may be numbered where the legend is not: ``P = peserta`` of ``P 1`` and ``P 2``.
    """
    stems = {label.rstrip("0123456789 -.") for label in labels}
    legend = Legend()
    first = len(lines)
    for index in range(len(lines) - 1, max(-1, len(lines) - 1 - _MOST_LINES_BELOW), -1):
        text = lines[index].text
        pairs = read_pairs(text, {*labels, *stems}, words) if "=" in text else Legend()
        is_title = bool(legend) and is_legend_title(text, words)
        if text.strip() and not pairs and not is_title:
            break
        legend.add(pairs)
        first = index if pairs or is_title else first
    return first, legend
