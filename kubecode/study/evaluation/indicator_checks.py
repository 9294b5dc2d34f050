"""Which indicators do not do their work: those that cannot be found, are never said, or mislead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kubecode.codebook import Code, Codebook, Indicator
from kubecode.coder import code_document, compile_codebook
from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.language import Language, tokenise
from kubecode.model import Document, Segment, SourceKind, Turn, split_code
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.study.codebooks.load import (
    LoadedCodebook,
    check_codebook_file,
    language_for,
    load_codebook_file,
)
from kubecode.study.evaluation.track_record import IndicatorKey, track_record
from kubecode.study.judgements import judged_segments
from kubecode.study.session import Session, exists, opened, study_path
from kubecode.synthesiser.calibration import TrackRecord

_ENOUGH_SEGMENTS = 500
"""By the rule of three, what 500 segments never say stands in fewer than one of 160 (95 %)."""
_MOST_NAMES = 8


def check_indicators(
    path: Path, study: Path | None, *, all_names: bool = False
) -> tuple[Codebook | None, list[Problem]]:
    """Return a codebook and every problem and doubt in it, in the order of the lines.

    Beside what its text shows (see :func:`check_codebook_file`) there are the indicators that cannot be
    found, and what a study says of the others: the one named, else the one here if it uses the codebook.
    ``all_names`` names every indicator that nobody says, not only the first few.
    """
    codebook, problems = check_codebook_file(path)
    if codebook is None or any(problem.severity == "error" for problem in problems):
        return codebook, problems
    problems += doubts_about_words(codebook, language_for(codebook))
    if study or exists(study):
        problems += _asked(study, load_codebook_file(path), all_names=all_names)

    def in_order(problem: Problem) -> tuple[bool, int, int]:
        where = problem.where
        return where.file != str(path), where.line or 0, where.column or 0

    return codebook, sorted(problems, key=in_order)


def _asked(study: Path | None, book: LoadedCodebook, *, all_names: bool) -> list[Problem]:
    """Return what the study says; one that cannot be opened hides nothing of the codebook."""
    try:
        with opened(study) as session:
            is_about_it = study or _uses(session, book)
            return list(doubts_from_study(session, book, all_names=all_names)) if is_about_it else []
    except KubecodeError as error:
        where = FilePosition(str(study_path(study)))
        return [
            Problem(where, error.message.removeprefix(f"{where}: "), error.hint, "error" if study else "note")
        ]


def _uses(session: Session, book: LoadedCodebook) -> bool:
    """Say whether a study was last tagged with this codebook, in whichever version."""
    kept = runs.last_codebook(session.connection)
    return kept is not None and (kept[0] == book.sha256 or Path(kept[1]) == Path(book.path).resolve())


def doubts_about_words(codebook: Codebook, language: Language) -> Iterator[Problem]:
    """Yield the indicators that do not find what they say, whatever people say.

    Every indicator is coded as if somebody had said just its words.
    """
    written = [(code, indicator) for code in codebook.walk() for indicator in code.indicators]
    found = _found_in_itself(codebook, written, language)
    for position, (code, indicator) in enumerate(written):
        named = f'indicator "{indicator.text}" of "{code.path}"'
        words = (word for part in indicator.parts for word in part)
        small, rest = next((apart for apart in (_apart(word, language) for word in words) if apart), ("", ""))
        if small:
            what = f'is found without its "{small}"' if position in found else "can never be found"
            hint = f'"{small}{rest}" is read as two words; write "{small} {rest}"'
            yield Problem(indicator.position, f"{named} {what}", hint, "warning")
        elif position not in found:
            said = " ".join(token.form for token in tokenise(_spoken(indicator)))
            hint = f'transcripts are read in words, without signs and numbers: "{said}"'
            yield Problem(indicator.position, f"{named} can never be found", hint, "warning")


def _apart(word: str, language: Language) -> tuple[str, str] | None:
    """Return the two words of a form that is read as two (``gabisa``), or None."""
    small = language.read(word).joined
    return (small, word.removeprefix(small)) if small else None


def _spoken(indicator: Indicator) -> str:
    return " ".join(word for part in indicator.parts for word in part)


def _found_in_itself(
    codebook: Codebook, written: list[tuple[Code, Indicator]], language: Language
) -> set[int]:
    """Return the positions of the indicators that find themselves; what excludes them is told elsewhere."""
    segments: list[Segment] = []
    text = ""
    for _, indicator in written:
        said = _spoken(indicator)
        segments.append(Segment(len(text), len(text) + len(said), 1, 0, said))
        text += f"{said}.\n\n"
    turns = (Turn(0, len(text), 1),)
    document = Document("", text, "", False, SourceKind.DOCUMENT, turns, tuple(segments))
    bare = replace(codebook, codes=tuple(_without_exclusions(code) for code in codebook.codes))
    suggestions = code_document(document, compile_codebook(bare, language)).suggestions
    speaking = {
        (s.start, split_code(s.code)[0], piece.indicator) for s in suggestions for piece in s.evidence
    }
    return {
        position
        for position, ((code, indicator), segment) in enumerate(zip(written, segments, strict=True))
        if (segment.start, split_code(code.path)[0], indicator.text) in speaking
    }


def _without_exclusions(code: Code) -> Code:
    return replace(code, exclude=(), codes=tuple(_without_exclusions(below) for below in code.codes))


def doubts_from_study(
    session: Session, book: LoadedCodebook, *, all_names: bool = False
) -> Iterator[Problem]:
    """Yield the indicators that coders mostly reject, and those that nobody says though much was tagged."""
    last = runs.last_runs(session.connection).values()
    where = FilePosition(str(session.path))
    if not last or any(run.codebook_sha256 != book.sha256 for run in last):
        message = f"the study has documents that were not tagged with {book.path} as it is now"
        hint = f"run 'kubecode tag --codebook {book.path}'; then its indicators can be judged"
        yield Problem(where, message, hint, "note")
        return
    suggestions = list(runs.get_suggestions(session.connection))
    record = track_record(book.codebook, suggestions, judged_segments(session))
    yield from _mostly_rejected(book.codebook, record)
    documents = list(document_store.get_documents(session.connection))
    segments = sum(len(document.segments) for document in documents)
    if segments >= _ENOUGH_SEGMENTS:
        tagged = f"{len(documents)} transcripts with {segments} segments"
        yield from _never_said(book.codebook, record, tagged, all_names=all_names)


def _mostly_rejected(codebook: Codebook, record: dict[IndicatorKey, TrackRecord]) -> Iterator[Problem]:
    for code in codebook.walk():
        for indicator in code.indicators:
            track = record.get((code.path, indicator.text), TrackRecord())
            if track.is_mostly_rejected:
                judged = track.accepted + track.rejected
                message = (
                    f'indicator "{indicator.text}" of "{code.path}" was rejected more often than accepted: '
                    f"{track.rejected} of {judged} judged"
                )
                hint = "add a word, exclude phrases that are no hit, or delete it: kubecode codebook learn"
                yield Problem(indicator.position, message, hint, "warning")


def _never_said(
    codebook: Codebook, record: dict[IndicatorKey, TrackRecord], tagged: str, *, all_names: bool
) -> Iterator[Problem]:
    """Yield one note a top-level code, so that a large codebook is not drowned in them."""
    for top in codebook.codes:
        texts = dict.fromkeys(indicator.text for code in top.walk() for indicator in code.indicators)
        said = {text for path, text in record if split_code(path)[0] == top.path}
        silent = [text for text in texts if text not in said]
        if silent:
            shown = silent if all_names else silent[:_MOST_NAMES]
            names = ", ".join(shown) + (" …" if len(shown) < len(silent) else "")
            message = (
                f'code "{top.path}": {len(silent)} of {len(texts)} indicators were never found in {tagged}: '
                f"{names}"
            )
            hint = "keep those that others may say; --json names them all"
            yield Problem(top.position, message, hint, "note")
