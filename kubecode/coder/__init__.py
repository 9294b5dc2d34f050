"""Rule-based coding: segments, a codebook and a language give suggested codings with their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kubecode.codebook import Codebook
from kubecode.coder.cues import find_cues
from kubecode.coder.find import find_hits
from kubecode.coder.judge import JudgedHit, joint_presence, joint_valence, judge
from kubecode.coder.near_miss import NearMiss, find_near_misses
from kubecode.coder.neighbours import Neighbours, neighbours
from kubecode.coder.patterns import Patterns, compile_patterns
from kubecode.coder.reason import reason
from kubecode.coder.scope import FAR
from kubecode.coder.scoring import band, score, strength
from kubecode.coder.segment_context import SegmentContext, read_segment_contexts
from kubecode.coder.vocabulary import Vocabulary
from kubecode.coder.words import WordSequence, read_words, without_asides
from kubecode.language import Language
from kubecode.model import Cue, Document, Evidence, EvidenceKind, Presence, Segment, Suggestion, Valence

__all__ = [
    "Coded",
    "CompiledCodebook",
    "NearMiss",
    "code_document",
    "compile_codebook",
    "near_misses",
    "reason",
]


@dataclass(frozen=True, slots=True)
class CompiledCodebook:
    """A codebook prepared for matching, to be used for any number of documents."""

    codebook: Codebook
    language: Language
    patterns: Patterns
    vocabulary: Vocabulary


def compile_codebook(codebook: Codebook, language: Language) -> CompiledCodebook:
    """Compile a codebook for the language of the transcripts."""
    patterns = compile_patterns(codebook, language)
    return CompiledCodebook(codebook, language, patterns, Vocabulary(language, patterns))


@dataclass(frozen=True, slots=True)
class Coded:
    """The suggestions for a document, and the paths of the codes that occur in the questions."""

    suggestions: tuple[Suggestion, ...]
    asked_codes: frozenset[str]


class Draft(NamedTuple):
    """A suggestion without score and band, which depend on its neighbours in the turn.

    ``strength`` is the weight of its evidence.
    """

    segment: Segment
    code: str
    valence: Valence | None
    presence: Presence
    evidence: tuple[Evidence, ...]
    cues: tuple[Cue, ...]
    strength: float


def code_document(document: Document, compiled: CompiledCodebook) -> Coded:
    """Return the suggested codings of a document.

    There is at most one suggestion for each segment and top-level code, in the order of the text. Questions
    of the interviewer are never coded; only the codes that occur in them are returned.
    """
    text, vocabulary = without_asides(document.text), compiled.vocabulary
    contexts = read_segment_contexts(document, text, vocabulary, compiled.language)
    drafts_by_segment = [(context.segment.turn, _drafts(context, compiled)) for context in contexts]
    suggestions = [
        _scored(draft, neighbours_of[code])
        for (_, drafts), neighbours_of in zip(drafts_by_segment, neighbours(drafts_by_segment), strict=True)
        for code, draft in drafts.items()
    ]
    asked = {
        hit.pattern.code.path
        for turn in document.turns
        if turn.asks
        for hit in find_hits(read_words(text, turn.start, turn.end, vocabulary)).hits
    }
    return Coded(tuple(suggestions), frozenset(asked))


def _drafts(context: SegmentContext, compiled: CompiledCodebook) -> dict[str, Draft]:
    """Return the drafts for a segment by top-level code, in the order of the codebook."""
    if not context.hits:
        return {}
    scope = context.scope
    by_code: dict[str, list[JudgedHit]] = {}
    is_long = scope.end - scope.begin > FAR
    for hit in context.hits:
        cues = find_cues(hit, scope.near(hit.first, hit.last) if is_long else scope)
        if cues or hit.last >= scope.begin:
            by_code.setdefault(hit.pattern.top_code, []).append(judge(hit, cues))
    if scope.begin:
        # A segment that only points back is one piece of evidence, for however many hits it denies.
        by_code = {code: [max(hits, key=lambda hit: strength([hit]))] for code, hits in by_code.items()}
    return {
        code.path: _draft(context.segment, by_code[code.path], scope.words)
        for code in compiled.codebook.codes
        if code.path in by_code
    }


def near_misses(segment: Segment, compiled: CompiledCodebook) -> list[NearMiss]:
    """Return the indicators that almost matched a segment, with the reason why they did not."""
    words = read_words(without_asides(segment.text), 0, len(segment.text), compiled.vocabulary)
    language = compiled.language
    function_words = language.light_words | language.particles | language.negators | language.denial_tails
    return find_near_misses(words, find_hits(words), compiled.patterns, function_words)


def _draft(segment: Segment, hits: list[JudgedHit], words: WordSequence) -> Draft:
    return Draft(
        segment=segment,
        code=_best_path(hits),
        valence=joint_valence(hits),
        presence=joint_presence(hits),
        evidence=tuple(_evidence(hit, words, segment) for hit in hits),
        cues=tuple({cue: None for hit in hits for cue in hit.cues}),
        strength=strength(hits),
    )


def _scored(draft: Draft, neighbours_of_code: Neighbours) -> Suggestion:
    total = score(draft.strength, neighbours_of_code)
    return Suggestion(
        start=draft.segment.start,
        end=draft.segment.end,
        line=draft.segment.line,
        code=draft.code,
        valence=draft.valence,
        presence=draft.presence,
        confidence=band(total, draft.evidence, draft.presence),
        score=total,
        evidence=draft.evidence,
        cues=draft.cues,
    )


def _best_path(hits: list[JudgedHit]) -> str:
    """Return the code path with the strongest evidence; of equals the deepest, then the first."""
    by_path: dict[str, list[JudgedHit]] = {}
    for judged in hits:
        by_path.setdefault(judged.hit.pattern.code.path, []).append(judged)
    if len(by_path) == 1:
        return next(iter(by_path))
    return max(by_path, key=lambda path: (strength(by_path[path]), path.count("/")))


def _evidence(judged: JudgedHit, words: WordSequence, segment: Segment) -> Evidence:
    """Return the evidence of a hit, which always lies in the segment.

    If the segment points back to a hit of the preceding segment, the evidence is the whole segment.
    """
    hit = judged.hit
    start, end = words.span(hit.first, hit.last)
    if end <= segment.start:
        surface = segment.text.rstrip(" .,;:!?…")
        end, indicator = segment.start + len(surface), hit.pattern.indicator.text
        kind = EvidenceKind.NEAR if hit.kind is EvidenceKind.NEAR else EvidenceKind.PHRASE
        return Evidence(segment.start, end, surface, indicator, kind, hit.similarity)
    return Evidence(
        start,
        end,
        segment.text[start - segment.start : end - segment.start],
        hit.pattern.indicator.text,
        hit.kind,
        hit.similarity,
    )
