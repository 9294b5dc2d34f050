"""Transcripts: layouts → speaker turns → segments, without ever changing the text."""

from __future__ import annotations

import re

from kubecode.model import Document, SourceKind, Turn
from kubecode.transcript.header import Header, read_header
from kubecode.transcript.layout import Layout, Stretch, read_layout
from kubecode.transcript.segments import SegmentBy, SpeechBreaks, split_turns
from kubecode.transcript.speakers import Speaker, describe_speaker, interviewer_labels

__all__ = ["Header", "SegmentBy", "SpeechBreaks", "read_header", "read_transcript", "split_turns"]

_KIND_IN_NAME = (
    (SourceKind.OBSERVATION, re.compile(r"observasi|observation|catatan|fieldnote")),
    (SourceKind.DOCUMENT, re.compile(r"dokumen|document|notulen|notula|arsip|adart")),
)
_INITIALS = re.compile(r"[A-Z]{1,3}\d?")


def read_transcript(
    name: str, text: str, body_start: int, header: Header, question_words: frozenset[str]
) -> Document:
    """Find the turns of a transcript and who speaks them.

    ``name`` is the file's name, ``text`` its whole stored text and ``body_start`` the offset behind the
    front matter. Offsets of the turns are code points of ``text``, half-open.
    """
    stem = name.rsplit(".", 1)[0]
    kind = header.source_kind or _kind_in(stem)
    has_speakers = kind is SourceKind.INTERVIEW or bool(header.speakers)
    layout = read_layout(text, body_start, header.speakers, by_label=has_speakers)
    turns = _turns(layout, text, header, _informant_in(stem), question_words)
    if not has_speakers:
        turns = tuple(Turn(t.start, t.end, t.line) for t in turns)
    return Document(
        name=name,
        text=text,
        case=header.case or _case_in(stem) or name,
        case_is_given=header.case is not None,
        source_kind=kind,
        turns=turns,
        attributes=header.attributes,
    )


def _case_in(stem: str) -> str:
    """Return the first part of a file name such as ``cempaka_T_01`` that is not empty."""
    return next((part.strip() for part in stem.split("_") if part.strip()), "")


def _kind_in(stem: str) -> SourceKind:
    return next((k for k, pattern in _KIND_IN_NAME if pattern.search(stem.casefold())), SourceKind.INTERVIEW)


def _informant_in(stem: str) -> str | None:
    """Return the informant's initials in a file name such as ``cempaka_T_01``."""
    parts = stem.split("_")
    return parts[1] if len(parts) > 1 and _INITIALS.fullmatch(parts[1]) else None


def _turns(
    layout: Layout, text: str, header: Header, informant_in_name: str | None, question_words: frozenset[str]
) -> tuple[Turn, ...]:
    roles = {**layout.legend, **header.speakers}
    labelled = [(s.label, text[s.start : s.end]) for s in layout.stretches if s.label is not None]
    askers = interviewer_labels(labelled, roles, question_words)
    others = {label for label, _ in labelled} - askers
    speakers: dict[str | None, Speaker] = {label: Speaker(asks=True) for label in askers}
    for label in others:
        only = _only_informant(label, others, header, informant_in_name)
        speakers[label] = describe_speaker(label, roles.get(label), only)
    speakers[None] = Speaker(asks=False, informant=header.informant)
    return tuple(_turn(stretch, speakers[stretch.label], header, text) for stretch in layout.stretches)


def _only_informant(
    label: str, labels: set[str], header: Header, informant_in_name: str | None
) -> str | None:
    """Return the informant named by the header, or for a nameless label by the file's name."""
    if len(labels) > 1:
        return None
    nameless = label.casefold() in {"informan", "informant", "narasumber", "responden", "interviewee"}
    return header.informant or (informant_in_name if nameless else None)


def _turn(stretch: Stretch, speaker: Speaker, header: Header, text: str) -> Turn:
    unlabelled_question = stretch.label is None and text[stretch.start : stretch.end].rstrip().endswith("?")
    return Turn(
        start=stretch.start,
        end=stretch.end,
        line=stretch.line,
        speaker=stretch.label,
        informant=None if unlabelled_question else speaker.informant,
        role=speaker.role or (header.role if speaker.informant == header.informant else None),
        asks=speaker.asks or unlabelled_question,
    )
