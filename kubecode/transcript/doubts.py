"""What is doubtful about who speaks in a transcript, though it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.errors import Place, Problem
from kubecode.model import Document, SourceKind
from kubecode.transcript.header import Header
from kubecode.transcript.labels import forms_of

_DECLARE = "add 'penutur: {P: pewawancara, T: informan}' to its header, with the labels that it has"


def doubts_about_speakers(document: Document, file: str) -> Iterator[Problem]:
    """Warn of an interview in which no informant was found, or informants but nobody who asks them.

    A single informant without an interviewer is a list of quotes, and in order.
    """
    if document.source_kind is not SourceKind.INTERVIEW:
        return
    informants = {turn.informant for turn in document.turns} - {None}
    if not informants:
        labelled = any(turn.speaker for turn in document.turns)
        hint = _DECLARE if labelled else "add 'informan: …' to its header, or speaker labels"
        yield Problem(Place(file, 1), "nobody knows who speaks in this interview", hint, "warning")
    elif len(informants) > 1 and not any(turn.asks for turn in document.turns):
        yield Problem(Place(file, 1), "nobody seems to ask in this interview", _DECLARE, "warning")


def doubts_about_labels(document: Document, header: Header) -> Iterator[Problem]:
    """Warn of a header that declares labels of which the transcript has none."""
    labels = {turn.speaker for turn in document.turns if turn.speaker}
    forms = {form for label in labels for form in forms_of(label)}
    if header.speakers_at and header.speakers and forms.isdisjoint(header.speakers):
        declared = ", ".join(header.speakers)
        hint = f"its labels are {', '.join(sorted(labels))}" if labels else "are there labels like 'P: …'?"
        yield Problem(
            header.speakers_at, f"nobody has a label that penutur declares ({declared})", hint, "warning"
        )
