"""Several interviews in one text, as in the appendix of a thesis: each begins with its informant's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from kubecode.transcript.label_shapes import label_lines
from kubecode.transcript.lines import Line, split_lines
from kubecode.transcript.preamble import is_fact
from kubecode.transcript.roles import one_of, person_key, words_of
from kubecode.word_files.transcript_words import TranscriptWords

_MOST_LINES_ABOVE = 12
_LEAST_TURNS = 3


def interviews_in(text: str, words: TranscriptWords) -> list[tuple[str, str]]:
    """Return the informant and the text of each interview in a text, none if it is one interview.

    An interview begins with the lines around ``Nama informan: …``; labels recur below each of them. A text
    with front matter is one interview.
    """
    if text.lstrip().startswith("---") or len(_names(words).findall(text)) < 2:
        return []
    lines = label_lines(split_lines(text, 0), (), words).lines
    named = [
        (index, match["name"])
        for index, line in enumerate(lines)
        if (match := _names(words).match(line.text))
    ]
    heads = {index for index, _ in named}
    turns = {line.label for index, line in enumerate(lines) if line.label and index not in heads}
    if any(lines[index].label in turns for index in heads):  # ``Narasumber: Iya, sudah`` is a turn
        return []
    begins: list[tuple[int, str]] = []
    for (index, name), (following, _) in pairwise([*named, (len(lines), "")]):
        if _is_talk(lines[index + 1 : following], words):
            begins.append((_first_line_above(lines, index, words), " ".join(name.split())))
    if len(begins) < 2 or len({person_key(name, words) for _, name in begins}) < len(begins):
        return []
    starts = [lines[first].start for first, _ in begins] + [len(text)]
    return [(name, text[one:other]) for (_, name), (one, other) in zip(begins, pairwise(starts), strict=True)]


@cache
def _names(words: TranscriptWords) -> re.Pattern[str]:
    """Return the pattern of a line with an informant's name: ``Nama informan 2 : Bu Ocih (bendahara)``."""
    label = one_of(words.name_labels | words.informants)
    return re.compile(
        rf"(?m)^[*_#\s\d.)-]{{0,8}}(?i:(?:{label})(?: (?:{label}))?)(?: ?\d{{1,2}})?(?: ?\([A-Z]{{1,3}}\))?"
        r"[^\S\n]*[:=][^\S\n]*[*_]{0,2}"
        r"(?P<name>[^\W\d_a-z][\w.'’-]*(?:[^\S\n][^\W\d_a-z][\w.'’-]*){0,3})[^\S\n]*(?:[,(/][^\n]*)?[*_]{0,2}$"
    )


def _is_talk(lines: Sequence[Line], words: TranscriptWords) -> bool:
    """Return whether lines have turns of two speakers at least."""
    labels = [line.label for line in lines if line.label and not is_fact(line, words)]
    return len(labels) >= _LEAST_TURNS and 1 < len(set(labels)) < len(labels)


def _first_line_above(lines: Sequence[Line], index: int, words: TranscriptWords) -> int:
    """Return the index of the first line that belongs to the facts around a name: titles and other facts."""
    first = index
    for above in range(index - 1, max(-1, index - _MOST_LINES_ABOVE), -1):
        line = lines[above]
        is_title = not line.label and len(words_of(line.text)) <= 6
        if line.text.strip() and not is_title and not is_fact(line, words):
            break
        first = above if line.text.strip() else first
    return first
