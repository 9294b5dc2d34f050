"""Who interviews: every kind of evidence about a label has a weight, and their sum decides.

No share of questions outweighs what header, legend, label or file name say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import log2

from kubecode.transcript.asking import is_prompt, is_question
from kubecode.transcript.parts import QUESTION
from kubecode.transcript.roles import is_addressed, is_voice, nfc, words_of
from kubecode.transcript.speakers import Talk
from kubecode.word_files.transcript_words import TranscriptWords

_TITLE_ALONE = re.compile(r"\b(\w{2,6})\s*(?:[,.?!…\"”]|$)")
_FAMILY = re.compile(r"([^\W\d_]+)[ .-]?\d{1,2}")

DECLARED = 100.0
LABEL_MEANS = 60.0
NAMED = 40.0
POST = 25.0
LETTER = 4.0
INITIAL = 2.0
QUESTIONS = 5.0
PROMPTS = 3.0
BREVITY = 2.0
ADDRESS = 2.0
ADDRESSING = 3.0
SELF = 2.0
RESEARCH = 6.0
OPENING = 0.5
"""Weights of the kinds of evidence, towards the interviewer if positive, towards an informant if negative."""

CLEAR = 2.5
"""The least distance between an interviewer's and an informant's sum; below it nobody is said to ask."""
_MOST_INTERVIEWERS = 3
_LEAST_ASKING = 0.3
_LEAST_FAMILY = 3  # labels of one letter with numbers


@dataclass(frozen=True, slots=True)
class Clue:
    """A piece of evidence about a label: its key in the wording, and the values in these words."""

    kind: str
    values: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """The labels of interviewers and of unknown speakers, and for each label what the decision rests on."""

    interviewers: frozenset[str]
    unknown: frozenset[str]
    reasons: Mapping[str, tuple[Clue, ...]]


@dataclass(slots=True)
class _Tally:
    """The evidence about one label: the sum of the weights, and their kinds."""

    total: float = 0.0
    parts: list[tuple[float, Clue]] = field(default_factory=list)
    asking: float = 0.0
    questions: int = 0

    def add(self, weight: float, kind: str, *values: str | int) -> None:
        if weight:
            self.total += weight
            self.parts.append((weight, Clue(kind, values)))

    @property
    def reasons(self) -> tuple[Clue, ...]:
        """The strongest pieces of evidence that point where the sum does."""
        strongest = sorted(self.parts, key=lambda part: -abs(part[0]))
        return tuple([clue for weight, clue in strongest if (weight > 0) == (self.total > 0)][:2])


def who_asks(turns: Sequence[tuple[str, str]], talk: Talk, words: TranscriptWords) -> Parts:
    """Return the parts that labels have in a talk; ``turns`` are (label, speech) in order.

    If a user has said who asks, nobody else does.
    """
    labels = list(dict.fromkeys(label for label, _ in turns))
    told = talk.header.interviewers.intersection(labels)
    if told:
        return Parts(told, frozenset(), {label: (Clue("told"),) for label in labels})
    speeches = _Speeches(turns, words)
    evidence = {label: _evidence(label, speeches, talk, words) for label in labels}
    people = [label for label in labels if not is_voice(label, words)]
    asking = _interviewers(people, evidence, words)
    open_labels = [label for label in people if evidence[label].total > -POST / 2]
    unknown = open_labels if not asking and len(people) > 1 else []
    return Parts(asking, frozenset(unknown), {label: one.reasons for label, one in evidence.items()})


def _interviewers(
    people: Sequence[str], evidence: Mapping[str, _Tally], words: TranscriptWords
) -> frozenset[str]:
    """Return the labels that surely ask, else those that stand out; both if only questions have a label.

    The label of questions in a table names nobody: in the talk around it the interviewer has another one.
    """
    ranked = sorted(people, key=lambda label: -evidence[label].total)
    certain = [label for label in ranked if evidence[label].total >= LABEL_MEANS / 2]
    found = frozenset(certain) | _family(certain, people, evidence, words)
    if found - {QUESTION}:
        return found
    return found | _standing_out([label for label in ranked if label not in found], evidence, words)


def _standing_out(
    ranked: Sequence[str], evidence: Mapping[str, _Tally], words: TranscriptWords
) -> frozenset[str]:
    """Return the labels above the widest gap between sums of evidence, if it is wide enough."""
    # Among informants, surer and less sure ones are no different groups.
    sums = [max(evidence[label].total, -LETTER * 2) for label in ranked]
    if len(ranked) < 2:
        return frozenset()
    gaps = [
        (sums[count - 1] - sums[count], -count)
        for count in range(1, min(len(ranked) - 1, _MOST_INTERVIEWERS) + 1)
        if all(_may_ask(evidence[label], evidence[ranked[-1]].total) for label in ranked[:count])
        and all(_may_ask_too(evidence[label]) for label in ranked[1:count])
    ]
    if not gaps or max(gaps)[0] < CLEAR:
        return frozenset()
    found = ranked[: -max(gaps)[1]]
    return frozenset(found) | _family(found, ranked, evidence, words)


def _may_ask(evidence: _Tally, least: float) -> bool:
    """Return whether a speaker asks, has an interviewer's letter, or is left beside a known informant."""
    is_left = least <= -NAMED / 2
    return evidence.total > -POST / 2 and (
        evidence.asking >= _LEAST_ASKING or evidence.total >= LETTER / 2 or is_left
    )


def _may_ask_too(evidence: _Tally) -> bool:
    """Return whether somebody may be a second interviewer: one question among answers is not enough."""
    return evidence.questions > 1 or evidence.asking >= 1 or evidence.total >= LETTER + CLEAR


def _family(
    found: Sequence[str], people: Sequence[str], evidence: Mapping[str, _Tally], words: TranscriptWords
) -> set[str]:
    """Return the labels that number the same part as an interviewer's label: ``P2`` beside ``P1``.

    Words that only count voices (``S00``, ``Speaker 1``) name no part.
    """
    stems = {match[1].casefold() for label in found if (match := _FAMILY.fullmatch(label))}
    asking = (
        words.interviewers | words.question_labels | {one.casefold() for one in words.interviewer_initials}
    )
    return {
        label
        for label in people
        if (match := _FAMILY.fullmatch(label))
        and match[1].casefold() in stems & asking
        and evidence[label].total > 0
    }


@dataclass(frozen=True, slots=True)
class _Speech:
    """What is said in a turn, and its words in lower case."""

    text: str
    words: Sequence[str]


class _Speeches:
    """What each label says: its turns, and the number of words and turns of all labels together."""

    def __init__(self, turns: Sequence[tuple[str, str]], words: TranscriptWords) -> None:
        self.of: dict[str, list[_Speech]] = {}
        for label, speech in turns:
            self.of.setdefault(label, []).append(_Speech(speech, words_of(speech)))
        self.first = turns[0][0] if len(turns) > 1 else None
        self.turns = len(turns)
        self.words = {label: sum(len(one.words) for one in own) for label, own in self.of.items()}
        self.all_words = sum(self.words.values())
        counted = Counter(match[1] for label in self.of if (match := _FAMILY.fullmatch(label)))
        self.families = {letter for letter, size in counted.items() if size >= _LEAST_FAMILY}
        self.explaining = {label for label, own in self.of.items() if _explains_the_research(own, words)}

    def brevity(self, label: str) -> float:
        """Return how much shorter the turns of a label are than those of the others, from -1 to 1."""
        count = len(self.of[label])
        if count == self.turns:
            return 0.0
        mine = self.words[label] / count
        theirs = (self.all_words - self.words[label]) / (self.turns - count)
        return max(-1.0, min(1.0, log2((theirs + 1) / (mine + 1)) / 1.5))


def _evidence(label: str, speeches: _Speeches, talk: Talk, words: TranscriptWords) -> _Tally:
    evidence = _Tally()
    _from_declarations(evidence, label, speeches.of.keys(), talk, words)
    _from_letters(evidence, label, speeches.families, words)
    _from_speech(evidence, label, speeches, words)
    return evidence


def _from_declarations(
    evidence: _Tally, label: str, labels: Set[str], talk: Talk, words: TranscriptWords
) -> None:
    role = talk.roles.get(label) or ""
    role_words = set(words_of(role))
    label_words = {word for word in words_of(label) if not word.isdecimal()}
    if role_words & words.interviewers or (role_words and role_words <= words.question_labels):
        evidence.add(DECLARED, "declared", role)
    elif role_words & (words.informants | words.posts):
        evidence.add(-DECLARED, "declared", role)
    elif role:
        evidence.add(-LETTER, "declared", role)
    elif label_words & words.interviewers or (label_words and label_words <= words.question_labels):
        evidence.add(LABEL_MEANS, "means_interviewer")
    elif label_words & words.informants:
        evidence.add(-LABEL_MEANS, "means_informant")
    elif _typed_it(label, labels, words):
        evidence.add(LABEL_MEANS, "typed")
    elif label_words & words.posts:
        evidence.add(-POST, "post")
    names = {*talk.header.names, *talk.names}
    if label in names and not role:
        evidence.add(-NAMED, "header_names")
    informant = talk.header.informant or talk.file_name.informant
    if informant and not role and _is_form_of(label, informant, words):
        # ``T`` beside ``J`` is the question (tanya), whatever the informant is called.
        asks_by_letter = words.answer_labels.get(label) in labels
        by_letter = 0.0 if asks_by_letter else INITIAL
        evidence.add(-(NAMED if _has_words_of(label, informant, words) else by_letter), "known_informant")
    if any(_is_form_of(label, name, words) for name in talk.interviewers):
        # ``R`` may also be the responden beside an interviewer called Rina.
        named = any(_has_words_of(label, name, words) for name in talk.interviewers)
        evidence.add(LABEL_MEANS if named else INITIAL, "known_interviewer")


def _typed_it(label: str, labels: Set[str], words: TranscriptWords) -> bool:
    """Return whether a label is ``Saya`` ("I"), and no other means the interviewer."""
    is_first = len(label) > 1 and label.casefold() in words.first_persons
    return is_first and not any(words.interviewers.intersection(words_of(other)) for other in labels)


def _naming_words(name: str, words: TranscriptWords) -> list[str]:
    return [word for word in words_of(nfc(name)) if word not in words.titles]


def _has_words_of(label: str, name: str, words: TranscriptWords) -> bool:
    """Return whether a label is a name or a part of it: ``Sari`` for ``Bu Sari``."""
    label_words = set(_naming_words(label, words))
    return bool(label_words) and label_words <= set(_naming_words(name, words))


def _is_form_of(label: str, name: str, words: TranscriptWords) -> bool:
    """Return whether a label is a name, a part of it, or its first letter: ``S`` for ``Bu Sari``."""
    label_words, name_words = _naming_words(label, words), _naming_words(name, words)
    if not label_words or not name_words:
        return False
    if _has_words_of(label, name, words):
        return True
    if label in words.interviewer_initials or name.isupper() or len(label_words) > 1 or not label.isupper():
        return False
    initials = "".join(word[0] for word in name_words)
    return label_words[0] in {initials, initials[0]}


def _from_letters(evidence: _Tally, label: str, families: Set[str], words: TranscriptWords) -> None:
    """Note what the letter of a label says; ``families`` are the letters of three numbered labels or more."""
    letter = label.rstrip("0123456789. ").upper()
    if families and letter in words.moderator_initials and label.isalpha():
        evidence.add(LETTER, "label", label)
    elif letter in words.interviewer_initials and letter in families:
        return  # ``P1`` to ``P5`` are participants (peserta)
    elif letter in words.interviewer_initials:
        evidence.add(LETTER, "label", label)
    elif letter in words.informant_initials:
        evidence.add(-LETTER / 2, "label", label)
    elif is_addressed(label, words):
        evidence.add(-ADDRESS, "label", label)


def _from_speech(evidence: _Tally, label: str, speeches: _Speeches, words: TranscriptWords) -> None:
    own = speeches.of[label]
    asks = [is_question(one.text, words, one.words) for one in own]
    questions = evidence.questions = sum(asks)
    prompts = sum(
        not is_asked and is_prompt(one.text, words, one.words)
        for one, is_asked in zip(own, asks, strict=True)
    )
    evidence.asking = (questions + 0.7 * prompts) / len(own)
    evidence.add(QUESTIONS * questions / len(own), "questions", questions, len(own))
    evidence.add(PROMPTS * prompts / len(own), "prompts", prompts, len(own))
    brevity = speeches.brevity(label)
    evidence.add(BREVITY * brevity, "shorter" if brevity > 0 else "longer")
    about_self = sum(not words.first_persons.isdisjoint(one.words) for one in own)
    evidence.add(-SELF * about_self / len(own), "about_self", about_self, len(own))
    elders = sum(_addresses(one.text, words.elder_titles) for one in own)
    youngers = sum(_addresses(one.text, words.younger_titles) for one in own)
    if elders != youngers:
        weight = ADDRESSING * (elders - youngers) / len(own)
        evidence.add(weight, "elder" if weight > 0 else "younger")
    if speeches.explaining == {label}:
        evidence.add(RESEARCH, "research")
    if speeches.first == label:
        evidence.add(OPENING, "opens")


def _addresses(speech: str, titles: Collection[str]) -> bool:
    """Return whether a turn addresses somebody by a title alone: ``Ribut, Bu?``, not ``kata Bu Ani``."""
    found = _TITLE_ALONE.finditer(speech)
    return any(match[1].casefold() in titles for match in found)


def _explains_the_research(speeches: Sequence[_Speech], words: TranscriptWords) -> bool:
    """Return whether the first or last turns have words such as ``penelitian`` or ``mau tanya``."""
    spoken = (f" {' '.join(one.words)} " for one in [*speeches[:2], *speeches[-1:]])
    return any(f" {phrase} " in speech for speech in spoken for phrase in words.research_words)
