"""Warnings about the speakers of a transcript that can be read."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from itertools import pairwise

from kubecode.errors import FilePosition, Problem
from kubecode.model import Document, SourceKind, Turn
from kubecode.transcript.header import Header
from kubecode.transcript.labels import forms_of, label_pattern, read_label
from kubecode.transcript.layout import may_be_speaker
from kubecode.transcript.roles import nfc
from kubecode.word_files.transcript_words import TranscriptWords

_DECLARE = "add 'penutur: {P: pewawancara, T: informan}' to its header, with the labels that it has"


def doubts_about_speakers(document: Document, file: str, words: TranscriptWords) -> Iterator[Problem]:
    """Yield warnings about unknown speakers and labels, and about an interview without informants.

    One informant without an interviewer is a list of quotes, which needs no warning.
    """
    if document.source_kind is not SourceKind.INTERVIEW:
        return
    informants = {turn.informant for turn in document.turns} - {None}
    unknown = next((turn for turn in document.turns if turn.is_unknown), None)
    first = FilePosition(file, 1)
    if unknown:
        yield _unknown_speakers(document, unknown, file)
    elif not informants:
        labelled = any(turn.speaker for turn in document.turns)
        hint = _DECLARE if labelled else "add 'informan: …' to its header, or speaker labels"
        yield Problem(first, "nobody knows who speaks in this interview", hint, "warning")
    elif len(informants) > 1 and not any(turn.asks for turn in document.turns):
        yield Problem(first, "nobody seems to ask in this interview", _DECLARE, "warning")
    yield from _doubts_about_speech(document, file, words)
    yield from _forgotten_labels(document, file)


def _unknown_speakers(document: Document, turn: Turn, file: str) -> Problem:
    """Return the doubt about the first turn of an unknown speaker, with the command that settles it."""
    labels = list(dict.fromkeys(t.speaker for t in document.turns if t.is_unknown and t.speaker))
    where = FilePosition(file, turn.line)
    if not labels:
        message = "nobody knows who speaks: the lines have times but no speakers; nothing is coded"
        hint = "write P: and a name before the turns; if one person speaks, add --informant NAME"
        return Problem(where, message, hint, "warning")
    shown = " or ".join(f'"{label}"' for label in labels[:3])
    message = f"nobody knows whether {shown} asks; their words are not coded"
    name = shlex.quote(document.name)
    return Problem(where, message, f"kubecode tag {name} --interviewer {shlex.quote(labels[0])}", "warning")


def _doubts_about_speech(document: Document, file: str, words: TranscriptWords) -> Iterator[Problem]:
    """Warn of lines inside a turn that begin with a label of no known speaker."""
    any_label = label_pattern(())
    for turn in document.turns:
        if turn.speaker is None:
            continue
        # The label of the first line is that of the turn, or of another turn on the same line.
        _, *lines = document.text[turn.start : turn.end].split("\n")
        for number, line in enumerate(lines, turn.line + 1):
            label = read_label(line, any_label, words)
            if (
                label
                and label.mark != ";"
                and label.text != turn.speaker
                and may_be_speaker(label.text, words)
            ):
                message = f'"{label.text}" is no known speaker and read as words of {turn.speaker}'
                hint = f"if somebody speaks there, add 'penutur: {{{label.text}: informan}}' to the header"
                yield Problem(FilePosition(file, number), message, hint, "warning")


def _forgotten_labels(document: Document, file: str) -> Iterator[Problem]:
    """Warn of a line without label inside a turn, if its speaker has the next turn, too.

    So somebody else may speak there: after a question of who asks, or with a question inside an answer.
    """
    for turn, following in pairwise(document.turns):
        if turn.speaker is None or turn.speaker != following.speaker:
            continue
        lines = document.text[turn.start : turn.end].split("\n")
        filled = [(turn.line + n, line.strip()) for n, line in enumerate(lines) if line.strip()]
        for (_, above), (number, line) in pairwise(filled):
            if (above if turn.asks else line).endswith("?") and line[0].isupper() and above[-1] in ".?!…":
                message = f"this line has no label and is read as words of {turn.speaker}"
                hint = "if somebody else speaks there, write the label before it"
                yield Problem(FilePosition(file, number), message, hint, "warning")
                break


def doubts_about_labels(document: Document, header: Header) -> Iterator[Problem]:
    """Yield a warning if the transcript has none of the labels that its header declares."""
    labels = {turn.speaker for turn in document.turns if turn.speaker}
    forms = {nfc(form) for label in labels for form in forms_of(label)}
    if header.speakers_position and header.speakers and forms.isdisjoint(map(nfc, header.speakers)):
        declared = ", ".join(header.speakers)
        hint = f"its labels are {', '.join(sorted(labels))}" if labels else "are there labels like 'P: …'?"
        yield Problem(
            header.speakers_position,
            f"nobody has a label that penutur declares ({declared})",
            hint,
            "warning",
        )
