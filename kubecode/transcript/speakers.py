"""Speakers: what is known of a talk apart from its words, and which informant each label is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from kubecode.transcript.file_name import FileName
from kubecode.transcript.header import Header
from kubecode.transcript.parts import ANSWER
from kubecode.transcript.roles import is_role_word, is_voice, nfc, person_key, title_of, words_of
from kubecode.word_files.transcript_words import TranscriptWords

_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_LONGEST_INITIALS = 2
_NAME = re.compile(r"[^\W\d_][^\d()]*")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person with a label: the interviewer, or an informant with a role.

    ``is_unknown`` is true if the evidence does not tell which of the two. ``reason`` says what decided.
    """

    asks: bool
    informant: str | None = None
    role: str | None = None
    is_unknown: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """What is known of a talk apart from its words: roles and names of labels, and the file's facts."""

    roles: Mapping[str, str]
    header: Header
    file_name: FileName
    names: Mapping[str, str] = field(default_factory=dict)
    interviewers: Collection[str] = ()


def describe_informants(
    labels: Collection[str], interviewers: Collection[str], talk: Talk, words: TranscriptWords
) -> dict[str, Speaker]:
    """Return the informant of each label in ``labels``; ``interviewers`` are the labels of the others.

    A label without a name (``Narasumber``) is the informant named by the header, or else by the file name.
    So is the letter of an only informant, unless that name contains it. If neither names one, the label is
    another person in each document: two people counted as one would weigh less, and nobody would notice. A
    voice of several or unknown people is no informant.
    """
    people = [label for label in labels if not is_voice(label, words)]
    header, file_name = talk.header, talk.file_name
    # Answers in a table without a name are those of the only person who speaks around it.
    around = [label for label in people if label != ANSWER]
    answers_for = around[0] if len({person_key(label, words) for label in around}) == 1 else None
    answers_for = None if ANSWER in {**talk.names, **header.names} else answers_for
    if answers_for and ANSWER in people:
        people = around
    alone = len({person_key(label, words) for label in people}) == 1
    names = {
        label: _name_alone(label, interviewers, file_name, words) if alone else _name_in(label, words)
        for label in people
    }
    if alone and header.informant:
        names = dict.fromkeys(names, header.informant)
    known = header.informant or file_name.informant
    names |= {
        label: known for label, name in names.items() if name and known and _is_person(name, known, words)
    }
    names |= {label: name for label, name in {**talk.names, **header.names}.items() if label in names}
    nameless = [label for label, name in names.items() if name is None]
    if len(nameless) == 1 and known not in names.values():
        names[nameless[0]] = known
    described = {label: Speaker(asks=False) for label in labels}
    persons = _one_name_a_person({label: name for label, name in names.items() if name}, words)
    for label in people:
        informant = persons.get(label) or f"{label} ({file_name.stem})"
        role = _post(label, talk.roles.get(label), words)
        if role is None and (alone or informant == header.informant):
            role = header.role or (file_name.role if alone else None)
        described[label] = Speaker(asks=False, informant=informant, role=role)
    if answers_for and ANSWER in described:
        described[ANSWER] = described[answers_for]
    return described


def _is_person(name: str, known: str, words: TranscriptWords) -> bool:
    """Return whether a label's name is the known informant's: ``SARI`` and ``Bu Sari``, not ``Pak Sari``."""
    titles = {title_of(name, words), title_of(known, words)} - {""}
    is_same = person_key(name, words) == person_key(known, words)
    return len(titles) < 2 and is_same and len(name) > _LONGEST_INITIALS


def _one_name_a_person(names: Mapping[str, str], words: TranscriptWords) -> dict[str, str]:
    """Return the names with one spelling for each person: the one of most labels, else the longest.

    ``Bu Sari`` and ``Pak Sari`` stay two people.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for label, name in names.items():
        groups[person_key(name, words)].append(label)
    result = dict(names)
    for group in groups.values():
        titles = {title_of(names[label], words) for label in group} - {""}
        if len(group) > 1 and len(titles) < 2:
            spellings = Counter(nfc(names[label]) for label in group)
            best = max(spellings, key=lambda name: (spellings[name], not name.isupper(), len(name)))
            result |= dict.fromkeys(group, best)
    return result


def _name_alone(
    label: str, interviewers: Collection[str], file_name: FileName, words: TranscriptWords
) -> str | None:
    """Return the name in the only informant's label; the file name takes precedence over letter and post."""
    known = file_name.informant
    if len(label) == 1:
        answers = {words.answer_labels.get(interviewer) for interviewer in interviewers}
        is_shared = label in words.informant_initials | answers
        stays = label in known.split() if known else not is_shared
        return label if stays else None
    is_post = set(words_of(label)) <= _nameless_words(words) | words.posts
    return None if is_post and known else _name_in(label, words)


def _name_in(label: str, words: TranscriptWords) -> str | None:
    """Return the name in a label: its words that are no role, or in the brackets of ``Informan (T)``."""
    if label.isdecimal():
        return None
    parts = [part for part in _IN_BRACKETS.sub(" ", label).split() if part.casefold() not in words.informants]
    name = " ".join(parts)
    is_named = bool(name) and not name.isdecimal() and not set(words_of(name)) <= _nameless_words(words)
    in_brackets = _IN_BRACKETS.search(label)
    inside = in_brackets[1].strip() if in_brackets else ""
    # ``Ketua (Bu Ani)``, ``S (Siti)``: the brackets have the name; ``Bu Eni (BE)``: they have its letters.
    is_short = set(words_of(name)) <= words.posts or (len(name) <= _LONGEST_INITIALS < len(inside))
    if (is_short or not is_named) and _NAME.fullmatch(inside) and not is_role_word(inside, words):
        return inside
    if is_named:
        return name
    return None if set(words_of(label)) <= _nameless_words(words) else label


def _nameless_words(words: TranscriptWords) -> frozenset[str]:
    """Return the words that name nobody: a group has one ketua (chair), but many anggota (members)."""
    return words.informants | words.titles | words.shared_posts


def _post(label: str, role: str | None, words: TranscriptWords) -> str | None:
    """Return the role of a label in header or legend, else the post in the label, or None."""
    if role and role.casefold() not in words.informants:
        return role
    return next((word for word in words_of(label) if word in words.posts), None)
