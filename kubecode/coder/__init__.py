"""The coder: segments + codebook + language → suggested codings with their reasons."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from kubecode.codebook import Codebook
from kubecode.coder.find import find_hits
from kubecode.coder.judge import Judged, band, joint_presence, joint_valence, judge, score
from kubecode.coder.near_miss import NearMiss, find_near_misses
from kubecode.coder.patterns import Patterns, compile_patterns
from kubecode.coder.reason import reason
from kubecode.coder.scope import find_cues
from kubecode.coder.words import Words, read_words
from kubecode.language import Language
from kubecode.model import Document, Evidence, Segment, Suggestion

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


def compile_codebook(codebook: Codebook, language: Language) -> CompiledCodebook:
    """Compile a codebook for the language of the transcripts."""
    return CompiledCodebook(codebook, language, compile_patterns(codebook, language))


@dataclass(frozen=True, slots=True)
class Coded:
    """What the coder found in a document: suggestions, and the codes that the questions touch."""

    suggestions: tuple[Suggestion, ...]
    asked_codes: frozenset[str]


def code_document(document: Document, compiled: CompiledCodebook) -> Coded:
    """Suggest codings for a document.

    There is at most one suggestion for each segment and top-level code, in the order of the text. The
    interviewer's questions are never coded; it is only noted which codes they touch.
    """
    words = read_words(document.text, compiled.language)
    starts = [token.start for token in words.tokens]

    def within(start: int, end: int) -> tuple[int, int]:
        return bisect_left(starts, start), bisect_left(starts, end)

    suggestions = []
    for segment in document.segments:
        judged = _judge_words(words, *within(segment.start, segment.end), compiled)
        for code in compiled.codebook.codes:
            of_code = [one for one in judged if one.hit.pattern.top_code == code.path]
            if of_code:
                suggestions.append(_suggestion(segment, of_code, words, document.text))
    asked = frozenset(
        hit.pattern.code.path
        for turn in document.turns
        if turn.asks
        for hit in find_hits(words, *within(turn.start, turn.end), compiled.patterns)
    )
    return Coded(tuple(suggestions), asked)


def near_misses(document: Document, segment: Segment, compiled: CompiledCodebook) -> list[NearMiss]:
    """Return the indicators that nearly spoke for a segment, and what kept them out."""
    words = read_words(document.text, compiled.language)
    starts = [token.start for token in words.tokens]
    begin, end = bisect_left(starts, segment.start), bisect_left(starts, segment.end)
    language = compiled.language
    empty = language.light_words | language.particles | language.negators | language.denial_tails
    return find_near_misses(words, begin, end, compiled.patterns, empty)


def _judge_words(words: Words, begin: int, end: int, compiled: CompiledCodebook) -> list[Judged]:
    return [
        judge(hit, find_cues(hit, words, begin, end, compiled.language))
        for hit in find_hits(words, begin, end, compiled.patterns)
    ]


def _suggestion(segment: Segment, judged: list[Judged], words: Words, text: str) -> Suggestion:
    total = score(judged)
    cues = {cue: None for one in judged for cue in one.cues}
    return Suggestion(
        start=segment.start,
        end=segment.end,
        line=segment.line,
        code=_best_path(judged),
        valence=joint_valence(judged),
        presence=joint_presence(judged),
        confidence=band(total, judged),
        score=total,
        evidence=tuple(_evidence(one, words, text) for one in judged),
        cues=tuple(cues),
    )


def _best_path(judged: list[Judged]) -> str:
    """Return the path that most of the evidence speaks for; the first in the codebook when equal."""
    by_path: dict[str, list[Judged]] = {}
    for one in judged:
        by_path.setdefault(one.hit.pattern.code.path, []).append(one)
    return max(by_path, key=lambda path: (score(by_path[path]), path.count("/")))


def _evidence(one: Judged, words: Words, text: str) -> Evidence:
    hit = one.hit
    start, end = words.tokens[hit.first].start, words.tokens[hit.last].end
    return Evidence(start, end, text[start:end], hit.pattern.indicator.text, hit.kind, hit.similarity)
