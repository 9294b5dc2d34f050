"""Speakers: which labels are the interviewer's, and which informant each other label is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kubecode.transcript.file_name import FileName
from kubecode.transcript.header import Header
from kubecode.transcript.roles import is_role_word, words_of
from kubecode.word_files.transcript_words import TranscriptWords

_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_NAME = re.compile(r"[^\W\d_][^\d()]*")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person with a label: the interviewer, or an informant with a role."""

    asks: bool
    informant: str | None = None
    role: str | None = None


def interviewer_labels(
    turns: Iterable[tuple[str, str]], roles: Mapping[str, str], words: TranscriptWords
) -> frozenset[str]:
    """Return the labels of the interviewers.

    ``turns`` are (label, speech). ``roles`` maps labels to the roles in header and legend. If neither these
    nor a label itself names an interviewer, it is the label with the highest share of questions, if that
    share is at least 0.3 and more than 1.5 times the next one.
    """
    turn_counts: Counter[str] = Counter()
    question_counts: Counter[str] = Counter()
    for label, speech in turns:
        turn_counts[label] += 1
        question_counts[label] += _is_question(speech, words)
    role_words = {label: set(words_of(roles.get(label) or label)) for label in turn_counts}
    named = {label for label, label_words in role_words.items() if _means_interviewer(label_words, words)}
    if named:
        return frozenset(named)
    answering = words.informants | words.posts
    open_labels = [label for label, label_words in role_words.items() if not label_words & answering]
    if len(turn_counts) < 2 or not open_labels:
        return frozenset()
    share = {label: question_counts[label] / turn_counts[label] for label in turn_counts}
    most = max(open_labels, key=lambda label: (share[label], label in words.interviewer_initials))
    others = max((share[label] for label in turn_counts if label != most), default=0.0)
    return frozenset({most}) if share[most] >= 0.3 and share[most] > 1.5 * others else frozenset()


def _means_interviewer(label_words: set[str], words: TranscriptWords) -> bool:
    names_interviewer = not label_words.isdisjoint(words.interviewers)
    return names_interviewer or (bool(label_words) and label_words <= words.question_labels)


def _is_question(speech: str, words: TranscriptWords) -> bool:
    spoken = words_of(speech)
    return speech.rstrip(' \t\n"”*').endswith("?") or bool(spoken and spoken[0] in words.question_words)


def describe_informants(
    labels: Collection[str],
    interviewers: Collection[str],
    roles: Mapping[str, str],
    header: Header,
    file_name: FileName,
    words: TranscriptWords,
) -> dict[str, Speaker]:
    """Return the informant of each label in ``labels``; ``interviewers`` are the labels of the others.

    A label without a name (``Narasumber``) is the informant named by the header, or else by the file name.
    So is the letter of an only informant, unless that name contains it. If neither names one, the label is
    another person in each document: two people counted as one would weigh less, and nobody would notice.
    """
    alone = len(labels) == 1
    names = {
        label: _name_alone(label, interviewers, file_name, words) if alone else _name_in(label, words)
        for label in labels
    }
    if alone and header.informant:
        names = dict.fromkeys(names, header.informant)
    nameless = [label for label, name in names.items() if name is None]
    known = header.informant or file_name.informant
    if len(nameless) == 1 and known not in names.values():
        names[nameless[0]] = known
    described = {}
    for label, name in names.items():
        informant = name or f"{label} ({file_name.stem})"
        role = _post(label, roles.get(label), words)
        if role is None and (alone or informant == header.informant):
            role = header.role or (file_name.role if alone else None)
        described[label] = Speaker(asks=False, informant=informant, role=role)
    return described


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
    """Return the name in a label: in the brackets of ``Informan (T)``, or its words that are no role."""
    in_brackets = _IN_BRACKETS.search(label)
    if (
        in_brackets
        and _NAME.fullmatch(in_brackets[1].strip())
        and not is_role_word(in_brackets[1].strip(), words)
    ):
        return in_brackets[1].strip()
    if set(words_of(label)) <= _nameless_words(words) or label.isdecimal():
        return None
    parts = _IN_BRACKETS.sub(" ", label).split()
    name = " ".join(part for part in parts if part.casefold() not in words.informants)
    return label if not name or name.isdecimal() else name


def _nameless_words(words: TranscriptWords) -> frozenset[str]:
    """Return the words that name nobody: a group has one ketua (chair), but many anggota (members)."""
    return words.informants | words.titles | words.shared_posts


def _post(label: str, role: str | None, words: TranscriptWords) -> str | None:
    """Return the role of a label in header or legend, else the post in the label, or None."""
    if role and role.casefold() not in words.informants:
        return role
    return next((word for word in words_of(label) if word in words.posts), None)
