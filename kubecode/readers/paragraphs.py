"""Paragraphs of word processors as lines of a text, in which bold type that marks speakers stays visible."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kubecode.transcript.asking import is_prompt, is_question
from kubecode.transcript.parts import TURN_END
from kubecode.word_files.transcript_words import TranscriptWords

_NAME_WORDS = 3
_LEAST = 2
_LABEL = re.compile(r"[^\W\d_][^:\n]{0,40}:")


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A line of text, the length of its beginning in bold, and the automatic number before it.

    ``is_in_table`` is true for a line of speech in a table, ``is_heading`` for a heading.
    """

    text: str
    bold: int = 0
    label: str = ""
    is_in_table: bool = False
    is_heading: bool = False

    @property
    def whole(self) -> str:
        """The text with its number."""
        return self.label + self.text

    @property
    def is_bold(self) -> bool:
        """Whether all of the text is in bold."""
        return bool(self.text.strip()) and not self.text[self.bold :].strip()


def paragraph_lines(
    label: str, pieces: Sequence[tuple[str, bool]], *, is_heading: bool = False
) -> list[TextParagraph]:
    """Return the lines of a paragraph of pieces in bold or not; the first has its number as label."""
    lines: list[TextParagraph] = []
    texts: list[str] = []
    bold, is_bold_so_far = 0, True

    def close() -> None:
        text = "".join(texts)
        number = label if not lines else ""
        lines.append(TextParagraph(text, bold if text[:bold].strip() else 0, number, is_heading=is_heading))

    for text, is_bold in pieces:
        for number, part in enumerate(text.split("\n")):
            if number:
                close()
                texts, bold, is_bold_so_far = [], 0, True
            texts.append(part)
            is_bold_so_far = is_bold_so_far and (is_bold or not part.strip())
            bold += len(part) if is_bold_so_far else 0
    close()
    return lines


def text_of(paragraphs: Sequence[TextParagraph], words: TranscriptWords) -> str:
    """Return the text of paragraphs, a line each.

    Names and questions that are marked by bold type alone are written ``**Sari** …`` as in Markdown, other
    headings ``# Suasana``. The turn of a table's last speaker ends with the table.
    """
    names = _bold_names(paragraphs)
    filled = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    with_headings = sum(paragraph.is_heading for paragraph in filled) * 2 <= len(filled)
    first_question = _first_bold_question(paragraphs, names, words)
    lines: list[str] = []
    is_below_table = False
    for index, paragraph in enumerate(paragraphs):
        if paragraph.text.strip():
            if is_below_table and not paragraph.is_in_table and not _is_labelled(paragraph):
                lines.append(TURN_END)
            is_below_table = paragraph.is_in_table
        is_asking = first_question is not None and index >= first_question
        line = _line(paragraph, names, with_questions=is_asking)
        is_title = with_headings and paragraph.is_heading and line == paragraph.whole
        lines.append(f"# {line}" if is_title and line.strip() and not _is_labelled(paragraph) else line)
    return "\n".join(lines) + "\n"


def _line(paragraph: TextParagraph, names: frozenset[str | None], *, with_questions: bool) -> str:
    bold = paragraph.text[: paragraph.bold].strip()
    rest = paragraph.text[paragraph.bold :].strip()
    if _bold_name(paragraph) in names:
        return f"{paragraph.label}**{bold}** {rest}".rstrip()
    if with_questions and bold and not _is_labelled(paragraph):
        if not rest and not bold.isupper():
            return f"{paragraph.label}**{bold}**"
        if bold.endswith("?"):
            return f"{paragraph.label}**{bold}**\n{rest}"
    return paragraph.whole


def _is_labelled(paragraph: TextParagraph) -> bool:
    return _LABEL.match(paragraph.text.lstrip()) is not None


def _bold_names(paragraphs: Sequence[TextParagraph]) -> frozenset[str | None]:
    """Return the names that begin lines in bold without a colon, if two of them recur."""
    named = [(name, paragraph) for paragraph in paragraphs if (name := _bold_name(paragraph))]
    counts = Counter(name for name, _ in named)
    if sum(count > 1 for count in counts.values()) < _LEAST:
        return frozenset()
    # A line of its own that does not recur is a title.
    return frozenset(name for name, paragraph in named if counts[name] > 1 or not paragraph.is_bold)


def _bold_name(paragraph: TextParagraph) -> str | None:
    """Return the words in bold that may be a name before speech, None if there are none."""
    if not paragraph.bold:
        return None
    begins, rest = paragraph.text[: paragraph.bold], paragraph.text[paragraph.bold :]
    name = " ".join(begins.split())
    is_name = 0 < len(name.split()) <= _NAME_WORDS and name[0].isalpha() and name[0].isupper()
    is_apart = not rest or begins[-1].isspace() or rest[0].isspace()
    return name if is_name and is_apart and name[-1].isalnum() and rest.lstrip()[:1] != ":" else None


def _first_bold_question(
    paragraphs: Sequence[TextParagraph], names: frozenset[str | None], words: TranscriptWords
) -> int | None:
    """Return the index of the first question in bold; None if answers are not plain beside them.

    What is in bold above it is a title.
    """
    asking = [
        index
        for index, paragraph in enumerate(paragraphs)
        if paragraph.bold
        and not _is_labelled(paragraph)
        and _bold_name(paragraph) not in names
        and _asks(paragraph.text[: paragraph.bold], words)
    ]
    plain = sum(bool(p.text[p.bold :].strip()) for p in paragraphs)
    return asking[0] if len(asking) >= _LEAST and plain >= len(asking) else None


def _asks(text: str, words: TranscriptWords) -> bool:
    return not text.isupper() and (is_question(text, words) or is_prompt(text, words))
