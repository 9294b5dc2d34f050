"""Turns that begin with a label: at the start of a line, inside a line, or inside the turn of another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kubecode.transcript.debris import SECTION, is_label_alone, is_section_mark, left_out_line, running_heads
from kubecode.transcript.layouts.questions import is_title_above
from kubecode.transcript.lines import Line
from kubecode.transcript.parts import (
    PAGE_MARK,
    QUESTION,
    TIME_STAMP,
    TURN_END,
    Break,
    Continuation,
    Opening,
    Part,
)
from kubecode.transcript.roles import is_role_word, one_of
from kubecode.transcript.speaker_labels import words_that_name
from kubecode.transcript.stamps import STAMP_INSIDE, is_stamp_alone, line_start, speech_after_stamp
from kubecode.word_files.transcript_words import TranscriptWords

_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">", "//": "//"}
_LONGEST_INSERTION = 400
_MOST_INSERTED_LINES = 5
_ENDS_SENTENCE = frozenset(".?!…\"”’')]}>*_—–/|")
_COLON = re.compile(r"[:：]")
_COLON_FIRST = re.compile(r"\s*+[:：]\s++")
_MOST_LABELS = 100  # a pattern of thousands of names would be slow, and no talk has so many speakers
_TOPIC = re.compile(r"[*_]*(?:[A-Z]|[IVX]{1,4}|\d{1,2})[.)]\s+(?:[^\s:]+\s*){1,8}$")
_INITIALS = re.compile(r"[A-Z]{1,3}\d{0,2}")


def inner_labels(lines: Sequence[Line], speakers: Collection[str], words: TranscriptWords) -> frozenset[str]:
    """Return initials and roles that are labels inside lines only.

    ``P: Betah? S: Betah. P: Ribut? S: Engga.`` They follow sentences, more than
    once unless they are initials.
    """
    at_start = Counter(line.speaker for line in lines if line.speaker)
    after_sentence: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in lines:
        speech = line.speech
        if not _COLON.search(speech):
            continue
        for match in _any_inner_label(words).finditer(speech):
            label = " ".join(match["label"].split())
            total[label] += 1
            after_sentence[label] += _ends_sentence(speech, match.start())
    return frozenset(
        label
        for label, count in after_sentence.items()
        if label not in speakers
        and words_that_name(label, words)
        and label.casefold() not in words.capital_abbreviations
        and count * 2 >= total[label]
        and (count + at_start[label] > 1 or (count and len(label) < 3))
    )


@cache
def _any_inner_label(words: TranscriptWords) -> re.Pattern[str]:
    roles, titles = one_of(words.roles), one_of(words.titles)
    name = rf"(?i:{titles})\.? [A-Z]\w{{1,20}}|[A-Z][^\W\d_]{{2,15}}"
    return re.compile(
        rf"(?<![^\s*_(\[{{</.?!…”\"])(?P<label>[A-Z]{{1,3}}\d{{0,2}}|(?i:{roles})(?: \d{{1,2}})?|{name})"
        rf"[*_]{{0,4}}[^\S\n]{{0,3}}[:：](?!//)(?=[\s*_\"“]|[^\W\d]|$)"
    )


def _ends_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip()
    return not before or before[-1] in _ENDS_SENTENCE


@dataclass(frozen=True, slots=True)
class _InnerLabels:
    """How labels inside lines are found, and which speakers they are."""

    pattern: re.Pattern[str]
    speakers: frozenset[str]
    forms: Mapping[str, str]
    words: TranscriptWords


def labelled_parts(
    lines: Sequence[Line],
    speakers: frozenset[str],
    forms: Mapping[str, str],
    questions: Collection[int],
    facts: Collection[int],
    words: TranscriptWords,
) -> Iterator[Part]:
    """Yield the parts of lines whose labels are known.

    ``forms`` maps other forms of labels to the speaker. ``questions`` are the indexes of lines that ask
    without a label, ``facts`` those of a header between turns.
    """
    heads = running_heads(lines, words)
    inner = _InnerLabels(_inner_pattern(speakers, forms, words), speakers, forms, words)
    lines = _with_whole_insertions(lines, inner)
    current: Opening | None = None
    for index, line in enumerate(lines):
        if not line.text.strip():
            continue
        opening = None if index in facts else _opening(line, index in questions, speakers, words)
        if index in facts or (opening is None and _is_topic(lines, index, speakers)):
            yield Break(SECTION)
            continue
        if opening is None and (interruption := _interruption(lines, index, heads, questions, words)):
            yield interruption
            continue
        after = 0 if index in questions else speech_after_stamp(line.text)
        if after:
            yield Break(TIME_STAMP)
        start = line.start + _after_colon(line.text, after)
        first = opening or Continuation(start, line.end, line.number)
        for part in _inside_line(first, line, inner, current):
            current = part if isinstance(part, Opening) else current
            yield from _without_stamps(part, line)


def _opening(line: Line, asks: bool, speakers: Collection[str], words: TranscriptWords) -> Opening | None:
    """Return the opening of a line that begins with a label or ``asks`` without one, else None."""
    if line.speaker in speakers:
        is_unknown = line.speaker is not None and line.speaker.casefold() in words.unknown_voices
        return Opening(line.label, line.speaker, line.speech_start, line.end, line.number, is_unknown)
    start = line.start + line_start(line.text).after_number
    return Opening(None, QUESTION, start, line.end, line.number) if asks else None


def _with_whole_insertions(lines: Sequence[Line], inner: _InnerLabels) -> list[Line]:
    """Return the lines with an insertion on several lines (``(P: iya`` / ``ya?)``) joined to one line.

    The lines that were joined to another are empty, so that indexes stay as they are.
    """
    result = list(lines)
    for index, line in enumerate(result):
        opened = [match for match in inner.pattern.finditer(line.text) if match["open"]]
        if not opened or (closing := _CLOSING[opened[-1]["open"]]) in line.text[opened[-1].end() :]:
            continue
        for last in range(index + 1, min(index + _MOST_INSERTED_LINES, len(result))):
            following = result[last]
            if following.label or not following.text.strip():
                break
            if closing in following.text:
                joined = result[index : last + 1]
                text = "\n".join(one.text for one in joined)
                result[index] = replace(line, text=text, end=following.end)
                result[index + 1 : last + 1] = [replace(one, text="") for one in joined[1:]]
                break
    return result


def _interruption(
    lines: Sequence[Line],
    index: int,
    heads: frozenset[str],
    questions: Collection[int],
    words: TranscriptWords,
) -> Break | None:
    """Return the break of a line without a label that is no speech, or None.

    A number below a label alone on its line is an answer; one above the times of a subtitle counts those.
    """
    line = lines[index]
    if line.text.strip() == TURN_END:
        return Break(ends_turn=True)
    left_out = left_out_line(line, heads, words)
    if left_out == PAGE_MARK:
        if is_label_alone(lines[index - 1] if index else None):
            return None
        counts_a_cue = index + 1 < len(lines) and is_stamp_alone(lines[index + 1].text)
        return Break(None if counts_a_cue else left_out)
    if left_out:
        return Break(left_out, ends_turn=left_out == SECTION)
    return Break() if is_section_mark(line) or is_title_above(lines, index, questions) else None


def _is_topic(lines: Sequence[Line], index: int, speakers: Collection[str]) -> bool:
    """Return whether a line is the title of the turns below it: ``B. SUASANA``, after an empty line."""
    text = lines[index].text.strip()
    if (index and lines[index - 1].text.strip()) or text[-1] in ".?!,…":
        return False
    below = next((line for line in lines[index + 1 : index + 4] if line.text.strip()), None)
    is_title = (text.isupper() and len(text.split()) > 1) or _TOPIC.match(text) is not None
    return is_title and below is not None and below.speaker in speakers


def _without_stamps(part: Opening | Continuation, line: Line) -> Iterator[Part]:
    """Yield a part without the time stamps in brackets inside it."""
    matches = list(STAMP_INSIDE.finditer(line.text, part.start - line.start, part.end - line.start))
    for match in matches:
        yield _until(part, line.start + match.start())
        yield Break(TIME_STAMP)
        part = Continuation(line.start + match.end(), part.end, line.number)
    if not matches or any(map(str.isalnum, line.text[part.start - line.start :])):
        yield part


def _after_colon(text: str, start: int) -> int:
    """Return the offset after a colon that begins a line, below the label that it belongs to."""
    match = _COLON_FIRST.match(text, start)
    return match.end() if match else start


def _inner_pattern(
    speakers: Collection[str], forms: Mapping[str, str], words: TranscriptWords
) -> re.Pattern[str]:
    """Return the pattern of a label inside a line, with the bracket before it if any.

    In brackets it may also be the label of somebody who has no turns: initials, a role, a word of address.
    """
    labels = {*speakers, *(form for form, label in forms.items() if label in speakers)}
    longest_first = sorted(labels, key=len, reverse=True) if len(labels) <= _MOST_LABELS else []
    known = "|".join(re.escape(label).replace(r"\ ", r"\s{1,3}") for label in longest_first) or "(?!)"
    somebody = rf"[A-Z]{{1,3}}\d{{0,2}}|(?i:{one_of(words.roles | words.titles)})(?: [A-Z]\w{{0,20}})?"
    emphasis = r"[*_\\]{0,6}"
    return re.compile(
        rf"(?:(?P<open>[(\[{{<]|(?<!:)//){emphasis}(?P<inserted>{known}|{somebody})|"
        rf"(?<!\w){emphasis}(?<!\w)(?P<label>{known})){emphasis}"
        rf"[^\S\n]{{0,9}}[:：]{emphasis}(?!//)"
    )


def _inside_line(
    first: Opening | Continuation, line: Line, inner: _InnerLabels, current: Opening | None
) -> Iterator[Opening | Continuation]:
    """Yield the parts of a line: its first words, and what other speakers say after or between them."""
    outer = first if isinstance(first, Opening) else current
    text, offset = line.text, line.start
    begin: Opening | Continuation = first
    position = first.start - offset
    for match in inner.pattern.finditer(text, position):
        label = " ".join((match["inserted"] or match["label"]).split())
        if match.start() < position or not _opens_inside(match, label, inner.words):
            continue
        speaker = inner.forms.get(label, label)
        is_unknown = speaker not in inner.speakers
        yield _until(begin, offset + match.start())
        opening = Opening(label, speaker, offset + match.end(), line.end, line.number)
        if match["open"] and outer:
            closing = text.find(_CLOSING[match["open"]], match.end(), match.end() + _LONGEST_INSERTION)
            end = closing if closing >= 0 else len(text)
            position = min(len(text), end + len(match["open"]))
            yield Opening(label, speaker, offset + match.end(), offset + end, line.number, is_unknown)
            begin = Opening(
                outer.label, outer.speaker, offset + position, line.end, line.number, outer.is_unknown
            )
        else:
            begin = outer = opening
            position = match.end()
    if position <= first.start - offset or any(map(str.isalnum, text[position:])):
        yield begin
    elif isinstance(begin, Opening):  # only a full stop after what the other said
        yield _until(begin, begin.start)


def _until(part: Opening | Continuation, end: int) -> Opening | Continuation:
    if isinstance(part, Opening):
        return Opening(part.label, part.speaker, part.start, max(part.start, end), part.line, part.is_unknown)
    return Continuation(part.start, max(part.start, end), part.line)


def _opens_inside(match: re.Match[str], label: str, words: TranscriptWords) -> bool:
    """Return whether a label inside a line opens a turn: in brackets, after a sentence, or initials."""
    if match["open"]:
        return label.casefold() not in words.capital_abbreviations | words.aside_labels
    if _ends_sentence(match.string, match.start()) or (
        len(label) > 1 and label.casefold() in words.answer_words
    ):
        return True
    return _INITIALS.fullmatch(label) is not None and not is_role_word(label, words)
