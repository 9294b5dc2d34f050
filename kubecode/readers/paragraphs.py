"""Paragraphs of word processors, and names that bold type alone marks as speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_NAME_WORDS = 3


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """The text of a paragraph, and the length of its beginning in bold."""

    text: str
    bold: int = 0


def with_bold_names(paragraphs: Sequence[TextParagraph]) -> tuple[list[str], frozenset[str]]:
    """Return the lines, with a colon after names that are marked by bold type alone, and these names."""
    beginnings = [_bold_name(paragraph) for paragraph in paragraphs]
    counts: Mapping[str, int] = Counter(name for name in beginnings if name)
    names = frozenset(name for name, count in counts.items() if count > 1)
    if len(names) < 2:
        return [paragraph.text for paragraph in paragraphs], frozenset()
    lines = [
        f"{name}: {paragraph.text[paragraph.bold :].lstrip()}" if name in names else paragraph.text
        for name, paragraph in zip(beginnings, paragraphs, strict=True)
    ]
    return lines, names


def _bold_name(paragraph: TextParagraph) -> str | None:
    name = " ".join(paragraph.text[: paragraph.bold].split())
    is_name = 0 < len(name.split()) <= _NAME_WORDS and name[0].isalpha() and name[0].isupper()
    return name if is_name and name[-1].isalnum() else None
