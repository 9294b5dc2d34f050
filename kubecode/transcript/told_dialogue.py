"""Labels of a dialogue that somebody tells inside an answer: they are the teller's words, not speakers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby

from kubecode.transcript.lines import Line
from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

_QUOTED = re.compile(r"[\s*_]*[\"“”„‟«'‘]")
_LONGEST_INITIALS = 2
_OFTEN = 3  # runs of one speaker in a talk


def told_labels(
    lines: Sequence[Line], labels: Set[str], declared: Collection[str], words: TranscriptWords
) -> set[str]:
    """Return the labels of a dialogue that somebody tells inside a turn.

    ``Ani: "Kamu ngambil?"`` / ``Saya: "Enggak."`` in an answer of S. The lines of such a label are quoted and
    inside turns of one speaker; or beside the narrator's own (``Saya``) where somebody else interviews; or
    followed by a line that goes on with the story. If no two speakers speak without quotation marks, these
    are the style of the transcript.
    """
    may_be_told = {label for label in labels if _may_be_told(label, declared, words)}
    told = _quoted(lines, labels, may_be_told, words) | _in_stories(
        lines, labels, may_be_told, declared, words
    )
    left = labels - told
    return told if len(left) > 1 or any(_answers(label, words) for label in left) else set()


def _answers(label: str, words: TranscriptWords) -> bool:
    """Return whether a label means only the answer, so that the questions have none: ``Jawab``."""
    return words.answer_words.issuperset(words_of(label))


def is_only_told(lines: Sequence[Line], labels: Set[str], words: TranscriptWords) -> bool:
    """Return whether all labels may be people in a story: the narrator, and others who are quoted."""
    spoken = [line for line in lines if line.speaker in labels]
    told = {label for label in labels if _may_be_told(label, (), words)}
    quoted = sum(_QUOTED.match(line.speech) is not None for line in spoken)
    has_narrator = any(_is_narrator(label, words) for label in labels)
    return labels == told and (has_narrator or quoted == len(spoken))


def _may_be_told(label: str, declared: Collection[str], words: TranscriptWords) -> bool:
    """Return whether a label is a name, a post or ``Saya`` that no header declares."""
    parts = words_of(label)
    is_part = not (words.interviewers | words.informants | words.question_labels).isdisjoint(parts)
    return label not in declared and not is_part and len(label) > _LONGEST_INITIALS


def _quoted(
    lines: Sequence[Line], labels: Set[str], may_be_told: Set[str], words: TranscriptWords
) -> set[str]:
    """Return the labels that are always quoted and inside the turns of one plain speaker."""
    spoken = [line for line in lines if line.speaker in labels]
    counts = Counter(line.speaker for line in spoken)
    quoted = Counter(line.speaker for line in spoken if _QUOTED.match(line.speech))
    plain = {label for label in labels if quoted[label] * 2 < counts[label]}
    if len(plain) < 2 and not any(_answers(label, words) for label in plain):
        return set()
    told = {label for label in may_be_told - plain if counts[label] == quoted[label]}
    narrators = _narrators(spoken, plain)
    return {label for label in told if len(narrators[label]) == 1}


def _narrators(spoken: Iterable[Line], plain: Collection[str]) -> Mapping[str | None, set[str | None]]:
    """Return for each other label the plain speakers inside whose turns its lines are."""
    narrators: defaultdict[str | None, set[str | None]] = defaultdict(set)
    narrator: str | None = None
    for line in spoken:
        if line.speaker in plain:
            narrator = line.speaker
        else:
            narrators[line.speaker].add(narrator)
    return narrators


def _in_stories(
    lines: Sequence[Line],
    labels: Set[str],
    may_be_told: Set[str],
    declared: Collection[str],
    words: TranscriptWords,
) -> set[str]:
    """Return the labels all of whose lines are in passages that are stories, in a talk of others.

    The others have initials, a part (``Peneliti``), or names that come again and again.
    """
    runs = Counter(label for label, _ in groupby(line.speaker for line in lines if line.speaker in labels))
    others = {label for label in labels - may_be_told if runs[label]}
    if len(others) < 2:
        others |= {label for label in may_be_told if runs[label] >= _OFTEN}
    if len(others) < 2:
        return set()
    narrators = {line.speaker for line in lines if line.speaker and _is_narrator(line.speaker, words)}
    inside = (may_be_told | narrators) - set(declared) - others
    is_interview = len(others) == 2
    told: set[str] = set()
    spoken: set[str] = set()
    for passage in _passages(lines, inside, others):
        within = {line.speaker for line in passage if line.speaker} & inside
        is_story = not narrators.isdisjoint(within) or (is_interview and _goes_on(passage, words))
        (told if is_story else spoken).update(within)
    return told - spoken


def _is_narrator(label: str, words: TranscriptWords) -> bool:
    return len(label) > 1 and label.casefold() in words.first_persons


def _passages(lines: Sequence[Line], inside: Set[str], others: Set[str]) -> Iterator[list[Line]]:
    """Yield the filled lines from a label in ``inside`` to the next one in ``others``."""
    filled = [line for line in lines if line.text.strip()]
    is_inside = False
    marked = []
    for line in filled:
        if line.speaker in others:
            is_inside = False
        is_inside = is_inside or line.speaker in inside
        marked.append((is_inside, line))
    for is_passage, group in groupby(marked, key=lambda pair: pair[0]):
        if is_passage:
            yield [line for _, line in group]


def _goes_on(passage: Sequence[Line], words: TranscriptWords) -> bool:
    """Return whether the last line has no label and goes on with the story: ``terus dia nangis``.

    A wrapped line also has no label and begins in lower case, but after a line without a full stop.
    """
    last = passage[-1]
    if last.label or len(passage) < 2:
        return False
    spoken = words_of(last.text)
    is_new_sentence = passage[-2].text.rstrip().endswith((".", "!", "?", '"', "”"))
    return bool(spoken) and spoken[0] in words.speech_breaks and is_new_sentence
