"""The lines of a transcript, with their offsets and the labels that they begin with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: ``document[start:end] == text``; ``number`` is from 1.

    ``label`` is the label at its start as typed, ``speaker`` the same label for all forms that it takes, both
    None if there is none. Speech begins at the offset ``speech_start``.
    """

    number: int
    start: int
    end: int
    text: str
    label: str | None
    speaker: str | None
    speech_start: int

    @property
    def speech(self) -> str:
        """The text of the line after its label."""
        return self.text[self.speech_start - self.start :]


def split_lines(text: str, body_start: int) -> list[Line]:
    """Return the lines from an offset on, without labels."""
    lines = []
    start, first = body_start, text.count("\n", 0, body_start) + 1
    for number, raw in enumerate(text[body_start:].split("\n"), first):
        lines.append(Line(number, start, start + len(raw), raw, None, None, start))
        start += len(raw) + 1
    return lines
