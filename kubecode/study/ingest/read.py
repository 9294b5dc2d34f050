"""Reading of transcript files into documents with segments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kubecode.errors import ExitStatus, FilePosition, KubecodeError, Problem
from kubecode.language import Language
from kubecode.model import Document, DocumentFile
from kubecode.readers.transcripts import ReadTranscript, read_transcripts
from kubecode.store import documents as document_store
from kubecode.study import session as sessions
from kubecode.study.ingest.corrected_texts import CorrectedText
from kubecode.study.ingest.corrections import (
    NO_CORRECTIONS,
    NO_REQUEST,
    Corrections,
    correct,
    stored_corrections,
)
from kubecode.study.ingest.folders import expand_paths, number_of, passed_over
from kubecode.study.ingest.stored import NOTHING_KNOWN, KnownDocuments, read_from_study
from kubecode.transcript import Header, SegmentBy, read_transcript, split_turns


@dataclass(frozen=True, slots=True)
class IncomingDocument:
    """A document that is not yet stored, its file, the same as the user wrote it, and corrections.

    ``correction`` is what a new text does to the decisions on the stored one, None if the text is the same.
    ``renamed_from`` is the name under which the study has it, None if it has it under this one or not at all.
    """

    document: Document
    file: DocumentFile
    where: FilePosition
    corrections: Corrections = NO_CORRECTIONS
    correction: CorrectedText | None = None
    renamed_from: str | None = None


CorrectedTranscript = tuple[ReadTranscript, Corrections]
OnDocument = Callable[[str, int, int], None]
"""Progress callback: (name of the next document or "" at the end, number done, total)."""


def read_documents(
    files: Iterable[Path],
    language: Language,
    by: SegmentBy,
    case: str | None,
    known: KnownDocuments = NOTHING_KNOWN,
    on_document: OnDocument = lambda *_: None,
) -> tuple[list[IncomingDocument], list[Problem]]:
    """Return the documents that could be read, with their segments, and the problems of all files.

    Folders and patterns are replaced by the transcripts in them. Of two documents with the same text, the
    one that the study has is the original, else the first; the other is left out.
    """
    is_corrected = known.request != NO_REQUEST
    found, problems = read_files(files, language, known, on_document, from_study=is_corrected)
    incoming, copies = _without_copies(found, known.corrections)
    for name, new in incoming.items():
        document = new.document
        if case:
            document = replace(document, case=case, case_is_given=True)
        incoming[name] = replace(new, document=with_segments(document, language, by))
    tagged = {document.where.file for document in incoming.values()}
    left_out = _left_out(transcript for transcript, _ in found if transcript.path in tagged)
    untold = [one for one, _ in found if one.path in tagged and one.document.name not in known.corrections]
    return list(incoming.values()), [*problems, *copies, *left_out, *(() if case else without_group(untold))]


def _without_copies(
    transcripts: Collection[CorrectedTranscript], stored: Collection[str]
) -> tuple[dict[str, IncomingDocument], list[Problem]]:
    """Return the documents by their names, and the problems of those that are left out."""
    incoming: dict[str, IncomingDocument] = {}
    problems: list[Problem] = []
    originals: dict[str, ReadTranscript] = {}
    for transcript, _ in sorted(transcripts, key=lambda one: one[0].document.name not in stored):
        originals.setdefault(transcript.document.text, transcript)
    for transcript, corrections in transcripts:
        document, where = transcript.document, FilePosition(transcript.path)
        if document.name in incoming:
            message = f'another file called "{document.name}" is tagged at the same time'
            problems.append(Problem(where, message, "give the two files different names"))
            continue
        original = originals[document.text]
        if original.file.path != transcript.file.path:
            problems.append(copy_problem(where, original.document.name))
            continue
        incoming[document.name] = IncomingDocument(document, transcript.file, where, corrections)
    return incoming, problems


def without_group(transcripts: Iterable[ReadTranscript]) -> list[Problem]:
    """Return a warning of the transcripts whose group nothing names: each would be a group of its own."""
    unnamed = [transcript for transcript in transcripts if not transcript.has_case]
    if not unnamed:
        return []
    names = ", ".join(f'"{transcript.document.case}"' for transcript in unnamed[:3])
    more = ", …" if len(unnamed) > 3 else ""
    message = (
        f"nothing names the group of {number_of(len(unnamed), 'transcript')}, so that it is {names}{more}"
    )
    hint = "give it with --case, above the talk (Kelompok: …) or in the file's name (KUBE Melati …)"
    return [Problem(FilePosition(unnamed[0].path), message, hint, "warning")]


def require_any(incoming: Sequence[IncomingDocument], problems: Iterable[Problem]) -> None:
    """Raise KubecodeError, with the problems that are errors, else with all, if nothing is left to tag."""
    if not incoming:
        found = tuple(problems)
        errors = tuple(problem for problem in found if problem.severity == "error")
        raise KubecodeError("nothing was tagged", problems=errors or found)


def copy_problem(where: FilePosition, other: str) -> Problem:
    """Return the problem of a file whose text another document has."""
    message = f'it has the same content as "{other}"'
    return Problem(where, message, "it is not tagged twice; give the right file, or delete the copy")


def read_files(
    files: Iterable[Path],
    language: Language,
    known: KnownDocuments,
    on_document: OnDocument = lambda *_: None,
    *,
    from_study: bool,
) -> tuple[list[CorrectedTranscript], list[Problem]]:
    """Return the documents in files with their corrections, and the problems of all files.

    Folders and patterns are replaced by the transcripts in them. ``from_study`` reads a file that is gone as
    the study has it. Raises KubecodeError if the request fits none of the documents.
    """
    words = language.transcript_words
    read: list[ReadTranscript] = []
    unread: list[Problem] = []
    paths = _each_expanded(files, unread)
    for number, path in enumerate(paths):
        on_document(path.name, number, len(paths))
        try:
            is_gone = not path.exists() and bool(known.named(path))
            if is_gone and from_study:
                read.extend(read_from_study(known, path, words))
                unread.append(_gone(path, is_read=True))
            elif is_gone:
                unread.append(_gone(path, is_read=False))
            else:
                read.extend(read_transcripts(path, words))
        except (KubecodeError, OSError) as error:
            unread.extend(_problems_of(path, error))
    transcripts = correct(read, known.request, known.corrections_of(read), words) if read else []
    return transcripts, [*unread, *(problem for one, _ in transcripts for problem in one.problems)]


def _gone(path: Path, *, is_read: bool) -> Problem:
    """Return what to say of a file that is gone and whose text the study has."""
    where = FilePosition(str(path))
    if is_read:
        return Problem(where, "no such file; read from the text in the study", "", "note")
    return Problem(
        where, "no such file", "the study keeps its text: 'kubecode tag' without files tags it again"
    )


def documents_of(
    study: Path | None, language: Language, by: SegmentBy, case: str | None
) -> list[IncomingDocument]:
    """Return the documents of the study, to be tagged again."""
    if not sessions.exists(study):
        raise KubecodeError("no files were given", "kubecode tag FILE…", exit_status=ExitStatus.USAGE)
    with sessions.opened(study) as session:
        documents = list(document_store.get_documents(session.connection, cases_as_read=True))
        files = document_store.document_files(session.connection)
        kept = document_store.stored_corrections(session.connection)
    if case:
        documents = [replace(document, case=case, case_is_given=True) for document in documents]
    return [
        IncomingDocument(
            with_segments(d, language, by),
            files[d.name],
            FilePosition(files[d.name].path),
            stored_corrections(kept[d.name]),
        )
        for d in documents
    ]


_SELF_EVIDENT = frozenset({"time stamp", "page mark"})
"""What nobody takes for speech: only ``kubecode transcript`` tells of it."""


def _left_out(transcripts: Iterable[ReadTranscript]) -> Iterator[Problem]:
    """Yield for each file a note on what was left out of it."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for transcript in transcripts:
        counts[transcript.path, transcript.file.format].update(transcript.file.left_out)
    for (path, kind), left_out in counts.items():
        if left_out.keys() - _SELF_EVIDENT:
            hint = "see 'kubecode transcript' for how the file is understood"
            message = f"read as {kind}; left out: {counted(left_out)}"
            yield Problem(FilePosition(path), message, hint, "note")


def counted(counts: Mapping[str, int]) -> str:
    """Return counts in words: ``2 deletions, 1 comment``."""
    return ", ".join(number_of(count, noun) for noun, count in counts.items())


def _each_expanded(files: Iterable[Path], problems: list[Problem]) -> list[Path]:
    found: dict[Path, None] = {}
    for path in files:
        try:
            found |= dict.fromkeys(expand_paths([path]))
            problems.extend(passed_over(path))
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
