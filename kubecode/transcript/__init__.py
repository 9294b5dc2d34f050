"""Transcripts: layout → speaker turns → segments. The text is never changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kubecode.model import Document, SourceKind, Turn
from kubecode.transcript.file_name import FileName, read_file_name
from kubecode.transcript.header import Header, read_header
from kubecode.transcript.interviewers import Clue, who_asks
from kubecode.transcript.layout import SpeechBlock, TranscriptLayout, read_layout
from kubecode.transcript.roles import person_key, title_of, words_of
from kubecode.transcript.segments import SegmentBy, split_turns
from kubecode.transcript.speaker_doubts import doubts_about_labels, doubts_about_speakers
from kubecode.transcript.speakers import Speaker, Talk, describe_informants
from kubecode.word_files.transcript_words import TranscriptWords

__all__ = [
    "Clue",
    "Header",
    "SegmentBy",
    "TranscriptReading",
    "doubts_about_labels",
    "doubts_about_speakers",
    "interpret_transcript",
    "person_key",
    "read_header",
    "read_transcript",
    "split_turns",
    "title_of",
]


_LEAST_TURNS = 2  # of each in an interview whose name says that it is a note


@dataclass(frozen=True, slots=True)
class TranscriptReading:
    """A document with its turns, without segments.

    ``has_case`` is false if nothing names its group. ``left_out`` counts what is no speech in its text.
    ``reasons`` says for each label what decides whether it is the interviewer's.
    """

    document: Document
    has_case: bool
    left_out: Mapping[str, int]
    reasons: Mapping[str, tuple[Clue, ...]]


def interpret_transcript(
    name: str,
    text: str,
    body_start: int,
    header: Header,
    words: TranscriptWords,
    labels: Collection[str] = (),
) -> TranscriptReading:
    """Return the document with its turns and their speakers, and what is no speech in its text.

    ``name`` is the document's name, after that of its folder and a slash if it is known
    (``KUBE Melati/a.txt``). ``text`` is the whole text, ``body_start`` the offset after the front matter.
    ``labels`` are labels that the file's format marks as speakers. Offsets of the turns are code points of
    ``text``, half-open.
    """
    folder, _, name = name.rpartition("/")
    file_name = read_file_name(name, words, folder)
    kind = header.source_kind or file_name.source_kind
    has_speakers = kind is SourceKind.INTERVIEW or bool(header.speakers)
    known = {**dict.fromkeys(labels, ""), **header.speakers}
    layout = read_layout(text, body_start, known, words, by_label=has_speakers)
    if not has_speakers and header.source_kind is None:
        # ``catatan wawancara.txt`` may be a talk: its labels say so.
        talk = read_layout(text, body_start, known, words, by_label=True)
        if _is_interview(talk, words):
            kind, has_speakers, layout = SourceKind.INTERVIEW, True, talk
    turns, reasons = _turns(layout, text, header, file_name, words)
    if not has_speakers:
        turns = tuple(Turn(t.start, t.end, t.line) for t in turns)
    date = layout.date or file_name.date
    given_case = header.case or layout.facts.get("case")
    is_marked = file_name.has_case and file_name.is_case_marked
    named_case = None if is_marked else layout.case_in_title
    named_case = named_case or (file_name.case if file_name.has_case else None)
    document = Document(
        name=name,
        text=text,
        case=given_case or named_case or file_name.case,
        case_is_given=given_case is not None,
        source_kind=kind,
        turns=turns,
        attributes={**({"date": date} if date else {}), **header.attributes},
    )
    has_case = bool(given_case or named_case)
    return TranscriptReading(document, has_case, layout.left_out, reasons)


def read_transcript(
    name: str,
    text: str,
    body_start: int,
    header: Header,
    words: TranscriptWords,
    labels: Collection[str] = (),
) -> Document:
    """Return only the document of :func:`interpret_transcript`."""
    return interpret_transcript(name, text, body_start, header, words, labels).document


def _turns(
    layout: TranscriptLayout, text: str, header: Header, file_name: FileName, words: TranscriptWords
) -> tuple[tuple[Turn, ...], Mapping[str, tuple[Clue, ...]]]:
    header = _by_speaker(header, layout)
    labelled = [(s.speaker, text[s.start : s.end]) for s in layout.blocks if s.speaker and not s.is_unknown]
    named = replace(
        file_name,
        informant=layout.informant or file_name.informant,
        role=layout.facts.get("role", "").casefold() or file_name.role,
    )
    talk = Talk(layout.roles, header, named, layout.names, layout.interviewers)
    parts = who_asks(labelled, talk, words)
    others = sorted({label for label, _ in labelled} - parts.interviewers - parts.unknown)
    speakers = describe_informants(others, parts.interviewers, talk, words)
    speakers |= dict.fromkeys(parts.interviewers, Speaker(asks=True))
    speakers |= dict.fromkeys(parts.unknown, Speaker(asks=False, is_unknown=True))
    named_alone = header.names.get("")
    is_told_by_one = not labelled and _tells_of_itself(layout.blocks, text, words)
    unlabelled = Speaker(
        asks=False,
        informant=named_alone or header.informant or (layout.informant if is_told_by_one else None),
        role=header.role or (layout.facts.get("role", "").casefold() or None if is_told_by_one else None),
    )
    blocks = [replace(b, is_unknown=b.is_unknown and bool(b.label or not named_alone)) for b in layout.blocks]
    turns = tuple(_turn(block, speakers.get(block.speaker or "", unlabelled), text) for block in blocks)
    return turns, parts.reasons


def _is_interview(layout: TranscriptLayout, words: TranscriptWords) -> bool:
    """Return whether a label that means the interviewer and another one take turns."""
    asking = words.interviewers | words.question_labels
    labels = [block.speaker for block in layout.blocks if block.speaker and block.label]
    asks = [
        label in words.interviewer_initials
        or not asking.isdisjoint(words_of(layout.roles.get(label) or label))
        for label in labels
    ]
    return sum(asks) >= _LEAST_TURNS and len(asks) - sum(asks) >= _LEAST_TURNS


def _tells_of_itself(blocks: Sequence[SpeechBlock], text: str, words: TranscriptWords) -> bool:
    """Return whether speech without labels is one person's.

    It says "I", does not speak of an informant, as a summary does, and no line asks, as in a talk of two.
    """
    speech = "\n".join(text[block.start : block.end] for block in blocks)
    spoken = set(words_of(speech))
    asks = any(line.rstrip(' \t"”*_)').endswith("?") for line in speech.split("\n"))
    return not asks and not spoken.isdisjoint(words.first_persons) and spoken.isdisjoint(words.informants)


def _by_speaker(header: Header, layout: TranscriptLayout) -> Header:
    """Return the header with the labels in its names and interviewers as the layout calls the speakers.

    Who asks without a label also asks if a user names the labels of those who ask.
    """
    if not header.names and not header.interviewers:
        return header
    speakers = {block.label: block.speaker for block in layout.blocks if block.label and block.speaker}
    unlabelled = {
        block.speaker
        for block in layout.blocks
        if block.speaker and not block.label and layout.roles.get(block.speaker) == "pewawancara"
    }
    asking = {speakers[label] for label in header.interviewers if label in speakers}
    return replace(
        header,
        names={speakers.get(label, label): name for label, name in header.names.items()},
        interviewers=frozenset(asking | unlabelled) if asking else frozenset(),
    )


def _turn(block: SpeechBlock, speaker: Speaker, text: str) -> Turn:
    if block.is_unknown:
        return Turn(block.start, block.end, block.line, block.label, is_unknown=True)
    unlabelled_question = block.speaker is None and text[block.start : block.end].rstrip().endswith("?")
    return Turn(
        start=block.start,
        end=block.end,
        line=block.line,
        speaker=block.label,
        informant=None if unlabelled_question else speaker.informant,
        role=None if unlabelled_question else speaker.role,
        asks=speaker.asks or unlabelled_question,
        is_unknown=speaker.is_unknown,
    )
