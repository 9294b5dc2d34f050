"""Replay: the judged segments coded again, to measure the effect of a change of the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kubecode.codebook import Codebook, Indicator
from kubecode.codebook.codebook import Indicators
from kubecode.coder import CompiledCodebook, code_document, compile_codebook
from kubecode.coder.candidate_terms import Term, terms_of
from kubecode.coder.patterns import compile_patterns
from kubecode.coder.vocabulary import Vocabulary
from kubecode.language import NearSpelling, tokenise
from kubecode.language.custom_lexicon import CustomLexicon
from kubecode.model import Document, SegmentKey, Suggestion, split_code
from kubecode.study.codebooks.load import language_for
from kubecode.study.judgements import JudgedSegment
from kubecode.synthesiser.evaluation import CodeScore, GoldUnit, evaluate


@dataclass(frozen=True, slots=True)
class Replay:
    """The judged segments of a study, coded with one version of the codebook.

    ``documents`` are those with judged segments. ``terms`` are the terms of every segment in them,
    ``unknown_forms`` the segments of every word form that the language cannot read. ``suggestions`` are
    grouped by top-level code.
    """

    lexicon: CustomLexicon
    compiled: CompiledCodebook
    documents: tuple[Document, ...]
    judged: Mapping[SegmentKey, JudgedSegment]
    terms: Mapping[SegmentKey, frozenset[Term]]
    unknown_forms: Mapping[str, frozenset[SegmentKey]]
    suggestions: Mapping[str, Mapping[SegmentKey, Suggestion]]

    @property
    def codebook(self) -> Codebook:
        """The codebook that the segments were coded with."""
        return self.compiled.codebook


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of a change on the suggestions of a top-level code in its judged segments.

    ``right`` are the segments that become right (a suggestion appears where the code applies, or disappears
    where it does not), ``wrong`` those that become wrong, each with the suggestion that appears or
    disappears.
    """

    before: CodeScore
    after: CodeScore
    right: Mapping[SegmentKey, Suggestion]
    wrong: Mapping[SegmentKey, Suggestion]


def build_replay(
    documents: Iterable[Document],
    judged: Iterable[JudgedSegment],
    codebook: Codebook,
    lexicon: CustomLexicon,
) -> Replay:
    """Return the documents with judged segments, coded again in memory."""
    by_segment = {(j.document, j.segment.start): j for j in judged}
    names = {name for name, _ in by_segment}
    documents = tuple(document for document in documents if document.name in names)
    compiled = compile_codebook(codebook, language_for(codebook, lexicon))
    terms: dict[SegmentKey, frozenset[Term]] = {}
    unknown_forms: dict[str, set[SegmentKey]] = {}
    for document in documents:
        by_position = terms_of(document, compiled.language, compiled.vocabulary)
        for segment, segment_terms in zip(document.segments, by_position, strict=True):
            segment_key = document.name, segment.start
            terms[segment_key] = segment_terms
            for token in tokenise(segment.text):
                if not compiled.language.read(token.form).known:
                    unknown_forms.setdefault(token.form, set()).add(segment_key)
    return Replay(
        lexicon=lexicon,
        compiled=compiled,
        documents=documents,
        judged=by_segment,
        terms=terms,
        unknown_forms={form: frozenset(keys) for form, keys in unknown_forms.items()},
        suggestions=_suggestions_by_code(documents, compiled),
    )


def effect_of_adding(replay: Replay, path: str, indicator: Indicator) -> Effect:
    """Return the effect of adding an indicator to a code."""
    codebook = replay.codebook.with_indicators(path, lambda others: (*others, indicator))
    compiled = _compiled(replay, codebook)
    return _effect(replay, compiled, path, _possible_matches(replay, compiled, indicator))


def effect_of_removing(replay: Replay, path: str, indicator: str) -> Effect:
    """Return the effect of removing an indicator, given as the codebook writes it, from a code."""

    def without(indicators: Indicators) -> Indicators:
        return tuple(other for other in indicators if other.text != indicator)

    suggestions = replay.suggestions.get(split_code(path)[0], {})
    supported = {key for key, s in suggestions.items() if indicator in {e.indicator for e in s.evidence}}
    codebook = replay.codebook.with_indicators(path, without)
    return _effect(replay, _compiled(replay, codebook), path, supported)


def _compiled(replay: Replay, codebook: Codebook) -> CompiledCodebook:
    return compile_codebook(codebook, language_for(codebook, replay.lexicon))


def _possible_matches(replay: Replay, compiled: CompiledCodebook, indicator: Indicator) -> set[SegmentKey]:
    """Return the segments that contain the words of the indicator or a possible misspelling of one."""
    variants = {
        frozenset(lemma for part in pattern.parts for lemma in part)
        for pattern in compiled.patterns.of_lemmas.walk()
        if pattern.indicator == indicator
    }
    lemmas_by_segment = {
        segment_key: {lemma for term in terms for lemma in term}
        for segment_key, terms in replay.terms.items()
    }
    if not variants or not frozenset().union(*variants) <= set().union(*lemmas_by_segment.values()):
        # Quoted words match exact forms, and some words are no terms: these may be in any segment.
        return set(replay.terms)
    matches = {key for key, lemmas in lemmas_by_segment.items() if any(v <= lemmas for v in variants)}
    lemmas = {lemma.rstrip("²") for variant in variants for lemma in variant}
    near = NearSpelling(replay.compiled.language.analyser, lemmas)
    for form, segment_keys in replay.unknown_forms.items():
        if near.nearest(form):
            matches |= segment_keys
    return matches


def _effect(replay: Replay, compiled: CompiledCodebook, path: str, affected: set[SegmentKey]) -> Effect:
    """Return the effect of a changed codebook.

    Only the ``affected`` segments are coded again: the suggestions of the others cannot change.
    """
    top = split_code(path)[0]
    if compiled.language is not replay.compiled.language:
        # Unknown words of indicators are read as roots: a new one may occur in any form, so anywhere.
        affected = set(replay.terms)
    documents = [
        replace(
            document, segments=tuple(s for s in document.segments if (document.name, s.start) in affected)
        )
        for document in replay.documents
        if any(name == document.name for name, _ in affected)
    ]
    before = replay.suggestions.get(top, {})
    recoded = _suggestions_by_code(documents, _with_one_code(compiled, top)).get(top, {})
    after = {**{key: s for key, s in before.items() if key not in affected}, **recoded}
    added = {key: s for key, s in after.items() if key not in before}
    removed = {key: s for key, s in before.items() if key not in after}
    verdicts = {key: j.verdicts[top] for key, j in replay.judged.items() if top in j.verdicts}
    return Effect(
        before=_score(top, verdicts, before),
        after=_score(top, verdicts, after),
        right={key: s for key, s in added.items() if verdicts.get(key) is True}
        | {key: s for key, s in removed.items() if verdicts.get(key) is False},
        wrong={key: s for key, s in added.items() if verdicts.get(key) is False}
        | {key: s for key, s in removed.items() if verdicts.get(key) is True},
    )


def _with_one_code(compiled: CompiledCodebook, top: str) -> CompiledCodebook:
    """Return the codebook with one top-level code only. Its suggestions for that code stay the same."""
    codes = tuple(code for code in compiled.codebook.codes if code.path == top)
    codebook, language = replace(compiled.codebook, codes=codes), compiled.language
    # Which forms count as misspellings depends on the words of the whole codebook.
    patterns = replace(compile_patterns(codebook, language), sought=compiled.patterns.sought)
    return CompiledCodebook(codebook, language, patterns, Vocabulary(language, patterns))


def _suggestions_by_code(
    documents: Iterable[Document], compiled: CompiledCodebook
) -> dict[str, dict[SegmentKey, Suggestion]]:
    by_code: dict[str, dict[SegmentKey, Suggestion]] = {}
    for document in documents:
        for suggestion in code_document(document, compiled).suggestions:
            by_segment = by_code.setdefault(split_code(suggestion.code)[0], {})
            by_segment[document.name, suggestion.start] = suggestion
    return by_code


def _score(
    code: str, verdicts: Mapping[SegmentKey, bool], suggestions: Mapping[SegmentKey, Suggestion]
) -> CodeScore:
    units = (
        GoldUnit({code: None} if applies else {}, frozenset(), {code: None} if key in suggestions else {})
        for key, applies in verdicts.items()
    )
    return evaluate(units, [code]).codes[0]
