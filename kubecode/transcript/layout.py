"""From the lines of a transcript to stretches of speech with their label, as typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kubecode.transcript.roles import is_role_word, read_legend

_STAMP = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?"
_BOLD = r"(?:\*\*_?|__)?"
# White space is bounded everywhere: an unbounded run beside an optional part would be tried in every
# way that it can be divided.
_LABELLED = re.compile(
    rf"[ \t]{{0,40}}(?:[-•>][ \t]+)?(?:{_STAMP}[ \t]{{0,9}})?{_BOLD}"
    r"(?P<label>[^\W\d_](?:[\w.,'’/-]| (?! )){0,30}?(?: ?\([^()\n:]{1,20}\))?)"
    rf"{_BOLD}[ \t]{{0,40}}(?:{_STAMP}[ \t]{{0,9}})?:{_BOLD}(?!//)[ \t]*"
)
_STAMP_ALONE = re.compile(rf"[ \t]*{_STAMP}[ \t]*$")
_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]|(?:-{3,}|\*{3,}|_{3,}|\+{3,})[ \t]*$)")

# Labels of the facts that stand above an interview or a note; they look like speakers and are none.
METADATA = frozenset(
    """alamat catatan deskripsi diskripsi durasi hari jabatan jam judul kasus kegiatan keterangan kode lokasi
    nama no nomor pekerjaan pendidikan peran pukul status suasana sumber tanggal tema tempat topik tujuan umur
    usia waktu""".split()
)
# Capitals before a colon that are no initials of a person.
_ABBREVIATIONS = frozenset("HP NB NIK NO PKH RT RW SD SMA SMP TTD TTL WA".split())

_MAX_LABEL_WORDS = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Speech under one label (None where there are no labels): ``text[start:end]``, line from 1."""

    label: str | None
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    start: int
    end: int
    text: str
    label: str | None
    speech_start: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What is said, in order, and the roles that a legend above the interview gives to labels."""

    stretches: tuple[Stretch, ...]
    legend: Mapping[str, str]


def read_layout(text: str, body_start: int, speakers: Mapping[str, str], by_label: bool) -> Layout:
    """Return what is said: by label where asked for and there are any, else by paragraph.

    ``body_start`` is the offset behind the front matter; ``speakers`` the labels that it declares.
    """
    lines = list(_lines(text, body_start))
    if not by_label:
        return Layout(tuple(_by_paragraph(lines)), {})
    legend, speech_from = _read_preamble(lines)
    labels = _speaker_labels(lines[speech_from:], {*speakers, *legend})
    spoken = _by_label(lines[speech_from:], labels) if labels else _by_paragraph(lines)
    return Layout(tuple(spoken), legend)


def _lines(text: str, body_start: int) -> Iterator[_Line]:
    start = body_start
    for number, raw in enumerate(text[body_start:].split("\n"), text.count("\n", 0, body_start) + 1):
        match = _LABELLED.match(raw)
        label = match["label"].strip() if match else None
        yield _Line(number, start, start + len(raw), raw, label, start + (match.end() if match else 0))
        start += len(raw) + 1


def _read_preamble(lines: list[_Line]) -> tuple[dict[str, str], int]:
    """Return the legend, and the index of the line where speech may begin: behind its last line.

    The legend stands above the interview, among facts and headings: the first labelled line that is
    neither ends the search.
    """
    legend: dict[str, str] = {}
    speech_from = 0
    for index, line in enumerate(lines):
        explained = read_legend(line.text)
        if explained:
            legend |= explained
            speech_from = index + 1
        elif line.label and not _is_fact(line):
            break
    return legend, speech_from


def _is_fact(line: _Line) -> bool:
    """``Nama : …``, ``Hari, tanggal : …`` stand above an interview or a note and are not spoken."""
    return line.label is not None and line.label.split()[0].strip(",").casefold() in METADATA


def _speaker_labels(lines: list[_Line], declared: set[str]) -> frozenset[str]:
    """Decide which labels are speakers: declared, named after a role, or met again and again."""
    counts = Counter(line.label for line in lines if line.label)
    candidates = {label for label, count in counts.items() if _looks_like_speaker(label, count)}
    returning = {label for label in candidates if counts[label] > 1} | (declared & set(counts))
    first = next((index for index, line in enumerate(lines) if line.label in returning), 0)
    # A label that is met once, above the first speaker that returns, is a fact of the heading, unless it
    # asks or is as short as only a speaker's.
    once_above = {line.label for line in lines[:first] if not _begins_the_talk(line)} - returning
    return frozenset(candidates - once_above | (declared & set(counts)))


def _begins_the_talk(line: _Line) -> bool:
    label = line.label or ""
    return len(label) == 1 or is_role_word(label) or line.text.rstrip().endswith("?")


def _looks_like_speaker(label: str, count: int) -> bool:
    words = re.sub(r"\(.*\)", "", label).split()
    if not words or len(words) > _MAX_LABEL_WORDS or words[0].strip(",").casefold() in METADATA:
        return False
    if is_role_word(words[0]):
        return True
    initials = len(words) == 1 and len(label) <= 3 and label.isupper() and label not in _ABBREVIATIONS
    named = all(word[0].isupper() or word[0].isdecimal() for word in words)
    return initials or (count > 1 and named) or (count > 2 and len(label) <= 3)


def _by_label(lines: list[_Line], labels: frozenset[str]) -> Iterator[Stretch]:
    """Join wrapped lines to the label above them; what stands before the first label is no speech."""
    label, start, end, number = None, 0, 0, 0
    for line in lines:
        if line.label in labels:
            if label is not None:
                yield Stretch(label, start, end, number)
            label, start, end, number = line.label, line.speech_start, line.speech_start, line.number
            if line.speech_start < line.end:
                end = line.end
        elif _HEADING.match(line.text):
            if label is not None:
                yield Stretch(label, start, end, number)
            label = None
        elif label is not None and line.text.strip() and not _STAMP_ALONE.match(line.text):
            if end == start:
                start, number = line.start, line.number
            end = line.end
    if label is not None:
        yield Stretch(label, start, end, number)


def _by_paragraph(lines: list[_Line]) -> Iterator[Stretch]:
    """In notes, documents and unlabelled interviews every paragraph stands for itself."""
    first: _Line | None = None
    last: _Line | None = None
    for line in lines:
        if not line.text.strip() or _HEADING.match(line.text) or _is_fact(line):
            if first and last:
                yield Stretch(None, first.start, last.end, first.number)
            first = last = None
        else:
            first, last = first or line, line
    if first and last:
        yield Stretch(None, first.start, last.end, first.number)
