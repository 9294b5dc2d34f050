"""The coder: segments + codebook + language → suggested codings with their reasons."""

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
    """A codebook made ready for looking up, once for any number of documents."""

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
    """What the coder found in a document: suggestions, and the codes that the questions touch."""

    suggestions: tuple[Suggestion, ...]
    asked_codes: frozenset[str]


class Draft(NamedTuple):
    """A suggestion without score and band, which depend on its turn, and what its evidence carries."""

    segment: Segment
    code: str
    valence: Valence | None
    presence: Presence
    evidence: tuple[Evidence, ...]
    cues: tuple[Cue, ...]
    strength: float


def code_document(document: Document, compiled: CompiledCodebook) -> Coded:
    """Suggest codings for a document.

    There is at most one suggestion for each segment and top-level code, in the order of the text. The
    interviewer's questions are never coded; it is only noted which codes they touch.
    """
    text, vocabulary = without_asides(document.text), compiled.vocabulary
    stretches = read_segment_contexts(document, text, vocabulary, compiled.language)
    found = [(stretch.segment.turn, _drafts(stretch, compiled)) for stretch in stretches]
    suggestions = [
        _scored(draft, around[code])
        for (_, drafts), around in zip(found, neighbours(found), strict=True)
        for code, draft in drafts.items()
    ]
    asked = {
        hit.pattern.code.path
        for turn in document.turns
        if turn.asks
        for hit in find_hits(read_words(text, turn.start, turn.end, vocabulary)).hits
    }
    return Coded(tuple(suggestions), frozenset(asked))


def _drafts(stretch: SegmentContext, compiled: CompiledCodebook) -> dict[str, Draft]:
    """Return what a segment by itself says, by top-level code in the order of the codebook."""
    if not stretch.hits:
        return {}
    scope = stretch.scope
    by_code: dict[str, list[JudgedHit]] = {}
    for hit in stretch.hits:
        cues = find_cues(hit, scope)
        if cues or hit.last >= scope.begin:
            by_code.setdefault(hit.pattern.top_code, []).append(judge(hit, cues))
    if scope.begin:
        # Words that only point back are one piece of evidence, for whatever they point to.
        by_code = {code: [max(all_of, key=lambda one: strength([one]))] for code, all_of in by_code.items()}
    return {
        code.path: _draft(stretch.segment, by_code[code.path], scope.words)
        for code in compiled.codebook.codes
        if code.path in by_code
    }


def near_misses(segment: Segment, compiled: CompiledCodebook) -> list[NearMiss]:
    """Return the indicators that nearly spoke for a segment, and what kept them out."""
    words = read_words(without_asides(segment.text), 0, len(segment.text), compiled.vocabulary)
    found = find_hits(words)
    language = compiled.language
    empty = language.light_words | language.particles | language.negators | language.denial_tails
    return find_near_misses(words, found, compiled.patterns, empty)


def _draft(segment: Segment, judged: list[JudgedHit], words: WordSequence) -> Draft:
    return Draft(
        segment=segment,
        code=_best_path(judged),
        valence=joint_valence(judged),
        presence=joint_presence(judged),
        evidence=tuple(_evidence(one, words, segment) for one in judged),
        cues=tuple({cue: None for one in judged for cue in one.cues}),
        strength=strength(judged),
    )


def _scored(draft: Draft, around: Neighbours) -> Suggestion:
    total = score(draft.strength, around)
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


def _best_path(judged: list[JudgedHit]) -> str:
    """Return the path that most of the evidence speaks for; the first in the codebook when equal."""
    by_path: dict[str, list[JudgedHit]] = {}
    for one in judged:
        by_path.setdefault(one.hit.pattern.code.path, []).append(one)
    if len(by_path) == 1:
        return next(iter(by_path))
    return max(by_path, key=lambda path: (strength(by_path[path]), path.count("/")))


def _evidence(one: JudgedHit, words: WordSequence, segment: Segment) -> Evidence:
    """Evidence lies in its segment: where that only speaks of what was told before, it is the whole of it."""
    hit = one.hit
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
