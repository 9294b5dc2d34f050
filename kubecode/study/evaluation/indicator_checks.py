"""Checks of indicators: those that cannot match, were never found, or are mostly rejected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kubecode.codebook import Code, Codebook, Indicator
from kubecode.coder import code_document, compile_codebook
from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.language import Language, plain_form, tokenise
from kubecode.model import Document, Segment, SourceKind, Turn, split_code
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.study.codebooks.load import (
    LoadedCodebook,
    check_codebook_file,
    codebook_path,
    language_for,
    load_codebook_file,
)
from kubecode.study.evaluation.track_record import IndicatorKey, track_record
from kubecode.study.judgements import judged_segments
from kubecode.study.session import Session, exists, opened, study_path
from kubecode.synthesiser.calibration import TrackRecord

_ENOUGH_SEGMENTS = 500
"""Rule of three: what is absent from 500 segments occurs in fewer than one of 160 (95 % confidence)."""
_MAX_NAMES = 8


def check_indicators(
    path: Path, study: Path | None, *, all_names: bool = False
) -> tuple[Codebook | None, list[Problem]]:
    """Return a codebook (None if unreadable) and its errors and warnings in line order.

    To the problems in its text (see :func:`check_codebook_file`) this adds indicators that cannot match,
    and the experience of a study: the given one, else the one in this folder if it uses the codebook.
    ``all_names`` lists every indicator that was never found, not only the first few.
    """
    codebook, problems = check_codebook_file(path)
    if codebook is None or any(problem.severity == "error" for problem in problems):
        return codebook, problems
    problems += doubts_about_words(codebook, language_for(codebook))
    if study or exists(study):
        problems += _doubts_from_study_file(study, load_codebook_file(path), all_names=all_names)

    def in_order(problem: Problem) -> tuple[bool, int, int]:
        position = problem.where
        return position.file != str(path), position.line or 0, position.column or 0

    return codebook, sorted(problems, key=in_order)


def _doubts_from_study_file(study: Path | None, loaded: LoadedCodebook, *, all_names: bool) -> list[Problem]:
    """Return the doubts from a study. A study that cannot be opened becomes one more problem."""
    try:
        with opened(study) as session:
            if not study and not _uses_codebook(session, loaded):
                return []
            return list(doubts_from_study(session, loaded, all_names=all_names))
    except KubecodeError as error:
        position = FilePosition(str(study_path(study)))
        message = error.message.removeprefix(f"{position}: ")
        return [Problem(position, message, error.hint, "error" if study else "note")]


def _uses_codebook(session: Session, loaded: LoadedCodebook) -> bool:
    """Return whether a study was last tagged with this codebook, in any version."""
    stored = runs.last_codebook(session.connection)
    if stored is None:
        return False
    return (
        stored[0] == loaded.sha256
        or Path(codebook_path(session, stored[1])).resolve() == Path(loaded.path).resolve()
    )


def doubts_about_words(codebook: Codebook, language: Language) -> Iterator[Problem]:
    """Yield the indicators that do not match a text of just their own words."""
    indicators = [(code, indicator) for code in codebook.walk() for indicator in code.indicators]
    matching = _self_matching(codebook, indicators, language)
    for index, (code, indicator) in enumerate(indicators):
        subject = f'indicator "{indicator.text}" of "{code.path}"'
        words = (word for part in indicator.parts for word in part)
        first, rest = next((pair for pair in (_split_joined(w, language) for w in words) if pair), ("", ""))
        if first:
            what = f'is found without its "{first}"' if index in matching else "can never be found"
            hint = f'"{first}{rest}" is read as two words; write "{first} {rest}"'
            yield Problem(indicator.position, f"{subject} {what}", hint, "warning")
        elif index not in matching:
            forms = " ".join(token.form for token in tokenise(_plain_text(indicator)))
            hint = f'transcripts are read in words, without signs and numbers: "{forms}"'
            yield Problem(indicator.position, f"{subject} can never be found", hint, "warning")


def _split_joined(word: str, language: Language) -> tuple[str, str] | None:
    """Return the two words of a form that is read as two (``gabisa``: ``ga``, ``bisa``), or None."""
    first = language.read(word).joined
    return (first, plain_form(word).removeprefix(first)) if first else None


def _plain_text(indicator: Indicator) -> str:
    return " ".join(word for part in indicator.parts for word in part)


def _self_matching(
    codebook: Codebook, indicators: list[tuple[Code, Indicator]], language: Language
) -> set[int]:
    """Return the indexes of the indicators that match their own words.

    Exclusions are ignored here, because ``codebook.check`` reports indicators that are always excluded.
    """
    segments: list[Segment] = []
    text = ""
    for _, indicator in indicators:
        words = _plain_text(indicator)
        segments.append(Segment(len(text), len(text) + len(words), 1, 0, words))
        text += f"{words}.\n\n"
    turns = (Turn(0, len(text), 1),)
    document = Document("", text, "", False, SourceKind.DOCUMENT, turns, tuple(segments))
    without_exclusions = replace(codebook, codes=tuple(_without_exclusions(code) for code in codebook.codes))
    suggestions = code_document(document, compile_codebook(without_exclusions, language)).suggestions
    matches = {(s.start, split_code(s.code)[0], piece.indicator) for s in suggestions for piece in s.evidence}
    return {
        index
        for index, ((code, indicator), segment) in enumerate(zip(indicators, segments, strict=True))
        if (segment.start, split_code(code.path)[0], indicator.text) in matches
    }


def _without_exclusions(code: Code) -> Code:
    return replace(code, exclude=(), codes=tuple(_without_exclusions(subcode) for subcode in code.codes))


def doubts_from_study(
    session: Session, loaded: LoadedCodebook, *, all_names: bool = False
) -> Iterator[Problem]:
    """Yield the indicators that coders mostly reject, and those never found in enough segments.

    If a document was tagged with another version of the codebook, yield only a note about that.
    """
    last = runs.last_runs(session.connection).values()
    position = FilePosition(str(session.path))
    if not last or any(run.codebook_sha256 != loaded.sha256 for run in last):
        message = f"the study has documents that were not tagged with {loaded.path} as it is now"
        hint = f"run 'kubecode tag --codebook {loaded.path}'; then its indicators can be judged"
        yield Problem(position, message, hint, "note")
        return
    suggestions = list(runs.get_suggestions(session.connection))
    record = track_record(loaded.codebook, suggestions, judged_segments(session))
    yield from _mostly_rejected(loaded.codebook, record)
    documents = list(document_store.get_documents(session.connection))
    segments = sum(len(document.segments) for document in documents)
    if segments >= _ENOUGH_SEGMENTS:
        tagged = f"{len(documents)} transcripts with {segments} segments"
        yield from _never_found(loaded.codebook, record, tagged, all_names=all_names)


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


def _never_found(
    codebook: Codebook, record: dict[IndicatorKey, TrackRecord], tagged: str, *, all_names: bool
) -> Iterator[Problem]:
    """Yield one note for each top-level code, not one for each indicator, to keep the list short."""
    for top in codebook.codes:
        texts = dict.fromkeys(indicator.text for code in top.walk() for indicator in code.indicators)
        found = {text for path, text in record if split_code(path)[0] == top.path}
        missing = [text for text in texts if text not in found]
        if missing:
            shown = missing if all_names else missing[:_MAX_NAMES]
            names = ", ".join(shown) + (" …" if len(shown) < len(missing) else "")
            message = (
                f'code "{top.path}": {len(missing)} of {len(texts)} indicators were never found in {tagged}: '
                f"{names}"
            )
            hint = "keep those that others may say; --json names them all"
            yield Problem(top.position, message, hint, "note")
