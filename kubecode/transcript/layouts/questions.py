"""Questions without a label: numbered, with a bullet, in bold or capitals, and the answers below them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from kubecode.transcript.asking import is_prompt, is_question
from kubecode.transcript.debris import SECTION, is_section_mark, left_out_line, running_heads
from kubecode.transcript.lines import Line
from kubecode.transcript.parts import ANSWER, QUESTION, TURN_END, Break, Continuation, Opening, Part, Reading
from kubecode.transcript.stamps import speech_after_stamp
from kubecode.word_files.transcript_words import TranscriptWords

_ITEM = re.compile(
    r"[^\S\n]*+(?:(?P<number>[*_\\(\[]{0,4}\d{1,3}[.)\]]{1,2}[*_\\]{0,4}(?=\s))|(?P<bullet>[-–—•▪●*+>](?=\s))|"
    r"(?P<heading>#{1,6}(?=\s))|(?P<emphasis>\*{1,3}|_{1,3}))[^\S\n]*+[*_\\]{0,4}"
)
_EMPHASIS = re.compile(r"(?:\*{1,3}|_{1,3})$")
_TITLE = re.compile(r"\s*[*_#]{0,4}\s?[A-Z IVX]{1,4}[.)]\s+[^.?!:]{1,60}$")
_DIGITS = re.compile(r"\d+")
_LEAST = 2
_ROLES = {QUESTION: "pewawancara"}


def question_lines(lines: Sequence[Line], words: TranscriptWords) -> dict[int, int]:
    """Return the indexes of lines that are questions as items, with the offset where each question begins.

    Of the kinds of items (numbers, bullets, headings, bold or italic lines) it is the one with the most
    questions. If most of them ask, so do numbered items between them (``3. Bagaimana kekompakan anggota``)
    and the other lines in bold or capitals.
    """
    best: dict[int, int] = {}
    for kind in ("number", "emphasis", "capitals", "bullet", "heading"):
        items = _in_capitals(lines) if kind == "capitals" else _items(lines, kind)
        asking = {index: start for index, start in items.items() if _asks(lines[index], start, words)}
        if kind == "number":
            items = _numbered(lines, items, asking)
        elif kind == "capitals":  # titles above the talk have them, too
            items = {index: start for index, start in items.items() if index >= min(asking, default=0)}
        if len(asking) >= _LEAST and len(asking) * 5 >= len(items) * 3 and len(asking) > len(best):
            best = items if kind in {"number", "emphasis", "capitals"} else asking
    return best


def _items(lines: Sequence[Line], kind: str) -> dict[int, int]:
    found = [(index, _ITEM.match(line.text)) for index, line in enumerate(lines) if not line.label]
    return {
        index: match.end()
        for index, match in found
        if match and (_is_emphasised(lines[index], match) if kind == "emphasis" else match[kind])
    }


def _in_capitals(lines: Sequence[Line]) -> dict[int, int]:
    """Return the indexes of lines of several words in capitals, with the offset where each begins."""
    plain = {index: line.text.strip() for index, line in enumerate(lines) if not line.label}
    return {
        index: len(lines[index].text) - len(lines[index].text.lstrip())
        for index, text in plain.items()
        if text.isupper() and len(text.split()) > 1
    }


def _is_emphasised(line: Line, item: re.Match[str]) -> bool:
    """Return whether a whole line, or all after its bullet, is in bold or italics."""
    if item["number"] or item["heading"]:
        return False
    mark = _EMPHASIS.search(item[0])
    text = line.text.rstrip(" \t\\")
    return mark is not None and len(text) > item.end() + len(mark[0]) and text.endswith(mark[0])


def _numbered(lines: Sequence[Line], items: dict[int, int], asking: dict[int, int]) -> dict[int, int]:
    """Return the items that ask, and those whose number is missing between theirs.

    A list inside an answer has numbers that the questions have too.
    """
    number_of = {index: int(match[0]) for index in items if (match := _DIGITS.search(lines[index].text))}
    asked = {number_of[index]: index for index in reversed(asking) if index in number_of}
    for index, number in number_of.items():
        before, after = asked.get(number - 1), asked.get(number + 1)
        is_in_order = (before is None or before < index) and (after is None or index < after)
        if number not in asked and is_in_order and (before is not None or after is not None):
            asked[number] = index
    return {index: items[index] for index in sorted({*asked.values(), *asking})}


def _asks(line: Line, start: int, words: TranscriptWords) -> bool:
    text = line.text[start:]
    return "?" in text or is_question(text, words) or is_prompt(text, words)


def read_questions(lines: Sequence[Line], words: TranscriptWords) -> Reading | None:
    """Return the questions and the answers below or after them, or None if there are none."""
    questions = question_lines(lines, words)
    if not questions:
        return None
    last = max(questions)
    answered = sum(bool(line.text.strip()) for line in lines[: last + 2]) > len(questions)
    same_line = sum(
        lines[index].text.rstrip()[-1:] != "?" and "?" in lines[index].text for index in questions
    )
    if not answered and same_line < _LEAST:
        return None
    return Reading(tuple(_parts(lines, questions, words)), _ROLES)


def _parts(lines: Sequence[Line], questions: dict[int, int], words: TranscriptWords) -> Iterator[Part]:
    heads = running_heads(lines, words)
    is_asked, asked = False, lines[0]
    for index, line in enumerate(lines):
        if index in questions:
            start = line.start + questions[index]
            mark = line.text.rfind("?", questions[index])
            end = line.start + (mark + 1 if mark >= 0 else len(line.text.rstrip(" \t*_\\")))
            yield Opening(None, QUESTION, start, end, line.number)
            rest = line.text[end - line.start :].strip(' \t*_"”)')
            is_asked, asked = True, line
            if rest:
                yield Opening(None, ANSWER, end, line.end, line.number)
                is_asked = False
        elif not line.text.strip():
            continue
        elif line.text.strip() == TURN_END:
            yield Break(ends_turn=True)
        elif left_out := left_out_line(line, heads, words):
            yield Break(left_out, ends_turn=left_out == SECTION)
        elif is_section_mark(line) or is_title_above(lines, index, questions):
            yield Break()
        elif is_asked and not _continues_question(asked, line):
            yield Opening(None, ANSWER, line.start + _answer_start(line), line.end, line.number)
            is_asked = False
        else:
            yield Continuation(line.start, line.end, line.number)


def is_title_above(lines: Sequence[Line], index: int, questions: Collection[int]) -> bool:
    """Return whether a line is the title of the questions below it: ``B. Komunikasi``."""
    below = next((n for n in range(index + 1, min(index + 4, len(lines))) if lines[n].text.strip()), None)
    return below in questions and _TITLE.match(lines[index].text) is not None


def _continues_question(asked: Line, line: Line) -> bool:
    """Return whether a question without ``?`` goes on in the next line, which ends with one."""
    is_next = line.number == asked.number + 1
    return is_next and "?" not in asked.text and line.text.rstrip().endswith("?")


def _answer_start(line: Line) -> int:
    match = re.match(r"[^\S\n]*+[-–—•▪●*>][^\S\n]++", line.text)
    return match.end() if match else speech_after_stamp(line.text)
