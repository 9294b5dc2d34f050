"""Three looks at the whole study: which codes meet, whether new ones are still heard, how a word is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from kubecode.codebook import Group, MatrixRow, rows_of
from kubecode.codebook.indicators import parse_indicator
from kubecode.coder import compile_codebook
from kubecode.coder.search import codebook_of as codebook_of_indicator
from kubecode.coder.search import search
from kubecode.errors import ExitStatus, FilePosition, KubecodeError, Problem
from kubecode.model import Document, EvidenceKind, SourceKind, Status, case_key
from kubecode.study.check import doubts_about_codes
from kubecode.study.codebooks.load import language_for, study_codebook
from kubecode.study.codings import Filter, all_documents, check_filter
from kubecode.study.report.matrix import MatrixInputs, read_matrix_inputs
from kubecode.study.session import Session
from kubecode.study.words import study_lexicon
from kubecode.synthesiser.column_order import date_of
from kubecode.synthesiser.cooccurrence import Cooccurrence, Within, count_cooccurrence
from kubecode.synthesiser.coverage import counted, reviewed_codes
from kubecode.synthesiser.kwic import WORDS, KwicLine, Sort, kwic_lines, sort_lines
from kubecode.synthesiser.saturation import BASE, Interview, Saturation, code_saturation
from kubecode.wording import Lang
from kubecode.yaml_node import YamlText

Rows = Literal["code", "subcode"]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """Whose codings of which group are counted, None for all, and by which rows of the codebook."""

    case: str | None = None
    coder: str | None = None
    rows: Rows = "code"
    lang: Lang = "id"


@dataclass(frozen=True, slots=True)
class AnalysisResult(Generic[R]):
    """A result, and what makes it less than it seems."""

    result: R
    doubts: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class KwicOptions:
    """Where a word is sought: ``near`` also takes slips for it, ``questions`` hears the interviewer too.

    ``words`` are kept on each side.
    """

    case: str | None = None
    informant: str | None = None
    near: bool = False
    questions: bool = False
    words: int = WORDS
    sort: Sort = "text"


def study_cooccurrence(
    session: Session, asked: AnalysisOptions, within: Within = "excerpt"
) -> AnalysisResult[Cooccurrence]:
    """Return how often every two codes stand together. Raises KubecodeError for an unknown case or coder."""
    material = _material(session, asked)
    doubts = tuple(doubts_about_codes(session, material.book))
    return AnalysisResult(cooccurrence_of(material, asked.rows, within), doubts)


def study_saturation(
    session: Session, asked: AnalysisOptions, base: int = BASE
) -> AnalysisResult[Saturation]:
    """Return what each interview adds to the codes. Raises KubecodeError for an unknown case or coder."""
    material = _material(session, asked)
    doubts = tuple(doubts_about_codes(session, material.book))
    return AnalysisResult(saturation_of(material, asked.rows, base), doubts)


def cooccurrence_of(material: MatrixInputs, rows: Rows, within: Within = "excerpt") -> Cooccurrence:
    """Return how often every two codes stand together in some material."""
    shown, draft = counted(material.codings)
    turns = {document.name: document.turns for document in material.documents} if within == "turn" else None
    return count_cooccurrence(shown, rows_of(material.book.codebook, rows, material.lang), turns, draft=draft)


def saturation_of(material: MatrixInputs, rows: Rows, base: int = BASE) -> Saturation:
    """Return what each interview of some material adds to the codes."""
    interviews = [d for d in material.documents if d.source_kind is SourceKind.INTERVIEW]
    inside = _among(material, interviews)
    shown, draft = counted(inside.codings)
    its_rows = rows_of(material.book.codebook, rows, material.lang)
    return code_saturation(_interviews(inside, its_rows), shown, its_rows, base, draft=draft)


def study_kwic(session: Session, words: str, asked: KwicOptions) -> list[KwicLine]:
    """Return every place where something is said, written like an indicator (``kumpul``, ``"kumpul"``).

    Raises KubecodeError for words that cannot be one, and for an unknown case or informant.
    """
    indicator = parse_indicator(YamlText(words, FilePosition("")), Group.ANY)
    if isinstance(indicator, Problem):
        raise KubecodeError(indicator.message, indicator.hint, exit_status=ExitStatus.USAGE)
    book = study_codebook(session).codebook
    check_filter(session, book, Filter(case=asked.case, informant=asked.informant))
    sought = codebook_of_indicator(indicator)
    # Words are read as the study reads them, and also those that only this search knows.
    known = replace(book, codes=(*book.codes, *sought.codes))
    compiled = compile_codebook(sought, language_for(known, study_lexicon(session.path).lexicon))
    lines = [
        line
        for document in _documents(session, asked.case)
        for line in kwic_lines(document, search(document, compiled, questions=asked.questions), asked.words)
        if (asked.near or line.kind is not EvidenceKind.NEAR) and asked.informant in {None, line.informant}
    ]
    return sort_lines(lines, asked.sort)


def _documents(session: Session, case: str | None) -> list[Document]:
    return [d for d in all_documents(session) if case is None or case_key(d.case) == case_key(case)]


def _material(session: Session, asked: AnalysisOptions) -> MatrixInputs:
    material = read_matrix_inputs(session, asked.coder, asked.lang)
    check_filter(session, material.book.codebook, Filter(case=asked.case))
    return _among(material, _documents(session, asked.case)) if asked.case else material


def _among(material: MatrixInputs, documents: list[Document]) -> MatrixInputs:
    """Return what belongs to some of the documents."""
    names = {document.name for document in documents}
    codings = tuple(coding for coding in material.codings if coding.document in names)
    return replace(material, documents=tuple(documents), codings=codings)


def _interviews(material: MatrixInputs, rows: tuple[MatrixRow, ...]) -> Iterator[Interview]:
    top_codes = frozenset().union(*(row.top_codes for row in rows))
    names = [document.name for document in material.documents]
    reviewed = reviewed_codes(names, material.codings, material.readings, top_codes, material.coder)
    settled = {c.document for c in material.codings if c.status in {Status.ACCEPTED, Status.REJECTED}}
    for document in material.documents:
        yield Interview(
            document=document.name,
            case=document.case,
            informants=tuple(sorted({turn.informant for turn in document.turns if turn.informant})),
            date=date_of(document),
            coded=document.name in settled or bool(reviewed[document.name]),
            reviewed=reviewed[document.name] == top_codes,
        )
