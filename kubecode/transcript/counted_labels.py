"""Labels with numbers that count turns (``T1``, ``J1``, ``T2``, ``J2``), each of one speaker."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise

from kubecode.transcript.lines import Line
from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

_COUNTED = re.compile(
    r"(?P<stem>[^\W\d_]{1,12}(?:[ .-](?=[^\W\d]))?(?:[^\W\d_]{1,12})?)[ .-]?(?P<number>\d{1,4})\.?"
)


def counted_labels(
    lines: Sequence[Line], declared: Collection[str], words: TranscriptWords
) -> dict[str, str]:
    """Return a map from labels whose numbers count turns to the label without number.

    The numbers of each count upwards and no two of them follow each other, as two people do (``S1``, ``S2``).
    A header or legend that explains one of them says that they are people.
    """
    labels = [line.label for line in lines if line.label]
    counted = [(label, match) for label in labels if (match := _COUNTED.fullmatch(label))]
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for _, match in counted:
        numbers[match["stem"]].append(int(match["number"]))
    named = {match["stem"] for label, match in counted if label in declared}
    following = _stems_that_follow_each_other(labels)
    neighbours = {stem for stem in following if not _is_of_questions(stem, words)}
    rising = {
        stem
        for stem, found in numbers.items()
        if all(one < other for one, other in pairwise(found)) and stem not in named | neighbours
    }
    in_parallel = {stem for stem in rising if len(numbers[stem]) > 1}
    counting = {stem for stem in rising if _means_counting(stem, numbers[stem], len(in_parallel), words)}
    return {label: match["stem"] for label, match in counted if match["stem"] in counting}


def join_question_labels(labels: Collection[str], words: TranscriptWords) -> dict[str, str]:
    """Return a map from the words for an answer, or for a question, to the first one.

    ``Jawab``, ``Jwb`` and ``Jawaban`` are one speaker. Letters may be a person's.
    """
    joined: dict[str, str] = {}
    for meant in (words.question_labels, words.answer_words):
        same = [label for label in labels if len(label) > 1 and label.casefold() in meant]
        joined |= dict.fromkeys(same[1:], same[0]) if same else {}
    return joined


def _is_of_questions(stem: str, words: TranscriptWords) -> bool:
    """Return whether a stem means a question or an answer, whoever speaks: ``Tanya 1``, ``Tanya 2``."""
    return set(words_of(stem)) <= words.question_labels | words.answer_words


def _stems_that_follow_each_other(labels: Sequence[str]) -> set[str]:
    """Return the stems of two different labels with one label below the other."""
    stems = [match["stem"] if (match := _COUNTED.fullmatch(label)) else "" for label in labels]
    pairs = zip(pairwise(stems), pairwise(labels), strict=True)
    return {stem for (stem, other), (above, below) in pairs if stem == other and above != below} - {""}


def _means_counting(stem: str, numbers: Sequence[int], in_parallel: int, words: TranscriptWords) -> bool:
    """Return whether numbers count the turns: of ``Jawaban``, of both speakers, or of many turns of one."""
    if _is_of_questions(stem, words):
        return True
    is_initials = len(stem) <= 3 and stem.isupper()
    return (len(numbers) > 1 and in_parallel > 1) or (is_initials and len(numbers) > 3)
