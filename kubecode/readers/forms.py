"""Answers to a form, one respondent a row, as Google Forms, Microsoft Forms and Kobo export them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kubecode.readers import TranscriptText
from kubecode.transcript import Header
from kubecode.transcript.column_titles import FACT_KINDS, ColumnKind, title_kind
from kubecode.transcript.columns import are_speakers, are_tiers, is_label_word
from kubecode.transcript.parts import ANSWER, QUESTION
from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

_NUMBERING = re.compile(r"\A\(?[A-Z]{0,2}\d{1,3}[a-z]?[.):]\s*")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_LONG_NUMBER = re.compile(r"'?(?:\+?62|0)[\s-]?8\d[\d\s-]{6,14}|'?\d{16}")  # a telephone or identity number
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?=T)|\S{6,10}(?=\s+\d{1,2}[:.]\d{2})")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_NOT_A_NAME = re.compile(r"[\W\d_]*")
_SPEECH = frozenset({"words", "question", "speaker"})
_HEADED = FACT_KINDS | {"system", "time", "file"}
_PLACES = frozenset({"tempat", "lokasi", "place", "location", "tempat wawancara"})
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")  # ``-`` is no answer
_LEFT_OUT = {"personal": "personal detail", "consent": "consent answer", "system": "technical detail"}

HeadingKind = ColumnKind | Literal["consent"]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column, what the answers below it are, and the name of that fact or the question."""

    kind: HeadingKind
    name: str


@dataclass(frozen=True, slots=True)
class AnsweredForm:
    """The headings of a form, and the rows of its respondents with their numbers in the file, from 1."""

    headings: Sequence[Heading]
    rows: Sequence[tuple[int, Sequence[str]]]


def read_form(rows: Sequence[Sequence[str]], words: TranscriptWords) -> AnsweredForm | None:
    """Return the form in a sheet, or None if its first row does not have headings of a form."""
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if len(filled) < 2 or sum(1 for cell in filled[0][1] if cell.strip()) < 2:
        return None
    titles, body = filled[0][1], filled[1:]
    columns = [[_cell(row, index) for _, row in body] for index in range(len(titles))]
    headings = [read_heading(title, column, words) for title, column in zip(titles, columns, strict=True)]
    kinds: Counter[str] = Counter(heading.kind for heading in headings)
    asked = sum(title.rstrip().endswith("?") for title in titles)
    is_headed = (
        asked > 1 or any(kinds[kind] for kind in _HEADED if kind != "attribute") or kinds["attribute"] > 1
    )
    # In a table of speech without titles, the first row is speech like the others.
    is_speech = any(
        title.strip() in column for title, column in zip(titles, columns, strict=True) if title.strip()
    )
    if title_kind(titles[0], words)[0] is None and is_label_word(titles[0], words):
        is_speech = is_speech or are_speakers([titles[0], *columns[0]], words)
    if (
        are_tiers(columns)
        or is_speech
        or any(kinds[kind] for kind in _SPEECH)
        or not kinds["answer"]
        or not is_headed
    ):
        return None
    return AnsweredForm(headings, body)


def read_heading(title: str, answers: Sequence[str], words: TranscriptWords) -> Heading:
    """Return what a column of a form has, by its heading and its answers; ``answer`` if a question."""
    last = title.rsplit("/", 1)[-1] if " " not in title.strip() else title
    question = _NUMBERING.sub("", " ".join(last.replace("_", " ").split()), count=1).strip() or title.strip()
    given = [answer for answer in answers if answer]
    if _is_consent(question, given, words):
        return Heading("consent", question)
    if given and sum(1 for answer in given if _is_personal(answer)) * 2 >= len(given):
        return Heading("personal", question)
    kind, name = _fact_kind(question, words)
    if kind:
        return Heading(kind, name)
    asking = words.question_words | words.asking_words
    asks = question.endswith("?") or not asking.isdisjoint(words_of(question))
    average = sum(len(answer.split()) for answer in given) / max(1, len(given))
    if asks or average > 4 or len(question.split()) > 4:
        return Heading("answer", question)
    return Heading("attribute", question.rstrip(" ?:.").casefold())


def _fact_kind(question: str, words: TranscriptWords) -> tuple[ColumnKind | None, str]:
    """Return the kind and name of a fact that a heading asks for, also inside a sentence."""
    plain = _BRACKETS.sub(" ", question).strip()
    kind, _ = title_kind(plain, words)
    if kind in _SPEECH and " ".join(words_of(plain)) not in words.column_titles:
        kind = None  # ``Pertanyaan …`` at the beginning of a longer question
    if kind in {"answer", "code"}:
        kind = None
    if kind:
        return kind, plain.rstrip(" ?:.").casefold()
    left = [word for word in words_of(plain) if word not in words.column_title_fillers]
    for name in (
        " ".join(left),
        *([] if question.endswith("?") else [" ".join(left[:count]) for count in (3, 2, 1)]),
    ):
        kind = title_kind(name, words)[0] if name else None
        if kind in FACT_KINDS and (name == " ".join(left) or kind == "personal"):
            return kind, name
    return None, ""


def _is_consent(question: str, answers: Sequence[str], words: TranscriptWords) -> bool:
    """Return whether a heading asks for consent, and the answers are few short ones."""
    spoken = f" {' '.join(words_of(question))} "
    is_short = len(set(answers)) <= 4 and all(len(answer.split()) <= 12 for answer in answers)
    return is_short and any(f" {phrase} " in spoken for phrase in words.consent_phrases)


def _is_personal(answer: str) -> bool:
    return bool(_EMAIL.fullmatch(answer) or _LONG_NUMBER.fullmatch(answer))


def form_texts(form: AnsweredForm, words: TranscriptWords) -> list[TranscriptText]:
    """Return a transcript for each respondent who answered anything, the questions as headings say them."""
    return [text for number, row in form.rows if (text := _respondent(form, number, row, words)) is not None]


def _respondent(
    form: AnsweredForm, number: int, row: Sequence[str], words: TranscriptWords
) -> TranscriptText | None:
    lines: list[str] = []
    left_out: Counter[str] = Counter()
    for index, heading in enumerate(form.headings):
        answer = _cell(row, index)
        if heading.kind == "answer" and _LETTER_OR_DIGIT.search(answer):
            lines += [f"{QUESTION}: {heading.name}", f"{ANSWER}: {answer}"]
        elif heading.kind == "answer":
            left_out["empty answer"] += 1
        elif answer and heading.kind in _LEFT_OUT:
            left_out[_LEFT_OUT[heading.kind]] += 1
    if not lines:
        return None
    header = _header(form, number, row, words)
    part = part_name(_name(form, row, words)) or str(number)
    text = "".join(f"{line}\n" for line in lines)
    return TranscriptText(text, "", dict(left_out), (), frozenset({QUESTION, ANSWER}), header, part)


def _header(form: AnsweredForm, number: int, row: Sequence[str], words: TranscriptWords) -> Header:
    facts: dict[str, str] = {}
    for index, heading in enumerate(form.headings):
        value = " ".join(_cell(row, index).split())
        if not value:
            continue
        if heading.kind == "attribute":
            facts.setdefault("place" if heading.name in _PLACES else heading.name, value)
        elif heading.kind in {"date", "time"}:
            date = _DATE.match(value)
            facts.setdefault("date", date[0] if date else value)
    role = _first(form, row, "role")
    return Header(
        case=_first(form, row, "group") or None,
        informant=_name(form, row, words) or f"Responden {number}",
        role=next((word for word in words_of(role) if word in words.posts), role) or None,
        attributes=facts,
    )


def _first(form: AnsweredForm, row: Sequence[str], kind: HeadingKind) -> str:
    """Return the first answer below a heading of a kind, "" if there is none."""
    values = (" ".join(_cell(row, i).split()) for i, h in enumerate(form.headings) if h.kind == kind)
    return next((value for value in values if value), "")


def _name(form: AnsweredForm, row: Sequence[str], words: TranscriptWords) -> str:
    """Return the respondent's name, "" if it is withheld."""
    name = _first(form, row, "informant")
    is_withheld = bool(_NOT_A_NAME.fullmatch(name)) or words_of(name)[0] in words.withheld_names
    return "" if is_withheld else name


def part_name(name: str) -> str:
    """Return a name as part of a document's name: on one line, without the signs of a path."""
    return " ".join(re.sub(r"[/\\#]", " ", name).split())[:60].strip()


def _cell(row: Sequence[str], index: int) -> str:
    """Return the text of a cell; its paragraphs stay lines."""
    lines = (" ".join(line.split()) for line in (row[index] if index < len(row) else "").split("\n"))
    return "\n".join(line for line in lines if line)
