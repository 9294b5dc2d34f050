"""Who is the interviewer, and which informant a label means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kubecode.transcript.file_name import FileName
from kubecode.transcript.header import Header
from kubecode.transcript.roles import (
    INFORMANT_WORDS,
    INTERVIEWER_WORDS,
    NAMELESS_WORDS,
    POSTS,
    QUESTION_LABELS,
    TITLES,
    is_role_word,
    words_of,
)

_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_NAME = re.compile(r"[^\W\d_][^\d()]*")
# A label of these words alone is another person in every transcript: a group has one ketua, but many
# members.
_ANYBODY = NAMELESS_WORDS | TITLES | {"anggota"}
# Informan, narasumber, responden; or the initial of somebody whom the file's name should then know.
_ANYBODYS_INITIALS = frozenset("INR")
# Letters for a question and its answer: question and answer, tanya and jawab, the first and the second.
_ANSWER_TO = {"Q": "A", "T": "J", "A": "B", "X": "Y"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """What a label stands for: the interviewer, or an informant with a role."""

    asks: bool
    informant: str | None = None
    role: str | None = None


def interviewer_labels(
    turns: Iterable[tuple[str, str]], roles: Mapping[str, str], question_words: frozenset[str]
) -> frozenset[str]:
    """Return the labels of those who ask.

    ``turns`` are (label, speech); ``roles`` what header and legend say of a label. Where neither they
    nor the label itself name an interviewer, it is the one whose turns are mostly questions.
    """
    spoken: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for label, speech in turns:
        spoken[label] += 1
        asked[label] += _is_question(speech, question_words)
    said = {label: set(words_of(roles.get(label) or label)) for label in spoken}
    named = {label for label, words in said.items() if _names_an_asker(words)}
    if named:
        return frozenset(named)
    open_labels = [label for label, words in said.items() if not words & INFORMANT_WORDS]
    if len(spoken) < 2 or not open_labels:
        return frozenset()
    share = {label: asked[label] / spoken[label] for label in spoken}
    most = max(open_labels, key=lambda label: (share[label], label == "P"))
    others = max((share[label] for label in spoken if label != most), default=0.0)
    return frozenset({most}) if share[most] >= 0.3 and share[most] > 1.5 * others else frozenset()


def _names_an_asker(words: set[str]) -> bool:
    return bool(words) and (bool(words & INTERVIEWER_WORDS) or words <= QUESTION_LABELS)


def _is_question(speech: str, question_words: frozenset[str]) -> bool:
    words = words_of(speech)
    return speech.rstrip(' \t\n"”*').endswith("?") or bool(words and words[0] in question_words)


def describe_informants(
    labels: Collection[str],
    askers: Collection[str],
    roles: Mapping[str, str],
    header: Header,
    file_name: FileName,
) -> dict[str, Speaker]:
    """Say which informant each label means; ``labels`` are all those that do not ask, ``askers`` the others.

    A label that names nobody (``Narasumber``) means the one whom the header, or else the file's name,
    knows; so does the only informant's letter, unless it stands in that name. Where they know nobody either
    it means somebody else in every document: two people counted as one would weigh less, and nobody would
    see it.
    """
    alone = len(labels) == 1
    names = {label: _name_alone(label, askers, file_name) if alone else _name_in(label) for label in labels}
    if alone and header.informant:
        names = dict.fromkeys(names, header.informant)
    nameless = [label for label, name in names.items() if name is None]
    known = header.informant or file_name.informant
    if len(nameless) == 1 and known not in names.values():
        names[nameless[0]] = known
    described = {}
    for label, name in names.items():
        informant = name or f"{label} ({file_name.stem})"
        role = _post(label, roles.get(label))
        if role is None and (alone or informant == header.informant):
            role = header.role or (file_name.role if alone else None)
        described[label] = Speaker(asks=False, informant=informant, role=role)
    return described


def _name_alone(label: str, askers: Collection[str], file_name: FileName) -> str | None:
    """Return the name in the only informant's label; letter and post give way to a name that is known."""
    known = file_name.informant
    if len(label) == 1:
        anybodys = label in _ANYBODYS_INITIALS or any(label == _ANSWER_TO.get(asker) for asker in askers)
        stays = label in known.split() if known else not anybodys
        return label if stays else None
    is_post = set(words_of(label)) <= _ANYBODY | POSTS
    return None if is_post and known else _name_in(label)


def _name_in(label: str) -> str | None:
    """Return the name in a label: inside the brackets of ``Informan (T)``, or what is no role in it."""
    in_brackets = _IN_BRACKETS.search(label)
    if in_brackets and _NAME.fullmatch(in_brackets[1].strip()) and not is_role_word(in_brackets[1].strip()):
        return in_brackets[1].strip()
    if set(words_of(label)) <= _ANYBODY or label.isdecimal():
        return None
    words = _IN_BRACKETS.sub(" ", label).split()
    name = " ".join(word for word in words if word.casefold() not in NAMELESS_WORDS)
    return label if not name or name.isdecimal() else name


def _post(label: str, role: str | None) -> str | None:
    """Return the role that header or legend give to a label, else the post that stands in it."""
    if role and role.casefold() not in NAMELESS_WORDS:
        return role
    return next((word for word in words_of(label) if word in POSTS), None)
