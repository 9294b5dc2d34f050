"""Reading of transcript files into documents with segments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.language import Language
from kubecode.model import Document, DocumentFile
from kubecode.readers import TRANSCRIPT_FORMATS, has_reader, how_to_convert
from kubecode.readers.transcripts import ReadTranscript, read_transcripts
from kubecode.study.ingest.corrections import NO_CORRECTIONS, Corrections
from kubecode.transcript import Header, SegmentBy, read_transcript, split_turns


@dataclass(frozen=True, slots=True)
class IncomingDocument:
    """A document that is not yet stored, the file that it was read from, and corrections of its reading."""

    document: Document
    file: DocumentFile
    corrections: Corrections = NO_CORRECTIONS


_ABOUT_FOLDERS = frozenset({"readme", "license", "changelog", "bacalah", "baca saya", "bacasaya"})


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
    return has_reader(path) and path.is_file() and not _is_no_transcript(path)


def _is_no_transcript(path: Path) -> bool:
    """Return whether a file in a folder is hidden, a word processor's lock file, or about the folder."""
    return path.name.startswith((".", "~$")) or path.stem.casefold() in _ABOUT_FOLDERS


def _passed_over(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, message, hint) for possible transcripts in a folder that are not read."""
    for path in sorted(folder.iterdir()):
        if _is_no_transcript(path):
            if has_reader(path) and path.is_file():
                yield path, "this file is passed over", "to tag it, give it alone or another name"
            continue
        remedy = how_to_convert(path)
        if remedy and path.is_file():
            yield path, f"{path.suffix} is not read", remedy
        elif path.is_dir() and any(map(_is_transcript, path.rglob("*"))):
            yield path, "the transcripts in this folder are not read", "give this folder too to tag them"


def read_documents(
    files: Iterable[Path],
    language: Language,
    by: SegmentBy,
    case: str | None,
    corrections: Callable[[str], Corrections] = lambda _: NO_CORRECTIONS,
) -> tuple[list[IncomingDocument], list[Problem]]:
    """Return the documents that could be read, and the problems of all files.

    Folders and patterns are replaced by the transcripts in them.
    """
    incoming: dict[str, IncomingDocument] = {}
    transcripts, problems = read_files(files, language, corrections)
    same_text: dict[str, IncomingDocument] = {}
    for transcript in transcripts:
        document, where = transcript.document, FilePosition(transcript.file.path)
        if document.name in incoming:
            message = f'another file called "{document.name}" is tagged at the same time'
            problems.append(Problem(where, message, "give the two files different names"))
            continue
        first = same_text.get(document.text)
        if first and first.file.path != transcript.file.path:
            problems.append(copy_problem(where, first.document.name))
            continue
        if case:
            document = replace(document, case=case, case_is_given=True)
        segmented = with_segments(document, language, by)
        new = IncomingDocument(segmented, transcript.file, corrections(document.name))
        incoming[document.name] = same_text[document.text] = new
    return list(incoming.values()), problems


def copy_problem(where: FilePosition, other: str) -> Problem:
    """Return the problem of a file whose text another document has."""
    message = f'it has the same content as "{other}"'
    return Problem(where, message, "it is not tagged twice; give the right file, or delete the copy")


def read_files(
    files: Iterable[Path],
    language: Language,
    corrections: Callable[[str], Corrections] = lambda _: NO_CORRECTIONS,
) -> tuple[list[ReadTranscript], list[Problem]]:
    """Return the documents in files, and the problems of all files, with what was left out of each."""
    transcripts: list[ReadTranscript] = []
    problems: list[Problem] = []
    for path in _each_expanded(files, problems):
        try:
            found = read_transcripts(path, language.transcript_words, lambda name: corrections(name).header())
        except (KubecodeError, OSError) as error:
            problems.extend(_problems_of(path, error))
            continue
        transcripts.extend(found)
        for transcript in found:
            problems.extend(transcript.problems)
        problems.extend(_left_out(path, found))
    return transcripts, problems


_SELF_EVIDENT = frozenset({"time stamp", "page mark"})
"""What nobody takes for speech: only ``kubecode transcript`` tells of it."""


def _left_out(path: Path, transcripts: Iterable[ReadTranscript]) -> Iterator[Problem]:
    """Yield a note on what was left out of a file."""
    counts: Counter[str] = Counter()
    for transcript in transcripts:
        counts.update(transcript.file.left_out)
        kind = transcript.file.format
    if counts.keys() - _SELF_EVIDENT:
        hint = "see 'kubecode transcript' for how the file is understood"
        message = f"read as {kind}; left out: {counted(counts)}"
        yield Problem(FilePosition(str(path)), message, hint, "note")


def counted(counts: Mapping[str, int]) -> str:
    """Return counts in words: ``2 deletions, 1 comment``."""
    return ", ".join(f"{count} {_plural(noun) if count != 1 else noun}" for noun, count in counts.items())


def _plural(noun: str) -> str:
    head, of, rest = noun.partition(" of ")
    return f"{head}s{of}{rest}" if not head.endswith("s") else noun


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
