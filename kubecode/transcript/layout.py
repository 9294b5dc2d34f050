"""The layout of a transcript: blocks of speech with their labels, and the facts above the speech."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kubecode.transcript.labels import STAMP, join_labels, label_pattern, read_label, without_doubtful
from kubecode.transcript.lines import Line
from kubecode.transcript.preamble import has_capitals, is_fact, read_preamble
from kubecode.transcript.roles import is_addressed, is_role_word, one_of
from kubecode.word_files.transcript_words import TranscriptWords

_STAMP_ALONE = re.compile(rf"\s*{STAMP}\s*$")
_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]|(?:-{3,}|\*{3,}|_{3,}|\+{3,})[ \t]*$)")

_MAX_LABEL_WORDS = 3


@dataclass(frozen=True, slots=True)
class SpeechBlock:
    """Speech under one label: ``text[start:end]``, line from 1.

    ``label`` is as typed. ``speaker`` is the same label for all forms that a speaker's label takes. Both are
    None if the text has no labels.
    """

    label: str | None
    speaker: str | None
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class TranscriptLayout:
    """The blocks of speech in order, and the facts that header, legend and heading give.

    ``roles`` maps labels to roles. ``informant`` (a name) and ``date`` are as typed, or None if not given.
    """

    blocks: tuple[SpeechBlock, ...]
    roles: Mapping[str, str]
    informant: str | None = None
    date: str | None = None


def read_layout(
    text: str, body_start: int, speakers: Mapping[str, str], words: TranscriptWords, by_label: bool
) -> TranscriptLayout:
    """Return the layout by labels if ``by_label`` and the text has any, else by paragraphs.

    ``body_start`` is the offset after the front matter. ``speakers`` maps the labels that it declares to
    roles.
    """
    lines = list(_lines(text, body_start, label_pattern(speakers), words))
    if not by_label:
        return TranscriptLayout(tuple(_by_paragraph(lines, words)), {})
    preamble = read_preamble(lines, words)
    roles = {**preamble.legend, **speakers}
    joined = join_labels({*roles, *(line.label for line in lines if line.label)}, words)
    roles = {joined.get(label, label): role for label, role in roles.items()}
    body = [
        replace(line, speaker=joined[line.label]) if line.label in joined else line
        for line in lines[preamble.speech_from :]
    ]
    labels = _speaker_labels(body, set(roles), words)
    blocks = _by_label(body, labels, words) if labels else _by_paragraph(lines, words)
    return TranscriptLayout(tuple(blocks), roles, preamble.informant, preamble.date)


def _lines(text: str, body_start: int, pattern: re.Pattern[str], words: TranscriptWords) -> Iterator[Line]:
    raw_lines = text[body_start:].split("\n")
    labels = without_doubtful([read_label(raw, pattern, words) for raw in raw_lines])
    start, first = body_start, text.count("\n", 0, body_start) + 1
    for number, (raw, speaker_label) in enumerate(zip(raw_lines, labels, strict=True), first):
        label = speaker_label.text if speaker_label else None
        speech_start = start + (speaker_label.speech_start if speaker_label else 0)
        yield Line(number, start, start + len(raw), raw, label, label, speech_start)
        start += len(raw) + 1


def _speaker_labels(lines: list[Line], declared: set[str], words: TranscriptWords) -> frozenset[str]:
    """Return the labels that are speakers: declared, named after a role, or recurring."""
    counts = Counter(line.speaker for line in lines if line.speaker)
    candidates = {label for label, count in counts.items() if _looks_like_speaker(label, count, words)}
    returning = {label for label in candidates if counts[label] > 1} | (declared & set(counts))
    name_lengths = {len(label.split()) for label in returning if _is_bare_name(label, words)}
    names = {label for label in counts if _is_bare_name(label, words)}
    candidates |= {label for label in names if len(label.split()) in name_lengths}
    first = next((index for index, line in enumerate(lines) if line.speaker in returning), 0)
    # A label that occurs once, above the first recurring speaker, is a fact of the heading, unless its line
    # looks like speech.
    facts = {line.speaker for line in lines[:first] if not _may_begin_speech(line, words)} - returning
    return frozenset(candidates - facts | (declared & set(counts)))


def _may_begin_speech(line: Line, words: TranscriptWords) -> bool:
    label = line.speaker or ""
    ends = (".", "!", "?") if is_addressed(label, words) else "?"
    return len(label) == 1 or is_role_word(label, words) or line.text.rstrip().endswith(ends)


def _looks_like_speaker(label: str, count: int, words: TranscriptWords) -> bool:
    parts = _words_that_name(label, words)
    if not parts:
        return False
    if is_role_word(parts[0], words):
        return True
    is_short = len(parts) == 1 and len(label) <= 3
    initials = is_short and label.isupper() and not _is_abbreviation(label, words)
    named = has_capitals(parts)
    if is_addressed(label, words):
        return named or count > 1
    return initials or (count > 1 and named) or (count > 2 and len(label) <= 3)


def _is_abbreviation(label: str, words: TranscriptWords) -> bool:
    return label.isupper() and label.lower() in words.capital_abbreviations


def _is_bare_name(label: str, words: TranscriptWords) -> bool:
    """Return whether a label is only a name: no initials, role word or word of address."""
    parts = _words_that_name(label, words)
    return (
        has_capitals(parts)
        and not any(is_role_word(part, words) for part in parts)
        and not (is_addressed(label, words) or label.isupper() or any(map(str.isdecimal, label)))
    )


def may_be_speaker(label: str, words: TranscriptWords) -> bool:
    """Return whether a label could be a speaker's, judged by its spelling alone."""
    capitals = has_capitals(_words_that_name(label, words)) and not _is_abbreviation(label, words)
    return capitals or (is_addressed(label, words) and label[0].isupper())


def _words_that_name(label: str, words: TranscriptWords) -> list[str]:
    """Return the words of a label without its brackets, or none if it cannot be a speaker's."""
    parts = re.sub(r"\(.*\)", "", label).split()
    first = parts[0].strip(",").casefold() if parts else ""
    is_fact_or_aside = first in words.metadata_labels or first in words.aside_labels
    opens_no_turn = is_fact_or_aside or _aside_pattern(words).fullmatch(first)
    return [] if opens_no_turn or len(parts) > _MAX_LABEL_WORDS + is_addressed(label, words) else parts


@cache
def _aside_pattern(words: TranscriptWords) -> re.Pattern[str]:
    """Return the pattern of words like ``alasannya`` ("the reason is"), which introduce an aside."""
    return re.compile(rf"\w{{3,}}(?:{one_of(words.aside_endings)})")


def _by_label(lines: list[Line], labels: frozenset[str], words: TranscriptWords) -> Iterator[SpeechBlock]:
    """Join wrapped lines to the label above them. Text before the first label is no speech.

    After a heading or page mark the same speaker continues in a new block.
    """
    opening: Line | None = None
    block_lines: list[tuple[int, Line]] = []
    for line in lines:
        opens, interrupts = line.speaker in labels, _interrupts(line, words)
        if opens or interrupts:
            yield from _block(opening, block_lines)
            opening, block_lines = line if opens else opening, []
        start = line.speech_start if opens else line.start
        speech = line.text[start - line.start :]
        if opening and (opens or not interrupts) and speech.strip() and not _STAMP_ALONE.match(speech):
            block_lines.append((start, line))
    yield from _block(opening, block_lines)


def _interrupts(line: Line, words: TranscriptWords) -> bool:
    return bool(_HEADING.match(line.text) or _page_mark(words).fullmatch(line.text.strip(" \t*_")))


@cache
def _page_mark(words: TranscriptWords) -> re.Pattern[str]:
    """Return the pattern of ``Halaman 3``, ``hlm. 3 dari 9``, ``- 3 -``, ``(3)`` and ``3``."""
    page, total = one_of(words.page_words), one_of(words.page_total_words | {"/"})
    numbered = rf"(?i:{page}) ?\d{{1,4}}(?: ?(?:{total}) ?\d{{1,4}})?:?"
    return re.compile(rf"{numbered}|[-–—(\[]? ?\d{{1,3}} ?[-–—)\]]?")


def _by_paragraph(lines: list[Line], words: TranscriptWords) -> Iterator[SpeechBlock]:
    """Yield one block for each paragraph, in notes, documents and interviews without labels."""
    paragraph: list[tuple[int, Line]] = []
    for line in lines:
        if not line.text.strip() or _interrupts(line, words) or is_fact(line, words):
            yield from _block(None, paragraph)
            paragraph = []
        else:
            paragraph.append((line.start, line))
    yield from _block(None, paragraph)


def _block(opening: Line | None, block_lines: list[tuple[int, Line]]) -> Iterator[SpeechBlock]:
    """Yield the block of consecutive lines, given with the offset where speech begins in each."""
    if block_lines:
        (start, first), (_, last) = block_lines[0], block_lines[-1]
        label, speaker = (opening.label, opening.speaker) if opening else (None, None)
        yield SpeechBlock(label, speaker, start, last.end, first.number)
