"""Which way of writing labels a transcript has: the one that explains most of its lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kubecode.transcript.facts import labels_fact
from kubecode.transcript.labels import (
    LabelPatterns,
    LabelShape,
    SpeakerLabel,
    label_pattern,
    read_label,
    read_weak_labels,
    read_weak_labels_before,
    without_doubtful,
)
from kubecode.transcript.lines import Line
from kubecode.transcript.roles import has_capitals, is_addressed, is_role_word, words_of
from kubecode.transcript.speaker_labels import words_that_name
from kubecode.word_files.transcript_words import TranscriptWords

_LEAST_SHARE: Mapping[LabelShape, float] = {
    "": 0.1,
    ";": 0.3,
    "brackets": 0.15,
    "tab": 0.15,
    "stamp": 0.15,
    "heading": 0.1,
    "bold": 0.15,
    "-": 0.3,
    "=": 0.3,
    "number": 0.2,
    "sign": 0.2,
    ")": 0.3,
    "alone": 0.2,
    "bare": 0.3,
}
"""The share of the filled lines that must begin with recurring labels of a shape; what also begins ordinary
lines needs most."""
_ORDINARY: frozenset[LabelShape] = frozenset({"alone", "bare", "-", "=", "stamp", ")"})
"""Shapes in which ordinary lines may begin with a word in lower case."""
_ONCE: frozenset[LabelShape] = frozenset({"", "brackets", "heading"})
"""Shapes so clear that, where they recur, a full name with one turn is a speaker too."""
_FREQUENT = 0.4  # of the filled lines: a line of speech follows each label
_ALSO: frozenset[LabelShape] = frozenset({";", "", "-", "=", "tab", "stamp", "brackets", "heading"})
"""Shapes in which a speaker may be written here and there, who mostly has another."""


@dataclass(frozen=True, slots=True)
class LabelledLines:
    """The lines with the labels that they begin with.

    ``speakers`` are labels that are speakers because their shape recurs. It is empty if the labels have
    colons, which may also be inside speech. ``shape`` is how most labels are written.
    """

    lines: list[Line]
    speakers: frozenset[str] = frozenset()
    shape: LabelShape = ":"


def label_lines(lines: Sequence[Line], declared: Collection[str], words: TranscriptWords) -> LabelledLines:
    """Return the lines with their labels, of the shape that explains most of them."""
    patterns = label_pattern(declared)
    colons: list[SpeakerLabel | None] = []
    weak: list[Mapping[LabelShape, SpeakerLabel]] = []
    for line in lines:
        is_filled = bool(line.text.strip())
        label = read_label(line.text, patterns, words) if is_filled else None
        colons.append(label)
        weak.append(_weak_labels(line.text, label, patterns, words) if is_filled else {})
    filled = sum(map(bool, map(str.strip, (line.text for line in lines))))
    chosen = without_doubtful(colons)
    best: LabelShape = ":"
    explained, speakers = _explained_by_colons(chosen, words), set[str]()
    for mark, least in _LEAST_SHARE.items():
        names = _speakers_of(mark, weak, filled, declared, words)
        count = sum(mark in found and found[mark].text in names for found in weak)
        if count > explained and count >= least * filled:
            best, explained, speakers = mark, count, names
    if best != ":":
        chosen = [
            _chosen(best, found, colon, speakers, words) for found, colon in zip(weak, colons, strict=True)
        ]
        # Above the talk are facts and the legend, which have colons.
        first = next((index for index, label in enumerate(chosen) if label), 0)
        chosen[:first] = colons[:first]
        if best == "bare":
            pattern = _after_theme(speakers)
            chosen = [
                label or _theme_and_label(line, pattern) for line, label in zip(lines, chosen, strict=True)
            ]
    else:
        known = {label.text for label in chosen if label and _names_somebody(label.text, words)}
        chosen = [
            label or _also(found, known | set(declared)) for label, found in zip(chosen, weak, strict=True)
        ]
    labelled = [_with_label(line, label) for line, label in zip(lines, chosen, strict=True)]
    return LabelledLines(labelled, frozenset(speakers), best)


def _after_theme(speakers: Collection[str]) -> re.Pattern[str]:
    """Return the pattern of a line in a coded table: words of a theme, a label, speech."""
    known = "|".join(map(re.escape, sorted(speakers, key=len, reverse=True)))
    return re.compile(rf"\s*(?:[^\W\d_][\w-]*\s+){{1,3}}(?P<label>{known})\s+(?=[\"“A-Z])")


def _theme_and_label(line: Line, pattern: re.Pattern[str]) -> SpeakerLabel | None:
    match = pattern.match(line.text)
    return SpeakerLabel(match["label"], match.end(), "bare") if match else None


def _weak_labels(
    line: str, colon: SpeakerLabel | None, patterns: LabelPatterns, words: TranscriptWords
) -> Mapping[LabelShape, SpeakerLabel]:
    """Return the labels of a line by their shapes without a colon, among them ``colon`` if it has none."""
    if colon and colon.mark == ":" and line[0].isalpha():
        # No label reaches beyond a colon, and most that have one recur.
        return read_weak_labels_before(line[: colon.speech_start + 1], patterns, words)
    found = read_weak_labels(line, patterns, words)
    if colon and colon.mark in {"", ";"}:
        found[colon.mark] = colon
    return found


def _explained_by_colons(labels: Sequence[SpeakerLabel | None], words: TranscriptWords) -> int:
    counts = Counter(label.text for label in labels if label)
    return sum(
        count
        for text, count in counts.items()
        if _names_somebody(text, words) and (count > 1 or len(text) < 3)
    )


def _speakers_of(
    mark: LabelShape,
    weak: Sequence[Mapping[LabelShape, SpeakerLabel]],
    filled: int,
    declared: Collection[str],
    words: TranscriptWords,
) -> set[str]:
    """Return the labels of a shape, two at least and one of them more than once, or none.

    Names that occur once count where the shape is clear and half of the filled lines have it or belong to it.
    """
    counts = Counter(found[mark].text for found in weak if mark in found)
    if mark == "number":
        return _numbered(counts, words)
    possible = {text for text in counts if _names_somebody(text, words)}
    names = {text for text in possible if counts[text] > 1 or _is_part(text, words)}
    names |= {text for text in possible if text.casefold() in words.kinship and mark != "bare"}
    names |= counts.keys() & set(declared)
    has_part = any(_is_part(text, words) or text in words.interviewer_initials for text in names)
    recurring = sum(counts[text] > 1 and _is_full_name(text, words) for text in names)
    is_sure = has_part or recurring > 1 or any(_is_marked_name(text, words) for text in names)
    if (mark in {"alone", "heading"} and not is_sure) or (mark == ")" and not has_part):
        return set()
    if has_part or mark not in _ORDINARY:
        names |= {text for text, count in counts.items() if count > 1 and _is_low_name(text, words)}
    if mark in _ONCE:
        names |= {text for text in possible if _is_full_name(text, words)}
    if len(names) > 1 and max(counts[text] for text in names) > 1:
        return names
    if mark == "brackets" and (counted := _numbered(counts, words)):  # ``(P-1)``, ``(S-1)``
        return counted
    is_frequent = sum(counts[text] for text in possible) >= _FREQUENT * filled
    has_clear_shape = mark in _ONCE and (has_part or not mark)
    return names | possible if has_clear_shape and is_frequent and len(possible) > 1 else set()


def _numbered(counts: Mapping[str, int], words: TranscriptWords) -> set[str]:
    """Return ``P.1``, ``S.1``, ``P.2`` … if initials or parts are counted, two of them at least."""
    stems: defaultdict[str, set[str]] = defaultdict(set)
    for text in counts:
        stem = text.rstrip("0123456789").rstrip(" .-")
        is_initials = stem.isupper() and len(stem) <= 3 and _names_somebody(stem, words)
        if is_initials or stem.casefold() in words.roles | words.question_labels:
            stems[stem].add(text)
    return set().union(*stems.values()) if len(stems) > 1 and max(map(len, stems.values())) > 1 else set()


def _names_somebody(label: str, words: TranscriptWords) -> bool:
    """Return whether a label may be a speaker's: a name with capitals, initials, a role."""
    parts = words_that_name(label, words)
    if not parts or label.casefold() in words.backchannels | words.remarks:
        return False
    is_abbreviation = label.isupper() and label.lower() in words.capital_abbreviations
    return not is_abbreviation and (is_role_word(parts[0], words) or has_capitals(parts))


def _is_part(label: str, words: TranscriptWords) -> bool:
    """Return whether a label names a part in the interview or post (``Pewawancara``, ``Informan 2``)."""
    return is_role_word(words_of(label)[0], words) if words_of(label) else False


def _is_low_name(label: str, words: TranscriptWords) -> bool:
    """Return whether a label may be a name in lower case."""
    parts = words_that_name(label, words)
    return 0 < len(parts) < 3 and label.islower() and label not in words.backchannels | words.remarks


def _is_full_name(label: str, words: TranscriptWords) -> bool:
    return _names_somebody(label, words) and (len(label.split()) > 1 or is_addressed(label, words))


def _is_marked_name(label: str, words: TranscriptWords) -> bool:
    """Return whether a label would hardly be an answer or a title: initials, a number, a word of address."""
    is_short = len(label) <= 3 and label.isupper()
    return is_short or is_addressed(label, words) or label[-1].isdecimal()


def _chosen(
    best: LabelShape,
    found: Mapping[LabelShape, SpeakerLabel],
    colon: SpeakerLabel | None,
    speakers: Collection[str],
    words: TranscriptWords,
) -> SpeakerLabel | None:
    if best in found and found[best].text in speakers:
        same = (label for label in found.values() if label.text == found[best].text)
        return max(same, key=lambda label: label.speech_start)
    if colon and colon.mark == ":":
        label = colon.text
        counted_too = best == "number" and label.casefold() in words.question_labels | words.answer_words
        if label in speakers or counted_too or labels_fact(label, words):
            return colon
    return _also(found, speakers)


def _also(found: Mapping[LabelShape, SpeakerLabel], speakers: Collection[str]) -> SpeakerLabel | None:
    known = (label for mark, label in found.items() if mark in _ALSO and label.text in speakers)
    return next(known, None)


def _with_label(line: Line, label: SpeakerLabel | None) -> Line:
    if label is None:
        return line
    return replace(line, label=label.text, speaker=label.text, speech_start=line.start + label.speech_start)
