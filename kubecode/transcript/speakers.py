"""Speakers: which labels are the interviewer's, and which informant each other label is.

Every kind of evidence has a weight; the sum over a label's evidence decides. No share of questions outweighs
what header, legend, label or file name say.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from kubecode.transcript.file_name import FileName
from kubecode.transcript.header import Header
from kubecode.transcript.roles import is_addressed, is_role_word, is_voice, words_of
from kubecode.word_files.transcript_words import TranscriptWords

_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_NAME = re.compile(r"[^\W\d_][^\d()]*")
_FAMILY = re.compile(r"([^\W\d_]+)[ .-]?\d{1,2}")

DECLARED = 100.0
LABEL_MEANS = 60.0
NAMED = 40.0
POST = 25.0
LETTER = 4.0
QUESTIONS = 5.0
PROMPTS = 3.0
BREVITY = 2.0
ADDRESS = 2.0
OPENING = 0.5
"""Weights of the kinds of evidence, towards the interviewer if positive, towards an informant if negative."""

CLEAR = 2.5
"""The least distance between an interviewer's and an informant's sum; below it nobody is said to ask."""
_MOST_INTERVIEWERS = 3
_LEAST_ASKING = 0.3


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


@dataclass(frozen=True, slots=True)
class Parts:
    """The labels of interviewers and of unknown speakers, and for each label what the decision rests on."""

    interviewers: frozenset[str]
    unknown: frozenset[str]
    reasons: Mapping[str, str]


@dataclass(slots=True)
class _Tally:
    """The evidence about one label: the sum of the weights, and their kinds."""

    total: float = 0.0
    parts: list[tuple[float, str]] = field(default_factory=list)
    asking: float = 0.0

    def add(self, weight: float, what: str) -> None:
        if weight:
            self.total += weight
            self.parts.append((weight, what))

    @property
    def reason(self) -> str:
        """The strongest pieces of evidence, in words."""
        strongest = sorted(self.parts, key=lambda part: -abs(part[0]))
        same_way = [what for weight, what in strongest if (weight > 0) == (self.total > 0)]
        return ", ".join(same_way[:2])


def who_asks(turns: Sequence[tuple[str, str]], talk: Talk, words: TranscriptWords) -> Parts:
    """Return the parts that labels have in a talk; ``turns`` are (label, speech) in order."""
    labels = list(dict.fromkeys(label for label, _ in turns))
    evidence = {label: _evidence(label, turns, talk, words) for label in labels}
    people = [label for label in labels if not is_voice(label, words)]
    asking = _interviewers(people, evidence)
    open_labels = [label for label in people if evidence[label].total > -POST / 2]
    unknown = open_labels if not asking and len(people) > 1 else []
    return Parts(asking, frozenset(unknown), {label: one.reason for label, one in evidence.items()})


def _interviewers(people: Sequence[str], evidence: Mapping[str, _Tally]) -> frozenset[str]:
    """Return the labels above the widest gap between sums of evidence, if it is wide enough."""
    ranked = sorted(people, key=lambda label: -evidence[label].total)
    # Among informants, surer and less sure ones are no different groups.
    sums = [max(evidence[label].total, -LETTER * 2) for label in ranked]
    certain = [label for label in ranked if evidence[label].total >= LABEL_MEANS / 2]
    if certain:
        return frozenset(certain) | _family(certain, people, evidence)
    if len(ranked) < 2:
        return frozenset()
    gaps = [
        (sums[count - 1] - sums[count], -count)
        for count in range(1, min(len(ranked) - 1, _MOST_INTERVIEWERS) + 1)
        if all(_may_ask(evidence[label], evidence[ranked[-1]].total) for label in ranked[:count])
    ]
    if not gaps or max(gaps)[0] < CLEAR:
        return frozenset()
    found = ranked[: -max(gaps)[1]]
    return frozenset(found) | _family(found, people, evidence)


def _may_ask(evidence: _Tally, least: float) -> bool:
    """Return whether a speaker asks, has an interviewer's letter, or is left beside a known informant."""
    is_left = least <= -NAMED / 2
    return evidence.total > -POST / 2 and (
        evidence.asking >= _LEAST_ASKING or evidence.total >= LETTER / 2 or is_left
    )


def _family(found: Sequence[str], people: Sequence[str], evidence: Mapping[str, _Tally]) -> set[str]:
    """Return the labels that number the same word as an interviewer's label: ``P2`` beside ``P1``."""
    bases = {match[1].casefold() for label in found if (match := _FAMILY.fullmatch(label))}
    return {
        label
        for label in people
        if (match := _FAMILY.fullmatch(label)) and match[1].casefold() in bases and evidence[label].total > 0
    }


def _evidence(label: str, turns: Sequence[tuple[str, str]], talk: Talk, words: TranscriptWords) -> _Tally:
    evidence = _Tally()
    _from_declarations(evidence, label, talk, words)
    _from_letters(evidence, label, words)
    _from_speech(evidence, label, turns, words)
    return evidence


def _from_declarations(evidence: _Tally, label: str, talk: Talk, words: TranscriptWords) -> None:
    role = talk.roles.get(label) or ""
    role_words = set(words_of(role))
    label_words = set(words_of(label))
    if role_words & words.interviewers or (role_words and role_words <= words.question_labels):
        evidence.add(DECLARED, f"declared as {role}")
    elif role_words & (words.informants | words.posts):
        evidence.add(-DECLARED, f"declared as {role}")
    elif role:
        evidence.add(-LETTER, f"declared as {role}")
    elif label_words & words.interviewers or (label_words and label_words <= words.question_labels):
        evidence.add(LABEL_MEANS, "its label means interviewer")
    elif label_words & words.informants:
        evidence.add(-LABEL_MEANS, "its label means informant")
    elif label_words & words.posts:
        evidence.add(-POST, "its label is a post in the group")
    names = {*talk.header.names, *talk.names}
    if label in names and not role:
        evidence.add(-NAMED, "the header names it")
    informant = talk.header.informant or talk.file_name.informant
    if informant and not role and _is_form_of(label, informant, words):
        evidence.add(-NAMED, "header or file name has this informant")
    if any(_is_form_of(label, name, words) for name in talk.interviewers):
        evidence.add(LABEL_MEANS, "the lines above the talk name this interviewer")


def _is_form_of(label: str, name: str, words: TranscriptWords) -> bool:
    """Return whether a label is a name, a part of it, or its first letter: ``S`` for ``Bu Sari``."""
    label_words = [word for word in words_of(nfc(label)) if word not in words.titles]
    name_words = [word for word in words_of(nfc(name)) if word not in words.titles]
    if not label_words or not name_words:
        return False
    if set(label_words) <= set(name_words):
        return True
    if label in words.interviewer_initials or name.isupper() or len(label_words) > 1 or not label.isupper():
        return False
    initials = "".join(word[0] for word in name_words)
    return label_words[0] in {initials, initials[0]}


def _from_letters(evidence: _Tally, label: str, words: TranscriptWords) -> None:
    letter = label.rstrip("0123456789. ")
    if letter in words.interviewer_initials:
        evidence.add(LETTER, f"label {label}")
    elif letter in words.informant_initials:
        evidence.add(-LETTER / 2, f"label {label}")
    elif is_addressed(label, words):
        evidence.add(-ADDRESS, f"label {label}")


def _from_speech(
    evidence: _Tally, label: str, turns: Sequence[tuple[str, str]], words: TranscriptWords
) -> None:
    own = [speech for one, speech in turns if one == label]
    others = [speech for one, speech in turns if one != label]
    questions = sum(_is_question(speech, words) for speech in own)
    prompts = sum(not _is_question(speech, words) and _is_prompt(speech, words) for speech in own)
    evidence.asking = (questions + 0.7 * prompts) / len(own)
    evidence.add(QUESTIONS * questions / len(own), f"{questions} of {len(own)} turns are questions")
    evidence.add(PROMPTS * prompts / len(own), f"{prompts} of {len(own)} turns are prompts")
    if others:
        mine, theirs = _mean_length(own), _mean_length(others)
        brevity = max(-1.0, min(1.0, log2((theirs + 1) / (mine + 1)) / 1.5))
        evidence.add(BREVITY * brevity, "its turns are shorter" if brevity > 0 else "its turns are longer")
    if turns[0][0] == label and len(turns) > 1:
        evidence.add(OPENING, "it opens the talk")


def _mean_length(speeches: Sequence[str]) -> float:
    return sum(len(words_of(speech)) for speech in speeches) / len(speeches)


def _is_question(speech: str, words: TranscriptWords) -> bool:
    spoken = words_of(speech)
    return speech.rstrip(' \t\n"”*_)').endswith("?") or bool(spoken and spoken[0] in words.question_words)


def _is_prompt(speech: str, words: TranscriptWords) -> bool:
    spoken = words_of(speech)
    beginnings = {" ".join(spoken[:count]) for count in (1, 2, 3)}
    return len(spoken) <= 25 and not beginnings.isdisjoint(words.prompts)


def nfc(text: str) -> str:
    """Return a text in composed form (Unicode NFC), so that two encodings of a name are one."""
    return unicodedata.normalize("NFC", text)


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
    alone = len({_person_key(label, words) for label in people}) == 1
    names = {
        label: _name_alone(label, interviewers, file_name, words) if alone else _name_in(label, words)
        for label in people
    }
    if alone and header.informant:
        names = dict.fromkeys(names, header.informant)
    names |= {label: name for label, name in {**talk.names, **header.names}.items() if label in names}
    nameless = [label for label, name in names.items() if name is None]
    known = header.informant or file_name.informant
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
    return described


def _person_key(label: str, words: TranscriptWords) -> str:
    """Return the key of a person, the same for ``Sari``, ``SARI`` and ``Bu Sari``."""
    plain = words_of(nfc(label))
    return " ".join(word for word in plain if word not in words.titles) or " ".join(plain)


def _title_of(label: str, words: TranscriptWords) -> str:
    first = words_of(nfc(label))[:1]
    title = first[0] if first and first[0] in words.titles else ""
    return {"bu": "ibu", "bpk": "bapak", "pak": "bapak", "bp": "bapak"}.get(title, title)


def _one_name_a_person(names: Mapping[str, str], words: TranscriptWords) -> dict[str, str]:
    """Return the names with one spelling for each person: the one of most labels, else the longest.

    ``Bu Sari`` and ``Pak Sari`` stay two people.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for label, name in names.items():
        groups[_person_key(name, words)].append(label)
    result = dict(names)
    for group in groups.values():
        titles = {_title_of(names[label], words) for label in group} - {""}
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
