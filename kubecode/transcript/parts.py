"""The parts of a transcript that a layout recognises, and the blocks of speech that they become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

TIME_STAMP, PAGE_MARK, SYSTEM_LINE, MEDIA = "time stamp", "page mark", "system line", "media"
"""What is left out of the speech, in singular English nouns."""

QUESTION, ANSWER = "Tanya", "Jawab"
"""The speakers of questions and answers that have no label."""

TURN_END = "∎"
"""A line that readers write below a table of speech: what follows is not said by the last speaker."""


@dataclass(frozen=True, slots=True)
class SpeechBlock:
    """Speech under one label: ``text[start:end]``, line from 1.

    ``label`` is as typed, None if there is none. ``speaker`` is the same label for all forms that a speaker's
    label takes; it is None if the text does not mark who speaks. ``is_unknown`` marks speech of which nobody
    knows whether the interviewer or an informant says it.
    """

    label: str | None
    speaker: str | None
    start: int
    end: int
    line: int
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """The first words of a turn, which may be none."""

    label: str | None
    speaker: str | None
    start: int
    end: int
    line: int
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Continuation:
    """More words of the speaker above."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a block. The same speaker continues after it, unless ``ends_turn``.

    ``left_out`` says what is no speech here.
    """

    left_out: str | None = None
    ends_turn: bool = False


Part = Opening | Continuation | Break


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts that a layout recognises in the lines, in order; ``roles`` maps labels to roles."""

    parts: tuple[Part, ...]
    roles: Mapping[str, str] = field(default_factory=dict)


def blocks_of(parts: Iterable[Part], text: str) -> list[SpeechBlock]:
    """Return the blocks of speech. Text before the first opening is no speech."""
    blocks: list[SpeechBlock] = []
    opening: Opening | None = None
    block: SpeechBlock | None = None
    for part in parts:
        if not isinstance(part, Continuation) and block:
            blocks.append(block)
            block = None
        if isinstance(part, Break):
            opening = None if part.ends_turn else opening
            continue
        if isinstance(part, Opening):
            opening = part
        speech = text[part.start : part.end]
        if opening is None or not speech.strip():
            continue
        blanks = len(speech) - len(speech.lstrip()) if block is None else 0
        start, line = (block.start, block.line) if block else (part.start + blanks, part.line)
        block = SpeechBlock(opening.label, opening.speaker, start, part.end, line, opening.is_unknown)
    return [*blocks, block] if block else blocks


def left_out_of(parts: Iterable[Part]) -> Counter[str]:
    """Return how often each kind of text is left out of the speech."""
    return Counter(part.left_out for part in parts if isinstance(part, Break) and part.left_out)
