"""What a file's name says of a transcript: ``cempaka_ketua_ani_01.txt`` is Ani's, ketua in Cempaka."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kubecode.model import SourceKind
from kubecode.transcript.roles import POSTS, TITLES, is_role_word

_KINDS = (
    (SourceKind.OBSERVATION, re.compile(r"observasi|observation|catatan|fieldnote")),
    (SourceKind.DOCUMENT, re.compile(r"dokumen|document|notulen|notula|arsip|adart")),
)
# Words that tell sources, recordings, versions, places and days apart, and not people.
_NO_NAMES = TITLES | frozenset(
    """audio bagian baru copy data draf draft edit fgd file final hari hasil interview lampiran part putaran
    rapat rekaman rev revisi rumah salinan sesi tanggal tgl transcript transkrip transkripsi verbatim versi
    warung wawancara
    januari februari maret april mei juni juli agustus september oktober november desember""".split()
)
_INITIALS = re.compile(r"[A-Z]{1,3}\d?")
# ``W2`` is the second interview (wawancara), ``v2`` the second version.
_COUNTED = re.compile(r"[WwVv]\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class FileName:
    """What a file's name says; ``informant`` and ``role`` are None where it says nothing of them."""

    stem: str
    case: str
    source_kind: SourceKind
    informant: str | None
    role: str | None


def read_file_name(name: str) -> FileName:
    """Read a file's name: the case stands before the first ``_``, whoever speaks behind it."""
    stem = name.rsplit(".", 1)[0]
    case, *others = [part.strip() for part in stem.split("_") if part.strip()] or [name]
    words = [word for part in others for word in re.split(r"[\s.,-]+", part)]
    return FileName(
        stem=stem,
        case=case,
        source_kind=next((k for k, p in _KINDS if p.search(stem.casefold())), SourceKind.INTERVIEW),
        informant=_informant([word for word in words if _can_name(word)]),
        role=next((word.casefold() for word in words if word.casefold() in POSTS), None),
    )


def _can_name(word: str) -> bool:
    letters = _LETTERS.match(word)
    if letters is None or _COUNTED.fullmatch(word):
        return False
    return letters[0].casefold() not in _NO_NAMES and not is_role_word(letters[0])


def _informant(names: list[str]) -> str | None:
    """Initials name a person alone; of a name all words count, or Siti A and Siti B would be one."""
    if names and _INITIALS.fullmatch(names[0]):
        return names[0]
    return " ".join(name.capitalize() if name.islower() else name for name in names) or None
