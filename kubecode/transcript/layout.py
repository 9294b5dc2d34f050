"""From the lines of a transcript to stretches of speech with their label, as typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kubecode.transcript.labels import STAMP, join_labels, label_pattern, read_label, without_doubtful
from kubecode.transcript.roles import (
    NAMELESS_WORDS,
    ROLE_WORDS,
    is_addressed,
    is_role_word,
    read_legend,
    words_of,
)

_STAMP_ALONE = re.compile(rf"\s*{STAMP}\s*$")
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
# Words that open an aside in speech, not somebody's speech; so do those in -nya (``Alasannya: …``).
_ASIDES = frozenset(
    """akhirnya alasan alhasil begini catatan cerita contoh dulu hasil ingat intinya jadi kadang kedua
    keempat kesimpulan ketiga lalu maksud masalah misal misalkan pendek pendeknya pertama pesan rekaman
    sekarang seperti singkat soal terakhir terus yaitu yakni""".split()
)
_IN_NYA = re.compile(r"\w{3,}nya")
# Capitals before a colon that are no initials of a person.
_ABBREVIATIONS = frozenset("HP NB NIK NO PKH RT RW SD SMA SMP TTD TTL WA".split())

_MAX_LABEL_WORDS = 3
# What somebody is called, where a fact above the talk tells it; remarks behind it are left out.
_CALLED = re.compile(r"\s*(?P<name>[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3}(?<!\.))\s*(?:[,;(/].*)?$")
_HOW_MANY = re.compile(r"\s*\d{1,3}(?: \w+)?\s*$")  # ``Peserta : 8 orang``
_WHEN = frozenset("hari tanggal waktu wawancara".split())
_NO_NAMES = frozenset("anonim dirahasiakan disamarkan kelompok kube".split())


@dataclass(frozen=True, slots=True)
class SpeechBlock:
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
class TranscriptLayout:
    """What is said, in order, the roles that header and legend give to speakers, the informant's name and
    the date as typed.

    ``informant`` and ``date`` are None where nothing above the talk tells them.
    """

    stretches: tuple[SpeechBlock, ...]
    roles: Mapping[str, str]
    informant: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class _Preamble:
    """What stands above the talk, and the index of the line where speech may begin: behind all of it."""

    legend: Mapping[str, str]
    informant: str | None
    date: str | None
    speech_from: int


def read_layout(text: str, body_start: int, speakers: Mapping[str, str], by_label: bool) -> TranscriptLayout:
    """Return what is said: by label where asked for and there are any, else by paragraph.

    ``body_start`` is the offset behind the front matter; ``speakers`` the labels that it declares.
    """
    lines = list(_lines(text, body_start, label_pattern(speakers)))
    if not by_label:
        return TranscriptLayout(tuple(_by_paragraph(lines)), {})
    preamble = _read_preamble(lines)
    roles = {**preamble.legend, **speakers}
    joined = join_labels({*roles, *(line.label for line in lines if line.label)})
    roles = {joined.get(label, label): role for label, role in roles.items()}
    spoken = [
        replace(line, speaker=joined[line.label]) if line.label in joined else line
        for line in lines[preamble.speech_from :]
    ]
    labels = _speaker_labels(spoken, set(roles))
    stretches = _by_label(spoken, labels) if labels else _by_paragraph(lines)
    return TranscriptLayout(tuple(stretches), roles, preamble.informant, preamble.date)


def _lines(text: str, body_start: int, pattern: re.Pattern[str]) -> Iterator[_Line]:
    raws = text[body_start:].split("\n")
    labels = without_doubtful([read_label(raw, pattern) for raw in raws])
    start, first = body_start, text.count("\n", 0, body_start) + 1
    for number, (raw, found) in enumerate(zip(raws, labels, strict=True), first):
        label = found.text if found else None
        speech_start = start + (found.speech_start if found else 0)
        yield _Line(number, start, start + len(raw), raw, label, label, speech_start)
        start += len(raw) + 1


def _read_preamble(lines: list[_Line]) -> _Preamble:
    """Return what stands above the interview, among facts and headings.

    The first labelled line that is neither legend nor fact ends the search.
    """
    counts = Counter(line.label for line in lines if line.label)
    legend: dict[str, str] = {}
    informants: list[str] = []
    dates: list[str] = []
    speech_from = 0
    for index, line in enumerate(lines):
        explained = read_legend(line.text)
        if explained:
            legend |= explained
            speech_from = index + 1
        elif line.label and _tells_who(line, counts):
            informants += _informant_told(line)
            speech_from = index + 1
        elif line.label and not _is_fact(line):
            break
        elif line.label:
            informants += _informant_told(line)
            dates += _date_told(line)
    informant = informants[0] if len(set(informants)) == 1 else None
    return _Preamble(legend, informant, dates[0] if dates else None, speech_from)


def _tells_who(line: _Line, counts: Counter[str]) -> bool:
    """``Informan : Udin``, once, above a talk whose labels return: a fact and not speech."""
    called = _CALLED.match(_said(line))
    told = (called and _has_capitals(called["name"].split())) or _HOW_MANY.match(_said(line))
    once_in_a_talk = counts[line.label or ""] == 1 and max(counts.values()) > 1
    names_a_part = set(words_of(line.label or "")) <= ROLE_WORDS
    return once_in_a_talk and names_a_part and bool(told)


def _informant_told(line: _Line) -> list[str]:
    """Return the name in ``Nama : Udin``, ``Nama informan : Udin`` or ``Informan : Udin``, if any."""
    label_words = set(words_of(line.label or ""))
    called = _CALLED.match(_said(line))
    if called is None or not label_words <= NAMELESS_WORDS | {"nama"}:
        return []
    name = " ".join(called["name"].split())
    return [] if words_of(name)[0] in ROLE_WORDS | _NO_NAMES else [name]


def _date_told(line: _Line) -> list[str]:
    """Return what stands behind ``Tanggal :`` or ``Hari, tanggal :``; nobody's day of birth."""
    said = " ".join(_said(line).split()).strip("*_ ")
    label_words = set(words_of(line.label or ""))
    return [said] if said and "tanggal" in label_words <= _WHEN else []


def _said(line: _Line) -> str:
    return line.text[line.speech_start - line.start :]


def _is_fact(line: _Line) -> bool:
    """``Nama : …``, ``Hari, tanggal : …`` stand above an interview or a note and are not spoken."""
    return line.label is not None and line.label.split()[0].strip(",").casefold() in METADATA


def _speaker_labels(lines: list[_Line], declared: set[str]) -> frozenset[str]:
    """Decide which labels are speakers: declared, named after a role, or met again and again."""
    counts = Counter(line.speaker for line in lines if line.speaker)
    candidates = {label for label, count in counts.items() if _looks_like_speaker(label, count)}
    returning = {label for label in candidates if counts[label] > 1} | (declared & set(counts))
    name_lengths = {len(label.split()) for label in returning if _is_bare_name(label)}
    candidates |= {label for label in counts if _is_bare_name(label) and len(label.split()) in name_lengths}
    first = next((index for index, line in enumerate(lines) if line.speaker in returning), 0)
    # A label that is met once, above the first speaker that returns, is a fact of the heading, unless it
    # asks or tells, or is as short as only a speaker's.
    once_above = {line.speaker for line in lines[:first] if not _begins_the_talk(line)} - returning
    return frozenset(candidates - once_above | (declared & set(counts)))


def _begins_the_talk(line: _Line) -> bool:
    label = line.speaker or ""
    ends = (".", "!", "?") if is_addressed(label) else "?"
    return len(label) == 1 or is_role_word(label) or line.text.rstrip().endswith(ends)


def _looks_like_speaker(label: str, count: int) -> bool:
    words = _words_that_name(label)
    if not words:
        return False
    if is_role_word(words[0]):
        return True
    initials = len(words) == 1 and len(label) <= 3 and label.isupper() and label not in _ABBREVIATIONS
    named = _has_capitals(words)
    if is_addressed(label):
        return named or count > 1
    return initials or (count > 1 and named) or (count > 2 and len(label) <= 3)


def _is_bare_name(label: str) -> bool:
    """Say whether a label is a name alone: no initials, no part in the interview, no word of address."""
    words = _words_that_name(label)
    return (
        _has_capitals(words)
        and not any(is_role_word(word) for word in words)
        and not (is_addressed(label) or label.isupper() or any(map(str.isdecimal, label)))
    )


def may_name_somebody(label: str) -> bool:
    """Say whether a label might be a speaker's, though nothing in the transcript shows that it is."""
    capitals = _has_capitals(_words_that_name(label)) and label not in _ABBREVIATIONS
    return capitals or (is_addressed(label) and label[0].isupper())


def _has_capitals(words: list[str]) -> bool:
    return bool(words) and all(word[0].isupper() or word[0].isdecimal() for word in words)


def _words_that_name(label: str) -> list[str]:
    """Return the words of a label without its brackets; none of a label that can be no speaker's."""
    words = re.sub(r"\(.*\)", "", label).split()
    first = words[0].strip(",").casefold() if words else ""
    opens_no_turn = first in METADATA | _ASIDES or _IN_NYA.fullmatch(first)
    return [] if opens_no_turn or len(words) > _MAX_LABEL_WORDS + is_addressed(label) else words


def _by_label(lines: list[_Line], labels: frozenset[str]) -> Iterator[SpeechBlock]:
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


def _by_paragraph(lines: list[_Line]) -> Iterator[SpeechBlock]:
    """In notes, documents and unlabelled interviews every paragraph stands for itself."""
    paragraph: list[tuple[int, _Line]] = []
    for line in lines:
        if not line.text.strip() or _interrupts(line) or _is_fact(line):
            yield from _stretch(None, paragraph)
            paragraph = []
        else:
            paragraph.append((line.start, line))
    yield from _stretch(None, paragraph)


def _stretch(opening: _Line | None, spoken: list[tuple[int, _Line]]) -> Iterator[SpeechBlock]:
    """Yield the stretch of lines that follow each other, each with where speech begins in it."""
    if spoken:
        (start, first), (_, last) = spoken[0], spoken[-1]
        label, speaker = (opening.label, opening.speaker) if opening else (None, None)
        yield SpeechBlock(label, speaker, start, last.end, first.number)
