"""From the lines of a transcript to stretches of speech with their label, as typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kubecode.transcript.labels import STAMP, join_labels, label_pattern, read_label
from kubecode.transcript.roles import is_role_word, read_legend

_STAMP_ALONE = re.compile(rf"[ \t]*{STAMP}[ \t]*$")
_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]|(?:-{3,}|\*{3,}|_{3,}|\+{3,})[ \t]*$)")
# ``Halaman 3``, ``- 3 -``, ``(3)``, ``3``, alone on their line.
_PAGE_MARK = re.compile(
    r"(?i:halaman|hal\.?|hlm\.?|page) ?\d{1,4}(?: ?(?:dari|of|/) ?\d{1,4})?:?|[-–—(\[]? ?\d{1,3} ?[-–—)\]]?"
)

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
    """Speech under one label: ``text[start:end]``, line from 1.

    ``label`` is as typed, ``speaker`` the one label of a speaker who has several forms of it; both are
    None where there are no labels.
    """

    label: str | None
    speaker: str | None
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
    speaker: str | None
    speech_start: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What is said, in order, and the roles that header and legend give to speakers."""

    stretches: tuple[Stretch, ...]
    roles: Mapping[str, str]


def read_layout(text: str, body_start: int, speakers: Mapping[str, str], by_label: bool) -> Layout:
    """Return what is said: by label where asked for and there are any, else by paragraph.

    ``body_start`` is the offset behind the front matter; ``speakers`` the labels that it declares.
    """
    lines = list(_lines(text, body_start, label_pattern(speakers)))
    if not by_label:
        return Layout(tuple(_by_paragraph(lines)), {})
    legend, speech_from = _read_preamble(lines)
    roles = {**legend, **speakers}
    joined = join_labels({*roles, *(line.label for line in lines if line.label)})
    roles = {joined.get(label, label): role for label, role in roles.items()}
    spoken = [
        replace(line, speaker=joined[line.label]) if line.label in joined else line
        for line in lines[speech_from:]
    ]
    labels = _speaker_labels(spoken, set(roles))
    stretches = _by_label(spoken, labels) if labels else _by_paragraph(lines)
    return Layout(tuple(stretches), roles)


def _lines(text: str, body_start: int, pattern: re.Pattern[str]) -> Iterator[_Line]:
    start = body_start
    for number, raw in enumerate(text[body_start:].split("\n"), text.count("\n", 0, body_start) + 1):
        found = read_label(raw, pattern)
        label = found.text if found else None
        speech_start = start + (found.speech_start if found else 0)
        yield _Line(number, start, start + len(raw), raw, label, label, speech_start)
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
    counts = Counter(line.speaker for line in lines if line.speaker)
    candidates = {label for label, count in counts.items() if _looks_like_speaker(label, count)}
    returning = {label for label in candidates if counts[label] > 1} | (declared & set(counts))
    first = next((index for index, line in enumerate(lines) if line.speaker in returning), 0)
    # A label that is met once, above the first speaker that returns, is a fact of the heading, unless it
    # asks or is as short as only a speaker's.
    once_above = {line.speaker for line in lines[:first] if not _begins_the_talk(line)} - returning
    return frozenset(candidates - once_above | (declared & set(counts)))


def _begins_the_talk(line: _Line) -> bool:
    label = line.speaker or ""
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
    """Join wrapped lines to the label above them; what stands before the first label is no speech.

    A heading or the mark of a page interrupts a speaker, who goes on behind it.
    """
    opening: _Line | None = None
    spoken: list[tuple[int, _Line]] = []
    for line in lines:
        opens, interrupts = line.speaker in labels, _interrupts(line)
        if opens or interrupts:
            yield from _stretch(opening, spoken)
            opening, spoken = line if opens else opening, []
        start = line.speech_start if opens else line.start
        said = line.text[start - line.start :]
        if opening and (opens or not interrupts) and said.strip() and not _STAMP_ALONE.match(said):
            spoken.append((start, line))
    yield from _stretch(opening, spoken)


def _interrupts(line: _Line) -> bool:
    return bool(_HEADING.match(line.text) or _PAGE_MARK.fullmatch(line.text.strip(" \t*_")))


def _by_paragraph(lines: list[_Line]) -> Iterator[Stretch]:
    """In notes, documents and unlabelled interviews every paragraph stands for itself."""
    paragraph: list[tuple[int, _Line]] = []
    for line in lines:
        if not line.text.strip() or _interrupts(line) or _is_fact(line):
            yield from _stretch(None, paragraph)
            paragraph = []
        else:
            paragraph.append((line.start, line))
    yield from _stretch(None, paragraph)


def _stretch(opening: _Line | None, spoken: list[tuple[int, _Line]]) -> Iterator[Stretch]:
    """Yield the stretch of lines that follow each other, each with where speech begins in it."""
    if spoken:
        (start, first), (_, last) = spoken[0], spoken[-1]
        label, speaker = (opening.label, opening.speaker) if opening else (None, None)
        yield Stretch(label, speaker, start, last.end, first.number)
