"""Reading of transcript files into documents with segments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.language import Language
from kubecode.model import Document, DocumentFile
from kubecode.readers import TRANSCRIPT_FORMATS, has_reader, how_to_convert
from kubecode.readers.transcripts import read_transcripts
from kubecode.transcript import Header, SegmentBy, read_transcript, split_turns


@dataclass(frozen=True, slots=True)
class IncomingDocument:
    """A document that is not yet stored, and the file that it was read from."""

    document: Document
    file: DocumentFile


def expand_paths(files: Iterable[Path]) -> list[Path]:
    """Return the files, with folders and patterns replaced by the transcripts in them.

    Raises KubecodeError for a folder without transcripts.
    """
    found: dict[Path, None] = {}
    for path in files:
        if path.is_dir():
            inside = [p for p in sorted(path.iterdir()) if _is_transcript(p)]
            if not inside:
                passed = [f"{p.name}: {message}, {hint}" for p, message, hint in _passed_over(path)]
                hint = "; ".join([f"known: {', '.join(TRANSCRIPT_FORMATS)}", *passed[:1]])
                raise KubecodeError(f"{path}: no transcript in this folder", hint)
            found |= dict.fromkeys(inside)
        elif not path.exists() and any(mark in path.name for mark in "*?"):
            found |= dict.fromkeys(sorted(path.parent.glob(path.name)) or [path])
        else:
            found[path] = None
    return list(found)


def _is_transcript(path: Path) -> bool:
    return has_reader(path) and path.is_file()


def _passed_over(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, message, hint) for possible transcripts in a folder that are not read."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):
            continue  # a hidden file, or the lock file of a word processor
        remedy = how_to_convert(path)
        if remedy and path.is_file():
            yield path, f"{path.suffix} is not read", remedy
        elif path.is_dir() and any(map(_is_transcript, path.rglob("*"))):
            yield path, "the transcripts in this folder are not read", "give this folder too to tag them"


def read_documents(
    files: Iterable[Path], language: Language, by: SegmentBy, case: str | None
) -> tuple[list[IncomingDocument], list[Problem]]:
    """Return the documents that could be read, and the problems of all files.

    Folders and patterns are replaced by the transcripts in them.
    """
    incoming: dict[str, IncomingDocument] = {}
    problems: list[Problem] = []
    for path in _each_expanded(files, problems):
        try:
            transcripts = read_transcripts(path, language.transcript_words)
        except (KubecodeError, OSError) as error:
            problems.extend(_problems_of(path, error))
            continue
        for transcript in transcripts:
            document = transcript.document
            problems.extend(transcript.problems)
            if document.name in incoming:
                message = f'another file called "{document.name}" is tagged at the same time'
                hint = "give the two files different names"
                problems.append(Problem(FilePosition(str(path)), message, hint))
                continue
            if case:
                document = replace(document, case=case, case_is_given=True)
            segmented = with_segments(document, language, by)
            incoming[document.name] = IncomingDocument(segmented, transcript.file)
    return list(incoming.values()), problems


def _each_expanded(files: Iterable[Path], problems: list[Problem]) -> list[Path]:
    found: dict[Path, None] = {}
    for path in files:
        try:
            found |= dict.fromkeys(expand_paths([path]))
            if path.is_dir():
                passed = _passed_over(path)
                problems.extend(
                    Problem(FilePosition(str(p)), message, hint, "note") for p, message, hint in passed
                )
        except (KubecodeError, OSError) as error:
            problems.extend(_problems_of(path, error))
    return list(found)


def _problems_of(path: Path, error: KubecodeError | OSError) -> Iterable[Problem]:
    if isinstance(error, OSError):
        hint = "check its name and its permissions"
        return [Problem(FilePosition(str(path)), f"cannot be read: {error.strerror}", hint)]
    message = error.message.removeprefix(f"{path}: ")
    return error.problems or [Problem(FilePosition(str(path)), message, error.hint)]


def document_from_text(
    text: str, language: Language, case: str = "", informant: str | None = None
) -> Document:
    """Return a document with the given text: a quote, or a transcript with speaker labels.

    If it has no labels, or if an informant is given, turns without a label belong to the informant, even
    if they ask (``buat apa ribut?``, "why quarrel?").
    """
    header = Header(case=case, informant=informant)
    document = read_transcript("text", text, 0, header, language.transcript_words)
    if informant or not any(turn.speaker for turn in document.turns):
        turns = (t if t.speaker else replace(t, informant=informant, asks=False) for t in document.turns)
        document = replace(document, turns=tuple(turns))
    return with_segments(document, language, "sentence")


def with_segments(document: Document, language: Language, by: SegmentBy) -> Document:
    """Return the document with its turns split into segments."""
    segments = split_turns(document.text, document.turns, by, language.transcript_words)
    return replace(document, segments=segments)
