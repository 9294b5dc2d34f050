"""What stands between speech: page marks, headings, running heads, sentences of recording programs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from kubecode.transcript.lines import Line
from kubecode.transcript.parts import PAGE_MARK, SYSTEM_LINE, TIME_STAMP, TURN_END
from kubecode.transcript.roles import one_of, words_of
from kubecode.transcript.stamps import is_stamp_alone, speech_after_stamp
from kubecode.word_files.transcript_words import TranscriptWords

RUNNING_HEAD = "running head"
NOTE = "note"
SECTION = "heading"
"""The title of a section in which nobody speaks."""

_HEADING = re.compile(r"[ \t]*+(?:#{1,6}[ \t]|(?:-{3,}|\*{3,}|_{3,}|\+{3,}|={3,})[ \t]*+$)")
_NOTE = re.compile(
    r"[*_]*(?:\([^()]*\)|\[[^\[\]]*\])[*_]*\.?|(?P<rule>[*=-]{3,})\s.*\s(?P=rule)|<{2,}[^<>]*>{2,}"
)
_PAGE_AND_TITLE = re.compile(r"\d{1,4} ?\| ?\D+|\D+ ?\| ?\d{1,4}")
_DIGITS = re.compile(r"\d+")
_REPEATED = 3
_LEAST_WORDS = 3
_LONGEST_HEAD = 90
_LONGEST_SENTENCE = 200


def interrupts(line: Line, words: TranscriptWords) -> bool:
    """Return whether a line is a heading, a page mark or the end of a table."""
    return line.text.strip() == TURN_END or is_section_mark(line) or is_page_mark(line.text, words)


def is_section_mark(line: Line) -> bool:
    """Return whether a line is a Markdown heading or rule."""
    return _HEADING.match(line.text) is not None


def is_page_mark(text: str, words: TranscriptWords) -> bool:
    """Return whether a line is only the number of a page."""
    return len(text) < _LONGEST_HEAD and _page_mark(words).fullmatch(text.strip(" \t*_\f\u00a0")) is not None


@cache
def _page_mark(words: TranscriptWords) -> re.Pattern[str]:
    """Return the pattern of ``Halaman 3``, ``hlm. 3 dari 9``, ``- 3 -``, ``(3)`` and ``3``."""
    page, total = one_of(words.page_words), one_of(words.page_total_words | {"/"})
    numbered = rf"(?i:{page}) ?\d{{1,4}}(?: ?(?:{total}) ?\d{{1,4}})?:?"
    return re.compile(rf"{numbered}|[-–—(\[|]? ?\d{{1,3}} ?[-–—)\]|]?|\d{{1,3}} ?(?:{total}) ?\d{{1,3}}")


def running_heads(lines: Sequence[Line], words: TranscriptWords) -> frozenset[str]:
    """Return the lines that recur on every page, with their digits folded.

    They are titles (without a full stop, in capitals or with a web address) and begin with no label. Two are
    enough if each has the number of a page above or below.
    """
    counts = Counter(
        folded(line.text)
        for above, line in zip([None, *lines], lines, strict=False)
        if not line.label
        and line.text.strip()
        and len(line.text) <= _LONGEST_HEAD
        and not is_label_alone(above)
    )
    filled = [line for line in lines if line.text.strip()]
    by_number = Counter(
        folded(line.text)
        for above, line, below in zip([None, *filled], filled, [*filled[1:], None], strict=False)
        if (above and is_page_mark(above.text, words)) or (below and is_page_mark(below.text, words))
    )
    return frozenset(
        text
        for text, count in counts.items()
        if (count >= _REPEATED or count == by_number[text] == _REPEATED - 1) and _is_title(text)
    )


def is_label_alone(line: Line | None) -> bool:
    """Return whether a line is only a label, so that the next one is speech."""
    return line is not None and line.label is not None and not line.speech.strip()


def folded(text: str) -> str:
    """Return a line as it is on every page: without its digits and blanks at the ends."""
    return _DIGITS.sub("0", text.strip())


def _is_title(text: str) -> bool:
    parts = text.split()
    if text[-1] in '.?!…,;"”)' or ":" in text or len(parts) < _LEAST_WORDS:
        return re.search(r"\b\w+\.(?:ac|co|or|go)\.id\b|\bwww\.", text) is not None
    capitals = sum(part[0].isupper() or part[0] == "0" or not part[0].isalnum() for part in parts)
    return capitals * 3 >= len(parts) * 2


def left_out_line(line: Line, heads: frozenset[str], words: TranscriptWords) -> str | None:
    """Return what a line without label is if it is no speech (``page mark``), else None."""
    text = line.text.strip()
    if not text:
        return None
    if is_page_mark(text, words):
        return PAGE_MARK
    if is_stamp_alone(text):
        return TIME_STAMP
    return RUNNING_HEAD if _is_running(text, heads, words) else _note_or_title(text, words)


def _is_running(text: str, heads: frozenset[str], words: TranscriptWords) -> bool:
    """Return whether a line is at the top or bottom of a page: it recurs, or a library prints it."""
    return len(text) <= _LONGEST_HEAD and (
        folded(text) in heads
        or text.casefold().strip(" .•*_") in words.running_lines
        or _PAGE_AND_TITLE.fullmatch(text) is not None
        or (_is_title(text) and not words.library_words.isdisjoint(words_of(text)))
    )


def _note_or_title(text: str, words: TranscriptWords) -> str | None:
    if text.casefold().strip(" .:*_#0123456789") in words.section_titles:
        return SECTION
    if _NOTE.fullmatch(text) or _note_label(text) in words.note_labels:
        return NOTE
    return SYSTEM_LINE if is_system_line(text[speech_after_stamp(text) :], words) else None


def _note_label(text: str) -> str:
    """Return the words before a colon in lower case, "" if there is none."""
    label, colon, _ = text.partition(":")
    return " ".join(label.casefold().split()).strip("*_ ") if colon else ""


def is_system_line(text: str, words: TranscriptWords) -> bool:
    """Return whether a line is a sentence of a recording program (``Transcribed by …``)."""
    if len(text) > _LONGEST_SENTENCE:
        return False
    return _system_sentence(words).search(text.strip(" *_[]()<>\u200e")) is not None


@cache
def _system_sentence(words: TranscriptWords) -> re.Pattern[str]:
    """Return the pattern of a line that begins with a program's sentence, or ends with one after a name."""
    known = one_of(words.system_sentences)
    return re.compile(rf"(?i)^(?:{known})(?!\w)|^\W*(?:[\w.@-]+ ){{1,4}}(?:{known})\W*$")
