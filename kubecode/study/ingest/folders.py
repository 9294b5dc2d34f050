"""The transcripts in folders and patterns, and a note on the other files there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.readers import has_reader, how_to_convert, readable_suffixes

_LOCK = re.compile(r"~\$|\.~lock\.")
_SYSTEM = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "icon\r"})
_ABOUT_FOLDERS = frozenset(
    {"readme", "license", "licence", "changelog", "notice", "bacalah", "baca saya", "bacasaya"}
)
_OWN = frozenset({".db", ".db-journal", ".jsonl", ".yaml", ".yml", ".qdpx", ".qdc"})
"""Suffixes of files that kubecode itself makes or reads: nobody takes them for transcripts."""
_UNREAD, _DOCUMENT, _LINK = "unknown file", "document of an unread format", "link to a Google file"
_SUFFIXES_BY_KIND: Mapping[str, str] = {
    "sound recording": ".aac .aif .aiff .amr .flac .m4a .mp3 .oga .ogg .opus .wav .wma",
    "video": ".3gp .avi .m4v .mkv .mov .mp4 .mpeg .mpg .webm .wmv",
    "picture": ".bmp .gif .heic .jpeg .jpg .png .svg .tif .tiff .webp",
    "archive": ".7z .gz .rar .tar .zip",
    _LINK: ".gdoc .gdraw .gsheet .gslides",
    "presentation": ".key .odp .ppt .pptx",
}
_KIND = {suffix: kind for kind, suffixes in _SUFFIXES_BY_KIND.items() for suffix in suffixes.split()}
_REMEDIES = {
    _DOCUMENT: "save documents as .docx or .txt to tag them",
    _LINK: "download Google files as .docx",
}
_SHOWN = 3
"""The names of a kind that a note has; the others are counted."""


def expand_paths(files: Iterable[Path]) -> list[Path]:
    """Return the files, with folders and patterns replaced by the transcripts in them.

    Raises KubecodeError for a folder without transcripts.
    """
    found: dict[Path, None] = {}
    for path in files:
        if path.is_dir():
            inside = [p for p in sorted(path.iterdir()) if _is_transcript(p)]
            if not inside:
                notes = [
                    f"{note.message} ({note.hint})" if note.hint else note.message
                    for note in passed_over(path)
                ]
                hint = "; ".join([f"known: {readable_suffixes()}", *notes])
                raise KubecodeError(f"{path}: no transcript in this folder", hint)
            found |= dict.fromkeys(inside)
        elif not path.exists() and any(mark in path.name for mark in "*?"):
            found |= dict.fromkeys(sorted(path.parent.glob(path.name)) or [path])
        else:
            found[path] = None
    return [path for path in found if not _LOCK.match(path.name)]


def passed_over(path: Path) -> Iterator[Problem]:
    """Yield a note on the files in a folder that are not read, and one on the folders inside it.

    A lock file that is given by its name is passed over too: shells expand ``*.docx`` to it.
    """
    if not path.is_dir():
        if _LOCK.match(path.name):
            hint = "its document is open in a word processor"
            yield Problem(FilePosition(str(path)), "passed over: 1 lock file", hint, "note")
        return
    files, folders = defaultdict(list), []
    for inside in sorted(path.iterdir()):
        kind = None if _is_transcript(inside) else _kind_of(inside)
        if inside.is_dir() and any(map(_is_transcript, inside.rglob("*"))):
            folders.append(inside.name)
        elif inside.is_file() and kind:
            files[kind].append(inside)
    where = FilePosition(str(path))
    if files:
        kinds = [_listed(kind, [file.name for file in of_kind]) for kind, of_kind in sorted(files.items())]
        hint = "; ".join(_REMEDIES[kind] for kind in sorted(files) if kind in _REMEDIES)
        yield Problem(where, f"passed over: {', '.join(kinds)}", hint, "note")
    if folders:
        hint = (
            "give this folder too to tag them" if len(folders) == 1 else "give these folders too to tag them"
        )
        message = f"not read: the transcripts in {_listed('folder', folders)}"
        yield Problem(where, message, hint, "note")


def _is_transcript(path: Path) -> bool:
    is_named_otherwise = path.name.startswith((".", "~$")) or _is_about_folder(path)
    return has_reader(path) and path.is_file() and not is_named_otherwise


def _is_about_folder(path: Path) -> bool:
    return path.stem.casefold() in _ABOUT_FOLDERS


def _kind_of(path: Path) -> str | None:
    """Return what a file that is no transcript is, None for kubecode's own files."""
    suffix = path.suffix.casefold()
    if _LOCK.match(path.name):
        return "lock file"
    if path.name.casefold() in _SYSTEM:
        return "system file"
    if path.name.startswith("."):
        return "hidden file"
    if _is_about_folder(path):
        return "description of the folder"
    if how_to_convert(path):
        return _DOCUMENT
    return None if suffix in _OWN else _KIND.get(suffix, _UNREAD)


def _listed(kind: str, names: Sequence[str]) -> str:
    """Return a kind with its number and first names: ``2 lock files (~$a.docx, ~$b.docx)``."""
    more = ", …" if len(names) > _SHOWN else ""
    return f"{number_of(len(names), kind)} ({', '.join(names[:_SHOWN])}{more})"


def number_of(count: int, noun: str) -> str:
    """Return a count with its English noun: ``2 files of another format``."""
    head, of, rest = noun.partition(" of ") if " of " in noun else noun.partition(" to ")
    plural = noun if head.endswith("s") else f"{head}s{of}{rest}"
    return f"{count} {noun if count == 1 else plural}"
