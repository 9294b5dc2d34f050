"""The layout of a transcript: blocks of speech with their labels, and the facts above the speech."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kubecode.transcript.counted_labels import counted_labels, join_question_labels
from kubecode.transcript.debris import interrupts, is_label_alone
from kubecode.transcript.label_shapes import LabelledLines, label_lines
from kubecode.transcript.labels import join_labels
from kubecode.transcript.layouts.childes import read_chat
from kubecode.transcript.layouts.dashes import read_dashes
from kubecode.transcript.layouts.labelled import inner_labels, labelled_parts
from kubecode.transcript.layouts.meeting_chat import read_meeting_chat
from kubecode.transcript.layouts.questions import question_lines, read_questions
from kubecode.transcript.layouts.signs import read_signs
from kubecode.transcript.layouts.stamped import read_stamped
from kubecode.transcript.layouts.tables import read_markdown_table, read_tabbed_table
from kubecode.transcript.layouts.whatsapp import read_whatsapp
from kubecode.transcript.legends import cut_legend, legend_below
from kubecode.transcript.lines import Line, split_lines
from kubecode.transcript.parts import (
    QUESTION,
    Break,
    Continuation,
    Opening,
    Part,
    Reading,
    SpeechBlock,
    blocks_of,
    left_out_of,
)
from kubecode.transcript.preamble import Preamble, facts_between, is_fact, is_prose, read_preamble
from kubecode.transcript.roles import words_of
from kubecode.transcript.speaker_labels import may_be_speaker, speaker_labels
from kubecode.transcript.told_dialogue import is_only_told
from kubecode.word_files.transcript_words import TranscriptWords

__all__ = ["SpeechBlock", "TranscriptLayout", "may_be_speaker", "read_layout"]

Recogniser = Callable[[Sequence[Line], TranscriptWords], Reading | None]

_PROGRAMS: tuple[Recogniser, ...] = (
    read_whatsapp,
    read_chat,
    read_meeting_chat,
    read_markdown_table,
    read_tabbed_table,
)
"""Layouts that a program wrote: each line shows it, whatever the labels are."""
_WITHOUT_LABELS: tuple[Recogniser, ...] = (read_signs, read_questions, read_dashes, read_stamped)
"""Layouts of texts without labels."""


@dataclass(frozen=True, slots=True)
class TranscriptLayout:
    """The blocks of speech in order, and the facts that header, legend and heading give.

    ``roles`` maps labels to roles, ``names`` labels to people. ``informant`` and ``interviewers`` (names) and
    ``date`` are as typed, None or empty if not given.
    ``facts`` has case and role if the lines above the speech give them, ``case_in_title`` the group in their
    titles.
    ``left_out`` counts what is no speech, by singular English nouns (``time stamp``).
    """

    blocks: tuple[SpeechBlock, ...]
    roles: Mapping[str, str]
    informant: str | None = None
    date: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    interviewers: tuple[str, ...] = ()
    case_in_title: str | None = None


def read_layout(
    text: str, body_start: int, speakers: Mapping[str, str], words: TranscriptWords, by_label: bool
) -> TranscriptLayout:
    """Return the layout by labels if ``by_label`` and the text marks who speaks, else by paragraphs.

    ``body_start`` is the offset after the front matter. ``speakers`` maps the labels that it declares to
    roles.
    """
    lines = split_lines(text, body_start)
    if not by_label:
        return _of_paragraphs(lines, text, speakers, words)
    lines, legend = cut_legend(lines, words)
    shaped = label_lines(lines, speakers, words)
    labels = {line.label for line in shaped.lines if line.label}
    # Where turns are written ``Sari = …``, a legend cannot be told from them.
    explained = labels if shaped.shape != "=" else set()
    below, bottom = legend_below(shaped.lines, explained, words)
    shaped = replace(shaped, lines=shaped.lines[:below])
    preamble = read_preamble(shaped.lines, explained, words)
    numbered = {label: label.rstrip("0123456789 -.") for label in labels}  # ``P = peserta`` of ``P 1``
    legend |= {label: bottom.roles[stem] for label, stem in numbered.items() if stem in bottom.roles}
    # Labels that only the format marks have no role: the legend may give one.
    declared = {label: role for label, role in speakers.items() if role}
    given = {**speakers, **legend, **bottom.roles, **preamble.legend, **declared}
    reading = (
        _first_reading(_PROGRAMS, lines, words)
        or _by_labels(shaped, preamble, given, text, words)
        or _first_reading(_WITHOUT_LABELS, lines[preamble.speech_from :], words)
        or Reading(tuple(_by_paragraph(shaped.lines, preamble.speech_from, words)))
    )
    blocks = blocks_of(reading.parts, text)
    names = {**bottom.names, **preamble.names}
    names |= {block.speaker: names[block.label] for block in blocks if block.speaker and block.label in names}
    return TranscriptLayout(
        tuple(blocks),
        {**reading.roles, **given},
        preamble.informant,
        preamble.date,
        preamble.facts,
        dict(sorted(left_out_of(reading.parts).items())),
        names,
        preamble.interviewers,
        preamble.case_in_title,
    )


def _of_paragraphs(
    lines: Sequence[Line], text: str, speakers: Mapping[str, str], words: TranscriptWords
) -> TranscriptLayout:
    """Return the layout of notes and documents, in which nobody speaks."""
    labelled = label_lines(lines, speakers, words).lines
    above = read_preamble(labelled, set(), words)
    blocks = blocks_of(_by_paragraph(labelled, above.speech_from, words), text)
    return TranscriptLayout(
        tuple(blocks), {}, date=above.date, facts=above.facts, case_in_title=above.case_in_title
    )


def _first_reading(
    recognisers: Sequence[Recogniser], lines: Sequence[Line], words: TranscriptWords
) -> Reading | None:
    readings = (recognise(lines, words) for recognise in recognisers)
    return next((reading for reading in readings if reading), None)


def _by_labels(
    shaped: LabelledLines, preamble: Preamble, given: Mapping[str, str], text: str, words: TranscriptWords
) -> Reading | None:
    """Return the turns with labels, or None if no label is a speaker.

    ``given`` maps labels to the roles in header and legend.
    """
    body = shaped.lines[preamble.speech_from :]
    joined = join_labels({*given, *(line.label for line in shaped.lines if line.label)}, words)
    joined |= counted_labels(body, set(given), words)
    labels = dict.fromkeys(joined.get(line.label, line.label) for line in shaped.lines if line.label)
    one_part = join_question_labels(labels, words)
    joined = one_part | {label: one_part.get(other, other) for label, other in joined.items()}
    roles = {joined.get(label, label): role for label, role in given.items()}
    body = [replace(line, speaker=joined[line.label]) if line.label in joined else line for line in body]
    known = speaker_labels(body, {*roles, *(joined.get(label, label) for label in shaped.speakers)}, words)
    known |= inner_labels(body, known, words)
    if not known or (is_only_told(body, known, words) and question_lines(body, words)):
        return None
    above = preamble.speech_from
    first = above + next((index for index, line in enumerate(body) if line.speaker in known), len(body))
    facts = {index - above for index in facts_between(shaped.lines, first, words)}
    parts = tuple(labelled_parts(body, known, joined, (), facts, words))
    if _somebody_asks(blocks_of(parts, text), text, roles, words):
        questions = _numbered_among_turns(body, known, words)
    else:
        questions = _unlabelled_questions(body, known, words)
    if questions:
        parts = tuple(labelled_parts(body, known, joined, questions, facts, words))
        roles[QUESTION] = "pewawancara"
    return Reading(parts, roles)


def _somebody_asks(
    blocks: Sequence[SpeechBlock], text: str, roles: Mapping[str, str], words: TranscriptWords
) -> bool:
    """Return whether a label means the interviewer, or has many questions."""
    asking = words.interviewers | words.question_labels
    turns: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    for block in blocks:
        if block.speaker:
            turns[block.speaker] += 1
            first_line = text[block.start : block.end].partition("\n")[0]
            questions[block.speaker] += first_line.rstrip(' \t"”*_)').endswith("?")
    return any(
        questions[label] * 3 >= count or not asking.isdisjoint(words_of(roles.get(label) or label))
        for label, count in turns.items()
    )


def _unlabelled_questions(lines: Sequence[Line], labels: frozenset[str], words: TranscriptWords) -> set[int]:
    """Return the indexes of lines that ask without a label, above those that answer with one."""
    others = [line if line.speaker in labels else replace(line, label=None, speaker=None) for line in lines]
    return set(question_lines(others, words)) or _questions_above(others)


def _numbered_among_turns(lines: Sequence[Line], labels: frozenset[str], words: TranscriptWords) -> set[int]:
    """Return the lines with numbered questions, each directly above a turn, two at least.

    So the last questions of a talk may be typed otherwise than the first ones. A list of questions inside a
    turn has no turns between them.
    """
    filled = [(index, line) for index, line in enumerate(lines) if line.text.strip()]
    above = {
        index
        for (index, line), (_, following) in pairwise(filled)
        if line.speaker not in labels and following.speaker in labels and line.text.rstrip().endswith("?")
    }
    others = [line if line.speaker in labels else replace(line, label=None, speaker=None) for line in lines]
    found = above.intersection(question_lines(others, words))
    return found if len(found) > 1 else set()


def _questions_above(lines: Sequence[Line]) -> set[int]:
    """Return the lines that end with ``?``, begin a paragraph and are followed by a labelled line."""
    filled = [(index, line) for index, line in enumerate(lines) if line.text.strip()]
    questions = set()
    for (above, _), (index, line), (_, following) in zip(
        [(-1, None), *filled], filled, filled[1:], strict=False
    ):
        if is_label_alone(lines[above] if above >= 0 else None):
            continue
        before = lines[index - 1] if index else None
        begins_paragraph = (
            not before or not before.text.strip() or bool(before.label and before.speech.strip())
        )
        asks = line.text.rstrip(" \t*_").endswith("?")
        if not line.label and following.label and asks and begins_paragraph:
            questions.add(index)
    return questions


def _by_paragraph(lines: Sequence[Line], speech_from: int, words: TranscriptWords) -> Iterator[Part]:
    """Yield the parts of notes, documents and interviews without labels: one block for each paragraph.

    Facts and titles are left out, above the index ``speech_from`` and between paragraphs; sentences are not.
    """
    is_open = False
    has_speech = False
    for index, line in enumerate(lines):
        fact = is_fact(line, words)
        prose = is_prose(line.speech if fact else line.text)
        above = index < speech_from and not has_speech
        is_title = (above and (line.label or not prose)) or (fact and not prose)
        has_speech = has_speech or (prose and not is_title)
        if not line.text.strip() or interrupts(line, words) or is_title:
            yield Break()
            is_open = False
        elif is_open:
            yield Continuation(line.start, line.end, line.number)
        else:
            yield Opening(None, None, line.start, line.end, line.number)
            is_open = True
