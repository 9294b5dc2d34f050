"""Evaluation: how well the suggestions agree with gold labels or with the decisions of coders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kubecode.coder import CompiledCodebook, code_document, compile_codebook
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import Document, Suggestion, Valence, split_code
from kubecode.store import documents as document_store
from kubecode.study.codebooks.load import (
    DEFAULT,
    language_for,
    load_codebook_file,
    locate_codebook,
    study_codebook,
)
from kubecode.study.evaluation.gold import GoldLabel, read_gold
from kubecode.study.ingest.read import document_from_text
from kubecode.study.judgements import JudgedSegment, judged_segments
from kubecode.study.session import exists, opened, study_path
from kubecode.study.words import study_lexicon
from kubecode.synthesiser.evaluation import EvaluatedSuggestion, Evaluation, GoldUnit, evaluate


def evaluate_study(
    study: Path | None, gold: Path | None = None, codebook: str | None = None, coder: str | None = None
) -> Evaluation:
    """Compare the suggestions with a gold file if one is given, else with the decisions in the study.

    Raises KubecodeError if both a gold file and a coder are given, and as
    :func:`evaluate_against_gold` and :func:`evaluate_decisions` do.
    """
    if gold and coder:
        message = "a coder is chosen among the decisions of the study, not in a gold file"
        raise KubecodeError(message, "leave out one of the two", exit_status=ExitStatus.USAGE)
    if gold:
        return evaluate_against_gold(gold, study, codebook)
    return evaluate_decisions(study, codebook, coder)


def evaluate_against_gold(path: Path, study: Path | None, codebook: str | None) -> Evaluation:
    """Compare the suggestions with a gold file, for each top-level code and in total.

    The codebook is the given one, else the study's, else the default. Everything is coded again with it, in
    memory. A text is one unit. In a document every segment is one, so that segments which the coder left
    uncoded count too. Raises KubecodeError for rows that cannot be used.
    """
    documents = loaded = None
    if exists(study):
        with opened(study) as session:
            documents = list(document_store.get_documents(session.connection))
            loaded = None if codebook else study_codebook(session)
    loaded = loaded or load_codebook_file(locate_codebook(codebook or DEFAULT))
    gold = read_gold(path, loaded.codebook, documents)
    lexicon = study_lexicon(study_path(study)).lexicon
    compiled = compile_codebook(loaded.codebook, language_for(loaded.codebook, lexicon))
    units = [_unit(labels, []) for labels in gold.uncodable]
    units.extend(_unit_of_text(text, labels, compiled) for text, labels in gold.texts)
    for document in documents or []:
        if document.name in gold.documents:
            units.extend(_units_of_document(document, gold.documents[document.name], compiled))
    return evaluate(units, [code.path for code in loaded.codebook.codes])


def evaluate_decisions(study: Path | None, codebook: str | None, coder: str | None = None) -> Evaluation:
    """Compare the suggestions with the decisions of all coders (or one) in the study.

    Only judged segments and codes count (see :func:`judged_segments`); codes that coders judge differently
    count neither as right nor as wrong. Everything is coded again with the given codebook, else with the
    study's. Raises KubecodeError for an unknown coder, and if there is nothing judged.
    """
    with opened(study) as session:
        loaded = load_codebook_file(locate_codebook(codebook)) if codebook else study_codebook(session)
        lexicon = study_lexicon(session.path).lexicon
        judged: dict[str, list[JudgedSegment]] = {}
        for judged_segment in judged_segments(session, coder):
            judged.setdefault(judged_segment.document, []).append(judged_segment)
        if not judged:
            message = f"{session.path}: nobody has decided anything yet"
            raise KubecodeError(message, "run 'kubecode review', or name gold: kubecode evaluate GOLD.jsonl")
        documents = [d for d in document_store.get_documents(session.connection) if d.name in judged]
    compiled = compile_codebook(loaded.codebook, language_for(loaded.codebook, lexicon))
    codes = [code.path for code in loaded.codebook.codes]
    units: list[GoldUnit] = []
    for document in documents:
        found = _by_segment(document, compiled)
        units += [_unit_of_judged(j, found.get(j.segment.start, []), codes) for j in judged[document.name]]
    return evaluate(units, codes)


def _unit_of_judged(judged: JudgedSegment, found: Iterable[Suggestion], codes: Iterable[str]) -> GoldUnit:
    accepted = [
        GoldLabel(c.code, c.valence, is_core=True) for c in judged.accepted if judged.verdicts.get(c.code)
    ]
    open_codes = [GoldLabel(code, None, is_core=False) for code in codes if code not in judged.verdicts]
    return _unit([*accepted, *open_codes], found)


def _unit_of_text(text: str, labels: list[GoldLabel], compiled: CompiledCodebook) -> GoldUnit:
    document = document_from_text(text, compiled.language)
    return _unit(labels, code_document(document, compiled).suggestions)


def _units_of_document(
    document: Document, labels: dict[int, list[GoldLabel]], compiled: CompiledCodebook
) -> Iterator[GoldUnit]:
    found = _by_segment(document, compiled)
    for position, segment in enumerate(document.segments):
        yield _unit(labels.get(position, []), found.get(segment.start, []))


def _by_segment(document: Document, compiled: CompiledCodebook) -> dict[int, list[Suggestion]]:
    """Return the suggestions for a document, by the start of the segment."""
    found: dict[int, list[Suggestion]] = {}
    for suggestion in code_document(document, compiled).suggestions:
        found.setdefault(suggestion.start, []).append(suggestion)
    return found


def _unit(labels: Iterable[GoldLabel], suggestions: Iterable[Suggestion]) -> GoldUnit:
    core: dict[str, Valence | None] = {}
    possible: set[str] = set()
    for label in labels:
        if label.is_core:
            core[label.code] = _join(core.get(label.code), label.valence)
        else:
            possible.add(label.code)
    suggested: dict[str, Valence | None] = {}
    found: list[EvaluatedSuggestion] = []
    for suggestion in suggestions:
        code = split_code(suggestion.code)[0]
        suggested[code] = _join(suggested.get(code), suggestion.valence)
        found.append(EvaluatedSuggestion(code, suggestion.confidence, suggestion.kind))
    return GoldUnit(core, frozenset(possible - set(core)), suggested, tuple(found))


def _join(first: Valence | None, second: Valence | None) -> Valence | None:
    """Return the joint valence of one unit: neutral gives way, and others that differ are mixed."""
    valences = {v for v in (first, second) if v is not None}
    if len(valences) > 1:
        valences.discard(Valence.NEUTRAL)
    return Valence.MIXED if len(valences) > 1 else next(iter(valences), None)
