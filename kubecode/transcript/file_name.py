"""Facts in the name of a transcript file: ``cempaka_ketua_ani_01.txt`` is Ani, chair of Cempaka."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kubecode.document_names import short_document_name, split_document_name
from kubecode.model import SourceKind
from kubecode.transcript.roles import is_role_word
from kubecode.word_files.transcript_words import TranscriptWords

_INITIALS = re.compile(r"[A-Z]{1,3}\d?")
# ``W2`` is the second interview (wawancara), ``v2`` the second version.
_COUNTED = re.compile(r"[WwVv]\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class FileName:
    """The facts in a file name; ``informant`` and ``role`` are None if it does not give them."""

    stem: str
    case: str
    source_kind: SourceKind
    informant: str | None
    role: str | None


def read_file_name(name: str, words: TranscriptWords) -> FileName:
    """Return the facts in a file name: the case is before the first ``_``, the informant after it."""
    stem = short_document_name(split_document_name(name)[0])
    case, *others = [part.strip() for part in stem.split("_") if part.strip()] or [name]
    parts = [part for other in others for part in re.split(r"[\s.,-]+", other)]
    return FileName(
        stem=stem,
        case=case,
        source_kind=_source_kind(stem.casefold(), words),
        informant=_informant([part for part in parts if _can_name(part, words)]),
        role=next((part.casefold() for part in parts if part.casefold() in words.posts), None),
    )


def _source_kind(stem: str, words: TranscriptWords) -> SourceKind:
    is_interview = any(word in stem for word in words.interview_file_words)
    if not is_interview and any(word in stem for word in words.observation_file_words):
        return SourceKind.OBSERVATION
    is_document = not is_interview and any(word in stem for word in words.document_file_words)
    return SourceKind.DOCUMENT if is_document else SourceKind.INTERVIEW


def _can_name(part: str, words: TranscriptWords) -> bool:
    letters = _LETTERS.match(part)
    if letters is None or _COUNTED.fullmatch(part):
        return False
    is_no_name = letters[0].casefold() in words.titles | words.file_name_words
    return not is_no_name and not is_role_word(letters[0], words)


def _informant(names: list[str]) -> str | None:
    """Return initials alone, or all words of a name: Siti A and Siti B are two people."""
    if names and _INITIALS.fullmatch(names[0]):
        return names[0]
    return " ".join(name.capitalize() if name.islower() else name for name in names) or None
