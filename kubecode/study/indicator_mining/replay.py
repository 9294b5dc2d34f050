"""Past decisions as a bench: what a change of the codebook would have done to them, by the coder itself."""

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
    """The judged segments of a study as one codebook codes them.

    ``terms`` are the words of every segment, ``unread`` says where what nothing could read is said, ``found``
    are the suggestions by top-level code.
    """

    own: CustomLexicon
    compiled: CompiledCodebook
    documents: tuple[Document, ...]
    judged: Mapping[SegmentKey, JudgedSegment]
    terms: Mapping[SegmentKey, frozenset[Term]]
    unread: Mapping[str, frozenset[SegmentKey]]
    found: Mapping[str, Mapping[SegmentKey, Suggestion]]

    @property
    def book(self) -> Codebook:
        """The codebook."""
        return self.compiled.codebook


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to the suggestions of a top-level code over the segments judged for it.

    ``right`` are the segments that it sets right (found at last, or no longer suggested in vain), ``wrong``
    those that it sets wrong, each with the suggestion that comes or goes.
    """

    before: CodeScore
    after: CodeScore
    right: Mapping[SegmentKey, Suggestion]
    wrong: Mapping[SegmentKey, Suggestion]


def build_replay(
    documents: Iterable[Document], judged: Iterable[JudgedSegment], book: Codebook, own: CustomLexicon
) -> Replay:
    """Code the documents that hold judged segments anew, in memory."""
    by_spot = {(one.document, one.segment.start): one for one in judged}
    names = {name for name, _ in by_spot}
    kept = tuple(document for document in documents if document.name in names)
    compiled = compile_codebook(book, language_for(book, own))
    terms: dict[SegmentKey, frozenset[Term]] = {}
    unread: dict[str, set[SegmentKey]] = {}
    for document in kept:
        said = terms_of(document, compiled.language, compiled.vocabulary)
        for segment, words in zip(document.segments, said, strict=True):
            spot = document.name, segment.start
            terms[spot] = words
            for token in tokenise(segment.text):
                if not compiled.language.read(token.form).known:
                    unread.setdefault(token.form, set()).add(spot)
    return Replay(
        own=own,
        compiled=compiled,
        documents=kept,
        judged=by_spot,
        terms=terms,
        unread={form: frozenset(spots) for form, spots in unread.items()},
        found=_by_top_code(kept, compiled),
    )


def effect_of_adding(past: Replay, path: str, indicator: Indicator) -> Effect:
    """Return what one more indicator of a code does."""
    compiled = _compiled(past, past.book.with_indicators(path, lambda others: (*others, indicator)))
    return _effect(past, compiled, path, _may_speak(past, compiled, indicator))


def effect_of_removing(past: Replay, path: str, indicator: str) -> Effect:
    """Return what it does to take an indicator, as the codebook writes it, from a code."""

    def without(indicators: Indicators) -> Indicators:
        return tuple(other for other in indicators if other.text != indicator)

    found = past.found.get(split_code(path)[0], {})
    spoke = {spot for spot, one in found.items() if indicator in {e.indicator for e in one.evidence}}
    return _effect(past, _compiled(past, past.book.with_indicators(path, without)), path, spoke)


def _compiled(past: Replay, book: Codebook) -> CompiledCodebook:
    return compile_codebook(book, language_for(book, past.own))


def _may_speak(past: Replay, compiled: CompiledCodebook, indicator: Indicator) -> set[SegmentKey]:
    """Return where the indicator's words are said, or something that may be a slip of one of them."""
    ways = {
        frozenset(key for part in pattern.parts for key in part)
        for pattern in compiled.patterns.of_lemmas.walk()
        if pattern.indicator == indicator
    }
    said = {spot: {key for term in terms for key in term} for spot, terms in past.terms.items()}
    if not ways or not frozenset().union(*ways) <= set().union(*said.values()):
        # Words that are sought as written, and those that are no terms, may be anywhere.
        return set(past.terms)
    spots = {spot for spot, keys in said.items() if any(way <= keys for way in ways)}
    near = NearSpelling(past.compiled.language.analyser, {key.rstrip("²") for way in ways for key in way})
    for form, where in past.unread.items():
        if near.nearest(form):
            spots |= where
    return spots


def _effect(past: Replay, compiled: CompiledCodebook, path: str, touched: set[SegmentKey]) -> Effect:
    """Code what is touched with the other codebook, and compare. Nothing else can change."""
    top = split_code(path)[0]
    if compiled.language is not past.compiled.language:
        # The codebook's own words are read as roots: a new one may be met in any form.
        touched = set(past.terms)
    documents = [
        replace(document, segments=tuple(s for s in document.segments if (document.name, s.start) in touched))
        for document in past.documents
        if any(name == document.name for name, _ in touched)
    ]
    before = past.found.get(top, {})
    anew = _by_top_code(documents, _of_one_code(compiled, top)).get(top, {})
    after = {**{spot: found for spot, found in before.items() if spot not in touched}, **anew}
    came = {spot: found for spot, found in after.items() if spot not in before}
    went = {spot: found for spot, found in before.items() if spot not in after}
    has_it = {spot: one.verdicts[top] for spot, one in past.judged.items() if top in one.verdicts}
    return Effect(
        before=_score(top, has_it, before),
        after=_score(top, has_it, after),
        right={s: f for s, f in came.items() if has_it.get(s) is True}
        | {s: f for s, f in went.items() if has_it.get(s) is False},
        wrong={s: f for s, f in came.items() if has_it.get(s) is False}
        | {s: f for s, f in went.items() if has_it.get(s) is True},
    )


def _of_one_code(compiled: CompiledCodebook, top: str) -> CompiledCodebook:
    """Return the codebook with one code only, for which it suggests just what the whole one does."""
    codes = tuple(code for code in compiled.codebook.codes if code.path == top)
    book, language = replace(compiled.codebook, codes=codes), compiled.language
    # What may be a slip is decided for the words of the whole codebook.
    patterns = replace(compile_patterns(book, language), sought=compiled.patterns.sought)
    return CompiledCodebook(book, language, patterns, Vocabulary(language, patterns))


def _by_top_code(
    documents: Iterable[Document], compiled: CompiledCodebook
) -> dict[str, dict[SegmentKey, Suggestion]]:
    found: dict[str, dict[SegmentKey, Suggestion]] = {}
    for document in documents:
        for suggestion in code_document(document, compiled).suggestions:
            by_spot = found.setdefault(split_code(suggestion.code)[0], {})
            by_spot[document.name, suggestion.start] = suggestion
    return found


def _score(code: str, has_it: Mapping[SegmentKey, bool], found: Mapping[SegmentKey, Suggestion]) -> CodeScore:
    units = (
        GoldUnit({code: None} if is_there else {}, frozenset(), {code: None} if spot in found else {})
        for spot, is_there in has_it.items()
    )
    return evaluate(units, [code]).codes[0]
