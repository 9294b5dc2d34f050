"""Analyses of the whole study: co-occurrence, code saturation, keyword in context."""

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
from kubecode.study.codings import Filter, all_documents, known_filter
from kubecode.study.report.matrix import MatrixInputs, read_matrix_inputs
from kubecode.study.session import Session
from kubecode.study.words import study_lexicon
from kubecode.synthesiser.column_order import date_of
from kubecode.synthesiser.cooccurrence import Cooccurrence, Within, count_cooccurrence
from kubecode.synthesiser.coverage import codings_to_count, reviewed_codes
from kubecode.synthesiser.kwic import WORDS, KwicLine, Sort, kwic_lines, sort_lines
from kubecode.synthesiser.saturation import BASE, Interview, Saturation, code_saturation
from kubecode.wording import Lang
from kubecode.yaml_node import YamlText

Rows = Literal["code", "subcode"]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """Which codings are counted: of one case and coder, or with None of all; by which rows."""

    case: str | None = None
    coder: str | None = None
    rows: Rows = "code"
    lang: Lang = "id"


@dataclass(frozen=True, slots=True)
class AnalysisResult(Generic[R]):
    """A result, and warnings that limit it."""

    result: R
    doubts: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class KwicOptions:
    """Where to search for a word, and how much context to return.

    ``near`` accepts near spellings, ``questions`` includes the interviewer, ``words`` is the number of words
    on each side.
    """

    case: str | None = None
    informant: str | None = None
    near: bool = False
    questions: bool = False
    words: int = WORDS
    sort: Sort = "text"


def study_cooccurrence(
    session: Session, options: AnalysisOptions, within: Within = "excerpt"
) -> AnalysisResult[Cooccurrence]:
    """Return the co-occurrence of all codes. Raises KubecodeError for an unknown case or coder."""
    inputs = _inputs(session, options)
    doubts = tuple(doubts_about_codes(session, inputs.book))
    return AnalysisResult(cooccurrence_of(inputs, options.rows, within), doubts)


def study_saturation(
    session: Session, options: AnalysisOptions, base: int = BASE
) -> AnalysisResult[Saturation]:
    """Return the code saturation. Raises KubecodeError for an unknown case or coder."""
    inputs = _inputs(session, options)
    doubts = tuple(doubts_about_codes(session, inputs.book))
    return AnalysisResult(saturation_of(inputs, options.rows, base), doubts)


def cooccurrence_of(inputs: MatrixInputs, rows: Rows, within: Within = "excerpt") -> Cooccurrence:
    """Return the co-occurrence of all codes in ``inputs``."""
    shown, draft = codings_to_count(inputs.codings)
    turns = {document.name: document.turns for document in inputs.documents} if within == "turn" else None
    return count_cooccurrence(shown, rows_of(inputs.book.codebook, rows, inputs.lang), turns, draft=draft)


def saturation_of(inputs: MatrixInputs, rows: Rows, base: int = BASE) -> Saturation:
    """Return the code saturation of the interviews in ``inputs``."""
    interviews = [d for d in inputs.documents if d.source_kind is SourceKind.INTERVIEW]
    of_interviews = _restricted(inputs, interviews)
    shown, draft = codings_to_count(of_interviews.codings)
    matrix_rows = rows_of(inputs.book.codebook, rows, inputs.lang)
    return code_saturation(_interviews(of_interviews, matrix_rows), shown, matrix_rows, base, draft=draft)


def study_kwic(session: Session, words: str, options: KwicOptions) -> list[KwicLine]:
    """Return every occurrence of ``words``, written like an indicator (``kumpul``, ``"kumpul"``).

    Raises KubecodeError for words that are not a valid indicator, and for an unknown case or informant.
    """
    indicator = parse_indicator(YamlText(words, FilePosition("")), Group.ANY)
    if isinstance(indicator, Problem):
        raise KubecodeError(indicator.message, indicator.hint, exit_status=ExitStatus.USAGE)
    codebook = study_codebook(session).codebook
    wanted = known_filter(session, codebook, Filter(case=options.case, informant=options.informant))
    sought = codebook_of_indicator(indicator, codebook.language)
    # Words are analysed as in the study, with the words of this search added.
    known = replace(codebook, codes=(*codebook.codes, *sought.codes))
    compiled = compile_codebook(sought, language_for(known, study_lexicon(session.path).lexicon))
    lines = [
        line
        for document in _documents(session, wanted.case)
        for line in kwic_lines(
            document, search(document, compiled, questions=options.questions), options.words
        )
        if (options.near or line.kind is not EvidenceKind.NEAR) and wanted.informant in {None, line.informant}
    ]
    return sort_lines(lines, options.sort)


def _documents(session: Session, case: str | None) -> list[Document]:
    return [d for d in all_documents(session) if case is None or case_key(d.case) == case_key(case)]


def _inputs(session: Session, options: AnalysisOptions) -> MatrixInputs:
    inputs = read_matrix_inputs(session, options.coder, options.lang)
    wanted = known_filter(session, inputs.book.codebook, Filter(case=options.case))
    return _restricted(inputs, _documents(session, wanted.case)) if wanted.case else inputs


def _restricted(inputs: MatrixInputs, documents: list[Document]) -> MatrixInputs:
    """Return the inputs restricted to some documents."""
    names = {document.name for document in documents}
    codings = tuple(coding for coding in inputs.codings if coding.document in names)
    return replace(inputs, documents=tuple(documents), codings=codings)


def _interviews(inputs: MatrixInputs, rows: tuple[MatrixRow, ...]) -> Iterator[Interview]:
    top_codes = frozenset().union(*(row.top_codes for row in rows))
    names = [document.name for document in inputs.documents]
    reviewed = reviewed_codes(names, inputs.codings, inputs.readings, top_codes, inputs.coder)
    decided = {c.document for c in inputs.codings if c.status in {Status.ACCEPTED, Status.REJECTED}}
    for document in inputs.documents:
        yield Interview(
            document=document.name,
            case=document.case,
            informants=tuple(sorted({turn.informant for turn in document.turns if turn.informant})),
            date=date_of(document),
            coded=document.name in decided or bool(reviewed[document.name]),
            reviewed=reviewed[document.name] == top_codes,
        )
